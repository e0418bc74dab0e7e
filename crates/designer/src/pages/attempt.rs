//! «Попробовать»: one page with all questions, and what comes of the answers.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use okno_catalogue::trace::{Posed, Trace};
use okno_catalogue::{
    Answers, Catalogue, Gives, GivesKind, Question, QuestionKind, Section, Service, profile_names,
};
use okno_rules::Type;
use okno_web::{Fault, Form, Input, Page, Visitor};
use serde::Deserialize;

use super::rules::{self, Rule};
use super::show::{self, Shown};
use super::{Mistake, mistakes, official};
use crate::attempt::{Attempt, Odd, Tried, query_of};
use crate::{Designer, Invented};

/// So many people are offered at once.
const MOST_PEOPLE: usize = 8;

/// A field of the page.
struct Ask {
    name: String,
    label: String,
    hint: String,
    /// `text`, `area`, `select`, `check` or `checks`.
    kind: &'static str,
    mode: &'static str,
    width: &'static str,
    value: String,
    options: Vec<(String, String)>,
    error: String,
    /// Is it not asked?
    hidden: bool,
    /// Why it is asked or not.
    rule: Option<Rule>,
}

impl Ask {
    /// Is it one of the choices that are ticked?
    fn is_ticked(&self, value: &str) -> bool {
        self.value.split(okno_web::AND).any(|one| one == value)
    }
}

struct Row {
    title: String,
    /// `children.2`
    place: String,
    asks: Vec<Ask>,
}

struct Part {
    id: String,
    title: String,
    hidden: bool,
    rule: Option<Rule>,
    asks: Vec<Ask>,
    /// Of a section that repeats.
    rows: Vec<Row>,
    repeats: bool,
    add: String,
}

struct Check {
    id: String,
    title: String,
    keeper: String,
    hidden: bool,
    state: String,
    asks: Vec<Ask>,
}

struct Someone {
    value: String,
    name: String,
    note: String,
}

#[derive(Template)]
#[template(path = "designer/attempt.html")]
struct AttemptPage {
    page: Page,
    form: Form,
    id: String,
    title: String,
    examples: Vec<(usize, String)>,
    chosen: Option<usize>,
    has_people: bool,
    people: Vec<Someone>,
    looked_for: String,
    nobody: bool,
    head: Vec<Ask>,
    profile: Vec<Ask>,
    more: Vec<Ask>,
    parts: Vec<Part>,
    checks: Vec<Check>,
    shown: Option<Shown>,
    mistakes: Vec<Mistake>,
}

impl AttemptPage {
    fn is_chosen(&self, example: &usize) -> bool {
        self.chosen == Some(*example)
    }
}

#[derive(Deserialize)]
pub(super) struct Begin {
    #[serde(default)]
    example: Option<usize>,
}

pub(super) async fn show(
    State(designer): State<Designer>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(Begin { example }): Query<Begin>,
) -> Result<Response, Fault> {
    official(&visitor)?;
    let catalogue = designer.bench().catalogue();
    let service = super::service(&catalogue, &id)?;
    let found = example.map(|n| service.examples.get(n).ok_or(Fault::NotFound));
    let attempt = match found.transpose()? {
        Some(example) => Attempt::of_example(service, &catalogue, example),
        None => Attempt::new(service, visitor.portal().today()),
    };
    let desk = Desk {
        designer: &designer,
        visitor: &visitor,
        catalogue: &catalogue,
        service,
    };
    desk.answer(&attempt, example, None)
}

pub(super) async fn take(
    State(designer): State<Designer>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    official(&visitor)?;
    let catalogue = designer.bench().catalogue();
    let service = super::service(&catalogue, &id)?;
    let mut attempt = Attempt::read(service, &catalogue, &input);
    attempt.add_row(input.get("add"));
    attempt.drop_row(input.get("drop"));
    let people = designer.people();
    if let Some(one) = people.iter().find(|one| one.id == input.get("person")) {
        attempt.play(service, one);
    }
    let desk = Desk {
        designer: &designer,
        visitor: &visitor,
        catalogue: &catalogue,
        service,
    };
    // Enter in the field looks for them too.
    let looks = input.has("find") || !input.get("who").is_empty();
    let looked_for = (looks && input.get("person").is_empty()).then(|| input.get("who"));
    desk.answer(&attempt, None, looked_for)
}

struct Desk<'a> {
    designer: &'a Designer,
    visitor: &'a Visitor,
    catalogue: &'a Catalogue,
    service: &'a Service,
}

/// Those whose name holds every word.
fn called<'a>(people: &'a [Invented], words: &str) -> Vec<&'a Invented> {
    let words = words.to_lowercase().replace('ё', "е");
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_called = |one: &&Invented| {
        let name = one.name.to_lowercase().replace('ё', "е");
        words.iter().all(|word| name.contains(word))
    };
    people.iter().filter(is_called).take(MOST_PEOPLE).collect()
}

impl Desk<'_> {
    fn answer(
        &self,
        attempt: &Attempt,
        chosen: Option<usize>,
        looked_for: Option<&str>,
    ) -> Result<Response, Fault> {
        let service = self.service;
        let lang = self.visitor.lang().code();
        let name = service.title.get(lang);
        let page = self.visitor.page_t("designer-try").work();
        let (tried, odd) = match attempt.attempt(service, self.catalogue) {
            Ok(tried) => (Some(tried), Vec::new()),
            Err(odd) => (None, odd),
        };
        let mut form = Form::default();
        for (name, kind) in &odd {
            form.fail(name, page.t(&format!("designer-odd-{kind}")));
        }
        let page = page.with_form(&form);
        let draw = Drawer {
            page: &page,
            attempt,
            tried: tried.as_ref(),
            odd: &odd,
        };
        let people = self.designer.people();
        let found = looked_for.map_or_else(Vec::new, |words| called(people, words));
        let (profile, more) = draw.profile(service);
        let title = match chosen.and_then(|n| service.examples.get(n)) {
            Some(example) => example.name.clone(),
            None => page.t("designer-new-example"),
        };
        let shown = tried
            .as_ref()
            .map(|tried| show::shown(&page, service, self.catalogue, attempt, tried, &title));
        let examples = service.examples.iter().enumerate();
        let problems = self.designer.bench().problems();
        let whole = AttemptPage {
            id: service.id.clone(),
            title: name.to_owned(),
            examples: examples.map(|(n, e)| (n, e.name.clone())).collect(),
            chosen,
            has_people: !people.is_empty(),
            nobody: looked_for.is_some() && found.is_empty(),
            people: found
                .into_iter()
                .map(|one| Someone {
                    value: one.id.clone(),
                    name: one.name.clone(),
                    note: one.profile.get("birth_date").cloned().unwrap_or_default(),
                })
                .collect(),
            looked_for: looked_for.unwrap_or_default().to_owned(),
            head: draw.head(),
            profile,
            more,
            parts: draw.parts(service),
            checks: draw.checks(service, self.catalogue),
            shown,
            mistakes: mistakes(&problems),
            form,
            page: page.clone(),
        };
        match odd.is_empty() {
            true => self.visitor.render(&whole),
            false => self.visitor.render_flawed(&whole),
        }
    }
}

struct Drawer<'a> {
    page: &'a Page,
    attempt: &'a Attempt,
    tried: Option<&'a Tried>,
    odd: &'a [Odd],
}

impl Drawer<'_> {
    fn ask(&self, name: String, label: String, value: &str) -> Ask {
        let odd = self.odd.iter().find(|(field, _)| *field == name);
        Ask {
            error: odd.map_or(String::new(), |(_, kind)| {
                self.page.t(&format!("designer-odd-{kind}"))
            }),
            name,
            label,
            hint: String::new(),
            kind: "text",
            mode: "",
            width: "20",
            value: value.to_owned(),
            options: Vec::new(),
            hidden: false,
            rule: None,
        }
    }

    fn head(&self) -> Vec<Ask> {
        let t = |id: &str| self.page.t(id);
        vec![
            Ask {
                hint: t("designer-today-hint"),
                mode: "numeric",
                width: "10",
                ..self.ask("today".to_owned(), t("designer-today"), &self.attempt.today)
            },
            Ask {
                hint: t("designer-holder-hint"),
                ..self.ask(
                    "holder".to_owned(),
                    t("designer-holder"),
                    &self.attempt.holder,
                )
            },
        ]
    }

    /// What rules look at, and the rest.
    fn profile(&self, service: &Service) -> (Vec<Ask>, Vec<Ask>) {
        let used = service.names();
        let all = profile_names().into_iter().filter_map(|(name, ty)| {
            let word = name.strip_prefix("profile.")?;
            let value = self.attempt.profile.get(word).map_or("", String::as_str);
            let label = self.page.t(&format!("designer-profile-{word}"));
            let mut ask = self.ask(format!("p.{word}"), label, value);
            match (&ty, word) {
                (Type::Choice(words), _) => {
                    ask.kind = "select";
                    ask.options = self.options(words.iter().map(|word| {
                        let label = self.page.t(&format!("designer-profile-{word}"));
                        (word.clone(), label)
                    }));
                }
                (_, "level") => {
                    ask.kind = "select";
                    ask.options = self.options((1..=3).map(|level| {
                        let label = self.page.t(&format!("web-level-{level}"));
                        (level.to_string(), label)
                    }));
                }
                (Type::Date, _) => (ask.mode, ask.width) = ("numeric", "10"),
                _ => {}
            }
            Some((used.contains(name), ask))
        });
        let (used, rest): (Vec<_>, Vec<_>) = all.partition(|(used, _)| *used);
        let asks = |all: Vec<(bool, Ask)>| all.into_iter().map(|(_, ask)| ask).collect();
        (asks(used), asks(rest))
    }

    fn options(&self, all: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
        let none = (String::new(), self.page.t("designer-unchosen"));
        std::iter::once(none).chain(all).collect()
    }

    fn say<'t>(&self, text: &'t okno_catalogue::Text) -> &'t str {
        text.get(self.page.lang.code())
    }

    fn posed(&self, key: &str) -> Option<&Posed> {
        let told = &self.tried?.told;
        told.questions.iter().find(|posed| posed.key == key)
    }

    fn rule(&self, trace: Option<&Trace>) -> Option<Rule> {
        trace.map(|trace| rules::rule(self.page, trace))
    }

    fn question(&self, question: &Question, row: Option<(&str, &str)>) -> Ask {
        let key = match row {
            None => question.id.clone(),
            Some((section, row)) => format!("{section}.{row}.{}", question.id),
        };
        let value = self.attempt.words_at(&question.id, row);
        let label = self.say(&question.label).to_owned();
        let mut ask = self.ask(format!("a.{key}"), label, value);
        match question.kind {
            QuestionKind::Radio | QuestionKind::Select => {
                ask.kind = "select";
                let all = question.options.iter();
                let all = all.map(|o| (o.value.clone(), self.say(&o.label).to_owned()));
                ask.options = self.options(all);
            }
            QuestionKind::Checkboxes => {
                ask.kind = "checks";
                let all = question.options.iter();
                let all = all.map(|o| (o.value.clone(), self.say(&o.label).to_owned()));
                ask.options = all.collect();
            }
            QuestionKind::Checkbox => ask.kind = "check",
            QuestionKind::Textarea => ask.kind = "area",
            QuestionKind::File => {
                ask.hint = self.page.t("designer-files-hint");
                (ask.mode, ask.width) = ("numeric", "2");
            }
            QuestionKind::Number | QuestionKind::Money => {
                (ask.mode, ask.width) = ("decimal", "10");
            }
            QuestionKind::Date => {
                ask.hint = self.page.t("designer-date-hint");
                (ask.mode, ask.width) = ("numeric", "10");
            }
            QuestionKind::Phone => ask.mode = "tel",
            QuestionKind::Email => ask.mode = "email",
            _ => {}
        }
        if let Some(posed) = self.posed(&key) {
            ask.hidden = !posed.asked;
            ask.rule = self.rule(posed.when.as_ref());
        }
        ask
    }

    fn parts(&self, service: &Service) -> Vec<Part> {
        let sections = service.form.sections.iter();
        sections.map(|section| self.part(section)).collect()
    }

    fn part(&self, section: &Section) -> Part {
        let told = self.tried.map(|tried| &tried.told);
        let posed = told.and_then(|told| told.sections.iter().find(|one| one.key == section.id));
        let mut part = Part {
            id: section.id.clone(),
            title: self.say(&section.title).to_owned(),
            hidden: posed.is_some_and(|posed| !posed.asked),
            rule: posed.and_then(|posed| self.rule(posed.when.as_ref())),
            asks: Vec::new(),
            rows: Vec::new(),
            repeats: false,
            add: String::new(),
        };
        let Some(repeat) = &section.repeat else {
            let all = section.questions.iter();
            part.asks = all.map(|question| self.question(question, None)).collect();
            return part;
        };
        part.repeats = true;
        self.say(&repeat.add).clone_into(&mut part.add);
        let rows = self.attempt.answers.rows(&section.id).into_iter();
        let rows = rows.map(|(row, _)| {
            let all = section.questions.iter();
            let at = Some((section.id.as_str(), row));
            Row {
                title: format!("{} {row}", self.say(&repeat.item)),
                place: format!("{}.{row}", section.id),
                asks: all.map(|question| self.question(question, at)).collect(),
            }
        });
        part.rows = rows.collect();
        part
    }

    fn gives(&self, name: String, gives: &Gives, value: &str) -> Ask {
        let mut ask = self.ask(name, self.say(&gives.label).to_owned(), value);
        match gives.kind {
            GivesKind::Text => {}
            GivesKind::Int => (ask.mode, ask.width) = ("numeric", "10"),
            GivesKind::Money => {
                ask.hint = self.page.t("designer-money-hint");
                (ask.mode, ask.width) = ("decimal", "10");
            }
            GivesKind::Date => {
                ask.hint = self.page.t("designer-date-hint");
                (ask.mode, ask.width) = ("numeric", "10");
            }
            GivesKind::Bool => {
                ask.kind = "select";
                let words = ["yes", "no"].into_iter();
                let words = words.map(|w| (w.to_owned(), self.page.t(&format!("designer-{w}"))));
                ask.options = self.options(words);
            }
            GivesKind::Choice => {
                ask.kind = "select";
                let all = gives.options.0.iter();
                let all = all.map(|(word, label)| (word.clone(), self.say(label).to_owned()));
                ask.options = self.options(all);
            }
            GivesKind::Rows => {
                ask.kind = "area";
                let fields = gives
                    .fields
                    .0
                    .iter()
                    .map(|(_, gives)| self.say(&gives.label));
                let fields = fields.collect::<Vec<_>>().join("; ");
                ask.hint = self.page.ta("designer-rows-hint", "fields", fields);
            }
        }
        ask
    }

    fn checks(&self, service: &Service, catalogue: &Catalogue) -> Vec<Check> {
        let told = self.tried.map(|tried| &tried.told);
        let all = service.registries.iter().filter_map(|check| {
            let query = query_of(service, catalogue, &check.id)?;
            let reply = self.attempt.registries.get(&check.id);
            let empty = BTreeMap::new();
            let fields = reply.map_or(&empty, |reply| &reply.fields);
            let asks = query.gives.0.iter().map(|(name, gives)| {
                let value = fields.get(name).map_or("", String::as_str);
                self.gives(format!("r.{}.{name}", check.id), gives, value)
            });
            let put = told.and_then(|told| told.checks.iter().find(|one| one.id == check.id));
            Some(Check {
                id: check.id.clone(),
                title: self.say(&query.title).to_owned(),
                keeper: self.say(&query.keeper).to_owned(),
                hidden: put.is_some_and(|put| !put.asked),
                state: reply.map_or(String::new(), |reply| reply.state.clone()),
                asks: asks.collect(),
            })
        });
        all.collect()
    }
}
