//! SQL of copies and closings.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use okno_web::Lang;
use uuid::Uuid;

use crate::{CALM, KEPT};

/// The columns of a copy.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, account, state, lang, asked_at, ends_at, json_file, pdf_file from exports ",
            $rest
        )
    };
}

okno_store::statements! {
    ASK = "insert into exports (id, account, state, lang, asked_at, ends_at) values ($1, $2, 'asked', $3, $4, $5)";
    NEWEST = select!("where account = $1 and ends_at > $2 order by asked_at desc, id desc limit 5");
    OF_ACCOUNT = select!("where account = $1");
    ONE = select!("where id = $1");
    MADE = "update exports set state = 'made', json_file = $2, pdf_file = $3, ends_at = $4 where id = $1 and state = 'asked'";
    OVER = select!("where ends_at < $1 order by ends_at, id limit 100");
    DROP = "delete from exports where id = $1";
    CLOSING = "select asked_at, ends_at from closings where id = $1";
    BEGIN = "insert into closings (id, asked_at, ends_at) values ($1, $2, $3) on conflict (id) do nothing";
    END = "delete from closings where id = $1";
}

/// A copy of somebody's data.
#[derive(Debug, Clone)]
pub(crate) struct Copy {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) made: bool,
    pub(crate) lang: Lang,
    pub(crate) asked_at: Timestamp,
    pub(crate) ends_at: Timestamp,
    pub(crate) json: Option<Uuid>,
    pub(crate) pdf: Option<Uuid>,
}

fn read(row: &Row) -> Result<Copy, DbError> {
    let (state, lang): (String, String) = (row.get("state")?, row.get("lang")?);
    Ok(Copy {
        id: row.get("id")?,
        account: row.get("account")?,
        made: state == "made",
        lang: Lang::from_code(&lang).unwrap_or_default(),
        asked_at: row.get("asked_at")?,
        ends_at: row.get("ends_at")?,
        json: row.get("json_file")?,
        pdf: row.get("pdf_file")?,
    })
}

/// Notes that a copy is wanted.
pub(crate) async fn ask(tx: &mut Tx, account: Uuid, lang: Lang) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let ends_at = now.checked_add(KEPT).unwrap_or(Timestamp::MAX);
    tx.exec(ASK, args![id, account, lang.code(), now, ends_at])
        .await?;
    Ok(id)
}

/// The newest copies that can be fetched or are being made.
pub(crate) async fn newest(db: &Db, account: Uuid) -> Result<Vec<Copy>, DbError> {
    let rows = db.rows(NEWEST, args![account, db.now()]).await?;
    rows.iter().map(read).collect()
}

/// The same as the transaction sees them.
pub(crate) async fn newest_in(tx: &mut Tx, account: Uuid) -> Result<Vec<Copy>, DbError> {
    let now = tx.now();
    let rows = tx.rows(NEWEST, args![account, now]).await?;
    rows.iter().map(read).collect()
}

/// One copy.
pub(crate) async fn one(db: &Db, id: Uuid) -> Result<Option<Copy>, DbError> {
    let row = db.row(ONE, args![id]).await?;
    row.as_ref().map(read).transpose()
}

/// Its files are there; false when another attempt was faster, or it is over.
pub(crate) async fn made(tx: &mut Tx, id: Uuid, json: Uuid, pdf: Uuid) -> Result<bool, DbError> {
    let ends_at = tx.now().checked_add(KEPT).unwrap_or(Timestamp::MAX);
    Ok(tx.exec(MADE, args![id, json, pdf, ends_at]).await? == 1)
}

async fn forget(tx: &mut Tx, copies: &[Copy]) -> Result<(), DbError> {
    for copy in copies {
        for file in [copy.json, copy.pdf].into_iter().flatten() {
            tx.forget_file(file).await?;
        }
        tx.exec(DROP, args![copy.id]).await?;
    }
    Ok(())
}

/// Forgets every copy of an account, and that it is to be closed.
pub(crate) async fn erase(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let rows = tx.rows(OF_ACCOUNT, args![account]).await?;
    let copies: Vec<Copy> = rows.iter().map(read).collect::<Result<_, _>>()?;
    forget(tx, &copies).await?;
    tx.exec(END, args![account]).await.map(|_| ())
}

/// Forgets copies whose time is over. Returns how many.
pub(crate) async fn sweep(db: &Db) -> Result<usize, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let rows = tx.rows(OVER, args![now]).await?;
    let copies: Vec<Copy> = rows.iter().map(read).collect::<Result<_, _>>()?;
    forget(&mut tx, &copies).await?;
    tx.commit().await?;
    Ok(copies.len())
}

/// An account that is going to be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closing {
    pub(crate) asked_at: Timestamp,
    pub(crate) ends_at: Timestamp,
}

impl Closing {
    /// Which request it is: milliseconds, as the store keeps its time.
    pub(crate) fn mark(self) -> i64 {
        self.asked_at.as_millisecond()
    }
}

fn read_closing(row: &Row) -> Result<Closing, DbError> {
    Ok(Closing {
        asked_at: row.get("asked_at")?,
        ends_at: row.get("ends_at")?,
    })
}

/// Is it going to be closed, and when?
pub(crate) async fn closing(db: &Db, account: Uuid) -> Result<Option<Closing>, DbError> {
    let row = db.row(CLOSING, args![account]).await?;
    row.as_ref().map(read_closing).transpose()
}

/// The same in a transaction that has locked the account.
pub(crate) async fn closing_in(tx: &mut Tx, account: Uuid) -> Result<Option<Closing>, DbError> {
    let row = tx.row(CLOSING, args![account]).await?;
    row.as_ref().map(read_closing).transpose()
}

/// From now on it is; nothing when it was already.
pub(crate) async fn begin(tx: &mut Tx, account: Uuid) -> Result<Option<Closing>, DbError> {
    let asked_at = tx.now();
    let ends_at = asked_at.checked_add(CALM).unwrap_or(Timestamp::MAX);
    let fresh = tx.exec(BEGIN, args![account, asked_at, ends_at]).await? == 1;
    Ok(fresh.then_some(Closing { asked_at, ends_at }))
}

/// Its owner has changed their mind; false when there was nothing to change.
pub(crate) async fn call_off(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(END, args![account]).await? == 1)
}
