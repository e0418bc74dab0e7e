//! Cards of the banks: a code goes to the phone tied to a card, and the bank says whether
//! the code that came back is the one. Everybody of the stand has a card with each bank,
//! tied to their phone.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::token::{Said, subject, take};
use super::{At, Bank, Twist, bank, no_bank, now, secret};
use crate::KEY;
use crate::line::Line;
use crate::people::Person;
use crate::words::Lang;
use crate::world::World;

/// A code lives so long, milliseconds.
const LIVES: i64 = 300_000;
/// So often it may be tried.
const TRIES: i64 = 5;
/// So many are kept.
const KEPT: usize = 1_000;

/// A code that was sent.
#[derive(Debug, Clone)]
struct Sent {
    /// The key of the wish for it.
    key: String,
    bank: &'static str,
    code: String,
    phone_end: String,
    at: i64,
    tries: i64,
    used: bool,
    /// The key of the last try and what was said to it.
    last: Option<(String, Value)>,
}

/// Codes by the names of their requests.
#[derive(Debug, Default)]
pub(crate) struct Codes(BTreeMap<String, Sent>);

/// Whose card is meant: one of the two.
#[derive(Deserialize)]
pub(super) struct Wish {
    phone: Option<String>,
    client: Option<String>,
}

pub(super) fn key(headers: &HeaderMap) -> String {
    let key = headers.get("idempotency-key");
    let key = key.and_then(|key| key.to_str().ok());
    key.unwrap_or_default().to_owned()
}

/// Is it our client with its secret?
pub(super) fn is_client(headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION);
    given.is_some_and(|given| given.as_bytes() == format!("Bearer {KEY}").as_bytes())
}

pub(super) fn stranger() -> Said {
    let answer = json!({ "error": "invalid_client" });
    (StatusCode::UNAUTHORIZED, answer, None)
}

pub(super) async fn send(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
    headers: HeaderMap,
    Json(wish): Json<Wish>,
) -> Response {
    let Some(bank) = bank(&code) else {
        return no_bank();
    };
    let work = || match is_client(&headers) {
        true => sent(&world, bank, key(&headers), &wish),
        false => stranger(),
    };
    take(&world, &line, "bank/card-code", work).await
}

fn holder<'a>(world: &'a World, wish: &Wish) -> Option<&'a Person> {
    match (&wish.phone, &wish.client) {
        (Some(phone), None) => world.person_by_phone(phone),
        (None, Some(client)) => world.people.iter().find(|p| subject(p) == *client),
        _ => None,
    }
}

fn sent(world: &World, bank: &'static Bank, key: String, wish: &Wish) -> Said {
    let at = now(world);
    let mut state = world.state();
    let no_card = state.banks.twist == Twist::NoCard;
    let Some(person) = holder(world, wish).filter(|_| !no_card) else {
        return (StatusCode::OK, json!({ "outcome": "no_card" }), None);
    };
    let mut known = state.banks.cards.0.iter();
    let known = known.find(|(_, sent)| sent.key == key);
    let (request, phone_end) = match known {
        // The same wish once more: its answer was lost.
        Some((request, sent)) => (request.clone(), sent.phone_end.clone()),
        None => {
            let code = world.chance().digits(6);
            // A bank writes to its clients in Russian.
            let words = &world.words;
            let text = words.ta(Lang::Ru, "stand-card-sms", "code", code.as_str().into());
            let text = format!("{}: {text}", bank.name);
            let start = person.phone.len().saturating_sub(2);
            let phone_end = person.phone.get(start..).unwrap_or_default().to_owned();
            let (phone, time) = (person.phone.clone(), world.now());
            state.deliver(false, time, phone, text, Some(key.clone()));
            let codes = &mut state.banks.cards.0;
            if codes.len() >= KEPT {
                codes.pop_first();
            }
            let request = secret(world);
            let sent = Sent {
                key,
                bank: bank.code,
                code,
                phone_end: phone_end.clone(),
                at,
                tries: 0,
                used: false,
                last: None,
            };
            codes.insert(request.clone(), sent);
            (request, phone_end)
        }
    };
    let answer = json!({
        "outcome": "sent", "request": request, "phone_end": phone_end, "lives_s": LIVES / 1000,
    });
    (StatusCode::OK, answer, Some(person.id.clone()))
}

#[derive(Deserialize)]
pub(super) struct Try {
    request: String,
    code: String,
}

pub(super) async fn check(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
    headers: HeaderMap,
    Json(given): Json<Try>,
) -> Response {
    if bank(&code).is_none() {
        return no_bank();
    }
    let work = || match is_client(&headers) {
        true => (
            StatusCode::OK,
            judged(&world, &code, key(&headers), &given),
            None,
        ),
        false => stranger(),
    };
    take(&world, &line, "bank/card-check", work).await
}

fn judged(world: &World, bank: &str, key: String, given: &Try) -> Value {
    let at = now(world);
    let over = json!({ "outcome": "over" });
    let mut state = world.state();
    let sent = state.banks.cards.0.get_mut(&given.request);
    let Some(sent) = sent.filter(|sent| sent.bank == bank) else {
        return over;
    };
    if let Some((last, answer)) = &sent.last
        && *last == key
    {
        return answer.clone();
    }
    let answer = if sent.used || sent.tries >= TRIES || at - sent.at > LIVES {
        over
    } else if sent.code == given.code {
        sent.used = true;
        json!({ "outcome": "right" })
    } else {
        sent.tries += 1;
        json!({ "outcome": "wrong" })
    };
    sent.last = Some((key, answer.clone()));
    answer
}
