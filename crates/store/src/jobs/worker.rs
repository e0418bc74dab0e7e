use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{AGAIN, CLAIM, DIE, Job, JobError, NEXT_AT, RECLAIM, RECLAIM_ALL};
use crate::args;
use crate::sql::{Db, DbError, Engine};

/// Runs one job. It reads, calls the outside, then writes its result and
/// [`Job::done`] in one transaction. If it returns `Ok` without that, the
/// worker marks the job done.
pub type Handler = Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// How jobs of one kind run.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// At most so many at once on this node.
    pub at_once: usize,
    /// Longest time for one attempt; shorter than the lease.
    pub deadline: Duration,
    /// First back-off; doubles with every attempt up to an hour.
    pub backoff: SignedDuration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            at_once: 4,
            deadline: Duration::from_secs(30),
            backoff: SignedDuration::from_secs(5),
        }
    }
}

struct Kind {
    handler: Handler,
    policy: Policy,
    places: Arc<Semaphore>,
}

const LEASE: SignedDuration = SignedDuration::from_secs(60);
const LONGEST_BACKOFF: SignedDuration = SignedDuration::from_hours(1);

/// Takes jobs from the store and runs them.
pub struct Worker {
    db: Db,
    kinds: HashMap<&'static str, Kind>,
    name: String,
    tasks: TaskTracker,
}

impl Worker {
    /// A worker with no handlers yet.
    #[must_use]
    pub fn new(db: Db) -> Self {
        let name = db.new_id().to_string();
        Self {
            db,
            kinds: HashMap::new(),
            name,
            tasks: TaskTracker::new(),
        }
    }

    /// Adds the handler of a kind.
    pub fn handle<F, Fut>(&mut self, kind: &'static str, policy: Policy, run: F)
    where
        F: Fn(Job) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |job| run(job).boxed());
        let places = Arc::new(Semaphore::new(policy.at_once));
        self.kinds.insert(
            kind,
            Kind {
                handler,
                policy,
                places,
            },
        );
    }

    /// Runs until told to stop, then lets the jobs under way end.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        if let Err(error) = self.recover().await {
            tracing::error!(%error, "could not take back jobs of an earlier run");
        }
        while !stop.is_cancelled() {
            let woken = self.db.wake().notified();
            let claimed = match self.claim().await {
                Ok(claimed) => claimed,
                Err(error) => {
                    tracing::warn!(%error, "could not take jobs");
                    0
                }
            };
            if claimed > 0 {
                continue;
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = woken => {}
                () = tokio::time::sleep(Duration::from_millis(500)) => {}
            }
        }
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Runs every job that is due, one after another, until none is left;
    /// for tests and for commands. Returns how many ran.
    pub async fn drain(&self) -> Result<usize, DbError> {
        let mut ran = 0;
        loop {
            let jobs = self.take(1).await?;
            if jobs.is_empty() {
                return Ok(ran);
            }
            for job in jobs {
                self.attempt(job).await;
                ran += 1;
            }
        }
    }

    /// After a crash: on SQLite no other worker exists, so what is marked as
    /// running is ours from before; on PostgreSQL the lease must run out.
    async fn recover(&self) -> Result<(), DbError> {
        let mut tx = self.db.begin().await?;
        let now = tx.now();
        let sql = match self.db.engine() {
            Engine::Sqlite => RECLAIM_ALL,
            Engine::Postgres => RECLAIM,
        };
        let back = tx.exec(sql, args![now]).await?;
        tx.commit().await?;
        if back > 0 {
            tracing::info!(back, "took back jobs of an earlier run");
        }
        Ok(())
    }

    async fn due(&self) -> Result<bool, DbError> {
        let row = self.db.row(NEXT_AT, vec![]).await?;
        let at: Option<i64> = match row {
            Some(row) => row.get("at")?,
            None => None,
        };
        Ok(at.is_some_and(|at| at <= self.db.now().as_millisecond()))
    }

    async fn take(&self, count: usize) -> Result<Vec<Job>, DbError> {
        // A read first: an idle worker does not occupy the one writer of SQLite.
        if !self.due().await? {
            return Ok(Vec::new());
        }
        let mut tx = self.db.begin().await?;
        let now = tx.now();
        if self.db.engine() == Engine::Postgres {
            tx.exec(RECLAIM, args![now]).await?;
        }
        let until = now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
        let count = i64::try_from(count).unwrap_or(1);
        let rows = tx.rows(CLAIM, args![now, until, &self.name, count]).await?;
        tx.commit().await?;
        rows.iter()
            .map(|row| Job::read(&self.db, row, &self.name))
            .collect()
    }

    async fn claim(self: &Arc<Self>) -> Result<usize, DbError> {
        let room = 32usize.saturating_sub(self.tasks.len());
        if room == 0 {
            return Ok(0);
        }
        let jobs = self.take(room.min(16)).await?;
        let count = jobs.len();
        for job in jobs {
            let worker = self.clone();
            self.tasks.spawn(async move { worker.attempt(job).await });
        }
        Ok(count)
    }

    async fn attempt(&self, job: Job) {
        let Some(kind) = self.kinds.get(job.kind.as_str()) else {
            let text = "no part of this program knows this kind of job".to_owned();
            self.fail(&job, Policy::default(), JobError::Again(text))
                .await;
            return;
        };
        let Ok(_place) = kind.places.acquire().await else {
            return;
        };
        let run = AssertUnwindSafe((kind.handler)(job.clone())).catch_unwind();
        let result = match tokio::time::timeout(kind.policy.deadline, run).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(JobError::Again("the handler broke".to_owned())),
            Err(_) => Err(JobError::Again("no answer within the deadline".to_owned())),
        };
        metrics::counter!("okno_jobs_total", "kind" => job.kind.clone(),
            "result" => if result.is_ok() { "done" } else { "failed" })
        .increment(1);
        match result {
            Ok(()) => {
                if let Err(error) = self.finish(&job).await {
                    tracing::warn!(%error, kind = job.kind, "could not mark a job as done");
                }
            }
            Err(error) => self.fail(&job, kind.policy, error).await,
        }
    }

    async fn finish(&self, job: &Job) -> Result<(), DbError> {
        let mut tx = self.db.begin().await?;
        match job.done(&mut tx).await {
            Ok(()) => tx.commit().await,
            // The handler has marked it itself, with its result.
            Err(DbError::LeaseLost) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn fail(&self, job: &Job, policy: Policy, error: JobError) {
        let now = self.db.now();
        let dead = matches!(error, JobError::Dead(_)) || job.is_last();
        let text = error.to_string();
        tracing::warn!(
            kind = job.kind,
            attempt = job.attempt,
            dead,
            error = text,
            "job failed"
        );
        let at = match error {
            JobError::At(at, _) => at,
            _ => now
                .checked_add(self.backoff(policy, job.attempt))
                .unwrap_or(Timestamp::MAX),
        };
        let (sql, time) = if dead { (DIE, now) } else { (AGAIN, at) };
        let write = async {
            let mut tx = self.db.begin().await?;
            tx.exec(sql, args![job.id, &self.name, time, text]).await?;
            tx.commit().await
        };
        if let Err(error) = write.await {
            // The lease runs out and the job comes back by itself.
            tracing::warn!(%error, kind = job.kind, "could not note a failed job");
        }
    }

    fn backoff(&self, policy: Policy, attempt: i64) -> SignedDuration {
        let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(16);
        let full = policy
            .backoff
            .checked_mul(2i32.saturating_pow(doublings))
            .unwrap_or(LONGEST_BACKOFF)
            .min(LONGEST_BACKOFF);
        // Jitter of a quarter, so that a registry that comes back is not hit at once by all.
        let millis = u64::try_from(full.as_millis()).unwrap_or(0);
        let less = self.db.chance().below(millis / 4 + 1);
        SignedDuration::from_millis(i64::try_from(millis - less).unwrap_or(i64::MAX))
    }
}
