//! A child, what a parent says of it, and how that stands with the registries. Pure.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use okno_requisites::{BirthDate, NamePart, Sex, Snils};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Of age from this year of life on (article 21 of the Civil Code).
pub(crate) const ADULT: i16 = 18;

/// Whose child it is to whom. `mother` and `father` in the store and to ЗАГС.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The mother.
    Mother,
    /// The father.
    Father,
}

impl Relation {
    pub(crate) const ALL: [Self; 2] = [Self::Mother, Self::Father];

    /// Word in forms and to the registry.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mother => "mother",
            Self::Father => "father",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// A child as its parent has typed it. Always sealed in the store; `Debug` shows nothing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Child {
    /// Surname.
    pub surname: NamePart,
    /// Given name.
    pub given: NamePart,
    /// Patronymic, where there is one.
    pub patronymic: Option<NamePart>,
    /// Sex.
    pub sex: Sex,
    /// Birth date.
    pub birth_date: BirthDate,
    /// SNILS.
    pub snils: Snils,
    /// What stands in the birth certificate, by the names of the fields in `documents.yaml`,
    /// as shown.
    pub certificate: BTreeMap<String, String>,
}

impl std::fmt::Debug for Child {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Child(…)")
    }
}

impl Child {
    /// «Каримова Лия Тимуровна».
    pub(crate) fn full_name(&self) -> String {
        let parts = [
            Some(&self.surname),
            Some(&self.given),
            self.patronymic.as_ref(),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().map(NamePart::shown).collect();
        parts.join(" ")
    }

    pub(crate) fn age(&self, today: Date) -> i16 {
        self.birth_date.age_on(today)
    }

    pub(crate) fn is_adult(&self, today: Date) -> bool {
        self.age(today) >= ADULT
    }

    /// The day on which the child comes of age: the first one of which [`Self::is_adult`]
    /// is true.
    pub(crate) fn adult_on(&self) -> Date {
        let born = self.birth_date.date();
        let year = born.year().saturating_add(ADULT);
        // Born on 29 February: a year older on 1 March.
        Date::new(year, born.month(), born.day())
            .or_else(|_| Date::new(year, 3, 1))
            .unwrap_or(Date::MAX)
    }
}

/// A registry that is asked about a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Registry {
    /// СФР: is the SNILS this child's?
    Sfr,
    /// ЗАГС: is there such a record, and does it name this parent?
    Zags,
}

impl Registry {
    pub(crate) const ALL: [Self; 2] = [Self::Sfr, Self::Zags];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sfr => "sfr",
            Self::Zags => "zags",
        }
    }

    /// Which fields of the form it speaks of.
    pub(crate) fn knows(self, field: &str) -> bool {
        let names = ["surname", "name", "patronymic", "birth_date"];
        names.contains(&field)
            || match self {
                Self::Sfr => field == "snils",
                // Fields of the certificate are those of the table of documents.
                Self::Zags => field != "snils",
            }
    }
}

/// In place of fields that differ: there is no such record.
pub(crate) const UNKNOWN: &str = "unknown";
/// The same: the record is there, and names other parents.
pub(crate) const PARENT: &str = "parent";

/// How one registry has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Being asked.
    Asked,
    /// It does not answer; it is asked again.
    Waiting,
    /// It agrees.
    Agrees,
    /// It does not.
    Differs,
    /// It has refused to answer; asked again only by hand.
    Stuck,
}

impl Answer {
    const ALL: [Self; 5] = [
        Self::Asked,
        Self::Waiting,
        Self::Agrees,
        Self::Differs,
        Self::Stuck,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::Stuck => "stuck",
        }
    }

    /// An unknown word gives nobody a child.
    pub(crate) fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|answer| answer.word() == word)
            .unwrap_or(Self::Stuck)
    }

    pub(crate) fn is_under_way(self) -> bool {
        matches!(self, Self::Asked | Self::Waiting)
    }
}

/// How a card stands in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A registry is being asked.
    UnderWay,
    /// A registry does not answer now.
    Waiting,
    /// A registry disagrees: the parent has to look.
    Differs,
    /// A registry has refused to answer.
    Stuck,
    /// Both agree.
    Checked,
}

/// From both answers; what the parent can do something about comes first.
pub(crate) fn standing(answers: [Answer; 2]) -> Standing {
    let any = |answer| answers.contains(&answer);
    if any(Answer::Differs) {
        Standing::Differs
    } else if any(Answer::Waiting) {
        Standing::Waiting
    } else if any(Answer::Asked) {
        Standing::UnderWay
    } else if any(Answer::Stuck) {
        Standing::Stuck
    } else {
        Standing::Checked
    }
}

/// What a card keeps sealed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) child: Child,
    pub(crate) relation: Relation,
    /// Names of the fields that differ, or [`UNKNOWN`], or [`PARENT`].
    #[serde(default)]
    pub(crate) sfr: Vec<String>,
    #[serde(default)]
    pub(crate) zags: Vec<String>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Content(…)")
    }
}

impl Content {
    pub(crate) fn of(child: Child, relation: Relation) -> Self {
        Self {
            child,
            relation,
            sfr: Vec::new(),
            zags: Vec::new(),
        }
    }

    pub(crate) fn differs(&self, registry: Registry) -> &[String] {
        match registry {
            Registry::Sfr => &self.sfr,
            Registry::Zags => &self.zags,
        }
    }

    pub(crate) fn set_differs(&mut self, registry: Registry, differs: Vec<String>) {
        match registry {
            Registry::Sfr => self.sfr = differs,
            Registry::Zags => self.zags = differs,
        }
    }
}

/// A card as kept.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) id: Uuid,
    /// Whose card.
    pub(crate) account: Uuid,
    pub(crate) child: Option<Uuid>,
    pub(crate) content: Content,
    pub(crate) sfr: Answer,
    pub(crate) zags: Answer,
    pub(crate) sfr_again: Option<Timestamp>,
    pub(crate) zags_again: Option<Timestamp>,
    pub(crate) ask: i64,
    pub(crate) checked_at: Option<Timestamp>,
    /// The child's account.
    pub(crate) ward: Option<Uuid>,
    /// How many guardians the child has.
    pub(crate) guardians: i64,
}

impl Card {
    pub(crate) fn answer(&self, registry: Registry) -> Answer {
        match registry {
            Registry::Sfr => self.sfr,
            Registry::Zags => self.zags,
        }
    }

    pub(crate) fn again(&self, registry: Registry) -> Option<Timestamp> {
        match registry {
            Registry::Sfr => self.sfr_again,
            Registry::Zags => self.zags_again,
        }
    }

    pub(crate) fn standing(&self) -> Standing {
        match self.child {
            Some(_) => Standing::Checked,
            None => standing([self.sfr, self.zags]),
        }
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.child.is_none() && (self.sfr.is_under_way() || self.zags.is_under_way())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn child(born: &str) -> Child {
        Child {
            surname: NamePart::parse("Каримова").unwrap(),
            given: NamePart::parse("Лия").unwrap(),
            patronymic: None,
            sex: Sex::Female,
            birth_date: BirthDate::parse(born).unwrap(),
            snils: Snils::with_control(201_205_162).unwrap(),
            certificate: BTreeMap::new(),
        }
    }

    #[test]
    fn a_child_comes_of_age_on_the_day_that_its_age_says() {
        for born in ["16.05.2012", "29.02.2012", "31.12.2009", "01.01.2010"] {
            let child = child(born);
            let day = child.adult_on();
            assert!(child.is_adult(day), "{born}: {day}");
            assert!(!child.is_adult(day.yesterday().unwrap()), "{born}: {day}");
        }
        assert_eq!(child("29.02.2012").adult_on(), date(2030, 3, 1));
        assert_eq!(format!("{:?}", child("16.05.2012")), "Child(…)");
    }

    #[test]
    fn a_card_stands_as_its_worst_answer() {
        use Answer::*;
        let cases = [
            ([Asked, Asked], Standing::UnderWay),
            ([Agrees, Asked], Standing::UnderWay),
            ([Agrees, Waiting], Standing::Waiting),
            ([Differs, Waiting], Standing::Differs),
            ([Agrees, Differs], Standing::Differs),
            ([Stuck, Agrees], Standing::Stuck),
            ([Agrees, Agrees], Standing::Checked),
        ];
        for (answers, stands) in cases {
            assert_eq!(standing(answers), stands, "{answers:?}");
        }
        assert_eq!(Answer::from_word("?"), Stuck);
    }
}
