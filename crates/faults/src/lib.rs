//! The program from outside: its processes, people with browsers, officials.
//!
//! Nothing here knows the inside of the portal but the names of the tables
//! that are counted at the end. A [`Person`] lives a whole case over HTTP and
//! remembers what was acknowledged; when the portal vanishes they come back
//! and look whether all of it is still there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness of tests: what is not as it must be ends the test"
)]

mod browser;
mod official;
mod person;
mod program;
mod stand;

pub use browser::{Answer, Browser, Trouble};
pub use official::Official;
pub use person::{Pace, Person, Stage};
pub use program::{Portal, Settings, StandProcess, built, namespace};
pub use stand::{Human, Stand, code_in};

/// The password of everybody here.
pub const PASSWORD: &str = "Okno-2026!";

/// The first service folder of the repository.
pub const SERVICE: &str = "elektronnaya-karta";

/// The seed of a test: `OKNO_SEED`, or a new one; printed, so that the very
/// same run can be had again.
#[must_use]
pub fn seed() -> u64 {
    use okno_requisites::Chance;
    let seed = std::env::var("OKNO_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| okno_requisites::OsChance.below(1_000_000));
    println!("OKNO_SEED={seed}");
    seed
}
