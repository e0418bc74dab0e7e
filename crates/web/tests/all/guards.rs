//! What stands between the street and the departments.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use okno_store::Engine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::{Browser, House};

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let house = House::plain().await;
    let foreign: [&[(&str, &str)]; 5] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ],
        &[("origin", "https://evil.example"), ("host", "okno.example")],
        &[("origin", "null"), ("host", "okno.example")],
    ];
    for headers in foreign {
        let mut browser = house.browser();
        let answer = browser.post_with("/note", &[("note", "x")], headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.text().contains("Форма пришла с чужого сайта"));
        assert!(browser.jar.is_empty());
        assert_eq!(house.count("select count(*) as n from sessions").await, 0);
    }
}

#[tokio::test]
async fn forms_of_the_portal_itself_pass() {
    let house = House::plain().await;
    let own: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://okno.example"), ("host", "okno.example")],
        // No browser at all: there is no session to ride on.
        &[],
    ];
    for headers in own {
        let mut browser = house.browser();
        let answer = browser.post_with("/note", &[("note", "x")], headers).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
    // A link from elsewhere leads in as ever.
    let cross = [("sec-fetch-site", "cross-site")];
    let answer = house.browser().get_with("/", &cross).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_has_the_headers_of_safety() {
    let house = House::with(Engine::Sqlite, |s| s.requests_per_second = 100).await;
    let paths = [
        "/",
        "/kept-page",
        "/kept-page",
        "/nothing",
        "/panic",
        "/fault/busy",
        "/fault/too-many",
        "/fault/sign-in",
        "/assets/okno.1234.css",
        "/assets/none",
        "/healthz",
        "/readyz",
        "/metrics",
    ];
    let check = |answer: &super::Answer, what: &str| {
        let csp = answer.head("content-security-policy");
        assert!(csp.starts_with("default-src 'none'"), "{what}: {csp}");
        assert!(!csp.contains("unsafe"), "{what}: {csp}");
        for part in [
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-src 'none'",
        ] {
            assert!(csp.contains(part), "{what}: {csp}");
        }
        assert_eq!(answer.head("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(answer.head("x-frame-options"), "DENY", "{what}");
        assert_eq!(answer.head("referrer-policy"), "same-origin", "{what}");
        assert_eq!(
            answer.head("cross-origin-opener-policy"),
            "same-origin",
            "{what}"
        );
        assert!(!answer.head("permissions-policy").is_empty(), "{what}");
        for name in answer.headers.keys() {
            // Nobody else's page may read an answer: there is nobody to share one with.
            assert!(
                !name.as_str().starts_with("access-control-"),
                "{what}: {name}"
            );
        }
        let kind = answer.head("content-type");
        if kind.starts_with("text/") || kind.contains("xml") {
            assert!(kind.contains("charset=utf-8"), "{what}: {kind}");
        }
        assert!(!kind.is_empty() || answer.bytes.is_empty(), "{what}");
        assert!(
            !answer.head("strict-transport-security").is_empty(),
            "{what}"
        );
    };
    for path in paths {
        check(&house.browser().get(path).await, path);
    }
    let foreign = [("sec-fetch-site", "cross-site")];
    let answer = house.browser().post_with("/note", &[], &foreign).await;
    check(&answer, "a foreign form");
    let asked = [("origin", "https://evil.example")];
    let answer = house.browser().get_with("/", &asked).await;
    check(&answer, "a page of another site that asks");
    for method in [Method::OPTIONS, Method::TRACE, Method::DELETE] {
        let request = Request::builder()
            .method(&method)
            .uri("/note")
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "POST")
            .header("x-secret", "of the proxy")
            .body(Body::empty())
            .unwrap();
        let answer = house.browser().send(request).await;
        check(&answer, method.as_str());
        // TRACE would give back what the proxy has added.
        assert!(!answer.text().contains("of the proxy"), "{method}");
        assert!(!answer.status.is_success(), "{method}: {}", answer.status);
    }
    let answer = flood(&house).await;
    check(&answer, "the gate");
}

/// The answer to the first request that the gate does not let in.
async fn flood(house: &House) -> super::Answer {
    for _ in 0..2000 {
        let mut browser = house.browser();
        let answer = browser.get_from("/healthz", "192.0.2.1:1", &[]).await;
        if answer.status != StatusCode::OK {
            return answer;
        }
    }
    panic!("the gate let everything in");
}

#[tokio::test]
async fn no_script_or_style_stands_in_a_page() {
    let house = House::plain().await;
    for path in ["/", "/form", "/nothing", "/panic"] {
        let page = house.browser().get(path).await.text();
        assert!(
            !page.contains("<style") && !page.contains(" style=\""),
            "{path}"
        );
        assert!(!page.contains(" onclick=") && !page.contains("javascript:"));
        for tag in page.split("<script").skip(1) {
            let (tag, rest) = tag.split_once('>').unwrap();
            assert!(tag.contains("src=\"/assets/"), "{path}: {tag}");
            assert!(rest.starts_with("</script>"), "{path}");
        }
    }
}

#[tokio::test]
async fn pages_of_a_person_are_kept_by_nobody() {
    let house = House::plain().await;
    let mut browser = house.browser();
    assert_eq!(browser.get("/").await.head("cache-control"), "no-cache");
    let answer = browser.post("/note", &[("note", "x")]).await;
    assert_eq!(answer.head("cache-control"), "no-store");
    for path in ["/", "/nothing", "/panic", "/note", "/form"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.head("cache-control"), "no-store", "{path}");
    }
    let path = format!("/sign-in/{}", uuid::Uuid::from_u128(7));
    let answer = house.browser().get(&path).await;
    assert_eq!(
        answer.head("cache-control"),
        "no-store",
        "a cookie begins here"
    );
}

#[tokio::test]
async fn a_page_kept_in_memory_is_in_the_language_asked_for() {
    let house = House::plain().await;
    for _ in 0..2 {
        for lang in ["ru", "en"] {
            let mut browser = house.browser();
            browser.lang = lang;
            let answer = browser.get("/kept-page").await;
            assert_eq!(answer.inside("<h1", "</h1>"), lang);
            assert!(answer.head("vary").contains("accept-language"));
            let tag = answer.head("etag").to_owned();
            let again = browser
                .get_with("/kept-page", &[("if-none-match", &tag)])
                .await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        }
        // The cookie says more than the header.
        let mut browser = house.browser();
        browser
            .jar
            .insert("__Host-okno_lang".to_owned(), "en".to_owned());
        assert_eq!(browser.get("/kept-page").await.inside("<h1", "</h1>"), "en");
    }
    house.portal.forget_pages();
}

#[tokio::test]
async fn a_body_over_the_limit_gets_the_page_that_says_so() {
    let house = House::plain().await;
    let large = vec![b'a'; 6 * 1024 * 1024];
    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let path = if kind.starts_with('m') {
            "/upload"
        } else {
            "/form"
        };
        let mut body = b"--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n".to_vec();
        body.extend_from_slice(&large);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let answer = house.browser().send(request).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{kind}");
        assert!(answer.text().contains("Файл слишком большой"), "{kind}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_gets_the_page_that_says_so() {
    let house = House::plain().await;
    let cases = [
        ("/form", "text/plain", "surname=x"),
        ("/upload", "multipart/form-data", "x"),
        ("/upload", "application/json", "{}"),
        ("/-/check", "application/json", "{\"rule\":1}"),
    ];
    for (path, kind, body) in cases {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let answer = house.browser().send(request).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {kind}");
        let page = answer.text();
        assert!(page.contains("Не получилось прочитать форму"), "{page}");
    }
}

#[tokio::test]
async fn a_flood_from_one_address_is_stopped_and_others_are_not() {
    let house = House::with(Engine::Sqlite, |s| s.requests_per_second = 2).await;
    let answer = flood(&house).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.head("retry-after"), "2");
    let text = answer.text();
    assert!(text.contains("Слишком много запросов"), "{text}");
    // A person gets a page, in their language and look.
    let html = ("accept", "text/html,application/xhtml+xml");
    for (cookies, title, again) in [
        (
            "__Host-okno_lang=ru; __Host-okno_view=xl.high.dark.normal",
            "Слишком много запросов",
            "Повторить",
        ),
        ("__Host-okno_lang=en", "Too many requests", "Try again"),
    ] {
        for _ in 0..2 {
            let headers = [html, ("cookie", cookies)];
            let mut browser = house.browser();
            let answer = browser.get_from("/services", "192.0.2.1:1", &headers).await;
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(answer.head("retry-after"), "2");
            assert_eq!(answer.head("cache-control"), "no-store");
            assert_eq!(answer.inside("<h1", "</h1>").replace('\u{a0}', " "), title);
            let page = answer.text();
            assert!(page.contains(&format!("href=\"\">{again}</a>")), "{page}");
            assert!(!page.contains('⟦'), "{page}");
            let dark = page.contains("data-size=\"xl\" data-contrast=\"high\" data-theme=\"dark\"");
            assert_eq!(dark, cookies.contains("dark"), "{page}");
        }
    }
    // With the styles that the page asks for.
    let mut browser = house.browser();
    let styles = browser
        .get_from("/assets/none.css", "192.0.2.1:1", &[])
        .await;
    assert_ne!(styles.status, StatusCode::TOO_MANY_REQUESTS);
    let other = browser.get_from("/healthz", "192.0.2.2:1", &[]).await;
    assert_eq!(other.status, StatusCode::OK);
    // Without a proxy of ours the header of the visitor counts for nothing.
    let forged = [("x-forwarded-for", "192.0.2.77")];
    let answer = browser.get_from("/healthz", "192.0.2.1:1", &forged).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn behind_a_proxy_its_own_word_counts_and_not_the_visitors() {
    let change = |s: &mut okno_web::Settings| {
        s.requests_per_second = 1;
        s.behind_proxy = true;
    };
    let house = House::with(Engine::Sqlite, change).await;
    let mut browser = house.browser();
    let mut refused = 0;
    for n in 0..20 {
        let forged = format!("198.51.100.{n}");
        // In one line, or in a second one.
        let one = format!("{forged}, 192.0.2.9");
        let lines = [
            ("x-forwarded-for", forged.as_str()),
            ("x-forwarded-for", "192.0.2.9"),
        ];
        let line = [("x-forwarded-for", one.as_str())];
        let headers: &[(&str, &str)] = if n % 2 == 0 { &lines } else { &line };
        let answer = browser.get_from("/healthz", "10.0.0.1:1", headers).await;
        refused += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused >= 10, "{refused}");
}

async fn metrics(browser: &mut Browser, from: &str, headers: &[(&str, &str)]) -> StatusCode {
    browser.get_from("/metrics", from, headers).await.status
}

#[tokio::test]
async fn figures_are_for_this_machine_or_for_the_bearer_of_the_token() {
    let house = House::plain().await;
    let mut browser = house.browser();
    assert_eq!(
        metrics(&mut browser, "127.0.0.1:5", &[]).await,
        StatusCode::OK
    );
    assert_eq!(metrics(&mut browser, "[::1]:5", &[]).await, StatusCode::OK);
    assert_eq!(
        metrics(&mut browser, "192.0.2.1:5", &[]).await,
        StatusCode::NOT_FOUND
    );
    let forged = [("x-forwarded-for", "127.0.0.1")];
    assert_eq!(
        metrics(&mut browser, "192.0.2.1:5", &forged).await,
        StatusCode::NOT_FOUND
    );

    let house = House::with(Engine::Sqlite, |s| s.behind_proxy = true).await;
    let mut browser = house.browser();
    assert_eq!(
        metrics(&mut browser, "127.0.0.1:5", &forged).await,
        StatusCode::NOT_FOUND
    );

    let token = |s: &mut okno_web::Settings| s.metrics_token = Some("figures".to_owned());
    let house = House::with(Engine::Sqlite, token).await;
    let mut browser = house.browser();
    let given = [("authorization", "Bearer figures")];
    assert_eq!(
        metrics(&mut browser, "192.0.2.1:5", &given).await,
        StatusCode::OK
    );
    for wrong in [
        "Bearer figure",
        "Bearer figuress",
        "figures",
        "Basic figures",
    ] {
        let given = [("authorization", wrong)];
        let status = metrics(&mut browser, "127.0.0.1:5", &given).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn health_is_told() {
    let house = House::plain().await;
    for path in ["/healthz", "/readyz"] {
        let answer = house.browser().get(path).await;
        assert_eq!(
            (answer.status, answer.text().as_str()),
            (StatusCode::OK, "ok\n")
        );
    }
}

#[tokio::test]
async fn assets_are_packed_and_kept_for_a_year() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let path = "/assets/okno.1234.css";
    let answer = browser.get(path).await;
    assert_eq!(answer.text(), "body{}");
    assert_eq!(answer.head("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        answer.head("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(answer.head("vary"), "accept-encoding");
    let packed = browser
        .get_with(path, &[("accept-encoding", "br, gzip;q=0.8")])
        .await;
    assert_eq!(packed.head("content-encoding"), "gzip");
    assert!(packed.bytes.starts_with(b"\x1f\x8b"));
    let unwanted = browser
        .get_with(path, &[("accept-encoding", "gzip;q=0")])
        .await;
    assert_eq!(unwanted.head("content-encoding"), "");
    let font = browser
        .get_with("/assets/font.5678.woff2", &[("accept-encoding", "gzip")])
        .await;
    assert_eq!(
        (font.head("content-encoding"), font.head("content-type")),
        ("", "font/woff2")
    );
    let page = browser.get("/").await.text();
    assert!(
        page.contains("href=\"/assets/okno.1234.css\""),
        "pages name the hashed file"
    );
}

#[tokio::test]
async fn what_is_no_page_is_not_there() {
    let house = House::plain().await;
    let paths = [
        "/.git/HEAD",
        "/.git/config",
        "/.svn/entries",
        "/.env",
        "/okno.toml",
        "/data/keys.json",
        "/assets",
        "/assets/",
        "/services/",
        "/debug",
        "/debug/pprof",
        "/swagger",
        "/openapi.json",
        "/docs",
        "/server-status",
        "/graphql",
    ];
    for path in paths {
        for host in ["okno.example", "127.0.0.1:8080"] {
            let answer = house.browser().get_with(path, &[("host", host)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.text().contains("Index of"), "{path}");
        }
        assert_eq!(house.browser().get(path).await.head("server"), "");
    }
}

/// All that comes back when these bytes are sent.
async fn raw(at: SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut back = Vec::new();
    let read = stream.read_to_end(&mut back);
    let _ = tokio::time::timeout(Duration::from_secs(2), read).await;
    String::from_utf8_lossy(&back).into_owned()
}

#[tokio::test]
async fn no_request_hides_in_the_body_of_another() {
    let house = House::plain().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let router = house.router.clone();
    tokio::spawn(okno_web::server::serve(listener, router, stop.clone()));
    let hidden = "GET /sign-in/00000000-0000-0000-0000-000000000007 HTTP/1.1\r\nHost: x\r\n\r\n";
    let head = "POST /note HTTP/1.1\r\nHost: okno.example\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n";
    // By the chunks the body ends before the second request, by the length after it, and
    // the other way round; two lengths; a length that is none; a name that almost is one.
    let length = hidden.len() + 5;
    let cases = [
        format!(
            "{head}Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!("{head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{head}Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{hidden}"),
        format!("{head}Content-Length: +{length}\r\n\r\n{hidden}"),
        format!("{head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!(
            "{head}Content-Length: {}\r\nConnection: close\r\n\r\n{hidden}",
            hidden.len()
        ),
    ];
    for (n, case) in cases.iter().enumerate() {
        let back = raw(at, case).await;
        // What hyper reads by chunks it reads by chunks alone, and closes behind it.
        let refused = back.starts_with("HTTP/1.1 400");
        let alone = back.matches("HTTP/1.1 ").count() == 1;
        assert!(refused || alone, "{n}: {back}");
        assert!(
            !back.contains("/me"),
            "{n}: the hidden request was answered: {back}"
        );
    }
    // A head without end is not read for ever.
    let long = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}",
        "y".repeat(1_000_000)
    );
    let back = raw(at, &long).await;
    assert!(
        back.starts_with("HTTP/1.1 431"),
        "{}",
        &back[..back.len().min(80)]
    );
    stop.cancel();
}

#[tokio::test]
async fn assets_lead_nowhere_else() {
    let house = House::plain().await;
    let paths = [
        "/assets/secret.txt",
        "/assets/manifest.json",
        "/assets/../okno.db",
        "/assets/..%2fokno.db",
        "/assets/%2e%2e%2fokno.db",
        "/assets/..%5cokno.db",
        "/assets/%2fetc%2fpasswd",
        "/assets/okno.1234.css.gz",
        "/assets/okno.css",
        "/assets/",
    ];
    for path in paths {
        let answer = house.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("not for the public"), "{path}");
    }
}
