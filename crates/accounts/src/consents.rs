//! Consents: which document, which version, the hash of its text, when and from where
//! (152-FZ article 9, S0-15, S1-059); shown to their owner with the text, and taken back.

use std::net::IpAddr;

use jiff::Timestamp;
use okno_store::{Db, DbError, Entry, Row, Tx, args};
use okno_web::{Lang, Visitor};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

okno_store::statements! {
    PUT = "insert into consents (id, owner, document, version, text_hash, given_at, origin) values ($1, $2, $3, $4, $5, $6, $7)";
    PUT_TEXT = "insert into consent_texts (hash, content) values ($1, $2) on conflict (hash) do nothing";
    GIVEN = "select 1 as one from consents where owner = $1 and version = $2 and document in ($3, $4) \
             and withdrawn_at is null limit 1";
    OF_OWNER = "select id, document, version, text_hash, given_at, withdrawn_at from consents \
                where owner = $1 order by given_at desc, id desc limit $2 offset $3";
    ONE = "select id, document, version, text_hash, given_at, withdrawn_at from consents where owner = $1 and id = $2";
    TEXT = "select content from consent_texts where hash = $1";
    WITHDRAW = "update consents set withdrawn_at = $6 where owner = $1 and document in ($2, $3, $4, $5) \
                and withdrawn_at is null";
    WITHDRAW_ALL = "update consents set withdrawn_at = coalesce(withdrawn_at, $2), origin = null where owner = $1";
}

/// A consent, for its owner.
#[derive(Debug, Clone)]
pub struct Consent {
    /// Of this one.
    pub id: Uuid,
    /// The document, without its language: `personal-data`, the id of a service.
    pub document: String,
    /// Version of its text.
    pub version: String,
    /// Hash of the text, SHA-256 in hex.
    pub hash: String,
    /// Since when.
    pub given_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// It was signed on paper.
    pub on_paper: bool,
}

const PAPER: &str = ".ru.paper";

/// The names under which a document may be kept: of a service, in each language, on paper.
fn names(document: &str) -> [String; 4] {
    [
        document.to_owned(),
        format!("{document}.ru"),
        format!("{document}.en"),
        format!("{document}{PAPER}"),
    ]
}

fn read(row: &Row) -> Result<Consent, DbError> {
    let name: String = row.get("document")?;
    let stem = [PAPER, ".ru", ".en"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(&name);
    Ok(Consent {
        id: row.get("id")?,
        document: stem.to_owned(),
        version: row.get("version")?,
        hash: row.get("text_hash")?,
        given_at: row.get("given_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
        on_paper: name.ends_with(PAPER),
    })
}

/// Keeps that a consent was given, with its text.
///
/// # Errors
/// Those of the store.
pub async fn keep_consent(
    tx: &mut Tx,
    owner: Uuid,
    document: &str,
    version: &str,
    text: &str,
    origin: IpAddr,
) -> Result<Uuid, DbError> {
    let now = tx.now();
    keep_consent_of(tx, owner, document, version, text, origin, now).await
}

/// The same for a consent given earlier than it can be kept.
pub(crate) async fn keep_consent_of(
    tx: &mut Tx,
    owner: Uuid,
    document: &str,
    version: &str,
    text: &str,
    origin: IpAddr,
    given_at: Timestamp,
) -> Result<Uuid, DbError> {
    let id = tx.new_id();
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    let sealed = tx.seal("consents", "origin", id, &origin);
    tx.exec_later(PUT_TEXT, args![&hash, text]).await?;
    tx.exec_later(
        PUT,
        args![id, owner, document, version, hash, given_at, sealed],
    )
    .await?;
    Ok(id)
}

/// Has the owner given this version of a document, in whichever language?
pub(crate) async fn has_consented(
    db: &Db,
    owner: Uuid,
    document: &str,
    version: &str,
) -> Result<bool, DbError> {
    let [ru, en] = in_each_language(document);
    let row = db.row(GIVEN, args![owner, version, ru, en]).await?;
    Ok(row.is_some())
}

/// The same as the transaction sees it.
pub(crate) async fn has_consented_in(
    tx: &mut Tx,
    owner: Uuid,
    document: &str,
    version: &str,
) -> Result<bool, DbError> {
    let [ru, en] = in_each_language(document);
    let row = tx.row(GIVEN, args![owner, version, ru, en]).await?;
    Ok(row.is_some())
}

fn in_each_language(document: &str) -> [String; 2] {
    [Lang::Ru, Lang::En].map(|lang| format!("{document}.{}", lang.code()))
}

/// The consents of a person, the newest first.
///
/// # Errors
/// Those of the store.
pub async fn of_owner(
    db: &Db,
    owner: Uuid,
    limit: u32,
    offset: u32,
) -> Result<Vec<Consent>, DbError> {
    let rows = db.rows(OF_OWNER, args![owner, limit, offset]).await?;
    rows.iter().map(read).collect()
}

/// One of them.
///
/// # Errors
/// Those of the store.
pub async fn one(db: &Db, owner: Uuid, id: Uuid) -> Result<Option<Consent>, DbError> {
    let row = db.row(ONE, args![owner, id]).await?;
    row.as_ref().map(read).transpose()
}

/// The text as it was agreed to; nothing of consents from before texts were kept.
///
/// # Errors
/// Those of the store.
pub async fn text(db: &Db, hash: &str) -> Result<Option<String>, DbError> {
    match db.row(TEXT, args![hash]).await? {
        Some(row) => row.get("content").map(Some),
        None => Ok(None),
    }
}

/// Notes that every consent to a document was taken back, in whichever version and
/// language. False when there was none.
pub(crate) async fn end(tx: &mut Tx, owner: Uuid, document: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let [service, ru, en, paper] = names(document);
    let which = args![owner, service, ru, en, paper, now];
    Ok(tx.exec(WITHDRAW, which).await? > 0)
}

/// Takes back every consent to a document; a line of the journal. False when there was
/// none. Call it with the account locked.
///
/// # Errors
/// Those of the store.
pub async fn withdraw(
    tx: &mut Tx,
    visitor: &Visitor,
    owner: Uuid,
    document: &str,
) -> Result<bool, DbError> {
    if !end(tx, owner, document).await? {
        return Ok(false);
    }
    let entry = Entry::new(visitor.actor(), "consent.withdrawn", "account", owner);
    let entry = entry.owner(owner).from(Some(visitor.ip()));
    tx.journal(entry.detail(json!({ "document": document })))
        .await?;
    Ok(true)
}

/// All of them end with the account; where they were given from is forgotten.
pub(crate) async fn close(tx: &mut Tx, owner: Uuid) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(WITHDRAW_ALL, args![owner, now]).await.map(|_| ())
}
