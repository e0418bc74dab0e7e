//! «Семья и дети»: a parent adds a child, two registries say whether it is theirs, and the
//! child gets an account of its own that its guardians look after until it is of age.
//!
//! A guardian sees how the account stands and may shut its door; what the child reads and
//! writes there is the child's. Nobody gets in but the child: it chooses the password.

mod acts;
mod checks;
mod consent;
mod ends;
mod holdings;
mod making;
mod model;
mod pages;
mod standing;
mod store;

use std::sync::Arc;

use axum::Router;
use okno_accounts::{Accounts, ProfileSaved, Section};
use okno_gateways::Gateways;
use okno_papers::Papers;
use okno_rights::Rights;
use okno_store::{DbError, Migration, SealedColumn, Worker};
use okno_web::Portal;

pub use consent::{DOCUMENT as CONSENT, VERSION as CONSENT_VERSION, text as consent_text};
pub use model::{Child, Relation};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "family-001",
    sql: include_str!("../migrations/family-001.sql"),
}];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "family_children",
        column: "content",
    },
    SealedColumn {
        table: "family_cards",
        column: "content",
    },
    SealedColumn {
        table: "family_contacts",
        column: "contacts",
    },
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

struct Inner {
    accounts: Accounts,
    rights: Rights,
    papers: Papers,
    gateways: Gateways,
}

/// The department. Cheap to clone.
#[derive(Clone)]
pub struct Family(Arc<Inner>);

impl Family {
    /// Puts it together.
    #[must_use]
    pub fn new(accounts: Accounts, rights: Rights, papers: Papers, gateways: Gateways) -> Self {
        Self(Arc::new(Inner {
            accounts,
            rights,
            papers,
            gateways,
        }))
    }

    pub(crate) fn portal(&self) -> &Portal {
        self.0.accounts.portal()
    }

    pub(crate) fn rights(&self) -> &Rights {
        &self.0.rights
    }

    pub(crate) fn papers(&self) -> &Papers {
        &self.0.papers
    }

    pub(crate) fn gateways(&self) -> &Gateways {
        &self.0.gateways
    }

    /// The pages.
    pub fn router(&self) -> Router {
        pages::router().with_state(self.clone())
    }

    /// The questions to registries, and the day on which a child comes of age.
    pub fn register_jobs(&self, worker: &mut Worker) {
        checks::register(self, worker);
        ends::register(self, worker);
    }

    /// What the cabinet shows: to a child whose account it is, to a parent what waits for
    /// them.
    #[must_use]
    pub fn section(&self) -> Arc<dyn Section> {
        Arc::new(pages::section::Part)
    }

    /// A guardian's new phone is where the codes of the child go that has none.
    #[must_use]
    pub fn on_profile_saved(&self) -> Arc<dyn ProfileSaved> {
        Arc::new(making::Lends)
    }

    /// Forgets contacts whose codes did not come; from a schedule.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn sweep(&self) -> Result<u64, DbError> {
        store::sweep(self.portal().db()).await
    }
}
