use std::time::{Duration, Instant};

use serde_json::json;

use crate::{Stand, fields};

const PASSPORT: &str = "/registries/mvd/passport";

#[tokio::test]
async fn down_closes_the_connection_without_a_byte() {
    let stand = Stand::start().await;
    let question = stand.question("safina").await;
    stand
        .fault(json!({ "system": "mvd", "mode": "down", "for_calls": 1 }))
        .await;
    let error = stand
        .post_raw(PASSPORT, Some("k"), &question)
        .await
        .unwrap_err();
    assert!(error.is_request() && !error.is_timeout(), "{error:?}");
    // The one call is over, and nothing was done under the key.
    let (status, answer) = stand.post(PASSPORT, Some("k"), &question).await;
    assert_eq!((status, answer["outcome"].as_str()), (200, Some("match")));
    let calls = stand.get("/api/calls").await;
    assert_eq!(calls[0]["fault"], "down");
    assert_eq!(calls[0]["status"], 0);
}

#[tokio::test]
async fn lost_does_the_work_and_says_nothing() {
    let stand = Stand::start().await;
    let message = json!({ "to": "+79005550147", "text": "Код 123456" });
    stand
        .fault(json!({ "system": "sms", "mode": "lost", "for_calls": 1 }))
        .await;
    assert!(
        stand
            .post_raw("/sms/send", Some("k"), &message)
            .await
            .is_err()
    );
    assert_eq!(stand.post("/sms/send", Some("k"), &message).await.0, 202);
    let sent = stand.get("/api/sms").await;
    assert_eq!(
        sent.as_array().unwrap().len(),
        1,
        "the repeat is not a second message"
    );
    assert_eq!(sent[0]["repeats"], 1);
}

#[tokio::test]
async fn slow_error_wrong_refuse_and_garbage() {
    let stand = Stand::start().await;
    let question = stand.question("safina").await;

    stand
        .fault(json!({ "system": "mvd", "mode": "slow", "latency_ms": 300 }))
        .await;
    let began = Instant::now();
    assert_eq!(stand.post(PASSPORT, Some("slow"), &question).await.0, 200);
    assert!(began.elapsed() >= Duration::from_millis(300));

    stand
        .fault(json!({ "system": "mvd", "mode": "error" }))
        .await;
    assert_eq!(stand.post(PASSPORT, Some("error"), &question).await.0, 503);

    stand
        .fault(json!({ "system": "mvd", "mode": "wrong" }))
        .await;
    let (status, answer) = stand.post(PASSPORT, Some("wrong"), &question).await;
    assert_eq!(
        (status, answer["outcome"].as_str()),
        (200, Some("mismatch"))
    );
    assert_eq!(fields(&answer), ["surname"]);

    stand
        .fault(json!({ "system": "mvd", "mode": "refuse" }))
        .await;
    assert_eq!(stand.post(PASSPORT, Some("refuse"), &question).await.0, 422);

    stand
        .fault(json!({ "system": "mvd", "mode": "garbage" }))
        .await;
    let response = stand
        .post_raw(PASSPORT, Some("garbage"), &question)
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert!(serde_json::from_str::<serde_json::Value>(&response.text().await.unwrap()).is_err());

    // Only the system named is spoiled.
    assert_eq!(
        stand
            .post("/registries/sfr/snils", Some("s"), &question)
            .await
            .0,
        200
    );
    stand.fault(json!({ "system": "*", "mode": "error" })).await;
    assert_eq!(
        stand
            .post("/registries/sfr/snils", Some("t"), &question)
            .await
            .0,
        503
    );
    stand.fault(json!({ "system": "*", "mode": "ok" })).await;
    assert_eq!(stand.post(PASSPORT, Some("ok"), &question).await.0, 200);
}

#[tokio::test]
async fn what_a_slow_system_did_stays_done_when_nobody_waits() {
    let stand = Stand::start().await;
    let message = json!({ "to": "+79005550147", "text": "Код 123456" });
    stand
        .fault(json!({ "system": "sms", "mode": "slow", "latency_ms": 5_000 }))
        .await;
    let impatient = stand
        .client
        .post(format!("{}/sms/send", stand.url))
        .header("idempotency-key", "k")
        .json(&message)
        .timeout(Duration::from_millis(300));
    assert!(impatient.send().await.unwrap_err().is_timeout());
    stand.fault(json!({ "system": "sms", "mode": "ok" })).await;
    assert_eq!(stand.post("/sms/send", Some("k"), &message).await.0, 202);
    assert_eq!(stand.get("/api/sms").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_fault_is_listed_ends_in_time_and_is_forgotten_at_reset() {
    let stand = Stand::start().await;
    let question = stand.question("safina").await;
    stand
        .fault(json!({ "system": "fns", "mode": "error", "until_ms": 1 }))
        .await;
    stand
        .fault(json!({ "system": "sfr", "mode": "error", "probability": 0.0 }))
        .await;
    stand
        .fault(json!({ "system": "mvd", "mode": "error", "for_calls": 7 }))
        .await;
    assert_eq!(
        stand
            .post("/registries/fns/inn", Some("a"), &question)
            .await
            .0,
        200
    );
    assert_eq!(
        stand
            .post("/registries/sfr/snils", Some("b"), &question)
            .await
            .0,
        200
    );
    assert_eq!(stand.post(PASSPORT, Some("c"), &question).await.0, 503);
    let list = stand.get("/api/faults").await;
    let mvd = &list[0];
    assert_eq!(
        (
            &mvd["system"],
            &mvd["mode"],
            &mvd["for_calls"],
            &mvd["applied"]
        ),
        (&json!("mvd"), &json!("error"), &json!(7), &json!(1))
    );
    assert_eq!(stand.post("/api/reset", None, &json!({})).await.0, 200);
    assert_eq!(stand.get("/api/calls").await, json!([]));
    let list = stand.get("/api/faults").await;
    assert!(
        list.as_array()
            .unwrap()
            .iter()
            .all(|fault| fault["mode"] == "ok"),
        "{list}"
    );
}

#[tokio::test]
async fn a_wrong_order_is_refused() {
    let stand = Stand::start().await;
    for order in [
        json!({ "system": "moon", "mode": "down" }),
        json!({ "system": "mvd", "mode": "sleepy" }),
        json!({ "system": "mvd", "mode": "error", "probability": 2 }),
        json!({ "system": "mvd", "mode": "slow", "latency_ms": 999_999_999 }),
        json!({ "system": "mvd", "mode": "slow", "latency": 5 }),
    ] {
        assert_eq!(
            stand.post("/api/faults", None, &order).await.0,
            400,
            "{order}"
        );
    }
}

#[tokio::test]
async fn the_stand_stops_though_an_answer_is_slow() {
    let stand = Stand::start().await;
    stand
        .fault(json!({ "system": "mvd", "mode": "slow", "latency_ms": 60_000 }))
        .await;
    let question = stand.question("safina").await;
    let waiting = tokio::spawn({
        let request = stand
            .client
            .post(format!("{}{PASSPORT}", stand.url))
            .json(&question);
        async move { request.send().await.is_err() }
    });
    while stand.get("/api/calls").await == json!([]) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stand.stop().await;
    waiting.abort();
}
