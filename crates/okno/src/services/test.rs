//! `okno services test`: the examples of a service and what came of each.

use std::path::Path;

use okno_catalogue::workshop::{self, Outcome, Tested};
use okno_catalogue::{Problem, Service};
use serde_json::{Value, json};

use super::lines;

/// A column is cut here; `--json` has the whole.
const WIDEST: usize = 46;

/// Tries the examples of one service, or of all.
pub fn test(dir: &Path, id: Option<&str>, as_json: bool) -> Result<(), String> {
    let all = workshop::test(dir).map_err(|problems| {
        format!(
            "the folder has faults, no example is tried:\n{}",
            lines(&problems)
        )
    })?;
    let some: Vec<&Tested> = match id {
        None => all.iter().collect(),
        Some(id) => match all.iter().find(|one| one.service.id == id) {
            Some(one) => vec![one],
            None => {
                let known: Vec<&str> = all.iter().map(|one| one.service.id.as_str()).collect();
                return Err(format!(
                    "there is no service `{id}`; there are {}",
                    known.join(", ")
                ));
            }
        },
    };
    if as_json {
        let told: Vec<Value> = some.iter().map(|one| as_value(one)).collect();
        println!("{:#}", Value::Array(told));
    } else {
        for one in &some {
            print!("{}", table(one));
        }
    }
    let bad: Vec<&Tested> = some.iter().copied().filter(|one| !one.is_good()).collect();
    let outcomes = || some.iter().flat_map(|one| &one.outcomes);
    let failed = outcomes().filter(|o| !o.problems.is_empty()).count();
    if bad.is_empty() {
        if !as_json {
            println!("{} examples, all as expected", outcomes().count());
        }
        return Ok(());
    }
    let problems = bad.iter().flat_map(|one| {
        let of_examples = one.outcomes.iter().flat_map(|o| &o.problems);
        one.problems.iter().chain(of_examples).cloned()
    });
    let problems: Vec<Problem> = problems.collect();
    Err(format!(
        "{failed} of {} examples came out otherwise; {} services are at fault\n{}",
        outcomes().count(),
        bad.len(),
        lines(&problems)
    ))
}

fn row(service: &Service, outcome: &Outcome) -> [String; 6] {
    let errors = outcome.errors();
    let errors: Vec<String> = errors
        .iter()
        .map(|(k, what)| format!("{k}: {what}"))
        .collect();
    let or_none = |text: String| match text.is_empty() {
        true => "—".to_owned(),
        false => text,
    };
    [
        match outcome.problems.is_empty() {
            true => "ok".to_owned(),
            false => "FAIL".to_owned(),
        },
        outcome.name.clone(),
        or_none(errors.join(", ")),
        outcome.fee().unwrap_or_else(|| "?".to_owned()),
        or_none(outcome.path().join(" → ")),
        or_none(outcome.documents(service).join(", ")),
    ]
}

fn cut(text: &str) -> String {
    match text.chars().count() > WIDEST {
        false => text.to_owned(),
        true => text.chars().take(WIDEST - 1).chain(['…']).collect(),
    }
}

fn table(tested: &Tested) -> String {
    let head = ["", "example", "errors", "fee", "path", "documents"].map(str::to_owned);
    let rows = tested.outcomes.iter().map(|o| row(&tested.service, o));
    let rows: Vec<[String; 6]> = std::iter::once(head)
        .chain(rows)
        .map(|row| row.map(|cell| cut(&cell)))
        .collect();
    let mut out = format!("{}\n", tested.service.id);
    if tested.outcomes.is_empty() {
        let why = match tested.problems.is_empty() {
            true => "no examples",
            false => "faults, no example is tried",
        };
        out.push_str(&format!("  {why}\n\n"));
        return out;
    }
    let width = |n: usize| rows.iter().map(|row| row[n].chars().count()).max();
    let widths: [usize; 6] = std::array::from_fn(|n| width(n).unwrap_or(0));
    for row in &rows {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, width)| {
            let left = width.saturating_sub(cell.chars().count());
            format!("{cell}{}", " ".repeat(left))
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        out.push_str(&format!("  {}\n", line.trim_end()));
    }
    out.push('\n');
    out
}

fn as_value(tested: &Tested) -> Value {
    let problems = |all: &[Problem]| -> Vec<Value> {
        let one = |p: &Problem| {
            json!({
                "file": p.file.display().to_string(),
                "line": p.line,
                "column": p.column,
                "message": p.message,
            })
        };
        all.iter().map(one).collect()
    };
    let examples = tested.outcomes.iter().map(|o| {
        json!({
            "name": o.name,
            "file": o.place.file.display().to_string(),
            "line": o.place.line,
            "ok": o.problems.is_empty(),
            "errors": o.errors(),
            "fee": o.fee(),
            "path": o.path(),
            "documents": o.documents(&tested.service),
            "problems": problems(&o.problems),
        })
    });
    json!({
        "service": tested.service.id,
        "ok": tested.is_good(),
        "problems": problems(&tested.problems),
        "examples": examples.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use okno_catalogue::workshop;

    use super::{as_value, table, test};
    use crate::services::new::new;

    /// The lists of the repository and one new service.
    fn one() -> tempfile::TempDir {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
        let dir = tempfile::tempdir().unwrap();
        for list in ["agencies.yaml", "categories.yaml", "registries.yaml"] {
            std::fs::copy(root.join(list), dir.path().join(list)).unwrap();
        }
        new(dir.path(), "neu", None).unwrap();
        dir
    }

    #[test]
    fn examples_are_told_with_what_came_of_them() {
        let dir = one();
        test(dir.path(), None, false).unwrap();
        test(dir.path(), Some("neu"), true).unwrap();
        let tested = workshop::test(dir.path()).unwrap();
        let shown = table(&tested[0]);
        for word in [
            "взрослому для работы",
            "reason: missing",
            "review",
            "Паспорт",
        ] {
            assert!(shown.contains(word), "{word} is not in\n{shown}");
        }
        let json = as_value(&tested[0]);
        assert_eq!(json["ok"], true);
        assert_eq!(json["examples"][1]["errors"]["reason"], "missing");
        assert_eq!(json["examples"][0]["path"][0], "review");
        assert!(json["examples"][0]["line"].as_u64().unwrap() > 100);
        let unknown = test(dir.path(), Some("alt"), false).unwrap_err();
        assert!(unknown.contains("there is no service `alt`"), "{unknown}");
    }

    #[test]
    fn an_example_that_comes_out_otherwise_is_named_with_its_line() {
        let dir = one();
        let file = dir.path().join("neu/service.yaml");
        let text = std::fs::read_to_string(&file).unwrap();
        let line = text.lines().position(|l| l == "      fee: 0").unwrap() + 1;
        std::fs::write(&file, text.replace("      fee: 0", "      fee: 300")).unwrap();
        let refused = test(dir.path(), Some("neu"), false).unwrap_err();
        assert!(refused.starts_with("1 of 2 examples"), "{refused}");
        let place = format!("neu/service.yaml:{line}:7: ");
        assert!(refused.contains(&place), "{refused}");
        assert!(refused.contains("expected 300, came 0"), "{refused}");
        let tested = workshop::test(dir.path()).unwrap();
        assert!(table(&tested[0]).contains("FAIL"));
        assert_eq!(as_value(&tested[0])["examples"][0]["ok"], false);

        // A rule that is wrong: nothing is tried, and it is said why.
        std::fs::write(
            &file,
            text.replace("purpose == 'other'", "purpos == 'other'"),
        )
        .unwrap();
        let refused = test(dir.path(), None, false).unwrap_err();
        assert!(refused.contains("purpos"), "{refused}");
        assert!(refused.starts_with("0 of 0 examples"), "{refused}");
    }
}
