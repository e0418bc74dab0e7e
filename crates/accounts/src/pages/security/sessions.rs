//! Where one is signed in, and the browsers that are not asked for the second step.

use axum::response::Response;
use okno_web::session::{self, end_one, end_others};
use okno_web::{Fault, Input, Page, Subject, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::about;
use crate::security::agent;
use crate::security::store as kept;

/// A session in the list.
pub(super) struct Shown {
    pub(super) id: String,
    pub(super) browser: String,
    pub(super) address: String,
    pub(super) begun: String,
    pub(super) seen: String,
    /// The one that looks at the list.
    pub(super) here: bool,
}

/// A browser in the list.
pub(super) struct Remembered {
    pub(super) id: String,
    pub(super) browser: String,
    pub(super) seen: String,
    pub(super) until: String,
}

fn named(visitor: &Visitor, called: &str) -> String {
    agent::shown(called).unwrap_or_else(|| visitor.t("accounts-device-unknown"))
}

pub(super) async fn list(visitor: &Visitor, page: &Page) -> Result<Vec<Shown>, Fault> {
    let subject = Subject::Citizen(visitor.citizen()?);
    let here = visitor.session().map(|session| session.id);
    let found = session::of(visitor.db(), subject).await?;
    let shown = found.into_iter().map(|one| Shown {
        id: one.id.to_string(),
        browser: named(visitor, &one.agent),
        address: one.origin.map_or(String::new(), |ip| ip.to_string()),
        begun: page.date_time(&one.created_at),
        seen: page.date_time(&one.seen_at),
        here: Some(one.id) == here,
    });
    let mut shown: Vec<Shown> = shown.collect();
    shown.sort_by_key(|one| !one.here);
    Ok(shown)
}

pub(super) async fn remembered(visitor: &Visitor, page: &Page) -> Result<Vec<Remembered>, Fault> {
    let found = kept::trusted(visitor.db(), visitor.citizen()?).await?;
    let shown = found.into_iter().map(|one| Remembered {
        id: one.id.to_string(),
        browser: named(visitor, &one.agent),
        seen: page.date_time(&one.seen_at),
        until: page.date_time(&one.until),
    });
    Ok(shown.collect())
}

/// Signs out one session, or all others.
pub(super) async fn leave(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let subject = Subject::Citizen(id);
    let here = visitor.session().map_or(Uuid::nil(), |session| session.id);
    let mut tx = visitor.db().begin().await?;
    let ended = match input.get("session") {
        "others" => end_others(&mut tx, subject, here).await?,
        one => match one.parse() {
            // Here one signs out by its own button, which takes the cookie away as well.
            Ok(one) if one != here => u64::from(end_one(&mut tx, subject, one).await?),
            _ => return Err(Fault::BadRequest),
        },
    };
    if ended > 0 {
        let entry = about(&visitor, "account.sessions_ended")?;
        tx.journal(entry.detail(json!({ "count": ended }))).await?;
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go("/cabinet/security?left"))
}

/// From now on the second step is asked for at a browser again, or at all of them.
pub(super) async fn forget(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let device: Uuid = input.get("device").parse().map_err(|_| Fault::BadRequest)?;
    let mut tx = visitor.db().begin().await?;
    if kept::distrust(&mut tx, id, device).await? {
        tx.journal(about(&visitor, "account.device_forgotten")?)
            .await?;
    }
    tx.commit().await?;
    Ok(visitor.go("/cabinet/security?forgotten"))
}
