//! Pages: of the person (start, questions, sending, the case) and of the desk.

mod case;
mod desk;
mod files;
pub(crate) mod list;
mod question;
mod send;
mod start;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use okno_catalogue::{Question, QuestionKind, Section, Service, Text};
use okno_requisites::typo;
use okno_web::{Fault, Lang, Page, Visitor, handout};
use uuid::Uuid;

use crate::Applications;
use crate::model::{Application, MOVED, State, Step};
use crate::store;

pub(crate) fn router(own: &Applications) -> Router {
    Router::new()
        .route("/applications", get(list::page))
        .route(
            "/applications/new/{service}",
            get(start::offer).post(start::begin),
        )
        .route("/applications/{id}", get(case::page))
        .route(
            "/applications/{id}/check",
            get(send::check).post(send::tick),
        )
        .route("/applications/{id}/send", get(send::code).post(send::send))
        .route(
            "/applications/{id}/correct",
            get(question::correct).post(question::corrected),
        )
        .route(
            "/applications/{id}/files/{file}",
            get(files::one).post(files::remove),
        )
        .route("/applications/{id}/document", get(files::document))
        .route(
            "/applications/{id}/withdraw",
            get(case::ask_withdraw).post(case::withdraw),
        )
        .route("/applications/{id}/receive", post(case::receive))
        .route("/applications/{id}/delete", post(start::delete))
        .route(
            "/applications/{id}/{section}",
            get(question::ask).post(question::answer),
        )
        .route("/cabinet/applications", get(to_list))
        .route("/cabinet/requests", get(to_list))
        .merge(desk::router())
        .with_state(own.clone())
}

async fn to_list(visitor: Visitor) -> Response {
    visitor.go("/applications")
}

/// The words of a service in the language of a page.
pub(crate) fn say(lang: Lang, text: &Text) -> String {
    typo(text.get(lang.code()), lang.code())
}

/// The id of an address; what is no id is a page that does not exist.
pub(crate) fn id_of(text: &str) -> Result<Uuid, Fault> {
    Uuid::parse_str(text).map_err(|_| Fault::NotFound)
}

impl Applications {
    /// An application of the signed-in person; that of another does not exist.
    pub(crate) async fn own(&self, visitor: &Visitor, id: &str) -> Result<Application, Fault> {
        let citizen = visitor.citizen()?;
        let application = store::find(visitor.db(), id_of(id)?).await?;
        application
            .filter(|a| a.owner == citizen)
            .ok_or(Fault::NotFound)
    }
}

/// The look of a state: kind of the tag, icon.
pub(crate) fn look(application: &Application) -> (&'static str, &'static str) {
    match application.state {
        State::Draft => ("none", "pen"),
        State::Sent => ("go", "run"),
        State::CorrectionAsked => ("warn", "alert"),
        State::Approved | State::Completed => ("ok", "check"),
        State::Rejected => ("error", "stop"),
        State::Withdrawn => ("", "x"),
    }
}

/// What a step says: of one to another stage, its title.
pub(crate) fn step_word(page: &Page, service: &Service, step: &Step) -> String {
    let stage = step.stage.as_deref().and_then(|id| service.stage(id));
    match stage.filter(|stage| step.word == MOVED && !stage.title.ru.is_empty()) {
        Some(stage) => say(page.lang, &stage.title),
        None => page.t(&format!("applications-step-{}", step.word)),
    }
}

impl Applications {
    /// The title of the stage of a case, where its service has stages of its own.
    pub(crate) fn stage_title(&self, service: &Service, case: &Application, lang: Lang) -> String {
        match case.state {
            State::Sent => say(lang, &self.stage(service, case).title),
            _ => String::new(),
        }
    }
}

/// The word of a state (S0-23).
pub(crate) fn state_word(page: &Page, state: State) -> String {
    page.t(&format!("applications-state-{}", state.word()))
}

/// A line of a list of answers.
pub(crate) struct Answer {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) files: Vec<Paper>,
    pub(crate) href: String,
    pub(crate) marked: bool,
}

/// A file, as it is shown.
#[derive(Clone)]
pub(crate) struct Paper {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) size: String,
    pub(crate) url: String,
    pub(crate) icon: &'static str,
    /// Why it cannot be opened now.
    pub(crate) shut: Option<String>,
}

/// A section of answers.
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) answers: Vec<Answer>,
}

pub(crate) fn papers(lang: Lang, application: &Application, question: &str) -> Vec<Paper> {
    let files = application
        .content
        .files
        .get(question)
        .map_or(&[][..], Vec::as_slice);
    files
        .iter()
        .map(|file| Paper {
            id: file.id,
            name: file.name.clone(),
            size: okno_web::upload::size_shown(file.size, lang),
            url: format!("/applications/{}/files/{}", application.id, file.id),
            icon: if file.media_type.starts_with("image/") {
                "cam"
            } else {
                "doc"
            },
            shut: None,
        })
        .collect()
}

/// Says beside the files which of them cannot be opened now: an official's until they are
/// checked, and nobody's that were malicious.
pub(crate) async fn shut(
    visitor: &Visitor,
    parts: &mut [Part],
    to_official: bool,
) -> Result<(), Fault> {
    let answers = parts.iter_mut().flat_map(|part| &mut part.answers);
    let mut files: Vec<&mut Paper> = answers.flat_map(|answer| &mut answer.files).collect();
    let facts = visitor
        .db()
        .files_facts(files.iter().map(|file| file.id))
        .await?;
    for file in &mut files {
        let facts = facts.get(&file.id);
        file.shut = facts.and_then(|facts| handout::shut(visitor, facts, to_official));
    }
    Ok(())
}

/// The answers of an application by section; `change`: with links to change them.
pub(crate) fn parts(
    page: &Page,
    service: &Service,
    application: &Application,
    change: bool,
) -> Vec<Part> {
    let lang = page.lang;
    let marked = application
        .correction
        .as_ref()
        .map_or(&[][..], |c| c.questions.as_slice());
    let answer = |section: &Section, question: &Question| {
        let given = application
            .content
            .answers
            .get(&question.id)
            .map_or("", String::as_str);
        let value = match (question.option(given), question.kind) {
            (Some(option), _) => say(lang, &option.label),
            (None, QuestionKind::Checkbox) if given == "yes" => page.t("applications-yes"),
            (None, QuestionKind::Checkbox) => page.t("applications-no"),
            _ => given.to_owned(),
        };
        let files = papers(lang, application, &question.id);
        Answer {
            name: say(lang, question.name()),
            value: if value.is_empty() && files.is_empty() {
                page.t("applications-not-given")
            } else {
                value
            },
            files,
            href: if change {
                format!(
                    "/applications/{}/{}#{}",
                    application.id, section.id, question.id
                )
            } else {
                String::new()
            },
            marked: marked.contains(&question.id),
        }
    };
    let sections = service.form.sections.iter();
    sections
        .map(|section| Part {
            id: section.id.clone(),
            title: say(lang, &section.title),
            answers: section
                .questions
                .iter()
                .filter(|q| application.content.is_asked(&q.id))
                .map(|q| answer(section, q))
                .collect(),
        })
        .filter(|part| !part.answers.is_empty())
        .collect()
}

/// The parts of the profile that go with an application, named.
pub(crate) fn named_profile(page: &Page, values: Vec<(String, String)>) -> Vec<(String, String)> {
    values
        .into_iter()
        .map(|(word, value)| {
            let value = if value.is_empty() {
                page.t("applications-not-given")
            } else {
                value
            };
            (page.t(&format!("applications-profile-{word}")), value)
        })
        .collect()
}

pub(crate) type IdPath = Path<String>;
