//! SQL of the desk: the queue, who holds what, and how cases change hands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_store::{Arg, Db, DbError, Row, Tx, args};
use uuid::Uuid;

use super::{STEPS_TABLE, TABLE};
use crate::model::{Applicant, Content, State};

okno_store::statements! {
    CLAIM = "update applications set claimed_by = $2, handed = null \
             where id = $1 and state = 'sent' and waits = 0 and (claimed_by is null or claimed_by = $3)";
    RELEASE = "update applications set claimed_by = null, handed = null where id = $1 and state = 'sent' and claimed_by = $2";
    GIVE = "update applications set claimed_by = $2, handed = $4 where id = $1 and agency = $6 and state in ('sent', 'correction') \
            and (claimed_by = $3 or (claimed_by is null and $5))";
    TAKE_AWAY = "update applications set claimed_by = null, handed = null where id = $1 and agency = $3 \
                 and state in ('sent', 'correction') and claimed_by = $2";
    RETURN = "update applications set claimed_by = null, handed = null where id = $1 and claimed_by = $2";
    OPENED = "update applications set handed = null where id = $1 and claimed_by = $2 and handed is not null";
    HELD = "select id, number, owner from applications where claimed_by = $1 and state in ('sent', 'correction') \
            order by due_at, id limit $2 @locked";
    HOLDERS = "select distinct claimed_by from applications where claimed_by > $1 and state in ('sent', 'correction') \
               order by claimed_by limit $2";
    NOTES = "select s.id, s.application, s.actor, s.note from application_steps s join applications a on a.handed = s.id \
             where a.claimed_by = $1 and a.agency = $2 limit $3";
    // Content is read only of cases that the official holds.
    NEW = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $6 then content end as content from applications \
           where agency = $1 and state = 'sent' and claimed_by is null and waits = 0 and ($3 = '' or service = $3) \
           and (due_at > $4 or (due_at = $4 and id > $5)) order by due_at, id limit $2";
    MINE = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $6 then content end as content from applications \
           where agency = $1 and state = 'sent' and claimed_by = $6 and ($3 = '' or service = $3) \
           and (due_at > $4 or (due_at = $4 and id > $5)) order by due_at, id limit $2";
    WAITING = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $6 then content end as content from applications \
           where agency = $1 and state = 'sent' and waits = 1 and ($3 = '' or service = $3) \
           and (due_at > $4 or (due_at = $4 and id > $5)) order by due_at, id limit $2";
    ASKED = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $6 then content end as content from applications \
           where agency = $1 and state = 'correction' and ($3 = '' or service = $3) \
           and (due_at > $4 or (due_at = $4 and id > $5)) order by due_at, id limit $2";
    DECIDED = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $6 then content end as content from applications \
           where agency = $1 and state in ('approved', 'rejected', 'completed') and decided_at >= $7 and ($3 = '' or service = $3) \
           and (decided_at < $4 or (decided_at = $4 and id > $5)) order by decided_at desc, id limit $2";
    TEAM = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when 1 = 0 then content end as content from applications \
           where agency = $1 and state in ('sent', 'correction') and ($3 = '' or service = $3) \
           and ($7 = 'all' or ($7 = 'nobody' and claimed_by is null) or claimed_by = $6) \
           and (due_at > $4 or (due_at = $4 and id > $5)) order by due_at, id limit $2";
    NUMBER_LIKE = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $4 then content end as content from applications \
           where agency = $1 and number like $3 order by due_at, id limit $2";
    TICKED = "select id, number, service, state, owner, claimed_by, sent_at, due_at, decided_at, stage, waits, edition, \
           case when claimed_by = $2 then content end as content from applications where agency = $1 \
           and id in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    MINE_IDS = "select id from applications where agency = $1 and state = 'sent' and claimed_by = $2 and waits = 0 order by due_at, id limit $3";
    COUNTS = "select coalesce(sum(case when state = 'sent' and claimed_by = $2 then 1 else 0 end), 0) as mine, \
              coalesce(sum(case when state = 'sent' and claimed_by is null and waits = 0 then 1 else 0 end), 0) as fresh, \
              coalesce(sum(case when state = 'sent' and waits = 1 then 1 else 0 end), 0) as waiting, \
              coalesce(sum(case when state = 'correction' then 1 else 0 end), 0) as asked, \
              coalesce(sum(case when state in ('approved', 'rejected', 'completed') then 1 else 0 end), 0) as decided, \
              coalesce(sum(case when state = 'sent' and due_at < $4 then 1 else 0 end), 0) as late, \
              coalesce(sum(case when state = 'sent' and due_at >= $4 and due_at < $5 then 1 else 0 end), 0) as today \
              from applications where agency = $1 and ($6 = '' or service = $6) and (state in ('sent', 'correction') \
              or (state in ('approved', 'rejected', 'completed') and decided_at >= $3))";
    LOADS = "select claimed_by, count(*) as n, coalesce(sum(case when state = 'sent' and due_at < $2 then 1 else 0 end), 0) as late \
             from applications where agency = $1 and state in ('sent', 'correction') group by claimed_by";
    BACKDATE = "update applications set sent_at = $2, received_at = $2, due_at = $3 where id = $1";
    BACKDATE_STEPS = "update application_steps set at = $2 where application = $1";
    OTHERS = "select number, service, state from applications where owner = $1 and agency = $2 and id <> $3 \
              and state <> 'draft' order by changed_at desc, id limit $4";
}

/// Gives a case to an official; from nobody or from the one named.
pub(crate) async fn claim(
    tx: &mut Tx,
    id: Uuid,
    official: Uuid,
    from: Option<Uuid>,
) -> Result<bool, DbError> {
    Ok(tx.exec(CLAIM, args![id, official, from]).await? == 1)
}

/// Gives a case back to the queue.
pub(crate) async fn release(tx: &mut Tx, id: Uuid, official: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(RELEASE, args![id, official]).await? == 1)
}

/// Gives an open case of an agency to somebody, from the one named or from nobody; `step`
/// marks it until it is opened. False when it is held otherwise.
pub(crate) async fn give(
    tx: &mut Tx,
    (id, agency): (Uuid, &str),
    to: Uuid,
    from: Option<Uuid>,
    step: Uuid,
) -> Result<bool, DbError> {
    let row = args![id, to, from, step, from.is_none(), agency];
    Ok(tx.exec(GIVE, row).await? == 1)
}

/// Puts an open case of an agency back into the queue; false when it is held otherwise.
pub(crate) async fn take_away(
    tx: &mut Tx,
    (id, agency): (Uuid, &str),
    from: Uuid,
) -> Result<bool, DbError> {
    Ok(tx.exec(TAKE_AWAY, args![id, from, agency]).await? == 1)
}

/// A case goes back to the queue because its holder may decide no more.
pub(crate) async fn return_one(tx: &mut Tx, id: Uuid, from: Uuid) -> Result<(), DbError> {
    tx.exec(RETURN, args![id, from]).await.map(|_| ())
}

/// Makes an example older than it is.
pub(crate) async fn backdate(
    tx: &mut Tx,
    id: Uuid,
    at: Timestamp,
    due: Timestamp,
) -> Result<(), DbError> {
    tx.exec_later(BACKDATE, args![id, at, due]).await?;
    tx.exec_later(BACKDATE_STEPS, args![id, at]).await
}

/// Its holder has opened a case that was handed over.
pub(crate) async fn opened(tx: &mut Tx, id: Uuid, official: Uuid) -> Result<(), DbError> {
    tx.exec_later(OPENED, args![id, official]).await
}

/// An open case that somebody holds.
pub(crate) struct Held {
    pub(crate) id: Uuid,
    pub(crate) number: Option<String>,
    pub(crate) owner: Uuid,
}

/// The open cases of an official, locked; what is due first stands first.
pub(crate) async fn held(tx: &mut Tx, official: Uuid, most: u32) -> Result<Vec<Held>, DbError> {
    let rows = tx.rows(HELD, args![official, most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Held {
                id: row.get("id")?,
                number: row.get("number")?,
                owner: row.get("owner")?,
            })
        })
        .collect()
}

/// Who holds open cases: ids that follow this one.
pub(crate) async fn holders(db: &Db, after: Uuid, most: u32) -> Result<Vec<Uuid>, DbError> {
    let rows = db.rows(HOLDERS, args![after, most]).await?;
    rows.iter().map(|row| row.get("claimed_by")).collect()
}

/// A case that was handed over and not opened yet.
pub(crate) struct Note {
    /// From whom.
    pub(crate) by: Option<Uuid>,
    /// With which words; may be empty.
    pub(crate) text: String,
}

/// Those of an official, by the case.
pub(crate) async fn notes(
    db: &Db,
    official: Uuid,
    agency: &str,
    most: u32,
) -> Result<BTreeMap<Uuid, Note>, DbError> {
    let rows = db.rows(NOTES, args![official, agency, most]).await?;
    rows.iter()
        .map(|row| {
            let id: Uuid = row.get("id")?;
            let sealed: Option<Vec<u8>> = row.get("note")?;
            let text = sealed.map(|sealed| db.unseal(STEPS_TABLE, "note", id, &sealed));
            let note = Note {
                by: row.get("actor")?,
                text: text.transpose()?.unwrap_or_default(),
            };
            Ok((row.get("application")?, note))
        })
        .collect()
}

/// A case as a list shows it.
pub(crate) struct Listed {
    pub(crate) id: Uuid,
    pub(crate) number: String,
    pub(crate) service: String,
    pub(crate) state: State,
    /// The account.
    pub(crate) owner: Uuid,
    pub(crate) claimed_by: Option<Uuid>,
    pub(crate) sent_at: Option<Timestamp>,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) decided_at: Option<Timestamp>,
    pub(crate) stage: Option<String>,
    /// It waits for registries.
    pub(crate) waits: bool,
    /// The edition of its service, see [`crate::model::Application::edition`].
    pub(crate) edition: Option<String>,
    /// Whose it is; only of cases that the official holds.
    pub(crate) applicant: Option<Applicant>,
}

fn listed(db: &Db, row: &Row) -> Result<Listed, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let sealed: Option<Vec<u8>> = row.get("content")?;
    let content: Option<Content> = sealed
        .map(|sealed| db.unseal(TABLE, "content", id, &sealed))
        .transpose()?;
    Ok(Listed {
        id,
        number: row.get::<Option<String>>("number")?.unwrap_or_default(),
        service: row.get("service")?,
        state: State::from_word(&state)
            .ok_or_else(|| DbError::Other(format!("{state} is no state of an application")))?,
        owner: row.get("owner")?,
        claimed_by: row.get("claimed_by")?,
        sent_at: row.get("sent_at")?,
        due_at: row.get("due_at")?,
        decided_at: row.get("decided_at")?,
        stage: row.get("stage")?,
        waits: row.get::<i64>("waits")? != 0,
        edition: row.get("edition")?,
        applicant: content.and_then(|content| content.applicant),
    })
}

fn all_listed(db: &Db, rows: &[Row]) -> Result<Vec<Listed>, DbError> {
    rows.iter().map(|row| listed(db, row)).collect()
}

/// Which part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Held by the official.
    Mine,
    /// Held by nobody.
    New,
    /// Waiting for registries.
    Waiting,
    /// Waiting for the person.
    Asked,
    /// Decided today.
    Decided,
}

/// After which row a page begins: the time that the part is sorted by, and the id.
pub(crate) type After = Option<(Timestamp, Uuid)>;

/// What is looked for in the queue of an agency.
pub(crate) struct Sought<'a> {
    pub(crate) agency: &'a str,
    /// Empty for all.
    pub(crate) service: &'a str,
    pub(crate) official: Uuid,
    /// The beginning of today.
    pub(crate) since: Timestamp,
}

/// A page of the queue, what is due first at the top; of what was decided, the latest.
pub(crate) async fn queue(
    db: &Db,
    sought: &Sought<'_>,
    part: Part,
    after: After,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let first = match part {
        Part::Decided => Timestamp::MAX,
        _ => Timestamp::MIN,
    };
    let (at, id) = after.unwrap_or((first, Uuid::nil()));
    let (service, official) = (sought.service, sought.official);
    let mut row = args![sought.agency, limit, service, at, id, official];
    let sql = match part {
        Part::Mine => MINE,
        Part::New => NEW,
        Part::Waiting => WAITING,
        Part::Asked => ASKED,
        Part::Decided => {
            row.push(sought.since.into());
            DECIDED
        }
    };
    all_listed(db, &db.rows(sql, row).await?)
}

/// Cases of an agency whose number ends so.
pub(crate) async fn by_number(
    db: &Db,
    agency: &str,
    ending: &str,
    official: Uuid,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let row = args![agency, limit, format!("%{ending}"), official];
    all_listed(db, &db.rows(NUMBER_LIKE, row).await?)
}

/// Those of an agency that were ticked, in the order of their ids.
pub(crate) async fn ticked(
    db: &Db,
    agency: &str,
    official: Uuid,
    ids: &[Uuid],
) -> Result<Vec<Listed>, DbError> {
    let mut all = Vec::new();
    for some in ids.chunks(16) {
        let mut row: Vec<Arg> = args![agency, official];
        let nobody = Uuid::nil();
        let filled = some.iter().chain(std::iter::repeat(&nobody)).take(16);
        row.extend(filled.map(|id| Arg::from(*id)));
        all.extend(all_listed(db, &db.rows(TICKED, row).await?)?);
    }
    Ok(all)
}

/// Whose cases the head of a department wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Everybody's.
    All,
    /// Those that nobody holds.
    Nobody,
    /// Those of one official.
    One(Uuid),
}

/// A page of the open cases of an agency, what is due first at the top.
pub(crate) async fn team(
    db: &Db,
    (agency, service): (&str, &str),
    whose: Whose,
    after: After,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let (at, id) = after.unwrap_or((Timestamp::MIN, Uuid::nil()));
    let (who, word) = match whose {
        Whose::All => (None, "all"),
        Whose::Nobody => (None, "nobody"),
        Whose::One(official) => (Some(official), "one"),
    };
    let row = args![agency, limit, service, at, id, who, word];
    all_listed(db, &db.rows(TEAM, row).await?)
}

/// The cases of an official by their deadline, for the way to the next one.
pub(crate) async fn own_ids(
    db: &Db,
    agency: &str,
    official: Uuid,
    limit: u32,
) -> Result<Vec<Uuid>, DbError> {
    let rows = db.rows(MINE_IDS, args![agency, official, limit]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// How many cases are in each part of the queue, and how many are pressing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) mine: i64,
    pub(crate) fresh: i64,
    /// Waiting for registries.
    pub(crate) waiting: i64,
    pub(crate) asked: i64,
    pub(crate) decided: i64,
    /// Past their deadline.
    pub(crate) late: i64,
    /// Due today.
    pub(crate) today: i64,
}

/// Counts the queue of an agency; `tomorrow` is the end of today.
pub(crate) async fn counts(
    db: &Db,
    sought: &Sought<'_>,
    tomorrow: Timestamp,
) -> Result<Counts, DbError> {
    let (official, since) = (sought.official, sought.since);
    let (now, service) = (db.now(), sought.service);
    let row = args![sought.agency, official, since, now, tomorrow, service];
    let Some(row) = db.row(COUNTS, row).await? else {
        return Ok(Counts::default());
    };
    Ok(Counts {
        mine: row.get("mine")?,
        fresh: row.get("fresh")?,
        waiting: row.get("waiting")?,
        asked: row.get("asked")?,
        decided: row.get("decided")?,
        late: row.get("late")?,
        today: row.get("today")?,
    })
}

/// How many open cases somebody has; nobody's are those of the queue.
pub(crate) struct Load {
    pub(crate) who: Option<Uuid>,
    pub(crate) n: i64,
    /// Of them past their deadline.
    pub(crate) late: i64,
}

/// The loads of an agency.
pub(crate) async fn loads(db: &Db, agency: &str) -> Result<Vec<Load>, DbError> {
    let rows = db.rows(LOADS, args![agency, db.now()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Load {
                who: row.get("claimed_by")?,
                n: row.get("n")?,
                late: row.get("late")?,
            })
        })
        .collect()
}

/// What else a person has sent to the same agency: number, service, state and no more.
pub(crate) async fn others(
    db: &Db,
    (owner, agency, but): (Uuid, &str, Uuid),
    limit: u32,
) -> Result<Vec<(String, String, State)>, DbError> {
    let rows = db.rows(OTHERS, args![owner, agency, but, limit]).await?;
    rows.iter()
        .map(|row| {
            let state: String = row.get("state")?;
            let number: Option<String> = row.get("number")?;
            let state = State::from_word(&state).unwrap_or(State::Sent);
            Ok((number.unwrap_or_default(), row.get("service")?, state))
        })
        .collect()
}
