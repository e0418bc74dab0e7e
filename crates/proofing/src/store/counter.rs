//! SQL of visits to the counter: people whom an operator registers at a centre.

use jiff::{SignedDuration, Timestamp};
use okno_accounts::Person;
use okno_store::{Db, DbError, Row, Tx, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::model::Evidence;

/// The columns of a visit.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, operator, unit, state, content, phone_at, email_at, account, fingerprint, created_at from counter_visits ",
            $rest
        )
    };
}

okno_store::statements! {
    OPEN = "insert into counter_visits (id, operator, unit, state, content, account, created_at, ends_at) \
            values ($1, $2, $3, 'open', $4, $5, $6, $7)";
    BY_ID = select!("where id = $1");
    BY_ID_LOCKED = select!("where id = $1 @locked");
    OF_OPERATOR = select!("where operator = $1 and created_at >= $2 order by created_at desc, id desc limit 100");
    MADE_OF = select!("where account = $1 and state = 'made' order by created_at @locked");
    KEEP = "update counter_visits set content = $2, account = $3, phone_at = $4, email_at = $5 where id = $1 and state = 'open'";
    PHONE = "update counter_visits set phone_at = $2 where id = $1 and state = 'open'";
    EMAIL = "update counter_visits set email_at = $2 where id = $1 and state = 'open'";
    MADE = "update counter_visits set state = 'made', account = $2, content = $3, fingerprint = $4, ends_at = $5 \
            where id = $1 and state in ('open', 'made')";
    END = "update counter_visits set state = $2 where id = $1 and state = 'made'";
    DROP = "delete from counter_visits where id = $1 and state = 'open'";
    OF_ACCOUNT = "select id from counter_visits where account = $1";
    ERASE = "delete from counter_visits where id = $1";
    OVER = "select id from counter_visits where state = 'open' and ends_at < $1 order by ends_at, id limit 100";
    STALE = "update counter_visits set state = 'over' where state = 'made' and ends_at < $1";
}

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The operator types, the person says codes aloud.
    Open,
    /// The account is there; the registries have not all agreed yet.
    Made,
    /// The registries agree and the identity is confirmed.
    Confirmed,
    /// The data was changed to other than what the operator saw.
    Changed,
    /// The registries did not agree in time.
    Over,
}

impl Standing {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Open, "open"),
        (Self::Made, "made"),
        (Self::Confirmed, "confirmed"),
        (Self::Changed, "changed"),
        (Self::Over, "over"),
    ];

    fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(one, _)| *one == self)
            .map_or("over", |(_, word)| *word)
    }

    fn from_word(word: &str) -> Self {
        Self::ALL
            .iter()
            .find(|(_, one)| *one == word)
            .map_or(Self::Over, |(one, _)| *one)
    }
}

/// What was typed and seen. Sealed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) person: Person,
    /// The account was there before the visit; its contacts stand in `person`.
    pub(crate) found: bool,
    /// Directions of interest in the Pension Fund (S1-111).
    pub(crate) fund: Vec<String>,
    /// What the operator saw.
    pub(crate) seen: Evidence,
}

/// A visit.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) id: Uuid,
    pub(crate) operator: Uuid,
    pub(crate) unit: String,
    pub(crate) standing: Standing,
    pub(crate) content: Content,
    pub(crate) phone_at: Option<Timestamp>,
    pub(crate) email_at: Option<Timestamp>,
    pub(crate) account: Option<Uuid>,
    pub(crate) fingerprint: Option<Vec<u8>>,
    pub(crate) created_at: Timestamp,
}

const OPEN_LIVES: SignedDuration = SignedDuration::from_hours(24);
const MADE_LIVES: SignedDuration = SignedDuration::from_hours(30 * 24);

fn read(db: &Db, row: &Row) -> Result<Visit, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let content: Vec<u8> = row.get("content")?;
    Ok(Visit {
        id,
        operator: row.get("operator")?,
        unit: row.get("unit")?,
        standing: Standing::from_word(&state),
        content: db.unseal("counter_visits", "content", id, &content)?,
        phone_at: row.get("phone_at")?,
        email_at: row.get("email_at")?,
        account: row.get("account")?,
        fingerprint: row.get("fingerprint")?,
        created_at: row.get("created_at")?,
    })
}

/// Begins a visit under an id.
pub(crate) async fn open_visit(
    tx: &mut Tx,
    id: Uuid,
    operator: Uuid,
    unit: &str,
    content: &Content,
    account: Option<Uuid>,
) -> Result<(), DbError> {
    let sealed = tx.seal("counter_visits", "content", id, content);
    let now = tx.now();
    let ends_at = now.checked_add(OPEN_LIVES).unwrap_or(Timestamp::MAX);
    tx.exec(
        OPEN,
        args![id, operator, unit, sealed, account, now, ends_at],
    )
    .await
    .map(|_| ())
}

pub(crate) async fn visit(db: &Db, id: Uuid) -> Result<Option<Visit>, DbError> {
    let row = db.row(BY_ID, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

pub(crate) async fn visit_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Visit>, DbError> {
    let row = tx.row(BY_ID_LOCKED, args![id]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// The visits of an operator since a time, the newest first.
pub(crate) async fn visits_of(
    db: &Db,
    operator: Uuid,
    since: Timestamp,
) -> Result<Vec<Visit>, DbError> {
    let rows = db.rows(OF_OPERATOR, args![operator, since]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// The visits whose account waits for the registries, locked.
pub(crate) async fn visits_made(tx: &mut Tx, account: Uuid) -> Result<Vec<Visit>, DbError> {
    let rows = tx.rows(MADE_OF, args![account]).await?;
    rows.iter().map(|row| read(tx.db(), row)).collect()
}

/// Writes an open visit back.
pub(crate) async fn keep_visit(tx: &mut Tx, visit: &Visit) -> Result<bool, DbError> {
    let sealed = tx.seal("counter_visits", "content", visit.id, &visit.content);
    let done = tx.exec(
        KEEP,
        args![
            visit.id,
            sealed,
            visit.account,
            visit.phone_at,
            visit.email_at
        ],
    );
    Ok(done.await? == 1)
}

/// Notes that the person said the code of a contact.
pub(crate) async fn visit_contact(tx: &mut Tx, id: Uuid, by_mail: bool) -> Result<(), DbError> {
    let now = tx.now();
    let sql = if by_mail { EMAIL } else { PHONE };
    tx.exec(sql, args![id, now]).await.map(|_| ())
}

/// The account is there, or its data was mended: with the fingerprint of the data seen.
pub(crate) async fn visit_made(
    tx: &mut Tx,
    id: Uuid,
    account: Uuid,
    content: &Content,
    fingerprint: &[u8],
) -> Result<bool, DbError> {
    let sealed = tx.seal("counter_visits", "content", id, content);
    let ends_at = tx.now().checked_add(MADE_LIVES).unwrap_or(Timestamp::MAX);
    let done = tx.exec(MADE, args![id, account, sealed, fingerprint, ends_at]);
    Ok(done.await? == 1)
}

/// Ends a visit that waited for registries.
pub(crate) async fn end_visit(tx: &mut Tx, id: Uuid, how: Standing) -> Result<bool, DbError> {
    Ok(tx.exec(END, args![id, how.word()]).await? == 1)
}

/// Forgets an open visit with its papers.
pub(crate) async fn drop_visit(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    if tx.exec(DROP, args![id]).await? == 0 {
        return Ok(false);
    }
    for paper in super::papers_in(tx, id).await? {
        super::drop_paper(tx, &paper).await?;
    }
    Ok(true)
}

/// Forgets the visits at which an account was made, with what was scanned there.
pub(crate) async fn erase_visits(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    for row in tx.rows(OF_ACCOUNT, args![account]).await? {
        let id: Uuid = row.get("id")?;
        for paper in super::papers_in(tx, id).await? {
            super::drop_paper(tx, &paper).await?;
        }
        tx.exec(ERASE, args![id]).await?;
    }
    Ok(())
}

/// Forgets visits that nobody finished within a day, and waits no longer for registries
/// that did not agree within a month. Returns how many.
pub(crate) async fn sweep_visits(db: &Db) -> Result<usize, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let rows = tx.rows(OVER, args![now]).await?;
    for row in &rows {
        drop_visit(&mut tx, row.get("id")?).await?;
    }
    let stale = tx.exec(STALE, args![now]).await?;
    tx.commit().await?;
    Ok(rows.len() + usize::try_from(stale).unwrap_or(0))
}
