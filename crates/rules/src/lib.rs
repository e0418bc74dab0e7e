//! The rules of services: who may order one, which questions are asked, what an answer must
//! meet, what it costs, what is decided by itself.
//!
//! A rule is written in CEL (the Common Expression Language of the service's folder), parsed
//! by the `cel` library and then checked here against the names and types of the form, so
//! that whatever can be wrong is found when a folder is loaded. What is left is a small
//! typed [`Expr`], evaluated by [`Rule::value`] on the server and, as JSON
//! ([`Rule::to_json`]), by the same steps in the browser.
//!
//! # The language
//! - Names: ids of questions, `profile.…`, `today`, whatever a [`Scope`] declares.
//! - Types: see [`Type`]. A choice knows its options, so a misspelt one is a mistake.
//!   Money and numbers do not mix; a date minus a date is days.
//! - Operators `! && || == != < <= > >= in ?: + - * / %`; lists `['a', 'b']`.
//! - Of lists: `all`, `exists`, `exists_one`, `filter`, `map`, `size()`, `sum()`, `min()`,
//!   `max()`. Of text: `size()`, `contains`, `startsWith`, `endsWith`.
//! - `given(x)` and `has(x.y)`: is there an answer; `age(date)`: whole years today;
//!   `date('2026-03-01')`, `days(n)`, `months(n)`, `years(n)`, `rubles(n)`,
//!   `percent(money, n)`.
//!
//! # What is not there
//! An answer that has not been given, and whatever cannot be worked out (a division by
//! zero, a number past 2⁵³), is [`Value::Absent`]. It spreads as in Kleene's logic, which is
//! also how CEL treats errors: `absent && false` is false, `absent || true` is true, every
//! other use gives absent. A rule [holds](Rule::holds) when it is true; who uses it says
//! what absent means there.
//!
//! # Bounds
//! A rule has at most [`MAX_CHARS`] characters and [`MAX_NODES`] parts and two lists one in
//! the other, so an evaluation ends after a bounded number of steps.

mod analyse;
mod calendar;
mod compile;
mod eval;
mod expr;
mod types;
mod value;

pub use analyse::{Verdict, judge};
pub use compile::{MAX_CHARS, MAX_NODES, Mistake, compile, infer, roots};
pub use expr::{Arith, Cmp, Each, Expr, Func};
pub use types::{Scope, Type};
pub use value::{Facts, Span, Value};

use std::collections::BTreeSet;

/// A rule that has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    source: String,
    expr: Expr,
    ty: Type,
}

impl Rule {
    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Type of its value.
    #[must_use]
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// Its parts.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// Its value over these facts.
    #[must_use]
    pub fn value(&self, facts: &dyn Facts) -> Value {
        eval::value(&self.expr, facts)
    }

    /// Is it true? `None` when that cannot be told yet. Only of a rule of the type
    /// [`Type::Bool`].
    #[must_use]
    pub fn holds(&self, facts: &dyn Facts) -> Option<bool> {
        match self.value(facts) {
            Value::Bool(holds) => Some(holds),
            _ => None,
        }
    }

    /// The names whose values it uses.
    #[must_use]
    pub fn names(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.expr.each_name(&mut |name| {
            names.insert(name);
        });
        names
    }

    /// For the browser: nested arrays, the operator first (`assets/src/rules.ts`).
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        self.expr.to_json()
    }
}
