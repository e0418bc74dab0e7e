//! A correction is confirmed by a code from the phone (S0-08).

use axum::extract::{RawQuery, State};
use axum::response::Response;
use okno_accounts::{ByCode, codes, find_locked, holder};
use okno_store::{Entry, Tx};
use okno_web::{Fault, Input, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::Papers;
use crate::jobs::{first, follow, holder_index, unwarn};
use crate::model::Content;
use crate::store::{self, Waiting};

pub(super) const CHANGE: ByCode = ByCode {
    purpose: "papers.change",
    action: "/cabinet/documents/confirm",
    title: "papers-code-title",
    lead: "papers-code-lead",
    submit: "papers-code-submit",
    back: (super::HOME, "papers-title"),
    sms: "papers-code-sms",
};

pub(crate) async fn confirm(
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if store::waiting(visitor.db(), account.id).await?.is_none() {
        return Ok(visitor.go(super::HOME));
    }
    CHANGE
        .show(&visitor, account, person, query.as_deref())
        .await
}

pub(crate) async fn apply(
    State(papers): State<Papers>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let Some(change) = store::waiting(visitor.db(), account.id).await? else {
        return Ok(visitor.go(super::HOME));
    };
    let good = match CHANGE.check(&visitor, account, person, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let mut tx = visitor.db().begin().await?;
    let fresh = codes::use_up(&mut tx, &good).await? && store::finish(&mut tx, change.id).await?;
    let done = match fresh {
        true => write(&papers, &visitor, &mut tx, account.id, &change).await?,
        // The other click did it.
        false => Some(change.paper),
    };
    tx.commit().await?;
    Ok(match done {
        Some(id) => visitor.go(&format!("{}/{id}?saved", super::HOME)),
        None => visitor.go(&format!("{}/{}?stale", super::HOME, change.paper)),
    })
}

/// Writes a correction; the document that stands then, or nothing when another tab was
/// faster.
async fn write(
    papers: &Papers,
    visitor: &Visitor,
    tx: &mut Tx,
    account: Uuid,
    change: &Waiting,
) -> Result<Option<Uuid>, Fault> {
    let (_, person) = find_locked(tx, account).await?;
    let Some(paper) = store::one_locked(tx, change.paper).await? else {
        return Ok(None);
    };
    let Some(kind) = papers.kinds().get(&paper.kind) else {
        return Ok(None);
    };
    let content = Content::of(change.values.clone());
    let (standing, holder) = (first(kind, &person), holder_index(visitor.db(), &person));
    let (id, act) = if change.replaces {
        if !store::end(tx, paper.id, change.version).await? {
            return Ok(None);
        }
        let id = store::insert(tx, account, &kind.id, &content, standing, &holder).await?;
        (id, "paper.replaced")
    } else {
        let of = (paper.id, change.version);
        if !store::change(tx, of, &content, standing, &holder).await? {
            return Ok(None);
        }
        (paper.id, "paper.corrected")
    };
    unwarn(tx, paper.id, change.version).await?;
    let fields: Vec<&str> = kind
        .fields
        .iter()
        .map(|field| field.id.as_str())
        .filter(|id| paper.content.values.get(*id) != change.values.get(*id))
        .collect();
    tx.journal(
        Entry::new(visitor.actor(), act, "paper", id)
            .owner(account)
            .detail(json!({ "kind": kind.id, "fields": fields }))
            .from(Some(visitor.ip())),
    )
    .await?;
    follow(papers, tx, kind, id).await?;
    Ok(Some(id))
}
