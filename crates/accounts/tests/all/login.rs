//! Signing in, staying, leaving.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::Engine;
use okno_store::testing::ENGINES;

use crate::house::{FORM, House, PASSWORD, person, whole_person};

fn login<'a>(login: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("login", login), ("password", password), ("next", "")]
}

#[tokio::test]
async fn sign_in_by_phone_mail_or_snils() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let known = whole_person(1);
        house.account(&known, Level::Standard).await;
        let snils = known.snils.as_ref().unwrap();
        for typed in [
            "8 (900) 555-01-48",
            "+79005550148",
            "Amina1@POCHTA.example",
            snils.as_str(),
            &snils.shown(),
        ] {
            let mut browser = house.browser();
            browser.get("/cabinet").await.leads("/login?next=/cabinet");
            let page = browser.get("/login").await;
            page.is(200)
                .has("Логин/Электронная почта")
                .has("Пароль")
                .has("Забыли пароль?");
            browser
                .post("/login", &login(typed, PASSWORD))
                .await
                .leads("/cabinet");
            browser
                .get("/cabinet")
                .await
                .is(200)
                .has("Стандартная учетная запись");
        }
        assert_eq!(house.told("account.signed_in").await, 5);
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_look_the_same() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mut pages = Vec::new();
        for typed in ["amina0@pochta.example", "nobody@pochta.example"] {
            let page = house
                .browser()
                .post("/login", &login(typed, "Okno-2020!"))
                .await;
            page.is(422)
                .has("Логин или пароль не подошли")
                .has("Осталось 4 попытки");
            page.has("href=\"/recover\">Забыли пароль?</a>");
            page.lacks("Okno-2020!");
            pages.push(page.text.replace(typed, "LOGIN"));
        }
        assert_eq!(pages[0], pages[1]);
        assert_eq!(
            house.told("account.sign_in_failed").await,
            2,
            "both are recorded"
        );
        let page = house
            .browser()
            .post("/login", &login("что-то", "Okno-2020!"))
            .await;
        page.is(422)
            .has("Логин или пароль не подошли")
            .has("value=\"что-то\"");
    }
}

#[tokio::test]
async fn an_unknown_login_takes_as_long_as_a_wrong_password() {
    let house = House::build(Engine::Sqlite).await;
    let mut times = [Vec::new(), Vec::new()];
    for n in 0..12 {
        house.account(&person(n), Level::Simplified).await;
        for (i, typed) in [
            format!("amina{n}@pochta.example"),
            format!("no{n}@pochta.example"),
        ]
        .iter()
        .enumerate()
        {
            let mut browser = house.browser();
            browser.ip = format!("192.0.2.{n}");
            let began = Instant::now();
            browser
                .post("/login", &login(typed, "Okno-2020!"))
                .await
                .is(422);
            times[i].push(began.elapsed());
        }
    }
    let [mut known, mut unknown] = times;
    known.sort();
    unknown.sort();
    let (a, b) = (known[6].as_secs_f64(), unknown[6].as_secs_f64());
    assert!(
        known[6] > Duration::from_millis(2),
        "a password is really hashed"
    );
    // Without a decoy the unknown one would take a tenth.
    assert!((0.6..1.7).contains(&(a / b)), "medians {a} and {b}");
}

#[tokio::test]
async fn five_failures_close_a_login_for_a_while() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mut browser = house.browser();
        let mail = "amina0@pochta.example";
        for n in 0..5 {
            browser.ip = format!("192.0.2.{n}");
            browser
                .post("/login", &login(mail, "Okno-2020!"))
                .await
                .is(422);
        }
        let page = browser.post("/login", &login(mail, PASSWORD)).await;
        page.is(429)
            .has("Слишком много неверных попыток")
            .has("восстановите пароль");
        // So is a login that nobody has.
        for n in 0..6 {
            let page = browser
                .post("/login", &login("no@pochta.example", PASSWORD))
                .await;
            page.is(if n < 5 { 422 } else { 429 });
        }
        house.later(SignedDuration::from_mins(15));
        browser
            .post("/login", &login(mail, PASSWORD))
            .await
            .leads("/cabinet");
        // A success forgets the failures before it.
        let mut browser = house.browser();
        for _ in 0..4 {
            browser
                .post("/login", &login(mail, "Okno-2020!"))
                .await
                .is(422);
        }
        browser
            .post("/login", &login(mail, PASSWORD))
            .await
            .leads("/cabinet");
        let mut browser = house.browser();
        browser
            .post("/login", &login(mail, "no"))
            .await
            .is(422)
            .has("Осталось 4 попытки");
    }
}

#[tokio::test]
async fn guesses_from_everywhere_do_not_shut_a_known_browser_out() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mail = "amina0@pochta.example";
        let mut own = house.browser();
        own.ip = "203.0.113.5".to_owned();
        own.post("/login", &login(mail, PASSWORD))
            .await
            .leads("/cabinet");
        own.post("/logout", &[]).await.leads("/");
        // Somebody guesses day and night, each time from another address.
        for hour in 0..3 {
            for n in 0..6 {
                let mut stranger = house.browser();
                stranger.ip = format!("192.0.2.{}", hour * 10 + n);
                let page = stranger.post("/login", &login(mail, "Okno-2020!")).await;
                page.is(if n < 5 { 422 } else { 429 });
            }
            let mut elsewhere = house.browser();
            elsewhere.ip = "203.0.113.6".to_owned();
            elsewhere
                .post("/login", &login(mail, PASSWORD))
                .await
                .is(429);
            own.post("/login", &login(mail, PASSWORD))
                .await
                .leads("/cabinet");
            own.post("/logout", &[]).await.leads("/");
            house.later(SignedDuration::from_mins(15));
        }
        // That browser has a limit of its own, and opens no other account by it.
        for n in 0..6 {
            let page = own.post("/login", &login(mail, "Okno-2020!")).await;
            page.is(if n < 5 { 422 } else { 429 });
        }
        own.post("/login", &login(mail, PASSWORD)).await.is(429);
    }
}

#[tokio::test]
async fn a_network_of_ipv6_counts_as_one_address() {
    let house = House::build(Engine::Sqlite).await;
    house.account(&person(0), Level::Simplified).await;
    let mut browser = house.browser();
    for n in 0..30 {
        browser.ip = format!("2001:db8:1:2:{n:x}::{n:x}");
        browser
            .post("/login", &login(&format!("no{n}@pochta.example"), "no"))
            .await
            .is(422);
    }
    let right = login("amina0@pochta.example", PASSWORD);
    browser.ip = "2001:db8:1:2:ffff::1".to_owned();
    browser.post("/login", &right).await.is(429);
    browser.ip = "2001:db8:1:3::1".to_owned();
    browser.post("/login", &right).await.leads("/cabinet");
}

#[tokio::test]
async fn tries_at_once_do_not_get_past_the_limit() {
    let house = House::build(Engine::Sqlite).await;
    house.account(&person(0), Level::Simplified).await;
    let tries = (0..12).map(|_| {
        let mut browser = house.browser();
        async move {
            browser
                .post("/login", &login("amina0@pochta.example", "no"))
                .await
                .status
        }
    });
    let seen = futures::future::join_all(tries).await;
    assert_eq!(
        seen.iter().filter(|status| status.as_u16() == 422).count(),
        5
    );
}

#[tokio::test]
async fn thirty_failures_close_an_address_for_a_while() {
    let house = House::build(Engine::Sqlite).await;
    house.account(&person(0), Level::Simplified).await;
    let mut browser = house.browser();
    for n in 0..30 {
        browser
            .post("/login", &login(&format!("no{n}@pochta.example"), "no"))
            .await
            .is(422);
    }
    browser
        .post("/login", &login("amina0@pochta.example", PASSWORD))
        .await
        .is(429);
    browser.ip = "203.0.113.1".to_owned();
    browser
        .post("/login", &login("amina0@pochta.example", PASSWORD))
        .await
        .leads("/cabinet");
}

#[tokio::test]
async fn only_own_addresses_are_gone_on_to() {
    let house = House::build(Engine::Sqlite).await;
    house.account(&person(0), Level::Simplified).await;
    for (next, to) in [
        ("/cabinet/profile", "/cabinet/profile"),
        ("//evil.example", "/cabinet"),
        ("/\\evil.example", "/cabinet"),
        ("https://evil.example", "/cabinet"),
        ("/a\r\nSet-Cookie: x=1", "/cabinet"),
        ("", "/cabinet"),
    ] {
        let fields = [
            ("login", "amina0@pochta.example"),
            ("password", PASSWORD),
            ("next", next),
        ];
        house.browser().post("/login", &fields).await.leads(to);
    }
    let page = house.browser().get("/login?next=//evil.example").await;
    page.is(200);
    assert!(!page.main().contains("evil.example"), "{}", page.main());
}

#[tokio::test]
async fn a_session_known_from_before_is_worth_nothing_after() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.official("hakimov", "operator").await;
        house.account(&person(0), Level::Simplified).await;
        // Half a sign-in of an official begins a session without anybody.
        let mut browser = house.browser();
        let fields = [("login", "hakimov"), ("password", PASSWORD)];
        browser
            .post("/work/login", &fields)
            .await
            .leads("/work/login/setup");
        let before = browser.cookies["__Host-okno"].clone();
        browser
            .post("/login", &login("amina0@pochta.example", PASSWORD))
            .await
            .leads("/cabinet");
        let after = browser.cookies["__Host-okno"].clone();
        assert_ne!(before, after);
        let mut other = house.browser();
        other.cookies.insert("__Host-okno".to_owned(), before);
        other.get("/cabinet").await.leads("/login?next=/cabinet");
        other.get("/work/login/setup").await.leads("/work/login");
    }
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_of_rest_and_after_twelve_hours() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mut browser = house.browser();
        let fields = login("amina0@pochta.example", PASSWORD);
        browser.post("/login", &fields).await.leads("/cabinet");
        house.later(SignedDuration::from_mins(29));
        browser.get("/cabinet").await.is(200);
        house.later(SignedDuration::from_mins(31));
        browser.get("/cabinet").await.leads("/login?next=/cabinet");
        browser.post("/login", &fields).await.leads("/cabinet");
        for _ in 0..28 {
            house.later(SignedDuration::from_mins(25));
            browser.get("/cabinet").await.is(200);
        }
        house.later(SignedDuration::from_mins(21));
        browser.get("/cabinet").await.leads("/login?next=/cabinet");
    }
}

#[tokio::test]
async fn sign_out_ends_the_session() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        browser.get("/cabinet").await.is(200).has("Выйти");
        let old = browser.cookies.clone();
        browser.post("/logout", &[]).await.leads("/");
        assert!(!browser.cookies.contains_key("__Host-okno"));
        browser.cookies = old;
        browser.get("/cabinet").await.leads("/login?next=/cabinet");
        browser.post("/logout", &[]).await.leads("/");
    }
}

#[tokio::test]
async fn forms_from_other_sites_are_refused() {
    let house = House::build(Engine::Sqlite).await;
    house.account(&person(0), Level::Simplified).await;
    let mut browser = house.browser();
    let fields = login("amina0@pochta.example", PASSWORD);
    for site in ["cross-site", "same-site"] {
        browser.post_from("/login", &fields, site).await.is(403);
        browser
            .post_from("/register/simple", &FORM, site)
            .await
            .is(403);
    }
    browser.post("/login", &fields).await.leads("/cabinet");
    browser
        .post_from("/logout", &[], "cross-site")
        .await
        .is(403);
    browser.get("/cabinet").await.is(200);
}

#[tokio::test]
async fn history_tells_in_words_what_happened() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        let mut other = house.browser();
        other
            .post("/login", &login("amina.safina@pochta.example", "no"))
            .await
            .is(422);
        let page = browser.get("/cabinet/history").await;
        page.is(200)
            .has("Учётная запись создана")
            .has("Неудачная попытка входа")
            .lacks("⟦");
        page.has("посетитель без входа");
    }
}

#[tokio::test]
async fn levels_are_explained_on_one_page() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mut browser = house.browser();
        browser
            .post("/login", &login("amina0@pochta.example", PASSWORD))
            .await;
        let page = browser.get("/cabinet/level").await;
        page.is(200)
            .has("Упрощённая")
            .has("Стандартная")
            .has("Подтверждённая")
            .lacks("⟦");
        page.has("Ваш уровень")
            .has("паспорт и СНИЛС")
            .has("Заполнить профиль")
            .has("Что откроется на следующем уровне: Стандартная")
            .has("часть услуг с данными из профиля");
        assert_eq!(page.text.matches("<h2 id=\"level-").count(), 3);
        // Nothing lies above the highest.
        house.account(&whole_person(1), Level::Confirmed).await;
        let mut browser = house.browser();
        house.sign_in(&mut browser, 1).await;
        let page = browser.get("/cabinet/level").await;
        page.is(200)
            .has("Ваш уровень")
            .lacks("Что откроется на следующем уровне");
    }
}

#[tokio::test]
async fn a_sign_tells_the_level_at_a_glance() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let levels = [Level::Simplified, Level::Standard, Level::Confirmed];
        for (n, level) in (0u32..).zip(levels) {
            house.account(&whole_person(n), level).await;
            let mut browser = house.browser();
            house.sign_in(&mut browser, n).await;
            let page = browser.get("/cabinet").await;
            let (_, sign) = page.main().split_once("class=\"okno-level\"").unwrap();
            let (sign, word) = sign.split_once("</svg>").unwrap();
            // A window of three panes; as many are full as the level has.
            assert_eq!(
                sign.matches("fill=\"currentColor\"").count(),
                n as usize + 1
            );
            assert_eq!(sign.matches("<rect").count(), 4, "three panes and a frame");
            let names = ["Упрощённая", "Стандартная", "Подтверждённая"];
            assert!(word.starts_with(names[n as usize]), "{word}");
        }
    }
}
