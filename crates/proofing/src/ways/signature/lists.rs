//! Revocation lists: fetched by jobs, kept with their age, looked at by the
//! administrator.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_gateways::GatewayError;
use okno_signature::List;
use okno_store::jobs::Policy;
use okno_store::{DbError, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};

use crate::ways::handle;
use crate::{Proofing, store};

/// The kind of the job.
const FETCH: &str = "proofing.list";
/// A list is asked for so often, however long it says that it is good.
const EVERY: SignedDuration = SignedDuration::from_mins(30);

/// A revocation list as the administrator sees it.
#[derive(Debug, Clone)]
pub struct ListState {
    /// Where it is fetched from.
    pub address: String,
    /// When the last good one came.
    pub fetched_at: Option<Timestamp>,
    /// May it be relied on? While it may not, nobody confirms by a signature of its
    /// authority.
    pub fresh: bool,
    /// What went wrong the last time.
    pub failure: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    address: String,
}

pub(crate) fn register(proofing: &Proofing, worker: &mut Worker) {
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(30),
        ..Policy::default()
    };
    handle(worker, proofing, FETCH, policy, fetch);
}

/// Asks for the lists whose time has come; from a schedule, and when somebody met an
/// old one. Of several askers within a minute one is heard.
pub(crate) async fn ask(proofing: &Proofing, tx: &mut Tx) -> Result<(), DbError> {
    let db = tx.db().clone();
    let kept = store::list_states(&db).await?;
    let now = tx.now();
    for gone in kept
        .iter()
        .filter(|k| !proofing.signing.lists.contains(&k.address))
    {
        store::drop_list(tx, &gone.address).await?;
    }
    for address in &proofing.signing.lists {
        let known = kept.iter().find(|k| k.address == *address);
        let young = known.is_some_and(|k| {
            let asked = k
                .fetched_at
                .is_some_and(|at| now.duration_since(at) < EVERY);
            asked && k.failure.is_none() && k.next_at.is_some_and(|at| at > now)
        });
        if !young {
            let minute = now.as_second() / 60;
            let payload = Payload {
                address: address.clone(),
            };
            tx.enqueue(
                NewJob::new(FETCH, format!("list:{address}:{minute}"), &payload).attempts(3),
            )
            .await?;
        }
    }
    Ok(())
}

async fn fetch(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let address = job.payload::<Payload>()?.address;
    let db = proofing.portal.db();
    let fetched = proofing.gateways.revocation_list(&address).await;
    let now = db.now();
    let signing = proofing.signing.clone();
    let read = match fetched {
        Ok(body) => signing
            .bench
            .clone()
            .run(move || {
                let list = List::read(&body, now).map_err(|e| e.to_string())?;
                if !signing.trust.knows(&list) {
                    return Err("not signed by a trusted authority".to_owned());
                }
                Ok((body, list.made_at, list.next_at))
            })
            .await
            .unwrap_or_else(|e| Err(e.to_string())),
        Err(GatewayError::Overloaded { until }) => Err(format!("overloaded until {until}")),
        Err(error) => Err(error.to_string()),
    };
    let mut tx = db.begin().await?;
    let why = match read {
        Ok((body, made_at, next_at)) => {
            let kept = store::keep_list(&mut tx, &address, &body, made_at, next_at).await?;
            (!kept).then(|| "older than the one that is here".to_owned())
        }
        Err(why) => Some(why),
    };
    // The schedule asks again; a job of its own that waits would only stand in line.
    if let Some(why) = why {
        tracing::warn!(%address, %why, "a revocation list could not be had");
        store::list_failed(&mut tx, &address, &why).await?;
    }
    job.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// How the lists stand.
pub(crate) async fn states(proofing: &Proofing) -> Result<Vec<ListState>, DbError> {
    let db = proofing.portal.db();
    let (now, keeps) = (db.now(), proofing.signing.keeps);
    let kept = store::list_states(db).await?;
    let state = |address: &String| {
        let known = kept.iter().find(|k| k.address == *address);
        let fetched_at = known.and_then(|k| k.fetched_at);
        ListState {
            address: address.clone(),
            fetched_at,
            fresh: fetched_at.is_some_and(|at| now.duration_since(at) <= keeps)
                && known.and_then(|k| k.next_at).is_some_and(|at| at > now),
            failure: known.and_then(|k| k.failure.clone()),
        }
    };
    Ok(proofing.signing.lists.iter().map(state).collect())
}
