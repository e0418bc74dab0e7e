//! The portal with this department and accounts, an outside played by the
//! stand, and browsers.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Path as Segment;
use axum::http::{Request, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use okno_accounts::{Accounts, Level, Passport, Person, StaffPerson};
use okno_gateways::{Gateways, Settings};
use okno_notifications::Notifications;
use okno_papers::Papers;
use okno_proofing::{Proofing, RemoteSettings, SignatureSettings};
use okno_requisites::{
    Address, BirthDate, Citizenship, DivisionCode, DocDate, Email, Inn, NamePart, OsChance,
    PassportNumber, Phone, Sex, Snils,
};
use okno_store::testing::TestDb;
use okno_store::{Actor, Db, Engine, Worker};
use okno_web::assets::Assets;
use okno_web::{Fault, Lang, Portal, Subject, Visitor, Words};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

pub struct House {
    pub store: TestDb,
    pub accounts: Accounts,
    pub proofing: Proofing,
    pub worker: std::sync::Arc<Worker>,
    router: Router,
    stand: String,
    client: reqwest::Client,
    stop: CancellationToken,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn enter(visitor: Visitor, subject: Subject) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_in(&mut tx, subject).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

async fn as_citizen(visitor: Visitor, Segment(id): Segment<Uuid>) -> Result<Response, Fault> {
    enter(visitor, Subject::Citizen(id)).await
}

async fn as_staff(visitor: Visitor, Segment(id): Segment<Uuid>) -> Result<Response, Fault> {
    enter(visitor, Subject::Staff(id)).await
}

impl House {
    pub async fn build(engine: Engine) -> Self {
        Self::with(engine, false).await
    }

    /// With the stand's certification authority as the one that is trusted.
    pub async fn signing(engine: Engine) -> Self {
        let house = Self::with(engine, true).await;
        house.proofing.tend().await.unwrap();
        house.drain().await;
        house
    }

    async fn with(engine: Engine, signing: bool) -> Self {
        let steps = [
            okno_web::MIGRATIONS,
            okno_notifications::MIGRATIONS,
            okno_issuance::MIGRATIONS,
            okno_accounts::MIGRATIONS,
            okno_papers::MIGRATIONS,
            okno_appointments::MIGRATIONS,
            okno_proofing::MIGRATIONS,
        ];
        let store = okno_store::testing::open(engine, &steps).await.unwrap();
        let stop = CancellationToken::new();
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let config = okno_stand::Config {
            http: any,
            smtp: any,
            portal_url: "https://okno.example".to_owned(),
            seed: 1,
            crowd: okno_stand::CROWD,
        };
        let running = okno_stand::run(config, stop.clone()).await.unwrap();
        let stand = format!("http://{}", running.http_addr);
        let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
        let secrets = okno_stand::BANKS.map(|bank| (bank.to_owned(), okno_stand::KEY.to_owned()));
        let banks = okno_proofing::bank_access(&services, &stand, &secrets.into()).unwrap();
        let settings = Settings {
            banks,
            registries_url: stand.clone(),
            registries_key: okno_stand::KEY.to_owned(),
            sms_url: stand.clone(),
            sms_key: okno_stand::KEY.to_owned(),
            smtp_url: format!("smtp://{}", running.smtp_addr),
            post_url: stand.clone(),
            post_key: okno_stand::KEY.to_owned(),
            // Long: on a busy machine nothing is to fail that would have come.
            deadline: Duration::from_secs(10),
            ..Settings::default()
        };
        let gateways = Gateways::new(settings, store.db.clock_arc()).unwrap();
        let words = Words::load(&[
            okno_requisites::LOCALES,
            okno_web::LOCALES,
            okno_notifications::LOCALES,
            okno_issuance::LOCALES,
            okno_accounts::LOCALES,
            okno_papers::LOCALES,
            okno_appointments::LOCALES,
            okno_proofing::LOCALES,
        ])
        .unwrap();
        let settings = okno_web::Settings {
            public_url: "https://okno.example".to_owned(),
            requests_per_second: 0,
            ..okno_web::Settings::default()
        };
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist");
        let assets = Assets::load(&dist).unwrap_or_default();
        let portal = Portal::new(store.db.clone(), words, assets, settings).unwrap();
        let accounts = Accounts::new(portal.clone(), 1).unwrap();
        portal.set_people(std::sync::Arc::new(accounts.clone()));
        let press = okno_issuance::Press::new(&dist.join("fonts"), 2).unwrap();
        let mut proofing = Proofing::new(portal.clone(), gateways.clone(), &services)
            .unwrap()
            .with_press(press)
            .with_remote(
                RemoteSettings {
                    // Closed on Sundays, for the test that waits for one.
                    hours: "mon-sat 00:00-24:00".to_owned(),
                    ..RemoteSettings::default()
                },
                okno_web::upload::Darkroom::new(2),
            )
            .unwrap();
        if signing {
            proofing = proofing.with_signatures(trusted(&stand).await).unwrap();
        }
        accounts.add_on_profile_saved(proofing.on_profile_saved());
        accounts.set_introduces(proofing.introduces());
        accounts.add_section(10, proofing.section());
        let darkroom = okno_web::upload::Darkroom::new(2);
        let papers = Papers::new(portal.clone(), gateways.clone(), darkroom, &services).unwrap();
        papers.set_profile(proofing.documents());
        accounts.add_holdings(std::sync::Arc::new(papers.clone()));
        accounts.add_holdings(std::sync::Arc::new(proofing.clone()));
        let mut worker = Worker::new(store.db.clone());
        papers.register_jobs(&mut worker);
        proofing.register_jobs(&mut worker);
        Notifications::new(portal.clone(), gateways).register_jobs(&mut worker);
        let part = proofing.section();
        let section = get(move |visitor: Visitor| async move {
            let id = visitor.citizen()?;
            let found = okno_accounts::find(visitor.db(), id).await?;
            let (account, person) = found.ok_or(Fault::NotFound)?;
            let html = part.draw(&visitor, &account, &person).await?;
            Ok::<_, Fault>(Html(html.unwrap_or_default()).into_response())
        });
        let appointments = okno_appointments::Appointments::new(portal.clone(), &services).unwrap();
        appointments.set_gate("identity", proofing.gate());
        appointments.register_jobs(&mut worker);
        accounts.add_holdings(std::sync::Arc::new(appointments.clone()));
        let pages = proofing
            .router()
            .merge(accounts.router())
            .merge(appointments.router())
            .merge(papers.router())
            .route("/test/citizen/{id}", get(as_citizen))
            .route("/test/staff/{id}", get(as_staff))
            .route("/test/section", section);
        let router = okno_web::server::assemble(&portal, pages, None);
        Self {
            store,
            accounts,
            proofing,
            worker: std::sync::Arc::new(worker),
            router,
            stand,
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            stop,
        }
    }

    pub fn db(&self) -> &Db {
        &self.store.db
    }

    pub fn wait(&self, by: SignedDuration) {
        self.store.clock.advance(by);
    }

    pub async fn drain(&self) -> usize {
        self.worker.drain().await.unwrap()
    }

    /// JSON of the stand.
    pub async fn ask(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.stand);
        let answer = self.client.get(url).send().await.unwrap();
        answer.json().await.unwrap()
    }

    /// Tells the stand something; gives its answer.
    pub async fn tell(&self, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.stand);
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        let good = answer.status().is_success();
        let told = answer.json().await.unwrap();
        assert!(good, "{path}: {told}");
        told
    }

    pub async fn fault(&self, system: &str, mode: &str) {
        self.fault_late(system, mode, 0).await;
    }

    pub async fn fault_late(&self, system: &str, mode: &str, latency_ms: u64) {
        let url = format!("{}/api/faults", self.stand);
        let body = json!({ "system": system, "mode": mode, "latency_ms": latency_ms });
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{mode}: {answer:?}");
    }

    /// The letters on paper that the post has, oldest first.
    pub async fn parcels(&self) -> Vec<Value> {
        let list = self.ask("/api/letters").await;
        list.as_array().unwrap().clone()
    }

    /// What is printed on the pages of a letter; `pdftotext` comes with poppler-utils.
    pub async fn read_parcel(&self, track: &str) -> String {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let url = format!("{}/api/letters/{track}/pdf", self.stand);
        let pdf = self.client.get(url).send().await.unwrap();
        let pdf = pdf.bytes().await.unwrap();
        let mut tool = Command::new("pdftotext")
            .args(["-layout", "-", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("pdftotext is needed for this test");
        tool.stdin.take().unwrap().write_all(&pdf).unwrap();
        let out = tool.wait_with_output().unwrap();
        plain(&String::from_utf8_lossy(&out.stdout))
    }

    /// Something happens to a letter now, by the clock of the test.
    pub async fn post_tells(&self, track: &str, step: &str, document: Option<&str>) {
        let url = format!("{}/api/letters/{track}", self.stand);
        let at = self.db().now().as_millisecond();
        let body = json!({ "step": step, "at": at, "document": document });
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{step}: {answer:?}");
    }

    /// Sets how the stand's banks behave; their clock is set to the portal's.
    pub async fn banks(&self, twist: &str) {
        let at = self.db().now().as_millisecond();
        self.post("/api/banks", &json!({ "twist": twist, "at_ms": at }))
            .await;
    }

    /// A person at the bank: what they decide at this address; where they are sent back
    /// to. Where the bank wants a mobile password, it is the right one.
    pub async fn at_bank(&self, url: &str, person: &str, decision: &str) -> String {
        let answer = self.decide_at_bank(url, person, decision, &[]).await;
        let Err(ticket) = answer else {
            return answer.unwrap();
        };
        let password = self.mobile_password(person).await;
        let more = [("ticket", ticket.as_str()), ("password", &password)];
        let answer = self.decide_at_bank(url, person, decision, &more).await;
        answer.expect("the right password is not taken")
    }

    /// The newest mobile password of a bank.
    pub async fn mobile_password(&self, person: &str) -> String {
        let sms = self.sms(&self.person(person).await).await;
        let mark = "мобильный пароль ";
        let last = sms.iter().rfind(|sms| sms.contains(mark));
        let (_, rest) = last.expect("no password").split_once(mark).unwrap();
        rest.chars().take(5).collect()
    }

    /// One step at the bank: where the person is sent back to, or the ticket of the page
    /// that asks for a mobile password.
    pub async fn decide_at_bank(
        &self,
        url: &str,
        person: &str,
        decision: &str,
        more: &[(&str, &str)],
    ) -> Result<String, String> {
        let page = self.client.get(url).send().await.unwrap();
        assert!(page.status().is_success(), "{page:?}");
        let text = page.text().await.unwrap();
        assert!(text.contains("имитация") || text.contains("imitation"));
        let url = reqwest::Url::parse(url).unwrap();
        let mut form: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        form.push(("person".to_owned(), person.to_owned()));
        form.push(("decision".to_owned(), decision.to_owned()));
        for (name, value) in more {
            form.push(((*name).to_owned(), (*value).to_owned()));
        }
        let mut to = url.clone();
        to.set_query(None);
        let answer = self.client.post(to).form(&form).send().await.unwrap();
        let Some(back) = answer.headers().get("location").cloned() else {
            let page = answer.text().await.unwrap();
            let (_, rest) = page.split_once("name=\"ticket\" value=\"").expect(&page);
            return Err(rest.split('"').next().unwrap().to_owned());
        };
        let back = back.to_str().unwrap();
        let path = back.strip_prefix("https://okno.example");
        Ok(path.expect(back).to_owned())
    }

    pub fn stand_url(&self, path: &str) -> String {
        format!("{}{path}", self.stand)
    }

    async fn post(&self, path: &str, body: &Value) {
        let url = format!("{}{path}", self.stand);
        let answer = self.client.post(url).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{body}: {answer:?}");
    }

    /// How often each registry was asked: МВД, СФР, ФНС.
    pub async fn calls(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for (count, system) in counts.iter_mut().zip(["mvd", "sfr", "fns"]) {
            let calls = self.ask(&format!("/api/calls?system={system}")).await;
            *count = calls.as_array().unwrap().len();
        }
        counts
    }

    /// Texts of the SMS that came to a person.
    pub async fn sms(&self, person: &Person) -> Vec<String> {
        let phone = person.phone.as_str().replace('+', "%2B");
        texts(&self.ask(&format!("/api/sms?phone={phone}")).await, "text")
    }

    /// Subjects and bodies of the letters that came to a person.
    pub async fn letters(&self, person: &Person) -> Vec<(String, String)> {
        let to = person.email.as_str();
        let letters = self.ask(&format!("/api/mail?to={to}")).await;
        let subjects = texts(&letters, "subject");
        subjects.into_iter().zip(texts(&letters, "text")).collect()
    }

    /// A person of the stand.
    pub async fn person(&self, id: &str) -> Person {
        known(&self.ask(&format!("/api/people/{id}")).await)
    }

    /// A person of the stand with an account: simplified, the profile empty.
    pub async fn settle(&self, id: &str) -> (Uuid, Person) {
        let whole = self.person(id).await;
        let bare = Person {
            sex: None,
            birth_date: None,
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: None,
            inn: None,
            address: None,
            ..whole.clone()
        };
        let hasher = self.accounts.hasher();
        let password = hasher.hash("Okno-2026!", &OsChance).await.unwrap();
        let mut tx = self.db().begin().await.unwrap();
        let account = okno_accounts::create(&mut tx, &bare, &password, Lang::Ru)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        (account.id, whole)
    }

    /// A person of the stand, without an account.
    pub async fn somebody(&self, id: &str) -> Person {
        known(&self.ask(&format!("/api/people/{id}")).await)
    }

    /// What the profile's form does when it is saved.
    pub async fn save(&self, id: Uuid, after: &Person) {
        let mut tx = self.db().begin().await.unwrap();
        let (account, before) = okno_accounts::find_locked(&mut tx, id).await.unwrap();
        okno_accounts::save_person(&mut tx, &account, after)
            .await
            .unwrap();
        let hook = self.proofing.on_profile_saved();
        hook.saved(&mut tx, &account, &before, after, Actor::Citizen(id))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A person whose data the registries have found right.
    pub async fn standard(&self, id: &str) -> (Uuid, Person) {
        let (account, person) = self.settle(id).await;
        self.save(account, &person).await;
        self.drain().await;
        assert_eq!(self.level(account).await, (Level::Standard, None));
        (account, person)
    }

    pub async fn level(&self, id: Uuid) -> (Level, Option<String>) {
        let (account, _) = okno_accounts::find(self.db(), id).await.unwrap().unwrap();
        (account.level, account.method)
    }

    pub async fn staff(&self, login: &str, role: &str) -> Uuid {
        self.staff_at(login, role, "kasimov-sobornaya").await
    }

    pub async fn staff_at(&self, login: &str, role: &str, unit: &str) -> Uuid {
        let person = StaffPerson {
            login: login.to_owned(),
            name: format!("{login} Ольга Викторовна"),
            place: "Центр на Соборной".to_owned(),
            email: None,
        };
        let password = self
            .accounts
            .hasher()
            .hash("Okno-2026!", &OsChance)
            .await
            .unwrap();
        let mut tx = self.db().begin().await.unwrap();
        let id = okno_accounts::create_staff(&mut tx, &person, &password, None, unit, &[role])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn citizen(&self, id: Uuid) -> Browser {
        self.browser(&format!("/test/citizen/{id}")).await
    }

    pub async fn auditor(&self, login: &str) -> Browser {
        let id = self.staff(login, "auditor").await;
        self.browser(&format!("/test/staff/{id}")).await
    }

    pub async fn operator(&self, login: &str) -> (Uuid, Browser) {
        let id = self.staff(login, "operator").await;
        (id, self.browser(&format!("/test/staff/{id}")).await)
    }

    /// An operator of this office.
    pub async fn operator_at(&self, login: &str, unit: &str) -> Browser {
        let id = self.staff_at(login, "operator", unit).await;
        self.browser(&format!("/test/staff/{id}")).await
    }

    pub async fn browser(&self, door: &str) -> Browser {
        let mut browser = self.stranger();
        let page = browser.get(door).await;
        browser.keep(&page);
        assert!(!browser.cookie.is_empty(), "{door}");
        browser
    }

    pub fn stranger(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookie: String::new(),
            lang: "ru",
        }
    }

    /// The portal on a port of its own, for what is more than a request and an answer.
    pub async fn listen(&self) -> SocketAddr {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = tokio::net::TcpListener::bind(any).await.unwrap();
        let at = listener.local_addr().unwrap();
        let (router, stop) = (self.router.clone(), self.stop.clone());
        tokio::spawn(okno_web::server::serve(listener, router, stop));
        at
    }

    /// What the owner reads of who looked: «operator paper», each once, in order.
    pub async fn looks(&self, owner: Uuid) -> Vec<String> {
        let all = okno_accounts::looks::of_owner(self.db(), owner, 100, 0).await;
        let all = all.unwrap().into_iter();
        let mut looks: Vec<String> = all.map(|l| format!("{} {}", l.role, l.what)).collect();
        looks.sort();
        looks.dedup();
        looks
    }

    pub async fn acts(&self, owner: Uuid) -> Vec<String> {
        let lines = okno_store::journal::of_owner(self.db(), owner, 100)
            .await
            .unwrap();
        lines.into_iter().map(|line| line.act).collect()
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        self.db()
            .row(sql, vec![])
            .await
            .unwrap()
            .unwrap()
            .get("n")
            .unwrap()
    }
}

/// The roots and lists that the stand publishes.
async fn trusted(stand: &str) -> SignatureSettings {
    let roots = reqwest::get(format!("{stand}/signature/roots.pem")).await;
    let roots = roots.unwrap().text().await.unwrap();
    let houses = if roots.matches("BEGIN").count() == 2 {
        &["rsa", "gost"][..]
    } else {
        &["rsa"]
    };
    let lists = houses
        .iter()
        .map(|house| format!("{stand}/signature/lists/{house}.crl"));
    // Read at once, so the folder need not last.
    let folder = tempfile::tempdir().unwrap().keep();
    std::fs::write(folder.join("stand.pem"), roots).unwrap();
    SignatureSettings {
        roots: Some(folder),
        lists: lists.collect(),
        keeps_hours: 24,
        at_once: 2,
    }
}

fn texts(list: &Value, name: &str) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|item| plain(item[name].as_str().unwrap_or_default()))
        .collect()
}

/// Without the typography: no-break spaces and hyphens are plain ones.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('\u{2011}', "-")
}

fn known(known: &Value) -> Person {
    let text = |name: &str| known[name].as_str().unwrap_or_default();
    Person {
        surname: NamePart::parse(text("surname")).unwrap(),
        given: NamePart::parse(text("name")).unwrap(),
        patronymic: NamePart::parse(text("patronymic")).ok(),
        phone: Phone::parse(text("phone")).unwrap(),
        email: Email::parse(text("email")).unwrap(),
        sex: Some(Sex::parse(text("sex")).unwrap()),
        birth_date: Some(BirthDate::parse(text("birth_date")).unwrap()),
        birth_place: Some(text("birth_place").to_owned()),
        citizenship: Some(Citizenship::parse(text("citizenship")).unwrap()),
        passport: Some(Passport {
            number: PassportNumber::parse(text("passport_number")).unwrap(),
            issued_by: text("passport_issued_by").to_owned(),
            issued_on: DocDate::parse(text("passport_issued_on")).unwrap(),
            division: DivisionCode::parse(text("division_code")).unwrap(),
        }),
        snils: Some(Snils::parse(text("snils")).unwrap()),
        inn: Inn::parse(text("inn")).ok(),
        address: Some(serde_json::from_value::<Address>(known["address"].clone()).unwrap()),
    }
}

/// Keeps its session; takes no scripts.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookie: String,
    pub lang: &'static str,
}

pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    /// `name=value` of each cookie that was set.
    cookies: Vec<String>,
    /// What the page may use.
    pub permissions: String,
}

impl Page {
    /// The page says each of these.
    #[track_caller]
    pub fn says(&self, parts: &[&str]) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
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

    #[track_caller]
    pub fn goes(&self, to: &str) -> &Self {
        assert_eq!(
            (self.status, self.location.as_str()),
            (StatusCode::SEE_OTHER, to)
        );
        self
    }
}

impl Browser {
    /// Takes the cookies of a page.
    pub fn keep(&mut self, page: &Page) {
        for set in &page.cookies {
            let name = format!("{}=", set.split('=').next().unwrap_or_default());
            let mut kept: Vec<&str> = self.cookie.split("; ").collect();
            kept.retain(|one| !one.is_empty() && !one.starts_with(&name));
            if *set != name {
                kept.push(set);
            }
            self.cookie = kept.join("; ");
        }
    }

    /// Opens a page and keeps the cookies that it sets.
    pub async fn walk(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        self.keep(&page);
        page
    }

    /// Sends a form and keeps the cookies that its answer sets.
    pub async fn fill(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        let page = self.post(path, form).await;
        self.keep(&page);
        page
    }

    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), String::new()).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let url = reqwest::Url::parse_with_params("http://x/", form).unwrap();
        let body = url.query().unwrap_or_default().to_owned();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body).await
    }

    /// A form with files, as a browser sends it.
    pub async fn post_files(
        &self,
        path: &str,
        form: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in form {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend(value.as_bytes());
            body.extend(b"\r\n");
        }
        for (name, content) in files {
            let file = if content.is_empty() { "" } else { "file.bin" };
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body).await
    }

    /// A file as it is, without the typography taken out.
    pub async fn download(&self, path: &str) -> Vec<u8> {
        let request = Request::get(path)
            .header(header::COOKIE, &self.cookie)
            .body(Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let body = response.into_body().collect().await.unwrap();
        body.to_bytes().to_vec()
    }

    async fn send(&self, request: axum::http::request::Builder, body: impl Into<Body>) -> Page {
        let request = request
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, self.lang)
            .body(body.into())
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
        let set = response.headers().get_all(header::SET_COOKIE).iter();
        let cookies = set
            .map(|cookie| cookie.to_str().unwrap().split(';').next())
            .map(|cookie| cookie.unwrap_or_default().to_owned())
            .collect();
        let permissions = head(header::HeaderName::from_static("permissions-policy"));
        let permissions = permissions.unwrap_or_default();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let text = plain(&String::from_utf8_lossy(&body));
        Page {
            status,
            location,
            text,
            cookies,
            permissions,
        }
    }
}
