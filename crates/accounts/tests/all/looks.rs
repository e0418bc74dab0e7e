//! «Кто смотрел мои данные».

use jiff::SignedDuration;
use okno_accounts::looks::{self, Look, Reason, What, look, work_number};
use okno_accounts::{Account, Level};
use okno_requisites::Personal;
use okno_store::testing::ENGINES;
use okno_store::{Actor, Entry};
use okno_web::visitor::Official;
use uuid::Uuid;

use crate::house::{House, whole_person};

fn official(id: Uuid) -> Official {
    Official {
        id,
        short_name: "Хакимов И. М.".to_owned(),
        unit: "centre-1".to_owned(),
        place: "Центр на Соборной".to_owned(),
    }
}

async fn looked(
    house: &House,
    by: Uuid,
    owner: Uuid,
    what: What,
    subject: Uuid,
    why: Reason<'_>,
) -> bool {
    let at = Look {
        role: "operator",
        what,
        subject,
        reason: why,
    };
    let entry = Entry::new(Actor::Staff(by), "proofing.seen", "proofing", subject).owner(owner);
    let mut tx = house.store.db.begin().await.unwrap();
    let fresh = look(&mut tx, &official(by), at, entry).await.unwrap();
    tx.commit().await.unwrap();
    fresh
}

async fn amina(house: &House) -> Account {
    house.account(&whole_person(1), Level::Standard).await
}

#[tokio::test]
async fn a_look_is_one_line_an_official_a_thing_and_a_quarter_of_an_hour() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let owner = amina(&house).await.id;
        let one = house.official("one", "operator").await;
        let two = house.official("two", "operator").await;
        let (case, other) = (house.store.db.new_id(), house.store.db.new_id());
        let why = Reason::Case(None);
        let confirmation = What::Confirmation;
        // Two clicks at once are one look.
        let (a, b) = tokio::join!(
            looked(&house, one, owner, confirmation, case, why),
            looked(&house, one, owner, confirmation, case, why)
        );
        assert_ne!(a, b);
        assert!(!looked(&house, one, owner, confirmation, case, why).await);
        for (by, what, subject) in [
            (two, confirmation, case),
            (one, What::Paper, case),
            (one, confirmation, other),
        ] {
            assert!(looked(&house, by, owner, what, subject, why).await);
        }
        house.later(SignedDuration::from_mins(15));
        assert!(looked(&house, one, owner, confirmation, case, why).await);
        let all = looks::of_owner(&house.store.db, owner, 50, 0)
            .await
            .unwrap();
        assert_eq!(all.len(), 5);
        assert_eq!(house.told("proofing.seen").await, 5);
    }
}

#[tokio::test]
async fn the_owner_reads_who_looked_by_office_and_number_and_why() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let owner = amina(&house).await.id;
        let mut browser = house.browser();
        browser
            .get("/cabinet/security/looks")
            .await
            .leads("/login?next=/cabinet/security/looks");
        house.sign_in(&mut browser, 1).await;
        for from in ["/cabinet/security", "/cabinet/history"] {
            browser
                .get(from)
                .await
                .has("href=\"/cabinet/security/looks\"");
        }
        let page = browser.get("/cabinet/security/looks").await;
        page.is(200).has("Пока никто").has("8 800 100-70-10");

        let by = house.official("hakimov", "operator").await;
        let case = house.store.db.new_id();
        let number = Reason::Case(Some("ЭК-2026-000123"));
        looked(&house, by, owner, What::Application, case, number).await;
        let text = Personal::new("Сверка по запросу прокуратуры".to_owned());
        let written = Reason::Written(&text);
        looked(&house, by, owner, What::State, owner, written).await;
        let page = browser.get("/cabinet/security/looks").await;
        page.is(200)
            .has("Ваша заявка")
            .has("Заявка № ЭК-2026-000123")
            .has("Состояние учётной записи")
            .has("Причина: Сверка по запросу прокуратуры")
            .has("Оператор центра обслуживания, Центр на Соборной")
            .has(&work_number(by))
            .lacks("Хакимов")
            .lacks("⟦");
        // What was written is about a person: it lies sealed.
        let row = house
            .store
            .db
            .row("select reason from looks where reason is not null", vec![]);
        let sealed: Vec<u8> = row.await.unwrap().unwrap().get("reason").unwrap();
        let plain = "прокуратуры".as_bytes();
        assert!(!sealed.windows(plain.len()).any(|part| part == plain));
        // Nobody else reads it.
        house.account(&whole_person(2), Level::Standard).await;
        let mut other = house.browser();
        house.sign_in(&mut other, 2).await;
        let page = other.get("/cabinet/security/looks").await;
        page.is(200).has("Пока никто").lacks("ЭК-2026");
    }
}

#[tokio::test]
async fn many_looks_are_read_page_by_page() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let owner = amina(&house).await.id;
        let by = house.official("hakimov", "operator").await;
        for n in 0..45 {
            let (case, name) = (house.store.db.new_id(), format!("ЭК-{n:03}"));
            let number = Reason::Case(Some(&name));
            looked(&house, by, owner, What::Application, case, number).await;
            house.later(SignedDuration::from_secs(1));
        }
        let mut browser = house.browser();
        house.sign_in(&mut browser, 1).await;
        let lines = |text: &str| text.matches("okno-log__what").count();
        let first = browser.get("/cabinet/security/looks").await;
        first
            .has("ЭК-044")
            .lacks("ЭК-024")
            .has("?p=2")
            .lacks("Новее");
        assert_eq!(lines(&first.text), 20);
        let last = browser.get("/cabinet/security/looks?p=3").await;
        last.has("ЭК-000").has("?p=2").lacks("Раньше");
        assert_eq!(lines(&last.text), 5);
        for odd in ["0", "-1", "x", ""] {
            let path = format!("/cabinet/security/looks?p={odd}");
            browser.get(&path).await.is(200).has("ЭК-044");
        }
        for beyond in ["4", "4294967295"] {
            let path = format!("/cabinet/security/looks?p={beyond}");
            let page = browser.get(&path).await;
            page.leads("/cabinet/security/looks");
        }
    }
}

#[tokio::test]
async fn every_kind_and_every_role_has_words() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    let words = house.portal.words();
    let kinds = What::ALL.map(|what| format!("accounts-looks-what-{}", what.word()));
    let roles = ["officer", "operator", "support", "admin", "auditor"];
    let roles = roles.map(|role| format!("accounts-role-{role}"));
    for id in kinds.iter().chain(&roles) {
        for lang in [okno_web::Lang::Ru, okno_web::Lang::En] {
            assert!(words.has(lang, id), "{id}");
        }
    }
}
