//! Pictures of documents (S1-004, S1-005): PDF, JPEG or PNG up to 5 MB, sealed, one a
//! place; another takes the place of the one before.

use axum::extract::{Path, Request, State};
use axum::response::Response;
use okno_accounts::{Account, find_locked, holder};
use okno_store::files::Stored;
use okno_store::{DbError, Entry};
use okno_web::upload::{self, Sent, Upload};
use okno_web::{Fault, Visitor, handout};
use serde_json::json;
use uuid::Uuid;

use super::show::{Target, draw, target};
use crate::Papers;
use crate::kinds::Kind;
use crate::store::{self, Picture};

pub(crate) async fn add(
    State(papers): State<Papers>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let mut sent = upload::read(request).await?;
    let what = sent.input.get("what").to_owned();
    let (target, kind) = target(&papers, &visitor, account, &what).await?;
    let part = kind.part(sent.input.get("part")).ok_or(Fault::NotFound)?;
    let upload = match develop(&papers, &visitor, &mut sent, &part.id).await? {
        Ok(upload) => upload,
        Err(text) => {
            let who = (account, person);
            let failed = Some((part.id.as_str(), text));
            let page = draw(&papers, &visitor, who, (&target, kind), failed).await?;
            return visitor.render_flawed(&page);
        }
    };
    let stored = visitor.db().store_file(&upload.content).await?;
    keep(
        &visitor,
        account,
        (&target, kind, &part.id),
        &stored,
        &upload,
    )
    .await?;
    Ok(visitor.go(&format!("{}/{what}?picture", super::HOME)))
}

/// The picture that came, looked at; or what is wrong with it.
async fn develop(
    papers: &Papers,
    visitor: &Visitor,
    sent: &mut Sent,
    part: &str,
) -> Result<Result<Upload, String>, Fault> {
    let name = format!("picture-{part}");
    if sent.too_large.as_ref() == Some(&name) {
        return Ok(Err(visitor.t("web-upload-large")));
    }
    let found = sent.files.iter().position(|(field, ..)| *field == name);
    let Some((_, file, content)) = found.map(|at| sent.files.swap_remove(at)) else {
        return Ok(Err(visitor.t("papers-picture-missing")));
    };
    let looked = papers.darkroom().develop(&file, content).await?;
    let words = visitor.portal().words();
    Ok(looked.map_err(|flaw| words.flaw(visitor.lang(), &flaw)))
}

async fn keep(
    visitor: &Visitor,
    account: &Account,
    (target, kind, part): (&Target, &Kind, &str),
    stored: &Stored,
    upload: &Upload,
) -> Result<(), DbError> {
    let paper = target.paper().map(|paper| paper.id);
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, account.id).await?;
    let before = store::pictures_locked(&mut tx, account.id).await?;
    let same = |p: &&Picture| p.kind == kind.id && p.paper == paper && p.part == part;
    for picture in before.iter().filter(same) {
        store::drop_picture(&mut tx, picture.id).await?;
    }
    tx.keep_sent_file(stored, Some(account.id), &upload.name, upload.media_type)
        .await?;
    let picture = Picture {
        id: stored.id,
        kind: kind.id.clone(),
        paper,
        part: part.to_owned(),
    };
    store::put_picture(&mut tx, account.id, &picture).await?;
    tx.journal(
        Entry::new(visitor.actor(), "paper.picture.kept", "paper", stored.id)
            .owner(account.id)
            .detail(json!({ "kind": kind.id }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await
}

/// A picture of this account.
async fn own(visitor: &Visitor, id: Uuid) -> Result<(Uuid, Picture), Fault> {
    let (account, _) = holder(visitor)?;
    let mine = store::pictures(visitor.db(), account.id).await?;
    let picture = mine.into_iter().find(|picture| picture.id == id);
    Ok((account.id, picture.ok_or(Fault::NotFound)?))
}

pub(crate) async fn look(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    own(&visitor, id).await?;
    let db = visitor.db();
    let facts = db.file_facts(id).await?.ok_or(Fault::NotFound)?;
    handout::to_owner(&facts)?;
    let content = db.file_content(id).await?;
    Ok(handout::deliver(
        content,
        &facts.media_type,
        &facts.name,
        false,
    ))
}

pub(crate) async fn remove(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let (account, picture) = own(&visitor, id).await?;
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, account).await?;
    store::drop_picture(&mut tx, id).await?;
    tx.journal(
        Entry::new(visitor.actor(), "paper.picture.removed", "paper", id)
            .owner(account)
            .detail(json!({ "kind": picture.kind }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    let what = picture.paper.map_or(picture.kind, |id| id.to_string());
    Ok(visitor.go(&format!("{}/{what}?no-picture", super::HOME)))
}
