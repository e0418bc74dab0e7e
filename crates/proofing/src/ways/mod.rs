//! What is special about each method: its pages and what it holds meanwhile.
//! A new method is a module here and a row in `methods.yaml`.

pub(crate) mod bank;
pub(crate) mod bank_certificate;
mod bank_code;
pub(crate) mod card;
pub(crate) mod code;
pub(crate) mod contact;
pub(crate) mod e_document;
mod face_photo;
mod in_person;
mod letter;
pub(crate) mod paper;
pub(crate) mod post_office;
mod sheet;
pub(crate) mod signature;
mod video;

pub(crate) use bank::ID as BANK;
pub(crate) use in_person::ID as IN_PERSON;

use std::sync::Arc;

use axum::Router;
use futures::future::BoxFuture;
use okno_accounts::Person;
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Job, JobError, Tx, Worker};
use okno_web::Lang;
use uuid::Uuid;

use crate::Proofing;
use crate::attempt::Attempt;

/// A method of confirming identity.
pub(crate) trait Way: Send + Sync {
    /// Its word in the table.
    fn id(&self) -> &'static str;

    /// Its pages; the citizen's first one is `/cabinet/confirm/{id}` with `-` for `_`.
    fn router(&self, proofing: &Proofing) -> Router;

    /// Has it all that it needs here? If not, it is not offered.
    fn is_ready(&self, _proofing: &Proofing) -> bool {
        true
    }

    /// Its jobs.
    fn register_jobs(&self, _proofing: &Proofing, _worker: &mut Worker) {}

    /// An account has become standard.
    fn standard<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _account: Uuid,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// The profile of an account was saved.
    fn saved<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _account: Uuid,
        _person: &'a Person,
        _actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// An attempt has ended in another way than well: lets go of what it held (a
    /// slot, a place in a queue, a job), in the transaction that ends it.
    fn ended<'a>(
        &'a self,
        _tx: &'a mut Tx,
        _attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// The pages of a method, where several methods share them.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) proofing: Proofing,
    pub(crate) method: &'static str,
}

/// Every method that the program knows.
pub(crate) fn all() -> Vec<Arc<dyn Way>> {
    let mut ways: Vec<Arc<dyn Way>> = vec![
        Arc::new(bank::ThroughBank),
        Arc::new(bank_certificate::BankCertificate),
        Arc::new(letter::Letter),
        Arc::new(paper::Paper),
        Arc::new(signature::Signature),
        Arc::new(video::Video),
        Arc::new(face_photo::FacePhoto),
        Arc::new(e_document::EDocument),
        Arc::new(contact::Contact(contact::SMS)),
        Arc::new(contact::Contact(contact::VOICE)),
        Arc::new(card::Card),
    ];
    for way in in_person::all() {
        ways.push(Arc::new(way));
    }
    ways
}

/// Gives a kind of jobs to a function of this crate.
pub(crate) fn handle<F>(
    worker: &mut Worker,
    proofing: &Proofing,
    kind: &'static str,
    policy: Policy,
    run: fn(Proofing, Job) -> F,
) where
    F: Future<Output = Result<(), JobError>> + Send + 'static,
{
    let proofing = proofing.clone();
    worker.handle(kind, policy, move |job| run(proofing.clone(), job));
}

/// A consent, paragraph by paragraph: `{text}-1`, `{text}-2` and so on. Pictures of the
/// method are kept for `$days` days.
pub(crate) fn consent(proofing: &Proofing, lang: Lang, method: &str, text: &str) -> Vec<String> {
    let words = proofing.portal.words();
    let days = proofing.table.get(method).map_or(0, |m| m.pictures_days);
    (1..)
        .map(|n| format!("{text}-{n}"))
        .take_while(|id| words.has(lang, id))
        .map(|id| words.tv(lang, &id, &[("days", days.into())]))
        .collect()
}

/// Where the citizen's page of a method is.
pub(crate) fn path(method: &str) -> String {
    format!("/cabinet/confirm/{}", method.replace('_', "-"))
}
