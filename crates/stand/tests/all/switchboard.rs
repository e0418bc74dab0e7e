use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{own, world};

const MVD: &str = "/registries/mvd/passport";

#[tokio::test]
async fn a_system_that_is_down_hangs_up_and_comes_back() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    world
        .fault(json!({ "system": "mvd", "mode": "down", "for_calls": 2 }))
        .await;
    for _ in 0..2 {
        let error = world.request(MVD, "k", &safina).send().await.unwrap_err();
        assert!(!error.is_timeout() && error.is_request(), "{error:?}");
    }
    assert_eq!(world.post(MVD, "k", &safina).await.0, 200);
    let calls = world.list("/api/calls?system=mvd").await;
    let seen: Vec<_> = calls
        .iter()
        .map(|c| (c["status"].as_i64(), c["fault"].as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (Some(0), Some("down")),
            (Some(0), Some("down")),
            (Some(200), None)
        ]
    );
}

#[tokio::test]
async fn a_lost_answer_was_done_all_the_same() {
    let world = world().await;
    let text = json!({ "to": "+79005550147", "text": "Код 482913" });
    world
        .fault(json!({ "system": "sms", "mode": "lost", "for_calls": 1 }))
        .await;
    assert!(world.request("/sms/send", "k", &text).send().await.is_err());
    assert_eq!(world.post("/sms/send", "k", &text).await.0, 202);
    assert_eq!(world.list("/api/sms").await.len(), 1);
}

#[tokio::test]
async fn error_refusal_garbage_and_slowness() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    let text = json!({ "to": "+79005550147", "text": "Код 482913" });
    for (mode, registry, gateway) in [("error", 503, 503), ("refuse", 422, 422)] {
        world.fault(json!({ "system": "*", "mode": mode })).await;
        assert_eq!(world.post(MVD, "", &safina).await.0, registry, "{mode}");
        assert_eq!(
            world.post("/sms/send", "", &text).await.0,
            gateway,
            "{mode}"
        );
    }
    world
        .fault(json!({ "system": "*", "mode": "garbage" }))
        .await;
    let answer = world.request(MVD, "", &safina).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.json::<Value>().await.is_err());

    world.fault(json!({ "system": "*", "mode": "ok" })).await;
    world
        .fault(json!({ "system": "mvd", "mode": "slow", "latency_ms": 300 }))
        .await;
    let start = Instant::now();
    let (status, answer) = world.post(MVD, "", &safina).await;
    assert_eq!((status, answer["outcome"].as_str()), (200, Some("match")));
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert!(
        world.list("/api/sms").await.is_empty(),
        "spoiled calls deliver nothing"
    );
}

#[tokio::test]
async fn wrong_answers_contradict_good_people_and_swallow_texts() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    world.fault(json!({ "system": "*", "mode": "wrong" })).await;
    for path in [MVD, "/registries/sfr/snils", "/registries/fns/inn"] {
        let (_, answer) = world.post(path, "", &safina).await;
        assert_eq!(answer["outcome"], "mismatch", "{path}");
        assert!(
            !answer["mismatches"].as_array().unwrap().is_empty(),
            "{path}"
        );
    }
    let (_, found) = world.post("/registries/fns/find", "", &safina).await;
    assert_ne!(found["outcome"], "match");
    let text = json!({ "to": "+79005550147", "text": "Код 482913" });
    assert_eq!(world.post("/sms/send", "", &text).await.0, 202);
    assert!(world.list("/api/sms").await.is_empty());
}

#[tokio::test]
async fn faults_end_by_time_and_by_chance() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    world
        .fault(json!({ "system": "mvd", "mode": "error", "until_ms": 1 }))
        .await;
    assert_eq!(world.post(MVD, "", &safina).await.0, 200);
    world
        .fault(json!({ "system": "mvd", "mode": "error", "probability": 0.5 }))
        .await;
    let mut failed = 0;
    for i in 0..60 {
        failed += i32::from(world.post(MVD, &format!("p{i}"), &safina).await.0 == 503);
    }
    assert!((10..=50).contains(&failed), "{failed} of 60");
}

#[tokio::test]
async fn what_a_slow_system_did_stays_done_when_nobody_waits() {
    let world = world().await;
    let text = json!({ "to": "+79005550147", "text": "Код 482913" });
    world
        .fault(json!({ "system": "sms", "mode": "slow", "latency_ms": 5_000 }))
        .await;
    let impatient = world
        .request("/sms/send", "k", &text)
        .timeout(Duration::from_millis(300));
    assert!(impatient.send().await.unwrap_err().is_timeout());
    world.fault(json!({ "system": "sms", "mode": "ok" })).await;
    assert_eq!(world.post("/sms/send", "k", &text).await.0, 202);
    let all = world.list("/api/sms").await;
    assert_eq!((all.len(), &all[0]["repeats"]), (1, &json!(1)));
}

#[tokio::test]
async fn the_stand_stops_though_an_answer_is_slow() {
    let world = world().await;
    world
        .fault(json!({ "system": "mvd", "mode": "slow", "latency_ms": 60_000 }))
        .await;
    let question = own(&world.person("safina").await);
    let waiting = tokio::spawn(world.request(MVD, "k", &question).send());
    while world.list("/api/calls").await.is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    world.stopped().await;
    waiting.abort();
}

#[tokio::test]
async fn orders_are_checked_and_shown() {
    let world = world().await;
    for bad in [
        json!({ "system": "moon", "mode": "down" }),
        json!({ "system": "mvd", "mode": "sulky" }),
        json!({ "system": "mvd", "mode": "down", "probability": 2 }),
        json!({ "system": "mvd", "mode": "slow", "latency_ms": 99_999_999 }),
        json!({ "system": "mvd", "mode": "down", "typo": 1 }),
    ] {
        assert_eq!(world.post("/api/faults", "", &bad).await.0, 400, "{bad}");
    }
    world
        .fault(json!({ "system": "fns", "mode": "slow", "latency_ms": 5 }))
        .await;
    let faults = world.list("/api/faults").await;
    let modes: Vec<_> = faults
        .iter()
        .map(|f| (f["system"].as_str().unwrap(), f["mode"].as_str().unwrap()))
        .collect();
    assert_eq!(
        modes,
        [
            ("mvd", "ok"),
            ("sfr", "ok"),
            ("fns", "slow"),
            ("fias", "ok"),
            ("foms", "ok"),
            ("zags", "ok"),
            ("rosreestr", "ok"),
            ("egisz", "ok"),
            ("gibdd", "ok"),
            ("sms", "ok"),
            ("voice", "ok"),
            ("smtp", "ok"),
            ("post", "ok"),
            ("bank", "ok"),
            ("clamav", "ok")
        ]
    );
}

#[tokio::test]
async fn reset_forgets_everything_that_happened() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    world
        .post(
            "/sms/send",
            "k",
            &json!({ "to": "+79005550147", "text": "Код 1" }),
        )
        .await;
    world.post(MVD, "k", &safina).await;
    world
        .fault(json!({ "system": "fns", "mode": "down" }))
        .await;
    assert_eq!(world.post("/api/reset", "", &json!({})).await.0, 200);
    for path in ["/api/sms", "/api/mail", "/api/calls", "/api/voice"] {
        assert!(world.list(path).await.is_empty(), "{path}");
    }
    assert!(
        world
            .list("/api/faults")
            .await
            .iter()
            .all(|f| f["mode"] == "ok")
    );
    assert_eq!(world.list("/api/people").await.len(), 60);
    assert_eq!(world.page("/healthz").await.0, 200);
}
