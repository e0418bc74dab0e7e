//! A bank's pages for people: each says that it is an imitation.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Choice, Page, not_found, show, urlencoded};
use crate::banks::consents::{self, Verdict};
use crate::banks::{At, BANKS, Bank, CLIENT, Grant, Twist, bank, issuer, now, secret};
use crate::people::Person;
use crate::world::World;

fn portal(world: &World) -> &str {
    world.portal_url.trim_end_matches('/')
}

#[derive(Template)]
#[template(path = "banks.html")]
struct ListPage {
    page: Page,
    twist: &'static str,
    twists: [&'static str; 15],
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
    /// Which mobile password is typed, where the bank wants one.
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    password: String,
}

impl Asked {
    /// Does the portal ask for a certificate and for one signature with its key?
    fn wants_signature(&self) -> bool {
        self.scope.split_whitespace().any(|one| one == "signature")
    }

    /// What the form brings back, but for the person and what they decide.
    fn kept(&self) -> [(&'static str, &str); 8] {
        [
            ("response_type", &self.response_type),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
        ]
    }
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
#[template(path = "bank_password.html")]
struct PasswordPage {
    page: Page,
    bank: &'static Bank,
    asked: Asked,
    /// The last one was not right.
    wrong: bool,
}

/// A page whose form's answer leads back to the portal.
fn leading_back(world: &World, page: &impl Template) -> Response {
    let mut response = show(page);
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {}; \
         base-uri 'none'; frame-ancestors 'none'",
        portal(world)
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
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
    let page = AuthorizePage {
        page,
        bank,
        asked,
        people,
    };
    leading_back(&world, &page)
}

/// Where a client's consent stands.
enum Consent {
    Given,
    /// The page that asks for the mobile password.
    Asked(Response),
    /// There is no more asking.
    Over,
}

/// Has the client given the mobile password, where the bank wants one?
fn password(
    world: &World,
    page: Page,
    bank: &'static Bank,
    asked: &Asked,
    person: &Person,
) -> Consent {
    let mut asked = asked.clone();
    let wrong = match asked.ticket.as_str() {
        _ if !bank.mobile_password => return Consent::Given,
        "" => {
            asked.ticket = consents::send(world, bank, person);
            false
        }
        ticket => match consents::judge(world, bank, person, ticket, &asked.password) {
            Verdict::Right => return Consent::Given,
            Verdict::Over => return Consent::Over,
            Verdict::Wrong => true,
        },
    };
    let page = PasswordPage {
        page,
        bank,
        asked,
        wrong,
    };
    Consent::Asked(leading_back(world, &page))
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
    let twist = world.state().banks.twist;
    let (sick, narrow) = (twist == Twist::Sick, twist == Twist::Narrow);
    let to = match (flaw(&asked), person) {
        (Some(flaw), _) => back(&world, &asked, &issuer, &[("error", flaw)]),
        _ if sick => back(&world, &asked, &issuer, &[("error", "server_error")]),
        (None, Some(person)) if asked.decision == "agree" => {
            let path = format!("/banks/{code}/authorize");
            let page = Page::new(&world, &headers, &choice, "banks", path);
            match password(&world, page, bank, &asked, person) {
                Consent::Given => {}
                Consent::Asked(page) => return page,
                Consent::Over => {
                    let to = back(&world, &asked, &issuer, &[("error", "access_denied")]);
                    return Redirect::to(&to.unwrap_or_default()).into_response();
                }
            }
            let scope = match narrow {
                true => "openid profile".to_owned(),
                false => asked.scope.clone(),
            };
            let code = secret(&world);
            let to = back(&world, &asked, &issuer, &[("code", &code)]);
            let grant = Grant {
                bank: bank.code,
                person: person.id.clone(),
                redirect: asked.redirect_uri.clone(),
                nonce: asked.nonce.clone(),
                challenge: asked.code_challenge.clone(),
                scope,
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
