//! Language, display settings, live checks, the session's end, news.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use uuid::Uuid;

use super::{House, houses};

async fn lang_of(browser: &mut super::Browser, header: &'static str) -> String {
    browser.lang = header;
    let page = browser.get("/nothing").await.text();
    let (_, rest) = page.split_once("<html lang=\"").unwrap();
    rest[..2].to_owned()
}

#[tokio::test]
async fn the_browser_says_the_language() {
    let house = House::plain().await;
    let cases = [
        ("", "ru"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("EN-gb", "en"),
        ("de-DE,de;q=0.9,en;q=0.3", "en"),
        ("en;q=0.1, ru;q=0.9", "ru"),
        ("en;q=0", "ru"),
        ("tt, uz", "ru"),
        ("енот, ;;;q=, *", "ru"),
    ];
    for (header, lang) in cases {
        if header.is_ascii() {
            assert_eq!(
                lang_of(&mut house.browser(), header).await,
                lang,
                "{header}"
            );
        }
        assert_eq!(okno_web::Lang::from_accept(header).code(), lang, "{header}");
    }
}

#[tokio::test]
async fn a_person_chooses_the_language_and_it_stays() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let answer = browser
        .post("/-/lang", &[("lang", "en"), ("back", "/form?a=1")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.head("location"), "/form?a=1");
    let cookie = answer.head("set-cookie");
    assert!(
        cookie.starts_with("__Host-okno_lang=en; Path=/; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert!(
        cookie.contains("Max-Age=31536000") && cookie.contains("Secure"),
        "{cookie}"
    );
    // Against the language of the browser.
    assert_eq!(lang_of(&mut browser, "ru").await, "en");
    browser.post("/-/lang", &[("lang", "ru")]).await;
    assert_eq!(lang_of(&mut browser, "en").await, "ru");
    browser.post("/-/lang", &[("lang", "tlh")]).await;
    assert_eq!(lang_of(&mut browser, "en").await, "ru");
    browser
        .jar
        .insert("__Host-okno_lang".to_owned(), "<script>".to_owned());
    assert_eq!(lang_of(&mut browser, "en").await, "en");
}

#[tokio::test]
async fn every_page_offers_the_other_language_and_the_way_back() {
    let house = House::plain().await;
    for (path, back) in [
        ("/form?a=%221%22", "/form?a=%221%22"),
        ("/nothing", "/nothing"),
    ] {
        let page = house.browser().get(path).await.text();
        assert!(page.contains("action=\"/-/lang\""), "{path}");
        assert!(
            page.contains(&format!("name=\"back\" value=\"{back}\"")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn display_settings_are_kept_and_stand_on_the_page() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let page = browser.get("/").await.text();
    let usual = r#"data-size="m" data-contrast="normal" data-theme="auto" data-spacing="normal""#;
    assert!(page.contains(usual));
    let chosen = [
        ("size", "xl"),
        ("contrast", "high"),
        ("theme", "dark"),
        ("spacing", "wide"),
        ("back", "/form"),
    ];
    let answer = browser.post("/-/view", &chosen).await;
    assert_eq!(answer.head("location"), "/form");
    assert!(
        answer
            .head("set-cookie")
            .starts_with("__Host-okno_view=xl.high.dark.wide;")
    );
    let html = r#"data-size="xl" data-contrast="high" data-theme="dark" data-spacing="wide""#;
    for path in ["/", "/nothing", "/panic"] {
        assert!(browser.get(path).await.text().contains(html), "{path}");
    }
    let made_up = [("size", "\"><script>"), ("theme", "pink")];
    browser.post("/-/view", &made_up).await;
    assert!(browser.get("/").await.text().contains(usual));
    browser.jar.insert(
        "__Host-okno_view".to_owned(),
        "xl.\"onload=x.dark".to_owned(),
    );
    let page = browser.get("/").await.text();
    assert!(page.contains(r#"data-size="xl" data-contrast="normal" data-theme="dark""#));
}

#[tokio::test]
async fn the_way_back_leads_to_the_portal_only() {
    let house = House::plain().await;
    let foreign = [
        "",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        "/x\r\nset-cookie: a=b",
        "/a\\..\\b",
    ];
    for path in ["/-/lang", "/-/view"] {
        for back in foreign {
            let answer = house.browser().post(path, &[("back", back)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{back:?}");
            let to = answer.head("location");
            // Spaces around are cut away: what stays must be a path of ours.
            assert_eq!(to, "/", "{back:?}");
        }
        for back in ["/", "/form", "/form?a=1&b=//x", "/services/карта"] {
            let answer = house.browser().post(path, &[("back", back)]).await;
            let to = answer.headers.get(header::LOCATION).unwrap();
            assert_eq!(to.as_bytes(), back.as_bytes());
        }
    }
}

#[tokio::test]
async fn a_field_is_checked_as_it_is_left() {
    let house = House::plain().await;
    let mut ru = house.browser();
    let mut en = house.browser();
    en.lang = "en";
    let good = [
        ("phone", "8 (900) 555-01-47", "+7 (900) 555-01-47"),
        ("snils", "11223344595", "112-233-445 95"),
        ("email", " amina@pochta.example ", "amina@pochta.example"),
        ("passport", "6104123456", "61 04 123456"),
    ];
    for (rule, value, shown) in good {
        let told = ru.ask(rule, value).await;
        assert_eq!(told["ok"], true, "{rule}: {told}");
        let plain = told["shown"]
            .as_str()
            .unwrap()
            .replace(['\u{a0}', '\u{2011}'], " ");
        assert_eq!(plain.replace('-', " "), shown.replace('-', " "), "{rule}");
        assert_eq!(told["message"], "");
    }
    let bad = [
        ("phone", "12"),
        ("snils", "112-233-445 96"),
        ("email", "amina@"),
        ("passport", "61"),
        ("birth-date", "31.02.1990"),
        ("surname", "Иван0в"),
        ("required", "  "),
        ("text:3", "abcd"),
        ("no-such-rule", "x"),
    ];
    for (rule, value) in bad {
        let (one, two) = (ru.ask(rule, value).await, en.ask(rule, value).await);
        for told in [&one, &two] {
            assert_eq!(told["ok"], false, "{rule}");
            let message = told["message"].as_str().unwrap();
            assert!(
                message.chars().count() > 5 && !message.contains('⟦'),
                "{rule}: {message}"
            );
        }
        let russian = |text: &serde_json::Value| {
            let text = text.as_str().unwrap();
            text.chars().any(|c| matches!(c, 'а'..='я'))
        };
        assert!(russian(&one["message"]), "{rule}: {one}");
        assert!(!russian(&two["message"]), "{rule}: {two}");
    }
}

#[tokio::test]
async fn long_values_are_counted_in_characters_and_refused_in_words() {
    let house = House::plain().await;
    let mut browser = house.browser();
    // Two bytes a letter: 4000 letters are 8000 bytes and fit.
    let told = browser.ask("text:4000", &"ж".repeat(4000)).await;
    assert_eq!(told["ok"], true, "{}", told["message"]);
    for count in [4001, 100_000] {
        let told = browser.ask("surname", &"ж".repeat(count)).await;
        assert_eq!(told["ok"], false);
        let message = told["message"].as_str().unwrap();
        assert!(message.starts_with("Слишком длинно"), "{message}");
    }
}

#[tokio::test]
async fn staying_moves_the_end_of_the_session() {
    for house in houses().await {
        let mut browser = house.browser();
        let answer = browser.post("/-/stay", &[]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        browser
            .get(&format!("/sign-in/{}", Uuid::from_u128(7)))
            .await;
        let start = house.db().now().as_millisecond();
        house
            .store
            .clock
            .advance(jiff::SignedDuration::from_mins(28));
        let answer = browser.post("/-/stay", &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        let ends = answer.json()["ends"].as_i64().unwrap();
        assert_eq!(ends - start, (28 + 30) * 60_000);
        let page = browser.get("/").await.text();
        assert!(page.contains(&format!("data-session-ends=\"{ends}\"")));
    }
}

#[tokio::test]
async fn news_come_to_the_one_they_are_about() {
    for house in houses().await {
        let mut browser = house.browser();
        let answer = browser.get("/-/live").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "sign in first");
        let amina = Uuid::from_u128(7);
        browser.get(&format!("/sign-in/{amina}")).await;
        let request = Request::get("/-/live")
            .header(header::COOKIE, format!("__Host-okno={}", browser.token()))
            .body(Body::empty())
            .unwrap();
        let response = house.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let kind = response.headers().get(header::CONTENT_TYPE).unwrap();
        assert_eq!(kind, "text/event-stream");
        assert_eq!(
            response.headers().get(header::CACHE_CONTROL).unwrap(),
            "no-cache"
        );
        let mut body = response.into_body();
        let announce = async |id: Uuid, commit: bool| {
            let mut tx = house.db().begin().await.unwrap();
            tx.announce(id);
            if commit {
                tx.commit().await.unwrap();
            }
        };
        announce(Uuid::from_u128(8), true).await;
        announce(amina, false).await;
        let quiet = tokio::time::timeout(Duration::from_millis(400), body.frame()).await;
        assert!(
            quiet.is_err(),
            "another's news, or news of what was rolled back"
        );
        announce(amina, true).await;
        let frame = tokio::time::timeout(Duration::from_secs(4), body.frame()).await;
        let frame = frame.expect("news at once").unwrap().unwrap();
        let text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
        assert!(text.contains("data: changed"), "{text}");
    }
}
