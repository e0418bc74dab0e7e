//! SQL of revocation lists. Public data: not sealed.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};

okno_store::statements! {
    BODIES = "select body, fetched_at from signature_lists where body is not null order by address";
    STATES = "select address, next_at, fetched_at, failure from signature_lists order by address";
    KEEP = "insert into signature_lists (id, address, body, made_at, next_at, fetched_at, asked_at) \
            values ($1, $2, $3, $4, $5, $6, $6) on conflict (address) do update set body = $3, made_at = $4, \
            next_at = $5, fetched_at = $6, asked_at = $6, failure = null \
            where signature_lists.made_at is null or signature_lists.made_at <= $4";
    FAIL = "insert into signature_lists (id, address, asked_at, failure) values ($1, $2, $3, $4) \
            on conflict (address) do update set asked_at = $3, failure = $4";
    DROP = "delete from signature_lists where address = $1";
}

/// How a list stands; its body is the last one that was good.
#[derive(Debug, Clone)]
pub(crate) struct KeptList {
    pub(crate) address: String,
    pub(crate) next_at: Option<Timestamp>,
    pub(crate) fetched_at: Option<Timestamp>,
    pub(crate) failure: Option<String>,
}

fn read(row: &Row) -> Result<KeptList, DbError> {
    Ok(KeptList {
        address: row.get("address")?,
        next_at: row.get("next_at")?,
        fetched_at: row.get("fetched_at")?,
        failure: row.get("failure")?,
    })
}

/// The bodies and when they were fetched.
pub(crate) async fn list_bodies(db: &Db) -> Result<Vec<(Vec<u8>, Timestamp)>, DbError> {
    let rows = db.rows(BODIES, args![]).await?;
    let read = |row: &Row| Ok((row.get("body")?, row.get("fetched_at")?));
    rows.iter().map(read).collect()
}

/// The lists without their bodies.
pub(crate) async fn list_states(db: &Db) -> Result<Vec<KeptList>, DbError> {
    db.rows(STATES, args![]).await?.iter().map(read).collect()
}

/// Keeps a list unless a newer one is there. False when one is.
pub(crate) async fn keep_list(
    tx: &mut Tx,
    address: &str,
    body: &[u8],
    made_at: Timestamp,
    next_at: Timestamp,
) -> Result<bool, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let kept = tx.exec(
        KEEP,
        args![id, address, body.to_vec(), made_at, next_at, now],
    );
    Ok(kept.await? == 1)
}

/// Notes that a list could not be had; the one that is there stays.
pub(crate) async fn list_failed(tx: &mut Tx, address: &str, why: &str) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.exec(FAIL, args![id, address, now, why])
        .await
        .map(|_| ())
}

/// Forgets the list of an address that is no longer configured.
pub(crate) async fn drop_list(tx: &mut Tx, address: &str) -> Result<(), DbError> {
    tx.exec(DROP, args![address]).await.map(|_| ())
}
