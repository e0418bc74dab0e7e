//! The outside for these tests: an HTTP server and a mail server whose faults
//! a test sets call by call.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the next calls end.
#[derive(Clone)]
pub enum Mode {
    /// 200 (202 for SMS) with this body.
    Answer(&'static str),
    /// This status.
    Status(u16),
    /// 307: the answer is said to be at this address.
    Elsewhere(String),
    /// 429 with `Retry-After`.
    Later(u32),
    /// Waits before the answer.
    Slow(Duration),
    /// Closes the connection in the middle of the answer.
    Broken,
    /// A body without end.
    Endless,
    /// Answers SMTP with this line instead of taking the letter.
    Smtp(&'static str),
}

/// One HTTP call as it came.
#[derive(Clone)]
pub struct Seen {
    pub path: String,
    pub key: String,
    pub bearer: String,
    pub body: Value,
}

pub struct World {
    pub mode: Mode,
    pub calls: Vec<Seen>,
    /// Letters as they came; one per `Message-ID`, as a real mailbox shows them.
    pub letters: Vec<String>,
    /// How often a letter was handed over, repeats included.
    pub handed: usize,
    pub busiest: usize,
    now: usize,
}

/// The outside, listening on ports of its own.
#[derive(Clone)]
pub struct Outside {
    pub http: String,
    pub smtp: String,
    world: Arc<Mutex<World>>,
}

impl Outside {
    pub async fn start() -> Self {
        let http = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let outside = Self {
            http: format!("http://{}", http.local_addr().unwrap()),
            smtp: format!("smtp://{}", smtp.local_addr().unwrap()),
            world: Arc::new(Mutex::new(World {
                mode: Mode::Answer(r#"{"id":"1","outcome":"match"}"#),
                calls: Vec::new(),
                letters: Vec::new(),
                handed: 0,
                busiest: 0,
                now: 0,
            })),
        };
        let router = Router::new().fallback(answer).with_state(outside.clone());
        tokio::spawn(async move { axum::serve(http, router).await });
        let own = outside.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = smtp.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.mail(stream).await });
            }
        });
        outside
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    pub fn set(&self, mode: Mode) {
        self.world().mode = mode;
    }

    pub fn calls(&self) -> Vec<Seen> {
        self.world().calls.clone()
    }

    /// Just enough of RFC 5321.
    async fn mail(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 outside\r\n").await.ok()?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let mode = self.world().mode.clone();
            let reply = match line.get(..4).unwrap_or("").to_ascii_uppercase().as_str() {
                "EHLO" | "HELO" => "250-outside\r\n250 8BITMIME\r\n",
                "RCPT" => match mode {
                    Mode::Smtp(line) => line,
                    _ => "250 ok\r\n",
                },
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await.ok()?;
                    let mut letter = Vec::new();
                    while !letter.ends_with(b"\r\n.\r\n") {
                        letter.push(stream.read_u8().await.ok()?);
                    }
                    if let Mode::Slow(wait) = mode {
                        tokio::time::sleep(wait).await;
                    }
                    self.keep(String::from_utf8_lossy(&letter).into_owned());
                    "250 taken\r\n"
                }
                "QUIT" => return None,
                _ => "250 ok\r\n",
            };
            stream.write_all(reply.as_bytes()).await.ok()?;
        }
    }

    fn keep(&self, letter: String) {
        let id = |letter: &str| header(letter, "Message-ID");
        let mut world = self.world();
        world.handed += 1;
        if !world.letters.iter().any(|l| id(l) == id(&letter)) {
            world.letters.push(letter);
        }
    }
}

/// A header of a letter, its folding undone.
pub fn header(letter: &str, name: &str) -> String {
    let head = letter.split("\r\n\r\n").next().unwrap();
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let start = format!("{}:", name.to_ascii_lowercase());
    head.lines()
        .find(|line| line.to_ascii_lowercase().starts_with(&start))
        .map(|line| line[start.len()..].trim().to_owned())
        .unwrap_or_default()
}

async fn answer(
    State(outside): State<Outside>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    let mode = {
        let mut world = outside.world();
        world.calls.push(Seen {
            path: uri.path().to_owned(),
            key: text("idempotency-key"),
            bearer: text("authorization"),
            body: serde_json::from_slice(&body).unwrap_or_default(),
        });
        world.now += 1;
        world.busiest = world.busiest.max(world.now);
        world.mode.clone()
    };
    let response = match mode {
        Mode::Answer(body) => body.into_response(),
        Mode::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Mode::Elsewhere(to) => (StatusCode::TEMPORARY_REDIRECT, [("location", to)]).into_response(),
        Mode::Later(seconds) => (
            StatusCode::TOO_MANY_REQUESTS,
            [("retry-after", seconds.to_string())],
        )
            .into_response(),
        Mode::Slow(wait) => {
            tokio::time::sleep(wait).await;
            r#"{"id":"1","outcome":"match"}"#.into_response()
        }
        Mode::Broken => {
            let parts = futures::stream::iter([
                Ok(Bytes::from_static(b"{")),
                Err(std::io::Error::other("cut")),
            ]);
            Body::from_stream(parts).into_response()
        }
        Mode::Endless => {
            let parts = futures::stream::repeat_with(|| {
                Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 4096]))
            });
            Body::from_stream(parts).into_response()
        }
        Mode::Smtp(_) => StatusCode::OK.into_response(),
    };
    outside.world().now -= 1;
    response
}
