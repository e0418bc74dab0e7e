//! «Мастерская услуг»: the workplace of those who write services.
//!
//! A service is shown as a picture of its way, from the first question to the document or
//! the refusal, and is tried with the answers of somebody who does not exist: what is asked,
//! what is wrong, what it costs, which registry is asked what, where the case ends — and
//! beside each of it the rule that decided, with its line. Nothing is kept; there is no SQL
//! here and no job.

mod attempt;
mod bench;
mod flow;
mod pages;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::Router;
use okno_issuance::Press;

pub use bench::Bench;

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// The role of those who write services.
pub const ROLE: &str = "designer";

/// Somebody who does not exist, to try services as.
#[derive(Debug, Clone, Default)]
pub struct Invented {
    /// Word by which they are chosen.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What their profile says, by names without `profile.`, as it is typed (dates
    /// ДД.ММ.ГГГГ). `registered_address` fills fields and is not known to rules.
    pub profile: BTreeMap<String, String>,
}

struct Inner {
    bench: Bench,
    press: Press,
    people: OnceLock<Vec<Invented>>,
}

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Designer(Arc<Inner>);

impl Designer {
    /// Over the services that lie on the bench.
    #[must_use]
    pub fn new(bench: Bench, press: Press) -> Self {
        Self(Arc::new(Inner {
            bench,
            press,
            people: OnceLock::new(),
        }))
    }

    /// Lends people to try services as; once. Never holders of accounts: whoever writes
    /// services sees nobody's data.
    pub fn lend(&self, people: Vec<Invented>) {
        let _ = self.0.people.set(people);
    }

    pub(crate) fn people(&self) -> &[Invented] {
        self.0.people.get().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn bench(&self) -> &Bench {
        &self.0.bench
    }

    pub(crate) fn press(&self) -> &Press {
        &self.0.press
    }

    /// The pages.
    pub fn router(&self) -> Router {
        pages::router().with_state(self.clone())
    }
}
