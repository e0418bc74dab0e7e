//! Newcomers: who has no account yet and is introduced by a bank or by a certificate.
//! What is said of them fills the registration in (`okno_accounts::Introduces`); when the
//! registries have agreed with it, the way that introduced them confirms their identity.

use futures::future::BoxFuture;
use jiff::SignedDuration;
use okno_accounts::{Account, Introduced, Introduces};
use okno_store::{DbError, Limit, Tx, Verdict};
use okno_web::visitor::Cookies;
use okno_web::{Fault, Lang, Visitor};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::Proofing;
use crate::store::{self, Introduction};
use crate::ways::{self, bank, signature};

/// It is known who the person is.
pub(crate) const KNOWN: &str = "known";
/// The account is there and waits for the registries.
pub(crate) const WAITING: &str = "waiting";
/// Where the registration goes on.
pub(crate) const ON: &str = "/register/simple?introduced";

/// What a session keeps of it.
const KEPT: &str = "introduction";

/// How often one address may begin.
const BEGINS: Limit = Limit {
    name: "proofing.introduce",
    max: 20,
    per: SignedDuration::from_hours(1),
};

/// The introduction of this visitor, if one is under way.
pub(crate) async fn own(visitor: &Visitor) -> Result<Option<Introduction<Value>>, DbError> {
    match visitor.kept(KEPT).and_then(|id| id.parse().ok()) {
        Some(id) => store::introduction(visitor.db(), id).await,
        None => Ok(None),
    }
}

/// May one more be begun from this address? [`counted`] follows the commit.
pub(crate) async fn may_begin(visitor: &Visitor) -> Result<(), Fault> {
    let subject = visitor.network();
    match visitor.db().peek(&BEGINS, &subject).await? {
        Verdict::Wait { until } => Err(Fault::TooMany { until }),
        Verdict::Allowed { .. } => Ok(()),
    }
}

/// Counts that one was begun.
pub(crate) async fn counted(visitor: &Visitor) -> Result<(), DbError> {
    let subject = visitor.network();
    visitor.db().hit(&BEGINS, &subject).await.map(|_| ())
}

/// Begins one in place of an earlier one that led to no account.
pub(crate) async fn begin(
    visitor: &Visitor,
    tx: &mut Tx,
    way: &str,
    step: &str,
    content: &impl Serialize,
) -> Result<(Uuid, Cookies), DbError> {
    if let Some(before) = own(visitor).await?.filter(|own| own.account.is_none()) {
        store::drop_introduction(tx, before.id).await?;
    }
    let id = store::introduce(tx, way, step, content).await?;
    let kept = id.to_string();
    let cookies = visitor.keep(tx, &[(KEPT, Some(&kept))]).await?;
    Ok((id, cookies))
}

/// The person takes another way.
pub(crate) async fn leave(visitor: &Visitor, to: &str) -> Result<axum::response::Response, Fault> {
    let Some(own) = own(visitor).await?.filter(|own| own.account.is_none()) else {
        return Ok(visitor.go(to));
    };
    let mut tx = visitor.db().begin().await?;
    store::drop_introduction(&mut tx, own.id).await?;
    let cookies = visitor.keep(&mut tx, &[(KEPT, None)]).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go(to)))
}

fn read(proofing: &Proofing, found: Introduction<Value>, lang: Lang) -> Option<Introduced> {
    if found.step != KNOWN {
        return None;
    }
    match found.way.as_str() {
        ways::BANK => bank::newcomer::introduced(proofing, found, lang),
        _ => signature::newcomer::introduced(proofing, found, lang),
    }
}

impl Introduces for Proofing {
    fn ways(&self) -> Vec<&'static str> {
        let open = |id: &str| {
            let ready = self.way(id).is_some_and(|way| way.is_ready(self));
            ready && self.table.get(id).is_some()
        };
        let ways = [ways::BANK, signature::ID];
        ways.into_iter().filter(|id| open(id)).collect()
    }

    fn known<'a>(
        &'a self,
        visitor: &'a Visitor,
    ) -> BoxFuture<'a, Result<Option<Introduced>, DbError>> {
        Box::pin(async move {
            let found = own(visitor).await?;
            Ok(found.and_then(|found| read(self, found, visitor.lang())))
        })
    }

    fn again<'a>(
        &'a self,
        introduction: Uuid,
        lang: Lang,
    ) -> BoxFuture<'a, Result<Option<Introduced>, DbError>> {
        Box::pin(async move {
            let found = store::introduction(self.portal.db(), introduction).await?;
            Ok(found.and_then(|found| read(self, found, lang)))
        })
    }

    fn settled<'a>(
        &'a self,
        tx: &'a mut Tx,
        introduction: Uuid,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            let found = store::introduction_locked(tx, introduction).await?;
            let Some(found) = found.filter(|found| found.step == KNOWN) else {
                return Ok(());
            };
            store::link_introduction(tx, introduction, account.id, WAITING).await?;
            bank::newcomer::settled(self, tx, found, account.id).await
        })
    }
}
