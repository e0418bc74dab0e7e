//! What a bank says of its client against what the account says: field by field.

use okno_accounts::Person;
use okno_requisites::{NamePart, same_name};
use serde_json::json;

use crate::attempt::Proof;
use crate::banks::Said;

/// What a good comparison establishes.
pub(crate) const FACTS: [&str; 4] = ["token", "name", "birth_date", "document"];

/// What disagrees, or the proof that all agrees.
pub(crate) enum Verdict {
    /// The same person.
    Same(Proof),
    /// These fields differ, or the bank did not tell them.
    Differs(Vec<&'static str>),
    /// The bank told neither SNILS nor passport.
    NoDocument,
}

/// Compares what a bank says by a consent of these scopes. Names may differ in ё and е, case, hyphens and spaces; that is noted in
/// the evidence. A passport may have been changed since the bank saw it when the
/// SNILS is the same; a SNILS is never changed.
pub(crate) fn compare(person: &Person, said: &Said<'_>, bank: &str, scopes: &[String]) -> Verdict {
    let mut differs = Vec::new();
    let mut tolerated = Vec::new();
    let mut name = |field: &'static str, own: Option<&NamePart>| match (own, said.text(field)) {
        (None, None) => {}
        (Some(own), Some(told)) if same_name(own.as_str(), told) => {
            if own.as_str() != told {
                tolerated.push(field);
            }
        }
        _ => differs.push(field),
    };
    name("surname", Some(&person.surname));
    name("name", Some(&person.given));
    name("patronymic", person.patronymic.as_ref());
    if person.birth_date.is_none() || said.birth_date() != person.birth_date {
        differs.push("birth_date");
    }
    if let (Some(own), Some(told)) = (&person.inn, said.inn())
        && *own != told
    {
        differs.push("inn");
    }
    let own_passport = person.passport.as_ref().map(|passport| &passport.number);
    let passport = said.passport_number();
    let same_passport = passport.is_some() && passport.as_ref() == own_passport;
    let document = match (said.snils(), &passport) {
        (Some(snils), _) if Some(&snils) == person.snils.as_ref() => {
            if passport.is_some() && !same_passport {
                tolerated.push("passport_number");
            }
            Some("snils")
        }
        (Some(_), _) => {
            differs.push("snils");
            None
        }
        (None, Some(_)) if same_passport => Some("passport"),
        (None, Some(_)) => {
            differs.push("passport_number");
            None
        }
        (None, None) => None,
    };
    if !differs.is_empty() {
        return Verdict::Differs(differs);
    }
    let Some(document) = document else {
        return Verdict::NoDocument;
    };
    Verdict::Same(Proof {
        seen: FACTS.into(),
        more: json!({
            "bank": bank, "scopes": scopes, "document": document, "tolerated": tolerated,
        }),
    })
}
