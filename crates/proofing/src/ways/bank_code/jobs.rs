//! What is asked of the bank about a code: to send one, and whether it is the right one.

use jiff::{SignedDuration, Timestamp};
use okno_accounts::find_locked;
use okno_gateways::{CardCode, CardOf, CardVerdict, GatewayError};
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{ASKED, CHECKED, Code, SENT, Told, compared_print, move_to, phone_print};
use crate::Proofing;
use crate::attempt::{Attempt, Proof, Stage};
use crate::engine::{self, Decider};
use crate::store;
use crate::ways::{bank, card, handle};

const SEND: &str = "proofing.card.send";
const CHECK: &str = "proofing.card.check";
/// So often a bank is asked that does not answer: a minute in all.
const TRIES: u32 = 6;
/// No code is good for longer, whatever the bank says.
const LONGEST: i64 = 3600;

#[derive(Serialize, Deserialize)]
struct Payload {
    attempt: Uuid,
    /// The how-manieth code, or try of one.
    turn: u32,
}

pub(super) async fn ask_code(tx: &mut Tx, attempt: &Attempt, turn: u32) -> Result<(), DbError> {
    enqueue(tx, SEND, attempt, turn).await
}

pub(super) async fn ask_check(tx: &mut Tx, attempt: &Attempt, turn: u32) -> Result<(), DbError> {
    enqueue(tx, CHECK, attempt, turn).await
}

async fn enqueue(
    tx: &mut Tx,
    kind: &'static str,
    attempt: &Attempt,
    turn: u32,
) -> Result<(), DbError> {
    let key = format!("{kind}:{}:{turn}", attempt.id);
    let payload = Payload {
        attempt: attempt.id,
        turn,
    };
    let job = NewJob::new(kind, key, &payload).owner(attempt.account);
    tx.enqueue(job.attempts(TRIES)).await.map(|_| ())
}

pub(in crate::ways) fn register(proofing: &Proofing, worker: &mut Worker) {
    handle(worker, proofing, SEND, bank::policy(), send);
    handle(worker, proofing, CHECK, bank::policy(), check);
}

/// Is it still this that is waited for?
fn stands(attempt: &Attempt, step: &str, turn: u32, now: Timestamp) -> Option<Code> {
    let code = Code::of(attempt);
    let own = match step {
        ASKED => code.codes,
        _ => code.turn,
    };
    (attempt.is_open(now) && attempt.step == step && own == turn).then_some(code)
}

async fn current(
    proofing: &Proofing,
    payload: &Payload,
    step: &str,
) -> Result<Option<(Attempt, Code)>, JobError> {
    let db = proofing.portal.db();
    let found = store::by_id(db, payload.attempt).await?;
    Ok(found.and_then(|attempt| {
        let code = stands(&attempt, step, payload.turn, db.now())?;
        Some((attempt, code))
    }))
}

/// The same as the transaction sees it, the account locked first.
async fn fresh(
    tx: &mut Tx,
    seen: &Attempt,
    payload: &Payload,
    step: &str,
) -> Result<Option<(Attempt, Code)>, DbError> {
    find_locked(tx, seen.account).await?;
    let now = tx.now();
    let found = store::by_id_locked(tx, seen.id).await?;
    Ok(found.and_then(|attempt| {
        let code = stands(&attempt, step, payload.turn, now)?;
        Some((attempt, code))
    }))
}

/// What the bank said; nothing when it does not answer and is given up.
pub(in crate::ways) fn heard<T>(
    proofing: &Proofing,
    job: &Job,
    answer: Result<T, GatewayError>,
) -> Result<Option<T>, JobError> {
    match answer {
        Ok(said) => Ok(Some(said)),
        Err(error) => match bank::again(proofing.portal.db().now(), job, &error) {
            Some(next) => Err(JobError::At(next, error.to_string())),
            None => {
                tracing::warn!(%error, "a bank was given up");
                Ok(None)
            }
        },
    }
}

async fn send(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let Some((seen, code)) = current(&proofing, &payload, ASKED).await? else {
        return Ok(());
    };
    let db = proofing.portal.db();
    let Some((_, person)) = okno_accounts::find(db, seen.account).await? else {
        return Ok(());
    };
    let of = match &code.client {
        Some(client) => CardOf::Client(client),
        None => CardOf::Phone(&person.phone),
    };
    let answer = proofing.gateways.card_code(&code.bank, of, &job.key).await;
    let said = heard(&proofing, &job, answer)?;
    let mut tx = db.begin().await?;
    if let Some((attempt, mut code)) = fresh(&mut tx, &seen, &payload, ASKED).await? {
        match said {
            Some(CardCode::Sent {
                request,
                phone_end,
                lives_s,
            }) => {
                let now = tx.now();
                let lives = SignedDuration::from_secs(lives_s.clamp(0, LONGEST));
                let ends_at = now.checked_add(lives).unwrap_or(Timestamp::MAX);
                code.request = Some(request);
                let digits = phone_end.chars().filter(char::is_ascii_digit);
                code.phone_end = digits.take(4).collect();
                code.sent_at = now.as_millisecond();
                code.ends_at = ends_at.as_millisecond();
                if code.client.is_none() {
                    code.print = phone_print(tx.db().vault(), &person);
                }
                move_to(&mut tx, &attempt, SENT, &code).await?;
                note(&mut tx, &attempt, "proofing.card.sent", &code.bank).await?;
            }
            Some(CardCode::NoCard) => {
                none(&proofing, &mut tx, &attempt, code, Told::NoCard).await?
            }
            None => none(&proofing, &mut tx, &attempt, code, Told::Down).await?,
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn note(
    tx: &mut Tx,
    attempt: &Attempt,
    act: &'static str,
    bank: &str,
) -> Result<(), DbError> {
    let entry = Entry::new(Actor::System, act, "proofing", attempt.id)
        .owner(attempt.account)
        .detail(json!({ "method": attempt.method, "variant": bank }));
    tx.journal(entry).await.map(|_| ())
}

/// There is no code to be had from this bank: of a card another one may be chosen, an
/// attempt that the bank itself vouches for has ended.
async fn none(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    mut code: Code,
    told: Told,
) -> Result<(), DbError> {
    if attempt.method == card::ID {
        code.told = Some(told);
        code.given = None;
        return move_to(tx, attempt, card::CHOICE, &code).await;
    }
    let reason = match told {
        Told::NoCard => "card",
        _ => "down",
    };
    bank::end(proofing, tx, attempt, reason).await
}

async fn check(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let Some((seen, code)) = current(&proofing, &payload, CHECKED).await? else {
        return Ok(());
    };
    let (Some(request), Some(given)) = (&code.request, &code.given) else {
        return Ok(());
    };
    let gateways = &proofing.gateways;
    let answer = gateways.card_check(&code.bank, request, given, &job.key);
    let said = heard(&proofing, &job, answer.await)?;
    let mut tx = proofing.portal.db().begin().await?;
    if let Some((attempt, mut code)) = fresh(&mut tx, &seen, &payload, CHECKED).await? {
        code.given = None;
        match said {
            Some(CardVerdict::Right) => right(&proofing, &mut tx, &attempt, &code).await?,
            Some(CardVerdict::Wrong) => wrong(&proofing, &mut tx, &attempt, code).await?,
            Some(CardVerdict::Over) => {
                code.ends_at = 0;
                code.told = Some(Told::Over);
                move_to(&mut tx, &attempt, SENT, &code).await?;
            }
            None => none(&proofing, &mut tx, &attempt, code, Told::Down).await?,
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn wrong(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    mut code: Code,
) -> Result<(), DbError> {
    let by = Decider::PROGRAM;
    // What was typed is forgotten before the attempt may end.
    move_to(tx, attempt, SENT, &code).await?;
    let left = engine::wrong_entry_in(proofing, tx, by, attempt).await?;
    if left > 0 {
        code.told = Some(Told::Wrong(left));
        move_to(tx, attempt, SENT, &code).await?;
    }
    Ok(())
}

/// The code was right: it ends the attempt, if the data are still those it vouches for.
async fn right(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    code: &Code,
) -> Result<(), DbError> {
    let (_, person) = find_locked(tx, attempt.account).await?;
    let vault = tx.db().vault();
    let (print, proof) = match attempt.method.as_str() {
        card::ID => (phone_print(vault, &person), Proof::of(["code"])),
        _ => (compared_print(vault, &person), bank::proven(attempt)),
    };
    note(tx, attempt, "proofing.card.code", &code.bank).await?;
    store::move_to(tx, attempt.id, "", &serde_json::Value::Null).await?;
    let by = Decider::PROGRAM;
    let same = print == code.print;
    if same
        && engine::done(proofing, tx, attempt.id, &proof, by)
            .await?
            .is_ok()
    {
        return Ok(());
    }
    // Nothing happens to an attempt that has ended already.
    let how = Stage::Refused;
    engine::close(proofing, tx, attempt, how, Actor::System, Some("unsettled")).await
}
