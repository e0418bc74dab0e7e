use std::fmt;

use serde::{Deserialize, Serialize};

/// Plain personal data. It has no `Display` and its `Debug` prints `…`, so a
/// log line or an error text cannot carry it by accident (152-FZ).
///
/// Serialization is transparent and exists for one purpose: to produce the
/// bytes that are sealed before they reach a database.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Takes a value under cover.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Looks at the value. Every call is a place to ask whether it may be shown.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// Gives the value up.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// Turns the value into another that stays covered.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(turn(self.0))
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
