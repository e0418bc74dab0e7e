//! The documents that an approved case gives: its result, and what else comes with it.

use std::collections::HashSet;
use std::path::{Component, Path};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::Report;
use crate::logic::{Answers, Sheet};
use crate::service::{Section, Service, Text};

/// A document that a case gives besides its result.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Further {
    /// Latin name, kept with the document.
    pub id: String,
    /// A rule over answers, `profile.…`, `today` and `registry.…`: given only when it is true.
    /// With `each` it stands in a row of that section.
    #[serde(default)]
    pub when: Option<String>,
    /// Id of a section that repeats: one document a row.
    #[serde(default)]
    pub each: Option<String>,
    /// Name of the Typst template in the service's folder.
    pub template: String,
    /// Name of the document.
    pub title: Text,
    /// Years for which it is valid; absent = without a term.
    #[serde(default)]
    pub valid_years: Option<u8>,
}

/// A document that a case gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper<'a> {
    /// What it is of the case, kept with the document: empty of the result itself, otherwise
    /// [`Further::id`], in rows with the id of the row: `certificate.a1b2`.
    pub part: String,
    /// Name of the Typst template.
    pub template: &'a str,
    /// Name of the document.
    pub title: &'a Text,
    /// Years for which it is valid.
    pub valid_years: Option<u8>,
    /// The section and the row that it is about.
    pub row: Option<(&'a Section, String)>,
}

impl Service {
    /// The result itself.
    #[must_use]
    pub fn main_paper(&self) -> Paper<'_> {
        Paper {
            part: String::new(),
            template: &self.result.template,
            title: &self.result.title,
            valid_years: self.result.valid_years,
            row: None,
        }
    }

    /// The document that is kept as this part; nothing where the service gives no such.
    #[must_use]
    pub fn paper(&self, part: &str) -> Option<Paper<'_>> {
        if part.is_empty() {
            return Some(self.main_paper());
        }
        let (id, row) = match part.split_once('.') {
            Some((id, row)) => (id, Some(row)),
            None => (part, None),
        };
        let further = self.more_results.iter().find(|one| one.id == id)?;
        let section = further.each.as_ref();
        let section = section.and_then(|each| self.form.sections.iter().find(|s| s.id == *each));
        match (section, row) {
            (Some(section), Some(row)) => Some(further.paper(Some((section, row.to_owned())))),
            (None, None) => Some(further.paper(None)),
            _ => None,
        }
    }
}

impl Further {
    fn paper<'a>(&'a self, row: Option<(&'a Section, String)>) -> Paper<'a> {
        Paper {
            part: match &row {
                Some((_, row)) => format!("{}.{row}", self.id),
                None => self.id.clone(),
            },
            template: &self.template,
            title: &self.title,
            valid_years: self.valid_years,
            row,
        }
    }
}

impl<'a> Sheet<'a> {
    /// The documents that a case with these answers gives once it is approved, the result
    /// first. What cannot be told is not given.
    #[must_use]
    pub fn papers(&self, answers: &dyn Answers) -> Vec<Paper<'a>> {
        let service = self.service();
        let mut all = vec![service.main_paper()];
        for (n, further) in service.more_results.iter().enumerate() {
            let rule = service.logic.more_results.get(n).and_then(Option::as_ref);
            let holds = |row: Option<(&str, &str)>| {
                self.with_facts(row, |facts| {
                    rule.is_none_or(|rule| rule.holds(facts) == Some(true))
                })
            };
            let Some(each) = &further.each else {
                all.extend(holds(None).then(|| further.paper(None)));
                continue;
            };
            let section = service.form.sections.iter().find(|s| s.id == *each);
            let Some(section) = section.filter(|section| self.has_section(&section.id)) else {
                continue;
            };
            for (row, _) in answers.rows(each) {
                if holds(Some((each, row))) {
                    all.push(further.paper(Some((section, row.to_owned()))));
                }
            }
        }
        all
    }
}

/// Is the template a file of the folder?
fn check_template(service: &Service, template: &str, path: &str, report: &mut Report) {
    let name = Path::new(template);
    let inside = name.components().all(|c| matches!(c, Component::Normal(_)))
        && name.extension().is_some_and(|e| e == "typ");
    if !inside {
        report.add(
            path,
            format!(
                "`{template}` is not a template of this folder; name a .typ file that lies in it"
            ),
        );
    } else if !service.folder.join(name).is_file() {
        report.add(
            path,
            format!(
                "the file {template} is missing; put the template into the folder `{}`",
                service.id
            ),
        );
    }
}

pub(crate) fn check(service: &Service, report: &mut Report) {
    check_template(service, &service.result.template, "result.template", report);
    let mut ids = HashSet::new();
    for (n, further) in service.more_results.iter().enumerate() {
        let path = format!("more_results.{n}");
        report.name(&format!("{path}.id"), &further.id);
        report.text(&format!("{path}.title"), &further.title);
        if !ids.insert(further.id.as_str()) {
            report.add(
                &format!("{path}.id"),
                format!("two documents are called `{}`; rename one", further.id),
            );
        }
        check_template(
            service,
            &further.template,
            &format!("{path}.template"),
            report,
        );
        let Some(each) = &further.each else { continue };
        let mut sections = service.form.sections.iter();
        if !sections.any(|section| section.id == *each && section.repeat.is_some()) {
            let known: Vec<&str> = service
                .form
                .sections
                .iter()
                .filter(|section| section.repeat.is_some())
                .map(|section| section.id.as_str())
                .collect();
            let known = match known.is_empty() {
                true => "no section of this form repeats".to_owned(),
                false => format!("use one of: {}", known.join(", ")),
            };
            report.add(
                &format!("{path}.each"),
                format!("`{each}` is not a section that repeats; {known}"),
            );
        }
    }
}
