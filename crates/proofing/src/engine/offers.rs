//! What is possible at every method, and why not.

use jiff::Timestamp;
use okno_accounts::{Account, Level};
use okno_store::{Db, DbError, Limit, Verdict};
use uuid::Uuid;

use crate::attempt::{Attempt, Stage};
use crate::methods::{Gives, Method};
use crate::{Proofing, model, store};

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
    /// The person is too young to have a passport, and every way looks at one.
    Young,
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

pub(super) fn limit(name: &'static str, often: crate::methods::Often) -> Limit {
    Limit {
        name,
        max: often.max,
        per: often.per(),
    }
}

pub(super) fn begins(method: &Method, account: Uuid) -> (Limit, String) {
    let limit = limit("proofing.begin", method.begins);
    (limit, format!("{}/{account}", method.id))
}

/// An attempt that the outside world never took up, so that the next need not wait.
pub(crate) const UNSENT: &str = "unsent";

/// Until when the next beginning must wait for the last one.
pub(super) fn too_soon(method: &Method, attempts: &[Attempt], now: Timestamp) -> Option<Timestamp> {
    // Attempts that begin at once are written down a millisecond apart, and a method that
    // lets one begin at once does not wait for that.
    if method.apart_minutes == 0 {
        return None;
    }
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

pub(super) fn not_now(
    proofing: &Proofing,
    account: &Account,
    settled: bool,
    method: &Method,
) -> Option<Not> {
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
