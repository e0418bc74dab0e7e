//! Each mistake of an author is told with its place and a way out.

use std::fs;

use okno_catalogue::{Catalogue, Problem, check};

use crate::fixture::{empty, service, write};

/// Problems of one service after a change of its text.
fn after(change: impl Fn(String) -> String) -> (String, Vec<Problem>) {
    let dir = empty();
    let yaml = change(service("thing", "АБ", "Вещь", "Thing"));
    write(dir.path(), "thing", &yaml);
    (yaml, check(dir.path()))
}

/// The change gives one problem, on the line that holds `at`, with `words`.
fn told(from: &str, to: &str, at: &str, words: &[&str]) {
    let (yaml, problems) = after(|y| {
        assert!(y.contains(from), "the fixture has no {from:?}");
        y.replacen(from, to, 1)
    });
    assert_eq!(problems.len(), 1, "{from:?} → {to:?}: {problems:#?}");
    let problem = &problems[0];
    let line = yaml.lines().nth(problem.line - 1).unwrap();
    assert!(line.contains(at), "{problem} points at {line:?}");
    for word in words {
        assert!(problem.message.contains(word), "{word:?} not in {problem}");
    }
    let shown = problem.to_string();
    assert!(
        shown.contains(&format!(
            "service.yaml:{}:{}: ",
            problem.line, problem.column
        )),
        "{shown}"
    );
}

#[test]
fn a_whole_service_has_none() {
    let (_, problems) = after(|y| y);
    assert_eq!(problems, []);
}

#[test]
fn syntax_and_unknown_keys() {
    told("minutes: 5", "minuts: 5", "minuts", &["minuts"]);
    told(
        "channel: online",
        "channel: onlin",
        "onlin",
        &["onlin", "in_person"],
    );
    told("version: 1", "version: one", "version: one", &[]);
    told(
        "minutes: 5\n",
        "minutes: 5\nminutes: 6\n",
        "minutes: 6",
        &["minutes"],
    );
    told("summary: {ru", "summary: [ru", "", &[]);
}

#[test]
fn a_text_missing_in_a_language() {
    told(
        "title: {ru: Часть, en: Part}",
        "title: {ru: Часть}",
        "title: {ru: Часть}",
        &["`en`", "write `en: …`"],
    );
    told("  en: Thing", "  en: ' '", "en: ' '", &["`en`"]);
    told(
        "label: {ru: Первый, en: First}",
        "label: {en: First}",
        "First",
        &["`ru`"],
    );
}

#[test]
fn names() {
    told(
        "id: thing",
        "id: other",
        "id: other",
        &["folder", "`id: thing`"],
    );
    told(
        "- id: choice",
        "- id: Выбор",
        "Выбор",
        &["small Latin letters"],
    );
    told(
        "- id: scan",
        "- id: phone",
        "id: phone",
        &["two questions", "rename"],
    );
    told("value: two", "value: one", "value: one", &["two options"]);
    told(
        "number_prefix: АБ",
        "number_prefix: ab",
        "number_prefix",
        &["Cyrillic"],
    );
    told("version: 1", "version: 0", "version", &["counted from 1"]);
}

#[test]
fn references() {
    told(
        "category: papers",
        "category: cars",
        "category",
        &["`cars`", "papers", "categories.yaml"],
    );
    told(
        "agency: town",
        "agency: city",
        "agency",
        &["`city`", "town", "agencies.yaml"],
    );
    told(
        "check: phone",
        "check: phon",
        "check",
        &["`phon`", "use one of", "phone"],
    );
    told("check: phone", "check: text:x", "check", &["text:x"]);
    told(
        "paper.typ",
        "card.typ",
        "template",
        &["card.typ", "missing"],
    );
    told(
        "paper.typ",
        "../paper.typ",
        "template",
        &["not a template of this folder"],
    );
    told(
        "sees: [name]",
        "sees: [secrets]",
        "sees",
        &["secrets", "birth_date"],
    );
    told(
        "prefill: profile.phone",
        "prefill: profile.email",
        "prefill",
        &["cannot hold"],
    );
    told(
        "prefill: profile.phone",
        "prefill: profile.cat",
        "prefill",
        &["profile.cat"],
    );
    told(
        "prefill: profile.phone",
        "prefill: document.licence.number",
        "prefill",
        &["documents.yaml has no `licence`"],
    );
}

#[test]
fn several_choices() {
    let choice = "kind: radio\n          label: {ru: Какой?, en: Which?}\n";
    let several = |more: &str| {
        format!("kind: checkboxes\n          {more}\n          label: {{ru: Какой?, en: Which?}}\n")
    };
    told(
        choice,
        &choice.replace("radio\n", "radio\n          max: 2\n"),
        "max: 2",
        &["only a `checkboxes` question"],
    );
    told(choice, &several("max: 3"), "max: 3", &["only 2 options"]);
    told(choice, &several("min: 0"), "min: 0", &["required: false"]);
    told(
        choice,
        &several("min: 2\n          max: 1"),
        "min: 2",
        &["`min` not above `max`"],
    );
    told(
        choice,
        &several("rules: [{rule: \"'three' in choice\", message: {ru: Не так, en: Wrong}}]"),
        "rule",
        &["'three' is none of the options", "one, two"],
    );
    let (_, problems) = after(|yaml| {
        yaml.replacen(
            choice,
            &several("rules: [{rule: \"choice.size() == 2 || 'one' in choice\", message: {ru: Не так, en: Wrong}}]"),
            1,
        )
    });
    assert_eq!(problems, []);
}

#[test]
fn documents_of_a_prefill() {
    let table = "\
groups: []
kinds:
  - {id: snils, profile: snils}
  - id: licence
    fields: [{id: number, check: \"text:20\"}, {id: until, check: date}]
";
    let told = |prefill: &str, kind: &str| {
        let dir = crate::fixture::empty();
        std::fs::write(dir.path().join("documents.yaml"), table).unwrap();
        let yaml = crate::fixture::service("thing", "АБ", "Вещь", "Thing").replacen(
            "kind: phone\n",
            &format!("kind: {kind}\n"),
            1,
        );
        let yaml = yaml.replacen("prefill: profile.phone", &format!("prefill: {prefill}"), 1);
        let yaml = yaml.replacen("          check: phone\n", "", 1);
        crate::fixture::write(dir.path(), "thing", &yaml);
        let problems = okno_catalogue::check(dir.path()).into_iter();
        problems
            .map(|problem| problem.message)
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(told("document.licence.number", "text"), "");
    assert_eq!(told("document.licence.until", "date"), "");
    for (prefill, kind, words) in [
        ("document.licence.number", "date", "cannot hold this"),
        (
            "document.licence.colour",
            "text",
            "`licence` has no `colour`; use one of: number, until",
        ),
        ("document.snils.number", "text", "the profile keeps `snils`"),
        (
            "document.pass.number",
            "text",
            "documents.yaml has no `pass`; use one of: licence",
        ),
        ("document.licence", "text", "document.KIND.FIELD"),
    ] {
        let said = told(prefill, kind);
        assert!(said.contains(words), "{prefill}: {said}");
    }
}

#[test]
fn shapes_of_questions() {
    told(
        "            - value: two\n              label: {ru: Второй, en: Second}\n",
        "",
        "options",
        &["at least two"],
    );
    told(
        "          files: {max: 1, max_bytes: 1000, types: [pdf]}\n",
        "",
        "id: scan",
        &["files:"],
    );
    told("{max: 1,", "{max: 0,", "max: 0", &["above 0"]);
    told(
        "working_days: 3",
        "working_days: 0",
        "working_days",
        &["at least 1"],
    );
    told(
        "documents: []",
        "documents: []\nfound_by: [паровоз]",
        "паровоз",
        &["finds nothing", "synonyms"],
    );
}

#[test]
fn all_problems_are_told_at_once_and_in_order() {
    let (_, problems) = after(|y| {
        y.replace("version: 1", "version: 0")
            .replace("check: phone", "check: nothing")
            .replace("agency: town", "agency: city")
    });
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems.is_sorted());
}

#[test]
fn two_services_do_not_share_numbers() {
    let dir = empty();
    for id in ["one", "two"] {
        write(dir.path(), id, &service(id, "АБ", id, id));
    }
    let problems = Catalogue::load(dir.path()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("АБ"), "{}", problems[0]);
}

#[test]
fn missing_files_are_told() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(check(dir.path()).len(), 2);
    assert_eq!(check(&dir.path().join("none")).len(), 3);
    let dir = empty();
    fs::create_dir(dir.path().join("hollow")).unwrap();
    let problems = check(dir.path());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].file.ends_with("hollow/service.yaml"));
}

/// S3-30: only a way of confirming that is not good for everything may be left out.
#[test]
fn methods_that_are_not_enough() {
    let table =
        "- {id: in_person, full: true, gives: confirmed}\n- {id: letter, full: false, fee: 0}\n";
    let after = |level: &str, word: &str, table: Option<&str>| {
        let dir = empty();
        if let Some(table) = table {
            fs::write(dir.path().join("methods.yaml"), table).unwrap();
        }
        let lines = format!("level: {level}\nmethods_except: [{word}]");
        let yaml = service("thing", "АБ", "Вещь", "Thing").replacen("level: standard", &lines, 1);
        write(dir.path(), "thing", &yaml);
        Catalogue::load(dir.path())
    };
    let good = after("confirmed", "letter", Some(table)).unwrap();
    let thing = good.get("thing").unwrap();
    assert!(!thing.takes_method(Some("letter")));
    assert!(thing.takes_method(Some("in_person")) && thing.takes_method(None));
    for (level, word, table, said) in [
        ("confirmed", "leter", Some(table), "`leter`"),
        ("confirmed", "letter", None, "methods.yaml"),
        ("confirmed", "in_person", Some(table), "good for everything"),
        ("standard", "letter", Some(table), "level: confirmed"),
    ] {
        let problems = after(level, word, table).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let problem = &problems[0];
        assert!(problem.message.contains(said), "{problem}");
        assert_eq!(problem.line, 8, "{problem}");
    }
}

#[test]
fn a_complaint_fills_questions_that_there_are() {
    let with = |yaml: String, keys: &str| format!("{yaml}\ncomplaint:\n  number: {keys}\n");
    let said = |keys: &'static str| {
        let (_, problems) = after(|y| with(y, keys));
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        said.join("\n")
    };
    assert!(said("nothing").contains("no question `nothing`"));
    let text = said("nothing\n  due: nowhere\n  delay: {nobody: x}");
    for place in ["`nothing`", "`nowhere`", "`nobody`"] {
        assert!(text.contains(place), "{text}");
    }
}

#[test]
fn lists_of_options() {
    let good = "- {value: \"01\", label: {ru: Один, en: One}}\n- {value: KAZ, label: {ru: Два, en: Two}}\n";
    let told = |options: &str, kind: &str, files: &[(&str, &str)]| {
        let dir = crate::fixture::empty();
        std::fs::create_dir(dir.path().join("lists")).unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join("lists").join(name), text).unwrap();
        }
        let yaml = crate::fixture::service("thing", "АБ", "Вещь", "Thing");
        let (head, rest) = yaml.split_once("          options:\n").unwrap();
        let rest = &rest[rest.find("        - id: phone").unwrap()..];
        let yaml = format!("{head}          options: {options}\n{rest}");
        let yaml = yaml.replacen("kind: radio", &format!("kind: {kind}"), 1);
        // A rule over a list that is not there says nothing more.
        let yaml = match options {
            "{list: forms}" => yaml.replacen(
                "          kind: select\n",
                "          kind: select\n          rules: [{rule: choice != 'KAZ', message: {ru: Нет, en: Not}}]\n",
                1,
            ),
            _ => yaml,
        };
        crate::fixture::write(dir.path(), "thing", &yaml);
        let problems = okno_catalogue::check(dir.path());
        let lines = problems.iter().map(|problem| {
            let file = problem.file.strip_prefix(dir.path()).unwrap();
            format!("{}:{}: {}", file.display(), problem.line, problem.message)
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    fn shapes(text: &str) -> [(&str, &str); 1] {
        [("shapes.yaml", text)]
    }
    for kind in ["select", "radio", "checkboxes"] {
        assert_eq!(told("{list: shapes}", kind, &shapes(good)), "");
    }
    let said = told("{list: forms}", "select", &shapes(good));
    assert!(said.starts_with("thing/service.yaml:"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("no list `forms`; use one of: shapes — or write lists/forms.yaml"),
        "{said}"
    );
    let said = told("{list: forms}", "select", &[]);
    assert!(said.contains("no list `forms`; write lists/"), "{said}");
    let said = told("{list: shapes}", "phone", &shapes(good));
    assert!(said.contains("only a `radio`, `select`"), "{said}");
    let said = told("{list: shapes, sorted: true}", "select", &shapes(good));
    assert!(said.contains("sorted"), "{said}");

    // What is wrong with a list is told there, once, and not of those who name it.
    for (text, words) in [
        (
            good.replace("KAZ", "\"01\""),
            "lists/shapes.yaml:2: two options have the value `01`",
        ),
        (
            good.replace(", en: Two", ""),
            "lists/shapes.yaml:2: `label` has no text in `en`",
        ),
        (
            good.replace("KAZ", "\"a,b\""),
            "lists/shapes.yaml:2: `a,b` cannot be stored",
        ),
        (
            good.lines().next().unwrap().to_owned(),
            "lists/shapes.yaml:1: a list needs at least two",
        ),
        (
            "[]".to_owned(),
            "lists/shapes.yaml:1: a list needs at least two",
        ),
        (
            good.replace("value: KAZ", "valeu: KAZ"),
            "lists/shapes.yaml:2: ",
        ),
    ] {
        let said = told("{list: shapes}", "select", &shapes(text.as_str()));
        assert!(said.starts_with(words), "{words}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let said = told(
        "{list: shapes}",
        "select",
        &[("shapes.yaml", good), ("Odd one.yaml", good)],
    );
    assert!(said.contains("cannot be the name of a list"), "{said}");
}
