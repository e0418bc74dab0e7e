//! What people own: flats, houses with their land, cars.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use okno_requisites::DocDate;
use serde_json::{Value, json};

use super::{money, serial, town};
use crate::documents::documents;
use crate::people::{Person, Special};

/// A piece of real estate.
pub(crate) struct Object {
    pub number: String,
    /// `flat`, `house`, `land`.
    pub kind: &'static str,
    address: String,
    area: String,
    registered_on: Date,
    kopecks: i64,
    restrictions: u8,
}

/// What a person owns: the flat they live in, or the house and its land.
pub(crate) fn objects(person: &Person) -> Vec<Object> {
    if matches!(person.special, Special::Unknown | Special::Teen) {
        return Vec::new();
    }
    let (serial, home) = (serial(person), &person.address);
    let object = |kind, flat: &str| {
        let (at, area, metre) = match kind {
            "flat" => (1, 310 + serial % 490, 71_000),
            "house" => (1001, 620 + serial % 900, 38_000),
            _ => (2001, 6_000 + serial % 9_000, 900),
        };
        let region = match home.region == home.city {
            true => String::new(),
            false => format!("{}, ", home.region),
        };
        let district = match home.district {
            "" => String::new(),
            district => format!("{district}, "),
        };
        let kopecks = area * metre * 10 + serial % 9_973;
        Object {
            number: format!(
                "{}:{:07}:{}",
                cadastral_district(home.city),
                serial / 1_000,
                at + serial % 1_000
            ),
            kind,
            address: format!(
                "{}, {region}{district}{}, {}, д. {}{flat}",
                home.postcode,
                town(person),
                home.street,
                home.house
            ),
            area: match kind {
                "land" => (area / 10).to_string(),
                _ => format!("{},{}", area / 10, area % 10),
            },
            registered_on: past(person.passport.issued_on, 40 + serial % 400),
            kopecks: i64::try_from(kopecks).unwrap_or_default(),
            restrictions: u8::from(serial.is_multiple_of(7)),
        }
    };
    match home.flat.as_str() {
        "" => vec![object("house", ""), object("land", "")],
        flat => vec![object("flat", &format!(", кв. {flat}"))],
    }
}

impl Object {
    pub(super) fn json(&self, owner: bool) -> Value {
        json!({
            "kind": self.kind,
            "address": self.address,
            "area": self.area,
            "registered_on": self.registered_on.to_string(),
            "cadastral_value": money(self.kopecks),
            "owner": owner,
            "restrictions": self.restrictions,
        })
    }
}

/// Region and district of cadastral numbers.
fn cadastral_district(city: &str) -> &'static str {
    match city {
        "Касимов" => "62:26",
        "Рязань" => "62:29",
        "Скопин" => "62:32",
        "рп Шилово" => "62:25",
        "Москва" => "77:01",
        "Тула" => "71:30",
        "Муром" => "33:26",
        _ => "16:50",
    }
}

/// So many days after, but nothing later than the cast was written.
fn past(day: Date, days: u64) -> Date {
    let days = i64::try_from(days).unwrap_or_default();
    day.saturating_add(days.days()).min(date(2026, 6, 1))
}

/// A car.
pub(crate) struct Vehicle {
    pub(super) vin: String,
    plate: String,
    year: i16,
    restrictions: u8,
    wanted: bool,
}

const MAKE: (&str, &str) = ("ВАЗ", "21099");

/// The car whose certificate the person holds.
pub(crate) fn vehicle(person: &Person) -> Option<Vehicle> {
    let serial = serial(person);
    let document = documents(person)
        .into_iter()
        .find(|d| d.kind == "vehicle")?;
    let field = |name| document.fields.iter().find(|(field, _)| *field == name);
    let registered = DocDate::parse(&field("issued_on")?.1).ok()?.date();
    Some(Vehicle {
        vin: field("vin")?.1.clone(),
        plate: field("plate")?.1.clone(),
        // None was made after 2011.
        year: (registered.year() - 1).min(2011),
        restrictions: u8::from(serial.is_multiple_of(8)),
        wanted: serial.is_multiple_of(19),
    })
}

impl Vehicle {
    /// `ВАЗ 21099, 2003`.
    pub fn shown(&self) -> String {
        format!("{} {}, {}", MAKE.0, MAKE.1, self.year)
    }

    pub(super) fn json(&self, owner: bool) -> Value {
        json!({
            "make": MAKE.0,
            "model": MAKE.1,
            "year": self.year,
            "plate": self.plate,
            "owner": owner,
            "restrictions": self.restrictions,
            "wanted": self.wanted,
        })
    }
}
