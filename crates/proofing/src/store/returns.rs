//! SQL of returns: people to whom a centre gives access to their account back.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Phone};
use okno_store::{Db, DbError, Row, Tx, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

okno_store::statements! {
    OPEN = "insert into counter_returns (id, operator, unit, account, content, created_at, ends_at) \
            values ($1, $2, $3, $4, $5, $6, $7)";
    BY_ID = "select id, operator, account, content, phone_at, email_at, made_at from counter_returns \
             where id = $1 and ends_at > $2";
    BY_ID_LOCKED = "select id, operator, account, content, phone_at, email_at, made_at from counter_returns \
                    where id = $1 and ends_at > $2 @locked";
    PHONE = "update counter_returns set phone_at = $2 where id = $1";
    EMAIL = "update counter_returns set email_at = $2 where id = $1";
    MADE = "update counter_returns set made_at = $2 where id = $1";
    SWEEP = "delete from counter_returns where ends_at < $1";
}

/// The person stands at the counter: an hour is enough.
const LIVES: SignedDuration = SignedDuration::from_hours(1);

/// What was typed, sealed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Lost {
    /// In place of a phone that is lost.
    pub(crate) phone: Option<Phone>,
    /// In place of an e-mail that is lost.
    pub(crate) email: Option<Email>,
    /// App, keys and backup codes are lost too.
    pub(crate) steps: bool,
}

pub(crate) struct Return {
    pub(crate) id: Uuid,
    pub(crate) operator: Uuid,
    pub(crate) account: Uuid,
    pub(crate) lost: Lost,
    pub(crate) phone_ok: bool,
    pub(crate) email_ok: bool,
    /// A code was handed out.
    pub(crate) made: bool,
}

fn read(db: &Db, row: &Row) -> Result<Return, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("content")?;
    let at = |column| row.get::<Option<Timestamp>>(column);
    Ok(Return {
        id,
        operator: row.get("operator")?,
        account: row.get("account")?,
        lost: db.unseal("counter_returns", "content", id, &sealed)?,
        phone_ok: at("phone_at")?.is_some(),
        email_ok: at("email_at")?.is_some(),
        made: at("made_at")?.is_some(),
    })
}

/// Keeps one; the account is known and the person was compared with it.
pub(crate) async fn open_return(
    tx: &mut Tx,
    id: Uuid,
    (operator, unit): (Uuid, &str),
    account: Uuid,
    lost: &Lost,
) -> Result<(), DbError> {
    let sealed = tx.seal("counter_returns", "content", id, lost);
    let now = tx.now();
    let ends_at = now.checked_add(LIVES).unwrap_or(Timestamp::MAX);
    tx.exec(
        OPEN,
        args![id, operator, unit, account, sealed, now, ends_at],
    )
    .await
    .map(|_| ())
}

pub(crate) async fn find_return(db: &Db, id: Uuid) -> Result<Option<Return>, DbError> {
    let row = db.row(BY_ID, args![id, db.now()]).await?;
    row.map(|row| read(db, &row)).transpose()
}

pub(crate) async fn return_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Return>, DbError> {
    let now = tx.now();
    let row = tx.row(BY_ID_LOCKED, args![id, now]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// The code of a new contact was said aloud.
pub(crate) async fn return_contact(tx: &mut Tx, id: Uuid, by_mail: bool) -> Result<(), DbError> {
    let now = tx.now();
    let sql = if by_mail { EMAIL } else { PHONE };
    tx.exec(sql, args![id, now]).await.map(|_| ())
}

/// A code of access was handed out.
pub(crate) async fn return_made(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(MADE, args![id, now]).await.map(|_| ())
}

/// Removes those whose hour is over.
pub(crate) async fn sweep_returns(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let removed = tx.exec(SWEEP, args![now]).await?;
    tx.commit().await?;
    Ok(removed)
}
