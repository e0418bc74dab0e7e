//! Registering a person who has no account yet, at the counter (S2-21, S1-097 to S1-099,
//! S1-110 to S1-114): the operator types from the documents, the person says two codes
//! aloud and signs the consent on paper; the registries answer; the identity is confirmed
//! by what the operator saw. The operator never knows a password.

mod acts;
mod begin;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use okno_accounts::codes::{self, Channel};
use okno_accounts::looks::What;
use okno_accounts::{Level, Person, find, first};
use okno_store::DbError;
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::compared::{self, Compared};
use super::papers::{self, PaperShown};
use crate::Proofing;
use crate::attempt::Stage;
use crate::counter::looked_at;
use crate::model::CheckState;
use crate::store::{self, Standing, Visit};
use crate::{certificate, ways};

const PHONE: &str = "visit.phone";
const EMAIL: &str = "visit.email";

/// Where the operator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Phone,
    Email,
    Papers,
    Made,
    Confirmed,
    /// The data was changed, or the registries never agreed.
    Ended,
}

fn step(visit: &Visit) -> Step {
    match visit.standing {
        Standing::Open if visit.phone_at.is_none() => Step::Phone,
        Standing::Open if visit.email_at.is_none() => Step::Email,
        Standing::Open => Step::Papers,
        Standing::Made => Step::Made,
        Standing::Confirmed => Step::Confirmed,
        Standing::Changed | Standing::Over => Step::Ended,
    }
}

impl Step {
    fn title(self, found: bool) -> &'static str {
        match self {
            Self::Phone if found => "proofing-visit-found",
            Self::Phone => "proofing-visit-phone",
            Self::Email => "proofing-visit-email",
            Self::Papers => "proofing-visit-papers",
            Self::Made => "proofing-visit-made",
            Self::Confirmed => "proofing-visit-confirmed",
            Self::Ended => "proofing-visit-ended",
        }
    }

    /// «Шаг 2 из 4».
    fn number(self) -> Option<u8> {
        match self {
            Self::Phone => Some(2),
            Self::Email => Some(3),
            Self::Papers => Some(4),
            _ => None,
        }
    }
}

/// The whole of a visit as drawn.
#[derive(Template)]
#[template(path = "centre_visit.html")]
struct VisitPage {
    page: Page,
    id: Uuid,
    step: Step,
    number: Option<u8>,
    name: String,
    /// The account was there before: its level.
    found: Option<u8>,
    lead: String,
    form: Form,
    /// Milliseconds since the epoch; 0 = at once.
    again_at: i64,
    papers: Vec<PaperShown>,
    papers_form: Option<Form>,
    has_consent: bool,
    seen: crate::model::Evidence,
    compared: Vec<Compared>,
    /// The operator may put right what a registry did not find.
    mend: bool,
    account: String,
    /// What interests the person in the fund, in words.
    fund: String,
    /// A code may be handed out: what this click is known by.
    click: Option<String>,
    claimed: bool,
    /// The confirmation, and whether its certificate is made.
    certificate: Option<(Uuid, bool)>,
}

pub(super) fn router(proofing: &Proofing) -> Router {
    macro_rules! on {
        ($act:path) => {{
            let of = proofing.clone();
            post(
                move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
                    let of = of.clone();
                    async move { $act(&of, visitor, id, input).await }
                },
            )
            .get(to_visit)
        }};
    }
    let of = proofing.clone();
    let show = get(move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { show(&of, visitor, id).await }
    });
    let of = proofing.clone();
    let add = post(
        move |visitor: Visitor, Path(id): Path<Uuid>, request: Request| {
            let of = of.clone();
            async move { acts::add_paper(&of, visitor, id, request).await }
        },
    );
    let of = proofing.clone();
    let consent = get(move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { acts::consent(&of, visitor, id).await }
    });
    let of = proofing.clone();
    let edit = get(begin::edit).post(
        move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
            let of = of.clone();
            async move { begin::mend(&of, visitor, id, input).await }
        },
    );
    Router::new()
        .route("/centre/register", get(begin::start).post(begin::take))
        .route("/centre/counter/{id}", show)
        .route("/centre/counter/{id}/edit", edit)
        .route("/centre/counter/{id}/phone", on!(acts::phone))
        .route("/centre/counter/{id}/email", on!(acts::email))
        .route("/centre/counter/{id}/papers", add.get(to_visit))
        .route("/centre/counter/{id}/consent", consent)
        .route("/centre/counter/{id}/finish", on!(acts::finish))
        .route("/centre/counter/{id}/code", on!(acts::code))
        .route("/centre/counter/{id}/drop", on!(acts::forget))
}

/// Who asks for the address of a form again gets the page that it stands on.
async fn to_visit(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&path(id))
}

fn path(id: Uuid) -> String {
    format!("/centre/counter/{id}")
}

/// The visit, when this operator has begun it.
async fn own(visitor: &Visitor, id: Uuid) -> Result<(Official, Visit), Fault> {
    let official = visitor.official("operator")?;
    let found = store::visit(visitor.db(), id).await?;
    let visit = found.filter(|visit| visit.operator == official.id);
    Ok((official, visit.ok_or(Fault::NotFound)?))
}

fn channel(visit: &Visit, by_mail: bool) -> Channel {
    let person = &visit.content.person;
    match by_mail {
        true => Channel::Mail(person.email.clone()),
        false => Channel::Sms(person.phone.clone()),
    }
}

fn code_form(visitor: &Visitor, id: Uuid, by_mail: bool) -> Form {
    let (word, label) = match by_mail {
        true => ("email", "accounts-code-mail-label"),
        false => ("phone", "accounts-code-sms-label"),
    };
    let field = Field::new(Kind::Code, "code", visitor.t(label))
        .autocomplete("off")
        .hint(visitor.t("proofing-visit-code-hint"));
    Form::new(
        format!("{}/{word}", path(id)),
        visitor.t("proofing-visit-code-submit"),
        vec![field],
    )
}

/// What is sent with the marks.
fn finish_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("{}/finish", path(id)),
        visitor.t("proofing-visit-finish"),
        Vec::new(),
    )
}

fn form_of(visitor: &Visitor, visit: &Visit) -> Form {
    match step(visit) {
        Step::Phone => code_form(visitor, visit.id, false),
        Step::Email => code_form(visitor, visit.id, true),
        _ => finish_form(visitor, visit.id),
    }
}

fn papers_form(visitor: &Visitor, visit: &Visit, has_consent: bool) -> Form {
    let first = if has_consent { "passport" } else { "consent" };
    papers::form(visitor, format!("{}/papers", path(visit.id)), true, first)
}

/// Who is there: as typed until there is an account that this visit made.
async fn person_of(visitor: &Visitor, visit: &Visit) -> Result<(Person, Option<Level>), DbError> {
    if let Some(id) = visit.account
        && let Some((account, person)) = find(visitor.db(), id).await?
    {
        let person = match visit.standing {
            Standing::Open => visit.content.person.clone(),
            _ => person,
        };
        return Ok((person, Some(account.level)));
    }
    Ok((visit.content.person.clone(), None))
}

/// Once the visit has an account and it is known to be this person's, its owner reads who
/// looked.
async fn looked(visitor: &Visitor, official: &Official, visit: &Visit) -> Result<(), DbError> {
    let Some(account) = visit.account.filter(|_| step(visit) != Step::Phone) else {
        return Ok(());
    };
    let (what, thing) = ((What::Visit, "proofing.seen"), (visit.id, visit.id));
    looked_at(visitor, official, what, thing, account, json!({})).await
}

async fn draw(visitor: &Visitor, official: &Official, visit: &Visit) -> Result<VisitPage, Fault> {
    let db = visitor.db();
    let step = step(visit);
    looked(visitor, official, visit).await?;
    let (person, level) = person_of(visitor, visit).await?;
    let found = visit.content.found;
    let form = form_of(visitor, visit);
    let mut page = visitor.page_t(step.title(found)).work().with_form(&form);
    let code = match step {
        Step::Phone => codes::under_way(db, PHONE, visit.id, "sms").await?,
        Step::Email => codes::under_way(db, EMAIL, visit.id, "mail").await?,
        _ => None,
    };
    let again = code.map(|code| code.again_at).filter(|at| db.now() < *at);
    let to = match step {
        Step::Phone if found => person.phone.masked(),
        Step::Phone => person.phone.shown(),
        _ => person.email.shown(),
    };
    let lead = match step {
        Step::Phone if found => page.ta("proofing-visit-found-lead", "to", to),
        Step::Phone => page.ta("proofing-visit-phone-lead", "to", to),
        Step::Email => page.ta("proofing-visit-email-lead", "to", to),
        Step::Papers => visitor.t("proofing-visit-papers-lead"),
        Step::Made => visitor.t("proofing-visit-made-lead"),
        Step::Confirmed => visitor.t("proofing-visit-confirmed-lead"),
        Step::Ended => visitor.t("proofing-visit-ended-lead"),
    };
    let kept = store::papers(db, visit.id).await?;
    let has_consent = kept.iter().any(|paper| paper.kind == "consent");
    let papers = papers::shown(visitor, official, &kept, step == Step::Papers).await?;
    let (mut rows, mut mend, mut claimed, mut click) = (Vec::new(), false, found, None);
    let (mut number, mut certificate) = (String::new(), None);
    if let (Some(id), true) = (visit.account, visit.standing != Standing::Open) {
        let checks = store::checks(db, id).await?;
        if step == Step::Made {
            page.refresh = Some(5);
            mend = checks.iter().any(|c| c.state == CheckState::Mismatch);
            rows = compared::rows(visitor, &person, &checks);
        }
        number = find(db, id)
            .await?
            .map(|(account, _)| account.number)
            .unwrap_or_default();
        let state = first::state(db, id).await?;
        claimed = found || state.is_none_or(|state| state.used_at.is_some());
        mend = mend && !claimed;
        click = (!claimed).then(|| first::new_click(db));
        certificate = confirmation(visitor, visit, id).await?;
        if certificate.is_some_and(|(_, ready)| !ready) {
            page.refresh = Some(5);
        }
    }
    Ok(VisitPage {
        page,
        id: visit.id,
        step,
        number: step.number(),
        name: match (step, found) {
            // Until the code is said nobody knows whose account it is.
            (Step::Phone, true) => String::new(),
            _ => person.full_name(),
        },
        found: level.filter(|_| found).map(Level::number),
        lead,
        form,
        again_at: again.map_or(0, |at| at.as_millisecond()),
        papers,
        papers_form: (step == Step::Papers).then(|| papers_form(visitor, visit, has_consent)),
        has_consent,
        seen: visit.content.seen.clone(),
        compared: rows,
        mend,
        account: number,
        fund: visit
            .content
            .fund
            .iter()
            .map(|word| visitor.t(&format!("proofing-fund-{word}")))
            .collect::<Vec<_>>()
            .join(", "),
        click,
        claimed,
        certificate,
    })
}

/// The confirmation that the visit led to.
async fn confirmation(
    visitor: &Visitor,
    visit: &Visit,
    account: Uuid,
) -> Result<Option<(Uuid, bool)>, Fault> {
    let db = visitor.db();
    if visit.standing != Standing::Confirmed {
        return Ok(None);
    }
    let all = store::of_account(db, account).await?;
    let own = all.into_iter().find(|attempt| {
        attempt.method == ways::IN_PERSON
            && attempt.stage == Stage::Done
            && attempt.revoked_at.is_none()
            && attempt.decided_by == Some(visit.operator)
    });
    match own {
        Some(attempt) => {
            let ready = certificate::file_of(db, attempt.id).await?.is_some();
            Ok(Some((attempt.id, ready)))
        }
        None => Ok(None),
    }
}

async fn show(_proofing: &Proofing, visitor: Visitor, id: Uuid) -> Result<Response, Fault> {
    let (official, visit) = own(&visitor, id).await?;
    let page = draw(&visitor, &official, &visit).await?;
    visitor.render(&page)
}
