//! Routes that serve the pages themselves: assets, display settings, language,
//! field checks, news of changes, health.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::Stream;
use metrics_exporter_prometheus::PrometheusHandle;
use okno_requisites::Flaw;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::fault::Fault;
use crate::form::Input;
use crate::page::View;
use crate::portal::Portal;
use crate::visitor::{LANG, VIEW, Visitor, Who, client_ip};
use crate::words::Lang;

pub(crate) async fn asset(
    State(portal): State<Portal>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    portal.assets().serve(&name, &headers)
}

pub(crate) async fn live() -> &'static str {
    "ok\n"
}

pub(crate) async fn ready(State(portal): State<Portal>) -> Response {
    match portal.db().ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the store does not answer\n",
            )
                .into_response()
        }
    }
}

/// Figures for the operators' monitoring: by token, or from this machine only.
pub(crate) async fn metrics(
    State((portal, handle)): State<(Portal, PrometheusHandle)>,
    request: Request,
) -> Response {
    let settings = portal.settings();
    let allowed = match &settings.metrics_token {
        Some(token) => request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.strip_prefix("Bearer "))
            .is_some_and(|given| given.as_bytes().ct_eq(token.as_bytes()).into()),
        None => {
            let ip = client_ip(&portal, request.headers(), request.extensions());
            !settings.behind_proxy && ip.is_loopback()
        }
    };
    if !allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        handle.render(),
    )
        .into_response()
}

/// Only addresses of our own: no open redirect.
pub(crate) fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if own { path } else { "/" }
}

fn back(visitor: &Visitor, input: &Input, name: &str, value: &str) -> Response {
    let mut response = visitor.go(own_path(input.get("back")));
    let cookie = visitor.portal().plain_cookie(name, value);
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

pub(crate) async fn view(visitor: Visitor, input: Input) -> Response {
    let view = View::from_words(
        input.get("size"),
        input.get("contrast"),
        input.get("theme"),
        input.get("spacing"),
    );
    back(&visitor, &input, VIEW, &view.to_cookie())
}

pub(crate) async fn lang(visitor: Visitor, input: Input) -> Response {
    let lang = Lang::from_code(input.get("lang")).unwrap_or_default();
    back(&visitor, &input, LANG, lang.code())
}

/// Longest value that is checked, characters.
const LONGEST: usize = 4_000;

#[derive(Deserialize)]
pub(crate) struct Ask {
    rule: String,
    value: String,
}

#[derive(Serialize)]
pub(crate) struct Told {
    ok: bool,
    message: String,
    shown: String,
}

/// The same rule that the server applies to the form, asked as a field is left
/// (S1-056, S1-151). The value is in the body and is not logged.
pub(crate) async fn check(visitor: Visitor, Json(ask): Json<Ask>) -> Json<Told> {
    let today = visitor.portal().today();
    // No rule takes more; the message must not depend on which one it is.
    let count = ask.value.chars().count();
    let result = if count > LONGEST {
        Err(Flaw::new("flaw-text-long")
            .with("max", LONGEST)
            .with("count", count))
    } else {
        okno_requisites::check(&ask.rule, &ask.value, today)
    };
    Json(match result {
        Ok(shown) => Told {
            ok: true,
            message: String::new(),
            shown,
        },
        Err(flaw) => {
            let message = visitor.portal().words().flaw(visitor.lang(), &flaw);
            Told {
                ok: false,
                message,
                shown: String::new(),
            }
        }
    })
}

/// Keeps the session alive; the touch was done on the way here.
pub(crate) async fn stay(visitor: Visitor) -> Response {
    match (visitor.signed_in(), visitor.session()) {
        (true, Some(session)) => {
            Json(serde_json::json!({ "ends": session.ends_at.as_millisecond() })).into_response()
        }
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// Tells the page of somebody signed in that something of theirs has changed.
/// Other nodes' changes are found by asking every few seconds.
pub(crate) async fn news(
    visitor: Visitor,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let id = match visitor.who() {
        Who::Citizen { id, .. } | Who::Staff { id, .. } => *id,
        Who::Nobody => return Err(Fault::Forbidden("sign in first")),
    };
    let listener = visitor.db().listen();
    let stream =
        futures::stream::unfold((listener, 0u32), move |(mut listener, sent)| async move {
            // An hour at most: then the browser connects anew with a live session.
            if sent > 720 {
                return None;
            }
            let heard = tokio::time::timeout(Duration::from_secs(5), async {
                loop {
                    match listener.recv().await {
                        Ok(topic) if topic == id => return,
                        Ok(_) => {}
                        Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => return,
                        Err(tokio::sync::broadcast::error::RecvError::Closed) => {
                            std::future::pending::<()>().await;
                        }
                    }
                }
            })
            .await;
            let name = if heard.is_ok() { "changed" } else { "maybe" };
            Some((
                Ok(Event::default().event("message").data(name)),
                (listener, sent + 1),
            ))
        });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}
