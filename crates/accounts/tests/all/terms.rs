//! The terms on which a passport's data are processed (S1-006).

use okno_accounts::documents::{PASSPORT_VERSION, passport};
use okno_store::testing::ENGINES;
use okno_web::Lang;
use sha2::{Digest, Sha256};

use crate::house::{FORM, House, with};
use crate::profile::PROFILE;
use crate::ways::{PAPERS, PASS, contacts};

const EDIT: &str = "/cabinet/profile/edit";

fn without_terms(form: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut form = form.to_vec();
    form.retain(|(name, _)| *name != "terms");
    form
}

/// Version and hash of the text of every agreement, with the time, in milliseconds.
async fn given(house: &House) -> Vec<(String, String, i64)> {
    let sql =
        "select version, text_hash, given_at from consents where document = 'passport-data.ru'";
    let rows = house.store.db.rows(sql, vec![]).await.unwrap();
    let read = |row: &okno_store::Row| {
        let at: jiff::Timestamp = row.get("given_at").unwrap();
        let (version, hash) = (row.get("version").unwrap(), row.get("text_hash").unwrap());
        (version, hash, at.as_millisecond())
    };
    rows.iter().map(read).collect()
}

fn agreed_now(house: &House) -> Vec<(String, String, i64)> {
    let text = passport(&house.portal, Lang::Ru).join("\n\n");
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    let at = house.store.db.now().as_millisecond();
    vec![(PASSPORT_VERSION.to_owned(), hash, at)]
}

#[tokio::test]
async fn passport_data_are_confirmed_with_their_terms_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        house.register(&mut browser, &FORM).await;
        browser
            .get(EDIT)
            .await
            .is(200)
            .has("name=\"terms\"")
            .has("Условия обработки персональных данных")
            .has("в реестрах МВД");
        let page = browser.post(EDIT, &without_terms(&PROFILE)).await;
        page.is(422)
            .has("href=\"#terms\"")
            .has("согласитесь с условиями их обработки")
            .has("value=\"УМВД России по Рязанской области\"");
        assert_eq!(given(&house).await, []);
        assert_eq!(house.told("account.profile_saved").await, 0);
        // The second click of two agrees to nothing more.
        for _ in 0..2 {
            browser
                .post(EDIT, &PROFILE)
                .await
                .leads("/cabinet/profile?saved");
        }
        assert_eq!(given(&house).await, agreed_now(&house));
        assert_eq!(house.told("account.terms_agreed").await, 1);
        // The same version is not asked for again.
        browser.get(EDIT).await.is(200).lacks("name=\"terms\"");
        let changed = [("birth_place", "г. Рязань"), ("version", "2")];
        let changed = with(&without_terms(&PROFILE), &changed);
        browser
            .post(EDIT, &changed)
            .await
            .leads("/cabinet/profile/confirm");
        assert_eq!(given(&house).await.len(), 1);
    }
}

#[tokio::test]
async fn a_registration_with_a_passport_takes_its_terms() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let mut form = FORM.to_vec();
        form.push(("whole", "yes"));
        assert_eq!(contacts(&house, &mut browser, &form).await, PAPERS);
        let page = browser.post(PAPERS, &without_terms(&PROFILE)).await;
        page.is(422).has("href=\"#terms\"");
        let password = "/register/simple/password";
        browser.post(PAPERS, &PROFILE).await.leads(password);
        // Whoever comes back is not asked again.
        browser.get(PAPERS).await.is(200).lacks("name=\"terms\"");
        assert_eq!(given(&house).await, []);
        let at = agreed_now(&house);
        browser.post(password, &PASS).await;
        assert_eq!(given(&house).await, at);
        browser.get(EDIT).await.is(200).lacks("name=\"terms\"");
    }
}

#[tokio::test]
async fn a_changed_text_of_the_terms_gets_a_new_version() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    let texts = [Lang::Ru, Lang::En].map(|lang| passport(&house.portal, lang).join("\n\n"));
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(texts.concat().as_bytes()));
    assert_eq!(
        (PASSPORT_VERSION, &hash[..16]),
        ("1", "a9ad10176814aedd"),
        "the texts changed: raise PASSPORT_VERSION, then put the new hash here"
    );
}
