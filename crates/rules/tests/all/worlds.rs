//! A form to try rules on.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use okno_rules::{Rule, Scope, Type, Value, compile};

pub fn scope() -> Scope {
    let mut scope = Scope::new();
    scope.declare("purpose", Type::choice(["medical", "benefits"]));
    scope.declare(
        "reasons",
        Type::list(Type::choice(["child", "work", "other"])),
    );
    scope.declare("agreed", Type::Bool);
    scope.declare("rooms", Type::Int);
    scope.declare("income", Type::Money);
    scope.declare("note", Type::Text);
    scope.declare("moved", Type::Date);
    scope.declare("today", Type::Date);
    scope.declare("profile.birth_date", Type::Date);
    scope.declare("profile.inn", Type::Text);
    let row: BTreeMap<String, Type> = [
        ("born".to_owned(), Type::Date),
        ("pension".to_owned(), Type::Money),
        ("kind".to_owned(), Type::choice(["son", "daughter"])),
    ]
    .into();
    scope.declare("children", Type::list(Type::Row(Arc::new(row))));
    scope.refuse("later_on", "it is asked after this question");
    scope
}

pub fn child(born: Option<jiff::civil::Date>, pension: i64, kind: &str) -> Value {
    let mut row: BTreeMap<String, Value> = BTreeMap::new();
    row.insert("pension".to_owned(), Value::Money(pension));
    row.insert("kind".to_owned(), Value::text(kind));
    row.insert("born".to_owned(), born.map_or(Value::Absent, Value::Date));
    Value::Row(Arc::new(row))
}

pub fn facts() -> BTreeMap<String, Value> {
    let day = |y, m, d| Value::Date(date(y, m, d));
    [
        ("purpose", Value::text("medical")),
        (
            "reasons",
            Value::list([Value::text("child"), Value::text("other")]),
        ),
        ("agreed", Value::Bool(true)),
        ("rooms", Value::Int(3)),
        ("income", Value::Money(1_500_050)),
        ("note", Value::text("Переезд в Касимов")),
        ("moved", day(2026, 1, 31)),
        ("today", day(2026, 11, 23)),
        ("profile.birth_date", day(2008, 2, 29)),
        (
            "children",
            Value::list([
                child(Some(date(2020, 5, 1)), 100_000, "son"),
                child(Some(date(2012, 5, 1)), 50, "daughter"),
            ]),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

pub fn rule(source: &str, want: &Type) -> Rule {
    compile(source, &scope(), want).unwrap_or_else(|m| panic!("{source}: {m:?}"))
}

pub fn holds(source: &str) -> Option<bool> {
    rule(source, &Type::Bool).holds(&facts())
}

pub fn value(source: &str, want: &Type) -> Value {
    rule(source, want).value(&facts())
}

/// The first mistake of a rule that must be true or false.
pub fn mistake(source: &str) -> String {
    match compile(source, &scope(), &Type::Bool) {
        Ok(rule) => panic!("{source} was taken: {rule:?}"),
        Err(mistakes) => mistakes[0].message.clone(),
    }
}
