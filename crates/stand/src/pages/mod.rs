//! Pages for people: the phone, the mailbox, the people, the switchboard.
//! No scripts; the phone and the mailboxes refresh themselves.

pub(crate) mod authenticator;
pub(crate) mod banks;
mod board;
mod people;
pub(crate) mod post;
pub(crate) mod signatures;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use okno_requisites::Phone;
use serde::Deserialize;

use crate::faults::System;
use crate::people::Person;
use crate::words::Lang;
use crate::world::{Letter, World, phone};

/// Nothing but our own style and picture; no script at all.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Seconds between two looks at the phone or the mailbox.
const REFRESH: u32 = 4;
/// So many letters, messages and calls a page shows.
const SHOWN: usize = 200;
/// A password that the portal accepts, so that nobody has to invent one.
const PASSWORD: &str = "Kasimov2026!";

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/", get(home))
        .route("/phone", get(phones))
        .route("/phone/{number}", get(one_phone))
        .route("/mail", get(mailboxes))
        .route("/mail/box/{address}", get(mailbox))
        .route("/mail/letter/{id}", get(letter))
        .route("/post", get(self::post::parcels).post(self::post::accept))
        .route(
            "/post/{track}",
            get(self::post::parcel).post(self::post::happen),
        )
        .route("/post/{track}/letter.pdf", get(self::post::pdf))
        .route("/people", get(people::people))
        .route("/people/{id}", get(people::person))
        .route(
            "/switchboard",
            get(board::switchboard).post(board::set_fault),
        )
        .route("/switchboard/reset", post(board::reset))
        .route(
            "/authenticator",
            get(authenticator::authenticator).post(authenticator::add),
        )
        .merge(signatures::routes())
        .route("/stand.css", get(style))
        .route("/icon.svg", get(icon))
        .fallback(missing)
}

async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, include_str!("../../templates/stand.css")).into_response()
}

async fn icon() -> Response {
    let kind = [(header::CONTENT_TYPE, "image/svg+xml")];
    (kind, include_str!("../../templates/icon.svg")).into_response()
}

/// What every page has.
struct Page {
    world: Arc<World>,
    lang: Lang,
    // The language was chosen by hand: links keep it.
    chosen: bool,
    section: &'static str,
    path: String,
    refresh: Option<u32>,
}

#[derive(Deserialize)]
pub(crate) struct Choice {
    lang: Option<String>,
}

impl Page {
    fn new(
        world: &Arc<World>,
        headers: &HeaderMap,
        choice: &Choice,
        section: &'static str,
        path: impl Into<String>,
    ) -> Self {
        let chosen = choice.lang.as_deref().and_then(Lang::from_code);
        let accepted = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        Self {
            world: Arc::clone(world),
            lang: chosen
                .or_else(|| accepted.map(Lang::from_accept))
                .unwrap_or_default(),
            chosen: chosen.is_some(),
            section,
            path: path.into(),
            refresh: None,
        }
    }

    fn refreshed(mut self) -> Self {
        self.refresh = Some(REFRESH);
        self
    }

    fn t(&self, id: &str) -> String {
        self.world.words.t(self.lang, id)
    }

    // Templates hand numbers of every width over, by reference or not.
    fn count(&self, id: &str, count: impl std::fmt::Display) -> String {
        let count: i64 = count.to_string().parse().unwrap_or(i64::MAX);
        self.world.words.ta(self.lang, id, "count", count.into())
    }

    fn code(&self) -> &'static str {
        self.lang.code()
    }

    fn other(&self) -> &'static str {
        match self.lang {
            Lang::Ru => "en",
            Lang::En => "ru",
        }
    }

    /// A link inside the stand that keeps the chosen language.
    fn link(&self, path: &str) -> String {
        match self.chosen {
            true => format!("{path}?lang={}", self.lang.code()),
            false => path.to_owned(),
        }
    }

    /// A link to one thing of a section.
    fn to(&self, section: &str, id: &str) -> String {
        self.link(&format!("{section}/{}", urlencoded(id)))
    }

    /// The text of one kind among several, for example of a fault's mode.
    fn kind(&self, group: &str, code: &str) -> String {
        self.t(&format!("{group}-{code}"))
    }

    /// This page in the other language.
    fn otherwise(&self) -> String {
        format!("{}?lang={}", self.path, self.other())
    }

    fn portal(&self) -> &str {
        &self.world.portal_url
    }

    fn time(&self, at: &i64) -> String {
        let Ok(at) = Timestamp::from_millisecond(*at) else {
            return String::new();
        };
        let zone = TimeZone::get("Europe/Moscow").unwrap_or(TimeZone::UTC);
        at.to_zoned(zone).strftime("%d.%m.%Y, %H:%M:%S").to_string()
    }
}

fn show(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page of the stand cannot be shown");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[derive(Template)]
#[template(path = "missing.html")]
struct Missing {
    page: Page,
}

fn not_found(world: &Arc<World>, headers: &HeaderMap, choice: &Choice) -> Response {
    let page = Page::new(world, headers, choice, "", "/");
    (StatusCode::NOT_FOUND, show(&Missing { page })).into_response()
}

async fn missing(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    not_found(&world, &headers, &choice)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Page,
    sms: usize,
    mail: usize,
    parcels: usize,
    people: usize,
    faults: usize,
    certificates: usize,
}

async fn home(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let page = Page::new(&world, &headers, &choice, "home", "/");
    let now = world.now();
    let (sms, mail, parcels, faults) = {
        let state = world.state();
        let faults = System::ALL
            .into_iter()
            .filter(|s| state.faults.get(*s, now).is_some());
        (
            state.sms.len() + state.voice.len(),
            state.mail.len(),
            state.parcels.len(),
            faults.count(),
        )
    };
    let certificates = world.signatures.count();
    show(&Home {
        page,
        sms,
        mail,
        parcels,
        people: world.people.len(),
        faults,
        certificates,
    })
}

/// A phone or a mailbox in a list.
struct Place {
    address: String,
    shown: String,
    owner: String,
    count: usize,
    at: i64,
    last: String,
}

/// Puts a newer message of an address over the older ones.
fn gather(places: &mut BTreeMap<String, Place>, address: &str, at: i64, last: &str) {
    let place = places.entry(address.to_owned()).or_insert_with(|| Place {
        address: address.to_owned(),
        shown: address.to_owned(),
        owner: String::new(),
        count: 0,
        at: i64::MIN,
        last: String::new(),
    });
    place.count += 1;
    if at >= place.at {
        place.at = at;
        place.last = last.chars().take(90).collect();
    }
}

fn newest_first(places: BTreeMap<String, Place>) -> Vec<Place> {
    let mut list: Vec<Place> = places.into_values().collect();
    list.sort_by_key(|place| std::cmp::Reverse(place.at));
    list
}

fn phone_shown(number: &str) -> String {
    Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.shown())
}

#[derive(Template)]
#[template(path = "phones.html")]
struct Phones {
    page: Page,
    list: Vec<Place>,
}

async fn phones(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let page = Page::new(&world, &headers, &choice, "phone", "/phone").refreshed();
    let mut places = BTreeMap::new();
    {
        let state = world.state();
        for message in state.sms.iter().chain(&state.voice) {
            gather(&mut places, &message.to, message.at, &message.text);
        }
    }
    for place in places.values_mut() {
        place.shown = phone_shown(&place.address);
        place.owner = world
            .person_by_phone(&place.address)
            .map(Person::full_name)
            .unwrap_or_default();
    }
    show(&Phones {
        page,
        list: newest_first(places),
    })
}

/// A piece of a text: a link or plain.
struct Piece {
    text: String,
    link: bool,
}

/// Finds the web addresses in a text. The page escapes both kinds of pieces.
fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let start = bare.find("https://").or_else(|| bare.find("http://"));
        let Some(start) = start else {
            plain.push_str(word);
            continue;
        };
        let address = bare[start..].trim_end_matches(['.', ',', ';', ')', '»', '>', '"', '!', '?']);
        plain.push_str(&word[..start]);
        found.push(Piece {
            text: std::mem::take(&mut plain),
            link: false,
        });
        found.push(Piece {
            text: address.to_owned(),
            link: true,
        });
        plain.push_str(&word[start + address.len()..]);
    }
    found.push(Piece {
        text: plain,
        link: false,
    });
    found.retain(|piece| !piece.text.is_empty());
    found
}

/// The one-time code in a text: a number of four to eight digits in a text that
/// speaks of a code, six digits before any other.
fn one_time_code(text: &str) -> Option<String> {
    let small = text.to_lowercase();
    if !small.contains("код") && !small.contains("code") {
        return None;
    }
    let runs: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || "+-./:_=&?%".contains(c)))
        .map(|run| run.trim_matches(['.', ':', '-']))
        .filter(|run| (4..=8).contains(&run.len()) && run.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let best = runs.iter().find(|run| run.len() == 6).or(runs.first())?;
    Some((*best).to_owned())
}

struct Said {
    at: i64,
    spoken: bool,
    code: Option<String>,
    text: Vec<Piece>,
    repeats: u32,
}

#[derive(Template)]
#[template(path = "phone.html")]
struct OnePhone {
    page: Page,
    shown: String,
    owner: Option<(String, String)>,
    list: Vec<Said>,
}

async fn one_phone(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
    Path(number): Path<String>,
) -> Response {
    let number = phone(&number);
    let path = format!("/phone/{}", urlencoded(&number));
    let page = Page::new(&world, &headers, &choice, "phone", path).refreshed();
    let mut list: Vec<Said> = {
        let state = world.state();
        let all = state
            .sms
            .iter()
            .map(|m| (m, false))
            .chain(state.voice.iter().map(|m| (m, true)));
        all.filter(|(message, _)| message.to == number)
            .map(|(message, spoken)| Said {
                at: message.at,
                spoken,
                code: one_time_code(&message.text),
                text: pieces(&message.text),
                repeats: message.repeats,
            })
            .collect()
    };
    // Of one millisecond the later delivered goes first, too.
    list.reverse();
    list.sort_by_key(|said| std::cmp::Reverse(said.at));
    list.truncate(SHOWN);
    let owner = world
        .person_by_phone(&number)
        .map(|p| (p.id.clone(), p.full_name()));
    show(&OnePhone {
        page,
        shown: phone_shown(&number),
        owner,
        list,
    })
}

#[derive(Template)]
#[template(path = "mailboxes.html")]
struct Mailboxes {
    page: Page,
    list: Vec<Place>,
}

async fn mailboxes(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let page = Page::new(&world, &headers, &choice, "mail", "/mail").refreshed();
    let mut places = BTreeMap::new();
    {
        let state = world.state();
        for letter in &state.mail {
            for to in &letter.to {
                gather(&mut places, to, letter.at, &letter.subject);
            }
        }
    }
    for place in places.values_mut() {
        place.owner = world
            .person_by_email(&place.address)
            .map(Person::full_name)
            .unwrap_or_default();
    }
    show(&Mailboxes {
        page,
        list: newest_first(places),
    })
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct Mailbox {
    page: Page,
    address: String,
    owner: Option<(String, String)>,
    list: Vec<Letter>,
}

async fn mailbox(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
    Path(address): Path<String>,
) -> Response {
    let address = address.trim().to_lowercase();
    let path = format!("/mail/box/{}", urlencoded(&address));
    let page = Page::new(&world, &headers, &choice, "mail", path).refreshed();
    let list: Vec<Letter> = {
        let state = world.state();
        let mine = state
            .mail
            .iter()
            .rev()
            .filter(|letter| letter.to.contains(&address));
        mine.take(SHOWN)
            .map(|letter| Letter {
                text: String::new(),
                html: None,
                ..letter.clone()
            })
            .collect()
    };
    let owner = world
        .person_by_email(&address)
        .map(|p| (p.id.clone(), p.full_name()));
    show(&Mailbox {
        page,
        address,
        owner,
        list,
    })
}

/// Percent-encodes a part of a path (RFC 3986, all but the unreserved).
fn urlencoded(part: &str) -> String {
    let mut out = String::new();
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[derive(Template)]
#[template(path = "letter.html")]
struct OneLetter {
    page: Page,
    letter: Letter,
    code: Option<String>,
    text: Vec<Piece>,
}

async fn letter(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
    Path(id): Path<String>,
) -> Response {
    let found = world
        .state()
        .mail
        .iter()
        .find(|letter| letter.id == id)
        .cloned();
    let Some(letter) = found else {
        return not_found(&world, &headers, &choice);
    };
    let page = Page::new(
        &world,
        &headers,
        &choice,
        "mail",
        format!("/mail/letter/{id}"),
    );
    let (code, text) = (one_time_code(&letter.text), pieces(&letter.text));
    show(&OneLetter {
        page,
        letter,
        code,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_other_numbers() {
        let code = |text| one_time_code(text);
        assert_eq!(
            code("Код 482913. Никому не говорите").as_deref(),
            Some("482913")
        );
        assert_eq!(
            code("482913 — код для входа, 2026 год").as_deref(),
            Some("482913")
        );
        assert_eq!(code("Your code: 4829").as_deref(), Some("4829"));
        assert_eq!(code("Заявление 482913 принято"), None);
        assert_eq!(code("Код отправлен на +79005550147, 12.03.2026"), None);
    }

    #[test]
    fn links_are_found_and_text_is_kept() {
        let text = "Откройте (https://a.example/x?y=1).\nПока";
        let found = pieces(text);
        assert_eq!(
            found.iter().map(|p| p.text.as_str()).collect::<String>(),
            text
        );
        let links: Vec<&str> = found
            .iter()
            .filter(|p| p.link)
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(links, ["https://a.example/x?y=1"]);
    }
}
