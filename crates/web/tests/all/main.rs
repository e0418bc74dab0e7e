//! The counter behind a small department of its own, on both engines where
//! the store matters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod department;
mod errors;
mod forms;
mod guards;
mod pieces;
mod sessions;
mod settings;
mod uploads;
mod words;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use okno_store::testing::{ENGINES, TestDb};
use okno_store::{Db, Engine};
use okno_web::assets::Assets;
use okno_web::upload::Darkroom;
use okno_web::{Portal, Settings, Words};
use tower::ServiceExt;

/// A portal with the test department.
struct House {
    store: TestDb,
    portal: Portal,
    router: Router,
}

impl House {
    async fn build(engine: Engine) -> Self {
        Self::with(engine, |_| ()).await
    }

    /// On SQLite, for what does not touch the store.
    async fn plain() -> Self {
        Self::build(Engine::Sqlite).await
    }

    async fn with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        let store = okno_store::testing::open(engine, &[okno_web::MIGRATIONS])
            .await
            .unwrap();
        let locales = [okno_requisites::LOCALES, okno_web::LOCALES];
        let words = Words::load(&locales).unwrap();
        let mut settings = Settings {
            public_url: "https://okno.example".to_owned(),
            requests_per_second: 0,
            ..Settings::default()
        };
        change(&mut settings);
        let assets = front_end(&store.dir);
        let portal = Portal::new(store.db.clone(), words, assets, settings).unwrap();
        portal.set_people(Arc::new(department::Everybody));
        let pages = department::router(Darkroom::new(2));
        let handle = PrometheusBuilder::new().build_recorder().handle();
        let router = okno_web::server::assemble(&portal, pages, Some(handle));
        Self {
            store,
            portal,
            router,
        }
    }

    fn db(&self) -> &Db {
        &self.store.db
    }

    fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            jar: BTreeMap::new(),
            lang: "ru",
        }
    }

    async fn count(&self, sql: &'static str) -> i64 {
        let row = self.db().row(sql, vec![]).await.unwrap().unwrap();
        row.get("n").unwrap()
    }
}

async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for engine in ENGINES {
        houses.push(House::build(engine).await);
    }
    houses
}

/// A front end of three files, one of them not in the manifest.
fn front_end(dir: &Path) -> Assets {
    let dist = dir.join("dist");
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("okno.1234.css"), "body{}").unwrap();
    std::fs::write(dist.join("okno.1234.css.gz"), b"\x1f\x8bpacked").unwrap();
    std::fs::write(dist.join("font.5678.woff2"), b"font").unwrap();
    std::fs::write(dist.join("secret.txt"), "not for the public").unwrap();
    let manifest = r#"{"okno.css":"okno.1234.css","font.woff2":"font.5678.woff2"}"#;
    std::fs::write(dist.join("manifest.json"), manifest).unwrap();
    Assets::load(&dist).unwrap()
}

/// A browser: keeps cookies, sends what a page of the portal would send.
#[derive(Clone)]
struct Browser {
    router: Router,
    jar: BTreeMap<String, String>,
    lang: &'static str,
}

#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    /// The text with plain spaces and hyphens in the place of no-break ones.
    fn text(&self) -> String {
        let text = String::from_utf8(self.bytes.clone()).unwrap();
        text.replace('\u{a0}', " ").replace('\u{2011}', "-")
    }

    fn head(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The text of the only element that begins with `open` (e.g. `<h1`).
    fn inside(&self, open: &str, close: &str) -> String {
        let page = self.text();
        let mut parts = page.split(open);
        let after = parts.nth(1).unwrap_or_else(|| panic!("no {open}: {page}"));
        assert!(parts.next().is_none(), "more than one {open}");
        let (_, rest) = after.split_once('>').unwrap();
        rest.split(close).next().unwrap().to_owned()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

impl Browser {
    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        if !headers.contains_key(header::ACCEPT_LANGUAGE) && !self.lang.is_empty() {
            headers.insert(header::ACCEPT_LANGUAGE, self.lang.parse().unwrap());
        }
        if !self.jar.is_empty() && !headers.contains_key(header::COOKIE) {
            let pairs: Vec<String> = self.jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
            headers.insert(header::COOKIE, pairs.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn get_from(&mut self, path: &str, from: &str, headers: &[(&str, &str)]) -> Answer {
        let from: SocketAddr = from.parse().unwrap();
        let mut request = Request::get(path).extension(ConnectInfo(from));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.post_with(path, pairs, &[("sec-fetch-site", "same-origin")])
            .await
    }

    async fn post_with(
        &mut self,
        path: &str,
        pairs: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let coded: Vec<String> = pairs
            .iter()
            .map(|(k, v)| format!("{k}={}", encoded(v)))
            .collect();
        let mut request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(coded.join("&"))).unwrap())
            .await
    }

    async fn ask(&mut self, rule: &str, value: &str) -> serde_json::Value {
        let body = serde_json::json!({ "rule": rule, "value": value, "name": "x" });
        let request = Request::post("/-/check")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let answer = self.send(request).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.json()
    }

    fn token(&self) -> String {
        self.jar.get("__Host-okno").cloned().unwrap_or_default()
    }
}

fn encoded(value: &str) -> String {
    value.bytes().map(|b| format!("%{b:02X}")).collect()
}
