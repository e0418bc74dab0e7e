//! A bank's pages for people: each says that it is an imitation.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Choice, Page, not_found, show, urlencoded};
use crate::banks::{At, BANKS, Bank, CLIENT, Grant, Twist, bank, issuer, now, secret};
use crate::world::World;

fn portal(world: &World) -> &str {
    world.portal_url.trim_end_matches('/')
}

#[derive(Template)]
#[template(path = "banks.html")]
struct ListPage {
    page: Page,
    twist: &'static str,
    twists: [&'static str; 14],
}

pub(crate) async fn list(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let page = Page::new(&world, &headers, &choice, "banks", "/banks");
    let twist = world.state().banks.twist.code();
    let twists = Twist::ALL.map(Twist::code);
    show(&ListPage {
        page,
        twist,
        twists,
    })
}

impl ListPage {
    fn banks(&self) -> &'static [Bank] {
        &BANKS
    }

    fn is_plain(&self) -> bool {
        self.twist == Twist::None.code()
    }

    fn is_set(&self, twist: &str) -> bool {
        self.twist == twist
    }
}

#[derive(Deserialize)]
pub(crate) struct TwistForm {
    twist: Twist,
    lang: Option<String>,
}

pub(crate) async fn set_twist(
    State(world): State<Arc<World>>,
    Form(form): Form<TwistForm>,
) -> Redirect {
    world.state().banks.twist = form.twist;
    match form.lang.as_deref() {
        Some("en") => Redirect::to("/banks?lang=en"),
        Some("ru") => Redirect::to("/banks?lang=ru"),
        _ => Redirect::to("/banks"),
    }
}

#[derive(Template)]
#[template(path = "bank.html")]
struct CabinetPage {
    page: Page,
    bank: &'static Bank,
    /// Where the service «Госуслуги» leads.
    service: String,
}

pub(crate) async fn cabinet(
    State(world): State<Arc<World>>,
    Path(code): At,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let Some(bank) = bank(&code) else {
        return not_found(&world, &headers, &choice);
    };
    let page = Page::new(&world, &headers, &choice, "banks", format!("/banks/{code}"));
    let issuer = issuer(&headers, bank);
    let service = format!("{}/bank?iss={}", portal(&world), urlencoded(&issuer));
    show(&CabinetPage {
        page,
        bank,
        service,
    })
}

/// What the portal asks for; the form brings it back.
#[derive(Clone, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    code_challenge: String,
    #[serde(default)]
    code_challenge_method: String,
    lang: Option<String>,
    /// Who agrees.
    #[serde(default)]
    person: String,
    /// `agree` or anything else.
    #[serde(default)]
    decision: String,
}

#[derive(Template)]
#[template(path = "bank_authorize.html")]
struct AuthorizePage {
    page: Page,
    bank: &'static Bank,
    asked: Asked,
    people: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "bank_wrong.html")]
struct WrongPage {
    page: Page,
    bank: &'static Bank,
}

/// Where to send the person back; an address that is not the portal's gets nobody.
fn back(world: &World, asked: &Asked, issuer: &str, answer: &[(&str, &str)]) -> Option<String> {
    let own = format!("{}/", portal(world));
    if asked.client_id != CLIENT || !asked.redirect_uri.starts_with(&own) {
        return None;
    }
    let mut url = format!("{}?iss={}", asked.redirect_uri, urlencoded(issuer));
    for (name, value) in answer.iter().chain(&[("state", asked.state.as_str())]) {
        url.push_str(&format!("&{name}={}", urlencoded(value)));
    }
    Some(url)
}

/// What is wrong with the request itself.
fn flaw(asked: &Asked) -> Option<&'static str> {
    if asked.response_type != "code" {
        Some("unsupported_response_type")
    } else if asked.code_challenge_method != "S256" || asked.code_challenge.len() != 43 {
        Some("invalid_request")
    } else if !asked.scope.split_whitespace().any(|word| word == "openid") {
        Some("invalid_scope")
    } else {
        None
    }
}

pub(crate) async fn authorize(
    State(world): State<Arc<World>>,
    Path(code): At,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Response {
    let choice = Choice {
        lang: asked.lang.clone(),
    };
    let Some(bank) = bank(&code) else {
        return not_found(&world, &headers, &choice);
    };
    let path = format!("/banks/{code}/authorize");
    let page = Page::new(&world, &headers, &choice, "banks", path);
    let issuer = issuer(&headers, bank);
    if back(&world, &asked, &issuer, &[]).is_none() {
        let wrong = show(&WrongPage { page, bank });
        return (StatusCode::BAD_REQUEST, wrong).into_response();
    }
    if let Some(flaw) = flaw(&asked) {
        let to = back(&world, &asked, &issuer, &[("error", flaw)]);
        return Redirect::to(&to.unwrap_or_default()).into_response();
    }
    let people = world
        .people
        .iter()
        .map(|person| (person.id.clone(), person.full_name()))
        .collect();
    let mut response = show(&AuthorizePage {
        page,
        bank,
        asked,
        people,
    });
    // The answer to the form leads back to the portal.
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {}; \
         base-uri 'none'; frame-ancestors 'none'",
        portal(&world)
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

pub(crate) async fn decide(
    State(world): State<Arc<World>>,
    Path(code): At,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    let choice = Choice {
        lang: asked.lang.clone(),
    };
    let Some(bank) = bank(&code) else {
        return not_found(&world, &headers, &choice);
    };
    let issuer = issuer(&headers, bank);
    let person = world.person(&asked.person);
    let sick = world.state().banks.twist == Twist::Sick;
    let to = match (flaw(&asked), person) {
        (Some(flaw), _) => back(&world, &asked, &issuer, &[("error", flaw)]),
        _ if sick => back(&world, &asked, &issuer, &[("error", "server_error")]),
        (None, Some(person)) if asked.decision == "agree" => {
            let code = secret(&world);
            let to = back(&world, &asked, &issuer, &[("code", &code)]);
            let grant = Grant {
                bank: bank.code,
                person: person.id.clone(),
                redirect: asked.redirect_uri.clone(),
                nonce: asked.nonce.clone(),
                challenge: asked.code_challenge.clone(),
                scope: asked.scope.clone(),
                at: now(&world),
            };
            world.state().banks.codes.keep(code, grant);
            to
        }
        _ => back(&world, &asked, &issuer, &[("error", "access_denied")]),
    };
    match to {
        Some(to) => Redirect::to(&to).into_response(),
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}
