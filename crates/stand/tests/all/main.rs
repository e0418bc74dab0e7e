#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod banks;
mod clamd;
mod gateways;
mod holdings;
mod mail;
mod pages;
mod post;
mod registries;
mod switchboard;

use std::net::SocketAddr;
use std::time::Duration;

use okno_stand::{Config, KEY, Running, run};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// A stand of its own for one test.
struct World {
    url: String,
    smtp: SocketAddr,
    clamav: SocketAddr,
    client: reqwest::Client,
    stop: CancellationToken,
    running: Option<tokio::task::JoinHandle<()>>,
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn world() -> World {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let stop = CancellationToken::new();
    let config = Config {
        http: any,
        smtp: any,
        portal_url: "http://portal.example/".to_owned(),
        seed: 7,
        crowd: okno_stand::CROWD,
    };
    let Running {
        http_addr,
        smtp_addr,
        clamav_addr,
        handle,
    } = run(config, stop.clone()).await.unwrap();
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    World {
        url: format!("http://{http_addr}"),
        smtp: smtp_addr,
        clamav: clamav_addr,
        client,
        stop,
        running: Some(handle),
    }
}

impl World {
    /// Stops the stand and waits until it has stopped.
    async fn stopped(mut self) {
        self.stop.cancel();
        let running = self.running.take().unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(10), running).await;
        ended.expect("the stand does not stop").unwrap();
    }

    async fn page(&self, path: &str) -> (u16, String) {
        let answer = self
            .client
            .get(format!("{}{path}", self.url))
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, text) = self.page(path).await;
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    async fn list(&self, path: &str) -> Vec<Value> {
        self.get(path).await.as_array().unwrap().clone()
    }

    fn request(&self, path: &str, key: &str, body: &Value) -> reqwest::RequestBuilder {
        let mut request = self
            .client
            .post(format!("{}{path}", self.url))
            .bearer_auth(KEY)
            .json(body);
        if !key.is_empty() {
            request = request.header("Idempotency-Key", key);
        }
        request
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let answer = self.request(path, key, body).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap())
    }

    async fn person(&self, id: &str) -> Value {
        self.get(&format!("/api/people/{id}")).await
    }

    async fn fault(&self, order: Value) {
        let (status, answer) = self.post("/api/faults", "", &order).await;
        assert_eq!(status, 200, "{answer}");
    }
}

/// What a person would send of themselves to a registry.
fn own(person: &Value) -> Value {
    let mut request = json!({ "request_id": "r1" });
    for field in [
        "surname",
        "name",
        "patronymic",
        "birth_date",
        "passport_number",
        "passport_issued_on",
        "division_code",
        "snils",
        "inn",
    ] {
        request[field] = person[field].clone();
    }
    request
}

fn with(mut value: Value, field: &str, new: impl Into<Value>) -> Value {
    value[field] = new.into();
    value
}
