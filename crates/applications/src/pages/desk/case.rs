//! The case: what is needed for the decision and no more, and the decision.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use okno_accounts::looks::{Look, Reason, What, look};
use okno_catalogue::Service;
use okno_store::Entry;
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;

use super::{case_of, left, queue, standing};
use crate::Applications;
use crate::acts::{Decider, Verdict};
use crate::model::{Application, Correction, Refusal, State as Stand};
use crate::pages::{IdPath, Part, named_profile, parts, say};
use crate::store::{self, ActError};

struct Mark {
    field: Field,
}

#[derive(Template)]
#[template(path = "applications/desk/case.html")]
struct CasePage {
    page: Page,
    id: String,
    number: String,
    left: String,
    left_class: &'static str,
    kind: &'static str,
    icon: &'static str,
    word: String,
    profile: Vec<(String, String)>,
    parts: Vec<Part>,
    history: Vec<(String, String)>,
    form: Form,
    marks: Vec<Mark>,
    decision: Field,
    ground: Field,
    message: Field,
    may_decide: bool,
    told: String,
    previous: String,
    next: String,
    position: String,
}

/// A case that the official does not hold: nothing of the person is shown.
#[derive(Template)]
#[template(path = "applications/desk/closed.html")]
struct ClosedPage {
    page: Page,
    id: String,
    service: String,
    number: String,
    left: String,
    left_class: &'static str,
    kind: &'static str,
    icon: &'static str,
    word: String,
    came: String,
    /// Held by a colleague.
    colleague: String,
    may_claim: bool,
}

/// Somebody was faster.
#[derive(Template)]
#[template(path = "applications/desk/already.html")]
struct AlreadyPage {
    page: Page,
    id: String,
    number: String,
    text: String,
}

async fn name_of(visitor: &Visitor, staff: Option<uuid::Uuid>) -> Result<String, Fault> {
    let Some(id) = staff else {
        return Ok(String::new());
    };
    let found = okno_accounts::staff(visitor.db(), id).await?;
    Ok(found.map(|s| s.person.short_name()).unwrap_or_default())
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let service = own.service(&case.service)?;
    if case.claimed_by != Some(official.id) {
        let page = visitor.page(say(visitor.lang(), &service.title)).work();
        let (left, left_class) = left(&own, &page, &case);
        let (kind, icon, word) = standing(&page, &case);
        return visitor.render(&ClosedPage {
            id: case.id.to_string(),
            service: page.title.clone(),
            number: case.number.clone().unwrap_or_default(),
            left,
            left_class,
            kind,
            icon,
            word,
            came: case
                .sent_at
                .map(|at| page.date_time(&at))
                .unwrap_or_default(),
            colleague: name_of(&visitor, case.claimed_by).await?,
            may_claim: case.state == Stand::Sent,
            page,
        });
    }
    // Every look is a line that the person reads (S1-141).
    let mut tx = visitor.db().begin().await?;
    let seen: Vec<&str> = Applications::profile_words(service).collect();
    let entry = Entry::new(visitor.actor(), "application.seen", "application", case.id)
        .owner(case.owner)
        .detail(json!({ "number": case.number, "fields": seen }))
        .from(Some(visitor.ip()));
    let at = Look {
        role: "officer",
        what: What::Application,
        subject: case.id,
        reason: Reason::Case(case.number.as_deref()),
    };
    look(&mut tx, &official, at, entry).await?;
    tx.commit().await?;
    let form = decide_form(&visitor, &case, service);
    visitor.render(&draw(&own, &visitor, &official, &case, service, form).await?)
}

fn mark_name(question: &str) -> String {
    format!("mark-{question}")
}

fn decide_form(visitor: &Visitor, case: &Application, service: &Service) -> Form {
    let lang = visitor.lang();
    let choice = |value: &str, id: &str| Choice {
        value: value.to_owned(),
        label: visitor.t(id),
        hint: String::new(),
    };
    let mut fields = vec![
        Field::new(
            Kind::Radio,
            "decision",
            visitor.t("applications-decide-what"),
        )
        .options(vec![
            choice("approve", "applications-decide-approve"),
            choice("correct", "applications-decide-correct"),
            choice("reject", "applications-decide-reject"),
        ])
        .missing(visitor.t("applications-decide-missing")),
    ];
    for (_, question) in service.form.questions() {
        let name = mark_name(&question.id);
        fields.push(Field::new(Kind::Checkbox, &name, say(lang, question.name())).optional());
    }
    let none = Choice {
        value: String::new(),
        label: visitor.t("applications-decide-ground-none"),
        hint: String::new(),
    };
    let grounds = service.refusal_grounds.iter().map(|ground| Choice {
        value: ground.id.clone(),
        label: say(lang, &ground.title),
        hint: String::new(),
    });
    fields.push(
        Field::new(
            Kind::Select,
            "ground",
            visitor.t("applications-decide-ground"),
        )
        .options(std::iter::once(none).chain(grounds).collect())
        .optional(),
    );
    fields.push(
        Field::new(
            Kind::Textarea,
            "message",
            visitor.t("applications-decide-message"),
        )
        .hint(visitor.t("applications-decide-message-hint"))
        .max(2000)
        .check("text:2000")
        .optional(),
    );
    Form::new(
        format!("/work/cases/{}/decide", case.id),
        visitor.t("applications-decide-next"),
        fields,
    )
}

async fn draw(
    own: &Applications,
    visitor: &Visitor,
    official: &Official,
    case: &Application,
    service: &Service,
    form: Form,
) -> Result<CasePage, Fault> {
    let title = say(visitor.lang(), &service.title);
    let applicant = case.content.applicant.clone();
    let values: Vec<(String, String)> = Applications::profile_words(service)
        .filter_map(|word| {
            let value = applicant.as_ref()?.profile.get(word)?;
            Some((word.to_owned(), value.clone()))
        })
        .collect();
    let shows_name = values.iter().any(|(word, _)| word == "name");
    let name = applicant
        .filter(|_| shows_name)
        .map(|a| a.short)
        .unwrap_or_default();
    let heading = if name.is_empty() {
        title.clone()
    } else {
        format!("{title}, {name}")
    };
    let page = visitor.page(heading).work().with_form(&form);
    let (left, left_class) = left(own, &page, case);
    let (kind, icon, word) = standing(&page, case);
    let history = store::steps(visitor.db(), case.id)
        .await?
        .iter()
        .rev()
        .map(|s| {
            (
                page.date_time(&s.at),
                page.t(&format!("applications-step-{}", s.word)),
            )
        })
        .collect();
    let part = store::Part::Mine;
    let mine = store::queue(
        visitor.db(),
        &official.unit,
        part,
        official.id,
        Timestamp::MIN,
        100,
    )
    .await?;
    let here = mine.iter().position(|c| c.id == case.id);
    let url = |at: Option<usize>| {
        let found = at.and_then(|at| mine.get(at));
        found
            .map(|c| format!("/work/cases/{}", c.id))
            .unwrap_or_default()
    };
    let told = match (&case.correction, &case.decision) {
        (Some(correction), _) => correction.message.clone(),
        (None, Some(decision)) => {
            let ground = decision
                .ground
                .as_deref()
                .and_then(|g| service.refusal_ground(g));
            let mut told = ground
                .map(|g| say(visitor.lang(), &g.title))
                .unwrap_or_default();
            if !decision.words.is_empty() {
                told.push_str(". ");
                told.push_str(&decision.words);
            }
            told
        }
        _ => String::new(),
    };
    let of = |name: &str| {
        form.fields
            .iter()
            .find(|f| f.name == name)
            .cloned()
            .unwrap_or_default()
    };
    let marks = form.fields.iter().filter(|f| f.name.starts_with("mark-"));
    Ok(CasePage {
        id: case.id.to_string(),
        number: case.number.clone().unwrap_or_default(),
        left,
        left_class,
        kind,
        icon,
        word,
        profile: named_profile(&page, values),
        parts: parts(&page, service, case, false),
        history,
        marks: marks
            .map(|field| Mark {
                field: field.clone(),
            })
            .collect(),
        decision: of("decision"),
        ground: of("ground"),
        message: of("message"),
        may_decide: case.state == Stand::Sent,
        told,
        previous: url(here.and_then(|n| n.checked_sub(1))),
        next: url(here.map(|n| n + 1)),
        position: here
            .map(|n| {
                page.tv(
                    "applications-desk-position",
                    &[
                        ("n", (n + 1).to_string()),
                        ("total", mine.len().to_string()),
                    ],
                )
            })
            .unwrap_or_default(),
        form,
        page,
    })
}

/// «Взять в работу», also from a colleague: the address names whom the page
/// showed, so that nobody takes a case over without knowing.
pub(crate) async fn claim(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let from = case.claimed_by.filter(|_| input.has("take-over"));
    let mut tx = visitor.db().begin().await?;
    if case.claimed_by == Some(official.id) || own.claim(&mut tx, &case, official.id, from).await? {
        tx.commit().await?;
        return Ok(visitor.go(&format!("/work/cases/{}", case.id)));
    }
    // Nothing was written: the commit waits until what the other did is for all to see.
    tx.commit().await?;
    already(&visitor, &case).await
}

/// Puts a case back into the queue.
pub(crate) async fn release(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let mut tx = visitor.db().begin().await?;
    if store::release(&mut tx, case.id, official.id).await? {
        own.note_desk(&mut tx, &case, official.id, "application.released")
            .await?;
        tx.commit().await?;
    }
    Ok(visitor.go("/work"))
}

/// The calm page for whoever was slower: how things stand now.
async fn already(visitor: &Visitor, case: &Application) -> Result<Response, Fault> {
    let case = store::find(visitor.db(), case.id)
        .await?
        .ok_or(Fault::NotFound)?;
    let page = visitor.page_t("applications-already-title").work();
    let (_, _, word) = standing(&page, &case);
    let by = match &case.decision {
        Some(decision) => Some(decision.by),
        None => case.claimed_by,
    };
    let name = name_of(visitor, by).await?;
    let text = match case.state {
        Stand::Sent => page.ta("applications-already-taken", "name", name),
        Stand::Withdrawn => page.t("applications-already-withdrawn"),
        _ => page.tv(
            "applications-already-decided",
            &[("state", word), ("name", name)],
        ),
    };
    let template = AlreadyPage {
        id: case.id.to_string(),
        number: case.number.unwrap_or_default(),
        text,
        page,
    };
    Ok((
        StatusCode::CONFLICT,
        axum::response::Html(template.render()?),
    )
        .into_response())
}

/// The decision.
pub(crate) async fn decide(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    if case.claimed_by != Some(official.id) || case.state != Stand::Sent {
        return already(&visitor, &case).await;
    }
    let service = own.service(&case.service)?;
    let mut form = decide_form(&visitor, &case, service).filled(&input);
    form.check(
        &input,
        own.portal().words(),
        visitor.lang(),
        own.portal().today(),
    );
    let verdict = verdict(&visitor, service, &input, &mut form);
    let Some(verdict) = verdict.filter(|_| !form.has_errors()) else {
        return visitor
            .render_flawed(&draw(&own, &visitor, &official, &case, service, form).await?);
    };
    let name = okno_accounts::staff(visitor.db(), official.id).await?;
    let decider = Decider {
        id: official.id,
        name: name.map(|s| s.person.name).unwrap_or_default(),
    };
    let mut tx = visitor.db().begin().await?;
    match own.decide(&mut tx, case.id, &decider, verdict).await {
        Ok(_) => tx.commit().await?,
        Err(ActError::Refused(
            Refusal::Already(_) | Refusal::Closed(_) | Refusal::NotNow(_) | Refusal::NotYours,
        )) => {
            tx.commit().await?;
            return already(&visitor, &case).await;
        }
        Err(ActError::Store(okno_store::DbError::Conflict)) => {
            drop(tx);
            return already(&visitor, &case).await;
        }
        Err(error) => return Err(error.into()),
    }
    let url = if input.has("stay") {
        "/work?done=1".to_owned()
    } else {
        queue::after_decision(&own, &visitor, official.id, &official.unit).await?
    };
    Ok(visitor.go(&url))
}

fn verdict(
    visitor: &Visitor,
    service: &Service,
    input: &Input,
    form: &mut Form,
) -> Option<Verdict> {
    let message = input.get("message").to_owned();
    match input.get("decision") {
        "approve" => Some(Verdict::Approve),
        "correct" => {
            let questions: Vec<String> = service
                .form
                .questions()
                .filter(|(_, q)| input.get(&mark_name(&q.id)) == "yes")
                .map(|(_, q)| q.id.clone())
                .collect();
            if questions.is_empty() {
                let first = service.form.questions().next();
                let name = first.map(|(_, q)| mark_name(&q.id)).unwrap_or_default();
                form.fail(&name, visitor.t("applications-decide-mark-missing"));
            }
            if message.is_empty() {
                form.fail("message", visitor.t("applications-decide-message-missing"));
            }
            Some(Verdict::Correct(Correction { questions, message }))
        }
        "reject" => {
            let ground = input.get("ground");
            if service.refusal_ground(ground).is_none() {
                form.fail("ground", visitor.t("applications-decide-ground-missing"));
            }
            Some(Verdict::Reject(ground.to_owned(), message))
        }
        _ => None,
    }
}
