use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{AGAIN, CLAIM, DIE, DONE, DUE, Job, JobError, RECLAIM, RECLAIM_ALL};
use crate::args;
use crate::sql::{AFTERWARDS, Db, DbError, Engine};

/// Runs one job. It reads, calls the outside, then writes its result and
/// [`Job::done`] in one transaction. If it returns `Ok` without that, the
/// worker marks the job done.
pub type Handler = Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// How jobs of one kind run.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// At most so many at once on this node.
    pub at_once: usize,
    /// Longest time for one attempt. The lease is longer by half a minute.
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

/// Attempts at most under way on this node.
const ROOM: usize = 64;
/// Jobs that come one on the heels of another are taken together: the first waits
/// so long for those behind it.
const GATHER: Duration = Duration::from_millis(20);
/// People first: while so many of their reads and transactions are under way, what is to
/// happen after the answer waits, but no longer than this.
const BUSY: usize = 6;
const YIELDS: Duration = Duration::from_millis(200);
/// The lease outlives the deadline by this, so that an attempt ends before
/// another worker may begin one.
const MARGIN: Duration = Duration::from_secs(30);
/// How long a text of an error may be that is kept.
const TEXT: usize = 500;
const LONGEST_BACKOFF: SignedDuration = SignedDuration::from_hours(1);

/// Takes jobs from the store and runs them.
pub struct Worker {
    db: Db,
    kinds: HashMap<&'static str, Kind>,
    tasks: TaskTracker,
    running: AtomicUsize,
    freed: Notify,
}

/// What one look at the queue brought.
struct Taken {
    jobs: Vec<(Job, Option<OwnedSemaphorePermit>)>,
    /// Leases that had run out: their jobs are due now.
    back: u64,
}

impl Worker {
    /// A worker with no handlers yet.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self {
            db,
            kinds: HashMap::new(),
            tasks: TaskTracker::new(),
            running: AtomicUsize::new(0),
            freed: Notify::new(),
        }
    }

    /// The kinds that have a handler.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.kinds.keys().copied()
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
            self.make_way().await;
            let woken = self.db.wake().notified();
            let claimed = match self.claim().await {
                Ok(claimed) => claimed,
                Err(error) => {
                    tracing::warn!(%error, "could not take jobs");
                    tokio::select! {
                        () = stop.cancelled() => break,
                        () = tokio::time::sleep(Duration::from_millis(500)) => continue,
                    }
                }
            };
            if claimed {
                continue;
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = async { tokio::select! { () = woken => {} () = self.freed.notified() => {} } } => {
                    tokio::time::sleep(GATHER).await;
                }
                () = tokio::time::sleep(Duration::from_millis(500)) => {}
            }
        }
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Lets people go first.
    async fn make_way(&self) {
        let begun = tokio::time::Instant::now();
        while self.db.under_way() >= BUSY && begun.elapsed() < YIELDS {
            tokio::time::sleep(GATHER).await;
        }
    }

    /// Runs every job that is due, one after another, until none is left;
    /// for tests and for commands. Returns how many ran.
    pub async fn drain(&self) -> Result<usize, DbError> {
        let mut ran = 0;
        loop {
            let taken = self.take(1).await?;
            if taken.jobs.is_empty() && taken.back == 0 {
                return Ok(ran);
            }
            for (job, place) in taken.jobs {
                self.attempt(job, place).await;
                ran += 1;
            }
        }
    }

    /// After a crash: on SQLite no other worker exists, so what is marked as
    /// running is ours from before; on PostgreSQL the lease must run out.
    async fn recover(&self) -> Result<(), DbError> {
        if self.db.engine() == Engine::Sqlite {
            let back = self.db.write(RECLAIM_ALL, args![self.db.now()]).await?;
            if back > 0 {
                tracing::info!(back, "took back jobs of an earlier run");
            }
        }
        Ok(())
    }

    /// Takes due jobs, of each kind no more than it has places for, `room` in all.
    async fn take(&self, room: usize) -> Result<Taken, DbError> {
        let mut full = String::from(",");
        for (kind, of) in &self.kinds {
            if of.places.available_permits() == 0 {
                full.push_str(kind);
                full.push(',');
            }
        }
        // A read first: an idle worker does not occupy the one writer of SQLite.
        let now = self.db.now();
        let due = self.db.rows(DUE, args![now, full]).await?;
        let mut taken = Taken {
            jobs: Vec::new(),
            back: 0,
        };
        for row in due {
            let name: String = row.get("kind")?;
            if name.is_empty() {
                taken.back = self.db.write(RECLAIM, args![now]).await?;
                continue;
            }
            let wanted = room.saturating_sub(taken.jobs.len());
            let kind = self.kinds.get(name.as_str());
            let (mut places, policy) = match kind {
                Some(kind) => {
                    let wanted = wanted.min(kind.places.available_permits());
                    let places =
                        std::iter::from_fn(|| kind.places.clone().try_acquire_owned().ok())
                            .take(wanted)
                            .map(Some)
                            .collect::<Vec<_>>();
                    (places, kind.policy)
                }
                None => (
                    std::iter::repeat_with(|| None)
                        .take(wanted.min(4))
                        .collect(),
                    Policy::default(),
                ),
            };
            if places.is_empty() {
                continue;
            }
            let count = i64::try_from(places.len()).unwrap_or(1);
            let until = now
                .checked_add(policy.deadline)
                .and_then(|at| at.checked_add(MARGIN))
                .unwrap_or(Timestamp::MAX);
            // One name a time: a slow attempt of this very worker counts as strange too.
            let lease = self.db.new_id().to_string();
            let rows = self
                .db
                .write_rows(CLAIM, args![now, until, &lease, count, &name])
                .await?;
            for row in &rows {
                let job = Job::read(&self.db, row, &lease)?;
                taken.jobs.push((job, places.pop().flatten()));
            }
        }
        Ok(taken)
    }

    /// Says whether there was anything to do.
    async fn claim(self: &Arc<Self>) -> Result<bool, DbError> {
        let room = ROOM.saturating_sub(self.running.load(Ordering::Acquire));
        if room == 0 {
            return Ok(false);
        }
        let taken = AFTERWARDS.scope((), self.take(room)).await?;
        let any = !taken.jobs.is_empty() || taken.back > 0;
        for (job, place) in taken.jobs {
            let worker = self.clone();
            self.running.fetch_add(1, Ordering::AcqRel);
            self.tasks.spawn(async move {
                AFTERWARDS.scope((), worker.attempt(job, place)).await;
                worker.running.fetch_sub(1, Ordering::AcqRel);
                worker.freed.notify_one();
            });
        }
        Ok(any)
    }

    async fn attempt(&self, job: Job, _place: Option<OwnedSemaphorePermit>) {
        let Some(kind) = self.kinds.get(job.kind.as_str()) else {
            let text = "no part of this program knows this kind of job".to_owned();
            self.fail(&job, Policy::default(), JobError::Again(text))
                .await;
            return;
        };
        if job.attempt > job.max_attempts {
            // Each of them took the whole program down, or it was stopped each time.
            let text = "no attempt came to its end".to_owned();
            return self.fail(&job, kind.policy, JobError::Dead(text)).await;
        }
        if job.payload.is_none() {
            // The right key file may yet be put back.
            let text = "the payload does not open".to_owned();
            return self.fail(&job, kind.policy, JobError::Again(text)).await;
        }
        let run = AssertUnwindSafe(async { (kind.handler)(job.clone()).await }).catch_unwind();
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
        if job.settled.load(Ordering::Acquire) {
            // The handler has committed it with its result.
            return Ok(());
        }
        match self
            .db
            .write(DONE, args![job.id, &job.lease, self.db.now()])
            .await?
        {
            1 => Ok(()),
            _ => Err(DbError::LeaseLost),
        }
    }

    async fn fail(&self, job: &Job, policy: Policy, error: JobError) {
        let now = self.db.now();
        let dead = matches!(error, JobError::Dead(_)) || job.is_last();
        let text: String = error.to_string().chars().take(TEXT).collect();
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
        let written = self.db.write(sql, args![job.id, &job.lease, time, text]);
        if let Err(error) = written.await {
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
