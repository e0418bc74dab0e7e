//! What is known of a letter: pure.

use jiff::{SignedDuration, Timestamp};
use okno_gateways::{PostEvent, PostEventKind};
use okno_requisites::{Address, TrackingNumber};
use serde::{Deserialize, Serialize};

/// The code lives so long from the dispatch.
const LIFE: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Where the letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Ordered,
    Printed,
    Dispatched,
    Arrived,
    HandedOver,
    Lost,
    Returned,
}

impl Step {
    /// Word in the store, in the journal and in the ids of texts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Printed => "printed",
            Self::Dispatched => "dispatched",
            Self::Arrived => "arrived",
            Self::HandedOver => "handed_over",
            Self::Lost => "lost",
            Self::Returned => "returned",
        }
    }

    /// It will not come any more.
    pub(super) fn is_in_vain(self) -> bool {
        matches!(self, Self::Lost | Self::Returned)
    }
}

/// A letter; sealed in the attempt.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Dispatch {
    /// Where to (S3-25).
    pub(super) address: Address,
    /// Its number.
    pub(super) track: Option<TrackingNumber>,
    pub(super) printed_at: Option<Timestamp>,
    pub(super) dispatched_at: Option<Timestamp>,
    pub(super) arrived_at: Option<Timestamp>,
    /// Handed over against the passport (S3-26).
    pub(super) handed_at: Option<Timestamp>,
    pub(super) lost_at: Option<Timestamp>,
    pub(super) returned_at: Option<Timestamp>,
    /// The right code was entered.
    pub(super) code_at: Option<Timestamp>,
}

impl Dispatch {
    pub(super) fn step(&self) -> Step {
        if self.handed_at.is_some() {
            Step::HandedOver
        } else if self.lost_at.is_some() {
            Step::Lost
        } else if self.returned_at.is_some() {
            Step::Returned
        } else if self.arrived_at.is_some() {
            Step::Arrived
        } else if self.dispatched_at.is_some() {
            Step::Dispatched
        } else if self.printed_at.is_some() {
            Step::Printed
        } else {
            Step::Ordered
        }
    }

    /// When a step was reached.
    pub(super) fn at(&self, step: Step) -> Option<Timestamp> {
        match step {
            Step::Ordered => None,
            Step::Printed => self.printed_at,
            Step::Dispatched => self.dispatched_at,
            Step::Arrived => self.arrived_at,
            Step::HandedOver => self.handed_at,
            Step::Lost => self.lost_at,
            Step::Returned => self.returned_at,
        }
    }

    /// Takes in what the post tells; the step that is news, if any. The post may tell
    /// of several at once or of the same again.
    pub(super) fn learn(&mut self, events: &[PostEvent], now: Timestamp) -> Option<Step> {
        let before = self.step();
        for event in events {
            // A clock of the post's that runs ahead is not believed.
            let at = event.at.min(now);
            let known = match event.kind {
                PostEventKind::Printed => &mut self.printed_at,
                PostEventKind::Dispatched => &mut self.dispatched_at,
                PostEventKind::Arrived => &mut self.arrived_at,
                PostEventKind::HandedOver if event.is_in_person() => &mut self.handed_at,
                PostEventKind::Lost => &mut self.lost_at,
                PostEventKind::Returned => &mut self.returned_at,
                PostEventKind::HandedOver | PostEventKind::Other => continue,
            };
            known.get_or_insert(at);
        }
        let after = self.step();
        (after != before).then_some(after)
    }

    /// Until when the code is good; not known before the dispatch.
    pub(super) fn good_until(&self) -> Option<Timestamp> {
        self.dispatched_at?.checked_add(LIFE).ok()
    }

    /// Is the code too old?
    pub(super) fn is_stale(&self, now: Timestamp) -> bool {
        self.good_until().is_some_and(|until| until <= now)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn event(kind: PostEventKind, at: &str, document: Option<&str>) -> PostEvent {
        PostEvent {
            kind,
            at: at.parse().unwrap(),
            document: document.map(ToOwned::to_owned),
        }
    }

    #[test]
    fn a_letter_goes_its_way_and_each_step_is_news_once() {
        use PostEventKind as K;
        let now: Timestamp = "2026-12-20T10:00:00Z".parse().unwrap();
        let mut state = Dispatch::default();
        assert_eq!(state.step(), Step::Ordered);
        let mut events = vec![event(K::Printed, "2026-11-23T10:00:00Z", None)];
        assert_eq!(state.learn(&events, now), Some(Step::Printed));
        assert_eq!(state.learn(&events, now), None);
        assert_eq!(state.good_until(), None);
        // Two at once: the last one counts.
        events.push(event(K::Dispatched, "2026-11-24T10:00:00Z", None));
        events.push(event(K::Arrived, "2026-12-08T10:00:00Z", None));
        assert_eq!(state.learn(&events, now), Some(Step::Arrived));
        assert_eq!(
            state.dispatched_at,
            Some("2026-11-24T10:00:00Z".parse().unwrap())
        );
        // 90 days from the dispatch.
        assert_eq!(
            state.good_until(),
            Some("2027-02-22T10:00:00Z".parse().unwrap())
        );
        // Not to somebody who showed no passport.
        events.push(event(K::HandedOver, "2026-12-09T10:00:00Z", None));
        assert_eq!(state.learn(&events, now), None);
        events.push(event(
            K::HandedOver,
            "2026-12-09T10:00:00Z",
            Some("passport"),
        ));
        assert_eq!(state.learn(&events, now), Some(Step::HandedOver));
        // What is in the person's hands is not lost.
        events.push(event(K::Lost, "2026-12-10T10:00:00Z", None));
        assert_eq!(state.learn(&events, now), None);
    }

    #[test]
    fn a_clock_that_runs_ahead_is_not_believed() {
        let now: Timestamp = "2026-11-25T10:00:00Z".parse().unwrap();
        let mut state = Dispatch::default();
        state.learn(
            &[event(
                PostEventKind::Dispatched,
                "2027-11-25T10:00:00Z",
                None,
            )],
            now,
        );
        assert_eq!(state.dispatched_at, Some(now));
        assert!(!state.is_stale(now));
        assert!(state.is_stale(now.checked_add(LIFE).unwrap()));
    }

    proptest! {
        #[test]
        fn only_a_passport_makes_it_handed_over(
            kinds in prop::collection::vec((0usize..7, any::<bool>()), 0..12)
        ) {
            use PostEventKind as K;
            let all = [K::Printed, K::Dispatched, K::Arrived, K::HandedOver, K::Lost, K::Returned, K::Other];
            let at = "2026-11-25T10:00:00Z";
            let events: Vec<PostEvent> = kinds
                .iter()
                .map(|(kind, shown)| event(all[*kind], at, shown.then_some("passport")))
                .collect();
            let mut state = Dispatch::default();
            state.learn(&events, at.parse().unwrap());
            let shown = events.iter().any(|e| e.kind == K::HandedOver && e.document.is_some());
            prop_assert_eq!(state.step() == Step::HandedOver, shown);
        }
    }
}
