//! The code on paper, of a letter or of a post clerk: ten characters of Crockford's
//! base32, fifty bits, read from paper and typed by hand. Only its keyed hash is kept.

use okno_requisites::Chance;
use okno_store::Verdict;
use okno_web::{Fault, Field, Form, Visitor};

use crate::attempt::Attempt;
use crate::{Proofing, engine, store};

/// Without I, L, O and U.
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters.
const LENGTH: usize = 10;

/// A new code.
pub(crate) fn new(chance: &dyn Chance) -> String {
    chance.code(ALPHABET, LENGTH)
}

/// As printed: `7KQ2M-X9R4T`.
pub(crate) fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((left, right)) => format!("{left}-{right}"),
        None => code.to_owned(),
    }
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// So many characters instead of ten.
    Count(usize),
    /// A character that no code has.
    Sign(char),
}

/// Reads a code as people type it: small letters, spaces, hyphens, O for 0, I and L
/// for 1, Cyrillic letters that look like Latin ones.
pub(crate) fn read(raw: &str) -> Result<String, Flaw> {
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

/// The form that takes a code; `words` is the way's prefix of texts (`proofing-letter`).
pub(crate) fn form(visitor: &Visitor, action: &str, words: &str) -> Form {
    let field = Field::text("code", visitor.t("proofing-letter-code"))
        .hint(visitor.t(&format!("{words}-code-hint")))
        .missing(visitor.t(&format!("{words}-code-missing")))
        .autocomplete("off")
        .max(40);
    Form::new(action, visitor.t("proofing-letter-check"), vec![field])
}

/// Compares what was typed with the code of an attempt, within the limits of the table;
/// what is wrong with it, if anything.
pub(crate) async fn compare(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
    raw: &str,
    words: &str,
) -> Result<Option<String>, Fault> {
    let all = visitor.portal().words();
    let (lang, db) = (visitor.lang(), visitor.db());
    let id = |id: &str| format!("{words}-code-{id}");
    let code = match read(raw) {
        Ok(code) => code,
        Err(Flaw::Count(0)) => return Ok(Some(visitor.t(&id("missing")))),
        Err(Flaw::Count(count)) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            return Ok(Some(all.tv(lang, &id("count"), &[("count", count.into())])));
        }
        Err(Flaw::Sign(sign)) => {
            let args = [("sign", sign.to_string().into())];
            return Ok(Some(all.tv(lang, &id("sign"), &args)));
        }
    };
    let wait = |until| {
        let time = visitor.portal().local(until).strftime("%H:%M").to_string();
        Some(all.tv(lang, &id("wait"), &[("time", time.into())]))
    };
    // Counted before it is compared.
    let left = match engine::entry(proofing, db, attempt).await? {
        Verdict::Allowed { left } => left,
        Verdict::Wait { until } => return Ok(wait(until)),
    };
    if store::code_matches(db, attempt, &code) {
        return Ok(None);
    }
    engine::wrong_entry(proofing, visitor, attempt).await?;
    if let Some(until) = engine::entry_waits(proofing, db, attempt).await? {
        return Ok(wait(until));
    }
    Ok(Some(all.tv(lang, &id("wrong"), &[("left", left.into())])))
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
