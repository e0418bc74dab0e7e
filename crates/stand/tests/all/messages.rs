use serde_json::json;

use crate::Stand;

#[tokio::test]
async fn a_message_comes_once_however_often_it_is_sent() {
    let stand = Stand::start().await;
    let message = json!({ "to": "8 (900) 555-01-47", "text": "Код 123456" });
    let (status, first) = stand.post("/sms/send", Some("k"), &message).await;
    assert_eq!(status, 202);
    let (status, again) = stand.post("/sms/send", Some("k"), &message).await;
    assert_eq!((status, again), (202, first.clone()));
    let sent = stand.get("/api/sms?phone=%2B79005550147").await;
    assert_eq!(sent.as_array().unwrap().len(), 1);
    assert_eq!(sent[0]["id"], first["id"]);
    assert_eq!(sent[0]["to"], "+79005550147");
    assert_eq!(sent[0]["text"], "Код 123456");
    // Without a key every message is new; a `+` that was not escaped is understood.
    stand.post("/sms/send", None, &message).await;
    stand.post("/sms/send", None, &message).await;
    assert_eq!(
        stand
            .get("/api/sms?phone=+79005550147")
            .await
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(stand.get("/api/sms?phone=+79005550290").await, json!([]));
}

#[tokio::test]
async fn since_leaves_out_what_is_older() {
    let stand = Stand::start().await;
    let message = json!({ "to": "+79005550147", "text": "раз" });
    stand.post("/sms/send", Some("1"), &message).await;
    let at = stand.get("/api/sms").await[0]["at"].as_i64().unwrap();
    assert_eq!(
        stand
            .get(&format!("/api/sms?since={at}"))
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        stand.get(&format!("/api/sms?since={}", at + 1)).await,
        json!([])
    );
}

#[tokio::test]
async fn a_call_is_not_a_text_message() {
    let stand = Stand::start().await;
    let message = json!({ "to": "+79005550147", "text": "Ваш код: 1 2 3 4 5 6" });
    assert_eq!(stand.post("/voice/call", Some("k"), &message).await.0, 202);
    // The key of one gateway is not that of another.
    assert_eq!(stand.post("/sms/send", Some("k"), &message).await.0, 202);
    assert_eq!(stand.get("/api/voice").await.as_array().unwrap().len(), 1);
    assert_eq!(stand.get("/api/sms").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let stand = Stand::start().await;
    for (message, status) in [
        (json!({ "text": "a" }), 400),
        (json!({ "to": "+79005550147", "text": " " }), 400),
        (json!({ "to": "12", "text": "a" }), 422),
        (
            json!({ "to": "+79005550147", "text": "a".repeat(1_001) }),
            422,
        ),
    ] {
        assert_eq!(
            stand.post("/sms/send", None, &message).await.0,
            status,
            "{message}"
        );
    }
    let message = json!({ "to": "+79005550147", "text": "a" });
    stand
        .fault(json!({ "system": "sms", "mode": "refuse" }))
        .await;
    assert_eq!(stand.post("/sms/send", Some("k"), &message).await.0, 422);
    // Accepted and never delivered.
    stand
        .fault(json!({ "system": "sms", "mode": "wrong" }))
        .await;
    assert_eq!(stand.post("/sms/send", Some("k"), &message).await.0, 202);
    assert_eq!(stand.get("/api/sms").await, json!([]));
}
