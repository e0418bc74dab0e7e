//! Who reads the database or its backup learns nothing about people.

use std::fmt::Write;

use okno_store::Engine;
use uuid::Uuid;

use crate::house::{FORM, House, PASSWORD};
use crate::profile::PROFILE;

#[tokio::test]
async fn the_bytes_of_the_database_hold_no_personal_data() {
    let house = House::build(Engine::Sqlite).await;
    let mut browser = house.browser();
    house.register(&mut browser, &FORM).await;
    browser
        .post("/cabinet/profile/edit", &PROFILE)
        .await
        .leads("/cabinet/profile?saved");
    house.official("hakimov", "operator").await;
    let mut other = house.browser();
    let form = crate::house::with(&FORM, &[("phone", "+7 900 555-77-66")]);
    other
        .post("/register/simple", &form)
        .await
        .leads("/register/simple/phone");
    other
        .post("/recover", &[("login", "+79005550147")])
        .await
        .leads("/recover/code");
    // Everything is on the disk, the write-ahead log included.
    house.store.db.ping().await.unwrap();
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(&house.store.dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
    assert!(bytes.len() > 10_000);
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|w| w == needle);
    assert!(
        holds(b"account.created"),
        "the test looks at the right place"
    );
    for secret in [
        "Сафина",
        "сафина",
        "Амина",
        "Рашидовна",
        "9005550147",
        "555-01-47",
        "9005557766",
        "amina.safina",
        "pochta.example",
        "1987-03-14",
        "14.03.1987",
        "6114123456",
        "112233445",
        "112-233-445",
        "Касимов",
        "Советская",
        "391300",
        "620-012",
        "hakimov",
        "Хакимов",
        "192.0.2.7",
        PASSWORD,
        "argon2id",
    ] {
        let mut escaped = String::new();
        for unit in secret.encode_utf16() {
            write!(escaped, "\\u{unit:04x}").unwrap();
        }
        assert!(!holds(secret.as_bytes()), "«{secret}» is in the database");
        assert!(
            !holds(escaped.as_bytes()),
            "«{secret}» is in the database, escaped"
        );
    }
}

#[tokio::test]
async fn the_rows_of_both_engines_hold_no_personal_data() {
    for engine in okno_store::testing::ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        browser
            .post("/cabinet/profile/edit", &PROFILE)
            .await
            .leads("/cabinet/profile?saved");
        let db = &house.store.db;
        let texts = [
            "select number || ' ' || state || ' ' || lang as t from accounts",
            "select document || ' ' || version || ' ' || text_hash as t from consents",
            "select kind || ' ' || key || ' ' || coalesce(last_error, '') as t from jobs",
            "select act || ' ' || detail as t from journal",
            "select key || ' ' || channel as t from deliveries",
            "select key as t from letters",
        ];
        let mut seen = String::new();
        for sql in texts {
            for row in db.rows(sql, vec![]).await.unwrap() {
                seen.push_str(&row.get::<String>("t").unwrap());
                seen.push('\n');
            }
        }
        assert!(seen.contains("account.profile_saved"));
        let seen = without_ids(&seen);
        for secret in [
            "Сафина",
            "900555",
            "amina",
            "1987",
            "112233",
            "6114",
            "Касимов",
        ] {
            assert!(!seen.contains(secret), "«{secret}» in {seen}");
        }
    }
}

/// Random identifiers and sums hold any four digits sooner or later, and so
/// does the number that an account is given.
fn without_ids(text: &str) -> String {
    let is_random = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.parse::<Uuid>().is_ok()
            || (word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit()))
            || (word.len() == 14 && digits == 12)
    };
    text.split_inclusive(|c: char| !c.is_ascii_hexdigit() && c != '-')
        .filter(|part| {
            !is_random(part.trim_end_matches(|c: char| !c.is_ascii_hexdigit() && c != '-'))
        })
        .collect()
}

#[test]
fn only_random_words_are_left_out() {
    let kept = without_ids(
        "9168-0800-2985 active a 61141987\nnotify:01a206fd-6700-7a07-85e8-070d3319871b b\n",
    );
    assert_eq!(kept, "active a 61141987\nnotify:b\n");
}
