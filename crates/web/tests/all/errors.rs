//! Pages of errors: what they say, what they do not, and the number by which
//! support finds the line of the log.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use okno_store::testing::ENGINES;
use uuid::Uuid;

use super::House;

/// A log that a test reads.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || log.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The number on the page, e.g. `ОК-АБВ-1234`.
fn incident(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<dd>")?;
    let (number, _) = rest.split_once("</dd>")?;
    Some(number.to_owned())
}

#[tokio::test]
async fn each_fault_has_its_status_and_its_page() {
    let house = House::plain().await;
    let cases = [
        (
            "not-found",
            404,
            "Такой страницы нет",
            "There is no such page",
        ),
        (
            "forbidden",
            403,
            "Эта страница не для вас",
            "This page is not for you",
        ),
        (
            "level",
            403,
            "Нужна учётная запись выше уровнем",
            "A higher account level is needed",
        ),
        (
            "bad-request",
            400,
            "Не получилось прочитать форму",
            "We could not read the form",
        ),
        (
            "too-large",
            413,
            "Файл слишком большой",
            "The file is too large",
        ),
        (
            "too-many",
            429,
            "Слишком много попыток",
            "Too many attempts",
        ),
        (
            "stale",
            409,
            "Пока вы смотрели, всё изменилось",
            "Things changed while you were looking",
        ),
        (
            "busy",
            503,
            "Сейчас не можем ответить",
            "We cannot answer now",
        ),
        (
            "db-conflict",
            503,
            "Не успели записать",
            "We could not write it down",
        ),
        ("internal", 500, "У нас сбой", "Something broke on our side"),
    ];
    for (name, status, ru, en) in cases {
        for (lang, title) in [("ru", ru), ("en", en)] {
            let mut browser = house.browser();
            browser.lang = lang;
            let answer = browser.get(&format!("/fault/{name}")).await;
            assert_eq!(answer.status.as_u16(), status, "{name}");
            assert_eq!(answer.inside("<h1", "</h1>"), title);
            let head = answer.inside("<title", "</title>");
            assert!(head.starts_with(title), "{head}");
            let page = answer.text();
            assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{name}");
            assert!(!page.contains('⟦'), "a text is missing: {name}");
            for inner in ["passports", "5432", "secret", "Err(", "panic"] {
                assert!(!page.contains(inner), "{name} shows {inner}");
            }
            assert_eq!(incident(&page).is_some(), status >= 500, "{name}");
            assert!(page.contains("class=\"govuk-button\" href="), "a way on");
            assert!(page.contains("href=\"/\""), "a way home");
        }
    }
}

#[tokio::test]
async fn faults_that_pass_say_when_to_come_again() {
    let house = House::plain().await;
    let answer = house.browser().get("/fault/too-many").await;
    assert_eq!(answer.head("retry-after"), "90");
    assert!(answer.text().contains("09:01"), "the time is on the page");
    let answer = house.browser().get("/fault/busy").await;
    assert_eq!(answer.head("retry-after"), "5");
}

#[tokio::test]
async fn what_lost_a_race_says_that_nothing_changed_and_offers_to_repeat() {
    let house = House::plain().await;
    for name in ["db-conflict", "busy"] {
        let path = format!("/fault/{name}");
        let answer = house.browser().get(&path).await;
        assert_eq!(answer.head("retry-after"), "5");
        let page = answer.text().replace('\u{a0}', " ");
        assert!(page.contains("ничего не изменилось"), "{page}");
        assert!(page.contains("href=\"\">Повторить</a>"), "{page}");
        assert!(!page.contains("Если обновить эту страницу"), "{page}");
        // A link cannot send a form once more; the browser can.
        let answer = house.browser().post(&path, &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        let page = answer.text().replace('\u{a0}', " ");
        assert!(page.contains("ничего не изменилось"), "{page}");
        assert!(page.contains("Если обновить эту страницу"), "{page}");
        assert!(!page.contains(">Повторить</a>"), "{page}");
    }
    // What will not pass by itself is not offered.
    let page = house.browser().get("/fault/internal").await.text();
    assert!(!page.contains(">Повторить</a>"), "{page}");
}

#[tokio::test]
async fn one_who_must_sign_in_is_led_there_and_back() {
    let house = House::plain().await;
    let answer = house.browser().get("/fault/sign-in").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let to = answer.head("location");
    assert_eq!(to, "/login?next=/a%20b%3Fc%3D%D0%B4%26e");
    let answer = house.browser().get("/fault/staff").await;
    assert_eq!(answer.head("location"), "/work/login?next=/work");
    let answer = house.browser().get("/fault/level").await;
    assert!(answer.text().contains("href=\"/cabinet/level\""));
}

#[tokio::test]
async fn the_number_on_the_page_is_the_number_in_the_log() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for path in ["/fault/internal", "/fault/busy", "/panic"] {
            let log = Log::default();
            let guard = log.listen();
            let page = house.browser().get(path).await.text();
            drop(guard);
            let number = incident(&page).unwrap();
            let mut shape = number.split('-');
            assert_eq!(shape.next(), Some("ОК"));
            assert_eq!(shape.next().unwrap().chars().count(), 3, "{number}");
            assert_eq!(shape.next().unwrap().len(), 4, "{number}");
            let text = log.text();
            assert!(text.contains(&number), "{number} is not in: {text}");
            assert!(text.contains("ERROR"), "{text}");
            // Support is written to with the time and the number.
            assert!(
                page.contains("23.11.2026, 09:00"),
                "the time is on the page"
            );
            assert!(page.contains("8 800 100-70-10"), "the phone");
        }
        // What was wrong is in the log, so that it can be mended.
        let log = Log::default();
        let guard = log.listen();
        house.browser().get("/fault/internal").await;
        drop(guard);
        assert!(log.text().contains("relation passports"), "{}", log.text());
    }
}

#[tokio::test]
async fn refusals_are_written_down_with_who_was_refused_and_name_no_citizen() {
    let house = House::plain().await;
    let id = Uuid::from_u128(7);
    for (sign_in, who) in [
        (String::new(), "visitor"),
        (format!("/sign-in/{id}"), "citizen"),
        (format!("/sign-in-staff/{id}"), "staff"),
    ] {
        let mut browser = house.browser();
        if !sign_in.is_empty() {
            browser.get(&sign_in).await;
        }
        for (name, why) in [
            ("forbidden", "another secret reason"),
            ("level", "a higher level is needed"),
            ("too-many", "too often"),
        ] {
            let log = Log::default();
            let guard = log.listen();
            let path = format!("/fault/{name}?phone=+79005550147");
            browser.get(&path).await;
            drop(guard);
            let text = log.text();
            for part in ["request refused", why, "GET", "/fault/{name}"] {
                assert!(text.contains(part), "{part} is not in: {text}");
            }
            assert!(text.contains(&format!("who=\"{who}\"")), "{text}");
            assert_eq!(text.contains(&id.to_string()), who == "staff", "{text}");
            assert!(!text.contains("79005550147"), "{text}");
        }
        let log = Log::default();
        let guard = log.listen();
        let foreign = [("sec-fetch-site", "cross-site")];
        browser.post_with("/note", &[("note", "x")], &foreign).await;
        drop(guard);
        assert!(log.text().contains("from another site"), "{}", log.text());
    }
}

#[tokio::test]
async fn a_handler_that_panics_answers_with_a_page_and_the_next_request_lives() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let answer = browser.get("/panic").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let page = answer.text();
    assert!(page.contains("У нас сбой"));
    assert!(!page.contains("secret inside"));
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_there_has_a_page() {
    let house = House::plain().await;
    for path in [
        "/nothing",
        "/assets/none.css",
        "/-/nothing",
        "/sign-in/not-an-id",
        "/%ff%fe",
    ] {
        let answer = house.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        if !path.starts_with("/assets") {
            assert!(answer.text().contains("Такой страницы нет"), "{path}");
        }
    }
    // A method that a page does not have.
    let answer = house.browser().post("/panic", &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_said_so_on_a_page() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        browser
            .get(&format!("/sign-in/{}", Uuid::from_u128(7)))
            .await;
        assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
        house.db().close().await;
        let log = Log::default();
        let guard = log.listen();
        let answer = browser.get("/cabinet").await;
        drop(guard);
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.head("retry-after"), "5");
        let page = answer.text();
        assert!(page.contains("Сейчас не можем ответить"), "{page}");
        assert!(log.text().contains(&incident(&page).unwrap()));
        let answer = browser.get("/readyz").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    }
}
