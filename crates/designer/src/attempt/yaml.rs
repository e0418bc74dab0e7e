//! The attempt as an example of the folder.

use std::fmt::Write as _;

use okno_catalogue::trace::{End, Told};
use okno_catalogue::{Answers, Due, Met, QuestionKind, Service, profile_names};
use okno_requisites::number;
use okno_rules::Type;
use serde_json::{Value as Json, json};

use super::{Attempt, Filled, Tried};

impl Attempt {
    /// The attempt as an example of the folder, ready to be copied.
    pub(crate) fn yaml(&self, service: &Service, tried: &Tried, name: &str) -> String {
        let mut out = String::new();
        let quoted = |words: &str| Json::from(words).to_string();
        let _ = writeln!(out, "  - name: {}", quoted(name));
        let _ = writeln!(out, "    today: {}", tried.today);
        let known = |name: &str| profile_names().into_iter().find(|(n, _)| *n == name);
        let profile = self.profile.iter().filter_map(|(name, words)| {
            let (_, ty) = known(&format!("profile.{name}"))?;
            let is_number = ty == Type::Int;
            let words = if is_number {
                words.clone()
            } else {
                quoted(words)
            };
            Some(format!("{name}: {words}"))
        });
        let profile = profile.collect::<Vec<_>>().join(", ");
        if !profile.is_empty() {
            let _ = writeln!(out, "    profile: {{{profile}}}");
        }
        let said = |filled: &Filled, questions: &[okno_catalogue::Question]| -> Vec<String> {
            let asked = questions.iter().filter_map(|question| {
                let words = filled.answer(&question.id);
                if words.is_empty() {
                    return None;
                }
                let words = match question.kind {
                    QuestionKind::File => filled.files(&question.id).to_string(),
                    QuestionKind::Checkbox => "true".to_owned(),
                    QuestionKind::Checkboxes => {
                        let all = words.split(okno_web::AND).map(quoted);
                        format!("[{}]", all.collect::<Vec<_>>().join(", "))
                    }
                    // «no» without quotes would be no word.
                    _ => quoted(words),
                };
                Some(format!("{}: {words}", question.id))
            });
            asked.collect()
        };
        let mut lines = Vec::new();
        for section in &service.form.sections {
            if section.repeat.is_none() {
                let all = said(&self.answers, &section.questions).into_iter();
                lines.extend(all.map(|line| format!("      {line}")));
            } else if let Some(rows) = self.answers.rows.get(&section.id) {
                let rows = rows.iter();
                let rows: Vec<String> = rows
                    .map(|(_, row)| {
                        format!("        - {{{}}}", said(row, &section.questions).join(", "))
                    })
                    .collect();
                if !rows.is_empty() {
                    lines.push(format!("      {}:", section.id));
                    lines.extend(rows);
                }
            }
        }
        if !lines.is_empty() {
            let _ = writeln!(out, "    answers:\n{}", lines.join("\n"));
        }
        if !tried.replies.is_empty() {
            let _ = writeln!(out, "    registries:");
            for (id, data) in &tried.replies {
                let mut all = json!({ "found": data.is_some() });
                if let (Some(data), Some(all)) = (data, all.as_object_mut()) {
                    all.extend(data.clone());
                }
                let _ = writeln!(out, "      {id}: {all}");
            }
        }
        expected(&mut out, service, &tried.told);
        out
    }
}

/// What came of it, as `expect` of an example.
fn expected(out: &mut String, service: &Service, told: &Told) {
    let quoted = |words: &str| Json::from(words).to_string();
    let listed = |all: Vec<String>| format!("[{}]", all.join(", "));
    let _ = writeln!(out, "    expect:");
    let eligible = !told.conditions.iter().any(|(met, _)| *met == Met::No);
    let _ = writeln!(out, "      eligible: {eligible}");
    match told.due {
        Due::Free => drop(writeln!(out, "      fee: 0")),
        Due::Kopecks(kopecks) => {
            let fee = quoted(&number::money_shown(kopecks));
            let _ = writeln!(out, "      fee: {fee}");
        }
        Due::Unknown => {}
    }
    let asked = told.questions.iter().filter(|q| q.asked);
    let asked = asked.map(|q| q.key.clone()).collect();
    let _ = writeln!(out, "      asked: {}", listed(asked));
    let wrong = told.wrong.iter();
    let wrong: Vec<String> = wrong
        .map(|w| format!("{}: {}", w.key, quoted(&w.what)))
        .collect();
    let _ = writeln!(out, "      errors: {{{}}}", wrong.join(", "));
    let documents = service.documents.iter().zip(&told.documents);
    let documents = documents.filter(|(_, (needed, _))| *needed == Some(true));
    let documents = documents.map(|(item, _)| quoted(&item.title.ru)).collect();
    let _ = writeln!(out, "      documents: {}", listed(documents));
    if !told.checks.is_empty() {
        let checks = told.checks.iter().filter(|check| check.asked);
        let checks = checks.map(|check| check.id.clone()).collect();
        let _ = writeln!(out, "      checks: {}", listed(checks));
    }
    let end = match &told.end {
        End::Approve => "approve: true".to_owned(),
        End::Reject(ground) => format!("reject: {ground}"),
        End::Official(stage) => format!("stage: {stage}"),
        End::Waits(_) => return,
    };
    let _ = writeln!(out, "      {end}");
}
