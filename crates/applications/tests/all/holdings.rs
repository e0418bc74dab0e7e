//! What is kept of a person here: told, withdrawn, let go of.

use okno_accounts::Level;
use okno_accounts::holdings::{Consents, Follows, Holdings, Teller};
use okno_issuance::RevocationReason;
use okno_store::DbError;
use okno_web::Lang;

use crate::house::{AGENCY, Browser, House, at_desk, id_in, service};

async fn approved(house: &House, base: &str) {
    let officer = house.officer("h", AGENCY, "officer").await;
    let desk = at_desk(base);
    officer.post(&format!("{desk}/claim"), &[]).await.to();
    let decided = officer
        .post(&format!("{desk}/decide"), &[("decision", "approve")])
        .await;
    assert!(decided.to().starts_with("/work?after="));
}

/// Takes the consent to the service back.
async fn withdraws(house: &House, amina: &Browser<'_>) {
    let mut tx = house.db().begin().await.unwrap();
    let (account, person) = okno_accounts::find_locked(&mut tx, amina.id).await.unwrap();
    let actor = okno_store::Actor::Citizen(amina.id);
    house
        .own
        .withdrawn(&mut tx, &account, &person, service(), actor)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

on_both!(
    a_consent_taken_back_closes_what_is_under_way,
    |house| async move {
        let of = Teller::new(house.own_portal(), Lang::Ru);
        let known = house.own.agreement(of, service()).unwrap();
        assert!(matches!(known.follows, Follows::This(_)));
        assert!(house.own.agreement(of, "personal-data").is_none());
        let amina = house.amina().await;
        let base = amina.apply().await;
        withdraws(&house, &amina).await;
        amina.get(&base).await.is(200).says("Отозвано");
        house.run_jobs().await;
        assert!(house.mail_subjects().last().unwrap().ends_with("отозвана"));
        // It stays so, and the officer has nothing to decide.
        withdraws(&house, &amina).await;
        let officer = house.officer("h", AGENCY, "officer").await;
        officer.get("/work").await.keeps_quiet_of("ЭК-2026-");
    }
);

on_both!(
    a_document_stops_being_valid_with_its_consent,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        approved(&house, &base).await;
        house.run_jobs().await;
        let issued = okno_issuance::by_case(house.db(), id_in(&base)).await;
        assert!(issued.unwrap().unwrap().revoked.is_none());
        withdraws(&house, &amina).await;
        let issued = okno_issuance::by_case(house.db(), id_in(&base)).await;
        let revoked = issued.unwrap().unwrap().revoked.unwrap();
        assert_eq!(revoked.reason, RevocationReason::Withdrawn);
        amina.get(&base).await.is(200);
    }
);

on_both!(
    no_document_is_made_after_its_consent_is_gone,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        approved(&house, &base).await;
        // The job has not run yet.
        withdraws(&house, &amina).await;
        house.run_jobs().await;
        amina.get(&base).await.is(200).says("Отозвано");
        let issued = okno_issuance::by_case(house.db(), id_in(&base)).await;
        assert!(issued.unwrap().is_none());
    }
);

on_both!(
    all_of_it_is_told_and_drafts_go_with_the_account,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.apply().await;
        let of = Teller::new(house.own_portal(), Lang::Ru);
        let (account, person) = okno_accounts::find(house.db(), amina.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(account.level, Level::Confirmed);
        let parts = house.own.export(of, &account, &person).await.unwrap();
        assert_eq!(parts[0].title, "Заявки");
        let told = parts[0].records[0].value();
        assert_eq!(told["state"], "sent");
        assert_eq!(told["answer.purpose"], "medical");
        assert_eq!(told["files"][0]["name"], "полис.png");
        let lines: Vec<_> = parts[0].records[0].lines().collect();
        assert!(
            lines
                .iter()
                .any(|(_, text)| text.replace('\u{a0}', " ") == "В обработке"),
            "{lines:?}"
        );
        // Somebody works on it.
        let open = house.own.hindrances(of, &account).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].url, base);
        let number = told["number"].as_str().unwrap();
        assert!(open[0].text.replace('\u{2011}', "-").contains(number));
        // Sent after that was asked: nothing is let go of.
        let mut tx = house.db().begin().await.unwrap();
        let late = house.own.erase(&mut tx, &account).await;
        assert!(matches!(late, Err(DbError::Conflict)), "{late:?}");
        drop(tx);

        approved(&house, &base).await;
        house.run_jobs().await;
        assert!(house.own.hindrances(of, &account).await.unwrap().is_empty());
        let parts = house.own.export(of, &account, &person).await.unwrap();
        assert_eq!(parts[1].records.len(), 1);
        let other = amina.begin().await;
        let files = house.count("select count(*) as n from files").await;
        amina.fill(&other).await;
        let mut tx = house.db().begin().await.unwrap();
        okno_accounts::find_locked(&mut tx, account.id)
            .await
            .unwrap();
        // The decided one stays, and the name with it.
        assert!(house.own.erase(&mut tx, &account).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            house.count("select count(*) as n from applications").await,
            1
        );
        assert_eq!(house.count("select count(*) as n from files").await, files);
    }
);
