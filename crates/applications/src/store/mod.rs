//! SQL of applications.

pub(crate) mod checks;
pub(crate) mod desk;
pub(crate) mod editions;
pub(crate) mod figures;

use jiff::Timestamp;
use okno_catalogue::Service;
use okno_store::{Actor, Arg, Db, DbError, Entry, Row, Tx, args};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::model::{
    Application, Content, Correction, Decision, DeskStep, Event, ISSUED, Refusal, State, Step,
};

okno_store::statements! {
    INSERT = "insert into applications \
              (id, service, service_version, agency, owner, state, content, created_at, changed_at, edition, version) \
              values ($1, $2, $3, $4, $5, 'draft', $6, $7, $7, $8, 1) on conflict do nothing";
    FIND = "select id, number, service, agency, owner, state, content, correction, decision, claimed_by, handed, \
            created_at, changed_at, received_at, sent_at, due_at, decided_at, issued_at, stage, waits, edition, version from applications where id = $1";
    FIND_LOCKED = "select id, number, service, agency, owner, state, content, correction, decision, claimed_by, handed, \
            created_at, changed_at, received_at, sent_at, due_at, decided_at, issued_at, stage, waits, edition, version from applications where id = $1 @locked";
    DRAFT_OF = "select id from applications where owner = $1 and service = $2 and state = 'draft'";
    OF_OWNER = "select id, number, service, agency, owner, state, content, correction, decision, claimed_by, handed, \
            created_at, changed_at, received_at, sent_at, due_at, decided_at, issued_at, stage, waits, edition, version from applications \
            where owner = $1 order by changed_at desc, id desc limit $2";
    CONTENT = "update applications set content = $2, changed_at = $3, reached = coalesce($4, reached), version = version + 1 \
               where id = $1 and state in ('draft', 'correction')";
    // Nobody has done anything: it keeps its place in the list.
    CARRIED = "update applications set content = $2, service_version = $3, edition = $4, version = version + 1 where id = $1 and state = 'draft'";
    REMOVE = "delete from applications where id = $1 and state = 'draft'";
    // Worked out from another version, it would leave no state: that fails.
    SEND_LATER = "update applications set state = case when version = $7 then 'sent' end, number = $2, service_version = $3, \
                  stage = $8, waits = $9, edition = $10, content = $4, correction = null, sent_at = $5, received_at = coalesce(received_at, $5), due_at = $6, changed_at = $5, version = version + 1 where id = $1";
    SEND = "update applications set state = 'sent', number = $2, service_version = $3, stage = $8, waits = $9, edition = $10, content = $4, correction = null, \
            sent_at = $5, received_at = coalesce(received_at, $5), due_at = $6, changed_at = $5, version = version + 1 where id = $1 and version = $7 returning version";
    DECIDE = "update applications set state = $2, correction = $3, decision = $4, decided_at = $5, changed_at = $5, \
              took = coalesce($7, took), asked = asked + $8, handed = null, waits = 0, version = version + 1 where id = $1 and version = $6";
    MOVE = "update applications set state = $2, changed_at = $3, version = version + 1 where id = $1 and version = $4";
    ISSUED_AT = "update applications set issued_at = $2, changed_at = $2, version = version + 1 \
                 where id = $1 and issued_at is null";
    STEP = "insert into application_steps (id, application, n, step, at, actor, receiver, note, from_stage, stage) \
            values ($1, $2, (select coalesce(max(n), 0) + 1 from application_steps where application = $2), $3, $4, $5, $6, $7, $8, $9)";
    STEPS = "select id, step, at, actor, receiver, note, stage from application_steps where application = $1 order by n";
}

const TABLE: &str = "applications";
const STEPS_TABLE: &str = "application_steps";

fn read(db: &Db, row: &Row) -> Result<Application, DbError> {
    let id: Uuid = row.get("id")?;
    let state: String = row.get("state")?;
    let content: Vec<u8> = row.get("content")?;
    let correction: Option<Vec<u8>> = row.get("correction")?;
    let decision: Option<Vec<u8>> = row.get("decision")?;
    Ok(Application {
        id,
        number: row.get("number")?,
        service: row.get("service")?,
        agency: row.get("agency")?,
        owner: row.get("owner")?,
        state: State::from_word(&state)
            .ok_or_else(|| DbError::Other(format!("{state} is no state of an application")))?,
        content: db.unseal(TABLE, "content", id, &content)?,
        correction: correction
            .map(|sealed| db.unseal(TABLE, "correction", id, &sealed))
            .transpose()?,
        decision: decision
            .map(|sealed| db.unseal(TABLE, "decision", id, &sealed))
            .transpose()?,
        claimed_by: row.get("claimed_by")?,
        handed: row.get("handed")?,
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
        received_at: row.get("received_at")?,
        sent_at: row.get("sent_at")?,
        due_at: row.get("due_at")?,
        decided_at: row.get("decided_at")?,
        issued_at: row.get("issued_at")?,
        stage: row.get("stage")?,
        waits: row.get::<i64>("waits")? != 0,
        edition: row.get("edition")?,
        version: row.get("version")?,
    })
}

fn read_all(db: &Db, rows: &[Row]) -> Result<Vec<Application>, DbError> {
    rows.iter().map(|row| read(db, row)).collect()
}

/// The draft of a person for a service; made when there is none. A person has
/// one draft of a service at a time.
pub(crate) async fn draft(
    tx: &mut Tx,
    owner: Uuid,
    service: &Service,
) -> Result<(Uuid, bool), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let content = tx.seal(TABLE, "content", id, &Content::default());
    let made = tx
        .exec(
            INSERT,
            args![
                id,
                &service.id,
                service.version,
                &service.agency,
                owner,
                content,
                now,
                &service.edition
            ],
        )
        .await?;
    if made == 1 {
        return Ok((id, true));
    }
    let row = tx.row(DRAFT_OF, args![owner, &service.id]).await?;
    let row = row.ok_or(DbError::Missing("draft"))?;
    Ok((row.get("id")?, false))
}

/// The draft of a person for a service, if there is one.
pub(crate) async fn draft_of(db: &Db, owner: Uuid, service: &str) -> Result<Option<Uuid>, DbError> {
    match db.row(DRAFT_OF, args![owner, service]).await? {
        Some(row) => row.get("id").map(Some),
        None => Ok(None),
    }
}

/// An application.
///
/// # Errors
/// Those of the store.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<Application>, DbError> {
    let row = db.row(FIND, args![id]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// An application, locked until the end of the transaction.
pub(crate) async fn find_locked(tx: &mut Tx, id: Uuid) -> Result<Application, DbError> {
    let row = tx.row(FIND_LOCKED, args![id]).await?;
    let row = row.ok_or(DbError::Missing("application"))?;
    read(tx.db(), &row)
}

/// The applications of a person, those that changed last first.
///
/// # Errors
/// Those of the store.
pub async fn of_owner(db: &Db, owner: Uuid, limit: u32) -> Result<Vec<Application>, DbError> {
    read_all(db, &db.rows(OF_OWNER, args![owner, limit]).await?)
}

/// The same as the transaction sees them.
pub(crate) async fn of_owner_in(
    tx: &mut Tx,
    owner: Uuid,
    limit: u32,
) -> Result<Vec<Application>, DbError> {
    let rows = tx.rows(OF_OWNER, args![owner, limit]).await?;
    read_all(tx.db(), &rows)
}

/// Writes the answers back.
pub(crate) async fn save(tx: &mut Tx, id: Uuid, content: &Content) -> Result<(), DbError> {
    let sealed = tx.seal(TABLE, "content", id, content);
    let (now, reached) = (tx.now(), content.passed.last());
    match tx.exec(CONTENT, args![id, sealed, now, reached]).await? {
        1 => Ok(()),
        _ => Err(DbError::Conflict),
    }
}

/// Writes back a draft that has come to another edition of its service.
pub(crate) async fn carried(
    tx: &mut Tx,
    id: Uuid,
    service: &Service,
    content: &Content,
) -> Result<(), DbError> {
    let sealed = tx.seal(TABLE, "content", id, content);
    let row = args![id, sealed, service.version, &service.edition];
    match tx.exec(CARRIED, row).await? {
        1 => Ok(()),
        _ => Err(DbError::Conflict),
    }
}

/// Removes a draft with its files.
pub(crate) async fn remove(tx: &mut Tx, application: &Application) -> Result<bool, DbError> {
    if tx.exec(REMOVE, args![application.id]).await? == 0 {
        return Ok(false);
    }
    for kept in application.content.all_files() {
        tx.forget_file(kept.file.id).await?;
    }
    Ok(true)
}

/// A number to give to an application (S0-21): `ЭК-2026-0147325`. Ten million a
/// year for a prefix: [`send`] says [`DbError::Taken`] when it is drawn again.
pub(crate) fn draw_number(tx: &Tx, prefix: &str, year: i16) -> String {
    format!("{prefix}-{year}-{}", tx.db().chance().digits(7))
}

/// What sending writes.
pub(crate) struct Sending<'a> {
    pub(crate) number: &'a str,
    pub(crate) service: &'a Service,
    pub(crate) content: &'a Content,
    pub(crate) due_at: Timestamp,
    /// The stage in which it begins, and whether it waits there.
    pub(crate) stage: (&'a str, bool),
}

/// A sending that has been worked out.
pub(crate) struct Ready(Vec<Arg>);

/// Works out what [`send`] writes.
pub(crate) fn ready(tx: &Tx, application: &Application, sending: &Sending<'_>) -> Ready {
    let content = tx.seal(TABLE, "content", application.id, sending.content);
    Ready(args![
        application.id,
        sending.number,
        sending.service.version,
        content,
        tx.now(),
        sending.due_at,
        application.version,
        sending.stage.0,
        i64::from(sending.stage.1),
        &sending.service.edition
    ])
}

/// Writes that the application went to the agency.
/// [`DbError::Conflict`] when it is no longer what it was when that was worked out,
/// [`DbError::Taken`] when another has its number.
pub(crate) async fn send(tx: &mut Tx, ready: Ready) -> Result<(), DbError> {
    match tx.row(SEND, ready.0).await? {
        Some(_) => Ok(()),
        None => Err(DbError::Conflict),
    }
}

/// The same with the commit, which fails with [`DbError::Unmet`] in place of a conflict.
pub(crate) async fn send_later(tx: &mut Tx, ready: Ready) -> Result<(), DbError> {
    tx.exec_later(SEND_LATER, ready.0).await
}

/// Writes a decision of an official; `took` is the working days since it was received.
pub(crate) async fn decide(
    tx: &mut Tx,
    application: &Application,
    state: State,
    correction: Option<&Correction>,
    decision: Option<&Decision>,
    took: Option<i64>,
) -> Result<(), DbError> {
    let (id, now) = (application.id, tx.now());
    let asked = i64::from(correction.is_some());
    let correction = correction.map(|value| tx.seal(TABLE, "correction", id, value));
    let decision = decision.map(|value| tx.seal(TABLE, "decision", id, value));
    let changed = tx
        .exec(
            DECIDE,
            args![
                id,
                state.word(),
                correction,
                decision,
                now,
                application.version,
                took,
                asked
            ],
        )
        .await?;
    one(changed)
}

/// Writes another state.
pub(crate) async fn go(
    tx: &mut Tx,
    application: &Application,
    state: State,
) -> Result<(), DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            MOVE,
            args![application.id, state.word(), now, application.version],
        )
        .await?;
    one(changed)
}

fn one(changed: u64) -> Result<(), DbError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(DbError::Conflict)
    }
}

/// Writes that the document was made; false when it was before.
pub(crate) async fn issued(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    let fresh = tx.exec(ISSUED_AT, args![id, now]).await? == 1;
    if fresh {
        step(tx, id, ISSUED, Actor::System).await?;
    }
    Ok(fresh)
}

/// Adds a moment to the history of an application.
pub(crate) async fn step(
    tx: &mut Tx,
    application: Uuid,
    word: &str,
    actor: Actor,
) -> Result<(), DbError> {
    let id = tx.new_id();
    step_with(tx, id, application, (word, actor), (None, None), None).await
}

/// The same with its id, the stages that the case left and came to, to whom it went and the
/// words that went with it.
pub(crate) async fn step_with(
    tx: &mut Tx,
    id: Uuid,
    application: Uuid,
    (word, actor): (&str, Actor),
    (left, stage): (Option<&str>, Option<&str>),
    given: Option<(Uuid, &str)>,
) -> Result<(), DbError> {
    let now = tx.now();
    let actor = match actor {
        Actor::Staff(id) => Some(id),
        _ => None,
    };
    let receiver = given.map(|(to, _)| to);
    let note = given.map(|(_, note)| note).filter(|note| !note.is_empty());
    let note = note.map(|note| tx.seal(STEPS_TABLE, "note", id, &note));
    let row = args![
        id,
        application,
        word,
        now,
        actor,
        receiver,
        note,
        left,
        stage
    ];
    tx.exec_later(STEP, row).await
}

/// Everything that happened to an application, oldest first.
pub(crate) async fn history(db: &Db, application: Uuid) -> Result<Vec<Step>, DbError> {
    let rows = db.rows(STEPS, args![application]).await?;
    rows.iter()
        .map(|row| {
            let note: Option<Vec<u8>> = row.get("note")?;
            let id: Uuid = row.get("id")?;
            Ok(Step {
                word: row.get("step")?,
                at: row.get("at")?,
                actor: row.get("actor")?,
                receiver: row.get("receiver")?,
                stage: row.get("stage")?,
                note: note
                    .map(|sealed| db.unseal(STEPS_TABLE, "note", id, &sealed))
                    .transpose()?
                    .unwrap_or_default(),
            })
        })
        .collect()
}

/// The life of an application as its owner follows it, oldest first: without what only
/// moved it about at the desk.
///
/// # Errors
/// Those of the store.
pub async fn steps(db: &Db, application: Uuid) -> Result<Vec<Step>, DbError> {
    let mut all = history(db, application).await?;
    all.retain(|step| !DeskStep::is_one(&step.word));
    Ok(all)
}

/// A step, a line of the journal and the news for open pages.
pub(crate) async fn note(
    tx: &mut Tx,
    application: &Application,
    event: Event,
    actor: Actor,
    detail: Value,
) -> Result<(), DbError> {
    step(tx, application.id, event.word(), actor).await?;
    tx.journal(
        Entry::new(actor, event.act(), "application", application.id)
            .owner(application.owner)
            .detail(json!({ "service": application.service, "facts": detail })),
    )
    .await?;
    tx.announce(application.owner);
    metrics::counter!("okno_applications_total", "event" => event.word()).increment(1);
    Ok(())
}

/// Why an act was not done: by the rules or by the store.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The rules refuse it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store does.
    #[error(transparent)]
    Store(#[from] DbError),
}
