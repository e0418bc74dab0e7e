//! The job that makes the documents of an approved application (S0-25): its result and what
//! else comes with it.
//!
//! Wherever it is broken off, a repeat ends in the same documents: which there are is settled
//! when the first is entered into the register, each has one number, a file counts only with
//! the row that names it, and the message has a key of its own.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan};
use okno_accounts::{Account, Person};
use okno_catalogue::{Paper, Question, QuestionKind, QuestionOption, Service};
use okno_issuance::{Document, NewDocument, PressError};
use okno_store::files::Stored;
use okno_store::{Actor, Entry, Job, JobError, Tx};
use serde_json::{Map, Value, json};

use crate::Applications;
use crate::jobs::{IssueJob, again};
use crate::messages::News;
use crate::model::{Applicant, Application, Check, Event, State};
use crate::sheet::world;
use crate::store::{self, checks};

impl Applications {
    pub(crate) async fn issue(&self, job: &Job) -> Result<(), JobError> {
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
        let known = checks::of(&db, id).await?;
        // The numbers first: the documents bear them.
        let owner = okno_accounts::find(&db, application.owner).await?;
        let owner = owner.ok_or_else(nobody)?;
        let documents = self.enter(&application, &owner, &service, &known).await?;
        let data = self.data(&application, &owner.0, &service, &known);
        let (mut result, mut rest) = (None, Vec::new());
        for document in documents {
            match document.part.is_empty() {
                true => result = Some(document),
                false => rest.push(document),
            }
        }
        let result =
            result.ok_or_else(|| JobError::Again("the result has no number".to_owned()))?;
        for document in rest.iter().filter(|document| document.file.is_none()) {
            let pdf = self.press(&application, &service, document, &data).await?;
            let stored = db.store_file(&pdf).await?;
            let mut tx = db.begin().await?;
            self.put_in(&mut tx, document, &stored).await?;
            tx.commit().await?;
        }
        // The result last: with it the person hears of all.
        let pdf = self.press(&application, &service, &result, &data).await?;
        let stored = db.store_file(&pdf).await?;
        let mut tx = db.begin().await?;
        let locked = self.put_in(&mut tx, &result, &stored).await?;
        if !store::issued(&mut tx, id).await? {
            // Another attempt was faster; this file is swept.
            return Err(JobError::Again(
                "the documents are there already".to_owned(),
            ));
        }
        self.tell_of(&mut tx, &service, &locked, &result).await?;
        job.done(&mut tx).await?;
        tx.commit().await?;
        let made = u64::try_from(rest.len()).unwrap_or(0) + 1;
        metrics::counter!("okno_documents_total").increment(made);
        Ok(())
    }

    /// Enters all documents of a case into the register, at once; those that are there stay.
    async fn enter(
        &self,
        application: &Application,
        owner: &(Account, Person),
        service: &Service,
        known: &[Check],
    ) -> Result<Vec<Document>, JobError> {
        let db = self.portal().db();
        let entered = okno_issuance::of_case(db, application.id).await?;
        if entered.iter().any(|document| document.part.is_empty()) {
            return Ok(entered);
        }
        let issuer = match self.catalogue().agency(&service.agency) {
            Some(agency) => agency.name.ru.clone(),
            None => {
                return Err(JobError::Again(
                    "its agency is not in the catalogue".to_owned(),
                ));
            }
        };
        let actor = application.decision.as_ref().and_then(|d| d.official());
        let actor = actor.map_or(Actor::System, Actor::Staff);
        let today = self.portal().today();
        let papers = self.papers(application, owner, service, known);
        let mut tx = db.begin().await?;
        let mut all = Vec::new();
        for paper in papers {
            let years = paper.valid_years;
            let new = NewDocument {
                owner: application.owner,
                case: application.id,
                part: paper.part,
                service: service.id.clone(),
                title: paper.title.ru.clone(),
                issuer: issuer.clone(),
                holder: applicant(application)?.holder.clone(),
                valid_until: years
                    .and_then(|years| today.checked_add(i32::from(years).years()).ok()),
                actor,
            };
            all.push(okno_issuance::issue(&mut tx, new).await?);
        }
        tx.commit().await?;
        Ok(all)
    }

    /// Which documents the case gives, by the rules of its service.
    fn papers<'a>(
        &self,
        application: &Application,
        (account, person): &(Account, Person),
        service: &'a Service,
        known: &[Check],
    ) -> Vec<Paper<'a>> {
        if service.more_results.is_empty() {
            return vec![service.main_paper()];
        }
        let mut world = world(account, person, self.portal().today());
        world.profile.extend(crate::acts::answered(service, known));
        let sheet = service.sheet(&application.content, &world);
        let papers = sheet.papers(&application.content).into_iter();
        let parts: Vec<String> = papers.map(|paper| paper.part).collect();
        let parts = parts.iter();
        parts.filter_map(|part| service.paper(part)).collect()
    }

    /// What templates read of a case, besides what each document has of its own.
    fn data(
        &self,
        application: &Application,
        account: &Account,
        service: &Service,
        known: &[Check],
    ) -> Map<String, Value> {
        let mut data = Map::new();
        let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
        put(
            "account",
            json!({
                "number": account.number,
                "level": account.level.number(),
                "registered_on": self.day(account.created_at),
            }),
        );
        put("answers", answers(service, application));
        put("registry", registered(service, known));
        let decision = application.decision.as_ref();
        if let Some(decision) = decision.filter(|decision| !decision.by_name.is_empty()) {
            put("signed_by", json!(decision.by_name));
        }
        data
    }

    fn day(&self, at: Timestamp) -> String {
        self.portal().local(at).strftime("%d.%m.%Y").to_string()
    }

    async fn press(
        &self,
        application: &Application,
        service: &Service,
        document: &Document,
        data: &Map<String, Value>,
    ) -> Result<Vec<u8>, JobError> {
        let paper = service.paper(&document.part).ok_or_else(|| {
            JobError::Again(format!("{}: gives no `{}`", service.id, document.part))
        })?;
        let applicant = applicant(application)?;
        let mut data = data.clone();
        let valid_until = document
            .valid_until
            .map(|d| d.strftime("%d.%m.%Y").to_string());
        let own = [
            ("title", json!(document.title)),
            ("author", json!(document.issuer)),
            ("created_at", json!(document.issued_at.to_string())),
            ("ident", json!(document.number.as_str())),
            ("number", json!(document.number.to_string())),
            (
                "holder",
                json!({
                    "name": document.holder.full().reveal(),
                    "birth_date": applicant.birth_date,
                }),
            ),
            ("issued_on", json!(self.day(document.issued_at))),
            ("valid_until", json!(valid_until)),
            ("qr", json!(self.portal().url(&document.number.path()))),
        ];
        data.extend(own.map(|(key, value)| (key.to_owned(), value)));
        if let Some((section, row)) = &paper.row {
            let found = application.content.row(&section.id, row);
            let (n, row) = found.ok_or_else(|| {
                JobError::Dead("the row that a document is about is gone".to_owned())
            })?;
            let answers = read(&section.questions, &row.answers);
            data.insert("row".to_owned(), Value::Object(answers));
            data.insert("row_number".to_owned(), json!(n));
        }
        let made = self
            .0
            .press
            .make(&service.folder, paper.template, Value::Object(data));
        made.await.map_err(|error| match error {
            PressError::Busy { .. } => JobError::Again(error.to_string()),
            // A mistake of the template is mended by its author.
            other => JobError::Again(format!("{}/{}: {other}", service.id, paper.template)),
        })
    }

    /// Puts a made file into the register, as long as the case is still approved.
    async fn put_in(
        &self,
        tx: &mut Tx,
        document: &Document,
        stored: &Stored,
    ) -> Result<Application, JobError> {
        let locked = store::find_locked(tx, document.case).await?;
        if locked.state != State::Approved {
            return Err(JobError::Dead("the consent was taken back".to_owned()));
        }
        if !okno_issuance::attach_file(tx, document.id, stored.id).await? {
            // Another attempt was faster; this file is swept.
            return Err(JobError::Again("the document is there already".to_owned()));
        }
        let name = format!("{}.pdf", document.number);
        tx.keep_file(stored, Some(document.owner), &name, "application/pdf")
            .await?;
        Ok(locked)
    }

    /// The person hears that the documents are there; a case that nobody has to confirm is
    /// complete.
    async fn tell_of(
        &self,
        tx: &mut Tx,
        service: &Service,
        case: &Application,
        result: &Document,
    ) -> Result<(), JobError> {
        tx.journal(
            Entry::new(Actor::System, "application.issued", "application", case.id)
                .owner(case.owner)
                .detail(json!({ "document": result.id })),
        )
        .await?;
        let (account, person) = self.owner(tx, case).await?;
        let number = case.number.clone().unwrap_or_default();
        let news = News {
            word: crate::model::ISSUED,
            words: "",
            due: None,
            number: &number,
            version: 0,
        };
        self.tell(tx, service, case, &account, &person, &news)
            .await?;
        if !service.result.confirm_receipt {
            let now_issued = store::find_locked(tx, case.id).await?;
            store::go(tx, &now_issued, State::Completed).await?;
            self.closing_words(tx, &now_issued, Event::Receive, Actor::System, "")
                .await
                .map_err(|error| JobError::Again(error.to_string()))?;
        }
        tx.announce(case.owner);
        Ok(())
    }
}

fn nobody() -> JobError {
    JobError::Dead("the application has no owner".to_owned())
}

fn applicant(application: &Application) -> Result<&Applicant, JobError> {
    let applicant = application.content.applicant.as_ref();
    applicant.ok_or_else(|| JobError::Dead("the application has no applicant".to_owned()))
}

/// What registries hold, as templates print it: by the id of the check.
fn registered(service: &Service, known: &[Check]) -> Value {
    let mut out = Map::new();
    for check in known {
        if let (Some(query), Some(answer)) = (service.query(&check.query), &check.answer) {
            out.insert(check.name.clone(), Value::Object(query.printed(answer)));
        }
    }
    Value::Object(out)
}

fn read(questions: &[Question], answers: &BTreeMap<String, String>) -> Map<String, Value> {
    let mut out = Map::new();
    for question in questions {
        let Some(value) = answers.get(&question.id) else {
            continue;
        };
        if question.kind == QuestionKind::Checkboxes {
            let chosen = question.chosen(value).into_iter();
            let one = |o: &QuestionOption| json!({ "value": o.value, "label": o.label.ru });
            out.insert(question.id.clone(), chosen.map(one).collect());
            continue;
        }
        let option = question.option(value);
        let label = option.map_or(value.as_str(), |o| o.label.ru.as_str());
        out.insert(
            question.id.clone(),
            json!({ "value": value, "label": label }),
        );
    }
    out
}

/// The answers as a template reads them: `{purpose: {value, label}}`; a section that repeats
/// is the list of its rows, `{children: [{name: {value, label}}]}`.
fn answers(service: &Service, application: &Application) -> Value {
    let content = &application.content;
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
