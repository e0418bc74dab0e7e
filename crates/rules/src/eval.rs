//! The value of an expression. `assets/src/rules.ts` does the same in the browser; a test
//! holds that they agree.

use jiff::civil::Date;

use crate::calendar;
use crate::expr::{Arith, Cmp, Each, Expr, Func, Within};
use crate::value::{Facts, Span, Value};

struct Eval<'a> {
    facts: &'a dyn Facts,
    /// Names of list expressions, the innermost last.
    locals: Vec<(&'a str, Value)>,
}

pub(crate) fn value(expr: &Expr, facts: &dyn Facts) -> Value {
    Eval {
        facts,
        locals: Vec::new(),
    }
    .value(expr)
}

fn truth(holds: Option<bool>) -> Value {
    holds.map_or(Value::Absent, Value::Bool)
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Int(n) | Value::Money(n) => Some(*n),
        _ => None,
    }
}

/// A value of the kind that the first one has.
fn like(kind: &Value, number: Option<i64>) -> Value {
    match kind {
        Value::Money(_) => Value::money(number),
        _ => Value::int(number),
    }
}

/// Rounded half away from zero.
fn rounded(dividend: i128, divisor: i128) -> Option<i64> {
    if divisor == 0 {
        return None;
    }
    let half = divisor.abs() / 2;
    let size = (dividend.abs() + half) / divisor.abs();
    let sign = dividend.signum() * divisor.signum();
    i64::try_from(size * sign).ok()
}

impl<'a> Eval<'a> {
    fn value(&mut self, expr: &'a Expr) -> Value {
        match expr {
            Expr::Const(value) => value.clone(),
            Expr::Name(name) => self.facts.get(name),
            Expr::Local(name) => {
                let found = self
                    .locals
                    .iter()
                    .rev()
                    .find(|(known, _)| **known == **name);
                found.map_or(Value::Absent, |(_, value)| value.clone())
            }
            Expr::Field(row, field) => match self.value(row) {
                Value::Row(row) => row.get(&**field).cloned().unwrap_or(Value::Absent),
                _ => Value::Absent,
            },
            Expr::Not(a) => truth(self.truth(a).map(|a| !a)),
            Expr::And(a, b) => match self.truth(a) {
                Some(false) => Value::Bool(false),
                first => match (first, self.truth(b)) {
                    (_, Some(false)) => Value::Bool(false),
                    (Some(true), Some(true)) => Value::Bool(true),
                    _ => Value::Absent,
                },
            },
            Expr::Or(a, b) => match self.truth(a) {
                Some(true) => Value::Bool(true),
                first => match (first, self.truth(b)) {
                    (_, Some(true)) => Value::Bool(true),
                    (Some(false), Some(false)) => Value::Bool(false),
                    _ => Value::Absent,
                },
            },
            Expr::If(when, then, other) => match self.truth(when) {
                Some(true) => self.value(then),
                Some(false) => self.value(other),
                None => Value::Absent,
            },
            Expr::Cmp(op, a, b) => truth(compare(*op, &self.value(a), &self.value(b))),
            Expr::In(a, b) => {
                let (one, list) = (self.value(a), self.value(b));
                truth(member(&one, &list))
            }
            Expr::Arith(op, a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                arith(*op, &a, &b)
            }
            Expr::Within(op, a, b) => match (self.value(a), self.value(b)) {
                (Value::Text(text), Value::Text(part)) => Value::Bool(match op {
                    Within::Contains => text.contains(&*part),
                    Within::Starts => text.starts_with(&*part),
                    Within::Ends => text.ends_with(&*part),
                }),
                _ => Value::Absent,
            },
            // Of a list: is anything in it?
            Expr::Given(a) => Value::Bool(match self.value(a) {
                Value::List(values) => !values.is_empty(),
                value => value.is_given(),
            }),
            Expr::Call(Func::Age, a) => match (self.value(a), self.facts.get("today")) {
                (Value::Date(born), Value::Date(today)) => Value::int(calendar::age(born, today)),
                _ => Value::Absent,
            },
            Expr::Call(func, a) => call(*func, &self.value(a)),
            Expr::Each(each, list, name, body) => match self.value(list) {
                Value::List(values) => self.each(*each, &values, name, body),
                _ => Value::Absent,
            },
            Expr::List(parts) => {
                let mut values = Vec::with_capacity(parts.len());
                for part in parts {
                    match self.value(part) {
                        Value::Absent => return Value::Absent,
                        value => values.push(value),
                    }
                }
                Value::list(values)
            }
        }
    }

    fn truth(&mut self, expr: &'a Expr) -> Option<bool> {
        match self.value(expr) {
            Value::Bool(b) => Some(b),
            _ => None,
        }
    }

    fn of(&mut self, value: &Value, name: &'a str, body: &'a Expr) -> Value {
        self.locals.push((name, value.clone()));
        let made = self.value(body);
        self.locals.pop();
        made
    }

    fn each(&mut self, each: Each, values: &[Value], name: &'a str, body: &'a Expr) -> Value {
        if each == Each::Map {
            let mut made = Vec::with_capacity(values.len());
            for value in values {
                match self.of(value, name, body) {
                    Value::Absent => return Value::Absent,
                    value => made.push(value),
                }
            }
            return Value::list(made);
        }
        let mut kept = Vec::new();
        let mut unknown = false;
        for value in values {
            match (self.of(value, name, body), each) {
                (Value::Bool(false), Each::All) => return Value::Bool(false),
                (Value::Bool(true), Each::Exists) => return Value::Bool(true),
                (Value::Bool(true), _) => kept.push(value.clone()),
                (Value::Bool(false), _) => {}
                _ => unknown = true,
            }
        }
        match each {
            _ if unknown => Value::Absent,
            Each::All => Value::Bool(true),
            Each::Exists => Value::Bool(false),
            Each::One => Value::Bool(kept.len() == 1),
            Each::Filter | Each::Map => Value::list(kept),
        }
    }
}

pub(crate) fn compare(op: Cmp, a: &Value, b: &Value) -> Option<bool> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    if !a.is_given() || !b.is_given() {
        return None;
    }
    let order = match (a, b) {
        (Value::Int(a), Value::Int(b)) | (Value::Money(a), Value::Money(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        // Of what has no order only equality is asked.
        _ if a == b => Equal,
        _ => Less,
    };
    Some(match op {
        Cmp::Eq => order == Equal,
        Cmp::Ne => order != Equal,
        Cmp::Lt => order == Less,
        Cmp::Le => order != Greater,
        Cmp::Gt => order == Greater,
        Cmp::Ge => order != Less,
    })
}

pub(crate) fn member(one: &Value, list: &Value) -> Option<bool> {
    match (one, list) {
        (Value::Absent, _) => None,
        (one, Value::List(values)) => Some(values.contains(one)),
        _ => None,
    }
}

fn arith(op: Arith, a: &Value, b: &Value) -> Value {
    match (op, a, b) {
        (Arith::Join, Value::Text(a), Value::Text(b)) => Value::text(&format!("{a}{b}")),
        (Arith::Later, Value::Date(day), Value::Span(span)) => shifted(*day, *span),
        (Arith::Earlier, Value::Date(day), Value::Span(span)) => shifted(
            *day,
            Span {
                months: -span.months,
                days: -span.days,
            },
        ),
        (Arith::Between, Value::Date(to), Value::Date(from)) => {
            Value::int(Some(calendar::between(*from, *to)))
        }
        _ => match (number(a), number(b)) {
            (Some(x), Some(y)) => counted(op, (a, x), (b, y)),
            _ => Value::Absent,
        },
    }
}

fn shifted(day: Date, span: Span) -> Value {
    calendar::later(day, span).map_or(Value::Absent, Value::Date)
}

fn counted(op: Arith, (a, x): (&Value, i64), (b, y): (&Value, i64)) -> Value {
    let wide = (i128::from(x), i128::from(y));
    match op {
        Arith::Add => like(a, x.checked_add(y)),
        Arith::Sub => like(a, x.checked_sub(y)),
        Arith::Mul => match b {
            Value::Money(_) => Value::money(x.checked_mul(y)),
            _ => like(a, x.checked_mul(y)),
        },
        Arith::Div => Value::int(x.checked_div(y)),
        Arith::Rem => Value::int(x.checked_rem(y)),
        Arith::Share => Value::money(rounded(wide.0, wide.1)),
        Arith::Percent => match x.checked_mul(y).filter(|n| n.abs() <= crate::value::LIMIT) {
            Some(product) => Value::money(rounded(i128::from(product), 100)),
            None => Value::Absent,
        },
        Arith::Later | Arith::Earlier | Arith::Between | Arith::Join => Value::Absent,
    }
}

fn call(func: Func, value: &Value) -> Value {
    let span = |months, days| Value::Span(Span { months, days });
    match (func, value) {
        (Func::Size, Value::Text(text)) => Value::int(i64::try_from(text.chars().count()).ok()),
        (Func::Size, Value::List(values)) => Value::int(i64::try_from(values.len()).ok()),
        (Func::Sum | Func::SumMoney | Func::Min | Func::Max, Value::List(values)) => {
            folded(func, values)
        }
        (Func::Rubles, Value::Int(n)) => Value::money(n.checked_mul(100)),
        (Func::Neg, Value::Int(n) | Value::Money(n)) => like(value, n.checked_neg()),
        (Func::Days, Value::Int(n)) => span(0, *n),
        (Func::Months, Value::Int(n)) => span(*n, 0),
        (Func::Years, Value::Int(n)) => n.checked_mul(12).map_or(Value::Absent, |n| span(n, 0)),
        _ => Value::Absent,
    }
}

/// Sum, least, greatest.
fn folded(func: Func, values: &[Value]) -> Value {
    let mut values = values.iter();
    let Some(first) = values.next() else {
        return match func {
            Func::Sum => Value::Int(0),
            Func::SumMoney => Value::Money(0),
            _ => Value::Absent,
        };
    };
    let mut so_far = first.clone();
    for value in values {
        so_far = match func {
            Func::Sum | Func::SumMoney => arith(Arith::Add, &so_far, value),
            Func::Min if compare(Cmp::Lt, value, &so_far) == Some(true) => value.clone(),
            Func::Max if compare(Cmp::Gt, value, &so_far) == Some(true) => value.clone(),
            _ => so_far,
        };
    }
    so_far
}
