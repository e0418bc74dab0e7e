//! What needs no portal: states, statements, words.

use std::collections::BTreeSet;

use jiff::Timestamp;
use okno_accounts::Level;
use okno_proofing::model::{
    CheckState, Evidence, Kind, Stage, cancel, confirm, makes_standard, refuse,
};
use okno_store::testing::{ENGINES, open};
use proptest::prelude::*;

/// What may be tried, in any order.
#[derive(Debug, Clone)]
enum Act {
    Check(Kind, CheckState),
    Level,
    Open,
    Confirm { marks: [bool; 3], at: i64 },
    Refuse { reason: &'static str },
    Cancel,
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
    ]);
    let reason = prop::sample::select(vec!["", "face", "other", "strange"]);
    prop_oneof![
        4 => (kind, state).prop_map(|(kind, state)| Act::Check(kind, state)),
        3 => Just(Act::Level),
        3 => Just(Act::Open),
        4 => (prop::array::uniform3(prop::bool::weighted(0.8)), 0..120i64)
            .prop_map(|(marks, at)| Act::Confirm { marks, at }),
        1 => reason.prop_map(|reason| Act::Refuse { reason }),
        1 => Just(Act::Cancel),
    ]
}

const ENDS: i64 = 100;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// No sequence of acts confirms anybody without good checks in the
    /// registries, the three marks and an open code that is not too old.
    #[test]
    fn nobody_is_confirmed_without_checks_and_evidence(acts in prop::collection::vec(act(), 1..40)) {
        let mut checks: Vec<(Kind, CheckState)> = Vec::new();
        let mut level = Level::Simplified;
        let mut stage: Option<Stage> = None;
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
                Act::Open => {
                    if level == Level::Standard && stage != Some(Stage::Open) {
                        stage = Some(Stage::Open);
                    }
                }
                Act::Confirm { marks: [face, numbers, intact], at } => {
                    let Some(now) = stage else { continue };
                    let settled = checks.iter().all(|(_, state)| *state == CheckState::Good);
                    let evidence = Evidence { face, numbers, intact, ..Evidence::default() };
                    if let Ok((next, given)) =
                        confirm(now, level, settled, &evidence, second(at), second(ENDS))
                    {
                        prop_assert!(settled && face && numbers && intact);
                        prop_assert!(now == Stage::Open && at < ENDS);
                        prop_assert!(level >= Level::Standard);
                        for kind in [Kind::Passport, Kind::Snils] {
                            prop_assert!(checks.contains(&(kind, CheckState::Good)));
                        }
                        prop_assert_eq!((next, given), (Stage::Done, Level::Confirmed));
                        (stage, level) = (Some(next), given);
                    }
                }
                Act::Refuse { reason } => {
                    let Some(now) = stage else { continue };
                    let evidence = Evidence { reason: reason.to_owned(), ..Evidence::default() };
                    if let Ok(next) = refuse(now, &evidence) {
                        prop_assert!(now == Stage::Open && reason == "face");
                        stage = Some(next);
                    }
                }
                Act::Cancel => {
                    let Some(now) = stage else { continue };
                    if let Ok(next) = cancel(now) {
                        prop_assert_eq!(now, Stage::Open);
                        stage = Some(next);
                    }
                }
            }
            if level == Level::Confirmed {
                prop_assert_eq!(stage, Some(Stage::Done));
                break;
            }
        }
    }
}

#[test]
fn words_of_the_store_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_word(kind.word()), Some(kind));
    }
    for stage in [Stage::Open, Stage::Done, Stage::Refused, Stage::Cancelled] {
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
