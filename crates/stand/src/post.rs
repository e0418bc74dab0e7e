//! The post: prints letters, gives them tracking numbers, carries them as far as
//! a person at the stand says.

use okno_requisites::TrackingNumber;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::world::{State, World};

/// So many letters are kept.
const KEPT: usize = 300;
/// The office that prints.
const OFFICE: &str = "101000";

/// What happens to a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    Printed,
    Dispatched,
    Arrived,
    HandedOver,
    Lost,
    Returned,
}

impl Step {
    pub const ALL: [Self; 6] = [
        Self::Printed,
        Self::Dispatched,
        Self::Arrived,
        Self::HandedOver,
        Self::Lost,
        Self::Returned,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Dispatched => "dispatched",
            Self::Arrived => "arrived",
            Self::HandedOver => "handed_over",
            Self::Lost => "lost",
            Self::Returned => "returned",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// What may happen next.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Printed => &[Self::Dispatched, Self::Lost],
            Self::Dispatched => &[Self::Arrived, Self::Lost],
            Self::Arrived => &[Self::HandedOver, Self::Returned, Self::Lost],
            Self::HandedOver | Self::Lost | Self::Returned => &[],
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub step: Step,
    pub at: i64,
    /// By which document it was handed over.
    pub document: Option<String>,
}

/// A letter on paper.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    pub track: String,
    pub at: i64,
    pub name: String,
    pub address: String,
    pub pdf: Vec<u8>,
    pub events: Vec<Event>,
}

impl Parcel {
    pub fn step(&self) -> Step {
        self.events.last().map_or(Step::Printed, |event| event.step)
    }

    /// For tests: all but the pages.
    pub fn json(&self) -> Value {
        json!({
            "track": self.track,
            "at": self.at,
            "name": self.name,
            "address": self.address,
            "step": self.step(),
            "events": self.events_json(),
            "bytes": self.pdf.len(),
        })
    }

    /// What tracking tells.
    pub fn events_json(&self) -> Value {
        let events = self.events.iter().map(|event| {
            let at = jiff::Timestamp::from_millisecond(event.at).unwrap_or_default();
            json!({ "kind": event.step, "at": at.to_string(), "document": event.document })
        });
        Value::Array(events.collect())
    }
}

/// What comes to be printed.
#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    name: String,
    address: String,
    postcode: String,
    pdf: String,
}

/// RFC 4648 base64 with padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut out) = (0u32, 0u32, Vec::with_capacity(text.len() / 4 * 3));
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xff).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(out)
}

/// Takes a letter in and prints it; its tracking number, or the field that is wrong.
pub(crate) fn take_in(world: &World, order: &Order) -> Result<String, &'static str> {
    let name = order.name.trim();
    let address = order.address.trim();
    let right = order.postcode.len() == 6 && order.postcode.bytes().all(|b| b.is_ascii_digit());
    if name.is_empty() {
        return Err("name");
    }
    if address.is_empty() {
        return Err("address");
    }
    // No office has it: what the post cannot carry.
    if !right || order.postcode.starts_with('0') {
        return Err("postcode");
    }
    let pdf = base64(&order.pdf)
        .filter(|pdf| pdf.starts_with(b"%PDF-"))
        .ok_or("pdf")?;
    keep(world, name, address, pdf, Step::Printed)
}

/// Takes an envelope in at the counter: somebody posts it; its tracking number.
pub(crate) fn accept(world: &World, name: &str, address: &str) -> Result<String, &'static str> {
    if name.trim().is_empty() {
        return Err("name");
    }
    keep(
        world,
        name.trim(),
        address.trim(),
        Vec::new(),
        Step::Dispatched,
    )
}

fn keep(
    world: &World,
    name: &str,
    address: &str,
    pdf: Vec<u8>,
    step: Step,
) -> Result<String, &'static str> {
    let at = world.now();
    let month = jiff::Timestamp::from_millisecond(at)
        .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).month())
        .unwrap_or(1);
    let mut state = world.state();
    let serial = state.serial();
    let track = TrackingNumber::with_control(OFFICE, u8::try_from(month).unwrap_or(1), serial)
        .map_err(|_| "track")?
        .as_str()
        .to_owned();
    if state.parcels.len() >= KEPT {
        state.parcels.pop_front();
    }
    state.parcels.push_back(Parcel {
        track: track.clone(),
        at,
        name: name.to_owned(),
        address: address.to_owned(),
        pdf,
        events: vec![Event {
            step,
            at,
            document: None,
        }],
    });
    Ok(track)
}

/// Something happens to a letter. False when there is no such letter, or this cannot
/// happen to it now.
pub(crate) fn happens(
    state: &mut State,
    track: &str,
    step: Step,
    at: i64,
    document: Option<String>,
) -> bool {
    let Some(parcel) = state.parcels.iter_mut().find(|p| p.track == track) else {
        return false;
    };
    if !parcel.step().next().contains(&step) {
        return false;
    }
    parcel.events.push(Event { step, at, document });
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read() {
        assert_eq!(base64("JVBERi0=").as_deref(), Some(&b"%PDF-"[..]));
        assert_eq!(base64("JVBERi0x").as_deref(), Some(&b"%PDF-1"[..]));
        assert_eq!(base64("J!"), None);
    }
}
