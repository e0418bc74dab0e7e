//! What may go wrong on the way to an answer, and the page that says so.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use okno_store::DbError;

/// A request that does not end in the page it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such page, or not for this visitor.
    #[error("not found")]
    NotFound,
    /// The visitor may not do this.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// One must sign in first; the address to come back to.
    #[error("sign in first")]
    SignIn {
        /// Where to come back.
        back: String,
        /// As an official?
        staff: bool,
    },
    /// The account must be of a higher level.
    #[error("a higher account level is needed")]
    Level {
        /// The level needed, 1 to 3.
        needed: u8,
    },
    /// Identity was confirmed in a way that is not enough here (S3-30).
    #[error("another way of confirming identity is needed")]
    Method,
    /// What came cannot be read.
    #[error("bad request")]
    BadRequest,
    /// What came is too large.
    #[error("too large")]
    TooLarge,
    /// Too often; not before this time.
    #[error("too many requests")]
    TooMany {
        /// When it may be tried again.
        until: Timestamp,
    },
    /// The thing has changed since the page was drawn.
    #[error("stale: {0}")]
    Stale(&'static str),
    /// The scanner has not looked into the file yet.
    #[error("the file is not checked yet")]
    Unchecked,
    /// The scanner found something in the file: it is gone.
    #[error("the file was malicious")]
    Infected,
    /// The portal is busy; nothing was changed.
    #[error("busy: {0}")]
    Busy(String),
    /// Another change was faster; nothing was changed, and the same request
    /// may be sent again.
    #[error("another change was faster")]
    Conflict,
    /// A fault of the program.
    #[error("internal: {0}")]
    Internal(String),
}

impl Fault {
    /// Did nothing change, and may the very same request do in a moment?
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Conflict)
    }
}

impl From<DbError> for Fault {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Conflict => Self::Conflict,
            error if error.is_passing() => Self::Busy(error.to_string()),
            error => Self::Internal(error.to_string()),
        }
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::Internal(format!("template: {error}"))
    }
}

/// Left in the response for the layer that draws the page.
#[derive(Debug, Clone)]
pub(crate) struct FaultMark {
    pub(crate) status: StatusCode,
    /// Which texts: `web-fault-{word}-title` and so on.
    pub(crate) word: &'static str,
    pub(crate) log: Option<String>,
    pub(crate) until: Option<Timestamp>,
    pub(crate) level: Option<u8>,
}

impl FaultMark {
    fn new(status: StatusCode, word: &'static str) -> Self {
        Self {
            status,
            word,
            log: None,
            until: None,
            level: None,
        }
    }

    /// More requests from one address than the gate lets in.
    pub(crate) fn gate() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "gate")
    }

    /// Is it worth asking for the very same once more?
    pub(crate) fn is_passing(&self) -> bool {
        ["busy", "conflict", "gate"].contains(&self.word)
    }

    /// A page of another site sent the form.
    pub(crate) fn foreign() -> Self {
        Self {
            log: Some("the request comes from another site".to_owned()),
            ..Self::new(StatusCode::FORBIDDEN, "foreign")
        }
    }
}

impl IntoResponse for FaultMark {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mark = FaultMark::new;
        let mark = match self {
            Self::SignIn { back, staff } => {
                let page = if staff { "/work/login" } else { "/login" };
                let query = serde_qs(&back);
                return Redirect::to(&format!("{page}?next={query}")).into_response();
            }
            Self::NotFound => mark(StatusCode::NOT_FOUND, "not-found"),
            Self::Forbidden(why) => FaultMark {
                log: Some(why.to_owned()),
                ..mark(StatusCode::FORBIDDEN, "forbidden")
            },
            Self::Level { needed } => FaultMark {
                level: Some(needed),
                log: Some("a higher level is needed".to_owned()),
                ..mark(StatusCode::FORBIDDEN, "level")
            },
            Self::Method => mark(StatusCode::FORBIDDEN, "method"),
            Self::BadRequest => mark(StatusCode::BAD_REQUEST, "bad-request"),
            Self::TooLarge => mark(StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::TooMany { until } => FaultMark {
                until: Some(until),
                log: Some("too often".to_owned()),
                ..mark(StatusCode::TOO_MANY_REQUESTS, "too-many")
            },
            Self::Stale(_) => mark(StatusCode::CONFLICT, "stale"),
            Self::Unchecked => mark(StatusCode::CONFLICT, "unchecked"),
            Self::Infected => mark(StatusCode::GONE, "infected"),
            Self::Busy(text) => FaultMark {
                log: Some(text),
                ..mark(StatusCode::SERVICE_UNAVAILABLE, "busy")
            },
            Self::Conflict => FaultMark {
                log: Some(DbError::Conflict.to_string()),
                ..mark(StatusCode::SERVICE_UNAVAILABLE, "conflict")
            },
            Self::Internal(text) => FaultMark {
                log: Some(text),
                ..mark(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            },
        };
        mark.into_response()
    }
}

/// Percent-encodes a value for a query.
fn serde_qs(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
