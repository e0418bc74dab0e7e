//! A copy of all data: asked for, waited for, fetched.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::SignedDuration;
use okno_accounts::{find_locked, holder, not_yet};
use okno_store::{Entry, Limit, Verdict};
use okno_web::{Fault, Page, Visitor, handout};
use uuid::Uuid;

use super::COPY;
use crate::Rights;
use crate::copy::order;
use crate::store::{self, Copy};

/// A copy asks every department and presses many pages.
const PER_ACCOUNT: Limit = Limit {
    name: "rights.export",
    max: 5,
    per: SignedDuration::from_hours(24),
};

struct Line {
    id: Uuid,
    asked: String,
    until: String,
    made: bool,
}

#[derive(Template)]
#[template(path = "rights_copy.html")]
struct CopyPage {
    page: Page,
    lines: Vec<Line>,
    /// One is being made: no other is asked for meanwhile.
    waits: bool,
    /// When the next one may be asked for.
    too_many: Option<String>,
}

fn page(visitor: &Visitor, copies: &[Copy], too_many: Option<String>) -> CopyPage {
    let page = visitor.page_t("rights-copy-title");
    let lines = copies.iter().map(|copy| Line {
        id: copy.id,
        asked: page.date_time(&copy.asked_at),
        until: page.date_long(&copy.ends_at),
        made: copy.made,
    });
    CopyPage {
        lines: lines.collect(),
        waits: copies.iter().any(|copy| !copy.made),
        too_many,
        page,
    }
}

pub(super) async fn show(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let copies = store::newest(visitor.db(), account.id).await?;
    visitor.render(&page(&visitor, &copies, None))
}

pub(super) async fn ask(State(_): State<Rights>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    if let Some(first) = not_yet(&visitor, COPY).await? {
        return Ok(first);
    }
    let db = visitor.db();
    let subject = account.id.to_string();
    if let Verdict::Wait { until } = db.hit(&PER_ACCOUNT, &subject).await? {
        let copies = store::newest(db, account.id).await?;
        let until = visitor.page(String::new()).date_time(&until);
        return visitor.render(&page(&visitor, &copies, Some(until)));
    }
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account.id).await?;
    // Two clicks are one copy.
    let copies = store::newest_in(&mut tx, account.id).await?;
    if copies.iter().all(|copy| copy.made) {
        order(&mut tx, account.id, visitor.lang()).await?;
        let entry = Entry::new(visitor.actor(), "data.asked", "account", account.id);
        tx.journal(entry.owner(account.id).from(Some(visitor.ip())))
            .await?;
    }
    tx.commit().await?;
    Ok(visitor.go(COPY))
}

pub(super) async fn fetch(
    visitor: Visitor,
    Path((id, kind)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let id = Uuid::try_parse(&id).map_err(|_| Fault::NotFound)?;
    let db = visitor.db();
    let copies = store::newest(db, account.id).await?;
    let copy = copies.into_iter().find(|copy| copy.id == id);
    let copy = copy.ok_or(Fault::NotFound)?;
    let (file, end) = match kind.as_str() {
        "json" => (copy.json, "json"),
        "pdf" => (copy.pdf, "pdf"),
        _ => return Err(Fault::NotFound),
    };
    let file = file.ok_or(Fault::NotFound)?;
    if let Some(first) = not_yet(&visitor, COPY).await? {
        return Ok(first);
    }
    let facts = db.file_facts(file).await?.ok_or(Fault::NotFound)?;
    let content = db.file_content(file).await?;
    let mut tx = db.begin().await?;
    let entry = Entry::new(visitor.actor(), "data.fetched", "account", account.id);
    tx.journal(entry.owner(account.id).from(Some(visitor.ip())))
        .await?;
    tx.commit().await?;
    let day = visitor.portal().local(copy.asked_at).strftime("%Y-%m-%d");
    let name = format!("okno-{day}.{end}");
    Ok(handout::deliver(content, &facts.media_type, &name, true))
}
