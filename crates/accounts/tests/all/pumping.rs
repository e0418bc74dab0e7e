//! Whoever earns by SMS has one number after another sent a code (SMS pumping). There is a
//! bound for a range of numbers and one for all strangers together; whoever is known gets
//! their codes all the same.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::Seen;
use crate::house::{FORM, House, PASSWORD, person, with};

/// A stranger from a network of their own who wants a code sent to this number.
async fn asks(house: &House, n: u32, phone: &str) -> Seen {
    let mut stranger = house.browser();
    stranger.ip = format!("10.{}.{}.7", n / 200, n % 200);
    let mail = format!("stranger{n}@pochta.example");
    let form = with(&FORM, &[("phone", phone), ("email", &mail)]);
    stranger.post("/register/simple", &form).await
}

#[tokio::test]
async fn strangers_have_no_range_of_numbers_called() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for n in 0..100 {
            let phone = format!("+7 900 777-4{}-{:02}", n / 100, n % 100);
            let page = asks(&house, n, &phone).await;
            page.leads("/register/simple/phone");
        }
        assert_eq!(house.sms().await.len(), 100);
        asks(&house, 100, "+7 900 777-41-00").await.is(429);
        asks(&house, 101, "+7 900 777-99-00")
            .await
            .leads("/register/simple/phone");
        // The hundred and first of the thousand, in the same hour.
        asks(&house, 102, "+7 900 777-44-44").await.is(429);
        assert_eq!(house.sms().await.len(), 1);
        house.later(SignedDuration::from_hours(1));
        asks(&house, 103, "+7 900 777-44-44")
            .await
            .leads("/register/simple/phone");
    }
}

#[tokio::test]
async fn a_flood_of_strangers_takes_no_code_from_who_is_known() {
    for engine in ENGINES {
        let house = House::build_sparing(engine, 5).await;
        house.account(&person(0), Level::Confirmed).await;
        // One of each range: a fiftieth is one here.
        for n in 0..5 {
            let phone = format!("+7 900 77{n}-40-01");
            asks(&house, n, &phone)
                .await
                .leads("/register/simple/phone");
        }
        asks(&house, 6, "+7 900 779-40-01").await.is(429);
        // Forgetting a password is open to strangers too.
        let mut stranger = house.browser();
        stranger.ip = "10.9.9.9".to_owned();
        let lost = [("login", "+79005550147")];
        stranger.post("/recover", &lost).await.is(429);
        // By e-mail nobody earns.
        let lost = [("login", "amina0@pochta.example")];
        stranger
            .post("/recover", &lost)
            .await
            .leads("/recover/code");
        house.sms().await;
        // A password comes before this code.
        let mut own = house.browser();
        let fields = [("login", "amina0@pochta.example"), ("password", PASSWORD)];
        own.post("/login", &fields).await.leads("/login/step/sms");
        assert_eq!(house.sms().await.len(), 1);
    }
}
