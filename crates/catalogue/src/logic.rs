//! The rules of a service at work: what is asked, what is wrong, what it costs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use okno_requisites::{DocDate, number};
use okno_rules::{Facts, Rule, Value};
use serde_json::{Value as Json, json};

use crate::repeat::Spot;
use crate::service::{Check, Form, Question as Asks, QuestionKind, Section, Service, Text};
use crate::workflow::Stage;

/// The checked rules of a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Logic {
    /// Named values.
    pub(crate) values: BTreeMap<String, Rule>,
    /// When a section is asked, by its id.
    pub(crate) sections: HashMap<String, Rule>,
    /// When a question is asked, by its id.
    pub(crate) questions: HashMap<String, Rule>,
    /// What an answer must meet, by the id of its question.
    pub(crate) rules: HashMap<String, Vec<(Rule, Text)>>,
    /// Of the conditions, in their order.
    pub(crate) conditions: Vec<Option<Rule>>,
    /// Of the documents, in their order.
    pub(crate) documents: Vec<Option<Rule>>,
    /// When each of the further results is given, in their order.
    pub(crate) more_results: Vec<Option<Rule>>,
    /// What is paid.
    pub(crate) fee: Option<Rule>,
    /// What is asked of registries, by the id of the check.
    pub(crate) checks: HashMap<String, Asking>,
    /// When each line of `then` holds, by the id of the stage.
    pub(crate) stages: HashMap<String, Vec<Option<Rule>>>,
}

/// When a registry is asked, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asking {
    pub(crate) when: Option<Rule>,
    pub(crate) with: BTreeMap<String, Rule>,
}

/// A question to a registry that a case raises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// Of which check.
    pub check: &'a Check,
    /// What goes along; dates are ISO 8601.
    pub with: BTreeMap<&'a str, Json>,
}

/// Is a registry asked about a case?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked<'a> {
    /// With this.
    Yes(Question<'a>),
    /// What goes along is not there: the names that it comes from.
    Lacks(Vec<&'a str>),
}

/// What follows from the answers of registries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// The result is given.
    Approve,
    /// It is refused on this ground.
    Reject(&'a str),
    /// It goes to this stage.
    To(&'a str),
}

impl Logic {
    /// When a question is asked; nothing: always.
    #[must_use]
    pub fn when(&self, question: &str) -> Option<&Rule> {
        self.questions.get(question)
    }

    /// What an answer must meet, with the words for who does not.
    #[must_use]
    pub fn rules(&self, question: &str) -> &[(Rule, Text)] {
        self.rules.get(question).map_or(&[], Vec::as_slice)
    }

    /// The named values.
    #[must_use]
    pub fn values(&self) -> &BTreeMap<String, Rule> {
        &self.values
    }
}

/// What is known besides the answers, for the rules: `profile.…`, `registry.…`, `today`.
#[derive(Debug, Clone)]
pub struct World {
    /// Values of `profile.…` and `registry.…` by the whole name; those that are not known are
    /// left out.
    pub profile: BTreeMap<String, Value>,
    /// The day by the portal's calendar.
    pub today: Date,
}

/// The answers of a person.
pub trait Answers {
    /// The answer to a question, as it is kept; empty when there is none.
    fn answer(&self, question: &str) -> &str;
    /// How many files were attached.
    fn files(&self, question: &str) -> usize;
    /// The rows of a section that repeats, in their order: id, answers.
    fn rows(&self, _section: &str) -> Vec<(&str, &dyn Answers)> {
        Vec::new()
    }
}

/// No answers.
pub struct Nothing;

impl Answers for Nothing {
    fn answer(&self, _: &str) -> &str {
        ""
    }
    fn files(&self, _: &str) -> usize {
        0
    }
}

/// How a person stands to a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// They meet it.
    Yes,
    /// They do not.
    No,
    /// The profile does not say.
    Unknown,
    /// It has no rule: it is for the person to know.
    Unasked,
}

/// What a person pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Free,
    /// So many kopecks.
    Kopecks(i64),
    /// It cannot be told before more is answered.
    Unknown,
}

/// A form with answers in it: each question is asked or not, each rule holds or not.
pub struct Sheet<'a> {
    service: &'a Service,
    known: Known<'a>,
    sections: HashSet<&'a str>,
    questions: HashSet<&'a str>,
    /// Of sections that repeat: their rows by id.
    rows: HashMap<&'a str, HashMap<String, Filled<'a>>>,
}

/// A row with answers in it.
struct Filled<'a> {
    /// Of the questions that are asked there.
    values: HashMap<&'a str, Value>,
}

/// What a rule in a row knows: the row, and what is known outside.
struct Inside<'a> {
    row: &'a HashMap<&'a str, Value>,
    outside: &'a Known<'a>,
}

impl Facts for Inside<'_> {
    fn get(&self, name: &str) -> Value {
        let own = self.row.get(name).cloned();
        own.unwrap_or_else(|| self.outside.get(name))
    }
}

struct Known<'a> {
    logic: &'a Logic,
    values: HashMap<&'a str, Value>,
    world: &'a World,
    /// Named values that have been worked out.
    named: Mutex<HashMap<String, Value>>,
}

impl Facts for Known<'_> {
    fn get(&self, name: &str) -> Value {
        if let Some(value) = self.values.get(name) {
            return value.clone();
        }
        if name == "today" {
            return Value::Date(self.world.today);
        }
        if let Some(rule) = self.logic.values.get(name) {
            let named = || self.named.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(value) = named().get(name) {
                return value.clone();
            }
            // Names go in no circle: that was checked.
            let value = rule.value(self);
            named().insert(name.to_owned(), value.clone());
            return value;
        }
        self.world
            .profile
            .get(name)
            .cloned()
            .unwrap_or(Value::Absent)
    }
}

/// The value of an answer; absent when it is not there or not of its kind.
pub(crate) fn value_of(question: &Asks, answer: &str, files: usize) -> Value {
    if question.kind == QuestionKind::File {
        return match i64::try_from(files) {
            Ok(0) | Err(_) => Value::Absent,
            Ok(files) => Value::Int(files),
        };
    }
    if question.kind == QuestionKind::Checkbox {
        return Value::Bool(answer == "yes");
    }
    if question.kind == QuestionKind::Checkboxes {
        // Nothing ticked is known, too: an empty list.
        let chosen = question.chosen(answer).into_iter();
        return Value::list(chosen.map(|option| Value::text(&option.value)));
    }
    if answer.is_empty() {
        return Value::Absent;
    }
    match question.kind {
        QuestionKind::Radio | QuestionKind::Select => match question.option(answer) {
            Some(option) => Value::text(&option.value),
            None => Value::Absent,
        },
        QuestionKind::Number => number::whole(answer).map_or(Value::Absent, Value::Int),
        QuestionKind::Money => number::money(answer).map_or(Value::Absent, Value::Money),
        QuestionKind::Date => {
            DocDate::parse(answer).map_or(Value::Absent, |day| Value::Date(day.date()))
        }
        _ => Value::text(answer),
    }
}

impl Service {
    /// The form with these answers.
    #[must_use]
    pub fn sheet<'a>(&'a self, answers: &dyn Answers, world: &'a World) -> Sheet<'a> {
        let mut known = Known {
            logic: &self.logic,
            values: HashMap::new(),
            world,
            named: Mutex::default(),
        };
        let (mut sections, mut questions) = (HashSet::new(), HashSet::new());
        let mut rows = HashMap::new();
        for section in &self.form.sections {
            if !allows(self.logic.sections.get(&section.id), &known) {
                continue;
            }
            if section.repeat.is_some() {
                let (mut all, mut filled) = (Vec::new(), HashMap::new());
                for (id, answers) in answers.rows(&section.id) {
                    let row = self.filled(section, answers, &known);
                    let values = row.values.iter();
                    let values = values.map(|(name, value)| ((*name).to_owned(), value.clone()));
                    all.push(Value::Row(Arc::new(values.collect())));
                    filled.insert(id.to_owned(), row);
                }
                known.values.insert(&section.id, Value::list(all));
                sections.insert(section.id.as_str());
                rows.insert(section.id.as_str(), filled);
                continue;
            }
            for question in &section.questions {
                if !allows(self.logic.questions.get(&question.id), &known) {
                    continue;
                }
                let id = question.id.as_str();
                let value = value_of(question, answers.answer(id), answers.files(id));
                known.values.insert(id, value);
                questions.insert(id);
                sections.insert(section.id.as_str());
            }
        }
        Sheet {
            service: self,
            known,
            sections,
            questions,
            rows,
        }
    }

    /// A row, question by question: what is not asked in it has no value.
    fn filled<'a>(
        &'a self,
        section: &'a Section,
        answers: &dyn Answers,
        known: &Known<'a>,
    ) -> Filled<'a> {
        let mut values = HashMap::new();
        for question in &section.questions {
            let inside = Inside {
                row: &values,
                outside: known,
            };
            if allows(self.logic.questions.get(&question.id), &inside) {
                let id = question.id.as_str();
                let value = value_of(question, answers.answer(id), answers.files(id));
                values.insert(id, value);
            }
        }
        Filled { values }
    }
}

/// Is it a list of choices of which none is ticked? Then nothing is said of the answer yet.
fn is_empty(value: &Value) -> bool {
    matches!(value, Value::List(values) if values.is_empty())
}

/// Not asked while it cannot be told.
fn allows(rule: Option<&Rule>, facts: &dyn Facts) -> bool {
    rule.is_none_or(|rule| rule.holds(facts) == Some(true))
}

impl<'a> Sheet<'a> {
    pub(crate) fn service(&self) -> &'a Service {
        self.service
    }

    /// Is anything of the section asked?
    #[must_use]
    pub fn has_section(&self, id: &str) -> bool {
        self.sections.contains(id)
    }

    /// Is the question asked? Of those in rows [`Sheet::asks`] knows.
    #[must_use]
    pub fn is_asked(&self, id: &str) -> bool {
        self.questions.contains(id)
    }

    /// The sections that are asked, in order.
    pub fn sections(&self) -> impl Iterator<Item = &'a Section> + '_ {
        let Form { sections } = &self.service.form;
        sections.iter().filter(|s| self.has_section(&s.id))
    }

    /// The questions of a section that are asked, in order.
    pub fn questions(&self, section: &'a Section) -> impl Iterator<Item = &'a Asks> + '_ {
        section.questions.iter().filter(|q| self.is_asked(&q.id))
    }

    /// What is wrong with an answer that is asked, by the rules of the service.
    #[must_use]
    pub fn flaw(&self, question: &str) -> Option<&'a Text> {
        if !self.is_asked(question) {
            return None;
        }
        if is_empty(&self.known.get(question)) {
            return None;
        }
        let rules = self.service.logic.rules.get(question)?;
        let broken = rules
            .iter()
            .find(|(rule, _)| rule.holds(&self.known) == Some(false));
        broken.map(|(_, message)| message)
    }

    fn row(&self, spot: &Spot<'_>) -> Option<&Filled<'a>> {
        let id = spot.row.as_deref()?;
        self.rows.get(spot.section.id.as_str())?.get(id)
    }

    /// Is the question asked there?
    #[must_use]
    pub fn asks(&self, spot: &Spot<'_>) -> bool {
        let id = spot.question.id.as_str();
        match spot.row {
            None => self.is_asked(id),
            Some(_) => self
                .row(spot)
                .is_some_and(|row| row.values.contains_key(id)),
        }
    }

    /// What is wrong with an answer that is asked there, by the rules of the service.
    #[must_use]
    pub fn flaw_at(&self, spot: &Spot<'_>) -> Option<&'a Text> {
        let id = spot.question.id.as_str();
        if spot.row.is_none() {
            return self.flaw(id);
        }
        let row = self.row(spot).filter(|row| row.values.contains_key(id))?;
        if row.values.get(id).is_some_and(is_empty) {
            return None;
        }
        let inside = Inside {
            row: &row.values,
            outside: &self.known,
        };
        let rules = self.service.logic.rules.get(id)?;
        let broken = rules
            .iter()
            .find(|(rule, _)| rule.holds(&inside) == Some(false));
        broken.map(|(_, message)| message)
    }

    /// What the answer of a row is worth to its rules; absent where it is not asked.
    #[must_use]
    pub fn value_in(&self, section: &str, row: &str, question: &str) -> Value {
        let row = self.rows.get(section).and_then(|rows| rows.get(row));
        let value = row.and_then(|row| row.values.get(question));
        value.cloned().unwrap_or(Value::Absent)
    }

    /// What is paid.
    #[must_use]
    pub fn due(&self) -> Due {
        let kopecks = match (&self.service.fee.rubles, &self.service.logic.fee) {
            (Some(rubles), _) => i64::from(*rubles) * 100,
            (None, Some(rule)) => match rule.value(&self.known) {
                Value::Money(kopecks) => kopecks,
                _ => return Due::Unknown,
            },
            (None, None) => return Due::Unknown,
        };
        match kopecks {
            ..=0 => Due::Free,
            kopecks => Due::Kopecks(kopecks),
        }
    }

    /// How the person stands to each condition of the service, in its order.
    #[must_use]
    pub fn conditions(&self) -> Vec<Met> {
        let met = |rule: &Option<Rule>| match rule.as_ref().map(|r| r.holds(&self.known)) {
            None => Met::Unasked,
            Some(Some(true)) => Met::Yes,
            Some(Some(false)) => Met::No,
            Some(None) => Met::Unknown,
        };
        self.service.logic.conditions.iter().map(met).collect()
    }

    /// Which documents of the service are needed, in its order; `None` while it cannot be
    /// told.
    #[must_use]
    pub fn documents(&self) -> Vec<Option<bool>> {
        let needed = |rule: &Option<Rule>| match rule {
            None => Some(true),
            Some(rule) => rule.holds(&self.known),
        };
        self.service.logic.documents.iter().map(needed).collect()
    }

    /// What registries are asked, in the order of the service.
    pub fn checks(&self) -> impl Iterator<Item = (&'a Check, Asked<'a>)> + '_ {
        let service = self.service;
        service.registries.iter().filter_map(move |check| {
            let asking = service.logic.checks.get(&check.id)?;
            if !allows(asking.when.as_ref(), &self.known) {
                return None;
            }
            Some((check, self.asked(check, asking)))
        })
    }

    fn asked(&self, check: &'a Check, asking: &'a Asking) -> Asked<'a> {
        let (mut with, mut lacks) = (BTreeMap::new(), Vec::new());
        for (name, rule) in &asking.with {
            match rule.value(&self.known) {
                Value::Text(text) => with.insert(name.as_str(), json!(&*text)),
                Value::Int(n) => with.insert(name.as_str(), json!(n)),
                Value::Date(day) => with.insert(name.as_str(), json!(day.to_string())),
                _ => {
                    let names = rule.names().into_iter();
                    lacks.extend(names.filter(|name| !self.known.get(name).is_given()));
                    None
                }
            };
        }
        match with.len() == asking.with.len() {
            true => Asked::Yes(Question { check, with }),
            false => Asked::Lacks(lacks),
        }
    }

    /// What follows in a stage that waits, once registries have answered: the number of the
    /// line of `then` and what it says.
    #[must_use]
    pub fn next(&self, stage: &'a Stage) -> Option<(usize, Next<'a>)> {
        let rules = self.service.logic.stages.get(&stage.id)?;
        let holds = |rule: &Option<Rule>| allows(rule.as_ref(), &self.known);
        let n = rules.iter().position(holds)?;
        let then = stage.then.get(n)?;
        let next = match (&then.reject, &then.to) {
            (Some(ground), _) => Next::Reject(ground),
            (None, Some(stage)) => Next::To(stage),
            (None, None) if then.approve => Next::Approve,
            (None, None) => return None,
        };
        Some((n, next))
    }

    /// The facts that a rule is worked out over: outside rows, or in this row of a section.
    pub(crate) fn with_facts<T>(
        &self,
        row: Option<(&str, &str)>,
        of: impl FnOnce(&dyn Facts) -> T,
    ) -> T {
        let row = row.and_then(|(section, row)| self.rows.get(section)?.get(row));
        match row {
            None => of(&self.known),
            Some(row) => of(&Inside {
                row: &row.values,
                outside: &self.known,
            }),
        }
    }

    /// The value of a name, as the rules see it.
    #[must_use]
    pub fn value(&self, name: &str) -> Value {
        self.known.get(name)
    }
}
