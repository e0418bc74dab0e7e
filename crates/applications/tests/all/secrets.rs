//! What lies in the store says nothing of the person; every statement is good
//! on both engines.

use std::path::{Path, PathBuf};

use crate::house::{AGENCY, PNG, at_desk};

fn all_files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_files(&path, into);
        } else {
            into.push(path);
        }
    }
}

const WORDS: [&str; 9] = [
    "Сафина",
    "Рашидовна",
    "9005550258",
    "555-02-58",
    "pochta.example",
    "полис.png",
    "medical",
    "Хакимов",
    "Номер смазан",
];

fn occurs(bytes: &[u8]) -> Option<&'static str> {
    WORDS
        .into_iter()
        .find(|word| bytes.windows(word.len()).any(|w| w == word.as_bytes()))
}

on_both!(no_answer_lies_plain, |house| async move {
    let amina = house.amina().await;
    let base = amina.apply().await;
    let officer = house.officer("h", AGENCY, "officer").await;
    officer
        .post(&format!("{}/claim", at_desk(&base)), &[])
        .await
        .to();
    let pairs = [
        ("decision", "correct"),
        ("mark-purpose", "yes"),
        ("message", "Номер смазан"),
    ];
    officer
        .post(&format!("{}/decide", at_desk(&base)), &pairs)
        .await
        .to();
    // With the words of a hand-over.
    let colleague = house.officer("c", AGENCY, "officer").await.id.to_string();
    let words = [("to", colleague.as_str()), ("note", "Номер смазан")];
    officer
        .post(&format!("{}/hand", at_desk(&base)), &words)
        .await
        .to();
    let second = amina.begin().await;
    amina
        .post(
            &format!("{second}/contacts"),
            &[("phone", "8 900 555 02 58")],
        )
        .await;
    let mut files = Vec::new();
    all_files(&house.store.dir, &mut files);
    assert!(!files.is_empty());
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(occurs(&bytes), None, "{}", path.display());
        assert!(!bytes.windows(PNG.len()).any(|w| w == PNG));
    }
    if house.db().engine() == okno_store::Engine::Postgres {
        for sql in [
            "select x::text as line from applications x",
            "select x::text as line from application_steps x",
            "select x::text as line from files x",
            "select x::text as line from jobs x",
            "select x::text as line from journal x",
            "select x::text as line from consents x",
            "select x::text as line from letters x",
        ] {
            for row in house.db().rows(sql, vec![]).await.unwrap() {
                let line: String = row.get("line").unwrap();
                assert_eq!(occurs(line.as_bytes()), None, "{sql}");
                for word in WORDS {
                    let hex: String = word.bytes().map(|b| format!("{b:02x}")).collect();
                    assert!(!line.contains(&hex), "{sql}");
                }
            }
        }
    }
});

on_both!(every_statement_is_good, |house| async move {
    for statement in okno_applications::STATEMENTS
        .iter()
        .flat_map(|list| list.iter())
    {
        if let Err(error) = house.db().prepare(statement).await {
            panic!("{statement}: {error}");
        }
    }
});
