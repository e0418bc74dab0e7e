//! The rules of a page for its script: it shows and hides questions and says what an answer
//! does not meet, as the server does when they are sent.

use std::collections::{BTreeMap, BTreeSet};

use okno_catalogue::{Question, QuestionKind, Section, Sheet};
use okno_rules::Rule;
use okno_web::Lang;
use serde_json::{Map, Value, json};

use super::Ground;
use crate::model::Content;
use crate::pages::say;

fn kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Number => "number",
        QuestionKind::Money => "money",
        QuestionKind::Date => "date",
        QuestionKind::Checkbox => "checkbox",
        QuestionKind::Checkboxes => "checkboxes",
        QuestionKind::File => "file",
        _ => "text",
    }
}

/// JSON for a data block of the page; empty where nothing depends on an answer. What it
/// holds of other answers and of the profile is what these rules use and no more.
pub(super) fn for_script(
    lang: Lang,
    ground: &Ground<'_>,
    content: &Content,
    sheet: &Sheet<'_>,
) -> String {
    let logic = &ground.service.logic;
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut questions = Vec::new();
    // Of a correction: the rows that it asks something of, by the beginning of their keys.
    let mut rows: BTreeMap<String, (&Section, &str)> = BTreeMap::new();
    for spot in &ground.spots {
        let question = spot.question;
        let when = logic.when(&question.id);
        let rules = logic.rules(&question.id);
        let here = when.into_iter().chain(rules.iter().map(|(rule, _)| rule));
        let own = |name: &&str| {
            spot.row.is_some() && spot.section.questions.iter().any(|q| q.id == **name)
        };
        used.extend(here.flat_map(Rule::names).filter(|name| !own(name)));
        let rules = rules
            .iter()
            .map(|(rule, message)| json!([rule.to_json(), say(lang, message)]));
        let row = spot.row.as_deref().filter(|_| ground.section.is_none());
        let row = row.map(|row| (format!("{}.{row}", spot.section.id), row));
        if let Some((key, row)) = &row {
            rows.insert(key.clone(), (spot.section, row));
        }
        questions.push(json!({
            "id": ground.name(spot),
            "own": question.id,
            "row": row.map(|(key, _)| key),
            "kind": kind(question.kind),
            "there": content.files_at(spot).len(),
            "most": question.most_files(),
            "when": when.map(Rule::to_json),
            "rules": rules.collect::<Vec<Value>>(),
        }));
    }
    let ruled = |question: &Question| {
        logic.when(&question.id).is_some() || !logic.rules(&question.id).is_empty()
    };
    if !ground.spots.iter().any(|spot| ruled(spot.question)) {
        return String::new();
    }
    let (mut values, mut facts, mut lists) = (Map::new(), Map::new(), Map::new());
    let mut names: Vec<&str> = used.into_iter().collect();
    while let Some(name) = names.pop() {
        if [&values, &facts, &lists]
            .iter()
            .any(|known| known.contains_key(name))
        {
            continue;
        }
        let group = rows.values().find(|(section, _)| section.id == name);
        if let Some(rule) = logic.values().get(name) {
            values.insert(name.to_owned(), rule.to_json());
            names.extend(rule.names());
        } else if let Some((section, _)) = group.copied() {
            // Its rows change on this page.
            let keys = content
                .rows_of(name)
                .iter()
                .map(|row| format!("{name}.{}", row.id));
            lists.insert(name.to_owned(), keys.collect());
            for row in content.rows_of(name) {
                rows.insert(format!("{name}.{}", row.id), (section, &row.id));
            }
        } else if ground.spot(name).is_none() {
            facts.insert(name.to_owned(), sheet.value(name).to_json());
        }
    }
    let rows: Map<String, Value> = rows
        .into_iter()
        .map(|(key, (section, row))| {
            let answers = section.questions.iter();
            let answers = answers.map(|question| {
                let value = sheet.value_in(&section.id, row, &question.id);
                (question.id.clone(), value.to_json())
            });
            (key, Value::Object(answers.collect()))
        })
        .collect();
    let all = json!({
        "questions": questions,
        "values": values,
        "facts": facts,
        "rows": rows,
        "lists": lists,
    });
    // Whatever is in an answer, it does not end the block.
    all.to_string().replace('<', "\\u003c")
}
