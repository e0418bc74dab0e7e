//! A visit: held for a while, then booked. Pure.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How long a time is kept for somebody who has chosen it.
pub(crate) const HOLD: SignedDuration = SignedDuration::from_mins(10);

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Kept for a few minutes for somebody who has chosen it.
    Held,
    /// Booked.
    Booked,
    /// The person is here.
    Came,
    /// The person took it back.
    Cancelled,
    /// It was held, and nobody booked it.
    Over,
    /// Another time was booked instead.
    Moved,
    /// Nobody came.
    Missed,
}

impl State {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Booked,
        Self::Came,
        Self::Cancelled,
        Self::Over,
        Self::Moved,
        Self::Missed,
    ];

    /// Word in the store and in the names of texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Booked => "booked",
            Self::Came => "came",
            Self::Cancelled => "cancelled",
            Self::Over => "over",
            Self::Moved => "moved",
            Self::Missed => "missed",
        }
    }

    /// From the word in the store; an unknown word has ended.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        let found = Self::ALL.into_iter().find(|state| state.word() == word);
        found.unwrap_or(Self::Cancelled)
    }
}

/// A visit.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Where.
    pub centre: String,
    /// What for.
    pub purpose: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// As stored; see [`Visit::state`].
    pub(crate) stored: State,
    /// Until when it is held.
    pub held_until: Option<Timestamp>,
}

impl Visit {
    /// Where it stands at this time: a hold ends by the clock, no job is needed.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> State {
        match self.stored {
            State::Held if self.held_until.is_none_or(|until| until <= now) => State::Over,
            // An hour later nobody comes any more.
            State::Booked if self.starts_at + SignedDuration::from_hours(1) <= now => State::Missed,
            state => state,
        }
    }

    /// Does it still keep its time?
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        matches!(self.state(now), State::Held | State::Booked)
    }
}

/// When to remind of a visit: at ten in the morning of the day before, by the clock of
/// the place; `None` when that has gone.
pub(crate) fn reminder(
    starts_at: Timestamp,
    zone: &jiff::tz::TimeZone,
    now: Timestamp,
) -> Option<Timestamp> {
    let day = starts_at.to_zoned(zone.clone()).date().yesterday().ok()?;
    let at = day.at(10, 0, 0, 0).to_zoned(zone.clone()).ok()?.timestamp();
    (at > now).then_some(at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::tz::TimeZone;

    fn visit(stored: State) -> Visit {
        Visit {
            id: Uuid::nil(),
            account: Uuid::nil(),
            centre: String::new(),
            purpose: String::new(),
            starts_at: "2026-11-24T06:15:00Z".parse().unwrap(),
            stored,
            held_until: "2026-11-23T06:10:00Z".parse().ok(),
        }
    }

    #[test]
    fn a_hold_ends_by_the_clock() {
        let held = visit(State::Held);
        assert_eq!(
            held.state("2026-11-23T06:09:59Z".parse().unwrap()),
            State::Held
        );
        assert_eq!(
            held.state("2026-11-23T06:10:00Z".parse().unwrap()),
            State::Over
        );
        let booked = visit(State::Booked);
        assert!(booked.is_active("2026-11-24T07:14:00Z".parse().unwrap()));
        assert_eq!(
            booked.state("2026-11-24T07:15:00Z".parse().unwrap()),
            State::Missed
        );
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), state);
        }
    }

    #[test]
    fn people_are_reminded_the_day_before_by_the_clock_of_the_place() {
        let starts: Timestamp = "2026-11-24T02:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Asia/Novosibirsk").unwrap();
        let now = "2026-11-20T00:00:00Z".parse().unwrap();
        let at = reminder(starts, &zone, now).unwrap();
        assert_eq!(at.to_string(), "2026-11-23T03:00:00Z");
        assert_eq!(reminder(starts, &zone, at), None);
    }
}
