//! Files that people send: PDF, JPEG or PNG up to 5 MB, told by content and
//! not by name (S1-004, S1-162, C11). Pictures are decoded and encoded anew,
//! which throws away whatever else was in the file: places, cameras, tricks.

//!
//! A browser with scripts sends a large file in pieces ([`pieces`]) and then the form
//! with the number of the upload in its place; [`read`] gives the same for both.

mod look;
mod pdf;
pub(crate) mod pieces;

use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use okno_requisites::Flaw;
use tokio::sync::Semaphore;

pub use pieces::{STATEMENTS, sweep};

use crate::fault::Fault;
use crate::form::Input;
use crate::visitor::Visitor;
use look::{clean_name, examine};

/// Largest file, bytes: 5 × 1024 × 1024, inclusive.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// A file that has been looked at.
#[derive(Debug)]
pub struct Upload {
    /// The name its owner gave it, shortened to 120 characters, with the ending of its kind.
    pub name: String,
    /// Media type by content.
    pub media_type: &'static str,
    /// Content; pictures encoded anew.
    pub content: Vec<u8>,
}

/// What a multipart form sent: plain fields and at most one file a name.
#[derive(Debug, Default)]
pub struct Sent {
    /// Plain fields.
    pub input: Input,
    /// Files: name of the field, name of the file, content.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// A field whose file was larger than allowed.
    pub too_large: Option<String>,
}

/// Decoding at most so many pictures at once.
#[derive(Clone)]
pub struct Darkroom(Arc<Semaphore>);

impl Darkroom {
    /// With so many places.
    #[must_use]
    pub fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// Looks at a file and cleans it. A [`Flaw`] says what its owner may do.
    pub async fn develop(
        &self,
        name: &str,
        content: Vec<u8>,
    ) -> Result<Result<Upload, Flaw>, Fault> {
        let _place = self
            .0
            .acquire()
            .await
            .map_err(|e| Fault::Busy(e.to_string()))?;
        let name = clean_name(name);
        tokio::task::spawn_blocking(move || examine(name, content))
            .await
            .map_err(|e| Fault::Internal(e.to_string()))
    }
}

/// Reads a form, with or without files. Memory is bounded: a file past the limit is
/// thrown away as it comes, and the body as a whole is bounded by the server. Files that
/// came in pieces stand among the others.
///
/// # Errors
/// [`Fault::BadRequest`] when the form broke off or names an upload that is not there,
/// not whole, or not this visitor's; [`Fault::TooLarge`]; those of the store.
pub async fn read(request: Request) -> Result<Sent, Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Ok(Sent {
            input: Input::from_request(request, &()).await?,
            ..Sent::default()
        });
    }
    let visitor = request.extensions().get::<Visitor>().cloned();
    let multipart = Multipart::from_request(request, &()).await;
    let (mut sent, named) = parts(multipart.map_err(|_| Fault::BadRequest)?).await?;
    for (field, id) in named {
        let visitor = visitor.as_ref().ok_or(Fault::BadRequest)?;
        let (name, content) = pieces::whole(visitor, &field, &id).await?;
        sent.files.push((field, name, content));
    }
    Ok(sent)
}

/// The parts of a form, and which uploads it names: field, number.
async fn parts(mut multipart: Multipart) -> Result<(Sent, Vec<(String, String)>), Fault> {
    let broken = |e: MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::BadRequest,
    };
    let mut sent = Sent::default();
    let mut pairs = Vec::new();
    let mut named = Vec::new();
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(ToOwned::to_owned) else {
            let value = field.text().await.map_err(broken)?;
            match name.strip_prefix(pieces::PREFIX) {
                Some(of) => named.push((of.to_owned(), value)),
                None => pairs.push((name, value)),
            }
            continue;
        };
        let mut content = Vec::new();
        let mut fits = true;
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            if fits && content.len() + chunk.len() <= LARGEST {
                content.extend_from_slice(&chunk);
            } else {
                fits = false;
                content = Vec::new();
            }
        }
        if !fits {
            sent.too_large = Some(name);
        } else if !(file_name.is_empty() && content.is_empty()) {
            sent.files.push((name, file_name, content));
        }
    }
    // One form names as many as an account may have on their way.
    named.truncate(pieces::OPEN_AT_ONCE);
    sent.input = Input::from_pairs(pairs);
    Ok((sent, named))
}

/// «1,2 МБ», «340 КБ» / «1.2 MB».
#[must_use]
pub fn size_shown(bytes: i64, lang: crate::Lang) -> String {
    let bytes = bytes.max(0);
    let (mega, kilo, comma) = match lang {
        crate::Lang::Ru => ("МБ", "КБ", ","),
        crate::Lang::En => ("MB", "KB", "."),
    };
    if bytes >= 1024 * 1024 {
        let tenths = bytes * 10 / (1024 * 1024);
        format!("{}{comma}{}\u{a0}{mega}", tenths / 10, tenths % 10)
    } else {
        format!("{}\u{a0}{kilo}", (bytes / 1024).max(1))
    }
}
