//! The table of requirements, `docs/requirements.md`, against the tests it names.

use crate::security::ASVS;
use crate::{Findings, Repo, crate_of};
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = "docs/requirements.md";
/// The walk through ASVS: rows of number, state, how, tests.
const WALK: &str = "docs/security.md";

/// Sources and how many requirements each has, numbered from one without gaps.
const SOURCES: [(&str, usize, usize); 5] = [
    ("S0", 34, 2),
    ("S1", 174, 3),
    ("S2", 43, 2),
    ("S3", 34, 2),
    ("S4", 20, 2),
];

struct Row<'a> {
    file: &'static str,
    line: usize,
    id: &'a str,
    state: &'a str,
    text: &'a str,
    tests: &'a str,
}

fn rows(repo: &Repo) -> Vec<Row<'_>> {
    rows_of(repo, TABLE, is_id)
}

/// `6.2.1`, or several of one section to which one answer is given: `6.2.1–6.2.4`.
fn is_number(cell: &str) -> bool {
    !numbers(cell).is_empty()
}

fn number(text: &str) -> Option<[u8; 3]> {
    let parts: Vec<u8> = text.split('.').map_while(|n| n.parse().ok()).collect();
    let parts = <[u8; 3]>::try_from(parts).ok()?;
    let [a, b, c] = parts;
    (text == format!("{a}.{b}.{c}")).then_some(parts)
}

/// The requirements that a row answers; none when its first cell is no number.
fn numbers(cell: &str) -> Vec<String> {
    let mut all = Vec::new();
    for part in cell.split(", ") {
        let (first, last) = part.split_once('–').unwrap_or((part, part));
        let (Some([a, b, from]), Some([c, d, to])) = (number(first), number(last)) else {
            return Vec::new();
        };
        if (a, b) != (c, d) || from > to {
            return Vec::new();
        }
        all.extend((from..=to).map(|n| format!("{a}.{b}.{n}")));
    }
    all
}

/// Every requirement of levels 1 and 2 stands in the walk once, with a known state.
#[must_use]
pub fn walk_is_complete(repo: &Repo) -> Findings {
    let mut found = Findings::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in walk(repo) {
        if !["met", "partly", "no", "none"].contains(&row.state) {
            found.push(format!(
                "{WALK}:{}: the state of {} is «{}»; it is met, partly, no or none",
                row.line, row.id, row.state
            ));
        }
        if row.state != "met" && row.text.is_empty() {
            found.push(format!("{WALK}:{}: {} gives no reason", row.line, row.id));
        }
        for id in numbers(row.id) {
            if let Some(first) = seen.insert(id.clone(), row.line) {
                found.push(format!(
                    "{WALK}:{}: {id} stands at line {first} too",
                    row.line
                ));
            }
        }
    }
    let known: BTreeSet<String> = ASVS
        .iter()
        .flat_map(|(section, numbers)| numbers.iter().map(move |n| format!("{section}.{n}")))
        .collect();
    for id in known.iter().filter(|id| !seen.contains_key(*id)) {
        found.push(format!(
            "{WALK}: {id} is missing; it needs a row, met or not"
        ));
    }
    for (id, line) in seen.iter().filter(|(id, _)| !known.contains(*id)) {
        found.push(format!(
            "{WALK}:{line}: {id} is no requirement of levels 1 and 2"
        ));
    }
    found
}

fn walk(repo: &Repo) -> Vec<Row<'_>> {
    rows_of(repo, WALK, is_number)
}

fn rows_of<'a>(repo: &'a Repo, file: &'static str, is_row: fn(&str) -> bool) -> Vec<Row<'a>> {
    let table = repo.files.get(file).map_or("", String::as_str);
    let mut rows = Vec::new();
    for (number, line) in table.lines().enumerate() {
        let Some(inner) = line
            .strip_prefix('|')
            .and_then(|l| l.trim_end().strip_suffix('|'))
        else {
            continue;
        };
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        if !is_row(cells[0]) {
            continue;
        }
        let cell = |n: usize| cells.get(n).copied().unwrap_or("");
        rows.push(Row {
            file,
            line: number + 1,
            id: cells[0],
            state: cell(1),
            text: cell(2),
            tests: cell(3),
        });
    }
    rows
}

/// `S1-011` and the like, right or not: a wrong number must be seen, not passed over.
fn is_id(cell: &str) -> bool {
    cell.split_once('-').is_some_and(|(source, number)| {
        source.starts_with('S')
            && source.len() > 1
            && source[1..].chars().all(|c| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit())
    })
}

/// Every id stands in the table exactly once, with a known state and a sentence.
#[must_use]
pub fn table_is_complete(repo: &Repo) -> Findings {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Findings::new();
    let rows = rows(repo);
    for row in &rows {
        if let Some(first) = seen.insert(row.id, row.line) {
            found.push(format!(
                "{TABLE}:{}: {} stands at line {first} too",
                row.line, row.id
            ));
        }
        if row.state != "open" && row.state != "proven" {
            found.push(format!(
                "{TABLE}:{}: the state of {} is «{}»; it is open or proven",
                row.line, row.id, row.state
            ));
        }
        if row.text.is_empty() {
            found.push(format!("{TABLE}:{}: {} says nothing", row.line, row.id));
        }
    }
    let known: BTreeSet<String> = SOURCES
        .iter()
        .flat_map(|(s, count, width)| (1..=*count).map(move |n| format!("{s}-{n:0width$}")))
        .collect();
    for id in &known {
        if !seen.contains_key(id.as_str()) {
            found.push(format!(
                "{TABLE}: {id} is missing; it needs a row in its group"
            ));
        }
    }
    for (id, line) in seen {
        if !known.contains(id) {
            found.push(format!("{TABLE}:{line}: there is no requirement {id}"));
        }
    }
    found
}

/// A `proven` row of the requirements and a `met` row of the walk name at least one test.
#[must_use]
pub fn proven_rows_name_tests(repo: &Repo) -> Findings {
    let bare = |row: &&Row<'_>| names(row.tests).next().is_none();
    let proven = rows(repo).into_iter().filter(|row| row.state == "proven");
    let met = walk(repo).into_iter().filter(|row| row.state == "met");
    let all: Vec<Row<'_>> = proven.chain(met).collect();
    all.iter()
        .filter(bare)
        .map(|row| {
            format!(
                "{}:{}: {} is proven by no test; name one or say open",
                row.file, row.line, row.id
            )
        })
        .collect()
}

/// Every test that the two tables name exists.
///
/// A Rust test is `fn_name` or `crate::path::fn_name`; it is a function of that
/// name in `crates/*/tests`, or one under a test attribute in `crates/*/src`. A
/// browser test is `browser: title`; the title stands literally in
/// `tests/browser/*.mjs`.
#[must_use]
pub fn named_tests_exist(repo: &Repo) -> Findings {
    let rust = rust_tests(repo);
    let browser: String = repo
        .filter(|p| p.starts_with("tests/browser/") && p.ends_with(".test.mjs"))
        .map(|(_, text)| text)
        .collect();
    let mut found = Findings::new();
    for row in rows(repo).into_iter().chain(walk(repo)) {
        for name in names(row.tests) {
            let there = match name.strip_prefix("browser:") {
                Some(title) => has_title(&browser, title.trim()),
                None => has_function(&rust, name),
            };
            if !there {
                found.push(format!(
                    "{}:{}: {} names the test «{name}», which does not exist",
                    row.file, row.line, row.id
                ));
            }
        }
    }
    found
}

fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(|n| n.trim().trim_matches('`').trim())
        .filter(|n| !n.is_empty())
}

/// The title as a whole string, so that half a title proves nothing.
fn has_title(browser: &str, title: &str) -> bool {
    !title.is_empty()
        && ['"', '\'', '`']
            .iter()
            .any(|q| browser.contains(&format!("{q}{title}{q}")))
}

/// Test function → the crates it is found in.
fn rust_tests(repo: &Repo) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut tests: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, text) in repo.filter(|p| p.ends_with(".rs")) {
        let Some(owner) = crate_of(path) else {
            continue;
        };
        let in_tests = path.contains("/tests/");
        let mut attributed = false;
        let mut macro_open = false;
        for line in text.lines().map(str::trim_start) {
            if macro_open && let Some(name) = leading_name(line) {
                tests.entry(name).or_default().insert(owner);
            }
            macro_open = in_tests && line.trim_end() == BOTH;
            if line.starts_with("#[") {
                attributed |= line.contains("test");
                continue;
            }
            if let Some(name) = function_name(line).or_else(|| name_on_both(line)) {
                if in_tests || attributed {
                    tests.entry(name).or_default().insert(owner);
                }
                attributed = false;
            }
        }
    }
    tests
}

fn function_name(line: &str) -> Option<&str> {
    if line.starts_with("//") {
        return None;
    }
    let at = line
        .find("fn ")
        .filter(|at| *at == 0 || line.as_bytes()[at - 1] == b' ')?;
    let rest = &line[at + 3..];
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (end > 0 && rest[end..].starts_with(['(', '<'])).then(|| &rest[..end])
}

/// The crates' own macro makes a test for each engine: `on_both!(name, …)`.
const BOTH: &str = "on_both!(";

fn name_on_both(line: &str) -> Option<&str> {
    leading_name(line.strip_prefix(BOTH)?)
}

fn leading_name(rest: &str) -> Option<&str> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (end > 0 && rest[end..].starts_with(',')).then(|| &rest[..end])
}

fn has_function(tests: &BTreeMap<&str, BTreeSet<&str>>, name: &str) -> bool {
    let Some((path, last)) = name.rsplit_once("::") else {
        return tests.contains_key(name);
    };
    let first = path.split("::").next().unwrap_or(path);
    let first = first.replace('_', "-");
    let owner = first.strip_prefix("okno-").unwrap_or(&first);
    tests.get(last).is_some_and(|owners| owners.contains(owner))
}
