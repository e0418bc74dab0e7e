//! Pages that are the same for everybody who brings no cookie: drawn once,
//! then answered from memory as whole responses, headers and compressed body
//! included, before any other layer does its work.
//!
//! A handler says that its page is such a one by [`crate::Visitor::render_kept`].
//! What is kept is the very response that the first asker got, so that a kept
//! page cannot differ from a drawn one.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

use crate::portal::Portal;
use crate::words::Lang;

/// Paths at most; when there are more it starts anew.
const PATHS_AT_MOST: usize = 500;

/// The largest page that is kept, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Left in a response that may be kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keep;

struct Kept {
    head: HeaderMap,
    etag: HeaderValue,
    body: Bytes,
}

/// The variants of a page: two languages, plain or compressed.
type Variants = [Option<Arc<Kept>>; 4];

#[derive(Default)]
struct Pages {
    /// Grows when all is forgotten: a page that was drawn before is not kept.
    generation: u64,
    by_path: HashMap<String, Variants>,
}

/// All kept pages.
#[derive(Default)]
pub(crate) struct KeptPages(RwLock<Pages>);

impl KeptPages {
    fn find(&self, path: &str, variant: usize) -> Result<Arc<Kept>, u64> {
        let pages = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = pages.by_path.get(path).and_then(|v| v.get(variant));
        match found {
            Some(Some(kept)) => Ok(kept.clone()),
            _ => Err(pages.generation),
        }
    }

    fn put(&self, path: String, variant: usize, kept: Arc<Kept>, generation: u64) {
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if pages.generation != generation {
            return;
        }
        if pages.by_path.len() >= PATHS_AT_MOST && !pages.by_path.contains_key(&path) {
            pages.by_path.clear();
        }
        if let Some(place) = pages.by_path.entry(path).or_default().get_mut(variant) {
            *place = Some(kept);
        }
    }

    pub(crate) fn forget(&self) {
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        pages.generation += 1;
        pages.by_path.clear();
    }
}

/// Does the browser take gzip? A weight of nought means no (RFC 9110, 12.5.3).
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let Some(accepted) = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
    else {
        return false;
    };
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        name.trim().eq_ignore_ascii_case("gzip") && weight.parse() != Ok(0.0_f32)
    })
}

fn variant(headers: &HeaderMap, gzip: bool) -> usize {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let lang = match Lang::from_accept(accepted) {
        Lang::Ru => 0,
        Lang::En => 2,
    };
    lang + usize::from(gzip)
}

/// A plain request for a page by somebody whom we do not know.
fn is_plain(request: &Request) -> bool {
    request.method() == Method::GET
        && request.uri().query().is_none()
        && !request.headers().contains_key(header::COOKIE)
        && !request.headers().contains_key(header::AUTHORIZATION)
        // One page has one address: others would only fill the memory.
        && !request.uri().path().contains('%')
}

impl Kept {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let known = asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(','))
            .any(|tag| {
                let tag = tag.trim();
                tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == self.etag.as_bytes()
            });
        if known {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
                for value in self.head.get_all(&name) {
                    response.headers_mut().append(name.clone(), value.clone());
                }
            }
            return response;
        }
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.head.clone();
        response
    }
}

/// Answers from memory, or lets the page be drawn and keeps it.
pub(crate) async fn keeper(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    if !is_plain(&request) {
        return next.run(request).await;
    }
    let path = request.uri().path();
    let wanted = variant(request.headers(), takes_gzip(request.headers()));
    let generation = match portal.kept().find(path, wanted) {
        Ok(kept) => {
            metrics::counter!("okno_requests_total", "route" => "kept", "status" => "200")
                .increment(1);
            return kept.answer(request.headers());
        }
        Err(generation) => generation,
    };
    let path = path.to_owned();
    let asked = request.headers().clone();
    let mut response = next.run(request).await;
    let may = response.extensions_mut().remove::<Keep>().is_some();
    if !may
        || response.status() != StatusCode::OK
        || response.headers().contains_key(header::SET_COOKIE)
    {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        tracing::error!(path, "a page to keep is too large");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let digest = Sha256::digest(&body);
    let short = digest.get(..12).unwrap_or_default();
    let tag = format!("\"{}\"", BASE64URL_NOPAD.encode(short));
    let etag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
    let mut head = parts.headers;
    head.insert(header::ETAG, etag.clone());
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let is_gzip = head.get(header::CONTENT_ENCODING).is_some();
    head.remove(header::CONTENT_LENGTH);
    head.remove(header::TRANSFER_ENCODING);
    let kept = Arc::new(Kept { head, etag, body });
    let answer = kept.answer(&asked);
    portal
        .kept()
        .put(path, variant(&asked, is_gzip), kept, generation);
    answer
}
