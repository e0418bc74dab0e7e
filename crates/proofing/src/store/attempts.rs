//! SQL of attempts.

use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, Tx, args};
use serde_json::Value;
use uuid::Uuid;

use crate::attempt::{Attempt, Stage};

/// The columns of an attempt.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, account, method, variant, state, step, code, code_index, content, tries, created_at, \
             ends_at, decided_by, decided_at, unit, reason, revoked_at from proofings ",
            $rest
        )
    };
}

okno_store::statements! {
    OPEN = "insert into proofings (id, account, method, variant, state, step, code, code_index, content, tries, \
            created_at, ends_at) values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, 0, $9, $10)";
    NEWEST = "select max(created_at) as newest from proofings where account = $1";
    // However many attempts there are, those that hold the level are among them.
    OF_ACCOUNT = select!(
        "where account = $1 order by case state when 'done' then 0 when 'open' then 1 else 2 end, \
         created_at desc, id desc limit 50"
    );
    OPEN_OF = select!("where account = $1 and state = 'open' order by created_at, id @locked");
    EVERY = "select id from proofings where account = $1 order by created_at";
    BY_METHOD = "select id from proofings where account = $1 and method = $2 order by created_at";
    BLUR = "update proofings set content = null, evidence = null, code = null, code_index = null, reason = null where account = $1";
    DROP_CHECKS = "delete from checks where account = $1";
    DROP_CERTIFICATES = "delete from certificates where account = $1";
    DROP_INTRODUCTIONS = "delete from introductions where account = $1";
    OPEN_ONE = select!("where account = $1 and method = $2 and state = 'open'");
    BY_CODE = select!("where method = $1 and code_index = $2 and state = 'open'");
    BY_ID = select!("where id = $1");
    BY_ID_LOCKED = select!("where id = $1 @locked");
    OPEN_AT = select!("where method = $1 and state = 'open' and step <> $2 order by created_at, id limit 200");
    OVER = select!("where state = 'open' and ends_at < $1 order by ends_at, id limit 100");
    LOOK = "insert into proofing_looks (id, proofing, operator, at) values ($1, $2, $3, $4) \
            on conflict (proofing, operator) do nothing";
    LOOKED = "select 1 as one from proofing_looks where proofing = $1 and operator = $2";
    MOVE = "update proofings set step = $2, content = $3 where id = $1 and state = 'open'";
    RECODE = "update proofings set step = $2, content = $3, code = null, code_index = $4 where id = $1 and state = 'open'";
    END = "update proofings set state = $2, decided_by = $3, decided_at = $4, unit = $5, reason = $6, evidence = $7 \
           where id = $1 and state = 'open'";
    EVIDENCE = "select evidence from proofings where id = $1";
    WRONG = "update proofings set tries = tries + 1 where id = $1 and state = 'open' and tries < $2 returning tries";
    REVOKE = "update proofings set revoked_at = $2, reason = $3 where id = $1 and state = 'done' and revoked_at is null";
    DONE_BY = select!("where decided_by = $1 and decided_at >= $2 order by decided_at desc, id desc limit 100");
}

fn read(db: &Db, row: &Row) -> Result<Attempt, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let code: Option<Vec<u8>> = row.get("code")?;
    let content: Option<Vec<u8>> = row.get("content")?;
    Ok(Attempt {
        id,
        account: row.get("account")?,
        method: row.get("method")?,
        variant: row.get("variant")?,
        stage: Stage::from_word(&state),
        step: row.get("step")?,
        code: code
            .map(|sealed| db.unseal("proofings", "code", id, &sealed))
            .transpose()?,
        code_index: row.get("code_index")?,
        content: content
            .map(|sealed| db.unseal("proofings", "content", id, &sealed))
            .transpose()?
            .unwrap_or_default(),
        tries: row.get("tries")?,
        created_at: row.get("created_at")?,
        ends_at: row.get("ends_at")?,
        decided_by: row.get("decided_by")?,
        decided_at: row.get("decided_at")?,
        unit: row.get("unit")?,
        reason: row.get("reason")?,
        revoked_at: row.get("revoked_at")?,
    })
}

fn all(db: &Db, rows: &[Row]) -> Result<Vec<Attempt>, DbError> {
    rows.iter().map(|row| read(db, row)).collect()
}

/// What an attempt begins with.
#[derive(Debug, Clone, Default)]
pub(crate) struct New {
    pub(crate) variant: Option<String>,
    pub(crate) step: &'static str,
    /// Shown to its owner again, and found by.
    pub(crate) code: Option<String>,
    /// A code that nobody is shown again: only its keyed hash is kept.
    pub(crate) secret: Option<String>,
    pub(crate) content: Value,
}

/// Keyed hash of a code of a method.
pub(crate) fn code_index(db: &Db, method: &str, code: &str) -> Vec<u8> {
    db.vault().index(&format!("proofing.{method}"), code)
}

/// Is it the code of this attempt? In constant time.
pub(crate) fn code_matches(db: &Db, attempt: &Attempt, code: &str) -> bool {
    let place = format!("proofing.{}", attempt.method);
    let kept = attempt.code_index.as_deref().unwrap_or_default();
    !kept.is_empty() && db.vault().index_matches(&place, code, kept)
}

/// Opens an attempt. [`DbError::Taken`] when one of this method is open.
pub(crate) async fn open(
    tx: &mut Tx,
    account: Uuid,
    method: &str,
    ends_at: Timestamp,
    new: New,
) -> Result<Uuid, DbError> {
    let id = tx.new_id();
    let code = new
        .code
        .as_ref()
        .map(|code| tx.seal("proofings", "code", id, code));
    let content =
        (!new.content.is_null()).then(|| tx.seal("proofings", "content", id, &new.content));
    let index = new
        .code
        .as_deref()
        .or(new.secret.as_deref())
        .map(|code| code_index(tx.db(), method, code));
    // The caller has locked the account: of two attempts that begin in the same
    // millisecond the second one counts as younger, so «the last one» is the last one.
    let newest = tx.row(NEWEST, args![account]).await?;
    let newest: Option<Timestamp> = match newest {
        Some(row) => row.get("newest")?,
        None => None,
    };
    let after = newest.and_then(|at| at.checked_add(SignedDuration::from_millis(1)).ok());
    let now = after.map_or(tx.now(), |after| after.max(tx.now()));
    tx.exec(
        OPEN,
        args![
            id,
            account,
            method,
            new.variant,
            new.step,
            code,
            index,
            content,
            now,
            ends_at
        ],
    )
    .await?;
    Ok(id)
}

/// The attempts of an account, newest first.
pub(crate) async fn of_account(db: &Db, account: Uuid) -> Result<Vec<Attempt>, DbError> {
    newest_first(db, &db.rows(OF_ACCOUNT, args![account]).await?)
}

fn newest_first(db: &Db, rows: &[Row]) -> Result<Vec<Attempt>, DbError> {
    let mut attempts = all(db, rows)?;
    attempts.sort_by_key(|attempt| std::cmp::Reverse((attempt.created_at, attempt.id)));
    Ok(attempts)
}

pub(crate) async fn of_account_in(tx: &mut Tx, account: Uuid) -> Result<Vec<Attempt>, DbError> {
    let rows = tx.rows(OF_ACCOUNT, args![account]).await?;
    newest_first(tx.db(), &rows)
}

/// The open attempts of an account, locked.
pub(crate) async fn open_of(tx: &mut Tx, account: Uuid) -> Result<Vec<Attempt>, DbError> {
    let rows = tx.rows(OPEN_OF, args![account]).await?;
    all(tx.db(), &rows)
}

/// Every attempt of an account, by id.
pub(crate) async fn every_attempt(tx: &mut Tx, account: Uuid) -> Result<Vec<Uuid>, DbError> {
    ids(&tx.rows(EVERY, args![account]).await?)
}

/// The same of one method.
pub(crate) async fn attempts_by(
    tx: &mut Tx,
    account: Uuid,
    method: &str,
) -> Result<Vec<Uuid>, DbError> {
    ids(&tx.rows(BY_METHOD, args![account, method]).await?)
}

fn ids(rows: &[Row]) -> Result<Vec<Uuid>, DbError> {
    rows.iter().map(|row| row.get("id")).collect()
}

/// Forgets what was looked at and what was found, of an account that is being closed; that
/// it was confirmed, how and by whom stays.
pub(crate) async fn erase(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    for sql in [BLUR, DROP_CHECKS, DROP_CERTIFICATES, DROP_INTRODUCTIONS] {
        tx.exec(sql, args![account]).await?;
    }
    Ok(())
}

/// The open attempt of an account at one method.
pub(crate) async fn open_one(
    db: &Db,
    account: Uuid,
    method: &str,
) -> Result<Option<Attempt>, DbError> {
    let row = db.row(OPEN_ONE, args![account, method]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The same while its time is not over.
pub(crate) async fn open_now(
    db: &Db,
    account: Uuid,
    method: &str,
) -> Result<Option<Attempt>, DbError> {
    let open = open_one(db, account, method).await?;
    Ok(open.filter(|open| open.is_open(db.now())))
}

/// An open attempt by its code, without separators.
pub(crate) async fn by_code(db: &Db, method: &str, code: &str) -> Result<Option<Attempt>, DbError> {
    let index = code_index(db, method, code);
    let row = db.row(BY_CODE, args![method, index]).await?;
    row.map(|row| read(db, &row)).transpose()
}

pub(crate) async fn by_id(db: &Db, id: Uuid) -> Result<Option<Attempt>, DbError> {
    let row = db.row(BY_ID, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// As the transaction sees it, without a lock.
pub(crate) async fn by_id_in(tx: &mut Tx, id: Uuid) -> Result<Option<Attempt>, DbError> {
    let row = tx.row(BY_ID, args![id]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

pub(crate) async fn by_id_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Attempt>, DbError> {
    let row = tx.row(BY_ID_LOCKED, args![id]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// The open attempts of a method past its first step, the oldest first, 200 at most.
pub(crate) async fn open_at(db: &Db, method: &str, but: &str) -> Result<Vec<Attempt>, DbError> {
    all(db, &db.rows(OPEN_AT, args![method, but]).await?)
}

/// Open attempts whose time is over, a hundred at most.
pub(crate) async fn over(db: &Db) -> Result<Vec<Attempt>, DbError> {
    all(db, &db.rows(OVER, args![db.now()]).await?)
}

/// Notes that an official has found the case and may see it.
pub(crate) async fn look(tx: &mut Tx, id: Uuid, operator: Uuid) -> Result<(), DbError> {
    let row = tx.new_id();
    let now = tx.now();
    tx.exec(LOOK, args![row, id, operator, now])
        .await
        .map(|_| ())
}

/// Has this official found the case?
pub(crate) async fn has_looked(db: &Db, id: Uuid, operator: Uuid) -> Result<bool, DbError> {
    Ok(db.row(LOOKED, args![id, operator]).await?.is_some())
}

/// Moves an open attempt within its method. False when it has ended.
pub(crate) async fn move_to(
    tx: &mut Tx,
    id: Uuid,
    step: &str,
    content: &Value,
) -> Result<bool, DbError> {
    let sealed = tx.seal("proofings", "content", id, content);
    Ok(tx.exec(MOVE, args![id, step, sealed]).await? == 1)
}

/// Moves an open attempt within its method and gives it another code, that nobody is
/// shown again; the former one opens nothing any more. False when it has ended.
pub(crate) async fn recode(
    tx: &mut Tx,
    attempt: &Attempt,
    step: &str,
    content: &Value,
    code: &str,
) -> Result<bool, DbError> {
    let sealed = tx.seal("proofings", "content", attempt.id, content);
    let index = code_index(tx.db(), &attempt.method, code);
    Ok(tx
        .exec(RECODE, args![attempt.id, step, sealed, index])
        .await?
        == 1)
}

/// How an attempt ended.
#[derive(Debug, Default)]
pub(crate) struct End<'a> {
    pub(crate) by: Option<Uuid>,
    pub(crate) unit: Option<&'a str>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) evidence: Option<&'a Value>,
}

/// Ends an open attempt. False when it has ended already.
pub(crate) async fn end(
    tx: &mut Tx,
    id: Uuid,
    stage: Stage,
    end: End<'_>,
) -> Result<bool, DbError> {
    let sealed = end
        .evidence
        .map(|value| tx.seal("proofings", "evidence", id, value));
    let now = tx.now();
    Ok(tx
        .exec(
            END,
            args![id, stage.word(), end.by, now, end.unit, end.reason, sealed],
        )
        .await?
        == 1)
}

/// What the person was told of a refusal.
pub(crate) async fn told(db: &Db, id: Uuid) -> Result<Option<String>, DbError> {
    let row = db.row(EVIDENCE, args![id]).await?;
    let sealed: Option<Vec<u8>> = match row {
        Some(row) => row.get("evidence")?,
        None => None,
    };
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let evidence: Value = db.unseal("proofings", "evidence", id, &sealed)?;
    let told = evidence["told"].as_str().unwrap_or_default();
    Ok((!told.is_empty()).then(|| told.to_owned()))
}

/// Counts a wrong entry; `None` when no more are allowed.
pub(crate) async fn wrong(tx: &mut Tx, id: Uuid, most: i64) -> Result<Option<i64>, DbError> {
    tx.row(WRONG, args![id, most])
        .await?
        .map(|row| row.get("tries"))
        .transpose()
}

/// Takes a confirmation back. False when it is not one, or was taken back already.
pub(crate) async fn revoke(tx: &mut Tx, id: Uuid, reason: &str) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(REVOKE, args![id, now, reason]).await? == 1)
}

/// What an official has decided since a time.
pub(crate) async fn decided_by(
    db: &Db,
    operator: Uuid,
    since: Timestamp,
) -> Result<Vec<Attempt>, DbError> {
    all(db, &db.rows(DONE_BY, args![operator, since]).await?)
}
