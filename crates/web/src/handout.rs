//! Files handed out to whoever asks.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use okno_store::files::{Checked, FileFacts};

use crate::fault::Fault;
use crate::visitor::Visitor;

/// May an official open this file?
///
/// # Errors
/// [`Fault::Unchecked`] before the scanner has looked into it, [`Fault::Infected`] when it
/// found something.
pub fn to_official(facts: &FileFacts) -> Result<(), Fault> {
    match facts.checked {
        Checked::None | Checked::Clean => Ok(()),
        Checked::Waiting => Err(Fault::Unchecked),
        Checked::Infected => Err(Fault::Infected),
    }
}

/// May its owner? What is not checked yet is still their own.
///
/// # Errors
/// [`Fault::Infected`]
pub fn to_owner(facts: &FileFacts) -> Result<(), Fault> {
    match facts.checked {
        Checked::Infected => Err(Fault::Infected),
        _ => Ok(()),
    }
}

/// Why a file cannot be opened now, in words to stand beside it: an official's until it
/// is checked, and nobody's that was malicious.
#[must_use]
pub fn shut(visitor: &Visitor, facts: &FileFacts, to_official: bool) -> Option<String> {
    match facts.checked {
        Checked::Waiting if to_official => Some(visitor.t("web-fault-unchecked-title")),
        Checked::Infected => Some(visitor.t("web-fault-infected-text")),
        _ => None,
    }
}

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
