//! A consent is given to one text: a changed text must get a new version.

use okno_accounts::documents::{NEWS_VERSION, VERSION, agreement, consent, news};
use okno_store::Engine;
use okno_web::Lang;
use sha2::{Digest, Sha256};

use crate::house::House;

#[tokio::test]
async fn a_changed_consent_gets_a_new_version() {
    let house = House::build(Engine::Sqlite).await;
    let mut hash = Sha256::new();
    for lang in [Lang::Ru, Lang::En] {
        for text in [consent(&house.portal, lang), agreement(&house.portal, lang)] {
            assert_eq!(text.len(), 6);
            hash.update(text.join("\n\n"));
        }
    }
    let hash = data_encoding::HEXLOWER.encode(&hash.finalize());
    assert_eq!(
        (VERSION, &hash[..16]),
        ("2", "7f3507e340da17b7"),
        "the texts changed: raise VERSION and its date, then put the new hash here"
    );
    let mut hash = Sha256::new();
    for lang in [Lang::Ru, Lang::En] {
        let text = news(&house.portal, lang);
        assert_eq!(text.len(), 2);
        hash.update(text.join("\n\n"));
    }
    let hash = data_encoding::HEXLOWER.encode(&hash.finalize());
    assert_eq!(
        (NEWS_VERSION, &hash[..16]),
        ("1", "376985bc5a42798e"),
        "the text changed: raise NEWS_VERSION, then put the new hash here"
    );
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    for engine in okno_store::testing::ENGINES {
        let house = House::build(engine).await;
        for sql in okno_accounts::STATEMENTS.iter().copied().flatten() {
            house
                .store
                .db
                .prepare(sql)
                .await
                .unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
    }
}
