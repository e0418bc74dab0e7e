//! Files that people send: PDF, JPEG or PNG up to 5 MB, told by content and
//! not by name (S1-004, S1-162, C11). Pictures are decoded and encoded anew,
//! which throws away whatever else was in the file: places, cameras, tricks.

use std::io::Cursor;
use std::sync::Arc;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use image::{ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use okno_requisites::Flaw;
use tokio::sync::Semaphore;

use crate::fault::Fault;
use crate::form::Input;

/// Largest file, bytes: 5 × 1024 × 1024, inclusive.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// Most memory that a decoded picture may take, bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

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

/// Reads a multipart form. Memory is bounded: a file past the limit is thrown
/// away as it comes, and the body as a whole is bounded by the server.
pub async fn read(mut multipart: Multipart) -> Result<Sent, Fault> {
    let broken = |e: MultipartError| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::BadRequest,
    };
    let mut sent = Sent::default();
    let mut pairs = Vec::new();
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(ToOwned::to_owned) else {
            pairs.push((name, field.text().await.map_err(broken)?));
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
    sent.input = Input::from_pairs(pairs);
    Ok(sent)
}

fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks that turn the direction of writing could show another ending.
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean = last.chars().filter(|c| !c.is_control() && !turns(*c));
    let clean: String = clean.take(120).collect();
    match clean.trim().trim_start_matches('.') {
        "" => "file".to_owned(),
        clean => clean.to_owned(),
    }
}

/// What a file is called says what it is: a PDF that calls itself `a.html` would be opened
/// as a page by whoever has kept it (ASVS 5.2.2).
fn with_ending(name: String, endings: &[&str]) -> String {
    let own = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if endings.iter().any(|one| own.eq_ignore_ascii_case(one)) {
        return name;
    }
    format!("{name}.{}", endings.first().copied().unwrap_or_default())
}

fn examine(name: String, content: Vec<u8>) -> Result<Upload, Flaw> {
    if content.is_empty() {
        return Err(Flaw::new("web-upload-empty"));
    }
    if content.len() > LARGEST {
        return Err(Flaw::new("web-upload-large"));
    }
    match infer::get(&content).map(|kind| kind.mime_type()) {
        Some("application/pdf") => {
            let tail = &content[content.len().saturating_sub(2048)..];
            if !tail.windows(5).any(|w| w == b"%%EOF") {
                return Err(Flaw::new("web-upload-cut"));
            }
            Ok(Upload {
                name: with_ending(name, &["pdf"]),
                media_type: "application/pdf",
                content,
            })
        }
        Some("image/jpeg") => recode(name, &content, ImageFormat::Jpeg, "image/jpeg"),
        Some("image/png") => recode(name, &content, ImageFormat::Png, "image/png"),
        _ => Err(Flaw::new("web-upload-kind")),
    }
}

/// A JPEG that came whole has an end mark after the beginning of its picture
/// data; decoders paint the missing part grey and say nothing. An end mark of
/// the small preview inside the header does not count.
fn jpeg_is_whole(content: &[u8]) -> bool {
    let mut rest = content.get(2..).unwrap_or_default();
    loop {
        let [0xff, marker, tail @ ..] = rest else {
            return false;
        };
        match marker {
            0xff => rest = &rest[1..],
            0x01 | 0xd0..=0xd7 => rest = tail,
            0xda => return tail.windows(2).any(|w| w == [0xff, 0xd9]),
            _ => {
                let [high, low, ..] = tail else {
                    return false;
                };
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = tail.get(length..).unwrap_or_default();
            }
        }
    }
}

fn recode(
    name: String,
    content: &[u8],
    format: ImageFormat,
    media_type: &'static str,
) -> Result<Upload, Flaw> {
    let cut = |error| match error {
        ImageError::Limits(_) => Flaw::new("web-upload-pixels"),
        _ => Flaw::new("web-upload-cut"),
    };
    if format == ImageFormat::Jpeg && !jpeg_is_whole(content) {
        return Err(Flaw::new("web-upload-cut"));
    }
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(12_000);
    limits.max_image_height = Some(12_000);
    // A phone's 50-megapixel picture fits; a bomb does not.
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(cut)?;
    // The decoder's own limit does not count the picture that comes out of it.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(Flaw::new("web-upload-pixels"));
    }
    let orientation = decoder.orientation().map_err(cut)?;
    let mut picture = image::DynamicImage::from_decoder(decoder).map_err(cut)?;
    picture.apply_orientation(orientation);
    let mut out = Cursor::new(Vec::new());
    let written = match format {
        ImageFormat::Jpeg => {
            let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 88);
            picture.to_rgb8().write_with_encoder(encoder)
        }
        _ => picture.write_to(&mut out, format),
    };
    written.map_err(cut)?;
    let endings: &[&str] = match format {
        ImageFormat::Jpeg => &["jpg", "jpeg"],
        _ => &["png"],
    };
    Ok(Upload {
        name: with_ending(name, endings),
        media_type,
        content: out.into_inner(),
    })
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
