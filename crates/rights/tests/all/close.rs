use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use okno_accounts::{State, find, find_by};
use okno_store::testing::ENGINES;

use crate::Town;
use crate::browser::{Browser, Seen};
use crate::house::PASSWORD;

const CLOSE: &str = "/cabinet/data/close";
const CODE: &str = "/cabinet/data/close/code";
const KEEP: &str = "/cabinet/data/close/keep";

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// Asks for a code; gives it.
async fn asked(town: &Town, browser: &mut Browser) -> String {
    browser.post(CLOSE, &[("sure", "yes")]).await.leads(CODE);
    town.house.sms_code().await
}

async fn wanted(town: &Town, browser: &mut Browser) -> Seen {
    let code = asked(town, browser).await;
    let page = browser.post(CODE, &[("code", &code)]).await;
    page.leads(CLOSE);
    page
}

#[tokio::test]
async fn an_account_is_closed_two_weeks_after_its_owner_asked() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, person, mut browser) = town.amina().await;
        let mut elsewhere = town.house.browser();
        town.house.sign_in(&mut elsewhere, 1).await;
        browser
            .get(CLOSE)
            .await
            .is(200)
            .has("Закроем через 14 дней");
        // Not by a slip.
        browser
            .post(CLOSE, &[])
            .await
            .is(422)
            .has("Поставьте отметку");
        browser.get(CODE).await.leads(CLOSE);
        browser.post(CODE, &[("code", "000000")]).await.leads(CLOSE);
        let code = asked(&town, &mut browser).await;
        let wrong = if code == "123456" { "654321" } else { "123456" };
        browser.post(CODE, &[("code", wrong)]).await.is(422);
        browser.post(CODE, &[("code", &code)]).await.leads(CLOSE);
        browser.get(CLOSE).await.has("Учётная запись закрывается");
        browser
            .get("/cabinet")
            .await
            .has("Учётная запись закроется");
        // Whoever else is signed in is out, and every contact knows.
        elsewhere.get("/cabinet").await.is(303);
        let sms = town.house.sms().await;
        assert!(
            sms.last().unwrap().text.contains("«Не закрывать»"),
            "{sms:?}"
        );
        let mail = town.house.mail().await;
        assert!(
            mail.last().unwrap().subject.contains("закроется"),
            "{mail:?}"
        );

        town.house.later(days(10));
        town.work().await;
        assert_eq!(town.house.sms().await.len(), 0);
        town.house.later(days(1));
        town.work().await;
        let sms = town.house.sms().await;
        assert!(sms[0].text.contains("через три дня"), "{sms:?}");
        let db = &town.house.store.db;
        assert!(
            find_by(db, "phone", person.phone.as_str())
                .await
                .unwrap()
                .is_some()
        );

        town.house.later(days(3));
        town.work().await;
        let (closed, nobody) = find(db, account.id).await.unwrap().unwrap();
        assert_eq!(closed.state, State::Closed);
        assert_eq!(closed.number, account.number);
        assert!(nobody.snils.is_none() && nobody.passport.is_none());
        assert_ne!(nobody.surname, person.surname);
        assert!(town.agency.erased.load(Ordering::SeqCst));
        // The last word comes; after it none.
        let sms = town.house.sms().await;
        assert_eq!(sms.len(), 1, "{sms:?}");
        assert!(sms[0].text.contains("учётная запись закрыта"));
        for table in [
            "select count(*) as n from letters",
            "select count(*) as n from sessions where subject_kind = 'citizen'",
            "select count(*) as n from devices",
            "select count(*) as n from closings",
            "select count(*) as n from consents where withdrawn_at is null",
        ] {
            assert_eq!(town.house.count(table).await, 0, "{table}");
        }
        browser.get("/cabinet").await.is(303);
        let fields = [("login", "amina1@pochta.example"), ("password", PASSWORD)];
        browser.post("/login", &fields).await.is(422);
        assert_eq!(town.house.told("account.closed").await, 1);
        // Phone, e-mail and СНИЛС are free.
        town.house
            .account(&person, okno_accounts::Level::Standard)
            .await;
    }
}

#[tokio::test]
async fn the_name_stays_where_decided_cases_do() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        town.agency.keeps.store(true, Ordering::SeqCst);
        let (account, person, mut browser) = town.amina().await;
        wanted(&town, &mut browser).await;
        town.house.later(days(14));
        town.work().await;
        let db = &town.house.store.db;
        let (_, left) = find(db, account.id).await.unwrap().unwrap();
        assert_eq!(left.full_name(), person.full_name());
        assert_ne!(left.phone, person.phone);
        assert!(left.birth_date.is_none() && left.address.is_none());
    }
}

#[tokio::test]
async fn closing_is_called_off_by_one_button() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, _, mut browser) = town.amina().await;
        wanted(&town, &mut browser).await;
        town.house.sms().await;
        let kept = format!("{CLOSE}?kept");
        browser.post(KEEP, &[]).await.leads(&kept);
        browser.get(&kept).await.has("Учётная запись не закроется");
        browser.post(KEEP, &[]).await.leads(&kept);
        assert_eq!(town.house.sms().await.len(), 1);
        town.house.later(days(15));
        town.work().await;
        assert!(town.house.sms().await.is_empty());
        let (account, _) = find(&town.house.store.db, account.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(account.state, State::Active);
        assert_eq!(town.house.told("account.closing_called_off").await, 1);
        // Whoever asks anew waits anew: the first day has passed and closes nothing.
        let fields = [("login", PASSWORD), ("next", CLOSE)];
        browser.post("/cabinet/security/again", &fields).await;
        let mut browser = town.house.browser();
        town.house.sign_in(&mut browser, 1).await;
        wanted(&town, &mut browser).await;
        town.house.later(days(13));
        town.work().await;
        let (account, _) = find(&town.house.store.db, account.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(account.state, State::Active);
    }
}

#[tokio::test]
async fn cases_under_way_keep_an_account_open() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, _, mut browser) = town.amina().await;
        town.agency.busy.store(true, Ordering::SeqCst);
        browser
            .get(CLOSE)
            .await
            .has("Дело 1 в работе")
            .lacks("name=\"sure\"");
        browser.post(CLOSE, &[("sure", "yes")]).await.is(422);
        town.agency.busy.store(false, Ordering::SeqCst);
        wanted(&town, &mut browser).await;
        // A case that was begun meanwhile.
        town.agency.busy.store(true, Ordering::SeqCst);
        town.house.later(days(14));
        town.work().await;
        let (account, _) = find(&town.house.store.db, account.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(account.state, State::Active);
        assert!(!town.agency.erased.load(Ordering::SeqCst));
        let mail = town.house.mail().await;
        assert!(
            mail.last().unwrap().subject.contains("пока не закрыть"),
            "{mail:?}"
        );
        assert_eq!(town.house.told("account.closing_stopped").await, 1);
    }
}

#[tokio::test]
async fn a_case_of_the_last_second_keeps_an_account_open() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, _, mut browser) = town.amina().await;
        wanted(&town, &mut browser).await;
        town.agency.late.store(true, Ordering::SeqCst);
        town.house.later(days(14));
        town.house.work().await;
        let state = async || {
            let found = find(&town.house.store.db, account.id).await.unwrap();
            found.unwrap().0.state
        };
        assert_eq!(state().await, State::Active);
        // Looked at again: the case is in the way now.
        town.house.later(days(1));
        town.house.work().await;
        assert_eq!(state().await, State::Active);
        assert!(!town.agency.erased.load(Ordering::SeqCst));
        assert_eq!(town.house.told("account.closing_stopped").await, 1);
    }
}

#[tokio::test]
async fn closing_takes_the_password_and_two_clicks_are_one() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.amina().await;
        town.house.later(SignedDuration::from_mins(16));
        let again = format!("/cabinet/security/again?next={CLOSE}");
        browser.post(CLOSE, &[("sure", "yes")]).await.leads(&again);
        let fields = [("login", PASSWORD), ("next", CLOSE)];
        browser
            .post("/cabinet/security/again", &fields)
            .await
            .leads(CLOSE);
        let code = asked(&town, &mut browser).await;
        let mut twin = browser.clone();
        let fields = [("code", code.as_str())];
        let (one, two) = tokio::join!(browser.post(CODE, &fields), twin.post(CODE, &fields));
        for page in [one, two] {
            assert!(matches!(page.status.as_u16(), 303 | 422), "{}", page.text);
        }
        assert_eq!(town.house.told("account.closing_asked").await, 1);
        let jobs = "select count(*) as n from jobs where kind = 'rights.close'";
        assert_eq!(town.house.count(jobs).await, 1);
    }
}
