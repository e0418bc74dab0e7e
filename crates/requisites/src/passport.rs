use crate::text::{canonical, digits};
use crate::{BirthDate, DocDate, Flaw};

/// Series (4 digits) and number (6 digits) of the internal passport of a
/// citizen of Russia (S1-051). Stored as ten digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassportNumber(String);

const LABELS: [&str; 7] = ["паспорт", "рф", "серия", "сер", "и", "passport", "series"];

impl PassportNumber {
    /// Reads the series and the number as pasted: `61 14 123456`,
    /// `6114 № 123456`, «серия 6114 номер 123456».
    ///
    /// # Errors
    /// `flaw-passport-empty`, `-chars`, `-short`, `-long`, `-swapped`, `-zero`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found = digits(raw, &LABELS).ok_or(Flaw::new("flaw-passport-chars"))?;
        match found.all.len() {
            10 => {}
            0 => return Err(Flaw::new("flaw-passport-empty")),
            count @ 1..10 => return Err(Flaw::new("flaw-passport-short").with("count", count)),
            count => return Err(Flaw::new("flaw-passport-long").with("count", count)),
        }
        // The grouping tells that the number was put before the series.
        if found.groups == [6, 4] || found.groups == [6, 2, 2] {
            return Err(Flaw::new("flaw-passport-swapped"));
        }
        if found.all[4..] == *"000000" {
            return Err(Flaw::new("flaw-passport-zero"));
        }
        Ok(Self(found.all))
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// Four digits.
    pub fn series(&self) -> &str {
        &self.0[..4]
    }

    /// Six digits.
    pub fn number(&self) -> &str {
        &self.0[4..]
    }

    /// Ten digits, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `61 14 123456`.
    pub fn shown(&self) -> String {
        let d = &self.0;
        format!("{} {} {}", &d[..2], &d[2..4], &d[4..])
    }

    /// `61 14 ••• 456`.
    pub fn masked(&self) -> String {
        let d = &self.0;
        format!("{} {} ••• {}", &d[..2], &d[2..4], &d[7..])
    }
}

canonical!(PassportNumber);

/// Code of the division that issued the passport, `NNN-NNN`. Not to be
/// confused with the KPP of organisations.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode(String);

impl DivisionCode {
    /// Reads the code with or without the hyphen.
    ///
    /// # Errors
    /// `flaw-division-empty`, `-chars`, `-count`, `-zero`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found = digits(raw, &["код", "подразделения", "к", "п", "code"])
            .ok_or(Flaw::new("flaw-division-chars"))?
            .all;
        match found.len() {
            6 => {}
            0 => return Err(Flaw::new("flaw-division-empty")),
            count => return Err(Flaw::new("flaw-division-count").with("count", count)),
        }
        if found == "000000" {
            return Err(Flaw::new("flaw-division-zero"));
        }
        Ok(Self(format!("{}-{}", &found[..3], &found[3..])))
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// `620-012`, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `620-012`.
    pub fn shown(&self) -> String {
        self.0.clone()
    }

    /// `620-•••`.
    pub fn masked(&self) -> String {
        format!("{}-•••", &self.0[..3])
    }
}

canonical!(DivisionCode);

/// Checks the passport's date of issue against the birth date: the first
/// passport is given at 14.
///
/// # Errors
/// `flaw-passport-age` when the passport is older than its holder could have.
pub fn passport_age(birth: &BirthDate, issued: &DocDate) -> Result<(), Flaw> {
    if birth.age_on(issued.date()) < 14 {
        return Err(Flaw::new("flaw-passport-age"));
    }
    Ok(())
}
