//! What an answer may be chosen from: options of a question, and lists of them that several
//! questions share (`lists/NAME.yaml`).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::check::{Report, is_name};
use crate::load::{Problem, read};
use crate::service::{Form, Question, QuestionKind, Text};

/// Where the lists lie in the folder of services.
pub const LISTS: &str = "lists";

/// One choice of a `radio`, `select` or `checkboxes` question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// Latin value that is stored. In a list also a code as its source writes it: `KAZ`, `62`.
    pub value: String,
    /// What people read.
    pub label: Text,
    /// Help under it.
    #[serde(default)]
    pub hint: Option<Text>,
}

/// The choices of a question: written there, or a list that it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Name of the list.
    pub list: Option<String>,
    /// Shown in the order of the labels, in each language its own.
    pub by_name: bool,
    all: Arc<[QuestionOption]>,
}

impl Deref for Options {
    type Target = [QuestionOption];

    fn deref(&self) -> &[QuestionOption] {
        &self.all
    }
}

/// `{list: countries}`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OfList {
    /// Name of a file in `lists` without its ending: `countries` is `lists/countries.yaml`.
    list: String,
    /// Show them in the order of their labels instead of that of the file.
    #[serde(default)]
    by_name: bool,
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Options;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("options, or `{list: NAME}`")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Options, A::Error> {
                let all = Vec::deserialize(SeqAccessDeserializer::new(seq))?;
                Ok(Options {
                    all: all.into(),
                    ..Options::default()
                })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Options, A::Error> {
                let of = OfList::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Options {
                    list: Some(of.list),
                    by_name: of.by_name,
                    ..Options::default()
                })
            }
        }
        from.deserialize_any(Either)
    }
}

impl JsonSchema for Options {
    fn schema_name() -> Cow<'static, str> {
        "Options".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Options, or the name of a list of them.",
            "anyOf": [
                generator.subschema_for::<Vec<QuestionOption>>(),
                generator.subschema_for::<OfList>(),
            ],
        })
    }
}

/// The lists of a folder, by name; empty where the file could not be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists(BTreeMap<String, Arc<[QuestionOption]>>);

impl Lists {
    /// Reads `lists/*.yaml`; without that folder there are none.
    pub(crate) fn read(dir: &Path, problems: &mut Vec<Problem>) -> Self {
        let mut all = BTreeMap::new();
        let Ok(entries) = std::fs::read_dir(dir.join(LISTS)) else {
            return Self::default();
        };
        let files = entries.filter_map(Result::ok).map(|entry| entry.path());
        let mut files: Vec<_> = files
            .filter(|file| file.extension().is_some_and(|end| end == "yaml"))
            .collect();
        files.sort();
        for file in files {
            let name = file.file_stem().map(|name| name.to_string_lossy());
            let Some(name) = name.filter(|name| !name.starts_with('.')) else {
                continue;
            };
            let mut options = Vec::new();
            if let Some((read, places)) = read::<Vec<QuestionOption>>(&file, problems) {
                let mut report = Report::new(file.clone(), places);
                check_list(&name, &read, &mut report);
                problems.extend(report.into_problems());
                options = read;
            }
            all.insert(name.into_owned(), options.into());
        }
        Self(all)
    }

    /// The options of one.
    pub(crate) fn get(&self, name: &str) -> Option<&[QuestionOption]> {
        self.0.get(name).map(AsRef::as_ref)
    }

    /// All of them by name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &[QuestionOption])> {
        let all = self.0.iter();
        all.map(|(name, options)| (name.as_str(), options.as_ref()))
    }

    /// Gives every question of a form the options of the list that it names.
    pub(crate) fn fill(&self, form: &mut Form) {
        let sections = form.sections.iter_mut();
        for question in sections.flat_map(|section| &mut section.questions) {
            let options = &mut question.options;
            if let Some(list) = options.list.as_ref().and_then(|name| self.0.get(name)) {
                options.all = list.clone();
            }
        }
    }
}

/// A list as it is kept and handed on, a line an option: without comments, and the same
/// however its file is laid out.
pub(crate) fn written(options: &[QuestionOption]) -> String {
    let text = |text: &Text| {
        format!(
            "{{\"ru\": {}, \"en\": {}}}",
            quoted(&text.ru),
            quoted(&text.en)
        )
    };
    let line = |option: &QuestionOption| {
        let hint = option.hint.as_ref();
        let hint = hint.map_or_else(String::new, |hint| format!(", \"hint\": {}", text(hint)));
        let (value, label) = (quoted(&option.value), text(&option.label));
        format!("- {{\"value\": {value}, \"label\": {label}{hint}}}\n")
    };
    options.iter().map(line).collect()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A code as its source writes it.
fn is_code(value: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    !value.is_empty() && value.len() <= 64 && value.chars().all(fits)
}

fn check_list(name: &str, options: &[QuestionOption], report: &mut Report) {
    if !is_name(name) {
        report.add(
            "",
            format!(
                "`{name}` cannot be the name of a list; call the file by small Latin letters, digits, `-` and `_`, a letter first"
            ),
        );
    }
    if options.len() < 2 {
        report.add(
            "",
            "a list needs at least two options to choose among".to_owned(),
        );
    }
    for (n, option) in options.iter().enumerate() {
        if !is_code(&option.value) {
            report.add(
                &format!("{n}.value"),
                format!(
                    "`{}` cannot be stored; use Latin letters, digits, `-` and `_`, at most 64",
                    option.value
                ),
            );
        }
    }
    check_each("", options, report);
}

/// Texts in both languages, and no value twice.
fn check_each(path: &str, options: &[QuestionOption], report: &mut Report) {
    let mut values = HashSet::new();
    for (n, option) in options.iter().enumerate() {
        let path = match path {
            "" => n.to_string(),
            _ => format!("{path}.{n}"),
        };
        report.text(&format!("{path}.label"), &option.label);
        if let Some(hint) = &option.hint {
            report.text(&format!("{path}.hint"), hint);
        }
        if !values.insert(option.value.as_str()) {
            report.add(
                &format!("{path}.value"),
                format!("two options have the value `{}`; change one", option.value),
            );
        }
    }
}

/// Checks what a question of the form may be answered with.
pub(crate) fn check(path: &str, question: &Question, lists: &Lists, report: &mut Report) {
    let several = question.kind == QuestionKind::Checkboxes;
    let is_choice = several || matches!(question.kind, QuestionKind::Radio | QuestionKind::Select);
    let options = &question.options;
    let at = format!("{path}.options");
    let is_there = options.list.is_some() || !options.is_empty();
    if !is_choice && is_there {
        report.add(
            &at,
            format!(
                "only a `radio`, `select` or `checkboxes` question has `options`; delete them from `{}` or change its kind",
                question.id
            ),
        );
    }
    if let Some(list) = &options.list {
        if lists.get(list).is_none() {
            let known: Vec<&str> = lists.0.keys().map(String::as_str).collect();
            let known = match known.is_empty() {
                true => String::new(),
                false => format!("use one of: {} — or ", known.join(", ")),
            };
            return report.add(
                &format!("{at}.list"),
                format!("there is no list `{list}`; {known}write {LISTS}/{list}.yaml"),
            );
        }
        // Too few of them, or none, is told at the list.
        if !options.is_empty() {
            check_count(path, question, several, report);
        }
        return;
    }
    check_count(path, question, several, report);
    if is_choice && options.len() < 2 {
        report.add(
            &at,
            format!(
                "the question `{}` needs at least two `options` to choose among",
                question.id
            ),
        );
    }
    for (n, option) in options.iter().enumerate() {
        report.name(&format!("{at}.{n}.value"), &option.value);
    }
    check_each(&at, options, report);
}

/// How many choices an answer may have.
fn check_count(path: &str, question: &Question, several: bool, report: &mut Report) {
    for (name, count) in [("min", question.min), ("max", question.max)] {
        let at = format!("{path}.{name}");
        match count {
            Some(_) if !several => report.add(
                &at,
                format!("only a `checkboxes` question has `{name}`; delete it"),
            ),
            Some(0) => report.add(
                &at,
                "a count begins with 1; a question that may be left out has `required: false`"
                    .to_owned(),
            ),
            Some(n) if n > question.options.len() => report.add(
                &at,
                format!(
                    "there are only {} options; write a number up to it",
                    question.options.len()
                ),
            ),
            _ => {}
        }
    }
    if several && question.fewest() > question.most() {
        report.add(
            &format!("{path}.min"),
            format!(
                "at least {} and at most {} choices cannot be; write `min` not above `max`",
                question.fewest(),
                question.most()
            ),
        );
    }
}
