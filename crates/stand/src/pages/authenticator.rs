//! The authenticator: what an official's phone shows as the second factor
//! (RFC 6238). A secret is added by hand or by `POST /api/authenticators`.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use okno_requisites::Clock;
use serde::Deserialize;
use totp_rs::Builder;

use super::{Choice, Page, show};
use crate::world::{Factor, World};

struct Shown {
    label: String,
    code: String,
}

#[derive(Template)]
#[template(path = "authenticator.html")]
struct Authenticator {
    page: Page,
    wrong: bool,
    left: u64,
    list: Vec<Shown>,
}

#[derive(Deserialize)]
pub(super) struct Seen {
    lang: Option<String>,
    wrong: Option<String>,
}

/// A secret to keep.
#[derive(Deserialize)]
pub(crate) struct Added {
    label: String,
    secret: String,
    lang: Option<String>,
}

impl Added {
    fn factor(&self) -> Option<Factor> {
        let label: String = self.label.trim().chars().take(80).collect();
        let plain: String = self.secret.split_whitespace().collect();
        let bytes = base32(&plain.to_uppercase())?;
        let secret = <[u8; 20]>::try_from(bytes).ok()?;
        (!label.is_empty()).then_some(Factor { label, secret })
    }
}

/// RFC 4648 base32 without padding.
fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut out) = (0u32, 0u32, Vec::new());
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5) | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xff).ok()?);
        }
    }
    Some(out)
}

pub(super) async fn authenticator(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(seen): Query<Seen>,
) -> Response {
    let choice = Choice { lang: seen.lang };
    let page = Page::new(&world, &headers, &choice, "authenticator", "/authenticator").refreshed();
    let seconds = u64::try_from(okno_requisites::SystemClock.now().as_second()).unwrap_or(0);
    let list = world
        .state()
        .factors
        .iter()
        .map(|factor| Shown {
            label: factor.label.clone(),
            code: Builder::new()
                .with_secret(factor.secret)
                .build_noncompliant()
                .generate(seconds)
                .to_string(),
        })
        .collect();
    let left = 30 - seconds % 30;
    show(&Authenticator {
        page,
        wrong: seen.wrong.is_some(),
        left,
        list,
    })
}

pub(super) async fn add(State(world): State<Arc<World>>, Form(added): Form<Added>) -> Redirect {
    let good = added
        .factor()
        .map(|factor| world.state().keep_factor(factor))
        .is_some();
    let lang = added.lang.filter(|l| l == "en" || l == "ru");
    let lang = lang.map(|l| format!("lang={l}&")).unwrap_or_default();
    let wrong = if good { "" } else { "wrong=1" };
    Redirect::to(&format!("/authenticator?{lang}{wrong}"))
}

/// `POST /api/authenticators {label, secret}`: 200, or 400 for a secret that
/// is not 20 bytes in base32.
pub(crate) async fn add_json(
    State(world): State<Arc<World>>,
    Json(added): Json<Added>,
) -> Response {
    match added.factor() {
        Some(factor) => {
            world.state().keep_factor(factor);
            Json(serde_json::json!({ "status": "ok" })).into_response()
        }
        None => {
            let told = Json(serde_json::json!({ "error": "bad_secret" }));
            (StatusCode::BAD_REQUEST, told).into_response()
        }
    }
}
