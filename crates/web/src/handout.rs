//! Files handed out to whoever asks.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::server::CSP;

/// Hands a file out under its own name and kind and no other, to be looked at or to be
/// kept; nobody on the way keeps a copy.
#[must_use]
pub fn deliver(content: Vec<u8>, media_type: &str, name: &str, download: bool) -> Response {
    let how = if download { "attachment" } else { "inline" };
    let disposition = format!("{how}; filename*=UTF-8''{}", encoded(name));
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

/// A page that shows files of the portal beside its own content: PDFs, which browsers draw
/// in frames only. Nothing but what says so of itself ([`may_stand_beside`]) can stand there.
#[must_use]
pub fn with_frames(mut page: Response) -> Response {
    let policy = CSP.replacen("frame-src 'none'", "frame-src 'self'", 1);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        page.headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    page
}

/// A file that a page of the portal itself may show in a frame, and no other.
#[must_use]
pub fn may_stand_beside(mut file: Response) -> Response {
    let policy = CSP.replacen("frame-ancestors 'none'", "frame-ancestors 'self'", 1);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        let headers = file.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(
            header::X_FRAME_OPTIONS,
            HeaderValue::from_static("SAMEORIGIN"),
        );
    }
    file
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
