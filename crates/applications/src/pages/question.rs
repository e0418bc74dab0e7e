//! Questions: a section of the form, and the correction of marked answers.
//! What was typed is kept whatever is wrong with it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::header;
use axum::response::Response;
use okno_accounts::Person;
use okno_catalogue::{FileType, Prefill, Question, QuestionKind, Section, Service};
use okno_requisites::Flaw;
use okno_store::DbError;
use okno_web::upload::{self, Sent, Upload};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::{IdPath, Paper, Progress, is_answered, papers, progress, rule, say};
use crate::Applications;
use crate::model::{Application, Attached, Event, State as Stand};
use crate::store;

/// A field with the files that are there already.
struct Asked {
    field: Field,
    files: Vec<Paper>,
}

#[derive(Template)]
#[template(path = "applications/question.html")]
struct QuestionPage {
    page: Page,
    form: Form,
    asked: Vec<Asked>,
    /// Above the heading.
    caption: String,
    /// Heading; empty when the only field is the heading.
    heading: String,
    lead: String,
    /// What the officer wrote.
    message: String,
    step: usize,
    steps: usize,
    back_url: String,
    back_text: String,
    may_leave: bool,
}

fn prefilled(question: &Question, person: &Person) -> Option<String> {
    Some(match question.prefill? {
        Prefill::Name => person.full_name(),
        Prefill::BirthDate => person.birth_date.as_ref()?.shown(),
        Prefill::Snils => person.snils.as_ref()?.shown(),
        Prefill::Inn => person.inn.as_ref()?.shown(),
        Prefill::RegisteredAddress => person.address.as_ref()?.shown(),
        Prefill::Phone => person.phone.shown(),
        Prefill::Email => person.email.shown(),
    })
}

/// The field of a question, as the folder of the service describes it.
fn field(
    visitor: &Visitor,
    question: &Question,
    application: &Application,
    person: &Person,
) -> Field {
    let lang = visitor.lang();
    let kind = match question.kind {
        QuestionKind::Radio => Kind::Radio,
        QuestionKind::Text => Kind::Text,
        QuestionKind::Textarea => Kind::Textarea,
        QuestionKind::Phone => Kind::Tel,
        QuestionKind::Email => Kind::Email,
        QuestionKind::Date => Kind::Date,
        QuestionKind::File => Kind::File,
        QuestionKind::Checkbox => Kind::Checkbox,
    };
    let mut hint = question
        .hint
        .as_ref()
        .map(|h| say(lang, h))
        .unwrap_or_default();
    let given = application.content.answers.get(&question.id).cloned();
    let known = prefilled(question, person);
    if known.is_some() && (given.is_none() || given == known) {
        if !hint.is_empty() && !hint.ends_with('.') {
            hint.push('.');
        }
        if !hint.is_empty() {
            hint.push(' ');
        }
        hint.push_str(&visitor.t("applications-from-profile"));
    }
    let options = question.options.iter().map(|option| Choice {
        value: option.value.clone(),
        label: say(lang, &option.label),
        hint: option
            .hint
            .as_ref()
            .map(|h| say(lang, h))
            .unwrap_or_default(),
    });
    let mut field = Field::new(kind, &question.id, say(lang, &question.label))
        .hint(hint)
        .check(&rule(question))
        .options(options.collect())
        .max(match question.kind {
            QuestionKind::Text => question.max_length.unwrap_or(300),
            QuestionKind::Textarea => question.max_length.unwrap_or(3000),
            _ => question.max_length.unwrap_or(0),
        })
        .value(given.or(known).unwrap_or_default());
    field.required = question.required;
    if question.kind == QuestionKind::Radio {
        field.missing = visitor.t("applications-choose");
    }
    field
}

/// What the page stands on.
struct Ground<'a> {
    service: &'a Service,
    questions: Vec<&'a Question>,
    /// The section, or nothing for the correction.
    section: Option<&'a Section>,
}

impl Ground<'_> {
    fn action(&self, application: &Application) -> String {
        let last = self.section.map_or("correct", |s| s.id.as_str());
        format!("/applications/{}/{last}", application.id)
    }

    fn form(&self, visitor: &Visitor, application: &Application, person: &Person) -> Form {
        let fields = self
            .questions
            .iter()
            .map(|q| field(visitor, q, application, person));
        let submit = match self.section {
            Some(_) => "applications-save-and-go",
            None => "applications-send-correction",
        };
        let mut form = Form::new(
            self.action(application),
            visitor.t(submit),
            fields.collect(),
        );
        if let [only] = form.fields.as_mut_slice()
            && self.section.is_some()
        {
            only.big_label = true;
        }
        form
    }

    fn draw(&self, visitor: &Visitor, application: &Application, form: Form) -> QuestionPage {
        let lang = visitor.lang();
        let title = say(lang, &self.service.title);
        let asked: Vec<Asked> = form
            .fields
            .iter()
            .map(|field| Asked {
                field: field.clone(),
                files: papers(lang, application, &field.name),
            })
            .collect();
        let big = form.fields.iter().any(|f| f.big_label);
        let heading = match self.section {
            Some(_) if big => String::new(),
            Some(section) => say(lang, &section.title),
            None => visitor.t("applications-correct-title"),
        };
        let page_title = if heading.is_empty() {
            form.fields
                .first()
                .map(|f| f.label.clone())
                .unwrap_or_default()
        } else {
            heading.clone()
        };
        let page = visitor.page(page_title).with_form(&form);
        let sections = &self.service.form.sections;
        let step = self
            .section
            .and_then(|own| sections.iter().position(|s| s.id == own.id))
            .map_or(0, |n| n + 1);
        let number = application.number.clone().unwrap_or_default();
        let caption = match self.section {
            Some(_) => page.tv(
                "applications-step",
                &[
                    ("service", title),
                    ("n", step.to_string()),
                    ("total", sections.len().to_string()),
                ],
            ),
            None => page.tv(
                "applications-of-number",
                &[("service", title), ("number", number)],
            ),
        };
        let message = match (self.section, &application.correction) {
            (None, Some(correction)) => correction.message.clone(),
            _ => String::new(),
        };
        let is_draft = self.section.is_some();
        QuestionPage {
            caption,
            heading,
            lead: if is_draft {
                String::new()
            } else {
                page.t("applications-correct-lead")
            },
            message,
            step,
            steps: sections.len(),
            back_url: format!("/applications/{}", application.id),
            back_text: page.t(if is_draft {
                "applications-to-tasks"
            } else {
                "applications-to-case"
            }),
            may_leave: is_draft,
            asked,
            form,
            page,
        }
    }
}

fn section<'a>(service: &'a Service, id: &str) -> Result<&'a Section, Fault> {
    service
        .form
        .sections
        .iter()
        .find(|s| s.id == id)
        .ok_or(Fault::NotFound)
}

async fn person_of(visitor: &Visitor) -> Result<(okno_accounts::Account, Person), Fault> {
    let found = okno_accounts::find(visitor.db(), visitor.citizen()?).await?;
    found.ok_or(Fault::NotFound)
}

/// The questions of a section.
pub(crate) async fn ask(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application.service)?;
    let section = section(service, &name)?;
    if application.state != Stand::Draft {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    let (_, person) = person_of(&visitor).await?;
    let ground = Ground {
        service,
        questions: section.questions.iter().collect(),
        section: Some(section),
    };
    let form = ground.form(&visitor, &application, &person);
    visitor.render(&ground.draw(&visitor, &application, form))
}

/// Takes the answers of a section.
pub(crate) async fn answer(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application.service)?;
    let section = section(service, &name)?;
    let base = format!("/applications/{}", application.id);
    if application.state != Stand::Draft {
        return Ok(visitor.go(&base));
    }
    let (_, person) = person_of(&visitor).await?;
    let ground = Ground {
        service,
        questions: section.questions.iter().collect(),
        section: Some(section),
    };
    let form = ground.form(&visitor, &application, &person);
    let taken = own
        .take(&visitor, request, &application, &ground, form)
        .await?;
    let (application, form) = match taken {
        Taken::Broken(form) => {
            return visitor.render_flawed(&ground.draw(&visitor, &application, form));
        }
        Taken::Later => return Ok(visitor.go("/applications")),
        Taken::Gone => return Ok(visitor.go(&base)),
        Taken::Kept { application, form } => (application, form),
    };
    if form.has_errors() {
        return visitor.render_flawed(&ground.draw(&visitor, &application, form));
    }
    let today = own.portal().today();
    let sections = &service.form.sections;
    let here = sections
        .iter()
        .position(|s| s.id == section.id)
        .unwrap_or(0);
    // On from here, then what was left out before.
    let (before, after) = sections.split_at(here);
    let next = after
        .iter()
        .chain(before)
        .find(|s| progress(s, &application.content, today) != Progress::Done);
    Ok(visitor.go(&match next {
        Some(next) => format!("{base}/{}", next.id),
        None => format!("{base}/check"),
    }))
}

fn correction_ground<'a>(service: &'a Service, application: &Application) -> Ground<'a> {
    let marked = application
        .correction
        .as_ref()
        .map_or(&[][..], |c| c.questions.as_slice());
    let questions = service
        .form
        .questions()
        .map(|(_, q)| q)
        .filter(|q| marked.contains(&q.id));
    Ground {
        service,
        questions: questions.collect(),
        section: None,
    }
}

/// The marked questions, with what the officer wrote.
pub(crate) async fn correct(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    if application.state != Stand::CorrectionAsked {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    let service = own.service(&application.service)?;
    let (_, person) = person_of(&visitor).await?;
    let ground = correction_ground(service, &application);
    let form = ground.form(&visitor, &application, &person);
    visitor.render(&ground.draw(&visitor, &application, form))
}

/// Takes the correction and sends it.
pub(crate) async fn corrected(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    request: Request,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let base = format!("/applications/{}", application.id);
    if application.state != Stand::CorrectionAsked {
        // The second of two clicks: the result of the first.
        return Ok(visitor.go(&base));
    }
    let service = own.service(&application.service)?;
    let (_, person) = person_of(&visitor).await?;
    let ground = correction_ground(service, &application);
    let form = ground.form(&visitor, &application, &person);
    let form = match own
        .take(&visitor, request, &application, &ground, form)
        .await?
    {
        Taken::Broken(form) => {
            return visitor.render_flawed(&ground.draw(&visitor, &application, form));
        }
        Taken::Later | Taken::Gone => return Ok(visitor.go(&base)),
        Taken::Kept { application, form } if form.has_errors() => {
            return visitor.render_flawed(&ground.draw(&visitor, &application, form));
        }
        Taken::Kept { form, .. } => form,
    };
    drop(form);
    let mut tx = visitor.db().begin().await?;
    let mut fresh = store::find_locked(&mut tx, application.id).await?;
    if fresh.after(Event::SendCorrection, None).is_err() {
        return Ok(visitor.go(&base));
    }
    let (account, person) = own.owner(&mut tx, &fresh).await?;
    own.send_correction(&mut tx, &mut fresh, &account, &person)
        .await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{base}?done=corrected")))
}

enum Taken {
    /// The upload broke off: nothing was kept.
    Broken(Form),
    /// Kept; the person goes on later.
    Later,
    /// The application is no longer open.
    Gone,
    /// Kept; the form may have errors.
    Kept {
        application: Box<Application>,
        form: Form,
    },
}

/// What came, with or without files.
async fn read(request: Request) -> Result<Sent, Fault> {
    let is_multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.starts_with("multipart/form-data"));
    if is_multipart {
        let multipart = Multipart::from_request(request, &())
            .await
            .map_err(|_| Fault::BadRequest)?;
        return upload::read(multipart).await;
    }
    let input = Input::from_request(request, &()).await?;
    Ok(Sent {
        input,
        ..Sent::default()
    })
}

fn media_types(types: &[FileType]) -> impl Iterator<Item = &'static str> + '_ {
    types.iter().map(|t| t.mime())
}

impl Applications {
    /// Reads the answers to some questions and keeps them, good or not: only
    /// files must be good to be kept.
    async fn take(
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
        let mut sent = match (read(request).await, first_file) {
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
        let later = sent.input.has("_later");
        let words = self.portal().words();
        form = form.filled(&sent.input);
        form.check(&sent.input, words, visitor.lang(), self.portal().today());

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
            Ok(_) | Err(DbError::Missing(_)) => return Ok(Taken::Gone),
            Err(error) => return Err(error.into()),
        };
        for question in &ground.questions {
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
            let there = fresh.content.files.entry(name.clone()).or_default();
            if max <= 1 {
                for old in there.drain(..) {
                    tx.forget_file(old.id).await?;
                }
            } else if there.len() >= max {
                form.fail(&name, form_words(visitor, max));
                continue;
            }
            tx.keep_file(&kept, Some(fresh.owner), &file.name, file.media_type)
                .await?;
            there.push(Attached {
                id: kept.id,
                name: file.name,
                media_type: file.media_type.to_owned(),
                size: i64::try_from(file.content.len()).unwrap_or(i64::MAX),
            });
        }
        let today = self.portal().today();
        for question in &ground.questions {
            if question.kind == QuestionKind::File && !is_answered(question, &fresh.content, today)
            {
                form.fail(&question.id, visitor.t("applications-file-missing"));
            }
        }
        if let Some(section) = ground.section {
            if form.has_errors() {
                fresh.content.passed.remove(&section.id);
            } else {
                fresh.content.passed.insert(section.id.clone());
            }
        }
        // The consent was for the answers as they were.
        fresh.content.ticked = None;
        store::save(&mut tx, fresh.id, &fresh.content).await?;
        tx.commit().await?;
        if later {
            return Ok(Taken::Later);
        }
        Ok(Taken::Kept {
            application: Box::new(fresh),
            form,
        })
    }

    /// Takes a file out of an application that may be changed.
    pub(super) async fn drop_file(
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
        let marked = fresh.correction.as_ref().map(|c| c.questions.clone());
        let mut from = None;
        for (question, files) in &mut fresh.content.files {
            // Under correction only what was marked may change.
            if marked.as_ref().is_some_and(|m| !m.contains(question)) {
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
