//! Registries and workflows: what is wrong with them is told, and what follows is worked out.

use std::fs;

use okno_catalogue::{Catalogue, Odd, Problem, Query, check};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::fixture::{empty, service, write};

const QUERIES: &str = "\
- id: years
  system: archive
  query: years
  title: {ru: Стаж, en: Years}
  keeper: {ru: Архив, en: Archive}
  fresh_days: 30
  takes: {since: date}
  gives:
    years: {type: int, label: {ru: Стаж, en: Years}}
    paid: {type: money, label: {ru: Выплачено, en: Paid}}
    last: {type: date, label: {ru: Последний день, en: Last day}}
    works: {type: bool, label: {ru: Работает, en: Works}}
    rank: {type: choice, optional: true, label: {ru: Разряд, en: Rank}, options: {low: {ru: Низший, en: Low}, high: {ru: Высший, en: High}}}
    jobs: {type: rows, label: {ru: Места, en: Jobs}, fields: {name: {type: text, label: {ru: Где, en: Where}}, days: {type: int, label: {ru: Дней, en: Days}}}}
";

const FLOW: &str = "\
registries:
  - id: years
    query: years
    when: choice == 'one'
    with: {since: profile.birth_date}
workflow:
  - id: ask
    title: {ru: Спрашиваем, en: Asking}
    waits: registries
    then:
      - when: registry.years.years >= 5
        approve: true
      - when: registry.years.found
        reject: wrong
      - to: look
  - id: look
    title: {ru: Смотрят, en: Looking}
    actions:
      - approve
      - reject
      - to: sign
        title: {ru: Подписать, en: To be signed}
  - id: sign
    title: {ru: Подписывают, en: Signing}
    actions: [approve, reject]
    not_by: [look]
examples:
  - name: хватает
    today: 2026-11-23
    profile: {birth_date: 14.08.1987}
    answers: {choice: one}
    registries: {years: {found: true, years: 7}}
    expect: {checks: [years], approve: true}
  - name: мало
    today: 2026-11-23
    answers: {choice: one}
    registries: {years: {found: true, years: 3}}
    expect: {reject: wrong}
  - name: нет сведений
    today: 2026-11-23
    answers: {choice: one}
    registries: {years: {found: false}}
    expect: {stage: look}
  - name: не спрашивают
    today: 2026-11-23
    answers: {choice: two}
    expect: {checks: [], stage: look}
";

fn folder(flow: &str, queries: &str) -> (TempDir, String) {
    let dir = empty();
    fs::write(dir.path().join("registries.yaml"), queries).unwrap();
    let yaml = service("thing", "АБ", "Вещь", "Thing") + flow;
    write(dir.path(), "thing", &yaml);
    (dir, yaml)
}

fn after(from: &str, to: &str) -> (String, Vec<Problem>) {
    assert!(FLOW.contains(from), "the fixture has no {from:?}");
    let (dir, yaml) = folder(&FLOW.replacen(from, to, 1), QUERIES);
    (yaml, check(dir.path()))
}

/// The change gives this problem, on the line that holds `at`.
fn told(from: &str, to: &str, at: &str, words: &[&str]) {
    let (yaml, problems) = after(from, to);
    let fits = |problem: &&Problem| words.iter().all(|word| problem.message.contains(word));
    let found = problems.iter().find(fits);
    let problem = found.unwrap_or_else(|| panic!("{from:?} → {to:?}: {problems:#?}"));
    let line = yaml.lines().nth(problem.line - 1).unwrap();
    assert!(line.contains(at), "{problem} points at {line:?}");
}

#[test]
fn a_whole_workflow_has_no_mistakes() {
    let (dir, _) = folder(FLOW, QUERIES);
    assert_eq!(check(dir.path()), []);
    let catalogue = Catalogue::load(dir.path()).unwrap();
    let service = catalogue.get("thing").unwrap();
    assert_eq!(service.start().id, "ask");
    assert_eq!(service.by_hand().unwrap().id, "look");
    // Where a case stands in a stage that is no more, it begins anew.
    assert_eq!(service.stage_or_start("gone").id, "ask");
}

#[test]
fn a_service_without_a_workflow_has_one_stage() {
    let (dir, _) = folder("", QUERIES);
    let catalogue = Catalogue::load(dir.path()).unwrap();
    let service = catalogue.get("thing").unwrap();
    assert_eq!(service.workflow.len(), 1);
    assert!(!service.start().is_waiting());
}

#[test]
fn what_is_asked_of_registries_is_checked() {
    told(
        "query: years",
        "query: year",
        "query: year",
        &["no query `year`", "years", "registries.yaml"],
    );
    told(
        "{since: profile.birth_date}",
        "{}",
        "with",
        &["`since`", "say where it comes from"],
    );
    told(
        "{since: profile.birth_date}",
        "{since: profile.birth_date, what: choice}",
        "what",
        &["takes no `what`"],
    );
    told(
        "{since: profile.birth_date}",
        "{since: choice}",
        "since",
        &["a date"],
    );
    told("choice == 'one'", "choice == 'three'", "three", &["three"]);
    told(
        "registry.years.years >= 5",
        "registry.years.year >= 5",
        "registry.years.year",
        &["years"],
    );
    told(
        "registry.years.years >= 5",
        "registry.debts.found",
        "registry.debts",
        &["registry"],
    );
    told(
        "registry.years.years >= 5",
        "registry.years.rank == 'middle'",
        "middle",
        &["middle"],
    );
}

#[test]
fn stages_lead_somewhere() {
    told(
        "      - to: look",
        "      - to: lok",
        "to: lok",
        &["no stage `lok`", "look"],
    );
    told(
        "      - to: sign\n        title: {ru: Подписать, en: To be signed}\n",
        "",
        "id: sign",
        &["nothing leads to the stage `sign`"],
    );
    told(
        "    actions: [approve, reject]",
        "    actions: [correct]",
        "id: sign",
        &["no way leads from the stage `sign`"],
    );
    told(
        "reject: wrong",
        "reject: right",
        "reject: right",
        &["no ground `right`", "wrong"],
    );
    told(
        "      - to: look\n",
        "      - approve: true\n",
        "approve: true",
        &["what no rule speaks for"],
    );
    told(
        "      - to: look\n",
        "      - when: registry.years.works\n        to: look\n",
        "when",
        &["nothing follows where no rule holds"],
    );
    told(
        "      - when: registry.years.found\n        reject",
        "      - reject",
        "reject",
        &["never reached"],
    );
    told(
        "        approve: true\n",
        "        approve: true\n        reject: wrong\n",
        "when",
        &["exactly one follows"],
    );
    told(
        "    waits: registries\n",
        "",
        "id: ask",
        &["add `waits: registries`"],
    );
    told("not_by: [look]", "not_by: [sign]", "not_by", &["four eyes"]);
    told("not_by: [look]", "not_by: [ask]", "not_by", &["four eyes"]);
    told(
        "      - to: look\n",
        "      - to: ask\n",
        "id: ask",
        &["by itself without an end"],
    );
}

#[test]
fn a_case_whose_registry_keeps_silent_has_somewhere_to_go() {
    let end = FLOW.find("  - id: look").unwrap();
    let flow = format!(
        "{}      - reject: wrong\n",
        &FLOW[..end].replace("      - to: look\n", "")
    );
    let (dir, _) = folder(&flow, QUERIES);
    let problems = check(dir.path());
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(
        problems[0].message.contains("keep silent"),
        "{}",
        problems[0]
    );
}

#[test]
fn an_example_that_ends_otherwise_is_a_mistake() {
    told(
        "expect: {reject: wrong}",
        "expect: {approve: true}",
        "expect",
        &["«мало»", "expected approve, came reject wrong"],
    );
    told(
        "expect: {stage: look}",
        "expect: {stage: sign}",
        "expect",
        &["came stage look"],
    );
    told(
        "{found: true, years: 7}",
        "{found: true, years: семь}",
        "years",
        &["not what was agreed on"],
    );
    told(
        "{found: true, years: 7}",
        "{found: true, year: 7}",
        "year",
        &["has no `year`"],
    );
    told(
        "{found: true, years: 7}",
        "{years: 7}",
        "years",
        &["found: true"],
    );
}

#[test]
fn rows_of_the_table_of_queries_are_checked() {
    for (from, to, words) in [
        (
            "type: int, label: {ru: Стаж",
            "type: whole, label: {ru: Стаж",
            "whole",
        ),
        (
            "options: {low: {ru: Низший, en: Low}, high: {ru: Высший, en: High}}",
            "options: {low: {ru: Низший, en: Low}}",
            "two or more",
        ),
        ("paid: {", "found: {", "cannot say `found`"),
        ("    works:", "    is-at-work:", "without `-`"),
        (
            "keeper: {ru: Архив, en: Archive}",
            "keeper: {ru: Архив}",
            "no text in `en`",
        ),
    ] {
        assert!(QUERIES.contains(from), "{from}");
        let (dir, _) = folder("", &QUERIES.replacen(from, to, 1));
        let problems = check(dir.path());
        let told = problems
            .iter()
            .any(|problem| problem.to_string().contains(words));
        assert!(told, "{words}: {problems:#?}");
        assert!(
            problems.iter().all(|p| p.file.ends_with("registries.yaml")),
            "{problems:#?}"
        );
    }
}

fn years() -> Query {
    let (dir, _) = folder("", QUERIES);
    Catalogue::load(dir.path())
        .unwrap()
        .query("years")
        .unwrap()
        .clone()
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn an_answer_is_kept_as_agreed_and_nothing_besides() {
    let query = years();
    let whole = object(json!({
        "years": 7, "paid": "650000.50", "last": "2026-03-01", "works": true, "rank": "high",
        "jobs": [{"name": "Завод", "days": 10, "pay": "1"}], "secret": "x",
    }));
    let kept = query.kept(&whole).unwrap();
    assert!(!kept.contains_key("secret"));
    assert_eq!(kept["jobs"], json!([{"name": "Завод", "days": 10}]));
    let shown = query.shown(&kept, "ru", ("Да", "Нет"));
    let shown: Vec<(&str, String)> = shown
        .iter()
        .map(|(l, v)| (l.as_str(), v.replace('\u{a0}', " ")))
        .collect();
    let wanted = [
        ("Стаж", "7"),
        ("Выплачено", "650 000,50 ₽"),
        ("Последний день", "01.03.2026"),
        ("Работает", "Да"),
        ("Разряд", "Высший"),
        ("Места", "Завод · 10"),
    ];
    assert_eq!(shown, wanted.map(|(l, v)| (l, v.to_owned())));
    let printed = query.printed(&kept);
    assert_eq!(printed["rank"], json!({"value": "high", "label": "Высший"}));
    for odd in [
        json!({"years": "7"}),
        json!({"paid": 650_000}),
        json!({"last": "01.03.2026"}),
        json!({"works": "yes"}),
        json!({"rank": "middle"}),
        json!({"jobs": [{"name": "Завод", "days": "ten"}]}),
        json!({"jobs": vec![json!({}); 501]}),
    ] {
        let odd = object(odd);
        let name = match odd.keys().next().unwrap().as_str() {
            "jobs" if odd["jobs"][0].get("days").is_some() => "days",
            name => name,
        };
        let error = query.kept_in_part(&odd).unwrap_err();
        assert_eq!(error, Odd::Other(name.to_owned()));
        let mut answer = whole.clone();
        answer.extend(odd.clone());
        assert_eq!(query.kept(&answer).unwrap_err(), error);
    }
    // What the row does not call optional is demanded, in rows too; a trial may leave it out.
    for name in ["years", "jobs"] {
        let mut answer = whole.clone();
        answer.remove(name);
        assert_eq!(
            query.kept(&answer).unwrap_err(),
            Odd::Missing(name.to_owned())
        );
        answer.insert(name.to_owned(), Value::Null);
        assert_eq!(
            query.kept(&answer).unwrap_err(),
            Odd::Missing(name.to_owned())
        );
        assert!(!query.kept_in_part(&answer).unwrap().contains_key(name));
    }
    let mut answer = whole.clone();
    answer.insert("jobs".to_owned(), json!([{"name": "Завод"}]));
    assert_eq!(
        query.kept(&answer).unwrap_err(),
        Odd::Missing("days".to_owned())
    );
    let mut answer = whole;
    answer.remove("rank");
    assert!(!query.kept(&answer).unwrap().contains_key("rank"));
}
