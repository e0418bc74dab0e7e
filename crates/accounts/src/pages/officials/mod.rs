//! Officials as administrators look after them: a list, one of them, an invitation; and
//! the page at which an invitation ends.

mod accept;
mod invite;
mod list;
mod one;

use axum::Router;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use okno_web::{Fault, Visitor};
use uuid::Uuid;

use crate::department::Accounts;
use crate::model::{Staff, StaffState};
use crate::store;

pub(super) const HOME: &str = "/admin/people";

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(list::show).post(list::find))
        .route("/admin/people/new", get(invite::show).post(invite::take))
        .route("/admin/people/{id}", get(one::show))
        .route("/admin/people/{id}/roles", post(one::give).get(to_one))
        .route("/admin/people/{id}/again", post(one::again).get(to_one))
        .route("/admin/people/{id}/cancel", post(one::cancel).get(to_one))
        .route("/admin/people/{id}/approve", post(one::approve).get(to_one))
        .route("/admin/people/{id}/back", post(one::take_back).get(to_one))
        .route("/admin/people/{id}/link", get(one::link).post(one::ask))
        .route(
            "/admin/people/{id}/email",
            get(one::email).post(one::set_email),
        )
        .route("/admin/people/{id}/close", get(one::leave).post(one::close))
        .route(
            "/work/invitation/{token}",
            get(accept::show).post(accept::take),
        )
        .route("/work/home", get(accept::home))
}

async fn to_one(axum::extract::Path(id): axum::extract::Path<Uuid>) -> Redirect {
    Redirect::to(&address(id))
}

pub(super) fn address(id: Uuid) -> String {
    format!("{HOME}/{id}")
}

/// The page of an official with a word about what has just been done.
fn told(visitor: &Visitor, id: Uuid, word: &str) -> Response {
    visitor.go(&format!("{HOME}/{id}?{word}"))
}

async fn found(visitor: &Visitor, id: Uuid) -> Result<Staff, Fault> {
    store::staff(visitor.db(), id).await?.ok_or(Fault::NotFound)
}

fn tag(state: StaffState) -> &'static str {
    match state {
        StaffState::Invited => "go",
        StaffState::Active => "ok",
        StaffState::Closed => "",
    }
}

fn state_word(visitor: &Visitor, state: StaffState) -> String {
    visitor.t(&format!("accounts-officials-state-{}", state.word()))
}
