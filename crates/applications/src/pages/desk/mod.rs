//! The desk of an agency: the queue and the case of an official, the department of their
//! head, and figures of both.

mod bulk;
mod case;
mod hand;
mod queue;
mod statistics;
mod team;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::{get, post};
use jiff::{Timestamp, ToSpan};
use okno_catalogue::Service;
use okno_web::visitor::Official;
use okno_web::{Fault, Page, Visitor};
use uuid::Uuid;

use super::{id_of, say};
use crate::Applications;
use crate::acts::OFFICER;
use crate::model::{Application, State};
use crate::store;
use crate::store::desk::{After, Listed};

/// The role of the head of a department.
const CHIEF: &str = "chief";

pub(super) fn router() -> Router<Applications> {
    Router::new()
        .route("/work", get(queue::page))
        .route("/work/next", post(queue::next))
        .route("/work/bulk", post(bulk::confirm).get(to_queue))
        .route("/work/bulk/decide", post(bulk::decide).get(to_queue))
        .route("/work/cases/{id}", get(case::page))
        .route("/work/cases/{id}/claim", post(case::claim))
        .route("/work/cases/{id}/release", post(case::release))
        .route("/work/cases/{id}/by-hand", post(case::by_hand))
        .route("/work/cases/{id}/hand", get(hand::page).post(hand::give))
        .route("/work/cases/{id}/decide", post(case::decide).get(to_case))
        .route("/work/team", get(team::page))
        .route("/work/team/assign", post(team::assign).get(to_team))
        .route("/work/statistics", get(statistics::page))
        .route("/work/statistics/file", get(statistics::file))
}

/// A decision that came back with its mistakes has the address it was sent to; who asks for
/// that address again, by reloading or by the way back, gets the case.
async fn to_case(Path(id): Path<String>) -> Result<Redirect, Fault> {
    Ok(Redirect::to(&format!("/work/cases/{}", id_of(&id)?)))
}

async fn to_queue() -> Redirect {
    Redirect::to("/work")
}

async fn to_team() -> Redirect {
    Redirect::to("/work/team")
}

/// A case of the official's own agency; those of others do not exist.
async fn case_of(visitor: &Visitor, id: &str) -> Result<(Official, Application), Fault> {
    let official = visitor.official(OFFICER)?;
    let found = store::find(visitor.db(), id_of(id)?).await?;
    let case = found
        .filter(|a| a.agency == official.unit && a.state != State::Draft)
        .ok_or(Fault::NotFound)?;
    Ok((official, case))
}

/// Of a case: its state, who holds it, when it is due, whether it waits for registries.
type Stands = (State, Option<Uuid>, Option<Timestamp>, bool);

impl Application {
    fn stands(&self) -> Stands {
        (self.state, self.claimed_by, self.due_at, self.waits)
    }
}

impl Listed {
    fn stands(&self) -> Stands {
        (self.state, self.claimed_by, self.due_at, self.waits)
    }
}

/// How much time is left: words and the class of the mark.
fn left(own: &Applications, page: &Page, (state, _, due_at, _): Stands) -> (String, &'static str) {
    let Some(due) = due_at.filter(|_| state == State::Sent) else {
        return (String::new(), "");
    };
    let days = own
        .calendar()
        .left(own.portal().today(), own.portal().local(due).date());
    match days {
        0 => (page.t("applications-due-today"), "soon"),
        late if late < 0 => (page.tn("applications-due-late", "n", -late), "late"),
        days => (page.tn("applications-due-left", "n", days), ""),
    }
}

/// The look of a case in the queue: kind of the tag, icon, word.
fn standing(
    page: &Page,
    (state, claimed_by, _, waits): Stands,
) -> (&'static str, &'static str, String) {
    let (kind, icon, id) = match (state, claimed_by) {
        (State::Sent, _) if waits => ("", "clock", "applications-desk-waits"),
        (State::Sent, None) => ("go", "", "applications-desk-new"),
        (State::Sent, Some(_)) => ("", "user", "applications-desk-taken"),
        (State::CorrectionAsked, _) => ("", "clock", "applications-desk-asked"),
        (State::Approved, _) => ("ok", "check", "applications-state-approved"),
        (State::Rejected, _) => ("error", "stop", "applications-state-rejected"),
        (State::Completed, _) => ("ok", "check", "applications-state-completed"),
        (State::Withdrawn | State::Draft, _) => ("", "x", "applications-state-withdrawn"),
    };
    (kind, icon, page.t(id))
}

/// The name of an official, short; of nobody it is empty.
async fn name_of(visitor: &Visitor, staff: Option<Uuid>) -> Result<String, Fault> {
    let Some(id) = staff else {
        return Ok(String::new());
    };
    let found = okno_accounts::staff(visitor.db(), id).await?;
    Ok(found.map(|s| s.person.short_name()).unwrap_or_default())
}

/// The beginning of today and that of tomorrow, in the zone of the portal.
fn today(own: &Applications) -> (Timestamp, Timestamp) {
    let now = own.portal().local(own.portal().db().now());
    let start = now.start_of_day();
    let end = start
        .as_ref()
        .ok()
        .and_then(|s| s.checked_add(1.day()).ok());
    (
        start.map_or(Timestamp::MIN, |start| start.timestamp()),
        end.map_or(Timestamp::MAX, |end| end.timestamp()),
    )
}

/// The services of an agency.
fn services_of(own: &Applications, agency: &str) -> Vec<Arc<Service>> {
    let catalogue = own.catalogue();
    let all = catalogue.services().iter();
    all.filter(|one| one.agency == agency).cloned().collect()
}

/// A choice of a list that narrows a page.
struct Only {
    value: String,
    label: String,
    chosen: bool,
}

/// The services to choose from; nothing where there is one alone.
fn only_services(own: &Applications, page: &Page, agency: &str, chosen: &str) -> Vec<Only> {
    let services = services_of(own, agency);
    if services.len() < 2 {
        return Vec::new();
    }
    let all = Only {
        value: String::new(),
        label: page.t("applications-desk-all-services"),
        chosen: chosen.is_empty(),
    };
    let some = services.into_iter().map(|one| Only {
        value: one.id.clone(),
        label: say(page.lang, &one.title),
        chosen: one.id == chosen,
    });
    std::iter::once(all).chain(some).collect()
}

/// The service that a page is narrowed to, if the agency has it.
fn chosen_service(own: &Applications, agency: &str, wanted: &str) -> String {
    let known = services_of(own, agency);
    let known = known.iter().any(|one| one.id == wanted);
    if known {
        wanted.to_owned()
    } else {
        String::new()
    }
}

/// Where the next page begins, as it stands in an address: time and id of the last row.
fn after_word(at: Option<Timestamp>, id: Uuid) -> String {
    let at = at.map_or(0, Timestamp::as_millisecond);
    format!("{at}-{}", id.simple())
}

fn after_of(word: &str) -> After {
    let (at, id) = word.split_once('-')?;
    let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
    Some((at, Uuid::parse_str(id).ok()?))
}

/// A key of the keyboard and what it does.
struct Shortcut {
    keys: Vec<&'static str>,
    word: String,
}

/// The keys of a page, in the order of its help: ends of the ids of their words, and the keys.
fn shortcuts(page: &Page, keys: &[(&str, &'static str)]) -> Vec<Shortcut> {
    keys.iter()
        .map(|(id, keys)| Shortcut {
            keys: keys.split(' ').collect(),
            word: page.t(&format!("applications-keys-{id}")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_queue_comes_back_from_its_address() {
        let (at, id) = (Timestamp::from_second(1_795_000_000), Uuid::from_u128(7));
        let at = at.unwrap();
        let word = after_word(Some(at), id);
        assert_eq!(after_of(&word), Some((at, id)));
        assert!(word.len() > 20, "{word}: a word, and no phone");
        for nothing in ["", "-", "x-y", "17", "99999999999999999999-1"] {
            assert_eq!(after_of(nothing), None, "{nothing}");
        }
    }
}
