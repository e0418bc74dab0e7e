//! What is the same wherever a signature is not taken: how often one may try, and what
//! is written down.

use okno_signature::Refusal;
use okno_store::{Db, DbError, Entry, Limit, Tx, Verdict};
use okno_web::Visitor;
use serde_json::json;
use uuid::Uuid;

use super::check::{No, Of};
use super::{entry_limit, lists};
use crate::Proofing;

/// The tries of one person, or of one newcomer.
pub(in crate::ways) struct Tries {
    limit: Limit,
    subject: String,
}

impl Tries {
    /// As the table says for the method.
    pub(in crate::ways) fn of(proofing: &Proofing, method: &str, subject: Uuid) -> Self {
        Self {
            limit: entry_limit(proofing, method, "proofing.signature"),
            subject: subject.to_string(),
        }
    }

    /// What to say while nothing is taken, because there were too many.
    pub(in crate::ways) async fn wait(&self, visitor: &Visitor) -> Result<Option<String>, DbError> {
        let verdict = visitor.db().peek(&self.limit, &self.subject).await?;
        Ok(match verdict {
            Verdict::Wait { until } => {
                let page = visitor.page(String::new());
                let time = page.time(&until);
                Some(page.ta("proofing-signature-often", "time", time))
            }
            Verdict::Allowed { .. } => None,
        })
    }

    /// One more; what is ours to mend does not count against the person.
    pub(in crate::ways) async fn count(&self, db: &Db, no: Option<&No>) -> Result<(), DbError> {
        let ours = [Refusal::NoFreshList, Refusal::NoGost];
        match no {
            Some(No::Refused(_, refusal)) if ours.contains(refusal) => Ok(()),
            _ => db.hit(&self.limit, &self.subject).await.map(|_| ()),
        }
    }

    /// After a good one.
    pub(in crate::ways) async fn forget(&self, db: &Db) -> Result<(), DbError> {
        db.forget(&self.limit, &self.subject).await
    }
}

/// A refused signature is a line of the journal; old lists are asked for anew. Without
/// `no` the certificate was in order and named nobody.
pub(in crate::ways) async fn note(
    proofing: &Proofing,
    tx: &mut Tx,
    line: Entry,
    no: Option<&No>,
    is_key: bool,
) -> Result<(), DbError> {
    let mut detail = json!({ "key": is_key });
    let reason = match no {
        Some(No::Refused(_, refusal)) => refusal.word(),
        Some(No::Another(fields)) => {
            let fields: Vec<_> = fields.iter().map(|f| f.word()).collect();
            detail["fields"] = json!(fields);
            "another"
        }
        None => "no-person",
    };
    detail["reason"] = json!(reason);
    tx.journal(line.detail(detail)).await?;
    if no == Some(&No::Refused(Of::Certificate, Refusal::NoFreshList)) {
        lists::ask(proofing, tx).await?;
    }
    Ok(())
}
