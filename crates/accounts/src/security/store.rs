//! SQL of what keeps an account its owner's.

use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{BACKUP_CODES, Steps, TRUST, WAIT};
use crate::{paper_code, passkeys};

okno_store::statements! {
    STEPS = "select steps from accounts where id = $1";
    SET_STEPS = "update accounts set steps = $2 where id = $1";
    APP = "select secret from authenticators where id = $1";
    PUT_APP = "insert into authenticators (id, secret, step, made_at) values ($1, $2, $3, $4) \
               on conflict (id) do update set secret = excluded.secret, step = excluded.step, made_at = excluded.made_at";
    USE_STEP = "update authenticators set step = $2 where id = $1 and step < $2";
    DROP_APP = "delete from authenticators where id = $1";
    PUT_BACKUP = "insert into backup_codes (id, account, hash, made_at) values ($1, $2, $3, $4)";
    USE_BACKUP = "update backup_codes set used_at = $3 where account = $1 and hash = $2 and used_at is null";
    IS_BACKUP = "select count(*) as n from backup_codes where account = $1 and hash = $2 and used_at is null";
    LEFT = "select count(*) as n from backup_codes where account = $1 and used_at is null";
    DROP_BACKUP = "delete from backup_codes where account = $1";
    DEVICE = "select id, trusted_until from devices where account = $1 and token_hash = $2";
    NEWEST = "select max(known_at) as at from devices where account = $1";
    PUT_DEVICE = "insert into devices (id, account, token_hash, agent, known_at, seen_at, trusted_until) \
                  values ($1, $2, $3, $4, $5, $5, $6) \
                  on conflict (account, token_hash) do update set seen_at = excluded.seen_at, \
                  trusted_until = coalesce(excluded.trusted_until, devices.trusted_until)";
    LATEST = "select id, agent, seen_at from devices where account = $1 order by seen_at desc, id desc limit $2";
    RENAME = "update devices set token_hash = $2 where token_hash = $1";
    TRUSTED = "select id, agent, known_at, seen_at, trusted_until from devices \
               where account = $1 and trusted_until > $2 order by seen_at desc, id desc limit 50";
    DISTRUST = "update devices set trusted_until = null where account = $1 and id = $2 and trusted_until is not null";
    DISTRUST_ALL = "update devices set trusted_until = null where account = $1";
    SWEEP_DEVICES = "delete from devices where seen_at < $1";
    WAIT_UNTIL = "select wait_until from guards where id = $1";
    PUT_WAIT = "insert into guards (id, wait_until) values ($1, $2) \
                on conflict (id) do update set wait_until = excluded.wait_until";
}

/// The ways that the owner has switched on.
pub(crate) async fn steps(db: &Db, account: Uuid) -> Result<Steps, DbError> {
    let row = db.row(STEPS, args![account]).await?;
    let words: String = row.ok_or(DbError::Missing("account"))?.get("steps")?;
    Ok(Steps::from_words(&words))
}

/// The same in a transaction that has locked the account.
pub(crate) async fn steps_locked(tx: &mut Tx, account: Uuid) -> Result<Steps, DbError> {
    let row = tx.row(STEPS, args![account]).await?;
    let words: String = row.ok_or(DbError::Missing("account"))?.get("steps")?;
    Ok(Steps::from_words(&words))
}

/// Switches them on and off; call it with the account locked.
pub(crate) async fn set_steps(tx: &mut Tx, account: Uuid, steps: Steps) -> Result<(), DbError> {
    tx.exec(SET_STEPS, args![account, steps.words()])
        .await
        .map(|_| ())
}

/// The secret of the authenticator app, if one is set up.
pub(crate) async fn app(db: &Db, account: Uuid) -> Result<Option<Vec<u8>>, DbError> {
    let Some(row) = db.row(APP, args![account]).await? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.get("secret")?;
    db.unseal("authenticators", "secret", account, &sealed)
        .map(Some)
}

/// Sets an app up in place of an earlier one; the code of this time step is used up.
pub(crate) async fn put_app(
    tx: &mut Tx,
    account: Uuid,
    secret: &[u8],
    step: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    let sealed = tx.seal("authenticators", "secret", account, &secret);
    tx.exec(PUT_APP, args![account, sealed, step, now])
        .await
        .map(|_| ())
}

/// Uses up a time step, so that a code works once; false when it was used.
pub(crate) async fn use_step(tx: &mut Tx, account: Uuid, step: i64) -> Result<bool, DbError> {
    Ok(tx.exec(USE_STEP, args![account, step]).await? == 1)
}

/// Forgets the app.
pub(crate) async fn drop_app(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(DROP_APP, args![account]).await.map(|_| ())
}

/// Forgets every second step: the app, the keys, the backup codes. Call it with the account
/// locked.
pub(crate) async fn drop_steps(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    drop_app(tx, account).await?;
    passkeys::store::remove_all(tx, account).await?;
    tx.exec(DROP_BACKUP, args![account]).await?;
    set_steps(tx, account, Steps::default()).await
}

fn backup_hash(db: &Db, account: Uuid, code: &str) -> Vec<u8> {
    db.vault()
        .index(&format!("accounts.backup.{account}"), code)
}

/// Makes new backup codes; those from before are good for nothing then.
pub(crate) async fn new_backup(tx: &mut Tx, account: Uuid) -> Result<Vec<String>, DbError> {
    let db = tx.db().clone();
    let now = tx.now();
    tx.exec(DROP_BACKUP, args![account]).await?;
    let mut codes = Vec::new();
    for _ in 0..BACKUP_CODES {
        let code = paper_code::new(db.chance());
        let (id, hash) = (tx.new_id(), backup_hash(&db, account, &code));
        tx.exec_later(PUT_BACKUP, args![id, account, hash, now])
            .await?;
        codes.push(code);
    }
    Ok(codes)
}

/// Is it a backup code that is left? Found by a keyed hash, so the time it takes says
/// nothing about the code.
pub(crate) async fn is_backup(db: &Db, account: Uuid, code: &str) -> Result<bool, DbError> {
    let hash = backup_hash(db, account, code);
    let row = db.row(IS_BACKUP, args![account, hash]).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
    Ok(n > 0)
}

/// Uses a backup code up; false when it is none of them or was used.
pub(crate) async fn use_backup(tx: &mut Tx, account: Uuid, code: &str) -> Result<bool, DbError> {
    let (hash, now) = (backup_hash(tx.db(), account, code), tx.now());
    Ok(tx.exec(USE_BACKUP, args![account, hash, now]).await? == 1)
}

/// How many backup codes are left.
pub(crate) async fn backup_left(db: &Db, account: Uuid) -> Result<i64, DbError> {
    match db.row(LEFT, args![account]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

/// A browser at which an account is being opened.
pub(crate) struct Device {
    token: String,
    /// A token that it brought and that is to be trusted no more under this name.
    before: Option<String>,
    /// This account was opened here before.
    pub(crate) known: bool,
    /// The second step is not asked for here.
    pub(crate) trusted: bool,
}

impl Device {
    /// Goes into the cookie and nowhere else.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }
}

fn new_token(db: &Db) -> String {
    BASE64URL_NOPAD.encode(&db.chance().bytes::<32>())
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The browser that brought this token; a browser without one, or with one that is not
/// ours, gets a new one.
pub(crate) async fn device(db: &Db, account: Uuid, token: Option<&str>) -> Result<Device, DbError> {
    let token = token.filter(|token| token.len() == 43);
    let row = match token {
        Some(token) => db.row(DEVICE, args![account, token_hash(token)]).await?,
        None => None,
    };
    let until: Option<Timestamp> = match &row {
        Some(row) => row.get("trusted_until")?,
        None => None,
    };
    Ok(Device {
        // A token that another account of this browser has is taken over: families share.
        token: token.map_or_else(|| new_token(db), ToOwned::to_owned),
        before: None,
        known: row.is_some(),
        trusted: until.is_some_and(|until| db.now() < until),
    })
}

/// When the newest browser of an account came to be known.
pub(crate) async fn newest_device(db: &Db, account: Uuid) -> Result<Option<Timestamp>, DbError> {
    match db.row(NEWEST, args![account]).await? {
        Some(row) => row.get("at"),
        None => Ok(None),
    }
}

impl Device {
    /// The same browser under a token that nobody else can know: one that was planted in
    /// it opens nothing.
    pub(crate) fn renamed(self, db: &Db) -> Self {
        Self {
            token: new_token(db),
            before: Some(self.token),
            ..self
        }
    }
}

/// Notes that an account was opened at a browser, to be trusted from now on or as before.
pub(crate) async fn keep_device(
    tx: &mut Tx,
    account: Uuid,
    device: &Device,
    agent: &str,
    trust: bool,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    if let Some(before) = &device.before {
        let hashes = args![token_hash(before), token_hash(&device.token)];
        tx.exec_later(RENAME, hashes).await?;
    }
    let sealed = tx.seal("devices", "agent", id, &agent);
    let until = trust.then(|| now.checked_add(TRUST).unwrap_or(Timestamp::MAX));
    let hash = token_hash(&device.token);
    tx.exec_later(PUT_DEVICE, args![id, account, hash, sealed, now, until])
        .await
}

/// A remembered browser, for a list.
pub(crate) struct Trusted {
    pub(crate) id: Uuid,
    pub(crate) agent: String,
    pub(crate) seen_at: Timestamp,
    pub(crate) until: Timestamp,
}

/// The browsers at which an account was opened last: what they call themselves, and when.
pub(crate) async fn newest(
    db: &Db,
    account: Uuid,
    limit: u32,
) -> Result<Vec<(String, Timestamp)>, DbError> {
    let read = |row: &Row| {
        let id: Uuid = row.get("id")?;
        let sealed: Vec<u8> = row.get("agent")?;
        let called = db.unseal("devices", "agent", id, &sealed)?;
        Ok((called, row.get("seen_at")?))
    };
    let rows = db.rows(LATEST, args![account, limit]).await?;
    rows.iter().map(read).collect()
}

/// The browsers at which the second step is not asked for.
pub(crate) async fn trusted(db: &Db, account: Uuid) -> Result<Vec<Trusted>, DbError> {
    let read = |row: &Row| {
        let id: Uuid = row.get("id")?;
        let sealed: Vec<u8> = row.get("agent")?;
        Ok(Trusted {
            id,
            agent: db.unseal("devices", "agent", id, &sealed)?,
            seen_at: row.get("seen_at")?,
            until: row.get("trusted_until")?,
        })
    };
    let rows = db.rows(TRUSTED, args![account, db.now()]).await?;
    rows.iter().map(read).collect()
}

/// From now on the second step is asked for at this browser.
pub(crate) async fn distrust(tx: &mut Tx, account: Uuid, device: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(DISTRUST, args![account, device]).await? == 1)
}

/// The same at all of them.
pub(crate) async fn distrust_all(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(DISTRUST_ALL, args![account]).await.map(|_| ())
}

/// Until when sensitive acts wait, if they do.
pub(crate) async fn wait_until(db: &Db, account: Uuid) -> Result<Option<Timestamp>, DbError> {
    let Some(row) = db.row(WAIT_UNTIL, args![account]).await? else {
        return Ok(None);
    };
    let until: Timestamp = row.get("wait_until")?;
    Ok((db.now() < until).then_some(until))
}

/// From now on sensitive acts wait.
pub(crate) async fn begin_wait(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let until = tx.now().checked_add(WAIT).unwrap_or(Timestamp::MAX);
    tx.exec(PUT_WAIT, args![account, until]).await.map(|_| ())
}

/// Forgets browsers at which nobody was for more than a year.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, DbError> {
    let year = jiff::SignedDuration::from_hours(400 * 24);
    let before = tx.now().checked_sub(year).unwrap_or(Timestamp::MIN);
    tx.exec(SWEEP_DEVICES, args![before]).await
}
