//! A form with a person's answers in it, as the rules of its service see them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use okno_accounts::{Account, Person};
use okno_catalogue::{Asked, Due, Met, QuestionKind, Section, Service, Sheet, Spot, World};
use okno_rules::Value;

use crate::model::Content;

/// What the rules of services know of a person.
pub(crate) fn world(account: &Account, person: &Person, today: Date) -> World {
    let mut profile = BTreeMap::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            profile.insert(format!("profile.{name}"), value);
        }
    };
    let date = |day: Option<Date>| day.map(Value::Date);
    put(
        "birth_date",
        date(person.birth_date.as_ref().map(|d| d.date())),
    );
    put(
        "passport_issued",
        date(person.passport.as_ref().map(|p| p.issued_on.date())),
    );
    let text = |text: Option<&str>| text.map(Value::text);
    put(
        "passport_number",
        text(person.passport.as_ref().map(|p| p.number.as_str())),
    );
    put(
        "citizenship",
        text(person.citizenship.as_ref().map(|c| c.as_str())),
    );
    put("sex", text(person.sex.as_ref().map(|s| s.as_str())));
    put("snils", text(person.snils.as_ref().map(|s| s.as_str())));
    put("inn", text(person.inn.as_ref().map(|i| i.as_str())));
    put(
        "region",
        text(person.address.as_ref().map(|a| a.region.as_str())),
    );
    put(
        "city",
        text(person.address.as_ref().map(|a| a.city.as_str())),
    );
    put("phone", text(Some(&person.phone.shown())));
    put("email", text(Some(&person.email.shown())));
    put("level", Some(Value::Int(i64::from(account.level.number()))));
    World { profile, today }
}

/// Is the answer to a question there and good, and nothing else typed since?
pub(crate) fn is_answered(
    spot: &Spot<'_>,
    content: &Content,
    sheet: &Sheet<'_>,
    today: Date,
) -> bool {
    let question = spot.question;
    if !sheet.asks(spot) {
        return true;
    }
    if content.is_unsaved(spot) {
        return false;
    }
    if question.kind == QuestionKind::File {
        return !question.required || !content.files_at(spot).is_empty();
    }
    let answer = content.answer_at(spot);
    if answer.is_empty() {
        return !question.required;
    }
    let good = match question.kind {
        QuestionKind::Radio | QuestionKind::Select => question.option(answer).is_some(),
        QuestionKind::Checkboxes => question.takes(answer),
        QuestionKind::Checkbox => true,
        _ => okno_requisites::check(&question.full_rule(), answer, today).is_ok(),
    };
    good && sheet.flaw_at(spot).is_none()
}

/// Has a section that repeats as many rows as it may have?
pub(crate) fn is_counted(section: &Section, content: &Content) -> bool {
    let rows = content.rows_of(&section.id).len();
    let repeat = section.repeat.as_ref();
    repeat.is_none_or(|repeat| (repeat.min..=repeat.max).contains(&rows))
}

/// Are all answers of a section there and good, and as many rows as it takes?
pub(crate) fn is_good(
    section: &Section,
    content: &Content,
    sheet: &Sheet<'_>,
    today: Date,
) -> bool {
    let spots = section.spots(content);
    is_counted(section, content) && spots.iter().all(|s| is_answered(s, content, sheet, today))
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    Done,
    Begun,
    Not,
}

pub(crate) fn progress(
    section: &Section,
    content: &Content,
    sheet: &Sheet<'_>,
    today: Date,
) -> Progress {
    if content.passed.contains(&section.id) && is_good(section, content, sheet, today) {
        return Progress::Done;
    }
    let spots = section.spots(content);
    let given = |spot: &Spot<'_>| {
        let typed = content.is_unsaved(spot) || !content.answer_at(spot).is_empty();
        typed || !content.files_at(spot).is_empty()
    };
    match spots.iter().any(|spot| sheet.asks(spot) && given(spot)) {
        true => Progress::Begun,
        false => Progress::Not,
    }
}

/// What is asked, as [`Content::asked`] keeps it.
pub(crate) fn asked(service: &Service, content: &Content, sheet: &Sheet<'_>) -> BTreeSet<String> {
    let spots = service.spots(content);
    let spots = spots.iter().filter(|spot| sheet.asks(spot));
    let groups = sheet.sections().filter(|section| section.repeat.is_some());
    let groups = groups.map(|section| section.id.clone());
    spots.map(|spot| spot.key.clone()).chain(groups).collect()
}

/// Are all sections done that are asked?
pub(crate) fn is_whole(content: &Content, sheet: &Sheet<'_>, today: Date) -> bool {
    sheet
        .sections()
        .all(|s| progress(s, content, sheet, today) == Progress::Done)
}

/// May this person order the service, as far as its rules can tell? What the profile does
/// not say stops nobody from beginning, but from sending.
pub(crate) fn may_send(sheet: &Sheet<'_>) -> bool {
    let open = |met: &Met| matches!(met, Met::Yes | Met::Unasked);
    sheet.conditions().iter().all(open)
        && sheet
            .checks()
            .all(|(_, asked)| matches!(asked, Asked::Yes(_)))
}

/// What the profile lacks for the questions to registries: names without `profile.`.
pub(crate) fn lacking<'a>(sheet: &Sheet<'a>) -> BTreeSet<&'a str> {
    let lacks = sheet.checks().filter_map(|(_, asked)| match asked {
        Asked::Lacks(names) => Some(names),
        Asked::Yes(_) => None,
    });
    lacks
        .flatten()
        .filter_map(|name| name.strip_prefix("profile."))
        .collect()
}

/// Is nothing to be paid?
pub(crate) fn is_free(sheet: &Sheet<'_>) -> bool {
    sheet.due() == Due::Free
}
