//! Where a package is, asked of the post until it has arrived.

use std::time::Duration;

use jiff::SignedDuration;
use okno_accounts::{Account, Person, find_locked, recipient};
use okno_gateways::GatewayError;
use okno_notifications::{Message, Topic};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::state::Step;
use super::{keep, package_of};
use crate::Proofing;
use crate::attempt::Attempt;
use crate::store;

const TRACK: &str = "proofing.package.track";

#[derive(Serialize, Deserialize)]
struct Track {
    attempt: Uuid,
}

/// Follows the package from now on.
pub(super) async fn follow(tx: &mut Tx, attempt: &Attempt) -> Result<(), DbError> {
    ask(tx, attempt, SignedDuration::ZERO).await
}

async fn ask(tx: &mut Tx, attempt: &Attempt, after: SignedDuration) -> Result<(), DbError> {
    let payload = Track {
        attempt: attempt.id,
    };
    let key = format!("package:{}:{}", attempt.id, tx.new_id());
    // A post that does not answer for weeks does not end the asking.
    let job = NewJob::new(TRACK, key, &payload)
        .owner(attempt.account)
        .attempts(10_000)
        .after(after);
    tx.enqueue(job).await.map(|_| ())
}

pub(super) fn register(proofing: &Proofing, worker: &mut Worker) {
    let of = proofing.clone();
    let policy = Policy {
        at_once: 4,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    worker.handle(TRACK, policy, move |job| {
        let of = of.clone();
        async move { run(&of, &job).await }
    });
}

async fn run(proofing: &Proofing, job: &Job) -> Result<(), JobError> {
    let db = proofing.portal.db();
    let payload: Track = job.payload()?;
    let waits =
        |attempt: &Attempt| attempt.is_open(db.now()) && package_of(attempt).step() == Step::Sent;
    let Some(attempt) = store::by_id(db, payload.attempt).await?.filter(waits) else {
        return Ok(());
    };
    let Some(track) = package_of(&attempt).track else {
        return Ok(());
    };
    let events = match proofing.gateways.post_events(&track).await {
        Ok(events) => events,
        // The post does not know the number yet: it is asked again like any other.
        Err(GatewayError::Refused(_)) => Vec::new(),
        Err(GatewayError::Overloaded { until }) => {
            return Err(JobError::At(
                until,
                "the post is asked too often".to_owned(),
            ));
        }
        Err(error) => return Err(JobError::Again(error.to_string())),
    };
    let mut tx = db.begin().await?;
    let (account, person) = find_locked(&mut tx, attempt.account).await?;
    let fresh = store::by_id_locked(&mut tx, attempt.id)
        .await?
        .filter(waits);
    let Some(fresh) = fresh else {
        job.done(&mut tx).await?;
        return Ok(tx.commit().await?);
    };
    let mut package = package_of(&fresh);
    // Entered anew meanwhile: the other job follows that one.
    if package.track.as_ref() == Some(&track) {
        let now = tx.now();
        if package.learn(&events, now) {
            keep(&mut tx, &fresh, &package, Actor::System).await?;
            tell(
                proofing,
                &mut tx,
                (&account, &person),
                fresh.id,
                "arrived",
                "",
            )
            .await?;
        } else {
            let every = SignedDuration::try_from(proofing.gateways.post_every());
            let every = every.unwrap_or(SignedDuration::from_hours(1));
            ask(&mut tx, &fresh, every).await?;
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// SMS, letter and inbox about the package; the letter goes to the address of the
/// application (S1-121).
pub(super) async fn tell(
    proofing: &Proofing,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
    id: Uuid,
    word: &str,
    list: &str,
) -> Result<(), DbError> {
    let at = tx.now().as_millisecond();
    let message = written(proofing, account, person, (id, at), word, list);
    okno_notifications::send(tx, &recipient(account, person), message).await
}

fn written(
    proofing: &Proofing,
    account: &Account,
    person: &Person,
    (id, at): (Uuid, i64),
    word: &str,
    list: &str,
) -> Message {
    let words = proofing.portal.words();
    let args = [
        ("name", person.called_in(account.lang).into()),
        ("list", list.into()),
        ("phone", proofing.portal.settings().hotline.as_str().into()),
    ];
    let text = |part: &str| {
        let id = format!("proofing-package-told-{word}-{part}");
        words.tv(account.lang, &id, &args)
    };
    Message {
        key: format!("package:{id}:{word}:{at}"),
        topic: Topic::Account,
        sms: Some(text("sms")),
        subject: text("subject"),
        body: text("body"),
        link: Some("/cabinet/confirm/paper".to_owned()),
        inbox: true,
        mail: true,
    }
}
