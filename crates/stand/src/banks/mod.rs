//! Three internet banks as small OpenID providers: discovery, keys, a page on which
//! a person is chosen and agrees, single-use codes bound to PKCE, signed tokens.

mod cards;
mod certificates;
pub(crate) mod consents;
mod token;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, body::Bytes};
use data_encoding::BASE64URL_NOPAD;
use okno_requisites::Chance;
use p256::ecdsa::SigningKey;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::pages::banks as pages;
use crate::world::World;

/// The portal is this client of every bank.
pub(crate) const CLIENT: &str = "okno";
/// So many codes and access tokens are kept.
const KEPT: usize = 1_000;
/// A code lives so long, milliseconds.
const CODE_LIVES: i64 = 60_000;
/// A token lives so long, seconds.
const TOKEN_LIVES: i64 = 300;

/// A bank.
#[derive(Debug)]
pub(crate) struct Bank {
    /// In addresses.
    pub code: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// The ID token says who signed in and nothing else; the rest is at `userinfo`.
    thin: bool,
    /// Consent is given by a mobile password (S1-081) and not by one button (S1-089).
    pub mobile_password: bool,
    /// Has certificates made for its clients and keeps their keys (S1-091).
    certificates: bool,
}

/// The banks of the sources (S1-080 and after).
pub(crate) const BANKS: [Bank; 3] = [
    Bank {
        code: "sberbank",
        name: "Сбербанк Онлайн",
        thin: false,
        mobile_password: true,
        certificates: false,
    },
    Bank {
        code: "tinkoff",
        name: "Тинькофф",
        thin: false,
        mobile_password: false,
        certificates: true,
    },
    Bank {
        code: "vtb",
        name: "ВТБ-Онлайн",
        thin: true,
        mobile_password: false,
        certificates: false,
    },
];

/// Their codes.
pub(crate) const CODES: [&str; 3] = [BANKS[0].code, BANKS[1].code, BANKS[2].code];

pub(crate) fn bank(code: &str) -> Option<&'static Bank> {
    BANKS.iter().find(|bank| bank.code == code)
}

/// How a bank misleads: what its tokens say, or how they are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Twist {
    /// As it should be.
    #[default]
    None,
    /// Names in capitals, «е» for «ё», spaces for hyphens: still the same person.
    Spelling,
    /// Another birth date.
    BirthDate,
    /// Another surname.
    Surname,
    /// Another SNILS and passport.
    Documents,
    /// Another INN.
    Inn,
    /// Neither SNILS nor passport.
    NoDocuments,
    /// The token is signed by another key.
    Signature,
    /// The token names another issuer.
    Issuer,
    /// The token is for another client.
    Audience,
    /// The token belongs to another sign-in.
    Nonce,
    /// The token is over when it comes.
    Stale,
    /// The bank sends people back with an error of its own.
    Sick,
    /// No card is tied to anybody's phone.
    NoCard,
    /// The client agrees to less than was asked for.
    Narrow,
}

impl Twist {
    pub const ALL: [Self; 15] = [
        Self::None,
        Self::Spelling,
        Self::BirthDate,
        Self::Surname,
        Self::Documents,
        Self::Inn,
        Self::NoDocuments,
        Self::Signature,
        Self::Issuer,
        Self::Audience,
        Self::Nonce,
        Self::Stale,
        Self::Sick,
        Self::NoCard,
        Self::Narrow,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Spelling => "spelling",
            Self::BirthDate => "birth-date",
            Self::Surname => "surname",
            Self::Documents => "documents",
            Self::Inn => "inn",
            Self::NoDocuments => "no-documents",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Nonce => "nonce",
            Self::Stale => "stale",
            Self::Sick => "sick",
            Self::NoCard => "no-card",
            Self::Narrow => "narrow",
        }
    }
}

/// What a code or an access token stands for.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub bank: &'static str,
    pub person: String,
    pub redirect: String,
    pub nonce: String,
    pub challenge: String,
    pub scope: String,
    pub at: i64,
}

/// Codes and tokens that were given out; the oldest go first.
#[derive(Debug, Default)]
pub(crate) struct Given {
    grants: BTreeMap<String, Grant>,
    order: VecDeque<String>,
}

impl Given {
    pub fn keep(&mut self, key: String, grant: Grant) {
        self.order.push_back(key.clone());
        self.grants.insert(key, grant);
        while self.order.len() > KEPT {
            if let Some(old) = self.order.pop_front() {
                self.grants.remove(&old);
            }
        }
    }
}

/// What the banks remember.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub twist: Twist,
    /// The banks' clock stands at this time; `None` is the machine's.
    at: Option<i64>,
    pub codes: Given,
    access: Given,
    cards: cards::Codes,
    certificates: certificates::Certificates,
    pub passwords: consents::Passwords,
}

/// The key of the banks, made at the start, and one that they do not own up to.
pub(crate) struct Keys {
    own: SigningKey,
    other: SigningKey,
}

impl Keys {
    pub fn new(chance: &dyn Chance) -> Self {
        let key = || {
            loop {
                // One in 2³² draws is not a number of the curve's group.
                if let Ok(key) = SigningKey::from_slice(&chance.bytes::<32>()) {
                    return key;
                }
            }
        };
        Self {
            own: key(),
            other: key(),
        }
    }
}

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/banks", get(pages::list).post(pages::set_twist))
        .route("/banks/{bank}", get(pages::cabinet))
        .route(
            "/banks/{bank}/.well-known/openid-configuration",
            get(token::discovery),
        )
        .route("/banks/{bank}/jwks", get(token::jwks))
        .route(
            "/banks/{bank}/authorize",
            get(pages::authorize).post(pages::decide),
        )
        .route("/banks/{bank}/token", post(token::token))
        .route("/banks/{bank}/userinfo", get(token::userinfo))
        .route("/banks/{bank}/cards/codes", post(cards::send))
        .route("/banks/{bank}/cards/check", post(cards::check))
        .route("/banks/{bank}/certificates", post(certificates::issue))
        .route(
            "/banks/{bank}/certificates/{id}/{act}",
            post(certificates::act),
        )
        .route("/api/banks", get(show).post(set))
}

/// The address that the caller used for a bank.
pub(crate) fn issuer(headers: &HeaderMap, bank: &Bank) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    format!("http://{host}/banks/{}", bank.code)
}

pub(crate) fn now(world: &World) -> i64 {
    let at = world.state().banks.at;
    at.unwrap_or_else(|| world.now())
}

pub(crate) fn secret(world: &World) -> String {
    BASE64URL_NOPAD.encode(&world.chance().bytes::<24>())
}

/// An order for the banks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    twist: Option<Twist>,
    at_ms: Option<i64>,
    /// What is wrong with certificates from now on.
    certificate: Option<certificates::Flaw>,
}

fn state_json(world: &World) -> Value {
    let state = world.state();
    json!({ "twist": state.banks.twist, "at_ms": state.banks.at })
}

async fn show(Shared(world): Shared<Arc<World>>) -> Json<Value> {
    Json(state_json(&world))
}

async fn set(Shared(world): Shared<Arc<World>>, body: Bytes) -> Response {
    let order: Order = match serde_json::from_slice(&body) {
        Ok(order) => order,
        Err(error) => {
            let answer = json!({ "error": error.to_string() });
            return (StatusCode::BAD_REQUEST, Json(answer)).into_response();
        }
    };
    {
        let mut state = world.state();
        if let Some(twist) = order.twist {
            state.banks.twist = twist;
        }
        if let Some(flaw) = order.certificate {
            state.banks.certificates.flaw = flaw;
        }
        if order.at_ms.is_some() {
            state.banks.at = order.at_ms;
        }
    }
    Json(state_json(&world)).into_response()
}

fn no_bank() -> Response {
    let answer = json!({ "error": "no such bank" });
    (StatusCode::NOT_FOUND, Json(answer)).into_response()
}

pub(crate) type At = Path<String>;
