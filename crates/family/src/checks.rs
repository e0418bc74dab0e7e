//! The questions to СФР and ЗАГС, and what follows when both agree.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Person, find, find_locked, recipient};
use okno_gateways::{
    BirthQuestion, GatewayError, Outcome, Person as Named, RegistryAnswer, SnilsQuestion,
};
use okno_notifications::{Message, Topic};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::model::{Answer, Card, Content, PARENT, Registry, Standing, UNKNOWN};
use crate::{Family, ends, store};

const SFR: &str = "family.sfr";
const ZAGS: &str = "family.zags";

#[derive(Serialize, Deserialize)]
struct Payload {
    card: Uuid,
    /// Of which question.
    of: i64,
}

pub(crate) fn register(family: &Family, worker: &mut Worker) {
    let policy = Policy {
        at_once: 2,
        deadline: Duration::from_secs(20),
        ..Policy::default()
    };
    for (kind, registry) in [(SFR, Registry::Sfr), (ZAGS, Registry::Zags)] {
        let of = family.clone();
        worker.handle(kind, policy, move |job| {
            let of = of.clone();
            async move { run(&of, &job, registry).await }
        });
    }
}

/// Asks both registries about a card as it is now, in the transaction that wrote it.
pub(crate) async fn ask(tx: &mut Tx, account: Uuid, card: Uuid, of: i64) -> Result<(), DbError> {
    for kind in [SFR, ZAGS] {
        let job = NewJob::new(kind, format!("{kind}:{card}:{of}"), &Payload { card, of });
        tx.enqueue(job.owner(account).attempts(300)).await?;
    }
    Ok(())
}

fn parent_of(person: &Person) -> Option<Named> {
    Some(Named {
        surname: person.surname.clone(),
        name: person.given.clone(),
        patronymic: person.patronymic.clone(),
        birth_date: person.birth_date.clone()?,
    })
}

async fn question(
    family: &Family,
    registry: Registry,
    content: &Content,
    parent: Named,
    key: &str,
) -> Result<RegistryAnswer, GatewayError> {
    let child = &content.child;
    let named = Named {
        surname: child.surname.clone(),
        name: child.given.clone(),
        patronymic: child.patronymic.clone(),
        birth_date: child.birth_date.clone(),
    };
    match registry {
        Registry::Sfr => {
            let question = SnilsQuestion {
                person: named,
                snils: child.snils.clone(),
            };
            family.gateways().snils(&question, key).await
        }
        Registry::Zags => {
            let question = BirthQuestion {
                child: named,
                parent,
                relation: content.relation.word(),
                fields: &child.certificate,
            };
            family.gateways().birth(&question, key).await
        }
    }
}

async fn run(family: &Family, job: &Job, registry: Registry) -> Result<(), JobError> {
    let Payload { card: id, of } = job.payload()?;
    let db = family.portal().db();
    let asked = |card: &Card| {
        card.child.is_none() && card.ask == of && card.answer(registry).is_under_way()
    };
    let Some(card) = store::card(db, id).await?.filter(asked) else {
        return Ok(());
    };
    let Some((_, person)) = find(db, card.account).await? else {
        return Ok(());
    };
    let Some(parent) = parent_of(&person) else {
        settle(family, job, &card, registry, (Answer::Stuck, Vec::new())).await?;
        return Ok(());
    };
    match question(family, registry, &card.content, parent, &job.key).await {
        Ok(answer) => {
            let judged = judged(registry, &answer);
            settle(family, job, &card, registry, judged).await?;
            Ok(())
        }
        Err(error) => Err(wait(family, job, &card, registry, &error).await?),
    }
}

/// What follows from an answer: what differs is told by name. That it is another's child is
/// told alone, so that nobody learns what else of it is right.
fn judged(registry: Registry, answer: &RegistryAnswer) -> (Answer, Vec<String>) {
    let differs = &answer.mismatches;
    match answer.outcome {
        Outcome::Match => (Answer::Agrees, Vec::new()),
        Outcome::NotFound => (Answer::Differs, vec![UNKNOWN.to_owned()]),
        Outcome::Mismatch if differs.iter().any(|name| name == PARENT) => {
            (Answer::Differs, vec![PARENT.to_owned()])
        }
        Outcome::Mismatch => {
            let known = differs.iter().filter(|name| registry.knows(name));
            let mut known: Vec<String> = known.cloned().collect();
            if known.is_empty() {
                known.push(UNKNOWN.to_owned());
            }
            (Answer::Differs, known)
        }
    }
}

async fn settle(
    family: &Family,
    job: &Job,
    seen: &Card,
    registry: Registry,
    (answer, differs): (Answer, Vec<String>),
) -> Result<(), DbError> {
    let mut tx = family.portal().db().begin().await?;
    let (account, person) = find_locked(&mut tx, seen.account).await?;
    // The other registry may have answered meanwhile; the account is held now.
    let fresh = store::card_in(&mut tx, seen.id).await?;
    if let Some(mut card) = fresh.filter(|card| card.ask == seen.ask) {
        let mut content = card.content.clone();
        content.set_differs(registry, differs);
        let after = (answer, None);
        if store::settle(&mut tx, &card, registry, &content, after).await? {
            let detail = json!({ "registry": registry.word(), "state": answer.word() });
            tx.journal(
                Entry::new(Actor::System, "family.answered", "child", card.id)
                    .owner(account.id)
                    .detail(detail),
            )
            .await?;
            match registry {
                Registry::Sfr => card.sfr = answer,
                Registry::Zags => card.zags = answer,
            }
            card.content = content;
            let who = (&account, &person);
            match card.standing() {
                Standing::Checked => adopt(family, &mut tx, who, &card).await?,
                Standing::Differs if answer == Answer::Differs => {
                    let key = format!("family:{}:{}:differs", card.id, card.ask);
                    let name = card.content.child.given.shown();
                    tell(family, &mut tx, who, ("differs", key), &name).await?;
                }
                _ => {}
            }
            tx.announce(account.id);
        }
    }
    job.done(&mut tx).await?;
    tx.commit().await
}

/// Both registries agree: the parent is a guardian of the child from now on. Another one
/// may be so already; both are told then.
pub(crate) async fn adopt(
    family: &Family,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
    card: &Card,
) -> Result<(), DbError> {
    let child = &card.content.child;
    let known = store::child_for(tx, child).await?;
    let Some(known) = store::child_locked(tx, known.id).await? else {
        return Err(DbError::Missing("child"));
    };
    let others = store::guardians_in(tx, known.id).await?;
    if !store::attach(tx, card.id, known.id).await? {
        return Ok(());
    }
    ends::expect_grown(family, tx, &known).await?;
    let line = |act, owner| Entry::new(Actor::System, act, "child", known.id).owner(owner);
    tx.journal(line("family.checked", account.id)).await?;
    let name = child.given.shown();
    let key = format!("family:{}:{}:checked", card.id, card.ask);
    tell(family, tx, (account, person), ("checked", key), &name).await?;
    let owners = others.iter().map(|other| other.account);
    for owner in owners.chain(known.account) {
        tx.journal(line("family.joined", owner)).await?;
        if let Some((other, who)) = find(family.portal().db(), owner).await? {
            let what = match Some(owner) == known.account {
                true => "joined-child",
                false => "joined",
            };
            let key = format!("family:{}:{owner}:joined", card.id);
            tell(family, tx, (&other, &who), (what, key), &name).await?;
            tx.announce(owner);
        }
    }
    Ok(())
}

/// The registry does not answer: says when it is asked again.
async fn wait(
    family: &Family,
    job: &Job,
    card: &Card,
    registry: Registry,
    error: &GatewayError,
) -> Result<JobError, DbError> {
    let db = family.portal().db();
    let over = !error.is_passing() || job.is_last();
    let doublings = u32::try_from(job.attempt - 1).unwrap_or(0).min(7);
    let pause = SignedDuration::from_secs((5i64 << doublings).min(600));
    let mut next = db.now().checked_add(pause).unwrap_or(Timestamp::MAX);
    if let GatewayError::Overloaded { until } = error {
        next = next.max(*until);
    }
    let after = match over {
        true => (Answer::Stuck, None),
        false => (Answer::Waiting, Some(next)),
    };
    let mut tx = db.begin().await?;
    find_locked(&mut tx, card.account).await?;
    let fresh = store::card_in(&mut tx, card.id).await?;
    if let Some(fresh) = fresh.filter(|fresh| fresh.ask == card.ask) {
        store::settle(&mut tx, &fresh, registry, &fresh.content, after).await?;
    }
    tx.announce(card.account);
    tx.commit().await?;
    let text = format!("{}: {error}", registry.word());
    Ok(match over {
        true => JobError::Dead(text),
        false => JobError::At(next, text),
    })
}

/// A message about a child: in the portal and by e-mail. `child` is the given name.
pub(crate) async fn tell(
    family: &Family,
    tx: &mut Tx,
    who: (&Account, &Person),
    what: (&str, String),
    child: &str,
) -> Result<(), DbError> {
    let message = written(family, who, what, child);
    okno_notifications::send(tx, &recipient(who.0, who.1), message).await
}

fn written(
    family: &Family,
    (account, person): (&Account, &Person),
    (what, key): (&str, String),
    child: &str,
) -> Message {
    let (words, lang) = (family.portal().words(), account.lang);
    let args = [
        ("name", person.called_in(lang).into()),
        ("child", child.into()),
    ];
    let text = |part: &str| words.tv(lang, &format!("family-told-{what}-{part}"), &args);
    Message {
        key,
        topic: Topic::Account,
        sms: None,
        subject: text("subject"),
        body: text("body"),
        link: Some("/cabinet/family".to_owned()),
        inbox: true,
        mail: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(outcome: Outcome, mismatches: &[&str]) -> RegistryAnswer {
        RegistryAnswer {
            outcome,
            mismatches: mismatches.iter().map(|&name| name.to_owned()).collect(),
            state: None,
            inn: None,
            taxpayer: None,
            house: None,
        }
    }

    #[test]
    fn of_anothers_child_nothing_else_is_told() {
        let told = |outcome, mismatches| judged(Registry::Zags, &answer(outcome, mismatches)).1;
        let mixed = ["number", "parent", "surname"];
        assert_eq!(told(Outcome::Mismatch, &mixed), ["parent"]);
        assert_eq!(told(Outcome::Mismatch, &["number"]), ["number"]);
        assert_eq!(told(Outcome::NotFound, &[]), ["unknown"]);
        assert!(told(Outcome::Match, &[]).is_empty());
        // A name that no field of ours has is no field to mend.
        let sfr = judged(Registry::Sfr, &answer(Outcome::Mismatch, &["number"]));
        assert_eq!(sfr, (Answer::Differs, vec!["unknown".to_owned()]));
    }
}
