use jiff::civil::Date;

use crate::Flaw;
use crate::text::{canonical, tidy};

const MONTHS: [[&str; 3]; 12] = [
    ["января", "январь", "january"],
    ["февраля", "февраль", "february"],
    ["марта", "март", "march"],
    ["апреля", "апрель", "april"],
    ["мая", "май", "may"],
    ["июня", "июнь", "june"],
    ["июля", "июль", "july"],
    ["августа", "август", "august"],
    ["сентября", "сентябрь", "september"],
    ["октября", "октябрь", "october"],
    ["ноября", "ноябрь", "november"],
    ["декабря", "декабрь", "december"],
];

/// Years before this one are misprints in any document still in use.
const FIRST_YEAR: i16 = 1850;

fn month_word(word: &str) -> Option<i8> {
    (1..).zip(&MONTHS).find_map(|(number, names)| {
        let short = word.chars().count() >= 3 && names[0].starts_with(word)
            || word.len() == 3 && names[2].starts_with(word);
        (short || names.contains(&word)).then_some(number)
    })
}

/// Reads a date in one of the writings people use, the day first; `field` is
/// `birth` or `doc` and goes to the refusal.
fn read(raw: &str, field: &'static str) -> Result<Date, Flaw> {
    let flaw = |code| Flaw::new(code).with("field", field);
    let text = tidy(raw).to_lowercase();
    if text.is_empty() {
        return Err(flaw("flaw-date-empty"));
    }
    let mut tokens: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let digit = c.is_ascii_digit();
        if digit || c.is_alphabetic() {
            let joins = if digit {
                last.is_ascii_digit()
            } else {
                last.is_alphabetic()
            };
            match tokens.last_mut() {
                Some(token) if joins => token.push(c),
                _ => tokens.push(c.to_string()),
            }
        } else if !" .,/-\"«»".contains(c) {
            return Err(flaw("flaw-date-format"));
        }
        last = c;
    }
    tokens.retain(|word| !["г", "года", "год"].contains(&word.as_str()));
    if let [whole] = tokens.as_slice()
        && whole.len() == 8
        && whole.bytes().all(|b| b.is_ascii_digit())
    {
        tokens = vec![
            whole[..2].to_owned(),
            whole[2..4].to_owned(),
            whole[4..].to_owned(),
        ];
    }
    let [first, month, third] = tokens.as_slice() else {
        return Err(flaw("flaw-date-format"));
    };
    let (day, year) = if first.len() == 4 {
        (third, first)
    } else {
        (first, third)
    };
    let number = |word: &str| word.parse::<i16>().map_err(|_| flaw("flaw-date-format"));
    let day = number(day)?;
    if year.len() != 4 {
        number(year)?;
        return Err(flaw("flaw-date-year"));
    }
    let year = number(year)?;
    if year < FIRST_YEAR {
        return Err(flaw("flaw-date-year"));
    }
    let month = match month_word(month) {
        Some(month) => month,
        None => i8::try_from(number(month)?)
            .ok()
            .filter(|month| (1..=12).contains(month))
            .ok_or_else(|| flaw("flaw-date-month"))?,
    };
    i8::try_from(day)
        .ok()
        .and_then(|day| Date::new(year, month, day).ok())
        .ok_or_else(|| flaw("flaw-date-day"))
}

fn shown(date: Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// Whole years from `since` to `today`; negative when `since` is later.
fn years(since: Date, today: Date) -> i16 {
    let passed = (today.month(), today.day()) >= (since.month(), since.day());
    today.year() - since.year() - i16::from(!passed)
}

macro_rules! date_type {
    ($type:ident, $field:literal) => {
        impl $type {
            /// Takes a date that is already known to be right.
            pub fn new(date: Date) -> Self {
                Self {
                    date,
                    iso: date.to_string(),
                }
            }

            /// Reads `03.04.1987`, `3.4.1987`, `03/04/1987`, `3 апреля 1987 г.`,
            /// `03041987` and ISO `1987-04-03` (S1-049). The day comes before
            /// the month in every writing but ISO. Does not look at the calendar;
            /// see `parse_on`.
            ///
            /// # Errors
            /// `flaw-date-empty`, `-format`, `-year`, `-month`, `-day`.
            pub fn parse(raw: &str) -> Result<Self, Flaw> {
                read(raw, $field).map(Self::new)
            }

            fn stored(raw: &str) -> Result<Self, Flaw> {
                Self::parse(raw)
            }

            /// The date itself.
            pub fn date(&self) -> Date {
                self.date
            }

            /// ISO 8601 `1987-04-03`, the stored form.
            pub fn as_str(&self) -> &str {
                &self.iso
            }

            /// `03.04.1987`.
            pub fn shown(&self) -> String {
                shown(self.date)
            }

            /// `••.••.1987`.
            pub fn masked(&self) -> String {
                format!("••.••.{:04}", self.date.year())
            }
        }

        canonical!($type);

        impl From<Date> for $type {
            fn from(date: Date) -> Self {
                Self::new(date)
            }
        }
    };
}

/// Date of birth.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate {
    date: Date,
    iso: String,
}

date_type!(BirthDate, "birth");

impl BirthDate {
    /// As [`BirthDate::parse`], and the date must be of a person alive `today`.
    ///
    /// # Errors
    /// Those of `parse`, `flaw-date-future`, `flaw-date-ancient` (over 130 years).
    pub fn parse_on(raw: &str, today: Date) -> Result<Self, Flaw> {
        let born = Self::parse(raw)?;
        if born.date > today {
            return Err(Flaw::new("flaw-date-future").with("field", "birth"));
        }
        if born.age_on(today) > 130 {
            return Err(Flaw::new("flaw-date-ancient").with("field", "birth"));
        }
        Ok(born)
    }

    /// Whole years lived by `today`. A person born on 29 February is a year
    /// older on 1 March of a common year.
    pub fn age_on(&self, today: Date) -> i16 {
        years(self.date, today)
    }
}

/// Date of issue of a document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocDate {
    date: Date,
    iso: String,
}

date_type!(DocDate, "doc");

impl DocDate {
    /// As [`DocDate::parse`], and the document must be issued by `today`.
    ///
    /// # Errors
    /// Those of `parse`, `flaw-date-future`, `flaw-date-ancient` (over 130 years).
    pub fn parse_on(raw: &str, today: Date) -> Result<Self, Flaw> {
        let issued = Self::parse(raw)?;
        if issued.date > today {
            return Err(Flaw::new("flaw-date-future").with("field", "doc"));
        }
        if years(issued.date, today) > 130 {
            return Err(Flaw::new("flaw-date-ancient").with("field", "doc"));
        }
        Ok(issued)
    }
}
