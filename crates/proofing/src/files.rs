//! Files that go out at the counter.

use axum::response::Response;

/// Hands a file out to be looked at.
pub(crate) fn deliver(content: Vec<u8>, media_type: &str, name: &str) -> Response {
    okno_web::handout::deliver(content, media_type, name, false)
}
