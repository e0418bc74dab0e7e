//! The state of the world, in memory and bounded.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use okno_requisites::{Chance, Clock, Phone, SeededChance, SystemClock};
use serde::Serialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::banks;
use crate::faults::{Faults, System};
use crate::pages::signatures::Desk;
use crate::people::{Person, people};
use crate::post::Parcel;
use crate::words::Words;

/// So many messages, calls and answers of each kind are kept.
pub(crate) const KEPT: usize = 10_000;
/// So many bytes of letters are kept.
const KEPT_LETTERS: usize = 128 * 1024 * 1024;

/// A text message, or a call in which the text was spoken.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Message {
    pub id: String,
    pub at: i64,
    pub to: String,
    pub text: String,
    pub key: Option<String>,
    /// So many times the same key came again and was not delivered again.
    pub repeats: u32,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Attachment {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub size: usize,
}

/// A letter as it came by SMTP.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Letter {
    pub id: String,
    pub at: i64,
    pub from: String,
    /// Recipients of the envelope, small letters.
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub message_id: Option<String>,
    pub size: usize,
    pub attachments: Vec<Attachment>,
    pub repeats: u32,
}

/// An entry of the log: one request of the portal, its repeats counted.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Call {
    pub at: i64,
    pub system: System,
    pub operation: &'static str,
    pub key: Option<String>,
    /// `match`, `mismatch`, `not_found`, `accepted`, `bad_request`, `fault`, …
    pub outcome: String,
    /// The answer's HTTP or SMTP status, 0 when there was none.
    pub status: u16,
    /// The mode of the fault that spoiled the call.
    pub fault: Option<&'static str>,
    /// Whose record it was, for registries.
    pub person: Option<String>,
    pub repeats: u32,
}

/// An answer that was given under a key: the same key gets the same answer.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub asked: Value,
    pub status: u16,
    pub answer: Value,
}

/// A second factor on an official's phone.
#[derive(Clone)]
pub(crate) struct Factor {
    pub label: String,
    pub secret: [u8; 20],
}

/// So many second factors are kept.
const FACTORS: usize = 50;

#[derive(Default)]
pub(crate) struct State {
    next: u64,
    pub sms: VecDeque<Message>,
    pub voice: VecDeque<Message>,
    pub mail: VecDeque<Letter>,
    mail_bytes: usize,
    pub parcels: VecDeque<Parcel>,
    serial: u32,
    pub calls: VecDeque<Call>,
    given: HashMap<String, Given>,
    given_order: VecDeque<String>,
    pub faults: Faults,
    pub factors: Vec<Factor>,
    pub banks: banks::State,
}

impl State {
    fn id(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("{kind}{}", self.next)
    }

    /// The serial of the next letter on paper.
    pub fn serial(&mut self) -> u32 {
        self.serial = (self.serial + 1) % 100_000;
        self.serial
    }

    pub fn parcel(&self, track: &str) -> Option<&Parcel> {
        self.parcels.iter().find(|parcel| parcel.track == track)
    }

    pub fn given(&self, key: &str) -> Option<&Given> {
        self.given.get(key)
    }

    pub fn remember(&mut self, key: String, given: Given) {
        if self.given.insert(key.clone(), given).is_none() {
            self.given_order.push_back(key);
        }
        while self.given_order.len() > KEPT {
            if let Some(old) = self.given_order.pop_front() {
                self.given.remove(&old);
            }
        }
    }

    pub fn log(&mut self, call: Call) {
        push(&mut self.calls, call);
    }

    /// Counts a repeat on the entry that answered the key first.
    pub fn log_repeat(&mut self, system: System, operation: &str, key: &str) {
        let entry = self.calls.iter_mut().rev().find(|call| {
            call.system == system
                && call.operation == operation
                && call.outcome != "fault"
                && call.key.as_deref() == Some(key)
        });
        if let Some(call) = entry {
            call.repeats += 1;
        }
    }

    pub fn deliver(
        &mut self,
        spoken: bool,
        at: i64,
        to: String,
        text: String,
        key: Option<String>,
    ) -> String {
        let id = self.id(if spoken { "v" } else { "s" });
        let message = Message {
            id: id.clone(),
            at,
            to,
            text,
            key,
            repeats: 0,
        };
        push(
            if spoken {
                &mut self.voice
            } else {
                &mut self.sms
            },
            message,
        );
        id
    }

    /// The identifier of a message that is never delivered.
    pub fn vanish(&mut self) -> String {
        self.id("x")
    }

    pub fn message_repeated(&mut self, spoken: bool, id: &str) {
        let list = if spoken {
            &mut self.voice
        } else {
            &mut self.sms
        };
        if let Some(message) = list.iter_mut().rev().find(|m| m.id == id) {
            message.repeats += 1;
        }
    }

    /// Puts a letter into its mailboxes. One that came before under the same
    /// Message-ID only gains the recipients it did not have.
    pub fn post(&mut self, mut letter: Letter) {
        if letter.message_id.is_some() {
            let known = self
                .mail
                .iter_mut()
                .rev()
                .find(|l| l.message_id == letter.message_id);
            if let Some(known) = known {
                let fresh: Vec<String> = letter
                    .to
                    .into_iter()
                    .filter(|to| !known.to.contains(to))
                    .collect();
                if fresh.is_empty() {
                    known.repeats += 1;
                }
                known.to.extend(fresh);
                return;
            }
        }
        letter.id = self.id("m");
        self.mail_bytes += weight(&letter);
        push(&mut self.mail, letter);
        while self.mail_bytes > KEPT_LETTERS && self.mail.len() > 1 {
            if let Some(old) = self.mail.pop_front() {
                self.mail_bytes = self.mail_bytes.saturating_sub(weight(&old));
            }
        }
    }

    /// Keeps a second factor; one of the same name takes the place of the old.
    pub fn keep_factor(&mut self, factor: Factor) {
        self.factors.retain(|kept| kept.label != factor.label);
        if self.factors.len() < FACTORS {
            self.factors.push(factor);
        }
    }

    /// Forgets messages, calls, answers and faults. Identifiers go on.
    pub fn reset(&mut self) {
        *self = Self {
            next: self.next,
            serial: self.serial,
            // The phone of an official does not lose its secrets with a reset.
            factors: std::mem::take(&mut self.factors),
            ..Self::default()
        };
    }
}

fn weight(letter: &Letter) -> usize {
    letter.text.len() + letter.html.as_deref().map_or(0, str::len) + letter.subject.len()
}

fn push<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() >= KEPT {
        list.pop_front();
    }
    list.push_back(item);
}

/// Everything the servers share.
pub(crate) struct World {
    pub people: Vec<Person>,
    pub words: Words,
    pub portal_url: String,
    pub chance: SeededChance,
    pub bank_keys: banks::Keys,
    pub shutdown: CancellationToken,
    /// The certification authority's desk.
    pub signatures: Desk,
    clock: SystemClock,
    state: Mutex<State>,
    turn: Mutex<()>,
}

impl World {
    pub fn new(
        (seed, crowd): (u64, usize),
        portal_url: String,
        words: Words,
        shutdown: CancellationToken,
    ) -> Self {
        let chance = SeededChance::new(seed);
        Self {
            people: people(seed, crowd),
            bank_keys: banks::Keys::new(&chance),
            words,
            portal_url,
            chance,
            shutdown,
            signatures: Desk::default(),
            clock: SystemClock,
            state: Mutex::default(),
            turn: Mutex::default(),
        }
    }

    /// Milliseconds since the epoch.
    pub fn now(&self) -> i64 {
        self.clock.now().as_millisecond()
    }

    /// The day in Moscow, by which registries count.
    pub fn today(&self) -> Date {
        jiff::tz::Offset::constant(3)
            .to_datetime(self.clock.now())
            .date()
    }

    /// The state; held for moments only, never over an await.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to answer: of two calls under one key that come together the
    /// second must find the answer of the first. Held for moments, too.
    pub fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn chance(&self) -> &dyn Chance {
        &self.chance
    }

    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.id == id)
    }

    pub fn person_by_phone(&self, phone: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.phone == phone)
    }

    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.email == email)
    }
}

/// A phone number in its stored form, as people write it otherwise.
pub(crate) fn phone(raw: &str) -> String {
    Phone::parse(raw).map_or_else(|_| raw.trim().to_owned(), |phone| phone.as_str().to_owned())
}
