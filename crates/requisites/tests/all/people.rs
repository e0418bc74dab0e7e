//! Values as people really type and paste them.

use jiff::civil::{Date, date};
use okno_requisites::{
    Address, BirthDate, Citizenship, DivisionCode, DocDate, Email, Flaw, Inn, NameField, NamePart,
    PassportNumber, Phone, Postcode, Sex, Snils, check, fold, passport_age, password, same_name,
};

const TODAY: Date = date(2026, 3, 2);

fn code<T>(result: Result<T, Flaw>) -> &'static str {
    match result {
        Ok(_) => "accepted",
        Err(flaw) => flaw.code,
    }
}

#[test]
fn snils_forms() {
    for raw in [
        "11223344595",
        "112-233-445 95",
        "112 233 445 95",
        "112\u{2011}233\u{2013}445\u{a0}95",
        "СНИЛС: 112-233-445 95.",
        "снилс № 112–233–445–95",
        "\u{feff}112.233.445.95\n",
        "１１２２３３４４５９５",
    ] {
        let snils = Snils::parse(raw).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!(snils.shown(), "112-233-445 95");
        assert_eq!(snils.masked(), "•••-•••-445 95");
        assert_eq!(format!("{snils:?}"), "Snils(…)");
    }
    assert_eq!(
        Snils::parse("О87-654-3O3 00").unwrap().as_str(),
        "08765430300"
    );
    for (raw, want) in [
        ("", "flaw-snils-empty"),
        ("СНИЛС", "flaw-snils-empty"),
        ("112-233-445 9x", "flaw-snils-chars"),
        ("112-233-445 9", "flaw-snils-short"),
        ("112-233-445 955", "flaw-snils-long"),
        ("112-233-445 96", "flaw-snils-check"),
    ] {
        assert_eq!(code(Snils::parse(raw)), want, "{raw}");
    }
}

#[test]
fn passport_forms() {
    for raw in [
        "6114123456",
        "61 14 123456",
        "6114 № 123456",
        "серия 6114 номер 123 456",
        "Паспорт РФ: 61 14 No 123456",
        "61-14-123456",
        "61 14 12 34 56",
    ] {
        let passport = PassportNumber::parse(raw).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!(passport.shown(), "61 14 123456");
        assert_eq!(passport.masked(), "61 14 ••• 456");
        assert_eq!((passport.series(), passport.number()), ("6114", "123456"));
    }
    for (raw, want) in [
        (" ", "flaw-passport-empty"),
        ("61 14 12345", "flaw-passport-short"),
        ("61 14 1234567", "flaw-passport-long"),
        ("123456 6114", "flaw-passport-swapped"),
        ("61 14 12345Ж", "flaw-passport-chars"),
        ("61 14 000000", "flaw-passport-zero"),
    ] {
        assert_eq!(code(PassportNumber::parse(raw)), want, "{raw}");
    }
    assert_eq!(DivisionCode::parse("620012").unwrap().as_str(), "620-012");
    assert_eq!(
        DivisionCode::parse("620 – 012.").unwrap().shown(),
        "620-012"
    );
    assert_eq!(code(DivisionCode::parse("62001")), "flaw-division-count");
    let born = BirthDate::parse("03.04.1987").unwrap();
    assert!(passport_age(&born, &DocDate::parse("03.04.2001").unwrap()).is_ok());
    assert_eq!(
        code(passport_age(&born, &DocDate::parse("02.04.2001").unwrap())),
        "flaw-passport-age"
    );
}

#[test]
fn phone_forms() {
    for raw in [
        "+7 (900) 555-01-47",
        "8 (900) 555-01-47",
        "8-900-555-01-47",
        "79005550147",
        "9005550147",
        "+79005550147",
        "+89005550147",
        "тел.: +7\u{a0}900\u{2009}555\u{2013}01\u{2013}47",
        "моб. 8 900 555 01 47",
        "007 900 555 01 47",
        "  +7 9 0 0 5 5 5 0 1 4 7  ",
    ] {
        let phone = Phone::parse(raw).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!(phone.as_str(), "+79005550147", "{raw}");
        assert_eq!(phone.shown(), "+7 (900) 555-01-47");
        assert_eq!(phone.masked(), "+7 (900) •••-••-47");
        assert!(phone.is_mobile_ru());
    }
    for (raw, stored, shown) in [
        ("+375 29 123-45-67", "+375291234567", "+375 291 234 567"),
        ("8~10 375 29 123-45-67", "+375291234567", "+375 291 234 567"),
        ("0049 30 1234567", "+49301234567", "+49 301 234 567"),
        ("+1 212 555 0100", "+12125550100", "+1 212 555 0100"),
        ("+880 1712 345678", "+8801712345678", "+880 171 234 5678"),
    ] {
        let phone = Phone::parse(raw).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!((phone.as_str(), phone.shown().as_str()), (stored, shown));
        assert!(!phone.is_mobile_ru());
    }
    assert!(!Phone::parse("8 800 100 70 10").unwrap().is_mobile_ru());
    assert_eq!(Phone::parse("+7 700 123 45 67").unwrap().country(), "7");
    for (raw, want) in [
        ("", "flaw-phone-empty"),
        ("+", "flaw-phone-empty"),
        ("115", "flaw-phone-short"),
        ("555-01-47", "flaw-phone-short"),
        ("1234567890", "flaw-phone-country"),
        ("375291234567", "flaw-phone-country"),
        ("+999 12345678", "flaw-phone-country"),
        ("8 900 555-01-47-8", "flaw-phone-long"),
        ("+7 900 555-01-4", "flaw-phone-short"),
        ("+7 123 555-01-47", "flaw-phone-area"),
        ("+7 900 555-01-47 доб. 5", "flaw-phone-chars"),
        ("позвоните", "flaw-phone-chars"),
    ] {
        assert_eq!(code(Phone::parse(raw)), want, "{raw}");
    }
}

#[test]
fn email_forms() {
    for (raw, stored, shown) in [
        (
            " Anna@Pochta.Example ",
            "Anna@pochta.example",
            "Anna@pochta.example",
        ),
        (
            "mailto:anna@pochta.example",
            "anna@pochta.example",
            "anna@pochta.example",
        ),
        (
            "<anna@pochta.example>,",
            "anna@pochta.example",
            "anna@pochta.example",
        ),
        (
            "anna@pochta.example.",
            "anna@pochta.example",
            "anna@pochta.example",
        ),
        (
            "anna@Почта.РФ",
            "anna@xn--80a1acny.xn--p1ai",
            "anna@почта.рф",
        ),
        (
            "аnna@рochta.example",
            "anna@pochta.example",
            "anna@pochta.example",
        ),
        (
            "a.b+c_d-e@x-y.co.uk",
            "a.b+c_d-e@x-y.co.uk",
            "a.b+c_d-e@x-y.co.uk",
        ),
    ] {
        let email = Email::parse(raw).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!((email.as_str(), email.shown().as_str()), (stored, shown));
    }
    let email = Email::parse("Ivan@почта.рф").unwrap();
    assert_eq!(email.masked(), "I•••@почта.рф");
    assert_eq!(email.key(), "ivan@xn--80a1acny.xn--p1ai");
    for (raw, want) in [
        ("", "flaw-email-empty"),
        ("anna pochta.example", "flaw-email-space"),
        ("anna.pochta.example", "flaw-email-at"),
        ("anna@@pochta.example", "flaw-email-two-at"),
        ("@pochta.example", "flaw-email-before"),
        ("anna@", "flaw-email-after"),
        ("anna@pochta", "flaw-email-no-dot"),
        ("anna@pochta,example", "flaw-email-comma"),
        ("anna@pochta..example", "flaw-email-dots"),
        (".anna@pochta.example", "flaw-email-dots"),
        ("анна@pochta.example", "flaw-email-letters"),
        ("anna@po_chta.example", "flaw-email-domain"),
        ("anna@-pochta.example", "flaw-email-domain"),
        ("anna@pochta.r", "flaw-email-ending"),
        ("anna@192.168.0.1", "flaw-email-ending"),
    ] {
        assert_eq!(code(Email::parse(raw)), want, "{raw}");
    }
    let long = format!("{}@pochta.example", "a".repeat(65));
    assert_eq!(code(Email::parse(&long)), "flaw-email-long");
}

#[test]
fn name_forms() {
    for (raw, want) in [
        ("Алёна", "Алёна"),
        ("  алёна ", "Алёна"),
        ("АЛЕ\u{308}НА", "Алёна"),
        ("САЛТЫКОВ - ЩЕДРИН", "Салтыков-Щедрин"),
        ("Салтыков—Щедрин", "Салтыков-Щедрин"),
        ("Иванoв", "Иванов"),
        ("о’коннор", "О'Коннор"),
        ("дем`яненко", "Дем'яненко"),
        ("МАМЕД ОГЛЫ", "Мамед оглы"),
        ("фон Берг", "фон Берг"),
        ("Ли", "Ли"),
        ("Иванов.", "Иванов"),
    ] {
        let name = NamePart::parse(raw).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!(name.shown(), want);
    }
    for (raw, want) in [
        ("", "flaw-name-empty"),
        (" - ", "flaw-name-empty"),
        ("Иван4", "flaw-name-digit"),
        ("Ivanov", "flaw-name-latin"),
        ("Иваnоv", "flaw-name-mixed"),
        ("Иванов<script>", "flaw-name-mixed"),
        ("Иванов!", "flaw-name-chars"),
    ] {
        assert_eq!(code(NamePart::parse(raw)), want, "{raw}");
    }
    assert_eq!(code(NamePart::parse(&"а".repeat(101))), "flaw-name-long");
    let flaw = NamePart::parse_as(NameField::Surname, "").unwrap_err();
    assert_eq!(flaw.args, [("field", "surname".to_owned())]);
    let latin = NamePart::parse_latin(NameField::Name, "JOHN").unwrap();
    assert_eq!(latin.as_str(), "John");
    let stored = serde_json::to_string(&latin).unwrap();
    assert_eq!(serde_json::from_str::<NamePart>(&stored).unwrap(), latin);
    assert_eq!(
        code(NamePart::parse_latin(NameField::Name, "Иван")),
        "flaw-name-cyrillic"
    );
}

#[test]
fn names_compare_as_people_compare_them() {
    for (a, b) in [
        ("Алёна", "АЛЕНА"),
        ("Салтыков-Щедрин", "салтыков — щедрин"),
        ("Анна  Мария", "Анна-Мария"),
        ("COMOB", "Сомов"),
        ("Кoрнeeв", "КОРНЕЕВ"),
        ("О’Коннор", "о'коннор"),
        ("Май", "МАИ\u{306}"),
        ("Smith", "SMITH"),
    ] {
        assert!(same_name(a, b), "{a} {b}");
    }
    for (a, b) in [("Иванов", "Иванова"), ("Май", "Маи"), ("Smith", "Smyth")] {
        assert!(!same_name(a, b), "{a} {b}");
    }
    assert_eq!(fold("  ЁЖ-Ёж "), "еж еж");
}

#[test]
fn date_forms() {
    for raw in [
        "03.04.1987",
        "3.4.1987",
        "03/04/1987",
        "3-4-1987",
        "03 04 1987",
        "03041987",
        "1987-04-03",
        "3 апреля 1987 г.",
        "3 апр. 1987",
        "3 April 1987",
        "03.04.1987г",
        " «03» апреля 1987 года",
    ] {
        let born = BirthDate::parse_on(raw, TODAY).unwrap_or_else(|flaw| panic!("{raw}: {flaw}"));
        assert_eq!(born.date(), date(1987, 4, 3), "{raw}");
        assert_eq!(
            (born.as_str(), born.shown().as_str()),
            ("1987-04-03", "03.04.1987")
        );
        assert_eq!(born.masked(), "••.••.1987");
    }
    for (raw, want) in [
        ("", "flaw-date-empty"),
        ("вчера", "flaw-date-format"),
        ("03.04", "flaw-date-format"),
        ("03.04.87", "flaw-date-year"),
        ("03.04.0987", "flaw-date-year"),
        ("04.13.1987", "flaw-date-month"),
        ("31.04.1987", "flaw-date-day"),
        ("29.02.2025", "flaw-date-day"),
        ("03.03.2026", "flaw-date-future"),
        ("01.03.1895", "flaw-date-ancient"),
        ("99999999999999.1.2000", "flaw-date-format"),
    ] {
        assert_eq!(code(BirthDate::parse_on(raw, TODAY)), want, "{raw}");
    }
    assert!(BirthDate::parse_on("02.03.2026", TODAY).is_ok());
    let leap = BirthDate::parse("29.02.2008").unwrap();
    assert_eq!(leap.age_on(date(2022, 2, 28)), 13);
    assert_eq!(leap.age_on(date(2022, 3, 1)), 14);
    let flaw = DocDate::parse_on("03.03.2026", TODAY).unwrap_err();
    assert_eq!(flaw, Flaw::new("flaw-date-future").with("field", "doc"));
}

#[test]
fn address_forms() {
    let address = Address {
        region: " Рязанская  область,".into(),
        district: Some(String::new()),
        city: "Касимов".into(),
        street: Some("Советская".into()),
        house: "12а".into(),
        flat: Some("7".into()),
        postcode: Some("391 300".into()),
    };
    let good = address.clone().checked().unwrap();
    assert_eq!(
        good.shown(),
        "391300, Рязанская область, г. Касимов, ул. Советская, д. 12а, кв. 7"
    );
    assert_eq!(good.masked(), "Рязанская область, г. Касимов, …");
    assert_eq!(good.clone().checked().unwrap(), good);
    let json = serde_json::to_string(&good).unwrap();
    assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), good);
    let named = Address {
        city: "с. Дмитриево".into(),
        street: Some("Набережный проезд".into()),
        ..address.clone()
    };
    let named = named.checked().unwrap().shown();
    assert!(
        named.contains(", с. Дмитриево, Набережный проезд, д."),
        "{named}"
    );
    let broken = Address {
        house: "дом".into(),
        city: "<b>".into(),
        postcode: Some("39130".into()),
        ..Address::default()
    };
    let flaws = broken.checked().unwrap_err();
    let flaws: Vec<_> = flaws
        .iter()
        .map(|(field, flaw)| (*field, flaw.code))
        .collect();
    assert_eq!(
        flaws,
        [
            ("region", "flaw-address-region"),
            ("city", "flaw-address-chars"),
            ("house", "flaw-address-house-digit"),
            ("postcode", "flaw-postcode-count"),
        ]
    );
    assert_eq!(code(Postcode::parse("012345")), "flaw-postcode-zero");
}

#[test]
fn sex_and_citizenship() {
    for raw in ["male", "M", "м", "Муж.", "мужской"] {
        assert_eq!(Sex::parse(raw), Ok(Sex::Male), "{raw}");
    }
    for raw in ["female", "F", "ж", "ЖЕН", "женский"] {
        assert_eq!(Sex::parse(raw), Ok(Sex::Female), "{raw}");
    }
    assert_eq!(code(Sex::parse("")), "flaw-sex");
    assert_eq!(Citizenship::default(), Citizenship::RUSSIA);
    assert_eq!(Citizenship::all().next(), Some(Citizenship::RUSSIA));
    assert_eq!(Citizenship::parse("rus"), Ok(Citizenship::RUSSIA));
    assert_eq!(Citizenship::parse("Россия"), Ok(Citizenship::RUSSIA));
    assert_eq!(Citizenship::parse("BLR").unwrap().text_id(), "country-BLR");
    assert_eq!(code(Citizenship::parse("XYZ")), "flaw-citizenship-code");
}

#[test]
fn password_rules() {
    let rules = password::Rules::default();
    let broken = |text: &str| -> Vec<&str> {
        password::check(text, &rules)
            .into_iter()
            .map(password::Rule::id)
            .collect()
    };
    assert_eq!(broken("Abcdef1!"), [""; 0]);
    assert_eq!(broken("Пароль1!"), [""; 0]);
    assert_eq!(broken("Abcdef1!Abcdef1!Abcd"), [""; 0]);
    assert_eq!(broken("Abcdef1!Abcdef1!Abcde"), ["length"]);
    assert_eq!(broken("Abcde1!"), ["length"]);
    assert_eq!(broken("abcdef1!"), ["upper"]);
    assert_eq!(broken("ABCDEF1!"), ["lower"]);
    assert_eq!(broken("Abcdefg!"), ["digit"]);
    assert_eq!(broken("Abcdefg1-_"), ["special"]);
    assert_eq!(broken("Abcdef1!\t"), ["printable"]);
    assert_eq!(broken(""), ["length", "upper", "lower", "digit", "special"]);
    for special in password::SPECIAL.chars() {
        assert!(broken(&format!("Abcdef1{special}")).is_empty(), "{special}");
    }
    assert_eq!(password::Rules::up_to(1000).max(), 128);
    assert_eq!(password::Rules::up_to(0).max(), 8);
    assert_eq!(password::normal("Е\u{308}"), "Ё");
}

#[test]
fn one_table_for_forms() {
    let ok = |rule, value| check(rule, value, TODAY).unwrap();
    assert_eq!(ok("snils", "11223344595"), "112-233-445 95");
    assert_eq!(ok("inn", "500100732259"), "500100732259");
    assert_eq!(ok("passport", "6114123456"), "61 14 123456");
    assert_eq!(ok("division", "620012"), "620-012");
    assert_eq!(ok("phone", "89005550147"), "+7 (900) 555-01-47");
    assert_eq!(ok("email", "anna@почта.рф"), "anna@почта.рф");
    assert_eq!(ok("surname", "СМИРНОВА"), "Смирнова");
    assert_eq!(ok("name", "анна"), "Анна");
    assert_eq!(ok("birth-date", "3.4.1987"), "03.04.1987");
    assert_eq!(ok("doc-date", "2014-05-12"), "12.05.2014");
    assert_eq!(ok("postcode", "391300"), "391300");
    assert_eq!(ok("track", "10100011000017"), "101000 11 00001 7");
    assert_eq!(ok("sex", "ж"), "female");
    assert_eq!(ok("citizenship", "rus"), "RUS");
    assert_eq!(ok("required", " да "), "да");
    assert_eq!(ok("text:5", "12345"), "12345");
    for optional in ["inn", "patronymic", "postcode", "text:5"] {
        assert_eq!(ok(optional, " "), "");
    }
    let refused = |rule, value| code(check(rule, value, TODAY));
    assert_eq!(refused("required", " "), "flaw-required");
    assert_eq!(refused("text:5", "123456"), "flaw-text-long");
    assert_eq!(refused("text:5", "12\r\n456"), "flaw-text-long");
    assert_eq!(ok("text:5", "12\r\n45"), "12\r\n45");
    assert_eq!(refused("text:5", "a\0b"), "flaw-text-control");
    assert_eq!(refused("inn", "7707083893"), "flaw-inn-person");
    assert_eq!(refused("surname", ""), "flaw-name-empty");
    assert_eq!(refused("snils", ""), "flaw-snils-empty");
    for unknown in ["", "text:", "text:-1", "nothing"] {
        assert_eq!(refused(unknown, "x"), "flaw-rule");
    }
}

#[test]
fn stored_forms_pass_through_serde_and_refusals_hide_the_value() {
    let phone = Phone::parse("89005550147").unwrap();
    let json = serde_json::to_string(&phone).unwrap();
    assert_eq!(json, "\"+79005550147\"");
    assert_eq!(serde_json::from_str::<Phone>(&json).unwrap(), phone);
    let error = serde_json::from_str::<Inn>("\"500100732258\"").unwrap_err();
    assert!(error.to_string().contains("flaw-inn-check"));
    assert!(!error.to_string().contains("5001"));
}
