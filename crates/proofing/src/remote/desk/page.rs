//! What the operator sees of a case.

use askama::Template;
use axum::response::Response;
use okno_accounts::{Person, find};
use okno_store::files::FileFacts;
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Kind, Page, Visitor, handout};
use uuid::Uuid;

use super::super::{DOCUMENT, LINES, VIDEO, line};
use super::decide::Seen;
use super::{START, address};
use crate::Proofing;
use crate::attempt::Stage;
use crate::centre::compared::{self, Compared};
use crate::store::{self, Picture, RemoteCase};
use crate::ways::e_document::{self, Document};

/// A mark that the operator sets.
struct Mark {
    name: &'static str,
    label: String,
    key: usize,
    set: bool,
}

/// A picture as drawn.
pub(super) struct PictureShown {
    pub(super) url: String,
    pub(super) label: String,
    /// A document that is opened and not drawn.
    is_pdf: bool,
    /// Why it cannot be opened now.
    shut: Option<String>,
}

/// The person beside the picture.
struct Shown {
    name: String,
    initials: String,
    birth: String,
    age: i16,
    passport: String,
    issued: String,
    division: String,
    snils: String,
}

#[derive(Template)]
#[template(path = "remote_case.html")]
pub(super) struct CasePage {
    pub(super) page: Page,
    id: Uuid,
    is_call: bool,
    level: u8,
    person: Option<Shown>,
    ice: String,
    pictures: Vec<PictureShown>,
    /// The signed request.
    document: Option<Document>,
    compared: Vec<Compared>,
    /// A registry is being asked.
    comparing: bool,
    marks: Vec<Mark>,
    pub(super) not_seen: Option<String>,
    form: Form,
    /// How it ended.
    decided: Option<Stage>,
}

impl CasePage {
    /// With what the operator marked, and a form with its mistakes.
    pub(super) fn with(mut self, seen: &Seen, form: Form) -> Self {
        for mark in &mut self.marks {
            mark.set = seen.0.contains(&mark.name);
        }
        self.page = self.page.with_form(&form);
        self.form = form;
        self
    }
}

/// The form of a refusal.
pub(super) fn form(visitor: &Visitor, id: Uuid, method: &str) -> Form {
    let reasons = line(method).reasons.iter().map(|word| Choice {
        value: (*word).to_owned(),
        label: visitor.t(&format!("proofing-reason-{word}")),
        hint: String::new(),
    });
    Form::new(
        format!("{}/refuse", address(id)),
        visitor.t("proofing-remote-refuse"),
        vec![
            Field::new(Kind::Radio, "reason", visitor.t("proofing-reason"))
                .missing(visitor.t("proofing-reason-missing"))
                .options(reasons.collect()),
            Field::new(Kind::Textarea, "doubt", visitor.t("proofing-doubt-label"))
                .hint(visitor.t("proofing-doubt-hint"))
                .optional()
                .width("full")
                .max(500),
        ],
    )
}

/// What became of a case that this operator had.
pub(super) async fn decided(
    visitor: &Visitor,
    official: &Official,
    id: Uuid,
) -> Result<Response, Fault> {
    let ended = store::by_id(visitor.db(), id).await?;
    let ended = ended.filter(|a| {
        a.decided_by == Some(official.id) && LINES.iter().any(|line| line.id == a.method)
    });
    let Some(ended) = ended else {
        // Given back, cancelled, or never theirs.
        return Ok(visitor.go(START));
    };
    visitor.render(&CasePage {
        page: visitor
            .page_t(&format!("proofing-remote-{}", ended.method))
            .work(),
        id,
        is_call: ended.method == VIDEO,
        level: 0,
        person: None,
        ice: String::new(),
        pictures: Vec::new(),
        document: None,
        compared: Vec::new(),
        comparing: false,
        marks: Vec::new(),
        not_seen: None,
        form: form(visitor, id, &ended.method),
        decided: Some(ended.stage),
    })
}

pub(super) async fn draw(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    case: &RemoteCase,
) -> Result<CasePage, Fault> {
    let db = visitor.db();
    let (account, person) = find(db, case.account).await?.ok_or(Fault::NotFound)?;
    // The person whose data is about to be seen can read who saw it and where.
    crate::counter::looked(visitor, official, case.id, case.account).await?;
    let kept = store::pictures(db, case.id).await?;
    let files = db.files_facts(kept.iter().map(|one| one.id)).await?;
    let pictures = kept
        .iter()
        .map(|one| picture_shown(visitor, case.id, one, files.get(&one.id)))
        .collect();
    let (mut document, mut rows, mut comparing) = (None, Vec::new(), false);
    if case.line == DOCUMENT {
        let attempt = store::by_id(db, case.id).await?;
        document = attempt.and_then(|attempt| e_document::shown(&person, &attempt));
        let checks = store::checks(db, case.account).await?;
        comparing = compared::is_comparing(&checks);
        rows = compared::rows(visitor, &person, &checks);
    }
    let form = form(visitor, case.id, &case.line);
    let marks = line(&case.line).marks.iter().enumerate();
    let words = visitor.portal().words();
    let marks = marks.map(|(n, name)| {
        let own = format!("proofing-{name}-mark");
        let label = match words.has(visitor.lang(), &own) {
            true => visitor.t(&own),
            false => visitor.t(&format!("proofing-{name}")),
        };
        let key = n + 1;
        Mark {
            name,
            label,
            key,
            set: false,
        }
    });
    Ok(CasePage {
        page: visitor
            .page_t(&format!("proofing-remote-{}", case.line))
            .work()
            .with_form(&form),
        id: case.id,
        is_call: case.line == VIDEO,
        level: account.level.number(),
        person: Some(shown(visitor, &person)),
        ice: proofing.remote.ice.servers(db.now()).to_string(),
        pictures,
        document,
        compared: rows,
        comparing,
        marks: marks.collect(),
        not_seen: None,
        form,
        decided: None,
    })
}

fn shown(visitor: &Visitor, person: &Person) -> Shown {
    let passport = person.passport.as_ref();
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    let birth = person.birth_date.as_ref();
    Shown {
        name: person.full_name(),
        initials: format!(
            "{}{}",
            first(person.given.as_str()),
            first(person.surname.as_str())
        ),
        birth: birth.map(|d| d.shown()).unwrap_or_default(),
        age: birth.map_or(0, |d| d.age_on(visitor.portal().today())),
        passport: passport.map(|p| p.number.shown()).unwrap_or_default(),
        issued: passport
            .map(|p| format!("{}, {}", p.issued_on.shown(), p.issued_by))
            .unwrap_or_default(),
        division: passport.map(|p| p.division.shown()).unwrap_or_default(),
        snils: person.snils.as_ref().map(|s| s.shown()).unwrap_or_default(),
    }
}

pub(super) fn picture_shown(
    visitor: &Visitor,
    case: Uuid,
    picture: &Picture,
    facts: Option<&FileFacts>,
) -> PictureShown {
    let page = visitor.page(String::new());
    let label = format!("proofing-picture-{}", picture.kind);
    PictureShown {
        url: format!("{}/pictures/{}", address(case), picture.id),
        label: page.ta(&label, "time", page.time(&picture.created_at)),
        is_pdf: facts.is_some_and(|facts| facts.media_type == "application/pdf"),
        shut: facts.and_then(|facts| handout::shut(visitor, facts, true)),
    }
}
