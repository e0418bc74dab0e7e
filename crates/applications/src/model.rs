//! What an application is, its states and the ways between them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use okno_issuance::Holder;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::typed::Typed;

/// Where an application stands (S0-23, S0-30, C29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// «Черновик»: being filled in, seen by its author only.
    Draft,
    /// «В обработке»: with the agency.
    Sent,
    /// «Требуются уточнения»: back with the person.
    CorrectionAsked,
    /// «Одобрено»: the document is being made or waits for its owner.
    Approved,
    /// «Отклонено».
    Rejected,
    /// «Завершено»: the document has been received.
    Completed,
    /// «Отозвано» by the person.
    Withdrawn,
}

/// What may happen to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The person sends the draft.
    Send,
    /// The officer asks for a correction.
    AskCorrection,
    /// The person sends the correction.
    SendCorrection,
    /// The officer approves.
    Approve,
    /// The officer rejects.
    Reject,
    /// The person takes the application back.
    Withdraw,
    /// The person confirms that the document was received.
    Receive,
}

/// Why something may not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has happened already; the result stands.
    #[error("done already: {0:?}")]
    Already(State),
    /// The application is closed: nothing happens to it any more.
    #[error("closed: {0:?}")]
    Closed(State),
    /// Not in this state.
    #[error("not now: {0:?}")]
    NotNow(State),
    /// Another official holds the case, or nobody does.
    #[error("the case is not yours")]
    NotYours,
    /// The document is not made yet.
    #[error("there is no document yet")]
    NoDocument,
    /// The stage of the case has no such action, or waits for registries.
    #[error("not in this stage")]
    NotHere,
    /// The official has worked on it in a stage that takes another one's eyes.
    #[error("another official must decide")]
    FourEyes,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Sent,
        Self::CorrectionAsked,
        Self::Approved,
        Self::Rejected,
        Self::Completed,
        Self::Withdrawn,
    ];

    /// Word in the store and in the ids of texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::CorrectionAsked => "correction",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// From the word in the store.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Does nothing happen any more?
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Rejected | Self::Completed | Self::Withdrawn)
    }

    /// The state after an event.
    ///
    /// # Errors
    /// [`Refusal::Already`] when the event has led here before,
    /// [`Refusal::Closed`], [`Refusal::NotNow`].
    pub fn after(self, event: Event) -> Result<Self, Refusal> {
        let next = match (self, event) {
            (Self::Draft, Event::Send) | (Self::CorrectionAsked, Event::SendCorrection) => {
                Self::Sent
            }
            (Self::Sent, Event::AskCorrection) => Self::CorrectionAsked,
            (Self::Sent, Event::Approve) => Self::Approved,
            (Self::Sent, Event::Reject) => Self::Rejected,
            (Self::Sent | Self::CorrectionAsked, Event::Withdraw) => Self::Withdrawn,
            (Self::Approved, Event::Receive) => Self::Completed,
            _ if self == event.leads_to() => return Err(Refusal::Already(self)),
            _ if self.is_closed() => return Err(Refusal::Closed(self)),
            _ => return Err(Refusal::NotNow(self)),
        };
        Ok(next)
    }
}

impl Event {
    /// Every event.
    pub const ALL: [Self; 7] = [
        Self::Send,
        Self::AskCorrection,
        Self::SendCorrection,
        Self::Approve,
        Self::Reject,
        Self::Withdraw,
        Self::Receive,
    ];

    /// The state that it leads to.
    #[must_use]
    pub fn leads_to(self) -> State {
        match self {
            Self::Send | Self::SendCorrection => State::Sent,
            Self::AskCorrection => State::CorrectionAsked,
            Self::Approve => State::Approved,
            Self::Reject => State::Rejected,
            Self::Withdraw => State::Withdrawn,
            Self::Receive => State::Completed,
        }
    }

    /// Is it for the official who holds the case?
    #[must_use]
    pub fn is_decision(self) -> bool {
        matches!(self, Self::AskCorrection | Self::Approve | Self::Reject)
    }

    /// Word of the step and of the message: `application.{word}` in the journal.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Send => "sent",
            Self::AskCorrection => "correction",
            Self::SendCorrection => "corrected",
            Self::Approve => "approved",
            Self::Reject => "rejected",
            Self::Withdraw => "withdrawn",
            Self::Receive => "completed",
        }
    }

    /// Word in the journal.
    #[must_use]
    pub fn act(self) -> &'static str {
        match self {
            Self::Send => "application.sent",
            Self::AskCorrection => "application.correction_asked",
            Self::SendCorrection => "application.corrected",
            Self::Approve => "application.approved",
            Self::Reject => "application.rejected",
            Self::Withdraw => "application.withdrawn",
            Self::Receive => "application.completed",
        }
    }
}

/// A file of an answer.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Id in the file store.
    pub id: Uuid,
    /// The name its owner gave it.
    pub name: String,
    /// Media type by content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// What of the profile went with the application: as it was when it was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// «Сафина А. Р.», for the queue.
    pub short: String,
    /// Whose document it will be.
    pub holder: Holder,
    /// ДД.ММ.ГГГГ.
    pub birth_date: String,
    /// What the desk sees: name of the field, value as shown.
    pub profile: BTreeMap<String, String>,
}

/// That the consent was ticked: it is kept as a consent when the application
/// is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticked {
    /// Version of the text.
    pub version: String,
    /// Language in which it was read.
    pub lang: String,
    /// From where.
    pub origin: std::net::IpAddr,
}

/// Sections that were saved without a mistake, in the order of their last saving.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passed(Vec<String>);

impl Passed {
    /// Was this section saved without a mistake?
    #[must_use]
    pub fn contains(&self, section: &str) -> bool {
        self.0.iter().any(|one| one == section)
    }

    /// A section was saved: it is the last now.
    pub fn insert(&mut self, section: String) {
        self.remove(&section);
        self.0.push(section);
    }

    /// A section has mistakes.
    pub fn remove(&mut self, section: &str) {
        self.0.retain(|one| one != section);
    }

    /// The section that was saved last.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }
}

/// A row of a section that repeats.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Random, so that removing one row never mixes up others.
    pub id: String,
    /// Answers by the id of the question, as they are shown.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Files by the id of the question.
    #[serde(default)]
    pub files: BTreeMap<String, Vec<Attached>>,
}

/// An answer that a draft had under another edition of its service.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The question in Russian.
    pub label: String,
    /// The question in English.
    pub label_en: String,
    /// The answer in Russian; of files, their names.
    pub value: String,
    /// The answer in English.
    pub value_en: String,
}

/// What is in an application. Always sealed in the store.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Answers by the id of the question, as they are shown.
    pub answers: BTreeMap<String, String>,
    /// Files by the id of the question.
    pub files: BTreeMap<String, Vec<Attached>>,
    /// Rows by the id of the section that repeats.
    #[serde(default)]
    pub rows: BTreeMap<String, Vec<Row>>,
    /// What was typed and not saved yet, by the place of the question
    /// ([`okno_catalogue::Spot::key`]). It is no answer to anybody but its author.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, Typed>,
    /// Sections that were saved without a mistake.
    pub passed: Passed,
    /// The questions (in rows `section.row.question`) and sections that repeat that the rules of the service asked, once it was sent; of what was
    /// sent before there were rules, all.
    #[serde(default)]
    pub asked: Option<BTreeSet<String>>,
    /// Set when the consent was ticked, until an answer changes.
    pub ticked: Option<Ticked>,
    /// Answers that another edition of the service has no place for, until the draft is sent.
    #[serde(default)]
    pub left: Vec<Left>,
    /// The service has changed since the draft was begun, and its owner has not been told.
    #[serde(default)]
    pub is_carried: bool,
    /// Set when the application was sent.
    pub applicant: Option<Applicant>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Content(…)")
    }
}

/// What the officer asks to correct.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The marked questions, in rows `section.row.question`; a section that repeats by its
    /// id, when rows are to be added or removed.
    pub questions: Vec<String>,
    /// What is wrong, in the officer's words.
    pub message: String,
}

/// The line of a workflow that decided by itself.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Id of the stage.
    pub stage: String,
    /// Number of the line of `then`, from 0.
    pub n: usize,
}

/// What was decided, besides the state.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Id of the ground of a refusal.
    pub ground: Option<String>,
    /// Words to the person.
    pub words: String,
    /// Who decided; nil where the rules of the service did.
    pub by: Uuid,
    /// Their name, for the document.
    pub by_name: String,
    /// What decided where no official did.
    #[serde(default)]
    pub line: Option<Line>,
}

impl Decision {
    /// The official who decided.
    #[must_use]
    pub fn official(&self) -> Option<Uuid> {
        Some(self.by).filter(|by| !by.is_nil())
    }
}

/// How a question to a registry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    /// No answer yet.
    Asking,
    /// It holds something.
    Found,
    /// It holds nothing.
    None,
    /// It refuses to answer: trying again is of no use.
    Refused,
}

impl CheckState {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Asking, Self::Found, Self::None, Self::Refused];

    /// Word in the store and in the ids of texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::Found => "found",
            Self::None => "none",
            Self::Refused => "refused",
        }
    }

    /// From the word in the store.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A question to a registry about a case.
#[derive(Clone)]
pub struct Check {
    /// Id.
    pub id: Uuid,
    /// About which case.
    pub application: Uuid,
    /// Its id in the folder of the service.
    pub name: String,
    /// Id of the row of `registries.yaml`.
    pub query: String,
    /// How it stands.
    pub state: CheckState,
    /// Keyed hash of who asks and what.
    pub same: Vec<u8>,
    /// What went along. Sealed in the store.
    pub question: Json,
    /// What came back. Sealed in the store.
    pub answer: Option<Json>,
    /// How often it was asked.
    pub tries: i64,
    /// Since when.
    pub asked_at: Timestamp,
    /// When the registry answered; of an answer used again, when it did first.
    pub answered_at: Option<Timestamp>,
    /// When it is asked again.
    pub next_at: Option<Timestamp>,
}

/// An object.
pub type Json = serde_json::Map<String, serde_json::Value>;

/// An application.
#[derive(Clone)]
pub struct Application {
    /// Id.
    pub id: Uuid,
    /// Number, once it is sent (S0-21).
    pub number: Option<String>,
    /// Id of the service.
    pub service: String,
    /// Agency that decides.
    pub agency: String,
    /// Account.
    pub owner: Uuid,
    /// State.
    pub state: State,
    /// Answers and files.
    pub content: Content,
    /// What is to be corrected.
    pub correction: Option<Correction>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// The official who holds the case.
    pub claimed_by: Option<Uuid>,
    /// The step by which a colleague handed it over, until its holder has opened it.
    pub handed: Option<Uuid>,
    /// When the draft was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// When it was sent, first time.
    pub received_at: Option<Timestamp>,
    /// When it was sent, last time.
    pub sent_at: Option<Timestamp>,
    /// When the agency must have answered.
    pub due_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// When its document was made.
    pub issued_at: Option<Timestamp>,
    /// The stage of its workflow; nothing before it is sent and of what was sent before
    /// there were stages.
    pub stage: Option<String>,
    /// It waits there for registries.
    pub waits: bool,
    /// The edition of its service: of a case the one that it was sent under, of a draft the
    /// one that it was last looked at under. Nothing where it was written before there were
    /// editions.
    pub edition: Option<String>,
    /// Grows with every change of state.
    pub version: i64,
}

impl Application {
    /// Does it wait for the person?
    #[must_use]
    pub fn waits_for_person(&self) -> bool {
        match self.state {
            State::CorrectionAsked => true,
            State::Approved => self.issued_at.is_some(),
            _ => false,
        }
    }

    /// May the answers be changed?
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Draft | State::CorrectionAsked)
    }

    /// The state after an event, with what the state alone does not know: who
    /// holds the case and whether there is a document.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn after(&self, event: Event, official: Option<Uuid>) -> Result<State, Refusal> {
        let next = self.state.after(event)?;
        if event.is_decision() && (official.is_none() || self.claimed_by != official) {
            return Err(Refusal::NotYours);
        }
        if event.is_decision() && self.waits {
            return Err(Refusal::NotHere);
        }
        if event == Event::Receive && self.issued_at.is_none() {
            return Err(Refusal::NoDocument);
        }
        Ok(next)
    }
}

/// A moment in the life of an application.
#[derive(Debug, Clone)]
pub struct Step {
    /// [`Event::word`], [`DeskStep::word`], or `issued`.
    pub word: String,
    /// When.
    pub at: Timestamp,
    /// The official who did it; nobody for the person, the portal and what is older than
    /// this was written down.
    pub actor: Option<Uuid>,
    /// The official who was given the case.
    pub receiver: Option<Uuid>,
    /// The stage that the case came to.
    pub stage: Option<String>,
    /// With which words; may be empty.
    pub note: String,
}

/// What moves a case about at the desk and leaves its state alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskStep {
    /// An officer took it from the queue.
    Claimed,
    /// An officer took it over from a colleague.
    TakenOver,
    /// Its holder gave it back to the queue.
    Released,
    /// Its holder gave it to a colleague.
    Handed,
    /// The head of the department gave it to somebody.
    Assigned,
    /// The head of the department put it back into the queue.
    TakenAway,
    /// It went back by itself: its holder may decide no more.
    Returned,
}

impl DeskStep {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Claimed,
        Self::TakenOver,
        Self::Released,
        Self::Handed,
        Self::Assigned,
        Self::TakenAway,
        Self::Returned,
    ];

    /// Word in the store and in the ids of texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::TakenOver => "taken-over",
            Self::Released => "released",
            Self::Handed => "handed",
            Self::Assigned => "assigned",
            Self::TakenAway => "taken-away",
            Self::Returned => "returned",
        }
    }

    /// Word in the journal.
    #[must_use]
    pub fn act(self) -> &'static str {
        match self {
            Self::Claimed => "application.claimed",
            Self::TakenOver => "application.taken_over",
            Self::Released => "application.released",
            Self::Handed => "application.handed_over",
            Self::Assigned => "application.assigned",
            Self::TakenAway => "application.taken_away",
            Self::Returned => "application.returned",
        }
    }

    /// Is it the word of one?
    #[must_use]
    pub fn is_one(word: &str) -> bool {
        Self::ALL.iter().any(|one| one.word() == word)
    }
}

/// The step that the case came to another stage.
pub const MOVED: &str = "stage";

/// The step that the document was made.
pub const ISSUED: &str = "issued";
