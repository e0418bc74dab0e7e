//! Requisites: the numbers, names, dates and addresses by which the state
//! knows a person. Every type parses what people really paste, refuses with
//! the rule that was broken ([`Flaw`]) and prints the accepted form back.
//!
//! The crate is pure: no input or output, no clock and no chance of its own.
//! The two doors to the outside, [`SystemClock`] and [`OsChance`], live here
//! so that no other crate has a reason to reach for them.

mod chance;
mod clock;
mod flaw;
mod personal;

pub use chance::{Chance, OsChance, SeededChance};
pub use clock::{Clock, SystemClock, TestClock};
pub use flaw::Flaw;
pub use personal::Personal;

/// Texts of the refusals, Fluent source by language. Ids begin with `flaw-`.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];
