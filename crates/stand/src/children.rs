//! Children of the cast, as СФР and ЗАГС hold them: too young for a passport, or with one
//! that the interior ministry keeps elsewhere. Pure functions.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use okno_requisites::{BirthDate, DocDate, Snils, same_name};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::people::Person;
use crate::registries::{self, Difference, Outcome, Verdict};

/// A child. Parents are ids of people.
#[derive(Debug, Clone)]
pub struct Child {
    /// Identifier in the stand's addresses.
    pub id: &'static str,
    surname: &'static str,
    name: &'static str,
    patronymic: &'static str,
    female: bool,
    /// Birth date.
    pub birth_date: Date,
    serial: u32,
    /// Series and number of the birth certificate.
    pub number: &'static str,
    issued_on: Date,
    place: &'static str,
    /// Mother and father, as far as the record names them.
    pub parents: [Option<&'static str>; 2],
}

/// The children, always the same.
pub(crate) const CHILDREN: [Child; 5] = [
    Child {
        id: "artur",
        surname: "Каримов",
        name: "Артур",
        patronymic: "Тимурович",
        female: false,
        birth_date: date(2017, 9, 12),
        serial: 201_409_121,
        number: "II-ОЯ 620912",
        issued_on: date(2017, 9, 20),
        place: "Отдел ЗАГС по г. Касимову Рязанской области",
        parents: [Some("safina"), Some("karimov")],
    },
    Child {
        id: "liya",
        surname: "Каримова",
        name: "Лия",
        patronymic: "Тимуровна",
        female: true,
        birth_date: date(2012, 5, 16),
        serial: 201_205_162,
        number: "I-ОЯ 620516",
        issued_on: date(2012, 5, 25),
        place: "Отдел ЗАГС по г. Касимову Рязанской области",
        parents: [Some("safina"), Some("karimov")],
    },
    Child {
        id: "egor",
        surname: "Семёнов",
        name: "Егор",
        patronymic: "Ильич",
        female: false,
        birth_date: date(2015, 2, 3),
        serial: 201_502_033,
        number: "II-ОЯ 620203",
        issued_on: date(2015, 2, 11),
        place: "Отдел ЗАГС по г. Рязани",
        parents: [Some("semyonova"), None],
    },
    Child {
        id: "sofya",
        surname: "Лаптева",
        name: "Софья",
        patronymic: "Георгиевна",
        female: true,
        birth_date: date(2009, 1, 15),
        serial: 200_901_154,
        number: "I-ОЯ 620115",
        issued_on: date(2009, 1, 23),
        place: "Отдел ЗАГС по г. Касимову Рязанской области",
        parents: [None, Some("laptev")],
    },
    // Of age when the cast was written.
    Child {
        id: "marat",
        surname: "Каримов",
        name: "Марат",
        patronymic: "Тимурович",
        female: false,
        birth_date: date(2006, 4, 2),
        serial: 200_604_025,
        number: "I-ОЯ 620402",
        issued_on: date(2006, 4, 12),
        place: "Отдел ЗАГС по г. Казани",
        parents: [Some("safina"), Some("karimov")],
    },
];

impl Child {
    /// Eleven digits.
    pub(crate) fn snils(&self) -> String {
        Snils::with_control(self.serial).map_or_else(|_| String::new(), |s| s.as_str().to_owned())
    }

    /// «Каримов Артур Тимурович».
    pub(crate) fn full_name(&self) -> String {
        format!("{} {} {}", self.surname, self.name, self.patronymic)
    }

    /// What stands in the certificate besides names and birth.
    fn certificate(&self) -> [(&'static str, String); 3] {
        [
            ("number", self.number.to_owned()),
            ("issued_on", DocDate::new(self.issued_on).shown()),
            ("place", self.place.to_owned()),
        ]
    }

    /// For tests and for whoever copies from a page.
    pub(crate) fn json(&self) -> Value {
        let snils = Snils::parse(&self.snils()).map_or_else(|_| String::new(), |s| s.shown());
        json!({
            "id": self.id,
            "full_name": self.full_name(),
            "surname": self.surname,
            "name": self.name,
            "patronymic": self.patronymic,
            "sex": if self.female { "female" } else { "male" },
            "birth_date": self.birth_date.to_string(),
            "birth_date_shown": DocDate::new(self.birth_date).shown(),
            "snils": self.snils(),
            "snils_shown": snils,
            "email": self.email(),
            "phone": self.phone(),
            "certificate": BTreeMap::from(self.certificate()),
            "mother": self.parents[0],
            "father": self.parents[1],
        })
    }

    /// A mailbox at the stand.
    pub(crate) fn email(&self) -> String {
        format!("{}@deti.example", self.id)
    }

    /// A number that nobody of the cast or the crowd has.
    pub(crate) fn phone(&self) -> String {
        format!("+7900777{:04}", self.serial % 10_000)
    }
}

fn born(raw: &str) -> Option<Date> {
    BirthDate::parse(raw).ok().map(|date| date.date())
}

fn is_called(child: &Child, surname: &str, name: &str, patronymic: &str) -> [bool; 3] {
    [
        same_name(child.surname, surname),
        same_name(child.name, name),
        same_name(child.patronymic, patronymic),
    ]
}

/// What СФР says of a child's number; nothing when no child is meant.
pub(crate) fn snils(request: &registries::Request) -> Option<Verdict> {
    let asked = Snils::parse(request.snils.as_deref().unwrap_or_default()).ok()?;
    let patronymic = request.patronymic.as_deref().unwrap_or_default();
    let called = |c: &Child| is_called(c, &request.surname, &request.name, patronymic);
    let birth = born(&request.birth_date);
    let by_number = CHILDREN.iter().find(|c| c.snils() == asked.as_str());
    let same = |c: &&Child| called(c) == [true; 3] && birth == Some(c.birth_date);
    let child = by_number.or_else(|| CHILDREN.iter().find(same))?;
    let [surname, name, patronymic] = called(child);
    let fields = [
        ("surname", surname),
        ("name", name),
        ("patronymic", patronymic),
        ("birth_date", birth == Some(child.birth_date)),
        ("snils", child.snils() == asked.as_str()),
    ];
    let differs = fields.into_iter().filter(|(_, same)| !same);
    let differences: Vec<Difference> = differs
        .map(|(field, _)| Difference {
            field,
            held: String::new(),
        })
        .collect();
    Some(Verdict {
        outcome: match differences.is_empty() {
            true => Outcome::Match,
            false => Outcome::Mismatch,
        },
        differences,
        state: None,
        inn: None,
        cabinet: None,
        person: Some(child.id.to_owned()),
    })
}

/// A person as a question names them. Dates are ISO 8601 or `ДД.ММ.ГГГГ`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    pub surname: String,
    pub name: String,
    pub patronymic: Option<String>,
    pub birth_date: String,
}

/// Is this the record of the child's birth, and is the parent named in it?
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BirthRequest {
    pub request_id: String,
    pub child: Named,
    pub parent: Named,
    /// `mother` or `father`.
    pub relation: String,
    pub fields: BTreeMap<String, String>,
}

/// What ЗАГС says: the outcome, the names of what differs (`parent` among them), whose
/// record it was.
pub(crate) fn birth(
    people: &[Person],
    request: &BirthRequest,
) -> (Outcome, Vec<String>, Option<String>) {
    let asked = &request.child;
    let patronymic = asked.patronymic.as_deref().unwrap_or_default();
    let birth = born(&asked.birth_date);
    let called = |c: &Child| is_called(c, &asked.surname, &asked.name, patronymic);
    let bare = |text: &str| {
        let signs = text.chars().filter(|c| c.is_alphanumeric());
        signs.flat_map(char::to_uppercase).collect::<String>()
    };
    let number = request.fields.get("number").map_or("", String::as_str);
    let by_number = CHILDREN.iter().find(|c| bare(c.number) == bare(number));
    let same = |c: &&Child| called(c) == [true; 3] && birth == Some(c.birth_date);
    let Some(child) = by_number.or_else(|| CHILDREN.iter().find(same)) else {
        return (Outcome::NotFound, Vec::new(), None);
    };
    let [surname, name, patronymic] = called(child);
    let mut differs: Vec<String> = [
        ("surname", surname),
        ("name", name),
        ("patronymic", patronymic),
        ("birth_date", birth == Some(child.birth_date)),
    ]
    .into_iter()
    .filter(|(_, same)| !same)
    .map(|(field, _)| field.to_owned())
    .collect();
    for (name, held) in child.certificate() {
        let date = |text: &str| DocDate::parse(text).ok().map(|date| date.date());
        let same = |asked: &String| match date(&held) {
            Some(held) => date(asked) == Some(held),
            None => same_name(&bare(&held), &bare(asked)),
        };
        if !request.fields.get(name).is_some_and(same) {
            differs.push(name.to_owned());
        }
    }
    let side = usize::from(request.relation != "mother");
    let parent = child.parents[side].and_then(|id| people.iter().find(|p| p.id == id));
    let named = &request.parent;
    let is_parent = parent.is_some_and(|parent| {
        same_name(&parent.surname, &named.surname)
            && same_name(&parent.name, &named.name)
            && same_name(
                parent.patronymic.as_deref().unwrap_or_default(),
                named.patronymic.as_deref().unwrap_or_default(),
            )
            && born(&named.birth_date) == Some(parent.birth_date)
    });
    if !is_parent {
        differs.push("parent".to_owned());
    }
    let outcome = match differs.is_empty() {
        true => Outcome::Match,
        false => Outcome::Mismatch,
    };
    (outcome, differs, Some(child.id.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::people;

    fn asked(child: &Child, parent: &Person, relation: &str) -> BirthRequest {
        BirthRequest {
            request_id: "own".to_owned(),
            child: Named {
                surname: child.surname.to_owned(),
                name: child.name.to_owned(),
                patronymic: Some(child.patronymic.to_owned()),
                birth_date: child.birth_date.to_string(),
            },
            parent: Named {
                surname: parent.surname.clone(),
                name: parent.name.clone(),
                patronymic: parent.patronymic.clone(),
                birth_date: parent.birth_date.to_string(),
            },
            relation: relation.to_owned(),
            fields: child
                .certificate()
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    }

    #[test]
    fn the_record_of_a_birth_names_its_parents_alone() {
        let all = people(1, crate::CROWD);
        for child in &CHILDREN {
            let snils = child.snils();
            assert!(Snils::parse(&snils).is_ok() && all.iter().all(|p| p.snils != snils));
            for person in &all {
                for (side, relation) in ["mother", "father"].into_iter().enumerate() {
                    let (outcome, differs, _) = birth(&all, &asked(child, person, relation));
                    if child.parents[side] == Some(person.id.as_str()) {
                        assert_eq!(outcome, Outcome::Match, "{}", child.id);
                    } else {
                        assert_eq!(differs, ["parent"], "{}: {}", child.id, person.id);
                    }
                }
            }
        }
        let mut wrong = asked(&CHILDREN[0], &all[0], "mother");
        wrong
            .fields
            .insert("number".to_owned(), "V-АА 000001".to_owned());
        assert_eq!(birth(&all, &wrong).1, ["number"]);
        wrong.child.name = "Пётр".to_owned();
        assert_eq!(birth(&all, &wrong).0, Outcome::NotFound);
    }

    #[test]
    fn certificates_are_such_as_the_portal_takes() {
        let today = jiff::civil::date(2026, 11, 23);
        for child in &CHILDREN {
            let read = okno_requisites::check("mask:R-ЯЯ ######", child.number, today);
            assert_eq!(read.as_deref(), Ok(child.number));
        }
    }
}
