//! Commits in groups on SQLite: who waits for the writer shares one wait for the disk.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use okno_store::{Db, DbError, Engine, args};

use crate::{INSERT, fresh, insert, people};

/// Commits in the write-ahead log: frames that carry the size of the database
/// (<https://www.sqlite.org/fileformat2.html#walformat>, bytes 4..8 of a frame).
fn commits(dir: &Path) -> usize {
    let wal = walk(dir);
    let page = u32::from_be_bytes(wal[8..12].try_into().unwrap()) as usize;
    wal[32..]
        .chunks(24 + page)
        .filter(|frame| frame.len() > 8 && frame[4..8] != [0; 4])
        .count()
}

fn walk(dir: &Path) -> Vec<u8> {
    let entry = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with("-wal"))
        .expect("a write-ahead log");
    std::fs::read(entry).unwrap()
}

/// Lets `work` come to stand in line while the writer is held.
async fn in_line<F: Future<Output = ()> + Send + 'static>(db: &Db, work: Vec<F>) {
    let mut held = db.begin().await.unwrap();
    held.row("select 1 as one", vec![]).await.unwrap();
    let tasks: Vec<_> = work.into_iter().map(tokio::spawn).collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(held);
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_in_line_share_a_commit() {
    let t = fresh(Engine::Sqlite).await;
    insert(&t.db, "first").await.unwrap();
    let before = commits(&t.dir);
    let work = (0..40).map(|n| {
        let db = t.db.clone();
        async move { insert(&db, &n.to_string()).await.unwrap() }
    });
    in_line(&t.db, work.collect()).await;
    assert_eq!(people(&t.db).await, 41);
    let own = commits(&t.dir) - before;
    assert!((1..=3).contains(&own), "{own} commits for forty at once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_fails_harms_no_other_of_its_group() {
    let t = fresh(Engine::Sqlite).await;
    insert(&t.db, "taken").await.unwrap();
    let work = (0..40).map(|n| {
        let db = t.db.clone();
        async move {
            let mut tx = db.begin().await.unwrap();
            tx.exec(INSERT, args![db.new_id(), n.to_string()])
                .await
                .unwrap();
            match n % 4 {
                0 => tx.commit().await.unwrap(),
                1 => drop(tx),
                2 => {
                    let taken = tx.exec(INSERT, args![db.new_id(), "taken"]).await;
                    assert!(matches!(taken, Err(DbError::Taken(_))), "{taken:?}");
                    assert!(tx.commit().await.is_err());
                }
                // Its author hangs up while the group is being committed.
                _ => {
                    let _ = tokio::time::timeout(Duration::ZERO, tx.commit()).await;
                }
            }
        }
    });
    in_line(&t.db, work.collect()).await;
    let good = t
        .db
        .row(
            "select count(*) as n from people where phone in ('0','4','8','12','16','20','24','28','32','36')",
            vec![],
        )
        .await
        .unwrap()
        .unwrap();
    assert_eq!(good.get::<i64>("n").unwrap(), 10);
    // Of those who hung up each is there whole or not at all; nobody else is.
    let all = people(&t.db).await;
    assert!((11..=21).contains(&all), "{all}");
    insert(&t.db, "later").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_to_be_done_is_done_when_the_file_may_not_grow() {
    let t = fresh(Engine::Sqlite).await;
    let mut tx = t.db.begin().await.unwrap();
    tx.row("pragma max_page_count = 120", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let work = (0..400).map(|n| {
        let (db, told) = (t.db.clone(), told.clone());
        async move {
            let phone = format!("{n}-{}", "x".repeat(2000));
            match insert(&db, &phone).await {
                Ok(()) => told.lock().unwrap().push(phone),
                Err(error) => assert!(error.is_passing(), "{error:?}"),
            }
        }
    });
    in_line(&t.db, work.collect()).await;
    let told = told.lock().unwrap().clone();
    assert!(told.len() < 400, "it never got full");
    for phone in &told {
        let found =
            t.db.row(
                "select 1 as one from people where phone = $1",
                args![phone.as_str()],
            )
            .await
            .unwrap();
        assert!(found.is_some(), "lost though acknowledged");
    }
    assert_eq!(people(&t.db).await, told.len() as i64);
}
