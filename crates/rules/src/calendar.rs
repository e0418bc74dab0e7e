//! Days, counted as the browser counts them.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use crate::value::Span;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01.
pub(crate) fn number(day: Date) -> i64 {
    day.since((Unit::Day, EPOCH))
        .map_or(0, |span| i64::from(span.get_days()))
}

/// The date so much later; `None` outside the years 1 to 9999.
pub(crate) fn later(day: Date, span: Span) -> Option<Date> {
    // A span of the library refuses what lies far outside its calendar by a panic.
    let small = |n: i64| (-120_000..=120_000).contains(&n).then_some(n);
    let months = small(span.months)?;
    let days = (-4_000_000..=4_000_000)
        .contains(&span.days)
        .then_some(span.days)?;
    let reached = day.checked_add(months.months()).ok()?;
    let reached = reached.checked_add(days.days()).ok()?;
    (1..=9999).contains(&reached.year()).then_some(reached)
}

/// Days from one date to the other.
pub(crate) fn between(from: Date, to: Date) -> i64 {
    number(to) - number(from)
}

/// Whole years lived on a day; who is born on 29 February has them on 1 March of other
/// years. Nobody has lived before they were born.
pub(crate) fn age(born: Date, today: Date) -> Option<i64> {
    if today < born {
        return None;
    }
    let had = (today.month(), today.day()) >= (born.month(), born.day());
    Some(i64::from(today.year()) - i64::from(born.year()) - i64::from(!had))
}
