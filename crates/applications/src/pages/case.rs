//! One application of a person: what was, what is, what comes, and what is
//! asked of them (S0-21 … S0-30).

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use okno_catalogue::Service;
use okno_issuance::{Document, Standing};
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;

use super::afresh::Way;
use super::{
    IdPath, Part, look, marked_names, named_profile, parts, row_title, say, shut, start,
    state_word, step_word,
};
use crate::Applications;
use crate::model::{Application, CheckState, Event, ISSUED, Refusal, State as Stand};
use crate::store::{self, ActError, checks};

/// A moment of the timeline.
struct Moment {
    /// `done`, `now`, `next`.
    class: &'static str,
    dot: &'static str,
    icon: &'static str,
    title: String,
    when: String,
    machine: String,
    /// The card of the document stands here.
    document: bool,
}

/// The document, as its card shows it.
struct Paper {
    title: String,
    number: String,
    issuer: String,
    issued: String,
    valid_until: String,
    size: String,
    kind: &'static str,
    icon: &'static str,
    standing: String,
    check_url: String,
    qr: String,
}

/// What is asked of the person or told now.
#[derive(PartialEq, Eq)]
enum Now {
    Wait {
        agency: String,
        due: String,
        /// Whose registries have not answered yet.
        keepers: Vec<String>,
    },
    Correct {
        message: String,
        fields: Vec<String>,
    },
    Making,
    Receive,
    Rejected {
        title: String,
        texts: Vec<String>,
        url: String,
    },
    Nothing,
}

#[derive(Template)]
#[template(path = "applications/case.html")]
struct CasePage {
    page: Page,
    base: String,
    service: String,
    number: String,
    kind: &'static str,
    icon: &'static str,
    word: String,
    agency: String,
    due: String,
    time: Vec<Moment>,
    paper: Option<Paper>,
    more: Vec<More>,
    now: Now,
    /// The rules of the service decided, and no official.
    by_itself: bool,
    is_rejected: bool,
    /// Where one complains about the decision or about the delay.
    complaint: Option<Way>,
    /// Where one applies anew with the same answers.
    again: String,
    may_withdraw: bool,
    is_live: bool,
    profile: Vec<(String, String)>,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "applications/withdraw.html")]
struct WithdrawPage {
    page: Page,
    base: String,
    number: String,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

fn moment(page: &Page, class: &'static str, word: &str, at: Option<Timestamp>) -> Moment {
    let (dot, icon) = match (class, word) {
        ("next", _) => ("todo", "clock"),
        ("now", "correct") => ("now", "pen"),
        ("now", "receipt") => ("now", "gift"),
        ("now", _) => ("now", "right"),
        (_, "rejected") => ("bad", "stop"),
        (_, "withdrawn") => ("done", "x"),
        _ => ("done", "check"),
    };
    Moment {
        class,
        dot,
        icon,
        title: page.t(&format!("applications-step-{word}")),
        when: at
            .map(|at| {
                page.tv(
                    "applications-when",
                    &[("date", page.date_long(&at)), ("time", page.time(&at))],
                )
            })
            .unwrap_or_default(),
        machine: at.map(|at| at.to_string()).unwrap_or_default(),
        document: false,
    }
}

/// The application: the list of sections of a draft, the timeline of a case.
pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    if application.state == Stand::Draft {
        return start::tasks(&own, &visitor, &application).await;
    }
    let template = draw(&own, &visitor, &application, &asked.done).await?;
    visitor.render(&template)
}

async fn draw(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
    done: &str,
) -> Result<CasePage, Fault> {
    let lang = visitor.lang();
    let service = own.service(application).await?;
    let title = say(lang, &service.title);
    let mut page = visitor.page(title.clone());
    let catalogue = own.catalogue();
    let agency = catalogue.agency(&application.agency);
    let agency = agency.map(|a| say(lang, &a.name)).unwrap_or_default();
    let number = application.number.clone().unwrap_or_default();
    let due = application
        .due_at
        .map(|at| page.date_long(&at))
        .unwrap_or_default();

    let steps = store::steps(visitor.db(), application.id).await?;
    let mut time: Vec<Moment> = steps
        .iter()
        .map(|step| {
            let mut moment = moment(&page, "done", &step.word, Some(step.at));
            moment.title = step_word(&page, &service, step);
            moment.document = step.word == ISSUED;
            moment
        })
        .collect();
    let ahead: &[(&str, &str)] = match (application.state, application.issued_at) {
        (Stand::Sent, _) => &[
            ("now", "reviewed"),
            ("next", "decision"),
            ("next", "document"),
        ],
        (Stand::CorrectionAsked, _) => &[
            ("now", "correct"),
            ("next", "decision"),
            ("next", "document"),
        ],
        (Stand::Approved, None) => &[("now", "making"), ("next", "receipt")],
        (Stand::Approved, Some(_)) => &[("now", "receipt"), ("next", "completed")],
        _ => &[],
    };
    time.extend(
        ahead
            .iter()
            .map(|(class, word)| moment(&page, class, word, None)),
    );
    let stage = own.stage_title(&service, application, lang);
    if let Some(here) = time
        .iter_mut()
        .find(|m| m.class == "now" && !stage.is_empty())
    {
        here.title = stage;
    }
    let asked = match application.waits {
        true => checks::of(visitor.db(), application.id).await?,
        false => Vec::new(),
    };
    let keepers = asked
        .iter()
        .filter(|check| check.state == CheckState::Asking)
        .filter_map(|check| service.query(&check.query))
        .map(|query| say(lang, &query.keeper))
        .collect();
    let now = now(&page, application, &service, &agency, &due, keepers);

    let documents = match application.issued_at {
        Some(_) => okno_issuance::of_case(visitor.db(), application.id).await?,
        None => Vec::new(),
    };
    let result = documents.iter().find(|document| document.part.is_empty());
    let paper = match result {
        Some(document) => Some(paper(own, visitor, &page, document).await?),
        None => None,
    };
    let more = more(own, &page, &service, application, &documents);
    let mut parts = parts(&page, &service, application, false);
    shut(visitor, &mut parts, false).await?;
    page.refresh = (now == Now::Making).then_some(5);
    // Only what is so is confirmed, whatever the address says.
    let confirmed = matches!(
        (done, application.state),
        ("sent" | "corrected", Stand::Sent)
            | ("received", Stand::Completed)
            | ("withdrawn", Stand::Withdrawn)
    );
    if confirmed {
        let heading = page.ta(&format!("applications-done-{done}"), "number", &number);
        let text = page.ta(&format!("applications-done-{done}-text"), "due", &due);
        page = page.with_notice("ok", heading, text);
    }
    let (kind, icon) = look(application);
    let profile = match &application.content.applicant {
        Some(applicant) => Applications::profile_words(&service)
            .filter_map(|w| applicant.profile.get(w).map(|v| (w.to_owned(), v.clone())))
            .collect(),
        None => Vec::new(),
    };
    Ok(CasePage {
        base: format!("/applications/{}", application.id),
        service: title,
        number,
        kind,
        icon,
        word: state_word(&page, application.state),
        agency,
        due: if application.state == Stand::Sent {
            due
        } else {
            String::new()
        },
        time,
        paper,
        more,
        now,
        by_itself: application
            .decision
            .as_ref()
            .is_some_and(|d| d.line.is_some()),
        is_rejected: application.state == Stand::Rejected,
        complaint: own.complaint(&page, application),
        again: match application.state {
            Stand::Completed | Stand::Withdrawn => own.again(application),
            _ => String::new(),
        },
        may_withdraw: application.state.after(Event::Withdraw).is_ok(),
        is_live: !application.state.is_closed(),
        profile: named_profile(&page, profile),
        parts,
        page,
    })
}

fn now(
    page: &Page,
    application: &Application,
    service: &Service,
    agency: &str,
    due: &str,
    keepers: Vec<String>,
) -> Now {
    match (application.state, application.issued_at) {
        (Stand::Sent, _) => Now::Wait {
            agency: agency.to_owned(),
            due: due.to_owned(),
            keepers,
        },
        (Stand::CorrectionAsked, _) => {
            let correction = application.correction.as_ref();
            let marked = correction.map_or(&[][..], |c| c.questions.as_slice());
            let fields = marked_names(page.lang, service, &application.content, marked);
            Now::Correct {
                message: correction.map(|c| c.message.clone()).unwrap_or_default(),
                fields,
            }
        }
        (Stand::Approved, None) => Now::Making,
        (Stand::Approved, Some(_)) => Now::Receive,
        (Stand::Rejected, _) => {
            let decision = application.decision.clone().unwrap_or_default();
            let ground = decision
                .ground
                .as_deref()
                .and_then(|g| service.refusal_ground(g));
            let mut texts: Vec<String> = ground
                .map(|g| say(page.lang, &g.text))
                .into_iter()
                .collect();
            if !decision.words.is_empty() {
                texts.push(decision.words);
            }
            Now::Rejected {
                title: ground.map(|g| say(page.lang, &g.title)).unwrap_or_default(),
                texts,
                url: format!("/applications/new/{}?like={}", service.id, application.id),
            }
        }
        _ => Now::Nothing,
    }
}

/// A document that came with the result.
struct More {
    title: String,
    /// «Ребёнок 2»; empty where it is not about a row.
    of: String,
    number: String,
    url: String,
    check_url: String,
    kind: &'static str,
    icon: &'static str,
    standing: String,
}

impl More {
    fn name(&self) -> String {
        match self.of.as_str() {
            "" => self.title.clone(),
            of => format!("{}, {of}", self.title),
        }
    }
}

/// The documents that came with the result, in the order of the service and of its rows.
fn more(
    own: &Applications,
    page: &Page,
    service: &Service,
    application: &Application,
    documents: &[Document],
) -> Vec<More> {
    let content = &application.content;
    let mut all: Vec<((usize, usize), More)> = Vec::new();
    for document in documents.iter().filter(|one| !one.part.is_empty()) {
        let paper = service.paper(&document.part);
        let id = document.part.split('.').next().unwrap_or_default();
        let place = service.more_results.iter().position(|one| one.id == id);
        let row = paper.and_then(|paper| paper.row);
        let row = row.and_then(|(section, row)| Some((section, content.row(&section.id, &row)?.0)));
        let (kind, icon, word) = standing(own, document);
        let more = More {
            title: document.title.clone(),
            of: row
                .map(|(section, n)| row_title(page.lang, section, n))
                .unwrap_or_default(),
            number: document.number.to_string(),
            url: format!(
                "/applications/{}/document/{}",
                application.id, document.number
            ),
            check_url: document.number.path(),
            kind,
            icon,
            standing: page.t(word),
        };
        all.push((
            (place.unwrap_or(usize::MAX), row.map_or(0, |(_, n)| n)),
            more,
        ));
    }
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, more)| more).collect()
}

/// Where a document stands today: kind of the tag, icon, word.
fn standing(own: &Applications, document: &Document) -> (&'static str, &'static str, &'static str) {
    match document.standing(own.portal().today()) {
        Standing::InForce => ("ok", "check", "applications-document-in-force"),
        Standing::Expired => ("warn", "alert", "applications-document-expired"),
        Standing::Revoked => ("error", "stop", "applications-document-revoked"),
    }
}

async fn paper(
    own: &Applications,
    visitor: &Visitor,
    page: &Page,
    document: &okno_issuance::Document,
) -> Result<Paper, Fault> {
    let facts = match document.file {
        Some(file) => visitor.db().file_facts(file).await?,
        None => None,
    };
    let (kind, icon, word) = standing(own, document);
    let path = document.number.path();
    let qr = okno_issuance::qr_svg(
        &own.portal().url(&path),
        &page.t("applications-document-qr"),
    )
    .map_err(|e| Fault::Internal(e.to_string()))?;
    Ok(Paper {
        title: document.title.clone(),
        number: document.number.to_string(),
        issuer: document.issuer.clone(),
        issued: page.date(&document.issued_at),
        valid_until: document
            .valid_until
            .map(|d| d.strftime("%d.%m.%Y").to_string())
            .unwrap_or_default(),
        size: facts
            .map(|f| okno_web::upload::size_shown(f.size, visitor.lang()))
            .unwrap_or_default(),
        kind,
        icon,
        standing: page.t(word),
        check_url: path,
        qr,
    })
}

/// Asks once more before an application is taken back.
pub(crate) async fn ask_withdraw(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let base = format!("/applications/{}", application.id);
    if application.state.after(Event::Withdraw).is_err() {
        return Ok(visitor.go(&base));
    }
    visitor.render(&WithdrawPage {
        page: visitor.page_t("applications-withdraw-title"),
        base,
        number: application.number.unwrap_or_default(),
    })
}

async fn does(
    own: &Applications,
    visitor: &Visitor,
    id: &str,
    event: Event,
    done: &str,
) -> Result<Response, Fault> {
    let application = own.own(visitor, id).await?;
    let base = format!("/applications/{}", application.id);
    let mut tx = visitor.db().begin().await?;
    match own.person_does(&mut tx, application.id, event).await {
        Ok(()) => tx.commit().await?,
        // The second of two clicks: the same result.
        Err(ActError::Refused(Refusal::Already(_))) => {}
        // The page says how things stand.
        Err(ActError::Refused(_)) => return Ok(visitor.go(&base)),
        Err(error) => return Err(error.into()),
    }
    Ok(visitor.go(&format!("{base}?done={done}")))
}

/// Takes an application back.
pub(crate) async fn withdraw(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    does(&own, &visitor, &id, Event::Withdraw, "withdrawn").await
}

/// «Подтвердить получение» (S0-29, S0-30).
pub(crate) async fn receive(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    does(&own, &visitor, &id, Event::Receive, "received").await
}
