//! Every look of an official at a person's data is a line that the person reads: who by
//! role, office and work number, when, what, by which case or for which reason (152-FZ
//! article 14). Opening a page again within a quarter of an hour is the same look.
//!
//! Lists in which an official finds the next case by a surname and initials are no looks:
//! the case is.

use jiff::Timestamp;
use okno_requisites::Personal;
use okno_store::{Db, DbError, Entry, Row, Tx, args};
use okno_web::visitor::Official;
use sha2::{Digest, Sha256};
use uuid::Uuid;

okno_store::statements! {
    INSERT = "insert into looks (id, owner, staff, role, place, what, subject, number, reason, slot, at) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
              on conflict (owner, staff, subject, what, slot) do nothing";
    OF_OWNER = "select id, staff, role, place, what, number, reason, at from looks \
                where owner = $1 order by at desc, id desc limit $2 offset $3";
}

/// Of one look, milliseconds.
const SLOT: i64 = 15 * 60 * 1000;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An application with its answers.
    Application,
    /// A file of an application, or its document.
    File,
    /// The data that an identity confirmation compares.
    Confirmation,
    /// The data of a visit at which an account is made.
    Visit,
    /// A scan of a paper.
    Paper,
    /// A picture of the face or of a document.
    Picture,
    /// The certificate about a confirmation.
    Certificate,
    /// The state of the account: level, what it waits for, how it is protected.
    State,
    /// All of the profile, by break-glass access.
    Profile,
}

impl What {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Application,
        Self::File,
        Self::Confirmation,
        Self::Visit,
        Self::Paper,
        Self::Picture,
        Self::Certificate,
        Self::State,
        Self::Profile,
    ];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::File => "file",
            Self::Confirmation => "confirmation",
            Self::Visit => "visit",
            Self::Paper => "paper",
            Self::Picture => "picture",
            Self::Certificate => "certificate",
            Self::State => "state",
            Self::Profile => "profile",
        }
    }
}

/// Why an official may look.
#[derive(Debug, Clone, Copy)]
pub enum Reason<'a> {
    /// A case that they have; its number, where people know one.
    Case(Option<&'a str>),
    /// What they have written themselves.
    Written(&'a Personal<String>),
}

/// A look to be written down.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// In which role the official looks.
    pub role: &'static str,
    /// At what.
    pub what: What,
    /// At which one: the case, the file.
    pub subject: Uuid,
    /// Why.
    pub reason: Reason<'a>,
}

/// Writes a look down, with its line of the journal; the line has the owner. False when
/// the official has looked at the same within this quarter of an hour: nothing is
/// written then.
///
/// # Errors
/// Those of the store; [`DbError::Missing`] when the line has no owner.
pub async fn look(
    tx: &mut Tx,
    by: &Official,
    look: Look<'_>,
    entry: Entry,
) -> Result<bool, DbError> {
    let owner = entry.owner.ok_or(DbError::Missing("owner of a look"))?;
    let (id, now) = (tx.new_id(), tx.now());
    let (number, reason) = match look.reason {
        Reason::Case(number) => (number.map(ToOwned::to_owned), None),
        Reason::Written(text) => (None, Some(tx.seal("looks", "reason", id, text))),
    };
    let row = args![
        id,
        owner,
        by.id,
        look.role,
        by.place.as_str(),
        look.what.word(),
        look.subject,
        number,
        reason,
        now.as_millisecond().div_euclid(SLOT),
        now
    ];
    let fresh = tx.exec(INSERT, row).await? == 1;
    if fresh {
        tx.journal(entry).await?;
    }
    Ok(fresh)
}

/// A look as its owner reads it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The official.
    pub staff: Uuid,
    /// Their role.
    pub role: String,
    /// Their office, as shown.
    pub place: String,
    /// At what, [`What::word`].
    pub what: String,
    /// Number of the case.
    pub number: Option<String>,
    /// The written reason.
    pub reason: Option<Personal<String>>,
    /// When.
    pub at: Timestamp,
}

fn read(db: &Db, row: &Row) -> Result<Seen, DbError> {
    let id: Uuid = row.get("id")?;
    let reason: Option<Vec<u8>> = row.get("reason")?;
    Ok(Seen {
        staff: row.get("staff")?,
        role: row.get("role")?,
        place: row.get("place")?,
        what: row.get("what")?,
        number: row.get("number")?,
        reason: reason
            .map(|sealed| db.unseal("looks", "reason", id, &sealed))
            .transpose()?,
        at: row.get("at")?,
    })
}

/// Looks at the data of an account, the newest first.
pub async fn of_owner(db: &Db, owner: Uuid, limit: u32, offset: u32) -> Result<Vec<Seen>, DbError> {
    let rows = db.rows(OF_OWNER, args![owner, limit, offset]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// The number by which an official is named to people in place of a private name:
/// «4829-1307». It follows from the id and tells nothing else.
#[must_use]
pub fn work_number(staff: Uuid) -> String {
    let hash = Sha256::digest(staff.as_bytes());
    let of = |a: u8, b: u8| u16::from_be_bytes([a, b]) % 10_000;
    format!("{:04}-{:04}", of(hash[0], hash[1]), of(hash[2], hash[3]))
}
