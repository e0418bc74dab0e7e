//! The public check of a document (S0-28): no sign-in, no cookies.
//!
//! Whoever holds the number sees what is printed on the document anyway, the
//! name partly hidden. Of a document that is unknown or revoked the answer
//! says that and nothing else.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::{SignedDuration, Timestamp};
use okno_store::{Limit, Verdict};
use okno_web::{Fault, Field, Form, Input, Page, Portal, Visitor};
use serde_json::json;

use crate::model::{Document, DocumentNumber, Standing};
use crate::store;

/// Checks from one network address. A number cannot be guessed in any case;
/// this keeps the register from being worn out.
const CHECKS: Limit = Limit {
    name: "issuance.check",
    max: 60,
    per: SignedDuration::from_mins(1),
};

/// The department: the public check.
#[derive(Clone)]
pub struct DocumentPages {
    /// The portal.
    pub portal: Portal,
}

impl DocumentPages {
    /// `/check` and `/d/{number}`.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/check", get(ask).post(look))
            .route("/d/{number}", get(verdict))
            .with_state(self.clone())
    }
}

#[derive(Template)]
#[template(path = "check.html")]
struct Check {
    page: Page,
    form: Form,
}

fn form(visitor: &Visitor) -> Form {
    let field = Field::text("number", visitor.t("issuance-number"))
        .hint(visitor.t("issuance-number-hint"))
        .missing(visitor.t("issuance-number-missing"))
        .autocomplete("off");
    Form::new("/check", visitor.t("issuance-check"), vec![field])
}

async fn ask(visitor: Visitor) -> Result<Response, Fault> {
    let page = visitor.page_t("issuance-check-title");
    let form = form(&visitor);
    visitor.render_kept(&Check { page, form })
}

async fn look(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let typed = input.get("number");
    if let Some(number) = DocumentNumber::find(typed) {
        return Ok(visitor.go(&number.path()));
    }
    let mut form = form(&visitor).filled(&input);
    let text = if typed.is_empty() {
        "issuance-number-missing"
    } else {
        "issuance-number-wrong"
    };
    form.fail("number", visitor.t(text));
    let page = visitor.page_t("issuance-check-title").with_form(&form);
    visitor.render_flawed(&Check { page, form })
}

/// What a check tells: the document only where it may be shown.
enum Found {
    InForce(Document),
    Expired(Document),
    Revoked,
    Unknown,
}

impl Found {
    fn word(&self) -> &'static str {
        match self {
            Self::InForce(_) => Standing::InForce.as_str(),
            Self::Expired(_) => Standing::Expired.as_str(),
            Self::Revoked => Standing::Revoked.as_str(),
            Self::Unknown => "unknown",
        }
    }

    fn document(&self) -> Option<&Document> {
        match self {
            Self::InForce(document) | Self::Expired(document) => Some(document),
            Self::Revoked | Self::Unknown => None,
        }
    }
}

struct Shown {
    title: String,
    number: String,
    holder: String,
    issuer: String,
    issued: String,
    valid_until: String,
}

#[derive(Template)]
#[template(path = "verdict.html")]
struct VerdictPage {
    page: Page,
    /// `""`, `bad` or `unknown`: how the verdict looks.
    look: &'static str,
    icon: &'static str,
    text: String,
    shown: Option<Shown>,
    note_title: String,
    note_text: String,
}

async fn verdict(
    State(pages): State<DocumentPages>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Fault> {
    let portal = &pages.portal;
    let wants_json = wants_json(&headers);
    let allowed = portal.db().hit(&CHECKS, &visitor.network()).await?;
    if let Verdict::Wait { until } = allowed {
        return Ok(too_many(portal.db().now(), until, wants_json));
    }
    let number = DocumentNumber::find(&number);
    let document = match &number {
        Some(number) => store::by_number(portal.db(), number).await?,
        None => None,
    };
    let found = match document {
        None => Found::Unknown,
        Some(document) => match document.standing(portal.today()) {
            Standing::InForce => Found::InForce(document),
            Standing::Expired => Found::Expired(document),
            Standing::Revoked => Found::Revoked,
        },
    };
    let mut response = if wants_json {
        as_json(portal, &found).into_response()
    } else {
        as_page(&visitor, &found)?
    };
    if matches!(found, Found::Unknown) {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept, accept-language, cookie"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok());
    accepted.is_some_and(|list| {
        list.split(',')
            .map(|one| one.split(';').next().unwrap_or_default().trim())
            .find(|kind| ["application/json", "text/html", "*/*"].contains(kind))
            == Some("application/json")
    })
}

fn too_many(now: Timestamp, until: Timestamp, wants_json: bool) -> Response {
    let seconds = until.duration_since(now).as_secs().max(1);
    let mut response = if wants_json {
        let body = Json(json!({ "error": "too_many", "retry_after": seconds }));
        (StatusCode::TOO_MANY_REQUESTS, body).into_response()
    } else {
        Fault::TooMany { until }.into_response()
    };
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn as_json(portal: &Portal, found: &Found) -> Json<serde_json::Value> {
    let mut answer = json!({
        "state": found.word(),
        "checked_at": portal.db().now().to_string(),
    });
    if let (Some(document), Some(answer)) = (found.document(), answer.as_object_mut()) {
        let issued = portal.local(document.issued_at).date();
        for (name, value) in [
            ("number", json!(document.number.to_string())),
            ("title", json!(document.title)),
            ("issuer", json!(document.issuer)),
            ("holder", json!(document.holder.masked())),
            ("issued_on", json!(issued.to_string())),
            (
                "valid_until",
                json!(document.valid_until.map(|day| day.to_string())),
            ),
        ] {
            answer.insert(name.to_owned(), value);
        }
    }
    Json(answer)
}

fn as_page(visitor: &Visitor, found: &Found) -> Result<Response, Fault> {
    let word = found.word().replace('_', "-");
    let page = visitor.page_t(&format!("issuance-{word}-title"));
    let now = visitor.db().now();
    let checked = page.tv(
        "issuance-checked",
        &[("date", page.date_long(&now)), ("time", page.time(&now))],
    );
    let text = format!("{} {checked}", page.t(&format!("issuance-{word}-text")));
    let (look, icon) = match found {
        Found::InForce(_) => ("", "check"),
        Found::Expired(_) | Found::Revoked => ("bad", "x"),
        Found::Unknown => ("unknown", "lost"),
    };
    let shown = found.document().map(|document| Shown {
        title: document.title.clone(),
        number: document.number.to_string(),
        holder: document.holder.masked(),
        issuer: document.issuer.clone(),
        issued: page.date(&document.issued_at),
        valid_until: match document.valid_until {
            Some(day) => day.strftime("%d.%m.%Y").to_string(),
            None => page.t("issuance-no-term"),
        },
    });
    visitor.render(&VerdictPage {
        note_title: page.t(&format!("issuance-{word}-note-title")),
        note_text: page.t(&format!("issuance-{word}-note")),
        page,
        look,
        icon,
        text,
        shown,
    })
}
