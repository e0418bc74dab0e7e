//! What a guardian does with the child's account: each is a line in every history that it
//! concerns, and everybody else is told.

use okno_accounts::{Account, Person, find, find_locked, recipient, wards};
use okno_notifications::{Message, Topic};
use okno_store::{DbError, Entry, Tx};
use okno_web::session::end_others;
use okno_web::{Subject, Visitor};
use uuid::Uuid;

use crate::Family;
use crate::model::Card;
use crate::store::{self, Known};

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Every session of the child ends.
    Sessions,
    /// What a new password is chosen with goes to the child's mailbox.
    Access,
    /// Nobody signs in.
    Suspend,
    /// They may again.
    Resume,
    /// The account is going to be closed.
    Close,
    /// It is not.
    Keep,
}

impl Act {
    const ALL: [Self; 6] = [
        Self::Sessions,
        Self::Access,
        Self::Suspend,
        Self::Resume,
        Self::Close,
        Self::Keep,
    ];

    /// Word in forms; the end of the messages' names.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Access => "access",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Close => "close",
            Self::Keep => "keep",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    fn line(self) -> &'static str {
        match self {
            Self::Sessions => "family.sessions_ended",
            Self::Access => "family.access_sent",
            Self::Suspend => "family.suspended",
            Self::Resume => "family.resumed",
            Self::Close => "family.closing_asked",
            Self::Keep => "family.closing_called_off",
        }
    }
}

/// A guardian with the child's account: their powers were looked at in this transaction.
pub(crate) struct Powers {
    pub(crate) known: Known,
    pub(crate) account: Account,
    pub(crate) person: Person,
    pub(crate) guardians: Vec<Card>,
}

/// What a guardian may still do about the child's account in this transaction, which holds
/// child and account; nothing when there is none, the link is gone, or the child is its own
/// master.
pub(crate) async fn powers(
    family: &Family,
    tx: &mut Tx,
    parent: Uuid,
    card: Uuid,
) -> Result<Option<Powers>, DbError> {
    let Some(own) = store::card_in(tx, card).await? else {
        return Ok(None);
    };
    let Some(child) = own.child.filter(|_| own.account == parent) else {
        return Ok(None);
    };
    let Some(known) = store::child_locked(tx, child).await? else {
        return Ok(None);
    };
    // Once more: whoever has ended the link held the child.
    if store::card_in(tx, card).await?.is_none() {
        return Ok(None);
    }
    let Some(ward) = known.account else {
        return Ok(None);
    };
    let (account, person) = find_locked(tx, ward).await?;
    let grown = known.child.is_adult(family.portal().today());
    if grown || !account.is_guarded() {
        return Ok(None);
    }
    let guardians = store::guardians_in(tx, child).await?;
    Ok(Some(Powers {
        known,
        account,
        person,
        guardians,
    }))
}

/// Does it; false when it makes no difference.
pub(crate) async fn act(
    family: &Family,
    tx: &mut Tx,
    visitor: &Visitor,
    powers: &Powers,
    act: Act,
) -> Result<bool, DbError> {
    let (account, person) = (&powers.account, &powers.person);
    let ward = (account, person);
    let id = account.id;
    let done = match act {
        Act::Sessions => end_others(tx, Subject::Citizen(id), Uuid::nil()).await? > 0,
        Act::Access => wards::send_access(tx, visitor, account, person).await?,
        Act::Suspend => wards::suspend(tx, id).await?,
        Act::Resume => wards::resume(tx, id).await?,
        Act::Close => family.rights().close_ward(tx, ward).await?,
        Act::Keep => family.rights().keep_ward(tx, ward).await?,
    };
    if done {
        note(tx, visitor, powers, act.line()).await?;
        say(family, tx, visitor, powers, act.word()).await?;
    }
    Ok(done)
}

/// Of a new account.
pub(crate) const MADE: &str = "family.account_made";

/// A line in the history of the child and of every guardian.
pub(crate) async fn note(
    tx: &mut Tx,
    visitor: &Visitor,
    powers: &Powers,
    act: &'static str,
) -> Result<(), DbError> {
    // The first line of the child's own history is that it was made.
    let child = (act != MADE).then_some(powers.account.id);
    let owners = powers.guardians.iter().map(|card| card.account);
    for owner in owners.chain(child) {
        let line = Entry::new(visitor.actor(), act, "child", powers.known.id).owner(owner);
        tx.journal(line.from(Some(visitor.ip()))).await?;
    }
    Ok(())
}

/// Tells the child and the other guardians.
pub(crate) async fn say(
    family: &Family,
    tx: &mut Tx,
    visitor: &Visitor,
    powers: &Powers,
    what: &str,
) -> Result<(), DbError> {
    let me = visitor.citizen().ok();
    let event = tx.new_id();
    let child = powers.known.child.given.shown();
    // The letter with the code or the link has told the child these.
    if !["made", "access"].contains(&what) {
        let ward = (&powers.account, &powers.person);
        told(family, tx, ward, (what, "child"), event, &child).await?;
    }
    for other in powers.guardians.iter().map(|card| card.account) {
        if Some(other) == me {
            continue;
        }
        if let Some((account, person)) = find(family.portal().db(), other).await? {
            let who = (&account, &person);
            told(family, tx, who, (what, "guardian"), event, &child).await?;
        }
    }
    Ok(())
}

/// One sentence about what was done.
pub(crate) async fn told(
    family: &Family,
    tx: &mut Tx,
    who: (&Account, &Person),
    what: (&str, &str),
    event: Uuid,
    child: &str,
) -> Result<(), DbError> {
    let message = written(family, who, what, event, child);
    okno_notifications::send(tx, &recipient(who.0, who.1), message).await?;
    tx.announce(who.0.id);
    Ok(())
}

fn written(
    family: &Family,
    (account, person): (&Account, &Person),
    (what, whom): (&str, &str),
    event: Uuid,
    child: &str,
) -> Message {
    let (words, lang) = (family.portal().words(), account.lang);
    let args = [
        ("name", person.called_in(lang).into()),
        ("child", child.into()),
    ];
    Message {
        key: format!("family:{event}:{}", account.id),
        topic: Topic::Security,
        sms: None,
        subject: words.tv(lang, &format!("family-did-{whom}"), &args),
        body: words.tv(lang, &format!("family-did-{what}-{whom}"), &args),
        link: Some("/cabinet/family".to_owned()),
        inbox: true,
        mail: true,
    }
}
