//! Passkeys of officials: a second factor that may take the place of the app's code. Never
//! the only one: an official's password is asked for each time.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use okno_store::Entry;
use okno_web::{Fault, Form, Input, Page, Visitor, Who};
use uuid::Uuid;

use super::common::refused;
use super::passkey::{KeyRow, StepPage, away, named, new_form, wait};
use super::staff::{Proof, enter, half_way, home, too_many};
use crate::department::Accounts;
use crate::passkeys::{MOST, Not, Purpose, store as keys};

const KEYS: &str = "/work/keys";
const STEP: &str = "/work/login/key";
/// So long after signing in a key may be added: nothing else is asked for in between.
const FRESH: SignedDuration = SignedDuration::from_mins(15);

/// Has an official keys to show?
pub(super) async fn has_any(
    accounts: &Accounts,
    visitor: &Visitor,
    id: Uuid,
) -> Result<bool, Fault> {
    let there = keys::credentials(visitor.db(), id).await?;
    Ok(accounts.keys().is_some() && !there.is_empty())
}

fn official(visitor: &Visitor) -> Result<(Uuid, &str, &[String]), Fault> {
    match visitor.who() {
        Who::Staff {
            id,
            short_name,
            roles,
            ..
        } => Ok((*id, short_name, roles)),
        _ => Err(Fault::SignIn {
            back: KEYS.to_owned(),
            staff: true,
        }),
    }
}

fn is_fresh(visitor: &Visitor) -> bool {
    let begun = visitor.session().map(|session| session.created_at);
    begun.is_some_and(|at| visitor.db().now().duration_since(at) < FRESH)
}

fn about(visitor: &Visitor, act: &'static str, id: Uuid) -> Entry {
    Entry::new(visitor.actor(), act, "staff", id).from(Some(visitor.ip()))
}

#[derive(Template)]
#[template(path = "staff_keys.html")]
struct KeysPage {
    page: Page,
    /// The workplace.
    back: &'static str,
    rows: Vec<KeyRow>,
    form: Form,
    /// There can be one more.
    room: bool,
    /// Signed in just now.
    fresh: bool,
}

async fn page(
    accounts: &Accounts,
    visitor: &Visitor,
    form: Form,
    query: Option<&str>,
) -> Result<KeysPage, Fault> {
    let (id, _, roles) = official(visitor)?;
    let there = keys::of(visitor.db(), id).await?;
    if accounts.keys().is_none() && there.is_empty() {
        return Err(Fault::NotFound);
    }
    let mut page = visitor
        .page_t("accounts-keys-title")
        .with_form(&form)
        .work();
    let done = match query {
        Some("added") => Some(("accounts-keys-added", "accounts-staff-keys-added")),
        Some("removed") => Some(("accounts-keys-removed", "accounts-keys-removed-text")),
        _ => None,
    };
    if let Some((title, text)) = done {
        page = page.with_notice("ok", visitor.t(title), visitor.t(text));
    }
    Ok(KeysPage {
        back: home(roles),
        room: accounts.keys().is_some() && there.len() < MOST,
        fresh: is_fresh(visitor),
        rows: there
            .into_iter()
            .map(|one| KeyRow::of(&page, one))
            .collect(),
        form,
        page,
    })
}

pub(crate) async fn list(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let form = new_form(&visitor, KEYS);
    visitor.render(&page(&accounts, &visitor, form, query.as_deref()).await?)
}

/// A challenge for a new key.
pub(crate) async fn ask(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let kept = accounts.keys().ok_or(Fault::NotFound)?;
    let (id, called, _) = official(&visitor)?;
    let there = keys::credentials(visitor.db(), id).await?;
    if !is_fresh(&visitor) || there.len() >= MOST {
        return Ok(away(KEYS));
    }
    kept.ask_new(&visitor, id, (called, called), &there).await
}

pub(crate) async fn add(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let kept = accounts.keys().ok_or(Fault::NotFound)?;
    let (id, _, _) = official(&visitor)?;
    if !is_fresh(&visitor) {
        return Ok(visitor.go(KEYS));
    }
    let mut form = new_form(&visitor, KEYS);
    let name = named(&mut form, &input);
    let words = match kept.made(&visitor, id, input.raw("credential")) {
        Ok(made) => {
            let mut tx = visitor.db().begin().await?;
            let room = keys::count(&mut tx, id).await? < MOST;
            let kept = room && made.keep(&mut tx, id, &name).await?;
            if kept {
                tx.journal(about(&visitor, "staff.key_added", id)).await?;
            }
            tx.commit().await?;
            if kept {
                return Ok(visitor.go("/work/keys?added"));
            }
            "accounts-keys-there"
        }
        Err(Not::Over) => Not::Over.words(),
        Err(_) => "accounts-keys-not-made",
    };
    form.fail_all(visitor.t(words));
    visitor.render_flawed(&page(&accounts, &visitor, form, None).await?)
}

pub(crate) async fn remove(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let (id, _, _) = official(&visitor)?;
    let key: Uuid = input.get("key").parse().map_err(|_| Fault::BadRequest)?;
    let mut tx = visitor.db().begin().await?;
    if keys::remove(&mut tx, id, key).await? {
        tx.journal(about(&visitor, "staff.key_removed", id)).await?;
    }
    tx.commit().await?;
    Ok(visitor.go("/work/keys?removed"))
}

fn step_page(visitor: &Visitor) -> StepPage {
    let form = Form::new(STEP, visitor.t("accounts-passkey-show"), Vec::new());
    let code = visitor.t("accounts-second-to-app");
    StepPage {
        page: visitor.page_t("accounts-second-title").work(),
        form,
        back: "/work/login",
        ask: "/work/login/key/ask",
        links: vec![("/work/login/code".to_owned(), code)],
        advice: String::new(),
    }
}

pub(crate) async fn step(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    match half_way(&visitor).await? {
        None => Ok(visitor.go("/work/login")),
        Some(_) if accounts.keys().is_none() => Ok(visitor.go("/work/login/code")),
        Some(_) => visitor.render(&step_page(&visitor)),
    }
}

/// A challenge for the second factor.
pub(crate) async fn ask_step(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let kept = accounts.keys().ok_or(Fault::NotFound)?;
    let Some(staff) = half_way(&visitor).await? else {
        return Ok(away("/work/login"));
    };
    let there = keys::credentials(visitor.db(), staff.id).await?;
    if there.is_empty() {
        return Ok(away("/work/login/code"));
    }
    kept.ask(&visitor, Purpose::Step(staff.id), &there).await
}

/// A key shown: counted with the codes, so that both together have one limit.
pub(crate) async fn take_step(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let kept = accounts.keys().ok_or(Fault::NotFound)?;
    let Some(staff) = half_way(&visitor).await? else {
        return Ok(visitor.go("/work/login"));
    };
    let mut page = step_page(&visitor);
    if let Some(until) = too_many(&visitor, &staff).await? {
        page.form.fail_all(wait(&visitor, until));
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let purpose = Purpose::Step(staff.id);
    let typed = input.raw("credential");
    let not = match kept.shown(&visitor, purpose, typed).await? {
        Ok(shown) => match enter(&visitor, &staff, Proof::Key(&shown)).await? {
            Some(response) => return Ok(response),
            None => Not::Over,
        },
        Err(not) => not,
    };
    let act = match not {
        Not::Copied(_) => "staff.key_copied",
        _ => "staff.key_wrong",
    };
    let mut tx = visitor.db().begin().await?;
    tx.journal(about(&visitor, act, staff.id)).await?;
    tx.commit().await?;
    page.form.fail_all(visitor.t(not.words()));
    visitor.render_flawed(&page)
}
