//! Pictures of faces and passports: sealed, seen by the operator of the case (those of a
//! signed request by an auditor too), every look in the journal, forgotten some days after
//! the decision.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_requisites::Flaw;
use okno_store::files::Stored;
use okno_store::jobs::Policy;
use okno_store::{Actor, Db, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use okno_web::upload::{Sent, Upload};
use okno_web::{Fault, Form, Kind, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Proofing;
use crate::attempt::Attempt;
use crate::store;
use crate::ways::handle;

/// The job that forgets.
const FORGET: &str = "proofing.pictures.forget";

/// What may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Pictures.
    Pictures,
    /// Pictures and PDF files (C11).
    Documents,
}

/// Looks at a picture that came and keeps its content; it counts with the commit of
/// [`keep`].
pub(crate) async fn develop(
    proofing: &Proofing,
    takes: Takes,
    name: &str,
    content: Vec<u8>,
) -> Result<Result<Upload, Flaw>, Fault> {
    let looked = proofing.remote.darkroom.develop(name, content).await?;
    Ok(looked.and_then(|upload| match (takes, upload.media_type) {
        (Takes::Documents, _) | (_, "image/jpeg" | "image/png") => Ok(upload),
        _ => Err(Flaw::new("proofing-picture-kind")),
    }))
}

/// The pictures of a form, looked at; the form says what is wrong with them. A field that
/// may be empty and is gives none.
pub(crate) async fn gather(
    proofing: &Proofing,
    visitor: &Visitor,
    takes: Takes,
    sent: &mut Sent,
    form: &mut Form,
) -> Result<Vec<(String, Upload)>, Fault> {
    let mut good = Vec::new();
    let fields = form.fields.iter().filter(|field| field.kind == Kind::File);
    let fields: Vec<_> = fields
        .map(|field| (field.name.clone(), field.required, field.missing.clone()))
        .collect();
    for (name, required, missing) in fields {
        if sent.too_large.as_ref() == Some(&name) {
            form.fail(&name, visitor.t("web-upload-large"));
            continue;
        }
        let found = sent.files.iter().position(|(field, ..)| *field == name);
        let Some((_, file, content)) = found.map(|n| sent.files.swap_remove(n)) else {
            if required {
                form.fail(&name, missing);
            }
            continue;
        };
        match develop(proofing, takes, &file, content).await? {
            Ok(upload) => good.push((name, upload)),
            Err(flaw) => {
                let text = visitor.portal().words().flaw(visitor.lang(), &flaw);
                form.fail(&name, text);
            }
        }
    }
    Ok(good)
}

/// Keeps a still that the page of an operator took of a call, and that was drawn anew:
/// nobody has sent it.
pub(super) async fn keep_still(
    tx: &mut Tx,
    attempt: Uuid,
    account: Uuid,
    kind: &str,
    stored: &Stored,
    upload: &Upload,
) -> Result<(), DbError> {
    tx.keep_file(stored, Some(account), kind, upload.media_type)
        .await?;
    store::keep_picture(tx, stored.id, attempt, kind).await
}

/// Keeps a picture that was sent with its attempt.
async fn keep(
    tx: &mut Tx,
    attempt: Uuid,
    account: Uuid,
    kind: &str,
    stored: &Stored,
    upload: &Upload,
) -> Result<(), DbError> {
    tx.keep_sent_file(stored, Some(account), kind, upload.media_type)
        .await?;
    store::keep_picture(tx, stored.id, attempt, kind).await
}

/// Keeps pictures whose content is stored, and says so in the journal.
pub(crate) async fn keep_all(
    tx: &mut Tx,
    visitor: &Visitor,
    (attempt, account, method): (Uuid, Uuid, &str),
    stored: &[(String, Stored, Upload)],
) -> Result<(), DbError> {
    for (kind, stored, upload) in stored {
        keep(tx, attempt, account, kind, stored, upload).await?;
    }
    tx.journal(
        Entry::new(
            visitor.actor(),
            "proofing.picture.sent",
            "proofing",
            attempt,
        )
        .owner(account)
        .detail(json!({ "count": stored.len(), "method": method }))
        .from(Some(visitor.ip())),
    )
    .await
}

/// Stores the content, before the transaction: it needs no lock.
pub(crate) async fn store_all(
    db: &Db,
    good: Vec<(String, Upload)>,
) -> Result<Vec<(String, Stored, Upload)>, DbError> {
    let mut stored = Vec::with_capacity(good.len());
    for (name, upload) in good {
        stored.push((name, db.store_file(&upload.content).await?, upload));
    }
    Ok(stored)
}

#[derive(Serialize, Deserialize)]
struct Payload {
    attempt: Uuid,
    account: Uuid,
}

/// A decision was made: the pictures stay for as long as the table says, then a job
/// forgets them.
pub(crate) async fn settled(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
) -> Result<(), DbError> {
    let days = proofing
        .table
        .get(&attempt.method)
        .map_or(0, |m| m.pictures_days);
    let delay = SignedDuration::from_hours(24 * days);
    let until = tx.now().checked_add(delay).unwrap_or(Timestamp::MAX);
    if store::keep_pictures(tx, attempt.id, until).await? == 0 {
        return Ok(());
    }
    let payload = Payload {
        attempt: attempt.id,
        account: attempt.account,
    };
    let key = format!("pictures:{}", attempt.id);
    tx.enqueue(
        NewJob::new(FORGET, key, &payload)
            .owner(attempt.account)
            .after(delay)
            .attempts(1_000),
    )
    .await
    .map(|_| ())
}

/// The attempt has ended: out of the line. Without a decision its pictures have no
/// purpose any more and go at once.
pub(crate) async fn ended(tx: &mut Tx, attempt: &Attempt) -> Result<(), DbError> {
    store::leave(tx, attempt.id).await?;
    tx.announce(attempt.id);
    if !store::pictures_stay(tx, attempt.id).await? {
        forget(tx, attempt.id, attempt.account).await?;
    }
    Ok(())
}

async fn forget(tx: &mut Tx, attempt: Uuid, account: Uuid) -> Result<(), DbError> {
    let count = store::forget_pictures(tx, attempt).await?;
    if count > 0 {
        tx.journal(
            Entry::new(
                Actor::System,
                "proofing.pictures.forgotten",
                "proofing",
                attempt,
            )
            .owner(account)
            .detail(json!({ "count": count })),
        )
        .await?;
    }
    Ok(())
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    handle(worker, proofing, FORGET, policy, run);
}

async fn run(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let mut tx = proofing.portal.db().begin().await?;
    forget(&mut tx, payload.attempt, payload.account).await?;
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}
