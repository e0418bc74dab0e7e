//! SQL of support.

use jiff::Timestamp;
use okno_accounts::assist::Contact;
use okno_requisites::Personal;
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

use crate::model::{Call, OPEN_FOR, Stage, TRIES};

okno_store::statements! {
    INSERT = "insert into support_calls (id, operator, account, state, tries, began_at) values ($1, $2, $3, 'asking', 0, $4)";
    FIND = "select id, account, state, tries, began_at, passed_until, sms_at, mail_at, note from support_calls \
            where id = $1 and operator = $2";
    OF_OPERATOR = "select id, account, state, tries, began_at, passed_until, sms_at, mail_at, note from support_calls \
                   where operator = $1 and began_at >= $2 order by began_at desc, id desc limit 50";
    TRY = "update support_calls set tries = tries + 1 where id = $1 and operator = $2 and state = 'asking' and tries < $3 \
           returning tries";
    PASS = "update support_calls set state = 'passed', passed_until = $2 where id = $1 and state = 'asking'";
    FAIL = "update support_calls set state = 'failed' where id = $1 and state = 'asking'";
    SMS = "update support_calls set sms_at = $3 where id = $1 and operator = $2 and state = 'passed' \
           and passed_until > $3 and sms_at is null";
    MAIL = "update support_calls set mail_at = $3 where id = $1 and operator = $2 and state = 'passed' \
            and passed_until > $3 and mail_at is null";
    OF_ACCOUNT = "select id, operator, began_at, note from support_calls where account = $1 and state = 'passed' \
                  order by began_at desc, id desc limit 1000";
    FORGET_NOTES = "update support_calls set note = null where account = $1 and note is not null";
    NOTE = "update support_calls set note = $3 where id = $1 and operator = $2 and state = 'passed'";
}

fn read(db: &Db, row: &Row) -> Result<Call, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let note: Option<Vec<u8>> = row.get("note")?;
    Ok(Call {
        id,
        account: row.get("account")?,
        stage: Stage::from_word(&state),
        tries: row.get("tries")?,
        began_at: row.get("began_at")?,
        passed_until: row.get("passed_until")?,
        sms_at: row.get("sms_at")?,
        mail_at: row.get("mail_at")?,
        note: note
            .map(|sealed| db.unseal("support_calls", "note", id, &sealed))
            .transpose()?,
    })
}

/// Begins a call.
pub(crate) async fn begin(tx: &mut Tx, operator: Uuid, account: Uuid) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.exec(INSERT, args![id, operator, account, now]).await?;
    Ok(id)
}

/// A call of this operator.
pub(crate) async fn find(db: &Db, id: Uuid, operator: Uuid) -> Result<Option<Call>, DbError> {
    let row = db.row(FIND, args![id, operator]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The operator's calls since a time, the newest first.
pub(crate) async fn of_operator(
    db: &Db,
    operator: Uuid,
    since: Timestamp,
) -> Result<Vec<Call>, DbError> {
    let rows = db.rows(OF_OPERATOR, args![operator, since]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// Counts a check before anything is compared: which one it is; nothing when none is left.
pub(crate) async fn count_try(
    tx: &mut Tx,
    id: Uuid,
    operator: Uuid,
) -> Result<Option<i64>, DbError> {
    let row = tx.row(TRY, args![id, operator, TRIES]).await?;
    row.map(|row| row.get("tries")).transpose()
}

/// The caller is who they say; false when the call is not asking any more.
pub(crate) async fn pass(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let until = tx.now().checked_add(OPEN_FOR).unwrap_or(Timestamp::MAX);
    Ok(tx.exec(PASS, args![id, until]).await? == 1)
}

/// No more checks in this call.
pub(crate) async fn fail(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(FAIL, args![id]).await.map(|_| ())
}

/// Takes the one link that a call may send to a contact; false when it was sent, or the
/// call is over.
pub(crate) async fn take_link(
    tx: &mut Tx,
    id: Uuid,
    operator: Uuid,
    to: Contact,
) -> Result<bool, DbError> {
    let sql = match to {
        Contact::Phone => SMS,
        Contact::Email => MAIL,
    };
    let now = tx.now();
    Ok(tx.exec(sql, args![id, operator, now]).await? == 1)
}

/// Keeps the note of the talk.
pub(crate) async fn keep_note(
    tx: &mut Tx,
    id: Uuid,
    operator: Uuid,
    note: &Personal<String>,
) -> Result<bool, DbError> {
    let sealed = tx.seal("support_calls", "note", id, note);
    Ok(tx.exec(NOTE, args![id, operator, sealed]).await? == 1)
}

/// A call about an account: the operator, when, the note.
pub(crate) type Told = (Uuid, Timestamp, Option<Personal<String>>);

/// The calls that were about an account, the newest first.
pub(crate) async fn of_account(db: &Db, account: Uuid) -> Result<Vec<Told>, DbError> {
    let rows = db.rows(OF_ACCOUNT, args![account]).await?;
    let read = |row: &Row| {
        let id: Uuid = row.get("id")?;
        let note: Option<Vec<u8>> = row.get("note")?;
        let note = note.map(|sealed| db.unseal("support_calls", "note", id, &sealed));
        Ok((
            row.get("operator")?,
            row.get("began_at")?,
            note.transpose()?,
        ))
    };
    rows.iter().map(read).collect()
}

/// Forgets what was noted of an account.
pub(crate) async fn forget_notes(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(FORGET_NOTES, args![account]).await.map(|_| ())
}
