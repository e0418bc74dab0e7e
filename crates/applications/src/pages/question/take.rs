//! Reading and keeping the answers that came, with their files.

use std::collections::BTreeMap;

use axum::extract::Request;
use okno_catalogue::{FileType, QuestionKind};
use okno_requisites::Flaw;
use okno_store::DbError;
use okno_web::upload::{self, Sent, Upload};
use okno_web::{Fault, Form, Input, Visitor};
use uuid::Uuid;

use super::{Ground, correction_ground, rows};
use crate::Applications;
use crate::model::{Application, Attached, Content, Row};
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
    for spot in &ground.spots {
        if spot.question.kind != QuestionKind::File {
            let came = input.get(ground.name(spot)).trim().to_owned();
            content.put(spot, came);
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
        let mut files = ground.spots.iter();
        let first_file = files.find(|spot| spot.question.kind == QuestionKind::File);
        let first_file = first_file.map(|spot| ground.name(spot));
        let mut sent = match (upload::read(request).await, first_file) {
            (Ok(sent), _) => sent,
            (Err(Fault::BadRequest), Some(name)) => {
                form.fail(name, visitor.t("web-upload-broken"));
                return Ok(Taken::Broken(form));
            }
            (Err(Fault::TooLarge), Some(name)) => {
                form.fail(name, visitor.t("web-upload-large"));
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
            let spot = ground.spot(&name);
            let Some(limits) = spot.and_then(|spot| spot.question.files.as_ref()) else {
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
        if !self.has_row(ground, &mut fresh, sent.input.has("_new")) {
            // Nothing is written, and what the other tab did is for all to see then.
            tx.commit().await?;
            return Ok(None);
        }
        for spot in &ground.spots {
            let field = form.fields.iter().find(|f| f.name == ground.name(spot));
            if field.is_some_and(|field| field.hidden) {
                for file in fresh.content.drop_at(spot) {
                    tx.forget_file(file.id).await?;
                }
                continue;
            }
            if spot.question.kind == QuestionKind::File {
                continue;
            }
            let value = field.map(|f| f.value.clone()).unwrap_or_default();
            let value = if spot.question.kind == QuestionKind::Checkbox && value != "yes" {
                String::new()
            } else {
                value
            };
            // A bound for what is kept although it is wrong.
            fresh.content.put(spot, value.chars().take(4000).collect());
        }
        for (name, file, kept) in stored {
            let Some(spot) = ground.spot(&name) else {
                continue;
            };
            let max = spot.question.files.as_ref().map_or(1, |f| f.max);
            if form.fields.iter().any(|f| f.name == name && f.hidden) {
                continue;
            }
            let Some(there) = fresh.content.files_mut(spot) else {
                continue;
            };
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
        for spot in &ground.spots {
            let name = ground.name(spot);
            let new = more.iter().any(|one| one == name);
            if spot.question.kind == QuestionKind::File
                && !new
                && !is_answered(spot, &fresh.content, &sheet, today)
            {
                form.fail(name, visitor.t("applications-file-missing"));
            }
        }
        let more = !more.is_empty();
        if let Some(section) = ground.section {
            if more || form.has_errors() {
                fresh.content.passed.remove(&section.id);
            } else if ground.row.is_none() {
                // Of rows their list is what is passed.
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
            let spot = ground.spot(&field.name);
            field.hidden = !spot.is_some_and(|spot| sheet.asks(spot));
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
        for spot in &ground.spots {
            if let Some(text) = sheet.flaw_at(spot) {
                form.fail(ground.name(spot), say(lang, text));
            }
        }
        more
    }

    /// Is the row of the page there? One that is new is made, while there is room.
    fn has_row(&self, ground: &Ground<'_>, fresh: &mut Application, is_new: bool) -> bool {
        let (Some(section), Some(row)) = (ground.section, &ground.row) else {
            return true;
        };
        let sheet = ground.service.sheet(&fresh.content, &ground.world);
        if !rows::is_open(fresh, section, &sheet) {
            return false;
        }
        if fresh.content.row(&section.id, &row.id).is_some() {
            return true;
        }
        let max = section.repeat.as_ref().map_or(0, |repeat| repeat.max);
        let rows = fresh.content.rows.entry(section.id.clone()).or_default();
        let fits = is_new && rows.len() < max;
        if fits {
            rows.push(Row {
                id: row.id.clone(),
                ..Row::default()
            });
        }
        fits
    }

    /// Takes a file out of an application that may be changed; the page that it was on.
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
        let service = self.known(&mut tx, &fresh).await?;
        let mut all = fresh.content.all_files();
        let Some(kept) = all.find(|kept| kept.file.id == file) else {
            return Ok(None);
        };
        let page = match (kept.row, service.form.questions()) {
            (Some((section, row)), _) => Some(format!("{section}/{row}")),
            (None, mut questions) => {
                let found = questions.find(|(_, q)| q.id == kept.question);
                found.map(|(section, _)| section.id.clone())
            }
        };
        let page = match fresh.correction {
            None => page,
            // Under correction only what its page asks may change, and open rows.
            Some(_) => {
                let (account, person) = okno_accounts::holder(visitor)?;
                let world = world(account, person, self.portal().today());
                let ground = correction_ground(&service, &fresh, world);
                let sheet = service.sheet(&fresh.content, &ground.world);
                let section = |id: &str| service.form.sections.iter().find(|s| s.id == id);
                let group = kept.row.and_then(|(id, _)| section(id));
                let open = group.is_some_and(|group| rows::is_open(&fresh, group, &sheet));
                if !open && ground.spot(&kept.key()).is_none() {
                    return Ok(None);
                }
                page.filter(|_| open)
            }
        };
        drop(all);
        fresh.content.drop_file(file);
        fresh.content.ticked = None;
        tx.forget_file(file).await?;
        store::save(&mut tx, fresh.id, &fresh.content).await?;
        tx.commit().await?;
        Ok(page)
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
