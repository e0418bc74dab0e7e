//! SQL of introductions: what a bank or a certificate says of somebody who has no
//! account yet.

use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, Tx, args};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

okno_store::statements! {
    INSERT = "insert into introductions (id, way, step, content, created_at, ends_at) values ($1, $2, $3, $4, $5, $6)";
    FIND = "select id, way, step, content, account from introductions where id = $1 and ends_at > $2";
    FIND_LOCKED = "select id, way, step, content, account from introductions where id = $1 and ends_at > $2 @locked";
    OF = "select id, way, step, content, account from introductions where account = $1 and ends_at > $2";
    MOVE_ON = "update introductions set step = $2, content = $3 where id = $1";
    LINK = "update introductions set account = $2, step = $3, ends_at = $4 where id = $1 and account is null";
    DROP = "delete from introductions where id = $1";
    SWEEP = "delete from introductions where ends_at < $1";
}

/// A registration that is not finished is kept for a day (S1-164).
const LIVES: SignedDuration = SignedDuration::from_hours(24);
/// So long the registries may take.
const WAITS: SignedDuration = SignedDuration::from_hours(24 * 30);

pub(crate) struct Introduction<T> {
    pub(crate) id: Uuid,
    /// The method that introduces.
    pub(crate) way: String,
    pub(crate) step: String,
    pub(crate) content: T,
    pub(crate) account: Option<Uuid>,
}

impl Introduction<Value> {
    /// With the content that a way keeps; `None` when it is of another way.
    pub(crate) fn of<T: DeserializeOwned>(self, way: &str) -> Option<Introduction<T>> {
        if self.way != way {
            return None;
        }
        Some(Introduction {
            id: self.id,
            content: serde_json::from_value(self.content).ok()?,
            way: self.way,
            step: self.step,
            account: self.account,
        })
    }
}

fn read(db: &Db, row: &Row) -> Result<Introduction<Value>, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("content")?;
    Ok(Introduction {
        id,
        way: row.get("way")?,
        step: row.get("step")?,
        content: db.unseal("introductions", "content", id, &sealed)?,
        account: row.get("account")?,
    })
}

fn after(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

pub(crate) async fn introduce(
    tx: &mut Tx,
    way: &str,
    step: &str,
    content: &impl Serialize,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let sealed = tx.seal("introductions", "content", id, content);
    let ends_at = after(now, LIVES);
    tx.exec(INSERT, args![id, way, step, sealed, now, ends_at])
        .await?;
    Ok(id)
}

pub(crate) async fn introduction(
    db: &Db,
    id: Uuid,
) -> Result<Option<Introduction<Value>>, DbError> {
    let row = db.row(FIND, args![id, db.now()]).await?;
    row.map(|row| read(db, &row)).transpose()
}

pub(crate) async fn introduction_locked(
    tx: &mut Tx,
    id: Uuid,
) -> Result<Option<Introduction<Value>>, DbError> {
    let now = tx.now();
    let row = tx.row(FIND_LOCKED, args![id, now]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// The one that waits for an account to be standard.
pub(crate) async fn introduction_of(
    tx: &mut Tx,
    account: Uuid,
) -> Result<Option<Introduction<Value>>, DbError> {
    let now = tx.now();
    let row = tx.row(OF, args![account, now]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

pub(crate) async fn move_introduction(
    tx: &mut Tx,
    id: Uuid,
    step: &str,
    content: &impl Serialize,
) -> Result<(), DbError> {
    let sealed = tx.seal("introductions", "content", id, content);
    tx.exec(MOVE_ON, args![id, step, sealed]).await.map(|_| ())
}

/// The account of the introduced is there. False when one was there already.
pub(crate) async fn link_introduction(
    tx: &mut Tx,
    id: Uuid,
    account: Uuid,
    step: &str,
) -> Result<bool, DbError> {
    let ends_at = after(tx.now(), WAITS);
    Ok(tx.exec(LINK, args![id, account, step, ends_at]).await? == 1)
}

pub(crate) async fn drop_introduction(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(DROP, args![id]).await.map(|_| ())
}

/// Removes what nobody finished in time.
pub(crate) async fn sweep_introductions(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let removed = tx.exec(SWEEP, args![now]).await?;
    tx.commit().await?;
    Ok(removed)
}
