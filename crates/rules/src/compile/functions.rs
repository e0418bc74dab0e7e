//! Functions, and what is asked of each value of a list.

use std::sync::Arc;

use cel::common::ast::{
    CallExpr, ComprehensionExpr, Expr as Ast, IdedExpr, LiteralValue, operators,
};

use super::{Checked, Checker, MAX_DEPTH, boxed};
use crate::expr::{Arith, Each, Expr, Func, Within};
use crate::types::{Type, nearest};
use crate::value::Value;

impl Checker<'_> {
    pub(super) fn function(&mut self, ast: &IdedExpr, call: &CallExpr) -> Checked {
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

    pub(super) fn comprehension(&mut self, ast: &IdedExpr, each: &ComprehensionExpr) -> Checked {
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
