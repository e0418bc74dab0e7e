use std::collections::BTreeSet;
use std::path::Path;

use jiff::SignedDuration;
use okno_store::testing::ENGINES;
use serde_json::Value;

use crate::Town;
use crate::browser::Browser;
use crate::house::PASSWORD;

const COPY: &str = "/cabinet/data/export";

/// The address of a file on the page.
async fn file(browser: &mut Browser, end: &str) -> String {
    let page = browser.get(COPY).await;
    let mut links = page.text.split("href=\"").skip(1);
    let link = links.find_map(|rest| {
        let link = rest.split('"').next()?;
        (link.starts_with(COPY) && link.ends_with(end)).then_some(link)
    });
    link.expect("a copy that is made").to_owned()
}

#[tokio::test]
async fn a_copy_holds_everything_and_no_secret() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, person, mut browser) = town.amina().await;
        browser.get(COPY).await.is(200).has("Собрать копию");
        browser.post(COPY, &[]).await.leads(COPY);
        browser
            .get(COPY)
            .await
            .has("Собираем")
            .lacks("Собрать новую");
        // The second click is the same copy.
        browser.post(COPY, &[]).await.leads(COPY);
        town.work().await;
        let path = file(&mut browser, "/json").await;
        let page = browser.get(&path).await;
        page.is(200);
        let said = page.headers["content-disposition"].to_str().unwrap();
        assert!(
            said.starts_with("attachment") && said.contains("okno-"),
            "{said}"
        );
        let copy: Value = serde_json::from_str(&page.text).unwrap();
        assert_eq!(copy["format"], "okno-export/1");
        assert_eq!(copy["account"], account.number.as_str());
        let profile = &copy["parts"]["profile"][0];
        assert_eq!(profile["surname"], "Сафина");
        assert_eq!(profile["passport"], person.passport.unwrap().number.shown());
        assert_eq!(profile["snils"], person.snils.unwrap().shown());
        assert_eq!(copy["parts"]["account"][0]["level"], 2);
        assert_eq!(copy["parts"]["cases"].as_array().unwrap().len(), 301);
        let acts = copy["parts"]["history"].as_array().unwrap();
        assert!(acts.iter().any(|line| line["what"] == "account.signed_in"));
        for secret in ["argon2", "token", PASSWORD] {
            assert!(!page.text.contains(secret), "{secret}");
        }
        let path = file(&mut browser, "/pdf").await;
        let pdf = browser.get(&path).await;
        assert!(pdf.text.starts_with("%PDF-"));
        assert_eq!(pdf.headers["content-type"], "application/pdf");
        assert_eq!(town.house.told("data.asked").await, 1);
        assert_eq!(town.house.told("data.fetched").await, 2);
        let mail = town.house.mail().await;
        assert!(
            mail.iter()
                .any(|one| one.subject == "Копия ваших данных готова")
        );

        // It is nobody else's.
        let (_, _, mut other) = town.someone(7).await;
        other.get(&path).await.is(404);
        town.house.browser().get(&path).await.is(303);
        browser.get(&format!("{path}x")).await.is(404);
        browser.get(&format!("{COPY}/x/pdf")).await.is(404);
    }
}

#[tokio::test]
async fn a_copy_takes_the_password_and_is_kept_for_a_week() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.amina().await;
        let again = format!("/cabinet/security/again?next={COPY}");
        town.house.later(SignedDuration::from_mins(16));
        browser.post(COPY, &[]).await.leads(&again);
        let fields = [("login", PASSWORD), ("next", COPY)];
        let page = browser.post("/cabinet/security/again", &fields).await;
        page.leads(COPY);
        browser.post(COPY, &[]).await.leads(COPY);
        town.work().await;
        let path = file(&mut browser, "/json").await;
        town.house.later(SignedDuration::from_mins(16));
        browser.get(&path).await.leads(&again);

        // Five a day.
        browser
            .post("/cabinet/security/again", &fields)
            .await
            .leads(COPY);
        for _ in 0..4 {
            browser.post(COPY, &[]).await.leads(COPY);
            town.work().await;
        }
        browser
            .post(COPY, &[])
            .await
            .is(200)
            .has("Сегодня копий уже пять");
        let files = "select count(*) as n from files";
        assert_eq!(town.house.count(files).await, 10);
        town.house.later(SignedDuration::from_hours(8 * 24));
        assert_eq!(town.rights.sweep().await.unwrap(), 5);
        assert_eq!(town.house.count(files).await, 0);
        assert_eq!(
            town.house.count("select count(*) as n from exports").await,
            0
        );
    }
}

/// Every part of the accounts' own is described for whoever reads the file by a program.
#[tokio::test]
async fn parts_of_the_copy_are_documented() {
    let town = Town::build(okno_store::Engine::Sqlite).await;
    let (_, _, mut browser) = town.amina().await;
    browser.post(COPY, &[]).await.leads(COPY);
    town.work().await;
    let path = file(&mut browser, "/json").await;
    let copy: Value = serde_json::from_str(&browser.get(&path).await.text).unwrap();
    let parts = copy["parts"].as_object().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let told = std::fs::read_to_string(root.join("docs/export.md")).unwrap();
    let named: BTreeSet<&str> = told
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    for part in parts.keys().filter(|part| *part != "cases") {
        assert!(
            named.contains(part.as_str()),
            "{part} is not in docs/export.md"
        );
    }
}
