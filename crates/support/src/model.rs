//! The check of the caller: what is asked, what is right, what is enough (S1-169). Pure.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use okno_accounts::Person;
use okno_requisites::{Email, Inn, PassportNumber, Phone, Snils, same_name};
use uuid::Uuid;

/// So long the state of an account stays open after the check.
pub(crate) const OPEN_FOR: SignedDuration = SignedDuration::from_mins(15);
/// Checks with a mistake before a call is over.
pub(crate) const TRIES: i64 = 3;
/// Of СНИЛС, ИНН and passport so many must be named, where the account has them. One
/// alone stands in many papers that others see.
const PAPERS: usize = 2;

/// What a caller is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The full name.
    Name,
    /// The phone of the profile.
    Phone,
    /// The e-mail: only of an account with fewer than two of the papers below.
    Email,
    /// СНИЛС.
    Snils,
    /// ИНН.
    Inn,
    /// Series and number of the passport.
    Passport,
}

impl Fact {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Phone,
        Self::Email,
        Self::Snils,
        Self::Inn,
        Self::Passport,
    ];

    /// Name of the field, and the word in the journal.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Snils => "snils",
            Self::Inn => "inn",
            Self::Passport => "passport",
        }
    }

    fn is_paper(self) -> bool {
        matches!(self, Self::Snils | Self::Inn | Self::Passport)
    }
}

/// What is asked for about an account: what it has not is not asked.
#[must_use]
pub fn asked(person: &Person) -> Vec<Fact> {
    let papers = [
        (Fact::Snils, person.snils.is_some()),
        (Fact::Inn, person.inn.is_some()),
        (Fact::Passport, person.passport.is_some()),
    ];
    let papers: Vec<Fact> = papers.iter().filter(|p| p.1).map(|p| p.0).collect();
    let mut asked = vec![Fact::Name, Fact::Phone];
    if papers.len() < PAPERS {
        asked.push(Fact::Email);
    }
    asked.extend(papers);
    asked
}

/// Is what the caller said what the account has?
#[must_use]
pub fn is_right(person: &Person, fact: Fact, said: &str) -> bool {
    match fact {
        Fact::Name => same_name(&person.full_name(), said),
        Fact::Phone => Phone::parse(said).is_ok_and(|said| said == person.phone),
        Fact::Email => Email::parse(said).is_ok_and(|said| said.key() == person.email.key()),
        Fact::Snils => Snils::parse(said).is_ok_and(|said| Some(said) == person.snils),
        Fact::Inn => Inn::parse(said).is_ok_and(|said| Some(said) == person.inn),
        Fact::Passport => {
            let passport = person.passport.as_ref().map(|passport| &passport.number);
            PassportNumber::parse(said).is_ok_and(|said| Some(&said) == passport)
        }
    }
}

/// Is this enough to talk about the account? The name, the phone, the e-mail where it is
/// asked for, and two papers or as many as there are.
#[must_use]
pub fn enough(person: &Person, right: &BTreeSet<Fact>) -> bool {
    let asked = asked(person);
    let papers = asked.iter().filter(|fact| fact.is_paper()).count();
    let named = right.iter().filter(|fact| fact.is_paper()).count();
    let others = asked.iter().filter(|fact| !fact.is_paper());
    others.clone().all(|fact| right.contains(fact)) && named >= papers.min(PAPERS)
}

/// Where a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The caller is being checked.
    Asking,
    /// The caller is who they say.
    Passed,
    /// Too many mistakes.
    Failed,
}

impl Stage {
    /// An unknown word opens nothing.
    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "asking" => Self::Asking,
            "passed" => Self::Passed,
            _ => Self::Failed,
        }
    }
}

/// A call.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) stage: Stage,
    /// Checks with a mistake so far.
    pub(crate) tries: i64,
    pub(crate) began_at: Timestamp,
    pub(crate) passed_until: Option<Timestamp>,
    /// When a link went to the phone, to the e-mail.
    pub(crate) sms_at: Option<Timestamp>,
    pub(crate) mail_at: Option<Timestamp>,
    pub(crate) note: Option<String>,
}

impl Call {
    /// May the state of the account be seen now?
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        self.stage == Stage::Passed && self.passed_until.is_some_and(|until| now < until)
    }
}
