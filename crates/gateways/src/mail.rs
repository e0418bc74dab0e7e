//! The mail server.

use std::time::Duration;

use jiff::Timestamp;
use lettre::address::Address;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use okno_requisites::{Email, Personal};

use crate::http::{UNTRUSTED, is_tls};
use crate::{GatewayError, Gateways, Settings};

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
    /// The address that ends letters of this kind, by a `POST` that nobody signs in for
    /// (RFC 2369, RFC 8058); mail programs make a button of it.
    pub unsubscribe: Option<Personal<String>>,
}

/// The mail server, as [`Settings::smtp_url`] names it.
pub(crate) struct Server {
    host: String,
    port: u16,
    security: Security,
    login: Option<Credentials>,
    deadline: Duration,
}

#[derive(PartialEq)]
enum Security {
    /// On one machine or one network of one's own.
    None,
    /// `smtp://…?tls=required`: begins in clear, goes on encrypted or not at all.
    StartTls,
    /// `smtps://`.
    Tls,
}

impl Server {
    pub(crate) fn from_url(settings: &Settings) -> Result<Self, String> {
        // The address may hold a password: the text of the error must not repeat it.
        let bad = || "smtp_url: write smtp://host:port or smtps://user:password@host".to_owned();
        let url = reqwest::Url::parse(&settings.smtp_url).map_err(|_| bad())?;
        let (security, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Security::Tls, 465),
            ("smtp", None) => (Security::None, 25),
            ("smtp", Some("tls=required")) => (Security::StartTls, 587),
            _ => return Err(bad()),
        };
        let plain = |part: &str| percent_decoded(part).ok_or_else(bad);
        let login = match url.password() {
            Some(password) => Some(Credentials::new(plain(url.username())?, plain(password)?)),
            None => None,
        };
        // A password in clear over a network would be everybody's.
        if login.is_some() && security == Security::None {
            return Err(
                "smtp_url: a password needs smtps:// or ?tls=required, else it travels in clear"
                    .to_owned(),
            );
        }
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or_else(bad)?;
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            security,
            login,
            deadline: settings.deadline,
        })
    }

    /// A connection for one letter. The pool of the library takes a connection
    /// back even when the call was broken off by its deadline; the next letter
    /// would read the answer to the one before as its own.
    async fn send(&self, message: &Message) -> Result<(), Error> {
        let tls = || TlsParameters::new(self.host.clone());
        let wrapper = match self.security {
            Security::Tls => Some(tls()?),
            _ => None,
        };
        let name = ClientId::default();
        let to = (self.host.as_str(), self.port);
        let deadline = Some(self.deadline);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(to, deadline, &name, wrapper, None).await?;
        if self.security == Security::StartTls {
            connection.starttls(tls()?, &name).await?;
        }
        if let Some(login) = &self.login {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], login)
                .await?;
        }
        connection
            .send(message.envelope(), &message.formatted())
            .await?;
        // The letter is handed over; a slow farewell must not undo that.
        let deadline = self.deadline;
        tokio::spawn(async move {
            let _ = tokio::time::timeout(deadline, connection.quit()).await;
        });
        Ok(())
    }
}

/// `None` when the escapes are broken or what they say is not UTF-8.
fn percent_decoded(part: &str) -> Option<String> {
    let mut out = Vec::with_capacity(part.len());
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
            out.push(u8::try_from(value).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// A header whose value is handed in.
macro_rules! header {
    ($(#[$doc:meta])* $type:ident, $name:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $type(String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    };
}

header!(
    /// RFC 3834: nobody's holiday notice should answer the portal.
    AutoSubmitted,
    "Auto-Submitted"
);
header!(
    /// RFC 2369: where a list is left.
    ListUnsubscribe,
    "List-Unsubscribe"
);
header!(
    /// RFC 8058: an empty `POST` there is enough.
    ListUnsubscribePost,
    "List-Unsubscribe-Post"
);

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
            .call(async { smtp.send(&message).await.map_err(|error| failed(&error)) })
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
        let mut builder = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .message_id(Some(mail.message_id.clone()))
            .date(std::time::SystemTime::from(mail.date))
            .header(AutoSubmitted("auto-generated".to_owned()));
        if let Some(url) = &mail.unsubscribe {
            let one_click = "List-Unsubscribe=One-Click".to_owned();
            builder = builder
                .header(ListUnsubscribe(format!("<{}>", url.reveal())))
                .header(ListUnsubscribePost(one_click));
        }
        builder
            .multipart(MultiPart::alternative_plain_html(
                mail.text.reveal().clone(),
                mail.html.reveal().clone(),
            ))
            .map_err(|_| bad("the letter cannot be put together"))
    }
}

/// The words of the server may quote the recipient: only its code is kept.
fn failed(error: &Error) -> GatewayError {
    let code = error.status().map(|code| code.to_string());
    if error.is_permanent() {
        return GatewayError::Refused(format!("smtp: {}", code.unwrap_or_default()));
    }
    if error.is_response() {
        // The library reads an answer cut off by the end of the connection as a
        // malformed one and tells the two apart by this text only.
        let cut = std::error::Error::source(error)
            .is_some_and(|source| source.to_string() == "incomplete response");
        return if cut {
            GatewayError::Unavailable("smtp: the connection broke".to_owned())
        } else {
            GatewayError::Malformed("smtp: no SMTP".to_owned())
        };
    }
    GatewayError::Unavailable(match code {
        Some(code) => format!("smtp: {code}"),
        None if error.is_timeout() => "smtp: no answer within the deadline".to_owned(),
        None if error.is_tls() || is_tls(error) => format!("smtp: {UNTRUSTED}"),
        None => "smtp: no connection".to_owned(),
    })
}
