//! The codes of a registration and their limits.

use super::*;
use crate::house::code_in;

#[tokio::test]
async fn five_wrong_codes_lock_for_a_quarter_of_an_hour() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        browser.post("/register/simple", &FORM).await;
        let code = house.sms_code().await;
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let page = browser
            .post("/register/simple/phone", &[("code", "12345")])
            .await;
        page.is(422).has("В коде 6 цифр");
        for left in [
            "осталось 4 попытки",
            "осталось 3",
            "осталось 2",
            "осталась 1 попытка",
        ] {
            let page = browser
                .post("/register/simple/phone", &[("code", wrong)])
                .await;
            page.is(422).has("Код не подошёл").has(left);
        }
        let page = browser
            .post("/register/simple/phone", &[("code", wrong)])
            .await;
        page.is(422)
            .has("Код ввели неверно 5 раз")
            .has("после 09:15");
        let page = browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        page.is(422).has("Код ввели неверно 5 раз");
        assert_eq!(house.told("code.wrong").await, 5);
        house.later(SignedDuration::from_mins(2));
        let page = browser
            .post("/register/simple/phone", &[("again", "1")])
            .await;
        page.is(429).has("после 09:15");
        house.later(SignedDuration::from_mins(14));
        let page = browser
            .post("/register/simple/phone", &[("again", "1")])
            .await;
        page.leads("/register/simple/phone?again");
        let code = house.sms_code().await;
        let page = browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        page.leads("/register/simple/email");
    }
}

#[tokio::test]
async fn a_code_runs_out_after_five_minutes() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        browser.post("/register/simple", &FORM).await;
        let code = house.sms_code().await;
        house.later(SignedDuration::from_secs(300));
        let page = browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        page.is(422).has("Срок кода вышел");
        browser
            .get("/register/simple/email")
            .await
            .leads("/register/simple/phone");
    }
}

#[tokio::test]
async fn a_new_code_after_a_minute_makes_the_old_one_worthless() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        browser.post("/register/simple", &FORM).await;
        let old = house.sms_code().await;
        house.later(SignedDuration::from_secs(59));
        let page = browser
            .post("/register/simple/phone", &[("again", "1")])
            .await;
        page.is(429).has("Новый код можно запросить после 09:01");
        assert!(house.sms().await.is_empty());
        house.later(SignedDuration::from_secs(1));
        let page = browser
            .post("/register/simple/phone", &[("again", "1")])
            .await;
        page.leads("/register/simple/phone?again");
        browser
            .get("/register/simple/phone?again")
            .await
            .is(200)
            .has("Отправили новый код");
        let new = house.sms_code().await;
        if old != new {
            let page = browser
                .post("/register/simple/phone", &[("code", &old)])
                .await;
            page.is(422).has("Код не подошёл");
        }
        let page = browser
            .post("/register/simple/phone", &[("code", &new)])
            .await;
        page.leads("/register/simple/email");
    }
}

#[tokio::test]
async fn codes_to_one_phone_are_limited_whoever_asks() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for n in 0..6 {
            let mut browser = house.browser();
            browser.ip = format!("192.0.2.{n}");
            browser
                .post("/register/simple", &FORM)
                .await
                .leads("/register/simple/phone");
        }
        let page = house.browser().post("/register/simple", &FORM).await;
        page.is(429)
            .has("Сюда уже отправили несколько кодов")
            .has("value=\"Сафина\"");
        assert_eq!(house.sms().await.len(), 6);
    }
}

#[tokio::test]
async fn codes_to_one_phone_are_limited_by_the_day_too() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for n in 0..12 {
            let mut browser = house.browser();
            browser.ip = format!("192.0.2.{n}");
            let page = browser.post("/register/simple", &FORM).await;
            page.leads("/register/simple/phone");
            // Three an hour: the limit of the hour is not met.
            house.later(SignedDuration::from_mins(20));
        }
        let page = house.browser().post("/register/simple", &FORM).await;
        page.is(429);
        house.later(SignedDuration::from_hours(24));
        let page = house.browser().post("/register/simple", &FORM).await;
        page.leads("/register/simple/phone");
    }
}

#[tokio::test]
async fn codes_from_one_address_are_limited() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    let mut stopped = false;
    for n in 0..61 {
        let mut browser = house.browser();
        let phone = format!("+7 900 555 {:04}", 1000 + n);
        let page = browser
            .post("/register/simple", &with(&FORM, &[("phone", &phone)]))
            .await;
        stopped = page.status == 429;
        assert_eq!(stopped, n == 60, "{n}");
    }
    assert!(stopped);
}

#[tokio::test]
async fn a_refused_sms_is_told_on_the_page() {
    use axum::http::StatusCode;
    let house = House::build(okno_store::Engine::Sqlite).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let refusing = axum::Router::new().fallback(|| async { StatusCode::BAD_REQUEST });
    tokio::spawn(async move { axum::serve(listener, refusing).await });
    let settings = okno_gateways::Settings {
        sms_url: url,
        ..Default::default()
    };
    let gateways = okno_gateways::Gateways::new(settings, house.store.db.clock_arc()).unwrap();
    let notifications = okno_notifications::Notifications::new(house.portal.clone(), gateways);
    let mut worker = okno_store::Worker::new(house.store.db.clone());
    notifications.register_jobs(&mut worker);
    let mut browser = house.browser();
    browser.post("/register/simple", &FORM).await;
    browser
        .get("/register/simple/phone")
        .await
        .is(200)
        .lacks("Оператор не принял");
    worker.drain().await.unwrap();
    let page = browser.get("/register/simple/phone").await;
    page.is(200)
        .has("Оператор не принял сообщение: проверьте номер");
}

#[tokio::test]
async fn a_call_says_a_new_code_when_no_sms_comes() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let path = "/register/simple/phone";
        browser.post("/register/simple", &FORM).await;
        let old = house.sms_code().await;
        browser
            .get(path)
            .await
            .has("Проверьте, верно ли указан номер и есть ли связь")
            .has("Позвонить и назвать код");
        // The same minute as for another SMS.
        let page = browser.post(path, &[("again", "call")]).await;
        page.is(429).has("Новый код можно запросить после 09:01");
        house.later(SignedDuration::from_secs(60));
        browser
            .post(path, &[("again", "call")])
            .await
            .leads("/register/simple/phone?called");
        browser
            .get("/register/simple/phone?called")
            .await
            .is(200)
            .has("Звоним вам")
            .has("Робот назовёт новый код");
        assert!(house.sms().await.is_empty());
        let said = house.calls().await.pop().expect("no call");
        assert_eq!(said.to, "+79005550147");
        let new = code_in(&said);
        assert!(
            said.text
                .contains(&format!("{}, {}", &new[..1], &new[1..2]))
        );
        if old != new {
            let page = browser.post(path, &[("code", &old)]).await;
            page.is(422).has("Код не подошёл");
        }
        let page = browser.post(path, &[("code", &new)]).await;
        page.leads("/register/simple/email");
        // A letter is not called.
        house.later(SignedDuration::from_secs(60));
        browser
            .post("/register/simple/email", &[("again", "call")])
            .await
            .leads("/register/simple/email?again");
        assert!(house.calls().await.is_empty());
        assert!(!house.mail().await.is_empty());
    }
}
