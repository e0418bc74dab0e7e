//! «Мои документы» in the cabinet.

mod change;
pub(crate) mod form;
mod list;
mod pictures;
mod show;

use axum::Router;
use axum::routing::{get, post};

use crate::Papers;

pub(crate) const HOME: &str = "/cabinet/documents";

pub(crate) fn router() -> Router<Papers> {
    Router::new()
        .route(HOME, get(list::show))
        .route(
            "/cabinet/documents/new/{kind}",
            get(form::blank).post(form::add),
        )
        .route(
            "/cabinet/documents/confirm",
            get(change::confirm).post(change::apply),
        )
        .route("/cabinet/documents/pictures", post(pictures::add))
        .route("/cabinet/documents/pictures/{id}", get(pictures::look))
        .route(
            "/cabinet/documents/pictures/{id}/remove",
            post(pictures::remove),
        )
        .route("/cabinet/documents/{what}", get(show::show))
        .route(
            "/cabinet/documents/{what}/edit",
            get(form::edit).post(form::correct),
        )
        .route(
            "/cabinet/documents/{what}/replace",
            get(form::another).post(form::replace),
        )
        .route("/cabinet/documents/{what}/check", post(show::check))
        .route(
            "/cabinet/documents/{what}/remove",
            get(show::ask_remove).post(show::remove),
        )
}
