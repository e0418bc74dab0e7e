//! What every system behind HTTP does with a call: the fault that is set, the
//! answer given before under the same key, the log. And the calls themselves.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use okno_requisites::Phone;
use serde_json::{Value, json};

use crate::addresses::{self, Answer};
use crate::children::{self, BirthRequest};
use crate::documents::{self, Keeper};
use crate::faults::{Mode, System};
use crate::holdings::{self, Asked, Query};
use crate::line::Line;
use crate::post;
use crate::registries::{self, Outcome, Question, Request};
use crate::world::{Call, Given, World};

/// Longest text of a message, characters: some fourteen parts of an SMS.
const LONGEST: usize = 1_000;
/// Longest key that is looked at, characters.
const LONGEST_KEY: usize = 200;

/// What a system made of a call.
struct Done {
    status: u16,
    answer: Value,
    outcome: String,
    person: Option<String>,
}

impl Done {
    fn no(status: u16, error: &str, field: Option<&str>) -> Self {
        let mut answer = json!({ "error": error });
        if let Some(field) = field {
            answer["field"] = field.into();
        }
        Self {
            status,
            answer,
            outcome: error.to_owned(),
            person: None,
        }
    }

    fn lacks(field: &str) -> Self {
        Self::no(400, "bad_request", Some(field))
    }
}

/// Where a call came in.
struct Door {
    system: System,
    operation: &'static str,
}

/// A call as it came: the body is read once, the key is that of the header
/// `Idempotency-Key` or else `request_id`.
struct Came {
    line: Line,
    body: Option<Value>,
    key: Option<String>,
    authorised: bool,
}

impl Came {
    fn new(line: Line, headers: &HeaderMap, body: &Bytes) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let body: Option<Value> = serde_json::from_slice(body).ok();
        let key = header("idempotency-key")
            .or_else(|| body.as_ref()?.get("request_id")?.as_str())
            .map(str::trim)
            .filter(|key| !key.is_empty())
            .map(|key| key.chars().take(LONGEST_KEY).collect());
        // Any key opens the door, but there must be one: real registries would
        // turn away a portal that forgets it.
        let authorised = header("authorization").is_some_and(|value| value.starts_with("Bearer"));
        Self {
            line,
            body,
            key,
            authorised,
        }
    }
}

/// Takes a call through. `work` is told whether to lie, and is not asked at
/// all when its key has an answer already.
async fn take(
    world: &World,
    door: Door,
    came: &Came,
    work: impl FnOnce(&Came, bool) -> Done,
) -> Response {
    let now = world.now();
    let fate = world
        .state()
        .faults
        .decide(door.system, now, world.chance(), &Mode::ALL);
    let (answer, status) = match fate.mode {
        Mode::Down => (None, 0),
        Mode::Error => (Some(json!({ "error": "unavailable" })), 503),
        Mode::Refuse => (Some(json!({ "error": "refused" })), 422),
        Mode::Garbage => (None, 200),
        Mode::Ok | Mode::Slow | Mode::Wrong | Mode::Lost => {
            let given = once(world, &door, came, fate.fault(), |came| {
                work(came, fate.mode == Mode::Wrong)
            });
            (Some(given.answer), given.status)
        }
    };
    let spoiled = matches!(
        fate.mode,
        Mode::Down | Mode::Error | Mode::Refuse | Mode::Garbage
    );
    if spoiled {
        world.state().log(Call {
            at: now,
            system: door.system,
            operation: door.operation,
            key: came.key.clone(),
            outcome: "fault".to_owned(),
            status,
            fault: fate.fault(),
            person: None,
            repeats: 0,
        });
    }
    // The work and the log come before the wait: a client that gives up
    // waiting drops us here, and what was done stays done.
    if fate.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fate.latency_ms)).await;
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    match (fate.mode, answer) {
        (Mode::Garbage, _) => Html("<html><h1>Добро пожаловать!</h1>").into_response(),
        (Mode::Down | Mode::Lost, _) | (_, None) => {
            came.line.cut();
            ([(header::CONNECTION, "close")], status).into_response()
        }
        (_, Some(answer)) => (status, Json(answer)).into_response(),
    }
}

/// Does the work, unless the key has its answer. A refusal is not remembered:
/// the caller may put the question right.
fn once(
    world: &World,
    door: &Door,
    came: &Came,
    fault: Option<&'static str>,
    work: impl FnOnce(&Came) -> Done,
) -> Given {
    let _turn = world.turn();
    let mut asked = came.body.clone().unwrap_or_default();
    if let Some(fields) = asked.as_object_mut() {
        // The pages of a letter: too much to remember twice.
        fields.remove("pdf");
    }
    let under = came
        .key
        .as_ref()
        .map(|key| format!("{} {key}", door.operation));
    if let (Some(under), Some(key)) = (&under, &came.key) {
        let mut state = world.state();
        if let Some(given) = state.given(under).cloned() {
            state.log_repeat(door.system, door.operation, key);
            if given.asked != asked {
                tracing::warn!(operation = door.operation, "one key, two questions");
            }
            if matches!(door.system, System::Sms | System::Voice)
                && let Some(id) = given.answer.get("id").and_then(Value::as_str)
            {
                state.message_repeated(door.system == System::Voice, id);
            }
            return given;
        }
    }
    let done = work(came);
    let given = Given {
        asked,
        status: done.status,
        answer: done.answer,
    };
    let mut state = world.state();
    state.log(Call {
        at: world.now(),
        system: door.system,
        operation: door.operation,
        key: came.key.clone(),
        outcome: done.outcome,
        status: if fault == Some(Mode::Lost.code()) {
            0
        } else {
            done.status
        },
        fault,
        person: done.person,
        repeats: 0,
    });
    if let Some(under) = under.filter(|_| given.status < 300) {
        state.remember(under, given.clone());
    }
    given
}

/// A registry's answer to a question, as JSON.
pub(crate) fn registry_json(request_id: &str, verdict: &registries::Verdict) -> Value {
    let mismatches: Vec<Value> = verdict
        .differences
        .iter()
        .map(|difference| json!({ "field": difference.field, "note": difference.note() }))
        .collect();
    let mut answer = json!({
        "request_id": request_id,
        "outcome": verdict.outcome.code(),
        "mismatches": mismatches,
        "details": {},
    });
    let found = [("state", verdict.state), ("inn", verdict.inn.as_deref())];
    for (name, value) in found {
        if let Some(value) = value {
            answer[name] = value.into();
            answer["details"][name] = value.into();
        }
    }
    if let Some(cabinet) = verdict.cabinet {
        // Whoever has a number is on the register.
        answer["details"]["registered"] = true.into();
        answer["details"]["cabinet"] = cabinet.into();
    }
    answer
}

fn look_up(world: &World, question: Question, came: &Came, lie: bool) -> Done {
    if !came.authorised {
        return Done::no(401, "no_key", None);
    }
    let Some(request) = came.body.clone() else {
        return Done::no(400, "not_json", None);
    };
    let Ok(mut request) = serde_json::from_value::<Request>(request) else {
        return Done::lacks("body");
    };
    if request.request_id.is_empty() {
        request.request_id = came.key.clone().unwrap_or_default();
    }
    if let Some(field) = registries::lacking(question, &request) {
        return Done::lacks(field);
    }
    let child = match question {
        Question::Snils => children::snils(&request),
        _ => None,
    };
    let mut verdict =
        child.unwrap_or_else(|| registries::answer(question, &world.people, &request));
    if lie && verdict.outcome == Outcome::Match {
        verdict.outcome = Outcome::Mismatch;
        (verdict.inn, verdict.cabinet) = (None, None);
        verdict.differences = vec![registries::Difference::lie()];
    }
    Done {
        status: 200,
        answer: registry_json(&request.request_id, &verdict),
        outcome: verdict.outcome.code().to_owned(),
        person: verdict.person,
    }
}

fn look_up_document(world: &World, keeper: Keeper, came: &Came, lie: bool) -> Done {
    if !came.authorised {
        return Done::no(401, "no_key", None);
    }
    let Some(body) = came.body.clone() else {
        return Done::no(400, "not_json", None);
    };
    let Ok(request) = serde_json::from_value::<documents::Request>(body) else {
        return Done::lacks("body");
    };
    let mut verdict = documents::answer(keeper, &world.people, &request);
    if lie && verdict.outcome == Outcome::Match {
        verdict.outcome = Outcome::Mismatch;
        verdict.differs = vec!["number".to_owned()];
    }
    Done {
        status: 200,
        answer: json!({
            "request_id": request.request_id,
            "outcome": verdict.outcome.code(),
            "mismatches": verdict.differs,
            "state": verdict.state,
        }),
        outcome: verdict.outcome.code().to_owned(),
        person: verdict.person,
    }
}

fn look_up_birth(world: &World, came: &Came, lie: bool) -> Done {
    if !came.authorised {
        return Done::no(401, "no_key", None);
    }
    let Some(body) = came.body.clone() else {
        return Done::no(400, "not_json", None);
    };
    let Ok(request) = serde_json::from_value::<BirthRequest>(body) else {
        return Done::lacks("body");
    };
    let (mut outcome, mut differs, person) = children::birth(&world.people, &request);
    if lie && outcome == Outcome::Match {
        outcome = Outcome::Mismatch;
        differs = vec!["number".to_owned()];
    }
    Done {
        status: 200,
        answer: json!({
            "request_id": request.request_id,
            "outcome": outcome.code(),
            "mismatches": differs,
        }),
        outcome: outcome.code().to_owned(),
        person,
    }
}

/// What a registry holds, for a service.
fn hold(world: &World, query: Query, came: &Came, lie: bool) -> Done {
    if !came.authorised {
        return Done::no(401, "no_key", None);
    }
    let Some(body) = came.body.clone() else {
        return Done::no(400, "not_json", None);
    };
    let Ok(mut asked) = serde_json::from_value::<Asked>(body) else {
        return Done::lacks("body");
    };
    if asked.who.request_id.is_empty() {
        asked.who.request_id = came.key.clone().unwrap_or_default();
    }
    if let Some(field) = asked.lacking(query) {
        return Done::lacks(field);
    }
    let found = holdings::answer(query, &world.people, &asked, world.today());
    let request_id = asked.who.request_id;
    // Whoever lies says that there is nothing.
    match found.filter(|_| !lie) {
        Some(holding) => Done {
            status: 200,
            answer: json!({ "request_id": request_id, "outcome": "found", "data": holding.data }),
            outcome: "found".to_owned(),
            person: holding.person,
        },
        None => Done {
            status: 200,
            answer: json!({ "request_id": request_id, "outcome": "not_found" }),
            outcome: "not_found".to_owned(),
            person: None,
        },
    }
}

/// The address registry's answer, as JSON.
pub(crate) fn address_json(request_id: &str, answer: &Answer) -> Value {
    let mismatches: Vec<Value> = answer
        .differs()
        .map(|field| json!({ "field": field, "note": "differs" }))
        .into_iter()
        .collect();
    let details = match answer {
        Answer::Found {
            object_id,
            postcode,
        } => json!({ "object_id": object_id, "postcode": postcode }),
        _ => json!({}),
    };
    json!({
        "request_id": request_id,
        "outcome": answer.outcome(),
        "mismatches": mismatches,
        "details": details,
    })
}

fn look_up_address(world: &World, came: &Came, lie: bool) -> Done {
    if !came.authorised {
        return Done::no(401, "no_key", None);
    }
    let Some(body) = came.body.clone() else {
        return Done::no(400, "not_json", None);
    };
    let Ok(mut request) = serde_json::from_value::<addresses::Request>(body) else {
        return Done::lacks("body");
    };
    if request.request_id.is_empty() {
        request.request_id = came.key.clone().unwrap_or_default();
    }
    if let Some(field) = request.lacking() {
        return Done::lacks(field);
    }
    let mut answer = addresses::answer(&world.people, &request);
    if lie && answer.differs().is_none() {
        answer = Answer::Unknown("house");
    }
    Done {
        status: 200,
        answer: address_json(&request.request_id, &answer),
        outcome: answer.outcome().to_owned(),
        person: None,
    }
}

fn deliver(world: &World, system: System, came: &Came, lie: bool) -> Done {
    let Some(body) = &came.body else {
        return Done::no(400, "not_json", None);
    };
    let text = |field: &str| {
        body.get(field)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let Some(to) = text("to") else {
        return Done::lacks("to");
    };
    let Some(text) = text("text") else {
        return Done::lacks("text");
    };
    let Ok(phone) = Phone::parse(to) else {
        return Done::no(422, "bad_number", Some("to"));
    };
    if text.chars().count() > LONGEST {
        return Done::no(422, "too_long", Some("text"));
    }
    let phone = phone.as_str().to_owned();
    let person = world
        .person_by_phone(&phone)
        .map(|person| person.id.clone());
    let spoken = system == System::Voice;
    let mut state = world.state();
    let id = if lie {
        state.vanish()
    } else {
        state.deliver(
            spoken,
            world.now(),
            phone,
            text.to_owned(),
            came.key.clone(),
        )
    };
    Done {
        status: 202,
        answer: json!({ "id": id }),
        outcome: "accepted".to_owned(),
        person,
    }
}

fn take_in(world: &World, came: &Came, lie: bool) -> Done {
    if !came.authorised {
        return Done::no(401, "no_key", None);
    }
    let order = came
        .body
        .clone()
        .and_then(|body| serde_json::from_value(body).ok());
    let Some(order) = order else {
        return Done::lacks("body");
    };
    match post::take_in(world, &order) {
        Ok(track) => {
            if lie {
                // Taken in, and gone.
                world.state().parcels.pop_back();
            }
            Done {
                status: 201,
                answer: json!({ "track": track }),
                outcome: "accepted".to_owned(),
                person: None,
            }
        }
        Err(field) => Done::no(422, "bad_letter", Some(field)),
    }
}

/// Where a letter is.
pub(crate) async fn post_events(
    Shared(world): Shared<Arc<World>>,
    ConnectInfo(line): ConnectInfo<Line>,
    headers: HeaderMap,
    Path(track): Path<String>,
) -> Response {
    let came = Came::new(line, &headers, &Bytes::new());
    let door = Door {
        system: System::Post,
        operation: "post/events",
    };
    take(&world, door, &came, |came, _| {
        if !came.authorised {
            return Done::no(401, "no_key", None);
        }
        match world.state().parcel(&track) {
            Some(parcel) => Done {
                status: 200,
                answer: json!({ "track": track, "events": parcel.events_json() }),
                outcome: parcel.step().code().to_owned(),
                person: None,
            },
            None => Done::no(404, "no_such_letter", Some("track")),
        }
    })
    .await
}

macro_rules! doors {
    ($($name:ident: $system:ident $operation:literal, $world:ident $came:ident $lie:ident $work:expr;)*) => {$(
        pub(crate) async fn $name(
            Shared(world): Shared<Arc<World>>,
            ConnectInfo(line): ConnectInfo<Line>,
            headers: HeaderMap,
            body: Bytes,
        ) -> Response {
            let came = Came::new(line, &headers, &body);
            let door = Door { system: System::$system, operation: $operation };
            let $world = &*world;
            take($world, door, &came, |$came, $lie| $work).await
        }
    )*};
}

doors! {
    passport: Mvd "mvd/passport", world came lie look_up(world, Question::Passport, came, lie);
    snils: Sfr "sfr/snils", world came lie look_up(world, Question::Snils, came, lie);
    inn: Fns "fns/inn", world came lie look_up(world, Question::Inn, came, lie);
    find_inn: Fns "fns/find", world came lie look_up(world, Question::FindInn, came, lie);
    mvd_document: Mvd "mvd/document", world came lie look_up_document(world, Keeper::Mvd, came, lie);
    foms_document: Foms "foms/document", world came lie look_up_document(world, Keeper::Foms, came, lie);
    zags_document: Zags "zags/document", world came lie look_up_document(world, Keeper::Zags, came, lie);
    zags_birth: Zags "zags/birth", world came lie look_up_birth(world, came, lie);
    income: Fns "fns/income", world came lie hold(world, Query::Income, came, lie);
    organisation: Fns "egrul/organisation", world came lie hold(world, Query::Organisation, came, lie);
    health: Egisz "egisz/health", world came lie hold(world, Query::Health, came, lie);
    object: Rosreestr "rosreestr/object", world came lie hold(world, Query::Object, came, lie);
    criminal_record: Mvd "mvd/criminal-record", world came lie hold(world, Query::Record, came, lie);
    vehicle: Gibdd "gibdd/vehicle", world came lie hold(world, Query::Vehicle, came, lie);
    address: Fias "fias/address", world came lie look_up_address(world, came, lie);
    sms: Sms "sms/send", world came lie deliver(world, System::Sms, came, lie);
    post_letter: Post "post/letters", world came lie take_in(world, came, lie);
    voice: Voice "voice/call", world came lie deliver(world, System::Voice, came, lie);
}
