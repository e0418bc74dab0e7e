//! What must hold in a service folder beyond its syntax.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde::Deserialize;

use crate::load::Problem;
use crate::options::{self, Lists};
use crate::places::Places;
use crate::prefill::{self, Documents};
use crate::service::{Agency, Category, Level, Question, QuestionKind, Service, Synonyms, Text};
use crate::{repeat, results};

/// Can it be the name of a service, a question, a stage?
#[must_use]
pub fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= 64 && name.chars().all(fits)
}

/// Problems of one file, collected with their places. For whoever reads another file of
/// the services folder too.
#[derive(Debug)]
pub struct Report {
    file: PathBuf,
    places: Places,
    problems: Vec<Problem>,
}

impl Report {
    /// Of this file.
    #[must_use]
    pub fn new(file: PathBuf, places: Places) -> Self {
        Self {
            file,
            places,
            problems: Vec::new(),
        }
    }

    /// Notes a mistake at a path (`centres.3.hours`).
    pub fn add(&mut self, path: &str, message: String) {
        let (line, column) = self.places.find(path);
        self.problems.push(Problem {
            file: self.file.clone(),
            line,
            column,
            message,
        });
    }

    /// Is nothing wrong?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// All that was noted.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Both languages must say something.
    pub fn text(&mut self, path: &str, text: &Text) {
        for (lang, words) in [("ru", &text.ru), ("en", &text.en)] {
            if words.trim().is_empty() {
                let last = path.rsplit('.').next().unwrap_or(path);
                self.add(
                    &format!("{path}.{lang}"),
                    format!("`{last}` has no text in `{lang}`; write `{lang}: …`"),
                );
            }
        }
    }

    /// Names that go into addresses and storage: small Latin letters, digits,
    /// `-` and `_`, a letter first.
    pub fn name(&mut self, path: &str, name: &str) {
        if !is_name(name) {
            self.add(
                path,
                format!(
                    "`{name}` cannot be a name; use small Latin letters, digits, `-` and `_`, a letter first, at most 64 characters"
                ),
            );
        }
    }
}

/// Names of rules for the hint; whether a rule exists is asked of
/// `okno_requisites` itself.
const RULES: &str = "snils, inn, passport, division, phone, email, surname, name, patronymic, birth-date, doc-date, postcode, citizenship, sex, number, money, required, text:200";

fn known_rule(rule: &str) -> bool {
    let some_day = jiff::civil::date(2000, 1, 1);
    // A value that no rule lets through unread.
    okno_requisites::check(rule, "?", some_day)
        .err()
        .is_none_or(|flaw| flaw.code != "flaw-rule")
}

/// What the catalogue needs of a row of `methods.yaml`.
#[derive(Debug, Deserialize)]
pub(crate) struct MethodRow {
    id: String,
    full: bool,
}

/// What services refer to in the files beside them.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) methods: Vec<MethodRow>,
    pub(crate) documents: Documents,
    pub(crate) lists: Lists,
}

fn check_methods(service: &Service, methods: &[MethodRow], report: &mut Report) {
    for (n, word) in service.methods_except.iter().enumerate() {
        let path = format!("methods_except.{n}");
        match methods.iter().find(|row| row.id == *word) {
            None => report.add(
                &path,
                unknown(
                    "method",
                    word,
                    methods.iter().map(|row| row.id.as_str()),
                    "methods.yaml",
                ),
            ),
            // Nobody who has it is offered another one.
            Some(row) if row.full => report.add(
                &path,
                format!("`{word}` is good for everything (`full: true` in methods.yaml); a service may leave out only a method that is not"),
            ),
            Some(_) if service.level != Level::Confirmed => report.add(
                &path,
                "only `level: confirmed` asks how identity was confirmed; raise the level or drop `methods_except`".to_owned(),
            ),
            Some(_) => {}
        }
    }
}

/// Checks one service.
pub(crate) fn check_service(
    service: &Service,
    categories: &[Category],
    agencies: &[Agency],
    tables: &Tables,
    report: &mut Report,
) {
    check_head(service, categories, agencies, report);
    check_methods(service, &tables.methods, report);
    for (path, text) in [
        ("title", &service.title),
        ("summary", &service.summary),
        ("consent.title", &service.consent.title),
        ("consent.label", &service.consent.label),
        ("consent.text", &service.consent.text),
        ("result.title", &service.result.title),
    ] {
        report.text(path, text);
    }
    if service.consent.version.trim().is_empty() {
        report.add(
            "consent.version",
            "the consent has no version; write one, such as \"1\", and change it with the text"
                .to_owned(),
        );
    }
    let conditions = service.conditions.iter().map(|c| (&c.title, &c.text));
    let documents = service.documents.iter().map(|d| (&d.title, &d.text));
    let steps = service.steps.iter().map(|s| (&s.title, &s.text));
    check_items("conditions", conditions, report);
    check_items("documents", documents, report);
    check_items("steps", steps, report);
    for (n, faq) in service.faq.iter().enumerate() {
        report.text(&format!("faq.{n}.question"), &faq.question);
        report.text(&format!("faq.{n}.answer"), &faq.answer);
    }
    let Synonyms { ru, en } = &service.synonyms;
    for (lang, words) in [("ru", ru), ("en", en)] {
        for (n, word) in words.iter().enumerate() {
            if word.trim().is_empty() {
                report.add(
                    &format!("synonyms.{lang}.{n}"),
                    "an empty word; delete the line".to_owned(),
                );
            }
        }
    }
    for (event, text) in &service.notifications {
        report.text(&format!("notifications.{event}"), text);
    }
    check_form(service, tables, report);
    check_grounds(service, report);
    results::check(service, report);
}

fn check_head(
    service: &Service,
    categories: &[Category],
    agencies: &[Agency],
    report: &mut Report,
) {
    report.name("id", &service.id);
    let folder = service.folder.file_name().map(|n| n.to_string_lossy());
    if let Some(folder) = folder
        && folder != service.id
    {
        report.add(
            "id",
            format!(
                "the id `{}` differs from the folder's name; write `id: {folder}` or rename the folder",
                service.id
            ),
        );
    }
    if !categories.iter().any(|c| c.id == service.category) {
        report.add(
            "category",
            unknown(
                "category",
                &service.category,
                categories.iter().map(|c| c.id.as_str()),
                "categories.yaml",
            ),
        );
    }
    if !agencies.iter().any(|a| a.id == service.agency) {
        report.add(
            "agency",
            unknown(
                "agency",
                &service.agency,
                agencies.iter().map(|a| a.id.as_str()),
                "agencies.yaml",
            ),
        );
    }
    let letters = service.number_prefix.chars().count();
    if !(1..=4).contains(&letters)
        || !service
            .number_prefix
            .chars()
            .all(|c| ('А'..='Я').contains(&c))
    {
        report.add(
            "number_prefix",
            format!(
                "`{}` cannot begin a number; use 1 to 4 capital Cyrillic letters",
                service.number_prefix
            ),
        );
    }
    if service.version == 0 {
        report.add(
            "version",
            "versions are counted from 1; write `version: 1`".to_owned(),
        );
    }
    if service.deadline.working_days == 0 {
        report.add(
            "deadline.working_days",
            "a deadline of no days; write at least 1".to_owned(),
        );
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>, file: &str) -> String {
    let known: Vec<&str> = known.collect();
    format!(
        "there is no {what} `{name}`; use one of: {} — or add it to {file}",
        known.join(", ")
    )
}

fn check_items<'a>(
    path: &str,
    items: impl Iterator<Item = (&'a Text, &'a Option<Text>)>,
    report: &mut Report,
) {
    for (n, (title, text)) in items.enumerate() {
        report.text(&format!("{path}.{n}.title"), title);
        if let Some(text) = text {
            report.text(&format!("{path}.{n}.text"), text);
        }
    }
}

fn check_form(service: &Service, tables: &Tables, report: &mut Report) {
    let mut sections = HashSet::new();
    let mut questions = HashSet::new();
    if service.form.sections.is_empty() {
        report.add(
            "form.sections",
            "a form without sections; add one with a question".to_owned(),
        );
    }
    for (s, section) in service.form.sections.iter().enumerate() {
        let path = format!("form.sections.{s}");
        report.name(&format!("{path}.id"), &section.id);
        report.text(&format!("{path}.title"), &section.title);
        if let Some(hint) = &section.hint {
            report.text(&format!("{path}.hint"), hint);
        }
        if !sections.insert(section.id.as_str()) {
            report.add(
                &format!("{path}.id"),
                format!("two sections are called `{}`; rename one", section.id),
            );
        }
        if section.questions.is_empty() {
            report.add(
                &format!("{path}.questions"),
                format!(
                    "section `{}` asks nothing; add a question or delete it",
                    section.id
                ),
            );
        }
        repeat::check(&path, section, service, report);
        for (q, question) in section.questions.iter().enumerate() {
            let path = format!("{path}.questions.{q}");
            if !questions.insert(question.id.as_str()) {
                report.add(
                    &format!("{path}.id"),
                    format!(
                        "two questions are called `{}`; answers are kept by this name, so rename one",
                        question.id
                    ),
                );
            }
            check_question(&path, question, tables, report);
        }
    }
}

fn check_question(path: &str, question: &Question, tables: &Tables, report: &mut Report) {
    report.name(&format!("{path}.id"), &question.id);
    report.text(&format!("{path}.label"), &question.label);
    for (part, text) in [("short", &question.short), ("hint", &question.hint)] {
        if let Some(text) = text {
            report.text(&format!("{path}.{part}"), text);
        }
    }
    if let Some(rule) = &question.check
        && !known_rule(rule)
    {
        report.add(
            &format!("{path}.check"),
            format!("there is no rule `{rule}`; use one of: {RULES}"),
        );
    }
    options::check(path, question, &tables.lists, report);
    check_limits(path, question, report);
    if let Some(prefill) = &question.prefill {
        prefill::check(
            &format!("{path}.prefill"),
            question,
            prefill,
            &tables.documents,
            report,
        );
    }
}

fn check_limits(path: &str, question: &Question, report: &mut Report) {
    let is_file = question.kind == QuestionKind::File;
    match &question.files {
        None if is_file => report.add(
            path,
            format!(
                "the question `{}` takes files but sets no limits; add `files: {{max: 1, max_bytes: 5242880, types: [pdf, jpeg, png]}}`",
                question.id
            ),
        ),
        Some(_) if !is_file => report.add(
            &format!("{path}.files"),
            format!(
                "only a `file` question has `files`; delete them from `{}` or change its kind",
                question.id
            ),
        ),
        Some(files) if files.max == 0 || files.max_bytes == 0 || files.types.is_empty() => report
            .add(
                &format!("{path}.files"),
                format!(
                    "no file would fit the limits of `{}`; set max and max_bytes above 0 and name a type",
                    question.id
                ),
            ),
        _ => {}
    }
    if question.max_length == Some(0) {
        report.add(
            &format!("{path}.max_length"),
            "no answer would fit; set a length above 0".to_owned(),
        );
    }
}

fn check_grounds(service: &Service, report: &mut Report) {
    if service.refusal_grounds.is_empty() {
        report.add(
            "refusal_grounds",
            "no reason to refuse; an officer who must refuse would have none to name, so add one"
                .to_owned(),
        );
    }
    let mut ids = HashSet::new();
    for (n, ground) in service.refusal_grounds.iter().enumerate() {
        let path = format!("refusal_grounds.{n}");
        report.name(&format!("{path}.id"), &ground.id);
        report.text(&format!("{path}.title"), &ground.title);
        report.text(&format!("{path}.text"), &ground.text);
        if !ids.insert(ground.id.as_str()) {
            report.add(
                &format!("{path}.id"),
                format!("two grounds are called `{}`; rename one", ground.id),
            );
        }
    }
}

/// What must hold among services: two services must not share numbers.
pub(crate) fn check_lists(services: &[Service], reports: &mut [Report]) {
    let mut prefixes: HashMap<&str, &str> = HashMap::new();
    for (service, report) in services.iter().zip(reports) {
        if let Some(other) = prefixes.insert(&service.number_prefix, &service.id) {
            report.add(
                "number_prefix",
                format!(
                    "numbers of `{other}` begin with {} too; choose other letters",
                    service.number_prefix
                ),
            );
        }
    }
}
