//! Rules of a service: what is asked, what is wrong, what it costs; what is refused when the
//! folder is loaded; examples.

use std::collections::BTreeMap;

use jiff::civil::date;
use okno_catalogue::{Answers, Catalogue, Due, Met, Nothing, Problem, Service, World, check};
use okno_rules::Value;
use tempfile::TempDir;

use crate::fixture::{empty, service, write};

const FORM: &str = "\
values:
  is_large: rooms > 3 || area_cost > 1000
  doubled: 'rubles(is_large ? 200 : 100)'
form:
  sections:
    - id: home
      title: {ru: Дом, en: Home}
      questions:
        - id: purpose
          kind: radio
          label: {ru: Зачем?, en: Why?}
          options:
            - value: live
              label: {ru: Жить, en: To live}
            - value: rent
              label: {ru: Сдавать, en: To let}
        - id: rooms
          kind: number
          label: {ru: Комнаты, en: Rooms}
          rules:
            - rule: rooms <= 20
              message: {ru: Столько комнат не бывает, en: Too many rooms}
        - id: area_cost
          kind: money
          required: false
          label: {ru: Цена, en: Price}
    - id: tenants
      title: {ru: Жильцы, en: Tenants}
      when: purpose == 'rent'
      questions:
        - id: since
          kind: date
          label: {ru: С какого дня, en: Since}
          rules:
            - rule: since < today && since > profile.birth_date
              message: {ru: День не подходит, en: The day does not fit}
        - id: contract
          kind: checkbox
          required: false
          label: {ru: Есть договор, en: There is a contract}
        - id: scan
          kind: file
          when: contract && is_large
          label: {ru: Договор, en: Contract}
          files: {max: 2, max_bytes: 1000, types: [pdf]}
";

const HEAD: &str = "\
fee:
  rule: \"purpose == 'live' ? 0 : doubled\"
  text: {ru: Для жизни бесплатно, en: Free to live in}
";

const CONDITIONS: &str = "\
conditions:
  - title: {ru: Условие, en: Condition}
  - title: {ru: Взрослый, en: Adult}
    rule: age(profile.birth_date) >= 18
    otherwise: {ru: Подрастите, en: Grow up}
documents:
  - title: {ru: Паспорт, en: Passport}
  - title: {ru: Договор, en: Contract}
    when: contract
";

fn yaml() -> String {
    let base = service("thing", "АБ", "Вещь", "Thing");
    let form = base.find("form:").unwrap();
    let after = base.find("refusal_grounds:").unwrap();
    let made = format!("{}{FORM}{}", &base[..form], &base[after..]);
    let made = made.replace("fee: {rubles: 0}\n", HEAD);
    let from = made.find("conditions:").unwrap();
    let to = made.find("steps: []").unwrap();
    format!("{}{CONDITIONS}{}", &made[..from], &made[to..])
}

fn load(yaml: &str) -> (TempDir, Catalogue) {
    let dir = empty();
    write(dir.path(), "thing", yaml);
    let catalogue = Catalogue::load(dir.path()).unwrap_or_else(|p| panic!("{p:#?}"));
    (dir, catalogue)
}

fn problems(yaml: &str) -> Vec<Problem> {
    let dir = empty();
    write(dir.path(), "thing", yaml);
    check(dir.path())
}

struct Given(BTreeMap<&'static str, &'static str>);

impl Answers for Given {
    fn answer(&self, question: &str) -> &str {
        self.0.get(question).copied().unwrap_or_default()
    }
    fn files(&self, question: &str) -> usize {
        self.answer(question).parse().unwrap_or(0)
    }
}

fn world() -> World {
    let born = Value::Date(date(1990, 3, 4));
    World {
        profile: [("profile.birth_date".to_owned(), born)].into(),
        today: date(2026, 11, 23),
    }
}

fn asked(service: &Service, answers: &[(&'static str, &'static str)]) -> Vec<String> {
    let (given, world) = (Given(answers.iter().copied().collect()), world());
    let sheet = service.sheet(&given, &world);
    let questions = service.form.questions().map(|(_, q)| q.id.clone());
    questions.filter(|id| sheet.is_asked(id)).collect()
}

#[test]
fn what_is_asked_follows_the_answers() {
    let (_dir, catalogue) = load(&yaml());
    let service = catalogue.get("thing").unwrap();
    let first = ["purpose", "rooms", "area_cost"];
    assert_eq!(asked(service, &[]), first);
    assert_eq!(asked(service, &[("purpose", "live")]), first);
    // A word that is no option opens nothing.
    assert_eq!(asked(service, &[("purpose", "sell")]), first);
    let let_out = [("purpose", "rent"), ("contract", "yes")];
    assert_eq!(asked(service, &let_out)[3..], ["since", "contract"]);
    let large = [("purpose", "rent"), ("contract", "yes"), ("rooms", "4")];
    assert_eq!(asked(service, &large)[3..], ["since", "contract", "scan"]);
    // What is not asked is not known: the contract of a section that is closed.
    let closed = [("purpose", "live"), ("contract", "yes"), ("rooms", "4")];
    assert_eq!(asked(service, &closed), first);
    let world = world();
    let given = Given(closed.into());
    let sheet = service.sheet(&given, &world);
    assert_eq!(sheet.value("contract"), Value::Absent);
    assert_eq!(sheet.documents(), [Some(true), None]);
    assert!(!sheet.has_section("tenants"));
    assert_eq!(sheet.sections().count(), 1);
}

#[test]
fn what_is_wrong_is_said_by_the_rules() {
    let (_dir, catalogue) = load(&yaml());
    let service = catalogue.get("thing").unwrap();
    let flaw = |question: &str, answers: &[(&'static str, &'static str)]| {
        let (given, world) = (Given(answers.iter().copied().collect()), world());
        let sheet = service.sheet(&given, &world);
        sheet.flaw(question).map(|text| text.ru.clone())
    };
    assert_eq!(flaw("rooms", &[("rooms", "20")]), None);
    let many = Some("Столько комнат не бывает".to_owned());
    assert_eq!(flaw("rooms", &[("rooms", "21")]), many);
    // Nothing is said of what is not there or no number; that is told otherwise.
    assert_eq!(flaw("rooms", &[]), None);
    assert_eq!(flaw("rooms", &[("rooms", "много")]), None);
    let wrong = Some("День не подходит".to_owned());
    for (day, said) in [
        ("22.11.2026", None),
        ("23.11.2026", wrong.clone()),
        ("01.01.1980", wrong),
    ] {
        assert_eq!(
            flaw("since", &[("purpose", "rent"), ("since", day)]),
            said,
            "{day}"
        );
        assert_eq!(flaw("since", &[("purpose", "live"), ("since", day)]), None);
    }
}

#[test]
fn fee_conditions_and_documents_are_told_as_far_as_they_are_known() {
    let (_dir, catalogue) = load(&yaml());
    let service = catalogue.get("thing").unwrap();
    for (answers, due) in [
        (vec![], Due::Unknown),
        (vec![("purpose", "live")], Due::Free),
        (vec![("purpose", "rent")], Due::Unknown),
        (
            vec![("purpose", "rent"), ("rooms", "4")],
            Due::Kopecks(20_000),
        ),
        (
            vec![
                ("purpose", "rent"),
                ("rooms", "3"),
                ("area_cost", "1 000,00"),
            ],
            Due::Kopecks(10_000),
        ),
        (
            vec![
                ("purpose", "rent"),
                ("rooms", "3"),
                ("area_cost", "1 000,01"),
            ],
            Due::Kopecks(20_000),
        ),
    ] {
        let (given, world) = (Given(answers.iter().copied().collect()), world());
        assert_eq!(service.sheet(&given, &world).due(), due, "{answers:?}");
    }
    let mut world = world();
    let met = |world: &World| service.sheet(&Nothing, world).conditions();
    assert_eq!(met(&world), [Met::Unasked, Met::Yes]);
    world.today = date(2008, 3, 3);
    assert_eq!(met(&world), [Met::Unasked, Met::No]);
    world.profile.clear();
    assert_eq!(met(&world), [Met::Unasked, Met::Unknown]);
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
fn mistakes_of_rules_are_told_with_their_place() {
    assert_eq!(problems(&yaml()), []);
    told(
        "when: purpose == 'rent'",
        "when: purpos == 'rent'",
        "purpos",
        "did you mean `purpose`?",
    );
    told(
        "when: purpose == 'rent'",
        "when: purpose == 'sell'",
        "'sell'",
        "the options are live, rent",
    );
    told(
        "when: purpose == 'rent'",
        "when: rooms",
        "when: rooms",
        "yes or no is needed",
    );
    told(
        "rooms <= 20",
        "rooms <= 20 && purpose ==",
        "rooms <= 20",
        "this is no rule",
    );
    told(
        "rule: rooms <= 20",
        "rule: rooms <= area_cost",
        "area_cost",
        "asked later",
    );
    told(
        "rule: rooms <= 20",
        "rule: rooms <= 20 && since < today",
        "since <",
        "asked later",
    );
    told(
        "rule: rooms <= 20",
        "rule: purpose == 'live'",
        "purpose ==",
        "says nothing of `rooms`",
    );
    told(
        "rule: age(profile.birth_date) >= 18",
        "rule: rooms > 1",
        "rooms > 1",
        "told before the first question",
    );
    told(
        "    otherwise: {ru: Подрастите, en: Grow up}\n",
        "",
        "Взрослый",
        "add `otherwise",
    );
    told(
        "Подрастите, en: Grow up}",
        "Подрастите}",
        "Подрастите",
        "`en`",
    );
    told(
        "    rule: age(profile.birth_date) >= 18\n",
        "",
        "otherwise",
        "without a rule",
    );
    told(
        "  text: {ru: Для жизни бесплатно, en: Free to live in}\n",
        "",
        "fee:",
        "in words",
    );
    told(
        "'live' ? 0 : doubled",
        "'live' ? 0 : rooms",
        "rooms",
        "write rubles(…)",
    );
    told(
        "fee:\n",
        "fee:\n  rubles: 5\n",
        "purpose == 'live'",
        "either `rubles` or a `rule`",
    );
}

#[test]
fn names_circles_and_rules_that_never_hold_are_found() {
    told(
        "when: contract && is_large",
        "when: contract && !contract",
        "!contract",
        "never holds",
    );
    told(
        "when: contract && is_large",
        "when: contract || true",
        "true",
        "always holds",
    );
    told(
        "when: contract && is_large",
        "when: purpose == 'live'",
        "purpose == 'live'",
        "the section is never asked when this holds",
    );
    let base = yaml();
    for (from, to, words) in [
        ("- id: area_cost", "- id: area-cost", "a minus there"),
        ("- id: contract", "- id: in", "means something else"),
    ] {
        let found = problems(&base.replacen(from, to, 1));
        let told = found.iter().find(|p| p.message.contains(words));
        assert!(told.is_some(), "{found:#?}");
    }
    let misspelt = base.replace("rubles(is_large ?", "rubles(is_larg ?");
    let found = problems(&misspelt);
    assert!(
        found[0]
            .message
            .contains("`doubled` cannot be used here: its own rule is wrong")
    );
    assert!(
        found[1].message.contains("did you mean `is_large`"),
        "{found:#?}"
    );
    assert_eq!(found.len(), 2);
    let circle = base.replace("is_large: rooms > 3", "is_large: doubled > 3 && rooms > 3");
    let found = problems(&circle);
    let circles = found.iter().filter(|p| p.message.contains("in a circle"));
    let said: Vec<&str> = circles.map(|p| p.message.as_str()).collect();
    assert_eq!(said.len(), 2, "{found:#?}");
    assert!(
        said[0].contains("doubled → is_large → doubled")
            || said[0].contains("is_large → doubled → is_large")
    );
    let itself = base.replace("is_large: rooms > 3", "is_large: is_large || rooms > 3");
    let found = problems(&itself);
    assert!(
        found
            .iter()
            .any(|p| p.message.contains("is_large → is_large")),
        "{found:#?}"
    );
    let taken = base.replace("  doubled: '", "  rooms: '");
    let found = problems(&taken);
    assert!(
        found
            .iter()
            .any(|p| p.message.contains("a question is called `rooms` too"))
    );
}

fn with_example(example: &str) -> String {
    format!("{}{example}", yaml())
}

#[test]
fn an_example_that_comes_out_otherwise_is_a_mistake() {
    let good = "\
examples:
  - name: сдаю
    today: 2026-11-23
    profile: {birth_date: 04.03.1990}
    answers: {purpose: rent, rooms: 4, since: 23.11.2026, contract: true, scan: 2}
    expect:
      eligible: true
      asked: [purpose, rooms, area_cost, since, contract, scan]
      errors: {since: не подходит}
      fee: 200
      documents: [Паспорт, Договор]
  - name: ребёнок
    today: 2000-01-01
    profile: {birth_date: 1990-03-04}
    expect:
      eligible: false
      errors: {purpose: missing, rooms: missing}
  - name: не число
    today: 2026-11-23
    answers: {purpose: live, rooms: много, area_cost: '1,234'}
    expect: {errors: {rooms: flaw-number, area_cost: flaw-money}, fee: '0'}
";
    assert_eq!(problems(&with_example(good)), []);
    for (from, to, at, words) in [
        (
            "eligible: true",
            "eligible: false",
            "eligible: false",
            "expected false, came true",
        ),
        (
            "area_cost, since",
            "since",
            "asked:",
            "came area_cost, contract",
        ),
        ("fee: 200", "fee: 100", "fee: 100", "expected 100, came 200"),
        (
            "[Паспорт, Договор]",
            "[Договор]",
            "documents",
            "came Договор, Паспорт",
        ),
        (
            "{since: не подходит}",
            "{}",
            "errors: {}",
            "came since: День не подходит",
        ),
        (
            "{since: не подходит}",
            "{since: рано}",
            "рано",
            "expected since: рано",
        ),
        (
            "since: 23.11.2026",
            "sinse: 23.11.2026",
            "sinse",
            "the form asks no `sinse`",
        ),
        (
            "2026-11-23\n    profile",
            "23.11.2026\n    profile",
            "today",
            "2026-03-01",
        ),
        (
            "{birth_date: 04.03.1990}",
            "{birth_date: давно}",
            "birth_date",
            "this is not a date",
        ),
        (
            "{birth_date: 04.03.1990}",
            "{born: 1}",
            "born",
            "a profile has no `born`",
        ),
        ("- name: ребёнок", "- name: сдаю", "name", "two examples"),
    ] {
        let changed = with_example(&good.replacen(from, to, 1));
        let found = problems(&changed);
        assert!(!found.is_empty(), "{from:?} → {to:?}");
        let told = found.iter().find(|p| p.message.contains(words));
        let told = told.unwrap_or_else(|| panic!("{words:?} not in {found:#?}"));
        let line = changed.lines().nth(told.line - 1).unwrap();
        assert!(line.contains(at), "{told} points at {line:?}");
    }
}
