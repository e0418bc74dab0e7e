//! Checks of the repository as a whole, for rules that no single crate can see.
//!
//! A check takes a [`Repo`] and returns its [`Findings`]: one line each, that
//! names the file, what is wrong and what to do. The tests run every check on
//! the real repository and on small made-up ones with a fault planted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

mod acts;
mod requirements;
mod security;
mod words;

pub use acts::acts_have_words;
pub use requirements::{
    named_tests_exist, proven_rows_name_tests, table_is_complete, walk_is_complete,
};
pub use security::{
    addresses_hold_nothing_of_a_person, every_crate_forbids_unsafe_code, no_sql_is_put_together,
    nothing_served_starts_a_program, packages_come_from_known_places, scripts_are_plain,
};
pub use words::{ids_have_one_owner, locales_agree, used_messages_exist};

/// What a check found; empty when all is well.
pub type Findings = Vec<String>;

/// The largest file that may be tracked, in bytes.
pub const LARGEST_FILE: u64 = 1_000_000;

/// The files of a repository: those tracked by git and new ones it does not ignore.
#[derive(Debug, Default)]
pub struct Repo {
    /// Path with forward slashes → its text (lossy; empty for large or binary files).
    pub files: BTreeMap<String, String>,
    /// Path → size in bytes.
    pub sizes: BTreeMap<String, u64>,
}

impl Repo {
    /// Reads the repository that this crate stands in.
    ///
    /// # Errors
    /// A sentence, when git cannot list the files.
    pub fn open() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let listed = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(&root)
            .output()
            .map_err(|e| format!("these checks need git to list the repository's files: {e}"))?;
        if !listed.status.success() {
            let said = String::from_utf8_lossy(&listed.stderr).into_owned();
            return Err(format!("`git ls-files` failed: {said}"));
        }
        let mut repo = Self::default();
        for path in String::from_utf8_lossy(&listed.stdout)
            .split('\0')
            .filter(|p| !p.is_empty())
        {
            repo.read(&root, path);
        }
        if repo.files.is_empty() {
            return Err("git lists no files here".into());
        }
        Ok(repo)
    }

    /// A made-up repository of the given paths and texts.
    pub fn of<const N: usize>(files: [(&str, &str); N]) -> Self {
        let mut repo = Self::default();
        for (path, text) in files {
            repo.sizes.insert(path.into(), text.len() as u64);
            repo.files.insert(path.into(), text.into());
        }
        repo
    }

    /// A file deleted in the working tree is still listed by git: it is left out.
    fn read(&mut self, root: &Path, path: &str) {
        let full: PathBuf = root.join(path);
        let Ok(meta) = std::fs::symlink_metadata(&full) else {
            return;
        };
        if !meta.is_file() {
            return;
        }
        let small = meta.len() <= LARGEST_FILE;
        let bytes = if small {
            std::fs::read(&full).unwrap_or_default()
        } else {
            Vec::new()
        };
        self.sizes.insert(path.into(), meta.len());
        self.files
            .insert(path.into(), String::from_utf8_lossy(&bytes).into_owned());
    }

    /// Files whose path satisfies `wanted`, in order of path.
    pub fn filter(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(p, t)| (p.as_str(), t.as_str()))
            .filter(move |(p, _)| wanted(p))
    }
}

/// The crate that a path lies in: `crates/web/src/lib.rs` → `web`.
pub(crate) fn crate_of(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?
        .split_once('/')
        .map(|(name, _)| name)
}

/// No Rust file names a service: what is special about one lives in its folder,
/// so that an agency adds a service without writing Rust.
#[must_use]
pub fn no_rust_file_names_a_service(repo: &Repo) -> Findings {
    let services: BTreeSet<&str> = repo
        .files
        .keys()
        .filter_map(|p| p.strip_prefix("services/")?.strip_suffix("/service.yaml"))
        .collect();
    let part_of_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut found = Findings::new();
    for (path, text) in repo.filter(|p| p.ends_with(".rs")) {
        for (number, line) in text.lines().enumerate() {
            for service in &services {
                let named = line.match_indices(service).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let after = line[at + service.len()..].chars().next();
                    !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
                });
                if named {
                    found.push(format!(
                        "{path}:{}: names the service «{service}»; move what is special about it \
                         into services/{service}/",
                        number + 1
                    ));
                }
            }
        }
    }
    found
}

/// No file is over [`LARGEST_FILE`].
#[must_use]
pub fn no_file_is_large(repo: &Repo) -> Findings {
    repo.sizes
        .iter()
        .filter(|(_, size)| **size > LARGEST_FILE)
        .map(|(path, size)| format!("{path}: {size} bytes; at most {LARGEST_FILE} are kept in git"))
        .collect()
}

/// No build output and no third-party package is kept in git.
#[must_use]
pub fn no_build_output_is_kept(repo: &Repo) -> Findings {
    let folders = ["node_modules", "dist", "target", "shots"];
    repo.files
        .keys()
        .filter(|p| {
            let made = |e: &str| p.ends_with(e);
            p.split('/').any(|part| folders.contains(&part)) || made(".min.js") || made(".min.css")
        })
        .map(|p| format!("{p}: is built or downloaded; take it out of git and into .gitignore"))
        .collect()
}

/// Lock files of npm name no server, so that any mirror serves them.
#[must_use]
pub fn lock_files_name_no_server(repo: &Repo) -> Findings {
    let line_of = |text: &str| {
        text.lines()
            .position(|l| l.contains("\"resolved\": \"http"))
    };
    repo.filter(|p| p.ends_with("package-lock.json"))
        .filter_map(|(path, text)| {
            line_of(text).map(|n| {
                format!(
                    "{path}:{}: names a server; make it again with \
                     `scripts/npm-lock.sh FOLDER`",
                    n + 1
                )
            })
        })
        .collect()
}

/// Page templates carry no inline code: the content security policy refuses it.
#[must_use]
pub fn templates_have_no_inline_code(repo: &Repo) -> Findings {
    let refused = [
        " style=\"",
        " onclick=",
        " onchange=",
        " onsubmit=",
        "javascript:",
        "<script>",
    ];
    let page = |p: &str| {
        p.starts_with("crates/") && p.contains("/templates/") && p.ends_with(".html")
            // A letter has no policy and no style sheet of its own.
            && !p.contains("/mail/")
    };
    let mut found = Findings::new();
    for (path, text) in repo.filter(page) {
        for (number, line) in text.lines().enumerate() {
            for word in refused.iter().filter(|w| line.contains(**w)) {
                found.push(format!(
                    "{path}:{}: has `{}`, which browsers refuse here; use a class or a script file",
                    number + 1,
                    word.trim()
                ));
            }
        }
    }
    found
}
