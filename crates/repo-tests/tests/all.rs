//! Every check on the real repository, and every check on a planted fault.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use okno_repo_tests::*;
use std::fmt::Write as _;

#[track_caller]
fn clean(rule: &str, check: fn(&Repo) -> Findings) {
    let repo = Repo::open().unwrap_or_else(|e| panic!("{e}"));
    let found = check(&repo);
    assert!(
        found.is_empty(),
        "{rule} ({} found)\n{}\n",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn requirements_are_all_listed_once() {
    clean(
        "docs/requirements.md lists every requirement once",
        table_is_complete,
    );
}

#[test]
fn proven_requirements_name_their_tests() {
    clean(
        "a proven requirement names its tests",
        proven_rows_name_tests,
    );
}

#[test]
fn tests_named_by_requirements_exist() {
    clean(
        "tests named in docs/requirements.md exist",
        named_tests_exist,
    );
}

#[test]
fn rust_code_names_no_service() {
    clean("no Rust file names a service", no_rust_file_names_a_service);
}

#[test]
fn languages_have_the_same_messages() {
    clean(
        "every language of a crate has the same message ids",
        locales_agree,
    );
}

#[test]
fn a_message_id_belongs_to_one_crate() {
    clean("a message id belongs to one crate", ids_have_one_owner);
}

#[test]
fn messages_used_exist() {
    clean("every message id that is used exists", used_messages_exist);
}

#[test]
fn acts_in_the_history_have_words() {
    clean("an act that its owner reads has words", acts_have_words);
}

#[test]
fn tracked_files_are_small() {
    clean("no file in git is over 1 MB", no_file_is_large);
}

#[test]
fn build_output_is_not_tracked() {
    clean(
        "build output and packages stay out of git",
        no_build_output_is_kept,
    );
}

#[test]
fn npm_lock_files_name_no_server() {
    clean("npm lock files name no server", lock_files_name_no_server);
}

#[test]
fn page_templates_have_no_inline_code() {
    clean(
        "page templates have no inline code",
        templates_have_no_inline_code,
    );
}

mod planted {
    use super::*;

    /// A complete table with all rows open but those given, whose state and tests are set.
    fn table(rows: &[(&str, &str, &str)]) -> String {
        let mut text = String::from("| id | state | requirement | tests |\n|---|---|---|---|\n");
        for (source, count, width) in [
            ("S0", 34, 2),
            ("S1", 174, 3),
            ("S2", 43, 2),
            ("S3", 34, 2),
            ("S4", 20, 2),
        ] {
            for n in 1..=count {
                let id = format!("{source}-{n:0width$}");
                let (state, tests) = rows
                    .iter()
                    .find(|r| r.0 == id)
                    .map_or(("open", ""), |r| (r.1, r.2));
                writeln!(text, "| {id} | {state} | Something is true. | {tests} |").unwrap();
            }
        }
        text
    }

    fn repo(rows: &[(&str, &str, &str)]) -> Repo {
        Repo::of([
            ("docs/requirements.md", &table(rows)),
            ("crates/vault/tests/all.rs", "#[test]\nfn seals() {}\n"),
            (
                "crates/vault/src/lib.rs",
                "fn plain() {}\n#[test]\nfn inside() {}\n// fn told() {}\n",
            ),
            (
                "tests/browser/a.test.mjs",
                "test('a person signs in', async () => {})",
            ),
        ])
    }

    #[track_caller]
    fn finds(check: fn(&Repo) -> Findings, repo: &Repo, said: &[&str]) {
        let found = check(repo);
        assert_eq!(found.len(), said.len(), "{found:#?}");
        for (line, part) in found.iter().zip(said) {
            assert!(line.contains(part), "{line:?} does not say {part:?}");
        }
    }

    #[test]
    fn complete_table_passes() {
        finds(table_is_complete, &repo(&[]), &[]);
    }

    #[test]
    fn missing_and_doubled_ids_are_found() {
        let mut broken = repo(&[]);
        let text = broken.files.get_mut("docs/requirements.md").unwrap();
        *text = text
            .replace("| S1-011 |", "| S1-012 |")
            .replace("| S4-20 |", "| S4-21 |");
        finds(
            table_is_complete,
            &broken,
            &[
                "S1-012 stands",
                "S1-011 is missing",
                "S4-20 is missing",
                "no requirement S4-21",
            ],
        );
    }

    #[test]
    fn unknown_state_is_found() {
        finds(
            table_is_complete,
            &repo(&[("S0-01", "done", "")]),
            &["«done»"],
        );
    }

    #[test]
    fn proven_without_a_test_is_found() {
        let rows = [
            ("S0-01", "proven", ""),
            ("S0-02", "proven", "seals"),
            ("S0-03", "open", ""),
        ];
        finds(
            proven_rows_name_tests,
            &repo(&rows),
            &["S0-01 is proven by no test"],
        );
    }

    #[test]
    fn named_tests_are_looked_up() {
        let right = "seals; vault::inside; `okno_vault::deep::seals`; browser: a person signs in";
        finds(named_tests_exist, &repo(&[("S0-01", "proven", right)]), &[]);
        let wrong = "sealed; web::seals; plain; told; browser: a person signs";
        finds(
            named_tests_exist,
            &repo(&[("S0-01", "proven", wrong)]),
            &[
                "«sealed»",
                "«web::seals»",
                "«plain»",
                "«told»",
                "«browser: a person signs»",
            ],
        );
    }

    #[test]
    fn the_walk_is_held_to_its_word_too() {
        let walk = "| 6.2.1 | met | how | |\n| 6.2.2 | no | why | |\n\
                    | 6.2.3 | met | how | nothing_like_it |\n";
        let repo = Repo::of([("docs/security.md", walk)]);
        finds(
            proven_rows_name_tests,
            &repo,
            &["6.2.1 is proven by no test"],
        );
        finds(named_tests_exist, &repo, &["«nothing_like_it»"]);
    }

    #[test]
    fn service_named_in_rust_is_found() {
        let repo = Repo::of([
            ("services/fishing-licence/service.yaml", ""),
            ("services/agencies.yaml", ""),
            (
                "crates/web/src/a.rs",
                "let x = \"fishing-licence\";\n// my-fishing-licence-2\n",
            ),
            ("crates/web/src/b.rs", "let agencies = 1;"),
        ]);
        finds(
            no_rust_file_names_a_service,
            &repo,
            &["crates/web/src/a.rs:1"],
        );
    }

    #[test]
    fn different_languages_are_found() {
        let repo = Repo::of([
            (
                "crates/web/locales/ru.ftl",
                "# a = b\nweb-a = А\n    .hint = П\nweb-b = Б = В\n",
            ),
            ("crates/web/locales/en.ftl", "web-a = A\nweb-a = B\n"),
            ("crates/stand/locales/ru.ftl", "stand-a = А\n"),
        ]);
        finds(
            locales_agree,
            &repo,
            &[
                "crates/web/locales/en.ftl:2: «web-a» is there twice",
                "crates/stand/locales/en.ftl: is missing",
                "«web-a.hint» is missing",
                "«web-b» is missing",
            ],
        );
    }

    #[test]
    fn id_of_two_crates_is_found() {
        let repo = Repo::of([
            ("crates/web/locales/ru.ftl", "save = А\n"),
            ("crates/accounts/locales/ru.ftl", "save = Б\n"),
            ("crates/stand/locales/ru.ftl", "save = В\n"),
        ]);
        finds(ids_have_one_owner, &repo, &["«save»"]);
    }

    #[test]
    fn unknown_message_is_found() {
        let repo = Repo::of([
            ("crates/web/locales/ru.ftl", "web-a = А\n"),
            ("crates/stand/locales/ru.ftl", "stand-a = А\n"),
            (
                "crates/web/templates/a.html",
                "{{ page.t(\"web-a\") }}\n{{ page.ta(\"web-b\", 1) }}",
            ),
            (
                "crates/web/src/a.rs",
                "page.t(\n    \"web-c\",\n);\nget(\"web-d\");\n/// t(\"web-e\")",
            ),
            (
                "crates/web/src/b.rs",
                "t(\"stand-a\"); t(\"no-such-id\"); Flaw::new(\"flaw-x\")",
            ),
            ("crates/stand/src/a.rs", "t(\"stand-a\")"),
        ]);
        finds(
            used_messages_exist,
            &repo,
            &[
                "a.rs:1: uses «web-c»",
                "«flaw-x»",
                "«stand-a»",
                "a.html:2: uses «web-b»",
            ],
        );
    }

    #[test]
    fn act_without_words_is_found() {
        let repo = Repo::of([
            ("crates/a/locales/ru.ftl", "act-case-sent = А\n"),
            (
                "crates/a/locales/en.ftl",
                "act-case-sent = A\nact-a-b = B\n",
            ),
            (
                "crates/a/src/a.rs",
                "Entry::new(who, \"case.sent\", \"case\", id).owner(o);\n\
                 Entry::new(who, \"staff.in\", \"staff\", id);\n\
                 Entry { act: if x { \"a.b\" } else { \"staff.c\" }, owner: o };\n\
                 Entry::new(who, act, \"case\", id)\n.owner(o);\n",
            ),
            (
                "crates/a/src/b.rs",
                "const C: &str = \"case.const\";\n\
                 note(\"case.file_seen\"); page(\"b.html\")",
            ),
            ("crates/b/src/a.rs", "note(\"case.other\")"),
        ]);
        finds(
            acts_have_words,
            &repo,
            &[
                "«act-a-b» to the ru.ftl",
                "«act-case-file-seen» to the ru.ftl",
                "«act-case-file-seen» to the en.ftl",
            ],
        );
    }

    #[test]
    fn large_and_built_files_are_found() {
        let mut repo = Repo::of([
            ("a.bin", ""),
            ("assets/dist/okno.css", ""),
            ("src/dist.rs", ""),
        ]);
        repo.sizes.insert("a.bin".into(), LARGEST_FILE + 1);
        finds(no_file_is_large, &repo, &["a.bin"]);
        finds(no_build_output_is_kept, &repo, &["assets/dist/okno.css"]);
    }

    #[test]
    fn server_in_a_lock_file_is_found() {
        let repo = Repo::of([(
            "assets/package-lock.json",
            "{\n\"integrity\": \"sha512\",\n\"resolved\": \"https://example.org/a.tgz\"}",
        )]);
        finds(lock_files_name_no_server, &repo, &["package-lock.json:3"]);
    }

    #[test]
    fn inline_code_is_found() {
        let repo = Repo::of([
            (
                "crates/web/templates/a.html",
                "<p>\n<p style=\"color: red\">",
            ),
            (
                "crates/web/templates/mail/a.html",
                "<p style=\"color: red\">",
            ),
        ]);
        finds(templates_have_no_inline_code, &repo, &["a.html:2"]);
    }
}
