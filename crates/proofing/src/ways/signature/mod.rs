//! Electronic signature (S1-093, S1-094, S3-31, C14, C21): the person signs a
//! file that the portal gives, with a program of their own, or lends a key for one
//! signature. The certificate is checked up to a configured root and against the
//! revocation lists, and must name the person of the account.

pub(super) mod check;
mod lists;
pub(crate) mod newcomer;
pub(super) mod page;
pub(super) mod tries;

use std::path::PathBuf;

use axum::Router;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use okno_signature::{Bench, Trust};
use okno_store::{DbError, Limit, Tx, Worker};
use okno_web::Visitor;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Way;
use crate::Proofing;
use crate::attempt::Attempt;

pub(crate) use lists::{ask as ask_lists, states as list_states};
pub(super) use page::EVIDENCE;

pub use lists::ListState;

/// The method's word.
pub(crate) const ID: &str = "signature";
/// How long a file may be signed.
const CHALLENGE: SignedDuration = SignedDuration::from_mins(15);
/// The text of the file for who confirms an account.
const CONFIRMS: &str = "proofing-signature-challenge";
/// Letters of the code in it that are not taken for one another.
pub(super) const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Whom to trust, and how long.
#[derive(Debug, Clone, Default)]
pub struct SignatureSettings {
    /// Folder with the certificates of roots and of authorities below them.
    pub roots: Option<PathBuf>,
    /// Addresses of revocation lists.
    pub lists: Vec<String>,
    /// How long a list may be relied on after it was fetched, hours; 0 is a day.
    pub keeps_hours: i64,
    /// Signatures checked at once.
    pub at_once: usize,
}

/// What signatures are checked with.
pub(crate) struct Signing {
    pub(crate) trust: Trust,
    pub(crate) lists: Vec<String>,
    pub(crate) keeps: SignedDuration,
    pub(crate) bench: Bench,
    /// Keys that are lent are opened apart: a file can make that long.
    pub(crate) keys: Bench,
}

impl Default for Signing {
    fn default() -> Self {
        Self {
            trust: Trust::default(),
            lists: Vec::new(),
            keeps: SignedDuration::from_hours(24),
            bench: Bench::new(1),
            keys: Bench::new(1),
        }
    }
}

impl Signing {
    pub(crate) fn new(settings: SignatureSettings) -> Result<Self, String> {
        let trust = match &settings.roots {
            Some(folder) => Trust::read(folder)?,
            None => Trust::default(),
        };
        let keeps = match settings.keeps_hours {
            hours @ 1.. => SignedDuration::from_hours(hours),
            _ => SignedDuration::from_hours(24),
        };
        Ok(Self {
            trust,
            lists: settings.lists,
            keeps,
            bench: Bench::new(settings.at_once),
            keys: Bench::new(settings.at_once),
        })
    }
}

pub(crate) struct Signature;

impl Way for Signature {
    fn id(&self) -> &'static str {
        ID
    }

    fn is_ready(&self, proofing: &Proofing) -> bool {
        !proofing.signing.trust.is_empty()
    }

    fn router(&self, proofing: &Proofing) -> Router {
        use page::{begin, file, lent, renew, show, signed};
        // A refused form stands at its own address: the way back shows the page anew.
        Router::new()
            .route("/cabinet/confirm/signature", get(show).post(begin))
            .route("/cabinet/confirm/signature/again", get(show).post(renew))
            .route("/cabinet/confirm/signature/signed", get(show).post(signed))
            .route("/cabinet/confirm/signature/key", get(show).post(lent))
            .route("/cabinet/confirm/signature/file", get(file))
            .with_state(proofing.clone())
            .merge(newcomer::router(proofing))
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        lists::register(proofing, worker);
        newcomer::register(proofing, worker);
    }

    fn standard<'a>(&'a self, tx: &'a mut Tx, account: Uuid) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(newcomer::standard(tx, account))
    }
}

/// The text that is to be signed, and until when.
#[derive(Debug, Clone)]
pub(super) struct Challenge {
    pub(super) text: String,
    until: Timestamp,
}

/// How often a signature may be tried: the entries of the table.
pub(super) fn entry_limit(proofing: &Proofing, method: &str, name: &'static str) -> Limit {
    let often = proofing.table.get(method).map(|m| m.entries);
    Limit {
        name,
        max: often.map_or(1, |o| o.max),
        per: often.map_or(SignedDuration::from_hours(1), |o| o.per()),
    }
}

impl Challenge {
    /// A new one. It says in words what is signed: `text` with an address, a code and a
    /// time.
    pub(super) fn new(visitor: &Visitor, text: &str) -> Self {
        let db = visitor.db();
        let until = db.now().checked_add(CHALLENGE).unwrap_or(Timestamp::MAX);
        let portal = visitor.portal();
        let shown = portal
            .local(until)
            .strftime("%d.%m.%Y %H:%M %Z")
            .to_string();
        let text = portal.words().tv(
            visitor.lang(),
            text,
            &[
                ("address", portal.url("/").into()),
                ("code", db.chance().code(LETTERS, 32).into()),
                ("until", shown.into()),
            ],
        );
        Self { text, until }
    }

    fn kept(&self) -> Value {
        json!({ "text": self.text, "until": self.until.as_millisecond() })
    }

    fn of(attempt: &Attempt) -> Option<Self> {
        Self::read(&attempt.content)
    }

    fn read(kept: &Value) -> Option<Self> {
        Some(Self {
            text: kept["text"].as_str()?.to_owned(),
            until: Timestamp::from_millisecond(kept["until"].as_i64()?).ok()?,
        })
    }

    /// The file to sign, as a browser saves it.
    fn file(self) -> Response {
        let head = [
            (header::CONTENT_TYPE, "application/octet-stream"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"okno-sign-me.txt\"",
            ),
            (header::CACHE_CONTROL, "no-store"),
        ];
        (head, self.text).into_response()
    }
}
