//! A checked expression: every name, type and unit in it is right.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::value::Value;

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cmp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

/// Arithmetic, by the types it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arith {
    /// Sum of numbers or of money.
    Add,
    /// Difference of numbers or of money.
    Sub,
    /// Product of numbers, or of money and a number.
    Mul,
    /// Quotient of whole numbers, the rest cut off.
    Div,
    /// The rest, with the sign of the first number.
    Rem,
    /// Money divided by a number, rounded half away from zero.
    Share,
    /// Percents of money, rounded half away from zero.
    Percent,
    /// A date later by a span.
    Later,
    /// A date earlier by a span.
    Earlier,
    /// Days between dates.
    Between,
    /// A text after a text.
    Join,
}

/// A function of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Func {
    /// Length of a text in characters, or of a list.
    Size,
    /// Whole years of a birth date.
    Age,
    /// Sum of a list of numbers; of an empty one zero.
    Sum,
    /// Sum of a list of money; of an empty one nothing.
    SumMoney,
    /// The least of a list.
    Min,
    /// The greatest of a list.
    Max,
    /// Whole roubles as money.
    Rubles,
    /// A span.
    Days,
    /// A span.
    Months,
    /// A span.
    Years,
    /// The negative of a number or of money.
    Neg,
}

/// What is done to each value of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// True for all?
    All,
    /// For one at least?
    Exists,
    /// For exactly one?
    One,
    /// Those for which it is true.
    Filter,
    /// What it makes of each.
    Map,
}

/// How one text lies in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Anywhere.
    Contains,
    /// At its beginning.
    Starts,
    /// At its end.
    Ends,
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A value.
    Const(Value),
    /// The value of a name.
    Name(Arc<str>),
    /// The value that a list's expression looks at.
    Local(Arc<str>),
    /// An answer of a row.
    Field(Box<Expr>, Arc<str>),
    /// `!`
    Not(Box<Expr>),
    /// `&&`
    And(Box<Expr>, Box<Expr>),
    /// `||`
    Or(Box<Expr>, Box<Expr>),
    /// `?:`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A comparison.
    Cmp(Cmp, Box<Expr>, Box<Expr>),
    /// `in`
    In(Box<Expr>, Box<Expr>),
    /// Arithmetic.
    Arith(Arith, Box<Expr>, Box<Expr>),
    /// A text in a text.
    Within(Within, Box<Expr>, Box<Expr>),
    /// Has it a value?
    Given(Box<Expr>),
    /// A function.
    Call(Func, Box<Expr>),
    /// A list, a name for its values, what is asked of each.
    Each(Each, Box<Expr>, Arc<str>, Box<Expr>),
    /// A list of its parts.
    List(Vec<Expr>),
}

impl Expr {
    /// Its parts, one level down.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Self::Const(_) | Self::Name(_) | Self::Local(_) => Vec::new(),
            Self::Field(a, _) | Self::Not(a) | Self::Given(a) | Self::Call(_, a) => vec![a],
            Self::And(a, b)
            | Self::Or(a, b)
            | Self::Cmp(_, a, b)
            | Self::In(a, b)
            | Self::Arith(_, a, b)
            | Self::Within(_, a, b)
            | Self::Each(_, a, _, b) => vec![a, b],
            Self::If(a, b, c) => vec![a, b, c],
            Self::List(parts) => parts.iter().collect(),
        }
    }

    pub(crate) fn each_name<'a>(&'a self, seen: &mut impl FnMut(&'a str)) {
        if let Self::Name(name) = self {
            seen(name);
        }
        // Of `age(…)` the day of today is a part that is not written.
        if let Self::Call(Func::Age, _) = self {
            seen("today");
        }
        for part in self.parts() {
            part.each_name(seen);
        }
    }

    pub(crate) fn to_json(&self) -> Json {
        let of = |op: &str, parts: &[&Expr]| {
            let mut out = vec![json!(op)];
            out.extend(parts.iter().map(|part| part.to_json()));
            Json::Array(out)
        };
        match self {
            Self::Const(value) => json!(["const", value.to_json()]),
            Self::Name(name) => json!(["name", &**name]),
            Self::Local(name) => json!(["local", &**name]),
            Self::Field(row, field) => json!(["field", row.to_json(), &**field]),
            Self::Not(a) => of("not", &[a]),
            Self::And(a, b) => of("and", &[a, b]),
            Self::Or(a, b) => of("or", &[a, b]),
            Self::If(a, b, c) => of("if", &[a, b, c]),
            Self::Cmp(op, a, b) => of(op.word(), &[a, b]),
            Self::In(a, b) => of("in", &[a, b]),
            Self::Arith(op, a, b) => of(op.word(), &[a, b]),
            Self::Within(op, a, b) => of(op.word(), &[a, b]),
            Self::Given(a) => of("given", &[a]),
            Self::Call(func, a) => of(func.word(), &[a]),
            Self::Each(each, list, name, body) => {
                json!([each.word(), list.to_json(), &**name, body.to_json()])
            }
            Self::List(parts) => of("list", &parts.iter().collect::<Vec<_>>()),
        }
    }
}

impl Cmp {
    fn word(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Gt => "gt",
            Self::Ge => "ge",
        }
    }
}

impl Arith {
    fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Sub => "sub",
            Self::Mul => "mul",
            Self::Div => "div",
            Self::Rem => "rem",
            Self::Share => "share",
            Self::Percent => "percent",
            Self::Later => "later",
            Self::Earlier => "earlier",
            Self::Between => "between",
            Self::Join => "join",
        }
    }
}

impl Within {
    fn word(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::Starts => "starts",
            Self::Ends => "ends",
        }
    }
}

impl Func {
    fn word(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Age => "age",
            Self::Sum | Self::SumMoney => "sum",
            Self::Min => "min",
            Self::Max => "max",
            Self::Rubles => "rubles",
            Self::Days => "days",
            Self::Months => "months",
            Self::Years => "years",
            Self::Neg => "neg",
        }
    }
}

impl Each {
    fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exists => "exists",
            Self::One => "one",
            Self::Filter => "filter",
            Self::Map => "map",
        }
    }
}
