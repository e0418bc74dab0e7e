//! Files that come and go at the counter.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use axum::response::Response;
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

/// Hands a file out to be looked at.
pub(crate) fn deliver(content: Vec<u8>, media_type: &str, name: &str) -> Response {
    okno_web::handout::deliver(content, media_type, name, false)
}
