//! An attempt at confirming identity: one state machine for every method.

use std::collections::BTreeSet;

use jiff::Timestamp;
use okno_accounts::Level;
use serde_json::Value;
use uuid::Uuid;

use crate::methods::{Gives, Method};

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Under way.
    Open,
    /// It gave what it gives.
    Done,
    /// It did not: somebody or something disagreed.
    Refused,
    /// The person changed their mind.
    Cancelled,
    /// Its time is over.
    Expired,
    /// Another method was faster.
    Overtaken,
}

impl Stage {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Done,
        Self::Refused,
        Self::Cancelled,
        Self::Expired,
        Self::Overtaken,
    ];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Overtaken => "overtaken",
        }
    }

    /// From the word in the store; an unknown word has ended.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|stage| stage.word() == word)
            .unwrap_or(Self::Cancelled)
    }
}

/// Why an attempt does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has ended already.
    #[error("the attempt has ended")]
    Ended,
    /// Its time is over.
    #[error("the attempt is too old")]
    TooLate,
    /// The account is not at the level that the method needs, or its data has not
    /// been checked in registries since it was changed.
    #[error("the data is not checked")]
    NotStandard,
    /// Not all of the evidence that the table demands is there.
    #[error("the evidence is not whole")]
    NotSeen,
    /// A refusal needs a reason.
    #[error("a refusal needs a reason")]
    NoReason,
}

/// What was established, by whom and where.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// Names of the facts, as in the table.
    pub seen: BTreeSet<&'static str>,
    /// More about them: sealed, never in the journal.
    pub more: Value,
}

impl Proof {
    /// Facts without more.
    #[must_use]
    pub fn of(seen: impl IntoIterator<Item = &'static str>) -> Self {
        Self {
            seen: seen.into_iter().collect(),
            more: Value::Null,
        }
    }

    /// Is it all that the method demands?
    #[must_use]
    pub fn is_whole(&self, method: &Method) -> bool {
        method
            .evidence
            .iter()
            .all(|fact| self.seen.contains(fact.as_str()))
    }
}

/// Ends an open attempt well; says the level that the account has then.
/// `settled`: no check of the data runs or disagrees.
pub fn conclude(
    stage: Stage,
    method: &Method,
    level: Level,
    settled: bool,
    proof: &Proof,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(Stage, Level), Refusal> {
    if stage != Stage::Open {
        return Err(Refusal::Ended);
    }
    if now >= ends_at {
        return Err(Refusal::TooLate);
    }
    let checked = settled || method.gives == Gives::Contact;
    if level < method.needs() || !checked {
        return Err(Refusal::NotStandard);
    }
    if !proof.is_whole(method) {
        return Err(Refusal::NotSeen);
    }
    let level = match method.gives {
        Gives::Confirmed => Level::Confirmed,
        Gives::Contact => level,
    };
    Ok((Stage::Done, level))
}

/// Ends an open attempt in any other way; the level stays.
pub fn end(stage: Stage, how: Stage) -> Result<Stage, Refusal> {
    if stage != Stage::Open {
        Err(Refusal::Ended)
    } else if matches!(how, Stage::Open | Stage::Done) {
        Err(Refusal::NotSeen)
    } else {
        Ok(how)
    }
}

/// An attempt as stored.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Which method.
    pub method: String,
    /// Which bank, which centre.
    pub variant: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// Where it stands within its method; a word of the method's own.
    pub step: String,
    /// What the person shows or types, where the portal must show it again.
    pub code: Option<String>,
    /// Keyed hash of the code.
    pub code_index: Option<Vec<u8>>,
    /// What the method keeps meanwhile.
    pub content: Value,
    /// Wrong entries so far.
    pub tries: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// Open until.
    pub ends_at: Timestamp,
    /// The official who decided.
    pub decided_by: Option<Uuid>,
    /// When it ended.
    pub decided_at: Option<Timestamp>,
    /// Where they work.
    pub unit: Option<String>,
    /// Why not: a word of the method's own.
    pub reason: Option<String>,
    /// When a confirmation was taken back.
    pub revoked_at: Option<Timestamp>,
}

impl Attempt {
    /// Is it open at this time?
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.stage == Stage::Open && self.ends_at > now
    }

    /// «4820 1377».
    #[must_use]
    pub fn code_shown(&self) -> String {
        let code = self.code.as_deref().unwrap_or_default();
        match code.split_at_checked(code.len() / 2) {
            Some((left, right)) => format!("{left}\u{a0}{right}"),
            None => code.to_owned(),
        }
    }
}
