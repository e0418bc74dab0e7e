//! What registries check, and what an operator sees.

use jiff::Timestamp;
use okno_accounts::Person;
use okno_gateways::{House, Taxpayer};
use okno_requisites::Inn;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attempt::Proof;

/// A check of the profile in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Passport, in МВД (S1-055, C13).
    Passport,
    /// SNILS, in the Social Fund (S1-012).
    Snils,
    /// INN, in ФНС (S1-018).
    Inn,
    /// Registered address, in ФИАС (S4-06, C13).
    Address,
    /// The INN of a person who gave none, looked for in ФНС by the passport (S1-020).
    InnSearch,
}

impl Kind {
    /// All, in the order they are shown.
    pub const ALL: [Self; 5] = [
        Self::Passport,
        Self::Snils,
        Self::Inn,
        Self::Address,
        Self::InnSearch,
    ];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::Snils => "snils",
            Self::Inn => "inn",
            Self::Address => "address",
            Self::InnSearch => "inn_search",
        }
    }

    /// Does the level wait for it? The law asks for passport and insurance number; a
    /// street that is too new for ФИАС shuts nobody out.
    #[must_use]
    pub fn decides(self) -> bool {
        !matches!(self, Self::Address | Self::InnSearch)
    }

    /// Is it a check that the person watches? A search is not: it offers what it finds.
    #[must_use]
    pub fn is_shown(self) -> bool {
        self != Self::InnSearch
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
        if self == Self::Address {
            // As far as it is asked about: not the flat, and not who lives there.
            let address = person.address.as_ref()?;
            let parts = [
                address.region.as_str(),
                address.district.as_deref().unwrap_or_default(),
                &address.city,
                address.street.as_deref().unwrap_or_default(),
                &address.house,
                address.postcode.as_deref().unwrap_or_default(),
            ];
            return Some(parts.join("\n"));
        }
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
            Self::InnSearch if person.inn.is_some() => return None,
            Self::InnSearch => all.push(person.passport.as_ref()?.number.as_str()),
            Self::Address => {}
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
    /// The address registry does not know the address, the person says that it is right.
    Kept,
}

impl CheckState {
    const ALL: [Self; 6] = [
        Self::Queued,
        Self::Running,
        Self::Good,
        Self::Mismatch,
        Self::Waiting,
        Self::Kept,
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
            Self::Kept => "kept",
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

    /// Is nothing more to be done about it?
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Good | Self::Kept)
    }
}

/// What a registry gave with its agreement.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// The house of the address.
    pub house: Option<House>,
    /// How the person stands with the tax service.
    pub taxpayer: Option<Taxpayer>,
    /// The INN that was looked for.
    pub inn: Option<Inn>,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Found(…)")
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
    /// When the registry answered.
    pub answered_at: Option<Timestamp>,
    /// When it will be tried again.
    pub next_at: Option<Timestamp>,
    /// Since when an operator asks once more; the answer stands meanwhile.
    pub again_at: Option<Timestamp>,
    /// When the person got a message that it does not match.
    pub told_at: Option<Timestamp>,
    /// What the registry gave with its agreement.
    pub found: Option<Found>,
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
    let asked = |c: &Check| matches!(c.state, CheckState::Queued | CheckState::Running);
    let busy = |c: &Check| c.kind.is_shown() && asked(c);
    let wrong = checks.iter().filter(|c| c.state == CheckState::Mismatch);
    let wrong: Vec<&Check> = wrong.collect();
    if checks.iter().any(busy) || wrong.iter().all(|c| c.told_at.is_some()) {
        return Vec::new();
    }
    wrong
}

/// Do these checks make the account standard? Passport and SNILS must be
/// there, and every check that is there and decides must be good (S2-28, S3-09, C4).
#[must_use]
pub fn makes_standard<'a>(checks: impl IntoIterator<Item = (Kind, CheckState)> + 'a) -> bool {
    let (mut passport, mut snils, mut all) = (false, false, true);
    for (kind, state) in checks {
        let good = state == CheckState::Good;
        all &= good || !kind.decides();
        match kind {
            Kind::Passport => passport |= good,
            Kind::Snils => snils |= good,
            Kind::Inn | Kind::Address | Kind::InnSearch => {}
        }
    }
    passport && snils && all
}

/// Does no check that decides run or disagree? Data changed after the level was reached is
/// asked about anew, and nobody is vouched for meanwhile (S1-097).
#[must_use]
pub fn is_settled(checks: &[Check]) -> bool {
    let mut deciding = checks.iter().filter(|check| check.kind.decides());
    deciding.all(|check| check.state == CheckState::Good)
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
    /// The facts that were established.
    #[must_use]
    pub fn proof(&self) -> Proof {
        let seen = [
            ("face", self.face),
            ("numbers", self.numbers),
            ("intact", self.intact),
        ];
        let seen = seen.into_iter().filter(|(_, seen)| *seen);
        Proof {
            seen: seen.map(|(name, _)| name).collect(),
            more: serde_json::to_value(self).unwrap_or_default(),
        }
    }

    /// Reasons for a refusal; `other` needs words of one's own.
    pub const REASONS: [&'static str; 4] = ["face", "numbers", "damaged", "other"];

    /// Is a refusal explained?
    #[must_use]
    pub fn has_reason(&self) -> bool {
        let explained = self.reason != "other" || !self.doubt.trim().is_empty();
        Self::REASONS.contains(&self.reason.as_str()) && explained
    }
}
