use crate::text::{canonical, tidy};
use crate::{Flaw, fold};

/// Codes of ISO 3166-1 alpha-3 in use, and `XXX` for a person without
/// citizenship (ICAO Doc 9303).
const CODES: &str = include_str!("countries.txt");

/// Citizenship as an ISO 3166-1 alpha-3 code; Russia unless said otherwise.
/// The country's name is the Fluent text [`Citizenship::text_id`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citizenship(&'static str);

impl Citizenship {
    /// Russia.
    pub const RUSSIA: Self = Self("RUS");

    /// Every code, Russia first, then in the order of codes.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.split_whitespace().map(Self)
    }

    /// Reads a code in any case; `РФ`, `Россия` and `Russia` are known too.
    ///
    /// # Errors
    /// `flaw-citizenship-empty`, `flaw-citizenship-code`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = tidy(raw).trim_matches('.').to_uppercase();
        if text.is_empty() {
            return Err(Flaw::new("flaw-citizenship-empty"));
        }
        if ["РФ", "РОССИЯ", "РОССИЙСКАЯ ФЕДЕРАЦИЯ", "RUSSIA"].contains(&text.as_str())
        {
            return Ok(Self::RUSSIA);
        }
        Self::all()
            .find(|known| known.0 == text)
            .ok_or(Flaw::new("flaw-citizenship-code"))
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// `RUS`, the stored form.
    pub fn as_str(&self) -> &'static str {
        self.0
    }

    /// `RUS`. The name in words is [`Citizenship::text_id`].
    pub fn shown(&self) -> String {
        self.0.to_owned()
    }

    /// Fluent id of the country's name: `country-RUS`.
    pub fn text_id(&self) -> String {
        format!("country-{}", self.0)
    }
}

impl Default for Citizenship {
    fn default() -> Self {
        Self::RUSSIA
    }
}

canonical!(Citizenship);

/// Sex as recorded in the passport.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Мужской.
    Male,
    /// Женский.
    Female,
}

impl Sex {
    /// Reads `male`, `female` and the words and letters of documents.
    ///
    /// # Errors
    /// `flaw-sex`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        match fold(raw).trim_end_matches('.') {
            "male" | "м" | "муж" | "мужской" => Ok(Self::Male),
            "female" | "f" | "ж" | "жен" | "женский" => Ok(Self::Female),
            _ => Err(Flaw::new("flaw-sex")),
        }
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// `male` or `female`, the stored form.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// As the passport writes it: `муж.`, `жен.` In words: [`Sex::text_id`].
    pub fn shown(&self) -> String {
        match self {
            Self::Male => "муж.".to_owned(),
            Self::Female => "жен.".to_owned(),
        }
    }

    /// Fluent id: `sex-male`, `sex-female`.
    pub fn text_id(&self) -> &'static str {
        match self {
            Self::Male => "sex-male",
            Self::Female => "sex-female",
        }
    }
}

canonical!(Sex);
