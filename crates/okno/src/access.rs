//! Who may open what: every address of the portal that is not for everybody, asked for by
//! everybody, against the table in `docs/access.md` (ASVS 8.1.1, 8.2.1).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::extract::Path as Segment;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use okno_accounts::grants::ROLES;
use okno_accounts::secrets::Hashed;
use okno_accounts::{Person, StaffPerson};
use okno_requisites::{Email, NamePart, Phone};
use okno_web::{Fault, Lang, Subject, Visitor};
use tower::ServiceExt;
use uuid::Uuid;

use crate::config::Config;
use crate::house::{self, House};

const TABLE: &str = include_str!("../../../docs/access.md");

/// What is asked for where an address names a thing. Whoever may not open things of the
/// kind must not learn whether there is one: this one is not there.
const THING: &str = "01a206fd-6700-7a07-85e8-070d3319871b";

/// Beginnings of what is for officials, and of what is for the holder of an account.
const DESKS: [&str; 4] = ["/work", "/admin", "/centre", "/support/desk"];
const CABINET: [&str; 2] = ["/cabinet", "/applications"];

/// A row: address, methods, who.
struct Row {
    address: String,
    /// None for what has a test of its own: a socket is not asked for by a plain request.
    methods: Vec<Method>,
    /// Roles; `official` is any of them, `anybody` needs none.
    who: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let cells = |line: &'static str| -> Vec<&'static str> {
        line.trim_matches('|').split('|').map(str::trim).collect()
    };
    let rows = TABLE.lines().filter(|line| line.starts_with("| `/"));
    rows.map(|line| {
        let cells = cells(line);
        let list = |n: usize| cells[n].split(", ").map(str::trim);
        Row {
            address: cells[0].trim_matches('`').to_owned(),
            methods: list(1)
                .filter(|one| *one != "socket")
                .map(|one| one.parse().unwrap())
                .collect(),
            who: list(2).collect(),
        }
    })
    .collect()
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// `/work/cases/{id}?done` → `/work/cases/{}`.
fn plain(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut out = String::new();
    let mut inside = false;
    for sign in path.chars() {
        match sign {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            _ if !inside => out.push(sign),
            _ => {}
        }
    }
    out
}

/// Made of the kind of case and its id, and no address of its own.
const NONE: &str = "/centre/{}/{}";

/// Every address that the sources of the departments name, below these beginnings.
fn named(beginnings: &[&str]) -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for one in std::fs::read_dir(crates).unwrap() {
        let dir = one.unwrap().path();
        let outside = ["stand", "bench", "faults", "repo-tests"];
        if !outside.iter().any(|name| dir.ends_with(name)) {
            sources(&dir.join("src"), &mut files);
        }
    }
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| !file.ends_with("access.rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        for literal in text.split('"').skip(1) {
            let below = |beginning: &&str| {
                let rest = literal.strip_prefix(*beginning);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
            };
            if beginnings.iter().any(below) && !literal.contains(char::is_whitespace) {
                found.insert(plain(literal));
            }
        }
    }
    found.remove(NONE);
    found
}

async fn enter(visitor: Visitor, subject: Subject) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_in(&mut tx, subject).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

/// A door of the test's own into the same house.
fn door(house: &House) -> Router {
    let own = Router::new()
        .route(
            "/staff/{id}",
            post(|visitor: Visitor, Segment(id): Segment<Uuid>| enter(visitor, Subject::Staff(id))),
        )
        .route(
            "/citizen/{id}",
            post(|visitor: Visitor, Segment(id): Segment<Uuid>| {
                enter(visitor, Subject::Citizen(id))
            }),
        );
    okno_web::server::assemble(house.accounts.portal(), own, None)
}

async fn cookie(house: &House, path: String) -> String {
    let request = Request::post(path).body(Body::empty()).unwrap();
    let response = door(house).oneshot(request).await.unwrap();
    let set = response.headers()[header::SET_COOKIE].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

/// An official of one role.
async fn official(house: &House, role: &'static str) -> String {
    let person = StaffPerson {
        login: role.to_owned(),
        name: "Хакимов Ильдар Маратович".to_owned(),
        place: "Касимов".to_owned(),
        email: None,
    };
    let mut tx = house.db.begin().await.unwrap();
    // A unit that takes paper packages in: what its operators may, others of their role
    // may not.
    let unit = "kasimov-sobornaya";
    let id = okno_accounts::create_staff(&mut tx, &person, &Hashed::none(), None, unit, &[role])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    cookie(house, format!("/staff/{id}")).await
}

async fn citizen(house: &House) -> String {
    citizen_called(house, 0).await
}

fn mailbox(n: u32) -> Email {
    Email::parse(&format!("amina{n}@pochta.example")).unwrap()
}

/// The number of the account of this mailbox.
async fn number_of(db: &okno_store::Db, n: u32) -> String {
    let id = okno_accounts::find_by(db, "email", &mailbox(n).key()).await;
    let found = okno_accounts::find(db, id.unwrap().unwrap()).await;
    found.unwrap().unwrap().0.number
}

async fn citizen_called(house: &House, n: u32) -> String {
    let part = |text: &str| NamePart::parse(text).unwrap();
    let person = Person {
        surname: part("Сафина"),
        given: part("Амина"),
        patronymic: None,
        phone: Phone::parse(&format!("+7 900 555-01-4{n}")).unwrap(),
        email: mailbox(n),
        sex: None,
        birth_date: None,
        birth_place: None,
        citizenship: None,
        passport: None,
        snils: None,
        inn: None,
        address: None,
    };
    let mut tx = house.db.begin().await.unwrap();
    let made = okno_accounts::create(&mut tx, &person, &Hashed::none(), Lang::Ru)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    cookie(house, format!("/citizen/{}", made.id)).await
}

struct Answer {
    status: StatusCode,
    to: String,
}

async fn ask(house: &House, method: &Method, address: &str, cookie: &str) -> Answer {
    let mut path = String::new();
    for part in address.split_inclusive('}') {
        match part.split_once('{') {
            Some((before, name)) => {
                path.push_str(before);
                path.push_str(match name.trim_end_matches('}') {
                    "role" => "officer",
                    "kind" => "phone",
                    _ => THING,
                });
            }
            None => path.push_str(part),
        }
    }
    // A form of files or a plain one: what a handler does not take it refuses to read.
    let mut last = None;
    for (kind, body) in [
        ("application/x-www-form-urlencoded", "a=b"),
        ("multipart/form-data; boundary=x", "--x--\r\n"),
        ("application/json", "{}"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(&path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, cookie)
            .body(Body::from(body))
            .unwrap();
        let response = house.router.clone().oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION);
        let answer = Answer {
            status: response.status(),
            to: to.map_or("", |to| to.to_str().unwrap()).to_owned(),
        };
        let unread = answer.status == StatusCode::BAD_REQUEST;
        last = Some(answer);
        if !unread {
            break;
        }
    }
    last.unwrap()
}

fn config(dir: &Path) -> Config {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut config = Config::default();
    config.store.data = dir.join("data");
    config.folders.assets = root.join("assets/dist");
    config.folders.services = root.join("services");
    config.server.requests_per_second = 0;
    // Passkeys are there, and so are their addresses.
    "https://okno.example".clone_into(&mut config.server.public_url);
    let outside = &mut config.gateways;
    let nobody = "http://127.0.0.1:9";
    for url in [
        &mut outside.registries_url,
        &mut outside.sms_url,
        &mut outside.post_url,
        &mut outside.banks_url,
    ] {
        nobody.clone_into(url);
    }
    "smtp://127.0.0.1:9".clone_into(&mut outside.smtp_url);
    "no-reply@okno.example".clone_into(&mut outside.mail_from);
    config
}

async fn built(dir: &Path) -> House {
    let config = config(dir);
    let (db, _) = house::open_store(&config).await.unwrap();
    house::build(&config, db, None, None).await.unwrap()
}

#[test]
fn the_table_of_access_names_every_address_of_the_desks() {
    let table: BTreeSet<String> = rows().iter().map(|row| plain(&row.address)).collect();
    let sources = named(&DESKS);
    assert!(sources.len() > 70, "{sources:?}");
    let missing: Vec<_> = sources.difference(&table).collect();
    assert!(missing.is_empty(), "docs/access.md lacks {missing:#?}");
    let gone: Vec<_> = table.difference(&sources).collect();
    assert!(gone.is_empty(), "docs/access.md has too much: {gone:#?}");
    for row in rows() {
        for who in &row.who {
            let known = ROLES.iter().any(|role| role.word == *who);
            assert!(known || ["official", "anybody"].contains(who), "{who}");
        }
    }
}

#[tokio::test]
async fn every_address_of_the_desks_opens_to_its_roles_only() {
    let dir = tempfile::tempdir().unwrap();
    let house = built(dir.path()).await;
    let mut people: BTreeMap<&str, String> = BTreeMap::new();
    for role in ROLES {
        people.insert(role.word, official(&house, role.word).await);
    }
    people.insert("citizen", citizen(&house).await);
    people.insert("nobody", String::new());
    let mut wrong = Vec::new();
    let closed = |row: &&Row| row.who != ["anybody"] && !row.methods.is_empty();
    for row in rows().iter().filter(closed) {
        for method in [Method::GET, Method::POST] {
            let listed = row.methods.contains(&method);
            for (who, cookie) in &people {
                let outside = ["citizen", "nobody"].contains(who);
                let may = !outside && (row.who == ["official"] || row.who.contains(who));
                let got = ask(&house, &method, &row.address, cookie).await;
                let led_away = got.to == "/work/login" || got.to.starts_with("/work/login?next=");
                let good = match (listed, may) {
                    // What it does not answer to is not there, or leads to where it is.
                    (false, _) => {
                        got.status == StatusCode::NOT_FOUND || got.status.is_redirection()
                    }
                    (true, true) => got.status != StatusCode::FORBIDDEN && !led_away,
                    (true, false) if outside => led_away,
                    (true, false) => got.status == StatusCode::FORBIDDEN,
                };
                if !good {
                    wrong.push(format!(
                        "{method} {} as {who}: {} {}",
                        row.address, got.status, got.to
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test]
async fn nothing_of_the_cabinet_opens_to_who_is_not_signed_in_as_its_holder() {
    let dir = tempfile::tempdir().unwrap();
    let house = built(dir.path()).await;
    let officer = official(&house, "officer").await;
    let holder = citizen(&house).await;
    let addresses = named(&CABINET);
    assert!(addresses.len() > 80, "{addresses:?}");
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for address in &addresses {
        for method in [Method::GET, Method::POST] {
            let own = ask(&house, &method, address, &holder).await;
            // What says the same to its holder is not there for this method, or is only a
            // way to another address.
            let is_hop = |got: &Answer| {
                got.status == own.status && got.to == own.to && !own.status.is_success()
            };
            for (who, cookie) in [("nobody", ""), ("an official", officer.as_str())] {
                let got = ask(&house, &method, address, cookie).await;
                let led_away = got.to.starts_with("/login?next=");
                asked += usize::from(led_away);
                if !led_away && !is_hop(&got) {
                    wrong.push(format!(
                        "{method} {address} as {who}: {} {}",
                        got.status, got.to
                    ));
                }
            }
        }
    }
    assert!(asked > 150, "only {asked} were led to the sign-in");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test]
async fn an_operator_signs_one_person_out_or_everybody() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    let house = built(dir.path()).await;
    let officer = official(&house, "officer").await;
    let (own, other) = (citizen(&house).await, citizen_called(&house, 1).await);
    let is_in = async |cookie: &str| {
        let got = ask(&house, &Method::GET, "/cabinet", cookie).await;
        got.status.is_success()
    };
    assert!(is_in(&own).await && is_in(&other).await);
    let found = house.accounts.portal().db();
    let number = number_of(found, 0).await;
    crate::commands::end_sessions(config.clone(), Some(&number))
        .await
        .unwrap();
    assert!(!is_in(&own).await, "signed out at once");
    assert!(is_in(&other).await, "nobody else");
    let nobody = crate::commands::end_sessions(config.clone(), Some("0000-0000-0000")).await;
    assert!(nobody.unwrap_err().contains("no account"));
    crate::commands::end_sessions(config, None).await.unwrap();
    assert!(!is_in(&other).await);
    let got = ask(&house, &Method::GET, "/work", &officer).await;
    assert!(got.to.starts_with("/work/login"), "officials too");
}

/// An administrator reads what waits, not how the program calls it.
#[tokio::test]
async fn every_job_has_a_name_for_administrators() {
    let dir = tempfile::tempdir().unwrap();
    let house = built(dir.path()).await;
    let words = okno_web::Words::load(house::LOCALES).unwrap();
    let id = |kind: &str| format!("okno-job-{}", kind.replace(['.', '_'], "-"));
    let nameless: Vec<_> = house
        .worker
        .kinds()
        .filter(|kind| !words.has(okno_web::Lang::Ru, &id(kind)))
        .collect();
    assert!(house.worker.kinds().count() > 30);
    assert!(nameless.is_empty(), "{nameless:?}");
}
