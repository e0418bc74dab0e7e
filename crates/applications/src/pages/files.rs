//! Files: what was attached, and the document.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use okno_accounts::looks::{Look, Reason, What, look};
use okno_issuance::{Document, DocumentNumber};
use okno_store::Entry;
use okno_web::handout::{deliver, may_stand_beside, to_official, to_owner};
use okno_web::{Fault, Visitor, Who};
use serde::Deserialize;
use serde_json::json;

use super::{IdPath, id_of};
use crate::Applications;
use crate::model::{Application, State as Stand};
use crate::store;

/// An application that the visitor may look into: its owner, or the official
/// of its agency who holds it. For all others it does not exist.
async fn seen(visitor: &Visitor, id: &str) -> Result<(Application, bool), Fault> {
    let application = store::find(visitor.db(), id_of(id)?)
        .await?
        .ok_or(Fault::NotFound)?;
    match visitor.who() {
        Who::Nobody => visitor.citizen().map(|_| (application, false)),
        Who::Citizen { id, .. } if *id == application.owner => Ok((application, false)),
        Who::Staff {
            id, unit, roles, ..
        } if roles.iter().any(|r| r == "officer")
            && *unit == application.agency
            && application.state != Stand::Draft
            && application.claimed_by == Some(*id) =>
        {
            Ok((application, true))
        }
        _ => Err(Fault::NotFound),
    }
}

/// An official's look is a line that the owner reads.
async fn note(visitor: &Visitor, application: &Application, file: uuid::Uuid) -> Result<(), Fault> {
    let official = visitor.official("officer")?;
    let mut tx = visitor.db().begin().await?;
    let act = "application.file_seen";
    let entry = Entry::new(visitor.actor(), act, "application", application.id)
        .owner(application.owner)
        .detail(json!({ "file": file }))
        .from(Some(visitor.ip()));
    let at = Look {
        role: "officer",
        what: What::File,
        subject: file,
        reason: Reason::Case(application.number.as_deref()),
    };
    look(&mut tx, &official, at, entry).await?;
    Ok(tx.commit().await?)
}

/// An attached file.
pub(crate) async fn one(
    State(_own): State<Applications>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (application, official) = seen(&visitor, &id).await?;
    let file = id_of(&file)?;
    let attached = application.content.file(file).ok_or(Fault::NotFound)?;
    let facts = visitor.db().file_facts(file).await?;
    let facts = facts.ok_or(Fault::NotFound)?;
    if official {
        to_official(&facts)?;
        note(&visitor, &application, file).await?;
    } else {
        to_owner(&facts)?;
    }
    let content = visitor.db().file_content(file).await?;
    let answer = deliver(content, &attached.media_type, &attached.name, false);
    Ok(if official && attached.media_type == "application/pdf" {
        // The viewer of the desk.
        may_stand_beside(answer)
    } else {
        answer
    })
}

/// Takes a file out again.
pub(crate) async fn remove(
    State(own): State<Applications>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let base = format!("/applications/{}", application.id);
    let place = own.drop_file(&visitor, &application, id_of(&file)?).await?;
    Ok(visitor.go(&match place {
        Some(place) => format!("{base}/{place}"),
        None if application.state == Stand::CorrectionAsked => format!("{base}/correct"),
        None => base,
    }))
}

#[derive(Deserialize)]
pub(crate) struct How {
    #[serde(default)]
    download: String,
}

/// The result: opened in the browser, or downloaded (S0-26, S1-128).
pub(crate) async fn document(
    State(_own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    Query(how): Query<How>,
) -> Result<Response, Fault> {
    let seen = seen(&visitor, &id).await?;
    let document = okno_issuance::by_case(visitor.db(), seen.0.id).await?;
    hand_out(&visitor, seen, document, &how).await
}

/// Another document that came with it, by its number.
pub(crate) async fn one_document(
    State(_own): State<Applications>,
    visitor: Visitor,
    Path((id, number)): Path<(String, String)>,
    Query(how): Query<How>,
) -> Result<Response, Fault> {
    let seen = seen(&visitor, &id).await?;
    let number = DocumentNumber::find(&number).ok_or(Fault::NotFound)?;
    let document = okno_issuance::by_number(visitor.db(), &number).await?;
    let document = document.filter(|document| document.case == seen.0.id);
    hand_out(&visitor, seen, document, &how).await
}

async fn hand_out(
    visitor: &Visitor,
    (application, official): (Application, bool),
    document: Option<Document>,
    how: &How,
) -> Result<Response, Fault> {
    let document = document.ok_or(Fault::NotFound)?;
    // Those of a case are there for its readers once all are made.
    application.issued_at.ok_or(Fault::NotFound)?;
    let file = document.file.ok_or(Fault::NotFound)?;
    if official {
        note(visitor, &application, file).await?;
    }
    let content = visitor.db().file_content(file).await?;
    let name = format!("{} {}.pdf", document.title, document.number);
    Ok(deliver(
        content,
        "application/pdf",
        &name,
        how.download == "1",
    ))
}
