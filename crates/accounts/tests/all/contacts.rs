//! Another phone or e-mail of an account.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{House, PASSWORD, code_in, person};

const PHONE: &str = "/cabinet/security/contact/phone";
const EMAIL: &str = "/cabinet/security/contact/email";

async fn signed_in(house: &House) -> Browser {
    house.account(&person(0), Level::Standard).await;
    let mut browser = house.browser();
    house.sign_in(&mut browser, 0).await;
    browser
}

fn step(path: &str, step: &str) -> String {
    format!("{path}/{step}")
}

#[tokio::test]
async fn phone_changes_by_a_code_from_the_present_and_one_from_the_new() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = signed_in(&house).await;
        let page = browser.get("/cabinet/security").await;
        page.is(200).has("+7 (900) 555-01-47").has(PHONE);
        let page = browser.get(PHONE).await;
        page.is(200).has("Сейчас: +7 (900) 555-01-47");
        for (typed, said) in [
            ("", "телефон"),
            ("12", "телефон"),
            ("8 495 123-45-67", "мобильн"),
            ("8 900 555-01-47", "нынешний контакт"),
        ] {
            let page = browser.post(PHONE, &[("contact", typed)]).await;
            page.is(422).has(said);
        }
        let typed = [("contact", "8 900 777-11-22")];
        browser
            .post(PHONE, &typed)
            .await
            .leads(&step(PHONE, "present"));
        // The new one is not asked before the present one is proven.
        let page = browser.get(&step(PHONE, "new")).await;
        page.leads(&step(PHONE, "present"));
        let sent = house.sms().await;
        let present = sent.last().unwrap();
        assert_eq!(present.to, "+79005550147");
        let present = code_in(present);
        let page = browser
            .post(&step(PHONE, "new"), &[("code", &present)])
            .await;
        page.leads(&step(PHONE, "present"));
        let wrong = if present == "000000" {
            "111111"
        } else {
            "000000"
        };
        let page = browser
            .post(&step(PHONE, "present"), &[("code", wrong)])
            .await;
        page.is(422).has("4 попытки");
        let page = browser
            .post(&step(PHONE, "present"), &[("code", &present)])
            .await;
        page.leads(&step(PHONE, "new"));
        let page = browser.get(&step(PHONE, "new")).await;
        page.is(200).has("Шаг 2 из 2").has("+7 (900) 777-11-22");
        let sent = house.sms().await;
        assert_eq!(sent.last().unwrap().to, "+79007771122");
        let code = code_in(sent.last().unwrap());
        // Two clicks at once change it once.
        let fields = [("code", code.as_str())];
        let mut tab = house.browser();
        tab.cookies = browser.cookies.clone();
        let new = step(PHONE, "new");
        let (one, two) = tokio::join!(browser.post(&new, &fields), tab.post(&new, &fields));
        let led = [one.to(), two.to()];
        assert!(led.contains(&"/cabinet/security?contact"), "{led:?}");
        assert_eq!(house.told("account.contact_changed").await, 1);
        let told = house.sms().await;
        let to: Vec<&str> = told.iter().map(|sms| sms.to.as_str()).collect();
        assert!(
            to.contains(&"+79005550147"),
            "the former one is told: {to:?}"
        );
        assert!(to.contains(&"+79007771122"), "{to:?}");
        let page = browser.get("/cabinet/security?contact").await;
        page.is(200)
            .has("Контакт изменён")
            .has("+7 (900) 777-11-22");
        let page = browser.get("/cabinet/history").await;
        page.is(200).has("Телефон изменён");

        for (login, status) in [("89005550147", 422), ("89007771122", 303)] {
            let fields = [("login", login), ("password", PASSWORD)];
            house.browser().post("/login", &fields).await.is(status);
        }
    }
}

#[tokio::test]
async fn mail_changes_by_sms_when_its_box_is_lost() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = signed_in(&house).await;
        let typed = [("contact", "nova@pochta.example"), ("lost", "yes")];
        browser
            .post(EMAIL, &typed)
            .await
            .leads(&step(EMAIL, "present"));
        assert!(house.mail().await.is_empty());
        let code = house.sms_code().await;
        let page = browser
            .post(&step(EMAIL, "present"), &[("code", &code)])
            .await;
        page.leads(&step(EMAIL, "new"));
        let letters = house.mail().await;
        assert_eq!(letters.last().unwrap().to, "nova@pochta.example");
        let code = code_in(letters.last().unwrap());
        let page = browser.post(&step(EMAIL, "new"), &[("code", &code)]).await;
        page.leads("/cabinet/security?contact");
        let told = house.mail().await;
        let to: Vec<&str> = told.iter().map(|mail| mail.to.as_str()).collect();
        assert!(to.contains(&"amina0@pochta.example") && to.contains(&"nova@pochta.example"));
    }
}

#[tokio::test]
async fn contact_of_another_account_gets_a_word_and_no_code() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(1), Level::Simplified).await;
        let mut browser = signed_in(&house).await;
        let typed = [("contact", "8 900 555-01-48")];
        browser
            .post(PHONE, &typed)
            .await
            .leads(&step(PHONE, "present"));
        let code = house.sms_code().await;
        let page = browser
            .post(&step(PHONE, "present"), &[("code", &code)])
            .await;
        page.leads(&step(PHONE, "new"));
        // The page is the same as for a number that is free.
        let page = browser.get(&step(PHONE, "new")).await;
        page.is(200)
            .has("Если контакт свободен")
            .has("Отправить снова");
        let sent = house.sms().await;
        let word = sent.last().unwrap();
        assert_eq!(word.to, "+79005550148");
        assert!(word.text.contains("Мы не позволили"));
        assert!(
            !word.text.chars().any(|c| c.is_ascii_digit()),
            "no code: {word:?}"
        );
        for code in ["000000", "123456"] {
            let page = browser.post(&step(PHONE, "new"), &[("code", code)]).await;
            page.is(422);
        }
        assert_eq!(house.told("account.contact_changed").await, 0);
    }
}

#[tokio::test]
async fn change_of_a_contact_wants_the_password_again_and_is_dropped_in_time() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = signed_in(&house).await;
        house.later(SignedDuration::from_mins(16));
        let away = "/cabinet/security/again?next=/cabinet/security/contact/phone";
        browser.get(PHONE).await.leads(away);
        let typed = [("contact", "8 900 777-11-22")];
        browser.post(PHONE, &typed).await.leads(away);
        assert!(house.sms().await.is_empty());
        let again = [("login", PASSWORD), ("next", PHONE)];
        let page = browser.post("/cabinet/security/again", &again).await;
        page.leads(PHONE);
        browser
            .post(PHONE, &typed)
            .await
            .leads(&step(PHONE, "present"));
        house.later(SignedDuration::from_mins(29));
        browser.get("/cabinet").await.is(200);
        house.later(SignedDuration::from_mins(2));
        browser.get(&step(PHONE, "present")).await.leads(PHONE);
        browser.get("/cabinet/security/contact/word").await.is(404);
        house.accounts.sweep().await.unwrap();
        assert_eq!(
            house
                .count("select count(*) as n from contact_changes")
                .await,
            0
        );
    }
}
