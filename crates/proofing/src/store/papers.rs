//! SQL of the papers that an operator scans (S1-098). Their content is sealed in the
//! store of files.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

okno_store::statements! {
    ADD = "insert into proofing_papers (id, subject, kind, file, added_by, added_at) values ($1, $2, $3, $4, $5, $6)";
    OF = "select id, subject, kind, file, added_by, added_at from proofing_papers where subject = $1 \
          order by added_at, id limit 50";
    ONE = "select id, subject, kind, file, added_by, added_at from proofing_papers where id = $1";
    NEWEST = "select id, subject, kind, file, added_by, added_at from proofing_papers \
              order by added_at desc, id limit 200";
    DROP = "delete from proofing_papers where id = $1";
}

/// A scan.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) id: Uuid,
    /// The attempt or the visit that it belongs to.
    pub(crate) subject: Uuid,
    pub(crate) kind: String,
    pub(crate) file: Uuid,
    pub(crate) added_by: Uuid,
    pub(crate) added_at: Timestamp,
}

fn read(row: &Row) -> Result<Paper, DbError> {
    Ok(Paper {
        id: row.get("id")?,
        subject: row.get("subject")?,
        kind: row.get("kind")?,
        file: row.get("file")?,
        added_by: row.get("added_by")?,
        added_at: row.get("added_at")?,
    })
}

pub(crate) async fn add_paper(
    tx: &mut Tx,
    subject: Uuid,
    kind: &str,
    file: Uuid,
    by: Uuid,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.exec(ADD, args![id, subject, kind, file, by, now])
        .await?;
    Ok(id)
}

/// The newest papers of all, at most two hundred.
pub(crate) async fn newest_papers(db: &Db) -> Result<Vec<Paper>, DbError> {
    let rows = db.rows(NEWEST, vec![]).await?;
    rows.iter().map(read).collect()
}

/// The papers of an attempt or a visit, in the order in which they came.
pub(crate) async fn papers(db: &Db, subject: Uuid) -> Result<Vec<Paper>, DbError> {
    db.rows(OF, args![subject])
        .await?
        .iter()
        .map(read)
        .collect()
}

pub(crate) async fn papers_in(tx: &mut Tx, subject: Uuid) -> Result<Vec<Paper>, DbError> {
    tx.rows(OF, args![subject])
        .await?
        .iter()
        .map(read)
        .collect()
}

pub(crate) async fn paper(db: &Db, id: Uuid) -> Result<Option<Paper>, DbError> {
    let row = db.row(ONE, args![id]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Takes a paper away with its content.
pub(crate) async fn drop_paper(tx: &mut Tx, paper: &Paper) -> Result<bool, DbError> {
    if tx.exec(DROP, args![paper.id]).await? == 0 {
        return Ok(false);
    }
    tx.forget_file(paper.file).await?;
    Ok(true)
}
