//! The journal of actions: who did what to what, when and from where
//! (S1-141, S1-143, S1-153), as a hash chain.
//!
//! A line commits together with the change that it speaks of. A sealer then
//! gives lines their number and their hash, in batches, a moment later: so
//! the chain costs no lock on the way of a request. `hash = SHA-256(previous
//! hash ‖ canonical JSON of the line)`. Lines hold no personal data; the
//! network address is sealed.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::args;
use crate::sql::{Db, DbError, Row, Tx};

crate::statements! {
    INSERT = "insert into journal (id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UNSEALED = "select id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin, seq, hash \
                from journal where seq is null order by id limit 500 @skip_locked";
    LAST = "select seq, hash from journal where seq is not null order by seq desc limit 1";
    SEAL = "update journal set seq = $2, hash = $3 where id = $1 and seq is null";
    PAGE = "select id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin, seq, hash \
            from journal where seq > $1 order by seq limit 1000";
    COUNT_UNSEALED = "select count(*) as n from journal where seq is null";
    OF_OWNER = "select id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin, seq, hash \
                from journal where owner = $1 order by at desc, id desc limit $2";
    ONE_OF_OWNER = "select id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin, seq, hash \
                    from journal where id = $1 and owner = $2";
    OF_OBJECT = "select id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin, seq, hash \
                 from journal where object = $1 order by at, id limit 500";
    LATEST = "select id, at, actor_kind, actor, act, object_kind, object, owner, detail, origin, seq, hash \
              from journal order by id desc limit $1";
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A person without an account or not signed in.
    Visitor,
    /// The holder of an account.
    Citizen(Uuid),
    /// An official.
    Staff(Uuid),
    /// The program itself: a job, a schedule.
    System,
    /// Whoever runs commands on the machine.
    Operator,
}

impl Actor {
    /// Word in the journal.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Citizen(_) => "citizen",
            Self::Staff(_) => "staff",
            Self::System => "system",
            Self::Operator => "operator",
        }
    }

    /// Id, where there is one.
    #[must_use]
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::Citizen(id) | Self::Staff(id) => Some(id),
            _ => None,
        }
    }
}

/// A line to write.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who.
    pub actor: Actor,
    /// What: `department.verb`, e.g. `account.created`.
    pub act: &'static str,
    /// Kind of the thing acted on, e.g. `application`.
    pub object_kind: &'static str,
    /// The thing.
    pub object: Option<Uuid>,
    /// Whose data it concerns: the account that may read this line.
    pub owner: Option<Uuid>,
    /// Facts without personal data: names of fields, states, reasons' codes.
    pub detail: Value,
    /// From which network address.
    pub origin: Option<IpAddr>,
}

impl Entry {
    /// A line about a thing.
    #[must_use]
    pub fn new(actor: Actor, act: &'static str, object_kind: &'static str, object: Uuid) -> Self {
        Self {
            actor,
            act,
            object_kind,
            object: Some(object),
            owner: None,
            detail: Value::Null,
            origin: None,
        }
    }

    /// Whose data it concerns; `None` when it is nobody's who has an account.
    #[must_use]
    pub fn owner(mut self, owner: impl Into<Option<Uuid>>) -> Self {
        self.owner = owner.into();
        self
    }

    /// Facts without personal data.
    #[must_use]
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }

    /// From where.
    #[must_use]
    pub fn from(mut self, origin: Option<IpAddr>) -> Self {
        self.origin = origin;
        self
    }
}

/// A line read back.
#[derive(Debug, Clone)]
pub struct Line {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Kind of the actor.
    pub actor_kind: String,
    /// The actor.
    pub actor: Option<Uuid>,
    /// What.
    pub act: String,
    /// Kind of the thing.
    pub object_kind: String,
    /// The thing.
    pub object: Option<Uuid>,
    /// Whose data.
    pub owner: Option<Uuid>,
    /// Facts.
    pub detail: Value,
    detail_text: String,
    origin: Option<Vec<u8>>,
    seq: Option<i64>,
    hash: Option<Vec<u8>>,
}

impl Line {
    fn read(row: &Row) -> Result<Self, DbError> {
        let detail_text: String = row.get("detail")?;
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            actor_kind: row.get("actor_kind")?,
            actor: row.get("actor")?,
            act: row.get("act")?,
            object_kind: row.get("object_kind")?,
            object: row.get("object")?,
            owner: row.get("owner")?,
            detail: serde_json::from_str(&detail_text).unwrap_or(Value::Null),
            detail_text,
            origin: row.get("origin")?,
            seq: row.get("seq")?,
            hash: row.get("hash")?,
        })
    }

    fn digest(&self, previous: &[u8], seq: i64) -> Vec<u8> {
        // The sealed origin is left out of the chain, so that `keys rotate`
        // may wrap it anew without breaking it.
        let line = json!([
            seq,
            self.id,
            self.at.as_millisecond(),
            self.actor_kind,
            self.actor,
            self.act,
            self.object_kind,
            self.object,
            self.owner,
            self.detail_text,
            self.origin.is_some(),
        ]);
        let mut hash = Sha256::new();
        hash.update(previous);
        hash.update(line.to_string().as_bytes());
        hash.finalize().to_vec()
    }

    /// Its number in the chain and its hash in hex, once it is chained.
    #[must_use]
    pub fn link(&self) -> Option<(i64, String)> {
        let hash = self.hash.as_deref()?;
        Some((self.seq?, data_encoding::HEXLOWER.encode(hash)))
    }

    /// The network address, opened.
    pub fn origin(&self, db: &Db) -> Result<Option<IpAddr>, DbError> {
        self.origin
            .as_deref()
            .map(|sealed| db.unseal("journal", "origin", self.id, sealed))
            .transpose()
    }
}

impl Tx {
    /// Writes a line of the journal.
    pub async fn journal(&mut self, entry: Entry) -> Result<(), DbError> {
        // In order, so that lines of one transaction are read back as they were written.
        let id = self.db().ordered_id();
        let at = self.now();
        let origin = entry
            .origin
            .map(|ip| self.seal("journal", "origin", id, &ip));
        self.exec_later(
            INSERT,
            args![
                id,
                at,
                entry.actor.kind(),
                entry.actor.id(),
                entry.act,
                entry.object_kind,
                entry.object,
                entry.owner,
                entry.detail.to_string(),
                origin
            ],
        )
        .await?;
        Ok(())
    }
}

/// Gives numbers and hashes to lines that have none yet. Returns how many.
pub async fn seal(db: &Db) -> Result<usize, DbError> {
    // An idle store is not woken by a write transaction.
    if waiting(db).await? == 0 {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    if db.engine() == crate::Engine::Postgres {
        tx.row("select pg_advisory_xact_lock(70752)", vec![])
            .await?;
    }
    let rows = tx.rows(UNSEALED, vec![]).await?;
    let last = tx.row(LAST, vec![]).await?;
    let (mut seq, mut hash) = match last {
        Some(row) => (row.get::<i64>("seq")?, row.get::<Vec<u8>>("hash")?),
        None => (0, Vec::new()),
    };
    let count = rows.len();
    for row in &rows {
        let line = Line::read(row)?;
        seq += 1;
        hash = line.digest(&hash, seq);
        tx.exec_later(SEAL, args![line.id, seq, hash.clone()])
            .await?;
    }
    tx.commit().await?;
    Ok(count)
}

async fn waiting(db: &Db) -> Result<i64, DbError> {
    match db.row(COUNT_UNSEALED, vec![]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

/// What a check of the whole journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Lines in the chain.
    pub lines: i64,
    /// Lines not in the chain yet (a second's worth on a running portal).
    pub waiting: i64,
    /// Hash of the last line, to compare with one kept elsewhere.
    pub head: String,
    /// The first line that does not fit: its number, and why.
    pub broken: Option<(i64, String)>,
}

/// Walks the whole chain. Constant memory. What it cannot see is lines cut off at
/// the end: compare the head with one kept elsewhere.
pub async fn verify(db: &Db) -> Result<Verified, DbError> {
    let mut seen = 0i64;
    let mut after = i64::MIN; // a line slipped in before the first has a number too
    let mut hash: Vec<u8> = Vec::new();
    let mut broken = None;
    'chain: loop {
        let rows = db.rows(PAGE, args![after]).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let line = Line::read(row)?;
            let seq = line.seq.unwrap_or_default();
            if seq <= seen {
                broken = Some((seq, "the line was slipped in".to_owned()));
                break 'chain;
            }
            if seq != seen + 1 {
                broken = Some((seen + 1, "the line is missing".to_owned()));
                break 'chain;
            }
            let next = line.digest(&hash, seq);
            if line.hash.as_deref() != Some(next.as_slice()) {
                broken = Some((seq, "the line was changed, or one before it".to_owned()));
                break 'chain;
            }
            // The chain holds only that there is one; its own seal holds the rest.
            if line.origin(db).is_err() {
                broken = Some((seq, "the network address was changed".to_owned()));
                break 'chain;
            }
            hash = next;
            seen = seq;
            after = seq;
        }
    }
    let head = data_encoding::HEXLOWER.encode(&hash);
    Ok(Verified {
        lines: seen,
        waiting: waiting(db).await?,
        head,
        broken,
    })
}

/// The newest lines about one account's data.
pub async fn of_owner(db: &Db, owner: Uuid, limit: u32) -> Result<Vec<Line>, DbError> {
    db.rows(OF_OWNER, args![owner, limit])
        .await?
        .iter()
        .map(Line::read)
        .collect()
}

/// One line about this account's data.
pub async fn one_of_owner(db: &Db, id: Uuid, owner: Uuid) -> Result<Option<Line>, DbError> {
    let row = db.row(ONE_OF_OWNER, args![id, owner]).await?;
    row.as_ref().map(Line::read).transpose()
}

/// The lines about one thing, oldest first.
pub async fn of_object(db: &Db, object: Uuid) -> Result<Vec<Line>, DbError> {
    db.rows(OF_OBJECT, args![object])
        .await?
        .iter()
        .map(Line::read)
        .collect()
}

/// The newest lines of all.
pub async fn latest(db: &Db, limit: u32) -> Result<Vec<Line>, DbError> {
    db.rows(LATEST, args![limit])
        .await?
        .iter()
        .map(Line::read)
        .collect()
}
