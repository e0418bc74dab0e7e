//! For tests: a fresh store on each engine.
//!
//! SQLite is a file in a temporary folder; PostgreSQL is a schema of its own
//! on the server named by `OKNO_TEST_PG` (`make test` starts a private one).

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use okno_requisites::{Chance, OsChance, TestClock};
use okno_vault::Vault;

use crate::migrate::{Migration, migrate};
use crate::sql::{Db, DbError, Engine, Opening};

/// Real chance, but for the digits that a test foresees.
#[derive(Debug, Default)]
pub struct TestChance(Mutex<VecDeque<String>>);

impl TestChance {
    /// The next draw of so many digits gives these; called again, the one after it.
    pub fn foresee(&self, digits: &str) {
        let mut foreseen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        foreseen.push_back(digits.to_owned());
    }
}

impl Chance for TestChance {
    fn fill(&self, buf: &mut [u8]) {
        OsChance.fill(buf);
    }

    fn digits(&self, n: usize) -> String {
        let mut foreseen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match foreseen.front() {
            Some(next) if next.len() == n => foreseen.pop_front().unwrap_or_default(),
            _ => OsChance.digits(n),
        }
    }
}

/// A store for one test, with a clock that the test moves.
pub struct TestDb {
    /// The store.
    pub db: Db,
    /// Its chance.
    pub chance: Arc<TestChance>,
    /// Its clock; starts on Monday, 23 November 2026, 09:00 in Moscow.
    pub clock: TestClock,
    /// Its folder: the database file and the files.
    pub dir: PathBuf,
    /// Its address, as [`Opening::url`] takes it.
    pub url: String,
}

impl TestDb {
    /// The same store as another node sees it: connections of its own, the
    /// same keys, files and clock.
    pub async fn node(&self) -> Result<Db, DbError> {
        let chance: Arc<dyn Chance> = self.chance.clone();
        let vault = self.db.vault().clone();
        open_url(
            self.url.clone(),
            &self.dir,
            &self.clock,
            &chance,
            vault,
            MANY,
        )
        .await
    }
}

impl TestDb {
    /// From now on whoever writes into this table finds the disk full
    /// ([`DbError::Full`]); all else goes on.
    pub async fn refuse(&self, table: &str) -> Result<(), DbError> {
        self.db
            .script(match self.db.engine() {
                // A limit that holds, and a change that goes past it.
                Engine::Sqlite => format!(
                    "create table ballast (weight blob);
                     create trigger no_room before insert on {table} begin
                       insert into ballast values (zeroblob(50000000));
                     end;
                     create trigger no_change before update on {table} begin
                       insert into ballast values (zeroblob(50000000));
                     end;
                     pragma max_page_count = 5000;"
                ),
                Engine::Postgres => format!(
                    "create function no_room() returns trigger language plpgsql as $$ begin
                       raise exception 'no space left' using errcode = '53100';
                     end $$;
                     create trigger no_room before insert or update on {table}
                       for each row execute function no_room();"
                ),
            })
            .await
    }

    /// Ends what [`TestDb::refuse`] began.
    pub async fn relent(&self, table: &str) -> Result<(), DbError> {
        self.db
            .script(match self.db.engine() {
                Engine::Sqlite => {
                    "drop trigger no_room; drop trigger no_change; drop table ballast;".to_owned()
                }
                Engine::Postgres => {
                    format!("drop trigger no_room on {table}; drop function no_room();")
                }
            })
            .await
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// So many connections a store for tests has.
const MANY: u32 = 8;

/// Opens a fresh store on one engine, with these tables and those of this crate.
pub async fn open(engine: Engine, steps: &[&[Migration]]) -> Result<TestDb, DbError> {
    open_with(engine, steps, MANY).await
}

/// The same with so many connections: whoever asks for a second one while holding one shows
/// with a single one.
pub async fn open_with(
    engine: Engine,
    steps: &[&[Migration]],
    connections: u32,
) -> Result<TestDb, DbError> {
    let foreseen = Arc::new(TestChance::default());
    let chance: Arc<dyn Chance> = foreseen.clone();
    let start = Timestamp::from_second(1_795_413_600).unwrap_or(Timestamp::UNIX_EPOCH);
    let clock = TestClock::new(start);
    let name = format!(
        "okno_test_{}",
        chance.code("abcdefghijklmnopqrstuvwxyz", 12)
    );
    let dir = std::env::temp_dir().join(&name);
    let vault = Vault::in_memory(&clock, chance.clone());
    let url = match engine {
        Engine::Sqlite => format!("sqlite:{}", dir.join("okno.db").display()),
        Engine::Postgres => {
            let server = std::env::var("OKNO_TEST_PG").map_err(|_| {
                DbError::Unreachable(
                    "OKNO_TEST_PG is not set: run the tests by `make test`, which starts \
                     a private PostgreSQL, or point it at a server where schemas may be made"
                        .to_owned(),
                )
            })?;
            let admin = open_url(server.clone(), &dir, &clock, &chance, vault.clone(), 1).await?;
            admin.script(format!("create schema {name}")).await?;
            admin.close().await;
            let mark = if server.contains('?') { '&' } else { '?' };
            format!("{server}{mark}options=-c%20search_path%3D{name}")
        }
    };
    let db = open_url(url.clone(), &dir, &clock, &chance, vault, connections).await?;
    let mut all: Vec<&[Migration]> = vec![crate::MIGRATIONS];
    all.extend(steps);
    migrate(&db, &all).await?;
    Ok(TestDb {
        db,
        chance: foreseen,
        clock,
        dir,
        url,
    })
}

async fn open_url(
    url: String,
    dir: &std::path::Path,
    clock: &TestClock,
    chance: &Arc<dyn Chance>,
    vault: Vault,
    connections: u32,
) -> Result<Db, DbError> {
    let clock: Arc<dyn okno_requisites::Clock> = Arc::new(clock.clone());
    Db::open(Opening {
        url,
        files: dir.join("files"),
        connections,
        durable: false,
        vault,
        clock,
        chance: chance.clone(),
    })
    .await
}

/// The engines that tests run on: both.
pub const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];
