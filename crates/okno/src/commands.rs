//! The commands of the program, but for the demo.

use std::io::Read;
use std::path::Path;

use okno_accounts::StaffPerson;
use okno_accounts::grants::{ROLES, find_role};
use okno_accounts::secrets::Hasher;
use okno_issuance::{DocumentNumber, RevocationReason};
use okno_requisites::{Clock, Email, OsChance};
use okno_store::{Actor, Entry, journal};
use okno_web::{Subject, session};
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::config::Config;
use crate::house;
use crate::publishing;

/// `okno serve`
pub async fn serve(config: Config) -> Result<(), String> {
    crate::log::start(config.server.log_json, "info");
    let faults = config.unfit();
    if !faults.is_empty() {
        return Err(format!(
            "this configuration is not fit to serve people:\n  {}\nSet these in okno.toml or by \
             OKNO_… variables. To look around, run `okno demo`.",
            faults.join("\n  ")
        ));
    }
    for risk in config.risks() {
        tracing::warn!("{risk}");
    }
    let asked = house::asked_to_stop()?;
    let (db, fresh) = house::open_store(&config).await?;
    if fresh {
        tracing::warn!(
            file = %config.store.keys().display(),
            "a new key file was made: keep a copy apart from the database"
        );
    }
    let house = house::build(&config, db, None, house::recorder()).await?;
    let listener = TcpListener::bind(config.server.listen)
        .await
        .map_err(|e| format!("{}: {e}", config.server.listen))?;
    tracing::info!(listen = %config.server.listen, "the portal is open");
    let stop = CancellationToken::new();
    let behind = tokio::spawn(house::keep_running(house.clone(), stop.clone()));
    let services = config.folders.services.clone();
    let how = (publishing::EVERY, false);
    tokio::spawn(publishing::follow(
        house.clone(),
        services,
        how,
        stop.clone(),
    ));
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked.await;
            tracing::info!("closing: requests and jobs under way may end");
            stop.cancel();
        }
    });
    okno_web::server::serve(listener, house.router, stop)
        .await
        .map_err(|e| e.to_string())?;
    let _ = behind.await;
    house.db.close().await;
    Ok(())
}

/// `okno migrate`
pub async fn migrate(config: Config) -> Result<(), String> {
    let (db, _) = house::open_store(&config).await?;
    println!("the tables are up to date");
    db.close().await;
    Ok(())
}

/// `okno journal verify`
pub async fn verify_journal(config: Config) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let found = journal::verify(&db).await.map_err(|e| e.to_string())?;
    match found.broken {
        Some((line, why)) => Err(format!("the journal is broken at line {line}: {why}")),
        None => {
            println!(
                "the journal is whole: {} lines, {} waiting to be chained\nhead {}",
                found.lines, found.waiting, found.head
            );
            Ok(())
        }
    }
}

/// `okno keys rotate`
pub async fn rotate_keys(config: Config, keep_old: bool) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let id = db
        .vault()
        .add_generation(db.clock())
        .map_err(|e| e.to_string())?;
    println!("made master key {id}; waiting until running portals have it");
    tokio::time::sleep(house::KEYS_EVERY * 2).await;
    println!("wrapping what is sealed");
    let done = okno_store::reseal::reseal(&db, house::SEALED)
        .await
        .map_err(|e| e.to_string())?;
    println!("wrapped {} values and {} files", done.values, done.files);
    if !done.broken.is_empty() {
        return Err(unopened(&done.broken));
    }
    if keep_old {
        println!("the old keys are kept");
        return Ok(());
    }
    // A value may have been sealed under the old key while we were at it.
    let again = okno_store::reseal::reseal(&db, house::SEALED)
        .await
        .map_err(|e| e.to_string())?;
    if !again.broken.is_empty() {
        return Err(unopened(&again.broken));
    }
    let dropped = db.vault().retire_before(id).map_err(|e| e.to_string())?;
    println!(
        "{} more values wrapped; {dropped} old keys dropped",
        again.values
    );
    Ok(())
}

fn unopened(broken: &[(String, usize)]) -> String {
    let list: Vec<String> = broken.iter().map(|(c, n)| format!("{c}: {n}")).collect();
    format!(
        "these values did not open, the old keys are kept: {}",
        list.join(", ")
    )
}

/// `okno services check`
pub fn check_services(dir: &Path) -> Result<(), String> {
    let catalogue = house::read_catalogue(dir);
    let centres = okno_appointments::read(dir);
    let documents = okno_papers::read(dir);
    match (catalogue, centres, documents) {
        (Ok(catalogue), Ok(centres), Ok(_)) => {
            println!(
                "{} services and {} offices, no faults",
                catalogue.services().len(),
                centres.centres.len()
            );
            Ok(())
        }
        (catalogue, centres, documents) => {
            let faults = [catalogue.err(), centres.err(), documents.err()];
            let faults: Vec<String> = faults.into_iter().flatten().collect();
            Err(faults.join("\n"))
        }
    }
}

/// `okno admin add-staff`
pub async fn add_staff(
    config: Config,
    login: String,
    name: String,
    place: String,
    unit: &str,
    email: Option<String>,
    roles: &[String],
) -> Result<(), String> {
    let email = email.map(|text| Email::parse(&text)).transpose();
    let email = email.map_err(|_| "this is no e-mail address".to_owned())?;
    for role in roles {
        if find_role(role).is_none() {
            let all = ROLES.map(|role| role.word).join(", ");
            return Err(format!("no such role: {role} ({all})"));
        }
    }
    let mut password = String::new();
    std::io::stdin()
        .read_to_string(&mut password)
        .map_err(|e| e.to_string())?;
    let password = password.trim_end_matches(['\r', '\n']);
    let rules = okno_requisites::password::Rules::up_to(128);
    if !okno_requisites::password::check(password, &rules).is_empty() {
        return Err(
            "the password needs 8 to 128 characters: upper and lower case, a digit and one \
                    of !@#$%^&*()"
                .to_owned(),
        );
    }
    let (db, _) = house::open_store(&config).await?;
    let hasher = Hasher::new(1, &OsChance).map_err(|e| e.to_string())?;
    let hashed = hasher
        .hash(password, &OsChance)
        .await
        .map_err(|e| e.to_string())?;
    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
    let mut tx = db.begin().await.map_err(|e| e.to_string())?;
    let person = StaffPerson {
        login,
        name,
        place,
        email,
    };
    okno_accounts::create_staff(&mut tx, &person, &hashed, None, unit, &roles)
        .await
        .map_err(|e| match e {
            okno_store::DbError::Taken(_) => "this login exists".to_owned(),
            other => other.to_string(),
        })?;
    tx.commit().await.map_err(|e| e.to_string())?;
    println!("added; the second factor is set up at the first sign-in on /work/login");
    Ok(())
}

/// `okno admin new-link`
pub async fn new_link(config: Config, login: &str, steps_lost: bool) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let staff = okno_accounts::staff_called(&db, login)
        .await
        .map_err(|e| e.to_string())?
        .ok_or("no official has this login")?;
    let mut tx = db.begin().await.map_err(|e| e.to_string())?;
    let path = okno_accounts::officials::hand_out(&mut tx, &staff, steps_lost)
        .await
        .map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())?;
    let home = config.server.public_url.trim_end_matches('/');
    println!("{home}{path}");
    Ok(())
}

/// `okno admin staff`: who stands behind a work number.
pub async fn list_staff(config: Config) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let all = okno_accounts::all_staff(&db)
        .await
        .map_err(|e| e.to_string())?;
    for one in all {
        let number = okno_accounts::looks::work_number(one.id);
        let (person, roles) = (&one.person, one.roles.join(" "));
        println!(
            "{number}  {:<12} {:<8} {roles:<10} {}, {}",
            person.login,
            one.state.word(),
            person.name,
            person.place
        );
    }
    Ok(())
}

/// `okno admin end-sessions`: of one account by its number, or of everybody.
pub async fn end_sessions(config: Config, number: Option<&str>) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let account = match number {
        Some(number) => {
            let found = okno_accounts::assist::by_number(&db, number).await;
            let found = found.map_err(|e| e.to_string())?;
            Some(found.ok_or("there is no account with this number")?)
        }
        None => None,
    };
    let mut tx = db.begin().await.map_err(|e| e.to_string())?;
    let ended = match account {
        Some(id) => session::end_others(&mut tx, Subject::Citizen(id), Uuid::nil()).await,
        None => session::end_all(&mut tx).await,
    };
    let ended = ended.map_err(|e| e.to_string())?;
    let entry = match account {
        Some(id) => Entry::new(
            Actor::Operator,
            "account.signed_out_by_operator",
            "account",
            id,
        )
        .owner(id),
        None => Entry {
            object: None,
            ..Entry::new(Actor::Operator, "session.all_ended", "session", Uuid::nil())
        },
    };
    tx.journal(entry.detail(json!({ "count": ended })))
        .await
        .map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())?;
    println!("{ended} sessions ended");
    Ok(())
}

/// `okno admin dead-jobs`
pub async fn dead_jobs(config: Config) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let dead = okno_store::jobs::dead(&db)
        .await
        .map_err(|e| e.to_string())?;
    if dead.is_empty() {
        println!("no job was given up");
    }
    for job in dead {
        println!(
            "{}  {}  tried {} times  {}",
            job.id, job.kind, job.attempts, job.last_error
        );
    }
    Ok(())
}

/// `okno admin revive-job`
pub async fn revive_job(config: Config, id: uuid::Uuid) -> Result<(), String> {
    let db = house::open_known_store(&config).await?;
    let mut tx = db.begin().await.map_err(|e| e.to_string())?;
    let found = okno_store::jobs::revive(&mut tx, id)
        .await
        .map_err(|e| e.to_string())?;
    if !found {
        return Err("no job with this id was given up".to_owned());
    }
    tx.journal(Entry::new(Actor::Operator, "job.revived", "job", id))
        .await
        .map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())?;
    println!("back in the queue");
    Ok(())
}

/// `okno admin revoke-document`
pub async fn revoke_document(
    config: Config,
    number: &str,
    reason: RevocationReason,
) -> Result<(), String> {
    let number = DocumentNumber::find(number).ok_or("this is not a number of a document")?;
    let db = house::open_known_store(&config).await?;
    let mut tx = db.begin().await.map_err(|e| e.to_string())?;
    let revoked = okno_issuance::revoke(&mut tx, &number, reason, Actor::Operator)
        .await
        .map_err(|e| e.to_string())?;
    if !revoked {
        return Err("this document was revoked before".to_owned());
    }
    tx.commit().await.map_err(|e| e.to_string())?;
    println!("revoked: its public page says so from now on");
    Ok(())
}

/// `okno admin totp`
pub fn totp(secret: &str) -> Result<(), String> {
    let plain: String = secret.split_whitespace().collect::<String>().to_uppercase();
    let bytes = data_encoding::BASE32_NOPAD
        .decode(plain.as_bytes())
        .ok()
        .and_then(|bytes| <[u8; 20]>::try_from(bytes).ok())
        .ok_or("the secret is 32 letters and digits (base32)")?;
    let seconds = u64::try_from(okno_requisites::SystemClock.now().as_second()).unwrap_or(0);
    let totp = totp_rs::Builder::new()
        .with_secret(bytes)
        .build_noncompliant();
    println!("{}  (for {} s)", totp.generate(seconds), 30 - seconds % 30);
    Ok(())
}
