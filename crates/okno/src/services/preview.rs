//! `okno services preview`: a portal of one's own over a folder that is being written. It
//! remembers nothing, reaches nobody outside, and follows every change of the folder.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Path as Segment, Request};
use axum::response::Response;
use axum::routing::get;
use okno_accounts::StaffPerson;
use okno_accounts::secrets::Hashed;
use okno_catalogue::{Catalogue, Problem};
use okno_requisites::{Chance, OsChance};
use okno_web::{Fault, Subject, Visitor};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

use super::lines;
use crate::config::{Config, Store};
use crate::house::{self, House};

/// How often the folder is looked at.
const EVERY: Duration = Duration::from_secs(1);
/// Nobody answers here.
const NOBODY: &str = "http://127.0.0.1:9";

/// Runs until asked to stop.
pub async fn preview(mut config: Config, dir: PathBuf, port: u16) -> Result<(), String> {
    crate::log::start(config.server.log_json, "warn");
    let asked = house::asked_to_stop()?;
    let stop = CancellationToken::new();
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked.await;
            stop.cancel();
        }
    });
    if !until_good(&dir, &stop).await {
        return Ok(());
    }
    let kept = tempfile::tempdir().map_err(|e| e.to_string())?;
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port)))
        .await
        .map_err(|e| format!("port {port} is taken ({e}): choose another one with --port"))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let portal = format!("http://{address}");
    config.server.listen = address;
    config.server.public_url.clone_from(&portal);
    config.folders.services.clone_from(&dir);
    config.store = Store {
        data: kept.path().join("data"),
        ..Store::default()
    };
    alone(&mut config);
    let (db, _) = house::open_store(&config).await?;
    let house = house::build(&config, db.clone(), None, None).await?;
    let (door, token) = door(&house).await?;
    let own = house.router.clone();
    let router = Router::new().fallback(move |request: Request| {
        let inside = match request.uri().path().starts_with("/preview/") {
            true => door.clone(),
            false => own.clone(),
        };
        inside.oneshot(request)
    });
    let behind = tokio::spawn(house::keep_running(house.clone(), stop.clone()));
    let watching = tokio::spawn(follow(dir, house.clone(), stop.clone()));
    println!("READY {{\"portal\":\"{portal}\",\"enter\":\"{portal}/preview/{token}\"}}");
    println!();
    println!("  Open {portal}/preview/{token}");
    println!("  The link is good once. Nothing is kept; Ctrl+C ends it.");
    println!();
    okno_web::server::serve(listener, router, stop.clone())
        .await
        .map_err(|e| e.to_string())?;
    stop.cancel();
    let _ = tokio::join!(behind, watching);
    db.close().await;
    Ok(())
}

/// Waits until the folder can be read at all. False when asked to stop before.
async fn until_good(dir: &Path, stop: &CancellationToken) -> bool {
    let mut told = Vec::new();
    loop {
        match read(dir).await {
            Ok(_) => return true,
            Err(problems) if problems != told => {
                eprintln!("{}\nwaiting until this is mended", lines(&problems));
                told = problems;
            }
            Err(_) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return false,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// No registry, no post: whatever is sent from here goes nowhere.
fn alone(config: &mut Config) {
    let outside = &mut config.gateways;
    for url in [
        &mut outside.registries_url,
        &mut outside.sms_url,
        &mut outside.post_url,
        &mut outside.banks_url,
    ] {
        NOBODY.clone_into(url);
    }
    "smtp://127.0.0.1:9".clone_into(&mut outside.smtp_url);
    "preview@okno.example".clone_into(&mut outside.mail_from);
    config.files.clamav.clear();
}

struct Door {
    token: String,
    used: AtomicBool,
    designer: Uuid,
}

async fn enter(
    door: Arc<Door>,
    visitor: Visitor,
    Segment(token): Segment<String>,
) -> Result<Response, Fault> {
    if token != door.token || door.used.swap(true, Ordering::AcqRel) {
        return Err(Fault::NotFound);
    }
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor
        .sign_in(&mut tx, Subject::Staff(door.designer))
        .await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/work/services")))
}

/// The one who looks, and a link that lets them in once.
async fn door(house: &House) -> Result<(Router, String), String> {
    let person = StaffPerson {
        login: "preview".to_owned(),
        name: "Мастер услуг".to_owned(),
        place: "Предпросмотр".to_owned(),
        email: None,
    };
    let roles = [okno_designer::ROLE];
    let mut tx = house.db.begin().await.map_err(|e| e.to_string())?;
    let designer =
        okno_accounts::create_staff(&mut tx, &person, &Hashed::none(), None, "portal", &roles)
            .await
            .map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())?;
    let mut drawn = [0; 20];
    OsChance.fill(&mut drawn);
    let token = data_encoding::BASE32_NOPAD.encode(&drawn).to_lowercase();
    let door = Arc::new(Door {
        token: token.clone(),
        used: AtomicBool::new(false),
        designer,
    });
    let own = Router::new().route(
        "/preview/{token}",
        get(move |visitor: Visitor, token: Segment<String>| enter(door, visitor, token)),
    );
    let own = okno_web::server::assemble(house.accounts.portal(), own, None);
    Ok((own, token))
}

/// Puts what the folder holds in the place of what stood there, whenever a file of it
/// changes.
async fn follow(dir: PathBuf, house: House, stop: CancellationToken) {
    let mut seen = stamps(&dir).await;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        let now = stamps(&dir).await;
        if now == seen {
            continue;
        }
        seen = now;
        let problems = match read(&dir).await {
            Ok(catalogue) => {
                let count = catalogue.services().len();
                match house.publish(catalogue).await {
                    Ok(_) => {
                        println!("read again: {count} services");
                        Vec::new()
                    }
                    Err(message) => vec![whole(&dir, message)],
                }
            }
            Err(problems) => problems,
        };
        if !problems.is_empty() {
            println!("{}", lines(&problems));
        }
        house.bench.note(problems);
    }
}

/// What no line is to blame for.
fn whole(dir: &Path, message: String) -> Problem {
    Problem {
        file: dir.to_owned(),
        line: 1,
        column: 1,
        message,
    }
}

async fn read(dir: &Path) -> Result<Catalogue, Vec<Problem>> {
    let folder = dir.to_owned();
    let read = tokio::task::spawn_blocking(move || Catalogue::load(&folder));
    let read = read.await;
    read.unwrap_or_else(|error| Err(vec![whole(dir, error.to_string())]))
}

type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// When each file was written last, and how long it is.
async fn stamps(dir: &Path) -> Stamps {
    let dir = dir.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let mut found = Stamps::new();
        stamp(&dir, &mut found);
        found
    });
    read.await.unwrap_or_default()
}

fn stamp(dir: &Path, found: &mut Stamps) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let hidden = path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with('.'));
        match path.metadata() {
            _ if hidden => {}
            Ok(about) if about.is_dir() => stamp(&path, found),
            Ok(about) => {
                found.insert(path, (about.modified().ok(), about.len()));
            }
            Err(_) => {}
        }
    }
}
