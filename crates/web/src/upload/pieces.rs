//! Files in pieces, so that a broken connection costs one piece and not the file
//! (S1-159): the semantics of «Resumable Uploads for HTTP» of the IETF
//! (draft-ietf-httpbis-resumable-upload). `POST /-/uploads` begins one, `HEAD` says how
//! far it is, `PATCH` appends at an offset, `DELETE` gives it up.
//!
//! An upload belongs to an account and to one field of one form. What has come is sealed
//! piece by piece among the files; nobody can read it before it is whole, and then only
//! the form that it is for. The same file begun again, in another tab or after a reload,
//! is the same upload: told by name, size, time of the last change and its first bytes,
//! of which a keyed hash is kept.

use axum::Json;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, head, post};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Row, SealedColumn, Tx, args};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::LARGEST;
use crate::fault::Fault;
use crate::visitor::{Visitor, Who};

okno_store::statements! {
    BEGIN = "insert into uploads (id, owner, purpose, mark, name, size, received, used, ends_at) \
             values ($1, $2, $3, $4, $5, $6, 0, 0, $7) on conflict (owner, mark) do nothing";
    ALIKE = "select id, owner, purpose, name, size, received, ends_at from uploads \
             where owner = $1 and mark = $2";
    FIND = "select id, owner, purpose, name, size, received, ends_at from uploads where id = $1";
    OPEN = "select cast(count(*) - coalesce(sum(used), 0) as bigint) as n, \
            cast(coalesce(sum(size), 0) as bigint) as bytes from uploads where owner = $1 and ends_at > $2";
    APPEND = "update uploads set received = received + $3 \
              where id = $1 and received = $2 and ends_at > $4";
    ADD_PIECE = "insert into upload_pieces (upload, at, content) values ($1, $2, $3)";
    PIECES = "select at, content from upload_pieces where upload = $1 order by at";
    USED = "update uploads set used = 1, ends_at = $2 where id = $1";
    DROP = "delete from uploads where id = $1";
    OVER = "select id from uploads where ends_at <= $1 order by ends_at limit 200";
}

/// Sealed columns.
pub(crate) const SEALED: SealedColumn = SealedColumn {
    table: "uploads",
    column: "name",
};

/// What the field of a form begins with that names an upload in the place of a file.
pub(super) const PREFIX: &str = "_upload.";
/// Uploads of one account on their way at once.
pub(super) const OPEN_AT_ONCE: usize = 8;
/// Bytes of one account's uploads, those just used counted too.
const ALL_BYTES: i64 = 30 * 1024 * 1024;
/// Longest piece, bytes.
const PIECE: usize = 256 * 1024;
/// How much of its beginning tells a file.
const FIRST: usize = 4096;
/// How long an upload lives.
const LIFE: SignedDuration = SignedDuration::from_hours(1);
/// How long one is kept that a form has used: the form's answer may be lost on the way.
const AFTER_USE: SignedDuration = SignedDuration::from_mins(10);

struct Upload {
    id: Uuid,
    owner: Uuid,
    purpose: String,
    name: Vec<u8>,
    size: i64,
    received: i64,
    ends_at: Timestamp,
}

impl Upload {
    fn read(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get("id")?,
            owner: row.get("owner")?,
            purpose: row.get("purpose")?,
            name: row.get("name")?,
            size: row.get("size")?,
            received: row.get("received")?,
            ends_at: row.get("ends_at")?,
        })
    }

    /// An answer that says how far it is.
    fn told(&self, status: StatusCode) -> Response {
        let whole = self.received == self.size;
        let limits = format!(
            "max-size={LARGEST}, max-append-size={PIECE}, max-age={}",
            LIFE.as_secs()
        );
        let headers = [
            ("upload-offset", self.received.to_string()),
            ("upload-length", self.size.to_string()),
            (
                "upload-complete",
                if whole { "?1" } else { "?0" }.to_owned(),
            ),
            ("upload-limit", limits),
            ("location", format!("/-/uploads/{}", self.id)),
        ];
        (status, headers).into_response()
    }
}

/// Where uploads begin.
pub(crate) fn begin_route() -> MethodRouter {
    post(begin).layer(DefaultBodyLimit::max(PIECE))
}

/// An upload that was begun.
pub(crate) fn one_route() -> MethodRouter {
    head(ask)
        .patch(append)
        .delete(give_up)
        .layer(DefaultBodyLimit::max(PIECE))
}

fn owner(visitor: &Visitor) -> Option<Uuid> {
    match visitor.who() {
        Who::Citizen { id, .. } | Who::Staff { id, .. } => Some(*id),
        Who::Nobody => None,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().trim()
}

fn number(headers: &HeaderMap, name: &str) -> Option<i64> {
    text(headers, name).parse().ok().filter(|n| *n >= 0)
}

/// The name of the file: `attachment; filename*=UTF-8''%D0%B0.pdf` (RFC 8187).
fn file_name(headers: &HeaderMap) -> Option<String> {
    let (_, coded) = text(headers, "content-disposition").split_once("filename*=UTF-8''")?;
    let mut bytes = Vec::new();
    let mut rest = coded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    let name = String::from_utf8(bytes).ok()?;
    (name.chars().count() <= 400).then_some(name)
}

fn as_i64(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// A refusal in words, for the script to show.
fn refusal(visitor: &Visitor, status: StatusCode, id: &str) -> Response {
    let body = Json(json!({ "status": status.as_u16(), "title": visitor.t(id) }));
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, body).into_response()
}

/// What the store could not do: without room it is said, the rest as everywhere.
fn failed(visitor: &Visitor, error: DbError) -> Result<Response, Fault> {
    match error {
        DbError::Full => {
            tracing::error!(status = 507, "no room for an upload");
            let status = StatusCode::INSUFFICIENT_STORAGE;
            Ok(refusal(visitor, status, "web-upload-full"))
        }
        other => Err(other.into()),
    }
}

async fn find(visitor: &Visitor, id: Uuid) -> Result<Option<Upload>, DbError> {
    let row = visitor.db().row(FIND, args![id]).await?;
    let found = row.as_ref().map(Upload::read).transpose()?;
    let now = visitor.db().now();
    // Of somebody else's there is nothing to learn.
    Ok(found.filter(|one| Some(one.owner) == owner(visitor) && one.ends_at > now))
}

/// `POST`: begins an upload, with its first bytes; or finds the one that was begun.
async fn begin(visitor: Visitor, headers: HeaderMap, content: Bytes) -> Result<Response, Fault> {
    let Some(owner) = owner(&visitor) else {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    };
    let size = number(&headers, "upload-length").ok_or(Fault::BadRequest)?;
    let name = file_name(&headers).ok_or(Fault::BadRequest)?;
    let purpose = text(&headers, "okno-upload-for");
    let fits = purpose.starts_with('/') && purpose.len() <= 300;
    if !fits || as_i64(content.len()) > size || content.is_empty() {
        return Err(Fault::BadRequest);
    }
    if size > as_i64(LARGEST) {
        return Err(Fault::TooLarge);
    }
    let first = &content[..content.len().min(FIRST)];
    if as_i64(first.len()) < size.min(as_i64(FIRST)) {
        // Too little to tell the file by.
        return Err(Fault::BadRequest);
    }
    let first = HEXLOWER.encode(&Sha256::digest(first));
    let modified = text(&headers, "okno-upload-modified");
    let mark = json!([purpose, name, size, modified, first]).to_string();
    let db = visitor.db();
    let mark = db.vault().index("uploads.mark", &mark);
    let now = db.now();
    match alike(db, owner, &mark).await? {
        Some(found) if found.ends_at > now => return Ok(found.told(StatusCode::OK)),
        Some(over) => remove(db, over.id).await?,
        None => {}
    }
    let open = db.row(OPEN, args![owner, now]).await?;
    let open = open.ok_or_else(|| Fault::Internal("a count without a row".to_owned()))?;
    let (many, bytes): (i64, i64) = (open.get("n")?, open.get("bytes")?);
    if many >= as_i64(OPEN_AT_ONCE) || bytes + size > ALL_BYTES {
        metrics::counter!("okno_uploads_total", "result" => "too_many").increment(1);
        return Ok(refusal(
            &visitor,
            StatusCode::TOO_MANY_REQUESTS,
            "web-upload-many",
        ));
    }
    let id = db.new_id();
    let upload = Upload {
        id,
        owner,
        purpose: purpose.to_owned(),
        name: db.seal("uploads", "name", id, &name),
        size,
        received: 0,
        ends_at: now.checked_add(LIFE).unwrap_or(Timestamp::MAX),
    };
    match add(db, &upload, Some(&mark), &content).await {
        Ok(true) => {
            metrics::counter!("okno_uploads_total", "result" => "begun").increment(1);
            let received = as_i64(content.len());
            Ok(Upload { received, ..upload }.told(StatusCode::CREATED))
        }
        // The same file from another tab was faster.
        Ok(false) => match alike(db, owner, &mark).await? {
            Some(found) => Ok(found.told(StatusCode::OK)),
            None => Err(Fault::Conflict),
        },
        Err(error) => failed(&visitor, error),
    }
}

async fn alike(db: &Db, owner: Uuid, mark: &[u8]) -> Result<Option<Upload>, DbError> {
    let row = db.row(ALIKE, args![owner, mark]).await?;
    row.as_ref().map(Upload::read).transpose()
}

/// Adds a piece at the offset that the upload was read with; with a mark it begins the
/// upload. False when another request was faster: nothing is left of the piece then.
async fn add(
    db: &Db,
    upload: &Upload,
    mark: Option<&[u8]>,
    content: &[u8],
) -> Result<bool, DbError> {
    let piece = db.store_file(content).await?.id;
    let added = async {
        let mut tx = db.begin().await?;
        let added = write(&mut tx, upload, mark, (piece, as_i64(content.len()))).await?;
        tx.commit().await?;
        Ok(added)
    };
    let added = added.await;
    // What certainly did not commit leaves no litter; the rest is swept a day later.
    if matches!(
        added,
        Ok(false) | Err(DbError::Full | DbError::Conflict | DbError::Taken(_))
    ) {
        db.drop_content(piece).await?;
    }
    added
}

async fn write(
    tx: &mut Tx,
    upload: &Upload,
    mark: Option<&[u8]>,
    (piece, length): (Uuid, i64),
) -> Result<bool, DbError> {
    let now = tx.now();
    if let Some(mark) = mark {
        let begun = args![
            upload.id,
            upload.owner,
            upload.purpose.as_str(),
            mark,
            upload.name.as_slice(),
            upload.size,
            upload.ends_at
        ];
        if tx.exec(BEGIN, begun).await? == 0 {
            return Ok(false);
        }
    }
    let step = args![upload.id, upload.received, length, now];
    if tx.exec(APPEND, step).await? == 0 {
        return Ok(false);
    }
    tx.exec(ADD_PIECE, args![upload.id, upload.received, piece])
        .await?;
    Ok(true)
}

/// `HEAD`: how far it is.
async fn ask(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    if owner(&visitor).is_none() {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    Ok(match find(&visitor, id).await? {
        Some(found) => found.told(StatusCode::NO_CONTENT),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

/// `PATCH`: the next piece. At a wrong offset 409 says the right one.
async fn append(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    content: Bytes,
) -> Result<Response, Fault> {
    if owner(&visitor).is_none() {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    if text(&headers, "content-type") != "application/partial-upload" {
        return Ok(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
    }
    let Some(mut upload) = find(&visitor, id).await? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let offset = number(&headers, "upload-offset").ok_or(Fault::BadRequest)?;
    if offset != upload.received {
        return Ok(upload.told(StatusCode::CONFLICT));
    }
    let length = as_i64(content.len());
    let end = upload.received + length;
    let says_whole = text(&headers, "upload-complete") == "?1";
    if length == 0 || end > upload.size || says_whole != (end == upload.size) {
        return Err(Fault::BadRequest);
    }
    match add(visitor.db(), &upload, None, &content).await {
        Ok(true) => {
            upload.received = end;
            Ok(upload.told(StatusCode::NO_CONTENT))
        }
        Ok(false) | Err(DbError::Conflict | DbError::Taken(_)) => {
            Ok(match find(&visitor, id).await? {
                Some(found) => found.told(StatusCode::CONFLICT),
                None => StatusCode::NOT_FOUND.into_response(),
            })
        }
        Err(error) => failed(&visitor, error),
    }
}

/// `DELETE`: the person has thought better of it.
async fn give_up(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    if owner(&visitor).is_none() {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let Some(found) = find(&visitor, id).await? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    remove(visitor.db(), found.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn pieces_of(db: &Db, id: Uuid) -> Result<Vec<Uuid>, DbError> {
    let rows = db.rows(PIECES, args![id]).await?;
    rows.iter().map(|row| row.get("content")).collect()
}

/// The rows first: what they no longer name is swept if the program ends in between.
async fn remove(db: &Db, id: Uuid) -> Result<(), DbError> {
    let pieces = pieces_of(db, id).await?;
    let mut tx = db.begin().await?;
    tx.exec(DROP, args![id]).await?;
    tx.commit().await?;
    for piece in pieces {
        db.drop_content(piece).await?;
    }
    Ok(())
}

/// The file that a form names: its name and content. It may be named again for some
/// minutes, since the answer to the form may not have arrived.
pub(super) async fn whole(
    visitor: &Visitor,
    field: &str,
    id: &str,
) -> Result<(String, Vec<u8>), Fault> {
    let id = Uuid::try_parse(id).map_err(|_| Fault::BadRequest)?;
    let found = find(visitor, id).await?;
    let path = visitor.path().split('?').next().unwrap_or_default();
    let purpose = format!("{path} {field}");
    let upload = found
        .filter(|one| one.received == one.size && one.purpose == purpose)
        .ok_or(Fault::BadRequest)?;
    let db = visitor.db();
    let mut content = Vec::with_capacity(usize::try_from(upload.size).unwrap_or(0));
    for piece in pieces_of(db, id).await? {
        content.extend(db.file_content(piece).await?);
    }
    if as_i64(content.len()) != upload.size {
        return Err(Fault::Internal("pieces are missing".to_owned()));
    }
    let mut tx = db.begin().await?;
    let ends_at = tx.now().checked_add(AFTER_USE).unwrap_or(Timestamp::MAX);
    tx.exec(USED, args![id, ends_at]).await?;
    tx.commit().await?;
    let name = db.unseal("uploads", "name", id, &upload.name)?;
    Ok((name, content))
}

/// Removes uploads whose time is over, with all that came of them. Returns how many.
pub async fn sweep(db: &Db) -> Result<usize, DbError> {
    let mut removed = 0;
    loop {
        let over = db.rows(OVER, args![db.now()]).await?;
        if over.is_empty() {
            return Ok(removed);
        }
        for row in &over {
            remove(db, row.get("id")?).await?;
            removed += 1;
        }
    }
}
