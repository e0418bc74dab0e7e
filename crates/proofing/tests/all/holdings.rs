//! A closed account leaves nothing of its person; a consent that is taken back ends what
//! it was for.

use jiff::SignedDuration;
use okno_accounts::holdings::{Consents, Follows, Teller};
use okno_accounts::{Person, State, find_locked};
use okno_store::{Actor, Db, SealedColumn};
use okno_web::Lang;
use serde_json::Value;
use uuid::Uuid;

use crate::bank_certificate::{asked, signs};
use crate::documents::{add, held};
use crate::house::House;
use crate::on_both;
use crate::on_both_signing;
use crate::operator::{account_of, made};
use crate::remote::{pictures, send_photos};

/// Everything that is sealed, opened.
async fn opened(db: &Db) -> Vec<(String, String)> {
    let all: [&[SealedColumn]; 8] = [
        okno_store::SEALED,
        okno_web::SEALED,
        okno_notifications::SEALED,
        okno_issuance::SEALED,
        okno_accounts::SEALED,
        okno_papers::SEALED,
        okno_proofing::SEALED,
        &[],
    ];
    let mut found = Vec::new();
    for SealedColumn { table, column } in all.into_iter().flatten() {
        let sql = format!("select id, {column} as v from {table} where {column} is not null");
        for row in db
            .rows(Box::leak(sql.into_boxed_str()), vec![])
            .await
            .unwrap()
        {
            let id: Uuid = row.get("id").unwrap();
            let sealed: Vec<u8> = row.get("v").unwrap();
            let value: Value = db.unseal(table, column, id, &sealed).unwrap();
            found.push((format!("{table}.{column}"), value.to_string()));
        }
    }
    found
}

/// What would tell who somebody is.
fn needles(person: &Person) -> Vec<String> {
    let passport = person.passport.as_ref().unwrap();
    vec![
        person.surname.as_str().to_owned(),
        person.phone.as_str().trim_start_matches('+').to_owned(),
        person.email.as_str().to_owned(),
        person.snils.as_ref().unwrap().as_str().to_owned(),
        passport.number.as_str().to_owned(),
        person.birth_date.as_ref().unwrap().as_str().to_owned(),
    ]
}

async fn close(house: &House, id: Uuid) {
    let mut tx = house.db().begin().await.unwrap();
    let (account, person) = find_locked(&mut tx, id).await.unwrap();
    let mut stays = false;
    for holdings in house.accounts.holdings() {
        stays |= holdings.erase(&mut tx, &account).await.unwrap();
    }
    assert!(!stays, "nothing here has to stay");
    assert!(
        okno_accounts::close(&mut tx, &account, &person, stays)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
}

on_both!(
    a_closed_account_leaves_nothing_of_its_person,
    |house| async move {
        let person = house.somebody("rimskaya").await;
        let (_, operator) = house.operator("prudnikova").await;
        made(&house, &operator, &person).await;
        house.drain().await;
        let id = account_of(&house, &person).await;
        let browser = house.citizen(id).await;
        let policy = held(&house, "rimskaya", "oms-policy").await;
        add(&browser, "oms-policy", &policy).await;
        send_photos(&browser).await;
        house.drain().await;
        let files = "select count(*) as n from files";
        assert!(house.count(files).await > 0, "scans, a certificate");
        let holds = |all: &[(String, String)], needle: &str| {
            let mut at: Vec<String> = Vec::new();
            at.extend(
                all.iter()
                    .filter(|(_, text)| text.contains(needle))
                    .map(|(at, _)| at.clone()),
            );
            at
        };
        let before = opened(house.db()).await;
        let needles = needles(&person);
        for needle in &needles {
            assert!(
                !holds(&before, needle).is_empty(),
                "no {needle} even before"
            );
        }
        close(&house, id).await;
        house.drain().await;
        // What the jobs carried is swept with them; what was on its way is over.
        house.wait(SignedDuration::from_hours(24 * 40));
        house.drain().await;
        house.proofing.sweep().await.unwrap();
        house.accounts.sweep().await.unwrap();
        okno_web::session::sweep(house.db()).await.unwrap();
        okno_store::jobs::sweep(house.db()).await.unwrap();
        let after = opened(house.db()).await;
        for needle in &needles {
            assert_eq!(holds(&after, needle), Vec::<String>::new());
        }
        assert_eq!(house.count(files).await, 0);
        let (account, _) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
        assert_eq!(account.state, State::Closed);
        // The certificate says that it is not in force, and names nobody.
        let row = house.db().row("select number from documents", vec![]).await;
        let number: String = row.unwrap().unwrap().get("number").unwrap();
        let number = okno_issuance::DocumentNumber::find(&number).unwrap();
        let document = okno_issuance::by_number(house.db(), &number).await.unwrap();
        let document = document.unwrap();
        assert!(document.revoked.is_some() && document.file.is_none());
        assert_eq!(document.holder.full().reveal(), "");
        // The same person may begin anew.
        house.settle("rimskaya").await;
    }
);

on_both_signing!(
    a_bank_is_told_to_end_a_certificate_of_a_closed_account,
    |house| async move {
        let (id, _, _) = signs(&house).await;
        close(&house, id).await;
        house.drain().await;
        assert_eq!(asked(&house, "bank/revoke").await, 1);
        let left = "select count(*) as n from certificates";
        assert_eq!(house.count(left).await, 0);
    }
);

on_both!(pictures_go_with_the_consent_to_them, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    send_photos(&browser)
        .await
        .goes("/cabinet/confirm/face-photo");
    assert_eq!(pictures(&house).await, 2);
    let of = Teller::new(house.accounts.portal(), Lang::Ru);
    for document in [
        "bank-transfer",
        "bank-introduction",
        "bank-certificate",
        "card-transfer",
    ] {
        assert!(
            house.proofing.agreement(of, document).is_some(),
            "{document}"
        );
    }
    assert!(house.proofing.agreement(of, "personal-data").is_none());
    let known = house.proofing.agreement(of, "face-photo").unwrap();
    assert!(known.title.contains("Фото"), "{}", known.title);
    assert!(matches!(known.follows, Follows::This(_)));
    // Another consent changes nothing here.
    for (document, left) in [("video-call", 2), ("face-photo", 0)] {
        let mut tx = house.db().begin().await.unwrap();
        let (account, person) = find_locked(&mut tx, id).await.unwrap();
        house
            .proofing
            .withdrawn(&mut tx, &account, &person, document, Actor::Citizen(id))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(pictures(&house).await, left, "{document}");
    }
    let open = "select count(*) as n from proofings where state = 'open'";
    assert_eq!(house.count(open).await, 0);
});

/// Every document that is agreed to somewhere is known to somebody, or its owner could
/// not take it back.
#[test]
fn every_consent_that_is_kept_can_be_told() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root];
    let mut kept = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            // Names are followed by the language.
            for (at, _) in text.match_indices(".{}\", lang.code())") {
                let name = text[..at].rsplit('"').next().unwrap();
                kept.push(name.to_owned());
            }
        }
    }
    let told = include_str!("../../src/holdings.rs");
    let named = kept.iter().filter(|name| !name.starts_with('{'));
    for name in named.clone() {
        assert!(
            told.contains(&format!("(\"{name}\",")),
            "{name} is told by nobody"
        );
    }
    assert!(named.count() >= 4, "{kept:?}");
}
