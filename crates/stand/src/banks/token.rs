//! What programs ask of a bank: discovery, keys, tokens, claims.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Form, Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{
    At, Bank, CLIENT, CODE_LIVES, Grant, TOKEN_LIVES, Twist, bank, issuer, no_bank, now, secret,
};
use crate::KEY;
use crate::faults::{Mode, System};
use crate::line::Line;
use crate::people::Person;
use crate::world::{Call, World};

/// What a call came to: the answer, and whose record it was.
pub(super) type Said = (StatusCode, Value, Option<String>);

/// Takes a call through the fault that is set.
pub(super) async fn take(
    world: &World,
    line: &Line,
    operation: &'static str,
    work: impl FnOnce() -> Said,
) -> Response {
    take_slowly(world, line, operation, async || work()).await
}

/// The same for work that waits.
pub(super) async fn take_slowly(
    world: &World,
    line: &Line,
    operation: &'static str,
    work: impl AsyncFnOnce() -> Said,
) -> Response {
    let fate = {
        let now = world.now();
        let modes = Mode::ALL;
        world
            .state()
            .faults
            .decide(System::Bank, now, world.chance(), &modes)
    };
    let bad = |status: StatusCode, error: &str| (status, json!({ "error": error }), None);
    let (status, answer, person) = match fate.mode {
        Mode::Down | Mode::Garbage => bad(StatusCode::OK, "fault"),
        Mode::Error => bad(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
        Mode::Refuse => bad(StatusCode::BAD_REQUEST, "invalid_grant"),
        Mode::Ok | Mode::Slow | Mode::Wrong | Mode::Lost => work().await,
    };
    let error = answer.get("error").and_then(Value::as_str);
    world.state().log(Call {
        at: world.now(),
        system: System::Bank,
        operation,
        key: None,
        outcome: error.unwrap_or("accepted").to_owned(),
        status: status.as_u16(),
        fault: fate.fault(),
        person,
        repeats: 0,
    });
    if fate.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fate.latency_ms)).await;
    }
    match fate.mode {
        Mode::Garbage => Html("<html><h1>Добро пожаловать!</h1>").into_response(),
        Mode::Down | Mode::Lost => {
            line.cut();
            ([(header::CONNECTION, "close")], status).into_response()
        }
        _ => (status, Json(answer)).into_response(),
    }
}

pub(super) async fn discovery(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
    headers: HeaderMap,
) -> Response {
    let Some(bank) = bank(&code) else {
        return no_bank();
    };
    let issuer = issuer(&headers, bank);
    let answer = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "phone", "email", "address", "documents", "signature"],
        "authorization_response_iss_parameter_supported": true,
    });
    let ok = || (StatusCode::OK, answer, None);
    take(&world, &line, "bank/discovery", ok).await
}

pub(super) async fn jwks(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
) -> Response {
    if bank(&code).is_none() {
        return no_bank();
    }
    let point = world.bank_keys.own.verifying_key().to_encoded_point(false);
    let part = |bytes: Option<&p256::FieldBytes>| {
        BASE64URL_NOPAD.encode(bytes.map_or(&[][..], |bytes| &bytes[..]))
    };
    let key = json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1",
        "x": part(point.x()), "y": part(point.y()),
    });
    let ok = || (StatusCode::OK, json!({ "keys": [key] }), None);
    take(&world, &line, "bank/jwks", ok).await
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    code_verifier: String,
}

/// Is it our client with its secret?
fn is_client(headers: &HeaderMap) -> bool {
    let basic = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Basic "))
        .and_then(|value| BASE64.decode(value.as_bytes()).ok());
    basic.is_some_and(|pair| pair == format!("{CLIENT}:{KEY}").as_bytes())
}

pub(super) async fn token(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    let Some(bank) = bank(&code) else {
        return no_bank();
    };
    let issuer = issuer(&headers, bank);
    let client = is_client(&headers);
    let work = || exchange(&world, bank, &issuer, client, &asked);
    take(&world, &line, "bank/token", work).await
}

fn exchange(
    world: &World,
    bank: &'static Bank,
    issuer: &str,
    client: bool,
    asked: &Asked,
) -> (StatusCode, Value, Option<String>) {
    let no = |status: StatusCode, error: &str| (status, json!({ "error": error }), None);
    if !client {
        return no(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if asked.grant_type != "authorization_code" {
        return no(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let at = now(world);
    // A code is used up by the first who brings it, right or wrong.
    let grant = world.state().banks.codes.grants.remove(&asked.code);
    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(asked.code_verifier.as_bytes()));
    let good = grant.filter(|grant| {
        grant.bank == bank.code
            && grant.redirect == asked.redirect_uri
            && grant.challenge == challenge
            && at - grant.at <= CODE_LIVES
    });
    let Some(grant) = good else {
        return no(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let Some(person) = world.person(&grant.person) else {
        return no(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let twist = world.state().banks.twist;
    let seconds = at.div_euclid(1000);
    let mut claims = if bank.thin {
        Map::new()
    } else {
        claims(person, &grant.scope, twist)
    };
    let word = |good: &str, bad: &str, is_bad: bool| if is_bad { bad } else { good }.to_owned();
    let exp = seconds
        + if twist == Twist::Stale {
            -60
        } else {
            TOKEN_LIVES
        };
    for (name, value) in [
        (
            "iss",
            json!(word(
                issuer,
                "http://127.0.0.1/elsewhere",
                twist == Twist::Issuer
            )),
        ),
        ("sub", json!(subject(person))),
        (
            "aud",
            json!(word(CLIENT, "somebody-else", twist == Twist::Audience)),
        ),
        (
            "nonce",
            json!(word(&grant.nonce, "another", twist == Twist::Nonce)),
        ),
        ("iat", json!(seconds)),
        ("auth_time", json!(seconds)),
        ("exp", json!(exp)),
    ] {
        claims.insert(name.to_owned(), value);
    }
    let keys = &world.bank_keys;
    let key = match twist {
        Twist::Signature => &keys.other,
        _ => &keys.own,
    };
    let id_token = sign(key, &Value::Object(claims));
    let access = secret(world);
    let (person, scope) = (grant.person.clone(), grant.scope.clone());
    world.state().banks.access.keep(access.clone(), grant);
    let answer = json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": TOKEN_LIVES,
        "id_token": id_token,
        "scope": scope,
    });
    (StatusCode::OK, answer, Some(person))
}

pub(super) async fn userinfo(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(code): At,
    headers: HeaderMap,
) -> Response {
    if bank(&code).is_none() {
        return no_bank();
    }
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    let work = || {
        let (grant, twist) = {
            let state = world.state();
            let grant: Option<Grant> = state.banks.access.grants.get(bearer).cloned();
            (grant.filter(|grant| grant.bank == code), state.banks.twist)
        };
        let person = grant.as_ref().and_then(|grant| world.person(&grant.person));
        match (grant.as_ref(), person) {
            (Some(grant), Some(person)) => {
                let mut claims = claims(person, &grant.scope, twist);
                claims.insert("sub".to_owned(), subject(person).into());
                (
                    StatusCode::OK,
                    Value::Object(claims),
                    Some(person.id.clone()),
                )
            }
            _ => (
                StatusCode::UNAUTHORIZED,
                json!({ "error": "invalid_token" }),
                None,
            ),
        }
    };
    take(&world, &line, "bank/userinfo", work).await
}

pub(super) fn subject(person: &Person) -> String {
    format!("client-{}", person.id)
}

/// What the bank says of its client, as far as the scopes go.
fn claims(person: &Person, scope: &str, twist: Twist) -> Map<String, Value> {
    let has = |wanted: &str| scope.split_whitespace().any(|word| word == wanted);
    let spelt = |name: &str| match twist {
        Twist::Spelling => name
            .to_uppercase()
            .replace('Ё', "Е")
            .replace(['-', '\u{2011}'], " "),
        _ => name.to_owned(),
    };
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| {
        all.insert(name.to_owned(), value);
    };
    if has("profile") {
        let surname = match twist {
            Twist::Surname => "Посторонняя".to_owned(),
            _ => spelt(&person.surname),
        };
        let born = match twist {
            Twist::BirthDate => person.birth_date.yesterday().unwrap_or(person.birth_date),
            _ => person.birth_date,
        };
        put("family_name", surname.into());
        put("given_name", spelt(&person.name).into());
        if let Some(patronymic) = &person.patronymic {
            put("middle_name", spelt(patronymic).into());
        }
        put("birthdate", born.to_string().into());
        put(
            "gender",
            if person.female { "female" } else { "male" }.into(),
        );
    }
    if has("phone") {
        put("phone_number", person.phone.as_str().into());
        put("phone_number_verified", true.into());
    }
    if has("email") {
        put("email", person.email.as_str().into());
        put("email_verified", true.into());
    }
    if has("address") {
        let home = &person.address;
        put(
            "address",
            json!({
                "country": "RU", "region": home.region, "locality": home.city,
                "postal_code": home.postcode, "street_address": home.street,
                "district": home.district, "house": home.house, "flat": home.flat,
            }),
        );
    }
    if has("documents") && twist != Twist::NoDocuments {
        let passport = &person.passport;
        let (snils, number) = match twist {
            Twist::Documents => ("11223344595", "4509123456"),
            _ => (person.snils.as_str(), passport.number.as_str()),
        };
        put("snils", snils.into());
        if let Some(inn) = &person.inn {
            let inn = match twist {
                Twist::Inn => "500100732259",
                _ => inn.as_str(),
            };
            put("inn", inn.into());
        }
        put("birthplace", person.birth_place.as_str().into());
        put(
            "passport",
            json!({
                "number": number, "issued_on": passport.issued_on.to_string(),
                "issued_by": passport.issued_by, "division_code": passport.division_code,
            }),
        );
    }
    all
}

/// A JWT signed with ES256.
fn sign(key: &SigningKey, claims: &Value) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let head = json!({ "alg": "ES256", "typ": "JWT", "kid": "1" });
    let text = format!("{}.{}", part(&head), part(claims));
    let signature: p256::ecdsa::Signature = key.sign(text.as_bytes());
    let signature = BASE64URL_NOPAD.encode(&signature.to_bytes());
    format!("{text}.{signature}")
}
