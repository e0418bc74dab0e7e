//! The rest of the people: made from the seed, all of them known to all registries.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use okno_requisites::{Chance, SeededChance};

use super::{Address, PLACES, Passport, Person, Place, Special, snils};

// Each surname in the man's form; the woman's takes «а», names the ending of both.
const SURNAMES: [&str; 40] = [
    "Абрамов",
    "Алексеев",
    "Баранов",
    "Богданов",
    "Васильев",
    "Гаврилов",
    "Галкин",
    "Данилов",
    "Дорофеев",
    "Егоров",
    "Ершов",
    "Жуков",
    "Захаров",
    "Ильин",
    "Исаев",
    "Калинин",
    "Карпов",
    "Киселёв",
    "Комаров",
    "Кудряшов",
    "Лазарев",
    "Макаров",
    "Мельников",
    "Назаров",
    "Осипов",
    "Панов",
    "Поляков",
    "Рогов",
    "Савельев",
    "Селезнёв",
    "Сорокин",
    "Терентьев",
    "Трофимов",
    "Ушаков",
    "Филатов",
    "Хохлов",
    "Цветков",
    "Чернов",
    "Шилов",
    "Юдин",
];
const MEN: [&str; 16] = [
    "Алексей",
    "Андрей",
    "Артём",
    "Вадим",
    "Виктор",
    "Глеб",
    "Егор",
    "Иван",
    "Кирилл",
    "Максим",
    "Матвей",
    "Никита",
    "Павел",
    "Роман",
    "Степан",
    "Фёдор",
];
const WOMEN: [&str; 16] = [
    "Алина",
    "Варвара",
    "Галина",
    "Ева",
    "Екатерина",
    "Жанна",
    "Ирина",
    "Ксения",
    "Лидия",
    "Людмила",
    "Надежда",
    "Наталья",
    "Полина",
    "Светлана",
    "Татьяна",
    "Юлия",
];
// Patronymics without the ending: «ович» and «овна» are added.
const FATHERS: [&str; 12] = [
    "Александр",
    "Борис",
    "Виктор",
    "Владимир",
    "Герман",
    "Иван",
    "Леонид",
    "Максим",
    "Олег",
    "Роман",
    "Степан",
    "Фёдор",
];
/// Streets that every settlement has.
pub(crate) const STREETS: [&str; 12] = [
    "ул. Зелёная",
    "ул. Лесная",
    "ул. Луговая",
    "ул. Набережная",
    "ул. Окская",
    "ул. Полевая",
    "ул. Садовая",
    "ул. Солнечная",
    "ул. Строителей",
    "ул. Школьная",
    "пер. Тихий",
    "пр-кт Мира",
];
// Ages are counted from here, so that the crowd is the same in every year.
const REFERENCE: Date = date(2026, 1, 1);

/// Adds people until there are `total`.
pub(super) fn add(all: &mut Vec<Person>, seed: u64, total: usize) {
    let chance = SeededChance::new(seed);
    let mut taken: HashSet<String> = all
        .iter()
        .flat_map(|p| [p.snils.clone(), p.passport.number.clone(), p.full_name()])
        .chain(all.iter().filter_map(|p| p.inn.clone()))
        .collect();
    // The numbers are few against the millions to choose from; the count of
    // attempts only makes sure that the loop ends.
    for _ in 0..total * 20 {
        if all.len() >= total {
            return;
        }
        let Some(person) = draw(&chance, all.len() + 1) else {
            continue;
        };
        let mut keys = vec![
            person.snils.clone(),
            person.passport.number.clone(),
            person.full_name(),
        ];
        keys.extend(person.inn.clone());
        if keys.iter().any(|key| taken.contains(key)) {
            continue;
        }
        taken.extend(keys);
        all.push(person);
    }
}

fn pick<'a, T>(chance: &SeededChance, from: &'a [T]) -> Option<&'a T> {
    from.get(usize::try_from(chance.below(from.len() as u64)).ok()?)
}

fn draw(chance: &SeededChance, number: usize) -> Option<Person> {
    let female = chance.below(2) == 0;
    let surname = *pick(chance, &SURNAMES)?;
    let surname = if female {
        format!("{surname}а")
    } else {
        surname.to_owned()
    };
    let name = *pick(chance, if female { &WOMEN } else { &MEN })?;
    let father = *pick(chance, &FATHERS)?;
    let patronymic = format!("{father}{}", if female { "овна" } else { "ович" });
    // Half of the people live in the town of the demo.
    let place: &Place = match chance.below(2) {
        0 => &PLACES[0],
        _ => pick(chance, &PLACES)?,
    };
    // Away from 20 and 45, when a passport is changed: they stay valid for years.
    let age = match chance.below(2) {
        0 => 23 + chance.below(18),
        _ => 47 + chance.below(35),
    };
    let age = i16::try_from(age).ok()?;
    let day = i32::try_from(chance.below(365)).ok()?;
    let birth_date = REFERENCE
        .checked_sub(age.years())
        .ok()?
        .checked_sub(day.days())
        .ok()?;
    let changed_at = if age >= 45 { 45 } else { 20 };
    let wait = i32::try_from(5 + chance.below(50)).ok()?;
    let issued_on = birth_date
        .checked_add(changed_at.years())
        .ok()?
        .checked_add(wait.days())
        .ok()?;
    // Passports of this form are issued since the first of October 1997.
    let issued_on = issued_on.max(date(1998, 2, 3));
    let serial = u32::try_from(100_000_000 + chance.below(90_000_000)).ok()?;
    let flat = match chance.below(4) {
        0 => String::new(),
        _ => (1 + chance.below(140)).to_string(),
    };
    Some(Person {
        id: format!("p{number:02}"),
        surname,
        name: name.to_owned(),
        patronymic: Some(patronymic),
        female,
        birth_date,
        birth_place: place.birth_place.to_owned(),
        passport: Passport {
            number: format!(
                "{}{:02}{:06}",
                place.okato,
                issued_on.year() % 100,
                100_000 + chance.below(899_000)
            ),
            issued_on,
            issued_by: place.issuer(issued_on),
            division_code: place.division.to_owned(),
        },
        snils: snils(serial),
        inn: place.inn(200_000 + chance.below(700_000)),
        phone: format!("+79005551{number:03}"),
        email: format!("p{number:02}@pochta.example"),
        address: Address {
            postcode: place.postcode,
            region: place.region,
            district: place.district,
            city: place.city,
            street: (*pick(chance, &STREETS)?).to_owned(),
            house: (1 + chance.below(60)).to_string(),
            flat,
        },
        special: Special::Plain,
    })
}
