//! «Мои данные»: what the portal knows of a person, filled in by them.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use okno_requisites::{BirthDate, typo};
use okno_store::{DbError, Entry};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::by_code::{ByCode, Chance};
use super::cabinet::level_name;
use super::common::{MessagePage, refused, t_phone};
use super::terms::{self, Terms};
use crate::codes;
use crate::department::Accounts;
use crate::model::{Account, Level, Person};
use crate::store::holder;
use crate::{first_steps, person_form, store, waiting};

/// A correction (S0-08).
const CHANGE: ByCode = ByCode {
    purpose: "profile.change",
    action: "/cabinet/profile/confirm",
    title: "accounts-phone-title",
    lead: "accounts-change-lead",
    submit: "accounts-change-submit",
    back: ("/cabinet/profile/edit", "accounts-back"),
    sms: "accounts-change-sms",
};

pub(super) struct Row {
    pub(super) name: String,
    pub(super) value: String,
}

impl Row {
    /// A telephone number, a date, a number of a document: kept on one line by
    /// the style and not by other characters, so that a copy is what it was.
    pub(super) fn is_number(&self) -> bool {
        !self.value.contains(char::is_alphabetic)
    }
}

pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    page: Page,
    level: u8,
    level_name: String,
    whole: bool,
    groups: Vec<Group>,
    /// Are numbers shown whole? Nothing when there are none.
    numbers: Option<bool>,
    /// What other departments add.
    parts: Vec<String>,
}

/// Surname, given name and patronymic are what registries have once checked; of a child
/// they stand on the card of its guardians.
fn names_open(account: &Account) -> bool {
    account.level == Level::Simplified && !account.ward.is_child()
}

/// What a child cannot type otherwise than it stands on the card of its guardians.
const FIXED: [&str; 3] = ["sex", "birth_date", "snils"];

/// The data in groups; numbers whole or with most of them hidden.
pub(super) fn groups(visitor: &Visitor, person: &Person, whole: bool) -> Vec<Group> {
    let none = visitor.t("accounts-not-filled");
    let row = |id: &str, value: Option<String>| Row {
        name: visitor.t(id),
        value: value
            .filter(|v| !v.is_empty())
            .unwrap_or_else(|| none.clone()),
    };
    let passport = person.passport.as_ref();
    let number = |all: String, masked: String| if whole { all } else { masked };
    vec![
        Group {
            id: "you",
            title: visitor.t("accounts-group-you"),
            rows: vec![
                row("accounts-full-name", Some(person.full_name())),
                row("accounts-latin-name", Some(person.latin_name())),
                row(
                    "accounts-sex",
                    person.sex.map(|sex| visitor.t(sex.text_id())),
                ),
                row(
                    "accounts-birth-date",
                    person.birth_date.as_ref().map(BirthDate::shown),
                ),
                row("accounts-birth-place", person.birth_place.clone()),
                row(
                    "accounts-citizenship",
                    person.citizenship.map(|c| visitor.t(&c.text_id())),
                ),
            ],
        },
        Group {
            id: "passport",
            title: visitor.t("accounts-group-passport"),
            rows: vec![
                row(
                    "accounts-passport-number",
                    passport.map(|p| number(p.number.shown(), p.number.masked())),
                ),
                row(
                    "accounts-passport-issued-by",
                    passport.map(|p| p.issued_by.clone()),
                ),
                row(
                    "accounts-passport-issued-on",
                    passport.map(|p| p.issued_on.shown()),
                ),
                row("accounts-division", passport.map(|p| p.division.shown())),
            ],
        },
        Group {
            id: "numbers",
            title: visitor.t("accounts-group-numbers"),
            rows: vec![
                row(
                    "accounts-snils",
                    person.snils.as_ref().map(|s| number(s.shown(), s.masked())),
                ),
                row(
                    "accounts-inn",
                    person.inn.as_ref().map(|i| number(i.shown(), i.masked())),
                ),
            ],
        },
        Group {
            id: "address",
            title: visitor.t("accounts-group-address"),
            rows: vec![row(
                "accounts-address",
                person
                    .address
                    .as_ref()
                    .map(|address| typo(&address.shown(), "ru")),
            )],
        },
        Group {
            id: "contacts",
            title: visitor.t("accounts-group-contacts"),
            rows: vec![
                row("accounts-phone", Some(person.phone.shown())),
                row("accounts-email", Some(person.email.shown())),
            ],
        },
    ]
}

pub(crate) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let mut page = visitor.page_t("accounts-profile-title");
    let numbers = query.as_deref() == Some("numbers");
    if query.as_deref() == Some("saved") {
        let text = match (account.level, person.is_whole()) {
            (Level::Simplified, true) => visitor.t("accounts-saved-checks"),
            _ => String::new(),
        };
        page = page.with_notice("ok", visitor.t("accounts-saved"), text);
    }
    visitor.render(&ProfilePage {
        page,
        level: account.level.number(),
        level_name: level_name(&visitor, account.level),
        whole: person.is_whole(),
        groups: groups(&visitor, person, numbers),
        numbers: (person.passport.is_some() || person.snils.is_some()).then_some(numbers),
        parts: accounts.profile_parts(&visitor, account, person).await?,
    })
}

#[derive(Template)]
#[template(path = "profile_edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    by_code: bool,
    name: Option<String>,
    terms: Option<Terms>,
}

/// `ask`: the terms have not been agreed to yet.
fn edit_form(visitor: &Visitor, account: &Account, ask: bool) -> Form {
    let mut fields = person_form::fields(visitor, names_open(account));
    if account.ward.is_child() {
        fields.retain(|field| !FIXED.contains(&field.name.as_str()));
    }
    if ask {
        fields.push(terms::field(visitor));
    }
    fields.push(
        Field::new(Kind::Hidden, "version", String::new())
            .optional()
            .value(account.version.to_string()),
    );
    let submit = visitor.t("accounts-save");
    Form::new("/cabinet/profile/edit", submit, fields)
}

pub(crate) fn filled(mut form: Form, person: &Person) -> Form {
    person_form::fill(&mut form, person);
    form
}

fn edit_page(visitor: &Visitor, form: Form, account: &Account, person: &Person) -> EditPage {
    EditPage {
        page: visitor.page_t("accounts-edit-title").with_form(&form),
        terms: terms::shown(visitor, &form),
        form,
        by_code: account.level != Level::Simplified || person.passport.is_some(),
        name: (!names_open(account)).then(|| person.full_name()),
    }
}

/// Why there is nothing to fill in yet: passports are given from fourteen on.
fn too_young(visitor: &Visitor, person: &Person) -> Option<MessagePage> {
    let text = |id: &str| visitor.t(id);
    person
        .is_under_14(visitor.portal().today())
        .then(|| MessagePage {
            page: visitor.page_t("accounts-young-title"),
            paragraphs: vec![text("accounts-young-text"), text("accounts-young-now")],
            action: Some(("/cabinet".to_owned(), text("web-cabinet"))),
        })
}

pub(crate) async fn edit(visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if account.ward.is_child()
        && let Some(page) = too_young(&visitor, person)
    {
        return visitor.render(&page);
    }
    let ask = terms::wanted(&visitor, account).await?;
    let mut form = filled(edit_form(&visitor, account, ask), person);
    if person.passport.is_none()
        && let Some(number) = first_steps::passport(visitor.db(), account.id).await?
    {
        form.set("passport_number", number.shown());
    }
    visitor.render(&edit_page(&visitor, form, account, person))
}

/// Names of the fields that differ, for the journal: no values.
pub(crate) fn changed(before: &Person, after: &Person) -> Vec<&'static str> {
    let pairs = [
        ("surname", before.surname != after.surname),
        ("name", before.given != after.given),
        ("patronymic", before.patronymic != after.patronymic),
        ("sex", before.sex != after.sex),
        ("birth_date", before.birth_date != after.birth_date),
        ("birth_place", before.birth_place != after.birth_place),
        ("citizenship", before.citizenship != after.citizenship),
        ("passport", before.passport != after.passport),
        ("snils", before.snils != after.snils),
        ("inn", before.inn != after.inn),
        ("address", before.address != after.address),
    ];
    pairs
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect()
}

/// Is something corrected that was there, and not only filled in (S0-08)?
fn corrects(before: &Person, after: &Person) -> bool {
    let was = |name: &str| match name {
        "patronymic" => before.patronymic.is_some(),
        "sex" => before.sex.is_some(),
        "birth_date" => before.birth_date.is_some(),
        "birth_place" => before.birth_place.is_some(),
        "citizenship" => before.citizenship.is_some(),
        "passport" => before.passport.is_some(),
        "snils" => before.snils.is_some(),
        "inn" => before.inn.is_some(),
        "address" => before.address.is_some(),
        _ => true,
    };
    changed(before, after).into_iter().any(was)
}

/// Does such a change wait for a code? A correction does, and any change of data that
/// registries have checked.
fn takes_code(account: &Account, before: &Person, after: &Person) -> bool {
    account.level != Level::Simplified || corrects(before, after)
}

/// What became of a save.
enum Saved {
    Done,
    /// The SNILS belongs to another account.
    Taken,
    /// Another tab was faster.
    Stale,
}

/// Writes the person back with all that follows; `change` is the waiting
/// change and its code, when one was asked for.
async fn write(
    accounts: &Accounts,
    visitor: &Visitor,
    id: Uuid,
    version: i64,
    after: &Person,
    change: Option<(Uuid, &codes::Good)>,
) -> Result<Saved, Fault> {
    let mut tx = visitor.db().begin().await?;
    if let Some((change, good)) = change
        && !(codes::use_up(&mut tx, good).await? && waiting::finish_change(&mut tx, change).await?)
    {
        // The other click did it; the commit waits until that is for all to see.
        tx.commit().await?;
        return Ok(Saved::Done);
    }
    let (account, before) = store::find_locked(&mut tx, id).await?;
    let fields = changed(&before, after);
    // Also when the account has moved on: whoever sends once more because the answer
    // was lost finds what they wanted.
    if fields.is_empty() {
        tx.commit().await?;
        return Ok(Saved::Done);
    }
    if account.version != version || (change.is_none() && takes_code(&account, &before, after)) {
        return Ok(Saved::Stale);
    }
    match store::save_person(&mut tx, &account, after).await {
        Ok(()) => {}
        Err(DbError::Taken(_)) => return Ok(Saved::Taken),
        Err(error) => return Err(error.into()),
    }
    first_steps::drop_passport(&mut tx, id).await?;
    tx.journal(
        Entry::new(visitor.actor(), "account.profile_saved", "account", id)
            .owner(id)
            .detail(json!({ "fields": fields }))
            .from(Some(visitor.ip())),
    )
    .await?;
    accounts
        .profile_saved(&mut tx, &account, &before, after, visitor.actor())
        .await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

pub(crate) async fn save(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, before) = holder(&visitor)?;
    if account.ward.is_child()
        && let Some(page) = too_young(&visitor, before)
    {
        return visitor.render_flawed(&page);
    }
    let ask = terms::wanted(&visitor, account).await?;
    let mut form = edit_form(&visitor, account, ask).filled(&input);
    form.set("version", account.version.to_string());
    let saved = take(&accounts, &visitor, &input, (account, before), form.clone()).await;
    saved.or_else(|fault| {
        visitor.render_unsaved(fault, form, |form| {
            edit_page(&visitor, form, account, before)
        })
    })
}

async fn take(
    accounts: &Accounts,
    visitor: &Visitor,
    input: &Input,
    (account, before): (&Account, &Person),
    mut form: Form,
) -> Result<Response, Fault> {
    let Some(after) = person_form::typed(visitor, &mut form, input, before) else {
        return visitor.render_flawed(&edit_page(visitor, form, account, before));
    };
    if terms::asks(&form) {
        terms::agreed(visitor, account).await?;
    }
    let stale = |mut form: Form| {
        form.fail_all(visitor.t("accounts-profile-stale"));
        refused(
            visitor,
            StatusCode::CONFLICT,
            &edit_page(visitor, form, account, before),
        )
    };
    let differs = !changed(before, &after).is_empty();
    if differs && input.get("version").parse() != Ok(account.version) {
        return stale(form);
    }
    if differs && takes_code(account, before, &after) {
        return ask_code(visitor, account, before, &after, form).await;
    }
    match write(accounts, visitor, account.id, account.version, &after, None).await? {
        Saved::Done => Ok(visitor.go("/cabinet/profile?saved")),
        Saved::Stale => stale(form),
        Saved::Taken => {
            form.fail("snils", t_phone(visitor, "accounts-snils-taken"));
            visitor.render_flawed(&edit_page(visitor, form, account, before))
        }
    }
}

/// A change of checked data is kept sealed until its code comes (S0-08).
async fn ask_code(
    visitor: &Visitor,
    account: &Account,
    before: &Person,
    after: &Person,
    mut form: Form,
) -> Result<Response, Fault> {
    let chance = CHANGE.chance(visitor, account, before).await?;
    if chance == Chance::TooMany {
        form.fail_all(visitor.t("accounts-profile-codes"));
        let page = edit_page(visitor, form, account, before);
        return refused(visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let mut tx = visitor.db().begin().await?;
    waiting::put_change(&mut tx, account.id, account.version, after).await?;
    if chance == Chance::Send {
        CHANGE.send(&mut tx, visitor, account, before).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(CHANGE.action))
}

pub(crate) async fn confirm(
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if waiting::find_change(visitor.db(), account.id)
        .await?
        .is_none()
    {
        return Ok(visitor.go("/cabinet/profile"));
    }
    CHANGE
        .show(&visitor, account, person, query.as_deref())
        .await
}

pub(crate) async fn apply(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let Some(change) = waiting::find_change(visitor.db(), account.id).await? else {
        return Ok(visitor.go("/cabinet/profile"));
    };
    let good = match CHANGE.check(&visitor, account, person, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let with = Some((change.id, &good));
    let after = &change.person;
    match write(&accounts, &visitor, account.id, change.version, after, with).await? {
        Saved::Done => Ok(visitor.go("/cabinet/profile?saved")),
        refusal => {
            let ask = terms::wanted(&visitor, account).await?;
            let mut form = filled(edit_form(&visitor, account, ask), after);
            match refusal {
                Saved::Taken => form.fail("snils", t_phone(&visitor, "accounts-snils-taken")),
                _ => form.fail_all(visitor.t("accounts-profile-stale")),
            }
            let page = edit_page(&visitor, form, account, person);
            refused(&visitor, StatusCode::CONFLICT, &page)
        }
    }
}
