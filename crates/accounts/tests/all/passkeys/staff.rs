//! Passkeys of officials: in place of the app's code, never of the password.

use jiff::SignedDuration;
use okno_store::testing::ENGINES;

use super::device::Device;
use super::{ALONE, options, show};
use crate::browser::Browser;
use crate::house::{House, app_code};
use crate::staff::{LOGIN, set_up};

const KEYS: &str = "/work/keys";
const STEP: &str = "/work/login/key";

async fn add(browser: &mut Browser, device: &mut Device) {
    let asked = options(browser, KEYS).await;
    let made = device.make(&asked);
    let fields = [("name", "Ключ на работе"), ("credential", made.as_str())];
    let page = browser.post(KEYS, &fields).await;
    page.leads("/work/keys?added");
}

#[tokio::test]
async fn officials_key_takes_the_place_of_the_code_and_not_of_the_password() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "operator").await;
        let mut browser = house.browser();
        browser.get(KEYS).await.leads("/work/login?next=/work/keys");
        let secret = set_up(&house, &mut browser, "/centre").await;
        browser.get(KEYS).await.is(200).has("Создать ключ");
        let mut device = Device::new(5);
        add(&mut browser, &mut device).await;
        browser.get(KEYS).await.is(200).has("Ключ на работе");
        browser.post("/logout", &[]).await.leads("/work/login");

        browser.post("/work/login", &LOGIN).await.leads(STEP);
        let page = browser.get(STEP).await;
        page.is(200).has("нужны скрипты").has("/work/login/code");
        let asked = options(&mut browser, STEP).await;
        let shown = device.show(&asked);
        let fields = [("credential", shown.as_str())];
        // Not verified by a finger: no.
        let mut careless = device.clone();
        careless.verifies = false;
        let not = careless.show(&asked);
        browser.post(STEP, &[("credential", &not)]).await.is(422);
        let mut window = house.browser();
        window.cookies = browser.cookies.clone();
        let (one, two) = tokio::join!(browser.post(STEP, &fields), window.post(STEP, &fields));
        let led = [one.to(), two.to()];
        assert_eq!(led.iter().filter(|to| **to == "/centre").count(), 1);
        assert_eq!(house.told("staff.signed_in").await, 2);

        // Alone it opens nothing: neither the workplace nor a cabinet.
        let mut other = house.browser();
        let page = show(&mut other, &mut device, ALONE).await;
        page.is(422).has("Такого ключа у нас нет");
        other.get(KEYS).await.leads("/work/login?next=/work/keys");
        other
            .post("/work/login/key/ask", &[])
            .await
            .is(200)
            .has("\"go\"");
        other.post(STEP, &fields).await.leads("/work/login");
        // The code is still good.
        house.later(SignedDuration::from_mins(2));
        other.post("/work/login", &LOGIN).await.leads(STEP);
        let code = app_code(&house, &secret);
        let page = other.post("/work/login/code", &[("code", &code)]).await;
        page.leads("/centre");
        // A key is added only to whoever has just signed in.
        house.later(SignedDuration::from_mins(16));
        other.get(KEYS).await.is(200).has("Выйдите и войдите снова");
        assert_eq!(options(&mut other, KEYS).await["go"], KEYS);
        let page = other.get(KEYS).await;
        let mark = "name=\"key\" value=\"";
        let at = page.text.find(mark).unwrap() + mark.len();
        let id = page.text[at..at + 36].to_owned();
        let page = other.post("/work/keys/remove", &[("key", &id)]).await;
        page.leads("/work/keys?removed");
        other.post("/logout", &[]).await.leads("/work/login");
        let page = other.post("/work/login", &LOGIN).await;
        page.leads("/work/login/code");
        for act in ["staff.key_added", "staff.key_removed"] {
            assert_eq!(house.told(act).await, 1, "{act}");
        }
    }
}

#[tokio::test]
async fn officials_copied_and_foreign_keys_are_refused_within_the_limit_of_codes() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "operator").await;
        let mut browser = house.browser();
        set_up(&house, &mut browser, "/centre").await;
        let mut device = Device::new(5);
        add(&mut browser, &mut device).await;
        let mut copy = device.clone();
        browser.post("/logout", &[]).await.leads("/work/login");
        browser.post("/work/login", &LOGIN).await.leads(STEP);
        show(&mut browser, &mut device, STEP).await.leads("/centre");

        let mut thief = house.browser();
        thief.post("/work/login", &LOGIN).await.leads(STEP);
        let page = show(&mut thief, &mut copy, STEP).await;
        page.is(422).has("есть копия");
        assert_eq!(house.told("staff.key_copied").await, 1);
        let mut foreign = Device::new(77);
        foreign.owner = device.owner.clone();
        for _ in 0..4 {
            show(&mut thief, &mut foreign, STEP).await.is(422);
        }
        let page = show(&mut thief, &mut device, STEP).await;
        page.is(429).has("Слишком много попыток");
        assert_eq!(house.told("staff.key_wrong").await, 4);
    }
}
