//! From «Регистрация» to «Учётная запись создана».

mod codes;

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;
use sha2::{Digest, Sha256};

use crate::house::{FORM, House, PASSWORD, person, with};

const PASS: [(&str, &str); 2] = [("password", PASSWORD), ("repeat", PASSWORD)];

#[tokio::test]
async fn registration_from_the_first_page_to_the_cabinet() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let page = browser.get("/register").await;
        page.is(200)
            .has("Упрощённая регистрация")
            .has("Регистрация с подтверждением личности");
        page.has("href=\"/register/simple\"").has("Войти");
        let page = browser.get("/register/simple").await;
        page.is(200)
            .has("Фамилия")
            .has("Мобильный телефон")
            .has("Электронная почта");
        page.has("Согласие на обработку персональных данных")
            .has("Версия 2 от 23 ноября 2026");
        page.has("Пользовательское соглашение");
        assert!(
            !page.main().contains(" checked"),
            "nothing is ticked for the person"
        );

        let page = browser.post("/register/simple", &FORM).await;
        page.leads("/register/simple/phone");
        let page = browser.get("/register/simple/phone").await;
        page.is(200)
            .has("+7 (900) 555-01-47")
            .has("Отправить снова")
            .has("Изменить номер");
        page.has("Код действует 5 минут, до 09:05")
            .has("Код не приходит")
            .has("data-resend-at");
        let sms = house.sms().await;
        assert_eq!((sms.len(), sms[0].to.as_str()), (1, "+79005550147"));
        let code = crate::house::code_in(&sms[0]);
        let page = browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        page.leads("/register/simple/email");
        let page = browser.get("/register/simple/email").await;
        page.is(200)
            .has("amina.safina@pochta.example")
            .has("Код из письма");
        let code = house.mail_code().await;
        // As people paste it.
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        let page = browser
            .post("/register/simple/email", &[("code", &spaced)])
            .await;
        page.leads("/register/simple/password");
        let page = browser.get("/register/simple/password").await;
        page.has("Не записывайте пароль на виду");
        page.is(200)
            .has("data-rules")
            .has("data-show-password")
            .has("Повторите пароль");
        page.has("Завершить регистрацию");

        let page = browser.post("/register/simple/password", &PASS).await;
        page.leads("/register/done");
        let page = browser.get("/register/done").await;
        page.is(200)
            .has("Учётная запись создана")
            .has("Упрощенная учетная запись");
        page.has("Заполнить профиль").has("Позже");
        let number = page.text.split("class=\"okno-num\">").nth(1).unwrap()[..14].to_owned();
        let digits = number.split('-').map(str::len).collect::<Vec<_>>();
        assert_eq!(digits, [4, 4, 4], "{number}");
        let page = browser.get("/cabinet").await;
        page.is(200)
            .has("Здравствуйте, Амина Рашидовна")
            .has(&number)
            .has("Амина С.");
        page.has("Заполнить профиль").has("1 новое");
        // Without a profile the level stays as it is.
        page.has("Упрощенная учетная запись");
        // The head of every page leads to the cabinet, and that to the data, at once.
        let (head, _) = page.text.split_once("<main").unwrap();
        assert!(
            head.contains("<a href=\"/cabinet\">Личный кабинет"),
            "{head}"
        );
        page.has("<a href=\"/cabinet/profile\">");
        let page = browser.get("/cabinet/profile").await;
        // Typed with an 8, kept as the world writes it.
        page.is(200)
            .has("Сафина Амина Рашидовна")
            .has("+7 (900) 555-01-47")
            .has("amina.safina@pochta.example");

        let sms = house.sms().await;
        assert!(sms[0].text.contains("Вы зарегистрированы") && sms[0].text.contains(&number));
        let mail = house.mail().await;
        assert!(mail[0].subject.contains("Вы зарегистрированы"), "{mail:?}");
        assert_eq!(house.told("account.created").await, 1);
        assert_eq!(
            house.count("select count(*) as n from registrations").await,
            0
        );
    }
}

#[tokio::test]
async fn no_step_of_a_registration_can_be_skipped() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let ways = ["/register/simple/email", "/register/simple/password"];
        for way in ways {
            let page = browser.post(way, &PASS).await;
            page.is(303);
            assert_ne!(page.to(), "/register/done");
        }
        browser.post("/register/simple", &FORM).await;
        for way in ways {
            let fields = [PASS[0], PASS[1], ("code", "000000")];
            browser.get(way).await.leads("/register/simple/phone");
            let page = browser.post(way, &fields).await;
            page.leads("/register/simple/phone");
        }
        let code = house.sms_code().await;
        browser
            .post("/register/simple/phone", &[("code", &code)])
            .await
            .leads("/register/simple/email");
        let page = browser.post("/register/simple/password", &PASS).await;
        page.leads("/register/simple/email");
        assert_eq!(okno_accounts::count(&house.store.db).await.unwrap(), 0);
        let fields = [("login", "89005550147"), ("password", PASSWORD)];
        house.browser().post("/login", &fields).await.is(422);
    }
}

#[tokio::test]
async fn each_account_has_a_number_of_its_own() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for n in 0..3 {
            house.account(&person(n), Level::Simplified).await;
        }
        let sql = "select count(distinct number) as n from accounts";
        assert_eq!(house.count(sql).await, 3);
        // Chance would hardly draw one twice; were it to, the store would not take it.
        let same = "update accounts set number = (select min(number) from accounts)";
        let mut tx = house.store.db.begin().await.unwrap();
        let refused = tx.exec(same, vec![]).await;
        assert!(
            matches!(refused, Err(okno_store::DbError::Taken(_))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn consents_are_kept_with_version_hash_time_and_address() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let ticked = house.store.db.now();
        browser
            .post("/register/simple", &FORM)
            .await
            .leads("/register/simple/phone");
        house.later(SignedDuration::from_secs(100));
        let code = house.sms_code().await;
        browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        let code = house.mail_code().await;
        browser.ip = "198.51.100.9".to_owned();
        browser
            .post("/register/simple/email", &[("code", &code)])
            .await;
        browser
            .post("/register/simple/password", &PASS)
            .await
            .leads("/register/done");
        let sql = "select id, document, version, text_hash, given_at, origin from consents order by document";
        let rows = house.store.db.rows(sql, vec![]).await.unwrap();
        assert_eq!(rows.len(), 2);
        let text = |i: usize, name: &str| rows[i].get::<String>(name).unwrap();
        assert_eq!(text(0, "document"), "personal-data.ru");
        assert_eq!(text(1, "document"), "user-agreement.ru");
        assert_eq!(text(0, "version"), okno_accounts::documents::VERSION);
        let shown = okno_accounts::documents::consent(&house.portal, okno_web::Lang::Ru);
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(shown.join("\n\n")));
        assert_eq!(text(0, "text_hash"), hash);
        let given: jiff::Timestamp = rows[0].get("given_at").unwrap();
        assert_eq!(given, ticked, "the time of the tick, not of the creation");
        let id = rows[0].get("id").unwrap();
        let origin: Vec<u8> = rows[0].get("origin").unwrap();
        let origin: std::net::IpAddr = house
            .store
            .db
            .unseal("consents", "origin", id, &origin)
            .unwrap();
        assert_eq!(origin.to_string(), "192.0.2.7", "the address of the tick");
    }
}

#[tokio::test]
async fn flawed_form_names_fields_and_keeps_what_was_typed() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let fields = with(
            &FORM,
            &[
                ("email", "amina.safina@"),
                ("phone", "8 900"),
                ("consent", ""),
            ],
        );
        let page = browser.post("/register/simple", &fields).await;
        page.is(422)
            .has("Исправьте 3 поля")
            .has("href=\"#email\"")
            .has("href=\"#consent\"");
        page.has("value=\"amina.safina@\"")
            .has("value=\"8 900\"")
            .has("value=\"Сафина\"");
        page.has("Допишите адрес почты после знака @")
            .has("<title>Ошибка:");
        page.has("нужно согласие на обработку персональных данных");
        // The agreement stays ticked, the consent stays unticked.
        assert_eq!(page.main().matches(" checked").count(), 1);
        let fields = with(&FORM, &[("phone", "+7 495 555-01-47")]);
        browser
            .post("/register/simple", &fields)
            .await
            .is(422)
            .has("Это городской номер");
        let fields = with(&FORM, &[("agreement", "")]);
        let page = browser.post("/register/simple", &fields).await;
        page.is(422).has("примите пользовательское соглашение");
        for name in ["surname", "name", "phone", "email"] {
            let fields = with(&FORM, &[(name, "")]);
            let page = browser.post("/register/simple", &fields).await;
            page.is(422).has(&format!("href=\"#{name}\""));
            page.has("Исправьте одно поле");
        }
        assert!(house.sms().await.is_empty());
    }
}

#[tokio::test]
async fn a_taken_phone_or_mail_is_told_to_its_owner_only() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let known = person(0);
        house.account(&known, Level::Simplified).await;
        let mut pages = Vec::new();
        for phone in ["+7 900 555-01-47", "+7 900 555-01-48"] {
            let mut browser = house.browser();
            let form = with(&FORM, &[("phone", phone)]);
            let answer = browser.post("/register/simple", &form).await;
            answer.leads("/register/simple/phone");
            let code = browser.get("/register/simple/phone").await;
            let wrong = browser
                .post("/register/simple/phone", &[("code", "000000")])
                .await;
            let text = |s: &str| s.replace("555-01-48", "555-01-47");
            pages.push((text(&code.text), wrong.status, text(&wrong.text)));
        }
        assert_eq!(pages[0], pages[1], "nothing on the pages differs");
        let sms = house.sms().await;
        assert!(
            sms[0].text.contains("У вас уже есть учётная запись"),
            "{sms:?}"
        );
        assert!(
            !sms[0].text.contains(|c: char| c.is_ascii_digit()),
            "no code: {sms:?}"
        );
        assert!(sms[1].text.contains("Код для регистрации"), "{sms:?}");

        let mut browser = house.browser();
        let mail = known.email.shown();
        let form = with(&FORM, &[("phone", "+7 900 555-01-49"), ("email", &mail)]);
        browser.post("/register/simple", &form).await;
        let code = house.sms_code().await;
        let page = browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        page.leads("/register/simple/email");
        browser
            .get("/register/simple/email")
            .await
            .is(200)
            .has("Отправили 6 цифр на адрес");
        let letters = house.mail().await;
        assert!(
            letters[0].subject.contains("У вас уже есть учётная запись"),
            "{letters:?}"
        );
        assert!(
            !letters[0].text.contains(|c: char| c.is_ascii_digit()),
            "{letters:?}"
        );
    }
}

#[tokio::test]
async fn of_two_registrations_with_one_phone_the_second_is_told_plainly() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (mut first, mut second) = (house.browser(), house.browser());
        house.confirm_contacts(&mut first, &FORM).await;
        house.later(SignedDuration::from_mins(2));
        let form = with(&FORM, &[("email", "other@pochta.example")]);
        house.confirm_contacts(&mut second, &form).await;
        let (a, b) = tokio::join!(
            first.post("/register/simple/password", &PASS),
            second.post("/register/simple/password", &PASS),
        );
        let (good, told) = if a.status == 303 { (a, b) } else { (b, a) };
        good.leads("/register/done");
        told.is(409)
            .has("Учётная запись с такими данными уже есть")
            .has("Войти");
        assert_eq!(okno_accounts::count(&house.store.db).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn finish_pressed_twice_makes_one_account() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut first = house.browser();
        house.confirm_contacts(&mut first, &FORM).await;
        let mut second = house.browser();
        second.cookies = first.cookies.clone();
        let (a, b) = tokio::join!(
            first.post("/register/simple/password", &PASS),
            second.post("/register/simple/password", &PASS),
        );
        let mut ways = [a.to().to_owned(), b.to().to_owned()];
        ways.sort();
        assert_eq!(ways, ["/login?finished", "/register/done"]);
        assert_eq!(okno_accounts::count(&house.store.db).await.unwrap(), 1);
        house
            .browser()
            .get("/login?finished")
            .await
            .is(200)
            .has("Регистрация уже завершена");
    }
}

#[tokio::test]
async fn a_changed_number_or_address_is_confirmed_anew() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        browser.post("/register/simple", &FORM).await;
        let old = house.sms_code().await;
        // At once, without waiting for a minute.
        let form = with(&FORM, &[("phone", "+7 900 555-01-48")]);
        browser
            .post("/register/simple", &form)
            .await
            .leads("/register/simple/phone");
        let new = house.sms().await;
        assert_eq!(new[0].to, "+79005550148");
        let code = crate::house::code_in(&new[0]);
        if old != code {
            browser
                .post("/register/simple/phone", &[("code", &old)])
                .await
                .is(422);
        }
        browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        house.mail().await;
        // The phone stays confirmed when only the address changes.
        let form = with(&form, &[("email", "new@pochta.example")]);
        browser
            .post("/register/simple", &form)
            .await
            .leads("/register/simple/email");
        let letters = house.mail().await;
        assert_eq!(letters[0].to, "new@pochta.example");
        // A corrected name changes nothing else.
        let form = with(&form, &[("name", "Алина")]);
        browser
            .post("/register/simple", &form)
            .await
            .leads("/register/simple/email");
        assert!(house.mail().await.is_empty());
        browser
            .get("/register/simple")
            .await
            .has("value=\"Алина\"")
            .has("new@pochta.example");
    }
}

#[tokio::test]
async fn an_unfinished_registration_waits_for_a_day() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        browser.post("/register/simple", &FORM).await;
        let code = house.sms_code().await;
        browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        house.later(SignedDuration::from_hours(20));
        let page = browser.get("/register/simple").await;
        page.is(200)
            .has("value=\"Сафина\"")
            .has("value=\"+7 (900) 555-01-47\"");
        browser
            .get("/register/simple/phone")
            .await
            .leads("/register/simple/email");
        let page = browser
            .post("/register/simple/email", &[("again", "1")])
            .await;
        page.leads("/register/simple/email?again");
        house.later(SignedDuration::from_hours(5));
        browser
            .get("/register/simple/email")
            .await
            .leads("/register/simple?over");
        browser
            .get("/register/simple?over")
            .await
            .is(200)
            .has("хранится сутки");
        assert!(house.accounts.sweep().await.unwrap() >= 1);
        assert_eq!(
            house.count("select count(*) as n from registrations").await,
            0
        );
    }
}

#[tokio::test]
async fn a_password_that_breaks_rules_is_told_which() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.confirm_contacts(&mut browser, &FORM).await;
        for (password, repeat, said) in [
            ("Okno1!", "Okno1!", "От 8 до 20 знаков"),
            ("okno-2026!", "okno-2026!", "заглавная"),
            ("OKNO-2026!", "OKNO-2026!", "строчная"),
            ("Okno-okno!", "Okno-okno!", "цифра"),
            ("Okno202601", "Okno202601", "знак из набора"),
            (PASSWORD, "Okno-2027!", "Пароли не совпали"),
            (PASSWORD, "", "Повторите пароль"),
            ("", "", "Придумайте пароль"),
        ] {
            let fields = [("password", password), ("repeat", repeat)];
            let page = browser.post("/register/simple/password", &fields).await;
            page.is(422).has(said);
            assert!(
                password.is_empty() || !page.text.contains(password),
                "not put back"
            );
        }
        browser
            .post("/register/simple/password", &PASS)
            .await
            .leads("/register/done");
    }
}

#[tokio::test]
async fn registration_speaks_english_too() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    let mut browser = house.browser();
    browser
        .cookies
        .insert("__Host-okno_lang".to_owned(), "en".to_owned());
    house.register(&mut browser, &FORM).await;
    let page = browser.get("/register/done").await;
    page.is(200)
        .has("The account is created")
        .has("Simplified account")
        .lacks("⟦");
    for path in [
        "/cabinet",
        "/cabinet/level",
        "/cabinet/profile",
        "/cabinet/profile/edit",
        "/cabinet/history",
    ] {
        browser.get(path).await.is(200).lacks("⟦");
    }
    let row = house.store.db.row(
        "select document from consents order by document limit 1",
        vec![],
    );
    let document: String = row.await.unwrap().unwrap().get("document").unwrap();
    assert_eq!(document, "personal-data.en");
}
