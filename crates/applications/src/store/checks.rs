//! SQL of what registries were asked about a case, and where it stands in its workflow.

use jiff::Timestamp;
use okno_store::{Actor, Db, DbError, Row, Tx, args};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::step_with;
use crate::model::{Application, Check, CheckState, MOVED};

okno_store::statements! {
    OF = "select id, application, name, query, state, same, question, answer, tries, asked_at, answered_at, next_at \
          from application_checks where application = $1 order by name";
    OF_OWNER = "select id, application, name, query, state, same, question, answer, tries, asked_at, answered_at, next_at \
          from application_checks where owner = $1 order by application, name limit $2";
    ONE = "select id, application, name, query, state, same, question, answer, tries, asked_at, answered_at, next_at \
          from application_checks where id = $1";
    // What is found anew has the newest answer.
    SAME = "select id, application, name, query, state, same, question, answer, tries, asked_at, answered_at, next_at \
          from application_checks where same = $1 and answered_at >= $2 and state in ('found', 'none') \
          order by answered_at desc limit 1";
    PUT = "insert into application_checks (id, application, owner, name, query, state, same, question, answer, asked_at, answered_at) \
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (application, name) do update set query = excluded.query, \
           state = excluded.state, same = excluded.same, question = excluded.question, answer = excluded.answer, tries = 0, \
           asked_at = excluded.asked_at, answered_at = excluded.answered_at, next_at = null";
    DROP = "delete from application_checks where id = $1";
    ANSWERED = "update application_checks set state = $3, answer = $4, answered_at = $5, tries = tries + 1, next_at = null \
                where id = $1 and asked_at = $2 and state = 'asking'";
    SILENT = "update application_checks set tries = tries + 1, next_at = $3 where id = $1 and asked_at = $2 and state = 'asking'";
    STAGE = "update applications set stage = $2, waits = $3, claimed_by = case when $4 then null else claimed_by end, \
             handed = null, changed_at = $5, version = version + 1 where id = $1 and version = $6 and state = 'sent'";
    // Since it was sent last: a correction begins the workflow anew.
    ACTED = "select 1 as one from application_steps where application = $1 and actor = $2 and from_stage = $3 \
             and n > (select max(n) from application_steps where application = $1 and step in ('sent', 'corrected')) limit 1";
}

const TABLE: &str = "application_checks";

fn read(db: &Db, row: &Row) -> Result<Check, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let question: Vec<u8> = row.get("question")?;
    let answer: Option<Vec<u8>> = row.get("answer")?;
    Ok(Check {
        id,
        application: row.get("application")?,
        name: row.get("name")?,
        query: row.get("query")?,
        state: CheckState::from_word(&state)
            .ok_or_else(|| DbError::Other(format!("{state} is no state of a check")))?,
        same: row.get("same")?,
        question: db.unseal(TABLE, "question", id, &question)?,
        answer: answer
            .map(|sealed| db.unseal(TABLE, "answer", id, &sealed))
            .transpose()?,
        tries: row.get("tries")?,
        asked_at: row.get("asked_at")?,
        answered_at: row.get("answered_at")?,
        next_at: row.get("next_at")?,
    })
}

/// What was asked about a case, by name.
pub(crate) async fn of(db: &Db, application: Uuid) -> Result<Vec<Check>, DbError> {
    let rows = db.rows(OF, args![application]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// The same as the transaction sees it.
pub(crate) async fn of_in(tx: &mut Tx, application: Uuid) -> Result<Vec<Check>, DbError> {
    let rows = tx.rows(OF, args![application]).await?;
    rows.iter().map(|row| read(tx.db(), row)).collect()
}

/// What was asked about all cases of a person.
pub(crate) async fn of_owner(db: &Db, owner: Uuid, limit: u32) -> Result<Vec<Check>, DbError> {
    let rows = db.rows(OF_OWNER, args![owner, limit]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// A check.
pub(crate) async fn one(db: &Db, id: Uuid) -> Result<Option<Check>, DbError> {
    let row = db.row(ONE, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The same beside a transaction: see [`Tx::rows_beside`].
pub(crate) async fn of_beside(tx: &mut Tx, application: Uuid) -> Result<Vec<Check>, DbError> {
    let rows = tx.rows_beside(OF, args![application]).await?;
    rows.iter().map(|row| read(tx.db(), row)).collect()
}

/// The newest answer to the same question that is not older; read beside the transaction.
pub(crate) async fn same(
    tx: &mut Tx,
    same: &[u8],
    since: Timestamp,
) -> Result<Option<Check>, DbError> {
    let row = tx.row_beside(SAME, args![same.to_vec(), since]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// Writes a check in the place of the one of its name.
pub(crate) async fn put(tx: &mut Tx, owner: Uuid, check: &Check) -> Result<(), DbError> {
    let question = tx.seal(TABLE, "question", check.id, &check.question);
    let answer = check.answer.as_ref();
    let answer = answer.map(|answer| tx.seal(TABLE, "answer", check.id, answer));
    let row = args![
        check.id,
        check.application,
        owner,
        check.name.as_str(),
        check.query.as_str(),
        check.state.word(),
        check.same.clone(),
        question,
        answer,
        check.asked_at,
        check.answered_at
    ];
    tx.exec_later(PUT, row).await
}

/// A check that the corrected answers raise no more.
pub(crate) async fn drop_one(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec_later(DROP, args![id]).await
}

/// Writes an answer; false when the question is no longer that one.
pub(crate) async fn answered(
    tx: &mut Tx,
    check: &Check,
    state: CheckState,
    answer: Option<&Map<String, Value>>,
) -> Result<bool, DbError> {
    let now = tx.now();
    let answer = answer.map(|answer| tx.seal(TABLE, "answer", check.id, answer));
    let row = args![check.id, check.asked_at, state.word(), answer, now];
    Ok(tx.exec(ANSWERED, row).await? == 1)
}

/// The registry kept silent; it is asked again at this time.
pub(crate) async fn silent(
    tx: &mut Tx,
    check: &Check,
    next: Option<Timestamp>,
) -> Result<(), DbError> {
    let row = args![check.id, check.asked_at, next];
    tx.exec(SILENT, row).await.map(|_| ())
}

/// A case comes to a stage; `free`: nobody holds it there yet. With the step of its history.
pub(crate) async fn enter(
    tx: &mut Tx,
    application: &Application,
    (stage, waits): (&str, bool),
    actor: Actor,
    free: bool,
) -> Result<(), DbError> {
    let now = tx.now();
    let row = args![
        application.id,
        stage,
        i64::from(waits),
        free,
        now,
        application.version
    ];
    if tx.exec(STAGE, row).await? != 1 {
        return Err(DbError::Conflict);
    }
    let id = tx.new_id();
    let way = (application.stage.as_deref(), Some(stage));
    step_with(tx, id, application.id, (MOVED, actor), way, None).await
}

/// Has this official acted on a case in a stage?
pub(crate) async fn acted(
    tx: &mut Tx,
    application: Uuid,
    official: Uuid,
    stage: &str,
) -> Result<bool, DbError> {
    let row = args![application, official, stage];
    Ok(tx.row(ACTED, row).await?.is_some())
}
