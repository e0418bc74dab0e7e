//! SQL of «Мои документы».

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

use crate::model::{Content, Paper, Standing};

/// The columns of a document.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, account, kind, content, state, holder, ask, again_at, checked_at, changed_at, \
             ended_at, version from papers ",
            $rest
        )
    };
}

okno_store::statements! {
    PRESENT = select!("where account = $1 and ended_at is null order by created_at, id");
    ALL = select!("where account = $1 order by created_at, id limit 1000");
    DROP_ALL = "delete from papers where account = $1";
    EARLIER = select!("where account = $1 and kind = $2 and ended_at is not null order by ended_at desc, id desc limit 20");
    ONE = select!("where id = $1");
    INSERT = "insert into papers (id, account, kind, content, state, holder, ask, created_at, changed_at, version) \
              values ($1, $2, $3, $4, $5, $6, 1, $7, $7, 1)";
    CHANGE = "update papers set content = $3, state = $4, holder = $5, ask = ask + 1, again_at = null, \
              checked_at = null, changed_at = $6, version = version + 1 \
              where id = $1 and version = $2 and ended_at is null";
    MOVE = "update papers set content = $3, state = $4, again_at = $5, checked_at = $6 where id = $1 and ask = $2 \
            and ended_at is null";
    END = "update papers set ended_at = $3, version = version + 1 where id = $1 and version = $2 and ended_at is null";
    DROP = "delete from papers where id = $1 and account = $2";
    PICTURE = "insert into paper_pictures (id, account, kind, paper, part, created_at) values ($1, $2, $3, $4, $5, $6)";
    PICTURES = "select id, kind, paper, part from paper_pictures where account = $1 order by created_at, id";
    DROP_PICTURE = "delete from paper_pictures where id = $1";
    WAITING_DROP = "delete from paper_changes where account = $1";
    WAITING_PUT = "insert into paper_changes (id, account, paper, content, version, replaces, ends_at) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
    WAITING = "select id, paper, content, version, replaces from paper_changes where account = $1 and ends_at > $2";
    WAITING_FINISH = "delete from paper_changes where id = $1";
    WAITING_SWEEP = "delete from paper_changes where ends_at < $1";
}

/// A correction waits so long for its code.
const WAITS: SignedDuration = SignedDuration::from_mins(30);

fn read(db: &Db, row: &Row) -> Result<Paper, DbError> {
    let id: Uuid = row.get("id")?;
    let content: Vec<u8> = row.get("content")?;
    Ok(Paper {
        id,
        account: row.get("account")?,
        kind: row.get("kind")?,
        content: db.unseal("papers", "content", id, &content)?,
        standing: Standing::from_word(&row.get::<String>("state")?),
        holder: row.get("holder")?,
        ask: row.get("ask")?,
        again_at: row.get("again_at")?,
        checked_at: row.get("checked_at")?,
        changed_at: row.get("changed_at")?,
        ended_at: row.get("ended_at")?,
        version: row.get("version")?,
    })
}

fn read_all(db: &Db, rows: &[Row]) -> Result<Vec<Paper>, DbError> {
    rows.iter().map(|row| read(db, row)).collect()
}

/// The documents of an account, the oldest first.
pub(crate) async fn present(db: &Db, account: Uuid) -> Result<Vec<Paper>, DbError> {
    read_all(db, &db.rows(PRESENT, args![account]).await?)
}

/// The same in a transaction that has locked the account.
pub(crate) async fn present_locked(tx: &mut Tx, account: Uuid) -> Result<Vec<Paper>, DbError> {
    let rows = tx.rows(PRESENT, args![account]).await?;
    read_all(tx.db(), &rows)
}

/// Those in whose place others stand, the last one first.
pub(crate) async fn earlier(db: &Db, account: Uuid, kind: &str) -> Result<Vec<Paper>, DbError> {
    read_all(db, &db.rows(EARLIER, args![account, kind]).await?)
}

pub(crate) async fn one(db: &Db, id: Uuid) -> Result<Option<Paper>, DbError> {
    let row = db.row(ONE, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The same in a transaction that has locked its account.
pub(crate) async fn one_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Paper>, DbError> {
    let row = tx.row(ONE, args![id]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// Keeps a new document; its id.
pub(crate) async fn insert(
    tx: &mut Tx,
    account: Uuid,
    kind: &str,
    content: &Content,
    standing: Standing,
    holder: &[u8],
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let sealed = tx.seal("papers", "content", id, content);
    let args = args![id, account, kind, sealed, standing.word(), holder, now];
    tx.exec(INSERT, args).await?;
    Ok(id)
}

/// Writes what stands in it anew; false when somebody was faster.
pub(crate) async fn change(
    tx: &mut Tx,
    (id, version): (Uuid, i64),
    content: &Content,
    standing: Standing,
    holder: &[u8],
) -> Result<bool, DbError> {
    let now = tx.now();
    let sealed = tx.seal("papers", "content", id, content);
    let args = args![id, version, sealed, standing.word(), holder, now];
    Ok(tx.exec(CHANGE, args).await? == 1)
}

/// What a registry said; false when it was said of an earlier question.
pub(crate) async fn settle(
    tx: &mut Tx,
    paper: &Paper,
    content: &Content,
    standing: Standing,
    again_at: Option<Timestamp>,
) -> Result<bool, DbError> {
    let sealed = tx.seal("papers", "content", paper.id, content);
    let checked = (!standing.is_under_way()).then(|| tx.now());
    let args = args![
        paper.id,
        paper.ask,
        sealed,
        standing.word(),
        again_at,
        checked
    ];
    Ok(tx.exec(MOVE, args).await? == 1)
}

/// Another one stands in its place from now on; false when somebody was faster.
pub(crate) async fn end(tx: &mut Tx, id: Uuid, version: i64) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(END, args![id, version, now]).await? == 1)
}

/// Forgets a document; false when it was gone.
pub(crate) async fn forget(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(DROP, args![id, account]).await? == 1)
}

/// A picture.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    /// Of which document; none where the profile keeps it.
    pub(crate) paper: Option<Uuid>,
    pub(crate) part: String,
}

fn read_picture(row: &Row) -> Result<Picture, DbError> {
    Ok(Picture {
        id: row.get("id")?,
        kind: row.get("kind")?,
        paper: row.get("paper")?,
        part: row.get("part")?,
    })
}

/// All pictures of an account.
pub(crate) async fn pictures(db: &Db, account: Uuid) -> Result<Vec<Picture>, DbError> {
    let rows = db.rows(PICTURES, args![account]).await?;
    rows.iter().map(read_picture).collect()
}

/// All documents of an account, those before the present ones too.
pub(crate) async fn all(db: &Db, account: Uuid) -> Result<Vec<Paper>, DbError> {
    read_all(db, &db.rows(ALL, args![account]).await?)
}

/// Forgets every document of an account, and the correction that waits.
pub(crate) async fn drop_all(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(WAITING_DROP, args![account]).await?;
    tx.exec(DROP_ALL, args![account]).await.map(|_| ())
}

/// The same in a transaction that has locked the account.
pub(crate) async fn pictures_locked(tx: &mut Tx, account: Uuid) -> Result<Vec<Picture>, DbError> {
    let rows = tx.rows(PICTURES, args![account]).await?;
    rows.iter().map(read_picture).collect()
}

/// Notes a picture whose file is kept.
pub(crate) async fn put_picture(
    tx: &mut Tx,
    account: Uuid,
    picture: &Picture,
) -> Result<(), DbError> {
    let now = tx.now();
    let Picture {
        id,
        kind,
        paper,
        part,
    } = picture;
    let args = args![*id, account, kind.as_str(), *paper, part.as_str(), now];
    tx.exec(PICTURE, args).await.map(|_| ())
}

/// Forgets a picture and its file.
pub(crate) async fn drop_picture(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.exec(DROP_PICTURE, args![id]).await?;
    tx.forget_file(id).await
}

/// A correction that waits for its code.
pub(crate) struct Waiting {
    pub(crate) id: Uuid,
    pub(crate) paper: Uuid,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) version: i64,
    /// Another document takes the place of this one.
    pub(crate) replaces: bool,
}

/// Keeps a correction until its code comes, in place of an earlier one.
pub(crate) async fn wait(
    tx: &mut Tx,
    paper: &Paper,
    values: &BTreeMap<String, String>,
    replaces: bool,
) -> Result<(), DbError> {
    tx.exec(WAITING_DROP, args![paper.account]).await?;
    let id = tx.new_id();
    let ends_at = tx.now().checked_add(WAITS).unwrap_or(Timestamp::MAX);
    let sealed = tx.seal("paper_changes", "content", id, values);
    let args = args![
        id,
        paper.account,
        paper.id,
        sealed,
        paper.version,
        i64::from(replaces),
        ends_at
    ];
    tx.exec(WAITING_PUT, args).await.map(|_| ())
}

pub(crate) async fn waiting(db: &Db, account: Uuid) -> Result<Option<Waiting>, DbError> {
    let Some(row) = db.row(WAITING, args![account, db.now()]).await? else {
        return Ok(None);
    };
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("content")?;
    Ok(Some(Waiting {
        id,
        paper: row.get("paper")?,
        values: db.unseal("paper_changes", "content", id, &sealed)?,
        version: row.get("version")?,
        replaces: row.get::<i64>("replaces")? == 1,
    }))
}

/// Takes it out; false when another click did.
pub(crate) async fn finish(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(WAITING_FINISH, args![id]).await? == 1)
}

pub(crate) async fn sweep(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let count = tx.exec(WAITING_SWEEP, args![now]).await?;
    tx.commit().await?;
    Ok(count)
}
