//! The document that would come out: pressed as the real one is, with a word across it, and
//! kept nowhere.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use okno_catalogue::{Catalogue, Service};
use okno_issuance::PressError;
use okno_web::{Fault, Input, Lang, Page, Visitor};
use serde_json::{Map, Value as Json, json};

use super::show::may_be_approved;
use super::{Mistake, official};
use crate::Designer;
use crate::attempt::{Attempt, Tried, query_of};

/// No document has this number: it is checked by nobody.
const NUMBER: &str = "0000-0000-0000";

#[derive(Template)]
#[template(path = "designer/no_document.html")]
struct NoDocument {
    page: Page,
    id: String,
    text: String,
    mistakes: Vec<Mistake>,
}

pub(super) async fn make(
    State(designer): State<Designer>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    official(&visitor)?;
    let catalogue = designer.bench().catalogue();
    let service = super::service(&catalogue, &id)?;
    let attempt = Attempt::read(service, &catalogue, &input);
    let page = visitor.page_t("designer-document").work();
    let none = |text: &str, mistakes: Vec<Mistake>| {
        visitor.render_flawed(&NoDocument {
            id: service.id.clone(),
            text: page.t(text),
            mistakes,
            page: page.clone(),
        })
    };
    let Ok(tried) = attempt.attempt(service, &catalogue) else {
        return none("designer-document-odd", Vec::new());
    };
    if !may_be_approved(&tried.told) {
        return none("designer-document-refused", Vec::new());
    }
    let data = data(&visitor, &catalogue, service, &attempt, &tried);
    let word = visitor.portal().words().t(Lang::Ru, "designer-sample");
    let pressed = designer
        .press()
        .sample(&service.folder, &service.result.template, data, &word)
        .await;
    match pressed {
        Ok(pdf) => Ok(shown(pdf)),
        Err(PressError::Busy { .. }) => none("designer-document-busy", Vec::new()),
        Err(PressError::Template(faults)) => {
            let faults = faults.into_iter().map(|fault| Mistake {
                place: format!("{}/{}:{}", service.id, fault.file, fault.line),
                message: fault.message,
            });
            none("designer-document-template", faults.collect())
        }
        Err(other) => Err(Fault::Internal(other.to_string())),
    }
}

fn shown(pdf: Vec<u8>) -> Response {
    let mut response = pdf.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/pdf"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline; filename=\"sample.pdf\""),
    );
    response
}

/// What a template reads, as the issue of a real document gives it.
fn data(
    visitor: &Visitor,
    catalogue: &Catalogue,
    service: &Service,
    attempt: &Attempt,
    tried: &Tried,
) -> Json {
    let portal = visitor.portal();
    let agency = catalogue.agency(&service.agency);
    let agency = agency.map_or(service.agency.as_str(), |agency| &agency.name.ru);
    let holder = match attempt.holder.as_str() {
        "" => portal.words().t(Lang::Ru, "designer-holder-usual"),
        name => name.to_owned(),
    };
    let years = service.result.valid_years.unwrap_or(0);
    let valid_until = tried
        .today
        .checked_add(jiff::Span::new().years(i64::from(years)))
        .ok()
        .filter(|_| service.result.valid_years.is_some());
    let registry = tried.replies.iter().filter_map(|(id, data)| {
        let query = query_of(service, catalogue, id)?;
        let printed = query.printed(data.as_ref()?);
        Some((id.clone(), Json::Object(printed)))
    });
    let level = match tried.world.profile.get("profile.level") {
        Some(okno_rules::Value::Int(level)) => *level,
        _ => i64::from(service.level.number()),
    };
    json!({
        "title": service.result.title.ru,
        "author": agency,
        "created_at": format!("{}T12:00:00Z", tried.today),
        "number": NUMBER,
        "holder": {
            "name": holder,
            "birth_date": attempt.profile.get("birth_date"),
        },
        "account": {
            "number": "0000-0000-0000",
            "level": level,
            "registered_on": tried.today.strftime("%d.%m.%Y").to_string(),
        },
        "answers": service.printed(&attempt.answers, &tried.world),
        "registry": registry.collect::<Map<String, Json>>(),
        "issued_on": tried.today.strftime("%d.%m.%Y").to_string(),
        "valid_until": valid_until.map(|day| day.strftime("%d.%m.%Y").to_string()),
        "qr": portal.url("/d"),
    })
}
