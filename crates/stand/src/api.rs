//! The JSON API for tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::civil::Date;
use okno_requisites::{PassportNumber, Phone, Snils};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::addresses::{self, Answer};
use crate::call::{self, registry_json};
use crate::children::{CHILDREN, Child};
use crate::documents;
use crate::faults::{Order, System};
use crate::holdings;
use crate::people::Person;
use crate::post::{Parcel, Step, happens};
use crate::registries::{self, Question, Verdict};
use crate::world::{self, World};

type Home = Shared<Arc<World>>;

/// Longest body of a request, bytes.
const BODY: usize = 64 * 1024;

/// Longest letter on paper, bytes of its request.
const LETTER: usize = 4 * 1024 * 1024;

/// Registries, gateways and the API for tests.
pub(crate) fn routes() -> Router<Arc<World>> {
    let letters = Router::new()
        .route("/post/letters", post(call::post_letter))
        .layer(DefaultBodyLimit::max(LETTER));
    Router::new()
        .route("/post/letters/{track}/events", get(call::post_events))
        .route("/api/letters", get(parcels))
        .route("/api/letters/{track}", post(happen))
        .route("/api/parcels", post(accept))
        .route("/api/letters/{track}/pdf", get(crate::pages::post::pdf))
        .route("/healthz", get(healthz))
        .route("/registries/mvd/passport", post(call::passport))
        .route("/registries/sfr/snils", post(call::snils))
        .route("/registries/fns/inn", post(call::inn))
        .route("/registries/fns/find", post(call::find_inn))
        .route("/registries/fias/address", post(call::address))
        .route("/registries/mvd/document", post(call::mvd_document))
        .route("/registries/foms/document", post(call::foms_document))
        .route("/registries/zags/document", post(call::zags_document))
        .route("/registries/zags/birth", post(call::zags_birth))
        .route("/registries/fns/income", post(call::income))
        .route("/registries/egrul/organisation", post(call::organisation))
        .route("/registries/egisz/health", post(call::health))
        .route("/registries/rosreestr/object", post(call::object))
        .route(
            "/registries/mvd/criminal-record",
            post(call::criminal_record),
        )
        .route("/registries/gibdd/vehicle", post(call::vehicle))
        .route("/sms/send", post(call::sms))
        .route("/voice/call", post(call::voice))
        .route("/api/people", get(people))
        .route("/api/people/{id}", get(person))
        .route("/api/children", get(children))
        .route("/api/sms", get(sms))
        .route("/api/voice", get(voice))
        .route("/api/mail", get(mail))
        .route("/api/calls", get(calls))
        .route("/api/faults", get(faults).post(set_fault))
        .route(
            "/api/authenticators",
            post(crate::pages::authenticator::add_json),
        )
        .merge(crate::pages::signatures::json_routes())
        .route("/api/reset", post(reset))
        .layer(DefaultBodyLimit::max(BODY))
        .merge(letters)
}

/// `03.04.1987`.
pub(crate) fn date_shown(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// `112-233-445 95`.
pub(crate) fn snils_shown(snils: &str) -> String {
    Snils::parse(snils)
        .map(|snils| snils.shown())
        .unwrap_or_default()
}

fn passport_shown(number: &str) -> String {
    PassportNumber::parse(number)
        .map(|number| number.shown())
        .unwrap_or_default()
}

fn phone_shown(phone: &str) -> String {
    Phone::parse(phone).map_or_else(|_| phone.to_owned(), |phone| phone.shown())
}

/// What a registry will answer to the person's own true data.
pub(crate) fn expected(world: &World, person: &Person, question: Question) -> Verdict {
    registries::answer(question, &world.people, &registries::request_of(person))
}

/// What the address registry will answer to the person's own address.
pub(crate) fn expected_address(world: &World, person: &Person) -> Answer {
    addresses::answer(&world.people, &addresses::Request::of(person))
}

fn no(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

pub(crate) async fn healthz() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// A person as tests see them: stored and shown forms, and what each registry
/// will answer to the person's own data.
fn person_json(world: &World, person: &Person) -> Value {
    let say = |question| registry_json("", &expected(world, person, question));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (passport, address) = (&person.passport, &person.address);
    json!({
        "id": person.id,
        "special": person.special.code(),
        "full_name": person.full_name(),
        "surname": person.surname,
        "name": person.name,
        "patronymic": person.patronymic,
        "sex": if person.female { "female" } else { "male" },
        "birth_date": person.birth_date.to_string(),
        "birth_date_shown": date_shown(person.birth_date),
        "birth_place": person.birth_place,
        "citizenship": "RUS",
        "snils": person.snils,
        "snils_shown": snils_shown(&person.snils),
        "inn": person.inn,
        "passport_number": passport.number,
        "passport_number_shown": passport_shown(&passport.number),
        "passport_issued_on": passport.issued_on.to_string(),
        "passport_issued_on_shown": date_shown(passport.issued_on),
        "passport_issued_by": passport.issued_by,
        "division_code": passport.division_code,
        "address": {
            "region": address.region,
            "district": some(address.district),
            "city": address.city,
            "street": some(&address.street),
            "house": address.house,
            "flat": some(&address.flat),
            "postcode": address.postcode,
        },
        "documents": documents::documents(person)
            .into_iter()
            .map(|document| (document.kind.to_owned(), json!(BTreeMap::from_iter(document.fields))))
            .collect::<serde_json::Map<_, _>>(),
        "holdings": holdings::own_json(&world.people, person, world.today()),
        "phone": person.phone,
        "phone_shown": phone_shown(&person.phone),
        "email": person.email,
        "registries": {
            "mvd": say(Question::Passport),
            "sfr": say(Question::Snils),
            "fns": say(Question::Inn),
            "fns_find": say(Question::FindInn),
            "fias": call::address_json("", &expected_address(world, person)),
        },
    })
}

pub(crate) async fn people(Shared(world): Home) -> Json<Vec<Value>> {
    Json(
        world
            .people
            .iter()
            .map(|person| person_json(&world, person))
            .collect(),
    )
}

/// The children of the cast.
pub(crate) async fn children() -> Json<Vec<Value>> {
    Json(CHILDREN.iter().map(Child::json).collect())
}

pub(crate) async fn person(Shared(world): Home, Path(id): Path<String>) -> Response {
    match world.person(&id) {
        Some(person) => Json(person_json(&world, person)).into_response(),
        None => no(StatusCode::NOT_FOUND, "no such person"),
    }
}

/// Which entries are wanted. `since` is a time in milliseconds since the
/// epoch; entries of that very millisecond are included.
#[derive(Deserialize)]
pub(crate) struct Filter {
    phone: Option<String>,
    to: Option<String>,
    system: Option<String>,
    since: Option<i64>,
}

fn wanted<'a, T: serde::Serialize + 'a>(
    list: impl IntoIterator<Item = &'a T>,
    want: impl Fn(&T) -> bool,
) -> Json<Value> {
    Json(json!(
        list.into_iter()
            .filter(|item| want(item))
            .collect::<Vec<_>>()
    ))
}

pub(crate) async fn sms(Shared(world): Home, Query(filter): Query<Filter>) -> Json<Value> {
    let (phone, since) = (filter.phone.as_deref().map(world::phone), filter.since);
    wanted(&world.state().sms, |m| {
        phone.as_ref().is_none_or(|phone| m.to == *phone) && since.is_none_or(|at| m.at >= at)
    })
}

pub(crate) async fn voice(Shared(world): Home, Query(filter): Query<Filter>) -> Json<Value> {
    let (phone, since) = (filter.phone.as_deref().map(world::phone), filter.since);
    wanted(&world.state().voice, |m| {
        phone.as_ref().is_none_or(|phone| m.to == *phone) && since.is_none_or(|at| m.at >= at)
    })
}

pub(crate) async fn mail(Shared(world): Home, Query(filter): Query<Filter>) -> Json<Value> {
    let to = filter.to.as_ref().map(|to| to.trim().to_lowercase());
    wanted(&world.state().mail, |letter| {
        to.as_ref().is_none_or(|to| letter.to.contains(to))
            && filter.since.is_none_or(|at| letter.at >= at)
    })
}

/// Letters on paper, oldest first.
pub(crate) async fn parcels(Shared(world): Home) -> Json<Value> {
    let list: Vec<Value> = world.state().parcels.iter().map(Parcel::json).collect();
    Json(json!(list))
}

/// What a test makes happen to a letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Happening {
    step: Step,
    /// Milliseconds since the epoch; now by default.
    at: Option<i64>,
    /// By which document it is handed over.
    document: Option<String>,
}

/// `POST /api/letters/{track} {step, at, document}`: 200, or 409 when this cannot
/// happen to the letter now.
pub(crate) async fn happen(
    Shared(world): Home,
    Path(track): Path<String>,
    Json(happening): Json<Happening>,
) -> Response {
    let at = happening.at.unwrap_or_else(|| world.now());
    let mut state = world.state();
    match happens(&mut state, &track, happening.step, at, happening.document) {
        true => Json(json!({ "status": "ok" })).into_response(),
        false => no(StatusCode::CONFLICT, "this cannot happen to the letter now"),
    }
}

/// An envelope that somebody posts.
#[derive(Deserialize)]
pub(crate) struct Envelope {
    name: String,
    address: String,
}

pub(crate) async fn accept(Shared(world): Home, Json(envelope): Json<Envelope>) -> Response {
    match crate::post::accept(&world, &envelope.name, &envelope.address) {
        Ok(track) => Json(json!({ "track": track })).into_response(),
        Err(field) => no(StatusCode::BAD_REQUEST, field),
    }
}

pub(crate) async fn calls(Shared(world): Home, Query(filter): Query<Filter>) -> Response {
    let system = match filter.system.as_deref() {
        None | Some("" | "*") => None,
        Some(code) => match System::from_code(code) {
            Some(system) => Some(system),
            None => return no(StatusCode::BAD_REQUEST, "no such system"),
        },
    };
    wanted(&world.state().calls, |call| {
        system.is_none_or(|system| call.system == system)
            && filter.since.is_none_or(|at| call.at >= at)
    })
    .into_response()
}

fn faults_json(world: &World) -> Value {
    let now = world.now();
    let state = world.state();
    let list = System::ALL.map(|system| match state.faults.get(system, now) {
        Some(fault) => {
            let mut entry = json!(fault);
            entry["system"] = system.code().into();
            entry
        }
        None => json!({ "system": system.code(), "mode": "ok" }),
    });
    json!(list)
}

pub(crate) async fn faults(Shared(world): Home) -> Json<Value> {
    Json(faults_json(&world))
}

pub(crate) async fn set_fault(Shared(world): Home, body: Bytes) -> Response {
    let order: Order = match serde_json::from_slice(&body) {
        Ok(order) => order,
        Err(error) => return no(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let set = world.state().faults.set(&order);
    match set {
        Ok(()) => Json(faults_json(&world)).into_response(),
        Err(error) => no(StatusCode::BAD_REQUEST, &error),
    }
}

pub(crate) async fn reset(Shared(world): Home) -> Json<Value> {
    world.state().reset();
    Json(json!({ "status": "ok" }))
}
