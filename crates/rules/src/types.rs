//! Types and the names that rules may use.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number, at most 2⁵³ from zero.
    Int,
    /// Roubles and kopecks.
    Money,
    /// Words.
    Text,
    /// One of these words.
    Choice(Arc<[String]>),
    /// A day.
    Date,
    /// Months and days between dates.
    Span,
    /// Several of one type.
    List(Box<Type>),
    /// A row of a repeating group: its answers by id.
    Row(Arc<BTreeMap<String, Type>>),
}

impl Type {
    /// A choice among these words.
    #[must_use]
    pub fn choice<S: Into<String>>(words: impl IntoIterator<Item = S>) -> Self {
        Self::Choice(words.into_iter().map(Into::into).collect())
    }

    /// Several of a type.
    #[must_use]
    pub fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }

    /// May a value of the other type stand where this one is expected?
    pub(crate) fn takes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text, Self::Choice(_)) => true,
            (Self::Choice(a), Self::Choice(b)) => b.iter().any(|word| a.contains(word)),
            (Self::List(a), Self::List(b)) => a.takes(b),
            _ => self == other,
        }
    }

    /// Has it an order?
    pub(crate) fn is_ordered(&self) -> bool {
        matches!(self, Self::Int | Self::Money | Self::Date)
    }

    pub(crate) fn is_scalar(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Row(_) | Self::Span)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("yes or no"),
            Self::Int => f.write_str("a number"),
            Self::Money => f.write_str("money"),
            Self::Text => f.write_str("text"),
            Self::Choice(_) => f.write_str("a choice"),
            Self::Date => f.write_str("a date"),
            Self::Span => f.write_str("a span of time"),
            Self::List(of) => write!(f, "a list ({of})"),
            Self::Row(_) => f.write_str("a row of a group"),
        }
    }
}

/// The names that a rule may use, with their types; dots are part of a name
/// (`profile.birth_date`).
#[derive(Debug, Clone, Default)]
pub struct Scope {
    names: BTreeMap<String, Type>,
    /// Names that exist elsewhere, with the reason why not here.
    elsewhere: BTreeMap<String, String>,
}

impl Scope {
    /// No names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name.
    pub fn declare(&mut self, name: impl Into<String>, ty: Type) {
        let name = name.into();
        self.elsewhere.remove(&name);
        self.names.insert(name, ty);
    }

    /// Says why a name that an author may well try cannot be used here.
    pub fn refuse(&mut self, name: impl Into<String>, why: impl Into<String>) {
        self.elsewhere.insert(name.into(), why.into());
    }

    /// Type of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.names.get(name)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Type)> {
        self.names.iter().map(|(name, ty)| (name.as_str(), ty))
    }

    pub(crate) fn why_not(&self, name: &str) -> Option<&str> {
        self.elsewhere.get(name).map(String::as_str)
    }

    /// Is it the beginning of a longer name?
    pub(crate) fn is_prefix(&self, name: &str) -> bool {
        let dotted = format!("{name}.");
        let begins = |known: &String| known.starts_with(&dotted);
        self.names.keys().any(begins) || self.elsewhere.keys().any(begins)
    }

    /// The name that was meant, as far as it can be told.
    pub(crate) fn nearest(&self, name: &str) -> Option<&str> {
        let known = self.names.keys().chain(self.elsewhere.keys());
        nearest(name, known.map(String::as_str))
    }
}

/// The word that differs least, by at most a third of its letters.
pub(crate) fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    among
        .map(|known| (distance(word, known), known))
        .filter(|(far, _)| *far <= limit)
        .min()
        .map(|(_, known)| known)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
