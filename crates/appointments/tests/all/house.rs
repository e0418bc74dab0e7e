//! The department with its neighbours, and a small browser.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Path as Segment;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use okno_accounts::secrets::Hashed;
use okno_accounts::{Accounts, Person, StaffPerson};
use okno_appointments::Appointments;
use okno_requisites::{Email, NamePart, Phone};
use okno_store::jobs::Policy;
use okno_store::testing::TestDb;
use okno_store::{Db, Engine, Worker};
use okno_web::assets::Assets;
use okno_web::{Fault, Lang, Portal, Subject, Visitor, Words};
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

pub struct House {
    pub store: TestDb,
    pub own: Appointments,
    pub worker: Worker,
    pub sms: Arc<Mutex<Vec<Value>>>,
    router: Router,
    password: Hashed,
}

pub fn services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")
}

async fn sign_in(
    visitor: Visitor,
    Segment((kind, id)): Segment<(String, Uuid)>,
) -> Result<Response, Fault> {
    let subject = match kind.as_str() {
        "staff" => Subject::Staff(id),
        _ => Subject::Citizen(id),
    };
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_in(&mut tx, subject).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

fn catching(worker: &mut Worker, kind: &'static str) -> Arc<Mutex<Vec<Value>>> {
    let caught = Arc::new(Mutex::new(Vec::new()));
    let into = caught.clone();
    worker.handle(kind, Policy::default(), move |job| {
        let into = into.clone();
        async move {
            into.lock().unwrap().push(job.payload::<Value>()?);
            Ok(())
        }
    });
    caught
}

impl House {
    pub async fn build(engine: Engine) -> Self {
        Self::with(engine, &services()).await
    }

    pub async fn with(engine: Engine, services: &Path) -> Self {
        let steps = [
            okno_web::MIGRATIONS,
            okno_notifications::MIGRATIONS,
            okno_accounts::MIGRATIONS,
            okno_appointments::MIGRATIONS,
        ];
        let store = okno_store::testing::open(engine, &steps).await.unwrap();
        let words = Words::load(&[
            okno_requisites::LOCALES,
            okno_web::LOCALES,
            okno_notifications::LOCALES,
            okno_accounts::LOCALES,
            okno_appointments::LOCALES,
        ])
        .unwrap();
        let settings = okno_web::Settings {
            requests_per_second: 0,
            ..Default::default()
        };
        let portal = Portal::new(store.db.clone(), words, Assets::default(), settings).unwrap();
        let accounts = Accounts::new(portal.clone(), 2).unwrap();
        portal.set_people(Arc::new(accounts.clone()));
        let own = Appointments::new(portal.clone(), services).unwrap();
        let mut worker = Worker::new(store.db.clone());
        own.register_jobs(&mut worker);
        let sms = catching(&mut worker, "notify.sms");
        catching(&mut worker, "notify.mail");
        let pages = own.router().route("/sign-in/{kind}/{id}", get(sign_in));
        let router = okno_web::server::assemble(&portal, pages, None);
        let hasher = accounts.hasher();
        let password = hasher.hash("Okno-2026!", store.db.chance()).await.unwrap();
        Self {
            store,
            own,
            worker,
            sms,
            router,
            password,
        }
    }

    pub fn db(&self) -> &Db {
        &self.store.db
    }

    pub fn wait(&self, by: SignedDuration) {
        self.store.clock.advance(by);
    }

    pub async fn drain(&self) {
        self.worker.drain().await.unwrap();
    }

    /// A citizen with an account of their own.
    pub async fn citizen(&self, nth: usize) -> Browser {
        let person = Person {
            surname: NamePart::parse("Сафина").unwrap(),
            given: NamePart::parse("Амина").unwrap(),
            patronymic: NamePart::parse("Рашидовна").ok(),
            phone: Phone::parse(&format!("+7900555{nth:04}")).unwrap(),
            email: Email::parse(&format!("amina{nth}@pochta.example")).unwrap(),
            sex: None,
            birth_date: None,
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: None,
            inn: None,
            address: None,
        };
        let mut tx = self.db().begin().await.unwrap();
        let account = okno_accounts::create(&mut tx, &person, &self.password, Lang::Ru)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.enter("citizen", account.id).await
    }

    pub async fn operator(&self, login: &str, unit: &str) -> Browser {
        let person = StaffPerson {
            login: login.to_owned(),
            name: "Прудникова Ольга Викторовна".to_owned(),
            place: "Центр".to_owned(),
            email: None,
        };
        let mut tx = self.db().begin().await.unwrap();
        let roles = ["operator"];
        let id = okno_accounts::create_staff(&mut tx, &person, &self.password, None, unit, &roles)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.enter("staff", id).await
    }

    async fn enter(&self, kind: &str, id: Uuid) -> Browser {
        let mut browser = self.guest();
        let page = browser.get(&format!("/sign-in/{kind}/{id}")).await;
        browser.cookie = page.cookie.unwrap();
        browser.id = id;
        browser
    }

    pub fn guest(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookie: String::new(),
            id: Uuid::nil(),
            lang: "ru",
        }
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        let row = self.db().row(sql, vec![]).await.unwrap().unwrap();
        row.get("n").unwrap()
    }

    pub fn sms_texts(&self) -> Vec<String> {
        let sms = self.sms.lock().unwrap();
        sms.iter()
            .map(|s| plain(s["text"].as_str().unwrap()))
            .collect()
    }
}

/// Without the typography: no-break spaces and hyphens are plain ones.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('\u{2011}', "-")
}

#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookie: String,
    pub id: Uuid,
    pub lang: &'static str,
}

pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    cookie: Option<String>,
}

impl Page {
    #[track_caller]
    pub fn says(&self, parts: &[&str]) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.has(parts)
    }

    #[track_caller]
    pub fn has(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(
                self.text.contains(part),
                "«{part}» is not in\n{}",
                self.text
            );
        }
        self
    }

    #[track_caller]
    pub fn lacks(&self, parts: &[&str]) -> &Self {
        for part in parts {
            assert!(!self.text.contains(part), "«{part}» is in\n{}", self.text);
        }
        self
    }
}

impl Browser {
    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), String::new()).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let body: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body.join("&")).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: String) -> Page {
        let request = request
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, self.lang)
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let head = |name| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        let (status, location) = (
            response.status(),
            head(header::LOCATION).unwrap_or_default(),
        );
        let cookie = head(header::SET_COOKIE)
            .map(|cookie| cookie.split(';').next().unwrap_or_default().to_owned());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Page {
            status,
            location,
            text: plain(&String::from_utf8_lossy(&body)),
            cookie,
        }
    }
}
