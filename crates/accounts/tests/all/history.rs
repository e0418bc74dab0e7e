//! «История действий».

use okno_accounts::Level;
use okno_store::testing::ENGINES;
use okno_store::{Actor, Entry};
use serde_json::json;

use crate::house::{House, PASSWORD, whole_person};

/// Acts whose words depend on the facts of the line. That each act has words
/// is a test of the repository.
#[tokio::test]
async fn facts_of_a_line_are_told_in_words() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let id = house.account(&whole_person(1), Level::Standard).await.id;
        let lines = [
            ("account.level", json!({ "level": 2, "method": null })),
            ("code.sent", json!({ "channel": "sms" })),
            ("code.sent", json!({ "channel": "mail" })),
            ("no.such", json!({})),
        ];
        let mut tx = house.store.db.begin().await.unwrap();
        for (act, detail) in lines {
            tx.journal(
                Entry::new(Actor::System, act, "account", id)
                    .owner(id)
                    .detail(detail),
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let mut browser = house.browser();
        let login = [
            ("login", "amina1@pochta.example"),
            ("password", PASSWORD),
            ("next", ""),
        ];
        browser.post("/login", &login).await.leads("/cabinet");
        let page = browser.get("/cabinet/history").await;
        page.is(200)
            .has("Уровень изменён: стандартный")
            .has("вы</")
            .has("Код отправлен по SMS")
            .has("Код отправлен по электронной почте")
            .has("Действие портала с вашими данными")
            .lacks("⟦");
        let page = browser.get("/cabinet/profile").await;
        page.is(200).has("okno-nb\">+7 (900) 555-01-48<");
    }
}

/// A step of legal weight is a line with a number and a fingerprint that its owner reads
/// (S1-143).
#[tokio::test]
async fn a_step_of_legal_weight_is_a_fact_with_its_fingerprint() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.store.db;
        let id = house.account(&whole_person(1), Level::Standard).await.id;
        let mut browser = house.browser();
        house.sign_in(&mut browser, 1).await;
        let page = browser.get("/cabinet/history").await;
        page.has("Юридический факт").has("Вход<");
        let page = browser.get("/cabinet/history?legal=1").await;
        page.has("Уровень изменён").lacks("Вход<");
        let lines = okno_store::journal::of_owner(db, id, 10).await.unwrap();
        let level = lines.iter().find(|line| line.act == "account.level");
        let path = format!("/cabinet/history/{}", level.unwrap().id);
        browser
            .get(&path)
            .await
            .is(200)
            .has("Юридический факт")
            .has("account.level")
            .has("Появится через секунду");
        okno_store::journal::seal(db).await.unwrap();
        let line = okno_store::journal::one_of_owner(db, level.unwrap().id, id).await;
        let (number, hash) = line.unwrap().unwrap().link().unwrap();
        let page = browser.get(&path).await;
        page.has(&format!(">{number}<"));
        assert!(page.text.replace("<wbr>", "").contains(&hash));
        // A sign-in is a line as well, and no such fact.
        let signed = lines.iter().find(|line| line.act == "account.signed_in");
        let other = format!("/cabinet/history/{}", signed.unwrap().id);
        browser.get(&other).await.is(200).lacks("Юридический факт");
        // Nobody reads another's.
        house.account(&whole_person(2), Level::Standard).await;
        let mut stranger = house.browser();
        house.sign_in(&mut stranger, 2).await;
        stranger.get(&path).await.is(404);
        stranger.get("/cabinet/history/x").await.is(404);
    }
}

#[tokio::test]
async fn a_long_history_is_read_page_by_page() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    let id = house.account(&whole_person(1), Level::Standard).await.id;
    let mut tx = house.store.db.begin().await.unwrap();
    for _ in 0..60 {
        let entry = Entry::new(Actor::Citizen(id), "account.signed_out", "account", id);
        tx.journal(entry.owner(id)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut browser = house.browser();
    house.sign_in(&mut browser, 1).await;
    let lines = |text: &str| text.matches("okno-log__what").count();
    let page = browser.get("/cabinet/history").await;
    page.has("href=\"?p=2\"").lacks("?p=0");
    assert_eq!(lines(&page.text), 50);
    let page = browser.get("/cabinet/history?p=2").await;
    page.has("href=\"?p=1\"");
    assert!((10..20).contains(&lines(&page.text)), "{}", page.text);
    browser.get("/cabinet/history?p=900").await.is(200);
}
