//! Pages: the list of letters and one letter.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use okno_store::{Db, DbError};
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use crate::model::{Letter, paragraphs};
use crate::store;

const ON_A_PAGE: u32 = 20;
/// Nobody leafs further than this by hand.
const LAST_PAGE: u32 = 10_000;
/// Characters of the first paragraph in the list.
const PREVIEW: usize = 140;

pub(crate) fn router() -> Router {
    Router::new()
        .route("/cabinet/messages", get(list))
        .route("/cabinet/messages/{id}", get(one))
}

struct Line {
    id: Uuid,
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
    unread: i64,
    number: u32,
    more: bool,
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
}

async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let number = asked.page.parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    let db = visitor.db();
    // One more than is shown tells whether there is a next page.
    let mut letters =
        store::inbox_from(db, account, ON_A_PAGE + 1, (number - 1) * ON_A_PAGE).await?;
    let more = letters.len() > ON_A_PAGE as usize;
    letters.truncate(ON_A_PAGE as usize);
    let unread = store::unread_count(db, account).await?;
    let page = visitor.page_t("notifications-title");
    let letters = letters.into_iter().map(|l| line(&page, l)).collect();
    visitor.render(&ListPage {
        letters,
        unread,
        number,
        more,
        page,
    })
}

fn line(page: &Page, letter: Letter) -> Line {
    let first = paragraphs(&letter.body).first().copied().unwrap_or("");
    let mut preview: String = first.chars().take(PREVIEW).collect();
    if preview.len() < first.len() {
        preview.push('…');
    }
    Line {
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

async fn opened(db: &Db, account: Uuid, id: Uuid) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    if store::mark_read(&mut tx, account, id).await? {
        tx.announce(account);
    }
    tx.commit().await
}
