//! Pictures of a case: taken out of a call, looked at.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use okno_accounts::looks::What;
use okno_store::Entry;
use okno_web::upload;
use okno_web::visitor::Official;
use okno_web::{Fault, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::super::pictures::{self, Takes};
use super::super::{DOCUMENT, VIDEO};
use super::own;
use super::page::picture_shown;
use crate::Proofing;
use crate::counter;
use crate::files::deliver;
use crate::store::{self, Picture};

/// Pictures that an operator may take in one case.
const MOST: usize = 8;

/// A still picture of the face or of the passport, out of the call.
pub(super) async fn take_picture(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    request: Request,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let own_call = own(db, &official, id).await?;
    let Some(case) = own_call.filter(|case| case.line == VIDEO) else {
        return Err(Fault::NotFound);
    };
    let mut sent = upload::read(request).await?;
    let kind = match sent.input.get("kind") {
        "document" => "document",
        _ => "face",
    };
    let Some((_, _, content)) = sent.files.pop() else {
        return Err(Fault::BadRequest);
    };
    if store::pictures(db, id).await?.len() >= MOST {
        let text = visitor.t("proofing-picture-many");
        let told = Json(json!({ "text": text }));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, told).into_response());
    }
    let upload = match pictures::develop(&proofing, Takes::Pictures, kind, content).await? {
        Ok(upload) => upload,
        Err(flaw) => {
            let text = visitor.portal().words().flaw(visitor.lang(), &flaw);
            let told = Json(json!({ "text": text }));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, told).into_response());
        }
    };
    let stored = db.store_file(&upload.content).await?;
    let mut tx = db.begin().await?;
    pictures::keep_still(&mut tx, id, case.account, kind, &stored, &upload).await?;
    tx.journal(
        Entry::new(visitor.actor(), "proofing.picture.taken", "proofing", id)
            .owner(case.account)
            .detail(json!({ "kind": kind }))
            .from(Some(visitor.ip())),
    )
    .await?;
    let now = tx.now();
    tx.commit().await?;
    let picture = Picture {
        id: stored.id,
        kind: kind.to_owned(),
        created_at: now,
    };
    let shown = picture_shown(&visitor, id, &picture, None);
    Ok(Json(json!({ "url": shown.url, "text": shown.label })).into_response())
}

/// A picture, to the operator who has the case.
pub(super) async fn show_picture(
    visitor: Visitor,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let case = own(db, &official, id).await?.ok_or(Fault::NotFound)?;
    if store::picture_of(db, file).await? != Some(id) {
        return Err(Fault::NotFound);
    }
    handed(&visitor, &official, (id, case.account), file).await
}

/// A picture of a signed request, to an auditor: also after the decision, until it is
/// forgotten. Those of calls and photos are the operator's alone, as their consent says.
pub(super) async fn for_auditor(
    visitor: Visitor,
    Path(file): Path<Uuid>,
) -> Result<Response, Fault> {
    let auditor = visitor.official("auditor")?;
    let db = visitor.db();
    let attempt = match store::picture_of(db, file).await? {
        Some(id) => store::by_id(db, id).await?,
        None => None,
    };
    let attempt = attempt.filter(|attempt| attempt.method == DOCUMENT);
    let attempt = attempt.ok_or(Fault::NotFound)?;
    handed(&visitor, &auditor, (attempt.id, attempt.account), file).await
}

/// Every look is a line that the person can read.
async fn handed(
    visitor: &Visitor,
    official: &Official,
    (case, account): (Uuid, Uuid),
    file: Uuid,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let facts = db.file_facts(file).await?.ok_or(Fault::NotFound)?;
    okno_web::handout::to_official(&facts)?;
    let content = db.file_content(file).await?;
    let what = (What::Picture, "proofing.picture.seen");
    let detail = json!({});
    counter::looked_at(visitor, official, what, (case, file), account, detail).await?;
    Ok(deliver(content, &facts.media_type, &facts.name))
}

/// A picture in an auditor's list.
pub(crate) struct Listed {
    pub(crate) url: String,
    pub(crate) name: String,
    pub(crate) at: Timestamp,
}

/// The newest pictures of signed requests that are not forgotten yet.
pub(crate) async fn document_pictures(visitor: &Visitor) -> Result<Vec<Listed>, Fault> {
    let newest = store::newest_pictures(visitor.db(), DOCUMENT).await?;
    let listed = newest.into_iter().map(|picture| Listed {
        url: format!("/centre/pictures/{}", picture.id),
        name: visitor.t(&format!("proofing-e-document-{}", picture.kind)),
        at: picture.created_at,
    });
    Ok(listed.collect())
}
