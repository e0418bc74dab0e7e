//! The register of issued documents.

use jiff::Timestamp;
use jiff::civil::Date;
use okno_requisites::Personal;
use okno_store::{Actor, Db, DbError, Entry, Row, Tx, args};
use serde_json::json;
use uuid::Uuid;

use crate::model::{Document, DocumentNumber, Holder, NewDocument, Revocation, RevocationReason};

okno_store::statements! {
    INSERT = "insert into documents \
              (id, number, owner, case_id, part, service, title, issuer, holder, issued_at, valid_until, state) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'in_force') \
              on conflict (case_id, part) do nothing";
    BY_CASE = "select id, number, owner, case_id, part, service, title, issuer, holder, issued_at, valid_until, \
               revoked_at, revoked_reason, file from documents where case_id = $1 and part = $2";
    OF_CASE = "select id, number, owner, case_id, part, service, title, issuer, holder, issued_at, valid_until, \
               revoked_at, revoked_reason, file from documents where case_id = $1 order by id";
    BY_NUMBER = "select id, number, owner, case_id, part, service, title, issuer, holder, issued_at, valid_until, \
                 revoked_at, revoked_reason, file from documents where number = $1";
    OF_OWNER = "select id, number, owner, case_id, part, service, title, issuer, holder, issued_at, valid_until, \
                revoked_at, revoked_reason, file from documents where owner = $1 \
                order by issued_at desc, id desc limit $2";
    REVOKE = "update documents set state = 'revoked', revoked_at = $2, revoked_reason = $3 \
              where number = $1 and state = 'in_force'";
    BLANK = "update documents set holder = $2, file = null where id = $1";
    ATTACH = "update documents set file = $2 where id = $1 and file is null";
}

fn read(db: &Db, row: &Row) -> Result<Document, DbError> {
    let id: Uuid = row.get("id")?;
    let number: String = row.get("number")?;
    let number = DocumentNumber::find(&number)
        .ok_or_else(|| DbError::Other("a document has no number".to_owned()))?;
    let holder: Vec<u8> = row.get("holder")?;
    let valid_until: Option<String> = row.get("valid_until")?;
    let valid_until: Option<Date> = valid_until
        .map(|day| day.parse())
        .transpose()
        .map_err(|_| DbError::Other("valid_until is no date".to_owned()))?;
    let revoked_at: Option<Timestamp> = row.get("revoked_at")?;
    let reason: Option<String> = row.get("revoked_reason")?;
    let revoked = match (revoked_at, reason) {
        (Some(at), Some(reason)) => Some(Revocation {
            at,
            reason: RevocationReason::from_word(&reason)?,
        }),
        _ => None,
    };
    Ok(Document {
        id,
        number,
        owner: row.get("owner")?,
        case: row.get("case_id")?,
        part: row.get("part")?,
        service: row.get("service")?,
        title: row.get("title")?,
        issuer: row.get("issuer")?,
        holder: db.unseal("documents", "holder", id, &holder)?,
        issued_at: row.get("issued_at")?,
        valid_until,
        revoked,
        file: row.get("file")?,
    })
}

/// Enters a document into the register and gives it its number (S0-25). A case
/// has one document of each part: asked again, this gives the one that is there.
///
/// The PDF bears the number, so it is made afterwards, outside of the
/// transaction, and put in by [`attach_file`].
///
/// # Errors
/// Those of the store.
pub async fn issue(tx: &mut Tx, new: NewDocument) -> Result<Document, DbError> {
    let id = tx.new_id();
    let now = tx.now();
    let number = DocumentNumber::draw(tx.db().chance());
    let holder = tx.seal("documents", "holder", id, &new.holder);
    let fresh = tx
        .exec(
            INSERT,
            args![
                id,
                number.as_str(),
                new.owner,
                new.case,
                new.part.as_str(),
                new.service.as_str(),
                new.title.as_str(),
                new.issuer.as_str(),
                holder,
                now,
                new.valid_until.map(|day| day.to_string())
            ],
        )
        .await?
        == 1;
    if fresh {
        tx.journal(
            Entry::new(new.actor, "document.issued", "document", id)
                .owner(new.owner)
                .detail(json!({ "case": new.case, "service": new.service })),
        )
        .await?;
    }
    let row = tx
        .row(BY_CASE, args![new.case, new.part.as_str()])
        .await?
        .ok_or(DbError::Missing("document"))?;
    read(tx.db(), &row)
}

/// All documents of a case, in the order in which they were entered.
///
/// # Errors
/// Those of the store.
pub async fn of_case(db: &Db, case: Uuid) -> Result<Vec<Document>, DbError> {
    let rows = db.rows(OF_CASE, args![case]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

async fn of_case_in(tx: &mut Tx, case: Uuid) -> Result<Vec<Document>, DbError> {
    let rows = tx.rows(OF_CASE, args![case]).await?;
    rows.iter().map(|row| read(tx.db(), row)).collect()
}

/// The result of a case, without what else came with it.
///
/// # Errors
/// Those of the store.
pub async fn by_case(db: &Db, case: Uuid) -> Result<Option<Document>, DbError> {
    let row = db.row(BY_CASE, args![case, ""]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The document with a number.
///
/// # Errors
/// Those of the store.
pub async fn by_number(db: &Db, number: &DocumentNumber) -> Result<Option<Document>, DbError> {
    let row = db.row(BY_NUMBER, args![number.as_str()]).await?;
    row.map(|row| read(db, &row)).transpose()
}

/// The documents of a person, the newest first.
///
/// # Errors
/// Those of the store.
pub async fn of_owner(db: &Db, owner: Uuid, limit: u32) -> Result<Vec<Document>, DbError> {
    let rows = db.rows(OF_OWNER, args![owner, limit]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// Revokes a document. Done twice, the first time and its reason stay. `false`
/// when it was revoked before.
///
/// # Errors
/// [`DbError::Missing`] when there is no such document; those of the store.
pub async fn revoke(
    tx: &mut Tx,
    number: &DocumentNumber,
    reason: RevocationReason,
    actor: Actor,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(REVOKE, args![number.as_str(), now, reason.as_str()])
        .await?;
    let row = tx
        .row(BY_NUMBER, args![number.as_str()])
        .await?
        .ok_or(DbError::Missing("document"))?;
    if changed == 0 {
        return Ok(false);
    }
    let owner: Uuid = row.get("owner")?;
    let entry = Entry::new(actor, "document.revoked", "document", row.get("id")?)
        .owner(owner)
        .detail(json!({ "reason": reason.as_str() }));
    tx.journal(entry).await?;
    tx.announce(owner);
    Ok(true)
}

/// The same for all documents of a case; `false` when there are none, or all were revoked
/// before.
///
/// # Errors
/// Those of the store.
pub async fn revoke_case(
    tx: &mut Tx,
    case: Uuid,
    reason: RevocationReason,
    actor: Actor,
) -> Result<bool, DbError> {
    let mut any = false;
    for document in of_case_in(tx, case).await? {
        any |= revoke(tx, &document.number, reason, actor).await?;
    }
    Ok(any)
}

/// Revokes the documents of a case and forgets whose they were, with their PDFs: the public
/// check says that they are not in force, and names nobody.
///
/// # Errors
/// Those of the store.
pub async fn blank(tx: &mut Tx, case: Uuid, actor: Actor) -> Result<(), DbError> {
    for document in of_case_in(tx, case).await? {
        revoke(tx, &document.number, RevocationReason::Withdrawn, actor).await?;
        let nobody = || Personal::new(String::new());
        let holder = Holder {
            surname: nobody(),
            name: nobody(),
            patronymic: nobody(),
        };
        let sealed = tx.seal("documents", "holder", document.id, &holder);
        tx.exec(BLANK, args![document.id, sealed]).await?;
        if let Some(file) = document.file {
            tx.forget_file(file).await?;
        }
    }
    Ok(())
}

/// Puts in the made PDF. `false` when there is one already: a document is made
/// once, and the caller drops its own.
///
/// # Errors
/// Those of the store.
pub async fn attach_file(tx: &mut Tx, document: Uuid, file: Uuid) -> Result<bool, DbError> {
    Ok(tx.exec(ATTACH, args![document, file]).await? == 1)
}
