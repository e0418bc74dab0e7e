//! «Мои документы» (S2-19, S2-27 to S2-30): the documents that a person keeps in the
//! cabinet beside the profile. Which there are and what stands in them says
//! `documents.yaml` of the services folder; a registry is asked about those that it
//! keeps; a correction takes a code from the phone (S0-08); what ends soon is told of.
//!
//! How it all goes together is tested from above, where the profile and the registries
//! are: `crates/proofing/tests/all/documents.rs`.

mod attached;
mod holdings;
mod jobs;
mod kinds;
mod known;
mod model;
mod pages;
mod store;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use futures::future::BoxFuture;
use okno_accounts::Account;
use okno_gateways::Gateways;
use okno_store::{Db, DbError, Migration, SealedColumn, Worker};
use okno_web::upload::Darkroom;
use okno_web::{Field, Portal, Visitor};

pub use kinds::{Kept, Kinds};
pub use known::{Known, known};
pub use model::Standing;

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "papers-001",
    sql: include_str!("../migrations/papers-001.sql"),
}];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "papers",
        column: "content",
    },
    SealedColumn {
        table: "paper_changes",
        column: "content",
    },
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// Who knows how the documents of the profile stand: whoever asks the registries about it.
pub trait Profile: Send + Sync + 'static {
    /// Of those that were asked about.
    fn standing<'a>(
        &'a self,
        db: &'a Db,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<Vec<(Kept, Standing)>, DbError>>;
}

/// Reads `documents.yaml` of the services folder.
///
/// # Errors
/// Every mistake of the file with its place, a line each.
pub fn read(services: &Path) -> Result<Kinds, String> {
    Kinds::load(services).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("the list of documents has faults:\n{}", lines.join("\n"))
    })
}

struct Inner {
    portal: Portal,
    gateways: Gateways,
    kinds: Kinds,
    darkroom: Darkroom,
    profile: OnceLock<Arc<dyn Profile>>,
}

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Papers(Arc<Inner>);

impl Papers {
    /// Reads `documents.yaml` of the services folder.
    ///
    /// # Errors
    /// Every mistake of the file, a line each.
    pub fn new(
        portal: Portal,
        gateways: Gateways,
        darkroom: Darkroom,
        services: &Path,
    ) -> Result<Self, String> {
        let kinds = read(services)?;
        Ok(Self(Arc::new(Inner {
            portal,
            gateways,
            kinds,
            darkroom,
            profile: OnceLock::new(),
        })))
    }

    /// Says who knows how the documents of the profile stand. Called once, when the house
    /// is put together.
    pub fn set_profile(&self, profile: Arc<dyn Profile>) {
        let _ = self.0.profile.set(profile);
    }

    /// The fields of a kind of document as its form has them, but for those of these names;
    /// none when the table has no such kind. For whoever asks for a document elsewhere.
    #[must_use]
    pub fn fields(&self, visitor: &Visitor, kind: &str, but: &[&str]) -> Vec<Field> {
        let kind = self.kinds().get(kind);
        let rows = kind.iter().flat_map(|kind| &kind.fields);
        rows.filter(|row| !but.contains(&row.id.as_str()))
            .map(|row| pages::form::field(visitor, row))
            .collect()
    }

    pub(crate) fn portal(&self) -> &Portal {
        &self.0.portal
    }

    pub(crate) fn gateways(&self) -> &Gateways {
        &self.0.gateways
    }

    pub(crate) fn kinds(&self) -> &Kinds {
        &self.0.kinds
    }

    pub(crate) fn darkroom(&self) -> &Darkroom {
        &self.0.darkroom
    }

    pub(crate) async fn standing(
        &self,
        account: &Account,
    ) -> Result<Vec<(Kept, Standing)>, DbError> {
        match self.0.profile.get() {
            Some(profile) => profile.standing(self.portal().db(), account).await,
            None => Ok(Vec::new()),
        }
    }

    /// Forgets corrections that nobody confirmed in time; from a schedule.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn sweep(&self) -> Result<u64, DbError> {
        store::sweep(self.portal().db()).await
    }

    /// The pages.
    pub fn router(&self) -> Router {
        pages::router().with_state(self.clone())
    }

    /// The question to a registry, and the word before the end.
    pub fn register_jobs(&self, worker: &mut Worker) {
        jobs::register(self, worker);
    }
}
