//! The pages of the workplace.

mod attempt;
mod document;
mod list;
mod rules;
mod service;
mod show;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::response::Redirect;
use axum::routing::{get, post};
use okno_catalogue::{Catalogue, Problem, Service, is_name};
use okno_web::visitor::Official;
use okno_web::{Fault, Visitor};

use crate::{Designer, ROLE};

/// The largest attempt that is read, bytes.
const LARGEST: usize = 256 * 1024;

pub(crate) fn router() -> Router<Designer> {
    Router::new()
        .route("/work/services", get(list::page))
        .route("/work/services/{id}", get(service::page))
        .route(
            "/work/services/{id}/try",
            get(attempt::show).post(attempt::take),
        )
        .route(
            "/work/services/{id}/document",
            post(document::make).get(to_attempt),
        )
        .layer(DefaultBodyLimit::max(LARGEST))
}

/// Services are written by designers; administrators may look.
fn official(visitor: &Visitor) -> Result<Official, Fault> {
    visitor.official(ROLE).or_else(|refused| match refused {
        Fault::Forbidden(_) => visitor.official("admin"),
        other => Err(other),
    })
}

/// The document comes to whoever sends an attempt; by its address alone there is none.
async fn to_attempt(visitor: Visitor, Path(id): Path<String>) -> Result<Redirect, Fault> {
    official(&visitor)?;
    match is_name(&id) {
        true => Ok(Redirect::to(&format!("/work/services/{id}/try"))),
        false => Err(Fault::NotFound),
    }
}

fn service<'a>(catalogue: &'a Catalogue, id: &str) -> Result<&'a Service, Fault> {
    let found = catalogue.get(id).ok_or(Fault::NotFound)?;
    Ok(found)
}

/// A mistake of the folder, as it is shown.
struct Mistake {
    place: String,
    message: String,
}

fn mistakes(problems: &[Problem]) -> Vec<Mistake> {
    let all = problems.iter().map(|problem| Mistake {
        place: rules::place(&problem.file, problem.line),
        message: problem.message.clone(),
    });
    all.collect()
}
