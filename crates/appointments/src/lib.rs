//! Appointments: where people are received and when. Offices with their hours
//! ([`Centres`], `centres.yaml`) and a page to find one; visits to them. A time is held
//! for a few minutes, then booked; of two who want the same one gets it. What a visit is
//! for is a row of the file; a department that has more to say of a purpose fills
//! [`Gate`].

pub mod centres;
mod holdings;
pub mod hours;
mod jobs;
mod map;
mod model;
mod pages;
mod store;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use futures::future::BoxFuture;
use okno_accounts::Section;
use okno_store::{DbError, Migration, Tx, Worker};
use okno_web::visitor::Official;
use okno_web::{Fault, Portal, Visitor};
use uuid::Uuid;

pub use centres::{Centre, Centres, Purpose};
pub use model::{State, Visit};
pub use okno_catalogue::{Problem, Text};
pub use pages::centres::{Shown, nearest};
pub use pages::visits::{Booked, booked};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "appointments-001",
    sql: include_str!("../migrations/appointments-001.sql"),
}];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// Reads the offices.
///
/// # Errors
/// Every mistake of the files with its place, a line each.
pub fn read(services: &Path) -> Result<Centres, String> {
    Centres::load(services).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("the list of offices has faults:\n{}", lines.join("\n"))
    })
}

/// What a department says of the visits for its purpose.
pub trait Gate: Send + Sync + 'static {
    /// Where somebody is sent first whose visit would be in vain; `None`: they may book.
    fn first<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: Uuid,
        centres: &'a Centres,
        centre: &'a Centre,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>>;

    /// The person is here: where the operator goes on, in the transaction that notes it.
    fn came<'a>(
        &'a self,
        tx: &'a mut Tx,
        visitor: &'a Visitor,
        official: &'a Official,
        account: Uuid,
        centre: &'a Centre,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>>;

    /// The citizen's page about the purpose at such an office.
    fn page(&self, centres: &Centres, centre: &Centre) -> Option<String>;
}

type Gates = RwLock<BTreeMap<String, Arc<dyn Gate>>>;

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Appointments {
    portal: Portal,
    centres: Arc<Centres>,
    gates: Arc<Gates>,
}

impl Appointments {
    /// Reads `centres.yaml` and `calendar.yaml` of the services folder.
    ///
    /// # Errors
    /// Every mistake of the files, a line each.
    pub fn new(portal: Portal, services: &Path) -> Result<Self, String> {
        Ok(Self {
            portal,
            centres: Arc::new(read(services)?),
            gates: Arc::default(),
        })
    }

    /// The offices.
    #[must_use]
    pub fn centres(&self) -> &Centres {
        &self.centres
    }

    pub(crate) fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Says who has more to say of a purpose. Called when the house is put together.
    pub fn set_gate(&self, purpose: &str, gate: Arc<dyn Gate>) {
        let mut gates = self.gates.write().unwrap_or_else(PoisonError::into_inner);
        gates.insert(purpose.to_owned(), gate);
    }

    pub(crate) fn gate(&self, purpose: &str) -> Option<Arc<dyn Gate>> {
        let gates = self.gates.read().unwrap_or_else(PoisonError::into_inner);
        gates.get(purpose).cloned()
    }

    /// Where somebody is sent before they may book.
    pub(crate) async fn first(
        &self,
        visitor: &Visitor,
        account: Uuid,
        (centre, purpose): (&Centre, &Purpose),
    ) -> Result<Option<String>, Fault> {
        match self.gate(&purpose.id) {
            Some(gate) => gate.first(visitor, account, &self.centres, centre).await,
            None => Ok(None),
        }
    }

    /// Offices for everybody, visits for citizens, the day's list for operators.
    pub fn router(&self) -> Router {
        pages::router(self)
    }

    /// The reminders.
    pub fn register_jobs(&self, worker: &mut Worker) {
        jobs::register(self, worker);
    }

    /// What the cabinet shows of visits.
    #[must_use]
    pub fn section(&self) -> Arc<dyn Section> {
        Arc::new(pages::visits::Mine(self.clone()))
    }

    /// Writes down which holds and visits are over; from a schedule. Returns how many.
    ///
    /// # Errors
    /// The store fails.
    pub async fn sweep(&self) -> Result<u64, DbError> {
        store::sweep(self.portal.db()).await
    }
}
