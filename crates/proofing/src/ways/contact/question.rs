//! An extra question about the person's own data, with one right answer among such as
//! look alike (S4-11).

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use okno_accounts::Person;
use okno_requisites::{Chance, DocDate};
use okno_web::Visitor;
use serde::{Deserialize, Serialize};

/// Wrong answers beside the right one.
const WRONG: usize = 3;
/// Months from the right date.
const MONTHS: [i32; 10] = [-53, -41, -29, -17, -7, 5, 11, 19, 31, 43];

/// A question as asked. Kept sealed with the attempt.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Question {
    /// `street` or `issued`.
    pub(super) about: String,
    /// In an order that says nothing.
    pub(super) options: Vec<String>,
    /// Which of them is right.
    pub(super) right: usize,
}

impl Question {
    /// Asks about something else than before, where there is something else.
    pub(super) fn ask(visitor: &Visitor, person: &Person, before: Option<&str>) -> Self {
        let chance = visitor.db().chance();
        let street = person.address.as_ref().and_then(|a| a.street.as_deref());
        let issued = person.passport.as_ref().map(|p| p.issued_on.clone());
        let by_street = street.map(|own| {
            let (own, male) = bare(own);
            let list = match male {
                true => "proofing-contact-streets-male",
                false => "proofing-contact-streets",
            };
            let list = visitor.t(list);
            let others = list.split(',').map(|name| name.trim().to_owned());
            let others = others.filter(|name| *name != own).collect();
            among("street", own, pick(chance, others, WRONG), |a, b| a.cmp(b))
        });
        let by_date = issued.map(|own| {
            let today = visitor.portal().today();
            let dates = pick(chance, other_dates(chance, &own, today), WRONG);
            let shown = dates.into_iter().map(|d| d.shown()).collect();
            // As dates and not as texts.
            among("issued", own.shown(), shown, |a, b| key(a).cmp(&key(b)))
        });
        let street_first = before != Some("street");
        let asked = match street_first {
            true => by_street.or(by_date),
            false => by_date.or(by_street),
        };
        // A standard account has both; without either nothing is right.
        asked.unwrap_or_else(|| Self {
            about: "street".to_owned(),
            options: Vec::new(),
            right: usize::MAX,
        })
    }
}

/// «23.06.2008» → «20080623».
fn key(shown: &str) -> String {
    shown.split('.').rev().collect()
}

fn among(
    about: &str,
    own: String,
    mut options: Vec<String>,
    order: impl Fn(&String, &String) -> std::cmp::Ordering,
) -> Question {
    options.push(own.clone());
    options.sort_by(order);
    let right = options.iter().position(|o| *o == own);
    Question {
        about: about.to_owned(),
        right: right.unwrap_or(usize::MAX),
        options,
    }
}

/// The name of a street without its kind, and whether the kind is a word of the male
/// gender: «переулок Садовый» among «Садовая» would stand out.
fn bare(street: &str) -> (String, bool) {
    let words: Vec<&str> = street
        .split_whitespace()
        .filter(|word| {
            let small = word.to_lowercase();
            let small = small.trim_end_matches('.');
            ![
                "ул",
                "улица",
                "пер",
                "переулок",
                "пр",
                "пр-т",
                "проспект",
                "пл",
                "площадь",
                "ш",
                "шоссе",
                "б-р",
                "бульвар",
                "наб",
                "набережная",
                "проезд",
                "пр-д",
                "туп",
                "тупик",
            ]
            .contains(&small)
        })
        .collect();
    let name = words.join(" ");
    let name = if name.is_empty() {
        street.to_owned()
    } else {
        name
    };
    let male = ["ый", "ий", "ой"].iter().any(|end| name.ends_with(end));
    (name, male)
}

/// Some of a list, any of them alike.
fn pick<T>(chance: &dyn Chance, mut from: Vec<T>, count: usize) -> Vec<T> {
    let mut out = Vec::new();
    while out.len() < count && !from.is_empty() {
        let n = chance.below(from.len() as u64);
        out.push(from.swap_remove(usize::try_from(n).unwrap_or(0)));
    }
    out
}

/// Dates around the right one, none of them still to come.
fn other_dates(chance: &dyn Chance, own: &DocDate, today: Date) -> Vec<DocDate> {
    let own = own.date();
    let days = |_: i32| i64::try_from(chance.below(25)).unwrap_or(0) - 12;
    MONTHS
        .into_iter()
        .filter_map(|months| {
            let span: Span = months.months().days(days(months));
            let date = own.checked_add(span).ok()?;
            let shown = format!("{:02}.{:02}.{}", date.day(), date.month(), date.year());
            (date < today)
                .then(|| DocDate::parse(&shown).ok())
                .flatten()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use okno_requisites::SeededChance;

    #[test]
    fn streets_are_asked_without_their_kind() {
        for (street, name, male) in [
            ("ул. Соборная", "Соборная", false),
            ("улица 50 лет ВЛКСМ", "50 лет ВЛКСМ", false),
            ("пер. Садовый", "Садовый", true),
            ("Татарская", "Татарская", false),
            ("Набережная", "Набережная", false),
        ] {
            assert_eq!(bare(street), (name.to_owned(), male), "{street}");
        }
    }

    #[test]
    fn other_dates_are_past_and_not_the_right_one() {
        let chance = SeededChance::new(7);
        let own = DocDate::parse("17.07.2025").unwrap();
        let today = jiff::civil::date(2026, 11, 23);
        let dates = other_dates(&chance, &own, today);
        assert!(dates.len() >= WRONG);
        assert!(dates.iter().all(|d| d.date() < today && *d != own));
        let shown = dates.iter().map(|d| d.shown()).collect::<Vec<_>>();
        let asked = among("issued", own.shown(), shown, |a, b| key(a).cmp(&key(b)));
        assert_eq!(asked.options[asked.right], own.shown());
        assert!(asked.options.is_sorted_by_key(|d| key(d)));
    }
}
