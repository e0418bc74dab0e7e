//! Consent by a mobile password (S1-081): the bank sends a few digits to its client's
//! phone, and only with them does the client's word count.

use std::collections::BTreeMap;

use super::{Bank, now, secret};
use crate::people::Person;
use crate::words::Lang;
use crate::world::World;

/// A password lives so long, milliseconds.
const LIVES: i64 = 180_000;
/// So often it may be tried.
const TRIES: u32 = 3;
/// So many are kept.
const KEPT: usize = 1_000;

#[derive(Debug)]
struct Password {
    bank: &'static str,
    person: String,
    digits: String,
    at: i64,
    tries: u32,
}

/// Passwords by the tickets of the pages that ask for them.
#[derive(Debug, Default)]
pub(crate) struct Passwords(BTreeMap<String, Password>);

/// What a password that was typed is worth.
pub(crate) enum Verdict {
    Right,
    /// It may be typed again.
    Wrong,
    /// Too old, or typed wrongly too often.
    Over,
}

/// Sends a password; gives the ticket.
pub(crate) fn send(world: &World, bank: &'static Bank, person: &Person) -> String {
    let digits = world.chance().digits(5);
    let ticket = secret(world);
    let (at, time) = (now(world), world.now());
    let words = &world.words;
    // A bank writes to its clients in Russian.
    let text = words.ta(
        Lang::Ru,
        "stand-password-sms",
        "password",
        digits.as_str().into(),
    );
    let text = format!("{}: {text}", bank.name);
    let mut state = world.state();
    state.deliver(false, time, person.phone.clone(), text, None);
    let kept = &mut state.banks.passwords.0;
    if kept.len() >= KEPT {
        kept.pop_first();
    }
    let password = Password {
        bank: bank.code,
        person: person.id.clone(),
        digits,
        at,
        tries: 0,
    };
    kept.insert(ticket.clone(), password);
    ticket
}

/// A right password serves once.
pub(crate) fn judge(
    world: &World,
    bank: &Bank,
    person: &Person,
    ticket: &str,
    typed: &str,
) -> Verdict {
    let at = now(world);
    let mut state = world.state();
    let kept = &mut state.banks.passwords.0;
    let own = kept.get_mut(ticket);
    let own = own.filter(|own| own.bank == bank.code && own.person == person.id);
    let Some(own) = own.filter(|own| at - own.at <= LIVES) else {
        return Verdict::Over;
    };
    own.tries += 1;
    let right = own.digits == typed.trim();
    let over = own.tries >= TRIES;
    if right || over {
        kept.remove(ticket);
    }
    match (right, over) {
        (true, _) => Verdict::Right,
        (false, false) => Verdict::Wrong,
        (false, true) => Verdict::Over,
    }
}
