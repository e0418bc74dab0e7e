//! Officials sign in with a second factor.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{House, PASSWORD, app_code, app_secret, person};

pub const LOGIN: [(&str, &str); 2] = [("login", "Hakimov"), ("password", PASSWORD)];

/// Sets the second factor up and signs in; gives the secret of the page.
pub async fn set_up(house: &House, browser: &mut Browser, to: &str) -> Vec<u8> {
    browser
        .post("/work/login", &LOGIN)
        .await
        .leads("/work/login/setup");
    let page = browser.get("/work/login/setup").await;
    page.is(200)
        .has("Настройте второй фактор")
        .has("<svg")
        .has("role=\"img\"");
    let (shown, secret) = app_secret(&page);
    browser
        .post("/work/login/setup", &[("code", "")])
        .await
        .is(422);
    let good = app_code(house, &secret);
    let wrong = if good == "000000" { "111111" } else { "000000" };
    let page = browser.post("/work/login/setup", &[("code", wrong)]).await;
    page.is(422).has("Код не подошёл").has(&shown[..4]);
    browser
        .post("/work/login/setup", &[("code", &good)])
        .await
        .leads(to);
    secret
}

#[tokio::test]
async fn second_factor_is_set_up_at_the_first_sign_in_and_asked_at_each() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "operator").await;
        let mut browser = house.browser();
        browser
            .get("/work/login")
            .await
            .is(200)
            .has("Вход для сотрудников");
        // The password alone opens nothing.
        let secret = set_up(&house, &mut browser, "/centre").await;
        browser.get("/work/login").await.leads("/centre");
        browser.get("/cabinet").await.leads("/login?next=/cabinet");
        browser.post("/logout", &[]).await.leads("/work/login");

        house.later(SignedDuration::from_secs(60));
        browser
            .post("/work/login", &LOGIN)
            .await
            .leads("/work/login/code");
        browser
            .get("/work/login/code")
            .await
            .is(200)
            .has("Код из приложения");
        browser
            .get("/work/login/setup")
            .await
            .leads("/work/login/code");
        let good = app_code(&house, &secret);
        let spaced = format!("{} {}", &good[..3], &good[3..]);
        browser
            .post("/work/login/code", &[("code", &spaced)])
            .await
            .leads("/centre");
        assert_eq!(house.told("staff.signed_in").await, 2);
        assert_eq!(house.told("staff.factor_set").await, 1);
    }
}

#[tokio::test]
async fn a_code_of_the_second_factor_works_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "officer").await;
        let mut browser = house.browser();
        let secret = set_up(&house, &mut browser, "/work").await;
        // The one just used to set up.
        let used = app_code(&house, &secret);
        let mut other = house.browser();
        other
            .post("/work/login", &LOGIN)
            .await
            .leads("/work/login/code");
        let page = other.post("/work/login/code", &[("code", &used)]).await;
        page.is(422).has("каждый работает один раз");
        // The next within the tolerance, from two windows at once.
        house.later(SignedDuration::from_secs(30));
        let next = app_code(&house, &secret);
        let mut third = house.browser();
        third.cookies = other.cookies.clone();
        let fields = [("code", next.as_str())];
        let (a, b) = tokio::join!(
            other.post("/work/login/code", &fields),
            third.post("/work/login/code", &fields)
        );
        assert_eq!(
            [a.status, b.status]
                .iter()
                .filter(|s| s.as_u16() == 303)
                .count()
                - usize::from([a.to(), b.to()].contains(&"/work/login")),
            1
        );
    }
}

#[tokio::test]
async fn wrong_codes_of_the_second_factor_are_limited_and_recorded() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "admin").await;
        let mut browser = house.browser();
        let secret = set_up(&house, &mut browser, "/admin").await;
        let mut other = house.browser();
        other
            .post("/work/login", &LOGIN)
            .await
            .leads("/work/login/code");
        house.later(SignedDuration::from_secs(60));
        let good = app_code(&house, &secret);
        let wrong = if good == "000000" { "111111" } else { "000000" };
        for _ in 0..5 {
            other
                .post("/work/login/code", &[("code", wrong)])
                .await
                .is(422);
        }
        let page = other.post("/work/login/code", &[("code", &good)]).await;
        page.is(429).has("Слишком много неверных кодов");
        assert_eq!(house.told("staff.code_wrong").await, 6, "one at the setup");
    }
}

#[tokio::test]
async fn passwords_of_officials_are_limited_and_half_a_sign_in_runs_out() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "operator").await;
        let mut browser = house.browser();
        for _ in 0..5 {
            let page = browser.post("/work/login", &[("login", "hakimov"), ("password", "no")]);
            page.await.is(422).has("Логин или пароль не подошли");
        }
        browser.post("/work/login", &LOGIN).await.is(429);
        assert_eq!(house.told("staff.sign_in_failed").await, 5);
        house.later(SignedDuration::from_mins(15));
        browser
            .post("/work/login", &LOGIN)
            .await
            .leads("/work/login/setup");
        house.later(SignedDuration::from_mins(11));
        browser.get("/work/login/setup").await.leads("/work/login");
        // An official is no citizen: the other door does not know them.
        let page = browser.post("/login", &LOGIN).await;
        page.is(422);
    }
}

#[tokio::test]
async fn a_list_reads_its_people_together() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut ids = Vec::new();
        for n in 0..17 {
            ids.push(house.account(&person(n), Level::Simplified).await.id);
        }
        let stranger = house.store.db.new_id();
        // Some are on the list twice, one is nobody's.
        let asked = ids.iter().copied().chain([ids[0], stranger]);
        let found = okno_accounts::find_several(&house.store.db, asked)
            .await
            .unwrap();
        assert_eq!(found.len(), ids.len());
        for (n, id) in (0..).zip(&ids) {
            let (account, listed) = &found[id];
            assert_eq!(account.id, *id);
            assert_eq!(listed.phone, person(n).phone);
            assert_eq!(listed.listed(), "Сафина\u{a0}А.\u{a0}Р.");
        }
        let none = okno_accounts::find_several(&house.store.db, []).await;
        assert!(none.unwrap().is_empty());
    }
}
