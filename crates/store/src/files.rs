//! Files: content sealed in the object store, facts in the table `files`.
//!
//! The content is written first and the row commits with the request, so a
//! row never points at nothing; content without a row is swept a day later.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use object_store::ObjectStoreExt;
use object_store::path::Path;
use okno_vault::Place;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::args;
use crate::jobs::NewJob;
use crate::sql::{Arg, Db, DbError, Row, Tx};

crate::statements! {
    INSERT = "insert into files (id, owner, name, media_type, size, sha256, created_at, checked) \
              values ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "select id, owner, name, media_type, size, sha256, created_at, checked from files where id = $1";
    FIND_SEVERAL = "select id, owner, name, media_type, size, sha256, created_at, checked from files \
                    where id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    EXISTS = "select 1 as one from files where id = $1";
    DELETE = "delete from files where id = $1";
    CHECKED = "update files set checked = $2 where id = $1 and checked = 'waiting'";
    WAITING = "select count(*) as n, min(created_at) as first from files where checked = 'waiting'";
}

/// A file that is in the object store and not yet in the table.
#[derive(Debug)]
pub struct Stored {
    /// Its id.
    pub id: Uuid,
    size: i64,
    sha256: Vec<u8>,
}

/// The job that asks the scanner about a file; its payload is the id.
pub const CHECK: &str = "files.check";

/// How a file stands with the scanner of malicious programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// Nobody asked: made by the portal, or sent while it had no scanner.
    None,
    /// The scanner has not answered yet.
    Waiting,
    /// The scanner found nothing.
    Clean,
    /// The scanner found something: the content is gone.
    Infected,
}

impl Checked {
    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let all = [Self::None, Self::Waiting, Self::Clean, Self::Infected];
        all.into_iter().find(|one| one.word() == word)
    }
}

/// What is known of a file.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// Its id.
    pub id: Uuid,
    /// The account it belongs to, if any.
    pub owner: Option<Uuid>,
    /// The name its owner gave it.
    pub name: String,
    /// Media type by content, e.g. `image/jpeg`.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the content.
    pub sha256: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
    /// What the scanner says.
    pub checked: Checked,
}

fn place(id: Uuid) -> Place {
    Place::new("files", "content", id)
}

fn path(id: Uuid) -> Path {
    let hex = id.simple().to_string();
    // Spread by the random end: the beginning of a UUIDv7 is the time.
    Path::from(format!("{}/{hex}", &hex[30..]))
}

fn files_error(error: &object_store::Error) -> DbError {
    if matches!(error, object_store::Error::NotFound { .. }) {
        return DbError::Missing("content of a file");
    }
    let text = error.to_string();
    if text.contains("os error 28") {
        DbError::Full
    } else {
        DbError::Files(text)
    }
}

impl Db {
    /// Seals the content and writes it. It counts only once [`Tx::keep_file`] commits.
    pub async fn store_file(&self, content: &[u8]) -> Result<Stored, DbError> {
        let id = self.new_id();
        let sealed = self.vault().seal(&place(id), content);
        self.object_store()
            .put(&path(id), Bytes::from(sealed).into())
            .await
            .map_err(|e| files_error(&e))?;
        let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
        Ok(Stored {
            id,
            size,
            sha256: Sha256::digest(content).to_vec(),
        })
    }

    /// What is known of a file.
    pub async fn file_facts(&self, id: Uuid) -> Result<Option<FileFacts>, DbError> {
        let row = self.row(FIND, args![id]).await?;
        row.map(|row| read(self, &row)).transpose()
    }

    /// The same of several files, by id: sixteen with one read.
    pub async fn files_facts(
        &self,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<BTreeMap<Uuid, FileFacts>, DbError> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut all = BTreeMap::new();
        for some in ids.chunks(16) {
            // What is left of the sixteen finds nobody's file.
            let padded = some.iter().copied().chain(std::iter::repeat(Uuid::nil()));
            let args = padded.take(16).map(Arg::from).collect();
            for row in self.rows(FIND_SEVERAL, args).await? {
                let facts = read(self, &row)?;
                all.insert(facts.id, facts);
            }
        }
        Ok(all)
    }

    /// The content, opened.
    pub async fn file_content(&self, id: Uuid) -> Result<Vec<u8>, DbError> {
        let got = self
            .object_store()
            .get(&path(id))
            .await
            .map_err(|e| files_error(&e))?;
        let sealed = got.bytes().await.map_err(|e| files_error(&e))?;
        Ok(self.vault().open(&place(id), &sealed)?)
    }

    /// How many files wait for the scanner, and since when the oldest does.
    pub async fn files_waiting(&self) -> Result<(i64, Option<Timestamp>), DbError> {
        let row = self.row(WAITING, args![]).await?;
        let row = row.ok_or(DbError::Missing("a count"))?;
        Ok((row.get("n")?, row.get("first")?))
    }

    /// Removes content at once that no row names; what is gone already is well.
    pub async fn drop_content(&self, id: Uuid) -> Result<(), DbError> {
        match self.object_store().delete(&path(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(files_error(&error)),
        }
    }
}

fn read(db: &Db, row: &Row) -> Result<FileFacts, DbError> {
    let id: Uuid = row.get("id")?;
    let name: Vec<u8> = row.get("name")?;
    Ok(FileFacts {
        id,
        owner: row.get("owner")?,
        name: db.unseal("files", "name", id, &name)?,
        media_type: row.get("media_type")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        created_at: row.get("created_at")?,
        checked: Checked::from_word(&row.get::<String>("checked")?)
            .ok_or_else(|| DbError::Other("a file is in no known state".to_owned()))?,
    })
}

impl Tx {
    /// Makes a stored file count that the portal has made itself.
    pub async fn keep_file(
        &mut self,
        stored: &Stored,
        owner: Option<Uuid>,
        name: &str,
        media_type: &str,
    ) -> Result<(), DbError> {
        self.write_file(stored, owner, (name, media_type), Checked::None)
            .await
    }

    /// Makes a stored file count that somebody has sent: where there is a scanner, a job
    /// asks it ([`CHECK`]).
    pub async fn keep_sent_file(
        &mut self,
        stored: &Stored,
        owner: Option<Uuid>,
        name: &str,
        media_type: &str,
    ) -> Result<(), DbError> {
        let checked = match self.db().checks_files() {
            true => Checked::Waiting,
            false => Checked::None,
        };
        self.write_file(stored, owner, (name, media_type), checked)
            .await?;
        if checked == Checked::Waiting {
            let job = NewJob::new(CHECK, format!("file:{}:check", stored.id), &stored.id);
            let job = match owner {
                Some(owner) => job.owner(owner),
                None => job,
            };
            // A scanner may be away for a week.
            self.enqueue(job.attempts(20_000)).await?;
        }
        Ok(())
    }

    async fn write_file(
        &mut self,
        stored: &Stored,
        owner: Option<Uuid>,
        (name, media_type): (&str, &str),
        checked: Checked,
    ) -> Result<(), DbError> {
        let sealed = self.seal("files", "name", stored.id, &name);
        let now = self.now();
        self.exec(
            INSERT,
            args![
                stored.id,
                owner,
                sealed,
                media_type,
                stored.size,
                stored.sha256.as_slice(),
                now,
                checked.word()
            ],
        )
        .await?;
        Ok(())
    }

    /// Writes down what the scanner said of a file that waited for it. False when it
    /// does not wait any more: forgotten, or told by another.
    pub async fn file_checked(&mut self, id: Uuid, said: Checked) -> Result<bool, DbError> {
        Ok(self.exec(CHECKED, args![id, said.word()]).await? == 1)
    }

    /// Forgets a file; its content is swept later.
    pub async fn forget_file(&mut self, id: Uuid) -> Result<(), DbError> {
        self.exec(DELETE, args![id]).await.map(|_| ())
    }
}

/// Removes content that no row names and that is older than a day: uploads
/// broken off, requests rolled back, files forgotten. Returns how many.
pub async fn sweep(db: &Db) -> Result<usize, DbError> {
    let mut removed = 0;
    let horizon = db
        .now()
        .checked_sub(SignedDuration::from_hours(24))
        .unwrap_or(Timestamp::MIN);
    let mut all = db.object_store().list(None);
    while let Some(found) = all.next().await {
        let found = found.map_err(|e| files_error(&e))?;
        let id = found
            .location
            .filename()
            .and_then(|name| Uuid::parse_str(name).ok());
        let Some(id) = id else { continue };
        // The id itself says when the file was written.
        let young = id.get_timestamp().is_some_and(|t| {
            let (seconds, _) = t.to_unix();
            i64::try_from(seconds).unwrap_or(i64::MAX) > horizon.as_second()
        });
        if !young && db.row(EXISTS, args![id]).await?.is_none() {
            db.object_store()
                .delete(&found.location)
                .await
                .map_err(|e| files_error(&e))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Wraps the content of every file under the current master key. Returns how
/// many were wrapped and how many do not open.
pub(crate) async fn rewrap_all(db: &Db) -> Result<(usize, usize), DbError> {
    let mut changed = 0;
    let mut broken = 0;
    let mut all = db.object_store().list(None);
    while let Some(found) = all.next().await {
        let found = found.map_err(|e| files_error(&e))?;
        let id = found
            .location
            .filename()
            .and_then(|name| Uuid::parse_str(name).ok());
        let Some(id) = id else { continue };
        let got = match db.object_store().get(&found.location).await {
            Ok(got) => got,
            // Swept meanwhile.
            Err(object_store::Error::NotFound { .. }) => continue,
            Err(error) => return Err(files_error(&error)),
        };
        let sealed = got.bytes().await.map_err(|e| files_error(&e))?;
        match db.vault().rewrap(&place(id), &sealed) {
            Ok(Some(fresh)) => {
                db.object_store()
                    .put(&found.location, Bytes::from(fresh).into())
                    .await
                    .map_err(|e| files_error(&e))?;
                changed += 1;
            }
            Ok(None) => {}
            Err(_) => broken += 1,
        }
    }
    Ok((changed, broken))
}
