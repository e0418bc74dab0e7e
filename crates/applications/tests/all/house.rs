//! The department with its neighbours, and a small browser.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path as UrlPath;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use http_body_util::BodyExt;
use okno_accounts::secrets::Hashed;
use okno_accounts::{Accounts, Level, Person, StaffPerson};
use okno_applications::Applications;
use okno_catalogue::{Catalogue, Service, Shelf};
use okno_issuance::Press;
use okno_requisites::{Address, BirthDate, Email, NamePart, Phone};
use okno_store::jobs::Policy;
use okno_store::testing::TestDb;
use okno_store::{Actor, Db, Engine, Worker};
use okno_web::assets::Assets;
use okno_web::upload::Darkroom;
use okno_web::{Fault, Lang, Portal, Subject, Visitor, Words};
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

/// The first service of the catalogue that is like this.
pub(crate) fn service_with(is_it: impl Fn(&Service) -> bool) -> String {
    let catalogue = Catalogue::load(&services()).unwrap();
    let found = catalogue.services().iter().find(|s| is_it(s));
    found.unwrap().id.clone()
}

/// The service that the tests apply for: its owner confirms receipt.
pub(crate) fn service() -> &'static str {
    static SERVICE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SERVICE.get_or_init(|| service_with(|s| s.result.confirm_receipt))
}

pub(crate) const AGENCY: &str = "ryazan-digital";

pub(crate) struct House {
    pub(crate) store: TestDb,
    pub(crate) own: Applications,
    pub(crate) worker: Worker,
    pub(crate) router: Router,
    pub(crate) accounts: Accounts,
    pub(crate) sms: Arc<Mutex<Vec<Value>>>,
    pub(crate) mail: Arc<Mutex<Vec<Value>>>,
    /// The registries that services ask.
    pub(crate) registry: Registry,
    password: Hashed,
    _services: tempfile::TempDir,
}

pub(crate) fn services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")
}

async fn sign_in(
    visitor: Visitor,
    UrlPath((kind, id)): UrlPath<(String, Uuid)>,
) -> Result<Response, Fault> {
    let subject = if kind == "staff" {
        Subject::Staff(id)
    } else {
        Subject::Citizen(id)
    };
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_in(&mut tx, subject).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

fn copy(from: &Path, to: &Path, edit: &dyn Fn(String) -> String) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, edit);
        } else if path.ends_with("service.yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&target, edit(text)).unwrap();
        } else if path != target {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// What the tests may ask besides.
const QUERIES: &str = "
- id: test-years
  system: archive
  query: years
  title: {ru: Архив — стаж, en: Archive — years of work}
  keeper: {ru: Архив, en: Archive}
  person: true
  fresh_days: 30
  takes: {since: date}
  gives:
    years: {type: int, label: {ru: Стаж, en: Years}}
    paid: {type: money, label: {ru: Выплачено, en: Paid}}
    rank:
      type: choice
      label: {ru: Разряд, en: Rank}
      options: {low: {ru: Низший, en: Low}, high: {ru: Высший, en: High}}
- id: test-debts
  system: archive
  query: debts
  title: {ru: Архив — долги, en: Archive — debts}
  keeper: {ru: Архив долгов, en: Archive of debts}
  fresh_days: 0
  gives:
    owes: {type: bool, label: {ru: Есть долги, en: Owes}}
";

/// A registry whose answers a test writes.
#[derive(Clone)]
pub(crate) struct Registry {
    url: String,
    /// What is answered: by the word of the question, status and body.
    answers: Arc<Mutex<std::collections::HashMap<String, (u16, Value)>>>,
    /// What was asked, in order.
    pub(crate) asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Registry {
    async fn open() -> Self {
        let answers: Arc<Mutex<std::collections::HashMap<String, (u16, Value)>>> = Arc::default();
        let asked: Arc<Mutex<Vec<(String, Value)>>> = Arc::default();
        let (by, into) = (answers.clone(), asked.clone());
        let answer = move |UrlPath((_, query)): UrlPath<(String, String)>,
                           axum::Json(question): axum::Json<Value>| {
            into.lock().unwrap().push((query.clone(), question));
            let (status, body) = by
                .lock()
                .unwrap()
                .get(&query)
                .cloned()
                .unwrap_or((503, Value::Null));
            let status = StatusCode::from_u16(status).unwrap();
            async move { (status, axum::Json(body)) }
        };
        let router =
            Router::new().route("/registries/{system}/{query}", axum::routing::post(answer));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url,
            answers,
            asked,
        }
    }

    pub(crate) fn says(&self, query: &str, status: u16, body: Value) {
        let mut answers = self.answers.lock().unwrap();
        answers.insert(query.to_owned(), (status, body));
    }

    pub(crate) fn holds(&self, query: &str, data: Value) {
        self.says(
            query,
            200,
            serde_json::json!({ "outcome": "found", "data": data }),
        );
    }
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
    pub(crate) async fn build(engine: Engine) -> Self {
        Self::edited(engine, &|text| text).await
    }

    /// With the folder of the service changed.
    pub(crate) async fn edited(engine: Engine, edit: &dyn Fn(String) -> String) -> Self {
        Self::with(engine, edit, 8).await
    }

    /// And with so many connections to the database.
    pub(crate) async fn with(
        engine: Engine,
        edit: &dyn Fn(String) -> String,
        connections: u32,
    ) -> Self {
        let steps = [
            okno_web::MIGRATIONS,
            okno_notifications::MIGRATIONS,
            okno_accounts::MIGRATIONS,
            okno_issuance::MIGRATIONS,
            okno_papers::MIGRATIONS,
            okno_applications::MIGRATIONS,
        ];
        let store = okno_store::testing::open_with(engine, &steps, connections)
            .await
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        copy(&services(), folder.path(), edit);
        let queries = folder.path().join("registries.yaml");
        let known = std::fs::read_to_string(&queries).unwrap_or_default();
        std::fs::write(queries, known + QUERIES).unwrap();
        let catalogue = Catalogue::load(folder.path()).unwrap();
        let shelf = Shelf::new(catalogue.clone());
        let words = Words::load(&[
            okno_requisites::LOCALES,
            okno_web::LOCALES,
            okno_catalogue::LOCALES,
            okno_notifications::LOCALES,
            okno_accounts::LOCALES,
            okno_issuance::LOCALES,
            okno_papers::LOCALES,
            okno_applications::LOCALES,
        ])
        .unwrap();
        let settings = okno_web::Settings {
            requests_per_second: 0,
            ..Default::default()
        };
        let portal = Portal::new(store.db.clone(), words, Assets::default(), settings).unwrap();
        let accounts = Accounts::new(portal.clone(), 2).unwrap();
        portal.set_people(Arc::new(accounts.clone()));
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist/fonts");
        let press = Press::new(&fonts, 2).unwrap();
        let registry = Registry::open().await;
        let gateways = okno_gateways::Settings {
            registries_url: registry.url.clone(),
            registry_systems: catalogue
                .queries()
                .iter()
                .map(|q| q.system.clone())
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect(),
            ..Default::default()
        };
        let gateways = okno_gateways::Gateways::new(gateways, store.db.clock_arc()).unwrap();
        let papers = okno_papers::Papers::new(
            portal.clone(),
            gateways.clone(),
            Darkroom::new(2),
            folder.path(),
        )
        .unwrap();
        let own = Applications::new(
            (portal.clone(), gateways),
            shelf,
            press,
            Darkroom::new(2),
            folder.path(),
        )
        .unwrap();
        own.keep_editions(&catalogue).await.unwrap();
        accounts.add_on_roles_ended(own.on_roles_ended());
        let mut worker = Worker::new(store.db.clone());
        own.register_jobs(&mut worker);
        let sms = catching(&mut worker, "notify.sms");
        let mail = catching(&mut worker, "notify.mail");
        let section = own.section();
        let cabinet = move |visitor: Visitor| {
            let section = section.clone();
            async move {
                let id = visitor.citizen()?;
                let (account, person) = okno_accounts::find(visitor.db(), id).await?.unwrap();
                let drawn = section.draw(&visitor, &account, &person).await?;
                Ok::<_, Fault>(axum::response::Html(drawn.unwrap_or_default()))
            }
        };
        let pages = own
            .router()
            .merge(accounts.router())
            .merge(papers.router())
            .route("/sign-in/{kind}/{id}", get(sign_in))
            .route("/section", get(cabinet));
        let router = okno_web::server::assemble(&portal, pages, None);
        let password = accounts
            .hasher()
            .hash("Okno-2026!", store.db.chance())
            .await
            .unwrap();
        Self {
            store,
            own,
            worker,
            router,
            accounts,
            sms,
            mail,
            registry,
            password,
            _services: folder,
        }
    }

    /// The folders change and are published.
    pub(crate) async fn publishes(&self, edit: &dyn Fn(String) -> String) {
        copy(self._services.path(), self._services.path(), edit);
        let catalogue = Catalogue::load(self._services.path()).unwrap();
        self.own.publish(catalogue).await.unwrap();
    }

    /// More services, and what they ask of registries, are published.
    pub(crate) async fn adds(&self, queries: &str, write: impl FnOnce(&Path)) {
        let file = self._services.path().join("registries.yaml");
        let known = std::fs::read_to_string(&file).unwrap();
        std::fs::write(file, known + queries).unwrap();
        write(self._services.path());
        self.publishes(&|text| text).await;
    }

    /// What is published now.
    pub(crate) fn catalogue(&self) -> Catalogue {
        Catalogue::load(self._services.path()).unwrap()
    }

    /// A service is offered no more.
    pub(crate) async fn closes(&self, service: &str) {
        std::fs::remove_dir_all(self._services.path().join(service)).unwrap();
        self.publishes(&|text| text).await;
    }

    /// Puts what a template must find in its data before what it draws.
    pub(crate) fn check_in_template(&self, service: &str, template: &str, check: &str) {
        let file = self._services.path().join(service).join(template);
        let drawn = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("{check}{drawn}")).unwrap();
    }

    pub(crate) fn db(&self) -> &Db {
        &self.store.db
    }

    pub(crate) fn own_portal(&self) -> &Portal {
        self.accounts.portal()
    }

    /// So many minutes pass.
    pub(crate) fn later(&self, minutes: i64) {
        let span = jiff::SignedDuration::from_mins(minutes);
        self.store.clock.advance(span);
    }

    pub(crate) async fn run_jobs(&self) {
        self.worker.drain().await.unwrap();
    }

    pub(crate) async fn citizen_of(&self, level: Level, phone: &str, email: &str) -> Uuid {
        self.citizen_like(&amina(phone, email), level).await
    }

    /// An account of this person, of the level that a service takes.
    pub(crate) async fn citizen_like(&self, person: &Person, level: Level) -> Uuid {
        let mut tx = self.db().begin().await.unwrap();
        let account = okno_accounts::create(&mut tx, person, &self.password, Lang::Ru)
            .await
            .unwrap();
        if level != Level::Simplified {
            okno_accounts::set_level(&mut tx, account.id, level, Some("in_person"), Actor::System)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        account.id
    }

    /// A person who may apply, signed in.
    pub(crate) async fn amina(&self) -> Browser<'_> {
        let id = self.citizen_of(Level::Confirmed, PHONE, EMAIL).await;
        self.enter("citizen", id).await
    }

    pub(crate) async fn officer(&self, login: &str, unit: &str, role: &str) -> Browser<'_> {
        let person = StaffPerson {
            login: login.to_owned(),
            name: format!("Хакимов Ильдар {login}"),
            place: "Отдел карт".to_owned(),
            email: None,
        };
        let mut tx = self.db().begin().await.unwrap();
        let id = okno_accounts::create_staff(&mut tx, &person, &self.password, None, unit, &[role])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.enter("staff", id).await
    }

    pub(crate) async fn enter(&self, kind: &str, id: Uuid) -> Browser<'_> {
        let mut browser = Browser {
            house: self,
            cookie: String::new(),
            id,
        };
        let answer = browser.get(&format!("/sign-in/{kind}/{id}")).await;
        let cookie = answer
            .headers
            .get(header::SET_COOKIE)
            .unwrap()
            .to_str()
            .unwrap();
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    /// A visitor who is not signed in.
    pub(crate) fn guest(&self) -> Browser<'_> {
        Browser {
            house: self,
            cookie: String::new(),
            id: Uuid::nil(),
        }
    }

    /// So many applications of as many people, sent; their addresses.
    pub(crate) async fn sent(&self, n: usize) -> Vec<String> {
        let people: Vec<(String, String)> = (0..n)
            .map(|i| {
                (
                    format!("+7900555{:04}", 4000 + i),
                    format!("p{i}@pochta.example"),
                )
            })
            .collect();
        let people: Vec<(&str, &str)> = people
            .iter()
            .map(|(phone, email)| (phone.as_str(), email.as_str()))
            .collect();
        self.sent_more(&people).await
    }

    /// Of people with these phones and mailboxes.
    pub(crate) async fn sent_more(&self, people: &[(&str, &str)]) -> Vec<String> {
        let mut all = Vec::new();
        for (phone, email) in people {
            let id = self.citizen_of(Level::Confirmed, phone, email).await;
            all.push(self.enter("citizen", id).await.apply().await);
        }
        all
    }

    /// Who holds a case.
    pub(crate) async fn holder(&self, base: &str) -> Option<Uuid> {
        let found = okno_applications::find(self.db(), id_in(base)).await;
        found.unwrap().unwrap().claimed_by
    }

    /// The code of the last SMS that brought one.
    pub(crate) async fn code(&self) -> String {
        self.run_jobs().await;
        let sms = self.sms.lock().unwrap();
        let text = sms
            .iter()
            .rev()
            .filter_map(|s| s["text"].as_str())
            .find(|t| t.contains("код"));
        text.unwrap()
            .chars()
            .filter(char::is_ascii_digit)
            .take(6)
            .collect()
    }

    pub(crate) fn sms_texts(&self) -> Vec<String> {
        let sms = self.sms.lock().unwrap();
        sms.iter()
            .map(|s| s["text"].as_str().unwrap().replace('\u{a0}', " "))
            .collect()
    }

    pub(crate) fn mail_subjects(&self) -> Vec<String> {
        let mail = self.mail.lock().unwrap();
        mail.iter()
            .map(|m| m["subject"].as_str().unwrap().replace('\u{a0}', " "))
            .collect()
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.db()
            .row(sql, vec![])
            .await
            .unwrap()
            .unwrap()
            .get("n")
            .unwrap()
    }
}

pub(crate) const PHONE: &str = "+79005550147";
pub(crate) const EMAIL: &str = "amina@pochta.example";

pub(crate) fn amina(phone: &str, email: &str) -> Person {
    Person {
        surname: NamePart::parse("Сафина").unwrap(),
        given: NamePart::parse("Амина").unwrap(),
        patronymic: Some(NamePart::parse("Рашидовна").unwrap()),
        phone: Phone::parse(phone).unwrap(),
        email: Email::parse(email).unwrap(),
        sex: None,
        birth_date: Some(BirthDate::parse("14.08.1987").unwrap()),
        birth_place: None,
        citizenship: None,
        passport: None,
        snils: None,
        inn: None,
        address: Some(Address {
            region: "Рязанская область".to_owned(),
            district: None,
            city: "Касимов".to_owned(),
            street: Some("Набережная".to_owned()),
            house: "8".to_owned(),
            flat: Some("21".to_owned()),
            postcode: None,
        }),
    }
}

/// A 4 × 4 picture.
pub(crate) const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x04, 0x08, 0x02, 0x00, 0x00, 0x00, 0x26, 0x93, 0x09,
    0x29, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x38, 0x51, 0xa1, 0x01,
    0x47, 0x0c, 0xc4, 0x71, 0x00, 0x53, 0x52, 0x16, 0x81, 0x19, 0xaa, 0x0e, 0xcf, 0x00, 0x00, 0x00,
    0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
pub(crate) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

/// A browser with one cookie.
#[derive(Clone)]
pub(crate) struct Browser<'a> {
    house: &'a House,
    cookie: String,
    pub(crate) id: Uuid,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The page with plain spaces, as a person reads it.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body)
            .replace('\u{a0}', " ")
            .replace('\u{2011}', "-")
    }

    pub(crate) fn to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "no «{text}» in {}", self.text());
        self
    }

    #[track_caller]
    pub(crate) fn keeps_quiet_of(&self, text: &str) -> &Self {
        assert!(!self.text().contains(text), "«{text}» in {}", self.text());
        self
    }

    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        // A text without words would show its id.
        assert!(!self.text().contains('⟦'), "{}", self.text());
        self
    }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    let one = |text: &str| -> String {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(k, v)| format!("{}={}", one(k), one(v)))
        .collect();
    pairs.join("&")
}

pub(crate) struct File<'a> {
    pub(crate) field: &'a str,
    pub(crate) name: &'a str,
    pub(crate) content: &'a [u8],
}

pub(crate) fn multipart(pairs: &[(&str, &str)], files: &[File<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend(
            format!("--OKNO\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    for file in files {
        body.extend(
            format!(
                "--OKNO\r\ncontent-disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
                 content-type: image/png\r\n\r\n",
                file.field, file.name
            )
            .bytes(),
        );
        body.extend(file.content);
        body.extend(b"\r\n");
    }
    body.extend(b"--OKNO--\r\n");
    body
}

impl Browser<'_> {
    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, "ru")
            .header("sec-fetch-site", "same-origin")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let path = path.split('#').next().unwrap();
        self.ask(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(encoded(pairs))).unwrap())
            .await
    }

    pub(crate) async fn upload(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=OKNO");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// Begins a draft; its address.
    pub(crate) async fn begin(&self) -> String {
        self.post(&format!("/applications/new/{}", service()), &[])
            .await
            .to()
    }

    /// Fills a draft in whole.
    pub(crate) async fn fill(&self, base: &str) {
        let body = multipart(
            &[("purpose", "medical")],
            &[File {
                field: "attachment",
                name: "полис.png",
                content: PNG,
            }],
        );
        let answer = self.upload(&format!("{base}/card"), body).await;
        assert_eq!(answer.to(), format!("{base}/contacts"));
        let pairs = [
            ("phone", "8 900 555 02 58"),
            ("email", "Karta@Pochta.example"),
        ];
        let answer = self.post(&format!("{base}/contacts"), &pairs).await;
        assert_eq!(answer.to(), format!("{base}/check"));
    }

    /// Ticks the consent and reads the code.
    pub(crate) async fn tick(&self, base: &str) -> String {
        let answer = self
            .post(&format!("{base}/check"), &[("consent", "yes")])
            .await;
        assert_eq!(answer.to(), format!("{base}/send"));
        self.house.code().await
    }

    /// From nothing to a sent application; its address.
    /// Decides a case that this official holds.
    pub(crate) async fn decide(&self, base: &str, fields: &[(&str, &str)]) {
        let path = format!("{}/decide", at_desk(base));
        self.post(&path, fields).await.to();
    }

    pub(crate) async fn apply(&self) -> String {
        let base = self.begin().await;
        self.fill(&base).await;
        let code = self.tick(&base).await;
        let answer = self.post(&format!("{base}/send"), &[("code", &code)]).await;
        assert_eq!(answer.to(), format!("{base}?done=sent"));
        base
    }
}

pub(crate) fn id_in(base: &str) -> Uuid {
    base.rsplit('/').next().unwrap().parse().unwrap()
}

/// The address of the same case at the desk.
pub(crate) fn at_desk(base: &str) -> String {
    format!("/work/cases/{}", id_in(base))
}
