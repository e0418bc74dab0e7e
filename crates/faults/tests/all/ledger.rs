//! What is in the database at the end, counted beside the program.

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};

/// The database, read only.
pub struct Ledger(SqliteConnection);

impl Ledger {
    pub async fn open(data: &Path) -> Self {
        let file = SqliteConnectOptions::new().filename(data.join("okno.db"));
        let file = file.read_only(true).busy_timeout(Duration::from_secs(10));
        Self(file.connect().await.unwrap())
    }

    /// A number.
    pub async fn count(&mut self, sql: &'static str) -> i64 {
        sqlx::query(sql)
            .fetch_one(&mut self.0)
            .await
            .unwrap()
            .get(0)
    }

    /// Texts.
    pub async fn texts(&mut self, sql: &'static str) -> Vec<String> {
        let rows = sqlx::query(sql).fetch_all(&mut self.0).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Waits until every job is done; panics when one is dead or none ends.
    pub async fn all_jobs_done(&mut self) {
        let begun = Instant::now();
        loop {
            let dead = self
                .texts("select kind || ': ' || coalesce(last_error, '') from jobs where state = 'dead'")
                .await;
            assert!(dead.is_empty(), "given up: {dead:?}");
            let open = self
                .texts("select kind || ' ' || state || ' ' || attempts from jobs where state <> 'done'")
                .await;
            if open.is_empty() {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "stuck: {open:?}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}
