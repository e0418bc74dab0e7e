//! The temporary code of access that a service centre hands out (S1-099): with it a
//! person whom an operator has registered signs in for the first time and chooses a
//! password of their own. Kept as a keyed hash; 72 hours, five tries, once.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Tx, args};
use uuid::Uuid;

use crate::paper_code;

okno_store::statements! {
    PUT = "insert into access_codes (id, account, hash, tries, made_at, ends_at) values ($1, $2, $3, 0, $4, $5) \
           on conflict (account) do update set hash = excluded.hash, tries = 0, made_at = excluded.made_at, \
           ends_at = excluded.ends_at, kind = 0 \
           where access_codes.used_at is null and access_codes.hash <> excluded.hash";
    PUT_AGAIN = "insert into access_codes (id, account, hash, tries, made_at, ends_at, kind) values ($1, $2, $3, 0, $4, $5, $6) \
                 on conflict (account) do update set hash = excluded.hash, tries = 0, made_at = excluded.made_at, \
                 ends_at = excluded.ends_at, used_at = null, kind = excluded.kind \
                 where access_codes.hash <> excluded.hash";
    FIND = "select hash, tries, ends_at, used_at from access_codes where account = $1";
    TRY = "update access_codes set tries = tries + 1 where account = $1 and tries < $2 and used_at is null \
           and ends_at > $3 returning hash, kind";
    USE = "update access_codes set used_at = $2 where account = $1 and used_at is null";
}

/// Life of a code.
pub const LIFE: SignedDuration = SignedDuration::from_hours(72);
/// Tries for one code.
pub const TRIES: i64 = 5;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// The first password.
    First,
    /// Another one, after identity was shown in a centre.
    Again,
    /// The same when the second steps are lost too: they begin anew.
    AgainWithoutSteps,
}

impl For {
    fn number(self) -> i64 {
        match self {
            Self::First => 0,
            Self::Again => 1,
            Self::AgainWithoutSteps => 2,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Again,
            2 => Self::AgainWithoutSteps,
            _ => Self::First,
        }
    }
}

/// The code of an account, without the code.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Good until.
    pub ends_at: Timestamp,
    /// Tries left.
    pub left: i64,
    /// When the person chose a password; no code is handed out after that.
    pub used_at: Option<Timestamp>,
}

fn hash(db: &Db, account: Uuid, code: &str) -> Vec<u8> {
    db.vault().index(&format!("accounts.first.{account}"), code)
}

/// What one click on «Выдать код» is known by: the second click of two gives the same
/// code.
#[must_use]
pub fn new_click(db: &Db) -> String {
    BASE64URL_NOPAD.encode(&db.chance().bytes::<16>())
}

/// Makes the code of a click; an earlier one is good for nothing then. `None` when the
/// person has chosen a password already.
///
/// # Errors
/// Those of the store.
pub async fn make(
    tx: &mut Tx,
    account: Uuid,
    click: &str,
) -> Result<Option<(String, State)>, DbError> {
    put(tx, account, click, For::First).await
}

/// The same for an account that has a password: after a code that was used too.
pub(crate) async fn make_again(
    tx: &mut Tx,
    account: Uuid,
    click: &str,
    purpose: For,
) -> Result<Option<(String, State)>, DbError> {
    put(tx, account, click, purpose).await
}

async fn put(
    tx: &mut Tx,
    account: Uuid,
    click: &str,
    purpose: For,
) -> Result<Option<(String, State)>, DbError> {
    let db = tx.db().clone();
    let made = db
        .vault()
        .index("accounts.first.make", &format!("{account}/{click}"));
    let code = paper_code::of_bytes(&made);
    let (id, now) = (tx.new_id(), tx.now());
    let ends_at = now.checked_add(LIFE).unwrap_or(Timestamp::MAX);
    let kept = hash(&db, account, &code);
    match purpose {
        For::First => {
            let row = args![id, account, kept.clone(), now, ends_at];
            tx.exec(PUT, row).await?;
        }
        again => {
            let row = args![id, account, kept.clone(), now, ends_at, again.number()];
            tx.exec(PUT_AGAIN, row).await?;
        }
    }
    let row = tx.row(FIND, args![account]).await?;
    let row = row.ok_or(DbError::Missing("access code"))?;
    let state = read(&row)?;
    let is_own = row.get::<Vec<u8>>("hash")? == kept;
    Ok((is_own && state.used_at.is_none()).then_some((code, state)))
}

fn read(row: &okno_store::Row) -> Result<State, DbError> {
    let tries: i64 = row.get("tries")?;
    Ok(State {
        ends_at: row.get("ends_at")?,
        left: (TRIES - tries).max(0),
        used_at: row.get("used_at")?,
    })
}

/// How the code of an account stands; `None` when none was ever made.
///
/// # Errors
/// Those of the store.
pub async fn state(db: &Db, account: Uuid) -> Result<Option<State>, DbError> {
    let row = db.row(FIND, args![account]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Counts a try and compares; what the right code is for. Where there is no account the
/// same work is done.
pub(crate) async fn is_right(
    db: &Db,
    account: Option<Uuid>,
    code: &str,
) -> Result<Option<For>, DbError> {
    let subject = account.unwrap_or(Uuid::nil());
    let mut tx = db.begin().await?;
    let now = tx.now();
    let row = tx.row(TRY, args![subject, TRIES, now]).await?;
    tx.commit().await?;
    let (kept, purpose) = match row {
        Some(row) => (row.get::<Vec<u8>>("hash")?, row.get("kind")?),
        None => (Vec::new(), 0),
    };
    let place = format!("accounts.first.{subject}");
    let matches = db.vault().index_matches(&place, code, &kept);
    Ok(matches.then(|| For::from_number(purpose)))
}

/// Uses the code up; false when it was used or there is none. Whoever is past the
/// page of the code may do so after its time too: it was in time there.
pub(crate) async fn use_up(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(USE, args![account, now]).await? == 1)
}
