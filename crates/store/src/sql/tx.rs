use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::TryStreamExt;
use jiff::Timestamp;
use okno_vault::{Place, Vault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{Either, Executor, Postgres, Transaction};
use uuid::Uuid;

use super::db::UnderWay;
use super::writer::Turn;
use super::{Arg, Before, Db, DbError, Row, for_engine, joined};

/// So many statements are put off at most.
const TOGETHER: usize = 16;

pub(crate) enum TxInner {
    /// The turn is taken with the first statement: what is worked out before it holds
    /// up nobody.
    Sqlite(Option<Turn>),
    Postgres(Transaction<'static, Postgres>),
}

macro_rules! bind_all {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for arg in $args {
            query = match arg {
                Arg::Id(v) => query.bind(v),
                Arg::Text(v) => query.bind(v),
                Arg::Int(v) => query.bind(v),
                Arg::Bool(v) => query.bind(v),
                Arg::Bytes(v) => query.bind(v),
            };
        }
        query
    }};
}
pub(crate) use bind_all;

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
///
/// After a failed statement it is of no further use: the next statement and
/// the commit fail too, on both engines alike. To go on when a value is taken,
/// write `on conflict do nothing` and look at the number of rows.
pub struct Tx {
    inner: TxInner,
    db: Db,
    now: Timestamp,
    /// Statements that go with the next one or with the commit.
    later: Later,
    /// A statement was run.
    has_begun: bool,
    /// A statement failed or was broken off. PostgreSQL would answer a commit
    /// with a silent rollback; SQLite would keep the half that went well or,
    /// having rolled back by itself, run what follows outside of any transaction.
    failed: bool,
    wakes: bool,
    news: Vec<Uuid>,
    settled: Vec<Arc<AtomicBool>>,
    _counted: Option<UnderWay>,
}

macro_rules! guarded {
    ($self:ident, $run:expr) => {{
        if $self.failed {
            return Err(spoiled());
        }
        $self.failed = true;
        let result: Result<_, sqlx::Error> = async { Ok($run) }.await;
        $self.failed = result.is_err();
        result?
    }};
}

/// Statements that were put off.
type Later = Vec<(&'static str, Vec<Arg>)>;

fn taken(slot: &mut Option<Turn>) -> Result<&mut Turn, sqlx::Error> {
    slot.as_mut().ok_or(sqlx::Error::WorkerCrashed)
}

/// What was put off, in one text with what is run now.
fn with_later(
    before: Before,
    later: Later,
    sql: &'static str,
    args: Vec<Arg>,
) -> (&'static str, Vec<Arg>) {
    let mut parts: Vec<_> = later.iter().map(|(sql, args)| (*sql, args.len())).collect();
    parts.push((sql, args.len()));
    let put_off = later.into_iter().flat_map(|(_, args)| args);
    (joined(before, &parts, false), put_off.chain(args).collect())
}

fn spoiled() -> DbError {
    DbError::Other("an earlier statement of this transaction failed".to_owned())
}

impl Tx {
    pub(crate) fn new(inner: TxInner, db: Db) -> Self {
        let now = db.now();
        Self {
            _counted: db.enter(),
            inner,
            db,
            now,
            later: Later::new(),
            has_begun: false,
            failed: false,
            wakes: false,
            news: Vec::new(),
            settled: Vec::new(),
        }
    }

    /// The store that this transaction belongs to.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The keys.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        self.db.vault()
    }

    /// The time of this transaction: one for all that it writes.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.db.new_id()
    }

    /// Runs a statement; says how many rows it changed.
    pub async fn exec(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64, DbError> {
        let sql = for_engine(self.db.engine(), sql);
        let later = self.begin_statement().await?;
        Ok(guarded!(
            self,
            match &mut self.inner {
                TxInner::Sqlite(slot) => {
                    let turn = taken(slot)?;
                    let (sql, args) = with_later(turn.before(), later, sql, args);
                    let query = bind_all!(sqlx::query(sql), args);
                    let mut answers = turn.connection()?.fetch_many(query);
                    // Each statement says how many rows it changed; one that changes
                    // nothing by its nature repeats the count of the one before it.
                    let mut changed = 0;
                    while let Some(answer) = answers.try_next().await? {
                        if let Either::Left(done) = answer {
                            changed = done.rows_affected();
                        }
                    }
                    changed
                }
                TxInner::Postgres(tx) => bind_all!(sqlx::query(sql), args)
                    .execute(&mut **tx)
                    .await?
                    .rows_affected(),
            }
        ))
    }

    /// Runs a statement whose result nobody waits for, before the next one that is
    /// run or with the commit: on SQLite several then cost one walk to the writer.
    /// Its error, too, comes only then. Where it must hold for a row of a certain state,
    /// it writes null into a column that takes none when it does not, and all fails with
    /// [`DbError::Unmet`]. Before the first statement that is run, all
    /// are kept: a change can be worked out whole before the writer is asked for.
    pub async fn exec_later(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<(), DbError> {
        self.later.push((for_engine(self.db.engine(), sql), args));
        if self.has_begun && self.later.len() >= TOGETHER {
            self.flush().await?;
        }
        Ok(())
    }

    /// Takes back what was put off: statements, news and the waking of workers.
    pub fn forget_later(&mut self) {
        self.later.clear();
        self.news.clear();
        self.wakes = false;
    }

    /// The first row, if any, of a statement that goes before what was put off.
    pub async fn row_first(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Option<Row>, DbError> {
        let later = std::mem::take(&mut self.later);
        let row = self.row(sql, args).await;
        self.later = later;
        row
    }

    /// Makes ready for a statement; gives what has to go before it.
    async fn begin_statement(&mut self) -> Result<Later, DbError> {
        if self.failed {
            return Err(spoiled());
        }
        self.has_begun = true;
        let later = std::mem::take(&mut self.later);
        match &mut self.inner {
            TxInner::Sqlite(slot) => {
                if slot.is_none() {
                    // Whoever gives up waiting has lost what was put off.
                    self.failed = true;
                    *slot = Some(self.db.turn().await?);
                    self.failed = false;
                }
                Ok(later)
            }
            TxInner::Postgres(_) => {
                guarded!(
                    self,
                    if let TxInner::Postgres(tx) = &mut self.inner {
                        for (sql, args) in later {
                            bind_all!(sqlx::query(sql), args).execute(&mut **tx).await?;
                        }
                    }
                );
                Ok(Later::new())
            }
        }
    }

    /// Runs what was put off.
    async fn flush(&mut self) -> Result<(), DbError> {
        if self.later.is_empty() {
            return Ok(());
        }
        self.run_later(false).await
    }

    async fn run_later(&mut self, release: bool) -> Result<(), DbError> {
        let later = self.begin_statement().await?;
        guarded!(
            self,
            if let TxInner::Sqlite(slot) = &mut self.inner {
                let turn = taken(slot)?;
                let parts: Vec<_> = later.iter().map(|(sql, args)| (*sql, args.len())).collect();
                let sql = joined(turn.before(), &parts, release);
                let args = later.into_iter().flat_map(|(_, args)| args);
                bind_all!(sqlx::query(sql), args)
                    .execute(turn.connection()?)
                    .await?;
            }
        );
        Ok(())
    }

    /// All rows.
    pub async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, DbError> {
        let sql = for_engine(self.db.engine(), sql);
        let later = self.begin_statement().await?;
        Ok(guarded!(
            self,
            match &mut self.inner {
                TxInner::Sqlite(slot) => {
                    let turn = taken(slot)?;
                    let (sql, args) = with_later(turn.before(), later, sql, args);
                    bind_all!(sqlx::query(sql), args)
                        .fetch_all(turn.connection()?)
                        .await?
                        .into_iter()
                        .map(Row::Sqlite)
                        .collect()
                }
                TxInner::Postgres(tx) => bind_all!(sqlx::query(sql), args)
                    .fetch_all(&mut **tx)
                    .await?
                    .into_iter()
                    .map(Row::Postgres)
                    .collect(),
            }
        ))
    }

    /// The first row, if any.
    pub async fn row(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Option<Row>, DbError> {
        let sql = for_engine(self.db.engine(), sql);
        let later = self.begin_statement().await?;
        Ok(guarded!(
            self,
            match &mut self.inner {
                TxInner::Sqlite(slot) => {
                    let turn = taken(slot)?;
                    let (sql, args) = with_later(turn.before(), later, sql, args);
                    bind_all!(sqlx::query(sql), args)
                        .fetch_optional(turn.connection()?)
                        .await?
                        .map(Row::Sqlite)
                }
                TxInner::Postgres(tx) => bind_all!(sqlx::query(sql), args)
                    .fetch_optional(&mut **tx)
                    .await?
                    .map(Row::Postgres),
            }
        ))
    }

    /// All rows of a read that need not see what this transaction has written: on SQLite it
    /// does not ask for the writer, on PostgreSQL it takes no second connection, for which
    /// transactions would wait in a circle.
    pub async fn rows_beside(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Vec<Row>, DbError> {
        if let TxInner::Sqlite(_) = &self.inner {
            return self.db.rows(sql, args).await;
        }
        // What was put off stays put off: it goes with the commit.
        let later = std::mem::take(&mut self.later);
        let rows = self.rows(sql, args).await;
        self.later = later;
        rows
    }

    /// The first row, if any, of such a read.
    pub async fn row_beside(
        &mut self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Option<Row>, DbError> {
        Ok(self.rows_beside(sql, args).await?.into_iter().next())
    }

    /// Seals a value as JSON for `table.column` of a row.
    #[must_use]
    pub fn seal<T: Serialize>(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        value: &T,
    ) -> Vec<u8> {
        self.vault()
            .seal_json(&Place::new(table, column, row), value)
    }

    /// Opens a sealed value.
    pub fn unseal<T: DeserializeOwned>(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<T, DbError> {
        Ok(self
            .vault()
            .open_json(&Place::new(table, column, row), sealed)?)
    }

    /// Tells who listens ([`Db::listen`]) that something about this id
    /// changed, once the transaction is committed.
    pub fn announce(&mut self, topic: Uuid) {
        self.news.push(topic);
    }

    /// Runs a statement of a migration.
    pub(crate) async fn exec_text(&mut self, sql: String) -> Result<(), DbError> {
        let later = self.begin_statement().await?;
        self.later = later;
        self.flush().await?;
        guarded!(
            self,
            match &mut self.inner {
                TxInner::Sqlite(slot) => {
                    let turn = taken(slot)?;
                    let before = turn.before();
                    if before != Before::Nothing {
                        let open = joined(before, &[], false);
                        sqlx::query(open).execute(turn.connection()?).await?;
                    }
                    let sql = sqlx::AssertSqlSafe(sql);
                    sqlx::raw_sql(sql).execute(turn.connection()?).await?;
                }
                TxInner::Postgres(tx) => {
                    let sql = sqlx::AssertSqlSafe(sql);
                    sqlx::raw_sql(sql).execute(&mut **tx).await?;
                }
            }
        );
        Ok(())
    }

    pub(crate) fn wakes_workers(&mut self) {
        self.wakes = true;
    }

    /// Sets the flag once the transaction is committed.
    pub(crate) fn settles(&mut self, flag: Arc<AtomicBool>) {
        self.settled.push(flag);
    }

    /// Commits. Only after this may anyone be told that the change happened.
    pub async fn commit(mut self) -> Result<(), DbError> {
        if self.failed {
            return Err(spoiled());
        }
        let begun = match &self.inner {
            TxInner::Sqlite(slot) => slot.as_ref().is_some_and(Turn::has_begun),
            TxInner::Postgres(_) => false,
        };
        if begun || !self.later.is_empty() {
            self.run_later(true).await?;
        }
        match self.inner {
            TxInner::Sqlite(Some(turn)) => turn.commit().await?,
            TxInner::Sqlite(None) => {}
            TxInner::Postgres(tx) => tx.commit().await?,
        }
        for flag in self.settled {
            flag.store(true, Ordering::Release);
        }
        for topic in self.news {
            self.db.announce(topic);
        }
        if self.wakes {
            self.db.wake().notify_waiters();
        }
        Ok(())
    }
}
