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
fn the_walk_through_asvs_leaves_nothing_out() {
    clean(
        "docs/security.md answers every requirement of levels 1 and 2",
        walk_is_complete,
    );
}

#[test]
fn crates_forbid_unsafe_code() {
    clean(
        "every crate forbids unsafe code",
        every_crate_forbids_unsafe_code,
    );
}

#[test]
fn the_portal_starts_no_program() {
    clean(
        "what serves people starts no program",
        nothing_served_starts_a_program,
    );
}

#[test]
fn statements_are_constants() {
    clean("no SQL is put together", no_sql_is_put_together);
}

#[test]
fn scripts_run_no_text_and_keep_nothing() {
    clean("scripts are plain", scripts_are_plain);
}

#[test]
fn packages_are_those_of_the_lock_files() {
    clean(
        "packages come from known places with checksums",
        packages_come_from_known_places,
    );
}

#[test]
fn nothing_of_a_person_stands_in_an_address() {
    clean(
        "addresses hold nothing of a person",
        addresses_hold_nothing_of_a_person,
    );
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
    fn rows_of_the_walk_stand_for_one_requirement_or_a_range() {
        let walk = "| 6.2.1 | met | how | seals |\n| 6.2.2–6.2.4 | none | why | |\n\
                    | 6.2.4 | no | why | |\n| 6.2.5, 6.3.1 | done | why | |\n\
                    | 6.2.99 | partly | | |\n| 6.2.7–6.3.1 | no | no row | |\n";
        let found = walk_is_complete(&Repo::of([("docs/security.md", walk)]));
        let said = |part: &str| found.iter().any(|line| line.contains(part));
        assert!(said("6.2.4 stands at line 2 too"), "{found:#?}");
        assert!(said("«done»") && said("6.2.99 gives no reason"));
        assert!(said("6.2.99 is no requirement"));
        for there in ["6.2.1", "6.2.2", "6.2.3", "6.2.5", "6.3.1"] {
            assert!(!said(&format!(" {there} is missing")), "{there}");
        }
        for missing in ["1.1.1", "6.2.6", "6.2.7", "17.3.2"] {
            assert!(said(&format!(" {missing} is missing")), "{missing}");
        }
    }

    #[test]
    fn unsafe_code_is_found() {
        let repo = Repo::of([
            (
                "Cargo.toml",
                "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n",
            ),
            ("crates/a/Cargo.toml", "[lints]\nworkspace = true\n"),
            ("crates/b/Cargo.toml", "[package]\nworkspace = true\n"),
        ]);
        finds(
            every_crate_forbids_unsafe_code,
            &repo,
            &["crates/b/Cargo.toml"],
        );
        let repo = Repo::of([("Cargo.toml", "unsafe_code = \"warn\"")]);
        finds(every_crate_forbids_unsafe_code, &repo, &["Cargo.toml"]);
    }

    #[test]
    fn programs_and_statements_put_together_are_found() {
        let repo = Repo::of([
            (
                "crates/a/src/a.rs",
                "// Command::new(\"ls\")\nstd::process::Command::new(x)",
            ),
            ("crates/stand/src/a.rs", "Command::new(\"openssl\")"),
            ("crates/a/tests/all.rs", "Command::new(\"openssl\")"),
            (
                "crates/b/src/a.rs",
                "format!(\"select 1 from t where a = '{x}'\")\n\"select 1\"",
            ),
            ("crates/store/src/b.rs", "Box::leak(text)"),
        ]);
        finds(
            nothing_served_starts_a_program,
            &repo,
            &["crates/a/src/a.rs:2"],
        );
        finds(
            no_sql_is_put_together,
            &repo,
            &["crates/b/src/a.rs:1", "crates/store/src/b.rs:1"],
        );
    }

    #[test]
    fn scripts_that_run_texts_are_found() {
        let repo = Repo::of([
            (
                "assets/src/a.ts",
                "// eval(x)\nlocalStorage.a = 1\nx.innerHTML = y",
            ),
            ("assets/src/live.ts", "a.innerHTML = b\nc.innerHTML = d"),
            ("assets/src/fields.ts", "a.innerHTML = `<b>`"),
            ("assets/build.mjs", "eval(x)"),
        ]);
        finds(
            scripts_are_plain,
            &repo,
            &[
                "a.ts:2: `localStorage`",
                "a.ts: sets HTML",
                "live.ts: sets HTML",
            ],
        );
    }

    #[test]
    fn packages_from_elsewhere_are_found() {
        let home = "registry+https://github.com/rust-lang/crates.io-index";
        let sum = "a".repeat(64);
        let lock = format!(
            "[[package]]\nname = \"okno-web\"\nversion = \"1\"\n\n\
             [[package]]\nname = \"good\"\nsource = \"{home}\"\nchecksum = \"{sum}\"\n\n\
             [[package]]\nname = \"bare\"\nsource = \"{home}\"\n\n\
             [[package]]\nname = \"afar\"\nsource = \"git+https://example.org\"\nchecksum = \"{sum}\"\n\n\
             [[package]]\nname = \"near\"\n"
        );
        let npm = "{\"node_modules/a\": {\"integrity\": \"sha512-x\"},\
                   \"node_modules/b\": {\"version\": \"1\"}}";
        let repo = Repo::of([("Cargo.lock", &lock), ("assets/package-lock.json", npm)]);
        finds(
            packages_come_from_known_places,
            &repo,
            &["bare", "afar", "near", "package-lock.json: b"],
        );
    }

    #[test]
    fn what_a_person_types_is_found_in_addresses() {
        let repo = Repo::of([
            (
                "crates/a/templates/a.html",
                "<form class=\"x\" method=\"post\">\n<form action=\"/search\">\n<form action=\"/find\">",
            ),
            (
                "crates/a/templates/b.html",
                "<a href=\"/a?centre={{ id }}&amp;day={{ day }}\">\n<a href=\"/a?phone={{ phone }}\">",
            ),
            (
                "crates/a/src/a.rs",
                "format!(\"/a?next={to}\");\nformat!(\"/a?p=1&surname={name}\");\nlet a = b? == c && d=&e;",
            ),
        ]);
        finds(
            addresses_hold_nothing_of_a_person,
            &repo,
            &["a.html:3", "a.rs:2: «surname»", "b.html:2: «phone»"],
        );
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
