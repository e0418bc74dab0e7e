//! What a PDF must not bring along: programs, other files, a password. Names are looked
//! for where they mean something, so not within the data of streams, except in object
//! streams, which are opened for it (ISO 32000-1, 7.3.5, 7.5.7). A reader of the whole
//! format would give up on many files that people's programs open.

use std::io::Read;

use flate2::read::ZlibDecoder;
use okno_requisites::Flaw;

/// Names that make a PDF more than a document.
const ACTIVE: [&[u8]; 6] = [
    b"JavaScript",
    b"JS",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
];
/// Most of the object streams of one file that is looked through, bytes unpacked.
const MOST: u64 = 64 * 1024 * 1024;

/// Is it a document and nothing else?
pub(super) fn harmless(content: &[u8]) -> Result<(), Flaw> {
    let mut left = MOST;
    look(content, &mut left, true)
}

fn look(content: &[u8], left: &mut u64, outside: bool) -> Result<(), Flaw> {
    let mut at = 0;
    // Where the dictionary before a stream may begin.
    let mut object = 0;
    let mut texts = true;
    while let Some(byte) = content.get(at) {
        match byte {
            b'/' => {
                let (name, end) = name(content, at + 1);
                if ACTIVE.contains(&name.as_slice()) {
                    return Err(Flaw::new("web-upload-active"));
                }
                if outside && name == b"Encrypt" {
                    return Err(Flaw::new("web-upload-locked"));
                }
                at = end;
            }
            b'(' if texts => match after_text(content, at) {
                Some(end) => at = end,
                // A bracket without an end must not hide the rest, nor be sought twice.
                None => texts = false,
            },
            b'%' => at = after_line(content, at),
            b's' if outside && content[at..].starts_with(b"stream") => {
                let begin = after_line(content, at);
                let end = find(content, begin, b"endstream").unwrap_or(content.len());
                let about = &content[object..at];
                if find(about, 0, b"ObjStm").is_some() && begin < end {
                    packed(&content[begin..end], left)?;
                }
                at = end + b"endstream".len();
                object = at.min(content.len());
            }
            b'e' if outside && content[at..].starts_with(b"endobj") => {
                at += b"endobj".len();
                object = at;
            }
            _ => at += 1,
        }
    }
    Ok(())
}

/// Objects that are packed together.
fn packed(data: &[u8], left: &mut u64) -> Result<(), Flaw> {
    let mut objects = Vec::new();
    // What does not unpack is not read by anybody else either.
    let _ = ZlibDecoder::new(data).take(*left).read_to_end(&mut objects);
    *left = left.saturating_sub(u64::try_from(objects.len()).unwrap_or(*left));
    if *left == 0 {
        return Err(Flaw::new("web-upload-active"));
    }
    look(&objects, left, false)
}

fn is_regular(byte: u8) -> bool {
    !(byte.is_ascii_whitespace() || byte == 0 || b"()<>[]{}/%".contains(&byte))
}

/// A name, with `#4a` for `J` undone, and where it ends.
fn name(content: &[u8], from: usize) -> (Vec<u8>, usize) {
    let rest = content.get(from..).unwrap_or_default();
    let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
    let mut name = Vec::new();
    let mut raw = rest[..length].iter();
    while let Some(byte) = raw.next() {
        let coded = (*byte == b'#').then(|| {
            let digits = raw.as_slice().get(..2)?;
            u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
        });
        match coded.flatten() {
            Some(meant) => {
                raw.nth(1);
                name.push(meant);
            }
            None => name.push(*byte),
        }
    }
    (name, from + length)
}

/// Past a text in brackets, which may hold others.
fn after_text(content: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0;
    let mut at = from;
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn after_line(content: &[u8], from: usize) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let line = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    match line {
        Some(n) if rest[n..].starts_with(b"\r\n") => from + n + 2,
        Some(n) => from + n + 1,
        None => content.len(),
    }
}

fn find(content: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = content.get(from..)?;
    let mut at = 0;
    while let Some(n) = rest.get(at..)?.iter().position(|byte| *byte == what[0]) {
        at += n;
        if rest[at..].starts_with(what) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}
