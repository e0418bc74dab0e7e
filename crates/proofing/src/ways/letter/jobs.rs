//! What happens to a letter after the answer: it is printed, and followed.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_accounts::{find, find_locked, paper_code, recipient};
use okno_gateways::{GatewayError, PostLetter};
use okno_issuance::PressError;
use okno_notifications::{Message, Topic};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::state::{Dispatch, Step};
use super::{TEMPLATE, conclude, letter_of};
use crate::Proofing;
use crate::attempt::{Attempt, Stage};
use crate::engine::{self, Decider};
use crate::store;
use crate::ways::handle;

const PRINT: &str = "proofing.letter.print";
const TRACK: &str = "proofing.letter.track";

/// The code is nowhere else until the letter is printed, and then only on paper.
#[derive(Serialize, Deserialize)]
struct Print {
    attempt: Uuid,
    code: String,
}

#[derive(Serialize, Deserialize)]
struct Track {
    attempt: Uuid,
    /// Which turn; `None` out of turn.
    turn: Option<u64>,
}

fn print_key(attempt: Uuid) -> String {
    format!("letter:{attempt}")
}

/// Has the letter printed; once for an attempt.
pub(super) async fn print(
    tx: &mut Tx,
    account: Uuid,
    attempt: Uuid,
    code: String,
) -> Result<(), DbError> {
    let payload = Print { attempt, code };
    let job = NewJob::new(PRINT, print_key(attempt), &payload);
    tx.enqueue(job.owner(account).attempts(300))
        .await
        .map(|_| ())
}

/// A letter that is not printed yet never will be.
pub(super) async fn forget(tx: &mut Tx, attempt: Uuid) -> Result<(), DbError> {
    tx.cancel_job(&print_key(attempt)).await.map(|_| ())
}

/// Asks the post out of turn.
pub(super) async fn ask_now(tx: &mut Tx, attempt: &Attempt) -> Result<(), DbError> {
    let payload = Track {
        attempt: attempt.id,
        turn: None,
    };
    let at = tx.now().as_millisecond();
    let key = format!("letter:{}:now:{at}", attempt.id);
    tx.enqueue(NewJob::new(TRACK, key, &payload).owner(attempt.account))
        .await
        .map(|_| ())
}

async fn ask_later(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    turn: u64,
) -> Result<(), DbError> {
    let payload = Track {
        attempt: attempt.id,
        turn: Some(turn),
    };
    let every = SignedDuration::try_from(proofing.gateways.post_every());
    let job = NewJob::new(
        TRACK,
        format!("letter:{}:track:{turn}", attempt.id),
        &payload,
    );
    // A post that does not answer for weeks does not end the asking.
    let job = job
        .owner(attempt.account)
        .attempts(10_000)
        .after(every.unwrap_or(SignedDuration::from_hours(1)));
    tx.enqueue(job).await.map(|_| ())
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(60),
        ..Policy::default()
    };
    handle(worker, proofing, PRINT, policy, run_print);
    let policy = Policy {
        at_once: 4,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    handle(worker, proofing, TRACK, policy, run_track);
}

async fn run_print(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let db = proofing.portal.db();
    let payload: Print = job.payload()?;
    let waits =
        |attempt: &Attempt| attempt.is_open(db.now()) && letter_of(attempt).step() == Step::Ordered;
    let found = store::by_id(db, payload.attempt).await?;
    let Some(attempt) = found.filter(waits) else {
        let mut tx = db.begin().await?;
        job.forget(&mut tx).await?;
        job.done(&mut tx).await?;
        return Ok(tx.commit().await?);
    };
    let Some((_, person)) = find(db, attempt.account).await? else {
        return Err(JobError::Dead("there is no such account".to_owned()));
    };
    let Some(press) = &proofing.press else {
        return Err(JobError::Again("there is no press for letters".to_owned()));
    };
    let address = letter_of(&attempt).address;
    let name = person.full_name();
    let postcode = address.postcode.clone().unwrap_or_default();
    let ordered = proofing.portal.local(attempt.created_at);
    let data = json!({
        "title": "Код подтверждения личности",
        "author": "Портал государственных услуг «Окно»",
        "created_at": attempt.created_at.to_string(),
        "ident": attempt.id.to_string(),
        "name": name,
        "address": okno_requisites::typo(&address.shown(), "ru"),
        "called": person.called(),
        "code": paper_code::shown(&payload.code),
        "url": proofing.portal.url("/cabinet/confirm/letter"),
        "ordered_on": ordered.strftime("%d.%m.%Y").to_string(),
    });
    let pdf = press
        .make(&proofing.folder, TEMPLATE, data)
        .await
        .map_err(|error| match error {
            PressError::Busy { .. } => JobError::Again(error.to_string()),
            // A mistake of the template is mended by its author.
            other => JobError::Again(format!("{TEMPLATE}: {other}")),
        })?;
    let letter = PostLetter {
        name: &name,
        address: &address.shown(),
        postcode: &postcode,
        pdf: &pdf,
    };
    let track = proofing.gateways.post_letter(&letter, &job.key).await;

    let mut tx = db.begin().await?;
    let (account, person) = find_locked(&mut tx, attempt.account).await?;
    let fresh = store::by_id_locked(&mut tx, attempt.id).await?;
    let Some(attempt) = fresh.filter(waits) else {
        // Taken back meanwhile: what the post carries opens nothing.
        job.forget(&mut tx).await?;
        job.done(&mut tx).await?;
        return Ok(tx.commit().await?);
    };
    match track {
        Ok(track) => {
            let mut letter = letter_of(&attempt);
            letter.track = Some(track);
            letter.printed_at = Some(tx.now());
            moved(&mut tx, &attempt, &letter).await?;
            ask_later(&proofing, &mut tx, &attempt, 1).await?;
        }
        Err(GatewayError::Refused(why)) => {
            tracing::warn!(why, "the post refuses a letter");
            let (stage, reason) = (Stage::Refused, Some(engine::UNSENT));
            engine::close(&proofing, &mut tx, &attempt, stage, Actor::System, reason).await?;
            tell(&proofing, &mut tx, &account, &person, attempt.id, "unsent").await?;
        }
        Err(error) => return Err(later(&error)),
    }
    job.forget(&mut tx).await?;
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

fn later(error: &GatewayError) -> JobError {
    match error {
        GatewayError::Overloaded { until } => JobError::At(*until, error.to_string()),
        other => JobError::Again(other.to_string()),
    }
}

/// Notes the step that the letter has reached.
async fn moved(tx: &mut Tx, attempt: &Attempt, letter: &Dispatch) -> Result<(), DbError> {
    let step = letter.step().word();
    let content = serde_json::to_value(letter).unwrap_or_default();
    store::move_to(tx, attempt.id, step, &content).await?;
    tx.journal(
        Entry::new(
            Actor::System,
            "proofing.letter.moved",
            "proofing",
            attempt.id,
        )
        .owner(attempt.account)
        .detail(json!({ "step": step })),
    )
    .await?;
    tx.announce(attempt.account);
    Ok(())
}

async fn run_track(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let db = proofing.portal.db();
    let payload: Track = job.payload()?;
    let open = |attempt: &Attempt| attempt.is_open(db.now());
    let Some(attempt) = store::by_id(db, payload.attempt).await?.filter(open) else {
        return Ok(());
    };
    let known = letter_of(&attempt);
    let Some(track) = &known.track else {
        return Ok(());
    };
    // What is handed over has no more to tell.
    let events = match known.handed_at {
        Some(_) => Vec::new(),
        None => match proofing.gateways.post_events(track).await {
            Ok(events) => events,
            Err(error) => return Err(later(&error)),
        },
    };
    let mut tx = db.begin().await?;
    let (account, person) = find_locked(&mut tx, attempt.account).await?;
    let Some(attempt) = store::by_id_locked(&mut tx, attempt.id).await?.filter(open) else {
        return Ok(());
    };
    let mut letter = letter_of(&attempt);
    let now = tx.now();
    let news = letter.learn(&events, now);
    if news.is_some() {
        moved(&mut tx, &attempt, &letter).await?;
    }
    let id = attempt.id;
    let goes_on = match news {
        Some(step) if step.is_in_vain() => {
            let (stage, reason) = (Stage::Refused, Some(step.word()));
            engine::close(&proofing, &mut tx, &attempt, stage, Actor::System, reason).await?;
            tell(&proofing, &mut tx, &account, &person, id, step.word()).await?;
            false
        }
        _ if letter.is_stale(now) => {
            let stage = Stage::Expired;
            engine::close(&proofing, &mut tx, &attempt, stage, Actor::System, None).await?;
            false
        }
        _ => {
            if let Some(step @ (Step::Dispatched | Step::Arrived)) = news {
                tell(&proofing, &mut tx, &account, &person, id, step.word()).await?;
            }
            let by = Decider::PROGRAM;
            !conclude(&proofing, &mut tx, id, &letter, by).await?
        }
    };
    if let (true, Some(turn)) = (goes_on, payload.turn) {
        ask_later(&proofing, &mut tx, &attempt, turn + 1).await?;
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// SMS, letter and inbox about where the letter is.
async fn tell(
    proofing: &Proofing,
    tx: &mut Tx,
    account: &okno_accounts::Account,
    person: &okno_accounts::Person,
    id: Uuid,
    word: &str,
) -> Result<(), DbError> {
    let words = proofing.portal.words();
    let lang = account.lang;
    let body = words.tv(
        lang,
        &format!("proofing-letter-{word}-body"),
        &[("name", person.called().into())],
    );
    let message = Message {
        key: format!("letter:{id}:{word}"),
        topic: Topic::Account,
        sms: Some(words.t(lang, &format!("proofing-letter-{word}-sms"))),
        subject: words.t(lang, &format!("proofing-letter-{word}-subject")),
        body,
        link: Some("/cabinet/confirm/letter".to_owned()),
        inbox: true,
        mail: true,
    };
    okno_notifications::send(tx, &recipient(account, person), message).await
}

/// The day on which tracking opens: the one after the dispatch (S3-28).
pub(super) fn tracking_opens(proofing: &Proofing, letter: &Dispatch) -> Option<jiff::civil::Date> {
    let at: Timestamp = letter.dispatched_at?;
    proofing.portal.local(at).date().tomorrow().ok()
}
