//! Questions: a section of the form, and the correction of marked answers.
//! What was typed is kept whatever is wrong with it.

mod logic;
mod rows;
mod take;

use askama::Template;
use axum::extract::{Path, RawQuery, Request, State};
use axum::response::Response;
use okno_accounts::Person;
use okno_catalogue::{Prefill, Question, QuestionKind, Section, Service, Sheet, Spot, World};
use okno_web::{Choice, Fault, Field, Form, Kind, Page, Visitor};
pub(crate) use rows::{answer_row, ask_remove, ask_row, remove_row};
use take::Taken;

use super::{IdPath, Paper, papers, placed, row_title, say};
use crate::Applications;
use crate::model::{Application, Event, State as Stand};
use crate::sheet::{Progress, is_answered, is_good, progress, world};
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
    /// The row is not there yet.
    is_new: bool,
    /// Lists of rows that are to be filled in before a correction goes: name, address.
    lists: Vec<(String, String)>,
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
    (spot, name): (&Spot<'_>, &str),
    application: &Application,
    person: &Person,
) -> Field {
    let (lang, question) = (visitor.lang(), spot.question);
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
    let given = application.content.answer_at(spot);
    let given = (!given.is_empty()).then(|| given.to_owned());
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
    let label = say(lang, &question.label);
    let label = match name == spot.key {
        true => placed(lang, spot, &application.content, label),
        false => label,
    };
    let mut field = Field::new(kind, name, label)
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
    spots: Vec<Spot<'a>>,
    /// The section, or nothing for the correction.
    section: Option<&'a Section>,
    /// The row of the section.
    row: Option<InRow>,
    world: World,
}

/// A row whose page it is.
struct InRow {
    id: String,
    /// It comes to be with its first answers.
    is_new: bool,
}

impl<'a> Ground<'a> {
    /// The questions of a section, each once.
    fn of_section(service: &'a Service, section: &'a Section, world: World) -> Self {
        let questions = section.questions.iter();
        Self {
            service,
            spots: questions.map(|q| Spot::plain(section, q)).collect(),
            section: Some(section),
            row: None,
            world,
        }
    }

    /// The name of a field: on the page of a section or of a row its questions have their
    /// own, and a correction may ask the same of several rows.
    fn name<'s>(&self, spot: &'s Spot<'_>) -> &'s str {
        match self.section {
            Some(_) => &spot.question.id,
            None => &spot.key,
        }
    }

    fn spot(&self, name: &str) -> Option<&Spot<'a>> {
        self.spots.iter().find(|spot| self.name(spot) == name)
    }

    fn action(&self, application: &Application) -> String {
        let base = format!("/applications/{}", application.id);
        match (self.section, &self.row) {
            (Some(section), Some(row)) => format!("{base}/{}/{}", section.id, row.id),
            (Some(section), None) => format!("{base}/{}", section.id),
            (None, _) => format!("{base}/correct"),
        }
    }

    fn form(&self, visitor: &Visitor, application: &Application, person: &Person) -> Form {
        let sheet = self.service.sheet(&application.content, &self.world);
        let fields = self.spots.iter().map(|spot| Field {
            hidden: !sheet.asks(spot),
            ..field(visitor, (spot, self.name(spot)), application, person)
        });
        let submit = match (self.section, &self.row) {
            (_, Some(_)) => "applications-row-save",
            (Some(_), None) => "applications-save-and-go",
            (None, _) => "applications-send-correction",
        };
        let mut form = Form::new(
            self.action(application),
            visitor.t(submit),
            fields.collect(),
        );
        if let [only] = form.fields.as_mut_slice()
            && self.section.is_some()
            && self.row.is_none()
        {
            only.big_label = true;
        }
        form
    }

    /// Does it depend on other answers whether a question is asked?
    fn depends(&self, name: &str) -> bool {
        let spot = self.spot(name);
        spot.is_some_and(|spot| spot.question.when.is_some())
    }

    /// Whose page it is, which step, of how many.
    fn caption(&self, page: &Page, application: &Application) -> (String, usize, usize) {
        let title = say(page.lang, &self.service.title);
        let number = || application.number.clone().unwrap_or_default();
        let Some(own) = self.section.filter(|_| application.state == Stand::Draft) else {
            let values = [("service", title), ("number", number())];
            return (page.tv("applications-of-number", &values), 0, 0);
        };
        let sheet = self.service.sheet(&application.content, &self.world);
        let sections: Vec<&Section> = sheet.sections().collect();
        let step = sections.iter().position(|s| s.id == own.id);
        let (step, steps) = (step.map_or(0, |n| n + 1), sections.len());
        let values = [
            ("service", title),
            ("n", step.to_string()),
            ("total", steps.to_string()),
        ];
        (page.tv("applications-step", &values), step, steps)
    }

    fn draw(&self, visitor: &Visitor, application: &Application, form: Form) -> QuestionPage {
        let lang = visitor.lang();
        let asked: Vec<Asked> = form
            .fields
            .iter()
            .map(|field| Asked {
                field: field.clone(),
                files: self
                    .spot(&field.name)
                    .map(|spot| papers(lang, application, spot))
                    .unwrap_or_default(),
                depends: self.depends(&field.name),
            })
            .collect();
        let big = form.fields.iter().any(|f| f.big_label);
        let row = self.row.as_ref();
        let heading = match (self.section, row) {
            (Some(section), Some(row)) => {
                let found = application.content.row(&section.id, &row.id);
                row_title(lang, section, found.map_or(1, |(n, _)| n))
            }
            (Some(_), _) if big => String::new(),
            (Some(section), _) => say(lang, &section.title),
            (None, _) => visitor.t("applications-correct-title"),
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
        let (caption, step, steps) = self.caption(&page, application);
        let message = match (self.section, &application.correction) {
            (None, Some(correction)) => correction.message.clone(),
            _ => String::new(),
        };
        let is_draft = application.state == Stand::Draft;
        let base = format!("/applications/{}", application.id);
        let (back_url, back_text) = match (self.section, row) {
            (Some(section), Some(_)) => {
                let title = say(lang, &section.title);
                let text = page.ta("applications-to-rows", "section", title);
                (format!("{base}/{}", section.id), text)
            }
            (Some(_), None) => (base, page.t("applications-to-tasks")),
            (None, _) => (base, page.t("applications-to-case")),
        };
        QuestionPage {
            caption,
            heading,
            lead: match self.section {
                Some(_) => String::new(),
                None => page.t("applications-correct-lead"),
            },
            message,
            step,
            steps,
            back_url,
            back_text,
            may_leave: is_draft,
            more: false,
            is_new: row.is_some_and(|row| row.is_new),
            lists: match self.section {
                Some(_) => Vec::new(),
                None => self.open_lists(lang, application, &sheet),
            },
            logic: logic::for_script(lang, self, &application.content, &sheet),
            asked,
            form,
            page,
        }
    }

    /// The lists of rows that a correction is also about.
    fn open_lists(
        &self,
        lang: okno_web::Lang,
        application: &Application,
        sheet: &Sheet<'_>,
    ) -> Vec<(String, String)> {
        let groups = self.service.form.sections.iter();
        let groups = groups.filter(|s| s.repeat.is_some());
        groups
            .filter(|section| rows::is_open(application, section, sheet))
            .map(|section| {
                let url = format!("/applications/{}/{}", application.id, section.id);
                (say(lang, &section.title), url)
            })
            .collect()
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
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    if section.repeat.is_some() {
        return rows::list(&own, &visitor, &id, &name, query.as_deref()).await;
    }
    if application.state != Stand::Draft {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = Ground::of_section(&service, section, world);
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
    let service = own.service(&application).await?;
    let section = section(&service, &name)?;
    let base = format!("/applications/{}", application.id);
    if section.repeat.is_some() {
        return rows::leave(&own, &visitor, &id, &name).await;
    }
    if application.state != Stand::Draft {
        return Ok(visitor.go(&base));
    }
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = Ground::of_section(&service, section, world);
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
    Ok(visitor.go(&next_section(&ground, &application, section)))
}

/// Where one goes on from a section that is done: on from here, then what was left out
/// before.
fn next_section(ground: &Ground<'_>, application: &Application, section: &Section) -> String {
    let base = format!("/applications/{}", application.id);
    let (content, today) = (&application.content, ground.world.today);
    let sheet = ground.service.sheet(content, &ground.world);
    let sections: Vec<&Section> = sheet.sections().collect();
    let here = sections.iter().position(|s| s.id == section.id);
    let (before, after) = sections.split_at(here.unwrap_or(0));
    let next = after
        .iter()
        .chain(before)
        .find(|s| progress(s, content, &sheet, today) != Progress::Done);
    match next {
        Some(next) => format!("{base}/{}", next.id),
        None => format!("{base}/check"),
    }
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
    // A rule knows an answer of its row, and of other rows their list.
    let depends = |spot: &Spot<'_>| {
        let rule = service.logic.when(&spot.question.id);
        let names = rule.map(okno_rules::Rule::names).unwrap_or_default();
        let row = |key: &str| key.split('.').map(str::to_owned).collect::<Vec<_>>();
        marked.iter().any(|key| match row(key).as_slice() {
            [section, row, question] if spot.row.as_deref() == Some(row) => {
                spot.section.id == *section && names.contains(question.as_str())
            }
            [name, ..] => names.contains(name.as_str()),
            [] => false,
        })
    };
    let spots = service.spots(content).into_iter().filter(|spot| {
        // Rows that may be changed have their own pages.
        let open = spot.row.is_some() && rows::is_open(application, spot.section, &sheet);
        let wanted = marked.contains(&spot.key)
            || depends(spot)
            || !is_answered(spot, content, &sheet, today);
        !open && wanted
    });
    let spots = spots.collect();
    Ground {
        service,
        spots,
        section: None,
        row: None,
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
    let service = own.service(&application).await?;
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = correction_ground(&service, &application, world);
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
    let service = own.service(&application).await?;
    let (account, person) = okno_accounts::holder(&visitor)?;
    let world = world(account, person, own.portal().today());
    let ground = correction_ground(&service, &application, world);
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
        Taken::Kept {
            application,
            mut form,
            ..
        } => {
            if let Some(text) = unfinished(&visitor, &ground, &application) {
                form.fail("lists", text);
                return visitor.render_flawed(&ground.draw(&visitor, &application, form));
            }
            form
        }
    };
    let sent = send_on(&own, &visitor, &application).await;
    sent.or_else(|fault| {
        visitor.render_unsaved(fault, form, |form| {
            ground.draw(&visitor, &application, form)
        })
    })
}

/// What is said of a list of rows that is to be filled in before the correction goes.
fn unfinished(visitor: &Visitor, ground: &Ground<'_>, application: &Application) -> Option<String> {
    let (content, today) = (&application.content, ground.world.today);
    let sheet = ground.service.sheet(content, &ground.world);
    let mut groups = ground.service.form.sections.iter();
    let section = groups.find(|section| {
        section.repeat.is_some()
            && rows::is_open(application, section, &sheet)
            && !is_good(section, content, &sheet, today)
    })?;
    let title = say(visitor.lang(), &section.title);
    let page = visitor.page(String::new());
    Some(page.ta("applications-rows-unfinished", "section", title))
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
