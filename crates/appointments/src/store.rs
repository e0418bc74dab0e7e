//! SQL of visits.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use uuid::Uuid;

use crate::model::{HOLD, State, Visit};

/// The columns of a visit.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, account, centre, purpose, starts_at, state, held_until from visits ",
            $rest
        )
    };
}

okno_store::statements! {
    // Of two who want the same place one writes, the other does not.
    HOLD_PLACE = "insert into visits (id, account, centre, purpose, starts_at, place, state, held_until, created_at) \
            values ($1, $2, $3, $4, $5, $6, 'held', $7, $8) on conflict do nothing";
    FREE_STALE = "update visits set state = 'over', ended_at = $4 where centre = $1 and purpose = $2 \
            and starts_at = $3 and state = 'held' and held_until <= $4";
    MINE = select!("where account = $1 and purpose = $2 and state in ('held', 'booked') order by created_at @locked");
    BY_ID = select!("where id = $1");
    BY_ID_LOCKED = select!("where id = $1 @locked");
    END = "update visits set state = $2, ended_at = $3 where id = $1 and state in ('held', 'booked')";
    BACK = "update visits set state = 'held', ended_at = null where id = $1 and state = 'over'";
    BOOK = "update visits set state = 'booked' where id = $1 and state = 'held' and held_until > $2";
    CAME = "update visits set state = 'came', ended_at = $2 where id = $1 and state = 'booked'";
    // What the asker holds is not taken for the asker.
    TAKEN = "select starts_at, count(*) as n from visits where centre = $1 and purpose = $2 and starts_at >= $3 \
            and starts_at < $4 and account <> $5 and (state in ('booked', 'came') or (state = 'held' and held_until > $6)) \
            group by starts_at";
    OF_CENTRE = select!("where centre = $1 and starts_at >= $2 and starts_at < $3 \
            and state in ('booked', 'came') order by starts_at, place limit 1000");
    OF_ACCOUNT = select!("where account = $1 and starts_at >= $2 and state in ('held', 'booked') order by starts_at limit 50");
    EVERY = select!("where account = $1 order by starts_at desc, id limit 1000");
    OPEN_OF = select!("where account = $1 and state in ('held', 'booked') order by starts_at @locked");
    SWEEP_HELD = "update visits set state = 'over', ended_at = $1 where state = 'held' and held_until <= $1";
    SWEEP_MISSED = "update visits set state = 'missed', ended_at = $1 where state = 'booked' and starts_at < $2";
}

fn read(row: &Row) -> Result<Visit, DbError> {
    let state: String = row.get("state")?;
    Ok(Visit {
        id: row.get("id")?,
        account: row.get("account")?,
        centre: row.get("centre")?,
        purpose: row.get("purpose")?,
        starts_at: row.get("starts_at")?,
        stored: State::from_word(&state),
        held_until: row.get("held_until")?,
    })
}

fn all(rows: &[Row]) -> Result<Vec<Visit>, DbError> {
    rows.iter().map(read).collect()
}

/// A time at a place for a purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot<'a> {
    pub(crate) centre: &'a str,
    pub(crate) purpose: &'a str,
    pub(crate) starts_at: Timestamp,
    /// How many people are received at a time.
    pub(crate) at_once: i64,
}

/// Holds a slot. The caller has locked the account. `None` when all its places are
/// taken: then what was held before is held still.
pub(crate) async fn hold(
    tx: &mut Tx,
    account: Uuid,
    slot: Slot<'_>,
) -> Result<Option<Uuid>, DbError> {
    let now = tx.now();
    let mut before = None;
    for visit in all(&tx.rows(MINE, args![account, slot.purpose]).await?)? {
        let same = visit.centre == slot.centre && visit.starts_at == slot.starts_at;
        match visit.state(now) {
            // The second click of two, or the time that is booked already.
            State::Held | State::Booked if same => return Ok(Some(visit.id)),
            State::Held => {
                end(tx, visit.id, State::Over).await?;
                before = Some(visit.id);
            }
            State::Booked => {}
            state => {
                end(tx, visit.id, state).await?;
            }
        }
    }
    tx.exec(
        FREE_STALE,
        args![slot.centre, slot.purpose, slot.starts_at, now],
    )
    .await?;
    let until = now.checked_add(HOLD).unwrap_or(now);
    for place in 0..slot.at_once {
        let id = tx.new_id();
        let row = args![
            id,
            account,
            slot.centre,
            slot.purpose,
            slot.starts_at,
            place,
            until,
            now
        ];
        if tx.exec(HOLD_PLACE, row).await? == 1 {
            return Ok(Some(id));
        }
    }
    if let Some(id) = before {
        tx.exec(BACK, args![id]).await?;
    }
    Ok(None)
}

/// The visits that an account holds or has booked for a purpose, locked.
pub(crate) async fn mine(tx: &mut Tx, account: Uuid, purpose: &str) -> Result<Vec<Visit>, DbError> {
    all(&tx.rows(MINE, args![account, purpose]).await?)
}

pub(crate) async fn by_id(db: &Db, id: Uuid) -> Result<Option<Visit>, DbError> {
    db.row(BY_ID, args![id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

pub(crate) async fn by_id_locked(tx: &mut Tx, id: Uuid) -> Result<Option<Visit>, DbError> {
    tx.row(BY_ID_LOCKED, args![id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Ends a visit that is held or booked. False when it has ended.
pub(crate) async fn end(tx: &mut Tx, id: Uuid, state: State) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(END, args![id, state.word(), now]).await? == 1)
}

/// Books what is held. False when the hold is over.
pub(crate) async fn book(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(BOOK, args![id, now]).await? == 1)
}

/// The person is here. False when the visit is not booked, or not any more.
pub(crate) async fn came(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(CAME, args![id, now]).await? == 1)
}

/// How many places are taken, by the beginning; what the asker holds is not counted.
pub(crate) async fn taken(
    db: &Db,
    centre: &str,
    purpose: &str,
    (from, to): (Timestamp, Timestamp),
    asker: Uuid,
) -> Result<Vec<(Timestamp, i64)>, DbError> {
    let rows = db
        .rows(TAKEN, args![centre, purpose, from, to, asker, db.now()])
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("starts_at")?, row.get("n")?)))
        .collect()
}

/// Who is to come to an office, and who has come.
pub(crate) async fn of_centre(
    db: &Db,
    centre: &str,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Visit>, DbError> {
    all(&db.rows(OF_CENTRE, args![centre, from, to]).await?)
}

/// What an account holds and has booked from a time on.
pub(crate) async fn of_account(
    db: &Db,
    account: Uuid,
    from: Timestamp,
) -> Result<Vec<Visit>, DbError> {
    all(&db.rows(OF_ACCOUNT, args![account, from]).await?)
}

/// Every visit of an account, the newest first.
pub(crate) async fn every(db: &Db, account: Uuid) -> Result<Vec<Visit>, DbError> {
    all(&db.rows(EVERY, args![account]).await?)
}

/// What an account holds and has booked, locked.
pub(crate) async fn open_of(tx: &mut Tx, account: Uuid) -> Result<Vec<Visit>, DbError> {
    all(&tx.rows(OPEN_OF, args![account]).await?)
}

/// Writes down what the clock has decided long ago. Returns how many.
pub(crate) async fn sweep(db: &Db) -> Result<u64, DbError> {
    let now = db.now();
    let day = now
        .checked_sub(jiff::SignedDuration::from_hours(24))
        .unwrap_or(now);
    let mut tx = db.begin().await?;
    let held = tx.exec(SWEEP_HELD, args![now]).await?;
    let missed = tx.exec(SWEEP_MISSED, args![now, day]).await?;
    tx.commit().await?;
    Ok(held + missed)
}
