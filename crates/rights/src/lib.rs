//! «Данные и согласия»: what a person has a right to of the portal (152-FZ articles 9, 14
//! and 21): to see what was agreed to and take it back, to carry a copy of everything
//! away, to close the account.
//!
//! What is kept where only its department knows: each fills `okno_accounts::holdings`.
//! Tested from above, where all departments are: `crates/okno/tests/all/rights.rs`.

mod closing;
mod copy;
mod pages;
mod store;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Accounts, Person, Section};
use okno_issuance::Press;
use okno_store::{DbError, Migration, Tx, Worker};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "rights-001",
    sql: include_str!("../migrations/rights-001.sql"),
}];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// So long somebody who wants their account closed may change their mind.
pub const CALM: SignedDuration = SignedDuration::from_hours(14 * 24);
/// So long before the day they are reminded.
pub const REMIND: SignedDuration = SignedDuration::from_hours(3 * 24);
/// So long a copy can be fetched.
pub const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

struct Inner {
    accounts: Accounts,
    press: Press,
    folder: Box<Path>,
}

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Rights(Arc<Inner>);

impl Rights {
    /// Puts it together; `data.typ` lies in the services folder.
    #[must_use]
    pub fn new(accounts: Accounts, press: Press, services: &Path) -> Self {
        Self(Arc::new(Inner {
            accounts,
            press,
            folder: services.into(),
        }))
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.0.accounts
    }

    /// The pages.
    pub fn router(&self) -> Router {
        pages::router().with_state(self.clone())
    }

    /// The copy, and the closing on its day.
    pub fn register_jobs(&self, worker: &mut Worker) {
        copy::register(self, worker);
        closing::register(self, worker);
    }

    /// Begins the closing of a child's account for its guardian. The transaction holds the
    /// account. False when it was begun already.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn close_ward(
        &self,
        tx: &mut Tx,
        ward: (&Account, &Person),
    ) -> Result<bool, DbError> {
        closing::begin_for_ward(self.accounts().portal(), tx, ward).await
    }

    /// Calls that off. False when there was nothing to call off.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn keep_ward(&self, tx: &mut Tx, ward: (&Account, &Person)) -> Result<bool, DbError> {
        closing::keep_ward(self.accounts().portal(), tx, ward).await
    }

    /// When an account is going to be closed, if it is.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn closes_at(&self, account: Uuid) -> Result<Option<Timestamp>, DbError> {
        let found = store::closing(self.accounts().portal().db(), account).await?;
        Ok(found.map(|closing| closing.ends_at))
    }

    /// What the cabinet shows: that the account is going to be closed.
    #[must_use]
    pub fn section(&self) -> Arc<dyn Section> {
        Arc::new(pages::close::Soon)
    }

    /// Forgets copies that nobody can fetch any more; from a schedule.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn sweep(&self) -> Result<usize, DbError> {
        store::sweep(self.accounts().portal().db()).await
    }
}
