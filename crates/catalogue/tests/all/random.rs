//! Services and answers made by chance: whatever an author writes, it is refused with its
//! place or works; whatever a person answers, nothing breaks and every case has a way on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::civil::date;
use okno_catalogue::{Answers, Asked, Catalogue, Next, Service, World};
use okno_rules::Value;
use proptest::prelude::*;

use crate::dice::{Dice, Luck, QUERIES, folder, service};
use crate::fixture::{empty, write};

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
        "b,a",
        "b,a",
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
        let mut dice = Dice::of(&throws);
        let yaml = folder(&mut dice, &service("thing", "АБ", "Вещь", "Thing"));
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
        let throws = Luck::new(seed).throws();
        let mut dice = Dice::of(&throws);
        let yaml = folder(&mut dice, &service("thing", "АБ", "Вещь", "Thing"));
        let dir = empty();
        fs::write(dir.path().join("registries.yaml"), QUERIES).unwrap();
        write(dir.path(), "thing", &yaml);
        good += u32::from(Catalogue::load(dir.path()).is_ok());
    }
    assert!(good >= 10, "only {good} of 300 folders were right");
}
