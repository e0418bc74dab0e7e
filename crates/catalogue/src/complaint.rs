//! A service by which people complain about cases of others.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::Report;
use crate::service::{Question, QuestionKind, Service};

/// What of a case fills the form of the complaint about it. Case pages then lead to the
/// service: after a refusal, after a decision by rules, and when the answer is late.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Complaint {
    /// The question that takes the number of the case.
    pub number: String,
    /// The question that takes the day of the decision.
    #[serde(default)]
    pub decided: Option<String>,
    /// The question that takes the day by which the answer was due.
    #[serde(default)]
    pub due: Option<String>,
    /// Answers of a complaint about a decision.
    #[serde(default)]
    pub decision: BTreeMap<String, String>,
    /// Answers of a complaint about a delay.
    #[serde(default)]
    pub delay: BTreeMap<String, String>,
}

pub(crate) fn check(service: &Service, report: &mut Report) {
    let Some(complaint) = &service.complaint else {
        return;
    };
    let find = |id: &str| {
        let mut all = service.form.questions();
        let found = all.find(|(section, q)| q.id == id && section.repeat.is_none());
        found.map(|(_, question)| question)
    };
    let mut takes = |path: &str, id: &str, kind: QuestionKind, what: &str| match find(id) {
        None => report.add(
            path,
            format!("the form has no question `{id}`; name one that takes {what}"),
        ),
        Some(question) if question.kind != kind => report.add(
            path,
            format!("`{id}` does not take {what}; name a question of the right kind"),
        ),
        Some(_) => {}
    };
    takes(
        "complaint.number",
        &complaint.number,
        QuestionKind::Text,
        "the number of a case, a text",
    );
    for (name, id) in [("decided", &complaint.decided), ("due", &complaint.due)] {
        if let Some(id) = id {
            let path = format!("complaint.{name}");
            takes(&path, id, QuestionKind::Date, "a day, a date");
        }
    }
    for (name, answers) in [
        ("decision", &complaint.decision),
        ("delay", &complaint.delay),
    ] {
        for (id, value) in answers {
            let path = format!("complaint.{name}.{id}");
            if !find(id).is_some_and(|question| may_be(question, value)) {
                report.add(
                    &path,
                    format!("`{value}` is no choice of a question `{id}`; name one of its options"),
                );
            }
        }
    }
}

fn may_be(question: &Question, value: &str) -> bool {
    let chosen = matches!(question.kind, QuestionKind::Radio | QuestionKind::Select);
    chosen && question.option(value).is_some()
}
