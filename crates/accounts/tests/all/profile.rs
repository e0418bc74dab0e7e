//! «Мои данные».

use std::sync::{Arc, Mutex};

use futures::future::BoxFuture;
use jiff::SignedDuration;
use okno_accounts::{Account, Level, Person, ProfileSaved, Section};
use okno_requisites::NamePart;
use okno_store::testing::ENGINES;
use okno_store::{Actor, DbError, Tx};
use okno_web::{Fault, Visitor};

use crate::browser::Browser;
use crate::house::{FORM, House, PASSWORD, whole_person, with};

pub const PROFILE: [(&str, &str); 22] = [
    ("surname", "Сафина"),
    ("name", "Амина"),
    ("patronymic", "Рашидовна"),
    ("sex", "female"),
    ("birth_date", "14.3.1987"),
    ("birth_place", "г. Касимов Рязанской обл."),
    ("citizenship", "RUS"),
    ("passport_number", "61 14 № 123456"),
    ("passport_issued_by", "УМВД России по Рязанской области"),
    ("passport_issued_on", "20/04/2012"),
    ("division_code", "620012"),
    ("snils", "112-233-445 95"),
    ("inn", ""),
    ("region", "Рязанская область"),
    ("district", ""),
    ("city", "Касимов"),
    ("street", "Советская"),
    ("house", "12"),
    ("flat", "7"),
    ("postcode", "391300"),
    ("version", "1"),
    ("terms", "yes"),
];

async fn entered(house: &House, n: u32, level: Level) -> (Browser, Account) {
    let account = house.account(&whole_person(n), level).await;
    let mut browser = house.browser();
    house.sign_in(&mut browser, n).await;
    (browser, account)
}

async fn kept(house: &House, account: &Account) -> Person {
    okno_accounts::find(&house.store.db, account.id)
        .await
        .unwrap()
        .unwrap()
        .1
}

#[tokio::test]
async fn a_profile_is_filled_in_and_shown_masked() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        browser
            .get("/cabinet/profile")
            .await
            .is(200)
            .has("Заполнить профиль")
            .has("не заполнено");
        let page = browser.get("/cabinet/profile/edit").await;
        page.is(200)
            .has("Указывайте настоящие данные")
            .has("Отмена")
            .has("Сохранить");
        page.has("Код подразделения")
            .has("value=\"RUS\" selected")
            .has("data-check=\"snils\"")
            .has("Проверьте всё перед сохранением");
        for (name, _) in PROFILE.into_iter().chain([FORM[0], FORM[1], FORM[2]]) {
            page.has(&format!("name=\"{name}\""));
        }
        // To leave without a change is a link; to save stands at the lower right (S3-08).
        page.has("okno-row--between\"><a href=\"/cabinet/profile\">Отмена</a><button");
        // СНИЛС as bare digits.
        let fields = with(
            &PROFILE,
            &[("snils", "11223344595"), ("district", "Касимовский")],
        );
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.leads("/cabinet/profile?saved");
        let page = browser.get("/cabinet/profile?saved").await;
        page.is(200)
            .has("Сохранено")
            .has("61 14 ••• 456")
            .lacks("123456")
            .has("14.03.1987");
        page.has("ул. Советская, д. 12, кв. 7")
            .has("Изменить")
            .lacks("112-233-445 95")
            .has("УМВД России по Рязанской области")
            .has("20.04.2012")
            .has("Россия");
        // To compare with the papers.
        let page = browser.get("/cabinet/profile?numbers").await;
        page.has("Сафина Амина Рашидовна")
            .has("14.03.1987")
            .has("61 14 123456")
            .has("620-012")
            .has("112-233-445 95")
            .has("ул. Советская, д. 12, кв. 7");
        let page = browser.get("/cabinet/profile/edit").await;
        page.has("value=\"112-233-445 95\"")
            .has("value=\"620-012\"");
        // Each part of the address comes back by itself.
        for (name, value) in [
            ("region", "Рязанская область"),
            ("district", "Касимовский"),
            ("street", "Советская"),
            ("house", "12"),
            ("flat", "7"),
        ] {
            let (_, field) = page.text.split_once(&format!("name=\"{name}\"")).unwrap();
            let (field, _) = field.split_once('>').unwrap();
            assert!(
                field.contains(&format!("value=\"{value}\"")),
                "{name}: {field}"
            );
        }
        browser
            .get("/cabinet")
            .await
            .is(200)
            .has("Данные проверяются");
        browser
            .get("/cabinet/history")
            .await
            .has("Данные профиля изменены");
        assert_eq!(house.told("account.profile_saved").await, 1);
        // The same once more changes nothing.
        let fields = with(&fields, &[("version", "2")]);
        browser
            .post("/cabinet/profile/edit", &fields)
            .await
            .leads("/cabinet/profile?saved");
        assert_eq!(house.told("account.profile_saved").await, 1);
    }
}

#[tokio::test]
async fn each_flaw_is_named_and_nothing_typed_is_lost() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        let fields = with(
            &PROFILE,
            &[
                ("sex", ""),
                ("passport_number", "61 14 12345"),
                ("snils", "112-233-445 96"),
                ("inn", "1234"),
                ("house", ""),
                ("postcode", "39"),
                ("birth_place", "Касимов <b>"),
            ],
        );
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.is(422)
            .has("Исправьте 6 полей")
            .has("href=\"#sex-1\"")
            .has("href=\"#snils\"");
        page.has("value=\"61 14 12345\"")
            .has("value=\"112-233-445 96\"")
            .has("value=\"39\"");
        page.has("value=\"Советская\"")
            .lacks("Касимов <b>")
            .has("Укажите номер дома");
        for name in [
            "birth_date",
            "birth_place",
            "citizenship",
            "passport_number",
            "passport_issued_by",
            "passport_issued_on",
            "division_code",
            "snils",
            "region",
            "city",
            "house",
        ] {
            let fields = with(&PROFILE, &[(name, "")]);
            let page = browser.post("/cabinet/profile/edit", &fields).await;
            page.is(422).has(&format!("href=\"#{name}\""));
            page.has("Исправьте одно поле");
        }
        let fields = with(&PROFILE, &[("passport_issued_on", "13.03.2001")]);
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.is(422)
            .has("href=\"#passport_issued_on\"")
            .has("Паспорт выдают с 14 лет");
        assert_eq!(house.told("account.profile_saved").await, 0);
    }
}

#[tokio::test]
async fn a_taken_snils_is_refused_without_telling_whose_it_is() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let other = whole_person(1);
        house.account(&other, Level::Confirmed).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        let snils = other.snils.as_ref().unwrap().shown();
        let fields = with(&PROFILE, &[("snils", &snils)]);
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.is(422)
            .has("Не получилось связать этот СНИЛС")
            .has("8 800");
        page.has("value=\"г. Касимов Рязанской обл.\"");
        browser.get("/cabinet/profile").await.has("не заполнено");
    }
}

#[tokio::test]
async fn two_windows_do_not_overwrite_each_other() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        browser
            .post("/cabinet/profile/edit", &PROFILE)
            .await
            .leads("/cabinet/profile?saved");
        let fields = with(&PROFILE, &[("flat", "8")]);
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.is(409)
            .has("изменились в другом окне")
            .has("value=\"8\"");
        page.has("name=\"version\" value=\"2\"");
    }
}

#[tokio::test]
async fn checked_data_change_only_with_a_code() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (mut browser, account) = entered(&house, 1, Level::Standard).await;
        let version = account.version.to_string();
        let page = browser.get("/cabinet/profile/edit").await;
        page.is(200)
            .lacks("name=\"surname\"")
            .has("подтвердим кодом из SMS");
        page.has("Сафина Амина Рашидовна");
        let snils = whole_person(1).snils.unwrap().shown();
        let fields = with(
            &PROFILE,
            &[
                ("version", &version),
                ("snils", &snils),
                ("surname", "Иванова"),
            ],
        );
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.leads("/cabinet/profile/confirm");
        assert!(
            kept(&house, &account).await.address.unwrap().flat.is_none(),
            "not yet"
        );
        let sms = house.sms().await;
        assert_eq!(sms[0].to, "+79005550148");
        let code = crate::house::code_in(&sms[0]);
        browser
            .get("/cabinet/profile/confirm")
            .await
            .is(200)
            .has("Подтвердить изменения");
        let wrong = if code == "000000" { "111111" } else { "000000" };
        browser
            .post("/cabinet/profile/confirm", &[("code", wrong)])
            .await
            .is(422);
        let page = browser
            .post("/cabinet/profile/confirm", &[("code", &code)])
            .await;
        page.leads("/cabinet/profile?saved");
        let after = kept(&house, &account).await;
        assert_eq!(after.address.unwrap().flat.as_deref(), Some("7"));
        assert_eq!(after.surname.shown(), "Сафина", "a checked name stays");
        // Pressed twice: nothing more to do.
        let page = browser
            .post("/cabinet/profile/confirm", &[("code", &code)])
            .await;
        page.leads("/cabinet/profile");
        assert_eq!(house.told("account.profile_saved").await, 1);
    }
}

#[tokio::test]
async fn a_correction_takes_a_code_below_the_standard_level_too() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        // Filling in corrects nothing.
        browser
            .post("/cabinet/profile/edit", &PROFILE)
            .await
            .leads("/cabinet/profile?saved");
        let added = with(&PROFILE, &[("version", "2"), ("inn", "500100732259")]);
        let page = browser.post("/cabinet/profile/edit", &added).await;
        page.leads("/cabinet/profile?saved");
        let page = browser.get("/cabinet/profile/edit").await;
        page.is(200).has("подтвердим кодом из SMS");
        let corrected = with(&added, &[("version", "3"), ("surname", "Иванова")]);
        let page = browser.post("/cabinet/profile/edit", &corrected).await;
        page.leads("/cabinet/profile/confirm");
        browser.get("/cabinet/profile").await.has("Сафина");
        let code = house.sms_code().await;
        let page = browser
            .post("/cabinet/profile/confirm", &[("code", &code)])
            .await;
        page.leads("/cabinet/profile?saved");
        browser.get("/cabinet/profile").await.has("Иванова");
        assert_eq!(house.told("account.profile_saved").await, 3);
    }
}

#[tokio::test]
async fn a_change_that_waits_too_long_is_dropped() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (mut browser, account) = entered(&house, 1, Level::Confirmed).await;
        let version = account.version.to_string();
        let snils = whole_person(1).snils.unwrap().shown();
        let fields = with(&PROFILE, &[("version", &version), ("snils", &snils)]);
        browser
            .post("/cabinet/profile/edit", &fields)
            .await
            .leads("/cabinet/profile/confirm");
        let code = house.sms_code().await;
        for _ in 0..2 {
            house.later(SignedDuration::from_mins(16));
            browser.get("/cabinet").await.is(200);
        }
        let page = browser
            .post("/cabinet/profile/confirm", &[("code", &code)])
            .await;
        page.leads("/cabinet/profile");
        assert!(kept(&house, &account).await.address.unwrap().flat.is_none());
    }
}

struct Heard(Mutex<Vec<(bool, bool)>>, bool);

impl ProfileSaved for Heard {
    fn saved<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _account: &'a Account,
        before: &'a Person,
        after: &'a Person,
        _actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            self.0
                .lock()
                .unwrap()
                .push((before.is_whole(), after.is_whole()));
            if self.1 {
                Err(DbError::Conflict)
            } else {
                Ok(())
            }
        })
    }
}

impl Section for Heard {
    fn draw<'a>(
        &'a self,
        _visitor: &'a Visitor,
        _account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        let html = self.1.then(|| "<section>МОИ ДЕЛА</section>".to_owned());
        Box::pin(async move { Ok(html) })
    }
}

#[tokio::test]
async fn what_follows_a_saved_profile_is_saved_with_it_or_nothing_is() {
    for engine in ENGINES {
        for fails in [false, true] {
            let house = House::build(engine).await;
            let heard = Arc::new(Heard(Mutex::default(), fails));
            house.accounts.add_on_profile_saved(heard.clone());
            house.accounts.add_section(2, heard.clone());
            let mut browser = house.browser();
            house.register(&mut browser, &FORM).await;
            let page = browser.post("/cabinet/profile/edit", &PROFILE).await;
            page.is(if fails { 503 } else { 303 });
            assert_eq!(*heard.0.lock().unwrap(), [(false, true)]);
            let page = browser.get("/cabinet/profile").await;
            assert_eq!(page.text.contains("Профиль заполнен не до конца"), fails);
            let page = browser.get("/cabinet").await;
            assert_eq!(page.text.contains("МОИ ДЕЛА"), fails);
        }
    }
}

#[tokio::test]
async fn the_cabinet_is_for_its_owner_only() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    let mut browser = house.browser();
    for path in [
        "/cabinet",
        "/cabinet/level",
        "/cabinet/profile",
        "/cabinet/profile/edit",
        "/cabinet/profile/confirm",
        "/cabinet/history",
        "/register/done",
    ] {
        browser
            .get(path)
            .await
            .leads(&format!("/login?next={path}"));
    }
    browser
        .post("/cabinet/profile/edit", &PROFILE)
        .await
        .leads("/login?next=/cabinet/profile/edit");
}

#[tokio::test]
async fn what_was_typed_survives_a_store_that_refuses() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        let typed = with(&PROFILE, &[("birth_place", "с. Ерахтур «на горе»")]);
        house.store.refuse("accounts").await.unwrap();
        let page = browser.post("/cabinet/profile/edit", &typed).await;
        page.is(503)
            .has("Не сохранили: портал сейчас занят. Ничего не изменилось")
            .has("Нажмите «Сохранить» ещё раз")
            .has("Не получилось")
            .lacks("Файл выберите снова");
        assert_eq!(page.headers["retry-after"], "5");
        for (name, value) in &typed {
            let put_back = match *name {
                "sex" => "value=\"female\" checked".to_owned(),
                "citizenship" => "value=\"RUS\" selected".to_owned(),
                "terms" => "value=\"yes\" checked".to_owned(),
                // Shown as the person wrote it.
                _ => format!("value=\"{value}\""),
            };
            assert!(page.text.contains(&put_back) || value.is_empty(), "{name}");
        }
        assert_eq!(house.told("account.profile_saved").await, 0);
        browser
            .get("/cabinet/profile")
            .await
            .is(200)
            .lacks("Ерахтур");
        house.store.relent("accounts").await.unwrap();
        let page = browser.post("/cabinet/profile/edit", &typed).await;
        page.leads("/cabinet/profile?saved");
        browser.get("/cabinet/profile").await.has("Ерахтур");
        assert_eq!(house.told("account.profile_saved").await, 1);
    }
}

#[tokio::test]
async fn a_registration_begun_while_the_store_refuses_is_not_typed_twice() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.store.refuse("registrations").await.unwrap();
        let page = browser.post("/register/simple", &FORM).await;
        page.is(503).has("Не сохранили: портал сейчас занят");
        page.has("value=\"Сафина\"")
            .has("value=\"amina.safina@pochta.example\"");
        assert!(house.sms().await.is_empty());
        house.store.relent("registrations").await.unwrap();
        let page = browser.post("/register/simple", &FORM).await;
        page.leads("/register/simple/phone");
    }
}

/// S1-048, C10: the legal name is in Cyrillic; Latin letters stand beside it and speak to
/// the person in the English interface.
#[tokio::test]
async fn the_name_stands_in_both_alphabets() {
    let named = |n, surname: &str, given: &str, patronymic: Option<&str>| Person {
        surname: NamePart::parse(surname).unwrap(),
        given: NamePart::parse(given).unwrap(),
        patronymic: patronymic.map(|text| NamePart::parse(text).unwrap()),
        ..whole_person(n)
    };
    for engine in ENGINES {
        let house = House::build(engine).await;
        for (person, cyrillic, latin, hello) in [
            (
                named(1, "Семёнова", "Алёна", Some("Юрьевна")),
                "Семёнова Алёна Юрьевна",
                "Semenova Alena Iurevna",
                "Good day, Alena",
            ),
            (
                named(2, "Римская-Корсакова", "Анна-Мария", None),
                "Римская-Корсакова Анна-Мария",
                "Rimskaia-Korsakova Anna-Mariia",
                "Good day, Anna-Mariia",
            ),
        ] {
            house.account(&person, Level::Standard).await;
            let mut browser = house.browser();
            let login = [("login", person.phone.as_str()), ("password", PASSWORD)];
            browser.post("/login", &login).await.is(303);
            let page = browser.get("/cabinet/profile").await;
            page.has(cyrillic).has("Латиницей").has(latin);
            browser
                .cookies
                .insert("__Host-okno_lang".to_owned(), "en".to_owned());
            let page = browser.get("/cabinet/profile").await;
            page.has(cyrillic).has("In Latin letters").has(latin);
            browser.get("/cabinet").await.has(hello);
        }
    }
}

#[tokio::test]
async fn what_was_entered_is_there_at_the_next_sign_in_and_an_inn_is_added_later() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        let fields = with(&PROFILE, &[("inn", "")]);
        let page = browser.post("/cabinet/profile/edit", &fields).await;
        page.leads("/cabinet/profile?saved");
        house.later(jiff::SignedDuration::from_hours(24 * 30));
        let mut other = house.browser();
        let login = [("login", FORM[3].1), ("password", PASSWORD)];
        other.post("/login", &login).await.leads("/cabinet");
        let page = other.get("/cabinet").await;
        page.is(200).lacks("Заполните профиль");
        let page = other.get("/cabinet/profile?numbers").await;
        page.has("61 14 123456")
            .has("Сафина Амина")
            .has("не заполнено");
        let fields = with(&fields, &[("inn", "500100732259"), ("version", "2")]);
        let page = other.post("/cabinet/profile/edit", &fields).await;
        page.leads("/cabinet/profile?saved");
        let page = other.get("/cabinet/profile?numbers").await;
        page.has("500100732259").lacks("не заполнено");
    }
}
