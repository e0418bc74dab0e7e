//! The address registry (ФИАС, ГАР) in miniature: the towns of the synthetic people,
//! the streets that they live in and a few more. A street has houses 1 to [`HOUSES`],
//! with any letter or building; below the house nothing is compared.

use std::fmt::Write as _;

use okno_requisites::fold;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::people::{self, Person};

/// The last house of every street.
const HOUSES: u32 = 199;

/// What an address is asked about with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Request {
    pub request_id: String,
    pub region: String,
    pub district: Option<String>,
    pub city: String,
    pub street: Option<String>,
    pub house: String,
    pub postcode: Option<String>,
}

impl Request {
    /// A person's own address.
    pub fn of(person: &Person) -> Self {
        let address = &person.address;
        Self {
            request_id: "own".to_owned(),
            region: address.region.to_owned(),
            district: Some(address.district.to_owned()),
            city: address.city.to_owned(),
            street: Some(address.street.clone()),
            house: address.house.clone(),
            postcode: Some(address.postcode.to_owned()),
        }
    }

    /// The part that a question cannot do without and that is empty.
    pub fn lacking(&self) -> Option<&'static str> {
        let parts = [
            ("request_id", &self.request_id),
            ("region", &self.region),
            ("city", &self.city),
            ("house", &self.house),
        ];
        let empty = parts.into_iter().find(|(_, part)| part.trim().is_empty());
        empty.map(|(name, _)| name)
    }
}

/// What the registry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The house, by its number in the registry, and the postcode of its street.
    Found {
        object_id: String,
        postcode: &'static str,
    },
    /// The house is there, the postcode is another.
    OtherPostcode,
    /// Where it goes no further: `region`, `city`, `street` or `house`.
    Unknown(&'static str),
}

impl Answer {
    /// The part that differs.
    pub fn differs(&self) -> Option<&'static str> {
        match self {
            Self::Found { .. } => None,
            Self::OtherPostcode => Some("postcode"),
            Self::Unknown(part) => Some(part),
        }
    }

    /// The outcome as all registries name it.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Found { .. } => "match",
            Self::OtherPostcode => "mismatch",
            Self::Unknown(_) => "not_found",
        }
    }
}

/// Words for kinds of places, which people write or leave out.
const KINDS: [&str; 36] = [
    "область",
    "обл",
    "край",
    "республика",
    "респ",
    "г",
    "гор",
    "город",
    "с",
    "село",
    "д",
    "деревня",
    "п",
    "пос",
    "посёлок",
    "пгт",
    "рп",
    "ул",
    "улица",
    "пр",
    "просп",
    "проспект",
    "кт",
    "т",
    "пер",
    "переулок",
    "ш",
    "шоссе",
    "пл",
    "площадь",
    "наб",
    "б",
    "бульвар",
    "проезд",
    "мкр",
    "дом",
];

/// The words of a name without the kind of place, in one order.
fn name(raw: &str) -> Vec<String> {
    let folded = fold(raw);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let known = |word: &&str| KINDS.iter().any(|kind| fold(kind) == **word);
    let mut words: Vec<String> = words
        .filter(|word| !word.is_empty() && !known(word))
        .map(str::to_owned)
        .collect();
    words.sort();
    words
}

/// The number that a house begins with: 12 of «д. 12а, корп. 1».
fn number(house: &str) -> Option<u32> {
    let digits = house.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit());
    digits[..end.unwrap_or(digits.len())].parse().ok()
}

/// The registry's number of a house; the same for the same house in every run.
fn object_id(parts: &[Vec<String>], house: &str) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.join(" "));
        hash.update("\n");
    }
    hash.update(fold(house));
    let bytes = hash.finalize();
    let mut id = String::with_capacity(36);
    for (at, byte) in bytes.iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Looks an address up.
pub(crate) fn answer(people: &[Person], asked: &Request) -> Answer {
    let (region, city) = (name(&asked.region), name(&asked.city));
    let in_region = people::places().filter(|place| name(place.region) == region);
    let mut known = false;
    let mut town = None;
    for place in in_region {
        known = true;
        if name(place.city) == city {
            town = Some(place);
        }
    }
    let Some(town) = town else {
        return Answer::Unknown(if known { "city" } else { "region" });
    };
    let street = name(asked.street.as_deref().unwrap_or_default());
    let own = people
        .iter()
        .filter(|person| person.address.city == town.city)
        .map(|person| person.address.street.as_str());
    if street.is_empty()
        || !own
            .chain(people::STREETS)
            .any(|known| name(known) == street)
    {
        return Answer::Unknown("street");
    }
    if !number(&asked.house).is_some_and(|number| (1..=HOUSES).contains(&number)) {
        return Answer::Unknown("house");
    }
    let postcode = asked.postcode.as_deref().unwrap_or_default().trim();
    if !postcode.is_empty() && postcode != town.postcode {
        return Answer::OtherPostcode;
    }
    Answer::Found {
        object_id: object_id(&[region, city, street], &asked.house),
        postcode: town.postcode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(parts: [&str; 5]) -> Answer {
        let [region, city, street, house, postcode] = parts.map(str::to_owned);
        let asked = Request {
            region,
            city,
            house,
            street: Some(street).filter(|street| !street.is_empty()),
            postcode: Some(postcode),
            ..Request::default()
        };
        answer(&people::people(1, crate::CROWD), &asked)
    }

    #[test]
    fn everybody_lives_at_an_address_that_is_known() {
        let people = people::people(7, crate::CROWD);
        for person in &people {
            let found = answer(&people, &Request::of(person));
            assert_eq!(found.outcome(), "match", "{}", person.id);
        }
    }

    #[test]
    fn the_first_part_that_is_unknown_is_named() {
        let region = "Рязанская область";
        for (parts, differs) in [
            (
                [
                    "Рязанская обл.",
                    "г. Касимов",
                    "Соборная улица",
                    "д. 14",
                    "391300",
                ],
                None,
            ),
            (
                ["рязанская", "касимов", "ул. Соборная", "14а, корп. 2", ""],
                None,
            ),
            (["Москва", "Москва", "ул. Зеленая", "1", "109147"], None),
            (
                ["Рязаньская область", "Касимов", "ул. Соборная", "14", ""],
                Some("region"),
            ),
            ([region, "Касимово", "ул. Соборная", "14", ""], Some("city")),
            ([region, "Тула", "ул. Соборная", "14", ""], Some("city")),
            (
                [region, "Касимов", "ул. Незнакомая", "14", ""],
                Some("street"),
            ),
            ([region, "Касимов", "", "14", ""], Some("street")),
            (
                [region, "Касимов", "ул. Соборная", "900", ""],
                Some("house"),
            ),
            (
                [region, "Касимов", "ул. Соборная", "14", "101000"],
                Some("postcode"),
            ),
        ] {
            assert_eq!(ask(parts).differs(), differs, "{parts:?}");
        }
    }

    #[test]
    fn a_house_has_one_number_however_it_is_written() {
        let one = ask(["Рязанская область", "Касимов", "ул. Соборная", "14", ""]);
        let same = ask(["Рязанская обл", "г Касимов", "Соборная ул", "14", "391300"]);
        let other = ask(["Рязанская область", "Касимов", "ул. Соборная", "15", ""]);
        assert_eq!(one, same);
        assert_ne!(one, other);
    }
}
