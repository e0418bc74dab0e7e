use std::collections::HashSet;

use okno_requisites::{Personal, TestClock};
use okno_vault::{Place, VaultError};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{ROW, vault};

const PHONE: Place = Place::new("accounts", "phone", ROW);

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sealed_opens(plain in proptest::collection::vec(any::<u8>(), 0..2000), row in any::<u128>()) {
        let vault = vault(1);
        let place = Place::new("accounts", "phone", Uuid::from_u128(row));
        let sealed = vault.seal(&place, &plain);
        prop_assert_eq!(vault.open(&place, &sealed).unwrap(), plain);
    }

    #[test]
    fn any_changed_byte_is_noticed(plain in ".{0,80}", at in any::<proptest::sample::Index>(), by in 1u8..) {
        let vault = vault(1);
        let mut sealed = vault.seal(&PHONE, plain.as_bytes());
        let at = at.index(sealed.len());
        sealed[at] ^= by;
        prop_assert!(vault.open(&PHONE, &sealed).is_err());
        prop_assert!(vault.rewrap(&PHONE, &sealed).is_err() || at >= 65);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let vault = vault(1);
        prop_assert!(vault.open(&PHONE, &bytes).is_err());
        prop_assert!(vault.rewrap(&PHONE, &bytes).is_err());
    }

    #[test]
    fn indexes_agree_exactly_when_values_do(a in ".{0,20}", b in ".{0,20}") {
        let vault = vault(1);
        prop_assert_eq!(vault.index("phone", &a) == vault.index("phone", &b), a == b);
        prop_assert_eq!(vault.index_matches("phone", &a, &vault.index("phone", &b)), a == b);
    }
}

#[test]
fn every_bit_of_a_short_envelope_counts() {
    let vault = vault(2);
    let sealed = vault.seal(&PHONE, b"+79005550101");
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            assert!(
                vault.open(&PHONE, &changed).is_err(),
                "byte {at}, bit {bit}"
            );
        }
    }
    for len in 0..sealed.len() {
        assert!(vault.open(&PHONE, &sealed[..len]).is_err(), "cut to {len}");
    }
    let longer = [sealed.as_slice(), &[0]].concat();
    assert_eq!(vault.open(&PHONE, &longer), Err(VaultError::Broken));
}

#[test]
fn errors_name_what_is_wrong() {
    let vault = vault(2);
    let sealed = vault.seal(&PHONE, b"x");
    assert_eq!(vault.open(&PHONE, b"x"), Err(VaultError::Malformed));
    let mut other = sealed.clone();
    other[0] = 9;
    assert_eq!(vault.open(&PHONE, &other), Err(VaultError::Malformed));
    let mut other = sealed.clone();
    other[4] = 7;
    assert_eq!(vault.open(&PHONE, &other), Err(VaultError::UnknownKey(7)));
    let json = vault.seal_json(&PHONE, &"text");
    assert_eq!(
        vault.open_json::<u32>(&PHONE, &json),
        Err(VaultError::Shape)
    );
}

#[test]
fn a_value_opens_only_in_its_place() {
    let vault = vault(3);
    let sealed = vault.seal(&PHONE, b"+79005550101");
    let others = [
        Place::new("accounts", "email", ROW),
        Place::new("sessions", "phone", ROW),
        Place::new("accounts", "phone", Uuid::from_u128(ROW.as_u128() + 1)),
        Place::new("accounts/phone", "", ROW),
    ];
    for place in others {
        assert_eq!(
            vault.open(&place, &sealed),
            Err(VaultError::Broken),
            "{place:?}"
        );
        assert_eq!(
            vault.rewrap(&place, &sealed),
            Err(VaultError::Broken),
            "{place:?}"
        );
    }
    assert!(vault.open(&PHONE, &sealed).is_ok());
}

#[test]
fn another_key_file_opens_nothing() {
    let sealed = vault(4).seal(&PHONE, b"+79005550101");
    assert_eq!(vault(5).open(&PHONE, &sealed), Err(VaultError::Broken));
    assert_ne!(vault(4).index("phone", "1"), vault(5).index("phone", "1"));
}

#[test]
fn equal_values_are_sealed_differently_and_hidden() {
    let vault = vault(6);
    let plain = b"+79005550101";
    let sealed: HashSet<Vec<u8>> = (0..50).map(|_| vault.seal(&PHONE, plain)).collect();
    assert_eq!(sealed.len(), 50);
    for one in &sealed {
        assert!(!one.windows(plain.len()).any(|w| w == plain));
    }
}

#[test]
fn an_index_belongs_to_its_purpose() {
    let vault = vault(7);
    assert_eq!(vault.index("phone", "1").len(), 32);
    assert_ne!(vault.index("phone", "1"), vault.index("snils", "1"));
    assert_ne!(vault.index("phone", "1"), vault.index("phone1", ""));
    assert!(!vault.index_matches("phone", "1", b"short"));
    vault.add_generation(&TestClock::default()).unwrap();
    let before = vault.index("phone", "1");
    vault.retire_before(2).unwrap();
    assert_eq!(
        vault.index("phone", "1"),
        before,
        "rotation keeps look-ups working"
    );
}

#[test]
fn json_goes_in_and_out() {
    let vault = vault(8);
    let value = (Personal::new("Пётр".to_owned()), vec![1, 2, 3]);
    let sealed = vault.seal_json(&PHONE, &value);
    let back: (Personal<String>, Vec<i32>) = vault.open_json(&PHONE, &sealed).unwrap();
    assert_eq!(back, value);
}

#[test]
fn rotation_wraps_the_key_and_keeps_the_body() {
    let vault = vault(9);
    let clock = TestClock::default();
    let sealed = vault.seal(&PHONE, b"+79005550101");
    assert_eq!(vault.rewrap(&PHONE, &sealed), Ok(None), "already current");

    assert_eq!(vault.add_generation(&clock).unwrap(), 2);
    assert_eq!(vault.open(&PHONE, &sealed).unwrap(), b"+79005550101");
    let fresh = vault.rewrap(&PHONE, &sealed).unwrap().unwrap();
    assert_ne!(fresh[..65], sealed[..65]);
    assert_eq!(
        fresh[65..],
        sealed[65..],
        "only the small key is wrapped anew"
    );
    assert_eq!(vault.rewrap(&PHONE, &fresh), Ok(None));

    assert_eq!(vault.retire_before(2).unwrap(), 1);
    assert_eq!(vault.open(&PHONE, &fresh).unwrap(), b"+79005550101");
    assert_eq!(vault.open(&PHONE, &sealed), Err(VaultError::UnknownKey(1)));
    assert_eq!(
        vault.add_generation(&clock).unwrap(),
        3,
        "numbers are never used twice"
    );
}

#[test]
fn debug_shows_nothing() {
    let vault = vault(10);
    assert_eq!(format!("{vault:?}"), "Vault(…)");
    assert_eq!(format!("{vault:#?}"), "Vault(…)");
}
