//! Rules of safety that hold over all crates, each named by a row of `docs/security.md`.

use crate::{Findings, Repo};
use std::collections::BTreeSet;

/// The chapters of ASVS 5.0.0 with their requirements of levels 1 and 2: section, numbers.
///
/// They stand here so that the walk in `docs/security.md` can leave none out unseen: a
/// requirement that is not met needs a row that says so. Those of level 3 are not walked.
pub(crate) const ASVS: &[(&str, &[u8])] = &[
    ("1.1", &[1, 2]),
    ("1.2", &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ("1.3", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ("1.4", &[1, 2, 3]),
    ("1.5", &[1, 2]),
    ("2.1", &[1, 2, 3]),
    ("2.2", &[1, 2, 3]),
    ("2.3", &[1, 2, 3, 4]),
    ("2.4", &[1]),
    ("3.2", &[1, 2]),
    ("3.3", &[1, 2, 3, 4]),
    ("3.4", &[1, 2, 3, 4, 5, 6]),
    ("3.5", &[1, 2, 3, 4, 5]),
    ("3.7", &[1, 2]),
    ("4.1", &[1, 2, 3]),
    ("4.2", &[1]),
    ("4.3", &[1, 2]),
    ("4.4", &[1, 2, 3, 4]),
    ("5.1", &[1]),
    ("5.2", &[1, 2, 3]),
    ("5.3", &[1, 2]),
    ("5.4", &[1, 2, 3]),
    ("6.1", &[1, 2, 3]),
    ("6.2", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    ("6.3", &[1, 2, 3, 4]),
    ("6.4", &[1, 2, 3, 4]),
    ("6.5", &[1, 2, 3, 4, 5]),
    ("6.6", &[1, 2, 3]),
    ("6.8", &[1, 2, 3, 4]),
    ("7.1", &[1, 2, 3]),
    ("7.2", &[1, 2, 3, 4]),
    ("7.3", &[1, 2]),
    ("7.4", &[1, 2, 3, 4, 5]),
    ("7.5", &[1, 2]),
    ("7.6", &[1, 2]),
    ("8.1", &[1, 2]),
    ("8.2", &[1, 2, 3]),
    ("8.3", &[1]),
    ("8.4", &[1]),
    ("9.1", &[1, 2, 3]),
    ("9.2", &[1, 2, 3, 4]),
    ("10.1", &[1, 2]),
    ("10.2", &[1, 2]),
    ("10.3", &[1, 2, 3, 4]),
    ("10.4", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ("10.5", &[1, 2, 3, 4, 5]),
    ("10.6", &[1, 2]),
    ("10.7", &[1, 2, 3]),
    ("11.1", &[1, 2]),
    ("11.2", &[1, 2, 3]),
    ("11.3", &[1, 2, 3]),
    ("11.4", &[1, 2, 3, 4]),
    ("11.5", &[1]),
    ("11.6", &[1]),
    ("12.1", &[1, 2, 3]),
    ("12.2", &[1, 2]),
    ("12.3", &[1, 2, 3, 4]),
    ("13.1", &[1]),
    ("13.2", &[1, 2, 3, 4, 5]),
    ("13.3", &[1, 2]),
    ("13.4", &[1, 2, 3, 4, 5]),
    ("14.1", &[1, 2]),
    ("14.2", &[1, 2, 3, 4]),
    ("14.3", &[1, 2, 3]),
    ("15.1", &[1, 2, 3]),
    ("15.2", &[1, 2, 3]),
    ("15.3", &[1, 2, 3, 4, 5, 6, 7]),
    ("16.1", &[1]),
    ("16.2", &[1, 2, 3, 4, 5]),
    ("16.3", &[1, 2, 3, 4]),
    ("16.4", &[1, 2, 3]),
    ("16.5", &[1, 2, 3]),
    ("17.1", &[1]),
    ("17.2", &[1, 2, 3, 4]),
    ("17.3", &[1, 2]),
];

/// Parts of the repository that do not serve people: the outside world in miniature,
/// measures and tests.
const APART: [&str; 4] = ["stand", "bench", "faults", "repo-tests"];

fn is_served(path: &str) -> bool {
    let source = path.starts_with("crates/") && path.contains("/src/");
    source
        && !APART
            .iter()
            .any(|name| path.starts_with(&format!("crates/{name}/")))
}

/// Lines of Rust that are no comment, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Rust that could harm memory is forbidden in every crate, by the workspace's lints (ASVS
/// 1.4.1, 1.4.3).
#[must_use]
pub fn every_crate_forbids_unsafe_code(repo: &Repo) -> Findings {
    let mut found = Findings::new();
    let root = repo.files.get("Cargo.toml").map_or("", String::as_str);
    if !root.contains("unsafe_code = \"forbid\"") {
        found.push("Cargo.toml: the workspace must forbid unsafe code".to_owned());
    }
    let manifest = |p: &str| p.starts_with("crates/") && p.ends_with("/Cargo.toml");
    for (path, text) in repo.filter(manifest) {
        if !text.contains("[lints]\nworkspace = true") {
            found.push(format!(
                "{path}: takes over no lints; add `[lints]`, `workspace = true`"
            ));
        }
    }
    found
}

/// What serves people starts no program, so no text can become a command (ASVS 1.2.5).
#[must_use]
pub fn nothing_served_starts_a_program(repo: &Repo) -> Findings {
    let mut found = Findings::new();
    for (path, text) in repo.filter(|p| is_served(p) && p.ends_with(".rs")) {
        for (line, code) in code(text) {
            if code.contains("process::Command") || code.contains("Command::new(") {
                found.push(format!("{path}:{line}: starts a program; use a library"));
            }
        }
    }
    found
}

/// Files that make a constant while the program runs: of constants, and of names that the
/// crates list. None makes one of what somebody has sent.
const MAKE_CONSTANTS: [&str; 5] = [
    "crates/gateways/src/banks.rs",
    "crates/gateways/src/queries.rs",
    "crates/store/src/reseal.rs",
    "crates/store/src/sql/mod.rs",
    "crates/store/src/testing.rs",
];

/// No statement is put together out of texts: values are arguments (ASVS 1.2.4). The store
/// takes `&'static str` only; this looks for the ways around that.
#[must_use]
pub fn no_sql_is_put_together(repo: &Repo) -> Findings {
    let mut found = Findings::new();
    let served = |p: &str| is_served(p) && p.ends_with(".rs") && !MAKE_CONSTANTS.contains(&p);
    for (path, text) in repo.filter(served) {
        for (line, code) in code(text) {
            let lower = code.to_lowercase();
            let made = ["select ", "insert into ", "update ", "delete from "]
                .iter()
                .any(|word| lower.contains(&format!("format!(\"{word}")));
            if made || code.contains("leak(") {
                found.push(format!(
                    "{path}:{line}: puts SQL together; hand the value in"
                ));
            }
        }
    }
    found
}

/// Files of the front end in which HTML is set as such, and how often. What is set there is
/// a constant of the script, or a part of a page of the portal itself (ASVS 3.2.2).
const HTML_IS_SET: [(&str, usize); 3] = [
    ("assets/src/fields.ts", 1),
    ("assets/src/live.ts", 1),
    ("assets/src/upload.ts", 1),
];

/// The one cookie that a script reads and writes, and on how many lines: whether an official
/// has switched the keys of the desk off (WCAG 2.1.4).
const COOKIE_IS_USED: (&str, usize) = ("assets/src/keys.ts", 2);

/// Scripts run no text as code, keep nothing in the browser, and talk to no other window
/// (ASVS 1.3.2, 3.2.2, 3.5.5, 14.3.3, 15.3.6).
#[must_use]
pub fn scripts_are_plain(repo: &Repo) -> Findings {
    let refused = [
        ("eval(", "runs a text as code"),
        ("new Function", "runs a text as code"),
        ("document.write", "writes HTML"),
        ("insertAdjacentHTML", "writes HTML"),
        ("outerHTML", "writes HTML"),
        ("localStorage", "keeps data in the browser"),
        ("sessionStorage", "keeps data in the browser"),
        ("indexedDB", "keeps data in the browser"),
        ("document.cookie", "reads cookies"),
        ("postMessage", "talks to another window"),
        ("__proto__", "touches prototypes"),
        (".prototype", "touches prototypes"),
        ("Object.assign", "copies names it does not know"),
    ];
    let mut found = Findings::new();
    for (path, text) in repo.filter(|p| p.starts_with("assets/src/") && p.ends_with(".ts")) {
        let uses = code(text).filter(|(_, code)| code.contains("document.cookie"));
        let is_known = (path, uses.count()) == COOKIE_IS_USED;
        for (line, code) in code(text) {
            for (word, what) in refused {
                if is_known && word == "document.cookie" {
                    continue;
                }
                if code.contains(word) {
                    found.push(format!("{path}:{line}: `{word}` {what}"));
                }
            }
        }
        let sets = text.matches(".innerHTML = ").count();
        let may = HTML_IS_SET.iter().find(|(file, _)| *file == path);
        if sets > may.map_or(0, |(_, count)| *count) {
            found.push(format!(
                "{path}: sets HTML; use textContent or say why here"
            ));
        }
    }
    found
}

/// Every crate comes from crates.io with a checksum, every npm package with one (ASVS
/// 15.1.2, 15.2.4): what is listed there is all that is used.
#[must_use]
pub fn packages_come_from_known_places(repo: &Repo) -> Findings {
    const HOME: &str = "registry+https://github.com/rust-lang/crates.io-index";
    let mut found = Findings::new();
    let lock = repo.files.get("Cargo.lock").map_or("", String::as_str);
    for package in lock.split("[[package]]").skip(1) {
        let value = |name: &str| {
            let line = package.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split('"').nth(1))
                .unwrap_or_default()
        };
        let (name, source) = (value("name = "), value("source = "));
        let own = source.is_empty() && name.starts_with("okno");
        if !own && (source != HOME || value("checksum = ").len() != 64) {
            found.push(format!(
                "Cargo.lock: {name} comes from «{source}» or has no checksum"
            ));
        }
    }
    for (path, text) in repo.filter(|p| p.ends_with("package-lock.json")) {
        for package in text.split("\"node_modules/").skip(1) {
            let name = package.split('"').next().unwrap_or_default();
            let own = package.split('}').next().unwrap_or_default();
            if !own.contains("\"integrity\": \"sha512-") {
                found.push(format!("{path}: {name} has no checksum"));
            }
        }
    }
    found
}

/// Forms that may be sent by GET, whose fields stand in the address: a search of services,
/// the choice of an office, the number of a case at the desk. Nothing there is about a
/// person (ASVS 14.2.1).
const ASKED_OPENLY: [&str; 4] = ["/search", "/centres", "/work", "/work/team"];

/// Names that may stand behind the question mark of an address that the portal makes: the
/// choice of a thing, a page of a list, a word for what has just happened, the way back.
/// What the person types or what opens something is sent in the body.
const NAMES: [&str; 25] = [
    "after", "bank", "case", "centre", "day", "done", "download", "example", "f", "given",
    "handed", "kept", "kind", "legal", "like", "next", "number", "p", "period", "place", "purpose",
    "q", "s", "way", "who",
];

/// Addresses that are no pages of the portal: what an app of codes reads from a picture,
/// and where other systems are.
const FOREIGN: [&str; 3] = [
    "crates/accounts/src/totp.rs",
    "crates/gateways/src/mail.rs",
    "crates/okno/src/config.rs",
];

/// Nothing of a person stands in an address (ASVS 14.2.1): every form that is not a search
/// is sent in the body, and no address is made with a name that is not known here.
#[must_use]
pub fn addresses_hold_nothing_of_a_person(repo: &Repo) -> Findings {
    let mut found = Findings::new();
    let page = |p: &str| is_served_template(p);
    for (path, text) in repo.filter(page) {
        for (at, _) in text.match_indices("<form") {
            let tag = text[at..].split('>').next().unwrap_or_default();
            let open = ASKED_OPENLY
                .iter()
                .any(|action| tag.contains(&format!("action=\"{action}\"")));
            if !tag.contains("method=\"post\"") && !open {
                let line = text[..at].matches('\n').count() + 1;
                found.push(format!("{path}:{line}: a form that is not sent by POST"));
            }
        }
    }
    let names: BTreeSet<&str> = NAMES.into_iter().collect();
    let speaks = |p: &str| is_served_template(p) || (is_served(p) && p.ends_with(".rs"));
    for (path, text) in repo.filter(speaks) {
        if FOREIGN.contains(&path) {
            continue;
        }
        for (line, code) in code(text) {
            for name in query_names(code) {
                if !names.contains(name) {
                    found.push(format!(
                        "{path}:{line}: «{name}» stands in an address; send it in the body, or \
                         add it to the names that say nothing of a person"
                    ));
                }
            }
        }
    }
    found
}

fn is_served_template(path: &str) -> bool {
    let apart = APART
        .iter()
        .any(|name| path.starts_with(&format!("crates/{name}/")));
    path.starts_with("crates/") && path.contains("/templates/") && path.ends_with(".html") && !apart
}

/// `place` and `kind` of `/centres?place={}&kind={}`.
fn query_names(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices(['?', '&']).filter_map(|(at, _)| {
        let rest = &code[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
        let value = rest[end..].strip_prefix('=')?;
        // `a&b=` of Rust is no address: what follows there is a space or another sign.
        let made = value.starts_with(['{', '"', '\\']) || value.starts_with(char::is_alphanumeric);
        (end > 0 && made).then(|| &rest[..end])
    })
}
