//! What a fresh account has before its profile: a passport number given at the short
//! registration (S1-035, C3), and whether its owner has shown after signing in that the
//! phone answers (S1-075, S1-076).

use okno_requisites::PassportNumber;
use okno_store::{Db, DbError, Tx, args};
use uuid::Uuid;

okno_store::statements! {
    KEEP_PASSPORT = "insert into first_steps (id, passport) values ($1, $2) \
                     on conflict (id) do update set passport = excluded.passport";
    PASSPORT = "select passport from first_steps where id = $1 and passport is not null";
    DROP_PASSPORT = "update first_steps set passport = null where id = $1 and passport is not null";
    PHONE = "insert into first_steps (id, phone_at) values ($1, $2) \
             on conflict (id) do update set phone_at = excluded.phone_at";
    PHONE_AT = "select count(*) as n from first_steps where id = $1 and phone_at is not null";
}

/// Keeps a passport number for the profile's form.
pub(crate) async fn keep_passport(
    tx: &mut Tx,
    account: Uuid,
    number: &PassportNumber,
) -> Result<(), DbError> {
    let sealed = tx.seal("first_steps", "passport", account, number);
    tx.exec(KEEP_PASSPORT, args![account, sealed])
        .await
        .map(|_| ())
}

/// The passport number that was given at registration, until a profile is saved.
pub(crate) async fn passport(db: &Db, account: Uuid) -> Result<Option<PassportNumber>, DbError> {
    let Some(row) = db.row(PASSPORT, args![account]).await? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.get("passport")?;
    db.unseal("first_steps", "passport", account, &sealed)
        .map(Some)
}

/// The profile has it now.
pub(crate) async fn drop_passport(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(DROP_PASSPORT, args![account]).await.map(|_| ())
}

/// The phone answered.
pub(crate) async fn phone_answers(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(PHONE, args![account, now]).await.map(|_| ())
}

/// Has the phone answered since the account was made?
pub(crate) async fn has_answered(db: &Db, account: Uuid) -> Result<bool, DbError> {
    let row = db.row(PHONE_AT, args![account]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(n > 0)
}
