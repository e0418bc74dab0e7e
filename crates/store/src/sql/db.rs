use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use okno_requisites::{Chance, Clock};
use okno_vault::{Place, Vault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

use super::tx::{TxInner, bind_all};
use super::writer::{Turn, Writer};
use super::{Arg, DbError, Engine, Row, Tx, for_engine};

pub(crate) enum Pools {
    /// SQLite has one writer; readers see the last committed state (WAL).
    Sqlite {
        writer: Writer,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

struct Inner {
    pools: Pools,
    vault: Vault,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    files: Arc<dyn ObjectStore>,
    wake: Notify,
    live: broadcast::Sender<Uuid>,
    last_id: Mutex<Uuid>,
    under_way: AtomicUsize,
    checks_files: AtomicBool,
}

tokio::task_local! {
    /// What a task does here happens after the answer: nobody waits for it.
    pub(crate) static AFTERWARDS: ();
}

/// A read or a transaction that somebody waits for, counted while it lives.
pub(crate) struct UnderWay(Arc<Inner>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How to open a store.
pub struct Opening {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Folder of the file store.
    pub files: PathBuf,
    /// Connections at most (PostgreSQL), readers at most (SQLite, which takes no more than
    /// two for each core).
    pub connections: u32,
    /// Wait for the disk at every commit. Off only in tests.
    pub durable: bool,
    /// Keys.
    pub vault: Vault,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
}

/// The open store. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.engine())
    }
}

impl Db {
    /// Opens the store; makes the SQLite file and the folders when they are missing.
    pub async fn open(opening: Opening) -> Result<Self, DbError> {
        let pools = if let Some(path) = opening.url.strip_prefix("sqlite:") {
            open_sqlite(Path::new(path), &opening).await?
        } else {
            let options = PgConnectOptions::from_str(&opening.url)?
                .statement_cache_capacity(512)
                .options([(
                    "synchronous_commit",
                    if opening.durable { "on" } else { "off" },
                )]);
            Pools::Postgres(
                PgPoolOptions::new()
                    .max_connections(opening.connections)
                    .acquire_timeout(Duration::from_secs(5))
                    // By default every use begins with a ping: a round trip more
                    // for each read. One just used is surely alive.
                    .test_before_acquire(false)
                    .before_acquire(|connection, seen| {
                        Box::pin(async move {
                            if seen.idle_for > Duration::from_secs(1) {
                                sqlx::Connection::ping(connection).await?;
                            }
                            Ok(true)
                        })
                    })
                    .connect_with(options)
                    .await?,
            )
        };
        std::fs::create_dir_all(&opening.files).map_err(|e| DbError::Files(e.to_string()))?;
        // A row must not survive a power cut that its content does not.
        let files = LocalFileSystem::new_with_prefix(&opening.files)
            .map_err(|e| DbError::Files(e.to_string()))?
            .with_fsync(opening.durable);
        Ok(Self(Arc::new(Inner {
            pools,
            vault: opening.vault,
            clock: opening.clock,
            chance: opening.chance,
            files: Arc::new(files),
            wake: Notify::new(),
            live: broadcast::channel(1024).0,
            last_id: Mutex::new(Uuid::nil()),
            under_way: AtomicUsize::new(0),
            checks_files: AtomicBool::new(false),
        })))
    }

    /// From now on what people send waits for a check before officials open it
    /// ([`Tx::keep_sent_file`](crate::Tx::keep_sent_file)).
    pub fn check_files(&self) {
        self.0.checks_files.store(true, Ordering::Relaxed);
    }

    pub(crate) fn checks_files(&self) -> bool {
        self.0.checks_files.load(Ordering::Relaxed)
    }

    /// Which engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// The keys.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// The clock, to keep.
    #[must_use]
    pub fn clock_arc(&self) -> Arc<dyn Clock> {
        self.0.clock.clone()
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Chance.
    #[must_use]
    pub fn chance(&self) -> &dyn Chance {
        self.0.chance.as_ref()
    }

    /// A new id (UUIDv7).
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.0.chance.id(self.0.clock.as_ref())
    }

    /// A new id that sorts after every other one of this kind that this node made in
    /// the same millisecond: what is read back in order of ids keeps its order.
    /// It can be guessed from the one before it.
    pub(crate) fn ordered_id(&self) -> Uuid {
        const RANDOM: u32 = 62 + 12 + 4 + 2;
        let mut last = self
            .0
            .last_id
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let fresh = self.new_id();
        let same = fresh.as_u128() >> RANDOM == last.as_u128() >> RANDOM;
        *last = if same && fresh <= *last {
            Uuid::from_u128(last.as_u128() + 1)
        } else {
            fresh
        };
        *last
    }

    /// Counts a read or a transaction; a job's own are none.
    pub(crate) fn enter(&self) -> Option<UnderWay> {
        if AFTERWARDS.try_with(|()| ()).is_ok() {
            return None;
        }
        self.0.under_way.fetch_add(1, Ordering::Relaxed);
        Some(UnderWay(self.0.clone()))
    }

    /// So many reads and transactions of people are under way on this node.
    pub(crate) fn under_way(&self) -> usize {
        self.0.under_way.load(Ordering::Relaxed)
    }

    pub(crate) fn object_store(&self) -> &dyn ObjectStore {
        self.0.files.as_ref()
    }

    pub(crate) fn wake(&self) -> &Notify {
        &self.0.wake
    }

    pub(crate) fn announce(&self, topic: Uuid) {
        // Nobody listening is fine.
        let _ = self.0.live.send(topic);
    }

    /// News of what changed on this node: the ids that [`Tx::announce`] named,
    /// after their commit. Other nodes are heard by asking the store again.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Uuid> {
        self.0.live.subscribe()
    }

    /// Begins a transaction that may write. On SQLite its first statement waits for
    /// the one writer.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        let inner = match &self.0.pools {
            Pools::Sqlite { .. } => TxInner::Sqlite(None),
            Pools::Postgres(pool) => TxInner::Postgres(pool.begin().await?),
        };
        Ok(Tx::new(inner, self.clone()))
    }

    pub(crate) async fn turn(&self) -> Result<Turn, DbError> {
        match &self.0.pools {
            Pools::Sqlite { writer, .. } => writer.turn().await,
            Pools::Postgres(_) => Err(DbError::Other("PostgreSQL knows no turns".to_owned())),
        }
    }

    /// All rows of a read.
    pub async fn rows(&self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, DbError> {
        let _counted = self.enter();
        let sql = for_engine(self.engine(), sql);
        match &self.0.pools {
            Pools::Sqlite { readers, .. } => {
                let rows = bind_all!(sqlx::query(sql), args).fetch_all(readers).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Pools::Postgres(pool) => {
                let rows = bind_all!(sqlx::query(sql), args).fetch_all(pool).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// One statement that writes, committed by itself. Returns what it returns.
    pub(crate) async fn write_rows(
        &self,
        sql: &'static str,
        args: Vec<Arg>,
    ) -> Result<Vec<Row>, DbError> {
        match self.engine() {
            Engine::Sqlite => {
                let mut tx = self.begin().await?;
                let rows = tx.rows(sql, args).await?;
                tx.commit().await?;
                Ok(rows)
            }
            // Fewer round trips than a transaction around it.
            Engine::Postgres => self.rows(sql, args).await,
        }
    }

    /// One statement that writes, committed by itself. Returns how many rows changed.
    pub(crate) async fn write(&self, sql: &'static str, args: Vec<Arg>) -> Result<u64, DbError> {
        match &self.0.pools {
            Pools::Sqlite { .. } => {
                let mut tx = self.begin().await?;
                let changed = tx.exec(sql, args).await?;
                tx.commit().await?;
                Ok(changed)
            }
            Pools::Postgres(pool) => {
                let sql = for_engine(self.engine(), sql);
                let query = bind_all!(sqlx::query(sql), args);
                Ok(query.execute(pool).await?.rows_affected())
            }
        }
    }

    /// The first row of a read, if any.
    pub async fn row(&self, sql: &'static str, args: Vec<Arg>) -> Result<Option<Row>, DbError> {
        let _counted = self.enter();
        let sql = for_engine(self.engine(), sql);
        match &self.0.pools {
            Pools::Sqlite { readers, .. } => {
                let row = bind_all!(sqlx::query(sql), args)
                    .fetch_optional(readers)
                    .await?;
                Ok(row.map(Row::Sqlite))
            }
            Pools::Postgres(pool) => {
                let row = bind_all!(sqlx::query(sql), args)
                    .fetch_optional(pool)
                    .await?;
                Ok(row.map(Row::Postgres))
            }
        }
    }

    /// Does the store answer?
    pub async fn ping(&self) -> Result<(), DbError> {
        self.row("select 1 as one", vec![]).await.map(|_| ())
    }

    /// Prepares a statement without running it; for the test that checks
    /// every statement on both engines.
    pub async fn prepare(&self, sql: &'static str) -> Result<(), DbError> {
        use sqlx::{Executor, SqlSafeStr};
        let text = for_engine(self.engine(), sql);
        match &self.0.pools {
            Pools::Sqlite { writer, .. } => writer.prepare(text).await?,
            Pools::Postgres(pool) => {
                pool.acquire().await?.prepare(text.into_sql_str()).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn script(&self, sql: String) -> Result<(), DbError> {
        use sqlx::AssertSqlSafe;
        match &self.0.pools {
            Pools::Sqlite { writer, .. } => writer.script(sql).await?,
            Pools::Postgres(pool) => {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await?;
            }
        }
        Ok(())
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
        self.0
            .vault
            .seal_json(&Place::new(table, column, row), value)
    }

    /// Opens a value sealed with [`Db::seal`].
    pub fn unseal<T: DeserializeOwned>(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<T, DbError> {
        Ok(self
            .0
            .vault
            .open_json(&Place::new(table, column, row), sealed)?)
    }

    /// Closes the pools after the work under way.
    pub async fn close(&self) {
        match &self.0.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path, opening: &Opening) -> Result<Pools, DbError> {
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|e| DbError::Unreachable(e.to_string()))?;
    }
    let synchronous = if opening.durable {
        SqliteSynchronous::Full
    } else {
        SqliteSynchronous::Off
    };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-8000")
        // What a savepoint may have to put back is kept in memory, not in a file.
        .pragma("temp_store", "memory")
        .statement_cache_capacity(512);
    let writer = Writer::open(options.clone()).await?;
    // A commit empties the cache of every reader: more of them than can work at once
    // read the same pages again and again.
    let useful = std::thread::available_parallelism().map_or(4, |cores| cores.get() * 2);
    let useful = u32::try_from(useful).unwrap_or(opening.connections);
    let readers = SqlitePoolOptions::new()
        .max_connections(opening.connections.min(useful))
        .acquire_timeout(Duration::from_secs(5))
        // A file does not hang up: no pings, and nothing prepared is thrown away.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok(Pools::Sqlite { writer, readers })
}
