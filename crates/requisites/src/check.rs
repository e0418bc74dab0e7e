use jiff::civil::Date;

use crate::number;
use crate::text::tidy;
use crate::{
    BirthDate, Citizenship, DivisionCode, DocDate, Email, Flaw, Inn, NameField, NamePart,
    PassportNumber, Phone, Postcode, Sex, Snils, TrackingNumber, cadastral, mask,
};

/// Longest text taken when a rule does not say its own, in characters.
const MAX: usize = 4000;

/// Checks a form value by the name of a rule and gives back the form in which
/// to show it (S1-055, S1-151). One table for the live check of a field and
/// for the check of the sent form, so that they cannot differ.
///
/// Rules: `snils`, `inn` (a person's), `passport`, `division`, `phone`,
/// `email`, `surname`, `name`, `patronymic`, `birth-date`, `doc-date`,
/// `postcode`, `citizenship`, `sex`, `track` (of the post), `oms` (a policy of health
/// insurance), `cadastral` (the number of a flat, a house, a plot), `date` (past or to come), `mask:…` (the number of a document, see
/// `mask.rs`), `number` (whole, from zero), `money` (roubles with
/// kopecks), `required`, `text:N` (at most N characters, a line break is one). An empty `inn`, `patronymic` or `postcode` is good, since not
/// everyone has one; so is an empty `text:N`. The rest refuse an empty value.
///
/// # Errors
/// The refusal of the value type; `flaw-required`, `flaw-text-long`,
/// `flaw-text-control`; `flaw-rule` when there is no such rule.
pub fn check(rule: &str, value: &str, today: Date) -> Result<String, Flaw> {
    if ["inn", "patronymic", "postcode"].contains(&rule) && tidy(value).is_empty() {
        return Ok(String::new());
    }
    let name = |field| NamePart::parse_as(field, value).map(|name| name.shown());
    match rule {
        "snils" => Snils::parse(value).map(|v| v.shown()),
        "inn" => Inn::parse_person(value).map(|v| v.shown()),
        "passport" => PassportNumber::parse(value).map(|v| v.shown()),
        "division" => DivisionCode::parse(value).map(|v| v.shown()),
        "phone" => Phone::parse(value).map(|v| v.shown()),
        "email" => Email::parse(value).map(|v| v.shown()),
        "surname" => name(NameField::Surname),
        "name" => name(NameField::Name),
        "patronymic" => name(NameField::Patronymic),
        "birth-date" => BirthDate::parse_on(value, today).map(|v| v.shown()),
        "doc-date" => DocDate::parse_on(value, today).map(|v| v.shown()),
        "postcode" => Postcode::parse(value).map(|v| v.shown()),
        "citizenship" => Citizenship::parse(value).map(|v| v.shown()),
        "track" => TrackingNumber::parse(value).map(|v| v.shown()),
        "date" => DocDate::parse(value).map(|v| v.shown()),
        "oms" => mask::read("#### #### #### ####", value).and_then(|number| {
            let right = mask::luhn(&number);
            right.then_some(number).ok_or(Flaw::new("flaw-oms-check"))
        }),
        "cadastral" => cadastral::read(value),
        "number" => number::whole(value).map(|v| v.to_string()),
        "money" => number::money(value).map(number::money_shown),
        "sex" => Sex::parse(value).map(|v| v.as_str().to_owned()),
        "required" => text(value, MAX).and_then(|kept| {
            if kept.is_empty() {
                Err(Flaw::new("flaw-required"))
            } else {
                Ok(kept)
            }
        }),
        _ => match (rule.strip_prefix("mask:"), rule.strip_prefix("text:")) {
            (Some(mask), _) => mask::read(mask, value),
            (_, Some(max)) => match max.parse() {
                Ok(max) => text(value, max),
                Err(_) => Err(Flaw::new("flaw-rule")),
            },
            _ => Err(Flaw::new("flaw-rule")),
        },
    }
}

/// Free text: trimmed, otherwise as typed.
fn text(value: &str, max: usize) -> Result<String, Flaw> {
    let value = value.trim();
    // Forms send a line break as two characters; to the person it is one.
    let count = value.chars().count() - value.matches("\r\n").count();
    if count > max {
        return Err(Flaw::new("flaw-text-long")
            .with("max", max)
            .with("count", count));
    }
    if value
        .chars()
        .any(|c| c.is_control() && !['\n', '\r', '\t'].contains(&c))
    {
        return Err(Flaw::new("flaw-text-control"));
    }
    Ok(value.to_owned())
}
