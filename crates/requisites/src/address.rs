use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Flaw;
use crate::text::{canonical, digits, tidy};

/// Longest line of an address, in characters.
const MAX: usize = 120;

/// Postcode of Russia, six digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

impl Postcode {
    /// Reads six digits with any separators.
    ///
    /// # Errors
    /// `flaw-postcode-empty`, `-chars`, `-count`, `-zero`.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let found = digits(raw, &["индекс", "postcode", "zip"])
            .ok_or(Flaw::new("flaw-postcode-chars"))?
            .all;
        match found.len() {
            6 if found.starts_with('0') => Err(Flaw::new("flaw-postcode-zero")),
            6 => Ok(Self(found)),
            0 => Err(Flaw::new("flaw-postcode-empty")),
            count => Err(Flaw::new("flaw-postcode-count").with("count", count)),
        }
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// Six digits, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Six digits.
    pub fn shown(&self) -> String {
        self.0.clone()
    }

    /// `391•••`.
    pub fn masked(&self) -> String {
        format!("{}•••", &self.0[..3])
    }
}

canonical!(Postcode);

/// Address in parts (S1-052). Fill it in and pass it through
/// [`Address::checked`]; the parts are kept as the person wrote them.
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Регион: «Рязанская область».
    pub region: String,
    /// Район or городской округ.
    pub district: Option<String>,
    /// Город, село, посёлок.
    pub city: String,
    /// Улица; villages may have none.
    pub street: Option<String>,
    /// Дом with its корпус or строение.
    pub house: String,
    /// Квартира.
    pub flat: Option<String>,
    /// Индекс, six digits.
    pub postcode: Option<String>,
}

const PLACES: [&str; 20] = [
    "г",
    "город",
    "с",
    "село",
    "д",
    "дер",
    "деревня",
    "п",
    "пос",
    "посёлок",
    "поселок",
    "пгт",
    "рп",
    "ст",
    "станица",
    "х",
    "хутор",
    "аул",
    "снт",
    "станция",
];
const STREETS: [&str; 30] = [
    "ул",
    "улица",
    "пр",
    "просп",
    "проспект",
    "пр-т",
    "пр-кт",
    "пер",
    "переулок",
    "ш",
    "шоссе",
    "пл",
    "площадь",
    "наб",
    "набережная",
    "б-р",
    "бульвар",
    "проезд",
    "пр-д",
    "мкр",
    "мкрн",
    "микрорайон",
    "туп",
    "тупик",
    "аллея",
    "линия",
    "тракт",
    "квартал",
    "кв-л",
    "тер",
];

/// Adds the usual short word before `value` unless it is there already.
fn named(value: &str, word: &str, known: &[&str]) -> String {
    let has = value
        .to_lowercase()
        .split([' ', '.', ','])
        .any(|piece| known.contains(&piece));
    if has {
        value.to_owned()
    } else {
        format!("{word} {value}")
    }
}

/// Adds `word` before a value that begins with a digit: `12а` → `д. 12а`.
fn counted(value: &str, word: &str) -> String {
    if value.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{word} {value}")
    } else {
        value.to_owned()
    }
}

impl Address {
    /// Tidies every part and checks it. An empty optional part becomes `None`.
    ///
    /// # Errors
    /// Every broken part at once as (field name, flaw): `flaw-address-region`,
    /// `-city`, `-house` when missing, `-house-digit`, `-chars`, `-long`, and
    /// those of [`Postcode::parse`].
    pub fn checked(self) -> Result<Self, Vec<(&'static str, Flaw)>> {
        let mut flaws = Vec::new();
        let mut line = |field: &'static str, raw: &str, missing: Option<&'static str>| {
            let text = tidy(raw).trim_matches([',', ';', ' ']).to_owned();
            if text.is_empty() {
                flaws.extend(missing.map(|code| (field, Flaw::new(code))));
            } else if text.chars().count() > MAX {
                flaws.push((field, Flaw::new("flaw-address-long").with("max", MAX)));
            } else if !text
                .chars()
                .all(|c| c.is_alphanumeric() || " -.,/()\"'«»".contains(c))
            {
                flaws.push((field, Flaw::new("flaw-address-chars")));
            } else if field == "house" && !text.chars().any(|c| c.is_ascii_digit()) {
                flaws.push((field, Flaw::new("flaw-address-house-digit")));
            }
            text
        };
        let region = line("region", &self.region, Some("flaw-address-region"));
        let district = line("district", &self.district.unwrap_or_default(), None);
        let city = line("city", &self.city, Some("flaw-address-city"));
        let street = line("street", &self.street.unwrap_or_default(), None);
        let house = line("house", &self.house, Some("flaw-address-house"));
        let flat = line("flat", &self.flat.unwrap_or_default(), None);
        let raw = self.postcode.unwrap_or_default();
        let postcode = if tidy(&raw).is_empty() {
            None
        } else {
            match Postcode::parse(&raw) {
                Ok(code) => Some(code.shown()),
                Err(flaw) => {
                    flaws.push(("postcode", flaw));
                    None
                }
            }
        };
        if !flaws.is_empty() {
            return Err(flaws);
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        Ok(Self {
            region,
            district: some(district),
            city,
            street: some(street),
            house,
            flat: some(flat),
            postcode,
        })
    }

    /// One line: `391300, Рязанская область, г. Касимов, ул. Советская, д. 12, кв. 7`.
    pub fn shown(&self) -> String {
        let parts = [
            self.postcode.clone(),
            Some(self.region.clone()),
            self.district.clone(),
            (self.city != self.region).then(|| named(&self.city, "г.", &PLACES)),
            self.street.as_ref().map(|s| named(s, "ул.", &STREETS)),
            Some(counted(&self.house, "д.")),
            self.flat.as_ref().map(|f| counted(f, "кв.")),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(", ")
    }

    /// Region and town only: `Рязанская область, г. Касимов, …`.
    pub fn masked(&self) -> String {
        if self.city == self.region {
            return format!("{}, …", self.region);
        }
        format!("{}, {}, …", self.region, named(&self.city, "г.", &PLACES))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}
