//! What the person is told at each change (S0-24, S0-31): SMS, e-mail and a
//! letter in the cabinet.

use okno_accounts::{Account, Person};
use okno_catalogue::{QuestionKind, Service};
use okno_notifications::{Message, Recipient, Topic};
use okno_requisites::{Email, Phone, typo};
use okno_store::{DbError, Tx};
use okno_web::Lang;

use crate::Applications;
use crate::model::Application;

/// What there is to tell.
pub(crate) struct News<'a> {
    /// `sent`, `correction`, `corrected`, `approved`, `issued`, `rejected`,
    /// `completed`, `withdrawn`.
    pub(crate) word: &'a str,
    /// Words of the official or of the ground of a refusal.
    pub(crate) words: &'a str,
    /// The day by which the answer is due.
    pub(crate) due: Option<jiff::Timestamp>,
    pub(crate) number: &'a str,
    /// Makes the message one.
    pub(crate) version: i64,
}

/// To whom: the phone and the e-mail of the application where its form asks
/// for them (S0-14), those of the profile otherwise.
fn recipient(
    service: &Service,
    application: &Application,
    account: &Account,
    person: &Person,
) -> Recipient {
    let answer = |kind: QuestionKind| {
        // A phone in a row is that of somebody else.
        let mut all = service.form.questions().filter(|(s, _)| s.repeat.is_none());
        let (_, question) = all.find(|(_, q)| q.kind == kind)?;
        application.content.answers.get(&question.id)
    };
    let mut to = okno_accounts::recipient(account, person);
    if let Some(phone) = answer(QuestionKind::Phone).and_then(|v| Phone::parse(v).ok()) {
        to.phone = Some(phone);
    }
    if let Some(email) = answer(QuestionKind::Email).and_then(|v| Email::parse(v).ok()) {
        to.email = Some(email);
    }
    to
}

impl Applications {
    /// Tells the person, in the transaction of the change.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        service: &Service,
        application: &Application,
        account: &Account,
        person: &Person,
        news: &News<'_>,
    ) -> Result<(), DbError> {
        let lang: Lang = account.lang;
        let title = typo(service.title.get(lang.code()), lang.code());
        let due = news
            .due
            .map(|at| self.portal().date_long(lang, at))
            .unwrap_or_default();
        let text = |part: &str| {
            self.portal().words().tv(
                lang,
                &format!("applications-msg-{}-{part}", news.word),
                &[
                    ("service", title.as_str().into()),
                    ("number", news.number.into()),
                    ("due", due.as_str().into()),
                    ("name", person.called().into()),
                ],
            )
        };
        let mut body = text("body");
        if !news.words.is_empty() {
            body.push_str("\n\n");
            body.push_str(news.words);
        }
        let message = Message {
            key: format!(
                "application:{}:{}:{}",
                application.id, news.word, news.version
            ),
            topic: Topic::Applications,
            sms: Some(text("sms")),
            subject: text("subject"),
            body,
            link: Some(format!("/applications/{}", application.id)),
            inbox: true,
            mail: true,
        };
        let to = recipient(service, application, account, person);
        okno_notifications::send(tx, &to, message).await
    }
}
