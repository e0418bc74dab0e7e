//! Jobs: what is handed to the gateways after the answer.

use std::time::Duration;

use askama::Template;
use jiff::{SignedDuration, Timestamp};
use okno_gateways::{GatewayError, Mail};
use okno_requisites::Personal;
use okno_store::jobs::Policy;
use okno_store::{Job, JobError, Worker};
use okno_web::{Lang, Portal};

use crate::Notifications;
use crate::model::{Delivery, MailJob, SmsJob, paragraphs};
use crate::store::{delivery, settle};

pub(crate) const SMS: &str = "notify.sms";
/// A text spoken in a call.
pub(crate) const VOICE: &str = "notify.voice";
pub(crate) const MAIL: &str = "notify.mail";

pub(crate) fn register(department: &Notifications, worker: &mut Worker) {
    let policy = Policy {
        at_once: 8,
        deadline: Duration::from_secs(30),
        backoff: SignedDuration::from_secs(5),
    };
    let own = department.clone();
    worker.handle(SMS, policy, move |job| {
        let own = own.clone();
        async move { own.run_sms(&job).await }
    });
    let own = department.clone();
    worker.handle(VOICE, policy, move |job| {
        let own = own.clone();
        async move { own.run_voice(&job).await }
    });
    let own = department.clone();
    worker.handle(MAIL, policy, move |job| {
        let own = own.clone();
        async move { own.run_mail(&job).await }
    });
}

impl Notifications {
    async fn run_sms(&self, job: &Job) -> Result<(), JobError> {
        let sms: SmsJob = job.payload()?;
        if self.is_sent(&sms.key, "sms").await? {
            return Ok(());
        }
        self.in_time(job, &sms.key, "sms", sms.until).await?;
        let result = self.gateways.sms(&sms.phone, &sms.text, &job.key).await;
        self.end(job, &sms.key, "sms", sms.until, result).await
    }

    async fn run_voice(&self, job: &Job) -> Result<(), JobError> {
        let call: SmsJob = job.payload()?;
        if self.is_sent(&call.key, "voice").await? {
            return Ok(());
        }
        self.in_time(job, &call.key, "voice", call.until).await?;
        let result = self.gateways.call(&call.phone, &call.text, &job.key).await;
        self.end(job, &call.key, "voice", call.until, result).await
    }

    async fn run_mail(&self, job: &Job) -> Result<(), JobError> {
        let mail: MailJob = job.payload()?;
        if self.is_sent(&mail.key, "mail").await? {
            return Ok(());
        }
        self.in_time(job, &mail.key, "mail", mail.until).await?;
        let letter = compose(&self.portal, self.gateways.mail_domain(), &mail)?;
        let result = self.gateways.mail(&letter).await;
        self.end(job, &mail.key, "mail", mail.until, result).await
    }

    /// A key is one message, also when it comes again after the job of the first one
    /// has been swept away.
    async fn is_sent(&self, key: &str, channel: &str) -> Result<bool, JobError> {
        let known = delivery(self.portal.db(), key, channel).await?;
        Ok(known == Some(Delivery::Sent))
    }

    /// What is no longer worth sending is given up before the gateway is asked.
    async fn in_time(
        &self,
        job: &Job,
        key: &str,
        channel: &'static str,
        until: Option<Timestamp>,
    ) -> Result<(), JobError> {
        if until.is_none_or(|until| self.portal.db().now() < until) {
            return Ok(());
        }
        self.give_up(
            job,
            key,
            channel,
            "the message ran out before it could be sent",
        )
        .await
    }

    /// Writes down what became of the message.
    async fn end(
        &self,
        job: &Job,
        key: &str,
        channel: &'static str,
        until: Option<Timestamp>,
        result: Result<(), GatewayError>,
    ) -> Result<(), JobError> {
        let state = match result {
            Ok(()) => Delivery::Sent,
            Err(GatewayError::Refused(why)) => {
                tracing::warn!(channel, why, "a message was refused");
                Delivery::Refused
            }
            Err(error) => {
                let again = match &error {
                    GatewayError::Overloaded { until } => Some(*until),
                    _ => None,
                };
                let late = again.is_some_and(|at| until.is_some_and(|until| at >= until));
                if job.is_last() || late {
                    return self.give_up(job, key, channel, &error.to_string()).await;
                }
                return Err(match again {
                    Some(at) => JobError::At(at, error.to_string()),
                    None => JobError::Again(error.to_string()),
                });
            }
        };
        count(channel, state.as_str());
        let mut tx = self.portal.db().begin().await?;
        settle(&mut tx, key, channel, state).await?;
        job.done(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The job dies and the delivery says so: whoever waits for a code is not
    /// told for ever that it is on its way.
    async fn give_up(
        &self,
        job: &Job,
        key: &str,
        channel: &'static str,
        why: &str,
    ) -> Result<(), JobError> {
        count(channel, "given_up");
        let mut tx = self.portal.db().begin().await?;
        settle(&mut tx, key, channel, Delivery::Refused).await?;
        tx.commit().await?;
        tracing::warn!(channel, attempt = job.attempt, why, "gave a message up");
        Err(JobError::Dead(why.to_owned()))
    }
}

fn count(channel: &'static str, result: &'static str) {
    metrics::counter!("okno_messages_total", "channel" => channel, "result" => result).increment(1);
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct MailHtml<'a> {
    lang: &'static str,
    name: String,
    subject: &'a str,
    paragraphs: Vec<&'a str>,
    link: Option<String>,
    open: String,
    foot: String,
    /// Words and address that end such letters; of news.
    unsubscribe: Option<(String, String)>,
}

fn compose(portal: &Portal, domain: &str, mail: &MailJob) -> Result<Mail, JobError> {
    let lang = Lang::from_code(&mail.lang).unwrap_or_default();
    let t = |id: &str| portal.words().t(lang, id);
    let html = MailHtml {
        lang: lang.code(),
        name: t("web-name"),
        subject: &mail.subject,
        paragraphs: paragraphs(&mail.body),
        link: mail.link.as_deref().map(|path| portal.url(path)),
        open: t("notifications-mail-open"),
        foot: t("notifications-mail-foot"),
        unsubscribe: mail
            .unsubscribe
            .as_deref()
            .map(|path| (t("notifications-mail-unsubscribe"), portal.url(path))),
    };
    let mut text = html.paragraphs.join("\n\n");
    if let Some(url) = &html.link {
        text.push_str(&format!("\n\n{}: {url}", html.open));
    }
    // The line that mail programs know as the beginning of a signature.
    text.push_str(&format!("\n\n-- \n{}\n{}\n", html.name, html.foot));
    if let Some((words, url)) = &html.unsubscribe {
        text.push_str(&format!("{words}: {url}\n"));
    }
    let unsubscribe = html.unsubscribe.as_ref().map(|(_, url)| url.clone());
    Ok(Mail {
        to: Personal::new(mail.email.clone()),
        from: None,
        subject: mail.subject.clone(),
        html: html
            .render()
            .map_err(|error| JobError::Again(format!("template: {error}")))?
            .into(),
        text: text.into(),
        unsubscribe: unsubscribe.map(Personal::new),
        message_id: message_id(portal, domain, &mail.key),
        date: portal.db().now(),
    })
}

/// The same at every try of one letter; the key of the message, which names an
/// affair of the person, cannot be read from it.
fn message_id(portal: &Portal, domain: &str, key: &str) -> String {
    let index = portal.db().vault().index("notifications.message-id", key);
    let mut id = String::from("<");
    for byte in index.iter().take(16) {
        id.push_str(&format!("{byte:02x}"));
    }
    format!("{id}@{domain}>")
}
