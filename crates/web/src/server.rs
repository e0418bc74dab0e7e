//! The server around the departments: layers, technical routes, error pages.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use jiff::SignedDuration;
use metrics_exporter_prometheus::PrometheusHandle;
use okno_store::Actor;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::fault::{Fault, FaultMark};
use crate::kept::keeper;
use crate::limits::Gate;
use crate::page::Page;
use crate::portal::Portal;
use crate::technical;
use crate::upload::pieces;
use crate::visitor::{Visitor, client_ip, wish};

pub(crate) const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; \
    img-src 'self' blob:; connect-src 'self'; object-src 'none'; frame-src 'none'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// The content policy of pages with one more address that scripts may connect to.
#[must_use]
pub fn content_policy(connect: &str) -> String {
    CSP.replacen(
        "connect-src 'self'",
        &format!("connect-src 'self' {connect}"),
        1,
    )
}

/// Puts the departments behind the counter.
pub fn assemble(portal: &Portal, departments: Router, metrics: Option<PrometheusHandle>) -> Router {
    let gate = Arc::new(Gate::new(portal.settings().requests_per_second));
    let pages = departments
        .route("/-/view", post(technical::view))
        .route("/-/lang", post(technical::lang))
        .route("/-/check", post(technical::check))
        .route("/-/stay", post(technical::stay))
        .route("/-/live", get(technical::news))
        .route("/-/uploads", pieces::begin_route())
        .route("/-/uploads/{id}", pieces::one_route())
        .fallback(|| async { Fault::NotFound })
        .method_not_allowed_fallback(|| async { Fault::NotFound })
        .layer(CatchPanicLayer::custom(|_| {
            Fault::Internal("a handler broke".to_owned()).into_response()
        }))
        .layer(CsrfLayer::new().with_rejection_response(|_| FaultMark::foreign().into_response()))
        .layer(from_fn_with_state(portal.clone(), counter))
        .layer(CompressionLayer::new());
    let mut technical = Router::new()
        .route("/assets/{name}", get(technical::asset))
        .route("/readyz", get(technical::ready))
        .with_state(portal.clone())
        .route("/healthz", get(technical::live));
    if let Some(handle) = metrics {
        technical = technical.merge(
            Router::new()
                .route("/metrics", get(technical::metrics))
                .with_state((portal.clone(), handle)),
        );
    }
    let mut router = pages
        .merge(technical)
        .layer(DefaultBodyLimit::max(crate::upload::LARGEST + 256 * 1024))
        .layer(from_fn_with_state((portal.clone(), gate), gatekeeper));
    for (name, value) in [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        (
            "permissions-policy",
            // A page that needs a camera asks for it by a header of its own.
            "camera=(), microphone=(), geolocation=(self)",
        ),
    ] {
        router = router.layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        ));
    }
    if portal.is_secure() {
        router = router.layer(SetResponseHeaderLayer::overriding(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        ));
    }
    // Outside of all: a page from memory costs less than working out who asks.
    // As a service and not as a layer of the router, which would copy every
    // layer for each request.
    Router::new().fallback_service(
        ServiceBuilder::new()
            .layer(from_fn_with_state(portal.clone(), keeper))
            .service(router),
    )
}

async fn gatekeeper(
    State((portal, gate)): State<(Portal, Arc<Gate>)>,
    request: Request,
    next: Next,
) -> Response {
    let ip = client_ip(&portal, request.headers(), request.extensions());
    // Styles and fonts come from memory and cost next to nothing; without them even the page
    // that is shown at the gate could not be read.
    if request.uri().path().starts_with("/assets/") || gate.lets_in(ip) {
        return next.run(request).await;
    }
    // Counted and not written down: a flood must not become a flood of lines.
    metrics::counter!("okno_gate_refusals_total").increment(1);
    let headers = request.headers();
    let (lang, view) = wish(&portal, headers);
    let accepted = headers.get(header::ACCEPT);
    let mut response = if accepted.is_some_and(|kinds| kinds.as_bytes().starts_with(b"text/html")) {
        let again = request.method() == Method::GET;
        let body = gate.page((lang, view, again), || {
            let visitor = Visitor::unknown(&portal, (lang, view), "/".to_owned(), ip);
            draw_error(&visitor, &FaultMark::gate(), again, String::new())
        });
        (StatusCode::TOO_MANY_REQUESTS, Html(body)).into_response()
    } else {
        // A script, a picture, a program: plain words will do.
        let words = portal.words();
        let what = words.t(lang, "web-fault-gate-title");
        let advice = words.t(lang, "web-fault-gate-advice");
        let text = format!("{what}. {advice}\n");
        (StatusCode::TOO_MANY_REQUESTS, text).into_response()
    };
    for (name, value) in [
        (header::RETRY_AFTER, HeaderValue::from_static("2")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ] {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Works out who asks, lets the department answer, draws the error page.
async fn counter(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    // Allowed here: measuring, not telling the time.
    let started = std::time::Instant::now();
    let method = request.method().clone();
    let is_public = request.headers().get(header::COOKIE).is_none();
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or("other", |p| p.as_str())
        .to_owned();
    let (mut parts, body) = request.into_parts();
    let (visitor, mut response) = match Visitor::from_parts(&portal, &parts).await {
        Ok(visitor) => {
            parts.extensions.insert(visitor.clone());
            let response = next.run(Request::from_parts(parts, body)).await;
            (visitor, response)
        }
        // The store does not say who asks: a page for a stranger says so.
        Err(error) => {
            let visitor = Visitor::stranger(&portal, &parts);
            (visitor, Fault::from(error).into_response())
        }
    };
    let mark = response.extensions_mut().remove::<FaultMark>();
    if let Some(mark) = mark.or_else(|| bare_refusal(&response, &method)) {
        let retry = response.headers().get(header::RETRY_AFTER).cloned();
        let retry = retry.or_else(|| {
            let left = mark.until?.duration_since(portal.db().now()).as_secs();
            Some(HeaderValue::from(left.max(1)))
        });
        response = error_page(&visitor, &mark, &method, &route);
        if let Some(retry) = retry {
            response.headers_mut().insert(header::RETRY_AFTER, retry);
        }
    }
    // Pages of a person are not kept by anybody.
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        let begins = response.headers().contains_key(header::SET_COOKIE);
        let value = if is_public && method == Method::GET && !begins {
            "no-cache"
        } else {
            "no-store"
        };
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    let seconds = started.elapsed().as_secs_f64();
    metrics::histogram!("okno_request_seconds", "route" => route.clone(), "method" => method.to_string())
        .record(seconds);
    metrics::counter!("okno_requests_total", "route" => route, "status" => response.status().as_u16().to_string())
        .increment(1);
    response
}

/// A refusal of the framework itself, e.g. of an id in the address that is
/// none or of a form without its boundary: bare English for programmers.
fn bare_refusal(response: &Response, method: &Method) -> Option<FaultMark> {
    let kind = response.headers().get(header::CONTENT_TYPE)?;
    if !kind.as_bytes().starts_with(b"text/plain") {
        return None;
    }
    let fault = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        // What a link asks for in a way that means nothing is not there.
        StatusCode::BAD_REQUEST if method == Method::GET => Fault::NotFound,
        StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::UNPROCESSABLE_ENTITY => Fault::BadRequest,
        _ => return None,
    };
    fault.into_response().extensions_mut().remove()
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    heading: String,
    /// What happened and, after a fault of ours, what is safe.
    safe: String,
    advice: String,
    incident: String,
    time: String,
    /// May the address just be opened again?
    again: bool,
    action_url: String,
    action_text: String,
}

/// A number by which support finds a failure in the log: «ОК-Б7К-0412».
pub(crate) fn incident_number(visitor: &Visitor) -> String {
    let chance = visitor.db().chance();
    // No letters that look like digits: О and З are not used.
    let code = chance.code("АБВГДЕЖИКЛМНПРСТУФХ23456789", 3);
    format!("ОК-{code}-{}", chance.digits(4))
}

fn error_page(visitor: &Visitor, mark: &FaultMark, method: &Method, route: &str) -> Response {
    let incident = incident_number(visitor);
    if let Some(text) = &mark.log {
        let status = mark.status.as_u16();
        // Of a citizen nothing that names them: their own journal knows more.
        let who = visitor.actor();
        let staff = match who {
            Actor::Staff(id) => Some(tracing::field::display(id)),
            _ => None,
        };
        let who = who.kind();
        if mark.status.is_server_error() {
            tracing::error!(incident, %method, route, status, who, staff, error = text, "request failed");
        } else {
            tracing::info!(incident, %method, route, status, who, staff, error = text, "request refused");
        }
    }
    let again = mark.is_passing() && method == Method::GET;
    let body = draw_error(visitor, mark, again, incident);
    (mark.status, Html(body)).into_response()
}

fn draw_error(visitor: &Visitor, mark: &FaultMark, again: bool, incident: String) -> String {
    let word = mark.word;
    let words = visitor.portal().words();
    let lang = visitor.lang();
    let heading = visitor.t(&format!("web-fault-{word}-title"));
    let mut args = Vec::new();
    if let Some(until) = mark.until {
        let time = visitor.portal().local(until).strftime("%H:%M").to_string();
        args.push(("time", time.into()));
    }
    if let Some(level) = mark.level {
        args.push(("level", visitor.t(&format!("web-level-{level}")).into()));
    }
    let text = |part: &str| words.tv(lang, &format!("web-fault-{word}-{part}"), &args);
    let (what, mut advice) = (text("text"), text("advice"));
    if mark.is_passing() && !again {
        // A form that was sent: the browser still has what was in it.
        advice = format!("{advice} {}", visitor.t("web-fault-send-again"));
    }
    let (action_url, action_text) = match mark.level {
        None if word == "method" => (
            "/cabinet/confirm".to_owned(),
            visitor.t("web-fault-method-action"),
        ),
        Some(_) => (
            "/cabinet/level".to_owned(),
            visitor.t("web-fault-level-action"),
        ),
        None => ("/".to_owned(), visitor.t("web-fault-home")),
    };
    let page = visitor.page(heading.clone());
    let time = page.date_time(&visitor.db().now());
    let shown = mark.status.is_server_error();
    let template = ErrorPage {
        page,
        heading,
        safe: if shown {
            format!("{what} {}", visitor.t("web-fault-safe"))
        } else {
            what
        },
        advice,
        incident: if shown { incident } else { String::new() },
        time,
        again,
        action_url,
        action_text,
    };
    template.render().unwrap_or_else(|_| "Error".to_owned())
}

/// Serves until told to stop; then lets requests under way end, ten seconds at most.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let graceful = stop.clone();
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(async move { graceful.cancelled().await });
    let server = async { server.await };
    tokio::select! {
        result = server => result,
        () = async {
            stop.cancelled().await;
            tokio::time::sleep(Duration::from_secs(10)).await;
        } => Ok(()),
    }
}

/// How often sessions and counters that are over are swept away.
pub const SWEEP_EVERY: SignedDuration = SignedDuration::from_mins(10);
