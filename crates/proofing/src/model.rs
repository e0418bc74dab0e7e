//! What is checked and how a proofing moves from open to its end.

use jiff::Timestamp;
use okno_accounts::{Level, Person};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A check of the profile in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Passport, in МВД (S1-055, C13).
    Passport,
    /// SNILS, in the Social Fund (S1-012).
    Snils,
    /// INN, in ФНС (S1-018).
    Inn,
}

impl Kind {
    /// All, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Passport, Self::Snils, Self::Inn];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::Snils => "snils",
            Self::Inn => "inn",
        }
    }

    /// From the word in the store.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The values that this check covers, in canonical form, or `None` when
    /// the person has not given them (no INN: no check, S1-022). When they
    /// change, this check and no other is asked again (C12).
    #[must_use]
    pub fn covered(self, person: &Person) -> Option<String> {
        let birth = person.birth_date.as_ref()?;
        let patronymic = person.patronymic.as_ref().map_or("", |p| p.as_str());
        let common = [
            person.surname.as_str(),
            person.given.as_str(),
            patronymic,
            birth.as_str(),
        ];
        let mut all: Vec<&str> = common.to_vec();
        match self {
            Self::Passport => {
                let passport = person.passport.as_ref()?;
                all.extend([
                    passport.number.as_str(),
                    passport.issued_on.as_str(),
                    passport.division.as_str(),
                ]);
            }
            Self::Snils => all.push(person.snils.as_ref()?.as_str()),
            Self::Inn => all.push(person.inn.as_ref()?.as_str()),
        }
        Some(all.join("\n"))
    }
}

/// Where a check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    /// Waits for its turn.
    Queued,
    /// The registry has been asked.
    Running,
    /// The registry agrees.
    Good,
    /// The registry disagrees about named fields, or the document is not valid.
    Mismatch,
    /// The registry does not answer; asked again later.
    Waiting,
}

impl CheckState {
    const ALL: [Self; 5] = [
        Self::Queued,
        Self::Running,
        Self::Good,
        Self::Mismatch,
        Self::Waiting,
    ];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Good => "ok",
            Self::Mismatch => "mismatch",
            Self::Waiting => "waiting",
        }
    }

    /// From the word in the store; an unknown word waits.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|s| s.word() == word)
            .unwrap_or(Self::Waiting)
    }

    /// Is an answer still to come? ([`Check::is_stuck`] tells a check apart
    /// that nobody asks about any more.)
    #[must_use]
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Queued | Self::Running | Self::Waiting)
    }
}

/// A check as stored.
#[derive(Debug, Clone)]
pub struct Check {
    /// Id.
    pub id: Uuid,
    /// What.
    pub kind: Kind,
    /// Where it stands.
    pub state: CheckState,
    /// Fields that did not match, as the registry names them.
    pub fields: Vec<String>,
    /// `lost`, `expired`, `invalid`: the document itself is not in force.
    pub document_state: Option<String>,
    /// Blind index of the values that were checked.
    pub fingerprint: Vec<u8>,
    /// How often it was asked anew.
    pub asks: i64,
    /// Since when.
    pub asked_at: Timestamp,
    /// When it will be tried again.
    pub next_at: Option<Timestamp>,
    /// When the person got a message that it does not match.
    pub told_at: Option<Timestamp>,
}

impl Check {
    /// Did the registry refuse to answer, so that it is not asked again by itself?
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        self.state == CheckState::Waiting && self.next_at.is_none()
    }
}

/// The checks to tell the person of, all in one message: once none is asked
/// about right now, and while one that does not match has not been told of. A
/// registry that does not answer holds nothing up: that may take days.
#[must_use]
pub fn to_tell(checks: &[Check]) -> Vec<&Check> {
    let busy = |c: &Check| matches!(c.state, CheckState::Queued | CheckState::Running);
    let wrong = checks.iter().filter(|c| c.state == CheckState::Mismatch);
    let wrong: Vec<&Check> = wrong.collect();
    if checks.iter().any(busy) || wrong.iter().all(|c| c.told_at.is_some()) {
        return Vec::new();
    }
    wrong
}

/// Do these checks make the account standard? Passport and SNILS must be
/// there, and every check that is there must be good (S2-28, S3-09, C4).
#[must_use]
pub fn makes_standard<'a>(checks: impl IntoIterator<Item = (Kind, CheckState)> + 'a) -> bool {
    let (mut passport, mut snils, mut all) = (false, false, true);
    for (kind, state) in checks {
        let good = state == CheckState::Good;
        all &= good;
        match kind {
            Kind::Passport => passport |= good,
            Kind::Snils => snils |= good,
            Kind::Inn => {}
        }
    }
    passport && snils && all
}

/// Does no check run or disagree? Data changed after the level was reached is
/// asked about anew, and nobody is vouched for meanwhile (S1-097).
#[must_use]
pub fn is_settled(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.state == CheckState::Good)
}

/// Where a confirmation in person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The person has a code and may come.
    Open,
    /// Confirmed.
    Done,
    /// The operator had doubts.
    Refused,
    /// The person changed their mind.
    Cancelled,
}

impl Stage {
    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// From the word in the store.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "done" => Self::Done,
            "refused" => Self::Refused,
            _ => Self::Cancelled,
        }
    }
}

/// What the operator saw with their own eyes (S1-097, S3-22).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The person looks like the photo in the passport.
    pub face: bool,
    /// Number and date of issue are those on the screen.
    pub numbers: bool,
    /// The passport is whole and without corrections.
    pub intact: bool,
    /// Why not, when refused: a word of [`Evidence::REASONS`].
    pub reason: String,
    /// The same in the operator's own words.
    pub doubt: String,
}

impl Evidence {
    /// Is it enough to vouch?
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.face && self.numbers && self.intact
    }

    /// Reasons for a refusal; `other` needs words of one's own.
    pub const REASONS: [&'static str; 4] = ["face", "numbers", "damaged", "other"];

    fn has_reason(&self) -> bool {
        let explained = self.reason != "other" || !self.doubt.trim().is_empty();
        Self::REASONS.contains(&self.reason.as_str()) && explained
    }
}

/// Why a proofing does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has ended already.
    #[error("the proofing has ended")]
    Ended,
    /// The code is too old.
    #[error("the code is too old")]
    TooLate,
    /// The data has not been checked in registries, or not since it was changed.
    #[error("the data is not checked")]
    NotStandard,
    /// The operator has not seen everything.
    #[error("the evidence is not whole")]
    NotSeen,
    /// A refusal needs a reason.
    #[error("a refusal needs a reason")]
    NoReason,
}

/// Confirms: from [`Stage::Open`] to [`Stage::Done`] and the confirmed level.
/// `settled` says that no check of the data runs or disagrees ([`is_settled`]).
pub fn confirm(
    stage: Stage,
    level: Level,
    settled: bool,
    evidence: &Evidence,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(Stage, Level), Refusal> {
    if stage != Stage::Open {
        return Err(Refusal::Ended);
    }
    if now >= ends_at {
        return Err(Refusal::TooLate);
    }
    if level < Level::Standard || !settled {
        return Err(Refusal::NotStandard);
    }
    if !evidence.is_whole() {
        return Err(Refusal::NotSeen);
    }
    Ok((Stage::Done, Level::Confirmed))
}

/// Refuses: from [`Stage::Open`] to [`Stage::Refused`]; the level stays.
pub fn refuse(stage: Stage, evidence: &Evidence) -> Result<Stage, Refusal> {
    match stage {
        Stage::Open if !evidence.has_reason() => Err(Refusal::NoReason),
        Stage::Open => Ok(Stage::Refused),
        _ => Err(Refusal::Ended),
    }
}

/// The person takes it back.
pub fn cancel(stage: Stage) -> Result<Stage, Refusal> {
    match stage {
        Stage::Open => Ok(Stage::Cancelled),
        _ => Err(Refusal::Ended),
    }
}

/// A confirmation in person as stored.
#[derive(Debug, Clone)]
pub struct InPerson {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Where it stands.
    pub stage: Stage,
    /// Eight digits that the person shows.
    pub code: String,
    /// Valid until.
    pub ends_at: Timestamp,
    /// The operator who decided.
    pub decided_by: Option<Uuid>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
}

impl InPerson {
    /// «4820 1377».
    #[must_use]
    pub fn code_shown(&self) -> String {
        let (left, right) = self.code.split_at(self.code.len() / 2);
        format!("{left}\u{a0}{right}")
    }
}
