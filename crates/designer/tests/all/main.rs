//! The workshop over HTTP, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod bench;
#[allow(dead_code)]
#[path = "../../../accounts/tests/all/browser.rs"]
mod browser;
#[allow(dead_code)]
#[path = "../../../accounts/tests/all/house.rs"]
mod house;
mod pages;

use std::path::{Path, PathBuf};

use okno_catalogue::{Catalogue, Shelf};
use okno_designer::{Bench, Designer, Invented};
use okno_issuance::Press;
use okno_store::Engine;

use crate::browser::Browser;
use crate::house::{House, entered};

/// A test that runs on each engine, over the services of the repository.
#[macro_export]
macro_rules! on_both {
    ($name:ident, |$house:ident, $catalogue:ident| async move $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($house: $crate::house::House, $catalogue: okno_catalogue::Catalogue) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let (house, catalogue) = $crate::build(okno_store::Engine::Sqlite).await;
                check(house, catalogue).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let (house, catalogue) = $crate::build(okno_store::Engine::Postgres).await;
                check(house, catalogue).await;
            }
        }
    };
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn somebody() -> Invented {
    let profile = [
        ("birth_date", "14.08.1987"),
        ("inn", "622610014737"),
        ("snils", "112-233-445 95"),
        ("phone", "+7 900 555-01-47"),
        ("email", "ryabova@mail.example"),
        ("level", "3"),
    ];
    Invented {
        id: "ryabova".to_owned(),
        name: "Рябова Зоя Ильинична".to_owned(),
        profile: profile
            .map(|(name, words)| (name.to_owned(), words.to_owned()))
            .into(),
    }
}

async fn with(engine: Engine, bench: Bench) -> House {
    let press = Press::new(&root().join("assets/dist/fonts"), 1).unwrap();
    let words = [okno_issuance::LOCALES, okno_designer::LOCALES];
    House::with(engine, &[], &words, |_, _| {
        let designer = Designer::new(bench, press);
        designer.lend(vec![somebody()]);
        designer.router()
    })
    .await
}

async fn build(engine: Engine) -> (House, Catalogue) {
    let catalogue = Catalogue::load(&root().join("services")).unwrap();
    let shelf = Shelf::new(catalogue.clone());
    (with(engine, Bench::new(shelf)).await, catalogue)
}

/// An official of this role, signed in.
async fn official(house: &House, role: &str) -> Browser {
    entered(house, &format!("{role}1"), role).await.1
}
