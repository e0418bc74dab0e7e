//! The post office: letters on paper, and what happens to them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Choice, Page, not_found, show};
use crate::post::{self, Parcel, Step};
use crate::world::World;

#[derive(Template)]
#[template(path = "parcels.html")]
struct Parcels {
    page: Page,
    list: Vec<Parcel>,
}

#[derive(Template)]
#[template(path = "parcel.html")]
struct OneParcel {
    page: Page,
    parcel: Parcel,
    shown: String,
    next: Vec<Step>,
}

fn shown(track: &str) -> String {
    okno_requisites::TrackingNumber::parse(track).map_or_else(|_| track.to_owned(), |t| t.shown())
}

pub(super) async fn parcels(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let page = Page::new(&world, &headers, &choice, "post", "/post");
    let list = world.state().parcels.iter().rev().cloned().collect();
    show(&Parcels { page, list })
}

pub(super) async fn parcel(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
    Path(track): Path<String>,
) -> Response {
    let found = world.state().parcel(&track).cloned();
    let Some(parcel) = found else {
        return not_found(&world, &headers, &choice);
    };
    let path = format!("/post/{}", parcel.track);
    show(&OneParcel {
        page: Page::new(&world, &headers, &choice, "post", path),
        shown: shown(&parcel.track),
        next: parcel.step().next().to_vec(),
        parcel,
    })
}

/// The pages, to open and to print.
pub(crate) async fn pdf(State(world): State<Arc<World>>, Path(track): Path<String>) -> Response {
    let found = world.state().parcel(&track).map(|p| p.pdf.clone());
    match found {
        Some(pdf) => {
            let name = format!("inline; filename=\"{track}.pdf\"");
            let head = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ];
            (head, pdf).into_response()
        }
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Deserialize)]
pub(super) struct Posted {
    name: String,
    address: String,
    lang: Option<String>,
}

/// Somebody posts an envelope at the counter.
pub(super) async fn accept(
    State(world): State<Arc<World>>,
    Form(posted): Form<Posted>,
) -> Redirect {
    let track = post::accept(&world, &posted.name, &posted.address).unwrap_or_default();
    let lang = posted.lang.filter(|l| l == "en" || l == "ru");
    let lang = lang.map(|l| format!("?lang={l}")).unwrap_or_default();
    let place = if track.is_empty() { "/post" } else { "/post/" };
    Redirect::to(&format!("{place}{track}{lang}"))
}

#[derive(Deserialize)]
pub(super) struct Happened {
    step: String,
    lang: Option<String>,
}

pub(super) async fn happen(
    State(world): State<Arc<World>>,
    Path(track): Path<String>,
    Form(happened): Form<Happened>,
) -> Redirect {
    if let Some(step) = Step::from_code(&happened.step) {
        let document = (step == Step::HandedOver).then(|| "passport".to_owned());
        let now = world.now();
        post::happens(&mut world.state(), &track, step, now, document);
    }
    let lang = happened.lang.filter(|l| l == "en" || l == "ru");
    let lang = lang.map(|l| format!("?lang={l}")).unwrap_or_default();
    let track: String = track.chars().filter(char::is_ascii_digit).collect();
    Redirect::to(&format!("/post/{track}{lang}"))
}
