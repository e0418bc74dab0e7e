//! The queue: what is due first stands first.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use okno_catalogue::ProfileField;
use okno_web::{Fault, Input, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use super::{left, standing};
use crate::Applications;
use crate::model::Application;
use crate::pages::say;
use crate::store::{self, Part};

/// Most rows on the page.
const MOST: u32 = 100;

struct Tab {
    url: &'static str,
    label: String,
    count: i64,
    current: bool,
}

struct Row {
    url: String,
    number: String,
    service: String,
    /// Only of cases that the official holds.
    name: String,
    came: String,
    left: String,
    left_class: &'static str,
    kind: &'static str,
    icon: &'static str,
    word: String,
}

#[derive(Template)]
#[template(path = "applications/desk/queue.html")]
struct QueuePage {
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    decided: i64,
    query: String,
    caption: String,
    empty_title: String,
    empty_text: String,
    may_take: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    f: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    done: String,
}

/// The beginning of today, in the zone of the portal.
fn midnight(own: &Applications) -> Timestamp {
    let now = own.portal().local(own.portal().db().now());
    now.start_of_day()
        .map_or(Timestamp::MIN, |start| start.timestamp())
}

/// The end of a number, in what was typed: digits, or the whole of it.
fn ending(query: &str) -> String {
    let plain: String = query
        .to_uppercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '№')
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    plain.trim_matches('-').chars().take(40).collect()
}

fn row(own: &Applications, page: &Page, case: &Application, official: Uuid) -> Row {
    let service = own.catalogue().get(&case.service);
    let (left, left_class) = left(own, page, case);
    let (kind, icon, word) = standing(page, case);
    let sees_name = case.claimed_by == Some(official)
        && service.is_some_and(|s| s.desk.sees.contains(&ProfileField::Name));
    let applicant = case.content.applicant.as_ref().filter(|_| sees_name);
    Row {
        url: format!("/work/cases/{}", case.id),
        number: case.number.clone().unwrap_or_default(),
        service: service
            .map(|s| say(page.lang, &s.title))
            .unwrap_or_default(),
        name: applicant.map(|a| a.short.clone()).unwrap_or_default(),
        came: case
            .sent_at
            .map(|at| page.date_time(&at))
            .unwrap_or_default(),
        left,
        left_class,
        kind,
        icon,
        word,
    }
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let official = visitor.official("officer")?;
    let db = visitor.db();
    let since = midnight(&own);
    let counts = store::counts(db, &official.unit, official.id, since).await?;
    let part = match asked.f.as_str() {
        "new" => Part::New,
        "mine" => Part::Mine,
        "asked" => Part::Asked,
        "done" => Part::Decided,
        // At the beginning of the day there is nothing of one's own yet.
        _ if counts.mine == 0 => Part::New,
        _ => Part::Mine,
    };
    let query = ending(&asked.q);
    let cases = if query.is_empty() {
        store::queue(db, &official.unit, part, official.id, since, MOST).await?
    } else {
        store::by_number(db, &official.unit, &query, MOST).await?
    };
    if let ([only], false) = (cases.as_slice(), query.is_empty()) {
        return Ok(visitor.go(&format!("/work/cases/{}", only.id)));
    }
    let mut page = visitor.page_t("applications-desk-title").work();
    if asked.done == "1" {
        page = page.with_notice(
            "ok",
            visitor.t("applications-desk-done"),
            visitor.t("applications-desk-done-text"),
        );
    }
    let tab = |url, id: &str, count, own_part| Tab {
        url,
        label: page.t(id),
        count,
        current: query.is_empty() && part == own_part,
    };
    let tabs = vec![
        tab(
            "/work?f=mine",
            "applications-desk-mine",
            counts.mine,
            Part::Mine,
        ),
        tab(
            "/work?f=new",
            "applications-desk-fresh",
            counts.fresh,
            Part::New,
        ),
        tab(
            "/work?f=asked",
            "applications-desk-asked",
            counts.asked,
            Part::Asked,
        ),
        tab(
            "/work?f=done",
            "applications-desk-decided",
            counts.decided,
            Part::Decided,
        ),
    ];
    let (empty_title, empty_text) = if query.is_empty() {
        ("applications-desk-empty", "applications-desk-empty-text")
    } else {
        ("applications-desk-lost", "applications-desk-lost-text")
    };
    visitor.render(&QueuePage {
        rows: cases
            .iter()
            .map(|case| row(&own, &page, case, official.id))
            .collect(),
        tabs,
        decided: counts.decided,
        query: asked.q.chars().take(60).collect(),
        caption: page.t("applications-desk-caption"),
        empty_title: page.t(empty_title),
        empty_text: page.t(empty_text),
        may_take: counts.fresh > 0,
        page,
    })
}

/// «Взять следующее»: what is due first among those that nobody holds.
pub(crate) async fn next(
    State(own): State<Applications>,
    visitor: Visitor,
    _: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("officer")?;
    take_next(&own, &visitor, official.id, &official.unit)
        .await
        .map(|url| visitor.go(&url))
}

/// The address of the next case: one's own first, then the next of the queue.
pub(super) async fn take_next(
    own: &Applications,
    visitor: &Visitor,
    official: Uuid,
    unit: &str,
) -> Result<String, Fault> {
    let db = visitor.db();
    let fresh = store::queue(db, unit, Part::New, official, Timestamp::MIN, 5).await?;
    for case in fresh {
        let mut tx = db.begin().await?;
        // A colleague may have been faster: then the one after it.
        if own.claim(&mut tx, &case, official, None).await? {
            tx.commit().await?;
            return Ok(format!("/work/cases/{}", case.id));
        }
    }
    Ok("/work".to_owned())
}

/// After a decision: what one holds already, then a new one.
pub(super) async fn after_decision(
    own: &Applications,
    visitor: &Visitor,
    official: Uuid,
    unit: &str,
) -> Result<String, Fault> {
    let mine = store::queue(visitor.db(), unit, Part::Mine, official, Timestamp::MIN, 1).await?;
    if let Some(case) = mine.first() {
        return Ok(format!("/work/cases/{}", case.id));
    }
    let url = take_next(own, visitor, official, unit).await?;
    Ok(if url == "/work" {
        "/work?done=1".to_owned()
    } else {
        url
    })
}
