//! Operators: which types they take and what they give.

use cel::common::ast::{CallExpr, IdedExpr, operators};

use super::{Checked, Checker, as_money, boxed};
use crate::expr::{Arith, Cmp, Expr, Func};
use crate::types::{Type, nearest};
use crate::value::Value;

impl Checker<'_> {
    pub(super) fn call(&mut self, ast: &IdedExpr, call: &CallExpr) -> Checked {
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
