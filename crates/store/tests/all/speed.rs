//! How much the layer costs. Run by hand:
//! `cargo nextest run -p okno-store --run-ignored only --no-capture speed`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use okno_requisites::{Chance, OsChance};
use okno_store::migrate::migrate;
use okno_store::{Db, Engine, Limit, Opening, args};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::{INSERT, TABLES, insert};

const N: u32 = 2000;

fn print(what: &str, begun: Instant) {
    let rate = f64::from(N) / begun.elapsed().as_secs_f64();
    println!("{what}: {rate:.0} a second");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures; proves nothing"]
async fn commits_on_sqlite() {
    let dir = tempfile::tempdir().unwrap();
    let t = crate::fresh(Engine::Sqlite).await;
    let begun = Instant::now();
    for n in 0..N {
        let _ = t.db.vault().index("x", &n.to_string());
    }
    print("blind indexes", begun);
    for (durable, name) in [(true, "durable"), (false, "not durable")] {
        let chance: Arc<dyn Chance> = Arc::new(OsChance);
        let path = dir.path().join(format!("{durable}.db"));
        let db = Db::open(Opening {
            url: format!("sqlite:{}", path.display()),
            files: dir.path().join("files"),
            connections: 4,
            durable,
            vault: t.db.vault().clone(),
            clock: Arc::new(t.clock.clone()),
            chance: chance.clone(),
        })
        .await
        .unwrap();
        migrate(&db, &[okno_store::MIGRATIONS, TABLES])
            .await
            .unwrap();

        let begun = Instant::now();
        for n in 0..N {
            insert(&db, &n.to_string()).await.unwrap();
        }
        print(&format!("{name}, one after another"), begun);

        let begun = Instant::now();
        let tasks: Vec<_> = (0..20u32)
            .map(|task| {
                let db = db.clone();
                tokio::spawn(async move {
                    for n in 0..N / 20 {
                        insert(&db, &format!("{task}/{n}")).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        print(&format!("{name}, twenty at once"), begun);

        let limit = Limit {
            name: "x",
            max: i64::MAX,
            per: jiff::SignedDuration::from_hours(1),
        };
        let begun = Instant::now();
        for n in 0..N {
            db.hit(&limit, &n.to_string()).await.unwrap();
        }
        print(&format!("{name}, hits of a limit"), begun);

        let begun = Instant::now();
        for n in 0..N {
            let sql = "select id from people where phone = $1";
            db.row(sql, args![n.to_string()]).await.unwrap();
        }
        print(&format!("{name}, reads"), begun);
        db.close().await;

        let mut bare = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(if durable {
                SqliteSynchronous::Full
            } else {
                SqliteSynchronous::Off
            })
            .connect()
            .await
            .unwrap();
        let begun = Instant::now();
        for n in 0..N {
            let mut tx = bare.begin_with("BEGIN IMMEDIATE").await.unwrap();
            sqlx::query(INSERT)
                .bind(chance.id(&t.clock))
                .bind(format!("bare {n}"))
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        print(&format!("{name}, bare sqlx"), begun);
        bare.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures; proves nothing"]
async fn round_trips_on_postgres() {
    let t = crate::fresh(Engine::Postgres).await;
    let begun = Instant::now();
    for n in 0..N {
        insert(&t.db, &n.to_string()).await.unwrap();
    }
    print("requests of one row", begun);
    let begun = Instant::now();
    for n in 0..N {
        let sql = "select id from people where phone = $1";
        t.db.row(sql, args![n.to_string()]).await.unwrap();
    }
    print("reads", begun);
    let limit = Limit {
        name: "x",
        max: i64::MAX,
        per: jiff::SignedDuration::from_hours(1),
    };
    let begun = Instant::now();
    for n in 0..N {
        t.db.hit(&limit, &n.to_string()).await.unwrap();
    }
    print("hits of a limit", begun);
    tokio::time::sleep(Duration::from_millis(10)).await;
}
