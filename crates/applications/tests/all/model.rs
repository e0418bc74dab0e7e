//! States and the ways between them.

use okno_applications::{Event, Refusal, State};
use proptest::prelude::*;

#[test]
fn words_of_states_lead_back() {
    for state in State::ALL {
        assert_eq!(State::from_word(state.word()), Some(state));
    }
    assert_eq!(State::from_word("lost"), None);
}

#[test]
fn only_these_ways_are_open() {
    let mut open = Vec::new();
    for state in State::ALL {
        for event in Event::ALL {
            if let Ok(next) = state.after(event) {
                open.push((state, event, next));
            }
        }
    }
    assert_eq!(
        open,
        [
            (State::Draft, Event::Send, State::Sent),
            (State::Sent, Event::AskCorrection, State::CorrectionAsked),
            (State::Sent, Event::Approve, State::Approved),
            (State::Sent, Event::Reject, State::Rejected),
            (State::Sent, Event::Withdraw, State::Withdrawn),
            (State::CorrectionAsked, Event::SendCorrection, State::Sent),
            (State::CorrectionAsked, Event::Withdraw, State::Withdrawn),
            (State::Approved, Event::Receive, State::Completed),
        ]
    );
}

proptest! {
    #[test]
    fn whatever_comes_the_rules_hold(events in prop::collection::vec(0usize..7, 0..40)) {
        let mut state = State::Draft;
        let mut decisions = 0;
        for event in events.into_iter().map(|n| Event::ALL[n]) {
            let before = state;
            match state.after(event) {
                Ok(next) => {
                    prop_assert!(!before.is_closed(), "a closed application moved");
                    prop_assert_eq!(next, event.leads_to());
                    prop_assert_ne!(next, State::Draft);
                    decisions += u32::from(matches!(event, Event::Approve | Event::Reject));
                    state = next;
                }
                // The same event once more changes nothing and says so.
                Err(Refusal::Already(at)) => prop_assert_eq!(at, event.leads_to()),
                Err(Refusal::Closed(at)) => prop_assert!(at.is_closed()),
                Err(Refusal::NotNow(at)) => prop_assert!(!at.is_closed()),
                Err(other) => prop_assert!(false, "{}", other),
            }
            prop_assert!(decisions <= 1, "decided twice");
            if state.after(event).is_ok() {
                prop_assert!(false, "{:?} twice", event);
            }
        }
    }
}
