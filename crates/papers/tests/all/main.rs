//! The table of documents.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use okno_papers::{Kinds, read};

fn own() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/documents.yaml");
    std::fs::read_to_string(path).unwrap()
}

/// What the check says of the table with one place written otherwise.
fn said(before: &str, after: &str) -> String {
    let table = own();
    assert!(table.contains(before), "{before}");
    let dir = tempfile::tempdir().unwrap();
    let changed = table.replacen(before, after, 1);
    std::fs::write(dir.path().join("documents.yaml"), changed).unwrap();
    read(dir.path()).err().unwrap_or_default()
}

#[test]
fn the_table_of_documents_has_no_faults() {
    let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    assert!(Kinds::load(&services).is_ok());
}

#[test]
fn a_fault_of_the_table_is_told_with_its_place() {
    let cases = [
        ("id: military", "id: Military", "cannot be a name"),
        ("id: military", "id: snils", "`snils` is used twice"),
        (
            "group: transport",
            "group: cars",
            "there is no group `cars`",
        ),
        (
            "profile: snils",
            "profile: snils\n    many: true",
            "the profile keeps this document",
        ),
        ("check: oms", "check: omc", "there is no rule `omc`"),
        (
            "check: \"mask:ЯЯ #######\"",
            "check: \"mask:-\"",
            "there is no rule `mask:-`",
        ),
        (
            "role: number",
            "optional: true",
            "a document is told by its number",
        ),
        ("        role: name\n", "", "to tell them apart"),
        (
            "warn_days: 180",
            "warn_days: 0",
            "`warn_days` is a number from 1",
        ),
        (
            "check: doc-date",
            "check: \"text:10\"",
            "a date is checked by",
        ),
        ("keeper: foms", "keeper: fomc", "fomc"),
        ("many: true", "several: true", "several"),
        ("en: Military ID", "en: \"\"", "has no text in `en`"),
    ];
    for (before, after, told) in cases {
        let said = said(before, after);
        assert!(said.contains(told), "{after}: {said}");
        assert!(said.contains("documents.yaml:"), "{said}");
    }
    let none = tempfile::tempdir().unwrap();
    assert!(read(none.path()).err().unwrap().contains("cannot be read"));
}
