//! Pages: the list of letters and one letter.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use okno_store::{Db, DbError};
use okno_web::{Fault, Input, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use crate::choices::Topic;
use crate::model::{Letter, paragraphs};
use crate::store::{self, Filter};

const ON_A_PAGE: u32 = 20;
/// Nobody leafs further than this by hand.
const LAST_PAGE: u32 = 10_000;
/// Characters of the first paragraph in the list.
const PREVIEW: usize = 140;

pub(crate) fn router() -> Router {
    Router::new()
        .route("/cabinet/messages", get(list))
        .route("/cabinet/messages/read", post(read_all))
        .route("/cabinet/messages/{id}", get(one))
}

/// A choice of which letters to see.
struct Tab {
    url: String,
    name: String,
    now: bool,
}

struct Line {
    id: Uuid,
    topic: String,
    subject: String,
    preview: String,
    when: String,
    machine: String,
    read: bool,
}

#[derive(Template)]
#[template(path = "notifications/list.html")]
struct ListPage {
    page: Page,
    letters: Vec<Line>,
    tabs: Vec<Tab>,
    /// Are some letters left out?
    filtered: bool,
    unread: i64,
    /// What «Прочитать все» is about: the letters up to the newest one that is shown.
    until: Option<i64>,
    number: u32,
    newer: Option<String>,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "notifications/letter.html")]
struct LetterPage<'a> {
    page: Page,
    paragraphs: Vec<&'a str>,
    link: Option<&'a str>,
    when: String,
    machine: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
    #[serde(default)]
    show: String,
}

const NEW: &str = "new";

/// The address of a page of the list.
fn address(show: &str, number: u32) -> String {
    let mut asked = Vec::new();
    if !show.is_empty() {
        asked.push(format!("show={show}"));
    }
    if number > 1 {
        asked.push(format!("page={number}"));
    }
    match asked.is_empty() {
        true => "/cabinet/messages".to_owned(),
        false => format!("/cabinet/messages?{}", asked.join("&")),
    }
}

fn tabs(visitor: &Visitor, show: &str) -> Vec<Tab> {
    let topics = Topic::ALL.map(Topic::word);
    let all = ["", NEW].into_iter().chain(topics);
    let tab = |word: &str| Tab {
        url: address(word, 1),
        name: match word {
            "" => visitor.t("notifications-all"),
            word => visitor.t(&format!("notifications-topic-{word}")),
        },
        now: word == show,
    };
    all.map(tab).collect()
}

async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let topic = Topic::from_word(&asked.show);
    let unread = asked.show == NEW;
    let show = match topic {
        Some(topic) => topic.word(),
        None if unread => NEW,
        None => "",
    };
    let filter = Filter { topic, unread };
    let number = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    let db = visitor.db();
    // One more than is shown tells whether there is a next page.
    let mut letters =
        store::inbox_from(db, account, filter, ON_A_PAGE + 1, (number - 1) * ON_A_PAGE).await?;
    let more = letters.len() > ON_A_PAGE as usize;
    letters.truncate(ON_A_PAGE as usize);
    let unread = store::unread_count(db, account).await?;
    let page = visitor.page_t("notifications-title");
    let newest = letters.first().map(|letter| letter.at.as_millisecond());
    visitor.render(&ListPage {
        tabs: tabs(&visitor, show),
        filtered: !show.is_empty(),
        until: newest.filter(|_| unread > 0 && number == 1 && topic.is_none()),
        letters: letters.into_iter().map(|l| line(&page, l)).collect(),
        unread,
        number,
        newer: (number > 1).then(|| address(show, number - 1)),
        older: more.then(|| address(show, number + 1)),
        page,
    })
}

fn line(page: &Page, letter: Letter) -> Line {
    let first = paragraphs(&letter.body).first().copied().unwrap_or("");
    let mut preview: String = first.chars().take(PREVIEW).collect();
    if preview.len() < first.len() {
        preview.push('…');
    }
    let topic = letter.topic.map(Topic::word);
    Line {
        topic: topic.map_or_else(String::new, |word| {
            page.t(&format!("notifications-topic-{word}"))
        }),
        preview,
        when: page.date_time(&letter.at),
        machine: letter.at.to_string(),
        id: letter.id,
        subject: letter.subject,
        read: letter.read,
    }
}

async fn one(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let id = Uuid::try_parse(&id).map_err(|_| Fault::NotFound)?;
    let db = visitor.db();
    let Some(letter) = store::letter(db, account, id).await? else {
        return Err(Fault::NotFound);
    };
    if !letter.read
        && let Err(error) = opened(db, account, id).await
    {
        // It can be read all the same; it stays new until the next time.
        tracing::warn!(%error, "could not mark a letter as opened");
    }
    let page = visitor.page(letter.subject.clone());
    visitor.render(&LetterPage {
        paragraphs: paragraphs(&letter.body),
        link: letter.link.as_deref(),
        when: page.date_time(&letter.at),
        machine: letter.at.to_string(),
        page,
    })
}

/// «Прочитать все»: what came after the page was drawn stays new.
async fn read_all(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let until = input.get("until").parse().map_err(|_| Fault::BadRequest)?;
    let until = Timestamp::from_millisecond(until).map_err(|_| Fault::BadRequest)?;
    let mut tx = visitor.db().begin().await?;
    if store::mark_all_read(&mut tx, account, until).await? > 0 {
        tx.announce(account);
    }
    tx.commit().await?;
    Ok(visitor.go("/cabinet/messages"))
}

async fn opened(db: &Db, account: Uuid, id: Uuid) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    if store::mark_read(&mut tx, account, id).await? {
        tx.announce(account);
    }
    tx.commit().await
}
