//! Values and where they come from.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

/// Months and days, added to a date in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Months; the day is cut to the last one of the month that is reached.
    pub months: i64,
    /// Days.
    pub days: i64,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Not given, or cannot be worked out.
    Absent,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Int(i64),
    /// Money in kopecks.
    Money(i64),
    /// Words, or the word of a choice.
    Text(Arc<str>),
    /// A day.
    Date(Date),
    /// Months and days.
    Span(Span),
    /// Several values.
    List(Arc<[Value]>),
    /// A row of a group.
    Row(Arc<BTreeMap<String, Value>>),
}

/// Numbers reach so far from zero: what a browser counts exactly.
pub(crate) const LIMIT: i64 = (1 << 53) - 1;

impl Value {
    /// Words.
    #[must_use]
    pub fn text(words: &str) -> Self {
        Self::Text(words.into())
    }

    /// Several values.
    #[must_use]
    pub fn list(values: impl IntoIterator<Item = Value>) -> Self {
        Self::List(values.into_iter().collect())
    }

    /// Has it been given?
    #[must_use]
    pub fn is_given(&self) -> bool {
        *self != Self::Absent
    }

    /// As the browser's evaluator takes it: a date is days since 1970-01-01, money is
    /// kopecks, what is absent is null.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::{Value as Json, json};
        match self {
            Self::Absent => Json::Null,
            Self::Bool(b) => json!(b),
            Self::Int(n) | Self::Money(n) => json!(n),
            Self::Text(words) => json!(&**words),
            Self::Date(day) => json!(crate::calendar::number(*day)),
            Self::Span(span) => json!([span.months, span.days]),
            Self::List(values) => values.iter().map(Self::to_json).collect(),
            Self::Row(row) => row.iter().map(|(k, v)| (k.clone(), v.to_json())).collect(),
        }
    }

    pub(crate) fn int(number: Option<i64>) -> Self {
        bounded(number).map_or(Self::Absent, Self::Int)
    }

    pub(crate) fn money(kopecks: Option<i64>) -> Self {
        bounded(kopecks).map_or(Self::Absent, Self::Money)
    }
}

fn bounded(number: Option<i64>) -> Option<i64> {
    number.filter(|n| (-LIMIT..=LIMIT).contains(n))
}

/// Where the values of names come from.
pub trait Facts {
    /// The value of a name; [`Value::Absent`] of one that has none.
    fn get(&self, name: &str) -> Value;
}

impl Facts for BTreeMap<String, Value> {
    fn get(&self, name: &str) -> Value {
        BTreeMap::get(self, name).cloned().unwrap_or(Value::Absent)
    }
}
