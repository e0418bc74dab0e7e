//! Pages of support.

mod desk;
mod help;

use axum::Router;
use axum::routing::{get, post};

use crate::Support;

pub(crate) fn router() -> Router<Support> {
    use desk::{START, acts, check, to_call};
    Router::new()
        .route("/support", get(help::show))
        .route(START, get(desk::start).post(desk::search))
        .route("/support/desk/{id}", get(desk::call))
        .route("/support/desk/{id}/check", post(check::take).get(to_call))
        .route("/support/desk/{id}/link", post(acts::link).get(to_call))
        .route("/support/desk/{id}/code", post(acts::code).get(to_call))
        .route("/support/desk/{id}/note", post(acts::note).get(to_call))
}
