//! Times that figures are given for, and what is worked out of figures; pure.

use jiff::ToSpan;
use jiff::civil::Date;

/// The month of a day as a number: year · 100 + month.
#[must_use]
pub fn month_of(day: Date) -> i64 {
    i64::from(day.year()) * 100 + i64::from(day.month())
}

/// A time that figures are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Year, month 1 to 12.
    Month(i16, i8),
    /// Year, quarter 1 to 4.
    Quarter(i16, i8),
    /// Year.
    Year(i16),
}

impl Period {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// `2026-11`, `2026-q4`, `2026`; nothing for what is none, or is not of this century.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        let year: i16 = year.parse().ok().filter(|y| (2000..2100).contains(y))?;
        let number = |text: &str, most: i8| {
            let n: i8 = text.parse().ok()?;
            (1..=most).contains(&n).then_some(n)
        };
        match part {
            None => Some(Self::Year(year)),
            Some(part) => match part.strip_prefix('q') {
                Some(quarter) => number(quarter, 4).map(|n| Self::Quarter(year, n)),
                None => number(part, 12).map(|n| Self::Month(year, n)),
            },
        }
    }

    /// As it is read by [`Period::parse`].
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Month(year, month) => format!("{year}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year}-q{quarter}"),
            Self::Year(year) => year.to_string(),
        }
    }

    /// How many months it has.
    fn months(self) -> i32 {
        match self {
            Self::Month(..) => 1,
            Self::Quarter(..) => 3,
            Self::Year(_) => 12,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        let (year, month) = match self {
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, (quarter - 1) * 3 + 1),
            Self::Year(year) => (year, 1),
        };
        Date::new(year, month, 1).unwrap_or(Date::MIN)
    }

    /// The first day after it.
    #[must_use]
    pub fn end(self) -> Date {
        let end = self.first().checked_add(self.months().months());
        end.unwrap_or(Date::MAX)
    }

    /// Its first and its last month, see [`month_of`].
    #[must_use]
    pub fn as_months(self) -> (i64, i64) {
        let last = self.end().checked_sub(1.day()).unwrap_or(Date::MAX);
        (month_of(self.first()), month_of(last))
    }

    /// The one of the same length before it.
    #[must_use]
    pub fn before(self) -> Self {
        self.like(self.first().checked_sub(1.day()).unwrap_or(Date::MIN))
    }

    /// The one of the same length after it.
    #[must_use]
    pub fn after(self) -> Self {
        self.like(self.end())
    }

    /// The one of the same length with this day.
    #[must_use]
    pub fn like(self, day: Date) -> Self {
        match self {
            Self::Month(..) => Self::Month(day.year(), day.month()),
            Self::Quarter(..) => Self::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Self::Year(_) => Self::Year(day.year()),
        }
    }
}

/// The value that so many of a hundred do not exceed (nearest rank), from values in their
/// order and how often each is there; nothing when there are none.
#[must_use]
pub fn percentile(counts: &[(i64, i64)], percent: i64) -> Option<i64> {
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let rank = (all * percent + 99) / 100;
    let mut seen = 0;
    counts.iter().find_map(|(value, n)| {
        seen += n;
        (*n > 0 && seen >= rank).then_some(*value)
    })
}

/// So many cases at the least, before they are split further: of fewer somebody may be
/// recognised, and a share says nothing.
pub const FEW: i64 = 5;
