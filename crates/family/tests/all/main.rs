//! «Семья и дети» over HTTP, on both engines, with the registries of the stand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
#[allow(dead_code)]
#[path = "../../../accounts/tests/all/browser.rs"]
mod browser;
mod cards;
mod ends;
#[allow(dead_code)]
#[path = "../../../accounts/tests/all/house.rs"]
mod house;
mod secrets;
mod watch;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use okno_accounts::{Account, Level, Person, find, find_by};
use okno_family::Family;
use okno_gateways::{Gateways, Settings};
use okno_issuance::Press;
use okno_papers::Papers;
use okno_requisites::{BirthDate, Email, NamePart, Phone, Sex, Snils};
use okno_rights::Rights;
use okno_store::Engine;
use okno_web::upload::Darkroom;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::browser::{Browser, Seen};
use crate::house::{House, PASSWORD, person};

pub const HOME: &str = "/cabinet/family";
pub const NEW: &str = "/cabinet/family/new";

pub struct Town {
    pub house: House,
    stand: String,
    client: reqwest::Client,
    stop: CancellationToken,
}

impl Drop for Town {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Town {
    pub async fn build(engine: Engine) -> Self {
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
        let tables = [
            okno_issuance::MIGRATIONS,
            okno_papers::MIGRATIONS,
            okno_rights::MIGRATIONS,
            okno_family::MIGRATIONS,
        ];
        let words = [
            okno_issuance::LOCALES,
            okno_papers::LOCALES,
            okno_rights::LOCALES,
            okno_family::LOCALES,
        ];
        let mut made = None;
        let mut house = House::with(engine, &tables, &words, |portal, accounts| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            let services = root.join("services");
            let settings = Settings {
                registries_url: stand.clone(),
                registries_key: okno_stand::KEY.to_owned(),
                deadline: Duration::from_secs(10),
                ..Settings::default()
            };
            let gateways = Gateways::new(settings, portal.db().clock_arc()).unwrap();
            let press = Press::new(&root.join("assets/dist/fonts"), 1).unwrap();
            let rights = Rights::new(accounts.clone(), press, &services);
            let darkroom = Darkroom::new(1);
            let papers =
                Papers::new(portal.clone(), gateways.clone(), darkroom, &services).unwrap();
            let family = Family::new(accounts.clone(), rights.clone(), papers, gateways);
            accounts.add_section(1, rights.section());
            accounts.add_section(5, family.section());
            accounts.add_on_profile_saved(family.on_profile_saved());
            accounts.add_standing(Arc::new(family.clone()));
            accounts.add_holdings(Arc::new(family.clone()));
            accounts.add_consents(Arc::new(family.clone()));
            let pages = rights.router().merge(family.router());
            made = Some((rights, family));
            pages
        })
        .await;
        let (rights, family) = made.unwrap();
        house.employ(|worker| {
            rights.register_jobs(worker);
            family.register_jobs(worker);
        });
        Self {
            house,
            stand,
            client: reqwest::Client::builder().build().unwrap(),
            stop,
        }
    }

    pub async fn fault(&self, system: &str, mode: &str) {
        let url = format!("{}/api/faults", self.stand);
        let order = json!({ "system": system, "mode": mode, "latency_ms": 0 });
        let answer = self.client.post(url).json(&order).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    async fn ask(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.stand);
        let answer = self.client.get(url).send().await.unwrap();
        answer.json().await.unwrap()
    }

    /// How often a registry was asked.
    pub async fn calls(&self, system: &str) -> usize {
        let calls = self.ask(&format!("/api/calls?system={system}")).await;
        calls.as_array().unwrap().len()
    }

    /// A person of the stand as an account.
    pub async fn of_stand(&self, id: &str) -> Person {
        let known = self.ask(&format!("/api/people/{id}")).await;
        let text = |name: &str| known[name].as_str().unwrap().to_owned();
        Person {
            surname: NamePart::parse(&text("surname")).unwrap(),
            given: NamePart::parse(&text("name")).unwrap(),
            patronymic: known["patronymic"]
                .as_str()
                .map(|name| NamePart::parse(name).unwrap()),
            phone: Phone::parse(&text("phone")).unwrap(),
            email: Email::parse(&text("email")).unwrap(),
            sex: Some(Sex::parse(&text("sex")).unwrap()),
            birth_date: Some(BirthDate::parse(&text("birth_date")).unwrap()),
            snils: Some(Snils::parse(&text("snils")).unwrap()),
            ..person(1)
        }
    }

    /// A person of the stand with a confirmed account, signed in.
    pub async fn parent(&self, id: &str) -> (Account, Person, Browser) {
        self.citizen(id, Level::Confirmed).await
    }

    pub async fn citizen(&self, id: &str, level: Level) -> (Account, Person, Browser) {
        let person = self.of_stand(id).await;
        let account = self.house.account(&person, level).await;
        let mut browser = self.house.browser();
        self.enter(&mut browser, person.email.as_str()).await;
        (account, person, browser)
    }

    /// Signs in, by a code as well where one is asked for.
    pub async fn enter(&self, browser: &mut Browser, login: &str) {
        let fields = [("login", login), ("password", PASSWORD)];
        let page = browser.post("/login", &fields).await;
        if page.to() == "/login/step/sms" {
            let code = self.house.sms_code().await;
            let page = browser.post(page.to(), &[("code", &code)]).await;
            page.leads("/cabinet");
        } else {
            page.leads("/cabinet");
        }
    }

    /// A child of the stand, as its parent types it.
    pub async fn child(&self, id: &str, relation: &str) -> Vec<(String, String)> {
        let all = self.ask("/api/children").await;
        let child = all
            .as_array()
            .unwrap()
            .iter()
            .find(|child| child["id"] == id)
            .unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut form = vec![
            ("relation".to_owned(), relation.to_owned()),
            ("consent".to_owned(), "yes".to_owned()),
            ("birth_date".to_owned(), text(&child["birth_date_shown"])),
            ("snils".to_owned(), text(&child["snils_shown"])),
        ];
        for name in ["surname", "name", "patronymic", "sex"] {
            form.push((name.to_owned(), text(&child[name])));
        }
        for (name, value) in child["certificate"].as_object().unwrap() {
            form.push((name.clone(), text(value)));
        }
        form
    }

    /// Adds a child; the path of its card. No registry is asked yet.
    pub async fn add(&self, browser: &mut Browser, id: &str, relation: &str) -> String {
        let form = self.child(id, relation).await;
        let page = send(browser, NEW, &form).await;
        page.is(303);
        page.to().strip_suffix("?added").unwrap().to_owned()
    }

    /// The same, and both registries agree.
    pub async fn checked(&self, browser: &mut Browser, id: &str, relation: &str) -> String {
        let path = self.add(browser, id, relation).await;
        self.house.work().await;
        browser.get(&path).await.has("Проверено");
        path
    }

    /// Makes the account of a checked child without a phone of its own; its id.
    pub async fn account(&self, browser: &mut Browser, card: &str, email: &str) -> Uuid {
        self.house.mail().await;
        let fields = [("email", email), ("phone", "")];
        let page = browser.post(&format!("{card}/account"), &fields).await;
        let step = format!("{card}/account/email");
        page.leads(&step);
        let code = self.house.mail_code().await;
        let page = browser.post(&step, &[("code", &code)]).await;
        page.leads(&format!("{card}?made"));
        let key = Email::parse(email).unwrap().key();
        let found = find_by(&self.house.store.db, "email", &key).await.unwrap();
        found.expect("no account")
    }

    /// The child chooses a password by the letter that came; its browser.
    pub async fn open(&self, email: &str) -> Browser {
        let mail = self.house.mail().await;
        let letter = mail
            .iter()
            .rfind(|letter| letter.to == email && letter.text.contains("Код доступа"))
            .expect("no letter");
        let (_, rest) = letter.text.split_once("Код доступа: ").expect(&letter.text);
        let code: String = rest.lines().next().unwrap().to_owned();
        assert_eq!(letter.link, "/login/first");
        let mut browser = self.house.browser();
        let fields = [("login", email), ("code", code.as_str())];
        let page = browser.post("/login/first", &fields).await;
        page.leads("/login/first/password");
        let fields = [("password", PASSWORD), ("repeat", PASSWORD)];
        let page = browser.post("/login/first/password", &fields).await;
        page.leads("/cabinet");
        browser
    }

    pub async fn find(&self, id: Uuid) -> (Account, Person) {
        find(&self.house.store.db, id).await.unwrap().unwrap()
    }

    /// What stands in somebody's history.
    pub async fn acts(&self, owner: Uuid) -> Vec<String> {
        let db = &self.house.store.db;
        let lines = okno_store::journal::of_owner(db, owner, 200).await.unwrap();
        lines.into_iter().map(|line| line.act).collect()
    }
}

pub async fn send(browser: &mut Browser, path: &str, form: &[(String, String)]) -> Seen {
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &form).await
}

pub fn with(form: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut form = form.to_vec();
    form.iter_mut().find(|field| field.0 == name).expect(name).1 = value.to_owned();
    form
}

pub fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    for engine in okno_store::testing::ENGINES {
        let town = Town::build(engine).await;
        let all = okno_family::STATEMENTS
            .iter()
            .chain(okno_accounts::STATEMENTS);
        for sql in all.copied().flatten() {
            let prepared = town.house.store.db.prepare(sql).await;
            prepared.unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
    }
}
