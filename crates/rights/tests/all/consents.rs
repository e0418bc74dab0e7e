use okno_accounts::consents::of_owner;
use okno_accounts::keep_consent;
use okno_store::testing::ENGINES;

use crate::Town;
use crate::house::FORM;

const LIST: &str = "/cabinet/data/consents";

#[tokio::test]
async fn consents_are_read_with_the_text_that_was_agreed_to() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let mut browser = town.house.browser();
        town.house.register(&mut browser, &FORM).await;
        let page = browser.get(LIST).await;
        page.is(200)
            .has("Согласие на обработку персональных данных")
            .has("Пользовательское соглашение");
        let path = page.text.split(&format!("{LIST}/")).nth(1).unwrap();
        let path = format!("{LIST}/{}", path.split('"').next().unwrap());
        let page = browser.get(&path).await;
        page.is(200).has("Действует").has("Версия");
        // The words of the document, from the table of texts.
        let text = town
            .house
            .count("select count(*) as n from consent_texts")
            .await;
        assert_eq!(text, 2);
        page.lacks("только отпечаток");
        // Without this one there is no account: it goes with it, and no button takes it alone.
        page.has("закрыть её").lacks("/withdraw");
        browser
            .post(&format!("{path}/withdraw"), &[])
            .await
            .leads(&path);
        browser.get(&path).await.has("Действует");

        // Somebody else's is not there.
        let (_, _, mut other) = town.someone(7).await;
        other.get(&path).await.is(404);
        other.post(&format!("{path}/withdraw"), &[]).await.is(404);
        other.get(LIST).await.is(200).has("Согласий нет");
        let mut stranger = town.house.browser();
        stranger.get(LIST).await.is(303);
    }
}

#[tokio::test]
async fn a_consent_is_taken_back_once_and_what_follows_happens() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, _, mut browser) = town.amina().await;
        let db = town.house.store.db.clone();
        let from = "192.0.2.7".parse().unwrap();
        let mut tx = db.begin().await.unwrap();
        for version in ["1", "2"] {
            let text = format!("Согласен с версией {version}.\n\nВторой абзац.");
            keep_consent(&mut tx, account.id, "cases", version, &text, from)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let all = of_owner(&db, account.id, 10, 0).await.unwrap();
        assert_eq!(all.len(), 2);
        let path = format!("{LIST}/{}", all[0].id);
        browser
            .get(&path)
            .await
            .has("Обработка данных по делам")
            .has("Согласен с версией")
            .has("<p>Второй абзац.</p>")
            .has("Дела закроются.");
        let to = format!("{path}?withdrawn");
        let again = format!("{path}/withdraw");
        browser.post(&again, &[]).await.leads(&to);
        browser
            .get(&to)
            .await
            .has("Согласие отозвано")
            .lacks("Дела закроются.");
        browser.post(&again, &[]).await.leads(&to);
        // Both versions of the document, and once.
        let all = of_owner(&db, account.id, 10, 0).await.unwrap();
        assert!(all.iter().all(|one| one.withdrawn_at.is_some()));
        assert_eq!(*town.agency.withdrawn.lock().unwrap(), ["cases"]);
        assert_eq!(town.house.told("consent.withdrawn").await, 1);
        browser
            .get("/cabinet/history")
            .await
            .has("Согласие отозвано");
    }
}

#[tokio::test]
async fn news_end_with_the_consent_to_them() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, _, mut browser) = town.amina().await;
        browser
            .post("/cabinet/notices", &[("news", "yes")])
            .await
            .leads("/cabinet/notices?saved");
        let db = town.house.store.db.clone();
        let readers = "select count(*) as n from news_readers";
        assert_eq!(town.house.count(readers).await, 1);
        let all = of_owner(&db, account.id, 10, 0).await.unwrap();
        let path = format!("{LIST}/{}", all[0].id);
        browser
            .get(&path)
            .await
            .has("Я согласен получать новости портала")
            .has("Новости больше не придут");
        let to = format!("{path}?withdrawn");
        browser
            .post(&format!("{path}/withdraw"), &[])
            .await
            .leads(&to);
        assert_eq!(town.house.count(readers).await, 0);
        // Asked for anew, it is another consent.
        browser.post("/cabinet/notices", &[("news", "yes")]).await;
        let all = of_owner(&db, account.id, 10, 0).await.unwrap();
        assert_eq!(all.len(), 2);
        let over = all.iter().filter(|one| one.withdrawn_at.is_some());
        assert_eq!(over.count(), 1);
    }
}
