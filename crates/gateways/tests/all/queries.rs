//! Questions of services to registries.

use std::sync::Arc;

use jiff::SignedDuration;
use okno_gateways::{Found, GatewayError, Gateways, Settings, State};
use okno_requisites::TestClock;
use serde_json::{Map, Value, json};

use crate::outside::{Mode, Outside};
use crate::{DEADLINE, state};

struct Setup {
    outside: Outside,
    clock: TestClock,
    gateways: Gateways,
}

async fn setup() -> Setup {
    let outside = Outside::start().await;
    let clock = TestClock::default();
    let settings = Settings {
        registries_url: format!("{}/", outside.http),
        registries_key: "registry-key".to_owned(),
        registry_systems: ["egisz", "fns", "rosreestr", "egisz"]
            .map(str::to_owned)
            .to_vec(),
        deadline: DEADLINE,
        ..Settings::default()
    };
    let gateways = Gateways::new(settings, Arc::new(clock.clone())).unwrap();
    Setup {
        outside,
        clock,
        gateways,
    }
}

fn flat(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn question() -> Map<String, Value> {
    flat(json!({ "inn": "622600123456", "year": 2025, "surname": "Савельева" }))
}

impl Setup {
    async fn ask(&self, system: &str) -> Result<Found, GatewayError> {
        let question = question();
        self.gateways
            .ask_registry(system, "income", &question, "case:1:income")
            .await
    }
}

#[tokio::test]
async fn a_registry_is_asked_as_its_table_says() {
    let s = setup().await;
    s.outside.set(Mode::Answer(
        r#"{"request_id":"case:1:income","outcome":"found",
            "data":{"total":"650000.00","months":[{"month":1,"income":"50000.00"}]}}"#,
    ));
    let data = json!({ "total": "650000.00", "months": [{ "month": 1, "income": "50000.00" }] });
    assert_eq!(s.ask("fns").await, Ok(Found::Yes(flat(data))));
    s.outside.set(Mode::Answer(r#"{"outcome":"not_found"}"#));
    assert_eq!(s.ask("egisz").await, Ok(Found::No));
    s.outside.set(Mode::Answer(
        r#"{"outcome":"not_found","data":{},"request_id":"k"}"#,
    ));
    assert_eq!(s.ask("egisz").await, Ok(Found::No));

    let seen = s.outside.calls();
    let paths: Vec<_> = seen.iter().map(|call| call.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/registries/fns/income",
            "/registries/egisz/income",
            "/registries/egisz/income"
        ]
    );
    for call in &seen {
        assert_eq!(call.key, "case:1:income");
        assert_eq!(call.bearer, "Bearer registry-key");
        let mut sent = question();
        sent.insert("request_id".to_owned(), json!("case:1:income"));
        assert_eq!(call.body, Value::Object(sent));
    }
}

#[tokio::test]
async fn an_answer_of_another_form_is_malformed() {
    let s = setup().await;
    for (at, body) in [
        "<html>no</html>",
        "{}",
        r#"{"outcome":"found"}"#,
        r#"{"outcome":"found","data":"all"}"#,
        r#"{"outcome":"found","data":["Савельева"]}"#,
        r#"{"outcome":"match","data":{}}"#,
        r#"{"outcome":"not found"}"#,
        r#"["found",{"data":{}}]"#,
    ]
    .into_iter()
    .enumerate()
    {
        if at % 4 == 0 {
            // Five in a row would open the breaker.
            s.outside.set(Mode::Answer(r#"{"outcome":"not_found"}"#));
            assert_eq!(s.ask("egisz").await, Ok(Found::No));
        }
        s.outside.set(Mode::Answer(body));
        let error = s.ask("egisz").await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "malformed answer: egisz: not the JSON agreed on",
            "{body}"
        );
        assert!(error.is_passing());
    }
}

#[tokio::test]
async fn each_registry_fails_on_a_line_of_its_own() {
    let s = setup().await;
    for (mode, text) in [
        (Mode::Status(503), "unavailable: rosreestr: HTTP 503"),
        (Mode::Status(404), "unavailable: rosreestr: HTTP 404"),
        (Mode::Broken, "unavailable: rosreestr: the connection broke"),
        (Mode::Status(422), "refused: rosreestr: HTTP 422"),
        (
            Mode::Endless,
            "malformed answer: rosreestr: longer than agreed",
        ),
        (
            Mode::Slow(DEADLINE * 3),
            "unavailable: rosreestr: no answer within the deadline",
        ),
    ] {
        s.outside.set(mode);
        assert_eq!(s.ask("rosreestr").await.unwrap_err().to_string(), text);
    }
    s.outside.set(Mode::Status(503));
    for _ in 0..3 {
        assert!(s.ask("rosreestr").await.is_err());
    }
    let before = s.outside.calls().len();
    let until = okno_requisites::Clock::now(&s.clock) + SignedDuration::from_secs(30);
    assert_eq!(state(&s.gateways, "rosreestr"), State::Open { until });
    assert_eq!(
        s.ask("rosreestr").await,
        Err(GatewayError::Overloaded { until })
    );
    assert_eq!(s.outside.calls().len(), before, "it is left alone");
    assert_eq!(state(&s.gateways, "egisz"), State::Closed);
    assert!(matches!(
        s.ask("egisz").await,
        Err(GatewayError::Unavailable(_))
    ));

    s.clock.advance(SignedDuration::from_secs(30));
    s.outside.set(Mode::Answer(r#"{"outcome":"not_found"}"#));
    assert_eq!(s.ask("rosreestr").await, Ok(Found::No));
    assert_eq!(state(&s.gateways, "rosreestr"), State::Closed);
}

#[tokio::test]
async fn the_line_of_a_known_registry_is_shared() {
    let s = setup().await;
    s.outside.set(Mode::Status(503));
    for _ in 0..5 {
        assert!(s.ask("mvd").await.is_err());
    }
    let error = s.gateways.passport(&crate::passport(), "k").await;
    assert!(matches!(error, Err(GatewayError::Overloaded { .. })));
    let names: Vec<_> = s.gateways.states().iter().map(|(name, _)| *name).collect();
    for name in ["mvd", "fns", "egisz", "rosreestr"] {
        let times = names.iter().filter(|n| **n == name).count();
        assert_eq!(times, 1, "{name} in {names:?}");
    }
}

#[tokio::test]
async fn what_is_no_registry_is_not_asked() {
    let s = setup().await;
    for system in ["egrul", "sms", "post", "smtp", "", "../sms"] {
        let error = s.ask(system).await.unwrap_err();
        let text = format!("unavailable: {system} is not among the registries");
        assert_eq!(error.to_string(), text);
    }
    for query in ["", "../../sms/send", "income?a=b", "Income", "доход"] {
        let question = question();
        let asked = s.gateways.ask_registry("fns", query, &question, "k").await;
        assert!(
            matches!(asked, Err(GatewayError::Unavailable(_))),
            "{query}"
        );
    }
    assert!(s.outside.calls().is_empty());
    for bad in ["sms", "clamav", "bank-vtb", "ЕГИСЗ", "a/b", ""] {
        let settings = Settings {
            registry_systems: vec![bad.to_owned()],
            ..Settings::default()
        };
        let error = Gateways::new(settings, Arc::new(TestClock::default())).err();
        assert!(
            error.unwrap().starts_with("registry_systems: "),
            "«{bad}» is taken"
        );
    }
}

#[test]
fn what_a_registry_holds_is_not_shown_by_debug() {
    assert_eq!(format!("{:?}", Found::Yes(question())), "Yes(…)");
}
