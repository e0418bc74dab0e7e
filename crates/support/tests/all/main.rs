//! Support over HTTP, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[allow(dead_code)]
#[path = "../../../accounts/tests/all/browser.rs"]
mod browser;
mod calls;
mod help;
#[allow(dead_code)]
#[path = "../../../accounts/tests/all/house.rs"]
mod house;
mod links;
mod pure;

use std::sync::Arc;

use futures::future::BoxFuture;
use okno_accounts::{Account, Level, Person, Standing, Stands};
use okno_requisites::{Inn, Personal};
use okno_store::Engine;
use okno_support::{Settings, Support};
use okno_web::{Fault, Visitor};

use crate::browser::Browser;
use crate::house::{House, entered, whole_person};

/// One department that tells support something.
struct Registry;

impl Standing for Registry {
    fn lines<'a>(
        &'a self,
        _: &'a Visitor,
        _: &'a Account,
        _: &'a Person,
    ) -> BoxFuture<'a, Result<Vec<Stands>, Fault>> {
        let line = Stands {
            title: "Реестр МВД".to_owned(),
            text: "Дата выдачи не совпала".to_owned(),
            tag: "error",
            at: None,
        };
        Box::pin(async move { Ok(vec![line]) })
    }
}

async fn build(engine: Engine) -> House {
    let (tables, words) = ([okno_support::MIGRATIONS], [okno_support::LOCALES]);
    House::with(engine, &tables, &words, |_, accounts| {
        accounts.add_standing(Arc::new(Registry));
        let settings = Settings {
            email: "help@okno.example".to_owned(),
            ..Settings::default()
        };
        Support::new(accounts.clone(), settings).router()
    })
    .await
}

/// An official of this role, signed in.
async fn official(house: &House, login: &str, role: &str) -> Browser {
    entered(house, login, role).await.1
}

async fn operator(house: &House) -> Browser {
    official(house, "guseva", "support").await
}

const INN: &str = "500100732259";

/// Somebody with passport, СНИЛС and ИНН.
async fn amina(house: &House, level: Level) -> (Account, Person) {
    let person = Person {
        inn: Some(Inn::parse(INN).unwrap()),
        ..whole_person(1)
    };
    (house.account(&person, level).await, person)
}

/// What she says when all is right.
fn said(person: &Person) -> Vec<(&'static str, String)> {
    let passport = person.passport.as_ref().unwrap();
    vec![
        ("name", person.full_name().to_lowercase()),
        ("phone", person.phone.shown()),
        ("snils", person.snils.as_ref().unwrap().shown()),
        ("inn", String::new()),
        ("passport", passport.number.shown()),
    ]
}

fn form<'a>(said: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    said.iter().map(|(k, v)| (*k, v.as_str())).collect()
}

/// Finds the account of a caller; gives the address of the call.
async fn called(desk: &mut Browser, who: &str) -> String {
    let page = desk.post("/support/desk", &[("who", who)]).await;
    page.is(303);
    let place = page.to().to_owned();
    assert!(place.starts_with("/support/desk/"), "{place}");
    place
}

/// The same, checked.
async fn passed(desk: &mut Browser, person: &Person) -> String {
    let place = called(desk, &person.phone.shown()).await;
    let said = said(person);
    let page = desk.post(&format!("{place}/check"), &form(&said)).await;
    page.leads(&place);
    place
}

/// What the owner reads of who looked.
async fn looks(
    house: &House,
    account: &Account,
) -> Vec<(String, String, Option<Personal<String>>)> {
    let all = okno_accounts::looks::of_owner(&house.store.db, account.id, 50, 0).await;
    let all = all.unwrap().into_iter();
    all.map(|look| (look.role, look.what, look.reason))
        .collect()
}
