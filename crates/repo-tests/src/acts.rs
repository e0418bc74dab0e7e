//! The journal's acts against the words that a person reads about them.

use crate::words::{is_locale, messages};
use crate::{Findings, Repo, crate_of};
use std::collections::{BTreeMap, BTreeSet};

/// Every act whose line a person finds in the history of their account has
/// words in both languages: `act-application-file-seen` for `application.file_seen`.
///
/// Looked for are `Entry::new(…).owner(…)` and `Entry { … owner: … }` in the
/// sources of all crates. Where the act is no literal, every literal of the
/// crate that begins with the kind of the object counts, unless it is the value
/// of a `const` (purposes of codes look alike) or the name of a limit. What officials do to their own
/// sign-in, `staff.…`, has no owner.
#[must_use]
pub fn acts_have_words(repo: &Repo) -> Findings {
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in repo.filter(is_locale) {
        let language = path.rsplit('/').next().unwrap_or(path);
        known.entry(language).or_default().extend(messages(text).0);
    }
    let mut found = Findings::new();
    for act in owned_acts(repo) {
        let id = format!("act-{}", act.replace(['.', '_'], "-"));
        for language in ["ru.ftl", "en.ftl"] {
            if !known.get(language).is_some_and(|ids| ids.contains(&id)) {
                found.push(format!(
                    "the act «{act}» has no words; add «{id}» to the {language} of its crate"
                ));
            }
        }
    }
    found
}

fn owned_acts(repo: &Repo) -> BTreeSet<&str> {
    let source = |p: &str| p.starts_with("crates/") && p.contains("/src/") && p.ends_with(".rs");
    let mut acts = BTreeSet::new();
    // Crate and kind of object of the lines whose act is worked out.
    let mut open = BTreeSet::new();
    for (path, text) in repo.filter(source) {
        for entry in entries(text) {
            let named: Vec<&str> = literals(entry).filter(|l| is_act(l)).collect();
            if named.is_empty() {
                let kind = literals(entry).next().unwrap_or_default();
                open.insert((crate_of(path), kind));
            }
            acts.extend(named);
        }
    }
    for (path, text) in repo.filter(source) {
        let other = |line: &str| {
            // Purposes of codes and names of limits look like acts.
            line.contains("const ")
                || line.contains("limit(")
                || line.trim_start().starts_with("name:")
        };
        for line in text.lines().filter(|line| !other(line)) {
            acts.extend(literals(line).filter(|literal| {
                let kind = literal.split('.').next().unwrap_or_default();
                is_act(literal) && open.contains(&(crate_of(path), kind))
            }));
        }
    }
    acts.retain(|act| !act.starts_with("staff."));
    acts
}

/// The text of each line of the journal that has an owner: up to the end of
/// the statement or to the next line that is made.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split("Entry")
        .skip(1)
        .filter(|rest| rest.starts_with("::new(") || rest.starts_with(" {"))
        .map(|rest| rest.split(';').next().unwrap_or(rest))
        .filter(|entry| entry.contains(".owner(") || entry.contains("owner:"))
}

fn literals(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2)
}

/// `department.verb`.
fn is_act(literal: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    literal.contains('.') && literal.split('.').all(word)
}
