//! Which rule decided what: told with its line and what it knew, and never otherwise than
//! the sheet itself decides.

use std::fs;
use std::path::PathBuf;

use okno_catalogue::trace::{End, Source};
use okno_catalogue::workshop;
use okno_catalogue::{Answers, Catalogue, Due, World};
use okno_rules::Value;
use tempfile::TempDir;

use crate::fixture::{empty, service, write};

const HEAD: &str = "\
values:
  heavy: weight > 100
";

const FLOW: &str = "\
registries:
  - id: years
    query: years
    when: weight > 0
    with: {since: profile.birth_date}
workflow:
  - id: ask
    title: {ru: Спрашиваем, en: Asking}
    waits: registries
    then:
      - when: registry.years.years >= 5
        approve: true
      - when: heavy
        reject: wrong
      - to: look
  - id: look
    title: {ru: Смотрят, en: Looking}
    actions: [approve, reject]
";

const QUERIES: &str = "\
- id: years
  system: archive
  query: years
  title: {ru: Стаж, en: Years}
  keeper: {ru: Архив, en: Archive}
  fresh_days: 30
  takes: {since: date}
  gives: {years: {type: int, label: {ru: Стаж, en: Years}}}
";

struct Said(&'static [(&'static str, &'static str)]);

impl Answers for Said {
    fn answer(&self, question: &str) -> &str {
        let said = self.0.iter().find(|(name, _)| *name == question);
        said.map_or("", |(_, words)| words)
    }
    fn files(&self, _: &str) -> usize {
        0
    }
}

fn folder() -> (TempDir, PathBuf, String) {
    let dir = empty();
    fs::write(dir.path().join("registries.yaml"), QUERIES).unwrap();
    let text = service("scales", "ВЕ", "Весы", "Scales");
    let text = text.replace(
        "        - id: choice\n",
        "        - id: weight\n          kind: number\n          label: {ru: Вес, en: Weight}\n          rules:\n            - rule: weight < 1000\n              message: {ru: Слишком тяжело, en: Too heavy}\n        - id: permit\n          kind: text\n          when: heavy\n          label: {ru: Разрешение, en: Permit}\n        - id: choice\n",
    );
    let text = text.replace("refusal_grounds:", &format!("{HEAD}{FLOW}refusal_grounds:"));
    write(dir.path(), "scales", &text);
    let file = dir.path().join("scales/service.yaml");
    (dir, file, text)
}

fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

fn world(years: Option<i64>) -> World {
    let mut profile = std::collections::BTreeMap::new();
    let born = jiff::civil::date(1987, 8, 14);
    profile.insert("profile.birth_date".to_owned(), Value::Date(born));
    if let Some(years) = years {
        profile.insert("registry.years.found".to_owned(), Value::Bool(true));
        profile.insert("registry.years.years".to_owned(), Value::Int(years));
    }
    World {
        profile,
        today: jiff::civil::date(2026, 11, 23),
    }
}

#[test]
fn a_rule_is_told_with_its_line_and_what_it_knew() {
    let (dir, file, text) = folder();
    let catalogue = Catalogue::load(dir.path()).unwrap();
    let service = catalogue.get("scales").unwrap();
    let source = Source::of(service);
    let light = Said(&[("weight", "5"), ("choice", "one")]);
    let told = service.tell(&light, &world(Some(7)), &source, |_| true);

    // Not asked, and why.
    let permit = told.questions.iter().find(|q| q.key == "permit").unwrap();
    let when = permit.when.as_ref().unwrap();
    assert!(!permit.asked);
    assert_eq!(when.rule, "heavy");
    assert_eq!(when.value, Value::Bool(false));
    assert_eq!(when.names, [("heavy".to_owned(), Value::Bool(false))]);
    assert_eq!(
        (when.place.file.clone(), when.place.line),
        (file, line_of(&text, "when: heavy"))
    );
    // A named value says what it knew in turn.
    let (name, heavy) = &told.values[0];
    assert_eq!(name, "heavy");
    assert_eq!(heavy.names, [("weight".to_owned(), Value::Int(5))]);
    assert_eq!(heavy.place.line, line_of(&text, "heavy: weight > 100"));
    // The registry is asked, with the date of birth.
    let check = &told.checks[0];
    assert!(check.asked && check.lacks.is_empty());
    let (name, with) = &check.with[0];
    assert_eq!(name, "since");
    assert_eq!(with.value, Value::Date(jiff::civil::date(1987, 8, 14)));
    // The first line of the stage held; those below were not looked at.
    assert_eq!(told.end, End::Approve);
    let step = &told.way[0];
    assert_eq!((step.taken, step.lines.len()), (Some(0), 1));
    let line = step.lines[0].as_ref().unwrap();
    assert_eq!(line.place.line, line_of(&text, "registry.years.years >= 5"));
    assert_eq!(
        line.names,
        [("registry.years.years".to_owned(), Value::Int(7))]
    );
    assert_eq!(told.due, Due::Free);
    assert!(told.wrong.iter().all(|wrong| wrong.key != "weight"));
}

#[test]
fn what_is_wrong_names_the_rule_that_says_so() {
    let (dir, _, text) = folder();
    let catalogue = Catalogue::load(dir.path()).unwrap();
    let service = catalogue.get("scales").unwrap();
    let source = Source::of(service);
    let heavy = Said(&[("weight", "2000"), ("choice", "one")]);
    let told = service.tell(&heavy, &world(Some(1)), &source, |_| true);
    let wrong = |key: &str| told.wrong.iter().find(|wrong| wrong.key == key).unwrap();
    let (message, rule) = wrong("weight").rule.as_ref().unwrap();
    assert_eq!(message.ru, "Слишком тяжело");
    assert_eq!(rule.place.line, line_of(&text, "rule: weight < 1000"));
    // What is only missing has no rule.
    assert_eq!(wrong("permit").what, "missing");
    assert!(wrong("permit").rule.is_none());
    assert!(!told.can_be_sent());
    // The second line refused; the first was looked at before.
    assert_eq!(told.end, End::Reject("wrong".to_owned()));
    let step = &told.way[0];
    let values: Vec<_> = step
        .lines
        .iter()
        .flatten()
        .map(|t| t.value.clone())
        .collect();
    assert_eq!(values, [Value::Bool(false), Value::Bool(true)]);

    // Silence: it waits, and nothing is decided.
    let told = service.tell(&heavy, &world(None), &source, |_| false);
    assert_eq!(told.end, End::Waits(vec!["years".to_owned()]));
    // Without a weight nobody is asked, and the last line, which has no rule, leads on.
    let nothing = Said(&[("choice", "one")]);
    let told = service.tell(&nothing, &world(None), &source, |_| false);
    assert!(!told.checks[0].asked);
    assert_eq!(told.end, End::Official("look".to_owned()));
    assert_eq!(told.way[0].lines.last(), Some(&None));
    assert_eq!(told.way.len(), 2);
}

#[test]
fn a_file_that_has_gone_leaves_rules_without_lines() {
    let (dir, file, _) = folder();
    let catalogue = Catalogue::load(dir.path()).unwrap();
    fs::remove_file(file).unwrap();
    let service = catalogue.get("scales").unwrap();
    let told = service.tell(&Said(&[]), &world(None), &Source::of(service), |_| false);
    assert_eq!(told.values[0].1.place.line, 0);
    assert_eq!(told.values[0].1.rule, "weight > 100");
}

/// The examples of the repository have said what must come; what is told is the same.
#[test]
fn what_is_told_is_what_every_example_expects() {
    let services = crate::services();
    let catalogue = Catalogue::load(&services).unwrap();
    let (mut tried, mut ends) = (0, 0);
    for service in catalogue.services() {
        let outcomes = workshop::outcomes(service, catalogue.queries());
        assert_eq!(outcomes.len(), service.examples.len());
        for (outcome, example) in outcomes.iter().zip(&service.examples) {
            assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
            assert!(outcome.place.line > 1);
            let told = outcome.told.as_ref().unwrap();
            let expect = &example.expect;
            if let Some(asked) = &expect.asked {
                let came = told.questions.iter().filter(|q| q.asked);
                let came: Vec<&String> = came.map(|q| &q.key).collect();
                assert_eq!(came.len(), asked.len(), "{}", example.name);
                assert!(asked.iter().all(|key| came.contains(&key)));
            }
            if let Some(errors) = &expect.errors {
                let came = outcome.errors();
                assert!(came.keys().copied().eq(errors.keys().map(String::as_str)));
            }
            match (&expect.approve, &expect.reject, &expect.stage) {
                (Some(_), _, _) => assert_eq!(told.end, End::Approve),
                (_, Some(ground), _) => assert_eq!(told.end, End::Reject(ground.clone())),
                (_, _, Some(stage)) => assert_eq!(told.end, End::Official(stage.clone())),
                _ => continue,
            }
            ends += 1;
        }
        tried += outcomes.len();
    }
    assert!(tried > 30 && ends > 10, "{tried} examples, {ends} ends");
}

#[test]
fn a_folder_with_mistakes_is_tested_as_far_as_it_is_right() {
    let (dir, file, text) = folder();
    let example = "examples:\n  - name: легко\n    today: 2026-11-23\n    answers: {weight: 5}\n    expect: {fee: 300}\n";
    fs::write(&file, format!("{text}{example}")).unwrap();
    let tested = workshop::test(dir.path()).unwrap();
    let one = &tested[0];
    assert!(!one.is_good() && one.problems.is_empty());
    let problem = &one.outcomes[0].problems[0];
    assert!(
        problem.message.contains("expected 300, came 0"),
        "{problem}"
    );
    assert_eq!(one.outcomes[0].fee().as_deref(), Some("0"));

    // A rule that is wrong: no example is tried, and the rule is named.
    fs::write(
        &file,
        format!(
            "{}{example}",
            text.replace("heavy: weight", "heavy: wieght")
        ),
    )
    .unwrap();
    let one = &workshop::test(dir.path()).unwrap()[0];
    assert!(one.outcomes.is_empty());
    assert!(one.problems.iter().any(|p| p.message.contains("wieght")));

    // What no service is to blame for is told apart.
    fs::write(dir.path().join("agencies.yaml"), "- id: 1\n").unwrap();
    assert!(workshop::test(dir.path()).is_err());
}
