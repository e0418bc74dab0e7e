use okno_requisites::Inn;

use super::*;
use crate::people::people;

const TODAY: Date = date(2026, 11, 23);

fn asked(person: &Person) -> Asked {
    Asked {
        who: registries::request_of(person),
        ..Asked::default()
    }
}

fn ask(query: Query, all: &[Person], asked: &Asked) -> Option<Value> {
    answer(query, all, asked, TODAY).map(|holding| holding.data)
}

/// Roubles with two digits after the point, in kopecks.
fn kopecks(value: &Value) -> u64 {
    let text = value.as_str().unwrap();
    let (roubles, rest) = text.split_once('.').unwrap();
    assert_eq!(rest.len(), 2, "{text}");
    roubles.parse::<u64>().unwrap() * 100 + rest.parse::<u64>().unwrap()
}

fn day(value: &Value) -> Date {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn organisations_have_sound_numbers() {
    let all = people(1, 16);
    let mut seen = std::collections::HashSet::new();
    for firm in &ORGANISATIONS {
        Inn::parse(firm.inn).unwrap();
        assert_eq!(firm.inn.len(), 10);
        assert!(
            seen.insert(firm.inn) && seen.insert(firm.ogrn),
            "{}",
            firm.name
        );
        // The thirteenth digit: the first twelve modulo 11, its last digit.
        let head: u64 = firm.ogrn[..12].parse().unwrap();
        assert_eq!(
            firm.ogrn[12..],
            (head % 11 % 10).to_string(),
            "{}",
            firm.name
        );
        let year = format!("{:02}", firm.registered_on.year() % 100);
        assert_eq!(firm.ogrn[1..3], year, "{}", firm.name);
        if let Some(id) = firm.director {
            assert!(all.iter().any(|person| person.id == id), "{id}");
        }
    }
}

#[test]
fn every_income_adds_up() {
    let all = people(1, crate::CROWD);
    let (mut full, mut gaps) = (0, 0);
    for person in &all {
        let earned: Vec<_> = last_years(TODAY)
            .into_iter()
            .filter_map(|year| {
                let asked = Asked {
                    year: Some(year),
                    ..asked(person)
                };
                ask(Query::Income, &all, &asked)
            })
            .collect();
        for data in &earned {
            let months = data["months"].as_array().unwrap();
            let sum: u64 = months.iter().map(|month| kopecks(&month["income"])).sum();
            assert_eq!(sum, kopecks(&data["total"]), "{}", person.id);
            let tax = kopecks(&data["tax"]);
            assert!(tax.is_multiple_of(100) && tax.abs_diff(sum * 13 / 100) <= 50);
            // Above it the rate is another.
            assert!(sum < 240_000_000, "{}: {sum}", person.id);
            let order: Vec<_> = months.iter().map(|m| m["month"].as_u64()).collect();
            assert!(order.is_sorted() && order.len() >= 12);
            let inn = data["employer_inn"].as_str().unwrap();
            let firm = ORGANISATIONS.iter().find(|firm| firm.inn == inn).unwrap();
            assert!(firm.active && data["employer"] == firm.name);
        }
        match earned.len() {
            3 => full += 1,
            2 => gaps += 1,
            _ => {}
        }
        // The tax service does not find those whom it knows otherwise, nor the others.
        let special = matches!(
            person.special,
            Special::Unknown | Special::NoInn | Special::TaxBirthDate | Special::OtherInn
        );
        assert!(!special || earned.is_empty(), "{}", person.id);
    }
    assert!(full > 25 && gaps >= 5, "{full} {gaps}");
    let year = |year| {
        let asked = Asked {
            year: Some(year),
            ..asked(&all[0])
        };
        ask(Query::Income, &all, &asked)
    };
    assert_eq!(year(2025).unwrap()["year"], 2025);
    assert_eq!(year(2026), None, "the year is not over");
    assert_eq!(year(1999), None);
    assert_eq!(year(i16::MIN), None);
    let other = Asked {
        year: Some(2025),
        who: registries::Request {
            inn: all[1].inn.clone(),
            ..registries::request_of(&all[0])
        },
        ..Asked::default()
    };
    assert_eq!(ask(Query::Income, &all, &other), None, "another’s number");
}

#[test]
fn examinations_are_fresh_old_or_were_never() {
    let all = people(1, crate::CROWD);
    let (mut fresh, mut old, mut never) = (0, 0, 0);
    for today in [TODAY, date(2027, 1, 1), date(2028, 2, 29)] {
        for person in &all {
            let Some(found) = answer(Query::Health, &all, &asked(person), today) else {
                never += 1;
                continue;
            };
            let data = found.data;
            assert_eq!(found.person.as_ref(), Some(&person.id));
            assert!(day(&data["examined_on"]) <= today);
            assert!(["I", "II", "III"].contains(&data["group"].as_str().unwrap()));
            let limited = data["group"] == "III";
            assert_eq!(data["conclusion"] == "limited", limited);
            match day(&data["valid_until"]) >= today {
                true => fresh += 1,
                false => old += 1,
            }
        }
    }
    assert!(
        fresh > 60 && old > 20 && never > 20,
        "{fresh} {old} {never}"
    );
    let safina = ask(Query::Health, &all, &asked(&all[0])).unwrap();
    assert!(day(&safina["valid_until"]) >= TODAY);
}

#[test]
fn real_estate_is_known_by_its_number_to_whoever_asks() {
    let all = people(1, crate::CROWD);
    let mut seen = std::collections::HashSet::new();
    let mut owners = 0;
    for person in &all {
        let owned = objects(person);
        let childless = matches!(person.special, Special::Unknown | Special::Teen);
        assert_eq!(owned.is_empty(), childless, "{}", person.id);
        for object in owned {
            assert!(seen.insert(object.number.clone()), "{}", object.number);
            let asked = |asker: &Person| Asked {
                cadastral_number: Some(format!(" {} ", object.number)),
                ..asked(asker)
            };
            let own = ask(Query::Object, &all, &asked(person)).unwrap();
            assert_eq!(own["owner"], true, "{}", person.id);
            assert_eq!(own["kind"] == "flat", !person.address.flat.is_empty());
            assert!(
                own["address"]
                    .as_str()
                    .unwrap()
                    .contains(&person.address.street)
            );
            assert!(kopecks(&own["cadastral_value"]) > 10_000_000);
            assert!(day(&own["registered_on"]) < TODAY);
            let asker = if person.id == "laptev" { 0 } else { 1 };
            let other = ask(Query::Object, &all, &asked(&all[asker])).unwrap();
            assert_eq!(other["owner"], false, "{}", person.id);
            assert_eq!(other["address"], own["address"]);
            owners += 1;
        }
    }
    assert!(owners > 50, "{owners}");
    let nowhere = Asked {
        cadastral_number: Some("62:26:0000001:1".to_owned()),
        ..asked(&all[0])
    };
    assert_eq!(ask(Query::Object, &all, &nowhere), None);
}

#[test]
fn few_have_convictions_and_some_of_the_cast() {
    let all = people(1, crate::CROWD);
    let count = |people: &[Person]| {
        let records = people.iter().filter_map(|person| {
            let data = ask(Query::Record, &all, &asked(person))?;
            assert_eq!(data["checked_on"], "2026-11-23");
            data["records"].as_u64()
        });
        records.sum::<u64>()
    };
    assert_eq!(count(&all[..16]), 2);
    assert!((3..12).contains(&count(&all)), "{}", count(&all));
    let gusev = all.iter().find(|p| p.special == Special::Unknown).unwrap();
    assert_eq!(ask(Query::Record, &all, &asked(gusev)), None);
}

#[test]
fn cars_are_those_of_the_certificates() {
    let all = people(1, crate::CROWD);
    let mut found = 0;
    for person in all.iter().filter(|p| p.special != Special::Unknown) {
        let Some(own) = vehicle(person) else {
            continue;
        };
        let asked = |asker: &Person| Asked {
            vin: Some(own.vin.to_lowercase()),
            ..asked(asker)
        };
        let data = ask(Query::Vehicle, &all, &asked(person)).unwrap();
        assert_eq!(data["owner"], true);
        let year = data["year"].as_i64().unwrap();
        assert!((1990..=2011).contains(&year), "{year}");
        let asker = if person.id == "safina" { 1 } else { 0 };
        let other = ask(Query::Vehicle, &all, &asked(&all[asker])).unwrap();
        assert_eq!(other["owner"], false);
        assert_eq!(other["plate"], data["plate"]);
        found += 1;
    }
    assert!(found > 40, "{found}");
    let nobody = Asked {
        vin: Some("XTA21099000000000".to_owned()),
        ..asked(&all[0])
    };
    assert_eq!(ask(Query::Vehicle, &all, &nobody), None);
}

#[test]
fn an_organisation_knows_its_director() {
    let all = people(1, crate::CROWD);
    let of = |id: &str, inn: &str| {
        let person = all.iter().find(|person| person.id == id).unwrap();
        let mut asked = asked(person);
        asked.who.inn = Some(inn.to_owned());
        ask(Query::Organisation, &all, &asked)
    };
    let own = of("safina", "6226005298").unwrap();
    assert_eq!(
        (&own["director"], &own["active"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(of("laptev", "6226005298").unwrap()["director"], false);
    let closed = of("borisov", "6226017335").unwrap();
    assert_eq!(
        (&closed["director"], &closed["active"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(of("safina", "7700000000"), None);
}

#[test]
fn the_page_and_the_answers_agree() {
    let all = people(1, crate::CROWD);
    let safina = own_json(&all, &all[0], TODAY);
    assert_eq!(safina["objects"].as_array().unwrap().len(), 1);
    assert!(safina["income"]["2025"].is_string());
    assert_eq!(safina["record"]["records"], 0);
    assert_eq!(safina["organisations"], json!(["6226005298"]));
    let gusev = all.iter().find(|p| p.special == Special::Unknown).unwrap();
    let nothing = own_json(&all, gusev, TODAY);
    assert_eq!(nothing["objects"], json!([]));
    assert_eq!(nothing["vehicle"], Value::Null);
    assert_eq!(nothing["health"], Value::Null);
}
