//! The mail server.

use jiff::Timestamp;
use lettre::address::Address;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use okno_requisites::{Email, Personal};

use crate::{GatewayError, Gateways, Settings, line};

/// A letter to send.
#[derive(Debug, Clone)]
pub struct Mail {
    /// To whom.
    pub to: Personal<Email>,
    /// From whom; `None` is the sender of the settings.
    pub from: Option<String>,
    /// Subject.
    pub subject: String,
    /// The plain-text part.
    pub text: Personal<String>,
    /// The HTML part.
    pub html: Personal<String>,
    /// `Message-ID`, in angle brackets; the same at every try of one letter,
    /// so that mail servers can drop a repeat.
    pub message_id: String,
    /// `Date`.
    pub date: Timestamp,
}

pub(crate) fn transport(settings: &Settings) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
    // The address may hold a password: the text of the error must not repeat it.
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.smtp_url)
        .map_err(|_| "smtp_url: write smtp://host:port or smtps://user:password@host".to_owned())?;
    let max = u32::try_from(line::AT_ONCE).unwrap_or(u32::MAX);
    Ok(builder
        .timeout(Some(settings.deadline))
        .pool_config(PoolConfig::new().max_size(max))
        .build())
}

/// RFC 8058 has no word for it; RFC 3834 does: nobody's holiday notice should
/// answer the portal.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Gateways {
    /// Hands a letter to the mail server.
    ///
    /// # Errors
    /// [`GatewayError::Refused`] when the server answers 5xx or the letter
    /// cannot be put together.
    pub async fn mail(&self, mail: &Mail) -> Result<(), GatewayError> {
        let message = self.put_together(mail)?;
        let smtp = &self.0.smtp;
        self.0
            .mail
            .call(async {
                match smtp.send(message).await {
                    Ok(_) => Ok(()),
                    Err(error) => Err(failed(&error)),
                }
            })
            .await
    }

    fn put_together(&self, mail: &Mail) -> Result<Message, GatewayError> {
        let bad = |what: &str| GatewayError::Refused(format!("smtp: {what}"));
        let from = match &mail.from {
            Some(from) => from.parse().map_err(|_| bad("the sender is no address"))?,
            None => self.0.from.clone(),
        };
        let to: Address = mail
            .to
            .reveal()
            .as_str()
            .parse()
            .map_err(|_| bad("the recipient is no address"))?;
        Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .message_id(Some(mail.message_id.clone()))
            .date(std::time::SystemTime::from(mail.date))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(
                mail.text.reveal().clone(),
                mail.html.reveal().clone(),
            ))
            .map_err(|_| bad("the letter cannot be put together"))
    }
}

/// The words of the server may quote the recipient: only its code is kept.
fn failed(error: &lettre::transport::smtp::Error) -> GatewayError {
    let code = error.status().map(|code| code.to_string());
    if error.is_permanent() {
        return GatewayError::Refused(format!("smtp: {}", code.unwrap_or_default()));
    }
    if error.is_response() {
        return GatewayError::Malformed("smtp: no SMTP".to_owned());
    }
    GatewayError::Unavailable(match code {
        Some(code) => format!("smtp: {code}"),
        None if error.is_timeout() => "smtp: no answer within the deadline".to_owned(),
        None if error.is_tls() => "smtp: TLS".to_owned(),
        None => "smtp: no connection".to_owned(),
    })
}
