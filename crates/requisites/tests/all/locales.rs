//! Every refusal has its words in both languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use okno_requisites::{Citizenship, LOCALES, Sex};

/// Message and term ids of a Fluent source with the placeables of each.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in source.lines() {
        if line.is_empty() || line.starts_with(['#', ' ', '}']) {
            assert!(line.starts_with('#') || !line.contains(" = "), "{line}");
        } else {
            let (id, text) = line.split_once(" = ").expect(line);
            assert!(!text.trim().is_empty(), "{id} has no text");
            last = id.to_owned();
            assert!(all.insert(last.clone(), BTreeSet::new()).is_none(), "{id}");
        }
        if let Some(args) = all.get_mut(&last) {
            args.extend(line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric())
                    .collect()
            }));
        }
    }
    all
}

#[test]
fn languages_have_the_same_messages() {
    let [(ru_code, ru), (en_code, en)] = LOCALES;
    assert_eq!((ru_code, en_code), ("ru", "en"));
    assert_eq!(messages(ru), messages(en));
}

#[test]
fn every_code_has_a_text_and_every_text_a_code() {
    let texts: BTreeSet<String> = messages(LOCALES[0].1).into_keys().collect();
    let mut used = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for piece in source.split("\"flaw-").skip(1) {
            used.insert(format!("flaw-{}", piece.split('"').next().unwrap()));
        }
    }
    assert!(used.len() > 50);
    let flaws: BTreeSet<String> = texts
        .iter()
        .filter(|id| id.starts_with("flaw-"))
        .cloned()
        .collect();
    // The example in the documentation of Flaw is not a rule of its own.
    assert_eq!(used, flaws);
    for country in Citizenship::all() {
        assert!(texts.contains(&country.text_id()), "{country:?}");
    }
    for sex in [Sex::Male, Sex::Female] {
        assert!(texts.contains(sex.text_id()));
    }
}
