//! The journey engine: one for every method. It decides from the table what is
//! possible, begins attempts within limits, ends them, gives the level, and ends
//! what else was open. Methods call it; none of them sets a level itself.

use jiff::Timestamp;
use okno_accounts::{Account, Level, Person, find_locked, recipient, set_level};
use okno_notifications::Message;
use okno_store::{Actor, Db, DbError, Entry, Limit, Tx, Verdict};
use okno_web::Visitor;
use okno_web::visitor::Official;
use serde_json::json;
use uuid::Uuid;

use crate::Proofing;
use crate::attempt::{self, Attempt, Proof, Refusal, Stage};
use crate::methods::{Gives, Method, Then};
use crate::model;
use crate::store;

/// Why a method cannot be begun now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Not {
    /// It is not offered here.
    Off,
    /// The account must reach this level first.
    Level(Level),
    /// Registries are still checking the data, or disagree.
    Unsettled,
    /// It has been begun too often; not before this time.
    TooOften(Timestamp),
    /// The last one was begun a short while ago; not before this time.
    TooSoon(Timestamp),
    /// It would give nothing that is not there.
    Needless,
}

/// What is possible at one method.
#[derive(Debug)]
pub(crate) enum Chance {
    /// May be begun.
    Free,
    /// An attempt is open.
    UnderWay(Box<Attempt>),
    /// It has given what it gives.
    Done(Box<Attempt>),
    /// Not now.
    Not(Not),
}

/// A method and what is possible.
pub(crate) struct Offer<'a> {
    pub(crate) method: &'a Method,
    pub(crate) chance: Chance,
    /// The newest attempt that ended badly, newer than any good one.
    pub(crate) last_end: Option<Attempt>,
}

fn limit(name: &'static str, often: crate::methods::Often) -> Limit {
    Limit {
        name,
        max: often.max,
        per: often.per(),
    }
}

fn begins(method: &Method, account: Uuid) -> (Limit, String) {
    let limit = limit("proofing.begin", method.begins);
    (limit, format!("{}/{account}", method.id))
}

/// An attempt that the outside world never took up, so that the next need not wait.
pub(crate) const UNSENT: &str = "unsent";

/// Until when the next beginning must wait for the last one.
fn too_soon(method: &Method, attempts: &[Attempt], now: Timestamp) -> Option<Timestamp> {
    let own = attempts.iter().filter(|a| a.method == method.id);
    let last = own
        .filter(|a| a.reason.as_deref() != Some(UNSENT))
        .map(|a| a.created_at)
        .max()?;
    let until = last.checked_add(method.apart()).ok()?;
    (until > now).then_some(until)
}

/// Would success give anything new? One more method is of use to a confirmed account
/// only when the present one is not good for everything.
fn is_needless(proofing: &Proofing, account: &Account, method: &Method) -> bool {
    if method.gives == Gives::Contact || account.level < Level::Confirmed {
        return false;
    }
    let present = account
        .method
        .as_deref()
        .and_then(|id| proofing.table.get(id));
    present.is_none_or(|present| present.full) || !method.full
}

fn not_now(proofing: &Proofing, account: &Account, settled: bool, method: &Method) -> Option<Not> {
    if !proofing
        .way(&method.id)
        .is_some_and(|way| way.is_ready(proofing))
    {
        return Some(Not::Off);
    }
    if account.level < method.from() {
        return Some(Not::Level(method.from()));
    }
    if is_needless(proofing, account, method) {
        return Some(Not::Needless);
    }
    // What begins before the registries have answered ends after they have.
    let at_once = method.from() >= method.needs();
    (method.gives == Gives::Confirmed && at_once && !settled).then_some(Not::Unsettled)
}

/// What decides about every offer, read once.
struct Standing {
    attempts: Vec<Attempt>,
    settled: bool,
}

impl Standing {
    async fn read(db: &Db, account: Uuid) -> Result<Self, DbError> {
        Ok(Self {
            attempts: store::of_account(db, account).await?,
            settled: model::is_settled(&store::checks(db, account).await?),
        })
    }
}

/// What is possible at every method, in the order of the table.
pub(crate) async fn offers<'a>(
    proofing: &'a Proofing,
    db: &Db,
    account: &Account,
) -> Result<Vec<Offer<'a>>, DbError> {
    let methods: Vec<&Method> = proofing.table.iter().collect();
    offers_of(proofing, db, account, &methods).await
}

/// What is possible at one method; `None` when it is not offered here.
pub(crate) async fn offer<'a>(
    proofing: &'a Proofing,
    db: &Db,
    account: &Account,
    id: &str,
) -> Result<Option<Offer<'a>>, DbError> {
    let Some(method) = proofing.table.get(id) else {
        return Ok(None);
    };
    Ok(offers_of(proofing, db, account, &[method]).await?.pop())
}

async fn offers_of<'a>(
    proofing: &Proofing,
    db: &Db,
    account: &Account,
    methods: &[&'a Method],
) -> Result<Vec<Offer<'a>>, DbError> {
    let standing = Standing::read(db, account.id).await?;
    let limits: Vec<_> = methods.iter().map(|m| begins(m, account.id)).collect();
    let often = db.peek_all(&limits).await?;
    let of = |(method, often): (&&'a Method, Verdict)| {
        offer_of(proofing, db.now(), account, &standing, method, often)
    };
    Ok(methods.iter().zip(often).map(of).collect())
}

fn offer_of<'a>(
    proofing: &Proofing,
    now: Timestamp,
    account: &Account,
    standing: &Standing,
    method: &'a Method,
    often: Verdict,
) -> Offer<'a> {
    let own = || standing.attempts.iter().filter(|a| a.method == method.id);
    let done = own().find(|a| a.stage == Stage::Done && a.revoked_at.is_none());
    let chance = if let Some(open) = own().find(|a| a.is_open(now)) {
        Chance::UnderWay(Box::new(open.clone()))
    } else if let Some(done) = done {
        Chance::Done(Box::new(done.clone()))
    } else if let Some(not) = not_now(proofing, account, standing.settled, method) {
        Chance::Not(not)
    } else if let Some(until) = too_soon(method, &standing.attempts, now) {
        Chance::Not(Not::TooSoon(until))
    } else if let Verdict::Wait { until } = often {
        Chance::Not(Not::TooOften(until))
    } else {
        Chance::Free
    };
    let ended_badly = |a: &&Attempt| {
        matches!(a.stage, Stage::Refused | Stage::Expired)
            || (a.stage == Stage::Open && a.ends_at <= now)
    };
    Offer {
        method,
        chance,
        last_end: own().next().filter(ended_badly).cloned(),
    }
}

/// May this method be begun now?
pub(crate) async fn is_free(
    proofing: &Proofing,
    db: &Db,
    account: &Account,
    id: &str,
) -> Result<bool, DbError> {
    let own = offer(proofing, db, account, id).await?;
    Ok(own.is_some_and(|offer| matches!(offer.chance, Chance::Free)))
}

/// Begins an attempt in the caller's transaction. An open one is given back instead:
/// the second click of two. [`counted`] follows the commit.
pub(crate) async fn begin(
    proofing: &Proofing,
    tx: &mut Tx,
    visitor: &Visitor,
    account: Uuid,
    id: &str,
    new: store::New,
) -> Result<Result<Uuid, Not>, DbError> {
    begin_by(proofing, tx, Decider::holder(visitor), account, id, new).await
}

/// The same when it is not the person who begins, but a job in their name.
pub(crate) async fn begin_by(
    proofing: &Proofing,
    tx: &mut Tx,
    by: Decider<'_>,
    account: Uuid,
    id: &str,
    new: store::New,
) -> Result<Result<Uuid, Not>, DbError> {
    let Some(method) = proofing.table.get(id) else {
        return Ok(Err(Not::Off));
    };
    let db = tx.db().clone();
    let (account, _) = find_locked(tx, account).await?;
    let now = tx.now();
    for open in store::open_of(tx, account.id).await? {
        if open.method == method.id {
            if open.ends_at > now {
                return Ok(Ok(open.id));
            }
            close(proofing, tx, &open, Stage::Expired, Actor::System, None).await?;
        }
    }
    let settled = model::is_settled(&store::checks_in(tx, account.id).await?);
    if let Some(not) = not_now(proofing, &account, settled, method) {
        return Ok(Err(not));
    }
    if method.apart_minutes > 0 {
        let before = store::of_account_in(tx, account.id).await?;
        if let Some(until) = too_soon(method, &before, now) {
            return Ok(Err(Not::TooSoon(until)));
        }
    }
    let (limit, subject) = begins(method, account.id);
    if let Verdict::Wait { until } = db.peek(&limit, &subject).await? {
        return Ok(Err(Not::TooOften(until)));
    }
    let ends_at = now.checked_add(method.life()).unwrap_or(Timestamp::MAX);
    let variant = new.variant.clone();
    let attempt = store::open(tx, account.id, &method.id, ends_at, new).await?;
    tx.journal(
        Entry::new(by.actor, "proofing.opened", "proofing", attempt)
            .owner(account.id)
            .detail(json!({ "method": method.id, "variant": variant }))
            .from(by.origin),
    )
    .await?;
    tx.announce(account.id);
    Ok(Ok(attempt))
}

/// Counts that an attempt was begun; after the commit.
pub(crate) async fn counted(
    proofing: &Proofing,
    db: &Db,
    account: Uuid,
    id: &str,
) -> Result<(), DbError> {
    if let Some(method) = proofing.table.get(id) {
        let (limit, subject) = begins(method, account);
        db.hit(&limit, &subject).await?;
    }
    Ok(())
}

fn entries(method: &Method) -> Limit {
    limit("proofing.entry", method.entries)
}

/// Counts an entry of a code before it is compared, where one waits after too many
/// ([`Then::Wait`]); [`entered`] forgets it after a right one.
pub(crate) async fn entry(
    proofing: &Proofing,
    db: &Db,
    attempt: &Attempt,
) -> Result<Verdict, DbError> {
    match proofing.table.get(&attempt.method) {
        Some(method) if method.entries_then == Then::Wait => {
            db.hit(&entries(method), &attempt.id.to_string()).await
        }
        _ => Ok(Verdict::Allowed { left: 0 }),
    }
}

/// Until when no code is taken, where one waits after too many wrong ones.
pub(crate) async fn entry_waits(
    proofing: &Proofing,
    db: &Db,
    attempt: &Attempt,
) -> Result<Option<Timestamp>, DbError> {
    let method = proofing.table.get(&attempt.method);
    let Some(method) = method.filter(|m| m.entries_then == Then::Wait) else {
        return Ok(None);
    };
    let verdict = db.peek(&entries(method), &attempt.id.to_string()).await?;
    Ok(match verdict {
        Verdict::Wait { until } => Some(until),
        Verdict::Allowed { .. } => None,
    })
}

/// Forgets wrong entries after a right one.
pub(crate) async fn entered(
    proofing: &Proofing,
    db: &Db,
    attempt: &Attempt,
) -> Result<(), DbError> {
    match proofing.table.get(&attempt.method) {
        Some(method) => db.forget(&entries(method), &attempt.id.to_string()).await,
        None => Ok(()),
    }
}

/// A wrong entry of a code: counted in a transaction of its own and a line of the
/// journal. Says how many are left; the attempt is refused with the last one, unless
/// the method lets one wait: then [`entry`] says how many are left.
pub(crate) async fn wrong_entry(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
) -> Result<i64, DbError> {
    // Where one waits, there is no end in sight and every one is counted.
    let most = match proofing.table.get(&attempt.method) {
        Some(method) if method.entries_then == Then::Wait => i64::MAX,
        Some(method) => method.entries.max,
        None => 1,
    };
    let mut tx = visitor.db().begin().await?;
    let tries = store::wrong(&mut tx, attempt.id, most)
        .await?
        .unwrap_or(most);
    tx.journal(
        Entry::new(
            visitor.actor(),
            "proofing.code.wrong",
            "proofing",
            attempt.id,
        )
        .owner(attempt.account)
        .detail(json!({ "method": attempt.method, "try": tries }))
        .from(Some(visitor.ip())),
    )
    .await?;
    if tries >= most {
        close(
            proofing,
            &mut tx,
            attempt,
            Stage::Refused,
            visitor.actor(),
            Some("entries"),
        )
        .await?;
    }
    tx.commit().await?;
    Ok((most - tries).max(0))
}

/// Who decided, for [`done`] and [`refuse`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decider<'a> {
    pub(crate) actor: Actor,
    pub(crate) official: Option<Uuid>,
    pub(crate) unit: Option<&'a str>,
    pub(crate) origin: Option<std::net::IpAddr>,
}

impl Decider<'_> {
    /// The program itself, from a job.
    pub(crate) const PROGRAM: Decider<'static> = Decider {
        actor: Actor::System,
        official: None,
        unit: None,
        origin: None,
    };

    /// The official who asks.
    pub(crate) fn official<'a>(visitor: &Visitor, official: &'a Official) -> Decider<'a> {
        Decider {
            actor: visitor.actor(),
            official: Some(official.id),
            unit: Some(&official.unit),
            origin: Some(visitor.ip()),
        }
    }

    /// The person who asks.
    pub(crate) fn holder(visitor: &Visitor) -> Decider<'static> {
        Decider {
            actor: visitor.actor(),
            official: None,
            unit: None,
            origin: Some(visitor.ip()),
        }
    }
}

/// What would hinder [`done`] with this evidence now; the account and the attempt stay
/// locked.
pub(crate) async fn hindrance(
    proofing: &Proofing,
    tx: &mut Tx,
    id: Uuid,
    proof: &Proof,
) -> Result<Option<Refusal>, DbError> {
    let Some(seen) = store::by_id_in(tx, id).await? else {
        return Ok(Some(Refusal::Ended));
    };
    let (account, _) = find_locked(tx, seen.account).await?;
    let attempt = store::by_id_locked(tx, id).await?.unwrap_or(seen);
    let Some(method) = proofing.table.get(&attempt.method) else {
        return Ok(Some(Refusal::Ended));
    };
    let settled = model::is_settled(&store::checks_in(tx, account.id).await?);
    let ends_at = attempt.ends_at;
    let now = tx.now();
    let concluded = attempt::conclude(
        attempt.stage,
        method,
        account.level,
        settled,
        proof,
        now,
        ends_at,
    );
    Ok(concluded.err())
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
    let Some(seen) = store::by_id_in(tx, id).await? else {
        return Ok(Err(Refusal::Ended));
    };
    // The account is locked first, always: whoever else decides about it waits here.
    let (account, person) = find_locked(tx, seen.account).await?;
    let attempt = store::by_id_locked(tx, id).await?.unwrap_or(seen);
    let Some(method) = proofing.table.get(&attempt.method) else {
        return Ok(Err(Refusal::Ended));
    };
    let settled = model::is_settled(&store::checks_in(tx, account.id).await?);
    let now = tx.now();
    let concluded = attempt::conclude(
        attempt.stage,
        method,
        account.level,
        settled,
        proof,
        now,
        attempt.ends_at,
    );
    let (stage, level) = match concluded {
        Ok(next) => next,
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
    let end = store::End {
        by: by.official,
        unit: by.unit,
        reason: Some(reason),
        evidence: Some(&proof.more),
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

/// SMS, letter and inbox about the end of an attempt.
async fn tell(
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
