//! Codes that are typed, and how many wrong ones are borne.

use jiff::Timestamp;
use okno_store::{Db, DbError, Entry, Limit, Tx, Verdict};
use okno_web::Visitor;
use serde_json::json;

use super::offers::limit;
use super::{Decider, close};
use crate::attempt::{Attempt, Stage};
use crate::methods::{Method, Then};
use crate::{Proofing, store};

fn entries(method: &Method) -> Limit {
    limit("proofing.entry", method.entries)
}

/// Counts an entry of a code before it is compared, where one waits after too many
/// ([`Then::Wait`]); [`entered`] forgets it after a right one.
pub(crate) async fn entry(
    proofing: &Proofing,
    db: &Db,
    attempt: &Attempt,
) -> Result<Verdict, DbError> {
    match proofing.table.get(&attempt.method) {
        Some(method) if method.entries_then == Then::Wait => {
            db.hit(&entries(method), &attempt.id.to_string()).await
        }
        _ => Ok(Verdict::Allowed { left: 0 }),
    }
}

/// Until when no code is taken, where one waits after too many wrong ones.
pub(crate) async fn entry_waits(
    proofing: &Proofing,
    db: &Db,
    attempt: &Attempt,
) -> Result<Option<Timestamp>, DbError> {
    let method = proofing.table.get(&attempt.method);
    let Some(method) = method.filter(|m| m.entries_then == Then::Wait) else {
        return Ok(None);
    };
    let verdict = db.peek(&entries(method), &attempt.id.to_string()).await?;
    Ok(match verdict {
        Verdict::Wait { until } => Some(until),
        Verdict::Allowed { .. } => None,
    })
}

/// Forgets wrong entries after a right one.
pub(crate) async fn entered(
    proofing: &Proofing,
    db: &Db,
    attempt: &Attempt,
) -> Result<(), DbError> {
    match proofing.table.get(&attempt.method) {
        Some(method) => db.forget(&entries(method), &attempt.id.to_string()).await,
        None => Ok(()),
    }
}

/// A wrong entry of a code: counted in a transaction of its own and a line of the
/// journal. Says how many are left; the attempt is refused with the last one, unless
/// the method lets one wait: then [`entry`] says how many are left.
pub(crate) async fn wrong_entry(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
) -> Result<i64, DbError> {
    let mut tx = visitor.db().begin().await?;
    let left = wrong_entry_in(proofing, &mut tx, Decider::holder(visitor), attempt).await?;
    tx.commit().await?;
    Ok(left)
}

/// The same in the caller's transaction, where it is not the portal that compares.
pub(crate) async fn wrong_entry_in(
    proofing: &Proofing,
    tx: &mut Tx,
    by: Decider<'_>,
    attempt: &Attempt,
) -> Result<i64, DbError> {
    // Where one waits, there is no end in sight and every one is counted.
    let most = match proofing.table.get(&attempt.method) {
        Some(method) if method.entries_then == Then::Wait => i64::MAX,
        Some(method) => method.entries.max,
        None => 1,
    };
    let tries = store::wrong(tx, attempt.id, most).await?.unwrap_or(most);
    tx.journal(
        Entry::new(by.actor, "proofing.code.wrong", "proofing", attempt.id)
            .owner(attempt.account)
            .detail(json!({ "method": attempt.method, "try": tries }))
            .from(by.origin),
    )
    .await?;
    if tries >= most {
        let how = Stage::Refused;
        close(proofing, tx, attempt, how, by.actor, Some("entries")).await?;
    }
    Ok((most - tries).max(0))
}
