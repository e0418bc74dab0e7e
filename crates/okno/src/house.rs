//! The house put together: store, departments, workers, server.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use okno_accounts::{Accounts, Unit, UnitKind};
use okno_applications::Applications;
use okno_appointments::Appointments;
use okno_catalogue::{Catalogue, CataloguePages, Shelf};
use okno_designer::{Bench, Designer};
use okno_family::Family;
use okno_gateways::Gateways;
use okno_issuance::{DocumentPages, Press};
use okno_notifications::Notifications;
use okno_papers::Papers;
use okno_proofing::{Proofing, RemoteSettings, SignatureSettings};
use okno_requisites::{Chance, Clock, OsChance, SystemClock};
use okno_rights::Rights;
use okno_store::{Db, Migration, Opening, SealedColumn, Worker, journal};
use okno_support::Support;
use okno_vault::Vault;
use okno_web::assets::Assets;
use okno_web::upload::Darkroom;
use okno_web::{Lang, Portal, Settings, Words};
use tokio_util::sync::CancellationToken;

use crate::admin::AdminPages;
use crate::config::{Config, is_sealed};

/// Tables of the whole house, in order.
pub const MIGRATIONS: &[&[Migration]] = &[
    okno_store::MIGRATIONS,
    okno_web::MIGRATIONS,
    okno_notifications::MIGRATIONS,
    okno_issuance::MIGRATIONS,
    okno_accounts::MIGRATIONS,
    okno_papers::MIGRATIONS,
    okno_appointments::MIGRATIONS,
    okno_proofing::MIGRATIONS,
    okno_applications::MIGRATIONS,
    okno_support::MIGRATIONS,
    okno_rights::MIGRATIONS,
    okno_family::MIGRATIONS,
];

/// Sealed columns of the whole house.
pub const SEALED: &[&[SealedColumn]] = &[
    okno_store::SEALED,
    okno_web::SEALED,
    okno_notifications::SEALED,
    okno_issuance::SEALED,
    okno_accounts::SEALED,
    okno_papers::SEALED,
    okno_proofing::SEALED,
    okno_applications::SEALED,
    okno_support::SEALED,
    okno_family::SEALED,
];

/// Words of the whole house.
pub const LOCALES: &[[(&str, &str); 2]] = &[
    okno_requisites::LOCALES,
    okno_web::LOCALES,
    okno_notifications::LOCALES,
    okno_issuance::LOCALES,
    okno_catalogue::LOCALES,
    okno_accounts::LOCALES,
    okno_papers::LOCALES,
    okno_appointments::LOCALES,
    okno_proofing::LOCALES,
    okno_applications::LOCALES,
    okno_support::LOCALES,
    okno_rights::LOCALES,
    okno_family::LOCALES,
    okno_designer::LOCALES,
    crate::admin::LOCALES,
];

/// How often a running portal looks for a new key.
pub const KEYS_EVERY: Duration = Duration::from_secs(2);

/// The departments, ready to serve. Cheap to clone.
#[derive(Clone)]
pub struct House {
    /// The store.
    pub db: Db,
    /// Accounts.
    pub accounts: Accounts,
    /// «Мои документы».
    pub papers: Papers,
    /// Offices and visits.
    pub appointments: Appointments,
    /// Proofing.
    pub proofing: Proofing,
    /// Applications and the desks that decide them.
    pub applications: Applications,
    /// What people have a right to.
    pub rights: Rights,
    /// Children and their accounts.
    pub family: Family,
    /// Where services are written and tried.
    pub designer: Designer,
    /// The services that lie there.
    pub bench: Bench,
    /// All pages behind the counter.
    pub router: Router,
    /// All jobs.
    pub worker: Arc<Worker>,
    /// The registries that there are lines to.
    systems: Arc<BTreeSet<String>>,
}

impl House {
    /// Another catalogue stands from now on, in every department; how many of its services
    /// are editions that were not there before.
    pub async fn publish(&self, catalogue: Catalogue) -> Result<usize, String> {
        let asked = catalogue.queries().iter().map(|q| q.system.as_str());
        let asked: BTreeSet<&str> = asked.collect();
        let unknown = asked.into_iter().find(|s| !self.systems.contains(*s));
        if let Some(system) = unknown {
            return Err(format!(
                "the system `{system}` is new: start the portal again, so that it has a line to it"
            ));
        }
        self.accounts.set_units(units(
            self.accounts.portal(),
            &catalogue,
            &self.appointments,
        ));
        self.applications.publish(catalogue).await
    }
}

/// Opens the store alone; for commands that need no pages. The second value
/// says whether the key file was made now.
pub async fn open_store(config: &Config) -> Result<(Db, bool), String> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let chance: Arc<dyn Chance> = Arc::new(OsChance);
    let (vault, fresh) =
        Vault::open_or_create(&config.store.keys(), clock.as_ref(), chance.clone())
            .map_err(|e| e.to_string())?;
    close_to_others(&config.store.data)?;
    let url = config.store.url();
    let db = Db::open(Opening {
        url,
        files: config.store.files(),
        connections: config.store.connections,
        durable: true,
        vault,
        clock,
        chance,
    })
    .await
    .map_err(|e| format!("the store does not open: {e}"))?;
    okno_store::migrate::migrate(&db, MIGRATIONS)
        .await
        .map_err(|e| e.to_string())?;
    Ok((db, fresh))
}

/// Opens a store that is there already; for commands that look after one. A
/// mistyped folder must not become a new, empty store of which all is well.
pub async fn open_known_store(config: &Config) -> Result<Db, String> {
    let keys = config.store.keys();
    if !keys.exists() {
        return Err(format!(
            "there is no store here: no key file {}. Name the folder by --data, or make a new \
             store by `okno migrate`.",
            keys.display()
        ));
    }
    Ok(open_store(config).await?.0)
}

/// The data folder is its owner's alone.
fn close_to_others(dir: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let told = |e| format!("{}: {e}", dir.display());
    std::fs::create_dir_all(dir).map_err(told)?;
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700)).map_err(told)
}

fn cores(set: usize) -> usize {
    if set > 0 {
        set
    } else {
        std::thread::available_parallelism().map_or(2, usize::from)
    }
}

/// Reads the catalogue; the error lists every fault with its file and line.
pub fn read_catalogue(dir: &Path) -> Result<Catalogue, String> {
    Catalogue::load(dir).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("the catalogue has faults:\n{}", lines.join("\n"))
    })
}

/// Where officials may work: the agencies of the catalogue, the offices, the portal.
fn units(portal: &Portal, catalogue: &Catalogue, appointments: &Appointments) -> Vec<Unit> {
    let agencies = catalogue.agencies().iter();
    let agencies = agencies.map(|one| (&one.id, UnitKind::Agency, &one.name));
    let offices = appointments.centres().centres.iter();
    let offices = offices.map(|one| (&one.id, UnitKind::Centre, &one.name));
    let words = |lang| portal.words().t(lang, "accounts-officials-portal");
    let portal = Unit {
        id: "portal".to_owned(),
        kind: UnitKind::Portal,
        ru: words(Lang::Ru),
        en: words(Lang::En),
    };
    let all = agencies.chain(offices).map(|(id, kind, name)| Unit {
        id: id.clone(),
        kind,
        ru: name.ru.clone(),
        en: name.en.clone(),
    });
    all.chain(std::iter::once(portal)).collect()
}

/// Puts the house together on an open store.
pub async fn build(
    config: &Config,
    db: Db,
    stand_url: Option<String>,
    metrics: Option<PrometheusHandle>,
) -> Result<House, String> {
    let words = Words::load(LOCALES)?;
    let assets = Assets::load(&config.folders.assets)?;
    let settings = Settings {
        public_url: config.server.public_url.clone(),
        place: config.portal.place.clone(),
        hotline: config.support.hotline(),
        hotline_hours: config.support.hours.clone(),
        stand_url,
        time_zone: config.portal.time_zone.clone(),
        behind_proxy: config.server.behind_proxy,
        requests_per_second: config.server.requests_per_second,
        codes_per_hour: config.accounts.codes_per_hour.max(1),
        password_max: config.accounts.password_max,
        metrics_token: config.server.metrics_token.clone(),
        ..Settings::default()
    };
    let portal = Portal::new(db.clone(), words, assets, settings)?;
    let outside = &config.gateways;
    let banks =
        okno_proofing::bank_access(&config.folders.services, &outside.banks_url, &config.banks)?;
    if let Some(bank) = banks.iter().find(|bank| !is_sealed(&bank.issuer)) {
        return Err(format!(
            "banks.yaml: the issuer of {} is {}: people's data must travel over TLS (https)",
            bank.id, bank.issuer
        ));
    }
    let catalogue = read_catalogue(&config.folders.services)?;
    let shelf = Shelf::new(catalogue.clone());
    let systems: BTreeSet<String> = catalogue
        .queries()
        .iter()
        .map(|q| q.system.clone())
        .collect();
    let gateways = Gateways::new(
        okno_gateways::Settings {
            registries_url: outside.registries_url.clone(),
            registries_key: outside.registries_key.clone(),
            registry_systems: systems.iter().cloned().collect(),
            sms_url: outside.sms_url.clone(),
            sms_key: outside.sms_key.clone(),
            smtp_url: outside.smtp_url.clone(),
            mail_from: outside.mail_from.clone(),
            post_url: outside.post_url.clone(),
            post_key: outside.post_key.clone(),
            post_every: Duration::from_secs(outside.post_every_seconds.max(1)),
            clamav: config.files.clamav.clone(),
            banks,
            deadline: Duration::from_secs(5),
        },
        db.clock_arc(),
    )?;
    if gateways.has_scanner() {
        db.check_files();
    }
    let press = Press::new(
        &config.folders.assets.join("fonts"),
        cores(config.server.documents_at_once),
    )
    .map_err(|e| e.to_string())?;

    let notifications = Notifications::new(portal.clone(), gateways.clone());
    let policy = config.accounts.clone().into();
    let hashes = cores(config.server.hashes_at_once);
    let accounts =
        Accounts::with_policy(portal.clone(), hashes, policy).map_err(|e| e.to_string())?;
    portal.set_people(Arc::new(accounts.clone()));
    // One for the house: decoding a picture takes much memory.
    let darkroom = Darkroom::new(cores(0));
    let proofing = Proofing::new(portal.clone(), gateways.clone(), &config.folders.services)?
        .with_press(press.clone())
        .with_signatures(SignatureSettings {
            roots: config.signature.roots.clone(),
            lists: config.signature.lists.clone(),
            keeps_hours: config.signature.list_hours,
            at_once: cores(0),
        })?
        .with_remote(
            RemoteSettings {
                hours: config.video.hours.clone(),
                minutes: config.video.minutes,
                stun: config.video.stun.clone(),
                turn: config.video.turn.clone(),
                turn_secret: config.video.turn_secret.clone(),
            },
            darkroom.clone(),
        )?;
    let papers = Papers::new(
        portal.clone(),
        gateways.clone(),
        darkroom.clone(),
        &config.folders.services,
    )?;
    papers.set_profile(proofing.documents());
    let appointments = Appointments::new(portal.clone(), &config.folders.services)?;
    let applications = Applications::new(
        (portal.clone(), gateways.clone()),
        shelf.clone(),
        press.clone(),
        darkroom,
        &config.folders.services,
    )?;
    applications.keep_editions(&catalogue).await?;
    accounts.add_on_profile_saved(proofing.on_profile_saved());
    accounts.add_on_roles_ended(applications.on_roles_ended());
    accounts.set_introduces(proofing.introduces());
    accounts.add_standing(proofing.standing());
    accounts.set_units(units(&portal, &catalogue, &appointments));
    let support = Support::new(accounts.clone(), (&config.support).into());
    let bench = Bench::new(shelf.clone());
    let designer = Designer::new(bench.clone(), press.clone());
    let rights = Rights::new(accounts.clone(), press, &config.folders.services);
    let family = Family::new(
        accounts.clone(),
        rights.clone(),
        papers.clone(),
        gateways.clone(),
    );
    accounts.add_on_profile_saved(family.on_profile_saved());
    proofing.set_follower(family.on_profile_saved());
    accounts.add_standing(Arc::new(family.clone()));
    accounts.add_section(1, rights.section());
    accounts.add_section(5, family.section());
    accounts.add_section(10, proofing.section());
    accounts.add_section(15, appointments.section());
    accounts.add_section(20, applications.section());
    accounts.add_holdings(Arc::new(papers.clone()));
    accounts.add_holdings(Arc::new(proofing.clone()));
    accounts.add_holdings(Arc::new(appointments.clone()));
    accounts.add_holdings(Arc::new(applications.clone()));
    accounts.add_holdings(Arc::new(support.clone()));
    accounts.add_holdings(Arc::new(family.clone()));
    accounts.add_attachments(Arc::new(papers.clone()));
    accounts.add_attachments(Arc::new(applications.clone()));
    accounts.add_consents(Arc::new(proofing.clone()));
    accounts.add_consents(Arc::new(applications.clone()));
    accounts.add_consents(Arc::new(family.clone()));
    appointments.set_gate("identity", proofing.gate());

    let mut worker = Worker::new(db.clone());
    notifications.register_jobs(&mut worker);
    accounts.register_jobs(&mut worker);
    accounts.register_scans(&mut worker, gateways.clone());
    papers.register_jobs(&mut worker);
    appointments.register_jobs(&mut worker);
    proofing.register_jobs(&mut worker);
    applications.register_jobs(&mut worker);
    rights.register_jobs(&mut worker);
    family.register_jobs(&mut worker);

    let departments = CataloguePages {
        portal: portal.clone(),
        shelf,
    }
    .router()
    .merge(
        DocumentPages {
            portal: portal.clone(),
        }
        .router(),
    )
    .merge(notifications.router())
    .merge(accounts.router())
    .merge(papers.router())
    .merge(appointments.router())
    .merge(proofing.router())
    .merge(applications.router())
    .merge(support.router())
    .merge(rights.router())
    .merge(family.router())
    .merge(designer.router())
    .merge(AdminPages::new(portal.clone(), gateways, proofing.clone()).router());
    let router = okno_web::server::assemble(&portal, departments, metrics);
    Ok(House {
        db,
        accounts,
        papers,
        appointments,
        proofing,
        applications,
        rights,
        family,
        designer,
        bench,
        router,
        worker: Arc::new(worker),
        systems: Arc::new(systems),
    })
}

/// The recorder of figures for `/metrics`.
pub fn recorder() -> Option<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0])
        .ok()?
        .install_recorder()
        .ok()
}

/// Runs what goes on behind the pages until told to stop: jobs, the sealing
/// of the journal, the sweeping of what is over.
pub async fn keep_running(house: House, stop: CancellationToken) {
    let (db, worker) = (house.db.clone(), house.worker.clone());
    let jobs = tokio::spawn(worker.run(stop.clone()));
    let keys = tokio::spawn({
        let (db, stop) = (db.clone(), stop.clone());
        async move {
            // Follows `okno keys rotate`, which waits for this before it goes on.
            while !stop.is_cancelled() {
                if let Err(error) = db.vault().reload() {
                    tracing::warn!(%error, "could not read the key file again");
                }
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep(KEYS_EVERY) => {}
                }
            }
        }
    });
    let sealer = tokio::spawn({
        let (db, stop) = (db.clone(), stop.clone());
        async move {
            loop {
                let pause = match journal::seal(&db).await {
                    Ok(500..) => Duration::ZERO,
                    Ok(_) => Duration::from_millis(400),
                    Err(error) => {
                        tracing::warn!(%error, "could not seal the journal");
                        Duration::from_secs(2)
                    }
                };
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    });
    let sweeper = tokio::spawn({
        let stop = stop.clone();
        async move {
            loop {
                if let Err(error) = house.proofing.tend().await {
                    tracing::warn!(%error, "could not ask for revocation lists");
                }
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep(Duration::from_secs(600)) => {
                        sweep(&house).await;
                    }
                }
            }
        }
    });
    let _ = tokio::join!(jobs, sealer, sweeper, keys);
}

async fn sweep(house: &House) {
    let db = &house.db;
    let results = [
        ("sessions", okno_web::session::sweep(db).await.map(|_| ())),
        ("limits", okno_store::limits::sweep(db).await.map(|_| ())),
        ("jobs", okno_store::jobs::sweep(db).await.map(|_| ())),
        ("accounts", house.accounts.sweep().await.map(|_| ())),
        ("documents", house.papers.sweep().await.map(|_| ())),
        ("contacts", house.family.sweep().await.map(|_| ())),
        ("copies", house.rights.sweep().await.map(|_| ())),
        ("visits", house.appointments.sweep().await.map(|_| ())),
        ("attempts", house.proofing.sweep().await.map(|_| ())),
        ("cases", house.applications.sweep().await.map(|_| ())),
        ("uploads", okno_web::upload::sweep(db).await.map(|_| ())),
        ("files", okno_store::files::sweep(db).await.map(|_| ())),
    ];
    for (what, result) in results {
        if let Err(error) = result {
            tracing::warn!(%error, what, "could not sweep");
        }
    }
}

/// Listens from now on for the word to end (SIGTERM, Ctrl+C); the future ends
/// when it comes. Call it before telling anybody that the portal is there.
pub fn asked_to_stop() -> Result<impl Future<Output = ()> + Send, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate()).map_err(|e| e.to_string())?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|e| e.to_string())?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
