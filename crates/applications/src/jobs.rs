//! The job that makes the document of an approved application (S0-25).
//!
//! Wherever it is broken off, a repeat ends in one document: the register
//! gives a case one number, the file counts only with the row that names it,
//! and the message has a key of its own.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, ToSpan};
use okno_catalogue::{Question, Service};
use okno_issuance::{NewDocument, PressError};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, Worker};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Applications;
use crate::messages::News;
use crate::model::{Application, Event, State};
use crate::store;

pub(crate) const ISSUE: &str = "applications.issue";

/// Of the job that makes the document of an application.
pub(crate) fn issue_key(application: Uuid) -> String {
    format!("{ISSUE}:{application}")
}

#[derive(Serialize, Deserialize)]
pub(crate) struct IssueJob {
    pub(crate) application: Uuid,
}

pub(crate) fn register(own: &Applications, worker: &mut Worker) {
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
        let service = self
            .known(&application.service)
            .map_err(|_| JobError::Again("its service is not in the catalogue".to_owned()))?;
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
        let actor = application
            .decision
            .as_ref()
            .map_or(Actor::System, |d| Actor::Staff(d.by));

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
            "answers": answers(service, &application),
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
        self.tell(&mut tx, service, &locked, &account, &person, &news)
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
