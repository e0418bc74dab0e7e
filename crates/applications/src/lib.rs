//! Applications: from a draft to a decision and the document.
//!
//! A citizen fills in the form of a service, sends it, follows it and receives
//! the document; an official of the agency takes it from the queue and
//! decides. What is special about one service stands in its folder: no code
//! here names one.

mod acts;
mod attached;
mod content;
mod editions;
pub mod examples;
mod holdings;
mod issuing;
pub mod jobs;
mod messages;
pub mod model;
mod pages;
pub mod period;
mod section;
mod sheet;
mod store;
mod typed;

pub use model::{Application, Event, Refusal, State, Step};
pub use okno_catalogue::Calendar;
pub use store::{ActError, find, of_owner, steps};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use okno_catalogue::{Catalogue, Shelf};
use okno_gateways::Gateways;
use okno_issuance::Press;
use okno_store::{Migration, SealedColumn, Worker};
use okno_web::Portal;
use okno_web::upload::Darkroom;

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "applications-001",
        sql: include_str!("../migrations/applications-001.sql"),
    },
    Migration {
        name: "applications-desk",
        sql: include_str!("../migrations/applications-desk.sql"),
    },
    Migration {
        name: "applications-workflow",
        sql: include_str!("../migrations/applications-workflow.sql"),
    },
    Migration {
        name: "applications-editions",
        sql: include_str!("../migrations/applications-editions.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "applications",
        column: "content",
    },
    SealedColumn {
        table: "applications",
        column: "correction",
    },
    SealedColumn {
        table: "applications",
        column: "decision",
    },
    SealedColumn {
        table: "application_steps",
        column: "note",
    },
    SealedColumn {
        table: "application_checks",
        column: "question",
    },
    SealedColumn {
        table: "application_checks",
        column: "answer",
    },
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[
    store::STATEMENTS,
    store::desk::STATEMENTS,
    store::figures::STATEMENTS,
    store::checks::STATEMENTS,
    store::editions::STATEMENTS,
];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// Addresses under an application that are not sections of its form.
const RESERVED: [&str; 9] = [
    "check", "send", "correct", "files", "document", "withdraw", "receive", "delete", "carried",
];

struct Inner {
    portal: Portal,
    shelf: Shelf,
    gateways: Gateways,
    press: Press,
    darkroom: Darkroom,
    calendar: Calendar,
    services_dir: PathBuf,
}

/// The department: its pages, its jobs, its part of the cabinet.
#[derive(Clone)]
pub struct Applications(Arc<Inner>);

impl Applications {
    /// Puts it together; reads `calendar.yaml` of the folder of services.
    ///
    /// # Errors
    /// What is wrong with the calendar or with the name of a section.
    pub fn new(
        (portal, gateways): (Portal, Gateways),
        shelf: Shelf,
        press: Press,
        darkroom: Darkroom,
        services_dir: &Path,
    ) -> Result<Self, String> {
        editions::sections_are_free(&shelf.now())?;
        let calendar = Calendar::load(&services_dir.join("calendar.yaml"))?;
        Ok(Self(Arc::new(Inner {
            portal,
            shelf,
            gateways,
            press,
            darkroom,
            calendar,
            services_dir: services_dir.to_owned(),
        })))
    }

    /// `/applications…` of citizens and `/work…` of officials.
    pub fn router(&self) -> Router {
        pages::router(self)
    }

    /// Gives the cases of officials who may decide no more back to the queue.
    #[must_use]
    pub fn on_roles_ended(&self) -> Arc<dyn okno_accounts::RolesEnded> {
        Arc::new(self.clone())
    }

    /// Does the same for those whose role ended by the clock. To be called every few
    /// minutes.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn sweep(&self) -> Result<u64, okno_store::DbError> {
        self.return_abandoned().await
    }

    /// Adds the handlers of `applications.ask`, `applications.walk`, `applications.issue`.
    pub fn register_jobs(&self, worker: &mut Worker) {
        jobs::register(self, worker);
    }

    /// «Мои обращения» of the cabinet.
    #[must_use]
    pub fn section(&self) -> Arc<dyn okno_accounts::Section> {
        Arc::new(section::Mine(self.clone()))
    }

    /// The calendar of working days.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.0.calendar
    }

    pub(crate) fn portal(&self) -> &Portal {
        &self.0.portal
    }

    /// The catalogue as it stands now.
    pub(crate) fn catalogue(&self) -> Catalogue {
        self.0.shelf.now()
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    pub(crate) fn gateways(&self) -> &Gateways {
        &self.0.gateways
    }

    pub(crate) fn darkroom(&self) -> &Darkroom {
        &self.0.darkroom
    }
}
