//! A folder of made-up services.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

pub use crate::dice::service;

pub const TITLES: &[(&str, &str, &str)] = &[
    ("car-plate", "Регистрация автомобиля", "Car registration"),
    ("driving", "Водительские права", "Driving licence"),
    ("birth", "Свидетельство о рождении", "Birth certificate"),
    (
        "marriage",
        "Запись на регистрацию брака",
        "Booking a wedding",
    ),
    ("school", "Запись в первый класс", "School enrolment"),
    ("kindergarten", "Место в детском саду", "Kindergarten place"),
    (
        "pension",
        "Выписка из пенсионного счёта",
        "Pension statement",
    ),
    ("inn", "Справка об ИНН", "Taxpayer number note"),
    ("fishing", "Разрешение на рыбную ловлю", "Fishing permit"),
    ("hunting", "Охотничий билет", "Hunting licence"),
    ("fines", "Штрафы и долги", "Fines and debts"),
    ("doctor", "Запись к врачу", "Doctor appointment"),
    ("library", "Читательский билет", "Library ticket"),
    ("subsidy", "Субсидия на оплату жилья", "Housing subsidy"),
    ("bus", "Проездной для школьника", "Pupil bus pass"),
    (
        "tree",
        "Разрешение на вырубку деревьев",
        "Tree felling permit",
    ),
    ("house", "Выписка о праве на дом", "House title extract"),
    (
        "police",
        "Справка об отсутствии судимости",
        "Police clearance",
    ),
    ("dog", "Регистрация собаки", "Dog registration"),
    ("water", "Подключение к водопроводу", "Water connection"),
];

pub const CATEGORIES: &str = "\
- id: papers
  icon: document
  title: {ru: Бумаги, en: Papers}
  summary: {ru: Всякие, en: Any}
";

pub const AGENCIES: &str = "\
- id: town
  name: {ru: Мэрия, en: Town hall}
  region: {ru: Область, en: Region}
";

pub fn write(dir: &Path, id: &str, yaml: &str) {
    let folder = dir.join(id);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("service.yaml"), yaml).unwrap();
    fs::write(folder.join("paper.typ"), "").unwrap();
}

pub fn empty() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("categories.yaml"), CATEGORIES).unwrap();
    fs::write(dir.path().join("agencies.yaml"), AGENCIES).unwrap();
    dir
}

/// Letters for the number `n`, so that no two services share them.
pub fn prefix(n: usize) -> String {
    let letters: Vec<char> = ('А'..='Я').collect();
    [n / 1024, n / 32, n]
        .iter()
        .map(|d| letters[d % 32])
        .collect()
}

/// All of [`TITLES`].
pub fn town() -> TempDir {
    let dir = empty();
    for (n, (id, ru, en)) in TITLES.iter().enumerate() {
        write(dir.path(), id, &service(id, &prefix(n), ru, en));
    }
    dir
}
