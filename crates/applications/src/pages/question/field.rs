//! The field of a question, as the folder of its service describes it.

use okno_accounts::Person;
use okno_catalogue::{Prefill, Question, QuestionKind, Spot};
use okno_papers::Known as Papers;
use okno_web::{Choice, Field, Kind, Visitor};

use crate::model::Application;
use crate::pages::{placed, say};

/// What a field is filled with at first, and where that stands.
pub(super) struct Known {
    pub(super) text: String,
    /// Where it is mended.
    pub(super) url: String,
    /// The document, if it is no part of the profile.
    pub(super) is_paper: bool,
}

/// What is known of the person for a question.
pub(super) fn known(question: &Question, person: &Person, papers: &Papers) -> Option<Known> {
    let text = match question.prefill.as_ref()? {
        Prefill::Name => person.full_name(),
        Prefill::BirthDate => person.birth_date.as_ref()?.shown(),
        Prefill::Snils => person.snils.as_ref()?.shown(),
        Prefill::Inn => person.inn.as_ref()?.shown(),
        Prefill::RegisteredAddress => person.address.as_ref()?.shown(),
        Prefill::Phone => person.phone.shown(),
        Prefill::Email => person.email.shown(),
        Prefill::Document { kind, field } => {
            let (text, url) = papers.value(kind, field)?;
            return Some(Known {
                text: text.to_owned(),
                url,
                is_paper: true,
            });
        }
    };
    let url = match question.prefill {
        Some(Prefill::Phone) => "/cabinet/security/contact/phone",
        Some(Prefill::Email) => "/cabinet/security/contact/email",
        _ => "/cabinet/profile",
    };
    Some(Known {
        text,
        url: url.to_owned(),
        is_paper: false,
    })
}

/// The field of a question, as the folder of the service describes it.
pub(super) fn field(
    visitor: &Visitor,
    (spot, name): (&Spot<'_>, &str),
    application: &Application,
    (person, papers): (&Person, &Papers),
) -> Field {
    let (lang, question) = (visitor.lang(), spot.question);
    let kind = match question.kind {
        QuestionKind::Radio => Kind::Radio,
        QuestionKind::Select => Kind::Select,
        QuestionKind::Text | QuestionKind::Number | QuestionKind::Money => Kind::Text,
        QuestionKind::Textarea => Kind::Textarea,
        QuestionKind::Phone => Kind::Tel,
        QuestionKind::Email => Kind::Email,
        QuestionKind::Date => Kind::Date,
        QuestionKind::File => Kind::File,
        QuestionKind::Checkbox => Kind::Checkbox,
        QuestionKind::Checkboxes => Kind::Checkboxes,
    };
    let mut hint = question
        .hint
        .as_ref()
        .map(|h| say(lang, h))
        .unwrap_or_default();
    // What was typed stands before what was saved, also when it was wiped out.
    let typed = application.content.typed_at(spot);
    let given = match typed {
        Some(typed) => Some(typed.text.as_str()),
        None => Some(application.content.answer_at(spot)).filter(|given| !given.is_empty()),
    };
    let given = given.map(str::to_owned);
    let known = known(question, person, papers);
    let text = known.as_ref().map(|known| known.text.clone());
    if let Some(known) = known
        && (given.is_none() || given == text)
    {
        if !hint.is_empty() && !hint.ends_with('.') {
            hint.push('.');
        }
        if !hint.is_empty() {
            hint.push(' ');
        }
        hint.push_str(&visitor.t(match known.is_paper {
            true => "applications-from-papers",
            false => "applications-from-profile",
        }));
    }
    let none = Choice {
        label: visitor.t("applications-choose-one"),
        ..Choice::default()
    };
    let none = (question.kind == QuestionKind::Select).then_some(none);
    let all = question.options.iter().map(|option| Choice {
        value: option.value.clone(),
        label: say(lang, &option.label),
        hint: option
            .hint
            .as_ref()
            .map(|h| say(lang, h))
            .unwrap_or_default(),
    });
    let mut options: Vec<Choice> = all.collect();
    if question.options.by_name {
        options.sort_by_cached_key(|choice| okno_requisites::fold(&choice.label));
    }
    let label = say(lang, &question.label);
    let label = match name == spot.key {
        true => placed(lang, spot, &application.content, label),
        false => label,
    };
    let mut field = Field::new(kind, name, label)
        .hint(hint)
        .check(&question.full_rule())
        .options(none.into_iter().chain(options).collect())
        .max(question.longest())
        .value(given.or(text).unwrap_or_default());
    field.required = question.required;
    if matches!(question.kind, QuestionKind::Number | QuestionKind::Money) {
        field = field.inputmode("decimal").width("10");
    }
    if question.kind == QuestionKind::Checkboxes {
        field.missing = visitor.t("applications-choose-some");
    }
    if matches!(question.kind, QuestionKind::Radio | QuestionKind::Select) {
        field.missing = visitor.t("applications-choose");
    }
    field
}
