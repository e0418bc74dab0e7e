//! What is typed into a form and not saved yet. It is kept as it comes, so that nothing is
//! lost when the page is left, the network breaks or the session ends; only its author sees
//! it, in the fields of the form. Rules, the check before sending, officials and documents
//! read answers only.

use okno_catalogue::{Question, QuestionKind, Spot};
use serde::{Deserialize, Serialize};

use crate::model::Content;

/// What was typed into a field.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// As it was typed.
    pub text: String,
    /// Mark of the answer that its page showed as saved: when another stands there now, the
    /// person chooses between the two.
    pub over: String,
    /// The open page on which it was typed; empty where no script said so.
    #[serde(default)]
    pub tab: String,
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(…)")
    }
}

/// Most characters that are kept of what is typed, good or not: the content of a draft is
/// bounded by its questions.
pub(crate) fn bound(question: &Question) -> usize {
    let usual = match question.kind {
        QuestionKind::Textarea => 20_000,
        _ => 4_000,
    };
    question.longest().max(usual)
}

/// Browsers write the end of a line in two ways.
pub(crate) fn plain(text: &str) -> String {
    text.trim().replace('\r', "")
}

impl Content {
    /// What was typed for a question and is not saved.
    pub(crate) fn typed_at(&self, spot: &Spot<'_>) -> Option<&Typed> {
        self.typed.get(&spot.key)
    }

    /// Has something else been typed than what is saved?
    pub(crate) fn is_unsaved(&self, spot: &Spot<'_>) -> bool {
        let typed = self.typed_at(spot);
        typed.is_some_and(|typed| plain(&typed.text) != plain(self.answer_at(spot)))
    }

    /// The answers as a page shows them to their author: with what was typed over them.
    pub(crate) fn as_typed(&self, spots: &[Spot<'_>]) -> Self {
        let mut shown = self.clone();
        for spot in spots {
            if let Some(typed) = self.typed_at(spot) {
                shown.put(spot, typed.text.clone());
            }
        }
        shown
    }

    /// Forgets what was typed for questions whose places begin so.
    pub(crate) fn drop_typed(&mut self, place: &str) {
        self.typed.retain(|key, _| !key.starts_with(place));
    }
}
