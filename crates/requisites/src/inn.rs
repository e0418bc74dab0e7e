use crate::Flaw;
use crate::text::{canonical, digits};

/// Taxpayer number: 12 digits for a person, 10 for an organisation, the last
/// two or one of them are control digits (order ED-7-14/559 of the Federal
/// Tax Service; S1-017).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inn(String);

/// Whose taxpayer number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InnKind {
    /// Twelve digits.
    Person,
    /// Ten digits.
    Organisation,
}

const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// Control digit that follows `head`: the weights are aligned to its end.
fn control(head: &str) -> u32 {
    let skipped = WEIGHTS.len().saturating_sub(head.len());
    let sum: u32 = head
        .bytes()
        .zip(&WEIGHTS[skipped..])
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum % 11 % 10
}

fn ends_right(number: &str, at: usize) -> bool {
    number[at..=at].parse() == Ok(control(&number[..at]))
}

impl Inn {
    /// Reads the number of a person or an organisation as pasted.
    ///
    /// # Errors
    /// `flaw-inn-empty`, `-chars`, `-count`, `-zero`, `-check`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let number = digits(raw, &["инн", "inn"])
            .ok_or(Flaw::new("flaw-inn-chars"))?
            .all;
        let right = match number.len() {
            10 => ends_right(&number, 9),
            12 => ends_right(&number, 10) && ends_right(&number, 11),
            0 => return Err(Flaw::new("flaw-inn-empty")),
            count => return Err(Flaw::new("flaw-inn-count").with("count", count)),
        };
        // There is no region 00, and a row of zeros would pass the control.
        if number.starts_with("00") {
            return Err(Flaw::new("flaw-inn-zero"));
        }
        if !right {
            return Err(Flaw::new("flaw-inn-check"));
        }
        Ok(Self(number))
    }

    /// Reads the number of a person.
    ///
    /// # Errors
    /// Those of [`Inn::parse`] and `flaw-inn-person` for an organisation's number.
    pub fn parse_person(raw: &str) -> Result<Self, Flaw> {
        let inn = Self::parse(raw)?;
        match inn.kind() {
            InnKind::Person => Ok(inn),
            InnKind::Organisation => Err(Flaw::new("flaw-inn-person")),
        }
    }

    /// A person's number from its first ten digits, with right control digits.
    ///
    /// # Errors
    /// `flaw-inn-count` unless there are ten digits, `flaw-inn-zero` for region 00.
    pub fn with_control(first_ten: &str) -> Result<Self, Flaw> {
        let mut number = first_ten.to_owned();
        if number.len() != 10 || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Flaw::new("flaw-inn-count").with("count", number.chars().count()));
        }
        number.push_str(&control(&number).to_string());
        number.push_str(&control(&number).to_string());
        Self::parse(&number)
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// Whose number it is.
    pub fn kind(&self) -> InnKind {
        if self.0.len() == 12 {
            InnKind::Person
        } else {
            InnKind::Organisation
        }
    }

    /// Digits only, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as it is written in documents: digits in a row.
    pub fn shown(&self) -> String {
        self.0.clone()
    }

    /// The last four digits, the rest hidden.
    pub fn masked(&self) -> String {
        let hidden = self.0.len() - 4;
        format!("{}{}", "•".repeat(hidden), &self.0[hidden..])
    }
}

canonical!(Inn);
