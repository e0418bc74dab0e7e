//! Rules that can never hold are found.

use okno_rules::{Rule, Type, Verdict, judge};

use crate::worlds::{rule, scope};

fn verdict(sources: &[&str]) -> Verdict {
    let rules: Vec<Rule> = sources.iter().map(|s| rule(s, &Type::Bool)).collect();
    judge(&rules.iter().collect::<Vec<_>>(), &scope())
}

#[test]
fn contradictions_never_hold() {
    for sources in [
        &["purpose == 'medical' && purpose == 'benefits'"][..],
        &["purpose == 'medical'", "purpose != 'medical'"],
        &["rooms > 5 && rooms < 6"],
        &[
            "age(profile.birth_date) < 14",
            "age(profile.birth_date) >= 18",
        ],
        &["income > 100.00 && income < 100.01"],
        &["moved > date('2026-01-01') && moved < date('2026-01-02')"],
        &["agreed && !agreed"],
        &["!given(purpose)", "purpose == 'medical'"],
        &["note == 'a' && note == 'b'"],
        &["purpose in ['medical']", "purpose in ['benefits']"],
        &[
            "children.all(c, c.kind == 'son')",
            "!children.all(c, c.kind == 'son')",
        ],
        &["false"],
    ] {
        assert_eq!(verdict(sources), Verdict::Never, "{sources:?}");
    }
}

#[test]
fn what_may_hold_is_left_alone() {
    for sources in [
        &["purpose == 'medical' || purpose == 'benefits'"][..],
        &["rooms > 5 && rooms < 7"],
        &["note != 'a' && note != 'b'"],
        &[
            "children.exists(c, c.kind == 'son')",
            "children.exists(c, c.kind == 'daughter')",
        ],
        // What is asked of rows may be so or not; an empty list meets `all`.
        &["children.size() >= 2"],
        &["children.size() > 5 && children.size() < 2"],
        &[
            "children.all(c, c.born < today)",
            "children.exists(c, !given(c.born))",
        ],
        &["given(children)"],
        &["income > rubles(rooms)"],
        &["agreed"],
    ] {
        assert_eq!(verdict(sources), Verdict::Sometimes, "{sources:?}");
    }
    for sources in [&["true"][..], &["given(purpose) || !given(purpose)"], &[]] {
        assert_eq!(verdict(sources), Verdict::Always, "{sources:?}");
    }
}
