//! Rules that can never hold, found when a folder is loaded.
//!
//! Whatever is compared with constants is tried with each value that can make a difference:
//! all options of a choice, a number or a day beside each constant, another word, no answer.
//! What is more complicated counts as an unknown yes or no. So too many cases are tried
//! rather than too few: [`Verdict::Never`] and [`Verdict::Always`] are certain,
//! [`Verdict::Sometimes`] is not.

use jiff::ToSpan;

use crate::Rule;
use crate::eval::{compare, member};
use crate::expr::{Expr, Func};
use crate::types::{Scope, Type};
use crate::value::Value;

/// When rules hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// In no case.
    Never,
    /// In every case, also without answers.
    Always,
    /// In some, as far as can be told.
    Sometimes,
}

/// More cases are not tried.
const MOST: usize = 20_000;

/// Can these rules hold all at once? They are rules of the type [`Type::Bool`] over this
/// scope.
#[must_use]
pub fn judge(rules: &[&Rule], scope: &Scope) -> Verdict {
    let exprs: Vec<&Expr> = rules.iter().map(|rule| &rule.expr).collect();
    let mut terms = Terms {
        scope,
        list: Vec::new(),
    };
    for expr in &exprs {
        terms.collect(expr);
    }
    let cases = terms
        .list
        .iter()
        .try_fold(1_usize, |n, term| n.checked_mul(term.values.len()));
    let Some(cases) = cases.filter(|n| *n <= MOST) else {
        return Verdict::Sometimes;
    };
    let (mut holds, mut fails) = (false, false);
    let mut case = vec![0_usize; terms.list.len()];
    for _ in 0..cases {
        let all = exprs.iter().map(|expr| terms.truth(expr, &case));
        match all.fold(Some(true), and) {
            Some(true) => holds = true,
            _ => fails = true,
        }
        if holds && fails {
            return Verdict::Sometimes;
        }
        next(&mut case, &terms.list);
    }
    match holds {
        true => Verdict::Always,
        false => Verdict::Never,
    }
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn next(case: &mut [usize], terms: &[Term]) {
    for (at, term) in case.iter_mut().zip(terms) {
        *at += 1;
        if *at < term.values.len() {
            return;
        }
        *at = 0;
    }
}

/// A part of the rules with the values that make a difference.
struct Term {
    part: Expr,
    values: Vec<Value>,
}

struct Terms<'a> {
    scope: &'a Scope,
    list: Vec<Term>,
}

/// Is it something that has a value of its own, as far as the rules can tell?
fn is_term(expr: &Expr) -> bool {
    match expr {
        Expr::Name(_) => true,
        Expr::Call(Func::Age, of) => matches!(**of, Expr::Name(_)),
        _ => false,
    }
}

fn constant(expr: &Expr) -> Option<&Value> {
    match expr {
        Expr::Const(value) => Some(value),
        _ => None,
    }
}

fn constants(expr: &Expr) -> Option<Vec<Value>> {
    match expr {
        Expr::List(parts) => parts.iter().map(|part| constant(part).cloned()).collect(),
        _ => None,
    }
}

impl Terms<'_> {
    fn collect(&mut self, expr: &Expr) {
        match expr {
            Expr::Const(_) => {}
            Expr::Not(a) => self.collect(a),
            Expr::And(a, b) | Expr::Or(a, b) => {
                self.collect(a);
                self.collect(b);
            }
            Expr::Given(a) if is_term(a) => self.add(a, &[]),
            Expr::Cmp(_, a, b) => match (constant(a), constant(b)) {
                (None, Some(value)) if is_term(a) => self.add(a, std::slice::from_ref(value)),
                (Some(value), None) if is_term(b) => self.add(b, std::slice::from_ref(value)),
                _ => self.add_unknown(expr),
            },
            Expr::In(one, list) => match constants(list) {
                Some(values) if is_term(one) => self.add(one, &values),
                _ => self.add_unknown(expr),
            },
            Expr::Name(_) => self.add(expr, &[]),
            _ => self.add_unknown(expr),
        }
    }

    fn add(&mut self, part: &Expr, compared: &[Value]) {
        let mut values = match self.type_of(part) {
            Some(Type::Bool) => vec![Value::Bool(true), Value::Bool(false)],
            Some(Type::Choice(options)) => options.iter().map(|o| Value::text(o)).collect(),
            // A word that no rule names.
            _ => vec![Value::text("\u{0}")],
        };
        values.push(Value::Absent);
        values.extend(compared.iter().flat_map(around));
        let at = match self.list.iter().position(|term| term.part == *part) {
            Some(at) => at,
            None => {
                self.list.push(Term {
                    part: part.clone(),
                    values: Vec::new(),
                });
                self.list.len() - 1
            }
        };
        for value in values {
            let known = &mut self.list[at].values;
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }

    fn add_unknown(&mut self, expr: &Expr) {
        if !self.list.iter().any(|term| term.part == *expr) {
            self.list.push(Term {
                part: expr.clone(),
                values: vec![Value::Bool(true), Value::Bool(false), Value::Absent],
            });
        }
    }

    fn type_of(&self, part: &Expr) -> Option<Type> {
        match part {
            Expr::Name(name) => self.scope.get(name).cloned(),
            _ => Some(Type::Int),
        }
    }

    fn value(&self, part: &Expr, case: &[usize]) -> Value {
        if let Some(value) = constant(part) {
            return value.clone();
        }
        let at = self.list.iter().position(|term| term.part == *part);
        at.map_or(Value::Absent, |at| self.list[at].values[case[at]].clone())
    }

    fn truth(&self, expr: &Expr, case: &[usize]) -> Option<bool> {
        if self.list.iter().any(|term| term.part == *expr) {
            return match self.value(expr, case) {
                Value::Bool(truth) => Some(truth),
                _ => None,
            };
        }
        match expr {
            Expr::Const(Value::Bool(truth)) => Some(*truth),
            Expr::Not(a) => self.truth(a, case).map(|a| !a),
            Expr::And(a, b) => and(self.truth(a, case), self.truth(b, case)),
            Expr::Or(a, b) => {
                let (a, b) = (self.truth(a, case), self.truth(b, case));
                and(a.map(|a| !a), b.map(|b| !b)).map(|neither| !neither)
            }
            Expr::Given(a) => Some(self.value(a, case).is_given()),
            Expr::Cmp(op, a, b) => compare(*op, &self.value(a, case), &self.value(b, case)),
            Expr::In(one, list) => {
                let list = Value::list(constants(list)?);
                member(&self.value(one, case), &list)
            }
            _ => None,
        }
    }
}

/// The values beside a constant.
fn around(value: &Value) -> Vec<Value> {
    match value {
        Value::Int(n) => vec![Value::Int(n - 1), Value::Int(*n), Value::Int(n + 1)],
        Value::Money(n) => vec![Value::Money(n - 1), Value::Money(*n), Value::Money(n + 1)],
        Value::Date(day) => [-1, 0, 1]
            .into_iter()
            .filter_map(|n: i64| day.checked_add(n.days()).ok())
            .map(Value::Date)
            .collect(),
        other => vec![other.clone()],
    }
}
