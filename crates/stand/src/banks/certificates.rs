//! Certificates that a bank has made for its clients (S1-091): the stand's certification
//! authority issues one from what the bank knows of its client, the key stays with the
//! bank, and the bank signs with it what its client has agreed to.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::cards::{is_client, key, stranger};
use super::token::{Said, subject, take, take_slowly};
use super::{At, Bank, bank, no_bank};
use crate::line::Line;
use crate::pages::signatures;
use crate::people::Person;
use crate::world::World;

/// What the client agrees to besides the data.
const SCOPE: &str = "signature";
/// So many are kept.
const KEPT: usize = 1_000;

/// What is wrong with a certificate, or with what its key does, for tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Flaw {
    /// Nothing.
    #[default]
    None,
    /// It names another client.
    Another,
    /// Its time is over.
    Expired,
    /// Issued by somebody whom nobody trusts.
    Stranger,
    /// The key is for encryption.
    Cipher,
    /// Another text is signed than the one that came.
    Forged,
    /// The client takes back that the bank signs for them.
    Withdrawn,
    /// It is issued, but the first answer is an error.
    Unsaid,
}

impl Flaw {
    /// The kind at the authority.
    fn kind(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Stranger => "stranger",
            Self::Cipher => "cipher",
            Self::None | Self::Another | Self::Forged | Self::Withdrawn | Self::Unsaid => "good",
        }
    }
}

#[derive(Debug, Clone)]
struct Own {
    /// The key of the wish for it.
    key: String,
    bank: &'static str,
    certificate: Vec<u8>,
}

/// Certificates by their numbers at the authority's desk.
#[derive(Debug, Default)]
pub(crate) struct Certificates {
    own: BTreeMap<String, Own>,
    pub(super) flaw: Flaw,
}

#[derive(Deserialize)]
pub(super) struct Wish {
    client: String,
}

fn failed(error: &io::Error) -> Said {
    let told = json!({ "error": error.to_string() });
    (StatusCode::SERVICE_UNAVAILABLE, told, None)
}

fn no(error: &str) -> Said {
    (StatusCode::BAD_REQUEST, json!({ "error": error }), None)
}

/// The bank when it has certificates made.
fn office(code: &str) -> Option<&'static Bank> {
    bank(code).filter(|bank| bank.certificates)
}

pub(super) async fn issue(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
    headers: HeaderMap,
    Json(wish): Json<Wish>,
) -> Response {
    let Some(bank) = office(&code) else {
        return no_bank();
    };
    let work = async || match is_client(&headers) {
        true => issued(&world, bank, key(&headers), &wish.client).await,
        false => stranger(),
    };
    take_slowly(&world, &line, "bank/certificate", work).await
}

/// Has the client agreed that the bank has a certificate made for the portal?
fn agreed<'a>(world: &'a World, bank: &Bank, client: &str) -> Option<&'a Person> {
    let person = world.people.iter().find(|p| subject(p) == client)?;
    let state = world.state();
    let mut grants = state.banks.access.grants.values();
    let given = grants.any(|grant| {
        let mut scopes = grant.scope.split_whitespace();
        grant.bank == bank.code && grant.person == person.id && scopes.any(|one| one == SCOPE)
    });
    given.then_some(person)
}

async fn issued(world: &Arc<World>, bank: &'static Bank, key: String, client: &str) -> Said {
    let Some(person) = agreed(world, bank, client) else {
        return (StatusCode::OK, json!({ "outcome": "withdrawn" }), None);
    };
    let (flaw, known) = {
        let state = world.state();
        let mut own = state.banks.certificates.own.iter();
        let known = own.find(|(_, own)| own.key == key);
        let known = known.map(|(id, own)| (id.clone(), own.certificate.clone()));
        (state.banks.certificates.flaw, known)
    };
    let (id, certificate) = match known {
        // The same wish once more: its answer was lost.
        Some(known) => known,
        None => {
            let other = world.people.iter().find(|p| p.id != person.id);
            let whose = other.filter(|_| flaw == Flaw::Another).unwrap_or(person);
            let made = signatures::issue_for(world, whose.id.clone(), flaw.kind()).await;
            let (id, certificate) = match made {
                Ok(made) => made,
                Err(error) => return failed(&error),
            };
            let own = Own {
                key,
                bank: bank.code,
                certificate: certificate.clone(),
            };
            let kept = &mut world.state().banks.certificates.own;
            if kept.len() >= KEPT {
                kept.pop_first();
            }
            kept.insert(id.clone(), own);
            if flaw == Flaw::Unsaid {
                return failed(&io::Error::other("not now"));
            }
            (id, certificate)
        }
    };
    let answer = json!({
        "outcome": "issued", "id": id, "certificate": BASE64.encode(&certificate),
    });
    (StatusCode::OK, answer, Some(person.id.clone()))
}

/// `sign` and `revoke`.
pub(super) async fn act(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path((code, id, act)): Path<(String, String, String)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let (Some(bank), "sign" | "revoke") = (office(&code), act.as_str()) else {
        return no_bank();
    };
    let flaw = {
        let state = world.state();
        let own = state.banks.certificates.own.get(&id);
        let own = own.filter(|own| own.bank == bank.code);
        own.map(|_| state.banks.certificates.flaw)
    };
    let operation = match act.as_str() {
        "sign" => "bank/sign",
        _ => "bank/revoke",
    };
    let Some(flaw) = flaw.filter(|_| is_client(&headers)) else {
        let work = || match is_client(&headers) {
            true => no("no such certificate"),
            false => stranger(),
        };
        return take(&world, &line, operation, work).await;
    };
    let work = async || match act.as_str() {
        "sign" => signed(&world, id, flaw, &body).await,
        _ => {
            // Taken back already: what was asked for is so.
            let _ = signatures::revoke_at(&world, id).await;
            (StatusCode::OK, json!({ "outcome": "revoked" }), None)
        }
    };
    take_slowly(&world, &line, operation, work).await
}

/// `{content}` and the answer's `signature` are base64.
async fn signed(world: &Arc<World>, id: String, flaw: Flaw, body: &Value) -> Said {
    let content = body["content"].as_str().unwrap_or_default();
    let Ok(mut content) = BASE64.decode(content.as_bytes()) else {
        return no("content is not base64");
    };
    match flaw {
        Flaw::Withdrawn => {
            return (StatusCode::OK, json!({ "outcome": "withdrawn" }), None);
        }
        Flaw::Forged => content.push(b'!'),
        _ => {}
    }
    match signatures::sign_with(world, id, content).await {
        Ok(signature) => {
            let signature = BASE64.encode(&signature);
            let answer = json!({ "outcome": "signed", "signature": signature });
            (StatusCode::OK, answer, None)
        }
        Err(error) => failed(&error),
    }
}
