//! The program from outside: its processes, people with browsers, officials.
//!
//! Nothing here knows the inside of the portal but the names of the tables
//! that are counted at the end. A [`Person`] lives a whole case over HTTP and
//! remembers what was acknowledged; when the portal vanishes they come back
//! and look whether all of it is still there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness of tests: what is not as it must be ends the test"
)]

mod browser;
mod official;
mod person;
mod program;
mod stand;

pub use browser::{Answer, Browser, Trouble};
pub use official::Official;
pub use person::{Pace, Person, Stage};
pub use program::{Portal, Settings, StandProcess, built, namespace};
pub use stand::{Human, Stand, code_in};

/// The password of everybody here.
pub const PASSWORD: &str = "Слон-3гуляет!";

/// What is needed of the first service folder of the repository: the journey
/// is through it, and only the folder knows its name.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its id, the name of the folder.
    pub id: String,
    /// The folder.
    pub folder: std::path::PathBuf,
    /// What the numbers of its applications begin with.
    pub prefix: String,
    /// The template of its document.
    pub template: String,
}

/// The first service folder.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn service() -> &'static Service {
    static FOUND: std::sync::OnceLock<Service> = std::sync::OnceLock::new();
    FOUND.get_or_init(|| {
        let all = std::fs::read_dir(program::root().join("services")).expect("the services");
        let mut folders: Vec<_> = all.map(|entry| entry.expect("a folder").path()).collect();
        folders.retain(|folder| folder.join("service.yaml").exists());
        folders.sort();
        let folder = folders.first().expect("a service").clone();
        let text = std::fs::read_to_string(folder.join("service.yaml")).expect("its description");
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.trim().strip_prefix(key));
            line.expect("a key of the description").trim().to_owned()
        };
        let (id, prefix, template) = (value("id:"), value("number_prefix:"), value("template:"));
        Service {
            id,
            folder,
            prefix,
            template,
        }
    })
}

/// The seed of a test: `OKNO_SEED`, or a new one; printed, so that the very
/// same run can be had again.
#[must_use]
pub fn seed() -> u64 {
    use okno_requisites::Chance;
    let seed = std::env::var("OKNO_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| okno_requisites::OsChance.below(1_000_000));
    println!("OKNO_SEED={seed}");
    seed
}
