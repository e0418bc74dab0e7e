//! Sections that repeat: their questions are answered once a row.

use std::collections::BTreeMap;
use std::sync::Arc;

use okno_rules::{Scope, Type};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::Report;
use crate::compile::type_of;
use crate::logic::Answers;
use crate::service::{Form, Question, Section, Service, Text};

/// The most rows that a section may have.
pub const MOST: usize = 50;

/// How a section repeats.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The fewest rows.
    pub min: usize,
    /// The most rows, at most [`MOST`].
    pub max: usize,
    /// What a row is, one of them: «Ребёнок».
    pub item: Text,
    /// Words of the button that adds one: «Добавить ребёнка».
    pub add: Text,
}

/// A question where it stands: in the form, or in a row of a section that repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot<'a> {
    /// Its section.
    pub section: &'a Section,
    /// The question.
    pub question: &'a Question,
    /// Id of the row.
    pub row: Option<String>,
    /// Name of the place in the whole form: the id of the question, in a row
    /// `section.row.question`.
    pub key: String,
}

impl<'a> Spot<'a> {
    /// A question that is asked once.
    #[must_use]
    pub fn plain(section: &'a Section, question: &'a Question) -> Self {
        Self {
            section,
            question,
            row: None,
            key: question.id.clone(),
        }
    }

    /// A question of a row.
    #[must_use]
    pub fn in_row(section: &'a Section, row: &str, question: &'a Question) -> Self {
        Self {
            section,
            question,
            row: Some(row.to_owned()),
            key: format!("{}.{row}.{}", section.id, question.id),
        }
    }
}

impl Section {
    /// All its questions: of a section that repeats, those of each row that is there.
    #[must_use]
    pub fn spots(&self, answers: &dyn Answers) -> Vec<Spot<'_>> {
        if self.repeat.is_none() {
            let all = self.questions.iter();
            return all.map(|question| Spot::plain(self, question)).collect();
        }
        let rows = answers.rows(&self.id).into_iter();
        rows.flat_map(|(row, _)| {
            let all = self.questions.iter();
            all.map(move |question| Spot::in_row(self, row, question))
        })
        .collect()
    }
}

impl Service {
    /// All questions, those of a section that repeats once for each row that is there.
    #[must_use]
    pub fn spots(&self, answers: &dyn Answers) -> Vec<Spot<'_>> {
        let sections = self.form.sections.iter();
        sections.flat_map(|s| s.spots(answers)).collect()
    }
}

/// Type of the list of rows of a section, as rules see it.
fn rows_type(section: &Section) -> Type {
    let fields = section.questions.iter();
    let fields: BTreeMap<String, Type> = fields.map(|q| (q.id.clone(), type_of(q))).collect();
    Type::list(Type::Row(Arc::new(fields)))
}

/// Declares what the form asks: bare names of questions, of a section that repeats its
/// rows. `within`: the section whose row the rule stands in. `known`: is it asked by then?
pub(crate) fn declare(
    scope: &mut Scope,
    form: &Form,
    within: Option<&str>,
    known: impl Fn(&str) -> bool,
    why: &str,
) {
    for section in &form.sections {
        let inside = within == Some(section.id.as_str());
        for question in &section.questions {
            if section.repeat.is_some() && !inside {
                let (group, id) = (&section.id, &question.id);
                scope.refuse(
                    id,
                    format!("it is asked once a row; write {group}.all(r, … r.{id} …), {group}.exists(…) or {group}.map(r, r.{id})"),
                );
            } else if known(&question.id) {
                scope.declare(&question.id, type_of(question));
            } else {
                scope.refuse(&question.id, why);
            }
        }
    }
    // Last: a mistake of names is told elsewhere, and the rows win here.
    for section in form.sections.iter().filter(|s| s.repeat.is_some()) {
        if within == Some(section.id.as_str()) {
            scope.refuse(
                &section.id,
                "its rows are still being filled in; a rule inside knows its own row and what is asked before the section",
            );
        } else if section.questions.iter().all(|q| known(&q.id)) {
            scope.declare(&section.id, rows_type(section));
        } else {
            scope.refuse(&section.id, why);
        }
    }
}

/// Checks how a section repeats.
pub(crate) fn check(path: &str, section: &Section, service: &Service, report: &mut Report) {
    let Some(repeat) = &section.repeat else {
        return;
    };
    let at = format!("{path}.repeat");
    report.text(&format!("{at}.item"), &repeat.item);
    report.text(&format!("{at}.add"), &repeat.add);
    if repeat.max == 0 || repeat.max > MOST {
        report.add(
            &format!("{at}.max"),
            format!(
                "a section has 1 to {MOST} rows at most, here are {}; write a number between",
                repeat.max
            ),
        );
    } else if repeat.min > repeat.max {
        report.add(
            &format!("{at}.min"),
            format!(
                "at least {} and at most {} rows cannot be; write `min` not above `max`",
                repeat.min, repeat.max
            ),
        );
    }
    let id = section.id.as_str();
    if service.form.question(id).is_some() || service.values.contains_key(id) {
        report.add(
            &format!("{path}.id"),
            format!("rules say the rows by `{id}`, and a question or a value is called so too; rename one"),
        );
    }
    for (n, question) in section.questions.iter().enumerate() {
        if question.prefill.is_some() {
            report.add(
                &format!("{path}.questions.{n}.prefill"),
                "each row is about another one, and the profile says the same in all; delete it"
                    .to_owned(),
            );
        }
    }
}
