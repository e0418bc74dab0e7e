//! SQL of the statistics: sums over plain columns, nothing is unsealed. Each statement
//! reads the rows of one agency and one period by an index.

use jiff::Timestamp;
use okno_store::{Db, DbError, Tx, args};

use crate::model::Application;

okno_store::statements! {
    REFUSED = "insert into application_grounds (agency, service, month, ground, n) values ($1, $2, $3, $4, 1) \
               on conflict (agency, service, month, ground) do update set n = application_grounds.n + 1";
    RECEIVED = "select service, count(*) as n from applications \
                where agency = $1 and received_at >= $2 and received_at < $3 group by service";
    DECIDED = "select service, count(*) as n, \
               coalesce(sum(case when state = 'rejected' then 1 else 0 end), 0) as refused, \
               coalesce(sum(case when asked > 0 then 1 else 0 end), 0) as asked, \
               coalesce(sum(case when decided_at > due_at then 1 else 0 end), 0) as late \
               from applications where agency = $1 and decided_at >= $2 and decided_at < $3 \
               and state in ('approved', 'rejected', 'completed') group by service";
    TOOK = "select service, took, count(*) as n from applications where agency = $1 and decided_at >= $2 and decided_at < $3 \
            and state in ('approved', 'rejected', 'completed') and took is not null group by service, took order by service, took";
    GROUNDS = "select service, ground, cast(sum(n) as bigint) as n from application_grounds \
               where agency = $1 and month >= $2 and month <= $3 group by service, ground order by service, ground";
    LEFT = "select service, coalesce(reached, '') as reached, count(*) as n from applications \
            where agency = $1 and state = 'draft' and created_at >= $2 and created_at < $3 \
            group by service, coalesce(reached, '')";
}

/// Counts a refusal by its ground, in a month (year · 100 + month).
pub(crate) async fn refused(
    tx: &mut Tx,
    application: &Application,
    ground: &str,
    month: i64,
) -> Result<(), DbError> {
    let (agency, service) = (&application.agency, &application.service);
    tx.exec_later(REFUSED, args![agency, service, month, ground])
        .await
}

/// What was decided of a service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) all: i64,
    pub(crate) refused: i64,
    /// Sent back to the person at least once before.
    pub(crate) asked: i64,
    /// After the deadline.
    pub(crate) late: i64,
}

/// From when to when, the end not included.
pub(crate) type Between = (Timestamp, Timestamp);

/// Applications received, by service.
pub(crate) async fn received(
    db: &Db,
    agency: &str,
    (from, to): Between,
) -> Result<Vec<(String, i64)>, DbError> {
    let rows = db.rows(RECEIVED, args![agency, from, to]).await?;
    rows.iter()
        .map(|row| Ok((row.get("service")?, row.get("n")?)))
        .collect()
}

/// Applications decided, by service.
pub(crate) async fn decided(
    db: &Db,
    agency: &str,
    (from, to): Between,
) -> Result<Vec<(String, Decided)>, DbError> {
    let rows = db.rows(DECIDED, args![agency, from, to]).await?;
    rows.iter()
        .map(|row| {
            let figures = Decided {
                all: row.get("n")?,
                refused: row.get("refused")?,
                asked: row.get("asked")?,
                late: row.get("late")?,
            };
            Ok((row.get("service")?, figures))
        })
        .collect()
}

/// A service, a word or a number of it, and how many.
pub(crate) type Count<T> = (String, T, i64);

/// How many were decided in so many working days.
pub(crate) async fn took(
    db: &Db,
    agency: &str,
    (from, to): Between,
) -> Result<Vec<Count<i64>>, DbError> {
    let rows = db.rows(TOOK, args![agency, from, to]).await?;
    rows.iter()
        .map(|row| Ok((row.get("service")?, row.get("took")?, row.get("n")?)))
        .collect()
}

/// Refusals by ground, from month to month.
pub(crate) async fn grounds(
    db: &Db,
    agency: &str,
    (first, last): (i64, i64),
) -> Result<Vec<Count<String>>, DbError> {
    let rows = db.rows(GROUNDS, args![agency, first, last]).await?;
    rows.iter()
        .map(|row| Ok((row.get("service")?, row.get("ground")?, row.get("n")?)))
        .collect()
}

/// Drafts begun in a time and not sent, by the section that was saved last.
pub(crate) async fn left(
    db: &Db,
    agency: &str,
    (from, to): Between,
) -> Result<Vec<Count<String>>, DbError> {
    let rows = db.rows(LEFT, args![agency, from, to]).await?;
    rows.iter()
        .map(|row| Ok((row.get("service")?, row.get("reached")?, row.get("n")?)))
        .collect()
}
