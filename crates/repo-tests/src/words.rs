//! The words that people read: `locales/*.ftl` of every crate against each other
//! and against the ids that pages and code use.

use crate::{Findings, Repo, crate_of};
use std::collections::{BTreeMap, BTreeSet};

/// A Fluent file's ids (`id` and `id.attribute`), and those that it has twice with
/// the line of the second.
pub(crate) fn messages(text: &str) -> (BTreeSet<String>, Vec<(String, usize)>) {
    let (mut ids, mut doubled) = (BTreeSet::new(), Vec::new());
    let mut message = String::new();
    for (number, line) in text.lines().enumerate() {
        let indented = line.starts_with([' ', '\t']);
        let body = line.trim_start();
        let Some((left, _)) = body.split_once('=') else {
            continue;
        };
        let name = left.trim_end();
        let id = if !indented && is_name(name.strip_prefix('-').unwrap_or(name)) {
            message = name.to_owned();
            message.clone()
        } else if indented && name.strip_prefix('.').is_some_and(is_name) {
            format!("{message}{name}")
        } else {
            continue;
        };
        if !ids.insert(id.clone()) {
            doubled.push((id, number + 1));
        }
    }
    (ids, doubled)
}

fn is_name(s: &str) -> bool {
    s.starts_with(|c: char| c.is_ascii_alphabetic())
        && s.chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

pub(crate) fn is_locale(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/locales/") && path.ends_with(".ftl")
}

/// Every language of a crate has the same ids, none of them twice.
#[must_use]
pub fn locales_agree(repo: &Repo) -> Findings {
    let mut found = Findings::new();
    let mut crates: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for (path, text) in repo.filter(is_locale) {
        let (ids, doubled) = messages(text);
        for (id, line) in doubled {
            found.push(format!(
                "{path}:{line}: «{id}» is there twice; the second hides the first"
            ));
        }
        if let Some(owner) = crate_of(path) {
            crates.entry(owner).or_default().insert(path, ids);
        }
    }
    for (owner, files) in &crates {
        for language in ["ru", "en"] {
            let wanted = format!("crates/{owner}/locales/{language}.ftl");
            if !files.contains_key(wanted.as_str()) {
                found.push(format!(
                    "{wanted}: is missing; a crate speaks both languages"
                ));
            }
        }
        let all: BTreeSet<&String> = files.values().flatten().collect();
        for (path, ids) in files {
            for id in all.iter().filter(|id| !ids.contains(**id)) {
                found.push(format!(
                    "{path}: «{id}» is missing; another language has it"
                ));
            }
        }
    }
    found
}

/// An id belongs to one crate: the portal reads all locales into one bundle, where
/// the last would hide the others. The stand is a program of its own.
#[must_use]
pub fn ids_have_one_owner(repo: &Repo) -> Findings {
    let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (path, text) in repo.filter(|p| is_locale(p) && p.ends_with("/ru.ftl")) {
        let Some(owner) = crate_of(path).filter(|o| *o != "stand") else {
            continue;
        };
        for id in messages(text).0.into_iter().filter(|id| !id.contains('.')) {
            owners.entry(id).or_default().insert(owner);
        }
    }
    owners
        .iter()
        .filter(|(_, o)| o.len() > 1)
        .map(|(id, o)| format!("«{id}» stands in the locales of several crates: {o:?}"))
        .collect()
}

/// Every message id that a page or Rust code uses literally exists.
///
/// Looked for are `t("…")`, `ta("…"`, `tv("…"` and `Flaw::new("…"`. An id that
/// begins with `no-such` is meant to be missing.
#[must_use]
pub fn used_messages_exist(repo: &Repo) -> Findings {
    let (mut portal, mut stand) = (BTreeSet::new(), BTreeSet::new());
    for (path, text) in repo.filter(is_locale) {
        let ids = messages(text).0;
        let owner = crate_of(path);
        if owner == Some("stand") || owner == Some("requisites") {
            stand.extend(ids.iter().cloned());
        }
        if owner != Some("stand") {
            portal.extend(ids);
        }
    }
    let mut found = Findings::new();
    let speaks = |p: &str| {
        p.starts_with("crates/")
            && !p.starts_with("crates/repo-tests/")
            && (p.contains("/templates/") || (p.contains("/src/") && p.ends_with(".rs")))
    };
    for (path, text) in repo.filter(speaks) {
        let known = if crate_of(path) == Some("stand") {
            &stand
        } else {
            &portal
        };
        for (line, id) in used(text) {
            if !known.contains(id) && !id.starts_with("no-such") {
                found.push(format!("{path}:{line}: uses «{id}», which no locale has"));
            }
        }
    }
    found
}

/// Literal ids with their lines. The whole text is searched and not line by line,
/// since rustfmt puts a long argument on a line of its own.
fn used(text: &str) -> Vec<(usize, &str)> {
    let mut ids = Vec::new();
    for call in ["t(", "ta(", "tv(", "Flaw::new("] {
        for (at, _) in text.match_indices(call) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') || in_comment(text, at) {
                continue;
            }
            let Some(argument) = text[at + call.len()..].trim_start().strip_prefix('"') else {
                continue;
            };
            let id = argument.split('"').next().unwrap_or("");
            if is_name(id) {
                ids.push((text[..at].matches('\n').count() + 1, id));
            }
        }
    }
    ids.sort_unstable();
    ids
}

fn in_comment(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |n| n + 1)..at];
    line.trim_start().starts_with("//")
}
