//! Applications sent beside durable commits of one row.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::{StreamExt, stream};
use okno_faults::{Browser, Person, Stage};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Semaphore;

use crate::table::Table;
use crate::{SIDE_BY_SIDE, Turns, median};

/// So many people press «Отправить заявку» at once: enough that no core waits for the disk.
const AT_ONCE: usize = 32;

/// Commits a second on the same disk: one connection, one row each, WAL,
/// `synchronous = full`, as the store has it.
async fn bare(dir: &Path, commits: usize) -> f64 {
    let file = dir.join("bare.db");
    let mut connection = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .expect("a database");
    let table = "create table if not exists rows (id integer primary key, text text not null)";
    sqlx::query(table)
        .execute(&mut connection)
        .await
        .expect("a table");
    let begun = Instant::now();
    for _ in 0..commits {
        let mut tx = connection
            .begin_with("BEGIN IMMEDIATE")
            .await
            .expect("a transaction");
        let row = sqlx::query("insert into rows (text) values ('a row of some hundred bytes')");
        row.execute(&mut *tx).await.expect("a row");
        tx.commit().await.expect("a commit");
    }
    let rate = commits as f64 / begun.elapsed().as_secs_f64();
    connection.close().await.expect("it closes");
    rate
}

/// A person's draft up to the last button: their browser, its address, the code.
async fn ready(person: &mut Person) -> (Browser, String, String) {
    person.forget_codes().await;
    person.stage = Stage::Confirmed;
    person.until(Stage::Ticked, Duration::from_secs(60)).await;
    for _ in 0..600 {
        if let Some(code) = person.sending_code().await {
            return (
                person.browser().clone(),
                format!("{}/send", person.application),
                code,
            );
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no code came");
}

/// Presses the button for all of them; how long each waited.
async fn press(ready: Vec<(Browser, String, String)>) -> Vec<Duration> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = tokio::task::JoinSet::new();
    for (browser, url, code) in ready {
        let places = places.clone();
        tasks.spawn(async move {
            let _place = places.acquire_owned().await.expect("a place");
            let begun = Instant::now();
            let answer = browser
                .post(&url, &[("code", &code)])
                .await
                .expect("an answer");
            assert!(
                answer.location.ends_with("done=sent"),
                "{:?}",
                answer.wrong("a number")
            );
            begun.elapsed()
        });
    }
    tasks.join_all().await
}

/// Measures.
pub async fn measure(table: &mut Table, turns: Turns, mut people: Vec<Person>, dir: &Path) {
    let (mut own, mut theirs, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    // A phone gets six codes an hour: one was for the registration.
    for _ in 0..turns.count.clamp(1, 5) {
        let all: Vec<_> = stream::iter(&mut people)
            .map(ready)
            .buffer_unordered(SIDE_BY_SIDE)
            .collect()
            .await;
        // What the codes have set going is to end before.
        tokio::time::sleep(Duration::from_secs(2)).await;
        theirs.push(bare(dir, 500).await);
        let (count, begun) = (all.len(), Instant::now());
        waits.extend(press(all).await);
        own.push(count as f64 / begun.elapsed().as_secs_f64());
    }
    waits.sort_unstable();
    let at = |part: usize| waits[(waits.len() * part / 100).min(waits.len() - 1)].as_secs_f64();
    let beside = ("commits", median(theirs));
    table.ratio("applications sent", median(own), beside, 0.5);
    table.note(format!(
        "applications sent: {} in all, {AT_ONCE} at once; half wait {:.0} ms, p99 {:.0} ms",
        waits.len(),
        at(50) * 1000.0,
        at(99) * 1000.0
    ));
}
