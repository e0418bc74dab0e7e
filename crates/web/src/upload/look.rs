//! A look at what came: its kind by content, whether it is whole, pictures made anew.

use std::io::Cursor;

use image::{ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use okno_requisites::Flaw;

use super::{LARGEST, Upload, pdf};

/// Most memory that a decoded picture may take, bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

pub(super) fn clean_name(name: &str) -> String {
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

pub(super) fn examine(name: String, content: Vec<u8>) -> Result<Upload, Flaw> {
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
            pdf::harmless(&content)?;
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
