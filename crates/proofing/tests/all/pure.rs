//! What needs no portal: states, statements, words.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use okno_accounts::Level;
use okno_proofing::attempt::{Proof, Stage, conclude, end};
use okno_proofing::methods::{Gives, Method, Table};
use okno_proofing::model::{CheckState, Kind, makes_standard};
use okno_store::testing::{ENGINES, open};
use proptest::prelude::*;

const TABLE: &str = include_str!("../../../../services/methods.yaml");

/// The methods of the folder, by their table.
static METHODS: LazyLock<Table> = LazyLock::new(|| {
    let rows = TABLE.lines().filter_map(|line| line.strip_prefix("- id: "));
    Table::parse(TABLE, &rows.collect::<Vec<_>>()).unwrap()
});

/// All facts that any of them demands.
static FACTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let facts = METHODS.iter().flat_map(|method| &method.evidence);
    let facts: BTreeSet<&'static str> = facts.map(String::as_str).collect();
    facts.into_iter().collect()
});

/// What may be tried, in any order.
#[derive(Debug, Clone)]
enum Act {
    Check(Kind, CheckState),
    Level,
    Open(usize),
    Conclude {
        method: usize,
        seen: BTreeSet<&'static str>,
        at: i64,
    },
    End {
        method: usize,
        how: Stage,
    },
}

fn act() -> impl Strategy<Value = Act> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let state = prop::sample::select(vec![
        CheckState::Queued,
        CheckState::Running,
        CheckState::Good,
        CheckState::Good,
        CheckState::Mismatch,
        CheckState::Waiting,
        CheckState::Kept,
    ]);
    let methods = METHODS.iter().count();
    let seen = prop::collection::vec(prop::bool::weighted(0.9), FACTS.len());
    let seen = seen.prop_map(|marks| {
        let all = FACTS.iter().copied().zip(marks);
        all.filter_map(|(fact, seen)| seen.then_some(fact))
            .collect()
    });
    prop_oneof![
        4 => (kind, state).prop_map(|(kind, state)| Act::Check(kind, state)),
        3 => Just(Act::Level),
        4 => (0..methods).prop_map(Act::Open),
        4 => (0..methods, seen, 0..120i64)
            .prop_map(|(method, seen, at)| Act::Conclude { method, seen, at }),
        2 => (0..methods, prop::sample::select(Stage::ALL.to_vec()))
            .prop_map(|(method, how)| Act::End { method, how }),
    ]
}

const ENDS: i64 = 100;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// No sequence of acts at any methods confirms anybody without good checks in the
    /// registries, an open attempt that is not too old and all the evidence that the
    /// table demands of a method that may confirm.
    #[test]
    fn nobody_is_confirmed_without_checks_and_evidence(acts in prop::collection::vec(act(), 1..60)) {
        let methods: Vec<&Method> = METHODS.iter().collect();
        let mut checks: Vec<(Kind, CheckState)> = Vec::new();
        let mut level = Level::Simplified;
        let mut stages: Vec<Option<Stage>> = vec![None; methods.len()];
        let second = |at| Timestamp::from_second(at).unwrap();
        for act in acts {
            match act {
                Act::Check(kind, state) => {
                    checks.retain(|(known, _)| *known != kind);
                    checks.push((kind, state));
                }
                Act::Level => {
                    if level == Level::Simplified && makes_standard(checks.iter().copied()) {
                        level = Level::Standard;
                    }
                }
                Act::Open(n) => {
                    if level >= methods[n].from() && stages[n] != Some(Stage::Open) {
                        stages[n] = Some(Stage::Open);
                    }
                }
                Act::Conclude { method: n, seen, at } => {
                    let Some(now) = stages[n] else { continue };
                    let mut deciding = checks.iter().filter(|(kind, _)| kind.decides());
                    let settled = deciding.all(|(_, state)| *state == CheckState::Good);
                    let proof = Proof::of(seen.iter().copied());
                    let concluded = conclude(
                        now, methods[n], level, settled, &proof, second(at), second(ENDS),
                    );
                    if let Ok((next, given)) = concluded {
                        prop_assert!(now == Stage::Open && next == Stage::Done && at < ENDS);
                        prop_assert!(methods[n].evidence.iter().all(|fact| seen.contains(fact.as_str())));
                        if methods[n].gives == Gives::Contact {
                            prop_assert_eq!(given, level);
                        } else {
                            prop_assert!(settled && level >= Level::Standard);
                            prop_assert_eq!(given, Level::Confirmed);
                            for kind in [Kind::Passport, Kind::Snils] {
                                prop_assert!(checks.contains(&(kind, CheckState::Good)));
                            }
                        }
                        (stages[n], level) = (Some(next), given);
                    }
                }
                Act::End { method: n, how } => {
                    let Some(now) = stages[n] else { continue };
                    if let Ok(next) = end(now, how) {
                        prop_assert_eq!(now, Stage::Open);
                        prop_assert!(!matches!(next, Stage::Open | Stage::Done));
                        stages[n] = Some(next);
                    }
                }
            }
            let confirmed_by = (0..methods.len()).any(|n| {
                stages[n] == Some(Stage::Done) && methods[n].gives == Gives::Confirmed
            });
            prop_assert!(level < Level::Confirmed || confirmed_by);
            if level == Level::Confirmed {
                break;
            }
        }
    }
}

/// What a table may not say, each with the words that name it.
#[test]
fn a_table_that_would_let_anybody_in_is_refused() {
    let row = |gives: &str, needs: u8, vouches: &str, evidence: &str, id: &str| {
        format!(
            "- {{ id: {id}, gives: {gives}, full: true, needs: {needs}, vouches: {vouches}, \
             evidence: [{evidence}], fee: 0, takes: {{ from: 1, to: 2, unit: days }}, go: false, \
             open_days: 1, begins: {{ max: 1, per_minutes: 1 }}, entries: {{ max: 1, per_minutes: 1 }}, \
             revoked_by: [holder], icon: pin }}\n"
        )
    };
    let good = row("confirmed", 2, "operator", "face", "in_person");
    assert!(Table::parse(&good, &["in_person"]).is_ok());
    for (text, says) in [
        (
            row("confirmed", 2, "program", "code", "in_person"),
            "never confirms",
        ),
        (
            row("confirmed", 1, "operator", "face", "in_person"),
            "level 2",
        ),
        (row("confirmed", 2, "operator", "", "in_person"), "evidence"),
        (
            row("confirmed", 2, "operator", "face", "magic"),
            "no such method",
        ),
        (format!("{good}{good}"), "named twice"),
    ] {
        let error = Table::parse(&text, &["in_person"]).unwrap_err();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn words_of_the_store_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_word(kind.word()), Some(kind));
    }
    for stage in Stage::ALL {
        assert_eq!(Stage::from_word(stage.word()), stage);
    }
    // A word that nobody knows opens nothing.
    assert_eq!(Stage::from_word("?"), Stage::Cancelled);
    assert_eq!(CheckState::from_word("?"), CheckState::Waiting);
}

#[tokio::test]
async fn statements_prepare() {
    let steps = [okno_proofing::MIGRATIONS];
    for engine in ENGINES {
        let store = open(engine, &steps).await.unwrap();
        for sql in okno_proofing::STATEMENTS.iter().copied().flatten() {
            store
                .db
                .prepare(sql)
                .await
                .unwrap_or_else(|error| panic!("{engine:?}: {sql}: {error}"));
        }
    }
}

fn ids(source: &str) -> BTreeSet<&str> {
    let lines = source
        .lines()
        .filter(|line| line.starts_with(char::is_alphabetic));
    lines
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .collect()
}

#[test]
fn languages_have_the_same_messages() {
    let [(_, ru), (_, en)] = okno_proofing::LOCALES;
    assert_eq!(ids(ru), ids(en));
    let own = |id: &&str| id.starts_with("proofing-") || id.starts_with("act-");
    assert!(ids(ru).iter().all(own));
}
