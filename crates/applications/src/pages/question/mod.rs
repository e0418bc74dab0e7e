//! Questions: a section of the form, and the correction of marked answers.
//! What was typed is kept whatever is wrong with it.

mod logic;
mod take;

use askama::Template;
use axum::extract::{Path, RawQuery, Request, State};
use axum::response::Response;
use okno_accounts::Person;
use okno_catalogue::{Prefill, Question, QuestionKind, Section, Service, World};
use okno_web::{Choice, Fault, Field, Form, Kind, Page, Visitor};
use take::Taken;

use super::{IdPath, Paper, papers, say};
use crate::Applications;
use crate::model::{Application, Event, State as Stand};
use crate::sheet::{Progress, is_answered, progress, world};
use crate::store;

/// A field with the files that are there already.
struct Asked {
    field: Field,
    files: Vec<Paper>,
    /// A script may hide and show it.
    depends: bool,
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
    /// More is asked since the last answers.
    more: bool,
    /// The rules of the page for the script; empty where there are none.
    logic: String,
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
        QuestionKind::Select => Kind::Select,
        QuestionKind::Text | QuestionKind::Number | QuestionKind::Money => Kind::Text,
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
    let none = Choice {
        label: visitor.t("applications-choose-one"),
        ..Choice::default()
    };
    let none = (question.kind == QuestionKind::Select).then_some(none);
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
        .check(&question.full_rule())
        .options(none.into_iter().chain(options).collect())
        .max(question.longest())
        .value(given.or(known).unwrap_or_default());
    field.required = question.required;
    if matches!(question.kind, QuestionKind::Number | QuestionKind::Money) {
        field = field.inputmode("decimal").width("10");
    }
    if matches!(question.kind, QuestionKind::Radio | QuestionKind::Select) {
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
    world: World,
}

impl Ground<'_> {
    fn action(&self, application: &Application) -> String {
        let last = self.section.map_or("correct", |s| s.id.as_str());
        format!("/applications/{}/{last}", application.id)
    }

    fn form(&self, visitor: &Visitor, application: &Application, person: &Person) -> Form {
        let sheet = self.service.sheet(&application.content, &self.world);
        let fields = self.questions.iter().map(|q| Field {
            hidden: !sheet.is_asked(&q.id),
            ..field(visitor, q, application, person)
        });
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

    /// Does it depend on other answers whether a question is asked?
    fn depends(&self, id: &str) -> bool {
        let question = self.questions.iter().find(|q| q.id == id);
        question.is_some_and(|q| q.when.is_some())
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
                depends: self.depends(&field.name),
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
        let sheet = self.service.sheet(&application.content, &self.world);
        let sections: Vec<&Section> = sheet.sections().collect();
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
            more: false,
            logic: logic::for_script(lang, self, &application.content, &sheet),
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

/// The questions of a section.
pub(crate) async fn ask(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let service = own.service(&application.service)?;
    let section = section(service, &name)?;
    if application.state != Stand::Draft {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    let (account, person) = okno_accounts::holder(&visitor)?;
    let ground = Ground {
        service,
        questions: section.questions.iter().collect(),
        section: Some(section),
        world: world(account, person, own.portal().today()),
    };
    let form = ground.form(&visitor, &application, person);
    // A section that other answers have closed.
    if form.fields.iter().all(|field| field.hidden) {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    let mut page = ground.draw(&visitor, &application, form);
    page.more = query.as_deref() == Some("more");
    visitor.render(&page)
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
    let (account, person) = okno_accounts::holder(&visitor)?;
    let ground = Ground {
        service,
        questions: section.questions.iter().collect(),
        section: Some(section),
        world: world(account, person, own.portal().today()),
    };
    let form = ground.form(&visitor, &application, person);
    let taken = own
        .take(&visitor, request, &application, &ground, form)
        .await?;
    let (application, form, more) = match taken {
        Taken::Broken(form) => {
            return visitor.render_flawed(&ground.draw(&visitor, &application, form));
        }
        Taken::Unsaved(form, fault) => {
            return visitor.render_unsaved(fault, form, |form| {
                ground.draw(&visitor, &application, form)
            });
        }
        Taken::Later => return Ok(visitor.go("/applications")),
        Taken::Gone => return Ok(visitor.go(&base)),
        Taken::Kept {
            application,
            form,
            more,
        } => (application, form, more),
    };
    if form.has_errors() {
        return visitor.render_flawed(&ground.draw(&visitor, &application, form));
    }
    if more {
        return Ok(visitor.go(&format!("{base}/{}?more", section.id)));
    }
    let today = own.portal().today();
    let sheet = service.sheet(&application.content, &ground.world);
    let sections: Vec<&Section> = sheet.sections().collect();
    let here = sections.iter().position(|s| s.id == section.id);
    // On from here, then what was left out before.
    let (before, after) = sections.split_at(here.unwrap_or(0));
    let next = after
        .iter()
        .chain(before)
        .find(|s| progress(s, &application.content, &sheet, today) != Progress::Done);
    Ok(visitor.go(&match next {
        Some(next) => format!("{base}/{}", next.id),
        None => format!("{base}/check"),
    }))
}

/// The marked questions, and those that a corrected answer has brought up.
fn correction_ground<'a>(
    service: &'a Service,
    application: &Application,
    world: World,
) -> Ground<'a> {
    let marked = application
        .correction
        .as_ref()
        .map_or(&[][..], |c| c.questions.as_slice());
    let sheet = service.sheet(&application.content, &world);
    let (content, today) = (&application.content, world.today);
    let depends = |q: &Question| {
        let rule = service.logic.when(&q.id);
        rule.is_some_and(|rule| marked.iter().any(|id| rule.names().contains(id.as_str())))
    };
    let questions = service.form.questions().map(|(_, q)| q).filter(|q| {
        marked.contains(&q.id) || depends(q) || !is_answered(q, content, &sheet, today)
    });
    let questions = questions.collect();
    Ground {
        service,
        questions,
        section: None,
        world,
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
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = correction_ground(service, &application, world);
    let form = ground.form(&visitor, &application, person);
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
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = correction_ground(service, &application, world);
    let form = ground.form(&visitor, &application, person);
    let form = match own
        .take(&visitor, request, &application, &ground, form)
        .await?
    {
        Taken::Broken(form) => {
            return visitor.render_flawed(&ground.draw(&visitor, &application, form));
        }
        Taken::Unsaved(form, fault) => {
            return visitor.render_unsaved(fault, form, |form| {
                ground.draw(&visitor, &application, form)
            });
        }
        Taken::Later | Taken::Gone => return Ok(visitor.go(&base)),
        Taken::Kept {
            application, form, ..
        } if form.has_errors() => {
            return visitor.render_flawed(&ground.draw(&visitor, &application, form));
        }
        Taken::Kept { more: true, .. } => return Ok(visitor.go(&format!("{base}/correct"))),
        Taken::Kept { form, .. } => form,
    };
    let sent = send_on(&own, &visitor, &application).await;
    sent.or_else(|fault| {
        visitor.render_unsaved(fault, form, |form| {
            ground.draw(&visitor, &application, form)
        })
    })
}

async fn send_on(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
) -> Result<Response, Fault> {
    let base = format!("/applications/{}", application.id);
    let mut tx = visitor.db().begin().await?;
    let fresh = store::find_locked(&mut tx, application.id).await?;
    if fresh.after(Event::SendCorrection, None).is_err() {
        return Ok(visitor.go(&base));
    }
    let (account, person) = own.owner(&mut tx, &fresh).await?;
    own.send_correction(&mut tx, &fresh, &account, &person)
        .await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{base}?done=corrected")))
}
