//! Check digits against published and computed numbers.

use okno_requisites::{Inn, Snils, TrackingNumber};
use serde_json::Value;

fn list(kind: &str, group: &str) -> Vec<String> {
    let all: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let found = all[kind][group].as_array().unwrap();
    assert!(!found.is_empty());
    found
        .iter()
        .map(|v| v.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn snils_valid() {
    for number in list("snils", "valid") {
        let snils = Snils::parse(&number).unwrap_or_else(|flaw| panic!("{number}: {flaw}"));
        let serial = snils.as_str()[..9].parse().unwrap();
        assert_eq!(Snils::with_control(serial), Ok(snils));
    }
}

#[test]
fn snils_invalid() {
    for number in list("snils", "invalid") {
        assert!(Snils::parse(&number).is_err(), "{number}");
    }
}

#[test]
fn snils_exempt() {
    for number in list("snils", "exempt_from_check") {
        assert!(Snils::parse(&number).is_ok(), "{number}");
    }
    for zero in ["000-000-000 00", "00000000000", "000-000-000 55"] {
        assert_eq!(Snils::parse(zero).unwrap_err().code, "flaw-snils-zero");
    }
}

#[test]
fn inn_valid() {
    for number in list("inn", "valid") {
        let inn = Inn::parse(&number).unwrap_or_else(|flaw| panic!("{number}: {flaw}"));
        assert_eq!(inn.as_str(), number);
    }
    assert_eq!(
        Inn::with_control("5001007322").unwrap().as_str(),
        "500100732259"
    );
}

#[test]
fn inn_invalid() {
    for number in list("inn", "invalid") {
        assert!(Inn::parse(&number).is_err(), "{number}");
    }
    assert!(Inn::parse("0000000000").is_err());
    assert!(Inn::parse("000000000000").is_err());
    assert_eq!(
        Inn::parse_person("7707083893").unwrap_err().code,
        "flaw-inn-person"
    );
}

#[test]
fn tracking_numbers() {
    for number in list("track", "valid") {
        let track =
            TrackingNumber::parse(&number).unwrap_or_else(|flaw| panic!("{number}: {flaw}"));
        let digits = track.as_str();
        let month = digits[6..8].parse().unwrap();
        let serial = digits[8..13].parse().unwrap();
        let made = TrackingNumber::with_control(&digits[..6], month, serial);
        assert_eq!(made, Ok(track.clone()));
        assert_eq!(TrackingNumber::parse(&track.shown()), Ok(track));
    }
    for number in list("track", "invalid") {
        assert!(TrackingNumber::parse(&number).is_err(), "{number}");
    }
    // Every misprint of one digit is found.
    let right = "10100011000017";
    for at in 0..14 {
        for digit in '0'..='9' {
            let mut wrong: Vec<char> = right.chars().collect();
            wrong[at] = digit;
            let wrong: String = wrong.into_iter().collect();
            assert_eq!(
                TrackingNumber::parse(&wrong).is_ok(),
                wrong == right,
                "{wrong}"
            );
        }
    }
    let code = |raw| TrackingNumber::parse(raw).unwrap_err().code;
    assert_eq!(code("10100011000018"), "flaw-track-check");
    assert_eq!(code("1010001100001"), "flaw-track-count");
    assert_eq!(code("letter"), "flaw-track-chars");
}

#[test]
fn cadastral_numbers_are_read_as_people_write_them() {
    let read = |raw| okno_requisites::check("cadastral", raw, jiff::civil::date(2026, 11, 23));
    for raw in [
        "62:26:0010203:147",
        " 62 : 26 : 0010203 : 147 ",
        "62-26-0010203-147",
        "кад. № 62:26:0010203:147",
        "62:26:\u{200b}0010203:147",
    ] {
        assert_eq!(read(raw).as_deref(), Ok("62:26:0010203:147"), "{raw}");
    }
    assert!(read("77:01:000101:1").is_ok());
    for (raw, code) in [
        ("  ", "flaw-cadastral-empty"),
        ("62:26:0010203", "flaw-cadastral-parts"),
        ("62:26:0010203:", "flaw-cadastral-parts"),
        ("62260010203147", "flaw-cadastral-parts"),
        ("62:26:00102:147", "flaw-cadastral-parts"),
        ("№", "flaw-cadastral-parts"),
        ("62:26:001020З:147", "flaw-cadastral-chars"),
        ("62:26:0010203:147<b>", "flaw-cadastral-chars"),
    ] {
        assert_eq!(read(raw).unwrap_err().code, code, "{raw}");
    }
}
