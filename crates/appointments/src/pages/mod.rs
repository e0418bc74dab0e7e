//! Pages for people.

pub(crate) mod centres;
pub(crate) mod desk;
pub(crate) mod visits;

use axum::Router;
use axum::routing::{get, post};

use crate::Appointments;

pub(crate) fn router(own: &Appointments) -> Router {
    Router::new()
        .route("/centres", get(centres::list))
        .route("/centres/{id}", get(centres::one))
        .route("/cabinet/visits", get(visits::list).post(visits::hold))
        .route("/cabinet/visits/new", get(visits::new))
        .route("/cabinet/visits/{id}", get(visits::show))
        .route(
            "/cabinet/visits/{id}/confirm",
            post(visits::confirm).get(visits::back),
        )
        .route(
            "/cabinet/visits/{id}/cancel",
            post(visits::cancel).get(visits::back),
        )
        .route("/centre/visits", get(desk::list))
        .route("/centre/visits/{id}/came", post(desk::came).get(desk::back))
        .with_state(own.clone())
}
