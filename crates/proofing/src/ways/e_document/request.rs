//! The text of the electronic request.

use okno_accounts::Person;
use okno_web::Visitor;

use super::{ADDRESS, Content, Named};
use crate::model::Kind;
use crate::ways::signature::LETTERS;

/// What a request says of the profile, in canonical form.
pub(super) fn covered(person: &Person, with_address: bool) -> String {
    let mut kinds = vec![Kind::Passport, Kind::Snils, Kind::Inn];
    if with_address {
        kinds.push(Kind::Address);
    }
    let parts = kinds.iter().map(|kind| kind.covered(person));
    let parts: Vec<String> = parts.map(Option::unwrap_or_default).collect();
    parts.join("\n\n")
}

/// A number for an attempt, as people read it: «ЭЗ-7KQ4-M2XA».
pub(super) fn number(visitor: &Visitor) -> String {
    let code = visitor.db().chance().code(LETTERS, 8);
    let (left, right) = code.split_at_checked(4).unwrap_or((&code, ""));
    format!("ЭЗ-{left}-{right}")
}

/// A request of this attempt about these pictures and this person, to be signed. No other
/// has the same text.
pub(super) fn write(
    visitor: &Visitor,
    person: &Person,
    number: String,
    pictures: Vec<Named>,
) -> Content {
    let portal = visitor.portal();
    let (words, lang, db) = (portal.words(), visitor.lang(), visitor.db());
    let code = db.chance().code(LETTERS, 32);
    let now = portal.local(db.now());
    let line = |id: &str, value: String| {
        let id = format!("proofing-e-document-request-{id}");
        words.tv(lang, &id, &[("value", value.into())])
    };
    let mut lines = vec![words.tv(
        lang,
        "proofing-e-document-request",
        &[
            ("address", portal.url("/").into()),
            ("number", number.clone().into()),
            ("date", now.strftime("%d.%m.%Y %H:%M %Z").to_string().into()),
        ],
    )];
    lines.push(String::new());
    lines.push(line("name", person.full_name()));
    if let Some(birth) = &person.birth_date {
        lines.push(line("birth", birth.shown()));
    }
    if let Some(passport) = &person.passport {
        lines.push(line("passport", passport.number.shown()));
        let issued = format!(
            "{}, {}, {}",
            passport.issued_on.shown(),
            passport.issued_by,
            passport.division.shown()
        );
        lines.push(line("issued", issued));
    }
    if let Some(snils) = &person.snils {
        lines.push(line("snils", snils.shown()));
    }
    if let Some(inn) = &person.inn {
        lines.push(line("inn", inn.shown()));
    }
    let with_address = pictures.iter().any(|one| one.kind == ADDRESS);
    if let (Some(address), true) = (&person.address, with_address) {
        lines.push(line("address", address.shown()));
    }
    lines.push(String::new());
    lines.push(words.t(lang, "proofing-e-document-request-files"));
    for one in &pictures {
        lines.push(line(&format!("file-{}", one.kind), one.sha256.clone()));
    }
    lines.push(String::new());
    lines.push(words.t(lang, "proofing-e-document-request-warning"));
    lines.push(line("code", code.clone()));
    Content {
        text: lines.join("\n") + "\n",
        covers: covered(person, with_address),
        number,
        code,
        pictures,
        signed: None,
    }
}
