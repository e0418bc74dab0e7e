//! Synthetic people. No such person exists; every number has right check digits.

mod cast;
mod crowd;

pub(crate) use crowd::STREETS;

use jiff::civil::Date;
use okno_requisites::{Inn, Snils};

/// In which way the registries disagree with what a person says of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// Every registry agrees.
    Plain,
    /// «ё» in the documents, «е» in the registries: still a match.
    Yo,
    /// Hyphens in the surname and the name.
    DoubleName,
    /// There is no patronymic.
    NoPatronymic,
    /// Sixteen years old when the cast was written: the first passport.
    Teen,
    /// The tax service holds another birth date.
    TaxBirthDate,
    /// The passport was not changed at 45.
    PassportExpired,
    /// The passport was reported lost.
    PassportLost,
    /// The passport was annulled.
    PassportInvalid,
    /// The interior ministry holds another division code.
    DivisionCode,
    /// There is no INN.
    NoInn,
    /// The tax service holds another INN.
    OtherInn,
    /// The social fund still holds the maiden name.
    MaidenName,
    /// The social fund holds another SNILS.
    OtherSnils,
    /// No registry knows the person.
    Unknown,
}

impl Special {
    /// The name in the JSON API and the tail of the Fluent ids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Yo => "yo",
            Self::DoubleName => "double-name",
            Self::NoPatronymic => "no-patronymic",
            Self::Teen => "teen",
            Self::TaxBirthDate => "tax-birth-date",
            Self::PassportExpired => "passport-expired",
            Self::PassportLost => "passport-lost",
            Self::PassportInvalid => "passport-invalid",
            Self::DivisionCode => "division-code",
            Self::NoInn => "no-inn",
            Self::OtherInn => "other-inn",
            Self::MaidenName => "maiden-name",
            Self::OtherSnils => "other-snils",
            Self::Unknown => "unknown",
        }
    }
}

/// The passport as the person holds it.
#[derive(Debug, Clone)]
pub struct Passport {
    /// Series and number, ten digits.
    pub number: String,
    /// The day of issue.
    pub issued_on: Date,
    /// The issuing authority as the passport writes it.
    pub issued_by: String,
    /// `NNN-NNN`.
    pub division_code: String,
}

/// The registered address in parts; an empty part is absent.
#[derive(Debug, Clone)]
pub struct Address {
    /// Six digits.
    pub postcode: &'static str,
    /// For example «Рязанская область».
    pub region: &'static str,
    /// District of the region.
    pub district: &'static str,
    /// Town or village.
    pub city: &'static str,
    /// Street with its kind: «ул. Соборная».
    pub street: String,
    /// House number.
    pub house: String,
    /// Flat number.
    pub flat: String,
}

/// A synthetic person: what they know and say of themselves.
#[derive(Debug, Clone)]
pub struct Person {
    /// Identifier in the stand's addresses.
    pub id: String,
    /// Surname.
    pub surname: String,
    /// Given name.
    pub name: String,
    /// Patronymic, where there is one.
    pub patronymic: Option<String>,
    /// Woman or man.
    pub female: bool,
    /// Birth date.
    pub birth_date: Date,
    /// Birth place as the passport writes it.
    pub birth_place: String,
    /// Passport.
    pub passport: Passport,
    /// SNILS, eleven digits.
    pub snils: String,
    /// INN, twelve digits, where there is one.
    pub inn: Option<String>,
    /// Mobile phone, E.164.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Registered address.
    pub address: Address,
    /// What is unusual.
    pub special: Special,
}

impl Person {
    /// Surname, name and patronymic.
    pub fn full_name(&self) -> String {
        let mut name = format!("{} {}", self.surname, self.name);
        if let Some(patronymic) = &self.patronymic {
            name.push(' ');
            name.push_str(patronymic);
        }
        name
    }
}

/// All people of one world: the fixed cast first, then a crowd from the seed.
pub(crate) fn people(seed: u64, crowd: usize) -> Vec<Person> {
    let mut all = cast::cast();
    crowd::add(&mut all, seed, crowd);
    all
}

/// The settlements of this world.
pub(crate) fn places() -> impl Iterator<Item = &'static Place> {
    PLACES.iter()
}

/// A settlement and everything that follows from living there.
pub(crate) struct Place {
    pub(crate) region: &'static str,
    district: &'static str,
    pub(crate) city: &'static str,
    pub(crate) postcode: &'static str,
    birth_place: &'static str,
    // First two digits of the passport series.
    okato: &'static str,
    // First four digits of the taxpayer number.
    tax_office: &'static str,
    division: &'static str,
    // Issuing authority before 2007, in 2007–2016, and since then.
    issuers: [&'static str; 3],
}

const PLACES: [Place; 8] = [
    Place {
        region: "Рязанская область",
        district: "",
        city: "Касимов",
        postcode: "391300",
        birth_place: "гор. Касимов Рязанской обл.",
        okato: "61",
        tax_office: "6226",
        division: "620-010",
        issuers: [
            "Касимовским ГРОВД Рязанской области",
            "ТП УФМС России по Рязанской области в городе Касимове",
            "УМВД России по Рязанской области",
        ],
    },
    Place {
        region: "Рязанская область",
        district: "",
        city: "Рязань",
        postcode: "390000",
        birth_place: "гор. Рязань",
        okato: "61",
        tax_office: "6234",
        division: "620-001",
        issuers: [
            "Советским РОВД города Рязани",
            "Отделом УФМС России по Рязанской области в Советском районе города Рязани",
            "УМВД России по Рязанской области",
        ],
    },
    Place {
        region: "Рязанская область",
        district: "",
        city: "Скопин",
        postcode: "391800",
        birth_place: "гор. Скопин Рязанской обл.",
        okato: "61",
        tax_office: "6233",
        division: "620-018",
        issuers: [
            "Скопинским ГРОВД Рязанской области",
            "ТП УФМС России по Рязанской области в городе Скопине",
            "УМВД России по Рязанской области",
        ],
    },
    Place {
        region: "Рязанская область",
        district: "Шиловский район",
        city: "рп Шилово",
        postcode: "391500",
        birth_place: "рп Шилово Шиловского района Рязанской обл.",
        okato: "61",
        tax_office: "6225",
        division: "620-025",
        issuers: [
            "Шиловским РОВД Рязанской области",
            "ТП УФМС России по Рязанской области в Шиловском районе",
            "УМВД России по Рязанской области",
        ],
    },
    Place {
        region: "Москва",
        district: "",
        city: "Москва",
        postcode: "109147",
        birth_place: "гор. Москва",
        okato: "45",
        tax_office: "7709",
        division: "770-109",
        issuers: [
            "ОВД «Таганский» города Москвы",
            "Отделением УФМС России по городу Москве по району Таганский",
            "ГУ МВД России по городу Москве",
        ],
    },
    Place {
        region: "Тульская область",
        district: "",
        city: "Тула",
        postcode: "300041",
        birth_place: "гор. Тула",
        okato: "70",
        tax_office: "7106",
        division: "710-002",
        issuers: [
            "Центральным РОВД города Тулы",
            "Отделом УФМС России по Тульской области в Центральном районе города Тулы",
            "УМВД России по Тульской области",
        ],
    },
    Place {
        region: "Владимирская область",
        district: "",
        city: "Муром",
        postcode: "602267",
        birth_place: "гор. Муром Владимирской обл.",
        okato: "17",
        tax_office: "3334",
        division: "330-012",
        issuers: [
            "УВД округа Муром Владимирской области",
            "МРО УФМС России по Владимирской области в городе Муроме",
            "УМВД России по Владимирской области",
        ],
    },
    Place {
        region: "Республика Татарстан",
        district: "",
        city: "Казань",
        postcode: "420111",
        birth_place: "гор. Казань",
        okato: "92",
        tax_office: "1655",
        division: "160-004",
        issuers: [
            "Вахитовским РУВД города Казани",
            "Отделом УФМС России по Республике Татарстан в Вахитовском районе города Казани",
            "МВД по Республике Татарстан",
        ],
    },
];

impl Place {
    fn issuer(&self, issued_on: Date) -> String {
        let at = match issued_on.year() {
            ..2007 => 0,
            2007..2017 => 1,
            _ => 2,
        };
        self.issuers[at].to_owned()
    }

    fn inn(&self, serial: u64) -> Option<String> {
        let head = format!("{}{:06}", self.tax_office, serial % 1_000_000);
        Inn::with_control(&head)
            .ok()
            .map(|inn| inn.as_str().to_owned())
    }
}

fn snils(serial: u32) -> String {
    Snils::with_control(serial)
        .map(|snils| snils.as_str().to_owned())
        .unwrap_or_default()
}
