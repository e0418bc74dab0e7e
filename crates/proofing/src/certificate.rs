//! The certificate of completed registration: a PDF with a number that anybody may
//! check, made once for a confirmation, for the person and for the operator who vouched.

use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use okno_accounts::looks::What;
use okno_accounts::{Person, find, find_locked};
use okno_issuance::{Holder, NewDocument, PressError};
use okno_requisites::{NamePart, Personal};
use okno_store::jobs::Policy;
use okno_store::{Actor, Db, DbError, Job, JobError, NewJob, Tx, Worker};
use okno_web::visitor::Official;
use okno_web::{Fault, Lang, Page, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Proofing;
use crate::attempt::{Attempt, Stage};
use crate::files::deliver;
use crate::methods::Gives;
use crate::pages::holder;
use crate::{counter, store};

const MAKE: &str = "proofing.certificate";

/// The certificate itself, in the services folder.
const TEMPLATE: &str = "certificate.typ";

/// What stands in the register in place of a service.
const SERVICE: &str = "registration";

#[derive(Serialize, Deserialize)]
struct Make {
    attempt: Uuid,
}

/// Has the certificate of a confirmation made; once.
pub(crate) async fn order(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    person: &Person,
) -> Result<(), DbError> {
    let words = proofing.portal.words();
    let part = |name: &NamePart| Personal::new(name.shown());
    let new = NewDocument {
        part: String::new(),
        owner: attempt.account,
        case: attempt.id,
        service: SERVICE.to_owned(),
        title: words.t(Lang::Ru, "proofing-certificate-title"),
        issuer: words.t(Lang::Ru, "proofing-certificate-issuer"),
        holder: Holder {
            surname: part(&person.surname),
            name: part(&person.given),
            patronymic: person
                .patronymic
                .as_ref()
                .map_or_else(|| Personal::new(String::new()), part),
        },
        valid_until: None,
        actor: attempt.decided_by.map_or(Actor::System, Actor::Staff),
    };
    okno_issuance::issue(tx, new).await?;
    let payload = Make {
        attempt: attempt.id,
    };
    let job = NewJob::new(MAKE, format!("certificate:{}", attempt.id), &payload);
    tx.enqueue(job.owner(attempt.account).attempts(300))
        .await
        .map(|_| ())
}

/// Is it a confirmation that stands?
fn stands(proofing: &Proofing, attempt: &Attempt) -> bool {
    let gives = proofing.table.get(&attempt.method).map(|m| m.gives);
    attempt.stage == Stage::Done && attempt.revoked_at.is_none() && gives == Some(Gives::Confirmed)
}

/// The newest confirmation of an account that stands.
async fn confirmation(
    proofing: &Proofing,
    db: &Db,
    account: Uuid,
) -> Result<Option<Attempt>, DbError> {
    let all = store::of_account(db, account).await?;
    Ok(all.into_iter().find(|attempt| stands(proofing, attempt)))
}

/// The file of the certificate of a confirmation, once it is made.
pub(crate) async fn file_of(db: &Db, attempt: Uuid) -> Result<Option<(Uuid, String)>, DbError> {
    let found = okno_issuance::by_case(db, attempt).await?;
    Ok(found.and_then(|document| {
        let name = format!("{}.pdf", document.number);
        document.file.map(|file| (file, name))
    }))
}

pub(crate) fn register(proofing: &Proofing, worker: &mut Worker) {
    let of = proofing.clone();
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(60),
        ..Policy::default()
    };
    worker.handle(MAKE, policy, move |job| {
        let of = of.clone();
        async move { run(&of, &job).await }
    });
}

/// Where somebody was confirmed, as printed.
fn place(proofing: &Proofing, unit: Option<&str>) -> Option<String> {
    let centre = proofing.centres.get(unit?)?;
    let (name, address) = (
        centre.name.get(Lang::Ru.code()),
        centre.address.get(Lang::Ru.code()),
    );
    Some(format!("{name}: {address}"))
}

async fn run(proofing: &Proofing, job: &Job) -> Result<(), JobError> {
    let db = proofing.portal.db();
    let Make { attempt } = job.payload()?;
    let found = store::by_id(db, attempt).await?;
    let Some(attempt) = found.filter(|attempt| stands(proofing, attempt)) else {
        return Ok(());
    };
    let Some((account, person)) = find(db, attempt.account).await? else {
        return Ok(());
    };
    let Some(document) = okno_issuance::by_case(db, attempt.id).await? else {
        return Ok(());
    };
    if document.file.is_some() {
        return Ok(());
    }
    let Some(press) = &proofing.press else {
        return Err(JobError::Again("there is no press".to_owned()));
    };
    let day = |at: Timestamp| proofing.portal.local(at).strftime("%d.%m.%Y").to_string();
    let method = attempt.method.replace('_', "-");
    let data = json!({
        "title": document.title,
        "author": document.issuer,
        "created_at": document.issued_at.to_string(),
        "ident": document.number.as_str(),
        "number": document.number.to_string(),
        "holder": {
            "name": document.holder.full().reveal(),
            "birth_date": person.birth_date.as_ref().map(|date| date.shown()),
        },
        "account": account.number,
        "registered_on": day(account.created_at),
        "confirmed_on": day(attempt.decided_at.unwrap_or(document.issued_at)),
        "method": proofing.portal.words().t(Lang::Ru, &format!("proofing-{method}")),
        "place": place(proofing, attempt.unit.as_deref()),
        "issued_on": day(document.issued_at),
        "qr": proofing.portal.url(&document.number.path()),
    });
    let pdf = press
        .make(&proofing.folder, TEMPLATE, data)
        .await
        .map_err(|error| match error {
            PressError::Busy { .. } => JobError::Again(error.to_string()),
            // A mistake of the template is mended by its author.
            other => JobError::Again(format!("{TEMPLATE}: {other}")),
        })?;
    let stored = db.store_file(&pdf).await?;
    let mut tx = db.begin().await?;
    if okno_issuance::attach_file(&mut tx, document.id, stored.id).await? {
        let name = format!("{}.pdf", document.number);
        tx.keep_file(&stored, Some(account.id), &name, "application/pdf")
            .await?;
        tx.announce(account.id);
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

#[derive(Template)]
#[template(path = "certificate.html")]
struct CertificatePage {
    page: Page,
    name: String,
    /// Number and address of the public check, once it is made.
    made: Option<(String, String)>,
    asked: bool,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    let of = proofing.clone();
    let show = move |visitor: Visitor| {
        let of = of.clone();
        async move { show(&of, visitor).await }
    };
    let of = proofing.clone();
    let ask = move |visitor: Visitor| {
        let of = of.clone();
        async move { ask(&of, visitor).await }
    };
    let of = proofing.clone();
    let file = move |visitor: Visitor| {
        let of = of.clone();
        async move { file(&of, visitor).await }
    };
    let of = proofing.clone();
    let print = move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { print(&of, visitor, id).await }
    };
    let of = proofing.clone();
    let order_one = move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { order_by_operator(&of, visitor, id).await }
    };
    Router::new()
        .route("/cabinet/certificate", get(show).post(ask))
        .route("/cabinet/certificate/file", get(file))
        .route("/centre/certificates/{id}", get(print).post(order_one))
}

async fn show(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let Some(attempt) = confirmation(proofing, db, account.id).await? else {
        return Ok(visitor.go("/cabinet/confirm"));
    };
    let document = okno_issuance::by_case(db, attempt.id).await?;
    let asked = document.is_some();
    let made = document.filter(|d| d.file.is_some());
    let made = made.map(|d| (d.number.to_string(), d.number.path()));
    let mut page = visitor.page_t("proofing-certificate");
    page.refresh = (asked && made.is_none()).then_some(5);
    visitor.render(&CertificatePage {
        page,
        name: person.full_name(),
        made,
        asked,
    })
}

async fn ask(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    if let Some(attempt) = confirmation(proofing, db, account.id).await? {
        let mut tx = db.begin().await?;
        order(proofing, &mut tx, &attempt, &person).await?;
        tx.commit().await?;
    }
    Ok(visitor.go("/cabinet/certificate"))
}

async fn file(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let attempt = confirmation(proofing, db, account.id).await?;
    let attempt = attempt.ok_or(Fault::NotFound)?;
    let (file, name) = file_of(db, attempt.id).await?.ok_or(Fault::NotFound)?;
    let content = db.file_content(file).await?;
    Ok(deliver(content, "application/pdf", &name))
}

/// The confirmation that this operator vouched for.
async fn vouched(
    proofing: &Proofing,
    visitor: &Visitor,
    id: Uuid,
) -> Result<(Official, Attempt), Fault> {
    let official = visitor.official("operator")?;
    let found = store::by_id(visitor.db(), id).await?;
    let attempt = found
        .filter(|attempt| attempt.decided_by == Some(official.id) && stands(proofing, attempt))
        .ok_or(Fault::NotFound)?;
    Ok((official, attempt))
}

async fn print(proofing: &Proofing, visitor: Visitor, id: Uuid) -> Result<Response, Fault> {
    let (official, attempt) = vouched(proofing, &visitor, id).await?;
    let db = visitor.db();
    let (file, name) = file_of(db, attempt.id).await?.ok_or(Fault::NotFound)?;
    let what = (What::Certificate, "proofing.certificate.printed");
    let thing = (attempt.id, file);
    counter::looked_at(&visitor, &official, what, thing, attempt.account, json!({})).await?;
    let content = db.file_content(file).await?;
    Ok(deliver(content, "application/pdf", &name))
}

async fn order_by_operator(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
) -> Result<Response, Fault> {
    let (_, attempt) = vouched(proofing, &visitor, id).await?;
    let mut tx = visitor.db().begin().await?;
    let (_, person) = find_locked(&mut tx, attempt.account).await?;
    order(proofing, &mut tx, &attempt, &person).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("/centre/cases/{id}")))
}
