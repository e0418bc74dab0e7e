//! SQL of the remote desk: who waits, who answers, what two browsers say to each
//! other, and pictures. A row of `remote_cases` lives while its attempt is open.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

/// The columns of a case.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, account, line, queued_at, here_at, here_socket, operator, operator_at, operator_socket \
             from remote_cases ",
            $rest
        )
    };
}

okno_store::statements! {
    QUEUE = "insert into remote_cases (id, account, line, queued_at, here_at) values ($1, $2, $3, $4, $4) \
             on conflict (id) do nothing";
    CASE = select!("where id = $1");
    HELD = select!("where line = $1 and operator = $2 and operator_at >= $3 order by taken_at, id limit 1");
    // Whoever has gone keeps the place and is not called.
    NEXT = select!(
        "where line = $1 and (operator is null or operator_at < $2) and here_at >= $3 \
         order by queued_at, id limit 1"
    );
    TAKE = "update remote_cases set operator = $2, taken_at = $3, operator_at = $3, operator_socket = null \
            where id = $1 and (operator is null or operator_at < $4)";
    RELEASE = "update remote_cases set operator = null, taken_at = null, operator_at = null, \
               operator_socket = null where id = $1 and operator = $2 and operator_at < $3";
    GIVE_BACK = "update remote_cases set operator = null, taken_at = null, operator_at = null, \
                 operator_socket = null where id = $1 and operator = $2";
    SIT_HERE = "update remote_cases set here_socket = $2, here_at = $3 where id = $1";
    SIT_DESK = "update remote_cases set operator_socket = $2, operator_at = $3 where id = $1 and operator = $4";
    STILL_HERE = "update remote_cases set here_at = $2 where id = $1";
    STILL_DESK = "update remote_cases set operator_at = $2 where id = $1 and operator = $3";
    AHEAD = "select count(*) as n from remote_cases where line = $1 and operator is null and here_at >= $2 \
             and (queued_at < $3 or (queued_at = $3 and id < $4))";
    WAITING = "select count(*) as n from remote_cases where line = $1 and (operator is null or operator_at < $2) \
               and here_at >= $3";
    DESKS = "select count(distinct operator) as n from remote_cases where line = $1 and operator_at >= $2";
    LEAVE = "delete from remote_cases where id = $1";
    SAY = "insert into remote_signals (id, case_id, side, seq, body) select $1, $2, $3, \
           coalesce((select max(seq) from remote_signals where case_id = $2 and side = $3), 0) + 1, $4";
    LAST = "select coalesce(max(seq), 0) as n from remote_signals where case_id = $1 and side = $2";
    HEAR = "select id, seq, body from remote_signals where case_id = $1 and side = $2 and seq > $3 order by seq limit 50";
    HUSH = "delete from remote_signals where case_id = $1";
    PICTURE = "insert into remote_pictures (id, proofing, kind, created_at) values ($1, $2, $3, $4)";
    PICTURES = "select id, kind, created_at from remote_pictures where proofing = $1 order by created_at, id";
    PICTURE_OF = "select proofing from remote_pictures where id = $1";
    // Whose they are is not asked: a look is a line, and a list is none.
    NEWEST_PICTURES = "select r.id, r.kind, r.created_at from remote_pictures r join proofings p on p.id = r.proofing \
                       where p.method = $1 order by r.created_at desc, r.id desc limit 200";
    KEEP = "update remote_pictures set forget_at = $2 where proofing = $1 and forget_at is null";
    KEPT = "select count(*) as n from remote_pictures where proofing = $1 and forget_at is not null";
    DROP = "delete from remote_pictures where proofing = $1";
    DROP_ONE = "delete from remote_pictures where id = $1";
}

/// A person at the remote desk.
#[derive(Debug, Clone)]
pub(crate) struct RemoteCase {
    /// The attempt.
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    /// The method, whose line it is.
    pub(crate) line: String,
    pub(crate) queued_at: Timestamp,
    /// When their page was last heard of.
    pub(crate) here_at: Timestamp,
    pub(crate) here_socket: Option<Uuid>,
    pub(crate) operator: Option<Uuid>,
    pub(crate) operator_at: Option<Timestamp>,
    pub(crate) operator_socket: Option<Uuid>,
}

fn read(row: &Row) -> Result<RemoteCase, DbError> {
    Ok(RemoteCase {
        id: row.get("id")?,
        account: row.get("account")?,
        line: row.get("line")?,
        queued_at: row.get("queued_at")?,
        here_at: row.get("here_at")?,
        here_socket: row.get("here_socket")?,
        operator: row.get("operator")?,
        operator_at: row.get("operator_at")?,
        operator_socket: row.get("operator_socket")?,
    })
}

/// Which side of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The person.
    Here,
    /// The operator.
    Desk,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Desk => "desk",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Here => Self::Desk,
            Self::Desk => Self::Here,
        }
    }
}

/// Puts an attempt into its line.
pub(crate) async fn queue(tx: &mut Tx, id: Uuid, account: Uuid, line: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(QUEUE, args![id, account, line, now])
        .await
        .map(|_| ())
}

pub(crate) async fn remote_case(db: &Db, id: Uuid) -> Result<Option<RemoteCase>, DbError> {
    let row = db.row(CASE, args![id]).await?;
    row.map(|row| read(&row)).transpose()
}

/// What an operator has in hand and has not left.
pub(crate) async fn held(
    tx: &mut Tx,
    line: &str,
    operator: Uuid,
    since: Timestamp,
) -> Result<Option<RemoteCase>, DbError> {
    let row = tx.row(HELD, args![line, operator, since]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Who is next: nobody's or left by its operator before `left`, and here since `here`.
pub(crate) async fn next(
    tx: &mut Tx,
    line: &str,
    left: Timestamp,
    here: Timestamp,
) -> Result<Option<RemoteCase>, DbError> {
    let row = tx.row(NEXT, args![line, left, here]).await?;
    row.map(|row| read(&row)).transpose()
}

/// False when another operator was faster.
pub(crate) async fn take(
    tx: &mut Tx,
    id: Uuid,
    operator: Uuid,
    left: Timestamp,
) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(TAKE, args![id, operator, now, left]).await? == 1)
}

/// Back into the line, in the old place, when its operator was last seen before `left`.
pub(crate) async fn release(
    tx: &mut Tx,
    id: Uuid,
    operator: Uuid,
    left: Timestamp,
) -> Result<bool, DbError> {
    Ok(tx.exec(RELEASE, args![id, operator, left]).await? == 1)
}

/// The operator gives it back.
pub(crate) async fn give_back(tx: &mut Tx, id: Uuid, operator: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(GIVE_BACK, args![id, operator]).await? == 1)
}

/// A page took its seat in the call; an older one of this side loses it.
pub(crate) async fn sit(
    tx: &mut Tx,
    id: Uuid,
    side: Side,
    socket: Uuid,
    operator: Option<Uuid>,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = match side {
        Side::Here => tx.exec(SIT_HERE, args![id, socket, now]).await?,
        Side::Desk => tx.exec(SIT_DESK, args![id, socket, now, operator]).await?,
    };
    Ok(changed == 1)
}

/// The page of this side is still there.
pub(crate) async fn still(
    tx: &mut Tx,
    id: Uuid,
    side: Side,
    operator: Option<Uuid>,
) -> Result<(), DbError> {
    let now = tx.now();
    match side {
        Side::Here => tx.exec(STILL_HERE, args![id, now]).await?,
        Side::Desk => tx.exec(STILL_DESK, args![id, now, operator]).await?,
    };
    Ok(())
}

/// How many wait before this one.
pub(crate) async fn ahead(db: &Db, case: &RemoteCase, here: Timestamp) -> Result<i64, DbError> {
    let args = args![case.line.as_str(), here, case.queued_at, case.id];
    count(db.row(AHEAD, args).await?.as_ref())
}

/// How many wait in a line.
pub(crate) async fn waiting(
    db: &Db,
    line: &str,
    left: Timestamp,
    here: Timestamp,
) -> Result<i64, DbError> {
    count(db.row(WAITING, args![line, left, here]).await?.as_ref())
}

/// How many operators are in a call.
pub(crate) async fn desks(db: &Db, line: &str, since: Timestamp) -> Result<i64, DbError> {
    count(db.row(DESKS, args![line, since]).await?.as_ref())
}

fn count(row: Option<&Row>) -> Result<i64, DbError> {
    row.map_or(Ok(0), |row| row.get("n"))
}

/// The case is over: out of the line, and nothing of what was said is left.
pub(crate) async fn leave(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(LEAVE, args![id]).await?;
    tx.exec(HUSH, args![id]).await.map(|_| ())
}

/// One side says something to the other.
pub(crate) async fn say(tx: &mut Tx, case: Uuid, side: Side, body: &str) -> Result<(), DbError> {
    let id = tx.new_id();
    let sealed = tx.seal("remote_signals", "body", id, &body);
    tx.exec(SAY, args![id, case, side.word(), sealed])
        .await
        .map(|_| ())
}

/// The number of the last thing that a side said.
pub(crate) async fn last_said(db: &Db, case: Uuid, side: Side) -> Result<i64, DbError> {
    count(db.row(LAST, args![case, side.word()]).await?.as_ref())
}

/// What a side said after a number.
pub(crate) async fn hear(
    db: &Db,
    case: Uuid,
    side: Side,
    after: i64,
) -> Result<Vec<(i64, String)>, DbError> {
    let rows = db.rows(HEAR, args![case, side.word(), after]).await?;
    rows.iter()
        .map(|row| {
            let id: Uuid = row.get("id")?;
            let body: Vec<u8> = row.get("body")?;
            Ok((
                row.get("seq")?,
                db.unseal("remote_signals", "body", id, &body)?,
            ))
        })
        .collect()
}

/// A picture of a case; its id is that of the file.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    pub(crate) id: Uuid,
    /// `face`, `document`, `licence` or `address`.
    pub(crate) kind: String,
    pub(crate) created_at: Timestamp,
}

pub(crate) async fn keep_picture(
    tx: &mut Tx,
    file: Uuid,
    attempt: Uuid,
    kind: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(PICTURE, args![file, attempt, kind, now])
        .await
        .map(|_| ())
}

fn read_picture(row: &Row) -> Result<Picture, DbError> {
    Ok(Picture {
        id: row.get("id")?,
        kind: row.get("kind")?,
        created_at: row.get("created_at")?,
    })
}

/// The pictures of an attempt, oldest first.
pub(crate) async fn pictures(db: &Db, attempt: Uuid) -> Result<Vec<Picture>, DbError> {
    let rows = db.rows(PICTURES, args![attempt]).await?;
    rows.iter().map(read_picture).collect()
}

/// The newest pictures of a method, 200 at most.
pub(crate) async fn newest_pictures(db: &Db, method: &str) -> Result<Vec<Picture>, DbError> {
    let rows = db.rows(NEWEST_PICTURES, args![method]).await?;
    rows.iter().map(read_picture).collect()
}

/// Whose picture it is: the attempt.
pub(crate) async fn picture_of(db: &Db, file: Uuid) -> Result<Option<Uuid>, DbError> {
    let row = db.row(PICTURE_OF, args![file]).await?;
    row.map(|row| row.get("proofing")).transpose()
}

/// Pictures stay until then.
pub(crate) async fn keep_pictures(
    tx: &mut Tx,
    attempt: Uuid,
    until: Timestamp,
) -> Result<u64, DbError> {
    tx.exec(KEEP, args![attempt, until]).await
}

/// Are there pictures of this attempt?
pub(crate) async fn has_pictures(tx: &mut Tx, attempt: Uuid) -> Result<bool, DbError> {
    Ok(!tx.rows(PICTURES, args![attempt]).await?.is_empty())
}

/// Has it been said how long the pictures stay?
pub(crate) async fn pictures_stay(tx: &mut Tx, attempt: Uuid) -> Result<bool, DbError> {
    Ok(count(tx.row(KEPT, args![attempt]).await?.as_ref())? > 0)
}

/// Forgets the pictures of an attempt with their files; says how many.
pub(crate) async fn forget_pictures(tx: &mut Tx, attempt: Uuid) -> Result<usize, DbError> {
    let rows = tx.rows(PICTURES, args![attempt]).await?;
    for row in &rows {
        tx.forget_file(row.get("id")?).await?;
    }
    tx.exec(DROP, args![attempt]).await?;
    Ok(rows.len())
}

/// Forgets one picture with its file.
pub(crate) async fn forget_picture(tx: &mut Tx, file: Uuid) -> Result<(), DbError> {
    tx.forget_file(file).await?;
    tx.exec(DROP_ONE, args![file]).await.map(|_| ())
}
