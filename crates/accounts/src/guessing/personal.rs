//! What whoever knows a person tries first.

use super::Reason;
use super::typed::{folded, latin};
use crate::model::{Person, StaffPerson};

/// A word of fewer letters is looked for alone only: «Лев», not a part of another word.
const ALONE: usize = 4;

/// So many digits in a row of a number make it known.
const DIGITS: usize = 6;

/// Words and digits of one person. Not printed anywhere.
#[derive(Default)]
pub(crate) struct Clues {
    words: Vec<(Reason, String)>,
    digits: Vec<(Reason, String)>,
    year: Option<String>,
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Letters, or digits, that stand together.
fn runs(text: &str, of: fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c| !of(c)).filter(|run| !run.is_empty())
}

impl Clues {
    /// Of this official. A whole name does not say which part is the surname; by custom
    /// it is the first.
    pub(crate) fn of_official(person: &StaffPerson) -> Self {
        let mut clues = Self::default();
        let reasons = [Reason::Surname, Reason::Given, Reason::Patronymic];
        let parts = person.name.split_whitespace().zip(reasons);
        for (part, reason) in parts {
            clues.add(reason, &folded(part));
        }
        for part in runs(&folded(&person.login), char::is_alphabetic) {
            if part.chars().count() >= ALONE {
                clues.add(Reason::Email, part);
            }
        }
        if let Some(email) = &person.email {
            clues.mailbox(email.as_str());
        }
        clues
    }

    fn mailbox(&mut self, address: &str) {
        let mail = folded(address);
        let (local, _) = mail.rsplit_once('@').unwrap_or((&mail, ""));
        for part in runs(local, char::is_alphabetic) {
            if part.chars().count() >= ALONE {
                self.add(Reason::Email, part);
            }
        }
    }

    /// Of this person.
    pub(crate) fn of(person: &Person) -> Self {
        let mut clues = Self::default();
        let names = [
            (Reason::Surname, Some(&person.surname)),
            (Reason::Given, Some(&person.given)),
            (Reason::Patronymic, person.patronymic.as_ref()),
        ];
        for (reason, name) in names {
            for part in name.iter().flat_map(|name| {
                let parts = name.as_str().split([' ', '-', '\'']);
                parts.map(folded).collect::<Vec<_>>()
            }) {
                clues.add(reason, &part);
            }
        }
        clues.mailbox(person.email.as_str());
        if let Some(birth) = &person.birth_date {
            let date = birth.date();
            for format in ["%d%m%Y", "%Y%m%d", "%m%d%Y", "%d%m%y", "%y%m%d"] {
                let shown = date.strftime(format).to_string();
                clues.digits.push((Reason::BirthDate, shown));
            }
            clues.year = Some(date.strftime("%Y").to_string());
        }
        let phone = digits(person.phone.as_str());
        let national = phone.get(phone.len().saturating_sub(10)..).unwrap_or("");
        clues.number(Reason::Phone, national);
        if let Some(snils) = &person.snils {
            clues.number(Reason::Snils, &digits(snils.as_str()));
        }
        if let Some(passport) = &person.passport {
            clues.number(Reason::Papers, &digits(passport.number.as_str()));
        }
        if let Some(inn) = &person.inn {
            clues.number(Reason::Papers, &digits(inn.as_str()));
        }
        clues
    }

    fn add(&mut self, reason: Reason, word: &str) {
        let mut forms = latin(word);
        forms.push(word.to_owned());
        let forms = forms.into_iter().filter(|form| form.chars().count() > 2);
        self.words.extend(forms.map(|form| (reason, form)));
    }

    fn number(&mut self, reason: Reason, digits: &str) {
        for from in 0..digits.len().saturating_sub(DIGITS - 1) {
            let part = digits.get(from..from + DIGITS).unwrap_or_default();
            self.digits.push((reason, part.to_owned()));
        }
    }

    /// What a password has of this person; it comes folded, in each of its layouts.
    pub(crate) fn found_in(&self, typed: &[String]) -> Option<Reason> {
        let has = |word: &str| {
            typed.iter().any(|typed| match word.chars().count() {
                0..ALONE => runs(typed, char::is_alphabetic).any(|run| run == word),
                _ => typed.contains(word),
            })
        };
        let word = self.words.iter().find(|(_, word)| has(word));
        if let Some((reason, _)) = word {
            return Some(*reason);
        }
        let plain = typed.first()?;
        let all = digits(plain);
        let number = self.digits.iter().find(|(_, part)| all.contains(part));
        let year = self.year.as_deref();
        number.map(|(reason, _)| *reason).or_else(|| {
            runs(plain, |c| c.is_ascii_digit())
                .any(|run| Some(run) == year)
                .then_some(Reason::BirthDate)
        })
    }
}
