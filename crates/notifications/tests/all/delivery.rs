use jiff::SignedDuration;
use okno_notifications::{Delivery, inbox, send, send_mail, send_sms, unread_count};
use okno_requisites::{Email, Phone};
use okno_store::{Engine, jobs};
use okno_web::Lang;

use crate::outside::{Mode, header};
use crate::{amina, houses, ready};

const JOBS: &str = "select count(*) as n from jobs";
const LETTERS: &str = "select count(*) as n from letters";
const DELIVERIES: &str = "select count(*) as n from deliveries";

/// S0-24: a change of state brings an SMS and an e-mail; and the inbox has it.
#[tokio::test]
async fn change_of_state_brings_sms_mail_and_a_letter() {
    for house in houses().await {
        let account = house.db().new_id();
        house
            .send(&amina(account), ready("application:7:ready"))
            .await;
        for channel in ["sms", "mail"] {
            let state = house.sent("application:7:ready", channel).await;
            assert_eq!(state, Some(Delivery::Queued));
        }
        assert_eq!(house.drain().await, 2);
        for channel in ["sms", "mail"] {
            let state = house.sent("application:7:ready", channel).await;
            assert_eq!(state, Some(Delivery::Sent));
        }
        assert_eq!(house.sent("application:7:ready", "voice").await, None);
        let calls = house.outside.calls();
        assert_eq!(calls.len(), 1);
        assert_eq!(calls[0].body["to"], "+79005550147");
        assert_eq!(calls[0].body["text"], "Карта готова. Окно");
        assert!(!calls[0].key.is_empty());

        let raw = house.outside.world().letters[0].clone();
        let parser = mail_parser::MessageParser::default();
        let mail = parser.parse(raw.as_bytes()).unwrap();
        assert_eq!(mail.subject(), Some("Карта готова"));
        assert_eq!(header(&raw, "Date"), "Mon, 23 Nov 2026 06:00:00 +0000");
        assert!(header(&raw, "Message-ID").ends_with("@okno.example>"));
        assert!(!raw.contains("application:7:ready"));
        let text = mail.body_text(0).unwrap();
        assert!(text.starts_with("Заберите её на Соборной."), "{text}");
        assert!(
            text.contains(": https://okno.example/applications/7"),
            "{text}"
        );
        let html = mail.body_html(0).unwrap();
        assert!(html.contains(r#"href="https://okno.example/applications/7""#));
        assert!(html.contains("Окно") && html.contains(r#"lang="ru""#));
        assert!(!html.contains("<паспорт>"), "a text is no markup");

        let letters = inbox(house.db(), account, 10).await.unwrap();
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].subject, "Карта готова");
        assert_eq!(letters[0].link.as_deref(), Some("/applications/7"));
        assert!(!letters[0].read);
        assert_eq!(unread_count(house.db(), account).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn rollback_leaves_nothing() {
    for house in houses().await {
        let account = house.db().new_id();
        let mut tx = house.db().begin().await.unwrap();
        send(&mut tx, &amina(account), ready("k")).await.unwrap();
        drop(tx);
        for sql in [JOBS, LETTERS, DELIVERIES] {
            assert_eq!(house.count(sql).await, 0, "{sql}");
        }
        assert_eq!(house.drain().await, 0);
        assert!(house.outside.calls().is_empty());
    }
}

#[tokio::test]
async fn one_key_is_one_message() {
    for house in houses().await {
        let account = house.db().new_id();
        for _ in 0..2 {
            let mut tx = house.db().begin().await.unwrap();
            for _ in 0..2 {
                send(&mut tx, &amina(account), ready("k")).await.unwrap();
            }
            tx.commit().await.unwrap();
            house.drain().await;
        }
        assert_eq!(house.outside.calls().len(), 1);
        assert_eq!(house.outside.world().handed, 1);
        assert_eq!(inbox(house.db(), account, 10).await.unwrap().len(), 1);
        // Even when the jobs done long ago have been swept away.
        house
            .store
            .clock
            .advance(SignedDuration::from_hours(24 * 31));
        jobs::sweep(house.db()).await.unwrap();
        assert_eq!(house.count(JOBS).await, 0);
        house.send(&amina(account), ready("k")).await;
        house.drain().await;
        assert_eq!(house.outside.calls().len(), 1);
        assert_eq!(house.outside.world().handed, 1);
    }
}

#[tokio::test]
async fn only_what_is_asked_for_and_can_be_reached() {
    for house in houses().await {
        let account = house.db().new_id();
        let mut quiet = ready("quiet");
        (quiet.sms, quiet.inbox, quiet.mail) = (None, false, false);
        house.send(&amina(account), quiet).await;
        let mut unknown = amina(account);
        (unknown.account, unknown.phone, unknown.email) = (None, None, None);
        house.send(&unknown, ready("nobody")).await;
        assert_eq!(house.count(JOBS).await, 0);
        assert_eq!(house.count(LETTERS).await, 0);
        // A link that leads out of the portal is no link.
        for (n, link) in ["//evil.example", "https://evil.example", "/\\evil"]
            .iter()
            .enumerate()
        {
            let mut message = ready(&format!("link:{n}"));
            message.link = Some((*link).to_owned());
            house.send(&amina(account), message).await;
        }
        let letters = inbox(house.db(), account, 10).await.unwrap();
        assert!(letters.iter().all(|l| l.link.is_none()));
    }
}

#[tokio::test]
async fn refused_sms_is_not_tried_again() {
    for house in houses().await {
        house.outside.set(Mode::Status(422));
        let account = house.db().new_id();
        house.send(&amina(account), ready("k")).await;
        house.drain().await;
        assert_eq!(house.sent("k", "sms").await, Some(Delivery::Refused));
        assert_eq!(house.sent("k", "mail").await, Some(Delivery::Sent));
        house.store.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(house.drain().await, 0);
        assert_eq!(house.outside.calls().len(), 1);
        assert!(
            jobs::dead(house.db()).await.unwrap().is_empty(),
            "it is done"
        );
    }
}

#[tokio::test]
async fn notice_waits_until_the_outside_is_back() {
    for house in houses().await {
        house.outside.set(Mode::Status(503));
        let account = house.db().new_id();
        let mut message = ready("k");
        message.mail = false;
        house.send(&amina(account), message).await;
        for _ in 0..12 {
            house.drain().await;
            house.store.clock.advance(SignedDuration::from_mins(5));
        }
        assert_eq!(house.sent("k", "sms").await, Some(Delivery::Queued));
        house.outside.set(Mode::Answer("{}"));
        house.store.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(house.drain().await, 1);
        assert_eq!(house.sent("k", "sms").await, Some(Delivery::Sent));
        let keys: Vec<_> = house.outside.calls().into_iter().map(|c| c.key).collect();
        assert!(keys.len() > 3);
        assert!(
            keys.iter().all(|key| *key == keys[0]),
            "one key at each try"
        );
    }
}

#[tokio::test]
async fn code_is_given_up_after_its_life() {
    let phone = Phone::parse("+79005550147").unwrap();
    for house in houses().await {
        house.outside.set(Mode::Status(503));
        let mut tx = house.db().begin().await.unwrap();
        send_sms(&mut tx, "code:1", None, &phone, "Код 482013")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for _ in 0..40 {
            house.drain().await;
            house.store.clock.advance(SignedDuration::from_secs(10));
        }
        let tried = house.outside.calls().len();
        assert!((3..=6).contains(&tried), "{tried}");
        assert_eq!(house.sent("code:1", "sms").await, Some(Delivery::Refused));
        let dead = jobs::dead(house.db()).await.unwrap();
        assert_eq!(dead.len(), 1);
        assert!(!dead[0].last_error.contains("+7900"));
        // The outside is back, but the code is worth nothing any more.
        house.outside.set(Mode::Answer("{}"));
        let mut tx = house.db().begin().await.unwrap();
        jobs::revive(&mut tx, dead[0].id).await.unwrap();
        tx.commit().await.unwrap();
        house.drain().await;
        assert_eq!(house.outside.calls().len(), tried);
        assert_eq!(house.count(LETTERS).await, 0, "a code is in no inbox");
    }
}

#[tokio::test]
async fn mail_alone_in_english_keeps_its_id_over_tries() {
    let email = Email::parse("amina@pochta.example").unwrap();
    for house in houses().await {
        let mut tx = house.db().begin().await.unwrap();
        let (subject, body) = ("Confirm your address", "Your code: 482013");
        send_mail(&mut tx, "code:2", &email, Lang::En, subject, body, None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        // The letter is taken, but the answer comes too late: it is sent again.
        house
            .outside
            .set(Mode::Slow(std::time::Duration::from_millis(900)));
        house.drain().await;
        assert_eq!(house.sent("code:2", "mail").await, Some(Delivery::Queued));
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        house.outside.set(Mode::Answer("{}"));
        house.store.clock.advance(SignedDuration::from_mins(1));
        house.drain().await;
        assert_eq!(house.sent("code:2", "mail").await, Some(Delivery::Sent));
        let world = house.outside.world();
        assert_eq!(world.handed, 2);
        assert_eq!(world.letters.len(), 1, "the second has the same Message-ID");
        assert!(world.letters[0].contains("Subject: Confirm your address"));
        assert!(
            world.letters[0].contains(r#"<html lang="en">"#)
                || world.letters[0].contains("lang=3D\"en\"")
        );
    }
}

/// What lies on the disk holds nobody's phone, address or affairs.
#[tokio::test]
async fn raw_bytes_hold_no_personal_data() {
    for house in houses().await {
        let account = house.db().new_id();
        house
            .send(&amina(account), ready("application:7:ready"))
            .await;
        let mut raw = Vec::new();
        if house.db().engine() == Engine::Sqlite {
            for file in ["okno.db", "okno.db-wal"] {
                raw.extend(std::fs::read(house.store.dir.join(file)).unwrap_or_default());
            }
        } else {
            const ROWS: &str = "select cast(letters as text) as t from letters \
                union all select cast(deliveries as text) from deliveries \
                union all select cast(jobs as text) from jobs \
                union all select encode(content, 'escape') from letters \
                union all select encode(payload, 'escape') from jobs";
            for row in house.db().rows(ROWS, vec![]).await.unwrap() {
                raw.extend(row.get::<String>("t").unwrap().into_bytes());
            }
        }
        let holds = |text: &str| raw.windows(text.len()).any(|w| w == text.as_bytes());
        assert!(holds("application:7:ready"), "the rows are there");
        for text in [
            "9005550147",
            "pochta.example",
            "Соборной",
            "Карта готова",
            "/applications/7",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}

#[tokio::test]
async fn statements_are_right_on_both_engines() {
    for house in houses().await {
        for sql in okno_notifications::STATEMENTS.concat() {
            house
                .db()
                .prepare(sql)
                .await
                .unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
    }
}
