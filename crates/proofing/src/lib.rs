//! Proofing: how a person's identity is proved. Checks of the profile in
//! registries give the standard level; a visit to a service centre gives the
//! confirmed one. Level and evidence are kept apart.

mod centre;
mod centres;
mod jobs;
pub mod model;
mod pages;
mod store;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use futures::future::BoxFuture;
use okno_accounts::{Account, Person, ProfileSaved, Section};
use okno_gateways::Gateways;
use okno_store::{Actor, DbError, Migration, SealedColumn, Tx, Worker};
use okno_web::{Fault, Portal, Visitor};

use centres::Centre;

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "proofing-001",
        sql: include_str!("../migrations/proofing-001.sql"),
    },
    Migration {
        name: "proofing-002",
        sql: include_str!("../migrations/proofing-002.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "proofings",
        column: "code",
    },
    SealedColumn {
        table: "proofings",
        column: "evidence",
    },
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Proofing {
    portal: Portal,
    gateways: Gateways,
    centres: Arc<Vec<Centre>>,
}

impl Proofing {
    /// Reads `centres.yaml` of the services folder.
    pub fn new(portal: Portal, gateways: Gateways, services: &Path) -> Result<Self, String> {
        let centres = centres::read(&services.join("centres.yaml"))?;
        Ok(Self {
            portal,
            gateways,
            centres: Arc::new(centres),
        })
    }

    /// Pages for citizens and for the centre's operators.
    pub fn router(&self) -> Router {
        pages::router(self).merge(centre::router(self))
    }

    /// The job that asks a registry.
    pub fn register_jobs(&self, worker: &mut Worker) {
        jobs::register(self, worker);
    }

    /// What the cabinet shows of the checks.
    #[must_use]
    pub fn section(&self) -> Arc<dyn Section> {
        Arc::new(self.clone())
    }

    /// What begins the checks.
    #[must_use]
    pub fn on_profile_saved(&self) -> Arc<dyn ProfileSaved> {
        Arc::new(self.clone())
    }
}

impl ProfileSaved for Proofing {
    fn saved<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: &'a Account,
        _before: &'a Person,
        after: &'a Person,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(jobs::begin_checks(self, tx, account, after, actor))
    }
}

impl Section for Proofing {
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _person: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(pages::section(self, visitor, account))
    }
}
