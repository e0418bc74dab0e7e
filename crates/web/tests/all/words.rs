//! Words: the same in both languages, none missing, set as type should be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;
use okno_requisites::typo;
use okno_web::{LOCALES, Lang, Words};

/// Ids of the messages with the names of their arguments, as Fluent reads them.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(source.to_owned()).expect("Fluent reads it");
    let name = |text: &str| -> String {
        let (_, rest) = text.split_once("name: \"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let mut all = BTreeMap::new();
    for entry in resource.entries() {
        let shape = format!("{entry:?}");
        assert!(!shape.starts_with("Junk"), "{shape}");
        if shape.starts_with("Message") {
            let args = shape.split("VariableReference").skip(1).map(name).collect();
            assert!(all.insert(name(&shape), args).is_none(), "twice: {shape}");
        }
    }
    all
}

fn words() -> Words {
    Words::load(&[okno_requisites::LOCALES, LOCALES]).unwrap()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let [(_, ru), (_, en)] = LOCALES;
    let (ru, en) = (messages(ru), messages(en));
    assert!(ru.len() > 100, "{}", ru.len());
    assert_eq!(ru, en);
    assert!(
        ru.values().any(|args| !args.is_empty()),
        "arguments are seen"
    );
}

#[test]
fn every_text_that_the_counter_names_exists() {
    let words = words();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = BTreeSet::new();
    for part in ["src", "src/upload", "templates"] {
        for entry in std::fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let source = std::fs::read_to_string(path).unwrap();
            for start in ["\"web-", "\"flaw-"] {
                for piece in source.split(start).skip(1) {
                    let id = piece.split(['"', '{']).next().unwrap();
                    named.insert(format!("{}{id}", &start[1..]));
                }
            }
        }
    }
    assert!(named.len() > 60, "{}", named.len());
    named.retain(|id| id != "web-001" && id != "web-002");
    let known = messages(LOCALES[0].1);
    for id in named {
        let found = if id.ends_with('-') {
            known.keys().any(|k| k.starts_with(&id))
        } else {
            words.has(Lang::Ru, &id) && words.has(Lang::En, &id)
        };
        assert!(found, "{id}");
    }
    // The texts of faults are named by their parts.
    for id in known.keys().filter(|id| id.starts_with("web-fault-")) {
        if let Some(word) = id.strip_suffix("-title") {
            for part in ["text", "advice"] {
                assert!(
                    known.contains_key(&format!("{word}-{part}")),
                    "{word}-{part}"
                );
            }
        }
    }
}

#[test]
fn texts_are_set_as_type_should_be() {
    let words = words();
    let text = words.t(Lang::Ru, "web-fault-too-large-text");
    assert!(text.contains("до\u{a0}5"), "{text:?}");
    for id in messages(LOCALES[0].1).keys() {
        for lang in [Lang::Ru, Lang::En] {
            let text = words.t(lang, id);
            assert_eq!(typo(&text, lang.code()), text, "{id}");
            assert!(
                !text.contains(" - ") && !text.contains("..."),
                "{id}: {text}"
            );
            if lang == Lang::Ru {
                assert!(!text.contains('"'), "«ёлочки»: {id}: {text}");
            }
        }
    }
    // What is put in is set too.
    let args = [("level", "Подтверждённая".into())];
    let text = words.tv(Lang::Ru, "web-fault-level-text", &args);
    assert!(text.contains("«Подтверждённая»"), "{text}");
    assert_eq!(words.t(Lang::Ru, "no-such"), "⟦no-such⟧");
}

#[test]
fn a_language_file_that_is_broken_is_refused() {
    assert!(Words::load(&[[("ru", "a = { $"), ("en", "a = b")]]).is_err());
    assert!(Words::load(&[[("ru", "a = b\na = c"), ("en", "a = b")]]).is_err());
}
