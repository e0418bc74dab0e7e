//! Services and answers made by chance: whatever an author writes, it is refused with its
//! place or works; whatever a person answers, nothing breaks and every case has a way on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use jiff::civil::date;
use okno_catalogue::{Answers, Asked, Catalogue, Next, Service, World};
use okno_rules::Value;
use proptest::prelude::*;

use crate::fixture::{empty, service, write};

const QUERIES: &str = "\
- id: test
  system: archive
  query: test
  title: {ru: Вопрос, en: Question}
  keeper: {ru: Архив, en: Archive}
  fresh_days: 1
  takes: {what: text}
  gives:
    sum: {type: int, label: {ru: Сумма, en: Sum}}
    good: {type: bool, label: {ru: Хорошо, en: Good}}
";

/// Throws of dice, one after another; zero when there are no more.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn up_to(&mut self, most: usize) -> usize {
        let thrown = self.0.next().copied().unwrap_or_default();
        usize::from(thrown) % (most + 1)
    }

    fn one<'b>(&mut self, among: &'b [&'b str]) -> &'b str {
        among[self.up_to(among.len() - 1)]
    }

    fn seldom(&mut self) -> bool {
        self.up_to(4) == 0
    }
}

const KINDS: [&str; 8] = [
    "radio", "text", "number", "money", "date", "checkbox", "file", "textarea",
];

/// A question that has been written: its name and kind.
type Known = (String, &'static str);

/// A rule over one of these: mostly right, sometimes of another type or name.
fn simple(dice: &mut Dice<'_>, known: &[Known]) -> String {
    if known.is_empty() || dice.seldom() {
        let odd = [
            "today > date('2020-01-01')",
            "profile.level >= 2",
            "given(profile.inn)",
            "q99 == 'a'",
            "1 + ",
            "true",
            "profile.region == 'Рязанская область'",
            "size(",
        ];
        return dice.one(&odd).to_owned();
    }
    let (name, kind) = &known[dice.up_to(known.len() - 1)];
    match *kind {
        "radio" => format!("{name} == '{}'", dice.one(&["a", "b", "c"])),
        "number" | "file" => format!("{name} {} {}", dice.one(&["<", ">", "=="]), dice.up_to(3)),
        "money" => format!("{name} <= {}", dice.up_to(200)),
        "date" => format!("{name} < today"),
        "checkbox" => format!("{}{name}", dice.one(&["", "!"])),
        _ => format!("{name}.size() > {}", dice.up_to(5)),
    }
}

fn rule(dice: &mut Dice<'_>, known: &[Known]) -> String {
    match dice.up_to(3) {
        0 => format!("{} && {}", simple(dice, known), simple(dice, known)),
        1 => format!("{} || !({})", simple(dice, known), simple(dice, known)),
        _ => simple(dice, known),
    }
}

fn question(dice: &mut Dice<'_>, n: usize, known: &[Known], out: &mut String) -> Known {
    let kind = KINDS[dice.up_to(KINDS.len() - 1)];
    let id = format!("q{n}");
    let _ = writeln!(out, "        - id: {id}\n          kind: {kind}");
    let _ = writeln!(out, "          label: {{ru: Вопрос {n}, en: Question {n}}}");
    if dice.seldom() {
        let _ = writeln!(out, "          required: false");
    }
    match kind {
        "radio" => out.push_str(
            "          options:\n            - value: a\n              label: {ru: А, en: A}\n            - value: b\n              label: {ru: Б, en: B}\n",
        ),
        "file" => out.push_str("          files: {max: 2, max_bytes: 1000, types: [pdf]}\n"),
        _ => {}
    }
    if dice.up_to(2) == 0 {
        let _ = writeln!(out, "          when: \"{}\"", rule(dice, known));
    }
    let me = (id, kind);
    if dice.up_to(3) == 0 {
        let mut with_me = known.to_vec();
        with_me.push(me.clone());
        let rule = rule(dice, &with_me);
        let _ = writeln!(
            out,
            "          rules:\n            - rule: \"{rule}\"\n              message: {{ru: Не так, en: Wrong}}"
        );
    }
    me
}

/// A form, the questions that are asked once and those of rows by section.
fn form(dice: &mut Dice<'_>) -> (String, Vec<Known>) {
    let mut out = "form:\n  sections:\n".to_owned();
    let (mut known, mut n) = (Vec::new(), 0);
    for s in 0..=dice.up_to(3) {
        let _ = writeln!(out, "    - id: s{s}\n      title: {{ru: Часть, en: Part}}");
        let repeats = dice.seldom();
        if repeats {
            let (min, max) = (dice.up_to(2), dice.up_to(3));
            let _ = writeln!(
                out,
                "      repeat: {{min: {min}, max: {max}, item: {{ru: Строка, en: Row}}, add: {{ru: Ещё, en: More}}}}"
            );
        }
        if dice.seldom() {
            let _ = writeln!(out, "      when: \"{}\"", rule(dice, &known));
        }
        out.push_str("      questions:\n");
        let mut here = known.clone();
        for _ in 0..=dice.up_to(3) {
            here.push(question(dice, n, &here, &mut out));
            n += 1;
        }
        if !repeats {
            known = here;
        }
    }
    (out, known)
}

fn workflow(dice: &mut Dice<'_>, known: &[Known]) -> String {
    if dice.seldom() {
        return String::new();
    }
    let mut out =
        "registries:\n  - id: test\n    query: test\n    with: {what: \"'x'\"}\nworkflow:\n"
            .to_owned();
    let stages = 1 + dice.up_to(3);
    let names: Vec<String> = (0..=stages).map(|n| format!("w{n}")).collect();
    let some: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut with_answers = known.to_vec();
    with_answers.push(("registry.test.sum".to_owned(), "number"));
    with_answers.push(("registry.test.good".to_owned(), "checkbox"));
    for n in 0..stages {
        let _ = writeln!(out, "  - id: w{n}\n    title: {{ru: Этап, en: Stage}}");
        if dice.up_to(1) == 0 {
            out.push_str("    waits: registries\n    then:\n");
            for _ in 0..dice.up_to(2) {
                let end = match dice.up_to(2) {
                    0 => "approve: true".to_owned(),
                    1 => "reject: wrong".to_owned(),
                    _ => format!("to: {}", dice.one(&some)),
                };
                let _ = writeln!(
                    out,
                    "      - when: \"{}\"\n        {end}",
                    rule(dice, &with_answers)
                );
            }
            let _ = writeln!(out, "      - to: {}", dice.one(&some));
        } else {
            out.push_str("    actions:\n      - approve\n      - reject\n");
            if dice.up_to(1) == 0 {
                let _ = writeln!(
                    out,
                    "      - to: {}\n        title: {{ru: Дальше, en: On}}",
                    dice.one(&some)
                );
            }
        }
    }
    out
}

fn folder(dice: &mut Dice<'_>) -> String {
    let whole = service("thing", "АБ", "Вещь", "Thing");
    let (head, rest) = whole.split_once("form:\n").unwrap();
    let (_, tail) = rest.split_once("refusal_grounds:\n").unwrap();
    let (form, known) = form(dice);
    let workflow = workflow(dice, &known);
    format!("{head}{form}{workflow}refusal_grounds:\n{tail}")
}

/// Answers by chance: of the kind, of another kind, none.
#[derive(Default)]
struct Given {
    words: BTreeMap<String, String>,
    files: BTreeMap<String, usize>,
    rows: BTreeMap<String, Vec<(String, Given)>>,
}

impl Answers for Given {
    fn answer(&self, question: &str) -> &str {
        self.words.get(question).map_or("", String::as_str)
    }
    fn files(&self, question: &str) -> usize {
        self.files.get(question).copied().unwrap_or_default()
    }
    fn rows(&self, section: &str) -> Vec<(&str, &dyn Answers)> {
        let rows = self.rows.get(section).into_iter().flatten();
        rows.map(|(id, row)| (id.as_str(), row as &dyn Answers))
            .collect()
    }
}

fn answers(dice: &mut Dice<'_>, service: &Service) -> Given {
    let typed = [
        "",
        "a",
        "b",
        "yes",
        "7",
        "150,50",
        "01.02.2020",
        "31.02.2020",
        "много слов",
    ];
    let mut all = Given::default();
    for section in &service.form.sections {
        let rows = match section.repeat.is_some() {
            true => dice.up_to(3),
            false => 1,
        };
        for n in 0..rows {
            let mut row = Given::default();
            for question in &section.questions {
                row.words
                    .insert(question.id.clone(), dice.one(&typed).to_owned());
                row.files.insert(question.id.clone(), dice.up_to(2));
            }
            match section.repeat.is_some() {
                true => all
                    .rows
                    .entry(section.id.clone())
                    .or_default()
                    .push((format!("r{n}"), row)),
                false => {
                    all.words.extend(row.words);
                    all.files.extend(row.files);
                }
            }
        }
    }
    all
}

fn world(dice: &mut Dice<'_>) -> World {
    let mut profile = BTreeMap::new();
    let mut put = |name: &str, value: Value| {
        profile.insert(name.to_owned(), value);
    };
    if dice.up_to(1) == 0 {
        put("profile.level", Value::Int(2));
        put("profile.inn", Value::text("622610014737"));
    }
    if dice.up_to(1) == 0 {
        put("registry.test.found", Value::Bool(true));
        put("registry.test.sum", Value::Int(3));
        put("registry.test.good", Value::Bool(dice.up_to(1) == 0));
    }
    World {
        profile,
        today: date(2026, 11, 23),
    }
}

/// What must hold of any service that was loaded, whatever is answered.
fn holds_together(service: &Service, given: &Given, world: &World) {
    let sheet = service.sheet(given, world);
    let asked: BTreeSet<&str> = sheet.sections().map(|s| s.id.as_str()).collect();
    for section in &service.form.sections {
        for question in &section.questions {
            if section.repeat.is_none() && sheet.is_asked(&question.id) {
                assert!(
                    asked.contains(section.id.as_str()),
                    "a question without its section"
                );
            } else {
                assert!(
                    sheet.flaw(&question.id).is_none(),
                    "a flaw of what is not asked"
                );
            }
        }
    }
    for spot in service.spots(given) {
        if sheet.flaw_at(&spot).is_some() {
            assert!(
                sheet.asks(&spot),
                "a flaw of what is not asked: {}",
                spot.key
            );
        }
    }
    assert_eq!(sheet.conditions().len(), service.conditions.len());
    assert_eq!(sheet.documents().len(), service.documents.len());
    let _ = sheet.due();
    for (check, asked) in sheet.checks() {
        assert!(
            matches!(asked, Asked::Yes(_)),
            "{} is asked with words of its own",
            check.id
        );
    }
    // From each stage a case walks by itself to an official or a decision.
    for begin in &service.workflow {
        let mut stage = begin;
        let mut steps = 0;
        while stage.is_waiting() {
            let (_, next) = sheet.next(stage).expect("the last line always holds");
            match next {
                Next::Approve => break,
                Next::Reject(ground) => {
                    assert!(service.refusal_ground(ground).is_some());
                    break;
                }
                Next::To(to) => stage = service.stage(to).expect("a stage of the workflow"),
            }
            steps += 1;
            assert!(
                steps <= service.workflow.len(),
                "{} walks in a circle",
                begin.id
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn any_folder_is_refused_with_its_place_or_works(throws in prop::collection::vec(any::<u8>(), 20..400)) {
        let mut dice = Dice(throws.iter());
        let yaml = folder(&mut dice);
        let dir = empty();
        fs::write(dir.path().join("registries.yaml"), QUERIES).unwrap();
        write(dir.path(), "thing", &yaml);
        match Catalogue::load(dir.path()) {
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(problem.line <= yaml.lines().count(), "{problem}");
                    prop_assert!(problem.message.len() > 20, "{problem}");
                }
            }
            Ok(catalogue) => {
                let service = catalogue.get("thing").unwrap();
                for _ in 0..4 {
                    let given = answers(&mut dice, service);
                    let world = world(&mut dice);
                    holds_together(service, &given, &world);
                }
            }
        }
    }
}

/// The dice must also make services that are right, else the test above proves little.
#[test]
fn the_dice_make_good_services_too() {
    let mut good = 0;
    for seed in 0..300_u32 {
        let mut state = seed.wrapping_mul(2_654_435_761).max(1);
        let throws: Vec<u8> = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[1]
        })
        .take(400)
        .collect();
        let mut dice = Dice(throws.iter());
        let yaml = folder(&mut dice);
        let dir = empty();
        fs::write(dir.path().join("registries.yaml"), QUERIES).unwrap();
        write(dir.path(), "thing", &yaml);
        good += u32::from(Catalogue::load(dir.path()).is_ok());
    }
    assert!(good >= 10, "only {good} of 300 folders were right");
}
