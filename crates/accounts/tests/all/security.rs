//! «Настройки безопасности».

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{House, PASSWORD, person};

const LOGIN: [(&str, &str); 2] = [("login", "amina0@pochta.example"), ("password", PASSWORD)];
const NEW: &str = "Kasimov#7";
const PATH: &str = "/cabinet/security/password";

async fn signed_in(house: &House) -> Browser {
    let mut browser = house.browser();
    browser.post("/login", &LOGIN).await.leads("/cabinet");
    browser
}

fn fields<'a>(present: &'a str, new: &'a str, again: &'a str) -> [(&'a str, &'a str); 3] {
    [("login", present), ("password", new), ("repeat", again)]
}

#[tokio::test]
async fn password_changes_after_the_present_one_by_the_same_rules() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        house
            .browser()
            .get(PATH)
            .await
            .leads("/login?next=/cabinet/security/password");
        let mut browser = signed_in(&house).await;
        let mut elsewhere = signed_in(&house).await;
        let page = browser.get("/cabinet").await;
        page.is(200).has("Настройки безопасности");
        let page = browser.get("/cabinet/security").await;
        page.is(200).has("Настройки безопасности").has(PATH);
        let page = browser.get(PATH).await;
        page.is(200)
            .has("Текущий пароль")
            .has("Не записывайте пароль на виду");
        for (given, said) in [
            (
                fields("", NEW, NEW),
                "Введите пароль, с которым входите сейчас",
            ),
            (fields("Okno-2020!", NEW, NEW), "Пароль не подошёл"),
            (fields(PASSWORD, "short", "short"), "не хватает"),
            (fields(PASSWORD, NEW, "Kasimov#8"), "Пароли не совпали"),
            (
                fields(PASSWORD, PASSWORD, PASSWORD),
                "Это ваш прежний пароль",
            ),
        ] {
            let page = browser.post(PATH, &given).await;
            page.is(422).has(said).lacks(NEW);
        }
        let page = browser.post(PATH, &fields(PASSWORD, NEW, NEW)).await;
        page.leads("/cabinet/security?password");
        // Here one stays signed in, elsewhere not.
        let page = browser.get("/cabinet/security?password").await;
        page.is(200).has("Пароль изменён");
        elsewhere.get("/cabinet").await.is(303);
        let told = house.sms().await;
        assert!(
            told.last()
                .unwrap()
                .text
                .contains("Пароль в «Окне» изменён")
        );
        house.browser().post("/login", &LOGIN).await.is(422);
        let login = [LOGIN[0], ("password", NEW)];
        house
            .browser()
            .post("/login", &login)
            .await
            .leads("/cabinet");
        assert_eq!(house.told("account.password_changed").await, 1);
    }
}

#[tokio::test]
async fn present_password_is_not_guessed_from_an_open_browser() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = signed_in(&house).await;
        for _ in 0..5 {
            let page = browser.post(PATH, &fields("Okno-2020!", NEW, NEW)).await;
            page.is(422);
        }
        let page = browser.post(PATH, &fields(PASSWORD, NEW, NEW)).await;
        page.is(429).has("Слишком много неверных паролей");
        house.later(SignedDuration::from_mins(16));
        let page = browser.post(PATH, &fields(PASSWORD, NEW, NEW)).await;
        page.leads("/cabinet/security?password");
    }
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_and_all() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        house.account(&person(1), Level::Standard).await;
        let mut here = signed_in(&house).await;
        let mut second = signed_in(&house).await;
        let mut third = signed_in(&house).await;
        let mut stranger = house.browser();
        let theirs = [("login", "amina1@pochta.example"), LOGIN[1]];
        stranger.post("/login", &theirs).await.leads("/cabinet");

        let page = here.get("/cabinet/security").await;
        page.is(200).has("Вы здесь").has("192.0.2.7");
        let mark = "name=\"session\" value=\"";
        let ids: Vec<String> = page
            .text
            .split(mark)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 3, "two others and all others: {ids:?}");
        let leave = "/cabinet/security/leave";
        // Somebody else's session is nobody's to end.
        let page = stranger.post(leave, &[("session", &ids[0])]).await;
        page.leads("/cabinet/security?left");
        assert_eq!(house.told("account.sessions_ended").await, 0);
        here.post(leave, &[("session", "word")]).await.is(400);
        let [one, two] = [&ids[0], &ids[1]].map(|id| [("session", id.as_str())]);
        let (one, two) = tokio::join!(second.post(leave, &two), third.post(leave, &one));
        // Each ended one that may have been the other's; nobody was left in between.
        assert!(one.status.as_u16() < 500 && two.status.as_u16() < 500);
        let page = here.post(leave, &[("session", "others")]).await;
        page.leads("/cabinet/security?left");
        second.get("/cabinet").await.is(303);
        third.get("/cabinet").await.is(303);
        here.get("/cabinet").await.is(200);
        stranger.get("/cabinet").await.is(200);
        let page = here.get("/cabinet/history").await;
        page.is(200).has("Вход закрыт на других устройствах");
    }
}

#[tokio::test]
async fn password_is_asked_for_again_before_a_sensitive_act() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = signed_in(&house).await;
        let switch = "/cabinet/security/switch";
        house.later(SignedDuration::from_mins(16));
        let again = "/cabinet/security/again";
        let page = browser.post(switch, &[("to", "sms-on")]).await;
        page.leads("/cabinet/security/again?next=/cabinet/security/second");
        let page = browser.get("/cabinet/security").await;
        page.is(200).has("Выключена: для входа хватает пароля");
        let page = browser.get(again).await;
        page.is(200).has("Введите пароль ещё раз");
        let next = ("next", "/cabinet/security/second");
        let page = browser.post(again, &[("login", "no"), next]).await;
        page.is(422).has("Пароль не подошёл");
        let page = browser.post(again, &[("login", PASSWORD), next]).await;
        page.leads(next.1);
        // No way out of the portal.
        let out = [("login", PASSWORD), ("next", "//evil.example")];
        browser.post(again, &out).await.leads("/cabinet/security");
        let page = browser.post(switch, &[("to", "sms-on")]).await;
        page.leads("/cabinet/security?on");
        let page = browser.get("/cabinet/security").await;
        page.is(200).has("Включена: код по SMS");
        assert_eq!(house.told("account.second_on").await, 1);
        browser.post("/logout", &[]).await.leads("/");
        browser
            .post("/login", &LOGIN)
            .await
            .leads("/login/step/sms");
    }
}

#[tokio::test]
async fn last_way_of_a_confirmed_account_cannot_be_switched_off() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Confirmed).await;
        let mut browser = house.browser();
        browser
            .post("/login", &LOGIN)
            .await
            .leads("/login/step/sms");
        let code = house.sms_code().await;
        let page = browser.post("/login/step/sms", &[("code", &code)]).await;
        page.leads("/cabinet");
        let page = browser.get("/cabinet/security/second").await;
        page.is(200)
            .has("второй шаг обязателен")
            .has("SMS могут перехватить")
            .lacks("value=\"sms-off\"");
        let switch = "/cabinet/security/switch";
        browser.post(switch, &[("to", "sms-off")]).await.is(303);
        browser.post("/logout", &[]).await.leads("/");
        house.later(SignedDuration::from_mins(2));
        browser
            .post("/login", &LOGIN)
            .await
            .leads("/login/step/sms");
    }
}

#[tokio::test]
async fn new_browser_is_told_of_and_a_known_one_is_not() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = signed_in(&house).await;
        assert!(house.mail().await.is_empty(), "the first one is no news");
        browser.post("/logout", &[]).await.leads("/");
        house.later(SignedDuration::from_hours(1));
        browser.post("/login", &LOGIN).await.leads("/cabinet");
        assert!(house.mail().await.is_empty(), "it is known");
        let mut other = house.browser();
        other.ip = "198.51.100.9".to_owned();
        other.post("/login", &LOGIN).await.leads("/cabinet");
        let told = house.mail().await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].subject, "Вход в «Окно» с нового устройства");
        assert!(told[0].text.contains("198.51.100.9"));
        assert_eq!(told[0].link, "/cabinet/security");
        assert!(house.sms().await.is_empty());
        // No flood of letters, whoever signs in how often.
        signed_in(&house).await;
        assert!(house.mail().await.is_empty());
    }
}
