//! Working days: when an answer is due.

use std::collections::HashSet;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    years: Vec<i16>,
    days_off: Vec<Date>,
    working_weekends: Vec<Date>,
}

/// The calendar of working days, from `calendar.yaml`.
#[derive(Debug, Clone)]
pub struct Calendar {
    years: HashSet<i16>,
    days_off: HashSet<Date>,
    working_weekends: HashSet<Date>,
}

impl Calendar {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with the file, for whoever keeps it.
    pub fn load(file: &Path) -> Result<Self, String> {
        let shown = file.display();
        let text = std::fs::read_to_string(file).map_err(|e| format!("{shown}: {e}"))?;
        let read: File = serde_saphyr::from_str(&text).map_err(|e| format!("{shown}: {e}"))?;
        let calendar = Self {
            years: read.years.into_iter().collect(),
            days_off: read.days_off.into_iter().collect(),
            working_weekends: read.working_weekends.into_iter().collect(),
        };
        for day in calendar.days_off.iter().chain(&calendar.working_weekends) {
            if !calendar.years.contains(&day.year()) {
                return Err(format!("{shown}: {day} is not in the years of the file"));
            }
        }
        for day in &calendar.days_off {
            if is_weekend(*day) {
                return Err(format!("{shown}: {day} is a weekend anyway"));
            }
        }
        for day in &calendar.working_weekends {
            if !is_weekend(*day) {
                return Err(format!("{shown}: {day} is no weekend"));
            }
        }
        Ok(calendar)
    }

    /// Is it a working day? In a year that the file does not know, Monday to
    /// Friday are.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        if is_weekend(day) {
            self.working_weekends.contains(&day)
        } else {
            !self.days_off.contains(&day)
        }
    }

    /// The day by whose end the answer is due: the count begins on the first
    /// working day after `sent` (210-FZ; GK RF article 191).
    #[must_use]
    pub fn due(&self, sent: Date, working_days: u16) -> Date {
        let mut day = sent;
        let mut left = working_days.max(1);
        while left > 0 {
            let Ok(next) = day.checked_add(1.day()) else {
                return day;
            };
            day = next;
            if self.is_working(day) {
                left -= 1;
            }
        }
        if !self.years.contains(&day.year()) {
            tracing::warn!(year = day.year(), "calendar.yaml does not know this year");
        }
        day
    }

    /// Working days from tomorrow to `due`, inclusive; 0 on the last day,
    /// negative by as many calendar days as it is late.
    #[must_use]
    pub fn left(&self, today: Date, due: Date) -> i64 {
        if due < today {
            let late = today.since(due).map_or(1, |span| span.get_days());
            return -i64::from(late);
        }
        let mut day = today;
        let mut left = 0;
        // A year and a half: no deadline is longer.
        for _ in 0..550 {
            if day >= due {
                break;
            }
            let Ok(next) = day.checked_add(1.day()) else {
                break;
            };
            day = next;
            if self.is_working(day) {
                left += 1;
            }
        }
        left
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
