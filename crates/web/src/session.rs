//! Sessions: a random token in a cookie, its hash in the store.
//!
//! A session ends after half an hour without a request and after twelve hours
//! in all (S2-01). Signing in and out make a new token, so that a token known
//! from before is worth nothing.

use std::collections::BTreeMap;
use std::net::IpAddr;

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, Tx, args};
use sha2::{Digest, Sha256};
use uuid::Uuid;

okno_store::statements! {
    INSERT = "insert into sessions (id, token_hash, subject_kind, subject, data, origin, created_at, seen_at, ends_at) \
              values ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
    FIND = "select id, subject_kind, subject, data, created_at, seen_at, ends_at from sessions \
            where token_hash = $1 and ends_at > $2";
    LIVE = "select 1 as one from sessions where id = $1 and ends_at > $2";
    TOUCH = "update sessions set seen_at = $2, ends_at = $3 where id = $1";
    DATA = "update sessions set data = $2 where id = $1";
    DELETE = "delete from sessions where id = $1";
    DELETE_OF = "delete from sessions where subject_kind = $1 and subject = $2 and id <> $3";
    OF = "select id, data, origin, created_at, seen_at from sessions \
          where subject_kind = $1 and subject = $2 and ends_at > $3 order by seen_at desc, id desc limit 100";
    DELETE_ONE = "delete from sessions where id = $1 and subject_kind = $2 and subject = $3";
    DELETE_ALL = "delete from sessions";
    SWEEP = "delete from sessions where ends_at < $1";
}

/// Whom a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nobody yet: a registration or a sign-in under way.
    Nobody,
    /// The holder of an account.
    Citizen(Uuid),
    /// An official.
    Staff(Uuid),
}

impl Subject {
    fn kind(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Citizen(_) => "citizen",
            Self::Staff(_) => "staff",
        }
    }

    fn id(self) -> Option<Uuid> {
        match self {
            Self::Nobody => None,
            Self::Citizen(id) | Self::Staff(id) => Some(id),
        }
    }
}

/// Under this key a session keeps what the browser calls itself.
pub(crate) const AGENT: &str = "agent";

/// A session as found.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id; not the token.
    pub id: Uuid,
    /// Whom it is for.
    pub subject: Subject,
    /// When it ends if nothing is done.
    pub ends_at: Timestamp,
    /// When it began; of somebody signed in, when they signed in.
    pub created_at: Timestamp,
    seen_at: Timestamp,
    data: BTreeMap<String, String>,
}

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lives {
    pub(crate) idle: SignedDuration,
    pub(crate) total: SignedDuration,
}

impl Lives {
    fn end(self, created: Timestamp, now: Timestamp) -> Timestamp {
        let idle = now.checked_add(self.idle).unwrap_or(Timestamp::MAX);
        idle.min(created.checked_add(self.total).unwrap_or(Timestamp::MAX))
    }
}

/// The token of a new session; goes into the cookie and nowhere else.
pub(crate) struct Token(String);

impl Token {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn hash(token: &str) -> Vec<u8> {
    // 256 random bits need no slow hash; the database learns nothing from it.
    Sha256::digest(token.as_bytes()).to_vec()
}

impl Session {
    /// A value kept in the session, e.g. the registration under way.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.data.get(key).map(String::as_str)
    }

    pub(crate) async fn begin(
        tx: &mut Tx,
        lives: Lives,
        subject: Subject,
        data: BTreeMap<String, String>,
        origin: Option<IpAddr>,
    ) -> Result<(Self, Token), DbError> {
        let id = tx.new_id();
        let token = Token(BASE64URL_NOPAD.encode(&tx.db().chance().bytes::<32>()));
        let now = tx.now();
        let ends_at = lives.end(now, now);
        let sealed = tx.seal("sessions", "data", id, &data);
        let origin = origin.map(|ip| tx.seal("sessions", "origin", id, &ip));
        tx.exec(
            INSERT,
            args![
                id,
                hash(token.as_str()),
                subject.kind(),
                subject.id(),
                sealed,
                origin,
                now,
                ends_at
            ],
        )
        .await?;
        let session = Self {
            id,
            subject,
            ends_at,
            created_at: now,
            seen_at: now,
            data,
        };
        Ok((session, token))
    }

    pub(crate) async fn find(db: &Db, token: &str) -> Result<Option<Self>, DbError> {
        let Some(row) = db.row(FIND, args![hash(token), db.now()]).await? else {
            return Ok(None);
        };
        let id: Uuid = row.get("id")?;
        let kind: String = row.get("subject_kind")?;
        let subject: Option<Uuid> = row.get("subject")?;
        let data: Vec<u8> = row.get("data")?;
        let subject = match (kind.as_str(), subject) {
            ("citizen", Some(id)) => Subject::Citizen(id),
            ("staff", Some(id)) => Subject::Staff(id),
            _ => Subject::Nobody,
        };
        Ok(Some(Self {
            id,
            subject,
            ends_at: row.get("ends_at")?,
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
            data: db.unseal("sessions", "data", id, &data)?,
        }))
    }

    /// Moves the end of the session on; writes at most once a minute.
    pub(crate) async fn touch(&mut self, db: &Db, lives: Lives) -> Result<(), DbError> {
        let now = db.now();
        if now.duration_since(self.seen_at) < SignedDuration::from_secs(60) {
            return Ok(());
        }
        self.seen_at = now;
        self.ends_at = lives.end(self.created_at, now);
        let mut tx = db.begin().await?;
        tx.exec(TOUCH, args![self.id, now, self.ends_at]).await?;
        tx.commit().await
    }

    pub(crate) async fn put(
        &self,
        tx: &mut Tx,
        changes: &[(&str, Option<&str>)],
    ) -> Result<(), DbError> {
        let mut data = self.data.clone();
        for (key, value) in changes {
            match value {
                Some(value) => data.insert((*key).to_owned(), (*value).to_owned()),
                None => data.remove(*key),
            };
        }
        let sealed = tx.seal("sessions", "data", self.id, &data);
        tx.exec(DATA, args![self.id, sealed]).await.map(|_| ())
    }

    pub(crate) async fn end(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
        tx.exec(DELETE, args![id]).await.map(|_| ())
    }
}

/// A session as its owner sees it in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its id; not the token.
    pub id: Uuid,
    /// What the browser calls itself; may be empty.
    pub agent: String,
    /// Where it began.
    pub origin: Option<IpAddr>,
    /// When it began.
    pub created_at: Timestamp,
    /// When something was last done in it, to the minute.
    pub seen_at: Timestamp,
}

/// The living sessions of a subject, the last used first; 100 at most.
pub async fn of(db: &Db, subject: Subject) -> Result<Vec<Listed>, DbError> {
    let rows = db
        .rows(OF, args![subject.kind(), subject.id(), db.now()])
        .await?;
    let read = |row: &Row| {
        let id: Uuid = row.get("id")?;
        let data: Vec<u8> = row.get("data")?;
        let mut data: BTreeMap<String, String> = db.unseal("sessions", "data", id, &data)?;
        let origin: Option<Vec<u8>> = row.get("origin")?;
        Ok(Listed {
            id,
            agent: data.remove(AGENT).unwrap_or_default(),
            origin: origin
                .map(|sealed| db.unseal("sessions", "origin", id, &sealed))
                .transpose()?,
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Ends one session of a subject; false when there is none of this id any more.
pub async fn end_one(tx: &mut Tx, subject: Subject, id: Uuid) -> Result<bool, DbError> {
    let ended = tx
        .exec(DELETE_ONE, args![id, subject.kind(), subject.id()])
        .await?;
    Ok(ended == 1)
}

/// Ends every session of a subject but one; [`Uuid::nil`] spares none.
pub async fn end_others(tx: &mut Tx, subject: Subject, but: Uuid) -> Result<u64, DbError> {
    tx.exec(DELETE_OF, args![subject.kind(), subject.id(), but])
        .await
}

/// Ends every session of everybody; how many there were.
pub async fn end_all(tx: &mut Tx) -> Result<u64, DbError> {
    tx.exec(DELETE_ALL, args![]).await
}

/// Does a session still live? For what outlasts a request, such as an open socket.
pub async fn is_live(db: &Db, id: Uuid) -> Result<bool, DbError> {
    Ok(db.row(LIVE, args![id, db.now()]).await?.is_some())
}

/// Removes sessions that are over.
pub async fn sweep(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let removed = tx.exec(SWEEP, args![now]).await?;
    tx.commit().await?;
    Ok(removed)
}
