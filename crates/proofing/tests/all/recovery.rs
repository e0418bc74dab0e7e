//! Access back to an account through a bank.

use axum::http::StatusCode;
use okno_accounts::{Level, Person};
use okno_requisites::PassportNumber;

use crate::house::{Browser, House, Page};
use crate::on_both;

const BANK: &str = "/recover/bank";
const ON: &str = "/recover/bank/on";
const PASSWORD: &str = "/recover/password";
const NEW: [(&str, &str); 2] = [("password", "Тукан-4бегут*"), ("repeat", "Тукан-4бегут*")];

/// Chooses the bank, agrees there as this person; the way back.
async fn at_bank(house: &House, browser: &mut Browser, person: &str) -> String {
    let form = [("bank", "tinkoff"), ("consent", "yes")];
    browser.fill(BANK, &form).await.goes(BANK);
    house.drain().await;
    let page = browser.get(BANK).await;
    page.says(&["Осталось подтвердить"]);
    let (_, rest) = page.text.split_once("href=\"http://127").unwrap();
    let (url, _) = rest.split_once('"').unwrap();
    let url = format!("http://127{}", url.replace("&#38;", "&"));
    house.at_bank(&url, person, "agree").await
}

/// The page that follows.
async fn comes(house: &House, browser: &mut Browser, person: &str) -> Page {
    let back = at_bank(house, browser, person).await;
    browser.get(&back).await.goes(BANK);
    house.drain().await;
    browser.get(BANK).await
}

on_both!(
    bank_gives_its_client_access_back_and_changes_no_contact,
    |house| async move {
        house.banks("none").await;
        for (who, level) in [("safina", Level::Standard), ("laptev", Level::Confirmed)] {
            let (id, _) = house.standard(who).await;
            if level == Level::Confirmed {
                let mut tx = house.db().begin().await.unwrap();
                let by = okno_store::Actor::System;
                okno_accounts::set_level(&mut tx, id, level, None, by)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
            // The phone and the e-mail are others than those that the bank knows.
            let mut tx = house.db().begin().await.unwrap();
            let (account, before) = okno_accounts::find_locked(&mut tx, id).await.unwrap();
            let other = house.somebody("rimskaya").await;
            let own = Person {
                phone: other.phone.clone(),
                email: other.email.clone(),
                ..before
            };
            okno_accounts::save_person(&mut tx, &account, &own)
                .await
                .unwrap();
            tx.commit().await.unwrap();

            let elsewhere = house.citizen(id).await;
            let mut browser = house.stranger();
            browser
                .get("/recover")
                .await
                .says(&["Восстановить через банк"]);
            let page = comes(&house, &mut browser, who).await;
            page.says(&["подтвердил, что это вы"]);
            browser.get(PASSWORD).await.goes("/recover?over");
            browser.fill(ON, &[]).await.goes(PASSWORD);
            // Once.
            browser.post(ON, &[]).await.goes(BANK);
            browser.get(PASSWORD).await.says(&["Новый пароль"]);
            browser.fill(PASSWORD, &NEW).await.goes("/cabinet?renewed");
            assert!(
                house
                    .acts(id)
                    .await
                    .contains(&"account.recovered_by_bank".to_owned())
            );
            elsewhere.get("/cabinet").await.goes("/login?next=/cabinet");
            let page = browser.get("/cabinet/security/contact/phone").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN);
            let (_, after) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
            assert_eq!(after.phone.as_str(), own.phone.as_str());
            assert_eq!(after.email.key(), own.email.key());
            house.drain().await;
            let told = house.sms(&own).await;
            assert!(told.iter().any(|sms| sms.contains("72 часа")), "{told:?}");
            let sql = "select count(*) as n from consents where document = 'bank-recovery.ru'";
            assert_eq!(house.count(sql).await, 1);
            let mut tx = house.db().begin().await.unwrap();
            let (account, _) = okno_accounts::find_locked(&mut tx, id).await.unwrap();
            okno_accounts::save_person(&mut tx, &account, &house.person(who).await)
                .await
                .unwrap();
            tx.exec(
                "delete from consents where document = 'bank-recovery.ru'",
                vec![],
            )
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
    }
);

on_both!(
    bank_opens_no_account_but_that_of_its_client_and_only_when_all_agrees,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        // Somebody else's account, and none.
        for who in ["laptev", "rimskaya"] {
            if who == "laptev" {
                house.settle(who).await;
            }
            house.banks("none").await;
            let mut browser = house.stranger();
            let page = comes(&house, &mut browser, who).await;
            page.says(&["доступ не восстановлен", "нет, или они в чём-то разные"]);
            browser.post(ON, &[]).await.goes(BANK);
            browser.get(PASSWORD).await.goes("/recover?over");
        }
        for twist in ["surname", "birth-date", "documents", "no-documents", "inn"] {
            house.banks(twist).await;
            let mut browser = house.stranger();
            let page = comes(&house, &mut browser, "safina").await;
            page.says(&["доступ не восстановлен"]);
            browser.post(ON, &[]).await.goes(BANK);
            browser.get(PASSWORD).await.goes("/recover?over");
        }
        // A passport that the bank has and the account has not.
        house.banks("none").await;
        let mut other = person.clone();
        if let Some(passport) = &mut other.passport {
            passport.number = PassportNumber::parse("4509 123456").unwrap();
        }
        let mut tx = house.db().begin().await.unwrap();
        let (account, _) = okno_accounts::find_locked(&mut tx, id).await.unwrap();
        okno_accounts::save_person(&mut tx, &account, &other)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut browser = house.stranger();
        let page = comes(&house, &mut browser, "safina").await;
        page.says(&["доступ не восстановлен"]);
        assert!(
            !house
                .acts(id)
                .await
                .contains(&"account.recovered_by_bank".to_owned())
        );
    }
);

on_both!(
    way_back_from_a_bank_is_good_in_its_own_browser_only,
    |house| async move {
        house.banks("none").await;
        house.standard("safina").await;
        let mut thief = house.stranger();
        let back = at_bank(&house, &mut thief, "safina").await;
        // The owner, lured to the bank, comes back in their own browser.
        let owner = house.stranger();
        let page = owner.get(&back).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        house.drain().await;
        thief.get(BANK).await.says(&["Осталось подтвердить"]);
        thief.post(ON, &[]).await.goes(BANK);
        // What was begun for a registration recovers nothing.
        let mut newcomer = house.stranger();
        crate::newcomers::meet(&house, &mut newcomer, "safina").await;
        newcomer.post(ON, &[]).await.goes(BANK);
        newcomer.get(PASSWORD).await.goes("/recover?over");
    }
);
