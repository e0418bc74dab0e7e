//! The page of questions: its fields with what stands beside them.

use askama::Template;
use okno_accounts::Person;
use okno_catalogue::{Section, Sheet, Spot};
use okno_web::{Field, Form, Kind, Lang, Page, Visitor};

use super::field::known;
use super::marks::{Mark, Marks};
use super::{Ground, logic, rows};
use crate::model::{Application, State as Stand};
use crate::pages::{Paper, papers, row_title, say, shown};

/// A field with the files that are there already.
struct Asked {
    field: Field,
    files: Vec<Paper>,
    /// A script may hide and show it.
    depends: bool,
    /// Where what it is filled with is mended: words, address.
    source: Option<(String, String)>,
    /// Something else has been saved meanwhile.
    both: Option<Both>,
}

/// Two answers to one question, of which the person keeps one.
struct Both {
    saved: String,
    typed: String,
}

#[derive(Template)]
#[template(path = "applications/question.html")]
pub(super) struct QuestionPage {
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
    pub(super) more: bool,
    /// What stands in the fields was typed and not saved.
    typed: bool,
    /// The state of the answers from which it was drawn, [`Marks`].
    pub(super) was: String,
    /// Where what is typed goes at once.
    keep_url: String,
    /// The row is not there yet.
    is_new: bool,
    /// Lists of rows that are to be filled in before a correction goes: name, address.
    lists: Vec<(String, String)>,
    /// The rules of the page for the script; empty where there are none.
    logic: String,
}

impl QuestionPage {
    /// Does it ask nothing?
    pub(super) fn is_empty(&self) -> bool {
        self.form.fields.iter().all(|field| field.hidden)
    }

    /// Are there two answers to choose from?
    fn differs(&self) -> bool {
        self.asked.iter().any(|one| one.both.is_some())
    }

    /// The fields beside which two answers stand.
    fn both_names(&self) -> String {
        let both = self.asked.iter().filter(|one| one.both.is_some());
        let names: Vec<&str> = both.map(|one| one.field.name.as_str()).collect();
        names.join(";")
    }
}

impl Ground<'_> {
    /// Does it depend on other answers whether a question is asked?
    fn depends(&self, name: &str) -> bool {
        let spot = self.spot(name);
        spot.is_some_and(|spot| spot.question.when.is_some())
    }

    /// Whose page it is, which step, of how many.
    pub(super) fn caption(&self, page: &Page, application: &Application) -> (String, usize, usize) {
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

    /// The page. `differing`: the fields whose saved answer changed meanwhile.
    pub(super) fn draw(
        &self,
        visitor: &Visitor,
        application: &Application,
        form: Form,
        differing: &[String],
    ) -> QuestionPage {
        let lang = visitor.lang();
        let content = &application.content;
        let words = visitor.page(String::new());
        let asked: Vec<Asked> = form
            .fields
            .iter()
            .map(|field| {
                let spot = self.spot(&field.name);
                let differs = spot.filter(|_| differing.contains(&field.name));
                Asked {
                    field: field.clone(),
                    files: spot.map_or_else(Vec::new, |spot| papers(lang, application, spot)),
                    depends: self.depends(&field.name),
                    source: spot.and_then(|spot| self.source(visitor, spot, &field.value)),
                    both: differs.map(|spot| Both {
                        saved: told(&words, spot, content.answer_at(spot)),
                        typed: told(&words, spot, &field.value),
                    }),
                }
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
            typed: false,
            was: self.marks(visitor, application, &form).to_string(),
            keep_url: format!("{}/keep", self.action(application)),
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

    /// Where the text of a field came from, if it is mended there.
    fn source(&self, visitor: &Visitor, spot: &Spot<'_>, value: &str) -> Option<(String, String)> {
        let (_, person) = okno_accounts::holder(visitor).ok()?;
        let known = known(spot.question, person, &self.papers)?;
        let words = visitor.t(match known.is_paper {
            true => "applications-from-papers-mend",
            false => "applications-from-profile-mend",
        });
        (known.text == value).then_some((words, known.url))
    }

    /// The marks of a page whose fields are these.
    fn marks(&self, visitor: &Visitor, application: &Application, form: &Form) -> Marks {
        let marker = self.marker(visitor, application);
        let content = &application.content;
        let mut marks = Marks::default();
        for field in &form.fields {
            let Some(spot) = self.spot(&field.name) else {
                continue;
            };
            let typed = content.typed_at(spot);
            let is_file = field.kind == Kind::File;
            let is_given = !is_file && typed.is_none() && content.answer_at(spot).is_empty();
            let mark = Mark {
                saved: marker.saved(spot, content),
                given: match is_given && !field.value.is_empty() {
                    true => marker.mark(spot, &field.value),
                    false => String::new(),
                },
                typed: typed.map_or_else(String::new, |typed| marker.mark(spot, &typed.text)),
            };
            marks.put(&field.name, mark);
        }
        marks
    }

    /// The page as it is opened: with what was typed on it and not saved.
    pub(super) fn open(
        &self,
        visitor: &Visitor,
        application: &Application,
        person: &Person,
    ) -> QuestionPage {
        let form = self.form(visitor, application, person);
        let content = &application.content;
        let marker = self.marker(visitor, application);
        let unsaved = self.spots.iter().filter(|spot| content.is_unsaved(spot));
        let unsaved: Vec<&Spot<'_>> = unsaved.collect();
        let overtaken = unsaved.iter().filter(|spot| {
            let typed = content.typed_at(spot);
            typed.is_some_and(|typed| typed.over != marker.saved(spot, content))
        });
        let differing: Vec<String> = overtaken.map(|spot| self.name(spot).to_owned()).collect();
        let mut page = self.draw(visitor, application, form, &differing);
        page.typed = !unsaved.is_empty();
        page
    }

    /// The lists of rows that a correction is also about.
    fn open_lists(
        &self,
        lang: Lang,
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

/// An answer in words, also of a field that is empty.
fn told(page: &Page, spot: &Spot<'_>, given: &str) -> String {
    match shown(page, spot, given) {
        empty if empty.is_empty() => page.t("applications-not-given"),
        shown => shown,
    }
}
