//! The switchboard: faults by hand, and the log of calls.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use serde::Deserialize;

use super::{Choice, Page, show};
use crate::faults::{Mode, Order, System};
use crate::words::Lang;
use crate::world::{Call, World};

/// A system on the switchboard.
struct Panel {
    code: &'static str,
    mode: &'static str,
    latency_ms: u64,
    percent: String,
    calls_left: Option<u64>,
    until: Option<i64>,
    applied: u64,
}

#[derive(Template)]
#[template(path = "switchboard.html")]
struct Switchboard {
    page: Page,
    wrong: bool,
    panels: Vec<Panel>,
    modes: [&'static str; 8],
    calls: Vec<Call>,
}

#[derive(Deserialize)]
pub(super) struct BoardQuery {
    lang: Option<String>,
    wrong: Option<String>,
}

pub(super) async fn switchboard(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(query): Query<BoardQuery>,
) -> Response {
    let choice = Choice { lang: query.lang };
    let page = Page::new(&world, &headers, &choice, "switchboard", "/switchboard");
    let now = world.now();
    let (panels, calls) = {
        let state = world.state();
        let panels = System::ALL
            .into_iter()
            .map(|system| {
                let fault = state.faults.get(system, now);
                Panel {
                    code: system.code(),
                    mode: fault.map_or("ok", |f| f.mode.code()),
                    latency_ms: fault.map_or(0, |f| f.latency_ms),
                    percent: fault
                        .map_or_else(String::new, |f| format!("{:.0}", f.probability * 100.0)),
                    calls_left: fault.and_then(|f| Some(f.for_calls?.saturating_sub(f.applied))),
                    until: fault.and_then(|f| f.until_ms),
                    applied: fault.map_or(0, |f| f.applied),
                }
            })
            .collect();
        (panels, state.calls.iter().rev().take(50).cloned().collect())
    };
    let modes = Mode::ALL.map(Mode::code);
    show(&Switchboard {
        page,
        wrong: query.wrong.is_some(),
        panels,
        modes,
        calls,
    })
}

/// The switchboard's form: empty fields mean «not set».
#[derive(Deserialize)]
pub(super) struct BoardForm {
    system: String,
    mode: String,
    #[serde(default)]
    latency_ms: String,
    #[serde(default)]
    percent: String,
    #[serde(default)]
    for_calls: String,
    #[serde(default)]
    minutes: String,
    lang: Option<String>,
}

impl BoardForm {
    fn order(&self, now: i64) -> Option<Order> {
        Some(Order {
            system: self.system.clone(),
            mode: Mode::from_code(&self.mode)?,
            latency_ms: optional(&self.latency_ms)?,
            probability: optional::<f64>(&self.percent)?.map(|percent| percent / 100.0),
            for_calls: optional(&self.for_calls)?,
            until_ms: optional::<u32>(&self.minutes)?.map(|m| now + i64::from(m) * 60_000),
        })
    }
}

/// `None` for what cannot be read, `Some(None)` for an empty field.
fn optional<T: std::str::FromStr>(raw: &str) -> Option<Option<T>> {
    match raw.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}

fn back(lang: Option<&str>, wrong: bool) -> Redirect {
    let mut query = Vec::new();
    if let Some(lang) = lang.and_then(Lang::from_code) {
        query.push(format!("lang={}", lang.code()));
    }
    if wrong {
        query.push("wrong=1".to_owned());
    }
    Redirect::to(&format!("/switchboard?{}", query.join("&")))
}

pub(super) async fn set_fault(
    State(world): State<Arc<World>>,
    Form(form): Form<BoardForm>,
) -> Redirect {
    let done = form
        .order(world.now())
        .is_some_and(|order| world.state().faults.set(&order).is_ok());
    back(form.lang.as_deref(), !done)
}

pub(super) async fn reset(State(world): State<Arc<World>>, Form(form): Form<Choice>) -> Redirect {
    world.state().reset();
    back(form.lang.as_deref(), false)
}
