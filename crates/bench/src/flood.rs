//! Other pages while ten times more people want to sign in than can: the hashes are to wait
//! in their queue and be turned away there, and nobody else is to notice.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use okno_faults::{Browser, Person, Portal};

use crate::sign_in::script;
use crate::table::Table;
use crate::{Turns, cores, median};

/// Requests that wait for an answer, for each that can be served: the hasher's threads are
/// busy, its queue is full, and the rest are told to come again.
const TIMES: usize = 10;
/// Sign-ins side by side that already take all that the hasher gives.
const ENOUGH: usize = 4;

struct Flood(Child);

impl Drop for Flood {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn flood(url: &str, length: Duration, script: &Path) -> Option<Flood> {
    let connections = (cores() * ENOUGH * TIMES).to_string();
    let seconds = format!("{}s", length.as_secs() + 4);
    Command::new("wrk")
        .args(["-t", "1", "-c", &connections, "-d", &seconds, "-s"])
        .arg(script)
        .arg(url)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()
        .map(Flood)
}

/// What the slowest of a hundred waits for, milliseconds.
async fn slowest(browser: &Browser, length: Duration) -> f64 {
    let (begun, mut waits) = (Instant::now(), Vec::new());
    while begun.elapsed() < length {
        for page in ["/cabinet", "/cabinet/messages", "/services"] {
            let asked = Instant::now();
            let answer = browser.get(page).await.expect("a page");
            waits.push(asked.elapsed().as_secs_f64() * 1000.0);
            assert_eq!(answer.status, 200, "{page}");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    waits.sort_by(f64::total_cmp);
    let at = waits.len() * 99 / 100;
    waits.get(at).copied().unwrap_or_default()
}

/// Measures.
pub async fn measure(
    table: &mut Table,
    turns: Turns,
    portal: &Portal,
    people: &[Person],
    dir: &Path,
) {
    let person = people.first().expect("people with accounts");
    person.sign_in().await.expect("the password is right");
    let file = dir.join("flood.lua");
    std::fs::write(&file, script(people)).expect("the script");
    let (mut quiet, mut loud) = (Vec::new(), Vec::new());
    for _ in 0..turns.count {
        quiet.push(slowest(person.browser(), turns.length).await);
        let Some(flood) = flood(&portal.settings.url(), turns.length, &file) else {
            return table.note("pages under a flood: wrk is not here".to_owned());
        };
        tokio::time::sleep(Duration::from_secs(1)).await;
        loud.push(slowest(person.browser(), turns.length).await);
        drop(flood);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let (quiet, loud) = (median(quiet), median(loud));
    table.most("pages under a flood", loud / quiet, 2.0, "×");
    table.note(format!(
        "pages under a flood: p99 {loud:.1} ms beside {quiet:.1} ms, {} sign-ins at once",
        cores() * ENOUGH * TIMES
    ));
}
