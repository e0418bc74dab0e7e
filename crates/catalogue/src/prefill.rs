//! What fields are filled with at first: names of the profile and of «Мои документы».

use serde::Deserialize;

use crate::check::Report;
use crate::service::{Prefill, Question, QuestionKind};

/// What the catalogue needs of `documents.yaml`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Documents {
    #[serde(default)]
    kinds: Vec<Document>,
}

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    #[serde(default)]
    fields: Vec<Field>,
}

#[derive(Debug, Deserialize)]
struct Field {
    id: String,
    check: String,
}

impl Field {
    fn is_date(&self) -> bool {
        ["date", "doc-date", "birth-date"].contains(&self.check.as_str())
    }
}

/// Checks what a question is filled with.
pub(crate) fn check(
    path: &str,
    question: &Question,
    prefill: &Prefill,
    documents: &Documents,
    report: &mut Report,
) {
    let is_text = matches!(question.kind, QuestionKind::Text | QuestionKind::Textarea);
    let one_line = question.kind == QuestionKind::Text;
    let fits = match prefill {
        Prefill::Phone => one_line || question.kind == QuestionKind::Phone,
        Prefill::Email => one_line || question.kind == QuestionKind::Email,
        Prefill::BirthDate => one_line || question.kind == QuestionKind::Date,
        Prefill::Name | Prefill::Snils | Prefill::Inn | Prefill::RegisteredAddress => is_text,
        Prefill::Document { kind, field } => match find(documents, kind, field) {
            Ok(found) => is_text || (found.is_date() && question.kind == QuestionKind::Date),
            Err(problem) => return report.add(path, problem),
        },
    };
    if !fits {
        report.add(
            path,
            format!(
                "the question `{}` cannot hold this; change `kind` or `prefill`",
                question.id
            ),
        );
    }
}

fn find<'a>(documents: &'a Documents, kind: &str, field: &str) -> Result<&'a Field, String> {
    let kinds = documents.kinds.iter();
    let Some(document) = kinds.clone().find(|document| document.id == kind) else {
        let known = kinds.filter(|document| !document.fields.is_empty());
        return Err(format!(
            "documents.yaml has no `{kind}`; use one of: {}",
            listed(known.map(|document| document.id.as_str()))
        ));
    };
    if document.fields.is_empty() {
        return Err(format!(
            "the profile keeps `{kind}`; write a name of the profile, such as profile.snils"
        ));
    }
    let mut fields = document.fields.iter();
    fields.find(|known| known.id == field).ok_or_else(|| {
        let known = document.fields.iter().map(|field| field.id.as_str());
        format!("`{kind}` has no `{field}`; use one of: {}", listed(known))
    })
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
