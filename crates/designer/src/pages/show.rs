//! What came of an attempt, part by part, each with its rule.

use okno_catalogue::trace::{End, Told, Trace};
use okno_catalogue::{Catalogue, Due, Met, Question, Section, Service};
use okno_web::Page;

use super::rules::{self, Rule};
use super::service::ending;
use crate::attempt::{Attempt, Tried, query_of};

/// A line: what, how it stands, by which rules.
pub(super) struct Item {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) tag: String,
    pub(super) kind: &'static str,
    pub(super) icon: &'static str,
    pub(super) rules: Vec<Rule>,
}

/// The result as the page shows it.
pub(super) struct Shown {
    /// In a sentence.
    pub(super) sums: String,
    pub(super) ending: String,
    pub(super) is_good: bool,
    pub(super) wrong: Vec<Item>,
    pub(super) conditions: Vec<Item>,
    pub(super) documents: Vec<Item>,
    pub(super) fee: Item,
    pub(super) checks: Vec<Item>,
    pub(super) way: Vec<Item>,
    pub(super) hidden: Vec<Item>,
    pub(super) values: Vec<Item>,
    pub(super) yaml: String,
    /// May a document come of it?
    pub(super) has_document: bool,
}

struct Teller<'a> {
    page: &'a Page,
    service: &'a Service,
    catalogue: &'a Catalogue,
    attempt: &'a Attempt,
    tried: &'a Tried,
}

pub(super) fn shown(
    page: &Page,
    service: &Service,
    catalogue: &Catalogue,
    attempt: &Attempt,
    tried: &Tried,
    name: &str,
) -> Shown {
    let teller = Teller {
        page,
        service,
        catalogue,
        attempt,
        tried,
    };
    let told = &tried.told;
    let can = told.can_be_sent();
    Shown {
        sums: page.t(if can {
            "designer-can-be-sent"
        } else {
            "designer-cannot-be-sent"
        }),
        ending: ending(page, service, catalogue, told),
        is_good: can,
        wrong: teller.wrong(),
        conditions: teller.conditions(),
        documents: teller.documents(),
        fee: teller.fee(),
        checks: teller.checks(),
        way: teller.way(),
        hidden: teller.hidden(),
        values: teller.values(),
        yaml: attempt.yaml(service, tried, name),
        has_document: may_be_approved(told),
    }
}

/// Do rules approve, or may an official?
pub(super) fn may_be_approved(told: &Told) -> bool {
    told.can_be_sent() && matches!(told.end, End::Approve | End::Official(_))
}

impl Teller<'_> {
    fn say<'t>(&self, text: &'t okno_catalogue::Text) -> &'t str {
        text.get(self.page.lang.code())
    }

    fn told(&self) -> &Told {
        &self.tried.told
    }

    fn item(&self, title: String, tag: &str, (kind, icon): (&'static str, &'static str)) -> Item {
        Item {
            title,
            text: String::new(),
            tag: if tag.is_empty() {
                String::new()
            } else {
                self.page.t(tag)
            },
            kind,
            icon,
            rules: Vec::new(),
        }
    }

    fn rules(&self, traces: &[Option<&Trace>]) -> Vec<Rule> {
        let all = traces.iter().flatten();
        all.map(|trace| rules::rule(self.page, trace)).collect()
    }

    /// The question of a key, and its section and row where it stands in one.
    fn question<'k>(&self, key: &'k str) -> Option<(&Question, Option<(&'k str, &'k str)>)> {
        let mut parts = key.split('.');
        match (parts.next()?, parts.next(), parts.next()) {
            (id, None, _) => Some((self.service.form.question(id)?, None)),
            (section, Some(row), Some(id)) => {
                let question = self.service.form.question(id)?;
                Some((question, Some((section, row))))
            }
            _ => None,
        }
    }

    fn section(&self, id: &str) -> Option<&Section> {
        self.service.form.sections.iter().find(|s| s.id == id)
    }

    fn name(&self, key: &str) -> String {
        let Some((question, row)) = self.question(key) else {
            let section = self.section(key);
            return section.map_or(key, |s| self.say(&s.title)).to_owned();
        };
        let name = self.say(question.name());
        let repeat = row.and_then(|(section, row)| {
            let repeat = self.section(section)?.repeat.as_ref()?;
            Some(format!("{} {row}: {name}", self.say(&repeat.item)))
        });
        repeat.unwrap_or_else(|| name.to_owned())
    }

    fn wrong(&self) -> Vec<Item> {
        let all = self.told().wrong.iter().map(|wrong| {
            let mut item = self.item(self.name(&wrong.key), "", ("error", "stop"));
            item.text = match (&wrong.rule, wrong.what.as_str()) {
                (Some((message, _)), _) => self.say(message).to_owned(),
                (None, "missing") => self.page.t("designer-missing"),
                (None, "too few") => self.page.t("designer-too-few"),
                (None, "too many") => self.page.t("designer-too-many"),
                (None, "no such option") => self.page.t("designer-no-option"),
                (None, code) => self.flaw(&wrong.key, code),
            };
            item.rules = self.rules(&[wrong.rule.as_ref().map(|(_, trace)| trace)]);
            item
        });
        all.collect()
    }

    /// The words of a refusal of the field's own check.
    fn flaw(&self, key: &str, code: &str) -> String {
        let Some((question, row)) = self.question(key) else {
            return code.to_owned();
        };
        let words = self.attempt.words_at(&question.id, row);
        match okno_requisites::check(&question.full_rule(), words, self.tried.today) {
            Err(flaw) => self.page.flaw(&flaw),
            Ok(_) => code.to_owned(),
        }
    }

    fn conditions(&self) -> Vec<Item> {
        let all = self.service.conditions.iter().zip(&self.told().conditions);
        let all = all.map(|(condition, (met, trace))| {
            let (tag, look) = match met {
                Met::Yes => ("designer-met", ("ok", "check")),
                Met::No => ("designer-not-met", ("error", "x")),
                Met::Unknown => ("designer-met-unknown", ("wait", "clock")),
                Met::Unasked => ("designer-met-unasked", ("", "")),
            };
            let mut item = self.item(self.say(&condition.title).to_owned(), tag, look);
            if let (Met::No, Some(otherwise)) = (met, &condition.otherwise) {
                self.say(otherwise).clone_into(&mut item.text);
            }
            item.rules = self.rules(&[trace.as_ref()]);
            item
        });
        all.collect()
    }

    fn documents(&self) -> Vec<Item> {
        let all = self.service.documents.iter().zip(&self.told().documents);
        let all = all.map(|(document, (needed, trace))| {
            let (tag, look) = match needed {
                Some(true) => ("designer-needed", ("ok", "check")),
                Some(false) => ("designer-not-needed", ("", "")),
                None => ("designer-needed-unknown", ("wait", "clock")),
            };
            let mut item = self.item(self.say(&document.title).to_owned(), tag, look);
            item.rules = self.rules(&[trace.as_ref()]);
            item
        });
        all.collect()
    }

    fn fee(&self) -> Item {
        let told = self.told();
        let title = match told.due {
            Due::Free => self.page.t("designer-free"),
            Due::Kopecks(kopecks) => rules::rubles(kopecks),
            Due::Unknown => self.page.t("designer-fee-unknown"),
        };
        let mut item = self.item(title, "", ("", ""));
        item.rules = self.rules(&[told.fee.as_ref()]);
        item
    }

    fn checks(&self) -> Vec<Item> {
        let all = self.told().checks.iter().map(|put| {
            let query = query_of(self.service, self.catalogue, &put.id);
            let title = query.map_or(put.id.as_str(), |query| self.say(&query.title));
            let (tag, look) = match (put.asked, put.lacks.is_empty()) {
                (false, _) => ("designer-not-asked", ("", "")),
                (true, false) => ("designer-lacks", ("error", "stop")),
                (true, true) => match self.tried.replies.get(&put.id) {
                    Some(Some(_)) => ("designer-found", ("ok", "check")),
                    Some(None) => ("designer-not-found", ("warn", "x")),
                    None => ("designer-silent", ("wait", "clock")),
                },
            };
            let mut item = self.item(title.to_owned(), tag, look);
            if !put.lacks.is_empty() {
                let lacks = put.lacks.join(", ");
                item.text = self.page.ta("designer-lacks-what", "names", lacks);
            }
            item.rules = self.rules(&[put.when.as_ref()]);
            let with = put.with.iter().filter(|_| put.asked);
            let with = with.map(|(name, trace)| {
                let mut rule = rules::rule(self.page, trace);
                rule.text = format!("{name}: {}", rule.text);
                rule
            });
            item.rules.extend(with);
            item
        });
        all.collect()
    }

    fn way(&self) -> Vec<Item> {
        let all = self.told().way.iter().map(|step| {
            let stage = self.service.stage(&step.stage);
            let title = stage.map_or("", |stage| self.say(&stage.title));
            let title = match title {
                "" => self.page.t("designer-flow-review"),
                title => title.to_owned(),
            };
            let mut item = self.item(title, "", ("", ""));
            item.rules = step
                .lines
                .iter()
                .flatten()
                .map(|trace| rules::rule(self.page, trace))
                .collect();
            let taken = step.taken.map(|n| n + 1);
            item.text = match (taken, step.lines.last()) {
                (Some(n), Some(None)) => self.page.tn("designer-taken-else", "n", n),
                (Some(n), _) => self.page.tn("designer-taken", "n", n),
                (None, _) if stage.is_some_and(okno_catalogue::Stage::is_waiting) => {
                    self.page.t("designer-stage-waits")
                }
                (None, _) => self.page.t("designer-flow-official"),
            };
            item
        });
        all.collect()
    }

    fn hidden(&self) -> Vec<Item> {
        let told = self.told();
        let sections = told.sections.iter().filter(|one| !one.asked);
        let questions = told.questions.iter().filter(|one| {
            // Of a section that is not asked its questions need not be told one by one.
            let own = one.when.as_ref().is_some_and(|when| !when.holds());
            !one.asked && own
        });
        let all = sections.chain(questions).map(|posed| {
            let mut item = self.item(self.name(&posed.key), "", ("", ""));
            item.rules = self.rules(&[posed.when.as_ref()]);
            item
        });
        all.collect()
    }

    fn values(&self) -> Vec<Item> {
        let all = self.told().values.iter().map(|(name, trace)| {
            let mut item = self.item(name.clone(), "", ("", ""));
            item.text = rules::value(self.page, &trace.value);
            item.rules = self.rules(&[Some(trace)]);
            item
        });
        all.collect()
    }
}
