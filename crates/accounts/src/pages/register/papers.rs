//! The profile as a step of a registration: of somebody who was introduced, to look through;
//! of somebody who means to prove identity, to fill in (S1-010, S1-032).

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use okno_requisites::{Inn, Snils};
use okno_web::{Fault, Field, Form, Input, Page, Visitor};

use super::super::common::{t_phone, tv};
use super::super::profile;
use super::super::terms::{self, Terms};
use super::{account_page, has_account, introduced, next_step, step, under_way};
use crate::department::{Accounts, Introduced};
use crate::model::Person;
use crate::person_form;
use crate::waiting::{self, Registration};

/// The number of this step.
const PAPERS: u8 = 4;

#[derive(Template)]
#[template(path = "register_papers.html")]
struct PapersPage {
    page: Page,
    form: Form,
    steps: (String, u8, u8),
    /// Who introduced the person, and what they said and is not typed: name and value.
    by: Option<String>,
    told: Vec<(String, String)>,
    terms: Option<Terms>,
}

/// `ask`: the terms have not been agreed to yet.
fn blank(visitor: &Visitor, by: Option<&Introduced>, ask: bool) -> Form {
    let has_snils = by.is_some_and(|by| by.snils.is_some());
    let told = |field: &Field| match field.name.as_str() {
        "snils" => has_snils,
        "inn" => by.is_some_and(|by| by.inn.is_some()),
        _ => false,
    };
    let mut fields = person_form::paper_fields(visitor);
    let group = fields.iter().find(|field| field.name == "snils");
    let group = group.map(|field| field.group.clone()).unwrap_or_default();
    fields.retain(|field| !told(field));
    if let Some(inn) = fields.iter_mut().find(|field| field.name == "inn")
        && has_snils
    {
        inn.group = group;
    }
    if let Some(first) = fields.first_mut() {
        first.group = visitor.t("accounts-group-you");
    }
    if ask {
        fields.push(terms::field(visitor));
    }
    Form::new(
        "/register/simple/papers",
        visitor.t("accounts-continue"),
        fields,
    )
}

fn drawn(
    visitor: &Visitor,
    form: Form,
    registration: &Registration,
    by: Option<&Introduced>,
) -> PapersPage {
    let mut told = vec![(
        visitor.t("accounts-full-name"),
        registration.form.person().full_name(),
    )];
    if let Some(snils) = by.and_then(|by| by.snils.as_ref()) {
        told.push((visitor.t("accounts-snils"), Snils::masked(snils)));
    }
    if let Some(inn) = by.and_then(|by| by.inn.as_ref()) {
        told.push((visitor.t("accounts-inn"), Inn::masked(inn)));
    }
    let (id, title) = match by {
        Some(_) => ("papers", "accounts-papers-title"),
        None => ("papers-own", "accounts-papers-own-title"),
    };
    PapersPage {
        page: visitor.page_t(title).with_form(&form),
        terms: terms::shown(visitor, &form),
        form,
        steps: step(visitor, id, PAPERS, true),
        by: by.map(|by| tv(visitor, "accounts-papers-by", &[("by", by.by.clone())])),
        told,
    }
}

/// The registration and who introduced its person, if anybody did, when it is time for
/// this page.
async fn here(
    accounts: &Accounts,
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<Result<(Registration, Option<Introduced>), Response>, Fault> {
    if visitor.signed_in() {
        return Ok(Err(visitor.go("/cabinet")));
    }
    let Some(registration) = under_way(visitor, headers).await? else {
        return Ok(Err(visitor.go("/register/simple?over")));
    };
    if !(registration.phone_ok && registration.email_ok && registration.form.has_papers()) {
        return Ok(Err(visitor.go(next_step(&registration))));
    }
    if registration.form.introduction.is_none() {
        return Ok(Ok((registration, None)));
    }
    match introduced(accounts, visitor, &registration).await? {
        Some(by) if has_account(visitor, by.snils.as_ref()).await? => {
            account_page(visitor, &by.by).map(Err)
        }
        Some(by) => Ok(Ok((registration, Some(by)))),
        // Their day is over a little before that of the registration.
        None => Ok(Err(visitor.go("/register/simple?over"))),
    }
}

/// What is known before this page.
fn known(registration: &Registration, by: Option<&Introduced>) -> Person {
    let bare = registration.form.person();
    match by {
        Some(by) => by.fills(bare),
        None => bare,
    }
}

pub(crate) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (registration, by) = match here(&accounts, &visitor, &headers).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let by = by.as_ref();
    let known = match &registration.form.papers {
        Some(papers) => papers.clone(),
        None => known(&registration, by),
    };
    let ask = registration.form.terms_at.is_none();
    let form = profile::filled(blank(&visitor, by, ask), &known);
    visitor.render(&drawn(&visitor, form, &registration, by))
}

pub(crate) async fn keep(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let (registration, by) = match here(&accounts, &visitor, &headers).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let by = by.as_ref();
    let ask = registration.form.terms_at.is_none();
    let form = blank(&visitor, by, ask).filled(&input);
    let kept = take(&visitor, &input, &registration, by, form.clone()).await;
    kept.or_else(|fault| {
        visitor.render_unsaved(fault, form, |form| drawn(&visitor, form, &registration, by))
    })
}

async fn take(
    visitor: &Visitor,
    input: &Input,
    registration: &Registration,
    by: Option<&Introduced>,
    mut form: Form,
) -> Result<Response, Fault> {
    let known = known(registration, by);
    let typed = person_form::typed(visitor, &mut form, input, &known);
    if let Some(person) = &typed
        && by.is_none_or(|by| by.snils.is_none())
        && has_account(visitor, person.snils.as_ref()).await?
    {
        form.fail("snils", t_phone(visitor, "accounts-snils-taken"));
    }
    let (Some(person), false) = (typed, form.has_errors()) else {
        return visitor.render_flawed(&drawn(visitor, form, registration, by));
    };
    let mut wanted = registration.form.clone();
    wanted.papers = Some(person);
    wanted.terms_at.get_or_insert(visitor.db().now());
    let mut tx = visitor.db().begin().await?;
    waiting::keep(&mut tx, registration.id, &wanted).await?;
    tx.commit().await?;
    Ok(visitor.go("/register/simple/password"))
}
