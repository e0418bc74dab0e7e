//! What the owner chose: topics, quiet hours, news; the inbox by topic.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use okno_notifications::{
    Channel, Choices, Delivery, Filter, Quiet, Recipient, Topic, inbox, inbox_from, send_news,
    unread_count,
};
use tower::ServiceExt;
use uuid::Uuid;

use crate::outside::header as mail_header;
use crate::{House, amina, houses, ready};

fn who(account: Uuid, change: impl FnOnce(&mut Choices)) -> Recipient {
    let mut to = amina(account);
    change(&mut to.choices);
    to
}

/// 22–8 in a zone.
fn night(zone: &str) -> Option<Quiet> {
    Some(Quiet {
        from: 22,
        to: 8,
        zone: zone.to_owned(),
    })
}

/// S1-031: the channels of a topic are its reader's to choose; the inbox keeps all.
#[tokio::test]
async fn a_topic_comes_by_the_channels_that_were_chosen() {
    for house in houses().await {
        let account = house.db().new_id();
        for (key, off) in [
            ("both", &[][..]),
            ("no-sms", &[Channel::Sms]),
            ("no-mail", &[Channel::Mail]),
            ("none", &Channel::ALL),
        ] {
            let to = who(account, |choices| {
                for channel in off {
                    choices.refuse(Topic::Applications, *channel);
                }
            });
            house.send(&to, ready(key)).await;
            for (channel, word) in [(Channel::Sms, "sms"), (Channel::Mail, "mail")] {
                let there = house.sent(key, word).await.is_some();
                assert_eq!(there, !off.contains(&channel), "{key} {word}");
            }
        }
        assert_eq!(inbox(house.db(), account, 10).await.unwrap().len(), 4);
        // Another topic is not touched, and security cannot be.
        let to = who(account, |choices| {
            choices.refuse(Topic::Visits, Channel::Sms);
            choices.refuse(Topic::Security, Channel::Sms);
        });
        for (key, topic) in [("other", Topic::Applications), ("safe", Topic::Security)] {
            let mut message = ready(key);
            message.topic = topic;
            house.send(&to, message).await;
            assert!(house.sent(key, "sms").await.is_some(), "{key}");
        }
    }
}

/// An SMS waits for the morning of its reader; security and mail do not wait.
#[tokio::test]
async fn an_sms_waits_for_the_end_of_the_quiet_hours() {
    for house in houses().await {
        // 09:00 in Moscow is 01:00 in New York.
        let account = house.db().new_id();
        let to = who(account, |choices| choices.quiet = night("America/New_York"));
        house.send(&to, ready("night")).await;
        let mut safe = ready("safe");
        safe.topic = Topic::Security;
        house.send(&to, safe).await;
        let here = who(account, |choices| choices.quiet = night("Europe/Moscow"));
        house.send(&here, ready("day")).await;
        house.drain().await;
        let states = async || {
            let mut states = Vec::new();
            for (key, channel) in [
                ("night", "sms"),
                ("night", "mail"),
                ("safe", "sms"),
                ("day", "sms"),
            ] {
                states.push(house.sent(key, channel).await.unwrap());
            }
            states
        };
        use Delivery::{Queued, Sent};
        assert_eq!(states().await, [Queued, Sent, Sent, Sent]);
        // 07:59 there, then 08:00.
        house
            .store
            .clock
            .advance(SignedDuration::from_mins(7 * 60 - 1));
        house.drain().await;
        assert_eq!(states().await, [Queued, Sent, Sent, Sent]);
        house.store.clock.advance(SignedDuration::from_mins(1));
        house.drain().await;
        assert_eq!(states().await, [Sent; 4]);
    }
}

/// RFC 8058: a mail program finds where letters of news end; other letters say nothing.
#[tokio::test]
async fn news_says_where_it_ends() {
    for house in houses().await {
        let account = house.db().new_id();
        let mut news = ready("news:1");
        (news.topic, news.sms, news.link) = (Topic::News, None, None);
        let mut tx = house.db().begin().await.unwrap();
        let path = "/news/off/0123456789abcdef".to_owned();
        send_news(&mut tx, &amina(account), news, path)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.drain().await;
        let raw = house.outside.world().letters[0].clone();
        let url = "https://okno.example/news/off/0123456789abcdef";
        assert_eq!(mail_header(&raw, "List-Unsubscribe"), format!("<{url}>"));
        assert_eq!(
            mail_header(&raw, "List-Unsubscribe-Post"),
            "List-Unsubscribe=One-Click"
        );
        assert_eq!(mail_header(&raw, "Auto-Submitted"), "auto-generated");
        let parser = mail_parser::MessageParser::default();
        let mail = parser.parse(raw.as_bytes()).unwrap();
        let text = mail.body_text(0).unwrap().replace('\u{a0}', " ");
        assert!(
            text.contains(&format!("Отписаться от новостей: {url}")),
            "{text}"
        );
        let html = mail.body_html(0).unwrap();
        assert!(html.contains(&format!(r#"href="{url}""#)));

        house.send(&amina(account), ready("other")).await;
        house.drain().await;
        let raw = house.outside.world().letters[1].clone();
        assert!(!raw.contains("List-Unsubscribe"));
    }
}

async fn post(house: &House, path: &str, body: &str, cookie: &str) -> StatusCode {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap();
    house
        .router
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .status()
}

#[tokio::test]
async fn letters_are_shown_by_topic_and_read_at_once() {
    for house in houses().await {
        let (account, stranger) = (house.db().new_id(), house.db().new_id());
        for (key, topic) in [
            ("a", Topic::Applications),
            ("b", Topic::Visits),
            ("c", Topic::Visits),
        ] {
            let mut message = ready(key);
            (message.topic, message.subject) = (topic, format!("Письмо {key}."));
            house.send(&amina(account), message).await;
            house.store.clock.advance(SignedDuration::from_mins(1));
        }
        house.send(&amina(stranger), ready("other")).await;
        let cookie = house.enter(account).await;
        let page = async |path: &str| house.get(path, &cookie).await.1.0;
        let visits = page("/cabinet/messages?show=visits").await;
        assert!(visits.contains("Письмо b.") && visits.contains("Письмо c."));
        assert!(!visits.contains("Письмо a.") && !visits.contains("until"));
        assert!(visits.contains(r#"href="/cabinet/messages?show=visits" aria-current="page""#));
        let none = page("/cabinet/messages?show=news").await;
        assert!(none.contains("Здесь сообщений нет"), "{none}");
        let odd = page("/cabinet/messages?show=%22nonsense").await;
        assert!(odd.contains("Письмо a.") && !odd.contains("nonsense&"));

        // What comes after the page was drawn stays new.
        let all = page("/cabinet/messages").await;
        let mark = r#"name="until" value=""#;
        let at = all.find(mark).unwrap() + mark.len();
        let until = all[at..].split('"').next().unwrap();
        house.send(&amina(account), ready("late")).await;
        for (body, status) in [("until=x", 400), ("", 400)] {
            let seen = post(&house, "/cabinet/messages/read", body, &cookie).await;
            assert_eq!(seen.as_u16(), status, "{body}");
        }
        let body = format!("until={until}");
        let seen = post(&house, "/cabinet/messages/read", &body, &cookie).await;
        assert_eq!(seen, StatusCode::SEE_OTHER);
        assert_eq!(unread_count(house.db(), account).await.unwrap(), 1);
        assert_eq!(unread_count(house.db(), stranger).await.unwrap(), 1);
        let filter = Filter {
            unread: true,
            ..Filter::default()
        };
        let left = inbox_from(house.db(), account, filter, 10, 0)
            .await
            .unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].subject, "Карта готова");
        let page = page("/cabinet/messages?show=new").await;
        assert!(page.contains("Карта готова") && !page.contains("Письмо a."));
    }
}
