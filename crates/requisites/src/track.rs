use crate::Flaw;
use crate::text::{canonical, digits};

/// Number of a registered letter within Russia, 14 digits: the postcode of the
/// office (6), the month (2), the serial (5) and a check digit (S3-28). Stored
/// as digits, accepted with any separators.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackingNumber(String);

/// Three times the digits on odd places and once those on even ones, up to the
/// next ten.
fn control(first: &str) -> u32 {
    let sum: u32 = first
        .bytes()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 })
        .sum();
    (10 - sum % 10) % 10
}

impl TrackingNumber {
    /// Reads a number as pasted.
    ///
    /// # Errors
    /// `flaw-track-empty`, `-chars`, `-count`, `-check`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found =
            digits(raw, &["рпо", "шпи", "трек", "rpo"]).ok_or(Flaw::new("flaw-track-chars"))?;
        match found.all.len() {
            14 => {}
            0 => return Err(Flaw::new("flaw-track-empty")),
            count => return Err(Flaw::new("flaw-track-count").with("count", count)),
        }
        let (first, given) = found.all.split_at(13);
        if given != control(first).to_string() {
            return Err(Flaw::new("flaw-track-check"));
        }
        Ok(Self(found.all))
    }

    /// The number of the letter `serial` (below 100 000) taken in by the office
    /// with this postcode in a month (1 to 12).
    ///
    /// # Errors
    /// `flaw-track-count`, `flaw-track-chars` when there can be no such number.
    pub fn with_control(postcode: &str, month: u8, serial: u32) -> Result<Self, Flaw> {
        let first = format!("{postcode}{month:02}{serial:05}");
        if first.len() != 13 {
            return Err(Flaw::new("flaw-track-count").with("count", first.len() + 1));
        }
        if !first.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Flaw::new("flaw-track-chars"));
        }
        Ok(Self(format!("{first}{}", control(&first))))
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// Fourteen digits, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `101000 11 00001 7`, as on the receipt.
    pub fn shown(&self) -> String {
        let d = &self.0;
        format!("{} {} {} {}", &d[..6], &d[6..8], &d[8..13], &d[13..])
    }

    /// `••• 00001 7`.
    pub fn masked(&self) -> String {
        format!("••• {} {}", &self.0[8..13], &self.0[13..])
    }
}

canonical!(TrackingNumber);
