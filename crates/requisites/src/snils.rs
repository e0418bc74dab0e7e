use crate::Flaw;
use crate::text::{canonical, digits};

/// Insurance number of an individual account, 11 digits, written
/// `XXX-XXX-XXX YY` where `YY` is the control number (S1-011). Stored as
/// digits, accepted with any separators or none (S1-050).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snils(String);

/// Up to this serial the control number was not assigned by the rule.
const LAST_EXEMPT: u32 = 1_001_998;

/// Control number of the nine-digit `serial`: digits weighted 9 to 1, the sum
/// modulo 101, and 100 read as 00.
fn control(serial: u32) -> u32 {
    let mut rest = serial;
    let mut sum = 0;
    for weight in 1..=9 {
        sum += rest % 10 * weight;
        rest /= 10;
    }
    sum % 101 % 100
}

impl Snils {
    /// Reads a number as pasted: any spaces and dashes, a leading «СНИЛС».
    ///
    /// # Errors
    /// `flaw-snils-empty`, `-chars`, `-short`, `-long`, `-zero`, `-check`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found = digits(raw, &["снилс", "snils"]).ok_or(Flaw::new("flaw-snils-chars"))?;
        match found.all.len() {
            11 => {}
            0 => return Err(Flaw::new("flaw-snils-empty")),
            count @ 1..11 => return Err(Flaw::new("flaw-snils-short").with("count", count)),
            count => return Err(Flaw::new("flaw-snils-long").with("count", count)),
        }
        let serial: u32 = found.all[..9].parse().unwrap_or(0);
        let given: u32 = found.all[9..].parse().unwrap_or(0);
        if serial == 0 {
            return Err(Flaw::new("flaw-snils-zero"));
        }
        if serial > LAST_EXEMPT && given != control(serial) {
            return Err(Flaw::new("flaw-snils-check"));
        }
        Ok(Self(found.all))
    }

    /// The number with the nine-digit `serial` and its right control number.
    ///
    /// # Errors
    /// `flaw-snils-zero`, `flaw-snils-long` when there can be no such serial.
    pub fn with_control(serial: u32) -> Result<Self, Flaw> {
        match serial {
            0 => Err(Flaw::new("flaw-snils-zero")),
            1..=999_999_999 => Ok(Self(format!("{serial:09}{:02}", control(serial)))),
            _ => Err(Flaw::new("flaw-snils-long").with("count", 12)),
        }
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// Eleven digits, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `112-233-445 95`.
    pub fn shown(&self) -> String {
        let d = &self.0;
        format!("{}-{}-{} {}", &d[..3], &d[3..6], &d[6..9], &d[9..])
    }

    /// `•••-•••-445 95`.
    pub fn masked(&self) -> String {
        format!("•••-•••-{} {}", &self.0[6..9], &self.0[9..])
    }
}

canonical!(Snils);
