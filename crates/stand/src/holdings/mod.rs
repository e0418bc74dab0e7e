//! What registries hold of people and tell services: income, health, flats, convictions,
//! cars, organisations. Pure functions; all of it follows from the person and the day.
//!
//! Values are text, whole numbers, yes and no, dates as ISO 8601, roubles as `"1500.50"`,
//! and lists of objects.

mod organisations;
mod property;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::people::{Person, Special};
use crate::registries::{self, Outcome, Question};

pub(crate) use organisations::led_by;
use organisations::{ORGANISATIONS, Organisation, employer};
pub(crate) use property::{objects, vehicle};

/// A question that is answered with what a registry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Query {
    /// The tax service: what was earned in a year.
    Income,
    /// Health records: the last examination.
    Health,
    /// The register of real estate: an object.
    Object,
    /// The interior ministry: convictions.
    Record,
    /// The traffic police: a vehicle.
    Vehicle,
    /// The register of legal entities: an organisation.
    Organisation,
}

/// A question as it came: who it is about, and what it takes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The person, `passport_number`, `snils`, `inn`, `request_id`.
    #[serde(flatten)]
    pub who: registries::Request,
    pub year: Option<i16>,
    pub cadastral_number: Option<String>,
    pub vin: Option<String>,
}

impl Asked {
    /// Does the question lack something? Names the field.
    pub fn lacking(&self, query: Query) -> Option<&'static str> {
        let who = &self.who;
        let (field, number) = match query {
            Query::Income | Query::Organisation => ("inn", &who.inn),
            Query::Health => ("snils", &who.snils),
            Query::Object => ("cadastral_number", &self.cadastral_number),
            Query::Record => ("passport_number", &who.passport_number),
            Query::Vehicle => ("vin", &self.vin),
        };
        let number = number.as_deref().unwrap_or_default();
        let year = match (query, self.year) {
            (Query::Income, None) => "",
            _ => "given",
        };
        [
            ("request_id", who.request_id.as_str()),
            ("surname", who.surname.as_str()),
            ("name", who.name.as_str()),
            ("birth_date", who.birth_date.as_str()),
            (field, number),
            ("year", year),
        ]
        .into_iter()
        .find(|(_, value)| value.trim().is_empty())
        .map(|(field, _)| field)
    }
}

/// What a registry found: the data, and whose record it was.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Holding {
    pub data: Value,
    pub person: Option<String>,
}

/// Answers the question on the day `today` from the records of `people`.
pub(crate) fn answer(
    query: Query,
    people: &[Person],
    asked: &Asked,
    today: Date,
) -> Option<Holding> {
    let whose = |question| {
        let verdict = registries::answer(question, people, &asked.who);
        let id = verdict.person.filter(|_| verdict.outcome == Outcome::Match);
        people.iter().find(|person| Some(&person.id) == id.as_ref())
    };
    let known = || people.iter().filter(|p| p.special != Special::Unknown);
    let of = |person: &Person, data| Holding {
        data,
        person: Some(person.id.clone()),
    };
    let is_asker = |person: &Person| registries::is_about(person, &asked.who);
    match query {
        Query::Income => {
            let person = whose(Question::Inn)?;
            Some(of(person, income(person, asked.year?, today)?.json()))
        }
        Query::Health => {
            let person = whose(Question::Snils)?;
            Some(of(person, health(person, today)?.json()))
        }
        Query::Record => {
            let person = whose(Question::Passport)?;
            let data = json!({ "records": records(person), "checked_on": today.to_string() });
            Some(of(person, data))
        }
        Query::Object => {
            let number = bare(asked.cadastral_number.as_deref()?);
            known().find_map(|person| {
                let object = objects(person).into_iter().find(|o| o.number == number)?;
                Some(of(person, object.json(is_asker(person))))
            })
        }
        Query::Vehicle => {
            let vin = bare(asked.vin.as_deref()?);
            known().find_map(|person| {
                let vehicle = vehicle(person).filter(|v| v.vin == vin)?;
                Some(of(person, vehicle.json(is_asker(person))))
            })
        }
        Query::Organisation => {
            let inn = bare(asked.who.inn.as_deref()?);
            let firm = ORGANISATIONS.iter().find(|firm| firm.inn == inn)?;
            let led = |person: &&Person| firm.director == Some(person.id.as_str());
            let director = people.iter().find(led);
            Some(Holding {
                data: organisation(firm, director.is_some_and(is_asker)),
                person: director.map(|person| person.id.clone()),
            })
        }
    }
}

/// Without spaces, capital letters.
fn bare(raw: &str) -> String {
    let signs = raw.chars().filter(|c| !c.is_whitespace());
    signs.flat_map(char::to_uppercase).collect()
}

/// A number that nobody else has, from which the rest follows.
fn serial(person: &Person) -> u64 {
    person.snils[..9].parse().unwrap_or_default()
}

/// `1500.50`.
fn money(kopecks: i64) -> String {
    format!("{}.{:02}", kopecks / 100, kopecks % 100)
}

/// What somebody earned in a year.
pub(crate) struct Income {
    employer: &'static Organisation,
    year: i16,
    /// Month, code of the income, kopecks.
    months: Vec<(u8, &'static str, i64)>,
}

/// The income of a full year. Nobody works before 18 and after 66, and now and then
/// somebody has a year without work.
pub(crate) fn income(person: &Person, year: i16, today: Date) -> Option<Income> {
    let (serial, age) = (serial(person), year.checked_sub(person.birth_date.year())?);
    let works = (18..=66).contains(&age) && (2015..today.year()).contains(&year);
    let since = u64::try_from(year - 2015).ok().filter(|_| works)?;
    if (serial + since).is_multiple_of(11) {
        return None;
    }
    let thousands = i64::try_from(32 + serial % 83 + since * 3).ok()?;
    let salary = thousands * 100_000;
    let mut months: Vec<_> = (1..=12).map(|month| (month, "2000", salary)).collect();
    // Two weeks off in July, and a bonus before the new year.
    months[6].2 = salary / 2;
    months.insert(7, (7, "2012", salary * 47 / 100));
    if serial.is_multiple_of(2) {
        months.push((12, "2002", salary / 2));
    }
    Some(Income {
        employer: employer(person, serial)?,
        year,
        months,
    })
}

impl Income {
    /// Kopecks of the year.
    pub fn sum(&self) -> i64 {
        self.months.iter().map(|(_, _, kopecks)| kopecks).sum()
    }

    pub fn employer(&self) -> &'static Organisation {
        self.employer
    }

    fn json(&self) -> Value {
        let month = |(month, code, kopecks): &(u8, &str, i64)| {
            let income = money(*kopecks);
            json!({ "month": month, "code": code, "income": income })
        };
        // 13 % in whole roubles, 50 kopecks and more up: Tax Code, articles 224 and 52.
        let tax = (self.sum() * 13 / 100 + 50) / 100 * 100;
        json!({
            "year": self.year,
            "employer": self.employer.name,
            "employer_inn": self.employer.inn,
            "total": money(self.sum()),
            "tax": money(tax),
            "months": self.months.iter().map(month).collect::<Vec<_>>(),
        })
    }
}

/// What a clinic wrote after an examination.
pub(crate) struct Health {
    clinic: String,
    doctor: &'static str,
    pub examined_on: Date,
    /// `I`, `II`, `III`.
    pub group: &'static str,
    pub valid_until: Date,
}

const DOCTORS: [&str; 5] = [
    "Лебедева Нина Сергеевна",
    "Аверьянов Олег Викторович",
    "Хасанова Гульнара Маратовна",
    "Прохорова Елена Дмитриевна",
    "Столяров Михаил Ефимович",
];

/// The last examination. One in five was never examined, one in five not for years.
pub(crate) fn health(person: &Person, today: Date) -> Option<Health> {
    let serial = serial(person);
    let small = |below: u64| i8::try_from(serial % below).unwrap_or_default();
    let years = match serial % 5 {
        3 => return None,
        4 => 2,
        _ => 0,
    };
    // Everybody comes on the same day each year.
    let this_year = date(today.year(), 2 + small(9), 1 + small(28));
    let last = match this_year <= today {
        true => this_year,
        false => this_year.saturating_sub(1.year()),
    };
    let examined_on = last.saturating_sub(years.years());
    Some(Health {
        clinic: format!("Поликлиника № {}, {}", 1 + serial % 3, town(person)),
        doctor: usize::try_from(serial / 7 % 5).ok().map(|at| DOCTORS[at])?,
        examined_on,
        group: match serial % 7 {
            0 => "III",
            1 | 2 => "II",
            _ => "I",
        },
        valid_until: examined_on.saturating_add(1.year()).saturating_sub(1.day()),
    })
}

impl Health {
    /// `fit` or `limited`.
    pub fn conclusion(&self) -> &'static str {
        match self.group {
            "III" => "limited",
            _ => "fit",
        }
    }

    fn json(&self) -> Value {
        json!({
            "clinic": self.clinic,
            "doctor": self.doctor,
            "examined_on": self.examined_on.to_string(),
            "group": self.group,
            "conclusion": self.conclusion(),
            "valid_until": self.valid_until.to_string(),
        })
    }
}

/// Convictions of a person.
pub(crate) fn records(person: &Person) -> u8 {
    let named = matches!(person.id.as_str(), "karimov" | "kadyrov");
    u8::from(named || serial(person).is_multiple_of(17))
}

/// `г. Касимов`; a settlement has its kind in its name.
fn town(person: &Person) -> String {
    match person.address.city {
        named if named.starts_with("рп ") => named.to_owned(),
        city => format!("г. {city}"),
    }
}

fn organisation(firm: &Organisation, director: bool) -> Value {
    json!({
        "ogrn": firm.ogrn,
        "name": firm.name,
        "active": firm.active,
        "director": director,
        "registered_on": firm.registered_on.to_string(),
        "okved": firm.okved,
    })
}

/// The last three full years, the latest first.
pub(crate) fn last_years(today: Date) -> [i16; 3] {
    [1, 2, 3].map(|back| today.year() - back)
}

/// A person's own holdings, for tests: what a service will get for their true data.
pub(crate) fn own_json(people: &[Person], person: &Person, today: Date) -> Value {
    let own = |query, asked: Asked| answer(query, people, &asked, today).map(|found| found.data);
    let asked = Asked {
        who: registries::request_of(person),
        ..Asked::default()
    };
    let income = last_years(today).map(|year| {
        let asked = Asked {
            year: Some(year),
            ..asked.clone()
        };
        let total = own(Query::Income, asked).map(|data| data["total"].clone());
        (year.to_string(), total.unwrap_or_default())
    });
    let objects = objects(person).into_iter().map(|object| {
        let mut data = object.json(true);
        data["number"] = object.number.into();
        data
    });
    let vehicle = vehicle(person).filter(|_| person.special != Special::Unknown);
    json!({
        "income": income.into_iter().collect::<serde_json::Map<_, _>>(),
        "health": own(Query::Health, asked.clone()),
        "record": own(Query::Record, asked),
        "objects": objects.collect::<Vec<_>>(),
        "vehicle": vehicle.map(|vehicle| {
            let mut data = vehicle.json(true);
            data["vin"] = vehicle.vin.into();
            data
        }),
        "organisations": led_by(person).map(|firm| firm.inn).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests;
