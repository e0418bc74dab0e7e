//! What is known of a paper package: pure.

use std::collections::BTreeSet;

use jiff::Timestamp;
use okno_gateways::{PostEvent, PostEventKind};
use okno_requisites::TrackingNumber;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attempt::Proof;

/// What lies in a package (S1-118). The INN is sent by those who have one.
pub(super) const ENCLOSURES: [&str; 5] = ["application", "inventory", "passport", "inn", "address"];

/// Where a package stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Not posted yet.
    Prepared,
    /// Posted, by its number.
    Sent,
    /// The post has brought it.
    Arrived,
    /// On the desk.
    Received,
    /// Something is missing or does not agree: the person mends it (S1-122).
    Lacking,
    /// All is there; the registries have not all agreed yet.
    Complete,
}

impl Step {
    /// Word in the store, in the journal and in the ids of texts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Sent => "sent",
            Self::Arrived => "arrived",
            Self::Received => "received",
            Self::Lacking => "lacking",
            Self::Complete => "complete",
        }
    }
}

/// Who vouched that the set is whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Vouched {
    pub(super) by: Uuid,
    pub(super) unit: String,
    pub(super) at: Timestamp,
    /// Blind index of the data that was compared: other data was not.
    pub(super) print: Vec<u8>,
}

/// A talk about corrections, by phone or mail (S1-122).
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Talk {
    pub(super) at: Timestamp,
    /// `phone`, `mail`, `asked`.
    pub(super) how: String,
    pub(super) text: String,
}

/// A package; sealed in the attempt.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State {
    /// Its number at the post (S1-120).
    pub(super) track: Option<TrackingNumber>,
    /// The person's copy of the receipt.
    pub(super) receipt: Option<Uuid>,
    pub(super) sent_at: Option<Timestamp>,
    pub(super) arrived_at: Option<Timestamp>,
    pub(super) received_at: Option<Timestamp>,
    /// What the desk has found in it.
    pub(super) found: BTreeSet<String>,
    /// What it asked for last, and since when.
    pub(super) lacks: Vec<String>,
    pub(super) note: String,
    pub(super) asked_at: Option<Timestamp>,
    pub(super) talks: Vec<Talk>,
    pub(super) vouched: Option<Vouched>,
}

impl State {
    pub(super) fn step(&self) -> Step {
        if self.vouched.is_some() {
            Step::Complete
        } else if self.asked_at.is_some() {
            Step::Lacking
        } else if self.received_at.is_some() {
            Step::Received
        } else if self.arrived_at.is_some() {
            Step::Arrived
        } else if self.sent_at.is_some() {
            Step::Sent
        } else {
            Step::Prepared
        }
    }

    /// When a step was reached.
    pub(super) fn at(&self, step: Step) -> Option<Timestamp> {
        match step {
            Step::Prepared => None,
            Step::Sent => self.sent_at,
            Step::Arrived => self.arrived_at,
            Step::Received => self.received_at,
            Step::Lacking => self.asked_at,
            Step::Complete => self.vouched.as_ref().map(|vouched| vouched.at),
        }
    }

    /// Takes in what the post tells; true when it brought the package just now.
    pub(super) fn learn(&mut self, events: &[PostEvent], now: Timestamp) -> bool {
        let before = self.arrived_at;
        for event in events {
            if matches!(
                event.kind,
                PostEventKind::Arrived | PostEventKind::HandedOver
            ) {
                // A clock of the post's that runs ahead is not believed.
                self.arrived_at.get_or_insert(event.at.min(now));
            }
        }
        before.is_none() && self.arrived_at.is_some()
    }

    /// What must lie in the package and does not; the INN of those who have none is not
    /// asked for.
    pub(super) fn missing(found: &BTreeSet<String>, has_inn: bool) -> Vec<&'static str> {
        let needed = ENCLOSURES
            .into_iter()
            .filter(|one| *one != "inn" || has_inn);
        needed.filter(|one| !found.contains(*one)).collect()
    }

    /// The facts that the desk has established.
    pub(super) fn proof(&self) -> Proof {
        let mut seen = BTreeSet::new();
        for (fact, papers) in [
            ("application", &["application", "inventory"][..]),
            ("passport", &["passport"]),
            ("address", &["address"]),
            ("certified", &["certified"]),
        ] {
            if papers.iter().all(|paper| self.found.contains(*paper)) {
                seen.insert(fact);
            }
        }
        Proof {
            seen,
            more: serde_json::json!({
                "track": self.track,
                "found": self.found,
                "receipt": self.receipt,
                "received_at": self.received_at.map(|at| at.to_string()),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(papers: &[&str]) -> BTreeSet<String> {
        papers.iter().map(|paper| (*paper).to_owned()).collect()
    }

    #[test]
    fn an_inn_is_asked_of_those_who_have_one() {
        let found = of(&["application", "inventory", "passport", "address"]);
        assert_eq!(State::missing(&found, false), Vec::<&str>::new());
        assert_eq!(State::missing(&found, true), vec!["inn"]);
        assert_eq!(State::missing(&of(&[]), true).len(), 5);
    }

    #[test]
    fn steps_follow_one_another() {
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        let mut state = State::default();
        assert_eq!(state.step(), Step::Prepared);
        state.sent_at = Some(at);
        assert_eq!(state.step(), Step::Sent);
        let event = |kind| PostEvent {
            kind,
            at,
            document: None,
        };
        assert!(!state.learn(&[event(PostEventKind::Dispatched)], at));
        assert!(state.learn(&[event(PostEventKind::Arrived)], at));
        assert!(!state.learn(&[event(PostEventKind::HandedOver)], at));
        assert_eq!(state.step(), Step::Arrived);
        state.received_at = Some(at);
        state.asked_at = Some(at);
        assert_eq!(state.step(), Step::Lacking);
        state.asked_at = None;
        assert_eq!(state.step(), Step::Received);
    }

    #[test]
    fn only_a_whole_set_proves_all() {
        let mut state = State {
            found: of(&["application", "passport", "address", "certified"]),
            ..State::default()
        };
        assert!(!state.proof().seen.contains("application"));
        state.found.insert("inventory".to_owned());
        let all = ["address", "application", "certified", "passport"];
        assert_eq!(state.proof().seen, BTreeSet::from(all));
    }
}
