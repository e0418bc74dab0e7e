//! Break-glass access: possible, loud and short.

use jiff::SignedDuration;
use okno_accounts::{Account, Level, find, glass, looks};
use okno_notifications::{Channel, Quiet, Topic, inbox};
use okno_store::args;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{House, entered, whole_person};

const HOME: &str = "/work/glass";
const WATCH: &str = "/admin/glass";
const YESTERDAY: &str = "update break_glass set opened_at = opened_at - 86400000";
const WHY: &str = "Скорая помощь спрашивает, кому звонить: человек без сознания";

async fn asked(browser: &mut Browser, number: &str) -> crate::browser::Seen {
    browser
        .post(HOME, &[("number", number), ("reason", WHY)])
        .await
}

/// Opens an account: the address of its page.
async fn opened(browser: &mut Browser, account: &Account) -> String {
    let page = asked(browser, &account.number).await;
    page.is(303);
    assert!(page.to().starts_with("/work/glass/"), "{}", page.to());
    page.to().to_owned()
}

async fn amina(house: &House) -> Account {
    let account = house.account(&whole_person(1), Level::Standard).await;
    house.sms().await;
    house.mail().await;
    account
}

#[tokio::test]
async fn an_emergency_opens_one_account_for_half_an_hour_and_everybody_hears_of_it() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.store.db;
        let account = amina(&house).await;
        let (staff, mut officer) = entered(&house, "hakimov", "officer").await;
        let (admin, mut watch) = entered(&house, "one", "admin").await;
        let (auditor, mut reader) = entered(&house, "two", "auditor").await;
        house.staff_email(admin, "one@portal.example").await;
        house.staff_email(auditor, "two@portal.example").await;
        officer
            .get(HOME)
            .await
            .is(200)
            .has("Экстренный доступ")
            .has("осталось 3 доступа");
        watch.get(WATCH).await.is(200).has("Их не было");

        let path = opened(&mut officer, &account).await;
        let page = officer.get(&path).await;
        page.is(200)
            .has("Сафина Амина Рашидовна")
            .has("61 14 123456")
            .has("Открыто до");
        let refresh = page.headers.get("refresh").unwrap().to_str().unwrap();
        assert_eq!(refresh, "1801; url=/work/glass?over");
        assert_eq!(page.main().matches("<form").count(), 1, "only to close it");

        // The owner: SMS, letter, inbox, and the page of looks, with the reason.
        let sms = house.sms().await;
        assert_eq!(sms.len(), 1);
        assert!(sms[0].text.contains("экстренной"), "{}", sms[0].text);
        let mut mail = house.mail().await;
        mail.sort_by(|a, b| a.to.cmp(&b.to));
        let to: Vec<&str> = mail.iter().map(|letter| letter.to.as_str()).collect();
        assert_eq!(
            to,
            [
                "amina1@pochta.example",
                "one@portal.example",
                "two@portal.example"
            ]
        );
        let number = looks::work_number(staff);
        assert!(mail[0].text.contains(WHY) && mail[0].text.contains(&number));
        for letter in &mail[1..] {
            assert!(letter.text.contains(&account.number), "{}", letter.text);
            assert!(!letter.text.contains("Сафина") && !letter.text.contains(WHY));
        }
        assert_eq!(
            inbox(db, account.id, 1).await.unwrap()[0].topic,
            Some(Topic::Security)
        );
        let mut owner = house.browser();
        house.sign_in(&mut owner, 1).await;
        house.sms().await;
        let page = owner.get("/cabinet/security/looks").await;
        page.has("Все ваши данные: экстренный доступ")
            .has(WHY)
            .has(&number);
        owner
            .get("/cabinet/history")
            .await
            .has("Сотрудник открыл ваши данные по экстренному доступу");
        // Those who watch.
        for browser in [&mut watch, &mut reader] {
            browser
                .get(WATCH)
                .await
                .is(200)
                .has(&account.number)
                .has(WHY)
                .has("Открыт");
        }

        // It ends by itself; another quarter of an hour of looking is another line.
        house.later(SignedDuration::from_mins(29));
        officer.get(&path).await.is(200);
        let seen = looks::of_owner(db, account.id, 9, 0).await.unwrap();
        assert_eq!(seen.len(), 2);
        house.later(SignedDuration::from_mins(1));
        let page = officer.get(&path).await;
        page.leads(&format!("{HOME}?over"));
        officer
            .get(&format!("{HOME}?over"))
            .await
            .has("Доступ закончен")
            .lacks("Сафина");
        assert_eq!(house.told("account.glass_opened").await, 1);
        assert_eq!(house.told("account.glass_seen").await, 2);
    }
}

#[tokio::test]
async fn it_is_over_at_once_when_the_official_says_so_or_has_the_role_no_more() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let account = amina(&house).await;
        let (_, mut officer) = entered(&house, "hakimov", "officer").await;
        let (_, mut other) = entered(&house, "belova", "officer").await;
        let path = opened(&mut officer, &account).await;
        // Nobody else's.
        other.get(&path).await.is(404).lacks("Сафина");
        other.post(&format!("{path}/end"), &[]).await.is(404);
        officer.get(&path).await.is(200);
        let end = format!("{path}/end");
        officer.post(&end, &[]).await.leads(&format!("{HOME}?over"));
        officer.post(&end, &[]).await.leads(&format!("{HOME}?over"));
        officer.get(&path).await.leads(&format!("{HOME}?over"));
        assert_eq!(house.told("account.glass_ended").await, 1);

        let path = opened(&mut officer, &account).await;
        let db = &house.store.db;
        let mut tx = db.begin().await.unwrap();
        let now = tx.now();
        tx.exec(
            "update staff_grants set ended_at = $1 where role = 'officer'",
            args![now],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        officer.get(&path).await.is(403).lacks("Сафина");
    }
}

#[tokio::test]
async fn three_a_day_and_none_without_a_reason_or_a_role() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let account = amina(&house).await;
        let (_, mut officer) = entered(&house, "hakimov", "officer").await;
        for role in ["admin", "auditor"] {
            let (_, mut browser) = entered(&house, role, role).await;
            browser.get(HOME).await.is(403);
            asked(&mut browser, &account.number).await.is(403);
        }
        let mut owner = house.browser();
        house.sign_in(&mut owner, 1).await;
        house.sms().await;
        asked(&mut owner, &account.number).await.is(303);
        owner.get(WATCH).await.is(303);
        officer.get(WATCH).await.is(403);
        // 29 characters; spaces around do not count.
        let short = format!("  {}   ", "а".repeat(29));
        for (number, why, says) in [
            (
                account.number.as_str(),
                short.as_str(),
                "не меньше 30 знаков",
            ),
            (&account.number, "", "не меньше 30 знаков"),
            ("123", WHY, "В номере 12 цифр"),
            ("", WHY, "Введите номер"),
            ("0000-0000-0000", WHY, "Такого номера нет"),
        ] {
            let page = officer
                .post(HOME, &[("number", number), ("reason", why)])
                .await;
            page.is(422).has(says);
        }
        assert_eq!(house.told("account.glass_opened").await, 0);
        assert!(house.sms().await.is_empty());

        opened(&mut officer, &account).await;
        opened(&mut officer, &account).await;
        // Two clicks at once for the last one.
        let mut second = house.browser();
        second.cookies = officer.cookies.clone();
        let (a, b) = tokio::join!(
            asked(&mut officer, &account.number),
            asked(&mut second, &account.number)
        );
        let mut ends = [a.status.as_u16(), b.status.as_u16()];
        ends.sort_unstable();
        assert_eq!(ends, [303, 429]);
        assert_eq!(house.told("account.glass_opened").await, 3);
        asked(&mut officer, &account.number)
            .await
            .is(429)
            .has("Позовите другого сотрудника");
        // Another official may; this one a day later.
        let (_, mut other) = entered(&house, "belova", "operator").await;
        opened(&mut other, &account).await;
        assert_eq!(glass::waiting(&house.store.db).await.unwrap(), 4);
        let mut tx = house.store.db.begin().await.unwrap();
        tx.exec(YESTERDAY, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        opened(&mut officer, &account).await;
        // Guessing numbers is limited too.
        let mut last = 0;
        let (_, mut third) = entered(&house, "third", "support").await;
        for n in 0..11 {
            let page = asked(&mut third, &format!("0000-0000-{n:04}")).await;
            last = page.status.as_u16();
        }
        assert_eq!(last, 429);
    }
}

#[tokio::test]
async fn another_administrator_reviews_it_once_it_is_over() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.store.db;
        let account = amina(&house).await;
        let (_, mut officer) = entered(&house, "hakimov", "officer").await;
        let (id, mut one) = entered(&house, "one", "admin").await;
        let (_, mut two) = entered(&house, "two", "admin").await;
        let (_, mut reader) = entered(&house, "three", "auditor").await;
        let path = opened(&mut officer, &account).await;
        let review = format!("{}/review", path.replace("/work", "/admin"));
        one.get(WATCH).await.lacks(&review);
        one.post(&review, &[]).await.leads(&format!("{WATCH}?late"));
        officer.post(&format!("{path}/end"), &[]).await.is(303);
        one.get(WATCH).await.has("Не разобран").has(&review);
        reader.get(WATCH).await.has("Не разобран").lacks(&review);
        reader.post(&review, &[]).await.is(403);
        officer.post(&review, &[]).await.is(403);
        let (a, b) = tokio::join!(one.post(&review, &[]), two.post(&review, &[]));
        let mut ends = [a.to().to_owned(), b.to().to_owned()];
        ends.sort();
        assert_eq!(ends, [WATCH.to_owned(), format!("{WATCH}?late")]);
        assert_eq!(glass::waiting(db).await.unwrap(), 0);
        assert_eq!(house.told("account.glass_reviewed").await, 1);
        two.get(WATCH).await.has("Разобрано").lacks(&review);
        // An administrator who is an officer too does not review their own.
        let mut tx = db.begin().await.unwrap();
        tx.exec(
            "insert into staff_grants (id, role, staff, unit, from_at, approved_at) \
             select id, 'officer', staff, unit, from_at, approved_at from staff_grants where staff = $1",
            args![id],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let path = opened(&mut one, &account).await;
        let review = format!("{}/review", path.replace("/work", "/admin"));
        one.post(&format!("{path}/end"), &[]).await.is(303);
        one.get(WATCH).await.has("Не разобран").lacks(&review);
        one.post(&review, &[]).await.leads(&format!("{WATCH}?late"));
        two.post(&review, &[]).await.leads(WATCH);
    }
}

#[tokio::test]
async fn the_reason_goes_with_a_closed_account() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let account = amina(&house).await;
        let (_, mut one) = entered(&house, "one", "officer").await;
        let (_, mut admin) = entered(&house, "two", "admin").await;
        opened(&mut one, &account).await;
        admin.get(WATCH).await.has(WHY);
        let mut tx = house.store.db.begin().await.unwrap();
        let (account, person) = okno_accounts::find_locked(&mut tx, account.id)
            .await
            .unwrap();
        let closed = okno_accounts::close(&mut tx, &account, &person, false).await;
        assert!(closed.unwrap());
        tx.commit().await.unwrap();
        let page = admin.get(WATCH).await;
        page.lacks(WHY).has("причина удалена вместе с ней");
    }
}

/// Whatever its owner switched off, and at night.
#[tokio::test]
async fn an_emergency_is_told_at_night_to_whoever_switched_everything_off() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let account = amina(&house).await;
        let (mut choices, db) = (account.choices.clone(), &house.store.db);
        for topic in Topic::ALL {
            for channel in Channel::ALL {
                choices.refuse(topic, channel);
            }
        }
        choices.quiet = Some(Quiet {
            from: 20,
            to: 10,
            zone: "Europe/Moscow".to_owned(),
        });
        let mut tx = db.begin().await.unwrap();
        let words = choices.to_words();
        tx.exec(
            "update accounts set choices = $2 where id = $1",
            args![account.id, words],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let (kept, _) = find(db, account.id).await.unwrap().unwrap();
        assert!(
            kept.choices.quiet.unwrap().ends(db.now()).is_some(),
            "it is night"
        );
        let (_, mut officer) = entered(&house, "hakimov", "operator").await;
        opened(&mut officer, &account).await;
        assert_eq!((house.sms().await.len(), house.mail().await.len()), (1, 1));
    }
}
