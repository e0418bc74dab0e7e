//! A new phone or e-mail that waits for its codes.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Phone};
use okno_store::{Db, DbError, Tx, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codes::Channel;
use crate::model::Person;

okno_store::statements! {
    DROP = "delete from contact_changes where account = $1";
    PUT = "insert into contact_changes (id, account, kind, lost, contact, ends_at) values ($1, $2, $3, $4, $5, $6)";
    FIND = "select id, lost, contact, old_ok from contact_changes where account = $1 and kind = $2 and ends_at > $3";
    OLD_OK = "update contact_changes set old_ok = $2 where id = $1";
    FINISH = "delete from contact_changes where id = $1 and old_ok is not null";
    SWEEP = "delete from contact_changes where ends_at < $1";
}

const LIVES: SignedDuration = SignedDuration::from_mins(30);

/// Which contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Phone,
    Email,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Phone, Self::Email]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    fn other(self) -> Self {
        match self {
            Self::Phone => Self::Email,
            Self::Email => Self::Phone,
        }
    }

    /// Where a code goes to this contact of a person.
    pub(crate) fn channel(self, person: &Person) -> Channel {
        match self {
            Self::Phone => Channel::Sms(person.phone.clone()),
            Self::Email => Channel::Mail(person.email.clone()),
        }
    }
}

/// Where the code goes that shows whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// To the contact that is changed.
    Present,
    /// That one is not at hand: to the other one.
    Other,
    /// Neither is at hand, as after a recovery: to the reserve phone.
    Reserve,
}

impl By {
    fn number(self) -> i64 {
        match self {
            Self::Present => 0,
            Self::Other => 1,
            Self::Reserve => 2,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Present,
            1 => Self::Other,
            _ => Self::Reserve,
        }
    }
}

/// The new contact.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Contact {
    Phone(Phone),
    Email(Email),
}

impl Contact {
    pub(crate) fn channel(&self) -> Channel {
        match self {
            Self::Phone(phone) => Channel::Sms(phone.clone()),
            Self::Email(email) => Channel::Mail(email.clone()),
        }
    }

    /// The person with it.
    pub(crate) fn on(&self, person: &Person) -> Person {
        let mut person = person.clone();
        match self {
            Self::Phone(phone) => person.phone = phone.clone(),
            Self::Email(email) => person.email = email.clone(),
        }
        person
    }
}

/// A change under way.
pub(crate) struct Change {
    pub(crate) id: Uuid,
    pub(crate) kind: Kind,
    pub(crate) by: By,
    pub(crate) contact: Contact,
    pub(crate) old_ok: bool,
}

impl Change {
    /// Where the code goes that shows whose account it is; nowhere when it is the reserve
    /// phone and there is none any more.
    pub(crate) fn present(&self, person: &Person, reserve: Option<&Phone>) -> Option<Channel> {
        match self.by {
            By::Present => Some(self.kind.channel(person)),
            By::Other => Some(self.kind.other().channel(person)),
            By::Reserve => reserve.cloned().map(Channel::Sms),
        }
    }
}

/// Keeps a change under an id in place of an earlier one.
pub(crate) async fn put(
    tx: &mut Tx,
    id: Uuid,
    account: Uuid,
    change: (Kind, By, &Contact),
) -> Result<(), DbError> {
    let (kind, by, contact) = change;
    let ends_at = tx.now().checked_add(LIVES).unwrap_or(Timestamp::MAX);
    let sealed = tx.seal("contact_changes", "contact", id, contact);
    tx.exec(DROP, args![account]).await?;
    let by = by.number();
    tx.exec(PUT, args![id, account, kind.word(), by, sealed, ends_at])
        .await
        .map(|_| ())
}

/// The change of this contact that waits, if any.
pub(crate) async fn find(db: &Db, account: Uuid, kind: Kind) -> Result<Option<Change>, DbError> {
    let found = args![account, kind.word(), db.now()];
    let Some(row) = db.row(FIND, found).await? else {
        return Ok(None);
    };
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("contact")?;
    let lost: i64 = row.get("lost")?;
    Ok(Some(Change {
        id,
        kind,
        by: By::from_number(lost),
        contact: db.unseal("contact_changes", "contact", id, &sealed)?,
        old_ok: row.get::<Option<Timestamp>>("old_ok")?.is_some(),
    }))
}

/// Notes that the present contact's code was right.
pub(crate) async fn present_proven(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(OLD_OK, args![id, now]).await.map(|_| ())
}

/// Ends a change; false when it is not ready or was ended already.
pub(crate) async fn finish(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(FINISH, args![id]).await? == 1)
}

/// Removes what nobody finished in time.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, DbError> {
    let now = tx.now();
    tx.exec(SWEEP, args![now]).await
}
