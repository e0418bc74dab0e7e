//! As much of DER and BER as is needed to look at a file before OpenSSL works on it.

use data_encoding::BASE64;

/// Deepest nesting that is looked at.
const DEEP: usize = 24;

/// A value: its tag and what it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) tag: u8,
    pub(crate) body: &'a [u8],
}

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const OCTETS: u8 = 0x04;
pub(crate) const OBJECT: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// The first value and what follows it.
pub(crate) fn first(input: &[u8]) -> Option<(Node<'_>, &[u8])> {
    take(input, 0)
}

fn take(input: &[u8], depth: usize) -> Option<(Node<'_>, &[u8])> {
    let (&tag, rest) = input.split_first()?;
    // Tags above 30 do not occur in what is read here.
    if tag & 0x1f == 0x1f || depth > DEEP {
        return None;
    }
    let (&length, rest) = rest.split_first()?;
    if length == 0x80 {
        // BER of unknown length: ends with two zeros.
        let mut inner = rest;
        loop {
            if let [0, 0, after @ ..] = inner {
                let body = rest.get(..rest.len() - inner.len())?;
                return Some((Node { tag, body }, after));
            }
            inner = take(inner, depth + 1)?.1;
        }
    }
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        let count = usize::from(length & 0x7f);
        if count > 4 {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(count)?;
        (
            bytes.iter().fold(0, |sum, b| (sum << 8) | usize::from(*b)),
            rest,
        )
    };
    let (body, after) = rest.split_at_checked(length)?;
    Some((Node { tag, body }, after))
}

/// The values that stand side by side; ends at the first that cannot be read.
pub(crate) fn all(mut input: &[u8]) -> impl Iterator<Item = Node<'_>> {
    std::iter::from_fn(move || {
        let (node, rest) = first(input)?;
        input = rest;
        Some(node)
    })
}

/// The DER of a file that may be DER, PEM or bare base64.
pub(crate) fn unwrapped(file: &[u8]) -> Option<Vec<u8>> {
    if file.first() == Some(&SEQUENCE) && first(file).is_some() {
        return Some(file.to_vec());
    }
    let text = std::str::from_utf8(file)
        .ok()?
        .trim_start_matches('\u{feff}');
    let body: String = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = BASE64.decode(body.as_bytes()).ok()?;
    (der.first() == Some(&SEQUENCE)).then_some(der)
}

/// The numbers that follow a salt: how often a lock's function is repeated. A file
/// could ask for hours of it.
pub(crate) fn repeats(input: &[u8]) -> u64 {
    most(input, 0)
}

fn most(input: &[u8], depth: usize) -> u64 {
    if depth > DEEP {
        return u64::MAX;
    }
    let mut highest = 0;
    let mut before = 0;
    for node in all(input) {
        let here = match node.tag {
            INTEGER if before == OCTETS => number(node.body),
            OCTETS if node.body.first() == Some(&SEQUENCE) => most(node.body, depth + 1),
            tag if tag & 0x20 != 0 => most(node.body, depth + 1),
            _ => 0,
        };
        highest = highest.max(here);
        before = node.tag;
    }
    highest
}

fn number(body: &[u8]) -> u64 {
    let digits = body.iter().skip_while(|b| **b == 0);
    digits.fold(0_u64, |sum, byte| {
        if sum >> 56 == 0 {
            (sum << 8) | u64::from(*byte)
        } else {
            u64::MAX
        }
    })
}

/// Does this object identifier (its DER with tag and length) stand anywhere inside?
pub(crate) fn names(input: &[u8], object: &[u8]) -> bool {
    input.windows(object.len()).any(|part| part == object)
}
