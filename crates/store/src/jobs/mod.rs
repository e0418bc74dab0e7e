//! Jobs: what happens after the answer. A job is written in the transaction
//! of the request that causes it and run by a [`Worker`] later.
//!
//! * Idempotency: the key is unique; enqueuing the same key twice leaves one
//!   job. The key goes to the outside system too, so that a repeat is harmless.
//! * Lease: a running job belongs to one worker for a time. Its result counts
//!   only while the lease is held ([`Job::done`] in the same transaction as
//!   the result), so a job that ran twice leaves one effect. A lease that ran
//!   out (a crash) sends the job back to the queue.
//! * Places: a kind takes no more jobs than it may run at once, so a registry
//!   that hangs holds up its own jobs and no others.
//! * Back-off: doubling from five seconds to an hour, with jitter; then the
//!   job is dead and waits for the administrator.

mod worker;

pub use worker::{Handler, Policy, Worker};

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::args;
use crate::sql::{Arg, Db, DbError, Row, Tx};

crate::statements! {
    INSERT = "insert into jobs (id, kind, key, owner, payload, state, run_at, attempts, max_attempts, created_at) \
              values ($1, $2, $3, $4, $5, 'ready', $6, 0, $7, $8) on conflict (key) do nothing";
    // Kinds that have something due, but those in $2 (`,a,b,`); an empty kind says
    // that leases have run out.
    DUE = "select kind, min(run_at) as first from \
           (select kind, run_at from jobs where state = 'ready' and run_at <= $1 \
           and $2 not like '%,' || kind || ',%' order by run_at limit 100) as due group by kind \
           union all \
           select '', 0 from (select id from jobs where state = 'running' and lease_until < $1 limit 1) as late \
           order by 2, 1";
    // Materialized: else PostgreSQL may run the inner query more than once and take more than $4.
    CLAIM = "with picked as materialized (select id from jobs \
             where state = 'ready' and run_at <= $1 and kind = $5 order by run_at, id limit $4 @skip_locked) \
             update jobs set state = 'running', attempts = attempts + 1, lease_until = $2, lease_by = $3 \
             where id in (select id from picked) \
             returning id, kind, key, owner, payload, attempts, max_attempts, created_at";
    RECLAIM = "update jobs set state = 'ready', run_at = $1, lease_until = null, lease_by = null \
               where state = 'running' and lease_until < $1";
    RECLAIM_ALL = "update jobs set state = 'ready', run_at = $1, lease_until = null, lease_by = null \
                   where state = 'running'";
    DONE = "update jobs set state = 'done', finished_at = $3, lease_until = null, lease_by = null, last_error = null \
            where id = $1 and lease_by = $2 and state = 'running'";
    // Whose lease has passed on would leave no state: that fails.
    DONE_WITH = "update jobs set state = case when lease_by = $2 and state = 'running' then 'done' end, \
                 finished_at = $3, lease_until = null, lease_by = null, last_error = null where id = $1";
    FORGET = "update jobs set payload = $3 where id = $1 and lease_by = $2 and state = 'running'";
    AGAIN = "update jobs set state = 'ready', run_at = $3, lease_until = null, lease_by = null, last_error = $4 \
             where id = $1 and lease_by = $2 and state = 'running'";
    DIE = "update jobs set state = 'dead', finished_at = $3, lease_until = null, lease_by = null, last_error = $4 \
           where id = $1 and lease_by = $2 and state = 'running'";
    DEAD = "select id, kind, key, attempts, last_error, created_at, finished_at from jobs \
            where state = 'dead' order by created_at limit 200";
    REVIVE = "update jobs set state = 'ready', run_at = $2, attempts = 0 where id = $1 and state = 'dead'";
    COUNTS = "select kind, state, count(*) as n from jobs where state <> 'done' group by kind, state";
    SWEEP = "delete from jobs where state = 'done' and finished_at < $1";
    CANCEL = "delete from jobs where key = $1 and state = 'ready'";
}

/// A job to enqueue.
#[derive(Debug, Clone)]
pub struct NewJob {
    kind: &'static str,
    key: String,
    owner: Option<Uuid>,
    payload: Value,
    delay: SignedDuration,
    max_attempts: u32,
}

impl NewJob {
    /// A job of a kind, with its idempotency key. The payload is sealed.
    #[must_use]
    pub fn new(kind: &'static str, key: impl Into<String>, payload: &impl Serialize) -> Self {
        Self {
            kind,
            key: key.into(),
            owner: None,
            payload: serde_json::to_value(payload).unwrap_or(Value::Null),
            delay: SignedDuration::ZERO,
            max_attempts: 20,
        }
    }

    /// The account that it is done for.
    #[must_use]
    pub fn owner(mut self, owner: Uuid) -> Self {
        self.owner = Some(owner);
        self
    }

    /// Not before so much time has passed.
    #[must_use]
    pub fn after(mut self, delay: SignedDuration) -> Self {
        self.delay = delay;
        self
    }

    /// How many times it is tried before it is dead. 20 unless told:
    /// that is about eleven hours.
    #[must_use]
    pub fn attempts(mut self, max: u32) -> Self {
        self.max_attempts = max;
        self
    }
}

impl Tx {
    /// Enqueues a job. False when a job with this key exists already.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<bool, DbError> {
        let args = self.job_args(&job);
        Ok(self.exec(INSERT, args).await? == 1)
    }

    /// The same where nobody asks whether the job existed ([`Tx::exec_later`]).
    pub async fn enqueue_later(&mut self, job: NewJob) -> Result<(), DbError> {
        let args = self.job_args(&job);
        self.exec_later(INSERT, args).await
    }

    fn job_args(&mut self, job: &NewJob) -> Vec<Arg> {
        let id = self.db().ordered_id();
        let now = self.now();
        let run_at = now.checked_add(job.delay).unwrap_or(Timestamp::MAX);
        if run_at <= now {
            self.wakes_workers();
        }
        let payload = self.seal("jobs", "payload", id, &job.payload);
        args![
            id,
            job.kind,
            job.key.as_str(),
            job.owner,
            payload,
            run_at,
            job.max_attempts,
            now
        ]
    }

    /// Takes back a job that has not started.
    pub async fn cancel_job(&mut self, key: &str) -> Result<bool, DbError> {
        Ok(self.exec(CANCEL, args![key]).await? == 1)
    }
}

/// A job that runs.
#[derive(Debug, Clone)]
pub struct Job {
    /// Id.
    pub id: Uuid,
    /// Kind.
    pub kind: String,
    /// Idempotency key; hand it to the outside system.
    pub key: String,
    /// The account that it is done for.
    pub owner: Option<Uuid>,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// Attempts at most.
    pub max_attempts: i64,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// `None` when it did not open.
    payload: Option<Value>,
    lease: String,
    settled: Arc<AtomicBool>,
}

impl Job {
    fn read(db: &Db, row: &Row, lease: &str) -> Result<Self, DbError> {
        let id: Uuid = row.get("id")?;
        let sealed: Vec<u8> = row.get("payload")?;
        Ok(Self {
            id,
            kind: row.get("kind")?,
            key: row.get("key")?,
            owner: row.get("owner")?,
            attempt: row.get("attempts")?,
            max_attempts: row.get("max_attempts")?,
            created_at: row.get("created_at")?,
            payload: db.unseal("jobs", "payload", id, &sealed).ok(),
            lease: lease.to_owned(),
            settled: Arc::default(),
        })
    }

    /// What it was enqueued with.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, JobError> {
        serde_json::from_value(self.payload.clone().unwrap_or_default())
            .map_err(|_| JobError::Dead("the payload has another shape".to_owned()))
    }

    /// Is this the last attempt?
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.attempt >= self.max_attempts
    }

    /// Erases what it was enqueued with, where a done job must not keep it: a code
    /// that lives longer than the key guards against a repeat.
    pub async fn forget(&self, tx: &mut Tx) -> Result<(), DbError> {
        let sealed = tx.seal("jobs", "payload", self.id, &Value::Null);
        match tx.exec(FORGET, args![self.id, &self.lease, sealed]).await? {
            1 => Ok(()),
            _ => Err(DbError::LeaseLost),
        }
    }

    /// Marks it done in the transaction that writes its result. When the lease has
    /// passed on, that transaction fails with [`DbError::Unmet`].
    pub async fn done(&self, tx: &mut Tx) -> Result<(), DbError> {
        let now = tx.now();
        tx.exec_later(DONE_WITH, args![self.id, &self.lease, now])
            .await?;
        tx.settles(self.settled.clone());
        Ok(())
    }
}

/// How a job may end badly.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Try again later, with the usual back-off. The text is for the
    /// administrator: no personal data.
    #[error("{0}")]
    Again(String),
    /// Try again at this time.
    #[error("{1}")]
    At(Timestamp, String),
    /// Trying again is of no use.
    #[error("{0}")]
    Dead(String),
}

impl From<DbError> for JobError {
    fn from(error: DbError) -> Self {
        Self::Again(error.to_string())
    }
}

/// A dead job, for the administrator.
#[derive(Debug, Clone)]
pub struct DeadJob {
    /// Id.
    pub id: Uuid,
    /// Kind.
    pub kind: String,
    /// Key.
    pub key: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What was last wrong.
    pub last_error: String,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it was given up.
    pub died_at: Option<Timestamp>,
}

/// The dead jobs, oldest first, 200 at most.
pub async fn dead(db: &Db) -> Result<Vec<DeadJob>, DbError> {
    db.rows(DEAD, vec![])
        .await?
        .iter()
        .map(|row| {
            Ok(DeadJob {
                id: row.get("id")?,
                kind: row.get("kind")?,
                key: row.get("key")?,
                attempts: row.get("attempts")?,
                last_error: row.get::<Option<String>>("last_error")?.unwrap_or_default(),
                created_at: row.get("created_at")?,
                died_at: row.get("finished_at")?,
            })
        })
        .collect()
}

/// Puts a dead job back in the queue.
pub async fn revive(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx.exec(REVIVE, args![id, now]).await?;
    tx.wakes_workers();
    Ok(changed == 1)
}

/// How many jobs of each kind are in each state but done.
pub async fn counts(db: &Db) -> Result<Vec<(String, String, i64)>, DbError> {
    db.rows(COUNTS, vec![])
        .await?
        .iter()
        .map(|row| Ok((row.get("kind")?, row.get("state")?, row.get("n")?)))
        .collect()
}

/// Removes what was done more than thirty days ago; until then its key guards
/// against a repeat.
pub async fn sweep(db: &Db) -> Result<u64, DbError> {
    let before = db.now().checked_sub(SignedDuration::from_hours(24 * 30));
    db.write(SWEEP, args![before.unwrap_or(Timestamp::MIN)])
        .await
}
