//! Sessions: their token, their life, their cookie.

use axum::http::StatusCode;
use data_encoding::HEXLOWER;
use jiff::SignedDuration;
use okno_store::Engine;
use okno_store::testing::ENGINES;
use uuid::Uuid;

use super::department::BLOCKED;
use super::{Browser, House, houses};

const AMINA: Uuid = Uuid::from_u128(7);

async fn entered(house: &House) -> Browser {
    let mut browser = house.browser();
    let answer = browser.get(&format!("/sign-in/{AMINA}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    browser
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/me").await.text() == AMINA.to_string()
}

fn minutes(house: &House, count: i64) {
    house.store.clock.advance(SignedDuration::from_mins(count));
}

#[tokio::test]
async fn statements_prepare_on_both_engines() {
    for house in houses().await {
        for sql in okno_web::STATEMENTS.iter().flat_map(|list| list.iter()) {
            house.db().prepare(sql).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_store_holds_neither_the_token_nor_what_is_kept() {
    for house in houses().await {
        let mut browser = house.browser();
        browser.post("/note", &[("note", "tainoe-slovo")]).await;
        assert_eq!(browser.get("/note").await.text(), "tainoe-slovo");
        let token = browser.token();
        assert!(token.len() >= 43, "256 bits: {token}");
        let mut raw: Vec<u8> = Vec::new();
        if house.db().engine() == Engine::Sqlite {
            for entry in std::fs::read_dir(&house.store.dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    raw.extend(std::fs::read(path).unwrap());
                }
            }
        } else {
            let sql = "select cast(s.* as text) as n from sessions s";
            for row in house.db().rows(sql, vec![]).await.unwrap() {
                raw.extend(row.get::<String>("n").unwrap().bytes());
            }
        }
        assert!(raw.len() > 100);
        for secret in [token.as_str(), "tainoe-slovo", "127.0.0.1"] {
            for shape in [secret.to_owned(), HEXLOWER.encode(secret.as_bytes())] {
                let found = raw.windows(shape.len()).any(|w| w == shape.as_bytes());
                assert!(!found, "{secret} lies open in the store");
            }
        }
    }
}

#[tokio::test]
async fn signing_in_makes_a_new_token_and_ends_the_old_one() {
    for house in houses().await {
        let mut browser = house.browser();
        browser.post("/note", &[("note", "before")]).await;
        let mut thief = browser.clone();
        browser.get(&format!("/sign-in/{AMINA}")).await;
        assert_ne!(thief.token(), browser.token());
        assert!(is_in(&mut browser).await);
        assert!(
            !is_in(&mut thief).await,
            "a token known from before is worth nothing"
        );
        assert_eq!(thief.get("/note").await.text(), "nothing");
        // Once more, as another person.
        let mut thief = browser.clone();
        browser
            .get(&format!("/sign-in/{}", Uuid::from_u128(8)))
            .await;
        assert!(!is_in(&mut thief).await);
        assert_eq!(house.count("select count(*) as n from sessions").await, 1);
    }
}

#[tokio::test]
async fn half_an_hour_without_a_request_ends_a_session() {
    for house in houses().await {
        let mut browser = entered(&house).await;
        for _ in 0..3 {
            minutes(&house, 29);
            assert!(is_in(&mut browser).await);
        }
        minutes(&house, 31);
        assert!(!is_in(&mut browser).await);
        let answer = browser.get("/cabinet").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.head("location"), "/login?next=/cabinet");
    }
}

#[tokio::test]
async fn twelve_hours_end_a_session_whatever_is_done() {
    for house in houses().await {
        let mut browser = entered(&house).await;
        for _ in 0..35 {
            minutes(&house, 20);
            assert!(is_in(&mut browser).await);
        }
        minutes(&house, 19);
        assert!(is_in(&mut browser).await, "11 h 59 min");
        minutes(&house, 2);
        assert!(!is_in(&mut browser).await, "12 h 1 min");
        assert_eq!(okno_web::session::sweep(house.db()).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn what_an_open_page_asks_by_itself_keeps_no_session_alive() {
    let house = House::plain().await;
    let mut browser = entered(&house).await;
    for _ in 0..3 {
        minutes(&house, 9);
        let answer = browser
            .get_with("/me", &[("sec-fetch-dest", "empty")])
            .await;
        assert_eq!(answer.text(), AMINA.to_string());
    }
    minutes(&house, 4);
    assert!(!is_in(&mut browser).await, "31 minutes without an act");
    // A press of «Остаться» is an act though a script sends it.
    let mut browser = entered(&house).await;
    minutes(&house, 29);
    let stay = [
        ("sec-fetch-dest", "empty"),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = browser.post_with("/-/stay", &[], &stay).await;
    assert_eq!(answer.status, StatusCode::OK);
    minutes(&house, 29);
    assert!(is_in(&mut browser).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    for house in houses().await {
        let mut browser = entered(&house).await;
        let mut old = browser.clone();
        let answer = browser.post("/logout", &[]).await;
        let cookie = answer.head("set-cookie");
        assert!(cookie.starts_with("__Host-okno=;"), "{cookie}");
        assert!(cookie.contains("Max-Age=0"), "{cookie}");
        assert!(browser.token().is_empty());
        assert!(
            !is_in(&mut old).await,
            "the token is dead, not only forgotten"
        );
        assert_eq!(house.count("select count(*) as n from sessions").await, 0);
    }
}

#[tokio::test]
async fn the_other_sessions_of_a_person_can_be_ended() {
    for house in houses().await {
        let mut here = entered(&house).await;
        let mut there = entered(&house).await;
        let mut tx = house.db().begin().await.unwrap();
        let subject = okno_web::Subject::Citizen(AMINA);
        let ended = okno_web::session::end_others(&mut tx, subject, Uuid::nil()).await;
        assert_eq!(ended.unwrap(), 2);
        tx.commit().await.unwrap();
        assert!(!is_in(&mut here).await);
        assert!(!is_in(&mut there).await);
    }
}

#[tokio::test]
async fn a_session_of_one_who_may_not_act_is_nobodys() {
    let house = House::plain().await;
    let mut browser = house.browser();
    browser.get(&format!("/sign-in/{BLOCKED}")).await;
    assert_eq!(browser.get("/me").await.text(), "nobody");
    let answer = browser.get("/cabinet").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let path = format!("/sign-in/{AMINA}");
        let answer = house.browser().get(&path).await;
        let cookie = answer.head("set-cookie");
        assert!(cookie.starts_with("__Host-okno="), "{cookie}");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert_eq!(answer.head("cache-control"), "no-store");
        let hsts = answer.head("strict-transport-security");
        assert!(hsts.starts_with("max-age=63072000"), "{hsts}");
    }
    let plain = |s: &mut okno_web::Settings| s.public_url = "http://127.0.0.1:8080".to_owned();
    let house = House::with(Engine::Sqlite, plain).await;
    let answer = house.browser().get(&format!("/sign-in/{AMINA}")).await;
    let cookie = answer.head("set-cookie");
    assert!(cookie.starts_with("okno="), "{cookie}");
    assert!(!cookie.contains("Secure"), "{cookie}");
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    assert_eq!(answer.head("strict-transport-security"), "");
}

#[tokio::test]
async fn values_are_kept_without_signing_in() {
    for house in houses().await {
        let mut browser = house.browser();
        browser.post("/note", &[("note", "первое")]).await;
        let token = browser.token();
        browser.post("/note", &[("note", "второе")]).await;
        assert_eq!(browser.token(), token, "one session");
        assert_eq!(browser.get("/note").await.text(), "второе");
        browser.post("/note", &[("note", "")]).await;
        assert_eq!(browser.get("/note").await.text(), "nothing");
        assert_eq!(house.browser().get("/note").await.text(), "nothing");
    }
}

#[tokio::test]
async fn a_made_up_token_opens_nothing() {
    let house = House::plain().await;
    for token in ["", "x", "../../etc", "%00", "AAAA' or '1'='1"] {
        let mut browser = house.browser();
        browser
            .jar
            .insert("__Host-okno".to_owned(), token.to_owned());
        assert_eq!(browser.get("/me").await.text(), "nobody");
    }
}
