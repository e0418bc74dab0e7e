//! The certification authority's desk: certificates for people, files signed, roots
//! and revocation lists; the same as JSON for tests.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use askama::Template;
use axum::extract::{Form, Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Choice, Page, show};
use crate::authority::{Algorithm, Authority, Issued, Kind, PASSWORD, Subject};
use crate::people::Person;
use crate::world::World;

/// So many certificates are kept.
const KEPT: usize = 1_000;

#[derive(Clone)]
struct Kept {
    name: String,
    issued: Issued,
    revoked: bool,
}

/// What the desk keeps.
#[derive(Default)]
pub(crate) struct Desk {
    authority: OnceLock<Option<Authority>>,
    kept: Mutex<Vec<Kept>>,
    given: Mutex<Given>,
}

/// Which revocation lists are given out, for tests.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct Given {
    /// Old ones.
    old: bool,
    /// None at all.
    down: bool,
}

impl Desk {
    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn given(&self) -> MutexGuard<'_, Given> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn count(&self) -> usize {
        self.kept().len()
    }

    fn authority(&self) -> io::Result<&Authority> {
        self.authority
            .get_or_init(|| Authority::new().ok())
            .as_ref()
            .ok_or_else(|| io::Error::other("no folder for the authority"))
    }

    fn find(&self, id: &str) -> Option<Kept> {
        self.kept().iter().find(|k| k.issued.id == id).cloned()
    }

    fn issue(&self, order: &Order, person: &Person) -> io::Result<Kept> {
        let algorithm = Algorithm::from_word(&order.algorithm)
            .ok_or_else(|| io::Error::other("no such algorithm"))?;
        let kind = Kind::from_word(order.kind.as_deref().unwrap_or("good"))
            .ok_or_else(|| io::Error::other("no such kind"))?;
        let given = match &person.patronymic {
            Some(patronymic) => format!("{} {patronymic}", person.name),
            None => person.name.clone(),
        };
        let inn = person.inn.clone().unwrap_or_default();
        let subject = Subject {
            surname: person.surname.clone(),
            given,
            snils: order.snils.clone().unwrap_or_else(|| person.snils.clone()),
            inn: order.inn.clone().unwrap_or(inn),
        };
        let kept = Kept {
            name: person.full_name(),
            issued: self.authority()?.issue(&subject, algorithm, kind)?,
            revoked: false,
        };
        let mut list = self.kept();
        if list.len() >= KEPT {
            list.remove(0);
        }
        list.push(kept.clone());
        Ok(kept)
    }

    fn revoke(&self, id: &str) -> io::Result<()> {
        let kept = self
            .find(id)
            .ok_or_else(|| io::Error::other("no such certificate"))?;
        self.authority()?.revoke(&kept.issued)?;
        for kept in self.kept().iter_mut().filter(|k| k.issued.id == id) {
            kept.revoked = true;
        }
        Ok(())
    }

    fn sign(&self, id: &str, content: &[u8]) -> io::Result<Vec<u8>> {
        let kept = self
            .find(id)
            .ok_or_else(|| io::Error::other("no such certificate"))?;
        self.authority()?.sign(&kept.issued, content)
    }
}

/// What a certificate is ordered with. Other numbers than the person's, and what
/// shall be wrong, are for tests.
#[derive(Deserialize)]
struct Order {
    person: String,
    algorithm: String,
    kind: Option<String>,
    snils: Option<String>,
    inn: Option<String>,
    lang: Option<String>,
}

type Home = State<Arc<World>>;

/// Pages, downloads.
pub(super) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/signature", get(page).post(issue))
        .route("/signature/roots.pem", get(roots))
        .route("/signature/lists/{house}", get(list))
        .route("/signature/{id}/certificate.cer", get(certificate))
        .route("/signature/{id}/key.pfx", get(key))
        .route("/signature/{id}/sign", post(sign))
        .route("/signature/{id}/revoke", post(revoke))
}

/// The same for tests.
pub(crate) fn json_routes() -> Router<Arc<World>> {
    Router::new()
        .route("/api/signatures", post(issue_json))
        .route("/api/signatures/lists", post(lists_json))
        .route("/api/signatures/{id}/sign", post(sign_json))
        .route("/api/signatures/{id}/revoke", post(revoke_json))
}

/// Waits for the command `openssl` where waiting is allowed.
async fn work<T: Send + 'static>(
    world: &Arc<World>,
    work: impl FnOnce(&World) -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let world = Arc::clone(world);
    let done = tokio::task::spawn_blocking(move || work(&world)).await;
    let done = done.unwrap_or_else(|e| Err(io::Error::other(e)));
    if let Err(error) = &done {
        tracing::warn!(%error, "the authority failed");
    }
    done
}

/// Issues a certificate of a kind for a person on the word of a bank; its number at the
/// desk and itself, DER.
pub(crate) async fn issue_for(
    world: &Arc<World>,
    person: String,
    kind: &'static str,
) -> io::Result<(String, Vec<u8>)> {
    let order = Order {
        person,
        algorithm: Algorithm::Ecdsa.word().to_owned(),
        kind: Some(kind.to_owned()),
        snils: None,
        inn: None,
        lang: None,
    };
    let kept = work(world, move |world| ordered(world, &order)).await?;
    Ok((kept.issued.id, kept.issued.certificate))
}

/// Signs with the key of a certificate.
pub(crate) async fn sign_with(
    world: &Arc<World>,
    id: String,
    content: Vec<u8>,
) -> io::Result<Vec<u8>> {
    work(world, move |world| world.signatures.sign(&id, &content)).await
}

/// Takes a certificate back.
pub(crate) async fn revoke_at(world: &Arc<World>, id: String) -> io::Result<()> {
    work(world, move |world| world.signatures.revoke(&id)).await
}

fn failed(error: &io::Error) -> Response {
    let told = Json(json!({ "error": error.to_string() }));
    (StatusCode::BAD_REQUEST, told).into_response()
}

struct Shown {
    id: String,
    name: String,
    algorithm: &'static str,
    revoked: bool,
}

#[derive(Template)]
#[template(path = "signature.html")]
struct SignaturePage {
    page: Page,
    broken: bool,
    people: Vec<(String, String)>,
    algorithms: [&'static str; 4],
    list: Vec<Shown>,
}

#[derive(Deserialize)]
struct Seen {
    lang: Option<String>,
    broken: Option<String>,
}

async fn page(State(world): Home, headers: HeaderMap, Query(seen): Query<Seen>) -> Response {
    let choice = Choice { lang: seen.lang };
    let page = Page::new(&world, &headers, &choice, "signature", "/signature");
    let people = world.people.iter().map(|p| (p.id.clone(), p.full_name()));
    let list = world.signatures.kept();
    let list = list.iter().rev().take(50).map(|kept| Shown {
        id: kept.issued.id.clone(),
        name: kept.name.clone(),
        algorithm: kept.issued.algorithm.word(),
        revoked: kept.revoked,
    });
    show(&SignaturePage {
        page,
        broken: seen.broken.is_some(),
        people: people.collect(),
        algorithms: Algorithm::ALL.map(Algorithm::word),
        list: list.collect(),
    })
}

impl Page {
    fn key_label(&self) -> String {
        let words = &self.world.words;
        words.ta(
            self.lang,
            "stand-signature-key",
            "password",
            PASSWORD.into(),
        )
    }

    fn list_label(&self, house: &&str) -> String {
        let house = house.to_uppercase();
        let words = &self.world.words;
        words.ta(self.lang, "stand-signature-crl", "house", house.into())
    }
}

fn back(lang: Option<&str>, broken: bool) -> Redirect {
    let lang = match lang {
        Some("ru") => "lang=ru&",
        Some("en") => "lang=en&",
        _ => "",
    };
    let broken = if broken { "broken=1" } else { "" };
    Redirect::to(&format!("/signature?{lang}{broken}"))
}

async fn issue(State(world): Home, Form(order): Form<Order>) -> Redirect {
    let lang = order.lang.clone();
    let done = work(&world, move |world| ordered(world, &order)).await;
    back(lang.as_deref(), done.is_err())
}

fn ordered(world: &World, order: &Order) -> io::Result<Kept> {
    let person = world
        .person(&order.person)
        .ok_or_else(|| io::Error::other("no such person"))?;
    world.signatures.issue(order, person)
}

async fn revoke(
    State(world): Home,
    Path(id): Path<String>,
    Form(choice): Form<Choice>,
) -> Redirect {
    let done = revoke_at(&world, id).await;
    back(choice.lang.as_deref(), done.is_err())
}

fn file(name: &'static str, content: impl IntoResponse) -> Response {
    let head = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (head, content).into_response()
}

async fn certificate(State(world): Home, Path(id): Path<String>) -> Response {
    match world.signatures.find(&id) {
        Some(kept) => file("certificate.cer", kept.issued.certificate),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn key(State(world): Home, Path(id): Path<String>) -> Response {
    match world.signatures.find(&id) {
        Some(kept) => file("key.pfx", kept.issued.pfx),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn roots(State(world): Home) -> Response {
    match work(&world, |world| world.signatures.authority()?.roots()).await {
        Ok(roots) => file("roots.pem", roots),
        Err(error) => failed(&error),
    }
}

async fn list(State(world): Home, Path(house): Path<String>) -> Response {
    let Some(house @ ("rsa" | "gost")) = house.strip_suffix(".crl") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let house = house.to_owned();
    let given = *world.signatures.given();
    if given.down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let made = work(&world, move |world| {
        world.signatures.authority()?.list(&house, given.old)
    });
    match made.await {
        Ok(list) => file("list.crl", list),
        Err(error) => failed(&error),
    }
}

async fn sign(State(world): Home, Path(id): Path<String>, mut sent: Multipart) -> Response {
    let mut content = None;
    while let Ok(Some(field)) = sent.next_field().await {
        if field.name() == Some("file") {
            content = field.bytes().await.ok();
        }
    }
    let Some(content) = content else {
        return back(None, true).into_response();
    };
    match sign_with(&world, id, content.to_vec()).await {
        Ok(signature) => file("signature.sig", signature),
        Err(_) => back(None, true).into_response(),
    }
}

async fn issue_json(State(world): Home, Json(order): Json<Order>) -> Response {
    match work(&world, move |world| ordered(world, &order)).await {
        Ok(kept) => Json(json!({
            "id": kept.issued.id,
            "certificate": BASE64.encode(&kept.issued.certificate),
            "pfx": BASE64.encode(&kept.issued.pfx),
            "password": PASSWORD,
        }))
        .into_response(),
        Err(error) => failed(&error),
    }
}

/// `{content}` and the answer's `signature` are base64.
async fn sign_json(
    State(world): Home,
    Path(id): Path<String>,
    Json(body): Json<Value>,
) -> Response {
    let content = body["content"].as_str().unwrap_or_default();
    let Ok(content) = BASE64.decode(content.as_bytes()) else {
        return failed(&io::Error::other("content is not base64"));
    };
    match sign_with(&world, id, content).await {
        Ok(signature) => Json(json!({ "signature": BASE64.encode(&signature) })).into_response(),
        Err(error) => failed(&error),
    }
}

async fn revoke_json(State(world): Home, Path(id): Path<String>) -> Response {
    match revoke_at(&world, id).await {
        Ok(()) => Json(json!({ "status": "ok" })).into_response(),
        Err(error) => failed(&error),
    }
}

/// `{old: true}`: from now on the lists are old ones; `{down: true}`: there are none.
async fn lists_json(State(world): Home, Json(given): Json<Given>) -> Json<Value> {
    *world.signatures.given() = given;
    Json(json!({ "status": "ok" }))
}
