//! What the registries hold and how they compare: pure functions.
//!
//! The comparison is as tolerant as in real life: ё and е, case, spaces,
//! hyphens and Latin look-alikes do not make two names different.

use jiff::civil::Date;
use okno_requisites::{BirthDate, DivisionCode, DocDate, Inn, PassportNumber, Snils, same_name};
use serde::Deserialize;

use crate::people::{Person, Special};

/// A request to a registry. Dates are ISO 8601 or `ДД.ММ.ГГГГ`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Request {
    pub request_id: String,
    pub surname: String,
    pub name: String,
    pub patronymic: Option<String>,
    pub birth_date: String,
    pub passport_number: Option<String>,
    pub passport_issued_on: Option<String>,
    pub division_code: Option<String>,
    pub snils: Option<String>,
    pub inn: Option<String>,
}

/// The questions that the registries answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// The interior ministry: is this the person's passport?
    Passport,
    /// The social fund: is this the person's SNILS?
    Snils,
    /// The tax service: is this the person's INN?
    Inn,
    /// The tax service: what is the person's INN?
    FindInn,
}

impl Question {
    // The field of the request that a question cannot do without.
    fn number(self, request: &Request) -> Option<(&'static str, &str)> {
        Some(match self {
            Self::Passport => (
                "passport_number",
                request.passport_number.as_deref().unwrap_or_default(),
            ),
            Self::Snils => ("snils", request.snils.as_deref().unwrap_or_default()),
            Self::Inn => ("inn", request.inn.as_deref().unwrap_or_default()),
            Self::FindInn => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Match,
    Mismatch,
    NotFound,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::NotFound => "not_found",
        }
    }
}

/// A field that differs, and what the registry holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub field: &'static str,
    pub held: String,
}

impl Difference {
    /// What a registry says under the fault `wrong`.
    pub fn lie() -> Self {
        Self {
            field: "surname",
            held: String::new(),
        }
    }

    /// A word for programs. A registry does not tell what it holds: that would
    /// give the data of one person to another who guesses a number.
    pub fn note(&self) -> &'static str {
        "differs"
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub outcome: Outcome,
    pub differences: Vec<Difference>,
    /// Passport only: `valid`, `lost`, `expired` or `invalid`.
    pub state: Option<&'static str>,
    /// [`Question::FindInn`] only.
    pub inn: Option<String>,
    /// The tax service only: has the person a cabinet there that is in use?
    pub cabinet: Option<bool>,
    /// Whose record it was.
    pub person: Option<String>,
}

impl Verdict {
    fn not_found() -> Self {
        Self {
            outcome: Outcome::NotFound,
            differences: Vec::new(),
            state: None,
            inn: None,
            cabinet: None,
            person: None,
        }
    }
}

/// Has the person a cabinet at the tax service? So have those whose INN ends with an odd
/// digit.
fn has_cabinet(inn: &str) -> bool {
    inn.ends_with(['1', '3', '5', '7', '9'])
}

/// A record of a registry.
struct Record<'a> {
    person: &'a Person,
    surname: String,
    name: String,
    patronymic: String,
    birth_date: Date,
    number: String,
}

/// What the registry of the question holds about a person.
fn record(question: Question, person: &Person) -> Option<Record<'_>> {
    let special = person.special;
    if special == Special::Unknown {
        return None;
    }
    let mut record = Record {
        person,
        surname: person.surname.clone(),
        name: person.name.clone(),
        patronymic: person.patronymic.clone().unwrap_or_default(),
        birth_date: person.birth_date,
        number: match question {
            Question::Passport => person.passport.number.clone(),
            Question::Snils => person.snils.clone(),
            Question::Inn | Question::FindInn => person.inn.clone()?,
        },
    };
    match (question, special) {
        (_, Special::Yo) => {
            for part in [
                &mut record.surname,
                &mut record.name,
                &mut record.patronymic,
            ] {
                *part = part.replace('ё', "е").replace('Ё', "Е");
            }
        }
        (Question::Inn | Question::FindInn, Special::TaxBirthDate) => {
            record.birth_date = person.birth_date.yesterday().unwrap_or(person.birth_date);
        }
        (Question::Inn | Question::FindInn, Special::OtherInn) => {
            record.number = Inn::with_control(&format!("{}900001", &record.number[..4]))
                .map_or(record.number, |inn| inn.as_str().to_owned());
        }
        (Question::Snils, Special::MaidenName) => record.surname = "Белова".to_owned(),
        (Question::Snils, Special::OtherSnils) => {
            record.number =
                Snils::with_control(156_730_451).map_or(record.number, |s| s.as_str().to_owned());
        }
        _ => {}
    }
    Some(record)
}

/// The division code and the state of the passport as the ministry holds them.
fn passport_of(person: &Person) -> (String, &'static str) {
    let code = match person.special {
        Special::DivisionCode => "622-010".to_owned(),
        _ => person.passport.division_code.clone(),
    };
    let state = match person.special {
        Special::PassportExpired => "expired",
        Special::PassportLost => "lost",
        Special::PassportInvalid => "invalid",
        _ => "valid",
    };
    (code, state)
}

/// Does the request lack something? Names the field.
pub(crate) fn lacking(question: Question, request: &Request) -> Option<&'static str> {
    let number = question.number(request);
    [
        ("request_id", request.request_id.as_str()),
        ("surname", request.surname.as_str()),
        ("name", request.name.as_str()),
        ("birth_date", request.birth_date.as_str()),
    ]
    .into_iter()
    .chain(number)
    .find(|(_, value)| value.trim().is_empty())
    .map(|(field, _)| field)
}

/// Answers the question from the records of `people`.
pub(crate) fn answer(question: Question, people: &[Person], request: &Request) -> Verdict {
    let records: Vec<Record<'_>> = people.iter().filter_map(|p| record(question, p)).collect();
    if question == Question::FindInn {
        return find_inn(&records, request);
    }
    let Some((field, number)) = question.number(request) else {
        return Verdict::not_found();
    };
    let number = canonical(field, number);
    let by_number = records.iter().find(|r| r.number == number);
    // A wrong number of a person who is known otherwise is a difference, not an absence.
    let Some(found) = by_number.or_else(|| records.iter().find(|r| same_person(r, request))) else {
        return Verdict::not_found();
    };
    let mut differences = Vec::new();
    let mut differ = |field, held: String| differences.push(Difference { field, held });
    if !same_name(&found.surname, &request.surname) {
        differ("surname", found.surname.clone());
    }
    if !same_name(&found.name, &request.name) {
        differ("name", found.name.clone());
    }
    if !same_name(
        &found.patronymic,
        request.patronymic.as_deref().unwrap_or_default(),
    ) {
        differ("patronymic", found.patronymic.clone());
    }
    if birth_date(request) != Some(found.birth_date) {
        differ("birth_date", found.birth_date.to_string());
    }
    if found.number != number {
        differ(field, masked(field, &found.number));
    }
    let mut state = None;
    if question == Question::Passport {
        let (code, held_state) = passport_of(found.person);
        let passport = &found.person.passport;
        state = Some(held_state);
        let issued = request
            .passport_issued_on
            .as_deref()
            .map(|raw| DocDate::parse(raw).map(|date| date.date()).ok());
        if issued.is_some_and(|date| date != Some(passport.issued_on)) {
            differ("passport_issued_on", passport.issued_on.to_string());
        }
        let asked = request.division_code.as_deref();
        if asked.is_some_and(|raw| canonical("division_code", raw) != code) {
            differ("division_code", code);
        }
    }
    let outcome = if differences.is_empty() {
        Outcome::Match
    } else {
        Outcome::Mismatch
    };
    let tells = question == Question::Inn && outcome == Outcome::Match;
    Verdict {
        outcome,
        cabinet: tells.then(|| has_cabinet(&found.number)),
        differences,
        state,
        inn: None,
        person: Some(found.person.id.clone()),
    }
}

fn find_inn(records: &[Record<'_>], request: &Request) -> Verdict {
    let passport = request
        .passport_number
        .as_deref()
        .map(|raw| canonical("passport_number", raw));
    let mut same = records.iter().filter(|r| {
        same_person(r, request)
            && passport
                .as_ref()
                .is_none_or(|number| *number == r.person.passport.number)
    });
    // Two people of one name and birth date: the registry does not guess.
    match (same.next(), same.next()) {
        (Some(found), None) => Verdict {
            outcome: Outcome::Match,
            inn: Some(found.number.clone()),
            cabinet: Some(has_cabinet(&found.number)),
            person: Some(found.person.id.clone()),
            ..Verdict::not_found()
        },
        _ => Verdict::not_found(),
    }
}

fn same_person(record: &Record<'_>, request: &Request) -> bool {
    same_name(&record.surname, &request.surname)
        && same_name(&record.name, &request.name)
        && same_name(
            &record.patronymic,
            request.patronymic.as_deref().unwrap_or_default(),
        )
        && birth_date(request) == Some(record.birth_date)
}

/// Does the request name this person, as they call themselves?
pub(crate) fn is_about(person: &Person, request: &Request) -> bool {
    same_name(&person.surname, &request.surname)
        && same_name(&person.name, &request.name)
        && same_name(
            person.patronymic.as_deref().unwrap_or_default(),
            request.patronymic.as_deref().unwrap_or_default(),
        )
        && birth_date(request) == Some(person.birth_date)
}

fn birth_date(request: &Request) -> Option<Date> {
    BirthDate::parse(&request.birth_date)
        .ok()
        .map(|date| date.date())
}

/// The stored form of a number; a malformed one stays as it came and matches nothing.
fn canonical(field: &str, raw: &str) -> String {
    let parsed = match field {
        "passport_number" => PassportNumber::parse(raw).map(|n| n.as_str().to_owned()),
        "snils" => Snils::parse(raw).map(|n| n.as_str().to_owned()),
        "inn" => Inn::parse(raw).map(|n| n.as_str().to_owned()),
        _ => DivisionCode::parse(raw).map(|n| n.as_str().to_owned()),
    };
    parsed.unwrap_or_else(|_| raw.to_owned())
}

/// Names and dates a registry may show, numbers only in part.
fn masked(field: &str, number: &str) -> String {
    let masked = match field {
        "passport_number" => PassportNumber::parse(number).map(|n| n.masked()),
        "snils" => Snils::parse(number).map(|n| n.masked()),
        _ => Inn::parse(number).map(|n| n.masked()),
    };
    masked.unwrap_or_default()
}

/// The request that a person makes of their own true data.
pub(crate) fn request_of(person: &Person) -> Request {
    Request {
        request_id: "own".to_owned(),
        surname: person.surname.clone(),
        name: person.name.clone(),
        patronymic: person.patronymic.clone(),
        birth_date: person.birth_date.to_string(),
        passport_number: Some(person.passport.number.clone()),
        passport_issued_on: Some(person.passport.issued_on.to_string()),
        division_code: Some(person.passport.division_code.clone()),
        snils: Some(person.snils.clone()),
        inn: person.inn.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::people;

    #[test]
    fn people_are_sound() {
        let all = people(7, crate::CROWD);
        assert_eq!(all.len(), 60);
        let mut seen = std::collections::HashSet::new();
        for person in &all {
            for key in [&person.id, &person.phone, &person.email, &person.snils] {
                assert!(seen.insert(key.clone()), "{key} is there twice");
            }
            assert!(seen.insert(person.passport.number.clone()), "{}", person.id);
            Snils::parse(&person.snils).unwrap();
            PassportNumber::parse(&person.passport.number).unwrap();
            DivisionCode::parse(&person.passport.division_code).unwrap();
            okno_requisites::Phone::parse(&person.phone).unwrap();
            okno_requisites::Email::parse(&person.email).unwrap();
            assert_eq!(person.inn.is_none(), person.special == Special::NoInn);
            if let Some(inn) = &person.inn {
                Inn::parse_person(inn).unwrap();
                assert!(seen.insert(inn.clone()), "{inn} is there twice");
            }
            let age = BirthDate::new(person.birth_date).age_on(person.passport.issued_on);
            assert!(age >= 14, "{}: passport at {age}", person.id);
        }
        let again = people(7, crate::CROWD);
        assert!(
            all.iter()
                .zip(&again)
                .all(|(a, b)| a.snils == b.snils && a.id == b.id)
        );
        let other = people(8, crate::CROWD);
        assert_eq!(
            all[0].snils, other[0].snils,
            "the cast does not depend on the seed"
        );
        assert_ne!(all[20].snils, other[20].snils);
    }

    #[test]
    fn registries_agree_with_everyone_but_the_special() {
        let all = people(1, crate::CROWD);
        for person in &all {
            let own = request_of(person);
            let outcome = |question| answer(question, &all, &own).outcome;
            let expected = |question| match (question, person.special) {
                (_, Special::Unknown) => Outcome::NotFound,
                (Question::Passport, Special::DivisionCode)
                | (Question::Snils, Special::MaidenName | Special::OtherSnils)
                | (Question::Inn, Special::TaxBirthDate | Special::OtherInn) => Outcome::Mismatch,
                (Question::Inn | Question::FindInn, Special::NoInn)
                | (Question::FindInn, Special::TaxBirthDate) => Outcome::NotFound,
                _ => Outcome::Match,
            };
            for question in [
                Question::Passport,
                Question::Snils,
                Question::Inn,
                Question::FindInn,
            ] {
                assert_eq!(
                    outcome(question),
                    expected(question),
                    "{}: {question:?}",
                    person.id
                );
            }
        }
    }
}
