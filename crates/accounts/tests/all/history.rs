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
