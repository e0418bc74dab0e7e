//! People find what they mean, however it was typed.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use okno_catalogue::Catalogue;
use okno_catalogue::search::{to_latin_keys, to_russian_keys};
use proptest::prelude::*;

use crate::fixture::{TITLES, empty, prefix, service, town, write};

static TOWN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(town().path()).unwrap());

fn first(query: &str) -> Option<String> {
    TOWN.search(query, "ru")
        .into_iter()
        .next()
        .map(|h| h.service_id)
}

/// The query in the other layout, typed in small letters.
fn mistyped(title: &str) -> String {
    if title.is_ascii() {
        to_russian_keys(&title.to_lowercase())
    } else {
        to_latin_keys(&title.to_lowercase())
    }
}

fn real() -> Catalogue {
    Catalogue::load(&crate::services()).unwrap()
}

fn titles() -> impl Iterator<Item = (&'static str, &'static str)> {
    TITLES
        .iter()
        .flat_map(|(id, ru, en)| [(*id, *ru), (*id, *en)])
}

#[test]
fn by_the_exact_title() {
    for (id, title) in titles() {
        for query in [
            title.to_owned(),
            title.to_uppercase(),
            format!("  {title}!"),
        ] {
            assert_eq!(first(&query).as_deref(), Some(id), "{query}");
            assert_eq!(TOWN.search(&query, "ru")[0].corrected, None, "{query}");
        }
    }
}

#[test]
fn by_the_title_with_any_letter_dropped() {
    for (id, title) in titles() {
        for (n, _) in title.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let mut query = title.to_owned();
            query.remove(n);
            assert_eq!(first(&query).as_deref(), Some(id), "{query}");
        }
    }
}

#[test]
fn by_the_title_with_neighbours_swapped() {
    for (id, title) in titles() {
        let letters: Vec<char> = title.chars().collect();
        for n in 1..letters.len() {
            if !letters[n].is_alphabetic() || !letters[n - 1].is_alphabetic() {
                continue;
            }
            let mut swapped = letters.clone();
            swapped.swap(n - 1, n);
            let query: String = swapped.into_iter().collect();
            assert_eq!(first(&query).as_deref(), Some(id), "{query}");
        }
    }
}

#[test]
fn by_the_title_in_the_wrong_layout() {
    for (id, title) in titles() {
        let query = mistyped(title);
        let hits = TOWN.search(&query, "ru");
        assert_eq!(
            hits.first().map(|h| h.service_id.as_str()),
            Some(id),
            "{query}"
        );
        assert!(hits[0].corrected.is_some(), "{query}");
    }
}

#[test]
fn services_of_the_repository_are_found_the_same_ways() {
    let catalogue = real();
    for service in catalogue.services() {
        for title in [&service.title.ru, &service.title.en] {
            let mut queries = vec![title.clone(), mistyped(title)];
            for (n, _) in title.char_indices().filter(|(_, c)| c.is_alphabetic()) {
                let mut query = title.clone();
                query.remove(n);
                queries.push(query);
            }
            for query in queries {
                let hits = catalogue.search(&query, "ru");
                assert_eq!(
                    hits.first().map(|h| h.service_id.as_str()),
                    Some(service.id.as_str()),
                    "{query}"
                );
            }
        }
    }
}

#[test]
fn by_other_forms_beginnings_and_alphabets() {
    for (query, id) in [
        ("водительских прав", "driving"),
        ("как получить водительские права", "driving"),
        ("водит", "driving"),
        ("рыбн", "fishing"),
        ("врач", "doctor"),
        ("пенсионного счета", "pension"),
        ("ПЕНСИОННЫЙ СЧЁТ", "pension"),
        // Latin letters that look Russian.
        ("cправка o cудимocти", "police"),
        ("деревья", "tree"),
        ("wedding", "marriage"),
        ("fish", "fishing"),
    ] {
        assert_eq!(first(query).as_deref(), Some(id), "{query}");
    }
}

#[test]
fn a_correction_is_told() {
    let hits = TOWN.search("охотнечий билет", "ru");
    assert_eq!(hits[0].corrected.as_deref(), Some("охотничий билет"));
    let hits = TOWN.search("[jnybxbq ,bktn", "ru");
    assert_eq!(hits[0].corrected.as_deref(), Some("охотничий билет"));
    assert_eq!(hits[0].service_id, "hunting");
}

#[test]
fn nonsense_finds_nothing_and_near_names_are_suggested() {
    for query in ["", " ", "?!", "«»", "щщщщщщщ", "qqqqqqqq", "42"] {
        assert_eq!(TOWN.search(query, "ru"), [], "{query}");
    }
    assert_eq!(TOWN.suggest(""), []);
    assert_eq!(TOWN.suggest("?"), []);
    let near = TOWN.suggest("охотбилетный");
    assert!(near.len() <= 5);
    assert_eq!(near[0].service_id, "hunting");
}

#[test]
fn an_empty_catalogue_answers() {
    let dir = empty();
    let catalogue = Catalogue::load(dir.path()).unwrap();
    assert_eq!(catalogue.search("права", "ru"), []);
    assert_eq!(catalogue.suggest("права"), []);
}

#[test]
fn thousands_of_services_are_searched_in_no_time() {
    let dir = empty();
    let nouns = [
        "справка",
        "выписка",
        "карта",
        "пособие",
        "лицензия",
        "договор",
        "пропуск",
    ];
    for n in 0..1000 {
        let id = format!("s{n}");
        let (_, ru, en) = TITLES[n % TITLES.len()];
        let ru = format!("{} {ru} слово{n}", nouns[n % nouns.len()]);
        let yaml = service(&id, &prefix(n), &ru, &format!("{en} {n}"));
        write(dir.path(), &id, &yaml);
    }
    let catalogue = Catalogue::load(dir.path()).unwrap();
    for query in [
        "справка водительские",
        "справка водителские",
        "cghfdrf",
        "абракадабра",
    ] {
        let start = Instant::now();
        let runs = 20;
        for _ in 0..runs {
            std::hint::black_box(catalogue.search(query, "ru"));
        }
        let each = start.elapsed() / runs;
        eprintln!("{query}: {each:?}");
        // Far above what it takes even unoptimised on a busy machine.
        assert!(each < Duration::from_millis(100), "{query}: {each:?}");
    }
}

proptest! {
    #[test]
    fn no_query_breaks_the_search(query in any::<String>(), lang in "ru|en|.*") {
        let _ = TOWN.search(&query, &lang);
        let _ = TOWN.suggest(&query);
    }

    #[test]
    fn no_query_of_keyboard_signs_breaks_the_search(query in "[а-яёa-z\\[\\];',.`/\\{\\}:\"<>~ 0-9]{0,300}") {
        let hits = TOWN.search(&query, "en");
        prop_assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
        prop_assert!(hits.iter().all(|h| TOWN.get(&h.service_id).is_some()));
    }

    #[test]
    fn equal_queries_get_equal_answers(query in "[а-я ]{0,30}") {
        prop_assert_eq!(TOWN.search(&query, "ru"), TOWN.search(&query, "ru"));
    }
}
