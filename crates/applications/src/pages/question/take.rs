//! Reading and keeping the answers that came, with their files.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::response::Response;
use okno_catalogue::{FileType, QuestionKind, Spot};
use okno_requisites::Flaw;
use okno_store::{DbError, Tx};
use okno_web::upload::{self, Sent, Upload};
use okno_web::{Fault, Form, Kind, Visitor};
use uuid::Uuid;

use super::judge::Judged;
use super::marks::{FIELD, Marks};
use super::{Ground, correction_ground, rows};
use crate::Applications;
use crate::model::{Application, Attached, Content, Row, Typed};
use crate::sheet::{is_answered, world};
use crate::store;
use crate::typed::{bound, plain};

/// What became of the answers that came.
pub(super) enum Taken {
    /// The page once more, with what is wrong.
    Answer(Response),
    /// Kept; the person goes on later.
    Later,
    /// The application is no longer open.
    Gone,
    /// Kept, and nothing is wrong with them.
    Kept(Kept),
}

/// Answers that were kept.
pub(super) struct Kept {
    pub(super) application: Box<Application>,
    pub(super) form: Form,
    /// An answer has brought up questions that were not on the page.
    pub(super) more: bool,
}

/// What was written.
struct Written {
    application: Application,
    judged: Judged,
}

/// A file that has been looked at and stored.
struct Stored {
    name: String,
    file: Upload,
    kept: okno_store::files::Stored,
}

fn media_types(types: &[FileType]) -> impl Iterator<Item = &'static str> + '_ {
    types.iter().map(|t| t.mime())
}

impl Applications {
    /// Reads the answers to some questions and keeps them, good or not: only files must be
    /// good to be kept. What another tab has changed meanwhile is not overwritten.
    pub(super) async fn take(
        &self,
        visitor: &Visitor,
        request: Request,
        application: &Application,
        ground: &Ground<'_>,
    ) -> Result<Taken, Fault> {
        let (_, person) = okno_accounts::holder(visitor)?;
        let mut form = ground.form(visitor, application, person);
        let again = |form: Form| {
            let page = ground.draw(visitor, application, form, &[]);
            visitor.render_flawed(&page).map(Taken::Answer)
        };
        let mut files = ground.spots.iter();
        let first_file = files.find(|spot| spot.question.kind == QuestionKind::File);
        let first_file = first_file.map(|spot| ground.name(spot));
        let mut sent = match (upload::read(request).await, first_file) {
            (Ok(sent), _) => sent,
            (Err(Fault::BadRequest), Some(name)) => {
                form.fail(name, visitor.t("web-upload-broken"));
                return again(form);
            }
            (Err(Fault::TooLarge), Some(name)) => {
                form.fail(name, visitor.t("web-upload-large"));
                return again(form);
            }
            (Err(fault), _) => return Err(fault),
        };
        form = form.filled(&sent.input);
        let written = match self
            .write(visitor, &mut sent, application, ground, &mut form)
            .await
        {
            Ok(Some(written)) => written,
            Ok(None) => return Ok(Taken::Gone),
            Err(fault) => {
                // Nothing was kept: it stands on what it stood on before.
                let draw = |form: Form| {
                    let mut page = ground.draw(visitor, application, form, &[]);
                    if sent.input.has(FIELD) {
                        sent.input.get(FIELD).clone_into(&mut page.was);
                    }
                    page
                };
                return visitor.render_unsaved(fault, form, draw).map(Taken::Answer);
            }
        };
        let Written {
            application,
            judged,
        } = written;
        let Judged {
            form,
            more,
            differs,
            chosen,
            ..
        } = judged;
        if chosen && !form.has_errors() {
            // One of two answers was chosen, and nothing is left to choose from.
            let page = ground.draw(visitor, &application, form, &[]);
            return visitor.render(&page).map(Taken::Answer);
        }
        if !differs.is_empty() || (form.has_errors() && !sent.input.has("_later")) {
            let page = ground.draw(visitor, &application, form, &differs);
            return visitor.render_flawed(&page).map(Taken::Answer);
        }
        if sent.input.has("_later") {
            return Ok(Taken::Later);
        }
        Ok(Taken::Kept(Kept {
            application: Box::new(application),
            form,
            more: !more.is_empty(),
        }))
    }

    /// The files that came, looked at; what is wrong with them is noted on the form.
    async fn develop(
        &self,
        visitor: &Visitor,
        sent: &mut Sent,
        ground: &Ground<'_>,
        form: &mut Form,
    ) -> Result<Vec<Stored>, Fault> {
        let words = self.portal().words();
        if let Some(name) = &sent.too_large {
            form.fail(name, visitor.t("web-upload-large"));
        }
        let mut uploads: BTreeMap<String, Vec<Upload>> = BTreeMap::new();
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
                let name = name.clone();
                stored.push(Stored { name, file, kept });
            }
        }
        Ok(stored)
    }

    /// Keeps the answers that came; nothing when the application is no longer open.
    async fn write(
        &self,
        visitor: &Visitor,
        sent: &mut Sent,
        application: &Application,
        ground: &Ground<'_>,
        form: &mut Form,
    ) -> Result<Option<Written>, Fault> {
        let today = self.portal().today();
        let marks = Marks::read(sent.input.get(FIELD));
        let came: Vec<String> = sent.files.iter().map(|(name, ..)| name.clone()).collect();
        let stored = self.develop(visitor, sent, ground, form).await?;
        let good: Vec<String> = stored.iter().map(|file| file.name.clone()).collect();
        let unjudged = form.clone();
        let judge = |content: &_| {
            let page = (application, ground, &marks);
            self.judge(
                visitor,
                page,
                content,
                (&sent.input, &came, &good),
                unjudged.clone(),
            )
        };
        let mut judged = judge(&application.content);
        // Shown again where the store cannot take it.
        form.clone_from(&judged.form);

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
        if !same(&application.content, &fresh.content) {
            judged = judge(&fresh.content);
        }
        for spot in &ground.spots {
            let name = ground.name(spot);
            let Some(field) = judged.form.fields.iter().find(|f| f.name == name) else {
                continue;
            };
            if judged.is_refused() {
                // Kept beside the answers, for the person to choose; not over what a third tab
                // has typed meanwhile.
                let page = (&marks, &sent.input);
                if ground.is_seen(visitor, &fresh, (spot, &field.value), page) {
                    let kept = fresh.content.typed_at(spot).map(|typed| typed.over.clone());
                    let over = kept.or_else(|| marks.get(name).map(|mark| mark.saved.clone()));
                    let text = (field.kind, field.value.as_str());
                    keep_beside(&mut fresh, spot, text, over.unwrap_or_default());
                }
            } else if field.hidden {
                for file in fresh.content.drop_at(spot) {
                    tx.forget_file(file.id).await?;
                }
            } else if field.kind != Kind::File {
                let longest = bound(spot.question);
                let value: String = field.value.chars().take(longest).collect();
                ground.forget_typed(visitor, &mut fresh, spot, &value, (&marks, &sent.input));
                fresh.content.put(spot, value);
            }
        }
        self.attach(
            visitor,
            &mut tx,
            &mut fresh,
            ground,
            (stored, &marks),
            &mut judged.form,
        )
        .await?;
        let sheet = ground.service.sheet(&fresh.content, &ground.world);
        for spot in &ground.spots {
            let name = ground.name(spot);
            let new = judged.more.iter().any(|one| one == name);
            if spot.question.kind == QuestionKind::File
                && !new
                && !judged.is_refused()
                && !is_answered(spot, &fresh.content, &sheet, today)
            {
                judged
                    .form
                    .fail(name, visitor.t("applications-file-missing"));
            }
        }
        if let Some(section) = ground.section.filter(|_| !judged.is_refused()) {
            if !judged.more.is_empty() || judged.form.has_errors() {
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
        Ok(Some(Written {
            application: fresh,
            judged,
        }))
    }

    /// Puts the files that came where they belong.
    async fn attach(
        &self,
        visitor: &Visitor,
        tx: &mut Tx,
        fresh: &mut Application,
        ground: &Ground<'_>,
        (stored, marks): (Vec<Stored>, &Marks),
        form: &mut Form,
    ) -> Result<(), Fault> {
        let before = fresh.content.clone();
        for Stored { name, file, kept } in stored {
            let Some(spot) = ground.spot(&name) else {
                continue;
            };
            let max = spot.question.files.as_ref().map_or(1, |f| f.max);
            if form.fields.iter().any(|f| f.name == name && f.hidden) {
                continue;
            }
            let saved = ground.marker(visitor, fresh).saved(spot, &before);
            let overtaken = marks.get(&name).is_some_and(|mark| mark.saved != saved);
            let owner = fresh.owner;
            let Some(there) = fresh.content.files_mut(spot) else {
                continue;
            };
            if max <= 1 && overtaken && !there.is_empty() {
                form.fail(&name, visitor.t("applications-differs-file"));
                continue;
            }
            if max <= 1 {
                for old in there.drain(..) {
                    tx.forget_file(old.id).await?;
                }
            } else if there.len() >= max {
                form.fail(&name, form_words(visitor, max));
                continue;
            }
            tx.keep_sent_file(&kept, Some(owner), &file.name, file.media_type)
                .await?;
            there.push(Attached {
                id: kept.id,
                name: file.name,
                media_type: file.media_type.to_owned(),
                size: i64::try_from(file.content.len()).unwrap_or(i64::MAX),
            });
        }
        Ok(())
    }

    /// Is the row of the page there? One that is new is made, while there is room.
    pub(super) fn has_row(
        &self,
        ground: &Ground<'_>,
        fresh: &mut Application,
        is_new: bool,
    ) -> bool {
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

/// Has nothing that is saved changed?
fn same(before: &Content, now: &Content) -> bool {
    (&before.answers, &before.rows, &before.files) == (&now.answers, &now.rows, &now.files)
}

/// What was typed, beside an answer that another tab has saved.
fn keep_beside(fresh: &mut Application, spot: &Spot<'_>, (kind, text): (Kind, &str), over: String) {
    let text: String = text.chars().take(bound(spot.question)).collect();
    if kind == Kind::File || plain(&text) == plain(fresh.content.answer_at(spot)) {
        fresh.content.typed.remove(&spot.key);
        return;
    }
    let tab = String::new();
    fresh
        .content
        .typed
        .insert(spot.key.clone(), Typed { text, over, tab });
}

fn form_words(visitor: &Visitor, max: usize) -> String {
    let page = visitor.page(String::new());
    page.tn(
        "applications-files-full",
        "n",
        i64::try_from(max).unwrap_or(1),
    )
}
