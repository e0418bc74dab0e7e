//! Requisites: the numbers, names, dates and addresses by which the state
//! knows a person. Every type parses what people really paste, refuses with
//! the rule that was broken ([`Flaw`]) and prints the accepted form back.
//!
//! The crate is pure: no input or output, no clock and no chance of its own.
//! The two doors to the outside, [`SystemClock`] and [`OsChance`], live here
//! so that no other crate has a reason to reach for them.

mod address;
mod cadastral;
mod chance;
mod check;
mod clock;
mod date;
mod email;
mod flaw;
mod inn;
mod latin;
mod mask;
mod name;
pub mod number;
mod passport;
pub mod password;
mod person;
mod personal;
mod phone;
mod snils;
mod text;
mod track;
mod typo;

pub use address::{Address, Postcode};
pub use chance::{Chance, OsChance, SeededChance, id};
pub use check::check;
pub use clock::{Clock, SystemClock, TestClock};
pub use date::{BirthDate, DocDate};
pub use email::Email;
pub use flaw::Flaw;
pub use inn::{Inn, InnKind};
pub use name::{NameField, NamePart, fold, same_name};
pub use passport::{DivisionCode, PassportNumber, passport_age};
pub use person::{Citizenship, Sex};
pub use personal::Personal;
pub use phone::Phone;
pub use snils::Snils;
pub use track::TrackingNumber;
pub use typo::typo;

/// Texts of the refusals, Fluent source by language. Ids begin with `flaw-`.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];
