//! What attackers try at the door, in numbers.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_accounts::secrets::Hashed;
use okno_store::Engine;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{FORM, House, PASSWORD, person};
use crate::passwords::cheap;

const MAIL: &str = "amina0@pochta.example";

fn login(password: &str) -> [(&str, &str); 2] {
    [("login", MAIL), ("password", password)]
}

/// The browser of somebody signed in, and another with its cookies.
async fn signed_in(house: &House) -> (Browser, Browser) {
    house.account(&person(0), Level::Simplified).await;
    let mut browser = house.browser();
    browser
        .post("/login", &login(PASSWORD))
        .await
        .leads("/cabinet");
    let mut stolen = house.browser();
    stolen.cookies.clone_from(&browser.cookies);
    (browser, stolen)
}

async fn leave(browser: &mut Browser) {
    browser.post("/logout", &[]).await.leads("/");
}

/// An account whose password is hashed at next to no cost, so that thousands of guesses
/// take seconds; the password is «password».
async fn cheap_account(house: &House, hashed: &Hashed) {
    let mut tx = house.store.db.begin().await.unwrap();
    okno_accounts::create(&mut tx, &person(0), hashed, okno_web::Lang::Ru)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn ten_thousand_guesses_open_nothing_and_shut_nobody_out_for_good() {
    let house = House::build(Engine::Sqlite).await;
    cheap_account(&house, &cheap()).await;
    let mut own = house.browser();
    own.ip = "203.0.113.5".to_owned();
    // A wrong one first: a right one would raise the cost of the hash.
    own.post("/login", &login("Password")).await.is(422);
    let (mut judged, mut stopped) = (0, 0);
    for n in 0..10_000 {
        let mut stranger = house.browser();
        stranger.ip = format!("10.{}.{}.7", n / 200, n % 200);
        let guess = format!("Guess-{n}!");
        let page = stranger.post("/login", &login(&guess)).await;
        match page.status.as_u16() {
            422 => judged += 1,
            429 => stopped += 1,
            other => panic!("guess {n}: {other}"),
        }
        if n % 100 == 99 {
            house.later(SignedDuration::from_mins(15));
        }
    }
    assert!(judged <= 501, "five in a quarter of an hour, not {judged}");
    assert_eq!(judged + stopped, 10_000);
    // The wait is a quarter of an hour, whatever went before; the account is as it was.
    house.later(SignedDuration::from_mins(15));
    own.post("/login", &login("password"))
        .await
        .leads("/cabinet");
    let open = "select count(*) as n from accounts where state = 'active'";
    assert_eq!(house.count(open).await, 1);
    assert_eq!(house.told("account.signed_in").await, 1);
    assert_eq!(house.told("account.locked").await, 0);
}

/// The paths of all routes that take a form, as the router's source names them.
fn posts() -> Vec<String> {
    let sources = [
        include_str!("../../src/pages/mod.rs"),
        include_str!("../../src/pages/security/mod.rs"),
        include_str!("../../src/pages/grants.rs"),
    ];
    let mut paths = Vec::new();
    for source in sources {
        for route in source.split(".route(").skip(1) {
            let mut quoted = route.split('"');
            let path = quoted.nth(1).unwrap_or_default();
            let handlers: String = quoted.take(1).collect();
            if path.starts_with('/') && handlers.contains("post(") {
                let path = path
                    .replace("{token}", "0123456789")
                    .replace("{way}", "sms")
                    .replace("{id}", "01a206fd-6700-7a07-85e8-070d3319871b");
                paths.push(path);
            }
        }
    }
    paths
}

#[tokio::test]
async fn no_form_of_another_site_is_taken_anywhere() {
    let house = House::build(Engine::Sqlite).await;
    let mut browser = house.browser();
    house.register(&mut browser, &FORM).await;
    let paths = posts();
    assert!(paths.len() > 35, "only {} routes were found", paths.len());
    for path in ["/login", "/logout", "/cabinet/security/password"] {
        assert!(paths.iter().any(|one| one == path), "{path} was not found");
    }
    for path in &paths {
        for site in ["cross-site", "same-site"] {
            let page = browser.post_from(path, &[("password", "x")], site).await;
            assert_eq!(page.status.as_u16(), 403, "{path} from {site}");
        }
    }
    browser.get("/cabinet").await.is(200);
}

#[tokio::test]
async fn every_cookie_is_for_tls_and_no_neighbour_can_plant_it() {
    let house = House::build(Engine::Sqlite).await;
    let mut browser = house.browser();
    house.register(&mut browser, &FORM).await;
    let mut seen = vec![browser.post("/-/lang", &[("lang", "ru")]).await];
    seen.push(browser.post("/-/view", &[("size", "xl")]).await);
    seen.push(browser.post("/logout", &[]).await);
    let mail = "amina.safina@pochta.example";
    let login = [("login", mail), ("password", PASSWORD)];
    seen.push(browser.post("/login", &login).await);
    let mut other = house.browser();
    seen.push(other.post("/recover", &[("login", mail)]).await);
    seen.push(house.browser().post("/register/simple", &FORM).await);
    let mut names = Vec::new();
    for page in &seen {
        for cookie in page.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let name = cookie.split('=').next().unwrap().to_owned();
            for part in ["; Secure", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(part), "{part} in {cookie}");
            }
            assert!(!cookie.contains("Domain="), "{cookie}");
            let whole = cookie.contains("; Path=/;");
            let prefix = if whole { "__Host-" } else { "__Secure-" };
            assert!(name.starts_with(prefix), "{cookie}");
            names.push(name);
        }
    }
    // Whoever adds a cookie comes by here.
    let kinds = [
        "__Host-okno",
        "__Host-okno_lang",
        "__Host-okno_view",
        "__Secure-okno_device",
        "__Secure-okno_recovery",
        "__Secure-okno_registration",
    ];
    for kind in kinds {
        assert!(names.iter().any(|name| name == kind), "{kind}: {names:?}");
    }
}

#[tokio::test]
async fn two_sign_outs_at_once_end_one_session() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (mut browser, mut stolen) = signed_in(&house).await;
        let mut other = house.browser();
        other.cookies.clone_from(&browser.cookies);
        let (one, two) = tokio::join!(browser.post("/logout", &[]), other.post("/logout", &[]));
        one.leads("/");
        two.leads("/");
        stolen.get("/cabinet").await.leads("/login?next=/cabinet");
    }
}

#[tokio::test]
async fn a_clock_moved_back_makes_nothing_good_again() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (mut browser, mut stolen) = signed_in(&house).await;
        leave(&mut browser).await;
        let mut guesser = house.browser();
        for _ in 0..5 {
            guesser.post("/login", &login("Okno-2020!")).await.is(422);
        }
        guesser.post("/login", &login(PASSWORD)).await.is(429);
        house.later(SignedDuration::from_hours(-2));
        // What was ended stays ended, who has to wait waits.
        stolen.get("/cabinet").await.leads("/login?next=/cabinet");
        guesser.post("/login", &login(PASSWORD)).await.is(429);
        // A browser that knows the account goes in, and its session lives.
        browser
            .post("/login", &login(PASSWORD))
            .await
            .leads("/cabinet");
        browser.get("/cabinet").await.is(200);
        house.later(SignedDuration::from_hours(2));
        house.later(SignedDuration::from_mins(15));
        guesser
            .post("/login", &login(PASSWORD))
            .await
            .leads("/cabinet");
    }
}
