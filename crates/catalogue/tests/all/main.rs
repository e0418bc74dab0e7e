#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod dice;
mod fixture;
mod flow;
mod groups;
mod logic;
mod packs;
mod pages;
mod problems;
mod random;
mod schema;
mod search;
mod trace;

use std::path::{Path, PathBuf};

use okno_catalogue::{Catalogue, check};

fn services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")
}

#[test]
fn the_repository_folder_has_no_problems() {
    let shown: Vec<String> = check(&services()).iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn each_service_is_under_its_heading_and_agency() {
    let catalogue = Catalogue::load(&services()).unwrap();
    assert!(!catalogue.services().is_empty());
    for service in catalogue.services() {
        assert_eq!(catalogue.get(&service.id), Some(service));
        assert!(catalogue.category(&service.category).is_some());
        assert!(catalogue.agency(&service.agency).is_some());
        assert!(
            catalogue
                .by_category(&service.category)
                .any(|s| s.id == service.id)
        );
        assert!(service.folder.join(&service.result.template).is_file());
        for (_, question) in service.form.questions() {
            assert_eq!(service.form.question(&question.id), Some(question));
        }
    }
    assert!(catalogue.get("no-such-service").is_none());
}

#[test]
fn texts_answer_in_both_languages() {
    let catalogue = Catalogue::load(&services()).unwrap();
    let title = &catalogue.services()[0].title;
    assert_eq!(title.get("ru"), title.ru);
    assert_eq!(title.get("en"), title.en);
    assert_eq!(title.get("tt"), title.ru);
}
