use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use serde_json::json;

use crate::world;

const BANNER: &str = "Люди и данные вымышлены";

/// Non-breaking spaces and hyphens of typography made plain.
pub(super) fn plain(html: &str) -> String {
    html.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('\u{2011}', "-")
}

#[tokio::test]
async fn pages_answer_and_carry_the_banner() {
    let world = world().await;
    let text = json!({ "to": "+79005550147", "text": "Код 482913. <script>alert(1)</script>" });
    world.post("/sms/send", "", &text).await;
    for (path, words) in [
        ("/", "Внешний мир"),
        ("/phone", "+7 (900) 555-01-47"),
        ("/phone/%2B79005550147", "482913"),
        ("/phone/89005550199", "ничего не приходило"),
        ("/mail", "Писем нет"),
        ("/mail/box/safina@pochta.example", "пусто"),
        ("/people", "Сафина Амина Рашидовна"),
        ("/people/safina", "112-233-445 95"),
        ("/people/zueva", "другая дата рождения"),
        ("/people/gusev", "Не найдено"),
        ("/people/fomin", "Паспорт потерян"),
        ("/switchboard", "Социальный фонд"),
        ("/banks", "ВТБ-Онлайн"),
        ("/banks/tinkoff", "Это имитация банка"),
    ] {
        let (status, html) = world.page(path).await;
        let html = plain(&html);
        assert_eq!(status, 200, "{path}");
        assert!(html.contains(words), "{path} lacks «{words}»:\n{html}");
        assert!(html.contains(BANNER), "{path} lacks the banner");
        assert!(
            html.contains("http://portal.example/"),
            "{path} has no way to the portal"
        );
        assert!(
            !html.contains("⟦"),
            "{path} has a text without words:\n{html}"
        );
        assert!(!html.contains("<script"), "{path} has a script");
        assert!(!html.contains(" style="), "{path} has an inline style");
    }
    for path in ["/nowhere", "/people/nobody", "/mail/letter/m999"] {
        let (status, html) = world.page(path).await;
        assert_eq!(status, 404, "{path}");
        assert!(plain(&html).contains(BANNER), "{path}");
    }
    assert_eq!(world.page("/stand.css").await.0, 200);
    assert_eq!(world.page("/icon.svg").await.0, 200);
}

#[tokio::test]
async fn every_person_has_a_page_without_gaps() {
    let world = world().await;
    for person in world.list("/api/people").await {
        for lang in ["ru", "en"] {
            let path = format!("/people/{}?lang={lang}", person["id"].as_str().unwrap());
            let (status, html) = world.page(&path).await;
            assert_eq!(status, 200, "{path}");
            assert!(!html.contains("⟦"), "{path}");
            assert!(
                html.contains(person["division_code"].as_str().unwrap()),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn a_hostile_letter_is_text_and_nothing_else() {
    let world = world().await;
    let bad = "<script>alert(1)</script>";
    let letter = Message::builder()
        .from("Злодей <evil@okno.example>".parse().unwrap())
        .to("safina@pochta.example".parse().unwrap())
        .subject(bad)
        .multipart(lettre::message::MultiPart::alternative_plain_html(
            format!("{bad} https://okno.example/?a=\"><img> javascript:alert(1)"),
            format!("<b onclick='x()'>{bad}</b></pre>"),
        ))
        .unwrap();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(world.smtp.ip().to_string())
        .port(world.smtp.port())
        .build()
        .send(letter)
        .await
        .unwrap();
    let mail = world.list("/api/mail").await;
    let letter = format!("/mail/letter/{}", mail[0]["id"].as_str().unwrap());
    for path in ["/mail", "/mail/box/safina@pochta.example", &letter] {
        let (status, html) = world.page(path).await;
        assert_eq!(status, 200, "{path}");
        for wound in ["<script", "<img>", "<b onclick", "href=\"javascript"] {
            assert!(!html.contains(wound), "{path} lets «{wound}» through");
        }
        assert!(
            html.contains("script&#62;") || html.contains("script&gt;"),
            "{path}\n{html}"
        );
    }
}

#[tokio::test]
async fn pages_speak_two_languages_and_forbid_scripts() {
    let world = world().await;
    let ask = |path: &str, accept: &str| {
        world
            .client
            .get(format!("{}{path}", world.url))
            .header("Accept-Language", accept)
            .send()
    };
    let english = ask("/", "en-GB,en;q=0.9").await.unwrap();
    let policy = english.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(english.text().await.unwrap().contains("lang=\"en\""));
    let russian = ask("/?lang=ru", "en").await.unwrap().text().await.unwrap();
    assert!(russian.contains("lang=\"ru\"") && russian.contains("/phone?lang=ru"));
    for path in ["/", "/phone", "/mail", "/people", "/switchboard"] {
        let html = ask(&format!("{path}?lang=en"), "ru")
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(!html.contains("⟦"), "{path}");
    }
    for path in ["/phone", "/mail"] {
        assert!(
            world.page(path).await.1.contains("http-equiv=\"refresh\""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_switchboard_sets_repairs_and_resets() {
    let world = world().await;
    let submit = |path: &'static str, fields: Vec<(&'static str, &'static str)>| {
        world
            .client
            .post(format!("{}{path}", world.url))
            .form(&fields)
            .send()
    };
    let set = submit(
        "/switchboard",
        vec![
            ("system", "mvd"),
            ("mode", "slow"),
            ("latency_ms", "250"),
            ("percent", "50"),
            ("for_calls", ""),
            ("minutes", "10"),
            ("lang", "en"),
        ],
    );
    let answer = set.await.unwrap();
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()["location"], "/switchboard?lang=en");
    let fault = &world.list("/api/faults").await[0];
    assert_eq!(
        (&fault["mode"], &fault["latency_ms"], &fault["probability"]),
        (&json!("slow"), &json!(250), &json!(0.5))
    );
    assert!(fault["until_ms"].is_number());
    let wrong = submit(
        "/switchboard",
        vec![("system", "mvd"), ("mode", "slow"), ("percent", "x")],
    );
    assert!(
        wrong.await.unwrap().headers()["location"]
            .to_str()
            .unwrap()
            .contains("wrong")
    );
    assert_eq!(
        submit("/switchboard", vec![("system", "*"), ("mode", "ok")])
            .await
            .unwrap()
            .status(),
        303
    );
    assert!(
        world
            .list("/api/faults")
            .await
            .iter()
            .all(|f| f["mode"] == "ok")
    );
    assert_eq!(
        submit("/switchboard/reset", vec![]).await.unwrap().status(),
        303
    );
}

#[tokio::test]
async fn authenticator_shows_codes_of_the_secrets_it_keeps() {
    let world = world().await;
    let (_, html) = world.page("/authenticator").await;
    assert!(plain(&html).contains("Пока пусто"), "{html}");
    let good = json!({ "label": "Оператор", "secret": "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXA" });
    assert_eq!(world.post("/api/authenticators", "", &good).await.0, 200);
    let bad = json!({ "label": "Оператор", "secret": "not base32!" });
    assert_eq!(world.post("/api/authenticators", "", &bad).await.0, 400);
    let (_, html) = world.page("/authenticator").await;
    let code = html.split("<p class=\"code\">").nth(1).unwrap_or_default();
    assert!(html.contains("Оператор"));
    assert!(code.chars().take(6).all(|c| c.is_ascii_digit()), "{code}");
}
