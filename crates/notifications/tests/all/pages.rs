use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_notifications::{inbox, unread_count};

use crate::{amina, houses, ready};

#[tokio::test]
async fn stranger_is_asked_to_sign_in() {
    for house in houses().await {
        let (status, (_, to)) = house.get("/cabinet/messages", "").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(to.as_deref(), Some("/login?next=/cabinet/messages"));
    }
}

#[tokio::test]
async fn empty_inbox_says_what_will_be_here() {
    for house in houses().await {
        let cookie = house.enter(house.db().new_id()).await;
        let (status, (page, _)) = house.get("/cabinet/messages", &cookie).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Сообщений пока нет"), "{page}");
        assert!(page.contains(r#"href="/services""#));
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!page.contains('⟦'), "a word is missing");
    }
}

#[tokio::test]
async fn letter_is_new_until_it_is_opened() {
    for house in houses().await {
        let account = house.db().new_id();
        house.send(&amina(account), ready("k")).await;
        let id = inbox(house.db(), account, 1).await.unwrap()[0].id;
        let cookie = house.enter(account).await;
        let (_, (page, _)) = house.get("/cabinet/messages", &cookie).await;
        assert!(page.contains(&format!(r#"href="/cabinet/messages/{id}""#)));
        assert!(page.contains("Новое</span>"));
        assert!(page.contains("23.11.2026, 09:00"), "time of the portal");
        assert!(!page.contains('⟦'), "a word is missing");

        let mut news = house.db().listen();
        let (status, (page, _)) = house.get(&format!("/cabinet/messages/{id}"), &cookie).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("<h1>Карта готова</h1>"), "{page}");
        assert!(page.contains(r#"href="/applications/7""#));
        assert!(!page.contains("<паспорт>"), "a text is no markup");
        assert!(!page.contains('⟦'), "a word is missing");
        assert_eq!(news.try_recv(), Ok(account), "other open pages learn of it");
        assert_eq!(unread_count(house.db(), account).await.unwrap(), 0);
        let (_, (page, _)) = house.get("/cabinet/messages", &cookie).await;
        assert!(!page.contains("Новое</span>"));
    }
}

#[tokio::test]
async fn letter_of_another_person_is_not_found() {
    for house in houses().await {
        let account = house.db().new_id();
        house.send(&amina(account), ready("k")).await;
        let id = inbox(house.db(), account, 1).await.unwrap()[0].id;
        let cookie = house.enter(house.db().new_id()).await;
        for path in [format!("{id}"), format!("{account}"), "no-id".to_owned()] {
            let (status, _) = house
                .get(&format!("/cabinet/messages/{path}"), &cookie)
                .await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(unread_count(house.db(), account).await.unwrap(), 1);
        let (_, (page, _)) = house.get("/cabinet/messages", &cookie).await;
        assert!(!page.contains("Карта готова"));
    }
}

#[tokio::test]
async fn long_inbox_has_pages() {
    for house in houses().await {
        let account = house.db().new_id();
        for n in 0..25 {
            let mut message = ready(&format!("k{n}"));
            message.subject = format!("Письмо {n}.");
            house.send(&amina(account), message).await;
            house.store.clock.advance(SignedDuration::from_mins(1));
        }
        let cookie = house.enter(account).await;
        let (_, (first, _)) = house.get("/cabinet/messages", &cookie).await;
        assert!(first.contains("Письмо 24.") && !first.contains("Письмо 4."));
        assert!(first.contains(r#"href="/cabinet/messages?page=2""#));
        let (_, (second, _)) = house.get("/cabinet/messages?page=2", &cookie).await;
        assert!(second.contains("Письмо 4.") && !second.contains("Письмо 24."));
        assert!(second.contains(r#"rel="prev""#) && !second.contains(r#"rel="next""#));
        for odd in ["0", "-1", "x", "99999999999"] {
            let path = format!("/cabinet/messages?page={odd}");
            let (status, _) = house.get(&path, &cookie).await;
            assert_eq!(status, StatusCode::OK, "{odd}");
        }
        let (_, (past, _)) = house.get("/cabinet/messages?page=9", &cookie).await;
        assert!(past.contains("Здесь сообщений нет"));
    }
}
