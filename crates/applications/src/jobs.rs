//! The jobs that ask registries about a case, and the one that makes the document of an
//! approved application (S0-25).
//!
//! Wherever it is broken off, a repeat ends in one document: the register
//! gives a case one number, the file counts only with the row that names it,
//! and the message has a key of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_catalogue::{Question, Service};
use okno_gateways::{Found, GatewayError};
use okno_issuance::{NewDocument, PressError};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, Worker};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use okno_web::Fault;

use crate::Applications;
use crate::messages::News;
use crate::model::{Application, Check, CheckState, Event, Json, State};
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

    /// What registries hold, as templates print it: by the id of the check.
    async fn registered(&self, service: &Service, application: Uuid) -> Result<Value, DbError> {
        let mut out = Map::new();
        for check in checks::of(self.portal().db(), application).await? {
            let query = service.query(&check.query);
            if let (Some(query), Some(answer)) = (query, &check.answer) {
                out.insert(check.name, Value::Object(query.printed(answer)));
            }
        }
        Ok(Value::Object(out))
    }

    async fn issue(&self, job: &Job) -> Result<(), JobError> {
        let db = self.portal().db().clone();
        let IssueJob { application: id } = job.payload()?;
        let application = store::find(&db, id)
            .await?
            .ok_or_else(|| JobError::Dead("there is no such application".to_owned()))?;
        if application.issued_at.is_some() {
            return Ok(());
        }
        if application.state != State::Approved {
            return Err(JobError::Dead("the application is not approved".to_owned()));
        }
        let service = self.service(&application).await.map_err(again)?;
        let applicant = application
            .content
            .applicant
            .clone()
            .ok_or_else(|| JobError::Dead("the application has no applicant".to_owned()))?;
        let issuer = match self.catalogue().agency(&service.agency) {
            Some(agency) => agency.name.ru.clone(),
            None => {
                return Err(JobError::Again(
                    "its agency is not in the catalogue".to_owned(),
                ));
            }
        };
        let today = self.portal().today();
        let valid_until = service
            .result
            .valid_years
            .and_then(|years| today.checked_add(i32::from(years).years()).ok());
        let decision = application.decision.as_ref();
        let actor = decision
            .and_then(|d| d.official())
            .map_or(Actor::System, Actor::Staff);

        // The number first: the document bears it.
        let mut tx = db.begin().await?;
        let document = okno_issuance::issue(
            &mut tx,
            NewDocument {
                owner: application.owner,
                case: id,
                service: service.id.clone(),
                title: service.result.title.ru.clone(),
                issuer: issuer.clone(),
                holder: applicant.holder.clone(),
                valid_until,
                actor,
            },
        )
        .await?;
        tx.commit().await?;

        let data = json!({
            "title": document.title,
            "author": document.issuer,
            "created_at": document.issued_at.to_string(),
            "ident": document.number.as_str(),
            "number": document.number.to_string(),
            "holder": {
                "name": document.holder.full().reveal(),
                "birth_date": applicant.birth_date,
            },
            "answers": answers(&service, &application),
            "registry": self.registered(&service, id).await?,
            "issued_on": self.portal().local(document.issued_at).strftime("%d.%m.%Y").to_string(),
            "valid_until": document.valid_until.map(|d| d.strftime("%d.%m.%Y").to_string()),
            "qr": self.portal().url(&document.number.path()),
        });
        let data = with_signer(data, &application);
        let pdf = self
            .0
            .press
            .make(&service.folder, &service.result.template, data)
            .await
            .map_err(|error| match error {
                PressError::Busy { .. } => JobError::Again(error.to_string()),
                // A mistake of the template is mended by its author.
                other => JobError::Again(format!("{}: {other}", service.id)),
            })?;
        let stored = db.store_file(&pdf).await?;

        let mut tx = db.begin().await?;
        let locked = store::find_locked(&mut tx, id).await?;
        if locked.state != State::Approved {
            return Err(JobError::Dead("the consent was taken back".to_owned()));
        }
        if !store::issued(&mut tx, id).await?
            || !okno_issuance::attach_file(&mut tx, document.id, stored.id).await?
        {
            // Another attempt was faster; this file is swept.
            return Err(JobError::Again("the document is there already".to_owned()));
        }
        let name = format!("{}.pdf", document.number);
        tx.keep_file(&stored, Some(application.owner), &name, "application/pdf")
            .await?;
        tx.journal(
            Entry::new(Actor::System, "application.issued", "application", id)
                .owner(application.owner)
                .detail(json!({ "document": document.id })),
        )
        .await?;
        let (account, person) = self.owner(&mut tx, &locked).await?;
        let number = locked.number.clone().unwrap_or_default();
        let news = News {
            word: crate::model::ISSUED,
            words: "",
            due: None,
            number: &number,
            version: 0,
        };
        self.tell(&mut tx, &service, &locked, &account, &person, &news)
            .await?;
        if !service.result.confirm_receipt {
            let now_issued = store::find_locked(&mut tx, id).await?;
            store::go(&mut tx, &now_issued, State::Completed).await?;
            self.closing_words(&mut tx, &now_issued, Event::Receive, Actor::System, "")
                .await
                .map_err(|error| JobError::Again(error.to_string()))?;
        }
        tx.announce(application.owner);
        job.done(&mut tx).await?;
        tx.commit().await?;
        metrics::counter!("okno_documents_total").increment(1);
        Ok(())
    }
}

/// A service that cannot be read is mended by an operator.
fn again(fault: Fault) -> JobError {
    JobError::Again(fault.to_string())
}

/// The answers as a template reads them: `{purpose: {value, label}}`; a section that repeats
/// is the list of its rows, `{children: [{name: {value, label}}]}`.
fn answers(service: &Service, application: &Application) -> Value {
    let content = &application.content;
    let read = |questions: &[Question], answers: &BTreeMap<String, String>| {
        let mut out = Map::new();
        for question in questions {
            let Some(value) = answers.get(&question.id) else {
                continue;
            };
            let option = question.option(value);
            let label = option.map_or(value.as_str(), |o| o.label.ru.as_str());
            out.insert(
                question.id.clone(),
                json!({ "value": value, "label": label }),
            );
        }
        out
    };
    let mut out = Map::new();
    for section in &service.form.sections {
        if section.repeat.is_none() {
            out.extend(read(&section.questions, &content.answers));
            continue;
        }
        let rows = content.rows_of(&section.id).iter();
        let rows = rows.map(|row| Value::Object(read(&section.questions, &row.answers)));
        out.insert(section.id.clone(), rows.collect());
    }
    Value::Object(out)
}

fn with_signer(mut data: Value, application: &Application) -> Value {
    let name = application
        .decision
        .as_ref()
        .map(|d| d.by_name.clone())
        .unwrap_or_default();
    if let (Some(map), false) = (data.as_object_mut(), name.is_empty()) {
        map.insert("signed_by".to_owned(), Value::String(name));
    }
    data
}

impl From<crate::ActError> for DbError {
    fn from(error: crate::ActError) -> Self {
        match error {
            crate::ActError::Store(error) => error,
            crate::ActError::Refused(refusal) => Self::Other(refusal.to_string()),
        }
    }
}
