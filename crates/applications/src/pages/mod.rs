//! Pages: of the person (start, questions, sending, the case) and of the desk.

mod afresh;
mod case;
mod desk;
mod files;
pub(crate) mod list;
mod mine;
mod question;
mod send;
mod start;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use okno_catalogue::{QuestionKind, Section, Service, Spot, Text};
use okno_requisites::typo;
use okno_web::{Fault, Lang, Page, Visitor, handout};
use uuid::Uuid;

use crate::Applications;
use crate::model::{Application, Content, MOVED, State, Step};
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
            "/applications/{id}/document/{number}",
            get(files::one_document),
        )
        .route(
            "/applications/{id}/withdraw",
            get(case::ask_withdraw).post(case::withdraw),
        )
        .route("/applications/{id}/receive", post(case::receive))
        .route("/applications/{id}/delete", post(start::delete))
        .route("/applications/{id}/carried", post(start::seen))
        .route(
            "/applications/{id}/{section}",
            get(question::ask).post(question::answer),
        )
        .route("/applications/{id}/{section}/keep", post(question::keep))
        .route(
            "/applications/{id}/{section}/{row}/keep",
            post(question::keep_row),
        )
        .route(
            "/applications/{id}/{section}/{row}",
            get(question::ask_row).post(question::answer_row),
        )
        .route(
            "/applications/{id}/{section}/{row}/remove",
            get(question::ask_remove).post(question::remove_row),
        )
        .route("/cabinet/services", get(mine::page))
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
        let own = application.filter(|a| a.owner == citizen);
        self.follow(visitor, own.ok_or(Fault::NotFound)?).await
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

/// A section of answers, or a row of one that repeats.
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) is_row: bool,
    pub(crate) answers: Vec<Answer>,
}

/// «Ребёнок 2».
pub(crate) fn row_title(lang: Lang, section: &Section, n: usize) -> String {
    let repeat = section.repeat.as_ref();
    let item = repeat.map_or(&section.title, |repeat| &repeat.item);
    format!("{}\u{a0}{n}", say(lang, item))
}

/// A text about a question where it stands: in a row, with the name of the row before it.
pub(crate) fn placed(lang: Lang, spot: &Spot<'_>, content: &Content, text: String) -> String {
    let row = spot.row.as_deref();
    match row.and_then(|id| content.row(&spot.section.id, id)) {
        Some((n, _)) => format!("{}: {text}", row_title(lang, spot.section, n)),
        None => text,
    }
}

/// What was marked for correction, by its names.
pub(crate) fn marked_names(
    lang: Lang,
    service: &Service,
    content: &Content,
    marked: &[String],
) -> Vec<String> {
    let spots = service.spots(content);
    let spots = spots.iter().filter(|spot| marked.contains(&spot.key));
    let names = spots.map(|spot| placed(lang, spot, content, say(lang, spot.question.name())));
    let groups = service.form.sections.iter().filter(|s| s.repeat.is_some());
    let groups = groups.filter(|section| marked.contains(&section.id));
    let groups = groups.map(|section| say(lang, &section.title));
    names.chain(groups).collect()
}

pub(crate) fn papers(lang: Lang, application: &Application, spot: &Spot<'_>) -> Vec<Paper> {
    let files = application.content.files_at(spot);
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
    let content = &application.content;
    let base = format!("/applications/{}", application.id);
    let mut all = Vec::new();
    for section in &service.form.sections {
        let part = |id: String, title: String, is_row: bool, spots: Vec<Spot<'_>>| Part {
            id,
            title,
            is_row,
            answers: spots
                .iter()
                .filter(|spot| content.is_asked(&spot.key))
                .map(|spot| answer(page, application, spot, change))
                .collect(),
        };
        if section.repeat.is_none() {
            let (id, title) = (section.id.clone(), say(lang, &section.title));
            all.push(part(id, title, false, section.spots(content)));
            continue;
        }
        for (row, n) in content.rows_of(&section.id).iter().zip(1..) {
            let questions = section.questions.iter();
            let spots = questions.map(|q| Spot::in_row(section, &row.id, q));
            let (id, title) = (format!("{}-{n}", section.id), row_title(lang, section, n));
            all.push(part(id, title, true, spots.collect()));
        }
        let is_empty = content.rows_of(&section.id).is_empty();
        if is_empty && content.asked.is_some() && content.is_asked(&section.id) {
            let href = format!("{base}/{}", section.id);
            all.push(Part {
                id: section.id.clone(),
                title: say(lang, &section.title),
                is_row: false,
                answers: vec![Answer {
                    name: say(lang, &section.title),
                    value: page.t("applications-rows-none"),
                    files: Vec::new(),
                    href: if change { href } else { String::new() },
                    marked: false,
                }],
            });
        }
    }
    all.retain(|part| !part.answers.is_empty());
    all
}

/// The answer to a question, as it is shown.
fn shown(page: &Page, spot: &Spot<'_>, given: &str) -> String {
    if spot.question.kind == QuestionKind::Checkboxes {
        let chosen = spot.question.chosen(given).into_iter();
        let labels: Vec<String> = chosen.map(|option| say(page.lang, &option.label)).collect();
        return labels.join("; ");
    }
    match (spot.question.option(given), spot.question.kind) {
        (Some(option), _) => say(page.lang, &option.label),
        (None, QuestionKind::Checkbox) if given == "yes" => page.t("applications-yes"),
        (None, QuestionKind::Checkbox) => page.t("applications-no"),
        _ => given.to_owned(),
    }
}

fn answer(page: &Page, application: &Application, spot: &Spot<'_>, change: bool) -> Answer {
    let (lang, content) = (page.lang, &application.content);
    let marked = application.correction.as_ref();
    let value = shown(page, spot, content.answer_at(spot));
    let files = papers(lang, application, spot);
    let row = spot.row.as_ref().map(|row| format!("/{row}"));
    let place = format!("{}{}", spot.section.id, row.unwrap_or_default());
    Answer {
        name: say(lang, spot.question.name()),
        value: if value.is_empty() && files.is_empty() {
            page.t("applications-not-given")
        } else {
            value
        },
        files,
        href: if change {
            let (id, question) = (application.id, &spot.question.id);
            format!("/applications/{id}/{place}#{question}")
        } else {
            String::new()
        },
        marked: marked.is_some_and(|c| c.questions.contains(&spot.key)),
    }
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
