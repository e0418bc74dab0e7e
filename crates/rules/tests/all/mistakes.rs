//! Mistakes are found before anybody meets a rule, with their place and a way out.

use okno_rules::{Type, compile};

use crate::worlds::{mistake, scope};

#[test]
fn names_and_options_are_looked_up() {
    for (source, said) in [
        ("purpos == 'medical'", "did you mean `purpose`?"),
        ("purpose == 'medcal'", "did you mean 'medical'?"),
        ("'zzz' == purpose", "the options are medical, benefits"),
        ("purpose in ['medical', 'x']", "none of the options"),
        ("'home' in reasons", "none of the options"),
        ("children.exists(c, c.kind == 'sun')", "did you mean 'son'?"),
        (
            "children.exists(c, c.borm == today)",
            "did you mean `born`?",
        ),
        (
            "children.exists(c, c.school == 1)",
            "its questions are born, kind, pension",
        ),
        ("children.born == today", "ask its rows: all(r, … r.born …)"),
        ("profile == 'a'", "is a group of names"),
        (
            "profile.birthdate == today",
            "did you mean `profile.birth_date`?",
        ),
        ("later_on == 1", "it is asked after this question"),
        ("sizee(note) == 1", "did you mean size?"),
        ("foo(note)", "there is no function foo"),
        ("age() == 1", "age takes 1 values, here are 0"),
        ("note.matches('a')", "there is no function matches"),
    ] {
        assert!(
            mistake(source).contains(said),
            "{source}: {}",
            mistake(source)
        );
    }
}

#[test]
fn types_and_units_do_not_mix() {
    for (source, said) in [
        ("rooms", "gives a number, but yes or no is needed"),
        ("rooms == 'three'", "a comparison of a number and text"),
        ("income > rooms", "rubles(…) makes money"),
        ("income + rooms > 5", "rubles(…) makes money"),
        ("income * income > 5", "percent"),
        ("today + 30 > moved", "days(…)"),
        ("today > '2026-01-01'", "date('2026-03-01')"),
        ("today > date('2026-02-30')", "a day of the calendar"),
        ("today > date(note)", "a day of the calendar"),
        ("purpose < 'medical'", "has no order"),
        ("agreed && rooms", "takes yes or no, this is a number"),
        ("!note", "takes yes or no, this is text"),
        ("children == children", "is not compared"),
        ("note.age() > 1", "takes a date, this is text"),
        ("rooms.exists(c, true)", "takes a list"),
        ("children.map(c, c).size() == 1", "simple values"),
        ("children.sum() > 1", "has no meaning"),
        ("note == null", "given"),
        ("rooms == 0.001", "two digits"),
        ("{'a': 1}.size() == 1", "no maps"),
        ("reasons == ['child']", "is not compared"),
        ("days(income) == days(1)", "takes a number"),
        ("rooms in [1, 'a']", "a list of a number with text"),
        ("rooms in []", "empty list"),
    ] {
        assert!(
            mistake(source).contains(said),
            "{source}: {}",
            mistake(source)
        );
    }
}

#[test]
fn what_is_no_rule_is_said_with_its_place() {
    for source in [
        "purpose ==",
        "(",
        "a b",
        "",
        "&&",
        "'",
        "1 +",
        "purpose == \"x",
    ] {
        assert!(!mistake(source).is_empty(), "{source}");
    }
    let mistakes = compile(
        "agreed && purpos == 'a' && rooom > 1",
        &scope(),
        &Type::Bool,
    );
    let places: Vec<usize> = mistakes.unwrap_err().iter().map(|m| m.at).collect();
    // Every mistake, not only the first.
    assert_eq!(places, [11, 28]);
}

#[test]
fn a_rule_is_bounded() {
    let long = format!("note == '{}'", "x".repeat(1000));
    assert!(mistake(&long).contains("at most 1000 characters"));
    let many = vec!["agreed"; 90].join(" && ");
    assert!(mistake(&many).contains("at most 150 parts"));
    let deep = "children.all(a, children.all(b, children.all(c, true)))";
    assert!(mistake(deep).contains("two deep"));
    // However a rule is nested, reading it ends in words and not in an exhausted stack.
    for deep in [
        format!("{}agreed{}", "(".repeat(490), ")".repeat(490)),
        format!("{}agreed", "(".repeat(990)),
        format!("{}agreed", "!".repeat(990)),
        format!("{}rooms == 1", "-".repeat(990)),
        format!("{}agreed", "agreed?agreed:".repeat(70)),
        format!("{}1{} == 1", "[".repeat(490), "]".repeat(490)),
        format!("note{}", ".a".repeat(490)),
        format!("note{}", ".size()".repeat(140)),
        format!("note{} == 1", "[1]".repeat(300)),
        format!("agreed{}", " || agreed".repeat(98)),
        format!("1{} == 1", " + 1".repeat(240)),
        "{".repeat(990),
    ] {
        assert!(!mistake(&deep).is_empty());
    }
}
