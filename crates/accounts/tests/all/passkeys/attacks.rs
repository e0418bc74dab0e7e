//! What a thief may try with a passkey.

use data_encoding::BASE64URL_NOPAD as BASE;
use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;
use serde_json::{Value, json};

use super::device::Device;
use super::{ALONE, KEYS, STEP, add, login, options, show, with_key};
use crate::browser::Browser;
use crate::house::House;

type Spoil = fn(&mut Device);

/// What is shown must be ours, verified and whole.
#[tokio::test]
async fn spoiled_answers_open_nothing() {
    let spoils: [(&str, Spoil); 6] = [
        ("another origin", |device| {
            device.origin = "https://okno.example.evil".to_owned()
        }),
        ("another port", |device| {
            device.origin = "https://okno.example:8443".to_owned()
        }),
        ("another name", |device| {
            device.name = "evil.example".to_owned()
        }),
        ("not verified", |device| device.verifies = false),
        ("another owner", |device| device.owner = Some(vec![7; 16])),
        ("no owner", |device| device.owner = None),
    ];
    for engine in ENGINES {
        let house = House::build(engine).await;
        let device = with_key(&house, 0, Level::Confirmed).await;
        for (what, spoil) in spoils {
            let mut browser = house.browser();
            let mut spoiled = device.clone();
            spoiled.counter += 1;
            spoil(&mut spoiled);
            let asked = options(&mut browser, ALONE).await;
            let shown = spoiled.show(&asked);
            let page = browser.post(ALONE, &[("credential", &shown)]).await;
            assert_eq!(page.status.as_u16(), 422, "{what}");
            page.has("Ключ не подошёл");
            browser.get("/cabinet").await.is(303);
        }
        assert_eq!(house.told("account.sign_in_failed").await, spoils.len());
    }
}

fn bent(shown: &Value, part: &str) -> String {
    let mut shown = shown.clone();
    let text = shown["response"][part].as_str().unwrap();
    let mut bytes = BASE.decode(text.as_bytes()).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    shown["response"][part] = json!(BASE.encode(&bytes));
    shown.to_string()
}

#[tokio::test]
async fn tampered_and_meaningless_answers_open_nothing() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let device = with_key(&house, 0, Level::Standard).await;
        let mut browser = house.browser();
        let asked = options(&mut browser, ALONE).await;
        let mut good = device.clone();
        good.counter = 5;
        let shown = good.show_again(&asked);
        let mut made = shown.clone();
        made["response"]["authenticatorData"] = json!("");
        for typed in [
            bent(&shown, "signature"),
            bent(&shown, "authenticatorData"),
            bent(&shown, "clientDataJSON"),
            made.to_string(),
            String::new(),
            "[]".to_owned(),
            "{".repeat(1000),
            "x".repeat(40_000),
        ] {
            let page = browser.post(ALONE, &[("credential", &typed)]).await;
            page.is(422);
            browser.get("/cabinet").await.is(303);
        }
        // The question still stands: whoever asked it may answer rightly.
        let typed = shown.to_string();
        let page = browser.post(ALONE, &[("credential", &typed)]).await;
        page.leads("/cabinet");
    }
}

#[tokio::test]
async fn answer_is_good_once_and_for_its_question_only() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Confirmed).await;
        // Of another session.
        let mut owner = house.browser();
        let asked = options(&mut owner, ALONE).await;
        let shown = device.show(&asked);
        let fields = [("credential", shown.as_str())];
        let mut thief = house.browser();
        thief
            .post(ALONE, &fields)
            .await
            .is(422)
            .has("Нажмите ещё раз");
        options(&mut thief, ALONE).await;
        thief
            .post(ALONE, &fields)
            .await
            .is(422)
            .has("Нажмите ещё раз");
        // From two windows of one session at once: one is in.
        let mut window = house.browser();
        window.cookies = owner.cookies.clone();
        let (one, two) = tokio::join!(owner.post(ALONE, &fields), window.post(ALONE, &fields));
        let mut led = [one.to(), two.to()];
        led.sort_unstable();
        assert_eq!(
            led.iter().filter(|to| **to == "/cabinet").count(),
            1,
            "{led:?}"
        );
        // After it, never.
        thief.post(ALONE, &fields).await.is(422);

        // A question of the second step is none of signing in, and the other way round.
        let mut browser = house.browser();
        browser.post("/login", &login(0)).await.leads(STEP);
        let asked = options(&mut browser, STEP).await;
        let shown = device.show(&asked);
        let page = browser.post(ALONE, &[("credential", &shown)]).await;
        page.is(422).has("Нажмите ещё раз");
        let asked = options(&mut browser, ALONE).await;
        let shown = device.show(&asked);
        let page = browser.post(STEP, &[("credential", &shown)]).await;
        page.is(422).has("Нажмите ещё раз");
        // Five minutes later it is over.
        let asked = options(&mut browser, STEP).await;
        let shown = device.show(&asked);
        house.later(SignedDuration::from_mins(5));
        let page = browser.post(STEP, &[("credential", &shown)]).await;
        page.is(422).has("Нажмите ещё раз");
        show(&mut browser, &mut device, STEP)
            .await
            .leads("/cabinet");
    }
}

#[tokio::test]
async fn anothers_key_is_no_second_step_and_is_not_removed() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut mine = with_key(&house, 0, Level::Confirmed).await;
        let mut theirs = with_key(&house, 1, Level::Confirmed).await;
        // With the password of one and the key of the other.
        let mut browser = house.browser();
        browser.post("/login", &login(0)).await.leads(STEP);
        let asked = options(&mut browser, STEP).await;
        for owner in [theirs.owner.clone(), mine.owner.clone(), None] {
            let mut device = theirs.clone();
            device.owner = owner;
            let shown = device.show(&asked);
            let page = browser.post(STEP, &[("credential", &shown)]).await;
            page.is(422);
        }
        browser.get("/cabinet").await.is(303);
        assert_eq!(house.told("account.second_wrong").await, 3);
        // Wrong ones are counted, and lock nobody out.
        for _ in 0..2 {
            let page = show(&mut browser, &mut theirs, STEP).await;
            page.is(422);
        }
        let page = show(&mut browser, &mut mine, STEP).await;
        page.is(429).has("Слишком много попыток");
        assert_eq!(house.told("account.locked").await, 0);
        house.later(SignedDuration::from_mins(16));
        browser.post("/login", &login(0)).await.leads(STEP);
        show(&mut browser, &mut mine, STEP).await.leads("/cabinet");

        // Their key by its address.
        let mut other = house.browser();
        show(&mut other, &mut theirs, ALONE).await.leads("/cabinet");
        let page = other.get(KEYS).await;
        let link = page.text.split("href=\"/cabinet/security/keys/").nth(1);
        let id = &link.unwrap()[..36];
        let path = format!("{KEYS}/{id}");
        other.get(&path).await.is(200);
        browser.get(&path).await.is(404);
        browser.post(&path, &[("name", "Мой")]).await.is(404);
        browser.post(&format!("{path}/remove"), &[]).await.is(303);
        other.get(&path).await.is(200);
    }
}

#[tokio::test]
async fn copied_key_is_refused_and_its_owner_is_told() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Standard).await;
        let mut copy = device.clone();
        let mut browser = house.browser();
        for _ in 0..3 {
            show(&mut browser, &mut device, ALONE)
                .await
                .leads("/cabinet");
            browser.post("/logout", &[]).await.leads("/");
        }
        house.mail().await;
        let mut thief = house.browser();
        for _ in 0..2 {
            let page = show(&mut thief, &mut copy, ALONE).await;
            page.is(422).has("есть копия");
        }
        thief.get("/cabinet").await.is(303);
        assert_eq!(house.told("account.passkey_copied").await, 2);
        assert!(
            house
                .sms()
                .await
                .last()
                .unwrap()
                .text
                .contains("есть копия")
        );
        let told = house.mail().await;
        assert!(told.last().unwrap().subject.contains("есть копия"));
        show(&mut browser, &mut device, ALONE)
            .await
            .leads("/cabinet");
    }
}

async fn recovered(house: &House, browser: &mut Browser) {
    let typed = [("login", "amina0@pochta.example")];
    browser
        .post("/recover", &typed)
        .await
        .leads("/recover/code");
    let code = house.mail_code().await;
    let page = browser.post("/recover/code", &[("code", &code)]).await;
    page.leads("/recover/password");
    let fields = [("password", "Kasimov#7"), ("repeat", "Kasimov#7")];
    browser.post("/recover/password", &fields).await.leads(STEP);
}

#[tokio::test]
async fn after_a_recovery_no_key_is_added_and_none_opens_alone_for_three_days() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Confirmed).await;
        let mut browser = house.browser();
        recovered(&house, &mut browser).await;
        // What was just proven is asked for in another way: the key, or a code by SMS.
        show(&mut browser, &mut device, STEP)
            .await
            .leads("/cabinet?renewed");
        let page = browser.get("/cabinet/security/keys/new").await;
        page.is(403).has("Настройки пока нельзя менять");
        let asked = options(&mut browser, KEYS).await;
        assert_eq!(asked["go"], "/cabinet/security/keys/new");
        let mut more = Device::new(99);
        // Even with a question that was asked before.
        let page = browser
            .post(KEYS, &[("name", "Ещё"), ("credential", "{}")])
            .await;
        page.is(403);
        // Who was in before may have left a key of their own.
        let mut thief = house.browser();
        let page = show(&mut thief, &mut device, ALONE).await;
        page.is(422).has("Войдите с новым паролем");
        thief.get("/cabinet").await.is(303);
        house.later(SignedDuration::from_hours(72));
        show(&mut browser, &mut device, ALONE)
            .await
            .leads("/cabinet");
        let page = add(&mut browser, &mut more, "Ещё").await;
        page.leads("/cabinet/security/keys?added");
    }
}

#[tokio::test]
async fn closed_account_is_not_opened_by_a_key() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut device = with_key(&house, 0, Level::Standard).await;
        for (state, said) in [
            (
                "update accounts set state = 'locked'",
                "Учётная запись закрыта",
            ),
            (
                "update accounts set state = 'blocked'",
                "Учётная запись заблокирована",
            ),
        ] {
            let mut tx = house.store.db.begin().await.unwrap();
            tx.exec(state, vec![]).await.unwrap();
            tx.commit().await.unwrap();
            let mut browser = house.browser();
            let page = show(&mut browser, &mut device, ALONE).await;
            page.is(422).has(said);
            browser.get("/cabinet").await.is(303);
        }
    }
}

#[tokio::test]
async fn failures_of_one_address_are_limited() {
    let house = House::build(ENGINES[0]).await;
    let mut device = with_key(&house, 0, Level::Standard).await;
    let mut stranger = Device::new(200);
    stranger.owner = device.owner.clone();
    let mut browser = house.browser();
    for _ in 0..30 {
        show(&mut browser, &mut stranger, ALONE).await.is(422);
    }
    let answer = browser.post("/login/passkey/ask", &[]).await;
    answer.is(200).has("Слишком много попыток");
    let page = browser.post(ALONE, &[("credential", "{}")]).await;
    page.is(429).has("Слишком много попыток");
    house.later(SignedDuration::from_mins(16));
    show(&mut browser, &mut device, ALONE)
        .await
        .leads("/cabinet");
}
