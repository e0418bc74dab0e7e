//! The people and what registries say of them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use okno_requisites::{Inn, PassportNumber, number::money_shown};

use super::{Choice, PASSWORD, Page, not_found, phone_shown, show};
use crate::addresses::Answer;
use crate::api::{expected, expected_address, snils_shown};
use crate::children::{CHILDREN, Child};
use crate::documents::documents;
use crate::holdings;
use crate::people::{Person, Special};
use crate::registries::{Outcome, Question};
use crate::world::World;

/// A person as the pages show them.
struct Shown {
    id: String,
    name: String,
    phone: String,
    phone_shown: String,
    email: String,
    born: String,
    passport: String,
    snils: String,
    inn: String,
    special: &'static str,
}

fn shown(person: &Person) -> Shown {
    let passport = &person.passport.number;
    Shown {
        id: person.id.clone(),
        name: person.full_name(),
        phone: person.phone.clone(),
        phone_shown: phone_shown(&person.phone),
        email: person.email.clone(),
        born: date_shown(person.birth_date),
        passport: PassportNumber::parse(passport).map_or_else(|_| passport.clone(), |p| p.shown()),
        snils: snils_shown(&person.snils),
        inn: person
            .inn
            .as_deref()
            .and_then(|inn| Inn::parse(inn).ok())
            .map(|inn| inn.as_str().to_owned())
            .unwrap_or_default(),
        special: person.special.code(),
    }
}

fn date_shown(date: jiff::civil::Date) -> String {
    date.strftime("%d.%m.%Y").to_string()
}

#[derive(Template)]
#[template(path = "people.html")]
struct People {
    page: Page,
    list: Vec<Shown>,
}

pub(super) async fn people(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Response {
    let page = Page::new(&world, &headers, &choice, "people", "/people");
    show(&People {
        page,
        list: world.people.iter().map(shown).collect(),
    })
}

/// A row to copy from: the Fluent id of the label and the value.
struct Row {
    label: &'static str,
    value: String,
}

/// What a registry will say.
struct Says {
    system: String,
    outcome: &'static str,
    state: Option<&'static str>,
    fields: Vec<String>,
}

#[derive(Template)]
#[template(path = "person.html")]
struct OnePerson {
    page: Page,
    who: Shown,
    groups: Vec<(&'static str, Vec<Row>)>,
    says: Vec<Says>,
}

pub(super) async fn person(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
    Path(id): Path<String>,
) -> Response {
    let Some(person) = world.person(&id) else {
        return not_found(&world, &headers, &choice);
    };
    let page = Page::new(&world, &headers, &choice, "people", format!("/people/{id}"));
    let who = shown(person);
    let groups = groups(&page, person, &who);
    let says = [
        Question::Passport,
        Question::Snils,
        Question::Inn,
        Question::FindInn,
    ]
    .into_iter()
    .map(|question| says(&page, person, question))
    .chain([address_says(&page, person)])
    .collect();
    show(&OnePerson {
        page,
        who,
        groups,
        says,
    })
}

fn groups(page: &Page, person: &Person, who: &Shown) -> Vec<(&'static str, Vec<Row>)> {
    let row = |label, value: &str| Row {
        label,
        value: value.to_owned(),
    };
    let (passport, address) = (&person.passport, &person.address);
    let sex = if person.female {
        page.t("stand-sex-female")
    } else {
        page.t("stand-sex-male")
    };
    let mut groups = vec![
        (
            "stand-group-registration",
            vec![
                row("stand-label-surname", &person.surname),
                row("stand-label-name", &person.name),
                row(
                    "stand-label-patronymic",
                    person.patronymic.as_deref().unwrap_or_default(),
                ),
                row("stand-label-phone", &who.phone_shown),
                row("stand-label-email", &who.email),
                row("stand-label-inn", &who.inn),
                row("stand-label-password", PASSWORD),
            ],
        ),
        (
            "stand-group-person",
            vec![
                row("stand-label-birth-date", &who.born),
                row("stand-label-birth-place", &person.birth_place),
                row("stand-label-sex", &sex),
                row("stand-label-citizenship", &page.t("stand-citizenship")),
                row("stand-label-snils", &who.snils),
            ],
        ),
        (
            "stand-group-passport",
            vec![
                row("stand-label-passport", &who.passport),
                row("stand-label-issued-on", &date_shown(passport.issued_on)),
                row("stand-label-issued-by", &passport.issued_by),
                row("stand-label-division-code", &passport.division_code),
            ],
        ),
        (
            "stand-group-address",
            vec![
                row("stand-label-postcode", address.postcode),
                row("stand-label-region", address.region),
                row("stand-label-district", address.district),
                row("stand-label-city", address.city),
                row("stand-label-street", &address.street),
                row("stand-label-house", &address.house),
                row("stand-label-flat", &address.flat),
            ],
        ),
    ];
    for document in documents(person) {
        let fields = document.fields.iter();
        let rows = fields.map(|(name, value)| row(label(document.kind, name), value));
        groups.push((title(document.kind), rows.collect()));
    }
    groups.extend(holdings(page, person));
    for child in children_of(person) {
        groups.push(("stand-group-child", child_rows(page, child)));
    }
    for (_, rows) in &mut groups {
        rows.retain(|row| !row.value.is_empty());
    }
    groups
}

/// What registries tell services of the person.
fn holdings(page: &Page, person: &Person) -> Vec<(&'static str, Vec<Row>)> {
    if person.special == Special::Unknown {
        return Vec::new();
    }
    let row = |label, value: String| Row { label, value };
    let today = page.world.today();
    let years = holdings::last_years(today);
    let years = years.map(|year| (year, holdings::income(person, year, today)));
    let mut income: Vec<Row> = Vec::new();
    for (year, earned) in &years {
        let total = earned.as_ref().map_or_else(
            || page.t("stand-none"),
            |earned| format!("{} ₽", money_shown(earned.sum())),
        );
        income.push(row("stand-label-income", format!("{year}: {total}")));
    }
    if let Some(earned) = years.iter().find_map(|(_, earned)| earned.as_ref()) {
        let employer = earned.employer();
        income.push(row("stand-label-employer", employer.name.to_owned()));
        income.push(row("stand-label-employer-inn", employer.inn.to_owned()));
    }
    let health = match holdings::health(person, today) {
        None => vec![row("stand-label-examined-on", page.t("stand-health-never"))],
        Some(health) => vec![
            row("stand-label-examined-on", date_shown(health.examined_on)),
            row("stand-label-until", date_shown(health.valid_until)),
            row("stand-label-health-group", health.group.to_owned()),
            row(
                "stand-label-conclusion",
                page.kind("stand-health", health.conclusion()),
            ),
        ],
    };
    let objects = holdings::objects(person).into_iter().flat_map(|object| {
        [
            row("stand-label-object", page.kind("stand-object", object.kind)),
            row("stand-label-cadastral-number", object.number),
        ]
    });
    let records = match holdings::records(person) {
        0 => page.t("stand-none"),
        some => some.to_string(),
    };
    let vehicle = holdings::vehicle(person).map(|vehicle| vehicle.shown());
    let mut other = vec![row("stand-label-records", records)];
    other.extend(vehicle.map(|vehicle| row("stand-label-vehicle", vehicle)));
    for firm in holdings::led_by(person) {
        other.push(row("stand-label-leads", firm.name.to_owned()));
        other.push(row("stand-label-firm-inn", firm.inn.to_owned()));
    }
    let objects: Vec<_> = objects.collect();
    let groups = [
        ("stand-group-income", income),
        ("stand-group-health", health),
        ("stand-group-objects", objects),
        ("stand-group-records", other),
    ];
    let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    groups.collect()
}

fn children_of(person: &Person) -> impl Iterator<Item = &'static Child> {
    let named = |child: &&Child| child.parents.contains(&Some(person.id.as_str()));
    CHILDREN.iter().filter(named)
}

/// What the parent types to add the child.
fn child_rows(page: &Page, child: &Child) -> Vec<Row> {
    let facts = child.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let row = |label, value: &serde_json::Value| Row {
        label,
        value: text(value),
    };
    let sex = text(&facts["sex"]);
    let papers = &facts["certificate"];
    vec![
        row("stand-label-surname", &facts["surname"]),
        row("stand-label-name", &facts["name"]),
        row("stand-label-patronymic", &facts["patronymic"]),
        Row {
            label: "stand-label-sex",
            value: page.t(match sex.as_str() {
                "female" => "stand-sex-female",
                _ => "stand-sex-male",
            }),
        },
        row("stand-label-birth-date", &facts["birth_date_shown"]),
        row("stand-label-snils", &facts["snils_shown"]),
        row("stand-label-series-number", &papers["number"]),
        row("stand-label-issued-on", &papers["issued_on"]),
        row("stand-label-record-place", &papers["place"]),
        row("stand-label-email", &facts["email"]),
        row("stand-label-phone", &facts["phone"]),
    ]
}

fn title(kind: &str) -> &'static str {
    match kind {
        "foreign-passport" => "stand-group-foreign-passport",
        "oms-policy" => "stand-group-oms-policy",
        "driving-licence" => "stand-group-driving-licence",
        "vehicle" => "stand-group-vehicle",
        _ => "stand-group-birth-certificate",
    }
}

fn label(kind: &str, field: &str) -> &'static str {
    match (kind, field) {
        (_, "issued_on") => "stand-label-issued-on",
        (_, "issued_by") => "stand-label-issued-by",
        (_, "until") => "stand-label-until",
        (_, "categories") => "stand-label-categories",
        (_, "plate") => "stand-label-plate",
        (_, "vin") => "stand-label-vin",
        (_, "child") => "stand-label-child",
        (_, "birth_date") => "stand-label-birth-date",
        ("oms-policy", _) => "stand-label-number",
        _ => "stand-label-series-number",
    }
}

fn address_says(page: &Page, person: &Person) -> Says {
    let answer = expected_address(&page.world, person);
    Says {
        system: page.t("stand-question-address"),
        outcome: match answer {
            Answer::Found { .. } => "match",
            Answer::OtherPostcode => "mismatch",
            Answer::Unknown(_) => "not-found",
        },
        state: None,
        fields: Vec::new(),
    }
}

fn says(page: &Page, person: &Person, question: Question) -> Says {
    let verdict = expected(&page.world, person, question);
    let system = match question {
        Question::Passport => page.t("stand-question-passport"),
        Question::Snils => page.t("stand-question-snils"),
        Question::Inn => page.t("stand-question-inn"),
        Question::FindInn => page.t("stand-question-find"),
    };
    Says {
        system,
        outcome: match verdict.outcome {
            Outcome::Match => "match",
            Outcome::Mismatch => "mismatch",
            Outcome::NotFound => "not-found",
        },
        state: verdict.state.filter(|state| *state != "valid"),
        fields: verdict
            .differences
            .iter()
            .map(|d| page.t(&format!("stand-note-{}", d.field.replace('_', "-"))))
            .collect(),
    }
}
