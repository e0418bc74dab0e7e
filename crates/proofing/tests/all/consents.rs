//! Consent at the bank: by a mobile password at one, by one button at another; and what
//! of it the portal takes.

use okno_accounts::Level;

use crate::bank::{agrees, goes, reason};
use crate::house::House;
use crate::{newcomers, on_both};

const PAGE: &str = "/cabinet/confirm/bank";

/// The scopes of the consents that the journal knows, newest first.
async fn agreed(house: &House, id: uuid::Uuid) -> Vec<serde_json::Value> {
    let lines = okno_store::journal::of_owner(house.db(), id, 100).await;
    let lines = lines.unwrap().into_iter();
    let own = lines.filter(|line| line.act == "proofing.bank.agreed");
    own.map(|line| line.detail).collect()
}

on_both!(
    consent_is_given_by_a_mobile_password_or_not_at_all,
    |house| async move {
        house.banks("none").await;
        let (id, _) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        let url = goes(&house, &browser, "sberbank").await;
        // The button alone is no consent at this bank.
        let first = house.decide_at_bank(&url, "safina", "agree", &[]).await;
        let ticket = first.unwrap_err();
        let right = house.mobile_password("safina").await;
        let wrong = if right == "12345" { "54321" } else { "12345" };
        let form =
            |password: &'static str| [("ticket", ticket.clone()), ("password", password.into())];
        for turn in 0..3 {
            let form = form(wrong);
            let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = house.decide_at_bank(&url, "safina", "agree", &form).await;
            // Three wrong ones are a refusal.
            match turn {
                2 => {
                    let back = answer.unwrap();
                    assert!(back.contains("error=access_denied"), "{back}");
                    browser.get(&back).await.goes(PAGE);
                }
                _ => assert_eq!(answer.unwrap_err(), ticket),
            }
        }
        assert_eq!(
            reason(&house, id).await,
            ("refused".to_owned(), Some("denied".to_owned()))
        );
        assert_eq!(agreed(&house, id).await, [] as [serde_json::Value; 0]);
        // With it the data come, and the journal says what was agreed to.
        agrees(&house, &browser, "sberbank", "safina").await;
        let scopes = serde_json::json!(["profile", "documents"]);
        let told = agreed(&house, id).await;
        assert_eq!(told.len(), 1);
        assert_eq!(
            (&told[0]["variant"], &told[0]["scopes"]),
            (&"sberbank".into(), &scopes)
        );
    }
);

on_both!(consent_is_given_by_one_button, |house| async move {
    house.banks("none").await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let url = goes(&house, &browser, "tinkoff").await;
    let back = house.decide_at_bank(&url, "laptev", "agree", &[]).await;
    browser.get(&back.unwrap()).await.goes(PAGE);
    house.drain().await;
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("bank".to_owned()))
    );
    assert_eq!(agreed(&house, id).await.len(), 1);
    browser
        .get("/cabinet/history")
        .await
        .says(&["Вы согласились в банке передать данные порталу"]);
});

on_both!(less_than_was_asked_for_is_not_taken, |house| async move {
    house.banks("narrow").await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    for bank in ["tinkoff", "vtb"] {
        agrees(&house, &browser, bank, "laptev").await;
        assert_eq!(
            reason(&house, id).await,
            ("refused".to_owned(), Some("scope".to_owned()))
        );
        browser
            .get(PAGE)
            .await
            .says(&["Вы разрешили банку передать не все данные"]);
    }
    assert_eq!(house.level(id).await, (Level::Standard, None));
    assert_eq!(agreed(&house, id).await.len(), 0);
    // A newcomer, too; and with the whole consent it is kept for them.
    let mut stranger = house.stranger();
    newcomers::meet(&house, &mut stranger, "safina").await;
    stranger
        .get("/register/bank")
        .await
        .says(&["Вы разрешили банку передать не все данные"]);
    house.banks("none").await;
    newcomers::registers_by_bank(&house, &mut stranger, "tinkoff", "safina").await;
    house.drain().await;
    let sql = "select id from accounts where level = 3";
    let row = house.db().row(sql, vec![]).await.unwrap().unwrap();
    let told = agreed(&house, row.get("id").unwrap()).await;
    let scopes = ["profile", "documents", "phone", "email", "address"];
    assert_eq!(told[0]["scopes"], serde_json::json!(scopes));
});
