//! The start with data there, and the memory at rest.

use std::time::Duration;

use okno_faults::{Browser, Portal};

use crate::table::Table;

/// Stops and starts it again, five times; the best start counts, since others
/// may be at work on this machine.
pub async fn start(table: &mut Table, mut portal: Portal) -> Portal {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let settings = portal.settings.clone();
        portal.ask_to_end();
        portal.ended(Duration::from_secs(20)).await;
        portal = Portal::start(settings).await;
        best = best.min(portal.started_in.as_secs_f64());
    }
    table.most("start with data there", best, 0.2, " s");
    portal
}

/// Resident memory, mebibytes.
fn resident(portal: &Portal) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", portal.pid()));
    let text = text.expect("the state of the process");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .expect("VmRSS");
    let kib: f64 = line
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .expect("a number");
    kib / 1024.0
}

/// After a page or two and some seconds of quiet.
pub async fn memory(table: &mut Table, portal: &Portal) {
    let browser = Browser::new(&portal.settings.url(), "10.7.7.7");
    for page in ["/", "/services", "/login"] {
        browser.get(page).await.expect("a page");
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    table.most("memory at rest", resident(portal), 60.0, " MB");
}
