//! What «Мои документы» hold, for forms elsewhere.

use std::collections::BTreeMap;

use okno_store::{Db, DbError};
use uuid::Uuid;

use crate::store;

/// The documents of a person by their kind.
#[derive(Clone, Default)]
pub struct Known(BTreeMap<String, Vec<Kept>>);

#[derive(Clone)]
struct Kept {
    id: Uuid,
    values: BTreeMap<String, String>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known(…)")
    }
}

impl Known {
    /// A field of the document of this kind, as shown, and where the document stands in the
    /// cabinet. Nothing where there is none or where there are several: which one is meant,
    /// only their owner knows.
    #[must_use]
    pub fn value(&self, kind: &str, field: &str) -> Option<(&str, String)> {
        let [only] = self.0.get(kind)?.as_slice() else {
            return None;
        };
        let value = only.values.get(field).filter(|value| !value.is_empty())?;
        Some((value, format!("/cabinet/documents/{}", only.id)))
    }
}

/// Reads the documents of an account in one query. What a registry has found wrong is left
/// out.
///
/// # Errors
/// Those of the store.
pub async fn known(db: &Db, account: Uuid) -> Result<Known, DbError> {
    let mut known = Known::default();
    for paper in store::present(db, account).await? {
        let mut values = paper.content.values;
        values.retain(|field, _| !paper.content.differs.contains(field));
        // What has run out or is lost still says what it said.
        if let Some("unknown" | "another") = paper.content.trouble.as_deref() {
            values.clear();
        }
        let kept = Kept {
            id: paper.id,
            values,
        };
        known.0.entry(paper.kind).or_default().push(kept);
    }
    Ok(known)
}
