//! Sections that repeat: what their rules mean, what is refused, and their examples.

use std::collections::BTreeMap;

use jiff::civil::date;
use okno_catalogue::{Answers, Catalogue, Due, Problem, Service, Spot, World, check};
use okno_rules::Value;
use tempfile::TempDir;

use crate::fixture::{empty, service, write};

const FORM: &str = "\
values:
  many: children.size() >= 2
  paid: sum(children.map(c, c.pension))
form:
  sections:
    - id: home
      title: {ru: Дом, en: Home}
      questions:
        - id: since
          kind: date
          label: {ru: С какого дня, en: Since}
        - id: alone
          kind: checkbox
          required: false
          label: {ru: Детей нет, en: No children}
    - id: children
      title: {ru: Дети, en: Children}
      when: '!alone'
      repeat:
        min: 1
        max: 3
        item: {ru: Ребёнок, en: Child}
        add: {ru: Добавить ребёнка, en: Add a child}
      questions:
        - id: born
          kind: date
          label: {ru: Когда родился, en: Born}
          rules:
            - rule: born >= since
              message: {ru: Родился до этого дня, en: Born before}
        - id: kind
          kind: radio
          label: {ru: Чей, en: Whose}
          options:
            - value: own
              label: {ru: Свой, en: Own}
            - value: foster
              label: {ru: Приёмный, en: Foster}
        - id: decree
          kind: text
          when: kind == 'foster' && born < today
          label: {ru: Решение, en: Decree}
        - id: pension
          kind: money
          required: false
          label: {ru: Пенсия, en: Pension}
    - id: rest
      title: {ru: Ещё, en: More}
      questions:
        - id: large
          kind: checkbox
          required: false
          when: many && children.all(c, c.born < today)
          label: {ru: Многодетная, en: Large}
        - id: paper
          kind: text
          when: children.exists(c, c.kind == 'foster')
          label: {ru: Бумага, en: Paper}
examples:
  - name: двое
    today: 2026-11-23
    answers:
      since: 01.01.2020
      children:
        - {born: 01.02.2021, kind: own}
        - {born: 01.02.2019, kind: foster, pension: 100}
    expect:
      asked: [since, alone, children.1.born, children.1.kind, children.1.pension, children.2.born, children.2.kind, children.2.decree, children.2.pension, large, paper]
      errors: {children.2.born: до этого дня, children.2.decree: missing, paper: missing}
  - name: никого
    today: 2026-11-23
    answers: {since: 01.01.2020}
    expect:
      errors: {children: too few}
  - name: много
    today: 2026-11-23
    answers:
      since: 01.01.2020
      children: [{born: 01.02.2021, kind: own}, {born: 01.02.2021, kind: own}, {born: 01.02.2021, kind: own}, {born: 01.02.2021, kind: own}]
    expect:
      errors: {children: too many}
";

fn yaml() -> String {
    let base = service("thing", "АБ", "Вещь", "Thing");
    let form = base.find("form:").unwrap();
    let after = base.find("refusal_grounds:").unwrap();
    let fee = "fee: {rule: 'paid > 100 ? 0 : rubles(children.size())', text: {ru: По детям, en: By children}}\n";
    format!("{}{FORM}{}", &base[..form], &base[after..]).replace("fee: {rubles: 0}\n", fee)
}

fn load() -> (TempDir, Catalogue) {
    let dir = empty();
    write(dir.path(), "thing", &yaml());
    let catalogue = Catalogue::load(dir.path()).unwrap_or_else(|p| panic!("{p:#?}"));
    (dir, catalogue)
}

fn problems(yaml: &str) -> Vec<Problem> {
    let dir = empty();
    write(dir.path(), "thing", yaml);
    check(dir.path())
}

type Row = (&'static str, BTreeMap<&'static str, &'static str>);

struct Given(
    BTreeMap<&'static str, &'static str>,
    Vec<(&'static str, Given)>,
);

impl Answers for Given {
    fn answer(&self, question: &str) -> &str {
        self.0.get(question).copied().unwrap_or_default()
    }
    fn files(&self, _: &str) -> usize {
        0
    }
    fn rows(&self, section: &str) -> Vec<(&str, &dyn Answers)> {
        assert_ne!(section, "home");
        self.1
            .iter()
            .map(|(id, row)| (*id, row as &dyn Answers))
            .collect()
    }
}

fn given(plain: &[(&'static str, &'static str)], rows: Vec<Row>) -> Given {
    let rows = rows
        .into_iter()
        .map(|(id, row)| (id, Given(row, Vec::new())));
    Given(plain.iter().copied().collect(), rows.collect())
}

fn world() -> World {
    World {
        profile: BTreeMap::new(),
        today: date(2026, 11, 23),
    }
}

fn asked(service: &Service, given: &Given) -> Vec<String> {
    let world = world();
    let sheet = service.sheet(given, &world);
    let spots = service.spots(given);
    let asked = spots.iter().filter(|spot| sheet.asks(spot));
    asked.map(|spot| spot.key.clone()).collect()
}

#[test]
fn each_row_is_asked_by_its_own_answers_and_the_rest_by_all_rows() {
    let (_dir, catalogue) = load();
    let service = catalogue.get("thing").unwrap();
    let foster: Row = ("b", [("kind", "foster"), ("born", "01.02.2021")].into());
    let own: Row = ("a", [("kind", "own"), ("born", "01.02.2021")].into());
    let since = ("since", "01.01.2020");
    let rows = [
        "children.a.born",
        "children.a.kind",
        "children.a.pension",
        "children.b.born",
        "children.b.kind",
        "children.b.decree",
        "children.b.pension",
    ];
    let two = given(&[since], vec![own.clone(), foster.clone()]);
    assert_eq!(asked(service, &two)[2..9], rows);
    assert_eq!(asked(service, &two)[9..], ["large", "paper"]);
    // One that is no foster child, and nothing is asked of it.
    let one = given(&[since], vec![own.clone()]);
    assert_eq!(asked(service, &one)[2..], rows[..3]);
    // A row without a date: of all it cannot be told.
    let bare: Row = ("c", [("kind", "own")].into());
    let unknown = given(&[since], vec![own.clone(), bare]);
    assert!(!asked(service, &unknown).contains(&"large".to_owned()));
    // The whole section is closed, and its rows are not known outside.
    let closed = given(&[since, ("alone", "yes")], vec![own, foster]);
    assert_eq!(asked(service, &closed), ["since", "alone"]);
    let world = world();
    assert_eq!(
        service.sheet(&closed, &world).value("children"),
        Value::Absent
    );
    assert_eq!(service.sheet(&closed, &world).due(), Due::Unknown);
    let sheet = service.sheet(&two, &world);
    assert_eq!(sheet.due(), Due::Unknown, "a pension is not there");
    let section = &service.form.sections[1];
    let spot = |row: &str, n: usize| Spot::in_row(section, row, &section.questions[n]);
    assert!(sheet.asks(&spot("b", 2)) && !sheet.asks(&spot("a", 2)));
    assert!(!sheet.asks(&spot("z", 0)), "no such row");
    assert!(!sheet.is_asked("born"), "bare it is asked nowhere");
}

#[test]
fn rules_of_a_row_see_the_row_and_what_is_asked_before_and_money_is_summed() {
    let (_dir, catalogue) = load();
    let service = catalogue.get("thing").unwrap();
    let world = world();
    let early: Row = ("a", [("born", "01.02.2019"), ("pension", "60")].into());
    let late: Row = ("b", [("born", "01.02.2021"), ("pension", "40,01")].into());
    let both = given(&[("since", "01.01.2020")], vec![early.clone(), late]);
    let sheet = service.sheet(&both, &world);
    let section = &service.form.sections[1];
    let flaw = |row: &str| {
        let spot = Spot::in_row(section, row, &section.questions[0]);
        sheet.flaw_at(&spot).map(|text| text.ru.clone())
    };
    assert_eq!(flaw("a").as_deref(), Some("Родился до этого дня"));
    assert_eq!(flaw("b"), None);
    // 100,01 together: nothing is paid; with one alone a rouble a child.
    assert_eq!(sheet.due(), Due::Free);
    let one = given(&[], vec![early]);
    assert_eq!(service.sheet(&one, &world).due(), Due::Kopecks(100));
}

/// The change gives one problem, on the line that holds `at`, with these words.
fn told(from: &str, to: &str, at: &str, words: &str) {
    let base = yaml();
    assert!(base.contains(from), "the fixture has no {from:?}");
    let changed = base.replacen(from, to, 1);
    let found = problems(&changed);
    assert_eq!(found.len(), 1, "{from:?} → {to:?}: {found:#?}");
    let line = changed.lines().nth(found[0].line - 1).unwrap();
    assert!(line.contains(at), "{} points at {line:?}", found[0]);
    assert!(
        found[0].message.contains(words),
        "{words:?} not in {}",
        found[0]
    );
}

#[test]
fn mistakes_of_groups_are_told_with_their_place() {
    assert_eq!(problems(&yaml()), []);
    told("min: 1", "min: 4", "min: 4", "`min` not above `max`");
    told("max: 3", "max: 51", "max: 51", "1 to 50 rows");
    told("max: 3", "max: 0", "max: 0", "1 to 50 rows");
    told("Ребёнок, en: Child", "Ребёнок", "item", "`en`");
    told(", en: Add a child", "", "add", "`en`");
    told("        min: 1\n", "", "add:", "min");
    told(
        "label: {ru: Решение, en: Decree}",
        "label: {ru: Решение, en: Decree}\n          prefill: profile.name",
        "prefill",
        "the profile says the same in all",
    );
    // Inside, what is asked later and the list itself cannot be seen.
    told(
        "rule: born >= since",
        "rule: born >= since && kind == 'own'",
        "kind == 'own'",
        "asked later",
    );
    told(
        "rule: born >= since",
        "rule: born >= since && children.size() < 3",
        "children.size()",
        "still being filled in",
    );
    told(
        "rule: born >= since",
        "rule: born >= since && many",
        "&& many",
        "asked later",
    );
    told(
        "kind == 'foster' && born < today",
        "kind == 'foster' && born < today && many",
        "&& many",
        "asked later",
    );
    // Outside, a question of a row has no value of its own.
    told(
        "when: children.exists(c, c.kind == 'foster')",
        "when: kind == 'foster'",
        "kind == 'foster'",
        "children.exists(",
    );
    told(
        "c.kind == 'foster'",
        "c.kin == 'foster'",
        "c.kin ==",
        "did you mean `kind`?",
    );
    told(
        "c.kind == 'foster'",
        "c.kind == 'lost'",
        "'lost'",
        "the options are own, foster",
    );
    told(
        "when: '!alone'",
        "when: '!alone && children.size() == 0'",
        "children.size()",
        "asked later",
    );
    // Who begins knows of no rows.
    told(
        "conditions:\n  - title: {ru: Условие, en: Condition}\n",
        "conditions:\n  - title: {ru: Условие, en: Condition}\n    rule: children.size() > 1\n    otherwise: {ru: Нет, en: No}\n",
        "children.size() > 1",
        "told before the first question",
    );
}

#[test]
fn names_of_groups_are_names_of_rules() {
    let base = yaml();
    let saying = |from: &str, to: &str, words: &str| {
        let found = problems(&base.replace(from, to));
        let said = found.iter().any(|p| p.message.contains(words));
        assert!(said, "{words:?} not in {found:#?}");
    };
    saying("children", "my-children", "`-` is a minus there");
    saying("children", "in", "means something else");
    saying("children", "alone", "is called so too");
    saying("many", "children", "is called so too");
}

#[test]
fn examples_of_groups_are_checked() {
    told(
        "errors: {children: too few}",
        "errors: {}",
        "errors",
        "came children: too few",
    );
    told(
        "{born: 01.02.2021, kind: own}\n",
        "{born: 01.02.2021, kind: own, name: Аня}\n",
        "name: Аня",
        "the section `children` asks no `name`",
    );
    told(
        "answers: {since: 01.01.2020}",
        "answers: {since: 01.01.2020, children: 2}",
        "children: 2",
        "a list of its rows",
    );
    told(
        "answers: {since: 01.01.2020}",
        "answers: {since: 01.01.2020, born: 2}",
        "born: 2",
        "once a row",
    );
    told(
        "answers: {since: 01.01.2020}",
        "answers: {since: [{born: 01.01.2020}]}",
        "since: [",
        "has one answer and no rows",
    );
}
