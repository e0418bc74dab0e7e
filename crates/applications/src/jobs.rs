//! The jobs of a case: asking registries, moving it on, and, in [`crate::issuing`], making its
//! documents.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_gateways::{Found, GatewayError};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use okno_web::Fault;

use crate::Applications;
use crate::model::{Application, Check, CheckState, Json, State};
use crate::store::{self, checks};

pub(crate) const ISSUE: &str = "applications.issue";
/// Asks a registry about a case.
pub(crate) const ASK: &str = "applications.ask";
/// Moves on a case that waits for no answer.
pub(crate) const WALK: &str = "applications.walk";
/// The longest pause between two questions to a registry that keeps silent, seconds.
const LONGEST_PAUSE: i64 = 600;

/// Of the job that makes the document of an application.
pub(crate) fn issue_key(application: Uuid) -> String {
    format!("{ISSUE}:{application}")
}

#[derive(Serialize, Deserialize)]
pub(crate) struct IssueJob {
    pub(crate) application: Uuid,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct AskJob {
    check: Uuid,
    /// Of which question, milliseconds.
    pub(crate) asked_at: i64,
}

impl AskJob {
    pub(crate) fn of(check: &Check) -> Self {
        Self {
            check: check.id,
            asked_at: check.asked_at.as_millisecond(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WalkJob {
    pub(crate) application: Uuid,
}

fn register_flow(own: &Applications, worker: &mut Worker) {
    let policy = Policy {
        at_once: 8,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    let of = own.clone();
    worker.handle(ASK, policy, move |job| {
        let own = of.clone();
        async move { own.ask(&job).await }
    });
    let of = own.clone();
    worker.handle(WALK, Policy::default(), move |job| {
        let own = of.clone();
        async move { own.walk_by(&job).await }
    });
}

pub(crate) fn register(own: &Applications, worker: &mut Worker) {
    register_flow(own, worker);
    let own = own.clone();
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(60),
        backoff: SignedDuration::from_secs(3),
    };
    worker.handle(ISSUE, policy, move |job| {
        let own = own.clone();
        async move { own.issue(&job).await }
    });
}

impl Applications {
    /// Asks a registry and moves the case on when that was the last answer.
    async fn ask(&self, job: &Job) -> Result<(), JobError> {
        let AskJob { check, asked_at } = job.payload()?;
        let open = |one: &Check| {
            one.state == CheckState::Asking && one.asked_at.as_millisecond() == asked_at
        };
        let found = checks::one(self.portal().db(), check).await?;
        let Some(check) = found.filter(open) else {
            return Ok(());
        };
        let case = store::find(self.portal().db(), check.application).await?;
        let is_over = |case: &Application| case.state.is_closed() || case.state == State::Approved;
        // Nobody needs to know any more.
        if case.as_ref().is_none_or(is_over) {
            return Ok(());
        }
        let Some(case) = case else { return Ok(()) };
        let service = self.service(&case).await.map_err(again)?;
        let Some(query) = service.query(&check.query) else {
            return Err(JobError::Again(
                "its query is not in registries.yaml".to_owned(),
            ));
        };
        let gateways = self.gateways();
        let answer = gateways.ask_registry(&query.system, &query.query, &check.question, &job.key);
        let error = match answer.await {
            Ok(Found::No) => return self.settle(job, &check, CheckState::None, None).await,
            Ok(Found::Yes(data)) => match query.kept(&data) {
                Ok(data) => {
                    return self
                        .settle(job, &check, CheckState::Found, Some(&data))
                        .await;
                }
                Err(odd) => GatewayError::Malformed(format!("{}: {odd}", query.system)),
            },
            Err(error) => error,
        };
        if !error.is_passing() {
            tracing::warn!(%error, query = query.id, "a registry refuses to answer");
            return self.settle(job, &check, CheckState::Refused, None).await;
        }
        let next = self.next_try(job, &error);
        let mut tx = self.portal().db().begin().await?;
        checks::silent(&mut tx, &check, (!job.is_last()).then_some(next)).await?;
        tx.commit().await?;
        let text = error.to_string();
        Err(match job.is_last() {
            true => JobError::Dead(text),
            false => JobError::At(next, text),
        })
    }

    /// Doubling from five seconds to ten minutes.
    fn next_try(&self, job: &Job, error: &GatewayError) -> Timestamp {
        let doublings = u32::try_from(job.attempt - 1).unwrap_or(0).min(7);
        let pause = SignedDuration::from_secs((5_i64 << doublings).min(LONGEST_PAUSE));
        let now = self.portal().db().now();
        let next = now.checked_add(pause).unwrap_or(Timestamp::MAX);
        match error {
            GatewayError::Overloaded { until } => next.max(*until),
            _ => next,
        }
    }

    async fn settle(
        &self,
        job: &Job,
        check: &Check,
        state: CheckState,
        answer: Option<&Json>,
    ) -> Result<(), JobError> {
        let mut tx = self.portal().db().begin().await?;
        let case = store::find_locked(&mut tx, check.application).await?;
        if checks::answered(&mut tx, check, state, answer).await? {
            let facts = json!({ "query": check.query, "state": state.word() });
            tx.journal(
                Entry::new(Actor::System, "application.checked", "application", case.id)
                    .owner(case.owner)
                    .detail(facts),
            )
            .await?;
            self.walk(&mut tx, &case).await.map_err(DbError::from)?;
            tx.announce(case.owner);
        }
        job.done(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn walk_by(&self, job: &Job) -> Result<(), JobError> {
        let WalkJob { application } = job.payload()?;
        let mut tx = self.portal().db().begin().await?;
        let case = store::find_locked(&mut tx, application).await?;
        self.walk(&mut tx, &case).await.map_err(DbError::from)?;
        job.done(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A service that cannot be read is mended by an operator.
pub(crate) fn again(fault: Fault) -> JobError {
    JobError::Again(fault.to_string())
}

impl From<crate::ActError> for DbError {
    fn from(error: crate::ActError) -> Self {
        match error {
            crate::ActError::Store(error) => error,
            crate::ActError::Refused(refusal) => Self::Other(refusal.to_string()),
        }
    }
}
