//! «Семья и дети» in the cabinet, and the court's decision at the administrator's.

mod account;
mod card;
mod court;
mod form;
mod list;
mod remove;
pub(crate) mod section;
mod ward;

use axum::Router;
use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::{get, post};
use okno_accounts::Account;
use okno_web::{Fault, Page, Visitor};
use uuid::Uuid;

use crate::Family;
use crate::model::{Card, Standing};
use crate::store;

pub(crate) const HOME: &str = "/cabinet/family";

pub(crate) fn router() -> Router<Family> {
    Router::new()
        .route(HOME, get(list::show))
        .route("/cabinet/family/new", get(form::blank).post(form::add))
        .route("/cabinet/family/{id}", get(card::show))
        .route(
            "/cabinet/family/{id}/edit",
            get(form::edit).post(form::mend),
        )
        .route("/cabinet/family/{id}/again", post(form::again).get(to_card))
        .route(
            "/cabinet/family/{id}/remove",
            get(remove::ask).post(remove::remove),
        )
        .route(
            "/cabinet/family/{id}/account",
            get(account::show).post(account::take),
        )
        .route(
            "/cabinet/family/{id}/account/{step}",
            get(account::code).post(account::check),
        )
        .route("/cabinet/family/{id}/act", post(card::act).get(to_card))
        .route(
            "/cabinet/family/{id}/close",
            get(card::sure).post(card::close),
        )
        .route(court::PATH, get(court::show).post(court::take))
}

/// Who reloads the address of a button gets the page that it stands on.
async fn to_card(Path(id): Path<String>) -> Redirect {
    match Uuid::try_parse(&id) {
        Ok(id) => Redirect::to(&path(id)),
        Err(_) => Redirect::to(HOME),
    }
}

pub(crate) fn path(card: Uuid) -> String {
    format!("{HOME}/{card}")
}

/// A card of this account.
async fn own(visitor: &Visitor, account: &Account, id: &str) -> Result<Card, Fault> {
    let id = Uuid::try_parse(id).map_err(|_| Fault::NotFound)?;
    let card = store::card(visitor.db(), id).await?;
    card.filter(|card| card.account == account.id)
        .ok_or(Fault::NotFound)
}

/// How a card is marked: a look, an icon, words.
pub(crate) struct Tag {
    pub(crate) look: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: String,
}

pub(crate) fn tag(page: &Page, card: &Card) -> Tag {
    let (look, icon, word) = match card.standing() {
        Standing::UnderWay => ("go", "run", "asked"),
        Standing::Waiting => ("warn", "clock", "waiting"),
        Standing::Differs => ("error", "stop", "differs"),
        Standing::Stuck => ("warn", "alert", "stuck"),
        Standing::Checked => ("ok", "check", "checked"),
    };
    Tag {
        look,
        icon,
        text: page.t(&format!("family-tag-{word}")),
    }
}
