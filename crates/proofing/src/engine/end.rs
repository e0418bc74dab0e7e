//! The end of an attempt: well, badly, without a decision; and what is taken back.

use okno_accounts::{Account, Level, Person, find_locked, recipient, set_level};
use okno_notifications::{Message, Topic};
use okno_store::{Actor, Db, DbError, Entry, Tx};
use okno_web::Visitor;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Decider;
use crate::attempt::{self, Attempt, Proof, Refusal, Stage};
use crate::methods::{Gives, Method};
use crate::{Proofing, model, store};

/// What would hinder [`done`] with this evidence now; the account and the attempt stay
/// locked.
pub(crate) async fn hindrance(
    proofing: &Proofing,
    tx: &mut Tx,
    id: Uuid,
    proof: &Proof,
) -> Result<Option<Refusal>, DbError> {
    Ok(concluded(proofing, tx, id, proof).await?.err())
}

/// An attempt that may end well with this evidence. The account is locked first, always:
/// whoever else decides about it waits here.
struct Concluded<'a> {
    account: Account,
    person: Person,
    attempt: Attempt,
    method: &'a Method,
    stage: Stage,
    level: Level,
}

async fn concluded<'a>(
    proofing: &'a Proofing,
    tx: &mut Tx,
    id: Uuid,
    proof: &Proof,
) -> Result<Result<Concluded<'a>, Refusal>, DbError> {
    let Some(seen) = store::by_id_in(tx, id).await? else {
        return Ok(Err(Refusal::Ended));
    };
    let (account, person) = find_locked(tx, seen.account).await?;
    let attempt = store::by_id_locked(tx, id).await?.unwrap_or(seen);
    let Some(method) = proofing.table.get(&attempt.method) else {
        return Ok(Err(Refusal::Ended));
    };
    let settled = model::is_settled(&store::checks_in(tx, account.id).await?);
    let next = attempt::conclude(
        attempt.stage,
        method,
        account.level,
        settled,
        proof,
        tx.now(),
        attempt.ends_at,
    );
    Ok(next.map(|(stage, level)| Concluded {
        account,
        person,
        attempt,
        method,
        stage,
        level,
    }))
}

/// Ends an attempt well: the evidence is kept, the level given, everything else that
/// is open for this account overtaken, the person told; all in one transaction.
pub(crate) async fn done(
    proofing: &Proofing,
    tx: &mut Tx,
    id: Uuid,
    proof: &Proof,
    by: Decider<'_>,
) -> Result<Result<Level, Refusal>, DbError> {
    let Concluded {
        account,
        person,
        attempt,
        method,
        stage,
        level,
    } = match concluded(proofing, tx, id, proof).await? {
        Ok(concluded) => concluded,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let end = store::End {
        by: by.official,
        unit: by.unit,
        reason: None,
        evidence: Some(&proof.more),
    };
    if !store::end(tx, id, stage, end).await? {
        return Ok(Err(Refusal::Ended));
    }
    tx.journal(
        Entry::new(by.actor, "proofing.decided", "proofing", id)
            .owner(account.id)
            .detail(json!({
                "outcome": "confirmed",
                "method": method.id,
                "variant": attempt.variant,
                "unit": by.unit,
                "seen": proof.seen,
            }))
            .from(by.origin),
    )
    .await?;
    if method.gives == Gives::Confirmed {
        let present = account
            .method
            .as_deref()
            .and_then(|id| proofing.table.get(id));
        let better =
            account.level < Level::Confirmed || present.is_some_and(|p| !p.full && method.full);
        if better {
            set_level(tx, account.id, level, Some(&method.id), by.actor).await?;
        }
        for other in store::open_of(tx, account.id).await? {
            let of_use = proofing
                .table
                .get(&other.method)
                .is_some_and(|m| m.gives == Gives::Contact || (m.full && !method.full));
            if other.id != id && !of_use {
                close(proofing, tx, &other, Stage::Overtaken, Actor::System, None).await?;
            }
        }
        let words = if method.full {
            "confirmed"
        } else {
            "confirmed-part"
        };
        tell(proofing, tx, &account, &person, id, words, "").await?;
    }
    tx.announce(account.id);
    Ok(Ok(level))
}

/// Ends an attempt badly and tells the person why. `reason` is a word for the
/// journal, `text` the same for the person.
pub(crate) async fn refuse(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    reason: &str,
    text: &str,
    proof: &Proof,
    by: Decider<'_>,
) -> Result<Result<(), Refusal>, DbError> {
    let (account, person) = find_locked(tx, attempt.account).await?;
    let Some(fresh) = store::by_id_locked(tx, attempt.id).await? else {
        return Ok(Err(Refusal::Ended));
    };
    if let Err(refusal) = attempt::end(fresh.stage, Stage::Refused) {
        return Ok(Err(refusal));
    }
    // What the person is told stands on the page of the way as well.
    let mut evidence = match &proof.more {
        Value::Null => json!({}),
        more => more.clone(),
    };
    if let Some(fields) = evidence.as_object_mut() {
        fields.insert("told".to_owned(), json!(text));
    }
    let end = store::End {
        by: by.official,
        unit: by.unit,
        reason: Some(reason),
        evidence: Some(&evidence),
    };
    if !store::end(tx, attempt.id, Stage::Refused, end).await? {
        return Ok(Err(Refusal::Ended));
    }
    tx.journal(
        Entry::new(by.actor, "proofing.decided", "proofing", attempt.id)
            .owner(account.id)
            .detail(json!({
                "outcome": "refused",
                "method": attempt.method,
                "variant": attempt.variant,
                "unit": by.unit,
                "seen": proof.seen,
                "reason": reason,
            }))
            .from(by.origin),
    )
    .await?;
    ended(proofing, tx, &fresh).await?;
    let (by_method, id) = (format!("refused-{}", attempt.method), attempt.id);
    let own = proofing
        .portal
        .words()
        .has(account.lang, &format!("proofing-{by_method}-body"));
    let words = if own { by_method.as_str() } else { "refused" };
    tell(proofing, tx, &account, &person, id, words, text).await?;
    tx.announce(account.id);
    Ok(Ok(()))
}

/// The person takes their attempt back. False when there is none.
pub(crate) async fn cancel(
    proofing: &Proofing,
    visitor: &Visitor,
    account: Uuid,
    method: &str,
) -> Result<bool, DbError> {
    let mut tx = visitor.db().begin().await?;
    let open = store::open_of(&mut tx, account).await?;
    let Some(own) = open.iter().find(|a| a.method == method) else {
        return Ok(false);
    };
    close(
        proofing,
        &mut tx,
        own,
        Stage::Cancelled,
        visitor.actor(),
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends an attempt without a decision and without a message.
pub(crate) async fn close(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: &Attempt,
    how: Stage,
    actor: Actor,
    reason: Option<&str>,
) -> Result<(), DbError> {
    let end = store::End {
        reason,
        ..store::End::default()
    };
    if attempt::end(attempt.stage, how).is_err() || !store::end(tx, attempt.id, how, end).await? {
        return Ok(());
    }
    let act = match how {
        Stage::Cancelled => "proofing.cancelled",
        Stage::Overtaken => "proofing.overtaken",
        Stage::Expired => "proofing.expired",
        _ => "proofing.ended",
    };
    tx.journal(
        Entry::new(actor, act, "proofing", attempt.id)
            .owner(attempt.account)
            .detail(json!({ "method": attempt.method, "reason": reason })),
    )
    .await?;
    ended(proofing, tx, attempt).await?;
    tx.announce(attempt.account);
    Ok(())
}

/// The method lets go of what the attempt held.
async fn ended(proofing: &Proofing, tx: &mut Tx, attempt: &Attempt) -> Result<(), DbError> {
    match proofing.way(&attempt.method) {
        Some(way) => way.ended(tx, attempt).await,
        None => Ok(()),
    }
}

/// Closes attempts whose time is over; from a schedule. Returns how many.
pub(crate) async fn sweep(proofing: &Proofing, db: &Db) -> Result<usize, DbError> {
    let over = store::over(db).await?;
    for attempt in &over {
        let mut tx = db.begin().await?;
        close(
            proofing,
            &mut tx,
            attempt,
            Stage::Expired,
            Actor::System,
            None,
        )
        .await?;
        tx.commit().await?;
    }
    Ok(over.len())
}

/// Takes a confirmation back: the level falls unless another one holds it. False when
/// there was nothing to take back.
pub(crate) async fn revoke(
    proofing: &Proofing,
    tx: &mut Tx,
    id: Uuid,
    reason: &str,
    actor: Actor,
) -> Result<bool, DbError> {
    let Some(attempt) = store::by_id_in(tx, id).await? else {
        return Ok(false);
    };
    let (account, person) = find_locked(tx, attempt.account).await?;
    if !store::revoke(tx, id, reason).await? {
        return Ok(false);
    }
    tx.journal(
        Entry::new(actor, "proofing.revoked", "proofing", id)
            .owner(account.id)
            .detail(json!({ "method": attempt.method, "reason": reason })),
    )
    .await?;
    let all = store::of_account_in(tx, account.id).await?;
    let holding: Vec<&Method> = all
        .iter()
        .filter(|a| a.stage == Stage::Done && a.revoked_at.is_none())
        .filter_map(|a| proofing.table.get(&a.method))
        .filter(|m| m.gives == Gives::Confirmed)
        .collect();
    let best = holding.iter().find(|m| m.full).or_else(|| holding.first());
    if account.level == Level::Confirmed {
        match best {
            Some(method) => {
                set_level(tx, account.id, Level::Confirmed, Some(&method.id), actor).await?
            }
            None => {
                set_level(tx, account.id, Level::Standard, None, actor).await?;
                tell(proofing, tx, &account, &person, id, "revoked", "").await?;
            }
        }
    }
    Ok(true)
}

/// SMS, letter and inbox about the end of an attempt, or about what is left to do.
pub(crate) async fn tell(
    proofing: &Proofing,
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    id: Uuid,
    outcome: &str,
    reason: &str,
) -> Result<(), DbError> {
    let words = proofing.portal.words();
    let lang = account.lang;
    let body = words.tv(
        lang,
        &format!("proofing-{outcome}-body"),
        &[
            ("name", person.called_in(account.lang).into()),
            ("reason", reason.into()),
        ],
    );
    okno_notifications::send(
        tx,
        &recipient(account, person),
        Message {
            key: format!("proofing:{id}:{outcome}"),
            topic: Topic::Account,
            sms: Some(words.t(lang, &format!("proofing-{outcome}-sms"))),
            subject: words.t(lang, &format!("proofing-{outcome}-subject")),
            body,
            link: Some("/cabinet/level".to_owned()),
            inbox: true,
            mail: true,
        },
    )
    .await?;
    Ok(())
}
