//! Proofing: how a person's identity is proved. Checks of the profile in
//! registries give the standard level; a method of the table ([`methods`]) gives
//! the confirmed one. Level and method are kept apart.

pub mod attempt;
mod banks;
mod centre;
mod certificate;
mod counter;
mod engine;
mod files;
mod holdings;
mod jobs;
mod last;
pub mod methods;
mod mismatches;
pub mod model;
mod newcomers;
mod pages;
mod questions;
mod remote;
mod standing;
mod store;
mod taxpayer;
mod visits;
mod ways;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use futures::future::BoxFuture;
use okno_accounts::{Account, Person, ProfileSaved, Section};
use okno_appointments::{Centres, Gate};
use okno_gateways::Gateways;
use okno_issuance::Press;
use okno_papers::{Kept, Standing};
use okno_store::{Actor, Db, DbError, Migration, SealedColumn, Tx, Worker};
use okno_web::upload::Darkroom;
use okno_web::{Fault, Portal, Visitor};

use uuid::Uuid;

pub use banks::access as bank_access;
use methods::Table;
use model::CheckState;
use remote::Remote;
use ways::Way;
use ways::signature::Signing;

pub use remote::RemoteSettings;
pub use ways::signature::{ListState, SignatureSettings};

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
    Migration {
        name: "proofing-003",
        sql: include_str!("../migrations/proofing-003.sql"),
    },
    Migration {
        name: "proofing-signature",
        sql: include_str!("../migrations/proofing-signature.sql"),
    },
    Migration {
        name: "proofing-introductions",
        sql: include_str!("../migrations/proofing-introductions.sql"),
    },
    Migration {
        name: "proofing-remote",
        sql: include_str!("../migrations/proofing-remote.sql"),
    },
    Migration {
        name: "proofing-centre",
        sql: include_str!("../migrations/proofing-centre.sql"),
    },
    Migration {
        name: "proofing-registries",
        sql: include_str!("../migrations/proofing-registries.sql"),
    },
    Migration {
        name: "proofing-certificates",
        sql: include_str!("../migrations/proofing-certificates.sql"),
    },
    Migration {
        name: "proofing-returns",
        sql: include_str!("../migrations/proofing-returns.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "checks",
        column: "found",
    },
    SealedColumn {
        table: "proofings",
        column: "code",
    },
    SealedColumn {
        table: "proofings",
        column: "content",
    },
    SealedColumn {
        table: "proofings",
        column: "evidence",
    },
    SealedColumn {
        table: "introductions",
        column: "content",
    },
    SealedColumn {
        table: "counter_returns",
        column: "content",
    },
    SealedColumn {
        table: "remote_signals",
        column: "body",
    },
    SealedColumn {
        table: "counter_visits",
        column: "content",
    },
    SealedColumn {
        table: "certificates",
        column: "content",
    },
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = store::STATEMENTS;

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
    centres: Arc<Centres>,
    banks: Arc<Vec<banks::Row>>,
    table: Arc<Table>,
    ways: Arc<Vec<Arc<dyn Way>>>,
    /// The services folder, where the templates of letters lie.
    folder: Arc<Path>,
    press: Option<Press>,
    signing: Arc<Signing>,
    /// Where paper packages go; without it they are not offered.
    paper: Option<Arc<ways::paper::Place>>,
    remote: Arc<Remote>,
    /// Where pictures are decoded.
    darkroom: Darkroom,
    /// What else follows from contacts that an operator has changed.
    followers: Arc<OnceLock<Arc<dyn ProfileSaved>>>,
}

impl Proofing {
    /// Reads `centres.yaml`, `banks.yaml`, `paper.yaml` and `methods.yaml` of the services folder. Banks
    /// to which the gateways have no access are not offered.
    pub fn new(portal: Portal, gateways: Gateways, services: &Path) -> Result<Self, String> {
        let centres = okno_appointments::read(services)?;
        let ways = ways::all();
        let known: Vec<&str> = ways.iter().map(|way| way.id()).collect();
        let mut table = Table::read(&services.join("methods.yaml"), &known)?;
        let mut banks = banks::read(&services.join("banks.yaml"))?;
        banks.retain(|row| gateways.has_bank(&row.id));
        let paper = ways::paper::Place::read(&services.join("paper.yaml"))?;
        if banks.is_empty() {
            table.remove(ways::BANK);
        }
        Ok(Self {
            portal,
            gateways,
            centres: Arc::new(centres),
            banks: Arc::new(banks),
            table: Arc::new(table),
            ways: Arc::new(ways),
            folder: services.into(),
            press: None,
            signing: Arc::new(Signing::default()),
            paper: paper.map(Arc::new),
            remote: Arc::new(Remote::default()),
            darkroom: Darkroom::new(2),
            followers: Arc::default(),
        })
    }

    /// Says what else follows from contacts that an operator has changed. Called once, when
    /// the house is put together.
    pub fn set_follower(&self, hook: Arc<dyn ProfileSaved>) {
        let _ = self.followers.set(hook);
    }

    /// With a press for letters; without one they wait.
    #[must_use]
    pub fn with_press(mut self, press: Press) -> Self {
        self.press = Some(press);
        self
    }

    /// With whom to trust where people sign. Before this nobody is trusted, and the
    /// electronic signature is not offered.
    ///
    /// # Errors
    /// A folder or a file of roots that cannot be read.
    pub fn with_signatures(mut self, settings: SignatureSettings) -> Result<Self, String> {
        self.signing = Arc::new(Signing::new(settings)?);
        Ok(self)
    }

    /// With the hours of the remote desk, the servers on the way of a call, and where
    /// pictures are looked at. Before this it is always open, and only browsers of one
    /// network hear each other.
    ///
    /// # Errors
    /// Hours that cannot be read; TURN servers without their secret.
    pub fn with_remote(
        mut self,
        settings: RemoteSettings,
        darkroom: Darkroom,
    ) -> Result<Self, String> {
        self.remote = Arc::new(Remote::new(settings, darkroom)?);
        Ok(self)
    }

    /// Asks for what is fetched now and then; from a schedule, and at the start.
    ///
    /// # Errors
    /// The store fails.
    pub async fn tend(&self) -> Result<(), DbError> {
        let mut tx = self.portal.db().begin().await?;
        ways::signature::ask_lists(self, &mut tx).await?;
        tx.commit().await
    }

    /// The revocation lists, for the administrator.
    ///
    /// # Errors
    /// The store fails.
    pub async fn revocation_lists(&self) -> Result<Vec<ListState>, DbError> {
        ways::signature::list_states(self).await
    }

    /// Pages for citizens and for the centre's operators.
    pub fn router(&self) -> Router {
        let own = pages::router(self)
            .merge(centre::router(self))
            .merge(remote::router(self))
            .merge(ways::contact::router(self))
            .merge(taxpayer::router(self))
            .merge(ways::bank_certificate::list_router(self))
            .merge(certificate::router(self));
        self.ways
            .iter()
            .filter(|way| self.table.get(way.id()).is_some())
            .fold(own, |router, way| router.merge(way.router(self)))
    }

    fn bank(&self, id: &str) -> Option<&banks::Row> {
        self.banks.iter().find(|row| row.id == id)
    }

    fn way(&self, method: &str) -> Option<&dyn Way> {
        let found = self.ways.iter().find(|way| way.id() == method);
        found.map(AsRef::as_ref)
    }

    /// The table of methods.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Who knows newcomers: the banks and those who issue certificates.
    #[must_use]
    pub fn introduces(&self) -> Arc<dyn okno_accounts::Introduces> {
        Arc::new(self.clone())
    }

    /// Closes attempts whose time is over and forgets who did not register; from a
    /// schedule. Returns how many attempts.
    pub async fn sweep(&self) -> Result<usize, DbError> {
        let db = self.portal.db();
        store::sweep_introductions(db).await?;
        store::sweep_returns(db).await?;
        Ok(engine::sweep(self, db).await? + store::sweep_visits(db).await?)
    }

    /// Takes a confirmation back, with a reason for the journal; the level falls unless
    /// another confirmation holds it. False when there was nothing to take back.
    pub async fn revoke(
        &self,
        tx: &mut Tx,
        attempt: Uuid,
        reason: &str,
        actor: Actor,
    ) -> Result<bool, DbError> {
        engine::revoke(self, tx, attempt, reason, actor).await
    }

    /// The job that asks a registry, and those of the methods.
    pub fn register_jobs(&self, worker: &mut Worker) {
        jobs::register(self, worker);
        certificate::register(self, worker);
        for way in self.ways.iter() {
            way.register_jobs(self, worker);
        }
    }

    /// What the cabinet shows of the checks.
    #[must_use]
    pub fn section(&self) -> Arc<dyn Section> {
        Arc::new(self.clone())
    }

    /// What support is told of an account.
    #[must_use]
    pub fn standing(&self) -> Arc<dyn okno_accounts::Standing> {
        Arc::new(self.clone())
    }

    /// What visits for the purpose `identity` of `centres.yaml` need.
    #[must_use]
    pub fn gate(&self) -> Arc<dyn Gate> {
        Arc::new(self.clone())
    }

    /// How the documents of the profile stand with their registries.
    #[must_use]
    pub fn documents(&self) -> Arc<dyn okno_papers::Profile> {
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
        Box::pin(async move {
            for way in self.ways.iter() {
                way.saved(tx, account.id, after, actor).await?;
            }
            jobs::begin_checks(self, tx, account, after, actor).await
        })
    }
}

impl okno_papers::Profile for Proofing {
    fn standing<'a>(
        &'a self,
        db: &'a Db,
        account: &'a Account,
    ) -> BoxFuture<'a, Result<Vec<(Kept, Standing)>, DbError>> {
        Box::pin(async move {
            let checks = store::checks(db, account.id).await?;
            let standing = checks.iter().filter_map(|check| {
                let kept = match check.kind {
                    model::Kind::Passport => Kept::Passport,
                    model::Kind::Snils => Kept::Snils,
                    model::Kind::Inn => Kept::Inn,
                    model::Kind::Address | model::Kind::InnSearch => return None,
                };
                let standing = match check.state {
                    CheckState::Queued | CheckState::Running => Standing::Asked,
                    CheckState::Waiting => Standing::Waiting,
                    CheckState::Good | CheckState::Kept => Standing::Checked,
                    CheckState::Mismatch => Standing::Differs,
                };
                Some((kept, standing))
            });
            Ok(standing.collect())
        })
    }
}

impl Section for Proofing {
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        person: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async move {
            let checks = pages::section(self, visitor, account, person).await?;
            let own = ways::bank_certificate::section(visitor, account).await?;
            let parts: String = [own, checks].into_iter().flatten().collect();
            Ok((!parts.is_empty()).then_some(parts))
        })
    }

    fn profile<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        person: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(taxpayer::profile(visitor, account, person))
    }
}
