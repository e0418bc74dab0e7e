use serde_json::json;

use crate::world;

const PHONE: &str = "+79005550147";

#[tokio::test]
async fn a_text_arrives_once_per_key() {
    let world = world().await;
    let text = json!({ "to": "8 (900) 555-01-47", "text": "Код 482913. Никому не говорите" });
    let (status, first) = world.post("/sms/send", "a", &text).await;
    assert_eq!(status, 202);
    let (status, again) = world.post("/sms/send", "a", &text).await;
    assert_eq!((status, &again), (202, &first));
    world.post("/sms/send", "b", &text).await;
    let all = world.list("/api/sms").await;
    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["to"], PHONE);
    assert_eq!(all[0]["text"], "Код 482913. Никому не говорите");
    assert_eq!(all[0]["repeats"], 1);
    assert_eq!(all[0]["id"], first["id"]);
    // A plus that became a space on the way is understood.
    for query in ["%2B79005550147", "+79005550147", "89005550147"] {
        assert_eq!(
            world.list(&format!("/api/sms?phone={query}")).await.len(),
            2,
            "{query}"
        );
    }
    assert!(world.list("/api/sms?phone=89005550148").await.is_empty());
    let later = all[1]["at"].as_i64().unwrap() + 1;
    assert!(
        world
            .list(&format!("/api/sms?since={later}"))
            .await
            .is_empty()
    );
    assert_eq!(world.list("/api/calls?system=sms").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_under_one_key_are_one_message() {
    let world = world().await;
    let text = json!({ "to": PHONE, "text": "Код 482913" });
    let sending: Vec<_> = (0..20)
        .map(|_| tokio::spawn(world.request("/sms/send", "same", &text).send()))
        .collect();
    for sent in sending {
        assert_eq!(sent.await.unwrap().unwrap().status(), 202);
    }
    let all = world.list("/api/sms").await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0]["repeats"], 19);
}

#[tokio::test]
async fn a_call_is_spoken_and_is_no_text() {
    let world = world().await;
    let call = json!({ "to": PHONE, "text": "Ваш код: четыре, восемь, два" });
    assert_eq!(world.post("/voice/call", "v", &call).await.0, 202);
    assert_eq!(world.post("/voice/call", "v", &call).await.0, 202);
    assert_eq!(
        world.list(&format!("/api/voice?phone={PHONE}")).await.len(),
        1
    );
    assert!(world.list("/api/sms").await.is_empty());
    // The key of one gateway is not that of another.
    assert_eq!(world.post("/sms/send", "v", &call).await.0, 202);
    assert_eq!(world.list("/api/sms").await.len(), 1);
}

#[tokio::test]
async fn bad_messages_are_refused() {
    let world = world().await;
    for (body, expected) in [
        (json!({ "to": "12", "text": "x" }), 422),
        (json!({ "to": PHONE, "text": " " }), 400),
        (json!({ "to": PHONE }), 400),
        (json!({ "to": PHONE, "text": "д".repeat(1_001) }), 422),
        (json!([]), 400),
    ] {
        let (status, answer) = world.post("/sms/send", "", &body).await;
        assert_eq!(status, expected, "{body}: {answer}");
        assert!(answer["error"].is_string());
    }
    assert!(world.list("/api/sms").await.is_empty());
}
