//! A code on paper (of a letter, of a service centre): ten characters of Crockford's base32, fifty bits, read
//! from paper and typed by hand.

use okno_requisites::Chance;

/// Without I, L, O and U.
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters.
pub const LENGTH: usize = 10;

/// A new code.
#[must_use]
pub fn new(chance: &dyn Chance) -> String {
    chance.code(ALPHABET, LENGTH)
}

/// The code that these bytes stand for; they must be random, ten at least.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> String {
    let sign = |byte: &u8| char::from(ALPHABET.as_bytes()[usize::from(byte & 31)]);
    bytes.iter().take(LENGTH).map(sign).collect()
}

/// As printed: `7KQ2M-X9R4T`.
#[must_use]
pub fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((left, right)) => format!("{left}-{right}"),
        None => code.to_owned(),
    }
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// So many characters instead of ten.
    Count(usize),
    /// A character that no code has.
    Sign(char),
}

/// Reads a code as people type it: small letters, spaces, hyphens, O for 0, I and L
/// for 1, Cyrillic letters that look like Latin ones.
///
/// # Errors
/// What is wrong with it.
pub fn read(raw: &str) -> Result<String, Flaw> {
    let mut code = String::new();
    for sign in raw.chars() {
        if sign.is_whitespace() || "-–—‑−_.·".contains(sign) || sign.is_control() {
            continue;
        }
        let big = sign.to_uppercase().next().unwrap_or(sign);
        let latin = match big {
            'О' | 'O' => '0',
            'I' | 'L' | 'І' | '|' => '1',
            'А' => 'A',
            'В' => 'B',
            'С' => 'C',
            'Е' | 'Ё' => 'E',
            'Н' => 'H',
            'К' => 'K',
            'М' => 'M',
            'Р' => 'P',
            'Т' => 'T',
            'Х' => 'X',
            'У' => 'Y',
            'З' => '3',
            'Ј' => 'J',
            'Ѕ' => 'S',
            other => other,
        };
        if !ALPHABET.contains(latin) {
            return Err(Flaw::Sign(sign));
        }
        code.push(latin);
    }
    match code.chars().count() {
        LENGTH => Ok(code),
        count => Err(Flaw::Count(count)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use okno_requisites::SeededChance;
    use proptest::prelude::*;

    #[test]
    fn codes_are_ten_unambiguous_signs() {
        let chance = SeededChance::new(7);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..500 {
            let code = new(&chance);
            assert_eq!(code.len(), 10);
            assert!(code.chars().all(|c| ALPHABET.contains(c)), "{code}");
            assert!(!code.contains(['I', 'L', 'O', 'U']), "{code}");
            assert_eq!(read(&shown(&code)).unwrap(), code);
            seen.insert(code);
        }
        assert_eq!(seen.len(), 500);
    }

    #[test]
    fn people_type_codes_as_they_like() {
        for typed in [
            "7KQ2M-X0R1T",
            "7kq2m x0r1t",
            " 7kq2m–xOrIt ",
            "7kq2mxоrlt",
            "7КQ2М-Х0Р1Т".replace('Р', "R").as_str(),
        ] {
            assert_eq!(read(typed), Ok("7KQ2MX0R1T".to_owned()), "{typed}");
        }
        // All of a Cyrillic keyboard's look-alikes.
        assert_eq!(read("АВСЕНКМРТХ"), Ok("ABCEHKMPTX".to_owned()));
        assert_eq!(read(""), Err(Flaw::Count(0)));
        assert_eq!(read("7KQ2M"), Err(Flaw::Count(5)));
        assert_eq!(read("7KQ2M-X0R1T7"), Err(Flaw::Count(11)));
        assert_eq!(read("7KQ2M-X0R1U"), Err(Flaw::Sign('U')));
        assert_eq!(read("7KQ2M-X0R1Ж"), Err(Flaw::Sign('Ж')));
    }

    proptest! {
        #[test]
        fn anything_typed_is_a_code_or_a_flaw(raw in ".{0,60}") {
            if let Ok(code) = read(&raw) {
                prop_assert!(code.len() == 10 && code.chars().all(|c| ALPHABET.contains(c)));
            }
        }
    }
}
