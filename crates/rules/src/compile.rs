//! From the text of a rule to a checked expression.

use std::fmt;
use std::sync::Arc;

use cel::common::ast::{
    CallExpr, ComprehensionExpr, Expr as Ast, IdedExpr, LiteralValue, SourceInfo, operators,
};
use cel::parser::Parser;

use crate::Rule;
use crate::expr::{Arith, Cmp, Each, Expr, Func, Within};
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
            self.fail(ast, format!("{ty} has no `.{field}`"));
            return None;
        };
        let Some(of) = fields.get(field) else {
            let meant = nearest(field, fields.keys().map(String::as_str));
            let meant = meant.map_or(String::new(), |m| format!("; did you mean `{m}`?"));
            self.fail(ast, format!("no question `{field}` in this group{meant}"));
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

    fn call(&mut self, ast: &IdedExpr, call: &CallExpr) -> Checked {
        let name = call.func_name.as_str();
        match (name, call.args.as_slice(), &call.target) {
            (operators::LOGICAL_NOT, [a], None) => {
                let a = self.want(a, &Type::Bool, "`!`")?;
                Some((Expr::Not(boxed(a)), Type::Bool))
            }
            (operators::LOGICAL_AND | operators::LOGICAL_OR, [a, b], None) => {
                let and = name == operators::LOGICAL_AND;
                let word = if and { "`&&`" } else { "`||`" };
                let a = self.want(a, &Type::Bool, word);
                let b = self.want(b, &Type::Bool, word);
                let (a, b) = (boxed(a?), boxed(b?));
                let expr = if and { Expr::And(a, b) } else { Expr::Or(a, b) };
                Some((expr, Type::Bool))
            }
            (operators::CONDITIONAL, [when, then, other], None) => {
                let when = self.want(when, &Type::Bool, "`?:`");
                let (then, other) = self.both(ast, then, other, "`?:`")?;
                let ty = then.1;
                let expr = Expr::If(boxed(when?), boxed(then.0), boxed(other.0));
                Some((expr, ty))
            }
            (operators::IN, [one, list], None) => self.member(ast, one, list),
            (_, [a, b], None) if comparison(name).is_some() => {
                let op = comparison(name)?;
                self.compare(ast, op, a, b)
            }
            (_, [a, b], None) if name.starts_with('_') => self.arith(ast, name, a, b),
            (operators::NEGATE, [a], None) => {
                let (expr, ty) = self.expr(a)?;
                match (&expr, &ty) {
                    (Expr::Const(Value::Int(n)), _) => {
                        Some((Expr::Const(Value::int(n.checked_neg())), ty))
                    }
                    (Expr::Const(Value::Money(n)), _) => {
                        Some((Expr::Const(Value::money(n.checked_neg())), ty))
                    }
                    (_, Type::Int | Type::Money) => Some((Expr::Call(Func::Neg, boxed(expr)), ty)),
                    _ => {
                        self.fail(ast, format!("`-` takes a number or money, this is {ty}"));
                        None
                    }
                }
            }
            _ => self.function(ast, call),
        }
    }

    /// Two parts of one type.
    fn both(
        &mut self,
        ast: &IdedExpr,
        a: &IdedExpr,
        b: &IdedExpr,
        what: &str,
    ) -> Option<((Expr, Type), (Expr, Type))> {
        let (first, second) = (self.expr(a), self.expr(b));
        let ((a, of_a), (b, of_b)) = (first?, second?);
        if let Some(b) = self.fit(b.clone(), &of_b, &of_a) {
            return Some(((a, of_a.clone()), (b, of_a)));
        }
        if let Some(a) = self.fit(a, &of_a, &of_b) {
            return Some(((a, of_b.clone()), (b, of_b)));
        }
        let hint = match (&of_a, &of_b) {
            (Type::Money, Type::Int) | (Type::Int, Type::Money) => {
                "; rubles(…) makes money of a number"
            }
            (Type::Date, Type::Text) | (Type::Text, Type::Date) => "; write date('2026-03-01')",
            (Type::Choice(_), Type::Choice(_)) => "; they have no option in common",
            _ => "",
        };
        self.fail(ast, format!("{what} of {of_a} and {of_b}{hint}"));
        None
    }

    fn compare(&mut self, ast: &IdedExpr, op: Cmp, a: &IdedExpr, b: &IdedExpr) -> Checked {
        let ((a_expr, a_ty), (b_expr, _)) = self.both(ast, a, b, "a comparison")?;
        let ordered = !matches!(op, Cmp::Eq | Cmp::Ne);
        if ordered && !a_ty.is_ordered() {
            self.fail(ast, format!("{a_ty} has no order: only `==` and `!=`"));
            return None;
        }
        if !a_ty.is_scalar() {
            self.fail(
                ast,
                format!("{a_ty} is not compared; use all(…), exists(…) or size()"),
            );
            return None;
        }
        self.known_option(a, &a_expr, b, &b_expr)?;
        let expr = Expr::Cmp(op, boxed(a_expr), boxed(b_expr));
        Some((expr, Type::Bool))
    }

    /// A word compared with a choice must be one of its options.
    fn known_option(
        &mut self,
        a: &IdedExpr,
        a_expr: &Expr,
        b: &IdedExpr,
        b_expr: &Expr,
    ) -> Option<()> {
        for (choice, word, at) in [(a_expr, b_expr, b), (b_expr, a_expr, a)] {
            let Expr::Const(Value::Text(word)) = word else {
                continue;
            };
            let Some(Type::Choice(options)) = self.type_of(choice) else {
                continue;
            };
            self.option_of(at, word, &options)?;
        }
        Some(())
    }

    fn option_of(&mut self, at: &IdedExpr, word: &str, options: &[String]) -> Option<()> {
        if options.iter().any(|option| option == word) {
            return Some(());
        }
        let meant = nearest(word, options.iter().map(String::as_str));
        let known = match meant {
            Some(meant) => format!("did you mean '{meant}'?"),
            None => format!("the options are {}", options.join(", ")),
        };
        self.fail(at, format!("'{word}' is none of the options; {known}"));
        None
    }

    /// Type of a part that has been checked, as far as options are concerned.
    fn type_of(&self, expr: &Expr) -> Option<Type> {
        match expr {
            Expr::Name(name) => self.scope.get(name).cloned(),
            Expr::Local(name) => {
                let found = self
                    .locals
                    .iter()
                    .rev()
                    .find(|(known, _)| **known == **name);
                found.map(|(_, ty)| ty.clone())
            }
            Expr::Field(row, field) => match self.type_of(row)? {
                Type::Row(fields) => fields.get(&**field).cloned(),
                _ => None,
            },
            _ => None,
        }
    }

    fn member(&mut self, ast: &IdedExpr, one: &IdedExpr, list: &IdedExpr) -> Checked {
        let (list_expr, list_ty) = self.expr(list)?;
        let (one_expr, one_ty) = self.expr(one)?;
        let Type::List(of) = &list_ty else {
            self.fail(list, format!("`in` takes a list, this is {list_ty}"));
            return None;
        };
        let one_expr = match self.fit(one_expr.clone(), &one_ty, of) {
            Some(fitted) => fitted,
            // Of `choice in ['a', 'b']` the words are options; the type is the wider.
            None if one_ty.takes(of) || (matches!(one_ty, Type::Text) && of.takes(&one_ty)) => {
                one_expr
            }
            None if matches!((&**of, &one_ty), (Type::Choice(_), Type::Text)) => one_expr,
            None => {
                self.fail(ast, format!("{one_ty} is looked for in {list_ty}"));
                return None;
            }
        };
        if let (Some(Type::Choice(options)), Expr::List(words)) =
            (self.type_of(&one_expr), &list_expr)
        {
            for word in words {
                if let Expr::Const(Value::Text(word)) = word {
                    self.option_of(list, word, &options)?;
                }
            }
        }
        if let (Expr::Const(Value::Text(word)), Type::Choice(options)) = (&one_expr, &**of) {
            self.option_of(one, word, options)?;
        }
        let expr = Expr::In(boxed(one_expr), boxed(list_expr));
        Some((expr, Type::Bool))
    }

    fn arith(&mut self, ast: &IdedExpr, name: &str, a: &IdedExpr, b: &IdedExpr) -> Checked {
        let (first, second) = (self.expr(a), self.expr(b));
        let ((a_expr, a_ty), (b_expr, b_ty)) = (first?, second?);
        let sign = name.trim_matches('_');
        use Type::{Date, Int, Money, Span, Text};
        let (a_expr, b_expr, a_ty, b_ty) = match (&a_ty, &b_ty, sign) {
            // `fee + 100`: the number is money too.
            (Money, Int, "+" | "-") => match as_money(&b_expr) {
                Some(b) => (a_expr, b, a_ty, Money),
                None => (a_expr, b_expr, a_ty, b_ty),
            },
            (Int, Money, "+" | "-") => match as_money(&a_expr) {
                Some(a) => (a, b_expr, Money, b_ty),
                None => (a_expr, b_expr, a_ty, b_ty),
            },
            _ => (a_expr, b_expr, a_ty, b_ty),
        };
        let text = |ty: &Type| matches!(ty, Text | Type::Choice(_));
        let (op, ty) = match (sign, &a_ty, &b_ty) {
            ("+", Int, Int) => (Arith::Add, Int),
            ("+", Money, Money) => (Arith::Add, Money),
            ("+", Date, Span) => (Arith::Later, Date),
            ("+", a, b) if text(a) && text(b) => (Arith::Join, Text),
            ("-", Int, Int) => (Arith::Sub, Int),
            ("-", Money, Money) => (Arith::Sub, Money),
            ("-", Date, Span) => (Arith::Earlier, Date),
            ("-", Date, Date) => (Arith::Between, Int),
            ("*", Int, Int) => (Arith::Mul, Int),
            ("*", Money, Int) | ("*", Int, Money) => (Arith::Mul, Money),
            ("/", Int, Int) => (Arith::Div, Int),
            ("/", Money, Int) => (Arith::Share, Money),
            ("%", Int, Int) => (Arith::Rem, Int),
            _ => {
                let hint = match (&a_ty, &b_ty) {
                    (Date, Int) => "; write days(…), months(…) or years(…)",
                    (Money, Int) | (Int, Money) => "; rubles(…) makes money of a number",
                    (Money, Money) if sign == "*" => "; percent(money, n) takes percents",
                    _ => "",
                };
                self.fail(ast, format!("{a_ty} {sign} {b_ty} has no meaning{hint}"));
                return None;
            }
        };
        Some((Expr::Arith(op, boxed(a_expr), boxed(b_expr)), ty))
    }

    fn function(&mut self, ast: &IdedExpr, call: &CallExpr) -> Checked {
        let mut args: Vec<&IdedExpr> = Vec::new();
        args.extend(call.target.as_deref());
        args.extend(&call.args);
        let name = call.func_name.as_str();
        let of = |func: Func, expr: Expr| Expr::Call(func, boxed(expr));
        match (name, args.as_slice()) {
            ("given", [a]) => {
                let (expr, _) = self.expr(a)?;
                Some((Expr::Given(boxed(expr)), Type::Bool))
            }
            ("age", [a]) => {
                let born = self.want(a, &Type::Date, "age")?;
                Some((of(Func::Age, born), Type::Int))
            }
            ("days" | "months" | "years", [a]) => {
                let func = match name {
                    "days" => Func::Days,
                    "months" => Func::Months,
                    _ => Func::Years,
                };
                let number = self.want(a, &Type::Int, name)?;
                Some((of(func, number), Type::Span))
            }
            ("rubles", [a]) => {
                let number = self.want(a, &Type::Int, name)?;
                Some((of(Func::Rubles, number), Type::Money))
            }
            ("percent", [money, share]) => {
                let money = self.want(money, &Type::Money, name);
                let share = self.want(share, &Type::Int, name);
                let expr = Expr::Arith(Arith::Percent, boxed(money?), boxed(share?));
                Some((expr, Type::Money))
            }
            ("date", [a]) => self.date(a),
            ("size", [a]) => {
                let (expr, ty) = self.expr(a)?;
                if !matches!(ty, Type::Text | Type::Choice(_) | Type::List(_)) {
                    self.fail(ast, format!("size() is of text or of a list, this is {ty}"));
                    return None;
                }
                Some((of(Func::Size, expr), Type::Int))
            }
            ("sum" | "min" | "max", [a]) => {
                let (expr, ty) = self.expr(a)?;
                let Type::List(item) = ty else {
                    self.fail(ast, format!("{name}() is of a list, this is {ty}"));
                    return None;
                };
                let func = match (name, &*item) {
                    ("sum", Type::Int) => Func::Sum,
                    ("sum", Type::Money) => Func::SumMoney,
                    ("min", ty) if ty.is_ordered() => Func::Min,
                    ("max", ty) if ty.is_ordered() => Func::Max,
                    _ => {
                        self.fail(ast, format!("{name}() of a list of {item} has no meaning"));
                        return None;
                    }
                };
                Some((of(func, expr), *item))
            }
            ("contains" | "startsWith" | "endsWith", [text, part]) => {
                let within = match name {
                    "contains" => Within::Contains,
                    "startsWith" => Within::Starts,
                    _ => Within::Ends,
                };
                let text = self.want(text, &Type::Text, name);
                let part = self.want(part, &Type::Text, name);
                let expr = Expr::Within(within, boxed(text?), boxed(part?));
                Some((expr, Type::Bool))
            }
            _ => {
                self.fail(ast, unknown_function(name, args.len()));
                None
            }
        }
    }

    fn date(&mut self, ast: &IdedExpr) -> Checked {
        let day = match &ast.expr {
            Ast::Literal(LiteralValue::String(text)) => text.inner().parse().ok(),
            _ => None,
        };
        let Some(day) = day else {
            self.fail(ast, "date takes a day of the calendar, as '2026-03-01'");
            return None;
        };
        Some((Expr::Const(Value::Date(day)), Type::Date))
    }

    fn comprehension(&mut self, ast: &IdedExpr, each: &ComprehensionExpr) -> Checked {
        let (list, ty) = self.expr(&each.iter_range)?;
        let Type::List(item) = ty else {
            self.fail(&each.iter_range, format!("this takes a list, not {ty}"));
            return None;
        };
        if self.locals.len() >= MAX_DEPTH {
            self.fail(ast, "lists are looked through two deep at most");
            return None;
        }
        let Some((kind, bodies)) = unfold(each) else {
            self.fail(
                ast,
                "of lists there are all, exists, exists_one, filter and map",
            );
            return None;
        };
        self.locals.push((each.iter_var.clone(), (*item).clone()));
        let checked: Option<Vec<(Expr, Type)>> =
            bodies.iter().map(|body| self.expr(body)).collect();
        self.locals.pop();
        let mut checked = checked?.into_iter();
        let name: Arc<str> = each.iter_var.as_str().into();
        let (body, body_ty) = checked.next()?;
        if kind != Each::Map && body_ty != Type::Bool {
            self.fail(
                bodies[0],
                format!("yes or no is needed here, this is {body_ty}"),
            );
            return None;
        }
        if kind == Each::Map && !body_ty.is_scalar() {
            self.fail(bodies[0], "map makes lists of simple values");
            return None;
        }
        let ty = match kind {
            Each::All | Each::Exists | Each::One => Type::Bool,
            Each::Filter => Type::List(item),
            Each::Map => Type::list(body_ty),
        };
        Some((Expr::Each(kind, boxed(list), name, boxed(body)), ty))
    }
}

/// The macro that a comprehension of the library was, with what it is asked of each value.
fn unfold(each: &ComprehensionExpr) -> Option<(Each, Vec<&IdedExpr>)> {
    let Ast::Call(step) = &each.loop_step.expr else {
        return None;
    };
    let item = |call: &'_ IdedExpr| -> Option<usize> {
        match &call.expr {
            Ast::Call(call) if call.func_name == operators::ADD => Some(call.args.len()),
            _ => None,
        }
    };
    match (
        &each.accu_init.expr,
        step.func_name.as_str(),
        step.args.as_slice(),
    ) {
        (Ast::Literal(LiteralValue::Boolean(_)), operators::LOGICAL_AND, [_, body]) => {
            Some((Each::All, vec![body]))
        }
        (Ast::Literal(LiteralValue::Boolean(_)), operators::LOGICAL_OR, [_, body]) => {
            Some((Each::Exists, vec![body]))
        }
        (Ast::Literal(LiteralValue::Int(_)), operators::CONDITIONAL, [body, ..]) => {
            Some((Each::One, vec![body]))
        }
        (Ast::List(_), operators::ADD, [_, made]) => match &made.expr {
            Ast::List(list) => Some((Each::Map, vec![list.elements.first()?])),
            _ => None,
        },
        (Ast::List(_), operators::CONDITIONAL, [body, then, _]) if item(then).is_some() => {
            let Ast::Call(add) = &then.expr else {
                return None;
            };
            let Ast::List(list) = &add.args.get(1)?.expr else {
                return None;
            };
            match &list.elements.first()?.expr {
                Ast::Ident(name) if *name == each.iter_var => Some((Each::Filter, vec![body])),
                // `map` with a condition: filter first, then map.
                _ => None,
            }
        }
        _ => None,
    }
}

fn comparison(name: &str) -> Option<Cmp> {
    Some(match name {
        operators::EQUALS => Cmp::Eq,
        operators::NOT_EQUALS => Cmp::Ne,
        operators::LESS => Cmp::Lt,
        operators::LESS_EQUALS => Cmp::Le,
        operators::GREATER => Cmp::Gt,
        operators::GREATER_EQUALS => Cmp::Ge,
        _ => return None,
    })
}

const FUNCTIONS: [(&str, usize); 16] = [
    ("given", 1),
    ("age", 1),
    ("days", 1),
    ("months", 1),
    ("years", 1),
    ("rubles", 1),
    ("percent", 2),
    ("date", 1),
    ("size", 1),
    ("sum", 1),
    ("min", 1),
    ("max", 1),
    ("contains", 2),
    ("startsWith", 2),
    ("endsWith", 2),
    ("has", 1),
];

fn unknown_function(name: &str, args: usize) -> String {
    if let Some((_, takes)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
        return format!("{name} takes {takes} values, here are {args}");
    }
    let known = FUNCTIONS.iter().map(|(known, _)| *known);
    match nearest(name, known) {
        Some(meant) => format!("there is no function {name}; did you mean {meant}?"),
        None => format!("there is no function {name}"),
    }
}
