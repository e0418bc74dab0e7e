//! Opening hours: a week, a day, a moment. Pure.

use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;

/// The hours of some days of the week, as a file says them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoursRow {
    /// `mon` or `mon-fri`.
    pub(crate) days: String,
    /// `08:00-20:00`.
    pub(crate) open: String,
    /// Breaks within, of the same form.
    #[serde(default)]
    pub(crate) breaks: Vec<String>,
}

/// From and to, local time.
pub(crate) type Span = (Time, Time);

/// A week: for each day, Monday first, the spans when the door is open, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week([Vec<Span>; 7]);

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn days(text: &str) -> Result<std::ops::RangeInclusive<usize>, String> {
    let find = |name: &str| {
        DAYS.iter()
            .position(|day| *day == name)
            .ok_or_else(|| format!("`{name}` is no day; days are {}", DAYS.join(", ")))
    };
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (find(from.trim())?, find(to.trim())?);
    if from > to {
        return Err(format!(
            "`{text}` ends before it begins; a week begins on Monday"
        ));
    }
    Ok(from..=to)
}

fn span(text: &str) -> Result<Span, String> {
    let wrong = || format!("`{text}` is no span of time; write `08:00-20:00`");
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let read = |part: &str| Time::strptime("%H:%M", part.trim()).map_err(|_| wrong());
    let (from, to) = (read(from)?, read(to)?);
    if from >= to {
        return Err(format!("`{text}` ends before it begins"));
    }
    Ok((from, to))
}

impl Week {
    /// From the rows of a file.
    ///
    /// # Errors
    /// The place within the rows (`2.breaks.0`) and what is wrong there.
    pub(crate) fn of(rows: &[HoursRow]) -> Result<Self, (String, String)> {
        let mut week = Self::default();
        for (n, row) in rows.iter().enumerate() {
            let range = days(&row.days).map_err(|e| (format!("{n}.days"), e))?;
            let (open, close) = span(&row.open).map_err(|e| (format!("{n}.open"), e))?;
            let mut spans = Vec::new();
            let mut from = open;
            for (m, text) in row.breaks.iter().enumerate() {
                let place = format!("{n}.breaks.{m}");
                let (begin, end) = span(text).map_err(|e| (place.clone(), e))?;
                if begin <= from || end >= close {
                    return Err((
                        place,
                        format!("the break {text} is not within {}", row.open),
                    ));
                }
                spans.push((from, begin));
                from = end;
            }
            spans.push((from, close));
            for day in range {
                let Some(place) = week.0.get_mut(day).filter(|place| place.is_empty()) else {
                    return Err((
                        format!("{n}.days"),
                        format!("`{}` has hours already", DAYS[day]),
                    ));
                };
                place.clone_from(&spans);
            }
        }
        Ok(week)
    }

    /// The spans of a day of the week.
    #[must_use]
    pub fn day(&self, day: Weekday) -> &[Span] {
        let n = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
        self.0.get(n).map_or(&[], Vec::as_slice)
    }

    /// Runs of days with the same hours: first and last day, Monday being 0.
    pub(crate) fn runs(&self) -> Vec<(usize, usize, &[Span])> {
        let mut runs: Vec<(usize, usize, &[Span])> = Vec::new();
        for (n, spans) in self.0.iter().enumerate() {
            match runs.last_mut() {
                Some((_, last, same)) if *same == spans.as_slice() => *last = n,
                _ => runs.push((n, n, spans)),
            }
        }
        runs
    }
}

/// Is it open?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Until this time of today.
    Open(Time),
    /// Next on this day at this time; `None` when not in the next month.
    Closed(Option<(Date, Time)>),
}

/// The beginnings of visits of so many minutes within the spans of a day.
pub(crate) fn starts(spans: &[Span], minutes: i64) -> Vec<Time> {
    let step = jiff::SignedDuration::from_mins(minutes.max(1));
    let mut starts = Vec::new();
    for (from, to) in spans {
        let mut at = *from;
        // A span that reaches midnight wraps, so the end is looked at first.
        while to.duration_since(at) >= step {
            starts.push(at);
            at = at.wrapping_add(step);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::time;

    fn row(days: &str, open: &str, breaks: &[&str]) -> HoursRow {
        HoursRow {
            days: days.to_owned(),
            open: open.to_owned(),
            breaks: breaks.iter().map(|b| (*b).to_owned()).collect(),
        }
    }

    #[test]
    fn a_week_is_read_with_its_breaks() {
        let week = Week::of(&[
            row("mon-thu", "08:30-17:30", &["12:30-13:15"]),
            row("fri", "08:30-16:15", &[]),
        ])
        .unwrap();
        let monday = [
            (time(8, 30, 0, 0), time(12, 30, 0, 0)),
            (time(13, 15, 0, 0), time(17, 30, 0, 0)),
        ];
        assert_eq!(week.day(Weekday::Monday), monday);
        assert_eq!(week.day(Weekday::Friday).len(), 1);
        assert!(week.day(Weekday::Sunday).is_empty());
        let runs: Vec<(usize, usize)> = week.runs().iter().map(|r| (r.0, r.1)).collect();
        assert_eq!(runs, [(0, 3), (4, 4), (5, 6)]);
    }

    #[test]
    fn a_mistake_names_its_place() {
        for (rows, place) in [
            (vec![row("mon-fry", "08:00-20:00", &[])], "0.days"),
            (vec![row("fri-mon", "08:00-20:00", &[])], "0.days"),
            (vec![row("mon", "8-20", &[])], "0.open"),
            (vec![row("mon", "20:00-08:00", &[])], "0.open"),
            (vec![row("mon", "08:00-25:00", &[])], "0.open"),
            (
                vec![row("mon", "08:00-20:00", &["07:00-09:00"])],
                "0.breaks.0",
            ),
            (
                vec![row("mon", "08:00-20:00", &["13:00-14:00", "13:30-15:00"])],
                "0.breaks.1",
            ),
            (
                vec![
                    row("mon-fri", "08:00-20:00", &[]),
                    row("wed", "09:00-10:00", &[]),
                ],
                "1.days",
            ),
        ] {
            assert_eq!(Week::of(&rows).unwrap_err().0, place, "{rows:?}");
        }
    }

    #[test]
    fn visits_begin_within_the_hours_and_end_before_the_break() {
        let week = Week::of(&[row("mon", "09:00-11:10", &["09:40-10:00"])]).unwrap();
        let starts = starts(week.day(Weekday::Monday), 15);
        let shown: Vec<String> = starts
            .iter()
            .map(|t| t.strftime("%H:%M").to_string())
            .collect();
        assert_eq!(
            shown,
            ["09:00", "09:15", "10:00", "10:15", "10:30", "10:45"]
        );
        let late = Week::of(&[row("sun", "23:00-23:59", &[])]).unwrap();
        assert_eq!(super::starts(late.day(Weekday::Sunday), 30).len(), 1);
    }
}
