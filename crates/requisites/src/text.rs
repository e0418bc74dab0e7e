//! Hygiene of pasted text, shared by all parsers.

use unicode_normalization::UnicodeNormalization;

/// Characters that take no place on the screen and come along when copying.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Every dash that keyboards, editors and web pages put between digits.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{02D7}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

fn plain(c: char) -> char {
    if is_dash(c) {
        '-'
    } else if c.is_whitespace() {
        ' '
    } else {
        c
    }
}

/// Visible, no dash but the plain one, and its own normal form whatever is around it:
/// ASCII, Russian letters, quotation marks.
fn is_tidy(c: char) -> bool {
    matches!(c, ' '..='~' | 'Ё' | 'А'..='я' | 'ё' | '«' | '»')
}

/// One normal form (NFKC), one dash, single spaces, nothing invisible.
pub(crate) fn tidy(raw: &str) -> String {
    // Nearly all that is read back from the store.
    if raw.chars().all(is_tidy) {
        return squeeze(raw);
    }
    normal(raw)
}

fn normal(raw: &str) -> String {
    let whole: String = raw
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(plain)
        .nfkc()
        .filter(|c| !is_invisible(*c))
        .map(plain)
        .collect();
    squeeze(&whole)
}

/// Single spaces, none at the ends.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Apostrophes of all kinds as one. Names only: in an e-mail they differ.
pub(crate) fn one_apostrophe(raw: &str) -> String {
    raw.chars()
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '＇' | 'ʹ' | '‛' => '\'',
            other => other,
        })
        .collect()
}

/// A letter of the Cyrillic block.
pub(crate) fn is_cyrillic(c: char) -> bool {
    ('\u{0400}'..='\u{052F}').contains(&c) && c.is_alphabetic()
}

/// The digits of a pasted number and how they were grouped.
pub(crate) struct Digits {
    /// All digits in a row.
    pub all: String,
    /// Lengths of the runs between separators.
    pub groups: Vec<usize>,
}

/// Takes the digits out of `raw`. Words from `labels` (lower case) and the
/// usual separators are dropped, letters that look like digits are read as
/// digits. `None` when anything else is met.
pub(crate) fn digits(raw: &str, labels: &[&str]) -> Option<Digits> {
    let text = tidy(raw).to_lowercase();
    let mut all = String::new();
    let mut groups = Vec::new();
    let mut run = 0;
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            if ["no", "n", "номер"].contains(&word.as_str()) || labels.contains(&word.as_str())
            {
                if run > 0 {
                    groups.push(run);
                    run = 0;
                }
            } else {
                for letter in word.chars() {
                    all.push(match letter {
                        'o' | 'о' => '0',
                        'l' | 'i' | 'і' => '1',
                        'з' => '3',
                        _ => return None,
                    });
                    run += 1;
                }
            }
            word.clear();
        }
        match c {
            '0'..='9' => {
                all.push(c);
                run += 1;
            }
            ' ' | '-' | '.' | ',' | ':' | ';' | '/' | '(' | ')' | '_' | '#' | '\'' | '"' | '«'
            | '»' => {
                if run > 0 {
                    groups.push(run);
                    run = 0;
                }
            }
            _ => return None,
        }
    }
    Some(Digits { all, groups })
}

/// Gives a value type that is stored as one canonical string its common
/// traits. `Debug` hides the value and a refusal on deserialization names
/// only the rule, so neither leaks personal data.
macro_rules! canonical {
    ($type:ident) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(…)"))
            }
        }
        impl std::str::FromStr for $type {
            type Err = $crate::Flaw;
            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                Self::parse(raw)
            }
        }
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let raw = String::deserialize(from)?;
                Self::stored(&raw).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use canonical;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_tidy_already_needs_no_normal_form(text in "[ -~ЁА-яё«»]{0,40}") {
            prop_assert!(text.chars().all(is_tidy));
            prop_assert_eq!(tidy(&text), normal(&text));
        }
    }
}
