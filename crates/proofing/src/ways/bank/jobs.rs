//! What is asked of a bank: where to send the person, and who they are.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Person, find_locked};
use okno_gateways::{BankRefusal, GatewayError};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use okno_vault::Vault;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::compare::{Verdict, compare};
use super::{CHECKING, Content, GOING, READY};
use crate::Proofing;
use crate::attempt::{Attempt, Proof, Refusal, Stage};
use crate::banks::{Row, Said};
use crate::engine::{self, Decider};
use crate::store;
use crate::ways::bank_code::{self, Code};
use crate::ways::{bank_certificate, handle};

const GO: &str = "proofing.bank.go";
const CHECK: &str = "proofing.bank.check";
/// So often a bank is asked that does not answer: a minute in all.
const TRIES: u32 = 6;

#[derive(Serialize, Deserialize)]
struct Payload {
    attempt: Uuid,
}

pub(super) async fn ask_entrance(tx: &mut Tx, id: Uuid, owner: Uuid) -> Result<(), DbError> {
    enqueue(tx, GO, "go", id, owner).await
}

pub(super) async fn ask_claims(tx: &mut Tx, id: Uuid, owner: Uuid) -> Result<(), DbError> {
    enqueue(tx, CHECK, "check", id, owner).await
}

async fn enqueue(
    tx: &mut Tx,
    kind: &'static str,
    what: &str,
    id: Uuid,
    owner: Uuid,
) -> Result<(), DbError> {
    let key = format!("bank:{id}:{what}");
    let job = NewJob::new(kind, key, &Payload { attempt: id });
    tx.enqueue(job.owner(owner).attempts(TRIES))
        .await
        .map(|_| ())
}

/// A bank may be slow, and many people come from one at once.
pub(in crate::ways) fn policy() -> Policy {
    Policy {
        at_once: 8,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    }
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    handle(worker, proofing, GO, policy(), entrance);
    handle(worker, proofing, CHECK, policy(), check);
}

/// The attempt of a job, while it is open and in this step.
async fn current(
    proofing: &Proofing,
    job: &Job,
    step: &str,
) -> Result<Option<(Attempt, Content)>, JobError> {
    let payload: Payload = job.payload()?;
    let db = proofing.portal.db();
    let found = store::by_id(db, payload.attempt).await?;
    Ok(found
        .filter(|attempt| attempt.is_open(db.now()) && attempt.step == step)
        .map(|attempt| {
            let content = Content::of(&attempt);
            (attempt, content)
        }))
}

/// When to ask again; `None` when not at all. The doublings begin with two seconds.
pub(in crate::ways) fn again(now: Timestamp, job: &Job, error: &GatewayError) -> Option<Timestamp> {
    if !error.is_passing() || job.is_last() {
        return None;
    }
    let doublings = u32::try_from(job.attempt - 1).unwrap_or(0).min(5);
    let next = now
        .checked_add(SignedDuration::from_secs(2 << doublings))
        .unwrap_or(Timestamp::MAX);
    Some(match error {
        GatewayError::Overloaded { until } => next.max(*until),
        _ => next,
    })
}

/// The bank does not answer: later, or the attempt ends and the person may choose
/// another bank.
async fn down(
    proofing: &Proofing,
    job: &Job,
    attempt: &Attempt,
    error: &GatewayError,
) -> Result<(), JobError> {
    let db = proofing.portal.db();
    if let Some(next) = again(db.now(), job, error) {
        return Err(JobError::At(next, error.to_string()));
    }
    tracing::warn!(%error, "a bank was given up");
    let mut tx = db.begin().await?;
    end(proofing, &mut tx, attempt, "down").await?;
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Ends an attempt without a message: the person is looking at the page.
pub(in crate::ways) async fn end(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    reason: &str,
) -> Result<(), DbError> {
    // The account first, always.
    find_locked(tx, attempt.account).await?;
    store::move_to(tx, attempt.id, "", &Content::empty()).await?;
    let (how, actor) = (Stage::Refused, Actor::System);
    engine::close(proofing, tx, attempt, how, actor, Some(reason)).await
}

async fn entrance(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Some((attempt, mut content)) = current(&proofing, &job, GOING).await? else {
        return Ok(());
    };
    let Some(visit) = &content.visit else {
        return Ok(());
    };
    let url = match proofing.gateways.bank_entrance(visit).await {
        Ok(url) => url,
        Err(error) => return down(&proofing, &job, &attempt, &error).await,
    };
    let mut tx = proofing.portal.db().begin().await?;
    let fresh = store::by_id_locked(&mut tx, attempt.id).await?;
    if fresh.is_some_and(|fresh| fresh.step == GOING) {
        content.url = Some(url);
        store::move_to(&mut tx, attempt.id, READY, &content.value()).await?;
        tx.announce(attempt.account);
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn check(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Some((attempt, content)) = current(&proofing, &job, CHECKING).await? else {
        return Ok(());
    };
    let (Some(visit), Some(code)) = (&content.visit, &content.code) else {
        return Ok(());
    };
    let Some(row) = proofing.bank(&visit.bank) else {
        return Ok(());
    };
    let word = match proofing.gateways.bank_claims(visit, code).await {
        Ok(word) => word,
        Err(error) => return down(&proofing, &job, &attempt, &error).await,
    };
    let mut tx = proofing.portal.db().begin().await?;
    match word {
        Ok(word) => {
            let (_, person) = find_locked(&mut tx, attempt.account).await?;
            agreed(&mut tx, &attempt, &row.id, &word.scopes).await?;
            let said = row.said(&word.claims);
            let verdict = compare(&person, &said, &row.id, &word.scopes);
            let vault = tx.db().vault();
            let code = code_after(&attempt, row, &said, &person, &verdict, vault);
            match (&verdict, code) {
                (Verdict::Same(_), _) if attempt.method == bank_certificate::ID => {
                    let client = said.client().unwrap_or_default();
                    bank_certificate::order(&mut tx, &attempt, &row.id, client, &person).await?;
                }
                // The person is looking at the page.
                (_, Some((held, code))) => bank_code::ask(&mut tx, &held, code).await?,
                (_, None) => conclude(&proofing, &mut tx, &attempt, verdict).await?,
            }
        }
        Err(BankRefusal::Code) => end(&proofing, &mut tx, &attempt, "code").await?,
        Err(BankRefusal::Scope) => end(&proofing, &mut tx, &attempt, "scope").await?,
        Err(BankRefusal::Token(flaw)) => {
            tracing::warn!(bank = row.id, flaw, "a bank's token does not count");
            end(&proofing, &mut tx, &attempt, "token").await?;
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// The person agreed at the bank to this transfer (S1-081, S1-089): a line of the
/// journal, whatever the comparison finds.
pub(super) async fn agreed(
    tx: &mut Tx,
    attempt: &Attempt,
    bank: &str,
    scopes: &[String],
) -> Result<(), DbError> {
    let entry = Entry::new(
        Actor::Citizen(attempt.account),
        "proofing.bank.agreed",
        "proofing",
        attempt.id,
    );
    let detail = json!({ "variant": bank, "scopes": scopes });
    tx.journal(entry.owner(attempt.account).detail(detail))
        .await
        .map(|_| ())
}

/// The bank's code that a good comparison is followed by, and the attempt that holds
/// what it established meanwhile; nothing where the comparison is the end (S1-085).
pub(super) fn code_after(
    attempt: &Attempt,
    row: &Row,
    said: &Said<'_>,
    person: &Person,
    verdict: &Verdict,
    vault: &Vault,
) -> Option<(Attempt, Code)> {
    let Verdict::Same(proof) = verdict else {
        return None;
    };
    if !row.code_after {
        return None;
    }
    // A bank that does not name its client has no card of theirs either.
    let client = said.client().unwrap_or_default();
    let code = Code::after(&row.id, client, bank_code::compared_print(vault, person));
    // Neither the way to the bank nor its words are needed any more.
    let content = Content {
        compared: proof.more.clone(),
        ..Content::default()
    };
    let held = Attempt {
        content: content.value(),
        ..attempt.clone()
    };
    Some((held, code))
}

/// Ends the attempt by what the comparison found.
pub(super) async fn conclude(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    verdict: Verdict,
) -> Result<(), DbError> {
    let (reason, fields) = match verdict {
        Verdict::Same(proof) => return prove(proofing, tx, attempt, &proof).await.map(|_| ()),
        Verdict::Differs(fields) => ("mismatch", fields),
        Verdict::NoDocument => ("document", Vec::new()),
    };
    refused(proofing, tx, attempt, reason, &fields).await
}

/// Ends the attempt well, or as one whose data were changed meanwhile. Says whether it
/// was well.
pub(in crate::ways) async fn prove(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    proof: &Proof,
) -> Result<bool, DbError> {
    store::move_to(tx, attempt.id, "", &Content::empty()).await?;
    let by = Decider::PROGRAM;
    match engine::done(proofing, tx, attempt.id, proof, by).await? {
        Ok(_) => return Ok(true),
        Err(Refusal::Ended | Refusal::TooLate) => {}
        // The data was changed while the person was at the bank.
        Err(_) => end(proofing, tx, attempt, "unsettled").await?,
    }
    Ok(false)
}

/// Refuses an attempt for a reason of `proofing-bank-why-…` and tells the person, with
/// the names of what differs.
pub(in crate::ways) async fn refused(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    reason: &str,
    fields: &[&'static str],
) -> Result<(), DbError> {
    let content = Content {
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        ..Content::default()
    };
    store::move_to(tx, attempt.id, "", &content.value()).await?;
    let (account, _) = find_locked(tx, attempt.account).await?;
    let (method, fields) = (&attempt.method, &content.fields);
    let text = super::reason_text(proofing, account.lang, method, reason, fields);
    let proof = Proof {
        more: json!({ "differs": fields }),
        ..Proof::default()
    };
    let by = Decider::PROGRAM;
    engine::refuse(proofing, tx, attempt, reason, &text, &proof, by)
        .await
        .map(|_| ())
}
