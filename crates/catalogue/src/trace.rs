//! Which rule decided what: a form with answers in it, told for whoever writes the service.
//!
//! Nothing is worked out anew here. The [`Sheet`] says what is asked, needed, paid and
//! decided; beside each of it stands the rule, where it is written, what it knew and what
//! it came to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use okno_rules::{Rule, Value};
use serde_json::{Map, Value as Json, json};

use crate::examples::faults;
use crate::load::read;
use crate::logic::{Answers, Asked, Due, Met, Next, Sheet, World};
use crate::places::Places;
use crate::service::{QuestionKind, Service, Text};

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// Line, from 1; 0 where the file cannot be read any more.
    pub line: usize,
}

/// Where the lines of a service stand. Read when they are asked for: a catalogue of
/// thousands need not hold them.
#[derive(Debug)]
pub struct Source {
    file: PathBuf,
    places: Option<Places>,
}

impl Source {
    /// Of the folder that a service was read from.
    #[must_use]
    pub fn of(service: &Service) -> Self {
        let file = service.folder.join("service.yaml");
        // Only its places are looked at: what it says was checked when it was loaded.
        let read = read::<serde::de::IgnoredAny>(&file, &mut Vec::new());
        Self {
            file,
            places: read.map(|(_, places)| places),
        }
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    pub(crate) fn places(&self) -> Places {
        self.places.clone().unwrap_or_default()
    }

    /// The place of a path (`form.sections.0.when`).
    #[must_use]
    pub fn place(&self, path: &str) -> Place {
        Place {
            file: self.file.clone(),
            line: self.places.as_ref().map_or(0, |all| all.find(path).0),
        }
    }
}

/// A rule and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The rule as it is written.
    pub rule: String,
    /// Where.
    pub place: Place,
    /// The names in it with their values.
    pub names: Vec<(String, Value)>,
    /// What it gave.
    pub value: Value,
}

impl Trace {
    /// Did it hold?
    #[must_use]
    pub fn holds(&self) -> bool {
        self.value == Value::Bool(true)
    }
}

/// How a section or a question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posed {
    /// Its key: the id; of a question in a row `section.row.question`.
    pub key: String,
    /// Is it asked?
    pub asked: bool,
    /// Its own rule. A question of a section that is not asked is not asked either, whatever
    /// its rule says.
    pub when: Option<Trace>,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Key of the question, or id of a section that repeats.
    pub key: String,
    /// `missing`, `too few`, `too many`, `no such option`, the code of a refusal
    /// (`flaw-phone`) or the rule's message in Russian.
    pub what: String,
    /// The words of the rule that says so, and the rule.
    pub rule: Option<(Text, Trace)>,
}

/// How a registry is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Id of the check.
    pub id: String,
    /// Is it asked?
    pub asked: bool,
    /// Names that what goes along comes from and that are not there.
    pub lacks: Vec<String>,
    /// When it is asked.
    pub when: Option<Trace>,
    /// What goes along.
    pub with: Vec<(String, Trace)>,
}

/// A stage on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Id of the stage.
    pub stage: String,
    /// The lines of `then` that were looked at, in order; `None` for one without a rule.
    pub lines: Vec<Option<Trace>>,
    /// The line that was followed, from 0.
    pub taken: Option<usize>,
}

/// Where the way ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Rules approve.
    Approve,
    /// Rules refuse on this ground.
    Reject(String),
    /// An official takes over in this stage.
    Official(String),
    /// These checks are not answered yet.
    Waits(Vec<String>),
}

/// All that came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Named values, by name.
    pub values: Vec<(String, Trace)>,
    /// Conditions, in the order of the service.
    pub conditions: Vec<(Met, Option<Trace>)>,
    /// Documents, in the order of the service; `None`: it cannot be told yet.
    pub documents: Vec<(Option<bool>, Option<Trace>)>,
    /// What is paid.
    pub due: Due,
    /// The rule of the fee.
    pub fee: Option<Trace>,
    /// Sections, in order.
    pub sections: Vec<Posed>,
    /// Questions, in order, those of rows once a row.
    pub questions: Vec<Posed>,
    /// What is wrong, by key.
    pub wrong: Vec<Wrong>,
    /// Registries, in order.
    pub checks: Vec<Put>,
    /// The stages that a case goes through by itself.
    pub way: Vec<Step>,
    /// Where that ends.
    pub end: End,
}

impl Told {
    /// May this be sent? No condition speaks against it, nothing is wrong, and registries
    /// can be asked.
    #[must_use]
    pub fn can_be_sent(&self) -> bool {
        let met = |(met, _): &(Met, _)| matches!(met, Met::Yes | Met::Unasked);
        self.wrong.is_empty()
            && self.conditions.iter().all(met)
            && self.checks.iter().all(|check| check.lacks.is_empty())
    }
}

impl Service {
    fn rules(&self) -> impl Iterator<Item = &Rule> {
        let logic = &self.logic;
        let answers = logic.rules.values().flatten().map(|(rule, _)| rule);
        let optional = [&logic.conditions, &logic.documents];
        let optional = optional.into_iter().chain(logic.stages.values());
        let checks = logic.checks.values();
        let checks = checks.flat_map(|asking| asking.when.iter().chain(asking.with.values()));
        logic
            .values
            .values()
            .chain(logic.sections.values())
            .chain(logic.questions.values())
            .chain(answers)
            .chain(optional.flatten().flatten())
            .chain(&logic.fee)
            .chain(checks)
    }

    /// How many rules it has.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        self.rules().count()
    }

    /// The names that its rules use.
    #[must_use]
    pub fn names(&self) -> BTreeSet<&str> {
        self.rules().flat_map(Rule::names).collect()
    }

    /// The answers as a template reads them: `{purpose: {value, label}}`; a section that
    /// repeats is the list of its rows, `{children: [{name: {value, label}}]}`. What is not
    /// asked is not there.
    #[must_use]
    pub fn printed(&self, answers: &dyn Answers, world: &World) -> Json {
        let sheet = self.sheet(answers, world);
        let mut out = Map::new();
        for section in &self.form.sections {
            let mut rows: Vec<(Option<String>, Map<String, Json>)> = Vec::new();
            if section.repeat.is_some() {
                let all = answers.rows(&section.id).into_iter();
                rows.extend(all.map(|(id, _)| (Some(id.to_owned()), Map::new())));
            }
            for spot in section.spots(answers).iter().filter(|s| sheet.asks(s)) {
                let id = spot.question.id.as_str();
                let value = match &spot.row {
                    None => answers.answer(id).to_owned(),
                    Some(row) => {
                        let mut all = answers.rows(&section.id).into_iter();
                        let here = all.find(|(id, _)| id == row);
                        here.map_or_else(String::new, |(_, row)| row.answer(id).to_owned())
                    }
                };
                if value.is_empty() || spot.question.kind == QuestionKind::File {
                    continue;
                }
                let option = spot.question.option(&value);
                let label = option.map_or(value.as_str(), |o| o.label.ru.as_str());
                let told = json!({ "value": value, "label": label });
                match rows.iter_mut().find(|(row, _)| *row == spot.row) {
                    Some((_, row)) if spot.row.is_some() => row.insert(id.to_owned(), told),
                    _ => out.insert(id.to_owned(), told),
                };
            }
            if section.repeat.is_some() {
                let rows = rows.into_iter().map(|(_, row)| Json::Object(row));
                out.insert(section.id.clone(), rows.collect());
            }
        }
        Json::Object(out)
    }
}

struct Teller<'a> {
    service: &'a Service,
    sheet: &'a Sheet<'a>,
    source: &'a Source,
}

impl Service {
    /// Tells what comes of answers and by which rules. What registries answered stands in
    /// the world; `answered` says of which checks it does.
    #[must_use]
    pub fn tell(
        &self,
        answers: &dyn Answers,
        world: &World,
        source: &Source,
        answered: impl Fn(&str) -> bool,
    ) -> Told {
        let sheet = self.sheet(answers, world);
        let teller = Teller {
            service: self,
            sheet: &sheet,
            source,
        };
        let checks = teller.checks();
        let (way, end) = teller.way(&checks, answered);
        let logic = &self.logic;
        let head = |what: &str, rules: &[Option<Rule>], key: &str| {
            let rules = rules.iter().enumerate();
            let rules = rules.map(|(n, rule)| {
                let rule = rule.as_ref()?;
                Some(teller.outside(rule, &format!("{what}.{n}.{key}")))
            });
            rules.collect::<Vec<_>>()
        };
        let values = logic.values.iter().map(|(name, rule)| {
            let path = format!("values.{name}");
            (name.clone(), teller.outside(rule, &path))
        });
        let (sections, questions) = teller.form(answers);
        Told {
            values: values.collect(),
            conditions: sheet
                .conditions()
                .into_iter()
                .zip(head("conditions", &logic.conditions, "rule"))
                .collect(),
            documents: sheet
                .documents()
                .into_iter()
                .zip(head("documents", &logic.documents, "when"))
                .collect(),
            due: sheet.due(),
            fee: logic
                .fee
                .as_ref()
                .map(|rule| teller.outside(rule, "fee.rule")),
            sections,
            questions,
            wrong: teller.wrong(answers, world),
            checks,
            way,
            end,
        }
    }
}

impl Teller<'_> {
    fn outside(&self, rule: &Rule, path: &str) -> Trace {
        self.trace(rule, path, None)
    }

    fn trace(&self, rule: &Rule, path: &str, row: Option<(&str, &str)>) -> Trace {
        self.sheet.with_facts(row, |facts| Trace {
            rule: rule.source().to_owned(),
            place: self.source.place(path),
            names: rule
                .names()
                .into_iter()
                .map(|name| (name.to_owned(), facts.get(name)))
                .collect(),
            value: rule.value(facts),
        })
    }

    fn form(&self, answers: &dyn Answers) -> (Vec<Posed>, Vec<Posed>) {
        let logic = &self.service.logic;
        let (mut sections, mut questions) = (Vec::new(), Vec::new());
        for (s, section) in self.service.form.sections.iter().enumerate() {
            let path = format!("form.sections.{s}");
            let when = logic.sections.get(&section.id);
            let when = when.map(|rule| self.outside(rule, &format!("{path}.when")));
            let asked = when.as_ref().is_none_or(Trace::holds);
            for spot in section.spots(answers) {
                let at = section.questions.iter().position(|q| q == spot.question);
                let path = format!("{path}.questions.{}.when", at.unwrap_or(0));
                let row = spot.row.as_deref().map(|row| (section.id.as_str(), row));
                let rule = logic.questions.get(&spot.question.id);
                questions.push(Posed {
                    asked: self.sheet.asks(&spot),
                    when: rule.map(|rule| self.trace(rule, &path, row)),
                    key: spot.key,
                });
            }
            sections.push(Posed {
                key: section.id.clone(),
                asked,
                when,
            });
        }
        (sections, questions)
    }

    fn wrong(&self, answers: &dyn Answers, world: &World) -> Vec<Wrong> {
        let faults = faults(self.sheet, self.service, answers, world.today);
        // In the order in which they are asked.
        let mut all = Vec::new();
        for (s, section) in self.service.form.sections.iter().enumerate() {
            if let Some(what) = faults.get(&section.id).filter(|_| section.repeat.is_some()) {
                all.push(Wrong {
                    key: section.id.clone(),
                    what: what.clone(),
                    rule: None,
                });
            }
            for spot in section.spots(answers) {
                let Some(what) = faults.get(&spot.key) else {
                    continue;
                };
                let q = section.questions.iter().position(|q| q == spot.question);
                let path = format!("form.sections.{s}.questions.{}.rules", q.unwrap_or(0));
                let row = spot.row.as_deref().map(|row| (section.id.as_str(), row));
                let rules = self.service.logic.rules(&spot.question.id).iter();
                let mut rules = rules.enumerate().map(|(n, (rule, message))| {
                    let trace = self.trace(rule, &format!("{path}.{n}.rule"), row);
                    (message.clone(), trace)
                });
                // The one that says so is the first that is false.
                let said = rules.find(|(_, trace)| trace.value == Value::Bool(false));
                all.push(Wrong {
                    rule: said.filter(|(message, _)| message.ru == *what),
                    key: spot.key,
                    what: what.clone(),
                });
            }
        }
        all
    }

    fn checks(&self) -> Vec<Put> {
        let asked: Vec<_> = self.sheet.checks().collect();
        let all = self.service.registries.iter().enumerate();
        all.filter_map(|(n, check)| {
            let asking = self.service.logic.checks.get(&check.id)?;
            let path = format!("registries.{n}");
            let now = asked.iter().find(|(one, _)| one.id == check.id);
            let when = asking.when.as_ref();
            let with = asking.with.iter().map(|(name, rule)| {
                let path = format!("{path}.with.{name}");
                (name.clone(), self.outside(rule, &path))
            });
            Some(Put {
                id: check.id.clone(),
                asked: now.is_some(),
                lacks: match now {
                    Some((_, Asked::Lacks(names))) => {
                        names.iter().map(|name| (*name).to_owned()).collect()
                    }
                    _ => Vec::new(),
                },
                when: when.map(|rule| self.outside(rule, &format!("{path}.when"))),
                with: with.collect(),
            })
        })
        .collect()
    }

    fn way(&self, checks: &[Put], answered: impl Fn(&str) -> bool) -> (Vec<Step>, End) {
        let open = checks.iter().filter(|c| c.asked && !answered(&c.id));
        let open: Vec<String> = open.map(|check| check.id.clone()).collect();
        let mut way: Vec<Step> = Vec::new();
        let mut stage = self.service.start();
        // Stages that wait go in no circle by themselves: that was checked.
        while way.len() <= self.service.workflow.len() {
            if !stage.is_waiting() || !open.is_empty() {
                way.push(Step {
                    stage: stage.id.clone(),
                    lines: Vec::new(),
                    taken: None,
                });
                let end = match stage.is_waiting() {
                    true => End::Waits(open),
                    false => End::Official(stage.id.clone()),
                };
                return (way, end);
            }
            let at = self.service.workflow.iter().position(|s| s.id == stage.id);
            let next = self.sheet.next(stage);
            let taken = next.map(|(n, _)| n);
            let rules = self.service.logic.stages.get(&stage.id);
            let rules = rules.map_or(&[][..], Vec::as_slice).iter().enumerate();
            let seen = rules.take(taken.map_or(usize::MAX, |n| n + 1));
            let lines = seen.map(|(n, rule)| {
                let path = format!("workflow.{}.then.{n}.when", at.unwrap_or(0));
                rule.as_ref().map(|rule| self.outside(rule, &path))
            });
            way.push(Step {
                stage: stage.id.clone(),
                lines: lines.collect(),
                taken,
            });
            match next.map(|(_, next)| next) {
                Some(Next::Approve) => return (way, End::Approve),
                Some(Next::Reject(ground)) => return (way, End::Reject(ground.to_owned())),
                Some(Next::To(to)) => stage = self.service.stage_or_start(to),
                None => break,
            }
        }
        (way, End::Waits(open))
    }
}
