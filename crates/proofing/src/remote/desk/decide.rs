//! The operator's decision.

use axum::extract::{Path, State};
use axum::response::Response;
use okno_accounts::find_locked;
use okno_store::Tx;
use okno_web::visitor::Official;
use okno_web::{Fault, Form, Input, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::super::{DOCUMENT, allow, line, pictures};
use super::page::{draw, form};
use super::{address, own};
use crate::Proofing;
use crate::attempt::{Proof, Refusal};
use crate::engine::{self, Decider};
use crate::store::{self, RemoteCase};
use crate::ways::e_document;

/// The call could not be heard or seen.
const BAD_LINE: &str = "connection";

/// What the operator says to have seen.
#[derive(Default)]
pub(super) struct Seen(pub(super) Vec<&'static str>);

impl Seen {
    /// The marks of a method; their names are the evidence of the table.
    fn of(method: &str, input: &Input) -> Self {
        let marks = line(method).marks.iter().copied();
        Self(marks.filter(|name| input.has(name)).collect())
    }

    fn proof(&self, reason: &str, doubt: &str) -> Proof {
        Proof {
            more: json!({ "seen": self.0, "reason": reason, "doubt": doubt }),
            ..Proof::of(self.0.iter().copied())
        }
    }
}

/// The case again, with what is wrong.
async fn flawed(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    case: &RemoteCase,
    seen: &Seen,
    (form, not_seen): (Form, Option<String>),
) -> Result<Response, Fault> {
    let mut page = draw(proofing, visitor, official, case).await?;
    page = page.with(seen, form);
    page.not_seen = not_seen;
    Ok(allow(visitor.portal(), visitor.render_flawed(&page)?))
}

pub(super) async fn confirm(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let Some(case) = own(db, &official, id).await? else {
        return Ok(visitor.go(&address(id)));
    };
    let seen = Seen::of(&case.line, &input);
    let marks = line(&case.line).marks;
    let text = match settle(&proofing, &visitor, &official, &case, &seen, &input).await? {
        Ok(()) | Err(Not::Refused(Refusal::Ended | Refusal::TooLate)) => {
            return Ok(visitor.go(&address(id)));
        }
        Err(Not::Refused(Refusal::NotSeen)) => {
            let page = visitor.page(String::new());
            page.tn("proofing-remote-not-seen", "n", marks.len())
        }
        Err(Not::Refused(_)) => visitor.t("proofing-not-standard"),
        Err(Not::Request(text)) => visitor.t(text),
    };
    let mut form = form(&visitor, id, &case.line);
    form.fail(marks.first().copied().unwrap_or_default(), text.clone());
    let said = (form, Some(text));
    flawed(&proofing, &visitor, &official, &case, &seen, said).await
}

/// Why a case is not confirmed.
enum Not {
    Refused(Refusal),
    /// The signed request does not stand any more; a Fluent id.
    Request(&'static str),
}

/// Ends the case well, or says what hinders it.
async fn settle(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    case: &RemoteCase,
    seen: &Seen,
    input: &Input,
) -> Result<Result<(), Not>, Fault> {
    let db = visitor.db();
    let id = case.id;
    let mut proof = seen.proof("", "");
    let mut stands = None;
    if case.line == DOCUMENT {
        // What takes time comes before the transaction.
        match e_document::stands(proofing, db, id, input.get("edition")).await? {
            Ok(found) => stands = Some(found),
            Err(text) => return Ok(Err(Not::Request(text))),
        }
    }
    let mut tx = db.begin().await?;
    if let Some(stands) = stands {
        match e_document::vouched(&mut tx, case.account, &stands).await? {
            Some(request) => {
                proof.seen.extend(e_document::BY_PROGRAM);
                proof.more["request"] = request;
            }
            None => {
                tx.commit().await?;
                return Ok(Err(Not::Request(e_document::CHANGED)));
            }
        }
    }
    let by = Decider::official(visitor, official);
    match engine::done(proofing, &mut tx, id, &proof, by).await? {
        Ok(_) => finish(proofing, &mut tx, id).await?,
        Err(refusal @ (Refusal::Ended | Refusal::TooLate)) => {
            tx.commit().await?;
            return Ok(Err(Not::Refused(refusal)));
        }
        Err(refusal) => return Ok(Err(Not::Refused(refusal))),
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// A decision was made: out of the line, and the pictures have their time.
async fn finish(proofing: &Proofing, tx: &mut Tx, id: Uuid) -> Result<(), Fault> {
    if let Some(attempt) = store::by_id_in(tx, id).await? {
        pictures::settled(proofing, tx, &attempt).await?;
    }
    store::leave(tx, id).await?;
    tx.announce(id);
    Ok(())
}

pub(super) async fn refuse(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let Some(case) = own(db, &official, id).await? else {
        return Ok(visitor.go(&address(id)));
    };
    // One of the words and nothing else: it goes to the journal.
    let reasons = line(&case.line).reasons.iter().copied();
    let reason = reasons
        .into_iter()
        .find(|word| *word == input.get("reason"));
    let doubt: String = input.get("doubt").chars().take(500).collect();
    let flaw = match reason {
        None => Some(("reason", "proofing-reason-missing")),
        Some("other") if doubt.trim().is_empty() => Some(("doubt", "proofing-doubt-missing")),
        Some(_) => None,
    };
    if let Some((field, text)) = flaw {
        let seen = Seen::of(&case.line, &input);
        let mut form = form(&visitor, id, &case.line).filled(&input);
        form.fail(field, visitor.t(text));
        return flawed(&proofing, &visitor, &official, &case, &seen, (form, None)).await;
    }
    let reason = reason.unwrap_or_default();
    end_badly(&proofing, &visitor, &official, id, reason, &doubt).await
}

/// «Связь плохая»: this call gives nothing; photos may.
pub(super) async fn bad_line(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    if own(visitor.db(), &official, id).await?.is_none() {
        return Ok(visitor.go(&address(id)));
    }
    end_badly(&proofing, &visitor, &official, id, BAD_LINE, "").await
}

async fn end_badly(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    id: Uuid,
    reason: &str,
    doubt: &str,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let mut tx = db.begin().await?;
    if let Some(attempt) = store::by_id_in(&mut tx, id).await? {
        let (account, _) = find_locked(&mut tx, attempt.account).await?;
        let words = proofing.portal.words();
        let mut text = match reason {
            "other" => String::new(),
            word => words.t(account.lang, &format!("proofing-reason-{word}")),
        };
        if !doubt.is_empty() {
            if !text.is_empty() {
                text.push_str(". ");
            }
            text.push_str(doubt);
        }
        // Before the end, which throws away pictures that nobody decided by.
        pictures::settled(proofing, &mut tx, &attempt).await?;
        let proof = Seen::default().proof(reason, doubt);
        let by = Decider::official(visitor, official);
        let _ = engine::refuse(proofing, &mut tx, &attempt, reason, &text, &proof, by).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&address(id)))
}
