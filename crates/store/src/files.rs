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
use crate::sql::{Arg, Db, DbError, Row, Tx};

crate::statements! {
    INSERT = "insert into files (id, owner, name, media_type, size, sha256, created_at) \
              values ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "select id, owner, name, media_type, size, sha256, created_at from files where id = $1";
    FIND_SEVERAL = "select id, owner, name, media_type, size, sha256, created_at from files \
                    where id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    EXISTS = "select 1 as one from files where id = $1";
    DELETE = "delete from files where id = $1";
}

/// A file that is in the object store and not yet in the table.
#[derive(Debug)]
pub struct Stored {
    /// Its id.
    pub id: Uuid,
    size: i64,
    sha256: Vec<u8>,
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
    })
}

impl Tx {
    /// Makes a stored file count.
    pub async fn keep_file(
        &mut self,
        stored: &Stored,
        owner: Option<Uuid>,
        name: &str,
        media_type: &str,
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
                now
            ],
        )
        .await?;
        Ok(())
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
