//! «Записаны сегодня»: whom an office expects, for those who work there.

use askama::Template;
use axum::extract::{Path, State as Own};
use axum::response::{Redirect, Response};
use jiff::Timestamp;
use okno_accounts::{Person, find_locked, find_several};
use okno_store::Entry;
use okno_web::{Fault, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::model::State;
use crate::{Appointments, store};

struct Row {
    id: Uuid,
    time: String,
    name: String,
    what: String,
    state: State,
}

#[derive(Template)]
#[template(path = "centre_visits.html")]
struct DeskPage {
    page: Page,
    rows: Vec<Row>,
    day: String,
}

/// `/centre/visits`.
pub(crate) async fn list(Own(own): Own<Appointments>, visitor: Visitor) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let page = visitor.page_t("appointments-today").work();
    let (db, now) = (visitor.db(), visitor.db().now());
    let mut rows = Vec::new();
    let mut day = String::new();
    if let Some(centre) = own.centres().get(&official.unit) {
        let today = now.to_zoned(own.centres().zone(centre));
        day = page.date_long(&now);
        let from = today.start_of_day().map_or(now, |z| z.timestamp());
        let to = today
            .tomorrow()
            .and_then(|z| z.start_of_day())
            .map_or(now, |z| z.timestamp());
        let visits = store::of_centre(db, &centre.id, from, to).await?;
        let people = find_several(db, visits.iter().map(|visit| visit.account)).await?;
        for visit in visits {
            let person = people.get(&visit.account).map(|(_, person)| person);
            let purpose = own.centres().purpose(&visit.purpose);
            let local = |at: Timestamp| at.to_zoned(own.centres().zone(centre));
            rows.push(Row {
                id: visit.id,
                time: local(visit.starts_at).strftime("%-H:%M").to_string(),
                name: person.map(Person::listed).unwrap_or_default(),
                what: purpose
                    .map(|p| p.name.get(visitor.lang().code()).to_owned())
                    .unwrap_or_default(),
                state: visit.state(now),
            });
        }
    }
    visitor.render(&DeskPage { page, rows, day })
}

/// The visitor is here: the case opens where the purpose has one.
pub(crate) async fn came(
    Own(own): Own<Appointments>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let found = store::by_id(db, id).await?;
    let visit = found
        .filter(|visit| visit.centre == official.unit)
        .ok_or(Fault::NotFound)?;
    let centre = own.centres().get(&visit.centre).ok_or(Fault::NotFound)?;
    let day = |at: Timestamp| at.to_zoned(own.centres().zone(centre)).date();
    if day(visit.starts_at) != day(db.now()) {
        return Err(Fault::NotFound);
    }
    let mut tx = db.begin().await?;
    find_locked(&mut tx, visit.account).await?;
    if store::came(&mut tx, id).await? {
        let entry = Entry::new(visitor.actor(), "visit.came", "visit", id).owner(visit.account);
        let detail = json!({ "unit": official.unit, "purpose": visit.purpose });
        tx.journal(entry.detail(detail).from(Some(visitor.ip())))
            .await?;
        tx.announce(visit.account);
    }
    // Only who has come is looked up: a visit that was cancelled opens nothing.
    let fresh = store::by_id_locked(&mut tx, id).await?;
    let is_here = fresh.is_some_and(|fresh| fresh.state(tx.now()) == State::Came);
    let to = match own.gate(&visit.purpose).filter(|_| is_here) {
        Some(gate) => {
            gate.came(&mut tx, &visitor, &official, visit.account, centre)
                .await?
        }
        None => None,
    };
    tx.commit().await?;
    Ok(visitor.go(to.as_deref().unwrap_or("/centre/visits")))
}

pub(crate) async fn back() -> Redirect {
    Redirect::to("/centre/visits")
}
