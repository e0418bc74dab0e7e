//! What is asked, what is right, what is enough.

use std::collections::BTreeSet;

use okno_accounts::Person;
use okno_requisites::Inn;
use okno_support::{Fact, asked, enough, is_right};

use crate::INN;
use crate::house::{person, whole_person};

fn set(facts: &[Fact]) -> BTreeSet<Fact> {
    facts.iter().copied().collect()
}

#[test]
fn what_an_account_has_not_is_not_asked() {
    use Fact::{Email, Inn as Tax, Name, Passport, Phone, Snils};
    assert_eq!(asked(&person(1)), [Name, Phone, Email]);
    assert_eq!(asked(&whole_person(1)), [Name, Phone, Snils, Passport]);
    let rich = Person {
        inn: Some(Inn::parse(INN).unwrap()),
        ..whole_person(1)
    };
    assert_eq!(asked(&rich), [Name, Phone, Snils, Tax, Passport]);
    let snils_only = Person {
        passport: None,
        ..whole_person(1)
    };
    assert_eq!(asked(&snils_only), [Name, Phone, Email, Snils]);

    assert!(enough(&rich, &set(&[Name, Phone, Snils, Passport])));
    assert!(enough(&rich, &set(&[Name, Phone, Tax, Passport])));
    assert!(!enough(&rich, &set(&[Name, Phone, Passport])));
    assert!(!enough(&rich, &set(&[Name, Snils, Tax, Passport])));
    assert!(!enough(&rich, &set(&[Phone, Snils, Tax, Passport])));
    assert!(enough(&snils_only, &set(&[Name, Phone, Email, Snils])));
    assert!(!enough(&snils_only, &set(&[Name, Phone, Email])));
    assert!(!enough(&snils_only, &set(&[Name, Phone, Snils])));
    assert!(enough(&person(1), &set(&[Name, Phone, Email])));
}

#[test]
fn answers_are_compared_as_people_say_them() {
    let amina = whole_person(1);
    for (fact, said, right) in [
        (Fact::Name, "САФИНА амина  рашидовна", true),
        (Fact::Name, "Сафина Амина", false),
        (Fact::Phone, "8 900 555 01 48", true),
        (Fact::Phone, "+7 900 555-01-49", false),
        (Fact::Phone, "", false),
        (Fact::Email, "AMINA1@pochta.example", true),
        (Fact::Passport, "6114123456", true),
        (Fact::Passport, "61 14 123457", false),
        (Fact::Snils, "nonsense", false),
        // What the account has not is never right.
        (Fact::Inn, INN, false),
        (Fact::Inn, "", false),
    ] {
        assert_eq!(is_right(&amina, fact, said), right, "{fact:?}");
    }
}
