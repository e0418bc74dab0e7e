//! Visits to confirm identity: before one is booked there is a code for the operator, and
//! who comes is found at once.

use futures::future::BoxFuture;
use okno_appointments::{Centre, Centres, Gate};
use okno_store::{DbError, Entry, Tx};
use okno_web::visitor::Official;
use okno_web::{Fault, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::{Proofing, store, ways};

/// The purpose of `centres.yaml` that this department serves.
pub(crate) const PURPOSE: &str = "identity";

/// The method of an office, when it is offered.
pub(crate) fn method_of<'a>(
    proofing: &Proofing,
    centres: &'a Centres,
    centre: &Centre,
) -> Option<&'a str> {
    let method = centres.kind(centre)?.method.as_str();
    proofing.table.get(method).map(|_| method)
}

impl Gate for Proofing {
    fn first<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: Uuid,
        centres: &'a Centres,
        centre: &'a Centre,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async move {
            let list = "/cabinet/confirm".to_owned();
            let Some(method) = method_of(self, centres, centre) else {
                return Ok(Some(list));
            };
            let db = visitor.db();
            let open = store::open_one(db, account, method).await?;
            let has_code = open.is_some_and(|open| open.is_open(db.now()));
            Ok((!has_code).then(|| format!("{}?centre={}", ways::path(method), centre.id)))
        })
    }

    fn came<'a>(
        &'a self,
        tx: &'a mut Tx,
        visitor: &'a Visitor,
        official: &'a Official,
        account: Uuid,
        centre: &'a Centre,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>> {
        Box::pin(async move {
            let Some(method) = method_of(self, &self.centres, centre) else {
                return Ok(None);
            };
            let now = tx.now();
            let open = store::open_of(tx, account).await?;
            let Some(case) = open.iter().find(|a| a.method == method && a.is_open(now)) else {
                return Ok(None);
            };
            store::look(tx, case.id, official.id).await?;
            let entry = Entry::new(visitor.actor(), "proofing.found", "proofing", case.id);
            let detail = json!({ "unit": official.unit });
            tx.journal(entry.owner(account).detail(detail).from(Some(visitor.ip())))
                .await?;
            Ok(Some(format!("/centre/cases/{}", case.id)))
        })
    }

    fn page(&self, centres: &Centres, centre: &Centre) -> Option<String> {
        method_of(self, centres, centre).map(ways::path)
    }
}
