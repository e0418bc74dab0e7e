//! No personal data lies in the open.

use std::path::{Path, PathBuf};

use okno_accounts::Person;
use okno_store::Engine;

use crate::house::House;
use crate::in_person::code_of;
use crate::on_both;

fn all_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn secrets(person: &Person, code: &str) -> Vec<String> {
    let passport = person.passport.as_ref().unwrap();
    vec![
        code.to_owned(),
        person.surname.as_str().to_owned(),
        person.phone.as_str()[1..].to_owned(),
        person.email.as_str().to_owned(),
        person.snils.as_ref().unwrap().as_str().to_owned(),
        person.inn.as_ref().unwrap().as_str().to_owned(),
        passport.number.as_str().to_owned(),
        passport.number.as_str()[4..].to_owned() + "\"",
        "Фото совсем".to_owned(),
        "127.0.0.1".to_owned(),
    ]
}

fn occurs<'a>(bytes: &[u8], secrets: &'a [String]) -> Option<&'a String> {
    secrets.iter().find(|secret| {
        let plain = secret.as_bytes();
        let hex: String = plain.iter().map(|byte| format!("{byte:02x}")).collect();
        let found = |part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
        found(plain) || found(hex.as_bytes())
    })
}

/// None of these stands in the files, nor in the tables, as it is.
pub async fn lies_sealed(house: &House, secrets: &[String]) {
    for path in all_files(&house.store.dir) {
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(occurs(&bytes, secrets), None, "{}", path.display());
    }
    if house.db().engine() == Engine::Postgres {
        for sql in [
            "select x::text as line from checks x",
            "select x::text as line from proofings x",
            "select x::text as line from certificates x",
            "select x::text as line from proofing_looks x",
            "select x::text as line from accounts x",
            "select x::text as line from consents x",
            "select x::text as line from jobs x",
            "select x::text as line from journal x",
            "select x::text as line from limits x",
        ] {
            for row in house.db().rows(sql, vec![]).await.unwrap() {
                let line: String = row.get("line").unwrap();
                assert_eq!(occurs(line.as_bytes(), secrets), None, "{sql}");
            }
        }
    }
}

on_both!(no_personal_data_lies_plain, |house| async move {
    let (id, person) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let code = code_of(&browser).await;
    let secrets = secrets(&person, &code);
    let (_, operator) = house.operator("prudnikova").await;
    let found = operator.post("/centre/find", &[("code", &code)]).await;
    operator
        .get(&found.location)
        .await
        .says(&[person.surname.as_str()]);
    let refuse = format!("{}/refuse", found.location);
    let form = [("reason", "other"), ("doubt", "Фото совсем другое")];
    operator.post(&refuse, &form).await.goes(&found.location);
    house.drain().await;

    lies_sealed(&house, &secrets).await;
});
