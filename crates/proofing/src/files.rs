//! Files that come and go at the counter.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use okno_web::upload::{self, Sent};
use okno_web::{Fault, Input};

/// What came, with or without files.
pub(crate) async fn read(request: Request) -> Result<Sent, Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, &()).await;
        return upload::read(multipart.map_err(|_| Fault::BadRequest)?).await;
    }
    Ok(Sent {
        input: Input::from_request(request, &()).await?,
        ..Sent::default()
    })
}

/// Hands a file out under its own name and kind and no other; nobody keeps a copy.
pub(crate) fn deliver(content: Vec<u8>, media_type: &str, name: &str) -> Response {
    let disposition = format!("inline; filename*=UTF-8''{}", encoded(name));
    let mut response = content.into_response();
    let headers = response.headers_mut();
    let mut put = |key, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(key, value);
        }
    };
    put(header::CONTENT_TYPE, media_type);
    put(header::CONTENT_DISPOSITION, &disposition);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::CACHE_CONTROL, "no-store");
    response
}

/// Percent-encodes a name (RFC 8187).
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
