//! Rules of a password (S1-064 to S1-068). The rules are told to the person
//! before and while typing, so each can be asked about by itself.

use unicode_normalization::UnicodeNormalization;

use crate::Flaw;

/// The characters one of which a password must have (S1-066).
pub const SPECIAL: &str = "!@#$%^&*()";

/// Bounds of the length, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    min: usize,
    max: usize,
}

impl Rules {
    /// Rules with the longest password of `max` characters, held within 8 to 128:
    /// hashing has to have a bound.
    pub fn up_to(max: usize) -> Self {
        Self {
            min: 8,
            max: max.clamp(8, 128),
        }
    }

    /// Fewest characters.
    pub fn min(&self) -> usize {
        self.min
    }

    /// Most characters.
    pub fn max(&self) -> usize {
        self.max
    }
}

impl Default for Rules {
    /// 8 to 20 characters (S1-064).
    fn default() -> Self {
        Self::up_to(20)
    }
}

/// One rule of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// From [`Rules::min`] to [`Rules::max`] characters.
    Length,
    /// At least one capital letter.
    Upper,
    /// At least one small letter.
    Lower,
    /// At least one digit.
    Digit,
    /// At least one of [`SPECIAL`].
    Special,
    /// Nothing that cannot be typed. Not in [`Rule::ALL`]: shown only when broken.
    Printable,
}

impl Rule {
    /// The rules to show, in order.
    pub const ALL: [Self; 5] = [
        Self::Length,
        Self::Upper,
        Self::Lower,
        Self::Digit,
        Self::Special,
    ];

    /// Id for forms and scripts: `length`, `upper`, `lower`, `digit`, `special`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Upper => "upper",
            Self::Lower => "lower",
            Self::Digit => "digit",
            Self::Special => "special",
            Self::Printable => "printable",
        }
    }

    /// The text of a refusal by this rule.
    pub fn flaw(self, rules: &Rules) -> Flaw {
        match self {
            Self::Length => Flaw::new("flaw-password-length")
                .with("min", rules.min)
                .with("max", rules.max),
            Self::Upper => Flaw::new("flaw-password-upper"),
            Self::Lower => Flaw::new("flaw-password-lower"),
            Self::Digit => Flaw::new("flaw-password-digit"),
            Self::Special => Flaw::new("flaw-password-special").with("set", SPECIAL),
            Self::Printable => Flaw::new("flaw-password-printable"),
        }
    }

    /// Whether `password` keeps this rule.
    pub fn holds(self, password: &str, rules: &Rules) -> bool {
        let mut chars = password.chars();
        match self {
            Self::Length => {
                let count = chars.take(rules.max + 1).count();
                (rules.min..=rules.max).contains(&count)
            }
            Self::Upper => chars.any(char::is_uppercase),
            Self::Lower => chars.any(char::is_lowercase),
            Self::Digit => chars.any(|c| c.is_ascii_digit()),
            Self::Special => chars.any(|c| SPECIAL.contains(c)),
            Self::Printable => !chars.any(char::is_control),
        }
    }
}

/// The rules that `password` breaks, in the order they are shown; empty when
/// it is good. Give it the form made by [`normal`].
pub fn check(password: &str, rules: &Rules) -> Vec<Rule> {
    Rule::ALL
        .into_iter()
        .chain([Rule::Printable])
        .filter(|rule| !rule.holds(password, rules))
        .collect()
}

/// The one form of a password to check and to hash (NFC, RFC 8265): the same
/// letters typed on another device make the same bytes. Spaces stay.
pub fn normal(password: &str) -> String {
    password.nfc().collect()
}
