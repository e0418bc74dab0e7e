//! The rules of a page for its script: it shows and hides questions and says what an answer
//! does not meet, as the server does when they are sent.

use std::collections::BTreeSet;

use okno_catalogue::{Answers, QuestionKind, Sheet};
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
    for question in &ground.questions {
        let when = logic.when(&question.id);
        let rules = logic.rules(&question.id);
        used.extend(when.iter().flat_map(|rule| rule.names()));
        used.extend(rules.iter().flat_map(|(rule, _)| rule.names()));
        let rules = rules
            .iter()
            .map(|(rule, message)| json!([rule.to_json(), say(lang, message)]));
        questions.push(json!({
            "id": question.id,
            "kind": kind(question.kind),
            "there": content.files(&question.id),
            "when": when.map(okno_rules::Rule::to_json),
            "rules": rules.collect::<Vec<Value>>(),
        }));
    }
    if used.is_empty() {
        return String::new();
    }
    let (mut values, mut facts) = (Map::new(), Map::new());
    let mut names: Vec<&str> = used.into_iter().collect();
    while let Some(name) = names.pop() {
        if values.contains_key(name) || facts.contains_key(name) {
            continue;
        }
        if let Some(rule) = logic.values().get(name) {
            values.insert(name.to_owned(), rule.to_json());
            names.extend(rule.names());
        } else if !ground.questions.iter().any(|q| q.id == name) {
            facts.insert(name.to_owned(), sheet.value(name).to_json());
        }
    }
    let all = json!({ "questions": questions, "values": values, "facts": facts });
    // Whatever is in an answer, it does not end the block.
    all.to_string().replace('<', "\\u003c")
}
