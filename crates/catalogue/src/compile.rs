//! The rules of a service folder, checked when it is loaded: names, types and units, the
//! order of questions, circles, rules that can never hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use okno_rules::{Mistake, Rule, Scope, Type, Verdict, compile, infer, judge, roots};

use crate::check::Report;
use crate::logic::{Asking, Logic};
use crate::registries::Query;
use crate::repeat;
use crate::service::{Check, Question, QuestionKind, Service};

/// Words that begin something else in a rule.
const RESERVED: [&str; 26] = [
    "as",
    "break",
    "case",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "profile",
    "registry",
    "return",
    "today",
    "true",
    "value",
    "var",
    "void",
    "while",
];

/// What a rule knows of the person: the names of [`crate::World::profile`] with their types.
#[must_use]
pub fn profile_names() -> Vec<(&'static str, Type)> {
    vec![
        ("profile.birth_date", Type::Date),
        ("profile.citizenship", Type::Text),
        ("profile.city", Type::Text),
        ("profile.email", Type::Text),
        ("profile.inn", Type::Text),
        ("profile.level", Type::Int),
        ("profile.passport_number", Type::Text),
        ("profile.passport_issued", Type::Date),
        ("profile.phone", Type::Text),
        ("profile.region", Type::Text),
        ("profile.sex", Type::choice(["male", "female"])),
        ("profile.snils", Type::Text),
    ]
}

pub(crate) fn base_scope() -> Scope {
    let mut scope = Scope::new();
    scope.declare("today", Type::Date);
    for (name, ty) in profile_names() {
        scope.declare(name, ty);
    }
    scope
}

/// Of a list that is not there any word will do: that it is missing is said once.
fn words_of(question: &Question) -> Type {
    match question.options.is_empty() {
        true => Type::Text,
        false => Type::choice(question.options.iter().map(|o| o.value.clone())),
    }
}

/// Type of an answer in rules.
pub(crate) fn type_of(question: &Question) -> Type {
    match question.kind {
        QuestionKind::Radio | QuestionKind::Select => words_of(question),
        QuestionKind::Checkboxes => Type::list(words_of(question)),
        QuestionKind::Checkbox => Type::Bool,
        QuestionKind::Number | QuestionKind::File => Type::Int,
        QuestionKind::Money => Type::Money,
        QuestionKind::Date => Type::Date,
        QuestionKind::Text | QuestionKind::Textarea | QuestionKind::Phone | QuestionKind::Email => {
            Type::Text
        }
    }
}

/// Is it a name that a rule can say?
fn check_name(path: &str, name: &str, report: &mut Report) {
    if name.contains('-') {
        report.add(
            path,
            format!("rules cannot say `{name}`: `-` is a minus there; write `_`"),
        );
    } else if RESERVED.contains(&name) {
        report.add(
            path,
            format!("`{name}` means something else in rules; choose another name"),
        );
    }
}

fn note(report: &mut Report, path: &str, mistakes: Vec<Mistake>) {
    for mistake in mistakes {
        let place = match mistake.at {
            1 => String::new(),
            at => format!(", character {at}"),
        };
        report.add(path, format!("the rule{place}: {}", mistake.message));
    }
}

struct Builder<'a> {
    service: &'a Service,
    queries: &'a [Query],
    /// Position of each question in the order in which they are asked; of a section that
    /// repeats that of its last one.
    order: HashMap<&'a str, usize>,
    /// The questions that a value comes from, through other values too.
    sources: BTreeMap<&'a str, BTreeSet<&'a str>>,
    logic: Logic,
}

/// Checks every rule of a service; its logic, as far as it is right.
pub(crate) fn build(service: &Service, queries: &[Query], report: &mut Report) -> Logic {
    let mut order = HashMap::new();
    for (n, (_, question)) in service.form.questions().enumerate() {
        order.entry(question.id.as_str()).or_insert(n);
    }
    // Rows are there with the last question of their section.
    for section in service.form.sections.iter().filter(|s| s.repeat.is_some()) {
        let last = section
            .questions
            .last()
            .and_then(|q| order.get(q.id.as_str()));
        if let Some(last) = last.copied() {
            order.entry(section.id.as_str()).or_insert(last);
        }
    }
    let mut builder = Builder {
        service,
        queries,
        order,
        sources: BTreeMap::new(),
        logic: Logic::default(),
    };
    builder.values(report);
    builder.form(report);
    builder.head(report);
    builder.registries(report);
    builder.workflow(report);
    builder.results(report);
    builder.logic
}

impl<'a> Builder<'a> {
    /// The names of a rule that stands before the question of this number; what is asked
    /// from there on is refused with the reason.
    fn scope(&self, before: usize, why: &str) -> Scope {
        self.scope_in(None, before, why)
    }

    /// The same of a rule in a row of a section.
    fn scope_in(&self, within: Option<&str>, before: usize, why: &str) -> Scope {
        let mut scope = base_scope();
        let asked = |id: &str| self.order.get(id).is_some_and(|at| *at < before);
        repeat::declare(&mut scope, &self.service.form, within, asked, why);
        for name in self.service.values.keys() {
            scope.refuse(name, "its own rule is wrong");
        }
        for (name, rule) in &self.logic.values {
            let sources = self.sources.get(name.as_str());
            let known = sources.is_none_or(|sources| {
                let own = |name: &str| within == Some(name);
                sources.iter().all(|name| asked(name) && !own(name))
            });
            match known {
                true => scope.declare(name, rule.ty().clone()),
                false => scope.refuse(name, why),
            }
        }
        scope
    }

    fn whole(&self) -> Scope {
        self.scope(usize::MAX, "")
    }

    /// Named values, each after those that it uses.
    fn values(&mut self, report: &mut Report) {
        let written = &self.service.values;
        let uses: BTreeMap<&str, Vec<String>> = written
            .iter()
            .map(|(name, source)| (name.as_str(), roots(source)))
            .collect();
        for (name, source) in written {
            let path = format!("values.{name}");
            report.name(&path, name);
            check_name(&path, name, report);
            if self.service.form.question(name).is_some() {
                report.add(
                    &path,
                    format!("a question is called `{name}` too; rename one"),
                );
            }
            let mut way = vec![name.as_str()];
            if let Some(circle) = circle(&mut way, &uses) {
                report.add(
                    &path,
                    format!(
                        "these values go in a circle: {circle}; none of them can be worked out"
                    ),
                );
                continue;
            }
            self.value(name, source, &uses, report);
        }
    }

    /// A value after those that it uses. Circles have been refused.
    fn value(
        &mut self,
        name: &'a str,
        source: &str,
        uses: &BTreeMap<&'a str, Vec<String>>,
        report: &mut Report,
    ) {
        if self.sources.contains_key(name) {
            return;
        }
        // Also what is in a circle ends here; that was said already.
        self.sources.insert(name, BTreeSet::new());
        let used = uses.get(name).map_or(&[][..], Vec::as_slice);
        let mut sources = BTreeSet::new();
        for one in used {
            if let Some((question, _)) = self.order.get_key_value(one.as_str()) {
                sources.insert(*question);
            }
            if let Some((value, source)) = self.service.values.get_key_value(one) {
                self.value(value, source, uses, report);
                sources.extend(self.sources.get(value.as_str()).into_iter().flatten());
            }
        }
        self.sources.insert(name, sources);
        match infer(source, &self.whole()) {
            Ok(rule) => {
                self.logic.values.insert(name.to_owned(), rule);
            }
            Err(mistakes) => note(report, &format!("values.{name}"), mistakes),
        }
    }

    fn form(&mut self, report: &mut Report) {
        let why = "it is asked later; a rule knows only what is asked before it";
        let mut n = 0;
        for (s, section) in self.service.form.sections.iter().enumerate() {
            let path = format!("form.sections.{s}");
            let scope = self.scope(n, why);
            let when = self.truth(&section.when, &format!("{path}.when"), &scope, report);
            if let Some(rule) = &when {
                self.logic.sections.insert(section.id.clone(), rule.clone());
            }
            let within = section.repeat.as_ref().map(|_| section.id.as_str());
            if within.is_some() {
                check_name(&format!("{path}.id"), &section.id, report);
            }
            for (q, question) in section.questions.iter().enumerate() {
                let path = format!("{path}.questions.{q}");
                check_name(&format!("{path}.id"), &question.id, report);
                let scope = self.scope_in(within, n, why);
                let place = format!("{path}.when");
                let asked = self.truth(&question.when, &place, &scope, report);
                if let (Some(section), Some(question)) = (&when, &asked)
                    && judge(&[section], &scope) != Verdict::Never
                    && judge(&[question], &scope) != Verdict::Never
                    && judge(&[section, question], &scope) == Verdict::Never
                {
                    report.add(
                        &place,
                        "the section is never asked when this holds, so the question never is; mend one of the two rules".to_owned(),
                    );
                }
                if let Some(rule) = asked {
                    self.logic.questions.insert(question.id.clone(), rule);
                }
                n += 1;
                let scope = self.scope_in(within, n, why);
                for (r, rule) in question.rules.iter().enumerate() {
                    let path = format!("{path}.rules.{r}");
                    report.text(&format!("{path}.message"), &rule.message);
                    let source = Some(rule.rule.clone());
                    let checked = self.truth(&source, &format!("{path}.rule"), &scope, report);
                    let Some(checked) = checked else { continue };
                    if !checked.names().contains(question.id.as_str()) {
                        report.add(
                            &format!("{path}.rule"),
                            format!("the rule says nothing of `{}`, so no answer could mend it; move it to the question that it is about", question.id),
                        );
                    }
                    let rules = self.logic.rules.entry(question.id.clone()).or_default();
                    rules.push((checked, rule.message.clone()));
                }
            }
        }
    }

    fn head(&mut self, report: &mut Report) {
        let service = self.service;
        let scope = self.scope(0, "conditions are told before the first question");
        for (n, condition) in service.conditions.iter().enumerate() {
            let path = format!("conditions.{n}");
            let rule = self.truth(&condition.rule, &format!("{path}.rule"), &scope, report);
            match (&condition.rule, &condition.otherwise) {
                (Some(_), None) => report.add(
                    &path,
                    "a condition with a rule says what to do for who does not meet it; add `otherwise: {ru: …, en: …}`".to_owned(),
                ),
                (None, Some(_)) => report.add(
                    &format!("{path}.otherwise"),
                    "without a rule nobody is told this; add `rule: …` or delete it".to_owned(),
                ),
                (_, Some(text)) => report.text(&format!("{path}.otherwise"), text),
                (None, None) => {}
            }
            self.logic.conditions.push(rule);
        }
        let scope = self.whole();
        for (n, document) in service.documents.iter().enumerate() {
            let path = format!("documents.{n}.when");
            let rule = self.truth(&document.when, &path, &scope, report);
            self.logic.documents.push(rule);
        }
        self.fee(&scope, report);
    }

    /// What is asked of registries, with what.
    fn registries(&mut self, report: &mut Report) {
        let scope = self.whole();
        let service = self.service;
        for (n, check) in service.registries.iter().enumerate() {
            let path = format!("registries.{n}");
            report.name(&format!("{path}.id"), &check.id);
            check_name(&format!("{path}.id"), &check.id, report);
            if service.registries[..n]
                .iter()
                .any(|other| other.id == check.id)
            {
                report.add(
                    &format!("{path}.id"),
                    format!("two registries are called `{}`; rename one", check.id),
                );
            }
            let Some(query) = self.queries.iter().find(|q| q.id == check.query) else {
                let known: Vec<&str> = self.queries.iter().map(|q| q.id.as_str()).collect();
                report.add(
                    &format!("{path}.query"),
                    format!(
                        "there is no query `{}`; use one of: {} — or add it to registries.yaml",
                        check.query,
                        known.join(", ")
                    ),
                );
                continue;
            };
            let when = self.truth(&check.when, &format!("{path}.when"), &scope, report);
            let with = with(check, query, &path, &scope, report);
            self.logic
                .checks
                .insert(check.id.clone(), Asking { when, with });
        }
    }

    /// The names that are known once registries have answered.
    fn answered(&self, within: Option<&str>) -> Scope {
        let mut scope = self.scope_in(within, usize::MAX, "");
        for check in &self.service.registries {
            let Some(query) = self.queries.iter().find(|q| q.id == check.query) else {
                continue;
            };
            scope.declare(format!("registry.{}.found", check.id), Type::Bool);
            for (name, gives) in &query.gives.0 {
                scope.declare(format!("registry.{}.{name}", check.id), gives.ty());
            }
        }
        scope
    }

    fn workflow(&mut self, report: &mut Report) {
        let scope = self.answered(None);
        for (n, stage) in self.service.workflow.iter().enumerate() {
            let rules = stage.then.iter().enumerate().map(|(t, then)| {
                let path = format!("workflow.{n}.then.{t}.when");
                self.truth(&then.when, &path, &scope, report)
            });
            let rules = rules.collect();
            self.logic.stages.insert(stage.id.clone(), rules);
        }
    }

    fn results(&mut self, report: &mut Report) {
        for (n, further) in self.service.more_results.iter().enumerate() {
            let scope = self.answered(further.each.as_deref());
            let path = format!("more_results.{n}.when");
            let rule = self.truth(&further.when, &path, &scope, report);
            self.logic.more_results.push(rule);
        }
    }

    fn fee(&mut self, scope: &Scope, report: &mut Report) {
        let fee = &self.service.fee;
        match (&fee.rubles, &fee.rule) {
            (Some(_), Some(_)) => report.add(
                "fee.rule",
                "a fee is either `rubles` or a `rule`; delete one of them".to_owned(),
            ),
            (None, None) => report.add(
                "fee",
                "nothing says what it costs; write `rubles: 0` if it is free".to_owned(),
            ),
            (Some(_), None) => {}
            (None, Some(source)) => {
                if fee.text.is_none() {
                    report.add(
                        "fee",
                        "people see the fee before they begin; say the rule in words: `text: {ru: …, en: …}`".to_owned(),
                    );
                }
                match compile(source, scope, &Type::Money) {
                    Ok(rule) => self.logic.fee = Some(rule),
                    Err(mistakes) => note(report, "fee.rule", mistakes),
                }
            }
        }
        if let Some(text) = &fee.text {
            report.text("fee.text", text);
        }
    }

    /// A rule that is true or false; one that never is true is a mistake.
    fn truth(
        &self,
        source: &Option<String>,
        path: &str,
        scope: &Scope,
        report: &mut Report,
    ) -> Option<Rule> {
        let source = source.as_ref()?;
        match compile(source, scope, &Type::Bool) {
            Ok(rule) => {
                match judge(&[&rule], scope) {
                    Verdict::Never => report.add(
                        path,
                        "the rule never holds, whatever is answered; mend it or delete what depends on it".to_owned(),
                    ),
                    Verdict::Always => report.add(
                        path,
                        "the rule always holds; delete it".to_owned(),
                    ),
                    Verdict::Sometimes => {}
                }
                Some(rule)
            }
            Err(mistakes) => {
                note(report, path, mistakes);
                None
            }
        }
    }
}

/// What goes along with a question: exactly what its row takes.
fn with(
    check: &Check,
    query: &Query,
    path: &str,
    scope: &Scope,
    report: &mut Report,
) -> BTreeMap<String, Rule> {
    let mut with = BTreeMap::new();
    for name in check
        .with
        .keys()
        .filter(|name| !query.takes.contains_key(*name))
    {
        report.add(
            &format!("{path}.with.{name}"),
            format!("`{}` takes no `{name}`; delete it", query.id),
        );
    }
    for (name, takes) in &query.takes {
        let path = format!("{path}.with.{name}");
        match check
            .with
            .get(name)
            .map(|source| compile(source, scope, &takes.ty()))
        {
            None => report.add(
                &path,
                format!(
                    "`{}` is asked with `{name}`; say where it comes from: `with: {{{name}: …}}`",
                    query.id
                ),
            ),
            Some(Ok(rule)) => {
                with.insert(name.clone(), rule);
            }
            Some(Err(mistakes)) => note(report, &path, mistakes),
        }
    }
    with
}

/// The way from a value back to itself, in words.
fn circle<'a>(way: &mut Vec<&'a str>, uses: &'a BTreeMap<&'a str, Vec<String>>) -> Option<String> {
    let last = way.last().copied()?;
    for next in uses.get(last).into_iter().flatten() {
        if way.first() == Some(&next.as_str()) {
            let mut names = way.clone();
            names.push(next);
            return Some(names.join(" → "));
        }
        if uses.contains_key(next.as_str()) && !way.contains(&next.as_str()) {
            way.push(next);
            let found = circle(way, uses);
            if found.is_some() {
                return found;
            }
            way.pop();
        }
    }
    None
}
