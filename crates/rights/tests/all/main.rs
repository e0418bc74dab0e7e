//! «Данные и согласия» over HTTP, on both engines. What the other departments keep and let
//! go of is tested where they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[allow(dead_code)]
#[path = "../../../accounts/tests/all/browser.rs"]
mod browser;
mod close;
mod consents;
mod copy;
#[allow(dead_code)]
#[path = "../../../accounts/tests/all/house.rs"]
mod house;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use futures::future::BoxFuture;
use okno_accounts::holdings::{
    Agreement, Consents, Follows, Hindrance, Holdings, Part, Record, Teller,
};
use okno_accounts::{Account, Level, Person};
use okno_issuance::Press;
use okno_rights::Rights;
use okno_store::{Actor, DbError, Engine, Tx};

use crate::browser::Browser;
use crate::house::{House, whole_person};

/// A department that has a case under way, keeps a name, and asks for a consent.
#[derive(Default)]
pub struct Agency {
    pub busy: AtomicBool,
    pub keeps: AtomicBool,
    /// A case comes in between the question and the closing.
    pub late: AtomicBool,
    pub erased: AtomicBool,
    pub withdrawn: Mutex<Vec<String>>,
}

impl Holdings for Agency {
    fn export<'a>(
        &'a self,
        _: Teller<'a>,
        _: &'a Account,
        _: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Part>, DbError>> {
        let record = |n: u32| {
            let number = n.to_string();
            // Signs that no font of ours has.
            let shown = format!("{number} 🙂 \u{2011} 日本");
            Record::default().labelled("n", "Номер".to_owned(), shown, n.into())
        };
        let part = Part {
            name: "cases",
            title: "Дела".to_owned(),
            records: (0..301).map(record).collect(),
        };
        Box::pin(async move { Ok(vec![part]) })
    }

    fn hindrances<'a>(
        &'a self,
        _: Teller<'a>,
        _: &'a Account,
    ) -> BoxFuture<'a, Result<Vec<Hindrance>, DbError>> {
        let case = Hindrance {
            text: "Дело 1 в работе".to_owned(),
            url: "/cases/1".to_owned(),
        };
        let busy = self.busy.load(Ordering::SeqCst);
        Box::pin(async move { Ok(busy.then_some(case).into_iter().collect()) })
    }

    fn erase<'a>(&'a self, _: &'a mut Tx, _: &'a Account) -> BoxFuture<'a, Result<bool, DbError>> {
        if self.late.swap(false, Ordering::SeqCst) {
            self.busy.store(true, Ordering::SeqCst);
            return Box::pin(async { Err(DbError::Conflict) });
        }
        self.erased.store(true, Ordering::SeqCst);
        Box::pin(async { Ok(self.keeps.load(Ordering::SeqCst)) })
    }
}

impl Consents for Agency {
    fn agreement(&self, _: Teller<'_>, document: &str) -> Option<Agreement> {
        (document == "cases").then(|| Agreement {
            title: "Обработка данных по делам".to_owned(),
            follows: Follows::This("Дела закроются.".to_owned()),
        })
    }

    fn withdrawn<'a>(
        &'a self,
        _: &'a mut Tx,
        _: &'a Account,
        _: &'a Person,
        document: &'a str,
        _: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        self.withdrawn.lock().unwrap().push(document.to_owned());
        Box::pin(async { Ok(()) })
    }
}

pub struct Town {
    pub house: House,
    pub rights: Rights,
    pub agency: Arc<Agency>,
}

impl Town {
    pub async fn build(engine: Engine) -> Self {
        let agency = Arc::new(Agency::default());
        let mut made = None;
        let tables = [okno_issuance::MIGRATIONS, okno_rights::MIGRATIONS];
        let words = [okno_issuance::LOCALES, okno_rights::LOCALES];
        let mut house = House::with(engine, &tables, &words, |_, accounts| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            let press = Press::new(&root.join("assets/dist/fonts"), 1).unwrap();
            let rights = Rights::new(accounts.clone(), press, &root.join("services"));
            accounts.add_section(1, rights.section());
            accounts.add_holdings(agency.clone());
            accounts.add_consents(agency.clone());
            made = Some(rights.clone());
            rights.router()
        })
        .await;
        let rights = made.unwrap();
        house.employ(|worker| rights.register_jobs(worker));
        Self {
            house,
            rights,
            agency,
        }
    }

    /// Runs the jobs that are due; each ends well.
    pub async fn work(&self) {
        self.house.work().await;
        let wrong = "select kind || ': ' || last_error as t from jobs where last_error is not null";
        let rows = self.house.store.db.rows(wrong, vec![]).await.unwrap();
        let told: Vec<String> = rows.iter().map(|row| row.get("t").unwrap()).collect();
        assert_eq!(told, Vec::<String>::new());
    }

    /// The first of the people, signed in.
    pub async fn amina(&self) -> (Account, Person, Browser) {
        self.someone(1).await
    }

    pub async fn someone(&self, n: u32) -> (Account, Person, Browser) {
        let person = whole_person(n);
        let account = self.house.account(&person, Level::Standard).await;
        let mut browser = self.house.browser();
        self.house.sign_in(&mut browser, n).await;
        (account, person, browser)
    }
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    for engine in okno_store::testing::ENGINES {
        let town = Town::build(engine).await;
        for sql in okno_rights::STATEMENTS.iter().copied().flatten() {
            let prepared = town.house.store.db.prepare(sql).await;
            prepared.unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
    }
}
