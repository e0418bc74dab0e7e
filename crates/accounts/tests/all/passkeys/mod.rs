//! Passkeys over HTTP, with a software authenticator.

mod attacks;
mod device;
mod staff;

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::{ENGINES, TestDb};
use serde_json::Value;

use self::device::Device;
use crate::browser::{Browser, Seen};
use crate::house::{House, PASSWORD, person};

const KEYS: &str = "/cabinet/security/keys";
const STEP: &str = "/login/step/passkey";
const ALONE: &str = "/login/passkey";
const SMS: &str = "/login/step/sms";

fn login(n: u32) -> [(&'static str, &'static str); 2] {
    let logins = ["amina0@pochta.example", "amina1@pochta.example"];
    [
        ("login", logins[usize::try_from(n).unwrap()]),
        ("password", PASSWORD),
    ]
}

/// What the script gets before it asks the device.
async fn options(browser: &mut Browser, path: &str) -> Value {
    let answer = browser.post(&format!("{path}/ask"), &[]).await;
    answer.is(200);
    serde_json::from_str(&answer.text).unwrap()
}

async fn add(browser: &mut Browser, device: &mut Device, name: &str) -> Seen {
    let options = options(browser, KEYS).await;
    let made = device.make(&options);
    let fields = [("name", name), ("credential", made.as_str())];
    browser.post(KEYS, &fields).await
}

async fn show(browser: &mut Browser, device: &mut Device, path: &str) -> Seen {
    let options = options(browser, path).await;
    let shown = device.show(&options);
    browser.post(path, &[("credential", &shown)]).await
}

/// The n-th person with a key; signed out.
async fn with_key(house: &House, n: u32, level: Level) -> Device {
    house.account(&person(n), level).await;
    let mut browser = house.browser();
    house.sign_in(&mut browser, n).await;
    let mut device = Device::new(10 + u8::try_from(n).unwrap());
    let page = add(&mut browser, &mut device, "Мой телефон").await;
    page.leads("/cabinet/security/keys?added");
    browser.post("/logout", &[]).await.leads("/");
    house.sms().await;
    house.mail().await;
    house.later(SignedDuration::from_mins(2));
    device
}

async fn steps(store: &TestDb) -> String {
    let row = store.db.row("select steps from accounts", vec![]).await;
    row.unwrap().unwrap().get("steps").unwrap()
}

#[tokio::test]
async fn key_is_added_named_used_and_removed() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = house.browser();
        house.sign_in(&mut browser, 0).await;
        let page = browser.get("/cabinet/security").await;
        page.is(200).has("Ключи доступа").has(KEYS);
        let page = browser.get("/cabinet/security/keys/new").await;
        page.is(200).has("Создать ключ").has("нужны скрипты");

        let mut device = Device::new(7);
        let asked = options(&mut browser, KEYS).await;
        let public = &asked["publicKey"];
        assert_eq!(public["rp"]["id"], "okno.example");
        let selection = &public["authenticatorSelection"];
        assert_eq!(selection["userVerification"], "required");
        assert_eq!(selection["residentKey"], "preferred");
        let made = device.make(&asked);
        let fields = [("name", "Мой телефон"), ("credential", made.as_str())];
        let page = browser.post(KEYS, &fields).await;
        page.leads("/cabinet/security/keys?added");
        let page = browser.get("/cabinet/security/keys?added").await;
        page.is(200)
            .has("Ключ добавлен")
            .has("Мой телефон")
            .has("На одном устройстве")
            .has("Ещё не использован");
        let told = house.mail().await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].subject, "В «Окне» добавлен ключ доступа");
        assert!(told[0].text.contains("192.0.2.7"));
        assert_eq!(steps(&house.store).await, "passkey");
        // The very same answer once more, and the same key for a new question.
        browser.post(KEYS, &fields).await.is(422);
        let page = add(&mut browser, &mut device, "Он же").await;
        page.is(422).has("ваш ключ уже есть");
        let asked = options(&mut browser, KEYS).await;
        let excluded = &asked["publicKey"]["excludeCredentials"];
        assert_eq!(excluded.as_array().unwrap().len(), 1);

        let page = browser.get(KEYS).await;
        let at = page.text.find("/cabinet/security/keys/").unwrap();
        let ids: Vec<&str> = page.text[at..]
            .split("/cabinet/security/keys/")
            .filter_map(|rest| rest.get(..36))
            .filter(|id| id.contains('-') && !id.contains('"'))
            .collect();
        let one = format!("{KEYS}/{}", ids[0]);
        browser.get(&one).await.is(200).has("последний ключ");
        for (name, said) in [(" ", "Назовите ключ"), (&*"я".repeat(41), "40")] {
            browser
                .post(&one, &[("name", name)])
                .await
                .is(422)
                .has(said);
        }
        let page = browser.post(&one, &[("name", "Рабочий")]).await;
        page.leads("/cabinet/security/keys?named");
        browser.get(KEYS).await.is(200).has("Рабочий");
        browser.post("/logout", &[]).await.leads("/");

        show(&mut browser, &mut device, ALONE)
            .await
            .leads("/cabinet");
        browser.get(KEYS).await.is(200).has("Последний вход");
        let page = browser.post(&format!("{one}/remove"), &[]).await;
        page.leads("/cabinet/security/keys?removed");
        browser.get(&one).await.is(404);
        assert_eq!(steps(&house.store).await, "");
        let told = house.mail().await;
        assert!(told.iter().any(|one| one.subject.contains("удалён ключ")));
        let page = browser.get("/cabinet/history").await;
        page.is(200)
            .has("Добавлен ключ доступа")
            .has("Ключ доступа переименован")
            .has("Ключ доступа удалён");
        browser.post("/logout", &[]).await.leads("/");
        let page = show(&mut browser, &mut device, ALONE).await;
        page.is(422).has("Такого ключа у нас нет");
        browser.post("/login", &login(0)).await.leads("/cabinet");
    }
}

#[tokio::test]
async fn key_comes_first_as_the_second_step_and_sms_stays_beside_it() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Confirmed).await;
        let mut browser = house.browser();
        browser.post("/login", &login(0)).await.leads(STEP);
        assert!(house.sms().await.is_empty(), "no code nobody asked for");
        let page = browser.get(STEP).await;
        page.is(200)
            .has("нужны скрипты")
            .has("Получить код по SMS")
            .has("Ввести запасной код");
        let asked = options(&mut browser, STEP).await;
        let allowed = &asked["publicKey"]["allowCredentials"];
        assert_eq!(allowed.as_array().unwrap().len(), 1);
        let shown = device.show(&asked);
        let fields = [("credential", shown.as_str()), ("remember", "yes")];
        browser.post(STEP, &fields).await.leads("/cabinet");
        // Remembered here.
        browser.post("/logout", &[]).await.leads("/");
        browser.post("/login", &login(0)).await.leads("/cabinet");
        // Without the key: another way.
        let mut other = house.browser();
        other.post("/login", &login(0)).await.leads(STEP);
        other.get(SMS).await.is(200);
        other.post(SMS, &[("again", "1")]).await;
        let code = house.sms_code().await;
        other.post(SMS, &[("code", &code)]).await.leads("/cabinet");
        let page = other.get("/cabinet/security").await;
        page.is(200).has("Включена: ключ доступа").has("1 ключ");
    }
}

#[tokio::test]
async fn key_alone_signs_in_where_a_second_step_is_demanded() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Confirmed).await;
        house.later(SignedDuration::from_mins(10));
        let mut browser = house.browser();
        browser
            .get("/login")
            .await
            .is(200)
            .has("data-passkey=\"/login/passkey/ask\"");
        let asked = options(&mut browser, ALONE).await;
        assert_eq!(asked["publicKey"]["userVerification"], "required");
        let allowed = &asked["publicKey"]["allowCredentials"];
        assert!(
            allowed.as_array().unwrap().is_empty(),
            "whose, the key says"
        );
        let shown = device.show(&asked);
        let fields = [("credential", shown.as_str()), ("next", "/applications")];
        browser.post(ALONE, &fields).await.leads("/applications");
        browser.get("/cabinet").await.is(200);
        assert!(house.sms().await.is_empty());
        // A browser not seen before is told of, as with a password.
        let told = house.mail().await;
        assert_eq!(
            told.last().unwrap().subject,
            "Вход в «Окно» с нового устройства"
        );
        // Out of the portal it does not lead.
        let mut other = house.browser();
        let asked = options(&mut other, ALONE).await;
        let shown = device.show(&asked);
        let fields = [("credential", shown.as_str()), ("next", "//evil.example")];
        other.post(ALONE, &fields).await.leads("/cabinet");
    }
}

#[tokio::test]
async fn key_stands_for_the_password_before_a_sensitive_act() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Standard).await;
        let mut browser = house.browser();
        show(&mut browser, &mut device, ALONE)
            .await
            .leads("/cabinet");
        house.later(SignedDuration::from_mins(16));
        let new = "/cabinet/security/keys/new";
        let again = "/cabinet/security/again";
        let to = format!("{again}?next={new}");
        browser.get(new).await.leads(&to);
        let asked = options(&mut browser, KEYS).await;
        assert_eq!(asked["go"], new, "no challenge before the password");
        browser.get(&to).await.is(200).has("Показать ключ доступа");
        let asked = options(&mut browser, again).await;
        let shown = device.show(&asked);
        let fields = [("credential", shown.as_str()), ("next", new)];
        let path = "/cabinet/security/again/passkey";
        browser.post(path, &fields).await.leads(new);
        // Once.
        browser
            .post(path, &fields)
            .await
            .is(422)
            .has("Нажмите ещё раз");
        browser.get(new).await.is(200);
        assert_eq!(house.told("account.proved_by_key").await, 1);
    }
}

#[tokio::test]
async fn twenty_keys_are_enough() {
    let house = House::build(ENGINES[0]).await;
    house.account(&person(0), Level::Standard).await;
    let mut browser = house.browser();
    house.sign_in(&mut browser, 0).await;
    for n in 1..=20 {
        let page = add(&mut browser, &mut Device::new(n), "Ключ").await;
        page.leads("/cabinet/security/keys?added");
    }
    let page = browser.get(KEYS).await;
    page.is(200).lacks("Добавить ключ");
    let asked = options(&mut browser, KEYS).await;
    assert_eq!(asked["go"], KEYS);
    assert_eq!(house.count("select count(*) as n from passkeys").await, 20);
}

#[tokio::test]
async fn keys_are_offered_where_browsers_have_them() {
    for (url, has) in [
        ("https://okno.example", true),
        ("http://localhost:8080", true),
        ("http://127.0.0.1:8080", false),
        ("http://okno.example", false),
        ("https://192.0.2.1", false),
    ] {
        let house = House::build_at(ENGINES[0], url).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = house.browser();
        let page = browser.get("/login").await;
        assert_eq!(page.text.contains("data-passkey"), has, "{url}");
        house.sign_in(&mut browser, 0).await;
        let page = browser.get("/cabinet/security").await;
        assert_eq!(page.text.contains(KEYS), has, "{url}");
        let status = if has { 200 } else { 404 };
        browser.get(KEYS).await.is(status);
        browser
            .post("/cabinet/security/keys/ask", &[])
            .await
            .is(status);
        browser.post("/login/passkey/ask", &[]).await.is(status);
    }
}
