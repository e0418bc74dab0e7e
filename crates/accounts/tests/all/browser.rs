//! A browser of the smallest kind: it keeps cookies and sends forms.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub ip: String,
}

/// An answer; the text has ordinary spaces and hyphens.
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Seen {
    pub fn to(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |v| v.to_str().unwrap())
    }

    #[track_caller]
    pub fn has(&self, text: &str) -> &Self {
        assert!(
            self.text.contains(text),
            "«{text}» is not in {}\n{}",
            self.status,
            self.main()
        );
        self
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(
            !self.text.contains(text),
            "«{text}» is in {}\n{}",
            self.status,
            self.main()
        );
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}\n{}",
            self.to(),
            self.main()
        );
        self
    }

    #[track_caller]
    pub fn leads(&self, to: &str) -> &Self {
        self.is(303);
        assert_eq!(self.to(), to);
        self
    }

    /// What stands in `<main>`.
    pub fn main(&self) -> &str {
        let from = self.text.find("<main").unwrap_or(0);
        let to = self.text.find("</main>").unwrap_or(self.text.len());
        &self.text[from..to]
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let byte = |b: u8| {
        if b.is_ascii_alphanumeric() {
            char::from(b).to_string()
        } else {
            format!("%{b:02X}")
        }
    };
    let text = |s: &str| s.bytes().map(byte).collect::<String>();
    let pairs: Vec<String> = fields
        .iter()
        .map(|(k, v)| format!("{}={}", text(k), text(v)))
        .collect();
    pairs.join("&")
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            ip: "192.0.2.7".to_owned(),
        }
    }

    async fn send(&mut self, request: Request<Body>) -> Seen {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            let value = value.to_str().unwrap();
            let (name, rest) = value.split_once('=').unwrap();
            let content = rest.split(';').next().unwrap();
            if value.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), content.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes)
            .replace(['\u{a0}', '\u{202f}'], " ")
            .replace('\u{2011}', "-")
            .replace("&#34;", "\"")
            .replace("&#38;", "&");
        Seen {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    fn request(&self, method: &str, path: &str, site: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut builder = Request::builder()
            .method(method)
            .uri(path)
            .header("x-forwarded-for", &self.ip)
            .header("host", "okno.example")
            .header("sec-fetch-site", site);
        if !cookies.is_empty() {
            builder = builder.header(header::COOKIE, cookies.join("; "));
        }
        builder
    }

    pub async fn get(&mut self, path: &str) -> Seen {
        let request = self
            .request("GET", path, "same-origin")
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        self.post_from(path, fields, "same-origin").await
    }

    pub async fn post_from(&mut self, path: &str, fields: &[(&str, &str)], site: &str) -> Seen {
        let request = self
            .request("POST", path, site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(fields)))
            .unwrap();
        self.send(request).await
    }
}
