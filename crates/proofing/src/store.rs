//! SQL of proofing.

use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

use crate::model::{Check, CheckState, Evidence, InPerson, Kind, Stage};

okno_store::statements! {
    CHECKS = "select id, account, kind, state, fields, document_state, fingerprint, asks, asked_at, next_at, told_at \
              from checks where account = $1";
    CHECK = "select id, account, kind, state, fields, document_state, fingerprint, asks, asked_at, next_at, told_at \
             from checks where id = $1";
    ASK = "insert into checks (id, account, kind, state, fields, fingerprint, asks, asked_at) \
           values ($1, $2, $3, 'queued', '', $4, 1, $5) \
           on conflict (account, kind) do update set state = 'queued', fields = '', document_state = null, \
           fingerprint = excluded.fingerprint, asks = checks.asks + 1, asked_at = excluded.asked_at, \
           answered_at = null, next_at = null, told_at = null returning id, asks";
    DROP = "delete from checks where account = $1 and kind = $2";
    MOVE = "update checks set state = $3, next_at = $4 where id = $1 and asks = $2";
    ANSWER = "update checks set state = $3, fields = $4, document_state = $5, answered_at = $6, next_at = null \
              where id = $1 and asks = $2";
    TELL = "update checks set told_at = $2 where account = $1 and state = 'mismatch'";
    OPEN = "insert into proofings (id, account, method, state, code, code_index, created_at, ends_at) \
            values ($1, $2, 'in_person', 'open', $3, $4, $5, $6)";
    OF_ACCOUNT = "select id, account, state, code, ends_at, decided_by, decided_at from proofings \
                  where account = $1 order by case state when 'open' then 0 else 1 end, created_at desc limit 1";
    BY_CODE = "select id, account, state, code, ends_at, decided_by, decided_at from proofings \
               where code_index = $1 and state = 'open'";
    BY_ID = "select id, account, state, code, ends_at, decided_by, decided_at from proofings where id = $1";
    BY_ID_LOCKED = "select id, account, state, code, ends_at, decided_by, decided_at from proofings where id = $1 @locked";
    LOOK = "insert into proofing_looks (id, proofing, operator, at) values ($1, $2, $3, $4) \
            on conflict (proofing, operator) do nothing";
    LOOKED = "select 1 as one from proofing_looks where proofing = $1 and operator = $2";
    DECIDE = "update proofings set state = $2, decided_by = $3, decided_at = $4, unit = $5, evidence = $6 \
              where id = $1 and state = 'open'";
    CANCEL = "update proofings set state = 'cancelled', decided_at = $2 where id = $1 and state = 'open'";
    DONE_BY = "select id, account, state, code, ends_at, decided_by, decided_at from proofings \
               where decided_by = $1 and decided_at >= $2 order by decided_at desc limit 100";
}

/// How long a code may be used.
pub(crate) const LIFE: SignedDuration = SignedDuration::from_hours(24 * 30);

fn read_check(row: &Row) -> Result<(Uuid, Check), DbError> {
    let kind: String = row.get("kind")?;
    let state: String = row.get("state")?;
    let fields: String = row.get("fields")?;
    let check = Check {
        id: row.get("id")?,
        kind: Kind::from_word(&kind).ok_or_else(|| DbError::Other(format!("kind {kind}")))?,
        state: CheckState::from_word(&state),
        fields: fields.split_whitespace().map(ToOwned::to_owned).collect(),
        document_state: row.get("document_state")?,
        fingerprint: row.get("fingerprint")?,
        asks: row.get("asks")?,
        asked_at: row.get("asked_at")?,
        next_at: row.get("next_at")?,
        told_at: row.get("told_at")?,
    };
    Ok((row.get("account")?, check))
}

fn in_order(rows: &[Row]) -> Result<Vec<Check>, DbError> {
    let mut checks: Vec<Check> = rows
        .iter()
        .map(|row| read_check(row).map(|(_, c)| c))
        .collect::<Result<_, _>>()?;
    checks.sort_by_key(|check| check.kind);
    Ok(checks)
}

/// The checks of an account, in the order they are shown.
pub(crate) async fn checks(db: &Db, account: Uuid) -> Result<Vec<Check>, DbError> {
    in_order(&db.rows(CHECKS, args![account]).await?)
}

pub(crate) async fn checks_in(tx: &mut Tx, account: Uuid) -> Result<Vec<Check>, DbError> {
    in_order(&tx.rows(CHECKS, args![account]).await?)
}

pub(crate) async fn check(db: &Db, id: Uuid) -> Result<Option<(Uuid, Check)>, DbError> {
    db.row(CHECK, args![id])
        .await?
        .map(|row| read_check(&row))
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
) -> Result<bool, DbError> {
    let now = tx.now();
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
                now
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Notes that the person is told of everything that does not match now.
pub(crate) async fn tell(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(TELL, args![account, now]).await.map(|_| ())
}

fn code_index(db: &Db, code: &str) -> Vec<u8> {
    db.vault().index("proofing.code", code)
}

fn read_proofing(db: &Db, row: &Row) -> Result<InPerson, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let code: Vec<u8> = row.get("code")?;
    Ok(InPerson {
        id,
        account: row.get("account")?,
        stage: Stage::from_word(&state),
        code: db.unseal("proofings", "code", id, &code)?,
        ends_at: row.get("ends_at")?,
        decided_by: row.get("decided_by")?,
        decided_at: row.get("decided_at")?,
    })
}

/// Opens a proofing with a fresh code. [`DbError::Taken`] when one is open.
pub(crate) async fn open(tx: &mut Tx, account: Uuid) -> Result<Uuid, DbError> {
    let id = tx.new_id();
    let code = tx.db().chance().digits(8);
    let sealed = tx.seal("proofings", "code", id, &code);
    let index = code_index(tx.db(), &code);
    let now = tx.now();
    let ends_at = now.checked_add(LIFE).unwrap_or(Timestamp::MAX);
    tx.exec(OPEN, args![id, account, sealed, index, now, ends_at])
        .await?;
    Ok(id)
}

/// The newest proofing of an account.
pub(crate) async fn of_account(db: &Db, account: Uuid) -> Result<Option<InPerson>, DbError> {
    let row = db.row(OF_ACCOUNT, args![account]).await?;
    row.map(|row| read_proofing(db, &row)).transpose()
}

/// An open proofing by its code, digits only.
pub(crate) async fn by_code(db: &Db, code: &str) -> Result<Option<InPerson>, DbError> {
    let row = db.row(BY_CODE, args![code_index(db, code)]).await?;
    row.map(|row| read_proofing(db, &row)).transpose()
}

pub(crate) async fn by_id(db: &Db, id: Uuid) -> Result<Option<InPerson>, DbError> {
    db.row(BY_ID, args![id])
        .await?
        .map(|row| read_proofing(db, &row))
        .transpose()
}

pub(crate) async fn by_id_locked(tx: &mut Tx, id: Uuid) -> Result<Option<InPerson>, DbError> {
    let row = tx.row(BY_ID_LOCKED, args![id]).await?;
    row.map(|row| read_proofing(tx.db(), &row)).transpose()
}

/// Notes that an operator has found the case by its code and may see it.
pub(crate) async fn look(tx: &mut Tx, id: Uuid, operator: Uuid) -> Result<(), DbError> {
    let row = tx.new_id();
    let now = tx.now();
    tx.exec(LOOK, args![row, id, operator, now])
        .await
        .map(|_| ())
}

/// Has this operator found the case by its code?
pub(crate) async fn has_looked(db: &Db, id: Uuid, operator: Uuid) -> Result<bool, DbError> {
    Ok(db.row(LOOKED, args![id, operator]).await?.is_some())
}

/// False when somebody else has decided.
pub(crate) async fn decide(
    tx: &mut Tx,
    id: Uuid,
    stage: Stage,
    operator: Uuid,
    unit: &str,
    evidence: &Evidence,
) -> Result<bool, DbError> {
    let sealed = tx.seal("proofings", "evidence", id, evidence);
    let now = tx.now();
    Ok(tx
        .exec(DECIDE, args![id, stage.word(), operator, now, unit, sealed])
        .await?
        == 1)
}

pub(crate) async fn cancel(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(CANCEL, args![id, now]).await? == 1)
}

/// What an operator has decided since a time.
pub(crate) async fn decided_by(
    db: &Db,
    operator: Uuid,
    since: Timestamp,
) -> Result<Vec<InPerson>, DbError> {
    let rows = db.rows(DONE_BY, args![operator, since]).await?;
    rows.iter().map(|row| read_proofing(db, row)).collect()
}
