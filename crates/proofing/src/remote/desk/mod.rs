//! The operator's side: take the next one, see and compare ([`page`]), decide
//! ([`decide`]); pictures ([`pictures`]).

mod decide;
mod page;
mod pictures;

use askama::Template;
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use okno_store::{Db, Entry};
use okno_web::visitor::Official;
use okno_web::{Fault, Input, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::socket::{Seat, give_back_left, upgrade};
use super::{LINES, VIDEO, ago, allow, here_since, left, line};
use crate::Proofing;
use crate::attempt::Stage;
use crate::centre::compared;
use crate::engine;
use crate::store::{self, RemoteCase, Side};

pub(crate) use pictures::{Listed, document_pictures};

/// Where the operator begins.
const START: &str = "/centre/remote";

/// A line as drawn.
struct Queue {
    line: &'static str,
    icon: &'static str,
    title: String,
    waiting: i64,
    button: String,
    key: usize,
}

#[derive(Template)]
#[template(path = "remote.html")]
struct StartPage {
    page: Page,
    queues: Vec<Queue>,
    closed: Option<String>,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    use decide::{bad_line, confirm, refuse};
    use pictures::{for_auditor, show_picture, take_picture};
    let back = post(give_back);
    Router::new()
        .route(START, get(start))
        .route("/centre/remote/next", post(next).get(to_start))
        .route("/centre/remote/{id}", get(case))
        .route("/centre/remote/{id}/socket", get(socket))
        .route("/centre/remote/{id}/confirm", post(confirm).get(to_case))
        .route("/centre/remote/{id}/refuse", post(refuse).get(to_case))
        .route("/centre/remote/{id}/bad-line", post(bad_line).get(to_case))
        .route("/centre/remote/{id}/back", back.get(to_case))
        .route("/centre/remote/{id}/compare", post(compare).get(to_case))
        .route(
            "/centre/remote/{id}/pictures",
            post(take_picture).get(to_case),
        )
        .route("/centre/remote/{id}/pictures/{file}", get(show_picture))
        .route("/centre/pictures/{file}", get(for_auditor))
        .with_state(proofing.clone())
}

async fn to_start() -> Redirect {
    Redirect::to(START)
}

async fn to_case(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&address(id))
}

fn address(id: Uuid) -> String {
    format!("{START}/{id}")
}

async fn start(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("operator")?;
    let db = visitor.db();
    let offered = LINES
        .iter()
        .filter(|line| proofing.table.get(line.id).is_some());
    let mut queues = Vec::with_capacity(LINES.len());
    for (n, line) in offered.enumerate() {
        let since = ago(db, left(line.id));
        queues.push(Queue {
            line: line.id,
            icon: line.icon,
            title: visitor.t(&format!("proofing-remote-line-{}", line.id)),
            waiting: store::waiting(db, line.id, since, here_since(db, line.id)).await?,
            button: visitor.t(&format!("proofing-remote-next-{}", line.id)),
            key: n + 1,
        });
    }
    let mut page = visitor.page_t("proofing-remote-title").work();
    page.refresh = Some(15);
    visitor.render(&StartPage {
        page,
        queues,
        closed: super::closed(&proofing, visitor.lang()),
    })
}

/// «Следующий»: of two operators who press at once, one gets this one and the other
/// the one after.
async fn next(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let line = line(input.get("line")).id;
    let db = visitor.db();
    // So many may be taken by others or be over before one is found.
    for _ in 0..50 {
        let mut tx = db.begin().await?;
        let since = ago(db, left(line));
        if let Some(held) = store::held(&mut tx, line, official.id, since).await? {
            tx.commit().await?;
            return Ok(visitor.go(&address(held.id)));
        }
        let Some(found) = store::next(&mut tx, line, since, here_since(db, line)).await? else {
            tx.commit().await?;
            return Ok(visitor.go(START));
        };
        let open = store::by_id_in(&mut tx, found.id).await?;
        match open {
            Some(open) if open.is_open(db.now()) => {}
            Some(over) => {
                // Its time is over and nobody has swept yet.
                let by = okno_store::Actor::System;
                engine::close(&proofing, &mut tx, &over, Stage::Expired, by, None).await?;
                tx.commit().await?;
                continue;
            }
            None => {
                store::leave(&mut tx, found.id).await?;
                tx.commit().await?;
                continue;
            }
        }
        give_back_left(&mut tx, &found).await?;
        if !store::take(&mut tx, found.id, official.id, since).await? {
            continue;
        }
        tx.journal(
            Entry::new(visitor.actor(), "proofing.taken", "proofing", found.id)
                .owner(found.account)
                .detail(json!({ "method": found.line, "unit": official.unit }))
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.announce(found.id);
        tx.announce(found.account);
        tx.commit().await?;
        return Ok(visitor.go(&address(found.id)));
    }
    Ok(visitor.go(START))
}

/// The case while this operator has it.
async fn own(db: &Db, official: &Official, id: Uuid) -> Result<Option<RemoteCase>, Fault> {
    let case = store::remote_case(db, id).await?;
    Ok(case.filter(|case| case.operator == Some(official.id)))
}

async fn case(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    match own(visitor.db(), &official, id).await? {
        Some(case) => {
            let mut tx = visitor.db().begin().await?;
            store::still(&mut tx, id, Side::Desk, Some(official.id)).await?;
            tx.commit().await?;
            let page = page::draw(&proofing, &visitor, &official, &case).await?;
            Ok(allow(visitor.portal(), visitor.render(&page)?))
        }
        None => page::decided(&visitor, &official, id).await,
    }
}

async fn socket(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    ws: WebSocketUpgrade,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let own = own(visitor.db(), &official, id).await?;
    if own.is_none_or(|case| case.line != VIDEO) {
        return Err(Fault::NotFound);
    }
    let seat = Seat {
        case: id,
        side: Side::Desk,
        operator: Some(official.id),
    };
    upgrade(&proofing, &visitor, &headers, ws, seat)
}

/// «Сверить сейчас».
async fn compare(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    if let Some(case) = own(visitor.db(), &official, id).await? {
        compared::ask(&visitor, id, case.account).await?;
    }
    Ok(visitor.go(&address(id)))
}

/// «Вернуть в очередь»: the person keeps the place.
async fn give_back(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    if store::give_back(&mut tx, id, official.id).await? {
        let owner = store::by_id_in(&mut tx, id).await?.map(|a| a.account);
        tx.journal(
            Entry::new(visitor.actor(), "proofing.returned", "proofing", id)
                .owner(owner)
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.announce(id);
    }
    tx.commit().await?;
    Ok(visitor.go(START))
}
