//! Documents besides the passport, as the registries that keep them hold them: МВД
//! (passports for travelling, driving licences, vehicles), ФОМС (health insurance), ЗАГС
//! (birth certificates). Pure functions; every number follows from the person.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use okno_requisites::{BirthDate, DocDate, same_name};
use serde::Deserialize;

use crate::people::{Person, Special};
use crate::registries::Outcome;

/// A registry that keeps documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeper {
    Mvd,
    Foms,
    Zags,
}

/// A document as its registry holds it.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub keeper: Keeper,
    /// The word by which it is asked about.
    pub kind: &'static str,
    /// Fields by name; dates `ДД.ММ.ГГГГ`.
    pub fields: Vec<(&'static str, String)>,
    /// `valid`, `expired`, `lost`, `invalid`.
    pub state: &'static str,
}

/// A question about a document. Dates are ISO 8601 or `ДД.ММ.ГГГГ`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Request {
    pub request_id: String,
    pub surname: String,
    pub name: String,
    pub patronymic: Option<String>,
    pub birth_date: String,
    pub kind: String,
    pub fields: BTreeMap<String, String>,
}

/// The answer: the outcome, the fields that differ, the state, whose record it was.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub outcome: Outcome,
    pub differs: Vec<String>,
    pub state: Option<&'static str>,
    pub person: Option<String>,
}

fn shown(date: Date) -> String {
    DocDate::new(date).shown()
}

fn later(date: Date, years: i16) -> Date {
    date.checked_add(years.years()).unwrap_or(date)
}

/// So many years after, or a few days when that is still to come.
fn past(date: Date, years: i16) -> Date {
    let wanted = later(date, years);
    if wanted < jiff::civil::date(2026, 1, 1) {
        return wanted;
    }
    date.checked_add(20.days()).unwrap_or(date)
}

/// The last digit by the algorithm of Luhn.
fn luhn(first: &str) -> u32 {
    let digits = first.bytes().rev().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (1, _) => digit,
            (_, twice @ 10..) => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    (10 - sum % 10) % 10
}

/// What a person holds besides the passport.
pub(crate) fn documents(person: &Person) -> Vec<Document> {
    // Nine digits that nobody else has.
    let serial = &person.snils[..9];
    let issued = person.passport.issued_on;
    let abroad = past(issued, 6);
    let state = match person.special {
        Special::PassportExpired => "expired",
        Special::PassportLost => "lost",
        _ => "valid",
    };
    let policy = format!("620000{serial}");
    let policy = format!("{policy}{}", luhn(&policy));
    let mut all = vec![
        Document {
            keeper: Keeper::Mvd,
            kind: "foreign-passport",
            fields: vec![
                ("number", format!("75 {}", &serial[2..])),
                ("issued_on", shown(abroad)),
                ("issued_by", "МВД 62001".to_owned()),
                ("until", shown(later(abroad, 10))),
            ],
            state,
        },
        Document {
            keeper: Keeper::Foms,
            kind: "oms-policy",
            fields: vec![(
                "number",
                format!(
                    "{} {} {} {}",
                    &policy[..4],
                    &policy[4..8],
                    &policy[8..12],
                    &policy[12..]
                ),
            )],
            state: "valid",
        },
    ];
    let grown = later(person.birth_date, 18) <= issued;
    if grown {
        all.push(Document {
            keeper: Keeper::Mvd,
            kind: "driving-licence",
            fields: vec![
                ("number", format!("99 {} {}", &serial[1..3], &serial[3..])),
                ("issued_on", shown(past(issued, 4))),
                ("until", shown(later(past(issued, 4), 10))),
                ("categories", "B, C".to_owned()),
            ],
            state: "valid",
        });
        all.push(Document {
            keeper: Keeper::Mvd,
            kind: "vehicle",
            fields: vec![
                ("number", format!("99 {} {}", &serial[3..5], &serial[3..])),
                ("plate", format!("А{}ВС62", &serial[6..])),
                ("vin", format!("XTA21099{serial}")),
                ("issued_on", shown(past(issued, 5))),
            ],
            state: "valid",
        });
        let (child, born) = (child_of(person), past(issued, 3));
        all.push(Document {
            keeper: Keeper::Zags,
            kind: "birth-certificate",
            fields: vec![
                ("child", child),
                ("birth_date", shown(born)),
                ("number", format!("II-ОЯ {}", &serial[3..])),
                ("issued_on", shown(born.saturating_add(10.days()))),
            ],
            state: "valid",
        });
    }
    all
}

/// A child with the surname of its parent.
fn child_of(person: &Person) -> String {
    let given = if person.female {
        "Тимур Ильдарович"
    } else {
        "Вера Андреевна"
    };
    format!("{} {given}", person.surname)
}

fn same(field: &str, held: &str, asked: &str) -> bool {
    if field == "child" {
        return same_name(held, asked);
    }
    let date = |text: &str| DocDate::parse(text).ok().map(|date| date.date());
    if let (Some(held), Some(asked)) = (date(held), date(asked)) {
        return held == asked;
    }
    let bare = |text: &str| {
        let signs = text.chars().filter(|c| c.is_alphanumeric());
        signs.flat_map(char::to_uppercase).collect::<String>()
    };
    bare(held) == bare(asked)
}

/// Answers from the records of `people`.
pub(crate) fn answer(keeper: Keeper, people: &[Person], request: &Request) -> Verdict {
    let number = request.fields.get("number").map_or("", String::as_str);
    let is_about = |person: &Person| {
        same_name(&person.surname, &request.surname)
            && same_name(&person.name, &request.name)
            && BirthDate::parse(&request.birth_date)
                .is_ok_and(|date| date.date() == person.birth_date)
    };
    let known = people.iter().filter(|p| p.special != Special::Unknown);
    let records: Vec<(&Person, Document)> = known
        .flat_map(|person| documents(person).into_iter().map(move |d| (person, d)))
        .filter(|(_, d)| d.keeper == keeper && d.kind == request.kind)
        .collect();
    let by_number = records.iter().find(|(_, document)| {
        let held = document.fields.iter().find(|(name, _)| *name == "number");
        held.is_some_and(|(name, held)| same(name, held, number))
    });
    let found = by_number.or_else(|| records.iter().find(|(person, _)| is_about(person)));
    let Some((person, document)) = found else {
        return Verdict {
            outcome: Outcome::NotFound,
            differs: Vec::new(),
            state: None,
            person: None,
        };
    };
    let mut differs = Vec::new();
    if !is_about(person) {
        differs.push("surname".to_owned());
    }
    for (name, held) in &document.fields {
        let asked = request.fields.get(*name);
        if asked.is_some_and(|asked| !same(name, held, asked)) {
            differs.push((*name).to_owned());
        }
    }
    Verdict {
        outcome: match differs.is_empty() {
            true => Outcome::Match,
            false => Outcome::Mismatch,
        },
        differs,
        state: Some(document.state),
        person: Some(person.id.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::people;

    fn own(person: &Person, document: &Document) -> Request {
        Request {
            request_id: "own".to_owned(),
            surname: person.surname.clone(),
            name: person.name.clone(),
            patronymic: person.patronymic.clone(),
            birth_date: person.birth_date.to_string(),
            kind: document.kind.to_owned(),
            fields: document
                .fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }

    #[test]
    fn registries_know_the_documents_of_their_people() {
        let all = people(1, crate::CROWD);
        let mut seen = std::collections::HashSet::new();
        for person in &all {
            for document in documents(person) {
                let mut request = own(person, &document);
                let number = request.fields["number"].clone();
                assert!(seen.insert((document.kind, number)), "{}", person.id);
                let verdict = answer(document.keeper, &all, &request);
                let known = person.special != Special::Unknown;
                assert_eq!(verdict.outcome == Outcome::Match, known, "{}", person.id);
                if !known {
                    continue;
                }
                request.fields.insert("number".to_owned(), "0".to_owned());
                let verdict = answer(document.keeper, &all, &request);
                assert_eq!(verdict.differs, ["number"], "{}", person.id);
            }
        }
        let (one, other) = (&all[0], &all[1]);
        let theirs = &documents(other)[0];
        let stolen = Request {
            fields: own(other, theirs).fields,
            ..own(one, theirs)
        };
        let verdict = answer(theirs.keeper, &all, &stolen);
        assert_eq!(verdict.differs, ["surname"]);
    }

    #[test]
    fn numbers_are_such_as_the_portal_takes() {
        let today = jiff::civil::date(2026, 11, 23);
        for person in people(1, crate::CROWD) {
            for document in documents(&person) {
                let rule = match document.kind {
                    "foreign-passport" => "mask:## #######",
                    "oms-policy" => "oms",
                    "birth-certificate" => "mask:R-ЯЯ ######",
                    _ => "mask:## ** ######",
                };
                let number = &document.fields.iter().find(|f| f.0 == "number").unwrap().1;
                let issued = document.fields.iter().find(|f| f.0 == "issued_on");
                if let Some((_, issued)) = issued {
                    assert!(DocDate::parse_on(issued, today).is_ok(), "{issued}");
                }
                let read = okno_requisites::check(rule, number, today);
                assert_eq!(read.as_deref(), Ok(number.as_str()), "{}", document.kind);
            }
        }
    }
}
