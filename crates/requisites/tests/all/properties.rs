//! What must hold for every input.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use okno_requisites::{
    Address, BirthDate, Citizenship, DivisionCode, DocDate, Email, Inn, NameField, NamePart,
    PassportNumber, Phone, Postcode, Sex, Snils, TrackingNumber, check, fold, password, same_name,
    typo,
};
use proptest::prelude::*;

const TODAY: Date = date(2026, 3, 2);

/// Prints the value in both forms and reads it back.
macro_rules! round {
    ($type:ident, $value:expr) => {{
        let value = $value;
        prop_assert_eq!($type::parse(&value.shown()), Ok(value.clone()));
        prop_assert_eq!($type::parse(value.as_str()), Ok(value.clone()));
        let json = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<$type>(&json).unwrap(), value);
    }};
}

/// Whatever is accepted is printed and read back the same.
macro_rules! stable {
    ($raw:expr, $($type:ident),+) => {$(
        if let Ok(value) = $type::parse($raw) {
            round!($type, value);
        }
    )+};
}

fn separator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "", " ", "  ", "-", "\u{a0}", "\u{2009}", "\u{202f}", "\u{2011}", "–", "—", "−", " - ",
        ".", "\u{200b}", "\t",
    ])
}

/// The digits with something pasted between and around them.
fn decorated(digits: &str) -> impl Strategy<Value = String> + use<> {
    let digits: Vec<char> = digits.chars().collect();
    prop::collection::vec(separator(), digits.len() + 1).prop_map(move |gaps| {
        let mut out = String::new();
        for (gap, digit) in gaps.iter().zip(&digits) {
            out.push_str(gap);
            out.push(*digit);
        }
        out.push_str(gaps.last().unwrap_or(&""));
        out
    })
}

fn snils() -> impl Strategy<Value = Snils> {
    (1_u32..1_000_000_000).prop_map(|serial| Snils::with_control(serial).unwrap())
}

fn inn() -> impl Strategy<Value = Inn> {
    "(0[1-9]|[1-9][0-9])[0-9]{8}".prop_map(|head| Inn::with_control(&head).unwrap())
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 +().-]{0,25}",
        "[А-Яа-яЁёA-Za-z' -]{0,30}",
        "[a-zа-я0-9.@ ,-]{0,30}",
        "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn nothing_panics(raw in anything(), rule in "[a-z:0-9-]{0,12}") {
        stable!(&raw, Snils, Inn, PassportNumber, DivisionCode, Phone, Email, NamePart,
            BirthDate, DocDate, Postcode, Citizenship, TrackingNumber);
        let _ = Sex::parse(&raw);
        let _ = NamePart::parse_latin(NameField::Name, &raw);
        let _ = Inn::with_control(&raw);
        let _ = password::check(&password::normal(&raw), &password::Rules::default());
        for rule in ["snils", "inn", "passport", "division", "phone", "email", "surname", "name",
            "patronymic", "birth-date", "doc-date", "postcode", "required", "text:5", &rule] {
            if let Ok(shown) = check(rule, &raw, TODAY) {
                prop_assert_eq!(check(rule, &shown, TODAY), Ok(shown));
            }
        }
        let address = Address {
            region: raw.clone(), city: raw.clone(), house: raw.clone(),
            postcode: Some(raw.clone()), ..Address::default()
        };
        if let Ok(good) = address.checked() {
            prop_assert_eq!(good.clone().checked(), Ok(good));
        }
    }

    #[test]
    fn snils_round(value in snils()) {
        round!(Snils, value);
    }

    #[test]
    fn snils_decorated((value, raw) in snils().prop_flat_map(|v| (Just(v.clone()), decorated(v.as_str())))) {
        prop_assert_eq!(Snils::parse(&raw), Ok(value.clone()));
        let labelled = format!("СНИЛС № {raw}.");
        prop_assert_eq!(Snils::parse(&labelled), Ok(value));
    }

    // Control 00 stands for three remainders, so a misprint of one may hide
    // there; everywhere else none does. Exempt serials have no control.
    #[test]
    fn snils_misprint(value in snils(), at in 0_usize..11, by in 1_u8..10) {
        prop_assume!(!value.as_str().ends_with("00"));
        let wrong = misprint(value.as_str(), at, by);
        let exempt = |n: &str| n[..9].parse::<u32>().unwrap() <= 1_001_998;
        prop_assume!(!exempt(&wrong) && !exempt(value.as_str()));
        prop_assert_eq!(Snils::parse(&wrong).unwrap_err().code, "flaw-snils-check");
    }

    #[test]
    fn inn_round(value in inn()) {
        round!(Inn, value.clone());
        prop_assert_eq!(Inn::parse_person(value.as_str()), Ok(value));
    }

    #[test]
    fn inn_decorated((value, raw) in inn().prop_flat_map(|v| (Just(v.clone()), decorated(v.as_str())))) {
        prop_assert_eq!(Inn::parse(&format!("ИНН: {raw}")), Ok(value));
    }

    // Control digit 0 stands for the remainders 0 and 10.
    #[test]
    fn inn_misprint(value in inn(), at in 0_usize..12, by in 1_u8..10) {
        prop_assume!(!value.as_str().ends_with('0'));
        prop_assert!(Inn::parse(&misprint(value.as_str(), at, by)).is_err());
    }

    #[test]
    fn passport_round(digits in "[0-9]{4}[1-9][0-9]{5}", gap in separator()) {
        let value = PassportNumber::parse(&digits).unwrap();
        round!(PassportNumber, value.clone());
        let raw = format!("серия {}{gap}{} № {gap}{}", &digits[..2], &digits[2..4], &digits[4..]);
        prop_assert_eq!(PassportNumber::parse(&raw), Ok(value));
    }

    #[test]
    fn division_round(digits in "[1-9][0-9]{5}") {
        round!(DivisionCode, DivisionCode::parse(&digits).unwrap());
    }

    #[test]
    fn phone_russian(ten in "9[0-9]{9}", gaps in prop::collection::vec(prop::sample::select(vec!["", " ", "-", "\u{a0}", "–", ") "]), 5)) {
        let value = Phone::parse(&ten).unwrap();
        round!(Phone, value.clone());
        for head in ["+7", "8", "7", "", "Тел. 8", "+7 ("] {
            let raw = format!("{head}{}{}{}{}{}{}{}{}{}", gaps[0], &ten[..3], gaps[1], &ten[3..6],
                gaps[2], &ten[6..8], gaps[3], &ten[8..], gaps[4]);
            prop_assert_eq!(Phone::parse(&raw), Ok(value.clone()), "{}", raw);
        }
    }

    #[test]
    fn phone_foreign(code in prop::sample::select(vec!["1", "49", "375", "380", "998", "86"]), rest in "[1-9][0-9]{7,10}") {
        round!(Phone, Phone::parse(&format!("+{code}{rest}")).unwrap());
    }

    #[test]
    fn email_round(local in "[a-zA-Z0-9]([a-zA-Z0-9.+_-]?[a-zA-Z0-9]){0,10}", host in "[a-z0-9]{1,10}|[а-я]{2,10}", end in "ru|com|рф|example") {
        let value = Email::parse(&format!("{local}@{host}.{end}"));
        prop_assume!(value.is_ok());
        let value = value.unwrap();
        round!(Email, value.clone());
        let dressed = format!(" <{local}@{}.{}>, ", host.to_uppercase(), end.to_uppercase());
        prop_assert_eq!(Email::parse(&dressed), Ok(value));
    }

    #[test]
    fn name_round(raw in "[А-ЯЁ][а-яё]{1,12}([ -][А-ЯЁ][а-яё]{1,12}){0,2}", gap in " {1,3}|\u{a0}") {
        let value = NamePart::parse(&raw).unwrap();
        prop_assert_eq!(value.as_str(), &raw);
        round!(NamePart, value.clone());
        let dressed = format!("{gap}{}{gap}", raw.replace('-', " – ").replace(' ', &gap));
        prop_assert_eq!(NamePart::parse(&dressed), Ok(value));
    }

    #[test]
    fn date_round(days in 0_i32..47_000) {
        let day = TODAY.checked_sub(days.days()).unwrap();
        let value = BirthDate::new(day);
        round!(BirthDate, value.clone());
        prop_assert_eq!(BirthDate::parse_on(&value.shown(), TODAY), Ok(value.clone()));
        round!(DocDate, DocDate::new(day));
        let (d, m, y) = (day.day(), day.month(), day.year());
        for raw in [format!("{d}.{m}.{y}"), format!("{d:02}/{m:02}/{y}"), format!(" {d} - {m} - {y} г. "), format!("{d:02}{m:02}{y}")] {
            prop_assert_eq!(BirthDate::parse(&raw), Ok(value.clone()), "{}", raw);
        }
    }

    #[test]
    fn same_name_is_an_equivalence(a in anything(), b in anything(), c in anything()) {
        prop_assert!(same_name(&a, &a));
        prop_assert_eq!(same_name(&a, &b), same_name(&b, &a));
        if same_name(&a, &b) && same_name(&b, &c) {
            prop_assert!(same_name(&a, &c));
        }
        let folded = fold(&a);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert!(same_name(&a, &folded));
    }

    #[test]
    fn same_name_looks_past_writing(raw in "[А-ЯЁ][а-яё]{1,12}-[А-ЯЁ][а-яё]{1,12}") {
        for other in [raw.to_uppercase(), raw.to_lowercase(), raw.replace('-', " — "),
            raw.replace('ё', "е").replace('Ё', "Е"), raw.replace('о', "o").replace('С', "C"), format!(" {raw}\u{a0}")] {
            prop_assert!(same_name(&raw, &other), "{} {}", raw, other);
        }
    }

    #[test]
    fn typo_is_idempotent(raw in prop_oneof![any::<String>(), "[а-яЁ0-9 №—().,«»₽%-]{0,60}", "(в|и|№|5|10 000|—|г\\.|дом| ){0,30}", "(\\+7|\\(900\\)|5 МБ|•|-|12| ){0,20}"]) {
        for lang in ["ru", "en"] {
            let once = typo(&raw, lang);
            prop_assert_eq!(typo(&once, lang), once.clone());
            let bare = |s: &str| -> String {
                s.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '\u{2011}' { '-' } else { c }).collect()
            };
            prop_assert_eq!(bare(&once), bare(&raw));
        }
    }
}

/// `digits` with the digit at `at` turned by `by`.
fn misprint(digits: &str, at: usize, by: u8) -> String {
    digits
        .bytes()
        .enumerate()
        .map(|(i, digit)| {
            let shift = if i == at { by } else { 0 };
            char::from(b'0' + (digit - b'0' + shift) % 10)
        })
        .collect()
}
