//! SQL of the checks in registries.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

use crate::model::{Check, CheckState, Found, Kind};

okno_store::statements! {
    CHECKS = "select id, account, kind, state, fields, document_state, fingerprint, asks, asked_at, answered_at, next_at, told_at, again_at, found \
              from checks where account = $1";
    CHECK = "select id, account, kind, state, fields, document_state, fingerprint, asks, asked_at, answered_at, next_at, told_at, again_at, found \
             from checks where id = $1";
    ASK = "insert into checks (id, account, kind, state, fields, fingerprint, asks, asked_at) \
           values ($1, $2, $3, 'queued', '', $4, 1, $5) \
           on conflict (account, kind) do update set state = 'queued', fields = '', document_state = null, \
           fingerprint = excluded.fingerprint, asks = checks.asks + 1, asked_at = excluded.asked_at, \
           answered_at = null, next_at = null, told_at = null, again_at = null, found = null returning id, asks";
    DROP = "delete from checks where account = $1 and kind = $2";
    MOVE = "update checks set state = $3, next_at = $4 where id = $1 and asks = $2";
    ANSWER = "update checks set state = $3, fields = $4, document_state = $5, answered_at = $6, found = $7, next_at = null, again_at = null \
              where id = $1 and asks = $2";
    AGAIN = "update checks set again_at = $3 where id = $1 and asks = $2 and state = 'ok'";
    KEEP = "update checks set state = 'kept', answered_at = $3 where id = $1 and asks = $2 and state = 'mismatch'";
    TELL = "update checks set told_at = $2 where account = $1 and state = 'mismatch'";
}

fn read_check(db: &Db, row: &Row) -> Result<(Uuid, Check), DbError> {
    let id: Uuid = row.get("id")?;
    let kind: String = row.get("kind")?;
    let state: String = row.get("state")?;
    let fields: String = row.get("fields")?;
    let found: Option<Vec<u8>> = row.get("found")?;
    let found = found.map(|sealed| db.unseal("checks", "found", id, &sealed));
    let check = Check {
        id,
        found: found.transpose()?,
        kind: Kind::from_word(&kind).ok_or_else(|| DbError::Other(format!("kind {kind}")))?,
        state: CheckState::from_word(&state),
        fields: fields.split_whitespace().map(ToOwned::to_owned).collect(),
        document_state: row.get("document_state")?,
        fingerprint: row.get("fingerprint")?,
        asks: row.get("asks")?,
        asked_at: row.get("asked_at")?,
        answered_at: row.get("answered_at")?,
        next_at: row.get("next_at")?,
        again_at: row.get("again_at")?,
        told_at: row.get("told_at")?,
    };
    Ok((row.get("account")?, check))
}

fn in_order(db: &Db, rows: &[Row]) -> Result<Vec<Check>, DbError> {
    let mut checks: Vec<Check> = rows
        .iter()
        .map(|row| read_check(db, row).map(|(_, c)| c))
        .collect::<Result<_, _>>()?;
    checks.sort_by_key(|check| check.kind);
    Ok(checks)
}

/// The checks of an account that a person watches, in the order they are shown.
pub(crate) async fn checks(db: &Db, account: Uuid) -> Result<Vec<Check>, DbError> {
    let mut checks = all_checks(db, account).await?;
    checks.retain(|check| check.kind.is_shown());
    Ok(checks)
}

/// With the search for an INN.
pub(crate) async fn all_checks(db: &Db, account: Uuid) -> Result<Vec<Check>, DbError> {
    in_order(db, &db.rows(CHECKS, args![account]).await?)
}

pub(crate) async fn checks_in(tx: &mut Tx, account: Uuid) -> Result<Vec<Check>, DbError> {
    let rows = tx.rows(CHECKS, args![account]).await?;
    in_order(tx.db(), &rows)
}

pub(crate) async fn check(db: &Db, id: Uuid) -> Result<Option<(Uuid, Check)>, DbError> {
    db.row(CHECK, args![id])
        .await?
        .map(|row| read_check(db, &row))
        .transpose()
}

/// Makes or renews a check; says its id and how often it was asked.
pub(crate) async fn ask(
    tx: &mut Tx,
    account: Uuid,
    kind: Kind,
    fingerprint: &[u8],
) -> Result<(Uuid, i64), DbError> {
    let id = tx.new_id();
    let now = tx.now();
    let row = tx
        .row(ASK, args![id, account, kind.word(), fingerprint, now])
        .await?;
    let row = row.ok_or(DbError::Missing("check"))?;
    Ok((row.get("id")?, row.get("asks")?))
}

pub(crate) async fn drop_check(tx: &mut Tx, account: Uuid, kind: Kind) -> Result<bool, DbError> {
    Ok(tx.exec(DROP, args![account, kind.word()]).await? == 1)
}

/// False when the check was asked anew meanwhile.
pub(crate) async fn move_check(
    tx: &mut Tx,
    check: &Check,
    state: CheckState,
    next_at: Option<Timestamp>,
) -> Result<bool, DbError> {
    Ok(tx
        .exec(MOVE, args![check.id, check.asks, state.word(), next_at])
        .await?
        == 1)
}

/// False when the check was asked anew meanwhile.
pub(crate) async fn answer(
    tx: &mut Tx,
    check: &Check,
    state: CheckState,
    fields: &[String],
    document_state: Option<&str>,
    found: Option<&Found>,
) -> Result<bool, DbError> {
    let now = tx.now();
    let found = found.map(|found| tx.seal("checks", "found", check.id, found));
    let fields = fields.join(" ");
    let changed = tx
        .exec(
            ANSWER,
            args![
                check.id,
                check.asks,
                state.word(),
                fields,
                document_state,
                now,
                found
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Makes a check whose answer is known without asking.
pub(crate) async fn known_good(
    tx: &mut Tx,
    account: Uuid,
    kind: Kind,
    fingerprint: &[u8],
    found: &Found,
) -> Result<(), DbError> {
    let (id, _) = ask(tx, account, kind, fingerprint).await?;
    let checks = checks_in(tx, account).await?;
    if let Some(check) = checks.iter().find(|check| check.id == id) {
        answer(tx, check, CheckState::Good, &[], None, Some(found)).await?;
    }
    Ok(())
}

/// The person says that the address is right. False when it was asked about anew meanwhile.
pub(crate) async fn keep(tx: &mut Tx, check: &Check) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(KEEP, args![check.id, check.asks, now]).await? == 1)
}

/// Notes that the person is told of everything that does not match now.
pub(crate) async fn tell(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(TELL, args![account, now]).await.map(|_| ())
}

/// Notes that a good check is asked about once more since a time, or no longer; its answer
/// stands meanwhile. False when it is not good any more.
pub(crate) async fn ask_once_more(
    tx: &mut Tx,
    check: &Check,
    since: Option<Timestamp>,
) -> Result<bool, DbError> {
    Ok(tx.exec(AGAIN, args![check.id, check.asks, since]).await? == 1)
}
