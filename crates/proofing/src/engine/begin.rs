//! The beginning of an attempt.

use jiff::Timestamp;
use okno_accounts::find_locked;
use okno_store::{Actor, Db, DbError, Entry, Tx, Verdict};
use okno_web::Visitor;
use serde_json::json;
use uuid::Uuid;

use super::offers::{Not, begins, not_now, too_soon};
use super::{Decider, close};
use crate::attempt::Stage;
use crate::methods::Gives;
use crate::{Proofing, model, store};

/// Begins an attempt in the caller's transaction. An open one is given back instead:
/// the second click of two. [`counted`] follows the commit.
pub(crate) async fn begin(
    proofing: &Proofing,
    tx: &mut Tx,
    visitor: &Visitor,
    account: Uuid,
    id: &str,
    new: store::New,
) -> Result<Result<Uuid, Not>, DbError> {
    begin_by(proofing, tx, Decider::holder(visitor), account, id, new).await
}

/// The same when it is not the person who begins, but a job in their name.
pub(crate) async fn begin_by(
    proofing: &Proofing,
    tx: &mut Tx,
    by: Decider<'_>,
    account: Uuid,
    id: &str,
    new: store::New,
) -> Result<Result<Uuid, Not>, DbError> {
    let Some(method) = proofing.table.get(id) else {
        return Ok(Err(Not::Off));
    };
    let db = tx.db().clone();
    let (account, person) = find_locked(tx, account).await?;
    if method.gives == Gives::Confirmed && person.is_under_14(proofing.portal.today()) {
        return Ok(Err(Not::Young));
    }
    let now = tx.now();
    for open in store::open_of(tx, account.id).await? {
        if open.method == method.id {
            if open.ends_at > now {
                return Ok(Ok(open.id));
            }
            close(proofing, tx, &open, Stage::Expired, Actor::System, None).await?;
        }
    }
    let settled = model::is_settled(&store::checks_in(tx, account.id).await?);
    if let Some(not) = not_now(proofing, &account, settled, method) {
        return Ok(Err(not));
    }
    if method.apart_minutes > 0 {
        let before = store::of_account_in(tx, account.id).await?;
        if let Some(until) = too_soon(method, &before, now) {
            return Ok(Err(Not::TooSoon(until)));
        }
    }
    let (limit, subject) = begins(method, account.id);
    if let Verdict::Wait { until } = db.peek(&limit, &subject).await? {
        return Ok(Err(Not::TooOften(until)));
    }
    let ends_at = now.checked_add(method.life()).unwrap_or(Timestamp::MAX);
    let variant = new.variant.clone();
    let attempt = store::open(tx, account.id, &method.id, ends_at, new).await?;
    tx.journal(
        Entry::new(by.actor, "proofing.opened", "proofing", attempt)
            .owner(account.id)
            .detail(json!({ "method": method.id, "variant": variant }))
            .from(by.origin),
    )
    .await?;
    tx.announce(account.id);
    Ok(Ok(attempt))
}

/// Counts that an attempt was begun; after the commit.
pub(crate) async fn counted(
    proofing: &Proofing,
    db: &Db,
    account: Uuid,
    id: &str,
) -> Result<(), DbError> {
    if let Some(method) = proofing.table.get(id) {
        let (limit, subject) = begins(method, account);
        db.hit(&limit, &subject).await?;
    }
    Ok(())
}
