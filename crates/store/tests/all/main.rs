//! The store, on both engines. PostgreSQL is the server of `OKNO_TEST_PG`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// A test that runs on a fresh store of each engine.
macro_rules! on_both {
    ($name:ident, |$t:ident| async move $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($t: okno_store::testing::TestDb) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(crate::fresh(okno_store::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check(crate::fresh(okno_store::Engine::Postgres).await).await;
            }
        }
    };
}

mod files;
mod full_disk;
mod groups;
mod jobs;
mod jobs_many;
mod journal;
mod limits;
mod migrations;
mod reseal;
mod secrets;
mod speed;
mod sql;

use okno_store::testing::{TestDb, open};
use okno_store::{Db, DbError, Engine, Migration};

/// A table of the tests' own.
const TABLES: &[Migration] = &[Migration {
    name: "test-001",
    sql: "create table people (
        id @id primary key,
        phone text not null unique,
        age bigint,
        adult boolean,
        photo @bytes
    );
    create table passports (
        id @id primary key,
        person @id not null references people (id)
    );
",
}];

async fn fresh(engine: Engine) -> TestDb {
    open(engine, &[TABLES]).await.expect("a fresh store")
}

const INSERT: &str = "insert into people (id, phone) values ($1, $2)";

async fn insert(db: &Db, phone: &str) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    let id = tx.new_id();
    tx.exec(INSERT, okno_store::args![id, phone]).await?;
    tx.commit().await
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    db.row(sql, vec![])
        .await
        .unwrap()
        .unwrap()
        .get("n")
        .unwrap()
}

async fn people(db: &Db) -> i64 {
    count(db, "select count(*) as n from people").await
}

/// Runs one statement past the rules.
async fn raw(db: &Db, sql: &'static str, args: Vec<okno_store::Arg>) -> u64 {
    let mut tx = db.begin().await.unwrap();
    let changed = tx.exec(sql, args).await.unwrap();
    tx.commit().await.unwrap();
    changed
}
