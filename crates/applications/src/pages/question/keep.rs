//! What is typed is kept at once, a moment after the last key and before it is saved: a
//! script sends it from the open page.
//!
//! It lies beside the answers ([`crate::typed`]), one text a question. Of two tabs none
//! overwrites the other: what was typed on a page gives way only to the same page, or to one
//! that was opened later and showed it; an answer that was saved meanwhile stays as it is, and
//! the form then shows both.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use okno_catalogue::{QuestionKind, Spot};
use okno_store::DbError;
use okno_web::{Fault, Input, Visitor};
use serde::Serialize;

use super::judge::came;
use super::marks::{FIELD, Marks};
use super::{Ground, correction_ground, rows, section};
use crate::Applications;
use crate::model::{Application, State as Stand, Typed};
use crate::sheet::world;
use crate::store;
use crate::typed::{bound, plain};

/// The section that the page of a correction says.
const CORRECTION: &str = "correct";
/// Name of the open page, made up by its script.
const TAB: &str = "_tab";

/// What the script is told.
#[derive(Debug, Default, Serialize)]
struct Told {
    /// Nothing is to be typed there any more: it was sent, or the row is gone.
    closed: bool,
    /// Fields in which another tab has typed or saved something else.
    elsewhere: Vec<String>,
}

fn tell(told: Told) -> Response {
    Json(told).into_response()
}

fn closed() -> Response {
    tell(Told {
        closed: true,
        ..Told::default()
    })
}

impl Ground<'_> {
    /// Was what is typed there typed on this page, or did the page show it?
    pub(super) fn is_seen(
        &self,
        visitor: &Visitor,
        application: &Application,
        (spot, text): (&Spot<'_>, &str),
        (marks, input): (&Marks, &Input),
    ) -> bool {
        let Some(typed) = application.content.typed_at(spot) else {
            return true;
        };
        let mark = marks.get(self.name(spot));
        let shown = |typed: &Typed| {
            let there = self.marker(visitor, application).mark(spot, &typed.text);
            mark.is_none_or(|mark| mark.typed == there)
        };
        let same_tab = !typed.tab.is_empty() && typed.tab == input.get(TAB);
        same_tab || plain(&typed.text) == plain(text) || shown(typed)
    }

    /// Forgets what was typed for a question whose answer is saved now, unless another tab
    /// has typed it meanwhile.
    pub(super) fn forget_typed(
        &self,
        visitor: &Visitor,
        fresh: &mut Application,
        spot: &Spot<'_>,
        saved: &str,
        page: (&Marks, &Input),
    ) {
        if self.is_seen(visitor, fresh, (spot, saved), page) {
            fresh.content.typed.remove(&spot.key);
        }
    }
}

/// Keeps what is typed on the page of a section, or of a correction.
pub(crate) async fn keep(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = if name == CORRECTION {
        if application.state != Stand::CorrectionAsked {
            return Ok(closed());
        }
        correction_ground(&service, &application, world)
    } else {
        let section = section(&service, &name)?;
        if section.repeat.is_some() {
            return Err(Fault::NotFound);
        }
        if application.state != Stand::Draft {
            return Ok(closed());
        }
        Ground::of_section(&service, section, world)
    };
    let ground = ground.with_papers(&visitor).await?;
    own.keep(&visitor, &application, &ground, &input).await
}

/// Keeps what is typed on the page of a row; a new one is there from then on.
pub(crate) async fn keep_row(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name, row)): Path<(String, String, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let mut application = own.own(&visitor, &id).await?;
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let place = (&*service, section);
    let ground = rows::ground_of_row(&own, &visitor, &mut application, place, &row)?;
    let Some(ground) = ground else {
        return Ok(closed());
    };
    own.keep(&visitor, &application, &ground, &input).await
}

impl Applications {
    async fn keep(
        &self,
        visitor: &Visitor,
        application: &Application,
        ground: &Ground<'_>,
        input: &Input,
    ) -> Result<Response, Fault> {
        let (_, person) = okno_accounts::holder(visitor)?;
        let form = ground.form(visitor, application, person);
        let marks = Marks::read(input.get(FIELD));
        let tab: String = input.get(TAB).chars().take(40).collect();
        let mut tx = visitor.db().begin().await?;
        let mut fresh = match store::find_locked(&mut tx, application.id).await {
            Ok(found) if found.is_open() && found.state == application.state => found,
            Ok(_) | Err(DbError::Missing(_)) => return Ok(closed()),
            Err(error) => return Err(error.into()),
        };
        let before = fresh.content.typed.clone();
        if !self.has_row(ground, &mut fresh, input.has("_new")) {
            tx.commit().await?;
            return Ok(closed());
        }
        let mut elsewhere = Vec::new();
        for (spot, field) in ground.spots.iter().zip(&form.fields) {
            let name = ground.name(spot);
            let is_file = spot.question.kind == QuestionKind::File;
            if is_file || !input.has(name) {
                continue;
            }
            let text = came(field, spot.question.kind, input);
            let text: String = text.chars().take(bound(spot.question)).collect();
            if !ground.is_seen(visitor, &fresh, (spot, &text), (&marks, input)) {
                elsewhere.push(name.to_owned());
                continue;
            }
            let there = ground.marker(visitor, &fresh).saved(spot, &fresh.content);
            let mark = marks.get(name);
            // What the profile had filled in was wiped out: that is an answer too.
            let wiped = text.is_empty() && mark.is_some_and(|mark| !mark.given.is_empty());
            if plain(fresh.content.answer_at(spot)) == text && !wiped {
                fresh.content.typed.remove(&spot.key);
                continue;
            }
            let over = mark.map_or_else(|| there.clone(), |mark| mark.saved.clone());
            if over != there {
                elsewhere.push(name.to_owned());
            }
            let tab = tab.clone();
            let typed = Typed { text, over, tab };
            fresh.content.typed.insert(spot.key.clone(), typed);
        }
        // A new row comes to be with what is typed in it.
        if fresh.content.typed != before {
            store::save(&mut tx, fresh.id, &fresh.content).await?;
        }
        tx.commit().await?;
        Ok(tell(Told {
            closed: false,
            elsewhere,
        }))
    }
}
