use std::fmt;

/// A refusal of a value: names the rule that was broken, never the value.
///
/// `code` is a Fluent id such as `flaw-snils-check`; `args` fill its
/// placeables. The text states the required format and how to mend the value
/// (S1-014, S1-056, S1-152). Arguments hold limits and counts only, so a
/// `Flaw` may be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Fluent id of the text, present in every language of [`crate::LOCALES`].
    pub code: &'static str,
    /// Arguments of the text, name and value.
    pub args: Vec<(&'static str, String)>,
}

impl Flaw {
    /// A refusal without arguments.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            args: Vec::new(),
        }
    }

    /// Adds an argument of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Flaw {}
