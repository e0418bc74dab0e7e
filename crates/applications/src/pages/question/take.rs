//! Reading and keeping the answers that came, with their files.

use std::collections::BTreeMap;

use axum::extract::Request;
use okno_catalogue::{FileType, QuestionKind};
use okno_requisites::Flaw;
use okno_store::DbError;
use okno_web::upload::{self, Sent, Upload};
use okno_web::{Fault, Form, Input, Visitor};
use uuid::Uuid;

use super::{Ground, correction_ground};
use crate::Applications;
use crate::model::{Application, Attached, Content};
use crate::pages::say;
use crate::sheet::{is_answered, world};
use crate::store;

/// What became of the answers that came.
pub(super) enum Taken {
    /// The upload broke off: nothing was kept.
    Broken(Form),
    /// The store could not take them for a reason that passes.
    Unsaved(Form, Fault),
    /// Kept; the person goes on later.
    Later,
    /// The application is no longer open.
    Gone,
    /// Kept; the form may have errors.
    Kept {
        application: Box<Application>,
        form: Form,
        /// An answer has brought up questions that were not on the page.
        more: bool,
    },
}

/// Writes what came over what was there, as it came.
fn overlaid(content: &Content, ground: &Ground<'_>, input: &Input) -> Content {
    let mut content = content.clone();
    for question in &ground.questions {
        if question.kind != QuestionKind::File {
            let came = input.get(&question.id).trim().to_owned();
            content.answers.insert(question.id.clone(), came);
        }
    }
    content
}

fn media_types(types: &[FileType]) -> impl Iterator<Item = &'static str> + '_ {
    types.iter().map(|t| t.mime())
}

impl Applications {
    /// Reads the answers to some questions and keeps them, good or not: only
    /// files must be good to be kept.
    pub(super) async fn take(
        &self,
        visitor: &Visitor,
        request: Request,
        application: &Application,
        ground: &Ground<'_>,
        mut form: Form,
    ) -> Result<Taken, Fault> {
        let first_file = ground
            .questions
            .iter()
            .find(|q| q.kind == QuestionKind::File);
        let mut sent = match (upload::read(request).await, first_file) {
            (Ok(sent), _) => sent,
            (Err(Fault::BadRequest), Some(question)) => {
                form.fail(&question.id, visitor.t("web-upload-broken"));
                return Ok(Taken::Broken(form));
            }
            (Err(Fault::TooLarge), Some(question)) => {
                form.fail(&question.id, visitor.t("web-upload-large"));
                return Ok(Taken::Broken(form));
            }
            (Err(fault), _) => return Err(fault),
        };
        form = form.filled(&sent.input);
        match self
            .keep(visitor, &mut sent, application, ground, &mut form)
            .await
        {
            Ok(None) => Ok(Taken::Gone),
            Ok(Some(_)) if sent.input.has("_later") => Ok(Taken::Later),
            Ok(Some((application, more))) => Ok(Taken::Kept {
                application: Box::new(application),
                form,
                more,
            }),
            Err(fault) if fault.is_passing() => Ok(Taken::Unsaved(form, fault)),
            Err(fault) => Err(fault),
        }
    }

    /// Keeps the answers that came, and notes on the form what is wrong with
    /// them; nothing when the application is no longer open.
    async fn keep(
        &self,
        visitor: &Visitor,
        sent: &mut Sent,
        application: &Application,
        ground: &Ground<'_>,
        form: &mut Form,
    ) -> Result<Option<(Application, bool)>, Fault> {
        let words = self.portal().words();
        let today = self.portal().today();
        let more = self.judge(visitor, sent, application, ground, form);

        let mut uploads: BTreeMap<String, Vec<Upload>> = BTreeMap::new();
        if let Some(name) = &sent.too_large {
            form.fail(name, visitor.t("web-upload-large"));
        }
        for (name, file_name, content) in std::mem::take(&mut sent.files) {
            let question = ground.questions.iter().find(|q| q.id == name);
            let Some(limits) = question.and_then(|q| q.files.as_ref()) else {
                continue;
            };
            let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
            let looked = if bytes > limits.max_bytes {
                Err(Flaw::new("web-upload-large"))
            } else {
                self.darkroom().develop(&file_name, content).await?
            };
            match looked {
                Ok(file) if media_types(&limits.types).any(|t| t == file.media_type) => {
                    uploads.entry(name).or_default().push(file);
                }
                Ok(_) => form.fail(&name, visitor.t("web-upload-kind")),
                Err(flaw) => form.fail(&name, words.flaw(visitor.lang(), &flaw)),
            }
        }
        // The content of files before the transaction: it needs no lock, and
        // without a row it counts for nothing.
        let mut stored = Vec::new();
        for (name, files) in uploads {
            for file in files {
                let kept = visitor.db().store_file(&file.content).await?;
                stored.push((name.clone(), file, kept));
            }
        }

        let mut tx = visitor.db().begin().await?;
        let mut fresh = match store::find_locked(&mut tx, application.id).await {
            Ok(found) if found.is_open() && found.state == application.state => found,
            Ok(_) | Err(DbError::Missing(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        for question in &ground.questions {
            let field = form.fields.iter().find(|f| f.name == question.id);
            if field.is_some_and(|field| field.hidden) {
                fresh.content.answers.remove(&question.id);
                let files = fresh.content.files.remove(&question.id);
                for file in files.unwrap_or_default() {
                    tx.forget_file(file.id).await?;
                }
                continue;
            }
            if question.kind == QuestionKind::File {
                continue;
            }
            let given = form.fields.iter().find(|f| f.name == question.id);
            let value = given.map(|f| f.value.clone()).unwrap_or_default();
            let value = if question.kind == QuestionKind::Checkbox && value != "yes" {
                String::new()
            } else {
                value
            };
            if value.is_empty() {
                fresh.content.answers.remove(&question.id);
            } else {
                // A bound for what is kept although it is wrong.
                let value: String = value.chars().take(4000).collect();
                fresh.content.answers.insert(question.id.clone(), value);
            }
        }
        for (name, file, kept) in stored {
            let question = ground.questions.iter().find(|q| q.id == name);
            let max = question.and_then(|q| q.files.as_ref()).map_or(1, |f| f.max);
            if form.fields.iter().any(|f| f.name == name && f.hidden) {
                continue;
            }
            let there = fresh.content.files.entry(name.clone()).or_default();
            if max <= 1 {
                for old in there.drain(..) {
                    tx.forget_file(old.id).await?;
                }
            } else if there.len() >= max {
                form.fail(&name, form_words(visitor, max));
                continue;
            }
            tx.keep_sent_file(&kept, Some(fresh.owner), &file.name, file.media_type)
                .await?;
            there.push(Attached {
                id: kept.id,
                name: file.name,
                media_type: file.media_type.to_owned(),
                size: i64::try_from(file.content.len()).unwrap_or(i64::MAX),
            });
        }
        let sheet = ground.service.sheet(&fresh.content, &ground.world);
        for question in &ground.questions {
            let new = more.contains(&question.id);
            if question.kind == QuestionKind::File
                && !new
                && !is_answered(question, &fresh.content, &sheet, today)
            {
                form.fail(&question.id, visitor.t("applications-file-missing"));
            }
        }
        let more = !more.is_empty();
        if let Some(section) = ground.section {
            if more || form.has_errors() {
                fresh.content.passed.remove(&section.id);
            } else {
                fresh.content.passed.insert(section.id.clone());
            }
        }
        // The consent was for the answers as they were.
        fresh.content.ticked = None;
        store::save(&mut tx, fresh.id, &fresh.content).await?;
        tx.commit().await?;
        Ok(Some((fresh, more)))
    }

    /// Which questions these answers ask, and what is wrong with what was answered. Gives
    /// the questions that the person has not seen: without a script an answer brings them
    /// up only when it is sent.
    fn judge(
        &self,
        visitor: &Visitor,
        sent: &Sent,
        application: &Application,
        ground: &Ground<'_>,
        form: &mut Form,
    ) -> Vec<String> {
        let (words, lang, today) = (self.portal().words(), visitor.lang(), self.portal().today());
        let content = overlaid(&application.content, ground, &sent.input);
        let sheet = ground.service.sheet(&content, &ground.world);
        let mut more = Vec::new();
        for field in &mut form.fields {
            let was_hidden = field.hidden;
            field.hidden = !sheet.is_asked(&field.name);
            let empty = sent.input.get(&field.name).trim().is_empty()
                && !sent.files.iter().any(|(name, ..)| *name == field.name);
            if was_hidden && !field.hidden && empty && field.required && !sent.input.has("_seen") {
                field.required = false;
                more.push(field.name.clone());
            }
        }
        form.check(&sent.input, words, lang, today);
        for field in &mut form.fields {
            field.required |= more.contains(&field.name);
        }
        for question in &ground.questions {
            if let Some(text) = sheet.flaw(&question.id) {
                form.fail(&question.id, say(lang, text));
            }
        }
        more
    }

    /// Takes a file out of an application that may be changed.
    pub(in crate::pages) async fn drop_file(
        &self,
        visitor: &Visitor,
        application: &Application,
        file: Uuid,
    ) -> Result<Option<String>, Fault> {
        let mut tx = visitor.db().begin().await?;
        let mut fresh = store::find_locked(&mut tx, application.id).await?;
        if !fresh.is_open() {
            return Ok(None);
        }
        // Under correction only what its page asks may change.
        let open = match fresh.correction {
            None => None,
            Some(_) => {
                let service = self.service(&fresh.service)?;
                let (account, person) = okno_accounts::holder(visitor)?;
                let world = world(account, person, self.portal().today());
                let ground = correction_ground(service, &fresh, world);
                let questions = ground.questions.iter().map(|q| q.id.clone());
                Some(questions.collect::<Vec<String>>())
            }
        };
        let mut from = None;
        for (question, files) in &mut fresh.content.files {
            if open.as_ref().is_some_and(|open| !open.contains(question)) {
                continue;
            }
            let before = files.len();
            files.retain(|f| f.id != file);
            if files.len() < before {
                from = Some(question.clone());
            }
        }
        let Some(question) = from else {
            return Ok(None);
        };
        fresh.content.ticked = None;
        tx.forget_file(file).await?;
        store::save(&mut tx, fresh.id, &fresh.content).await?;
        tx.commit().await?;
        Ok(Some(question))
    }
}

fn form_words(visitor: &Visitor, max: usize) -> String {
    let page = visitor.page(String::new());
    page.tn(
        "applications-files-full",
        "n",
        i64::try_from(max).unwrap_or(1),
    )
}
