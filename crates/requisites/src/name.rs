use crate::Flaw;
use crate::text::{canonical, is_cyrillic, one_apostrophe, squeeze, tidy};

/// Longest part of a name, in characters.
const MAX: usize = 100;

/// A surname, a given name or a patronymic, as in the passport: letters,
/// hyphen, space and apostrophe. `ё` is kept. All-capital and all-small input
/// is given its capitals: `ИВАНОВ` becomes `Иванов`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamePart(String);

/// Which part of the name a text speaks of; the `field` argument of a [`Flaw`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameField {
    /// Фамилия.
    Surname,
    /// Имя.
    Name,
    /// Отчество.
    Patronymic,
}

impl NameField {
    /// The name of the form field: `surname`, `name`, `patronymic`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Surname => "surname",
            Self::Name => "name",
            Self::Patronymic => "patronymic",
        }
    }
}

/// Words within a name that keep a small letter.
const SMALL: [&str; 8] = ["оглы", "оглу", "кызы", "гызы", "улы", "уулу", "ибн", "бинт"];

/// The Cyrillic letter that looks the same as this capital Latin one.
fn capital_twin(c: char) -> Option<char> {
    Some(match c {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' => 'У',
        'Ë' => 'Ё',
        _ => return None,
    })
}

fn twin(c: char) -> Option<char> {
    Some(match c {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'k' => 'к',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'ë' => 'ё',
        capital => return capital_twin(capital),
    })
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{00C0}'..='\u{024F}').contains(&c) && c.is_alphabetic()
}

impl NamePart {
    /// Reads a part of a name in Cyrillic. Single Latin letters that look like
    /// Cyrillic ones are put right.
    ///
    /// # Errors
    /// `flaw-name-empty`, `-long`, `-digit`, `-latin`, `-mixed`, `-chars`;
    /// the argument `field` is `part`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        Self::read(raw, "part", false)
    }

    /// As [`NamePart::parse`], the refusal names the field.
    ///
    /// # Errors
    /// Those of [`NamePart::parse`].
    pub fn parse_as(field: NameField, raw: &str) -> Result<Self, Flaw> {
        Self::read(raw, field.as_str(), false)
    }

    /// Reads a part of a name in Latin letters: transliteration and foreign
    /// documents only (S1-048).
    ///
    /// # Errors
    /// `flaw-name-empty`, `-long`, `-digit`, `-cyrillic`, `-chars`.
    pub fn parse_latin(field: NameField, raw: &str) -> Result<Self, Flaw> {
        Self::read(raw, field.as_str(), true)
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::read(raw, "part", false).or_else(|_| Self::read(raw, "part", true))
    }

    fn read(raw: &str, field: &'static str, latin: bool) -> Result<Self, Flaw> {
        let flaw = |code| Err(Flaw::new(code).with("field", field));
        let mut text = join_hyphens(&tidy_name(raw));
        text = text
            .trim_matches(|c: char| " .,;:-'\"«»".contains(c))
            .to_owned();
        if text.is_empty() {
            return flaw("flaw-name-empty");
        }
        let count = text.chars().count();
        if count > MAX {
            return Err(Flaw::new("flaw-name-long")
                .with("field", field)
                .with("max", MAX));
        }
        if text.chars().any(|c| c.is_numeric()) {
            return flaw("flaw-name-digit");
        }
        let has_cyrillic = text.chars().any(is_cyrillic);
        let has_latin = text.chars().any(is_latin);
        if latin {
            if has_cyrillic {
                return flaw("flaw-name-cyrillic");
            }
        } else if has_latin {
            if !has_cyrillic {
                return flaw("flaw-name-latin");
            }
            if !text.chars().all(|c| !is_latin(c) || twin(c).is_some()) {
                return flaw("flaw-name-mixed");
            }
            text = text.chars().map(|c| twin(c).unwrap_or(c)).collect();
        }
        let letter = |c: char| if latin { is_latin(c) } else { is_cyrillic(c) };
        if !text.chars().all(|c| letter(c) || " -'".contains(c)) {
            return flaw("flaw-name-chars");
        }
        Ok(Self(capitals(&text)))
    }

    /// The stored form, `ё` kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As in the passport.
    pub fn shown(&self) -> String {
        self.0.clone()
    }

    /// The first letter: `И•••`.
    pub fn masked(&self) -> String {
        let first: String = self.0.chars().take(1).collect();
        format!("{first}•••")
    }

    /// The first letter with a dot: `И.`
    pub fn initial(&self) -> String {
        let first: String = self.0.chars().take(1).collect();
        format!("{first}.")
    }
}

canonical!(NamePart);

/// Twice, since the normal form makes apostrophes of some rare signs.
fn tidy_name(raw: &str) -> String {
    one_apostrophe(&tidy(&one_apostrophe(raw)))
}

fn join_hyphens(text: &str) -> String {
    text.split('-')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Capital letters for a name typed without them or with nothing else.
fn capitals(text: &str) -> String {
    let upper = text.chars().any(char::is_uppercase);
    let lower = text.chars().any(char::is_lowercase);
    if upper && lower {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let text = text.to_lowercase();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = rest.find([' ', '-']).unwrap_or(rest.len());
        let word = &rest[..end];
        if SMALL.contains(&word) && !out.is_empty() {
            out.push_str(word);
        } else {
            let mut chars = word.chars();
            out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            // О'Коннор, but Дем'яненко.
            if let Some(after) = chars.as_str().strip_prefix('\'') {
                out.push('\'');
                let mut chars = after.chars();
                out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(chars.as_str());
            } else {
                out.push_str(chars.as_str());
            }
        }
        rest = &rest[end..];
        if let Some(gap) = rest.chars().next() {
            out.push(gap);
            rest = &rest[gap.len_utf8()..];
        }
    }
    out
}

/// The normal form in which names are compared: small letters, `ё` as `е`,
/// hyphens as spaces, single spaces, Latin letters that look like Cyrillic as
/// Cyrillic. For comparison only, never for showing.
pub fn fold(name: &str) -> String {
    // Small, then capital: the only way to one form for ẞ, ß and ss.
    let text = tidy_name(name).to_lowercase().to_uppercase();
    let cyrillic = text.chars().any(is_cyrillic);
    let twins = text
        .chars()
        .filter(|c| is_latin(*c))
        .all(|c| capital_twin(c).is_some());
    let text: String = text
        .chars()
        .map(|c| match c {
            '-' => ' ',
            c if cyrillic || twins => capital_twin(c).unwrap_or(c),
            c => c,
        })
        .map(|c| if c == 'Ё' { 'Е' } else { c })
        .collect();
    squeeze(&tidy_name(&text.to_lowercase()))
}

/// Whether two writings mean the same name: registries and passports differ
/// in `ё`, case, spaces, hyphens and look-alike letters, people do not.
pub fn same_name(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
