//! The reserve phone (S4-15): it helps in a recovery and signs nobody in, so one phone may
//! serve a whole family.

use jiff::{SignedDuration, Timestamp};
use okno_notifications::Recipient;
use okno_requisites::Phone;
use okno_store::{Db, DbError, Row, Tx, args};
use okno_web::Portal;
use uuid::Uuid;

use crate::model::{Account, Person};
use crate::notices::{self, Note};

okno_store::statements! {
    FIND = "select id, phone from reserve_phones where id = $1";
    PUT = "insert into reserve_phones (id, phone, since) values ($1, $2, $3) \
           on conflict (id) do update set phone = excluded.phone, since = excluded.since";
    DROP = "delete from reserve_phones where id = $1";
    CHANGE_DROP = "delete from reserve_changes where account = $1";
    CHANGE_PUT = "insert into reserve_changes (id, account, phone, ends_at) values ($1, $2, $3, $4)";
    CHANGE_FIND = "select id, phone from reserve_changes where account = $1 and ends_at > $2";
    CHANGE_FINISH = "delete from reserve_changes where id = $1";
    SWEEP = "delete from reserve_changes where ends_at < $1";
}

const LIVES: SignedDuration = SignedDuration::from_mins(30);

fn read(db: &Db, table: &'static str, row: &Row) -> Result<(Uuid, Phone), DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("phone")?;
    Ok((id, db.unseal(table, "phone", id, &sealed)?))
}

/// The reserve phone of an account, if it has one.
pub(crate) async fn find(db: &Db, account: Uuid) -> Result<Option<Phone>, DbError> {
    let row = db.row(FIND, args![account]).await?;
    let found = row
        .map(|row| read(db, "reserve_phones", &row))
        .transpose()?;
    Ok(found.map(|(_, phone)| phone))
}

/// The same in a transaction that has locked the account.
pub(crate) async fn find_locked(tx: &mut Tx, account: Uuid) -> Result<Option<Phone>, DbError> {
    let row = tx.row(FIND, args![account]).await?;
    let found = row.map(|row| read(tx.db(), "reserve_phones", &row));
    Ok(found.transpose()?.map(|(_, phone)| phone))
}

/// Writes it; call it with the account locked.
pub(crate) async fn put(tx: &mut Tx, account: Uuid, phone: &Phone) -> Result<(), DbError> {
    let now = tx.now();
    let sealed = tx.seal("reserve_phones", "phone", account, phone);
    tx.exec(PUT, args![account, sealed, now]).await.map(|_| ())
}

/// Forgets it; false when there was none.
pub(crate) async fn remove(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    tx.exec(CHANGE_DROP, args![account]).await?;
    Ok(tx.exec(DROP, args![account]).await? == 1)
}

/// Keeps a phone that waits for its code, in place of an earlier one.
pub(crate) async fn ask(
    tx: &mut Tx,
    id: Uuid,
    account: Uuid,
    phone: &Phone,
) -> Result<(), DbError> {
    let ends_at = tx.now().checked_add(LIVES).unwrap_or(Timestamp::MAX);
    let sealed = tx.seal("reserve_changes", "phone", id, phone);
    tx.exec(CHANGE_DROP, args![account]).await?;
    tx.exec(CHANGE_PUT, args![id, account, sealed, ends_at])
        .await
        .map(|_| ())
}

/// The phone that waits for its code, with the id of the change.
pub(crate) async fn asked(db: &Db, account: Uuid) -> Result<Option<(Uuid, Phone)>, DbError> {
    let row = db.row(CHANGE_FIND, args![account, db.now()]).await?;
    row.map(|row| read(db, "reserve_changes", &row)).transpose()
}

/// Ends a change; false when it was ended already.
pub(crate) async fn finish(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(CHANGE_FINISH, args![id]).await? == 1)
}

/// Removes what nobody finished in time.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, DbError> {
    let now = tx.now();
    tx.exec(SWEEP, args![now]).await
}

/// Tells a reserve phone, by SMS and nowhere else.
pub(crate) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    (account, person): (&Account, &Person),
    phone: Phone,
    note: Note<'_>,
) -> Result<(), DbError> {
    let to = Recipient {
        account: None,
        phone: Some(phone),
        email: None,
        lang: account.lang,
        choices: account.choices.clone(),
    };
    notices::tell_to(tx, portal, account, person, &to, note).await
}
