//! Whole numbers and sums of money, as people type them.

use crate::flaw::Flaw;
use crate::text::tidy;

/// The greatest number that a form takes.
const MOST: i64 = 999_999_999_999;

/// Reads a whole number, not below zero; spaces between digits are left out.
///
/// # Errors
/// `flaw-number`, `flaw-number-far`.
pub fn whole(raw: &str) -> Result<i64, Flaw> {
    let digits: String = tidy(raw).chars().filter(|c| *c != ' ').collect();
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(Flaw::new("flaw-number"));
    }
    let far = || Flaw::new("flaw-number-far");
    let number: i64 = digits.parse().map_err(|_| far())?;
    if number > MOST {
        Err(far())
    } else {
        Ok(number)
    }
}

/// Reads a sum in roubles, kopecks after a comma or a point; gives kopecks. «₽» and «руб.»
/// after it are left out.
///
/// # Errors
/// `flaw-money`, `flaw-number-far`.
pub fn money(raw: &str) -> Result<i64, Flaw> {
    let wrong = || Flaw::new("flaw-money");
    let tidied = tidy(raw).to_lowercase();
    let mut sum = tidied.as_str();
    for mark in ["₽", "руб.", "руб", "р."] {
        sum = sum.strip_suffix(mark).unwrap_or(sum).trim_end();
    }
    let (rubles, kopecks) = sum.split_once([',', '.']).unwrap_or((sum, "0"));
    let kopecks = kopecks.trim();
    if !(1..=2).contains(&kopecks.len()) || !kopecks.chars().all(|c| c.is_ascii_digit()) {
        return Err(wrong());
    }
    let tenths = if kopecks.len() == 1 { 10 } else { 1 };
    let kopecks = kopecks.parse::<i64>().map_err(|_| wrong())? * tenths;
    match whole(rubles) {
        Ok(rubles) => Ok(rubles * 100 + kopecks),
        Err(flaw) if flaw.code == "flaw-number" => Err(wrong()),
        Err(flaw) => Err(flaw),
    }
}

/// A sum as it is kept and shown: `1500`, `1500,50`.
#[must_use]
pub fn money_shown(kopecks: i64) -> String {
    match kopecks % 100 {
        0 => (kopecks / 100).to_string(),
        rest => format!("{},{:02}", kopecks / 100, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::{money, money_shown, whole};

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(whole(" 1 500 "), Ok(1500));
        assert_eq!(whole("0"), Ok(0));
        for bad in ["", "-1", "1,5", "много", "1e3", "١"] {
            assert_eq!(whole(bad).unwrap_err().code, "flaw-number", "{bad}");
        }
        for far in ["1000000000000", "99999999999999999999999"] {
            assert_eq!(whole(far).unwrap_err().code, "flaw-number-far");
        }
    }

    #[test]
    fn money_is_read_to_the_kopeck() {
        for (raw, kopecks) in [
            ("1500", 150_000),
            ("1 500,5", 150_050),
            ("1\u{a0}500.05 ₽", 150_005),
            ("300 руб.", 30_000),
            ("0,01", 1),
        ] {
            assert_eq!(money(raw), Ok(kopecks), "{raw}");
            assert_eq!(money(&money_shown(kopecks)), Ok(kopecks));
        }
        for bad in ["", "1,", ",5", "1,555", "1.500,00", "-5", "сто", "1 ,x"] {
            assert_eq!(money(bad).unwrap_err().code, "flaw-money", "{bad}");
        }
        assert_eq!(money_shown(150_050), "1500,50");
    }
}
