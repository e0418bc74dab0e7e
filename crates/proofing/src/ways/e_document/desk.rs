//! What the operator sees of a signed request, and what the program still vouches for when
//! they decide.

use jiff::Timestamp;
use okno_accounts::{Person, find_locked};
use okno_signature::Refusal;
use okno_store::{Db, DbError, Tx};
use okno_web::Fault;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Content, DESK};
use crate::attempt::Attempt;
use crate::ways::signature::ask_lists;
use crate::ways::signature::check::check_again;
use crate::{Proofing, store};

/// What the program establishes; the rest of the evidence the operator marks.
pub(crate) const BY_PROGRAM: [&str; 2] = ["application", "signed"];
/// Said when the request is not the one that the operator has looked at.
pub(crate) const CHANGED: &str = "proofing-e-document-changed";

/// A signed request as the operator sees it.
pub(crate) struct Document {
    pub(crate) number: String,
    /// Which one it is: another one may follow in the same case.
    pub(crate) edition: String,
    pub(crate) request: String,
    pub(crate) at: Timestamp,
    pub(crate) issuer: String,
    pub(crate) serial: String,
    pub(crate) until: Option<Timestamp>,
    pub(crate) lent: bool,
    /// The profile says something else by now.
    pub(crate) changed: bool,
}

/// `None` while it is not signed.
pub(crate) fn shown(person: &Person, attempt: &Attempt) -> Option<Document> {
    let content = Content::of(attempt);
    let changed = !content.stands_for(person);
    let signed = content.signed?;
    Some(Document {
        number: content.number,
        edition: content.code,
        request: content.text,
        at: signed.at,
        issuer: signed.issuer,
        serial: signed.serial,
        until: signed.until,
        lent: signed.lent,
        changed,
    })
}

/// A request that has been looked at once more.
pub(crate) struct Stands {
    id: Uuid,
    content: Content,
}

/// Looks at a request before the decision: it is the edition that the operator saw, the
/// pictures are those that it names, and its certificate has not been revoked since.
/// Otherwise a Fluent id says why it does not stand.
pub(crate) async fn stands(
    proofing: &Proofing,
    db: &Db,
    id: Uuid,
    edition: &str,
) -> Result<Result<Stands, &'static str>, Fault> {
    let attempt = store::by_id(db, id).await?;
    let Some(attempt) = attempt.filter(|attempt| attempt.step == DESK) else {
        return Ok(Err(CHANGED));
    };
    let content = Content::of(&attempt);
    let Some(signed) = content.signed.clone().filter(|_| content.code == edition) else {
        return Ok(Err(CHANGED));
    };
    let kept = store::pictures(db, id).await?;
    if kept.len() != content.pictures.len() {
        return Ok(Err(CHANGED));
    }
    let mut files = db.files_facts(kept.iter().map(|one| one.id)).await?;
    for picture in &kept {
        let named = content.pictures.iter().find(|one| one.id == picture.id);
        let facts = files.remove(&picture.id);
        let same = facts.zip(named).is_some_and(|(facts, named)| {
            named.kind == picture.kind
                && data_encoding::HEXLOWER.encode(&facts.sha256) == named.sha256
        });
        if !same {
            return Ok(Err(CHANGED));
        }
    }
    let (pem, lent) = (signed.certificate, signed.lent);
    let checked = check_again(proofing, pem, lent, db.now()).await?;
    let checked = checked.map_err(|busy| Fault::Busy(busy.to_string()))?;
    Ok(match checked {
        Ok(_) => Ok(Stands { id, content }),
        Err(Refusal::NoFreshList) => {
            let mut tx = db.begin().await?;
            ask_lists(proofing, &mut tx).await?;
            tx.commit().await?;
            Err("proofing-e-document-no-list")
        }
        Err(_) => Err("proofing-e-document-void"),
    })
}

/// The same under the lock of the account: nothing has changed meanwhile. Gives what is
/// kept of it as evidence.
pub(crate) async fn vouched(
    tx: &mut Tx,
    account: Uuid,
    stands: &Stands,
) -> Result<Option<Value>, DbError> {
    let (_, person) = find_locked(tx, account).await?;
    let attempt = store::by_id_locked(tx, stands.id).await?;
    let Some(attempt) = attempt.filter(|attempt| attempt.step == DESK) else {
        return Ok(None);
    };
    let content = Content::of(&attempt);
    if content.code != stands.content.code || !content.stands_for(&person) {
        return Ok(None);
    }
    Ok(content.signed.map(|signed| {
        json!({
            "number": content.number,
            "text": content.text,
            "signature": signed.signature,
            "certificate": signed.certificate,
            "signed_at": signed.at.to_string(),
            "key_lent": signed.lent,
        })
    }))
}
