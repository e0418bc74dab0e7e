//! The question to a registry, and the word before a document ends.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_accounts::{Account, Person, find, find_locked, recipient};
use okno_gateways::{DocumentQuestion, GatewayError, Outcome, RegistryAnswer};
use okno_notifications::{Message, Topic};
use okno_requisites::DocDate;
use okno_store::jobs::Policy;
use okno_store::{Actor, Db, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Papers;
use crate::kinds::Kind;
use crate::model::{Content, Paper, Standing, holder};
use crate::store;

const CHECK: &str = "papers.check";
const WARN: &str = "papers.warn";

#[derive(Serialize, Deserialize)]
struct Payload {
    paper: Uuid,
    /// Of which question, or of which version.
    of: i64,
}

pub(crate) fn register(papers: &Papers, worker: &mut Worker) {
    let policy = Policy {
        at_once: 4,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    let of = papers.clone();
    worker.handle(CHECK, policy, move |job| {
        let of = of.clone();
        async move { run_check(&of, &job).await }
    });
    let of = papers.clone();
    worker.handle(WARN, Policy::default(), move |job| {
        let of = of.clone();
        async move { run_warn(&of, &job).await }
    });
}

/// Keyed hash of whom a registry is asked about; nothing as long as the profile lacks a
/// birth date.
pub(crate) fn holder_index(db: &Db, person: &Person) -> Vec<u8> {
    holder(person).map_or_else(Vec::new, |text| db.vault().index("papers.holder", &text))
}

/// How a document begins: asked about, when there is somebody to ask.
pub(crate) fn first(kind: &Kind, person: &Person) -> Standing {
    match kind.keeper {
        Some(_) if holder(person).is_some() => Standing::Asked,
        _ => Standing::Entered,
    }
}

fn warn_key(paper: Uuid, version: i64) -> String {
    format!("paper:{paper}:{version}:warn")
}

/// When its holder is written to: some days before the end, at ten in the morning.
fn warn_at(papers: &Papers, kind: &Kind, until: Date) -> Option<Timestamp> {
    let day = until.checked_sub(kind.warn_days?.days()).ok()?;
    let zone = papers.portal().local(Timestamp::UNIX_EPOCH);
    let at = day
        .at(10, 0, 0, 0)
        .to_zoned(zone.time_zone().clone())
        .ok()?;
    Some(at.timestamp())
}

/// What follows a document that was written down: the question, the word before its end.
/// A document whose last days have come already is said to end on the page, and nobody is
/// woken.
pub(crate) async fn follow(
    papers: &Papers,
    tx: &mut Tx,
    kind: &Kind,
    id: Uuid,
) -> Result<(), DbError> {
    let Some(paper) = store::one_locked(tx, id).await? else {
        return Ok(());
    };
    if paper.standing == Standing::Asked {
        let key = format!("paper:{id}:{}", paper.ask);
        let payload = Payload {
            paper: id,
            of: paper.ask,
        };
        let job = NewJob::new(CHECK, key, &payload);
        tx.enqueue(job.owner(paper.account).attempts(300)).await?;
    }
    let now = tx.now();
    let at = paper.until(kind).and_then(|day| warn_at(papers, kind, day));
    if let Some(at) = at.filter(|at| *at > now) {
        let payload = Payload {
            paper: id,
            of: paper.version,
        };
        let job = NewJob::new(WARN, warn_key(id, paper.version), &payload);
        tx.enqueue(job.owner(paper.account).after(at.duration_since(now)))
            .await?;
    }
    Ok(())
}

/// Takes back the word about a document as it was.
pub(crate) async fn unwarn(tx: &mut Tx, id: Uuid, version: i64) -> Result<(), DbError> {
    tx.cancel_job(&warn_key(id, version)).await.map(|_| ())
}

/// The names of the fields in a registry's language and dates as agreed are those of the
/// table; what was left empty is not asked about.
async fn ask(
    papers: &Papers,
    kind: &Kind,
    person: &Person,
    paper: &Paper,
    key: &str,
) -> Option<Result<RegistryAnswer, GatewayError>> {
    let (keeper, birth_date) = (kind.keeper?, person.birth_date.clone()?);
    let mut fields = paper.content.values.clone();
    fields.retain(|_, value| !value.is_empty());
    let question = DocumentQuestion {
        person: okno_gateways::Person {
            surname: person.surname.clone(),
            name: person.given.clone(),
            patronymic: person.patronymic.clone(),
            birth_date,
        },
        kind: &kind.id,
        fields: &fields,
    };
    Some(papers.gateways().document(keeper, &question, key).await)
}

async fn run_check(papers: &Papers, job: &Job) -> Result<(), JobError> {
    let Payload { paper: id, of } = job.payload()?;
    let db = papers.portal().db();
    let asked = |paper: &Paper| paper.ask == of && paper.standing.is_under_way();
    let Some(paper) = store::one(db, id).await?.filter(asked) else {
        return Ok(());
    };
    let (Some(kind), Some((_, person))) = (
        papers.kinds().get(&paper.kind),
        find(db, paper.account).await?,
    ) else {
        return Ok(());
    };
    match ask(papers, kind, &person, &paper, &job.key).await {
        Some(Ok(answer)) => {
            let (content, standing) = judged(&paper, kind, &answer);
            settle(papers, job, kind, &paper, (content, standing)).await?;
            Ok(())
        }
        Some(Err(error)) => Err(wait(papers, job, &paper, &error).await?),
        // The table has changed, or the profile: there is nobody to ask any more.
        None => {
            let content = Content::of(paper.content.values.clone());
            settle(papers, job, kind, &paper, (content, Standing::Entered)).await?;
            Ok(())
        }
    }
}

/// What follows from an answer.
fn judged(paper: &Paper, kind: &Kind, answer: &RegistryAnswer) -> (Content, Standing) {
    let mut content = Content::of(paper.content.values.clone());
    let state = answer.state.as_deref().filter(|state| *state != "valid");
    match (answer.outcome, state) {
        (Outcome::Match, None) => return (content, Standing::Checked),
        (Outcome::Match, Some(state)) => {
            let known = ["lost", "expired"].contains(&state);
            content.trouble = Some(if known { state } else { "invalid" }.to_owned());
        }
        (Outcome::NotFound, _) => content.trouble = Some("unknown".to_owned()),
        (Outcome::Mismatch, _) => {
            let known = |name: &String| kind.fields.iter().any(|field| field.id == *name);
            content.differs = answer.mismatches.clone();
            // A name that is not the holder's: it is another person's document.
            if !content.differs.iter().any(known) {
                content.trouble = Some("another".to_owned());
            }
            content.differs.retain(known);
        }
    }
    (content, Standing::Differs)
}

async fn settle(
    papers: &Papers,
    job: &Job,
    kind: &Kind,
    paper: &Paper,
    (content, standing): (Content, Standing),
) -> Result<(), DbError> {
    let mut tx = papers.portal().db().begin().await?;
    let (account, person) = find_locked(&mut tx, paper.account).await?;
    if store::settle(&mut tx, paper, &content, standing, None).await? {
        tx.journal(
            Entry::new(Actor::System, "paper.answered", "paper", paper.id)
                .owner(account.id)
                .detail(json!({ "kind": kind.id, "state": standing.word() })),
        )
        .await?;
        if standing == Standing::Differs {
            let key = format!("paper:{}:{}:differs", paper.id, paper.ask);
            tell(
                papers,
                &mut tx,
                (&account, &person),
                kind,
                ("differs", key),
                None,
            )
            .await?;
        }
        tx.announce(account.id);
    }
    job.done(&mut tx).await?;
    tx.commit().await
}

/// The registry does not answer: says when it is tried again.
async fn wait(
    papers: &Papers,
    job: &Job,
    paper: &Paper,
    error: &GatewayError,
) -> Result<JobError, DbError> {
    let db = papers.portal().db();
    let over = !error.is_passing() || job.is_last();
    let doublings = u32::try_from(job.attempt - 1).unwrap_or(0).min(7);
    let pause = SignedDuration::from_secs((5i64 << doublings).min(600));
    let mut next = db.now().checked_add(pause).unwrap_or(Timestamp::MAX);
    if let GatewayError::Overloaded { until } = error {
        next = next.max(*until);
    }
    let content = Content::of(paper.content.values.clone());
    let mut tx = db.begin().await?;
    find_locked(&mut tx, paper.account).await?;
    let standing = if over {
        Standing::Entered
    } else {
        Standing::Waiting
    };
    let again_at = (!over).then_some(next);
    store::settle(&mut tx, paper, &content, standing, again_at).await?;
    tx.announce(paper.account);
    tx.commit().await?;
    let text = format!("{}: {error}", paper.kind);
    Ok(match over {
        true => JobError::Dead(text),
        false => JobError::At(next, text),
    })
}

async fn run_warn(papers: &Papers, job: &Job) -> Result<(), JobError> {
    let Payload { paper: id, of } = job.payload()?;
    let db = papers.portal().db();
    let Some(paper) = store::one(db, id).await? else {
        return Ok(());
    };
    let Some(kind) = papers.kinds().get(&paper.kind) else {
        return Ok(());
    };
    let mut tx = db.begin().await?;
    let (account, person) = find_locked(&mut tx, paper.account).await?;
    let fresh = store::one_locked(&mut tx, id).await?;
    let fresh = fresh.filter(|fresh| fresh.version == of && fresh.ended_at.is_none());
    if let Some(until) = fresh.and_then(|fresh| fresh.until(kind)) {
        let told = ("ends", warn_key(id, of));
        tell(
            papers,
            &mut tx,
            (&account, &person),
            kind,
            told,
            Some(until),
        )
        .await?;
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// A message about a document: in the portal and by e-mail; before the end by SMS too. No
/// number stands in it.
async fn tell(
    papers: &Papers,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
    kind: &Kind,
    (what, key): (&str, String),
    until: Option<Date>,
) -> Result<(), DbError> {
    let message = written(papers, account, person, kind, (what, key), until);
    okno_notifications::send(tx, &recipient(account, person), message).await
}

fn written(
    papers: &Papers,
    account: &Account,
    person: &Person,
    kind: &Kind,
    (what, key): (&str, String),
    until: Option<Date>,
) -> Message {
    let words = papers.portal().words();
    let date = until.map_or(String::new(), |date| DocDate::new(date).shown());
    let args = [
        ("name", person.called_in(account.lang).into()),
        ("document", kind.title(account.lang).into()),
        ("date", date.into()),
    ];
    let text = |part: &str| words.tv(account.lang, &format!("papers-{what}-{part}"), &args);
    Message {
        key,
        topic: Topic::Documents,
        sms: until.is_some().then(|| text("sms")),
        subject: text("subject"),
        body: text("body"),
        link: Some("/cabinet/documents".to_owned()),
        inbox: true,
        mail: true,
    }
}
