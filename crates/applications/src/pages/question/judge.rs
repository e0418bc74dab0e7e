//! What the answers that came are worth: which of them were overtaken by another tab, which
//! questions they ask, what is wrong with them.

use okno_catalogue::{Question, QuestionKind};
use okno_web::{Field, Form, Input, Visitor};

use super::Ground;
use super::marks::Marks;
use crate::Applications;
use crate::model::{Application, Attached, Content};
use crate::pages::say;
use crate::typed::plain;

/// The button that takes what is saved, of the field that it names.
pub(super) const TAKE: &str = "_take";
/// The fields beside which two answers stood.
pub(super) const BOTH: &str = "_both";

/// Answers that were looked at.
pub(super) struct Judged {
    pub(super) form: Form,
    /// The questions that the person has not seen: without a script an answer brings them up
    /// only when it is sent.
    pub(super) more: Vec<String>,
    /// The fields that were changed here and elsewhere.
    pub(super) differs: Vec<String>,
    /// The saved answer was taken in one field; nothing is to be saved yet.
    pub(super) chosen: bool,
}

impl Judged {
    /// Are the answers not to be saved yet?
    pub(super) fn is_refused(&self) -> bool {
        self.chosen || !self.differs.is_empty()
    }
}

/// What came in a field, as it is kept.
pub(super) fn came(field: &Field, kind: QuestionKind, input: &Input) -> String {
    let came = plain(&field.came(input));
    match kind {
        QuestionKind::Checkbox if came != "yes" => String::new(),
        _ => came,
    }
}

/// What is said of too few or too many choices; of none the form says it.
fn count_flaw(visitor: &Visitor, question: &Question, chosen: usize) -> Option<String> {
    if question.kind != QuestionKind::Checkboxes || chosen == 0 {
        return None;
    }
    let (word, n) = match chosen {
        few if few < question.fewest() => ("few", question.fewest()),
        many if many > question.most() => ("many", question.most()),
        _ => return None,
    };
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    let page = visitor.page(String::new());
    Some(page.tn(&format!("applications-choose-{word}"), "n", n))
}

impl Applications {
    /// Looks at the answers that came from a page beside those that are saved. `files`: the
    /// fields in which files came, `good`: the same of files that are kept, each once a file.
    pub(super) fn judge(
        &self,
        visitor: &Visitor,
        (application, ground, marks): (&Application, &Ground<'_>, &Marks),
        saved: &Content,
        (input, files, good): (&Input, &[String], &[String]),
        mut form: Form,
    ) -> Judged {
        let mut input = input.clone();
        let marker = ground.marker(visitor, application);
        let taken = input.get(TAKE).to_owned();
        let chosen = input.has(TAKE);
        let both: Vec<String> = input.get(BOTH).split(';').map(str::to_owned).collect();
        let mut differs = Vec::new();
        let mut content = saved.clone();
        for spot in &ground.spots {
            let name = ground.name(spot);
            let field = form.fields.iter_mut().find(|field| field.name == name);
            let Some(field) = field.filter(|_| spot.question.kind != QuestionKind::File) else {
                continue;
            };
            let mut here = came(field, spot.question.kind, &input);
            let there = saved.answer_at(spot);
            let mark = marks.get(name);
            let changed_there = mark.is_some_and(|mark| mark.saved != marker.mark(spot, there));
            let changed_here = mark.is_none_or(|mark| {
                let here = marker.mark(spot, &here);
                mark.saved != here && mark.given != here
            });
            let same = plain(there) == here;
            let left = chosen && both.iter().any(|one| one == name);
            if name == taken || (changed_there && !changed_here) {
                there.clone_into(&mut here);
                input.put(name, there.split(okno_web::AND));
            } else if !same && (changed_there || left) {
                differs.push(name.to_owned());
            }
            field.value.clone_from(&here);
            content.put(spot, here);
        }
        if !differs.is_empty() || chosen {
            self.name_differing(visitor, ground, &differs, &mut form);
            return Judged {
                form,
                more: Vec::new(),
                differs,
                chosen,
            };
        }
        let (words, lang, today) = (self.portal().words(), visitor.lang(), self.portal().today());
        // Rules count the files that come with the answers, as they did before the person.
        for spot in &ground.spots {
            let most = spot.question.most_files();
            let name = ground.name(spot);
            let came = good.iter().filter(|one| *one == name).count();
            if came > 0
                && let Some(there) = content.files_mut(spot)
            {
                let count = most.min(there.len() + came).max(there.len());
                there.resize_with(count, Attached::default);
            }
        }
        let sheet = ground.service.sheet(&content, &ground.world);
        let mut more = Vec::new();
        for field in &mut form.fields {
            let was_hidden = field.hidden;
            let spot = ground.spot(&field.name);
            field.hidden = !spot.is_some_and(|spot| sheet.asks(spot));
            let empty = field.came(&input).trim().is_empty() && !files.contains(&field.name);
            if was_hidden && !field.hidden && empty && field.required && !input.has("_seen") {
                field.required = false;
                more.push(field.name.clone());
            }
        }
        form.check(&input, words, lang, today);
        for field in &mut form.fields {
            field.required |= more.contains(&field.name);
        }
        for spot in ground.spots.iter().filter(|spot| sheet.asks(spot)) {
            let chosen = spot.question.chosen(content.answer_at(spot)).len();
            if let Some(text) = count_flaw(visitor, spot.question, chosen) {
                form.fail(ground.name(spot), text);
            }
        }
        for spot in &ground.spots {
            if let Some(text) = sheet.flaw_at(spot) {
                form.fail(ground.name(spot), say(lang, text));
            }
        }
        Judged {
            form,
            more,
            differs,
            chosen,
        }
    }

    fn name_differing(
        &self,
        visitor: &Visitor,
        ground: &Ground<'_>,
        differs: &[String],
        form: &mut Form,
    ) {
        let page = visitor.page(String::new());
        for name in differs {
            if let Some(spot) = ground.spot(name) {
                let label = say(visitor.lang(), spot.question.name());
                form.fail(name, page.ta("applications-differs", "label", label));
            }
        }
    }
}
