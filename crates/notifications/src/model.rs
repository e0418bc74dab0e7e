//! What is sent, to whom, and what became of it.

use jiff::Timestamp;
use okno_requisites::{Email, Phone};
use okno_web::Lang;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::choices::{Choices, Topic};

/// To whom. A channel without an address is left out.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The account whose inbox it is.
    pub account: Option<Uuid>,
    /// For SMS.
    pub phone: Option<Phone>,
    /// For e-mail.
    pub email: Option<Email>,
    /// The language of the texts; the frame of the e-mail follows it.
    pub lang: Lang,
    /// What the owner chose to be told of, by what and when.
    pub choices: Choices,
}

/// What is sent. The texts are ready to be read, in the recipient's language.
#[derive(Clone)]
pub struct Message {
    /// Makes the message one for all time, e.g. `application:ID:approved`.
    /// Names the recipient too where several people are told of one thing.
    /// It is kept as it is: no personal data in it.
    pub key: String,
    /// What it is about: the owner chooses the channels of a topic.
    pub topic: Topic,
    /// Text of the SMS; `None` for no SMS.
    pub sms: Option<String>,
    /// Subject of the e-mail and heading of the letter in the inbox.
    pub subject: String,
    /// Plain text, paragraphs divided by blank lines.
    pub body: String,
    /// A path in the portal, e.g. `/applications/ID`: the button of the letter.
    pub link: Option<String>,
    /// Put it in the inbox of the account?
    pub inbox: bool,
    /// Send it by e-mail?
    pub mail: bool,
}

impl std::fmt::Debug for Message {
    // The texts name people and their affairs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// What became of a message in one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// On its way.
    Queued,
    /// The gateway has it.
    Sent,
    /// It will not come: the gateway refused it, or did not answer while the
    /// message was worth sending.
    Refused,
}

impl Delivery {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Refused => "refused",
        }
    }

    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "sent" => Self::Sent,
            "refused" => Self::Refused,
            _ => Self::Queued,
        }
    }
}

/// A letter in the inbox.
#[derive(Clone)]
pub struct Letter {
    /// Id; part of its address.
    pub id: Uuid,
    /// When it came.
    pub at: Timestamp,
    /// What it is about; unknown of some old ones.
    pub topic: Option<Topic>,
    /// Heading.
    pub subject: String,
    /// Plain text, paragraphs divided by blank lines.
    pub body: String,
    /// A path in the portal.
    pub link: Option<String>,
    /// Has it been opened?
    pub read: bool,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letter({})", self.id)
    }
}

/// What is sealed of a letter.
#[derive(Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) link: Option<String>,
}

/// Payload of `notify.sms` and `notify.voice`.
#[derive(Serialize, Deserialize)]
pub(crate) struct SmsJob {
    pub(crate) key: String,
    pub(crate) phone: Phone,
    pub(crate) text: String,
    /// Not worth sending after this time.
    pub(crate) until: Option<Timestamp>,
}

/// Payload of `notify.mail`.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailJob {
    pub(crate) key: String,
    pub(crate) email: Email,
    pub(crate) lang: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) link: Option<String>,
    /// A path that ends such letters; of news.
    #[serde(default)]
    pub(crate) unsubscribe: Option<String>,
    /// Not worth sending after this time.
    pub(crate) until: Option<Timestamp>,
}

/// Is this a path within the portal? `//host` and `/\host` lead elsewhere.
pub(crate) fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
}

/// The paragraphs of a text.
pub(crate) fn paragraphs(body: &str) -> Vec<&str> {
    body.split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect()
}
