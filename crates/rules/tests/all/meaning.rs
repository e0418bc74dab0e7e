//! What rules mean.

use jiff::civil::date;
use okno_rules::{Type, Value};

use crate::worlds::{facts, holds, rule, value};

#[test]
fn answers_are_compared_by_their_kind() {
    for (source, expected) in [
        ("purpose == 'medical'", Some(true)),
        ("purpose != 'medical'", Some(false)),
        ("purpose in ['benefits', 'medical']", Some(true)),
        ("'child' in reasons && !('work' in reasons)", Some(true)),
        ("rooms > 2 && rooms <= 3", Some(true)),
        ("income == 15000.50", Some(true)),
        ("income > 15000", Some(true)),
        ("rooms == 3 ? agreed : false", Some(true)),
        (
            "note.contains('Касимов') && note.startsWith('Пере') && !note.endsWith('х')",
            Some(true),
        ),
        ("note.size() == 17", Some(true)),
        ("moved < today && moved == date('2026-01-31')", Some(true)),
    ] {
        assert_eq!(holds(source), expected, "{source}");
    }
}

#[test]
fn what_is_not_there_is_neither_true_nor_false() {
    for (source, expected) in [
        ("profile.inn == '1'", None),
        ("!(profile.inn == '1')", None),
        ("profile.inn == '1' && false", Some(false)),
        ("false && profile.inn == '1'", Some(false)),
        ("profile.inn == '1' || true", Some(true)),
        ("profile.inn == '1' || agreed", Some(true)),
        ("profile.inn == '1' && agreed", None),
        ("given(profile.inn)", Some(false)),
        ("has(profile.inn)", Some(false)),
        ("!given(profile.inn) || profile.inn == '1'", Some(true)),
        ("rooms / 0 == 1", None),
        ("given(rooms % 0)", Some(false)),
        ("profile.inn == '1' ? true : true", None),
        ("profile.inn in ['1']", None),
    ] {
        assert_eq!(holds(source), expected, "{source}");
    }
}

#[test]
fn dates_are_counted_by_the_calendar() {
    let day = |y, m, d| Value::Date(date(y, m, d));
    for (source, expected) in [
        ("moved + months(1)", day(2026, 2, 28)),
        ("moved + years(2) + days(30)", day(2028, 3, 1)),
        ("moved - months(2)", day(2025, 11, 30)),
        ("date('2028-02-29') + years(1)", day(2029, 2, 28)),
        ("date('9999-12-31') + days(1)", Value::Absent),
        ("moved + days(99999999)", Value::Absent),
    ] {
        assert_eq!(value(source, &Type::Date), expected, "{source}");
    }
    for (source, expected) in [
        ("today - moved", 296),
        ("age(profile.birth_date)", 18),
        ("age(today)", 0),
        ("age(date('2008-11-24'))", 17),
        ("age(date('2008-11-23'))", 18),
    ] {
        assert_eq!(value(source, &Type::Int), Value::Int(expected), "{source}");
    }
    // Who is born on 29 February is a year older on 1 March.
    let mut facts = facts();
    for (month, day, years) in [(2, 28, 17), (3, 1, 18)] {
        facts.insert("today".to_owned(), Value::Date(date(2026, month, day)));
        let age = rule("age(profile.birth_date)", &Type::Int).value(&facts);
        assert_eq!(age, Value::Int(years));
    }
    // Nobody has lived before they were born.
    facts.insert("today".to_owned(), Value::Date(date(2000, 1, 1)));
    let age = rule("age(profile.birth_date)", &Type::Int).value(&facts);
    assert_eq!(age, Value::Absent);
}

#[test]
fn money_is_exact() {
    for (source, kopecks) in [
        ("200", 20_000),
        ("199.9", 19_990),
        ("income + 0.50", 1_500_100),
        ("100 + income", 1_510_050),
        ("income * 2", 3_000_100),
        ("income / 3", 500_017),
        ("-income / 3", -500_017),
        ("percent(income, 30)", 450_015),
        ("percent(0.05, 50)", 3),
        ("rubles(rooms) * 10", 3_000),
        ("rooms > 5 ? 100 : 200.00", 20_000),
        ("children.map(c, c.pension).sum()", 100_050),
        (
            "children.filter(c, c.kind == 'daughter').map(c, c.pension).max()",
            50,
        ),
        ("children.filter(c, false).map(c, c.pension).sum()", 0),
    ] {
        assert_eq!(
            value(source, &Type::Money),
            Value::Money(kopecks),
            "{source}"
        );
    }
    // Past 2⁵³ nothing is known, as in a browser.
    assert_eq!(value("income * 9000000000", &Type::Money), Value::Absent);
    assert_eq!(value("9007199254740991 + 1", &Type::Int), Value::Absent);
    assert_eq!(value("-7 / 2 * 10 + -7 % 2", &Type::Int), Value::Int(-31));
}

#[test]
fn lists_are_looked_through() {
    for (source, expected) in [
        ("children.all(c, age(c.born) < 18)", Some(true)),
        ("children.exists(c, age(c.born) < 7)", Some(true)),
        ("children.exists_one(c, c.kind == 'son')", Some(true)),
        ("children.filter(c, c.pension > 1).size() == 1", Some(true)),
        (
            "children.exists(c, children.exists(d, d.born < c.born))",
            Some(true),
        ),
        ("children.all(c, c.kind in ['son'])", Some(false)),
        (
            "children.map(c, c.born).min() == date('2012-05-01')",
            Some(true),
        ),
        ("size(children) == 2 && children.size() == 2", Some(true)),
        ("children.map(c, rooms).sum() == 6", Some(true)),
    ] {
        assert_eq!(holds(source), expected, "{source}");
    }
    // A birth date that has not been typed yet.
    let mut facts = facts();
    let some = crate::worlds::child(None, 1, "son");
    let old = crate::worlds::child(Some(date(2000, 1, 1)), 1, "son");
    facts.insert("children".to_owned(), Value::list([some, old]));
    for (source, expected) in [
        ("children.all(c, age(c.born) < 18)", Some(false)),
        ("children.exists(c, age(c.born) < 18)", None),
        ("children.exists_one(c, age(c.born) > 18)", None),
        ("children.map(c, c.born).size() == 2", None),
        ("children.filter(c, given(c.born)).size() == 1", Some(true)),
    ] {
        assert_eq!(
            rule(source, &Type::Bool).holds(&facts),
            expected,
            "{source}"
        );
    }
}

#[test]
fn a_rule_names_what_it_uses() {
    let one = rule(
        "age(profile.birth_date) > 14 && purpose == 'medical'",
        &Type::Bool,
    );
    let names: Vec<&str> = one.names().into_iter().collect();
    assert_eq!(names, ["profile.birth_date", "purpose", "today"]);
    assert_eq!(
        one.source(),
        "age(profile.birth_date) > 14 && purpose == 'medical'"
    );
}
