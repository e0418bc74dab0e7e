//! The journey engine: one for every method. It decides from the table what is
//! possible, begins attempts within limits, ends them, gives the level, and ends
//! what else was open. Methods call it; none of them sets a level itself.

mod begin;
mod end;
mod entries;
mod offers;

use okno_store::Actor;
use okno_web::Visitor;
use okno_web::visitor::Official;
use uuid::Uuid;

pub(crate) use begin::{begin, begin_by, counted};
pub(crate) use end::{cancel, close, done, hindrance, refuse, revoke, sweep, tell};
pub(crate) use entries::{entered, entry, entry_waits, wrong_entry, wrong_entry_in};
pub(crate) use offers::{Chance, Not, Offer, UNSENT, is_free, offer, offers};

/// Who decided, for [`done`] and [`refuse`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decider<'a> {
    pub(crate) actor: Actor,
    pub(crate) official: Option<Uuid>,
    pub(crate) unit: Option<&'a str>,
    pub(crate) origin: Option<std::net::IpAddr>,
}

impl Decider<'_> {
    /// The program itself, from a job.
    pub(crate) const PROGRAM: Decider<'static> = Decider {
        actor: Actor::System,
        official: None,
        unit: None,
        origin: None,
    };

    /// The official who asks.
    pub(crate) fn official<'a>(visitor: &Visitor, official: &'a Official) -> Decider<'a> {
        Decider {
            actor: visitor.actor(),
            official: Some(official.id),
            unit: Some(&official.unit),
            origin: Some(visitor.ip()),
        }
    }

    /// The person who asks.
    pub(crate) fn holder(visitor: &Visitor) -> Decider<'static> {
        Decider {
            actor: visitor.actor(),
            official: None,
            unit: None,
            origin: Some(visitor.ip()),
        }
    }
}
