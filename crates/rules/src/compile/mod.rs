//! From the text of a rule to a checked expression.

mod functions;
mod operators;

use std::fmt;

use cel::common::ast::{Expr as Ast, IdedExpr, LiteralValue, SourceInfo};
use cel::parser::Parser;

use crate::Rule;
use crate::expr::Expr;
use crate::types::{Scope, Type, nearest};
use crate::value::{LIMIT, Value};

/// The longest rule, in characters.
pub const MAX_CHARS: usize = 1000;
/// The most parts of a rule.
pub const MAX_NODES: usize = 150;
/// Brackets, conditions and signs one in the other.
const MAX_NESTING: usize = 24;
/// Lists one in the other.
const MAX_DEPTH: usize = 2;

/// What is wrong with a rule and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Character of the rule, from 1; 1 when it is about the whole.
    pub at: usize,
    /// For its author.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Checks a rule whose value must be of the type `want`.
///
/// # Errors
/// Every mistake that can be told apart, the first one first.
pub fn compile(source: &str, scope: &Scope, want: &Type) -> Result<Rule, Vec<Mistake>> {
    check(source, scope, Some(want))
}

/// Checks a rule that may be of any type; [`Rule::ty`] says of which it is.
///
/// # Errors
/// Those of [`compile`].
pub fn infer(source: &str, scope: &Scope) -> Result<Rule, Vec<Mistake>> {
    check(source, scope, None)
}

/// The names at the beginning of what a rule uses (`profile` of `profile.age`), before
/// anything is known of them, also those that lists are looked through by. Nothing for what
/// is no rule.
#[must_use]
pub fn roots(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    if source.chars().count() > MAX_CHARS || nesting(source) > MAX_NESTING {
        return names;
    }
    if let Ok(ast) = Parser::new().parse(source) {
        root(&ast, &mut names);
    }
    names
}

/// How deep a rule may be nested at most: the parser goes down by a call for each bracket,
/// `?:` and sign, and a rule must not exhaust its stack. What stands in quotes counts too.
fn nesting(source: &str) -> usize {
    let (mut open, mut deepest, mut conditions, mut signs, mut run) = (0_usize, 0, 0, 0, 0);
    for sign in source.chars() {
        match sign {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            '?' => conditions += 1,
            _ => {}
        }
        deepest = deepest.max(open);
        run = match sign {
            '!' | '-' => run + 1,
            ' ' => run,
            _ => 0,
        };
        signs = signs.max(run);
    }
    deepest + conditions + signs
}

fn root(ast: &IdedExpr, names: &mut Vec<String>) {
    match &ast.expr {
        Ast::Ident(name) => names.push(name.clone()),
        Ast::Select(select) => root(&select.operand, names),
        Ast::List(list) => list.elements.iter().for_each(|part| root(part, names)),
        Ast::Call(call) => {
            let target = call.target.as_deref();
            target
                .into_iter()
                .chain(&call.args)
                .for_each(|part| root(part, names));
        }
        Ast::Comprehension(each) => {
            root(&each.iter_range, names);
            root(&each.loop_step, names);
        }
        _ => {}
    }
}

fn check(source: &str, scope: &Scope, want: Option<&Type>) -> Result<Rule, Vec<Mistake>> {
    let whole = |message: String| vec![Mistake { at: 1, message }];
    if source.chars().count() > MAX_CHARS {
        return Err(whole(format!(
            "a rule has at most {MAX_CHARS} characters; split it into named `values`"
        )));
    }
    if nesting(source) > MAX_NESTING {
        return Err(whole(format!(
            "a rule has at most {MAX_NESTING} brackets, conditions and signs one in the other; split it into named `values`"
        )));
    }
    let parsed = Parser::new().parse_with_source_info(source);
    let (ast, info) = parsed.map_err(|errors| {
        let said = errors.errors.iter().map(|error| Mistake {
            at: usize::try_from(error.pos.1).unwrap_or(1).max(1),
            message: format!("this is no rule: {}", error.msg),
        });
        said.take(3).collect::<Vec<_>>()
    })?;
    let mut checker = Checker {
        scope,
        info: &info,
        locals: Vec::new(),
        nodes: 0,
        mistakes: Vec::new(),
    };
    let checked = checker.expr(&ast).and_then(|(expr, ty)| {
        let Some(want) = want else {
            return Some((expr, ty));
        };
        let fitted = checker.fit(expr, &ty, want);
        if fitted.is_none() {
            let hint = hint(want, &ty);
            checker.fail(
                &ast,
                format!("this gives {ty}, but {want} is needed here{hint}"),
            );
        }
        fitted.map(|expr| (expr, want.clone()))
    });
    if checker.nodes > MAX_NODES {
        return Err(whole(format!(
            "a rule has at most {MAX_NODES} parts; split it into named `values`"
        )));
    }
    match checked {
        Some((expr, ty)) if checker.mistakes.is_empty() => Ok(Rule {
            source: source.to_owned(),
            expr,
            ty,
        }),
        _ => {
            checker.mistakes.sort();
            checker.mistakes.dedup();
            Err(checker.mistakes)
        }
    }
}

/// A checked part with its type; `None` when a mistake was noted.
type Checked = Option<(Expr, Type)>;

struct Checker<'a> {
    scope: &'a Scope,
    info: &'a SourceInfo,
    locals: Vec<(String, Type)>,
    nodes: usize,
    mistakes: Vec<Mistake>,
}

/// How to make the type that is needed.
fn hint(want: &Type, ty: &Type) -> &'static str {
    match (want, ty) {
        (Type::Money, Type::Int) => "; write rubles(…)",
        (Type::Span, Type::Int) => "; write days(…), months(…) or years(…)",
        _ => "",
    }
}

fn boxed(expr: Expr) -> Box<Expr> {
    Box::new(expr)
}

/// Money written as a number: `200`, `199.50`.
fn as_money(expr: &Expr) -> Option<Expr> {
    match expr {
        Expr::Const(Value::Int(n)) => n
            .checked_mul(100)
            .map(|k| Expr::Const(Value::money(Some(k)))),
        Expr::Const(Value::Money(_)) => Some(expr.clone()),
        _ => None,
    }
}

impl Checker<'_> {
    fn fail(&mut self, at: &IdedExpr, message: impl Into<String>) {
        let start = self.info.offset_for(at.id).map_or(0, |(start, _)| start);
        self.mistakes.push(Mistake {
            at: usize::try_from(start).unwrap_or(0) + 1,
            message: message.into(),
        });
    }

    /// A part where a type is expected; `None` when it does not fit.
    fn fit(&mut self, expr: Expr, ty: &Type, want: &Type) -> Option<Expr> {
        match (want, ty) {
            (Type::Money, Type::Int) => as_money(&expr),
            _ if want.takes(ty) => Some(expr),
            _ => None,
        }
    }

    /// The same with a mistake noted.
    fn want(&mut self, ast: &IdedExpr, want: &Type, what: &str) -> Option<Expr> {
        let (expr, ty) = self.expr(ast)?;
        let fitted = self.fit(expr, &ty, want);
        if fitted.is_none() {
            let hint = hint(want, &ty);
            self.fail(ast, format!("{what} takes {want}, this is {ty}{hint}"));
        }
        fitted
    }

    fn expr(&mut self, ast: &IdedExpr) -> Checked {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return None;
        }
        match &ast.expr {
            Ast::Literal(literal) => self.literal(ast, literal),
            Ast::Ident(name) => self.name(ast, name),
            Ast::Select(select) => {
                let (expr, ty) = self.select(ast, &select.operand, &select.field)?;
                Some(match select.test {
                    true => (Expr::Given(boxed(expr)), Type::Bool),
                    false => (expr, ty),
                })
            }
            Ast::List(list) => self.list(ast, &list.elements),
            Ast::Call(call) => self.call(ast, call),
            Ast::Comprehension(each) => self.comprehension(ast, each),
            Ast::Map(_) | Ast::Struct(_) => {
                self.fail(
                    ast,
                    "rules have no maps or structures; write the names themselves",
                );
                None
            }
            Ast::Unspecified => {
                self.fail(ast, "a part of the rule is missing");
                None
            }
        }
    }

    fn literal(&mut self, ast: &IdedExpr, literal: &LiteralValue) -> Checked {
        let value = match literal {
            LiteralValue::Boolean(b) => (Value::Bool(*b.inner()), Type::Bool),
            LiteralValue::Int(n) if n.inner().abs() <= LIMIT => (Value::Int(*n.inner()), Type::Int),
            LiteralValue::Double(n) => {
                let kopecks = (n.inner() * 100.0).round();
                let exact = (n.inner() * 100.0 - kopecks).abs() < 1e-6;
                // Below 2⁵³, so nothing is lost.
                #[allow(clippy::cast_possible_truncation)]
                let kopecks = (exact && kopecks.abs() < 9e15).then_some(kopecks as i64);
                let Some(kopecks) = kopecks else {
                    self.fail(
                        ast,
                        "a number with a point is money: two digits after it at most",
                    );
                    return None;
                };
                (Value::Money(kopecks), Type::Money)
            }
            LiteralValue::String(text) => (Value::text(text.inner()), Type::Text),
            LiteralValue::Null => {
                self.fail(
                    ast,
                    "nothing is compared with null; write given(…) or !given(…)",
                );
                return None;
            }
            _ => {
                self.fail(
                    ast,
                    "rules know whole numbers up to 2⁵³, money, text and yes or no",
                );
                return None;
            }
        };
        Some((Expr::Const(value.0), value.1))
    }

    fn name(&mut self, ast: &IdedExpr, name: &str) -> Checked {
        if let Some((_, ty)) = self.locals.iter().rev().find(|(known, _)| known == name) {
            return Some((Expr::Local(name.into()), ty.clone()));
        }
        if let Some(ty) = self.scope.get(name) {
            return Some((Expr::Name(name.into()), ty.clone()));
        }
        self.unknown(ast, name);
        None
    }

    fn unknown(&mut self, ast: &IdedExpr, name: &str) {
        let message = if let Some(why) = self.scope.why_not(name) {
            format!("`{name}` cannot be used here: {why}")
        } else if self.scope.is_prefix(name) {
            format!("`{name}` is a group of names; add a point and the one you mean")
        } else {
            match self.scope.nearest(name) {
                Some(meant) => format!("there is no `{name}`; did you mean `{meant}`?"),
                None => format!("there is no `{name}`"),
            }
        };
        self.fail(ast, message);
    }

    fn select(&mut self, ast: &IdedExpr, operand: &IdedExpr, field: &str) -> Checked {
        if let Some(dotted) = self.dotted(operand) {
            let name = format!("{dotted}.{field}");
            return self.name(ast, &name);
        }
        let (row, ty) = self.expr(operand)?;
        let Type::Row(fields) = &ty else {
            let rows = matches!(&ty, Type::List(of) if matches!(**of, Type::Row(_)));
            let hint = match rows {
                true => {
                    format!("; ask its rows: all(r, … r.{field} …), exists(…), map(r, r.{field})")
                }
                false => String::new(),
            };
            self.fail(ast, format!("{ty} has no `.{field}`{hint}"));
            return None;
        };
        let Some(of) = fields.get(field) else {
            let known = || fields.keys().map(String::as_str);
            let hint = match nearest(field, known()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!(
                    "its questions are {}",
                    known().collect::<Vec<_>>().join(", ")
                ),
            };
            self.fail(ast, format!("no question `{field}` in this group; {hint}"));
            return None;
        };
        Some((Expr::Field(boxed(row), field.into()), of.clone()))
    }

    /// `profile` of `profile.age`: a name and no value.
    fn dotted(&self, ast: &IdedExpr) -> Option<String> {
        match &ast.expr {
            Ast::Ident(name) => {
                let local = self.locals.iter().any(|(known, _)| known == name);
                let value = local || self.scope.get(name).is_some();
                (!value).then(|| name.clone())
            }
            Ast::Select(select) if !select.test => {
                let name = format!("{}.{}", self.dotted(&select.operand)?, select.field);
                self.scope.get(&name).is_none().then_some(name)
            }
            _ => None,
        }
    }

    fn list(&mut self, ast: &IdedExpr, elements: &[IdedExpr]) -> Checked {
        let parts: Vec<(Expr, Type)> = elements
            .iter()
            .map(|element| self.expr(element))
            .collect::<Option<_>>()?;
        let Some((_, first)) = parts.first() else {
            self.fail(ast, "an empty list holds nothing; drop it");
            return None;
        };
        let of = first.clone();
        let money = parts.iter().any(|(_, ty)| *ty == Type::Money);
        let of = if money { Type::Money } else { of };
        let mut fitted = Vec::new();
        for ((expr, ty), element) in parts.into_iter().zip(elements) {
            let Some(expr) = self.fit(expr, &ty, &of) else {
                self.fail(element, format!("a list of {of} with {ty} in it"));
                return None;
            };
            fitted.push(expr);
        }
        if !of.is_scalar() {
            self.fail(ast, "lists are of simple values");
            return None;
        }
        Some((Expr::List(fitted), Type::list(of)))
    }
}
