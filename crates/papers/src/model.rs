//! A document and how it stands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use okno_accounts::Person;
use okno_requisites::DocDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kinds::{Kind, Role};

/// How a document stands with its registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Typed in; nobody was asked.
    Entered,
    /// A registry is being asked.
    Asked,
    /// A registry does not answer; it is asked again.
    Waiting,
    /// The registry agrees.
    Checked,
    /// The registry disagrees, or the document is not valid.
    Differs,
}

impl Standing {
    const ALL: [Self; 5] = [
        Self::Entered,
        Self::Asked,
        Self::Waiting,
        Self::Checked,
        Self::Differs,
    ];

    /// Word in the store, and the end of a message's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Checked => "checked",
            Self::Differs => "differs",
        }
    }

    /// From the word in the store; an unknown word says that nobody was asked.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|standing| standing.word() == word)
            .unwrap_or(Self::Entered)
    }

    /// Is an answer still to come?
    #[must_use]
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Asked | Self::Waiting)
    }
}

/// What stands in a document and what a registry said of it. Always sealed in the store.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Content {
    /// Values by the names of the fields, as shown; dates `ДД.ММ.ГГГГ`.
    pub(crate) values: BTreeMap<String, String>,
    /// Names of the fields that differ.
    #[serde(default)]
    pub(crate) differs: Vec<String>,
    /// `unknown`, `lost`, `expired`, `invalid`: why it is not good though nothing differs.
    #[serde(default)]
    pub(crate) trouble: Option<String>,
}

impl Content {
    pub(crate) fn of(values: BTreeMap<String, String>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Content(…)")
    }
}

/// A document as kept.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) kind: String,
    pub(crate) content: Content,
    pub(crate) standing: Standing,
    pub(crate) holder: Vec<u8>,
    pub(crate) ask: i64,
    pub(crate) again_at: Option<Timestamp>,
    pub(crate) checked_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) version: i64,
}

impl Paper {
    pub(crate) fn value(&self, kind: &Kind, role: Role) -> Option<&str> {
        let field = kind.with_role(role)?;
        let value = self.content.values.get(&field.id)?;
        (!value.is_empty()).then_some(value)
    }

    /// The last day on which it is good.
    pub(crate) fn until(&self, kind: &Kind) -> Option<Date> {
        let shown = self.value(kind, Role::Until)?;
        DocDate::parse(shown).ok().map(|date| date.date())
    }

    /// Days that are left, negative when it is over; nothing when it has no end.
    pub(crate) fn left(&self, kind: &Kind, today: Date) -> Option<i64> {
        let until = self.until(kind)?;
        Some(until.duration_since(today).as_hours() / 24)
    }
}

/// Whom a registry is asked about, in canonical form; `None` as long as the profile has
/// no birth date.
pub(crate) fn holder(person: &Person) -> Option<String> {
    let birth = person.birth_date.as_ref()?;
    let patronymic = person.patronymic.as_ref().map_or("", |p| p.as_str());
    let parts = [
        person.surname.as_str(),
        person.given.as_str(),
        patronymic,
        birth.as_str(),
    ];
    Some(parts.join("\n"))
}

/// A number with most of it hidden: the first two signs and the last three are left.
pub(crate) fn masked(number: &str) -> String {
    let signs = number.chars().filter(|c| c.is_alphanumeric()).count();
    let mut at = 0;
    number
        .chars()
        .map(|sign| {
            if !sign.is_alphanumeric() {
                return sign;
            }
            at += 1;
            if at <= 2 || at + 3 > signs {
                sign
            } else {
                '•'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_hidden_but_for_its_ends() {
        assert_eq!(masked("71 1234567"), "71 ••••567");
        assert_eq!(masked("II-ОЯ 123456"), "II-•• •••456");
        assert_eq!(masked("7757 0000 0000 0018"), "77•• •••• •••• •018");
        assert_eq!(masked("123"), "123");
    }
}
