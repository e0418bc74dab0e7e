//! SQL of passkeys.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

okno_store::statements! {
    PUT = "insert into passkeys (id, owner, handle, credential, name, version, made_at) \
           values ($1, $2, $3, $4, $5, 1, $6) on conflict (handle) do nothing";
    BY_HANDLE = "select id, owner, credential, version from passkeys where handle = $1";
    // One more than an account may have: nobody has more.
    OF = "select id, credential, name, made_at, used_at from passkeys where owner = $1 order by made_at, id limit 21";
    USED = "update passkeys set credential = $3, used_at = $4, version = version + 1 where id = $1 and version = $2";
    RENAME = "update passkeys set name = $3 where id = $1 and owner = $2";
    DROP = "delete from passkeys where id = $1 and owner = $2";
    DROP_ALL = "delete from passkeys where owner = $1";
    COUNT = "select count(*) as n from passkeys where owner = $1";
    ANSWER = "insert into passkey_answers (id, used_at) values ($1, $2) on conflict (id) do nothing";
    ANSWERED = "select 1 as one from passkey_answers where id = $1";
    SWEEP = "delete from passkey_answers where used_at < $1";
}

/// A key by which somebody wants in.
pub(crate) struct Found {
    pub(crate) id: Uuid,
    pub(crate) owner: Uuid,
    pub(crate) version: i64,
    pub(crate) credential: Passkey,
}

/// A key in its owner's list.
pub(crate) struct Listed {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) credential: Passkey,
    pub(crate) made_at: Timestamp,
    pub(crate) used_at: Option<Timestamp>,
}

fn handle(db: &Db, credential: &[u8]) -> Vec<u8> {
    db.vault()
        .index("accounts.passkey", &BASE64URL_NOPAD.encode(credential))
}

/// Keeps a new key; false when it is there already, whoever's it is.
pub(crate) async fn put(
    tx: &mut Tx,
    owner: Uuid,
    credential: &Passkey,
    name: &str,
) -> Result<bool, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let handle = handle(tx.db(), credential.cred_id().as_ref());
    let sealed = tx.seal("passkeys", "credential", id, credential);
    let name = tx.seal("passkeys", "name", id, &name);
    let put = args![id, owner, handle, sealed, name, now];
    Ok(tx.exec(PUT, put).await? == 1)
}

/// The key of a credential id.
pub(crate) async fn by_credential(db: &Db, credential: &[u8]) -> Result<Option<Found>, DbError> {
    let Some(row) = db.row(BY_HANDLE, args![handle(db, credential)]).await? else {
        return Ok(None);
    };
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("credential")?;
    Ok(Some(Found {
        id,
        owner: row.get("owner")?,
        version: row.get("version")?,
        credential: db.unseal("passkeys", "credential", id, &sealed)?,
    }))
}

/// The keys of an account, the oldest first.
pub(crate) async fn of(db: &Db, owner: Uuid) -> Result<Vec<Listed>, DbError> {
    let read = |row: &Row| {
        let id: Uuid = row.get("id")?;
        let (name, sealed): (Vec<u8>, Vec<u8>) = (row.get("name")?, row.get("credential")?);
        Ok(Listed {
            id,
            name: db.unseal("passkeys", "name", id, &name)?,
            credential: db.unseal("passkeys", "credential", id, &sealed)?,
            made_at: row.get("made_at")?,
            used_at: row.get("used_at")?,
        })
    };
    let rows = db.rows(OF, args![owner]).await?;
    rows.iter().map(read).collect()
}

/// The same without names: what a device is asked for.
pub(crate) async fn credentials(db: &Db, owner: Uuid) -> Result<Vec<Passkey>, DbError> {
    let listed = of(db, owner).await?;
    Ok(listed.into_iter().map(|one| one.credential).collect())
}

/// Notes that a key was used, with its counter; false when it was used since it was read.
pub(crate) async fn used(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    credential: &Passkey,
) -> Result<bool, DbError> {
    let now = tx.now();
    let sealed = tx.seal("passkeys", "credential", id, credential);
    Ok(tx.exec(USED, args![id, version, sealed, now]).await? == 1)
}

/// Gives a key another name; false when it is not there.
pub(crate) async fn rename(
    tx: &mut Tx,
    owner: Uuid,
    id: Uuid,
    name: &str,
) -> Result<bool, DbError> {
    let name = tx.seal("passkeys", "name", id, &name);
    Ok(tx.exec(RENAME, args![id, owner, name]).await? == 1)
}

/// Removes a key; false when it is not there.
pub(crate) async fn remove(tx: &mut Tx, owner: Uuid, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(DROP, args![id, owner]).await? == 1)
}

/// Removes every key.
pub(crate) async fn remove_all(tx: &mut Tx, owner: Uuid) -> Result<(), DbError> {
    tx.exec(DROP_ALL, args![owner]).await.map(|_| ())
}

/// How many keys an account has, as the transaction sees it.
pub(crate) async fn count(tx: &mut Tx, owner: Uuid) -> Result<usize, DbError> {
    let row = tx.row(COUNT, args![owner]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(usize::try_from(n).unwrap_or(usize::MAX))
}

/// Uses a challenge up; false when it was answered before.
pub(crate) async fn answer(tx: &mut Tx, challenge: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(ANSWER, args![challenge, now]).await? == 1)
}

/// Was a challenge answered?
pub(crate) async fn is_answered(db: &Db, challenge: Uuid) -> Result<bool, DbError> {
    Ok(db.row(ANSWERED, args![challenge]).await?.is_some())
}

/// Forgets answers whose challenges are long over.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, DbError> {
    let hour = SignedDuration::from_hours(1);
    let before = tx.now().checked_sub(hour).unwrap_or(Timestamp::MIN);
    tx.exec(SWEEP, args![before]).await
}
