//! The two ways to register by oneself, and the first sign-in.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{FORM, House, PASSWORD, code_in, person, with};
use crate::profile::PROFILE;

pub const PASS: [(&str, &str); 2] = [("password", PASSWORD), ("repeat", PASSWORD)];
pub const PAPERS: &str = "/register/simple/papers";

/// Both codes; where the letter's code leads.
pub async fn contacts(house: &House, browser: &mut Browser, form: &[(&str, &str)]) -> String {
    browser
        .post("/register/simple", form)
        .await
        .leads("/register/simple/phone");
    let code = house.sms_code().await;
    let page = browser
        .post("/register/simple/phone", &[("code", &code)])
        .await;
    page.leads("/register/simple/email");
    let code = house.mail_code().await;
    let page = browser
        .post("/register/simple/email", &[("code", &code)])
        .await;
    page.to().to_owned()
}

#[tokio::test]
async fn the_whole_way_is_not_ended_without_a_correct_snils() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let page = browser.get("/register").await;
        page.has("href=\"/register/simple?whole\"")
            .has("Что приготовить")
            .has("серия и номер, кем и когда выдан")
            .has("ИНН, если он есть")
            .has("банковская карта");
        let page = browser.get("/register/simple?whole").await;
        page.has("Шаг 1 из 5")
            .has("Понадобятся паспорт и СНИЛС")
            .has("name=\"whole\" value=\"yes\"")
            .lacks("name=\"inn\"");
        let form: Vec<_> = FORM.into_iter().chain([("whole", "yes")]).collect();
        assert_eq!(contacts(&house, &mut browser, &form).await, PAPERS);
        // The profile is a step that cannot be skipped.
        let password = "/register/simple/password";
        browser.get(password).await.leads(PAPERS);
        browser.post(password, &PASS).await.leads(PAPERS);
        let page = browser.get(PAPERS).await;
        page.is(200)
            .has("Шаг 4 из 5: документы")
            .has("Ваши документы")
            .lacks("Источник");
        for (snils, words) in [
            ("", "СНИЛС"),
            ("112-233-445 96", "СНИЛС"),
            ("1122", "СНИЛС"),
        ] {
            let fields = with(&PROFILE, &[("snils", snils)]);
            let page = browser.post(PAPERS, &fields).await;
            page.is(422).has("href=\"#snils\"").has(words);
            browser.get(password).await.leads(PAPERS);
        }
        browser.post(PAPERS, &PROFILE).await.leads(password);
        // Back to the first step: nothing is asked again.
        let page = browser.get("/register/simple").await;
        page.has("name=\"whole\" value=\"yes\"")
            .has("value=\"Сафина\"");
        browser
            .post("/register/simple", &form)
            .await
            .leads(password);
        browser
            .post(password, &PASS)
            .await
            .leads("/register/done?checks");
        let page = browser.get("/register/done?checks").await;
        page.is(200)
            .has("Проверяем документы в реестрах")
            .has("как подтвердить личность");
        let page = browser.get("/cabinet/profile").await;
        page.has("61 14 ••• 456")
            .lacks("Профиль заполнен не до конца");
        assert_eq!(house.told("account.profile_saved").await, 1);
        // On the short way nothing of this is needed.
        let mut other = house.browser();
        other
            .get("/register/simple")
            .await
            .has("Шаг 1 из 4")
            .has("Документы пока не нужны")
            .lacks("name=\"snils\"");
    }
}

#[tokio::test]
async fn the_short_way_takes_a_passport_number_and_an_inn_if_they_are_at_hand() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let page = browser.get("/register/simple").await;
        page.has("name=\"passport_number\"").has("name=\"inn\"");
        // A picture is asked for only where identity is proved.
        page.lacks("type=\"file\"");
        let given = |passport, inn| {
            let more = [("passport_number", passport), ("inn", inn)];
            FORM.into_iter().chain(more).collect::<Vec<_>>()
        };
        for (passport, inn, field) in [
            ("61 14 12345", "", "passport_number"),
            ("", "500100732258", "inn"),
        ] {
            let page = browser
                .post("/register/simple", &given(passport, inn))
                .await;
            page.is(422).has(&format!("href=\"#{field}\""));
        }
        let form = given("61 14 123456", "500100732259");
        house.register(&mut browser, &form).await;
        let page = browser.get("/cabinet").await;
        page.has("Упрощенная учетная запись");
        let page = browser.get("/cabinet/profile/edit").await;
        page.has("value=\"61 14 123456\"")
            .has("value=\"500100732259\"");
        let kept = "select count(*) as n from first_steps where passport is not null";
        assert_eq!(house.count(kept).await, 1);
        let filled = crate::house::with(&PROFILE, &[("inn", "500100732259")]);
        browser
            .post("/cabinet/profile/edit", &filled)
            .await
            .leads("/cabinet/profile?saved");
        assert_eq!(house.count(kept).await, 0, "the profile has it now");
    }
}

#[tokio::test]
async fn the_first_sign_in_asks_whether_the_phone_answers() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        // The phone has answered a minute ago.
        browser
            .get("/cabinet")
            .await
            .lacks("Проверка работы учётной записи");
        house.later(SignedDuration::from_hours(48));
        let mut browser = house.browser();
        let login = [("login", "amina.safina@pochta.example"), PASS[0]];
        browser.post("/login", &login).await.leads("/cabinet");
        let page = browser.get("/cabinet").await;
        page.is(200)
            .has("Здравствуйте, Амина Рашидовна")
            .has("Проверка работы учётной записи")
            .has("Подтвердите телефон");
        let begin = [("begin", "yes")];
        let path = "/cabinet/phone";
        browser.post(path, &begin).await.leads(path);
        // A second click sends nothing more.
        browser.post(path, &begin).await.leads(path);
        browser.get(path).await.is(200).has("+7 (900) 555-01-47");
        let sms = house.sms().await;
        assert_eq!(sms.len(), 1, "{sms:?}");
        let code = code_in(&sms[0]);
        let other = if code == "123456" { "654321" } else { "123456" };
        let page = browser.post(path, &[("code", other)]).await;
        page.is(422)
            .has("<details class=\"okno-qa\" open>")
            .has("href=\"/cabinet/profile/edit\">Ввести данные ещё раз")
            .has("href=\"tel:88001007010\"")
            .has("Позвонить в поддержку: 8 800 100-70-10");
        browser.get(path).await.is(200).has("Проверка не проходит?");
        browser.get("/cabinet").await.has("Подтвердите телефон");
        let page = browser.post(path, &[("code", &code)]).await;
        page.leads("/cabinet?phone");
        let page = browser.get("/cabinet?phone").await;
        page.has("Телефон подтверждён")
            .has("Учётная запись работает")
            .lacks("Подтвердите телефон");
        assert_eq!(house.told("account.phone_answered").await, 1);
        // Never again, and the page of the code is gone.
        browser.post("/logout", &[]).await.leads("/");
        browser.post("/login", &login).await.leads("/cabinet");
        browser.get("/cabinet").await.lacks("Подтвердите телефон");
        browser.get(path).await.leads("/cabinet");
        browser.post(path, &begin).await.leads("/cabinet");
        assert!(house.sms().await.is_empty());
    }
}

#[tokio::test]
async fn what_was_entered_once_is_not_asked_again() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        browser
            .post("/cabinet/profile/edit", &PROFILE)
            .await
            .leads("/cabinet/profile?saved");
        house.later(SignedDuration::from_hours(24 * 400));
        let mut browser = house.browser();
        let login = [("login", "amina.safina@pochta.example"), PASS[0]];
        browser.post("/login", &login).await.leads("/cabinet");
        // Everything stands where it was; whoever has an account registers no more.
        let page = browser.get("/cabinet/profile").await;
        page.has("Сафина Амина Рашидовна")
            .has("61 14 ••• 456")
            .has("14.03.1987")
            .has("ул. Советская, д. 12, кв. 7")
            .lacks("не заполнено до конца");
        let page = browser.get("/cabinet/profile/edit").await;
        for (name, value) in PROFILE {
            if ["surname", "birth_place", "snils", "house"].contains(&name) {
                page.has(&format!("value=\"{value}\""));
            }
        }
        browser.get("/register").await.leads("/cabinet");
        browser.get("/register/simple").await.leads("/cabinet");
        browser
            .get("/register/simple?whole")
            .await
            .leads("/cabinet");
        // A second account with the same phone is not made: its owner is told.
        let mut other = house.browser();
        other
            .post("/register/simple", &FORM)
            .await
            .leads("/register/simple/phone");
        assert!(
            house
                .sms()
                .await
                .iter()
                .all(|sms| !sms.text.contains("Код"))
        );
        let count = "select count(*) as n from accounts";
        assert_eq!(house.count(count).await, 1);
        // Nor does a confirmed one lose anything by the years.
        let account = house.account(&person(3), Level::Confirmed).await;
        house.later(SignedDuration::from_hours(24 * 400));
        let found = okno_accounts::find(&house.store.db, account.id).await;
        assert_eq!(found.unwrap().unwrap().0.level, Level::Confirmed);
    }
}
