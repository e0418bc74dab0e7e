//! Working days.

use jiff::civil::{Date, date};
use okno_applications::Calendar;
use proptest::prelude::*;

fn calendar() -> Calendar {
    Calendar::load(&crate::house::services().join("calendar.yaml")).unwrap()
}

#[test]
fn deadlines_match_the_known_vectors() {
    let calendar = calendar();
    let vectors = [
        (date(2026, 4, 30), 1, date(2026, 5, 4)),
        (date(2026, 4, 30), 5, date(2026, 5, 8)),
        (date(2025, 10, 31), 1, date(2025, 11, 1)),
        (date(2026, 12, 30), 1, date(2027, 1, 11)),
        (date(2026, 12, 30), 5, date(2027, 1, 15)),
        (date(2027, 2, 19), 1, date(2027, 2, 20)),
        // Ten working days from a Monday without holidays.
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
    ];
    for (sent, days, due) in vectors {
        assert_eq!(calendar.due(sent, days), due, "{sent} + {days}");
    }
}

#[test]
fn each_year_has_as_many_working_days_as_the_law_says() {
    let calendar = calendar();
    for (year, days) in [(2025, 247), (2026, 247), (2027, 247)] {
        let first: Date = date(year, 1, 1);
        let count = first
            .series(jiff::ToSpan::days(1))
            .take_while(|d| d.year() == year)
            .filter(|d| calendar.is_working(*d))
            .count();
        assert_eq!(count, days, "{year}");
    }
}

#[test]
fn time_left_counts_working_days_and_late_ones_by_the_calendar() {
    let calendar = calendar();
    assert_eq!(calendar.left(date(2026, 4, 30), date(2026, 5, 8)), 5);
    assert_eq!(calendar.left(date(2026, 5, 8), date(2026, 5, 8)), 0);
    assert_eq!(calendar.left(date(2026, 5, 11), date(2026, 5, 8)), -3);
}

proptest! {
    #[test]
    fn a_deadline_is_a_working_day_and_so_many_days_away(day in 0i64..700, days in 1u16..60) {
        let calendar = calendar();
        let sent = date(2025, 6, 1).checked_add(jiff::ToSpan::days(day)).unwrap();
        let due = calendar.due(sent, days);
        prop_assert!(due > sent);
        prop_assert!(calendar.is_working(due));
        prop_assert_eq!(calendar.left(sent, due), i64::from(days));
    }
}
