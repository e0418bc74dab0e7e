//! Support: the public page «Помощь» with the hot line, and the workplace of its
//! operators: who calls is checked by what they say, then the state of the account is
//! seen without its secrets, explained, and access is recovered (S1-166, S1-168, S1-169).

mod holdings;
mod model;
mod pages;
mod store;

use std::sync::Arc;

use axum::Router;
use okno_accounts::Accounts;
use okno_store::{Migration, SealedColumn};

pub use model::{Fact, asked, enough, is_right};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "support-001",
    sql: include_str!("../migrations/support-001.sql"),
}];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[SealedColumn {
    table: "support_calls",
    column: "note",
}];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// From where a number is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From any phone, a landline too.
    Any,
    /// From a mobile.
    Mobile,
}

/// A number of the hot line.
#[derive(Debug, Clone)]
pub struct Line {
    /// As shown: `8 800 100-70-10`.
    pub number: String,
    /// From where.
    pub from: From,
}

/// How people reach support.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Numbers (S2-41, C17).
    pub lines: Vec<Line>,
    /// When they are answered, as shown; empty is round the clock.
    pub hours: String,
    /// E-mail; may be empty.
    pub email: String,
}

impl Default for Settings {
    /// The numbers of the state's portal, round the clock.
    fn default() -> Self {
        let line = |number: &str, from| Line {
            number: number.to_owned(),
            from,
        };
        Self {
            lines: vec![
                line("8 800 100-70-10", From::Any),
                line("115", From::Mobile),
            ],
            hours: String::new(),
            email: String::new(),
        }
    }
}

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Support {
    accounts: Accounts,
    settings: Arc<Settings>,
}

impl Support {
    /// Puts it together.
    #[must_use]
    pub fn new(accounts: Accounts, settings: Settings) -> Self {
        Self {
            accounts,
            settings: Arc::new(settings),
        }
    }

    /// The pages.
    pub fn router(&self) -> Router {
        pages::router().with_state(self.clone())
    }
}
