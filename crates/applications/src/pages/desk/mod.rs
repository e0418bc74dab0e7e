//! The desk of an agency: the queue and the case of an official.

mod case;
mod queue;

use axum::Router;
use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::{get, post};
use okno_web::visitor::Official;
use okno_web::{Fault, Page, Visitor};

use super::id_of;
use crate::Applications;
use crate::model::{Application, State};
use crate::store;

pub(super) fn router() -> Router<Applications> {
    Router::new()
        .route("/work", get(queue::page))
        .route("/work/next", post(queue::next))
        .route("/work/cases/{id}", get(case::page))
        .route("/work/cases/{id}/claim", post(case::claim))
        .route("/work/cases/{id}/release", post(case::release))
        .route("/work/cases/{id}/decide", post(case::decide).get(to_case))
}

/// A decision that came back with its mistakes has the address it was sent to; who asks for
/// that address again, by reloading or by the way back, gets the case.
async fn to_case(Path(id): Path<String>) -> Result<Redirect, Fault> {
    Ok(Redirect::to(&format!("/work/cases/{}", id_of(&id)?)))
}

/// A case of the official's own agency; those of others do not exist.
async fn case_of(visitor: &Visitor, id: &str) -> Result<(Official, Application), Fault> {
    let official = visitor.official("officer")?;
    let found = store::find(visitor.db(), id_of(id)?).await?;
    let case = found
        .filter(|a| a.agency == official.unit && a.state != State::Draft)
        .ok_or(Fault::NotFound)?;
    Ok((official, case))
}

/// How much time is left: words and the class of the mark.
fn left(own: &Applications, page: &Page, case: &Application) -> (String, &'static str) {
    let Some(due) = case.due_at.filter(|_| case.state == State::Sent) else {
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
fn standing(page: &Page, case: &Application) -> (&'static str, &'static str, String) {
    let (kind, icon, id) = match (case.state, case.claimed_by) {
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
