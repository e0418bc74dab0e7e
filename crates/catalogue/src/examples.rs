//! Examples in the folder of a service: who answers what, and what must come of it. They are
//! tried whenever the folder is loaded, so a change that breaks one is not published.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use okno_requisites::{DocDate, number};
use okno_rules::{Scope, Type, Value};
use okno_web::AND;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::check::Report;
use crate::compile::base_scope;
use crate::logic::{Answers, Due, Met, Next, Sheet, World};
use crate::registries::Query;
use crate::service::{Question, QuestionKind, Service};

/// A plain value of a file: text, a number, yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Plain {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// What is ticked of several choices.
    List(Vec<String>),
}

impl Plain {
    /// As it is typed; yes is `yes`, no is nothing.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Bool(true) => "yes".to_owned(),
            Self::Bool(false) => String::new(),
            Self::Int(n) => n.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(words) => words.join(&AND.to_string()),
        }
    }
}

/// What an example answers: a question, or a section that repeats, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Given {
    /// A question.
    Plain(Plain),
    /// Rows: answers by question.
    Rows(Vec<BTreeMap<String, Plain>>),
}

/// An example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows, for the author.
    pub name: String,
    /// The day on which it happens, `ГГГГ-ММ-ДД`.
    pub today: String,
    /// What the profile says, by names without `profile.`; dates are ДД.ММ.ГГГГ.
    #[serde(default)]
    pub profile: BTreeMap<String, Plain>,
    /// Answers by question, as a person types them; for a file question the number of files,
    /// for a section that repeats a list of rows.
    #[serde(default)]
    pub answers: BTreeMap<String, Given>,
    /// What registries answer, by the id of the check: `found: false`, or `found: true` with
    /// the fields of the answer as a registry writes them.
    #[serde(default)]
    pub registries: BTreeMap<String, Json>,
    /// What must come of it; what is left out is not looked at.
    pub expect: Expected,
}

/// What must come of an example.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// May this person order the service?
    #[serde(default)]
    pub eligible: Option<bool>,
    /// All questions that are asked; in rows `section.1.question`.
    #[serde(default)]
    pub asked: Option<Vec<String>>,
    /// What is wrong: question (in rows `section.1.question`), and `missing`, the code of a
    /// refusal (`flaw-…`) or a part of the rule's message in Russian; of a section that
    /// repeats `too few` or `too many`. `{}`: nothing is.
    #[serde(default)]
    pub errors: Option<BTreeMap<String, String>>,
    /// What is paid, roubles: `200`, `199,50`.
    #[serde(default)]
    pub fee: Option<Plain>,
    /// Russian titles of the documents that are needed.
    #[serde(default)]
    pub documents: Option<Vec<String>>,
    /// Ids of the registries that are asked.
    #[serde(default)]
    pub checks: Option<Vec<String>>,
    /// Ids of the documents that come with the result once it is approved; of a row with its
    /// number, `certificate.2`.
    #[serde(default)]
    pub results: Option<Vec<String>>,
    /// What the workflow does by itself: it approves.
    #[serde(default)]
    pub approve: Option<bool>,
    /// It refuses on this ground.
    #[serde(default)]
    pub reject: Option<String>,
    /// It brings the case to this stage, where an official takes over.
    #[serde(default)]
    pub stage: Option<String>,
}

/// Answers as they are typed; a row has no rows.
#[derive(Default)]
pub(crate) struct Typed<'a> {
    words: BTreeMap<&'a str, String>,
    files: BTreeMap<&'a str, usize>,
    rows: BTreeMap<&'a str, Vec<(String, Typed<'a>)>>,
}

impl<'a> Typed<'a> {
    fn put(&mut self, id: &'a str, plain: &Plain) {
        if let Plain::Int(n) = plain {
            self.files.insert(id, usize::try_from(*n).unwrap_or(0));
        }
        self.words.insert(id, plain.words());
    }

    pub(crate) fn of(example: &'a Example) -> Self {
        let mut all = Self::default();
        for (id, given) in &example.answers {
            match given {
                Given::Plain(plain) => all.put(id, plain),
                Given::Rows(rows) => {
                    let rows = rows.iter().enumerate().map(|(n, answers)| {
                        let mut row = Self::default();
                        for (id, plain) in answers {
                            row.put(id, plain);
                        }
                        ((n + 1).to_string(), row)
                    });
                    all.rows.insert(id, rows.collect());
                }
            }
        }
        all
    }
}

impl Answers for Typed<'_> {
    fn answer(&self, question: &str) -> &str {
        self.words.get(question).map_or("", String::as_str)
    }
    fn files(&self, question: &str) -> usize {
        self.files.get(question).copied().unwrap_or(0)
    }
    fn rows(&self, section: &str) -> Vec<(&str, &dyn Answers)> {
        let rows = self.rows.get(section).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .map(|(id, row)| (id.as_str(), row as &dyn Answers))
            .collect()
    }
}

/// Does the form ask all that an example answers?
fn check_answers(service: &Service, example: &Example, path: &str, report: &mut Report) -> bool {
    let mut wrong = Vec::new();
    for (id, given) in &example.answers {
        let path = format!("{path}.answers.{id}");
        let group = service.form.sections.iter().find(|s| s.id == *id);
        let group = group.filter(|s| s.repeat.is_some());
        match (given, group, service.form.question(id)) {
            (Given::Rows(rows), Some(section), _) => {
                for (n, row) in rows.iter().enumerate() {
                    for word in row.keys() {
                        if !section.questions.iter().any(|q| q.id == *word) {
                            wrong.push((
                                format!("{path}.{n}.{word}"),
                                format!("the section `{id}` asks no `{word}`"),
                            ));
                        }
                    }
                }
            }
            // No rows at all.
            (Given::Plain(Plain::List(none)), Some(_), _) if none.is_empty() => {}
            (Given::Plain(_), Some(_), _) => wrong.push((
                path,
                format!("the section `{id}` repeats; write a list of its rows: [{{…}}, {{…}}]"),
            )),
            (Given::Plain(plain), _, Some(question))
                if matches!(plain, Plain::List(_)) && question.kind != QuestionKind::Checkboxes =>
            {
                wrong.push((
                    path,
                    format!("the question `{id}` has one answer; only `checkboxes` have a list"),
                ));
            }
            (Given::Plain(_), _, Some(_)) if !is_in_rows(service, id) => {}
            (Given::Plain(_), _, Some(_)) => wrong.push((
                path,
                format!("`{id}` is asked once a row; write it in the rows of its section"),
            )),
            (Given::Rows(_), _, Some(_)) => {
                wrong.push((
                    path,
                    format!("the question `{id}` has one answer and no rows"),
                ));
            }
            (_, _, None) => wrong.push((path, format!("the form asks no `{id}`"))),
        }
    }
    let is_right = wrong.is_empty();
    for (path, message) in wrong {
        report.add(&path, message);
    }
    is_right
}

fn is_in_rows(service: &Service, question: &str) -> bool {
    let mut all = service.form.questions();
    all.any(|(section, q)| q.id == question && section.repeat.is_some())
}

/// Tries the examples of a service whose rules are right.
pub(crate) fn try_all(service: &Service, queries: &[Query], report: &mut Report) {
    let scope = base_scope();
    let mut names = BTreeSet::new();
    for (n, example) in service.examples.iter().enumerate() {
        let path = format!("examples.{n}");
        if !names.insert(example.name.as_str()) {
            report.add(
                &format!("{path}.name"),
                format!("two examples are called «{}»; rename one", example.name),
            );
        }
        if let Some(mut world) = world(example, &path, &scope, report) {
            answer(service, queries, example, &path, &mut world, report);
            try_one(service, example, &path, &world, report);
        }
    }
}

/// What an example is tried with, as far as it is right.
pub(crate) fn world_of(
    service: &Service,
    queries: &[Query],
    example: &Example,
    path: &str,
    report: &mut Report,
) -> Option<World> {
    let mut world = world(example, path, &base_scope(), report)?;
    answer(service, queries, example, path, &mut world, report);
    Some(world)
}

fn world(example: &Example, path: &str, scope: &Scope, report: &mut Report) -> Option<World> {
    let Ok(today) = example.today.parse::<Date>() else {
        report.add(
            &format!("{path}.today"),
            "the day is written as 2026-03-01".to_owned(),
        );
        return None;
    };
    let mut profile = BTreeMap::new();
    for (word, plain) in &example.profile {
        let name = format!("profile.{word}");
        let path = format!("{path}.profile.{word}");
        let Some(ty) = scope.get(&name) else {
            let known: Vec<&str> = scope
                .names()
                .filter_map(|(name, _)| name.strip_prefix("profile."))
                .collect();
            report.add(
                &path,
                format!("a profile has no `{word}`; it has {}", known.join(", ")),
            );
            continue;
        };
        match typed(plain, ty) {
            Some(value) => {
                profile.insert(name, value);
            }
            None => report.add(&path, format!("this is not {ty}")),
        }
    }
    Some(World { profile, today })
}

fn typed(plain: &Plain, ty: &Type) -> Option<Value> {
    match (ty, plain) {
        (Type::Date, Plain::Text(text)) => {
            let shown = DocDate::parse(text).ok().map(|day| day.date());
            shown.or_else(|| text.parse().ok()).map(Value::Date)
        }
        (Type::Int, Plain::Int(n)) => Some(Value::Int(*n)),
        (Type::Text, Plain::Text(text)) => Some(Value::text(text)),
        (Type::Choice(options), Plain::Text(text)) => {
            options.contains(text).then(|| Value::text(text))
        }
        _ => None,
    }
}

/// Puts what registries answer into the world.
fn answer(
    service: &Service,
    queries: &[Query],
    example: &Example,
    path: &str,
    world: &mut World,
    report: &mut Report,
) {
    for (id, json) in &example.registries {
        let path = format!("{path}.registries.{id}");
        let check = service.registries.iter().find(|check| check.id == *id);
        let query = check.and_then(|check| queries.iter().find(|q| q.id == check.query));
        let Some(query) = query else {
            report.add(&path, format!("the service asks no registry `{id}`"));
            continue;
        };
        let (Some(data), Some(found)) =
            (json.as_object(), json.get("found").and_then(Json::as_bool))
        else {
            report.add(
                &path,
                "an answer says `found: true` or `found: false`".to_owned(),
            );
            continue;
        };
        for name in data.keys().filter(|name| *name != "found") {
            if !query.gives.0.iter().any(|(known, _)| known == name) {
                report.add(
                    &format!("{path}.{name}"),
                    format!("the answer to `{}` has no `{name}`", query.id),
                );
            }
        }
        match query.kept_in_part(data) {
            Ok(data) => {
                let values = query.values(found.then_some(&data));
                let named = values.into_iter();
                world
                    .profile
                    .extend(named.map(|(name, value)| (format!("registry.{id}.{name}"), value)));
            }
            Err(odd) => report.add(&path, odd.to_string()),
        }
    }
}

/// How far the workflow goes by itself.
fn decided(service: &Service, sheet: &Sheet<'_>) -> String {
    let mut stage = service.start();
    for _ in 0..=service.workflow.len() {
        if !stage.is_waiting() {
            return format!("stage {}", stage.id);
        }
        match sheet.next(stage) {
            Some((_, Next::Approve)) => return "approve".to_owned(),
            Some((_, Next::Reject(ground))) => return format!("reject {ground}"),
            Some((_, Next::To(next))) => stage = service.stage_or_start(next),
            None => break,
        }
    }
    "nothing".to_owned()
}

pub(crate) fn try_one(
    service: &Service,
    example: &Example,
    path: &str,
    world: &World,
    report: &mut Report,
) {
    // Of answers that are not asked what comes would only repeat it.
    if !check_answers(service, example, path, report) {
        return;
    }
    let answers = Typed::of(example);
    let sheet = service.sheet(&answers, world);
    let mut differ = |part: &str, wanted: String, came: String| {
        if wanted != came {
            report.add(
                &format!("{path}.expect.{part}"),
                format!("«{}»: expected {wanted}, came {came}", example.name),
            );
        }
    };
    let expect = &example.expect;
    if let Some(eligible) = expect.eligible {
        let came = !sheet.conditions().contains(&Met::No);
        differ("eligible", eligible.to_string(), came.to_string());
    }
    if let Some(asked) = &expect.asked {
        let spots = service.spots(&answers);
        let came = spots.iter().filter(|spot| sheet.asks(spot));
        let came = listed(came.map(|spot| spot.key.as_str()));
        differ("asked", listed(asked.iter().map(String::as_str)), came);
    }
    if let Some(fee) = &expect.fee {
        let wanted = number::money(&fee.words()).map_or_else(|_| fee.words(), number::money_shown);
        let came = match sheet.due() {
            Due::Free => "0".to_owned(),
            Due::Kopecks(kopecks) => number::money_shown(kopecks),
            Due::Unknown => "a fee that cannot be told".to_owned(),
        };
        differ("fee", wanted, came);
    }
    if let Some(documents) = &expect.documents {
        let needed = service.documents.iter().zip(sheet.documents());
        let came = needed.filter(|(_, needed)| *needed == Some(true));
        let came = listed(came.map(|(document, _)| document.title.ru.as_str()));
        differ(
            "documents",
            listed(documents.iter().map(String::as_str)),
            came,
        );
    }
    if let Some(checks) = &expect.checks {
        let came = listed(sheet.checks().map(|(check, _)| check.id.as_str()));
        differ("checks", listed(checks.iter().map(String::as_str)), came);
    }
    if let Some(results) = &expect.results {
        let papers = sheet.papers(&answers);
        let came = papers.iter().map(|paper| paper.part.as_str());
        let came = listed(came.filter(|part| !part.is_empty()));
        differ("results", listed(results.iter().map(String::as_str)), came);
    }
    let ends = [
        ("approve", expect.approve.map(|_| "approve".to_owned())),
        (
            "reject",
            expect.reject.as_ref().map(|id| format!("reject {id}")),
        ),
        (
            "stage",
            expect.stage.as_ref().map(|id| format!("stage {id}")),
        ),
    ];
    for (part, wanted) in ends {
        if let Some(wanted) = wanted {
            differ(part, wanted, decided(service, &sheet));
        }
    }
    if let Some(errors) = &expect.errors {
        let faults = faults(&sheet, service, &answers, world.today);
        let as_wanted = faults.iter().map(|(id, fault)| match errors.get(id) {
            Some(part) if fault.contains(part.as_str()) => format!("{id}: {part}"),
            _ => format!("{id}: {fault}"),
        });
        let came = listed(as_wanted.collect::<Vec<_>>().iter().map(String::as_str));
        let wanted: Vec<String> = errors
            .iter()
            .map(|(id, part)| format!("{id}: {part}"))
            .collect();
        differ("errors", listed(wanted.iter().map(String::as_str)), came);
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: BTreeSet<&str> = words.collect();
    match words.is_empty() {
        true => "nothing".to_owned(),
        false => words.into_iter().collect::<Vec<_>>().join(", "),
    }
}

/// What is wrong with the answers, by question.
pub(crate) fn faults(
    sheet: &Sheet<'_>,
    service: &Service,
    answers: &dyn Answers,
    today: Date,
) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for section in sheet.sections() {
        let Some(repeat) = &section.repeat else {
            continue;
        };
        let rows = answers.rows(&section.id).len();
        if rows < repeat.min {
            all.insert(section.id.clone(), "too few".to_owned());
        } else if rows > repeat.max {
            all.insert(section.id.clone(), "too many".to_owned());
        }
    }
    for spot in service.spots(answers).iter().filter(|s| sheet.asks(s)) {
        let own = match &spot.row {
            None => fault(spot.question, answers, today),
            Some(row) => {
                let rows = answers.rows(&spot.section.id).into_iter();
                let mut here = rows.filter(|(id, _)| id == row);
                here.find_map(|(_, row)| fault(spot.question, row, today))
            }
        };
        let ruled = || sheet.flaw_at(spot).map(|text| text.ru.clone());
        if let Some(fault) = own.or_else(ruled) {
            all.insert(spot.key.clone(), fault);
        }
    }
    all
}

fn fault(question: &Question, answers: &dyn Answers, today: Date) -> Option<String> {
    let answer = answers.answer(&question.id);
    let missing = match question.kind {
        QuestionKind::File => answers.files(&question.id) == 0,
        _ => answer.is_empty(),
    };
    if missing {
        return question.required.then(|| "missing".to_owned());
    }
    match question.kind {
        QuestionKind::File | QuestionKind::Checkbox => None,
        QuestionKind::Checkboxes if question.takes(answer) => None,
        QuestionKind::Checkboxes => {
            let given = answer.split(AND).count();
            let known = question.chosen(answer).len() == given;
            Some(match known {
                false => "no such option".to_owned(),
                true if given < question.fewest() => "too few".to_owned(),
                true => "too many".to_owned(),
            })
        }
        QuestionKind::Radio | QuestionKind::Select => question
            .option(answer)
            .is_none()
            .then(|| "no such option".to_owned()),
        _ => okno_requisites::check(&question.full_rule(), answer, today)
            .err()
            .map(|flaw| flaw.code.to_owned()),
    }
}
