//! Measures the program beside what it stands on.
//!
//! The machine may be shared, so ratios count: each figure is taken in turns
//! with what it is compared to, in one run. Absolute figures are only printed.
//! A missed target is marked; the exit code tells whether all was measured.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness: what cannot be measured ends the run"
)]

mod applications;
mod documents;
mod flood;
mod page;
mod rest;
mod sign_in;
mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use futures::{StreamExt, stream};
use okno_faults::{Official, Person, Portal, Settings, Stage, StandProcess};

use table::Table;

/// Measures Okno beside nginx, argon2, SQLite and Typst, in one run.
#[derive(Parser)]
#[command(version, about, long_about = None, max_term_width = 100)]
struct Cli {
    /// Measure only these
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<What>,
    /// Seconds of each turn
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Turns of each side
    #[arg(long, default_value_t = 3)]
    turns: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The service page beside nginx
    Page,
    /// Sign-ins beside bare argon2
    SignIns,
    /// Other pages while ten times more people want to sign in than can
    Flood,
    /// Applications sent beside bare commits
    Applications,
    /// Documents beside Typst alone
    Documents,
    /// Start and memory at rest
    Rest,
}

/// How long and how often.
#[derive(Debug, Clone, Copy)]
pub struct Turns {
    /// Of each turn.
    pub length: Duration,
    /// Of each side.
    pub count: u32,
}

/// The middle one.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Cores that may be used.
#[must_use]
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A file or folder of the repository.
#[must_use]
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// So many people have accounts.
const PEOPLE: usize = 200;
/// The registries of the stand have something against some of them.
const CROWD: usize = 300;
/// So many register, or get ready, at the same time.
const SIDE_BY_SIDE: usize = 8;

#[tokio::main]
async fn main() {
    let cli = Cli::parse();
    let wanted = |what: What| cli.only.is_empty() || cli.only.contains(&what);
    let turns = Turns {
        length: Duration::from_secs(cli.seconds),
        count: cli.turns,
    };
    let build = if cfg!(debug_assertions) {
        "NOT a release build"
    } else {
        "release build"
    };
    let line: Vec<String> = std::env::args().collect();
    println!("{}\n{} cores, {build}\n", line.join(" "), cores());
    let mut table = Table::default();

    if wanted(What::Documents) {
        documents::measure(&mut table, turns).await;
    }
    let needs_portal = [
        What::Page,
        What::SignIns,
        What::Flood,
        What::Applications,
        What::Rest,
    ];
    if needs_portal.into_iter().any(wanted) {
        let dir = tempfile::tempdir().expect("a folder for the data");
        let stand = StandProcess::crowded(CROWD);
        let settings = Settings::new(&dir.path().join("data"), &stand);
        Official::add(&settings, "operator", "operator", "kasimov-sobornaya");
        let mut portal = Portal::start(settings).await;
        if wanted(What::Page) {
            page::measure(&mut table, turns, &portal, dir.path()).await;
        }
        let mut people = Vec::new();
        let with_accounts = [What::SignIns, What::Flood, What::Applications, What::Rest];
        if with_accounts.into_iter().any(wanted) {
            let goal = if wanted(What::Applications) {
                Stage::Confirmed
            } else {
                Stage::Account
            };
            people = settle(&portal, &stand, goal).await;
        }
        if wanted(What::SignIns) {
            sign_in::measure(&mut table, turns, &portal, &people, dir.path()).await;
        }
        if wanted(What::Flood) {
            flood::measure(&mut table, turns, &portal, &people, dir.path()).await;
        }
        if wanted(What::Applications) {
            applications::measure(&mut table, turns, people, dir.path()).await;
        }
        if wanted(What::Rest) {
            portal = rest::start(&mut table, portal).await;
            rest::memory(&mut table, &portal).await;
        }
        drop(portal);
    }
    table.print();
}

/// People with accounts, made as people make them.
async fn settle(portal: &Portal, stand: &StandProcess, goal: Stage) -> Vec<Person> {
    let url = portal.settings.url();
    let operator = Official::sign_in(&url, "operator").await;
    let humans = stand.api().plain_people().await.into_iter().take(PEOPLE);
    let (url, operator) = (&url, &operator);
    stream::iter(humans.enumerate())
        .map(|(n, human)| async move {
            let mut person = Person::new(human, stand.api(), url, n);
            person
                .live(goal, operator, operator, Duration::from_secs(120))
                .await;
            person
        })
        .buffer_unordered(SIDE_BY_SIDE)
        .collect()
        .await
}
