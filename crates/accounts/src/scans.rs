//! What people send is looked into for malicious programs before an official opens it.
//!
//! A file that came waits ([`Checked::Waiting`]); a job asks the scanner. What is
//! malicious is destroyed, the answer that it was is empty again, and its owner is told.
//! While the scanner does not answer files wait, and nothing else does.

use std::time::Duration;

use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use okno_gateways::{GatewayError, Gateways, Scan};
use okno_notifications::{Message, Topic};
use okno_store::files::{CHECK, Checked, FileFacts};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, Tx, Worker};
use serde_json::json;
use uuid::Uuid;

use crate::department::Accounts;
use crate::model::{Account, Person};
use crate::store::{find, recipient};

/// Where files are attached: a department that keeps them as answers.
pub trait Attachments: Send + Sync + 'static {
    /// Called in the transaction that marks a file as malicious. Empties the answer that
    /// it is, where that may still be changed; the path where another can be attached, or
    /// nothing when the file is not this department's.
    fn lost<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: Uuid,
        file: Uuid,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>>;
}

pub(crate) fn register(accounts: &Accounts, gateways: Gateways, worker: &mut Worker) {
    let policy = Policy {
        at_once: 4,
        deadline: Duration::from_secs(60),
        ..Policy::default()
    };
    let accounts = accounts.clone();
    worker.handle(CHECK, policy, move |job| {
        let (accounts, gateways) = (accounts.clone(), gateways.clone());
        async move { run(&accounts, &gateways, &job).await }
    });
}

async fn run(accounts: &Accounts, gateways: &Gateways, job: &Job) -> Result<(), JobError> {
    let id: Uuid = job.payload()?;
    let db = accounts.portal().db();
    let facts = match db.file_facts(id).await? {
        Some(facts) if facts.checked == Checked::Waiting => facts,
        Some(facts) if facts.checked != Checked::Infected => return Ok(()),
        // Forgotten meanwhile, or found by an attempt that did not get to the end.
        _ => return Ok(db.drop_content(id).await?),
    };
    let content = db.file_content(id).await?;
    let said = match gateways.scan(&content).await {
        // The portal's owner has taken the scanner away.
        Ok(None) => Checked::None,
        Ok(Some(Scan::Clean)) => Checked::Clean,
        Ok(Some(Scan::Found(name))) => {
            destroy(accounts, &facts, &name).await?;
            db.drop_content(id).await?;
            return Ok(());
        }
        Err(error) => return Err(later(job, db.now(), &error)),
    };
    metrics::counter!("okno_files_checked_total", "result" => said.word()).increment(1);
    let mut tx = db.begin().await?;
    if tx.file_checked(id, said).await?
        && let Some(owner) = facts.owner
    {
        tx.announce(owner);
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Soon at first, then every minute: files wait no longer than the scanner is away.
fn later(job: &Job, now: Timestamp, error: &GatewayError) -> JobError {
    if !error.is_passing() {
        return JobError::Dead(error.to_string());
    }
    let doublings = u32::try_from(job.attempt - 1).unwrap_or(0).min(4);
    let pause = SignedDuration::from_secs((5i64 << doublings).min(60));
    let mut next = now.checked_add(pause).unwrap_or(Timestamp::MAX);
    if let GatewayError::Overloaded { until } = error {
        next = next.max(*until);
    }
    JobError::At(next, error.to_string())
}

async fn destroy(accounts: &Accounts, facts: &FileFacts, found: &str) -> Result<(), DbError> {
    let db = accounts.portal().db();
    // Not locked: each department has its own order of what it locks.
    let holder = match facts.owner {
        Some(owner) => find(db, owner).await?,
        None => None,
    };
    let mut tx = db.begin().await?;
    if !tx.file_checked(facts.id, Checked::Infected).await? {
        return tx.commit().await;
    }
    metrics::counter!("okno_files_checked_total", "result" => "infected").increment(1);
    tracing::warn!(file = %facts.id, found, "a malicious program in a file that was sent");
    tx.journal(
        Entry::new(Actor::System, "file.infected", "file", facts.id)
            .owner(facts.owner)
            .detail(json!({ "found": found })),
    )
    .await?;
    if let Some((account, person)) = &holder {
        let mut link = None;
        for hook in accounts.attachments() {
            link = hook.lost(&mut tx, account.id, facts.id).await?;
            if link.is_some() {
                break;
            }
        }
        let message = written(accounts, facts, (account, person), link);
        okno_notifications::send(&mut tx, &recipient(account, person), message).await?;
        tx.announce(account.id);
    }
    tx.commit().await
}

fn written(
    accounts: &Accounts,
    facts: &FileFacts,
    (account, person): (&Account, &Person),
    link: Option<String>,
) -> Message {
    let portal = accounts.portal();
    let at = portal.date_long(account.lang, facts.created_at);
    let args = [
        ("name", person.called_in(account.lang).into()),
        ("date", at.into()),
    ];
    let words = portal.words();
    let text = |part: &str| words.tv(account.lang, &format!("accounts-infected-{part}"), &args);
    Message {
        key: format!("file:{}:infected", facts.id),
        topic: Topic::Security,
        sms: None,
        subject: text("subject"),
        body: text("body"),
        link,
        inbox: true,
        mail: true,
    }
}
