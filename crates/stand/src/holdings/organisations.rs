//! Organisations of this world: where its people work, and what some of them lead.

use jiff::civil::{Date, date};

use crate::people::Person;

/// An organisation as the register of legal entities holds it.
#[derive(Debug)]
pub(crate) struct Organisation {
    /// Ten digits.
    pub inn: &'static str,
    /// Thirteen digits.
    pub ogrn: &'static str,
    pub name: &'static str,
    /// Where it works, as addresses of people name the town.
    city: &'static str,
    /// Not wound up.
    pub active: bool,
    /// Who leads it: the id of a person, where it is one of this world.
    pub director: Option<&'static str>,
    pub registered_on: Date,
    /// Main activity by ОКВЭД 2: code and name.
    pub okved: &'static str,
}

/// All of them, always the same.
pub(crate) const ORGANISATIONS: [Organisation; 12] = [
    Organisation {
        inn: "6226004174",
        ogrn: "1026200861477",
        name: "АО «Касимовская верфь»",
        city: "Касимов",
        active: true,
        director: None,
        registered_on: date(2002, 9, 17),
        okved: "30.11 Строительство кораблей, судов и плавучих конструкций",
    },
    Organisation {
        inn: "6226005298",
        ogrn: "1136234002387",
        name: "ООО «Медовый дом»",
        city: "Касимов",
        active: true,
        director: Some("safina"),
        registered_on: date(2013, 4, 8),
        okved: "01.49.1 Пчеловодство",
    },
    Organisation {
        inn: "6226017335",
        ogrn: "1196234013293",
        name: "ООО «Старый тракт»",
        city: "",
        active: false,
        director: Some("borisov"),
        registered_on: date(2019, 2, 21),
        okved: "49.41 Деятельность автомобильного грузового транспорта",
    },
    Organisation {
        inn: "6226007344",
        ogrn: "1016200751489",
        name: "МБОУ «Школа над Окой»",
        city: "Касимов",
        active: true,
        director: None,
        registered_on: date(2001, 11, 30),
        okved: "85.14 Образование среднее общее",
    },
    Organisation {
        inn: "6234018452",
        ogrn: "1026201074206",
        name: "АО «Рязанский приборный двор»",
        city: "Рязань",
        active: true,
        director: None,
        registered_on: date(2002, 10, 4),
        okved: "26.51 Производство инструментов и приборов для измерения",
    },
    Organisation {
        inn: "6234029567",
        ogrn: "1086234005110",
        name: "ООО «Окские мосты»",
        city: "Рязань",
        active: true,
        director: Some("laptev"),
        registered_on: date(2008, 6, 19),
        okved: "42.13 Строительство мостов и тоннелей",
    },
    Organisation {
        inn: "6233001671",
        ogrn: "1046213006025",
        name: "АО «Скопинская керамика»",
        city: "Скопин",
        active: true,
        director: None,
        registered_on: date(2004, 3, 2),
        okved: "23.41 Производство хозяйственных керамических изделий",
    },
    Organisation {
        inn: "6225002784",
        ogrn: "1066225006935",
        name: "ООО «Шиловский лён»",
        city: "рп Шилово",
        active: true,
        director: None,
        registered_on: date(2006, 5, 25),
        okved: "13.10 Подготовка и прядение текстильных волокон",
    },
    Organisation {
        inn: "7709003893",
        ogrn: "1027700137849",
        name: "АО «Таганские мастерские»",
        city: "Москва",
        active: true,
        director: None,
        registered_on: date(2002, 8, 12),
        okved: "33.12 Ремонт машин и оборудования",
    },
    Organisation {
        inn: "7106004914",
        ogrn: "1117154008751",
        name: "ООО «Тульский лад»",
        city: "Тула",
        active: true,
        director: None,
        registered_on: date(2011, 3, 29),
        okved: "32.20 Производство музыкальных инструментов",
    },
    Organisation {
        inn: "3334005123",
        ogrn: "1053334009662",
        name: "АО «Муромский калач»",
        city: "Муром",
        active: true,
        director: None,
        registered_on: date(2005, 7, 14),
        okved: "10.71 Производство хлеба и мучных кондитерских изделий",
    },
    Organisation {
        inn: "1655006238",
        ogrn: "1021602841578",
        name: "ООО «Казанская посуда»",
        city: "Казань",
        active: true,
        director: None,
        registered_on: date(2002, 12, 9),
        okved: "46.44 Торговля оптовая изделиями из керамики и стекла",
    },
];

/// Who pays the person: an organisation of the same town.
pub(super) fn employer(person: &Person, serial: u64) -> Option<&'static Organisation> {
    let near: Vec<_> = ORGANISATIONS
        .iter()
        .filter(|firm| firm.city == person.address.city)
        .collect();
    let at = serial.checked_rem(near.len() as u64)?;
    near.get(usize::try_from(at).ok()?).copied()
}

/// What the person leads.
pub(crate) fn led_by(person: &Person) -> impl Iterator<Item = &'static Organisation> {
    let led = move |firm: &&Organisation| firm.director == Some(person.id.as_str());
    ORGANISATIONS.iter().filter(led)
}
