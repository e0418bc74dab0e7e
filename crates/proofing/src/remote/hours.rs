//! When the remote desk is open.

use jiff::civil::{Time, Weekday};
use jiff::{SignedDuration, Zoned};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WHOLE: i64 = 24 * 60;

/// Hours by the day of the week, Monday first; minutes of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hours([Option<(i64, i64)>; 7]);

impl Default for Hours {
    /// Always.
    fn default() -> Self {
        Self([Some((0, WHOLE)); 7])
    }
}

fn day(word: &str) -> Result<usize, String> {
    let found = DAYS.iter().position(|d| *d == word.trim());
    found.ok_or_else(|| format!("«{word}» is no day; days are {}", DAYS.join(" ")))
}

fn minute(text: &str) -> Result<i64, String> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    match (hours.trim().parse::<i64>(), minutes.trim().parse::<i64>()) {
        (Ok(h @ 0..=23), Ok(m @ 0..=59)) => Ok(h * 60 + m),
        (Ok(24), Ok(0)) => Ok(WHOLE),
        _ => Err(format!("«{text}» is no time such as 08:00")),
    }
}

impl Hours {
    /// Reads `mon-fri 08:00-20:00, sat 09:00-15:00`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut all = [None; 7];
        for part in text.split(',') {
            let (days, hours) = part
                .trim()
                .split_once(' ')
                .ok_or_else(|| format!("«{part}» is not days and hours: mon-fri 08:00-20:00"))?;
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (from, to) = hours
                .split_once('-')
                .ok_or_else(|| format!("«{hours}» is not from and to: 08:00-20:00"))?;
            let (from, to) = (minute(from)?, minute(to)?);
            let (first, last) = (day(first)?, day(last)?);
            if from >= to || first > last {
                return Err(format!("«{part}» ends before it begins"));
            }
            for slot in &mut all[first..=last] {
                *slot = Some((from, to));
            }
        }
        Ok(Self(all))
    }

    fn of(&self, weekday: Weekday) -> Option<(i64, i64)> {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
        self.0.get(index).copied().flatten()
    }

    /// Is it open at this time?
    pub(crate) fn is_open(&self, at: &Zoned) -> bool {
        let now = i64::from(at.hour()) * 60 + i64::from(at.minute());
        self.of(at.weekday())
            .is_some_and(|(from, to)| (from..to).contains(&now))
    }

    /// When it opens next; `None` when it never does.
    pub(crate) fn opens(&self, at: &Zoned) -> Option<Zoned> {
        (0..=7).find_map(|ahead| {
            let date = at.date().checked_add(jiff::Span::new().days(ahead)).ok()?;
            let (from, _) = self.of(date.weekday())?;
            let opens = date
                .to_datetime(Time::midnight())
                .checked_add(SignedDuration::from_mins(from))
                .ok()?
                .to_zoned(at.time_zone().clone())
                .ok()?;
            (opens > *at).then_some(opens)
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse::<jiff::civil::DateTime>()
            .unwrap()
            .in_tz("Europe/Moscow")
            .unwrap()
    }

    #[test]
    fn hours_of_the_remote_desk_are_read() {
        let hours = Hours::parse("mon-fri 08:00-20:00, sat 09:30-15:00").unwrap();
        // 20 November 2026 is a Friday.
        for (time, open) in [
            ("2026-11-20T07:59", false),
            ("2026-11-20T08:00", true),
            ("2026-11-20T19:59", true),
            ("2026-11-20T20:00", false),
            ("2026-11-21T09:29", false),
            ("2026-11-21T09:30", true),
            ("2026-11-22T12:00", false),
        ] {
            assert_eq!(hours.is_open(&at(time)), open, "{time}");
        }
        for (time, opens) in [
            ("2026-11-20T07:59", "2026-11-20T08:00"),
            ("2026-11-20T20:00", "2026-11-21T09:30"),
            ("2026-11-21T15:00", "2026-11-23T08:00"),
        ] {
            assert_eq!(hours.opens(&at(time)), Some(at(opens)), "{time}");
        }
        assert!(Hours::default().is_open(&at("2026-11-22T03:00")));
        for wrong in [
            "",
            "mon",
            "mon-fri",
            "mon 8",
            "fri-mon 08:00-09:00",
            "mon 20:00-08:00",
            "day 08:00-09:00",
            "mon 08:00-25:00",
        ] {
            assert!(Hours::parse(wrong).is_err(), "{wrong}");
        }
    }
}
