//! The portal with this department; messages are caught by a worker of the test.

use std::sync::{Arc, Mutex};

use axum::Router;
use jiff::SignedDuration;
use okno_accounts::{Account, Accounts, Level, Passport, Person, StaffPerson};
use okno_requisites::{
    Address, BirthDate, Citizenship, DivisionCode, DocDate, Email, NamePart, PassportNumber, Phone,
    Sex, Snils,
};
use okno_store::jobs::Policy;
use okno_store::testing::TestDb;
use okno_store::{Actor, Engine, Migration, Worker};
use okno_web::assets::Assets;
use okno_web::{Lang, Portal, Settings, Words};
use serde_json::Value;
use uuid::Uuid;

use crate::browser::{Browser, Seen};

pub const PASSWORD: &str = "Слон-3гуляет!";

/// An SMS or a letter: to whom, subject, text.
#[derive(Debug, Clone)]
pub struct Caught {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The text to the letter, with its spaces and hyphens.
    pub raw: String,
    /// Path of the button, if any.
    pub link: String,
    /// Path that ends letters of news, if it is one.
    pub unsubscribe: String,
}

pub struct House {
    pub store: TestDb,
    pub portal: Portal,
    pub accounts: Accounts,
    pub router: Router,
    worker: Worker,
    sms: Arc<Mutex<Vec<Caught>>>,
    calls: Arc<Mutex<Vec<Caught>>>,
    mail: Arc<Mutex<Vec<Caught>>>,
}

/// Forms of registration, to change a field of.
pub const FORM: [(&str, &str); 7] = [
    ("surname", "Сафина"),
    ("name", "Амина"),
    ("patronymic", "Рашидовна"),
    ("phone", "8 (900) 555-01-47"),
    ("email", "amina.safina@pochta.example"),
    ("consent", "yes"),
    ("agreement", "yes"),
];

pub fn with<'a>(
    form: &[(&'a str, &'a str)],
    changes: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    form.iter()
        .map(|(name, value)| {
            let changed = changes.iter().find(|(n, _)| n == name);
            (*name, changed.map_or(*value, |(_, v)| *v))
        })
        .collect()
}

fn clean(value: &Value, name: &str) -> String {
    let text = value.get(name).and_then(Value::as_str).unwrap_or_default();
    text.replace('\u{a0}', " ").replace('\u{2011}', "-")
}

fn settings() -> Settings {
    Settings {
        public_url: "https://okno.example".to_owned(),
        requests_per_second: 0,
        behind_proxy: true,
        ..Settings::default()
    }
}

impl House {
    pub async fn build(engine: Engine) -> Self {
        Self::with(engine, &[], &[], |_, _| Router::new()).await
    }

    /// With another public address.
    pub async fn build_at(engine: Engine, public_url: &str) -> Self {
        let settings = Settings {
            public_url: public_url.to_owned(),
            ..settings()
        };
        Self::made(engine, settings, &[], &[], |_, _| Router::new()).await
    }

    /// With passwords of so many characters at most.
    pub async fn build_for_passwords(engine: Engine, password_max: usize) -> Self {
        let settings = Settings {
            password_max,
            ..settings()
        };
        Self::made(engine, settings, &[], &[], |_, _| Router::new()).await
    }

    /// With so many codes an hour for all strangers together.
    pub async fn build_sparing(engine: Engine, codes_per_hour: i64) -> Self {
        let settings = Settings {
            codes_per_hour,
            ..settings()
        };
        Self::made(engine, settings, &[], &[], |_, _| Router::new()).await
    }

    /// With one more department: its tables, words and pages.
    pub async fn with(
        engine: Engine,
        tables: &[&[Migration]],
        words: &[[(&'static str, &'static str); 2]],
        pages: impl FnOnce(&Portal, &Accounts) -> Router,
    ) -> Self {
        Self::made(engine, settings(), tables, words, pages).await
    }

    async fn made(
        engine: Engine,
        settings: Settings,
        tables: &[&[Migration]],
        words: &[[(&'static str, &'static str); 2]],
        pages: impl FnOnce(&Portal, &Accounts) -> Router,
    ) -> Self {
        let own = [
            okno_web::MIGRATIONS,
            okno_notifications::MIGRATIONS,
            okno_accounts::MIGRATIONS,
        ];
        let steps = [&own[..], tables].concat();
        let store = okno_store::testing::open(engine, &steps).await.unwrap();
        let own = [
            okno_requisites::LOCALES,
            okno_web::LOCALES,
            okno_notifications::LOCALES,
            okno_accounts::LOCALES,
        ];
        let words = Words::load(&[&own[..], words].concat()).unwrap();
        let portal = Portal::new(store.db.clone(), words, Assets::default(), settings).unwrap();
        let accounts = Accounts::new(portal.clone(), 2).unwrap();
        portal.set_people(Arc::new(accounts.clone()));
        let pages = accounts.router().merge(pages(&portal, &accounts));
        let router = okno_web::server::assemble(&portal, pages, None);
        let mut worker = Worker::new(store.db.clone());
        accounts.register_jobs(&mut worker);
        let caught = || Arc::new(Mutex::new(Vec::new()));
        let (sms, calls, mail) = (caught(), caught(), caught());
        for (kind, to, text, caught) in [
            ("notify.sms", "phone", "text", sms.clone()),
            ("notify.voice", "phone", "text", calls.clone()),
            ("notify.mail", "email", "body", mail.clone()),
        ] {
            worker.handle(kind, Policy::default(), move |job| {
                let caught: Arc<Mutex<Vec<Caught>>> = caught.clone();
                async move {
                    let value: Value = job.payload()?;
                    caught.lock().unwrap().push(Caught {
                        to: clean(&value, to),
                        subject: clean(&value, "subject"),
                        text: clean(&value, text),
                        raw: value[text].as_str().unwrap_or_default().to_owned(),
                        link: value["link"].as_str().unwrap_or_default().to_owned(),
                        unsubscribe: clean(&value, "unsubscribe"),
                    });
                    Ok(())
                }
            });
        }
        Self {
            store,
            portal,
            accounts,
            router,
            worker,
            sms,
            calls,
            mail,
        }
    }

    /// One more department's jobs, where this house is that of another crate's tests.
    #[allow(dead_code)]
    pub fn employ(&mut self, jobs: impl FnOnce(&mut Worker)) {
        jobs(&mut self.worker);
    }

    /// Runs the jobs that are due.
    pub async fn work(&self) {
        self.worker.drain().await.unwrap();
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    pub fn later(&self, by: SignedDuration) {
        self.store.clock.advance(by);
    }

    /// Messages sent since the last look.
    pub async fn sms(&self) -> Vec<Caught> {
        self.work().await;
        std::mem::take(&mut *self.sms.lock().unwrap())
    }

    /// What was said in calls since the last look.
    pub async fn calls(&self) -> Vec<Caught> {
        self.work().await;
        std::mem::take(&mut *self.calls.lock().unwrap())
    }

    /// Letters sent since the last look.
    pub async fn mail(&self) -> Vec<Caught> {
        self.work().await;
        std::mem::take(&mut *self.mail.lock().unwrap())
    }

    pub async fn sms_code(&self) -> String {
        code_in(self.sms().await.last().expect("no SMS"))
    }

    pub async fn mail_code(&self) -> String {
        code_in(self.mail().await.last().expect("no letter"))
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        let row = self.store.db.row(sql, vec![]).await.unwrap().unwrap();
        row.get("n").unwrap()
    }

    /// How many lines of the journal say this.
    pub async fn told(&self, act: &str) -> usize {
        let lines = okno_store::journal::latest(&self.store.db, 1000)
            .await
            .unwrap();
        lines.iter().filter(|line| line.act == act).count()
    }

    /// Registers as far as the password page.
    pub async fn confirm_contacts(&self, browser: &mut Browser, form: &[(&str, &str)]) {
        browser
            .post("/register/simple", form)
            .await
            .leads("/register/simple/phone");
        let code = self.sms_code().await;
        let page = browser
            .post("/register/simple/phone", &[("code", &code)])
            .await;
        page.leads("/register/simple/email");
        let code = self.mail_code().await;
        let page = browser
            .post("/register/simple/email", &[("code", &code)])
            .await;
        page.leads("/register/simple/password");
    }

    /// Registers and signs in.
    pub async fn register(&self, browser: &mut Browser, form: &[(&str, &str)]) -> Seen {
        self.confirm_contacts(browser, form).await;
        let fields = [("password", PASSWORD), ("repeat", PASSWORD)];
        let page = browser.post("/register/simple/password", &fields).await;
        page.leads("/register/done");
        self.sms().await;
        self.mail().await;
        page
    }

    /// Signs the n-th person in, by a code as well where one is asked for.
    pub async fn sign_in(&self, browser: &mut Browser, n: u32) {
        let mail = format!("amina{n}@pochta.example");
        let fields = [("login", mail.as_str()), ("password", PASSWORD)];
        let page = browser.post("/login", &fields).await;
        if page.to() == "/login/step/sms" {
            let code = self.sms_code().await;
            let page = browser.post(page.to(), &[("code", &code)]).await;
            page.leads("/cabinet");
        } else {
            page.leads("/cabinet");
        }
    }

    /// An account made without pages.
    pub async fn account(&self, person: &Person, level: Level) -> Account {
        let db = &self.store.db;
        let hasher = self.accounts.hasher();
        let hashed = hasher.hash(PASSWORD, db.chance()).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let account = okno_accounts::create(&mut tx, person, &hashed, Lang::Ru)
            .await
            .unwrap();
        if level > Level::Simplified {
            let id = account.id;
            okno_accounts::set_level(&mut tx, id, level, None, Actor::System)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        okno_accounts::find(db, account.id)
            .await
            .unwrap()
            .unwrap()
            .0
    }

    /// Gives an official an e-mail.
    pub async fn staff_email(&self, id: Uuid, email: &str) {
        let db = &self.store.db;
        let all = okno_accounts::all_staff(db).await.unwrap();
        let mut person = all.into_iter().find(|one| one.id == id).unwrap().person;
        person.email = Some(Email::parse(email).unwrap());
        let mut tx = db.begin().await.unwrap();
        let sealed = tx.seal("staff", "person", id, &person);
        let sql = "update staff set person = $2 where id = $1";
        tx.exec(sql, okno_store::args![id, sealed]).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn official(&self, login: &str, role: &str) -> Uuid {
        let db = &self.store.db;
        let hashed = self
            .accounts
            .hasher()
            .hash(PASSWORD, db.chance())
            .await
            .unwrap();
        let person = StaffPerson {
            login: login.to_owned(),
            name: "Хакимов Ильдар Маратович".to_owned(),
            place: "Центр на Соборной".to_owned(),
            email: None,
        };
        let mut tx = db.begin().await.unwrap();
        let id = okno_accounts::create_staff(&mut tx, &person, &hashed, None, "centre-1", &[role])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }
}

/// An official of this role, signed in.
pub async fn entered(house: &House, login: &str, role: &str) -> (Uuid, Browser) {
    let id = house.official(login, role).await;
    let mut browser = house.browser();
    let fields = [("login", login), ("password", PASSWORD)];
    browser
        .post("/work/login", &fields)
        .await
        .leads("/work/login/setup");
    let (_, secret) = app_secret(&browser.get("/work/login/setup").await);
    let code = app_code(house, &secret);
    let page = browser.post("/work/login/setup", &[("code", &code)]).await;
    page.is(303);
    (id, browser)
}

pub fn code_in(message: &Caught) -> String {
    let digits: String = message
        .raw
        .chars()
        .filter(char::is_ascii_digit)
        .take(6)
        .collect();
    assert_eq!(digits.len(), 6, "no code in {message:?}");
    digits
}

/// The secret that a page shows for an authenticator app: as shown, and its bytes.
pub fn app_secret(page: &Seen) -> (String, Vec<u8>) {
    let mark = "okno-num okno-strong\">";
    let at = page.text.find(mark).unwrap() + mark.len();
    let shown: String = page.text[at..].split('<').next().unwrap().replace(' ', "");
    let secret = data_encoding::BASE32_NOPAD
        .decode(shown.as_bytes())
        .unwrap();
    assert_eq!(secret.len(), 20);
    (shown, secret)
}

/// What an authenticator app shows now.
pub fn app_code(house: &House, secret: &[u8]) -> String {
    let secret: [u8; 20] = secret.try_into().unwrap();
    let now = u64::try_from(house.store.db.now().as_second()).unwrap();
    let app = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    app.generate(now).to_string()
}

/// Amina; another number makes another person.
pub fn person(n: u32) -> Person {
    Person {
        surname: NamePart::parse("Сафина").unwrap(),
        given: NamePart::parse("Амина").unwrap(),
        patronymic: Some(NamePart::parse("Рашидовна").unwrap()),
        phone: Phone::parse(&format!("+7900555{:04}", 147 + n)).unwrap(),
        email: Email::parse(&format!("amina{n}@pochta.example")).unwrap(),
        sex: None,
        birth_date: None,
        birth_place: None,
        citizenship: None,
        passport: None,
        snils: None,
        inn: None,
        address: None,
    }
}

/// The same with a whole profile.
pub fn whole_person(n: u32) -> Person {
    Person {
        sex: Some(Sex::Female),
        birth_date: Some(BirthDate::parse("14.03.1987").unwrap()),
        birth_place: Some("г. Касимов".to_owned()),
        citizenship: Some(Citizenship::RUSSIA),
        passport: Some(Passport {
            number: PassportNumber::parse("6114 123456").unwrap(),
            issued_by: "УМВД России по Рязанской области".to_owned(),
            issued_on: DocDate::parse("20.04.2012").unwrap(),
            division: DivisionCode::parse("620-012").unwrap(),
        }),
        snils: Some(Snils::with_control(112_233_445 + n).unwrap()),
        inn: None,
        address: Some(Address {
            region: "Рязанская область".to_owned(),
            city: "Касимов".to_owned(),
            house: "12".to_owned(),
            ..Address::default()
        }),
        ..person(n)
    }
}
