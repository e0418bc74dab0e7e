//! How a guardian's part ends: the card is removed, the consent taken back, a court decides,
//! the child comes of age.

use jiff::Timestamp;
use okno_accounts::{Account, Person, find, find_locked, save_person, wards};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks::tell;
use crate::model::Card;
use crate::store::{self, Known};
use crate::{Family, acts};

const GROWN: &str = "family.grown";

#[derive(Serialize, Deserialize)]
struct Payload {
    child: Uuid,
}

pub(crate) fn register(family: &Family, worker: &mut Worker) {
    let of = family.clone();
    worker.handle(GROWN, Policy::default(), move |job| {
        let of = of.clone();
        async move { grown(&of, &job).await }
    });
}

fn grown_key(child: Uuid) -> String {
    format!("family:{child}:grown")
}

/// On its eighteenth birthday, as it begins at the portal's place, the child is its own
/// master.
pub(crate) async fn expect_grown(
    family: &Family,
    tx: &mut Tx,
    known: &Known,
) -> Result<(), DbError> {
    let zone = family.portal().local(Timestamp::UNIX_EPOCH);
    let day = known.child.adult_on().at(0, 0, 0, 0);
    let Ok(at) = day.to_zoned(zone.time_zone().clone()) else {
        return Ok(());
    };
    let delay = at.timestamp().duration_since(tx.now());
    let job = NewJob::new(GROWN, grown_key(known.id), &Payload { child: known.id });
    tx.enqueue(job.after(delay).attempts(300)).await.map(|_| ())
}

async fn grown(family: &Family, job: &Job) -> Result<(), JobError> {
    let Payload { child } = job.payload()?;
    let mut tx = family.portal().db().begin().await?;
    if let Some(known) = store::child_locked(&mut tx, child).await? {
        let name = known.child.given.shown();
        let line = |owner| Entry::new(Actor::System, "family.grown", "child", child).owner(owner);
        for card in store::guardians_in(&mut tx, child).await? {
            tx.journal(line(card.account)).await?;
            if let Some((account, person)) = find(family.portal().db(), card.account).await? {
                let key = format!("family:{}:grown", card.id);
                let who = (&account, &person);
                tell(family, &mut tx, who, ("grown", key), &name).await?;
                tx.announce(account.id);
            }
        }
        if let Some(ward) = known.account {
            let (account, person) = find_locked(&mut tx, ward).await?;
            // A phone that is a parent's is so still: it stays lent until there is another.
            wards::set(&mut tx, ward, account.ward.grown()).await?;
            wards::resume(&mut tx, ward).await?;
            tx.journal(line(ward)).await?;
            let key = format!("family:{ward}:grown");
            let who = (&account, &person);
            tell(family, &mut tx, who, ("grown-child", key), &name).await?;
        }
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Why a guardian is none any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// They have removed the card, and the child's account with it if it was left alone.
    Removed { close: bool },
    /// They have taken back the consent.
    Withdrawn,
    /// A court has decided so.
    Court,
    /// Their own account is closed.
    Closed,
}

impl How {
    fn line(self) -> &'static str {
        match self {
            Self::Removed { .. } => "family.removed",
            Self::Withdrawn => "family.withdrawn",
            Self::Court => "family.ended_by_court",
            Self::Closed => "family.guardian_closed",
        }
    }
}

/// Ends one guardian's part; the account of the parent is held. False when it was ended.
///
/// A child's account that nobody looks after any more is closed when that was asked for, and
/// always when its codes went to the phone of who has left.
pub(crate) async fn unlink(
    family: &Family,
    tx: &mut Tx,
    (parent, person): (&Account, &Person),
    card: &Card,
    (how, actor): (How, Actor),
) -> Result<bool, DbError> {
    let known = match card.child {
        Some(child) => store::child_locked(tx, child).await?,
        None => None,
    };
    if !store::drop_card(tx, card.id).await? {
        return Ok(false);
    }
    let line = |owner| Entry::new(actor, how.line(), "child", card.id).owner(owner);
    tx.journal(line(parent.id)).await?;
    tx.announce(parent.id);
    let Some(known) = known else {
        return Ok(true);
    };
    let left = store::guardians_in(tx, known.id).await?;
    let (event, name) = (tx.new_id(), known.child.given.shown());
    let db = family.portal().db().clone();
    let mut phone = None;
    for other in &left {
        tx.journal(line(other.account)).await?;
        if let Some((account, who)) = find(&db, other.account).await? {
            let to = (&account, &who);
            acts::told(family, tx, to, ("left", "guardian"), event, &name).await?;
            phone.get_or_insert(who.phone);
        }
    }
    if how == How::Court {
        let to = (parent, person);
        acts::told(family, tx, to, ("court", "guardian"), event, &name).await?;
    }
    let Some(ward) = known.account else {
        if left.is_empty() {
            tx.cancel_job(&grown_key(known.id)).await?;
            store::drop_child(tx, known.id).await?;
        }
        return Ok(true);
    };
    let (account, child) = find_locked(tx, ward).await?;
    tx.journal(line(ward)).await?;
    let to = (&account, &child);
    acts::told(family, tx, to, ("left", "child"), event, &name).await?;
    let lent = account.ward.is_lent();
    if left.is_empty() {
        let asked = matches!(how, How::Removed { close: true } | How::Withdrawn);
        if account.is_guarded() && (asked || lent) {
            family.rights().close_ward(tx, (&account, &child)).await?;
        }
    } else if let Some(phone) = phone.filter(|_| lent && child.phone == person.phone) {
        let child = Person { phone, ..child };
        save_person(tx, &account, &child).await?;
    }
    Ok(true)
}
