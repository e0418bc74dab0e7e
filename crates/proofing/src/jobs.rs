//! Asking the registries, after the answer to the person.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Level, Person, find, find_locked, recipient, set_level};
use okno_gateways::{GatewayError, Outcome, RegistryAnswer};
use okno_notifications::{Message, Topic};
use okno_requisites::Inn;
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Proofing;
use crate::mismatches::{own_field, tell};
use crate::model::{self, Check, CheckState, Found, Kind, makes_standard};
use crate::questions::question;
use crate::ways::handle;
use crate::{counter, store, ways};

/// The kind of the job.
pub(crate) const CHECK: &str = "proofing.check";

/// The kind of the job that asks once more about what was good.
const COMPARE: &str = "proofing.compare";

#[derive(Serialize, Deserialize)]
struct Payload {
    check: Uuid,
    ask: i64,
}

/// Begins the checks whose values changed; in the transaction that saved them.
pub(crate) async fn begin_checks(
    proofing: &Proofing,
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    actor: Actor,
) -> Result<(), DbError> {
    let known = store::checks_in(tx, account.id).await?;
    let mut asked = Vec::new();
    for kind in Kind::ALL {
        let before = known.iter().find(|check| check.kind == kind);
        let current = current(tx.db().vault(), kind, person);
        if before.is_some_and(|check| Some(&check.fingerprint) == current.as_ref()) {
            // The answer stands, or is on its way (C12).
            continue;
        }
        match current {
            Some(fingerprint) if person.is_whole() => {
                ask(tx, account.id, kind, &fingerprint).await?;
                if kind.is_shown() {
                    asked.push(kind.word());
                }
            }
            // What was checked is no longer what the person says.
            _ => {
                store::drop_check(tx, account.id, kind).await?;
            }
        }
    }
    if asked.is_empty() {
        // The last check under way may have been taken away.
        tell(proofing, tx, account, person).await?;
        level_up(proofing, tx, account.id).await?;
        return agreed(proofing, tx, account.id).await;
    }
    begun(tx, account.id, actor, &asked).await
}

/// Asks about the same values once more where a registry disagreed or refused:
/// it may have been put right since. False when there was nothing to ask.
pub(crate) async fn ask_again(tx: &mut Tx, account: Uuid, actor: Actor) -> Result<bool, DbError> {
    let (_, person) = find_locked(tx, account).await?;
    let mut asked = Vec::new();
    for check in store::checks_in(tx, account).await? {
        let open = check.state == CheckState::Mismatch || check.is_stuck();
        let open = open && check.kind.is_shown();
        let current = current(tx.db().vault(), check.kind, &person);
        if open && current.as_ref() == Some(&check.fingerprint) {
            ask(tx, account, check.kind, &check.fingerprint).await?;
            asked.push(check.kind.word());
        }
    }
    if asked.is_empty() {
        return Ok(false);
    }
    begun(tx, account, actor, &asked).await?;
    Ok(true)
}

/// «Оставить как есть»: the address is right, whatever ФИАС knows (S2-18).
pub(crate) async fn keep_address(tx: &mut Tx, account: Uuid, actor: Actor) -> Result<(), DbError> {
    let (_, person) = find_locked(tx, account).await?;
    let checks = store::checks_in(tx, account).await?;
    for check in checks.iter().filter(|check| check.kind == Kind::Address) {
        let values = current(tx.db().vault(), check.kind, &person);
        if values.as_ref() == Some(&check.fingerprint) && store::keep(tx, check).await? {
            tx.journal(Entry::new(actor, "check.kept", "account", account).owner(account))
                .await?;
            tx.announce(account);
        }
    }
    Ok(())
}

#[derive(Serialize, Deserialize)]
struct Once {
    check: Uuid,
    ask: i64,
    since: Timestamp,
}

/// Asks every registry now, from the counter: what was good is asked about once more and
/// stands until a registry disagrees, so that one which is down spoils nothing (S1-097).
/// False when all is under way already.
pub(crate) async fn compare(tx: &mut Tx, account: Uuid, actor: Actor) -> Result<bool, DbError> {
    let (_, person) = find_locked(tx, account).await?;
    let now = tx.now();
    let mut asked = Vec::new();
    for check in store::checks_in(tx, account).await? {
        let good = check.state == CheckState::Good && check.again_at.is_none();
        let open = check.state == CheckState::Mismatch || check.is_stuck();
        let values = current(tx.db().vault(), check.kind, &person);
        let fresh = values.as_ref() == Some(&check.fingerprint);
        if !(fresh && check.kind.is_shown() && (good || open)) {
            continue;
        }
        if open {
            ask(tx, account, check.kind, &check.fingerprint).await?;
        } else if store::ask_once_more(tx, &check, Some(now)).await? {
            let once = Once {
                check: check.id,
                ask: check.asks,
                since: now,
            };
            let key = format!("check:{}:once:{}", check.id, tx.new_id());
            let job = NewJob::new(COMPARE, key, &once).owner(account).attempts(8);
            tx.enqueue(job).await?;
        }
        asked.push(check.kind.word());
    }
    if asked.is_empty() {
        return Ok(false);
    }
    begun(tx, account, actor, &asked).await?;
    Ok(true)
}

async fn run_compare(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let Once { check, ask, since } = job.payload()?;
    let db = proofing.portal.db();
    let Some((account, check)) = store::check(db, check).await? else {
        return Ok(());
    };
    if check.asks != ask || check.again_at != Some(since) || check.state != CheckState::Good {
        return Ok(());
    }
    let Some((_, person)) = find(db, account).await? else {
        return Ok(());
    };
    let answer = question(&proofing, check.kind, &person, &job.key).await;
    match answer {
        Some(Ok(answer)) => Ok(settle(&proofing, &job, account, &check, &answer).await?),
        Some(Err(error)) if error.is_passing() && !job.is_last() => Err(match error {
            GatewayError::Overloaded { until } => JobError::At(until, error.to_string()),
            error => JobError::Again(error.to_string()),
        }),
        // Nobody asks any more; the earlier answer stands.
        _ => {
            let mut tx = db.begin().await?;
            store::ask_once_more(&mut tx, &check, None).await?;
            tx.announce(account);
            job.done(&mut tx).await?;
            Ok(tx.commit().await?)
        }
    }
}

async fn ask(tx: &mut Tx, account: Uuid, kind: Kind, fingerprint: &[u8]) -> Result<(), DbError> {
    let (id, ask) = store::ask(tx, account, kind, fingerprint).await?;
    tx.enqueue(
        NewJob::new(
            CHECK,
            format!("check:{id}:{ask}"),
            &Payload { check: id, ask },
        )
        .owner(account)
        .attempts(300),
    )
    .await
    .map(|_| ())
}

async fn begun(
    tx: &mut Tx,
    account: Uuid,
    actor: Actor,
    asked: &[&'static str],
) -> Result<(), DbError> {
    tx.journal(
        Entry::new(actor, "checks.begun", "account", account)
            .owner(account)
            .detail(json!({ "checks": asked })),
    )
    .await?;
    tx.announce(account);
    Ok(())
}

/// Blind index of what the person says now, as far as this check covers it.
pub(crate) fn current(vault: &okno_vault::Vault, kind: Kind, person: &Person) -> Option<Vec<u8>> {
    kind.covered(person)
        .map(|values| fingerprint(vault, kind, &values))
}

fn fingerprint(vault: &okno_vault::Vault, kind: Kind, values: &str) -> Vec<u8> {
    vault.index(&format!("proofing.{}", kind.word()), values)
}

pub(crate) fn register(proofing: &Proofing, worker: &mut Worker) {
    let policy = Policy {
        at_once: 8,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    let soon = Policy {
        backoff: SignedDuration::from_secs(5),
        ..policy
    };
    handle(worker, proofing, COMPARE, soon, run_compare);
    handle(worker, proofing, CHECK, policy, run);
}

async fn run(proofing: Proofing, job: Job) -> Result<(), JobError> {
    let payload: Payload = job.payload()?;
    let db = proofing.portal.db();
    let Some((account, check)) = store::check(db, payload.check).await? else {
        return Ok(());
    };
    if check.asks != payload.ask || !check.state.is_under_way() {
        return Ok(());
    }
    let Some((_, person)) = find(db, account).await? else {
        return Ok(());
    };
    if current(db.vault(), check.kind, &person).as_ref() != Some(&check.fingerprint) {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    store::move_check(&mut tx, &check, CheckState::Running, None).await?;
    tx.announce(account);
    tx.commit().await?;

    match question(&proofing, check.kind, &person, &job.key).await {
        Some(Ok(answer)) => Ok(settle(&proofing, &job, account, &check, &answer).await?),
        Some(Err(error)) => Err(wait(&proofing, &job, account, &check, &error).await?),
        None => Ok(()),
    }
}

/// The registry does not answer: says when it is tried again.
async fn wait(
    proofing: &Proofing,
    job: &Job,
    account: Uuid,
    check: &Check,
    error: &GatewayError,
) -> Result<JobError, JobError> {
    let now = proofing.portal.db().now();
    if !error.is_passing() || job.is_last() {
        // The page does not promise another try that nobody will make.
        put_off(proofing, account, check, None).await?;
        return Ok(JobError::Dead(format!("{}: {error}", check.kind.word())));
    }
    let doublings = u32::try_from(job.attempt - 1).unwrap_or(0).min(7);
    let seconds = (5i64 << doublings).min(600);
    let mut next = now
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX);
    if let GatewayError::Overloaded { until } = error {
        next = next.max(*until);
    }
    put_off(proofing, account, check, Some(next)).await?;
    Ok(JobError::At(
        next,
        format!("{}: {error}", check.kind.word()),
    ))
}

async fn put_off(
    proofing: &Proofing,
    account: Uuid,
    check: &Check,
    next: Option<Timestamp>,
) -> Result<(), DbError> {
    let mut tx = proofing.portal.db().begin().await?;
    // Locked first, as in `settle`: of checks that end at once the last one tells.
    let (holder, person) = find_locked(&mut tx, account).await?;
    store::move_check(&mut tx, check, CheckState::Waiting, next).await?;
    tell(proofing, &mut tx, &holder, &person).await?;
    tx.announce(account);
    tx.commit().await
}

async fn settle(
    proofing: &Proofing,
    job: &Job,
    account: Uuid,
    check: &Check,
    answer: &RegistryAnswer,
) -> Result<(), DbError> {
    let mut tx = proofing.portal.db().begin().await?;
    // The account is locked first, so that two checks that end at once see
    // each other and the level is given once.
    let (holder, person) = find_locked(&mut tx, account).await?;
    let document_state = answer.state.as_deref().filter(|state| *state != "valid");
    let search = check.kind == Kind::InnSearch;
    let good = search || (answer.outcome == Outcome::Match && document_state.is_none());
    let state = if good {
        CheckState::Good
    } else {
        CheckState::Mismatch
    };
    let fields = match answer.outcome {
        Outcome::NotFound if answer.mismatches.is_empty() => vec![own_field(check.kind).to_owned()],
        _ => answer.mismatches.clone(),
    };
    let fields = if good { Vec::new() } else { fields };
    let found = good.then(|| Found {
        house: answer.house.clone(),
        taxpayer: answer.taxpayer,
        inn: answer
            .inn
            .as_deref()
            .and_then(|inn| Inn::parse_person(inn).ok()),
    });
    let values = current(tx.db().vault(), check.kind, &person);
    if values.as_ref() != Some(&check.fingerprint)
        || !store::answer(
            &mut tx,
            check,
            state,
            &fields,
            document_state,
            found.as_ref(),
        )
        .await?
    {
        job.done(&mut tx).await?;
        return tx.commit().await;
    }
    if !search {
        tx.journal(
        Entry::new(Actor::System, "check.answered", "account", account).owner(account).detail(
            json!({ "check": check.kind.word(), "result": state.word(), "fields": fields, "document": document_state }),
        ),
    )
    .await?;
    } else if found.as_ref().is_some_and(|found| found.inn.is_some()) {
        let entry = Entry::new(Actor::System, "inn.found", "account", account);
        tx.journal(entry.owner(account)).await?;
    }
    tell(proofing, &mut tx, &holder, &person).await?;
    if good {
        level_up(proofing, &mut tx, account).await?;
        agreed(proofing, &mut tx, account).await?;
    }
    tx.announce(account);
    job.done(&mut tx).await?;
    tx.commit().await
}

/// Gives the standard level when everything is good; once.
async fn level_up(proofing: &Proofing, tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let (holder, person) = find_locked(tx, account).await?;
    if holder.level != Level::Simplified {
        return Ok(());
    }
    let checks = store::checks_in(tx, account).await?;
    // Only answers about what the person says now count.
    let vault = tx.db().vault();
    let fresh = checks
        .iter()
        .filter(|check| check.kind.decides())
        .all(|check| current(vault, check.kind, &person).as_ref() == Some(&check.fingerprint));
    let good = makes_standard(checks.iter().map(|check| (check.kind, check.state)));
    if !(person.is_whole() && fresh && good) {
        return Ok(());
    }
    set_level(tx, account, Level::Standard, None, Actor::System).await?;
    for way in proofing.ways.iter() {
        way.standard(tx, account).await?;
    }
    let words = proofing.portal.words();
    let lang = holder.lang;
    okno_notifications::send(
        tx,
        &recipient(&holder, &person),
        Message {
            key: format!("level:{account}:standard"),
            topic: Topic::Account,
            sms: Some(words.t(lang, "proofing-standard-sms")),
            subject: words.t(lang, "proofing-standard-subject"),
            body: words.tv(
                lang,
                "proofing-standard-body",
                &[("name", person.called_in(lang).into())],
            ),
            link: Some("/cabinet/level".to_owned()),
            inbox: true,
            mail: true,
        },
    )
    .await
}

/// What waited for the registries goes on when all agree.
async fn agreed(proofing: &Proofing, tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    let (holder, _) = find_locked(tx, account).await?;
    let settled = model::is_settled(&store::checks_in(tx, account).await?);
    if holder.level < Level::Standard || !settled {
        return Ok(());
    }
    counter::agreed(proofing, tx, account).await?;
    ways::paper::agreed(proofing, tx, account).await
}
