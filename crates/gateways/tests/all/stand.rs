//! The same gateways against the stand: both sides keep to one protocol.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use okno_gateways::{
    Found, GatewayError, Gateways, InnQuestion, Outcome, PassportQuestion, Person, Settings,
    SnilsQuestion,
};
use okno_requisites::{
    Address, BirthDate, DivisionCode, DocDate, Inn, NamePart, PassportNumber, Snils, TestClock,
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::{letter, phone};

struct Stand {
    url: String,
    client: reqwest::Client,
    gateways: Gateways,
    stop: CancellationToken,
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Stand {
    async fn start() -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let stop = CancellationToken::new();
        let config = okno_stand::Config {
            http: any,
            smtp: any,
            portal_url: "http://127.0.0.1:8080".to_owned(),
            seed: 1,
            crowd: okno_stand::CROWD,
        };
        let running = okno_stand::run(config, stop.clone()).await.unwrap();
        let url = format!("http://{}", running.http_addr);
        let settings = Settings {
            registries_url: url.clone(),
            sms_url: url.clone(),
            registries_key: "stand".to_owned(),
            sms_key: "stand".to_owned(),
            registry_systems: ["rosreestr", "egisz", "gibdd", "egrul"]
                .map(str::to_owned)
                .to_vec(),
            smtp_url: format!("smtp://{}", running.smtp_addr),
            deadline: Duration::from_millis(800),
            ..Settings::default()
        };
        Self {
            url,
            client: reqwest::Client::builder().build().unwrap(),
            gateways: Gateways::new(settings, Arc::new(TestClock::default())).unwrap(),
            stop,
        }
    }

    async fn get(&self, path: &str) -> Vec<Value> {
        let url = format!("{}{path}", self.url);
        self.client
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    async fn fault(&self, system: &str, mode: &str) {
        let body = json!({"system": system, "mode": mode, "latency_ms": if mode == "slow" { 3000 } else { 0 }});
        let url = format!("{}/api/faults", self.url);
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{mode}: {answer:?}");
    }
}

/// The questions a person of the stand would bring about themselves.
fn questions(person: &Value) -> (PassportQuestion, SnilsQuestion, Option<InnQuestion>) {
    let text = |name: &str| person[name].as_str().unwrap_or_default();
    let who = Person {
        surname: NamePart::parse(text("surname")).unwrap(),
        name: NamePart::parse(text("name")).unwrap(),
        patronymic: NamePart::parse(text("patronymic")).ok(),
        birth_date: BirthDate::parse(text("birth_date")).unwrap(),
    };
    let passport = PassportQuestion {
        person: who.clone(),
        passport_number: PassportNumber::parse(text("passport_number")).unwrap(),
        passport_issued_on: DocDate::parse(text("passport_issued_on")).unwrap(),
        division_code: DivisionCode::parse(text("division_code")).unwrap(),
    };
    let snils = SnilsQuestion {
        person: who.clone(),
        snils: Snils::parse(text("snils")).unwrap(),
    };
    let inn = Inn::parse(text("inn"))
        .ok()
        .map(|inn| InnQuestion { person: who, inn });
    (passport, snils, inn)
}

#[tokio::test]
async fn stand_knows_its_people_and_sees_differences() {
    let stand = Stand::start().await;
    let people = stand.get("/api/people").await;
    // The last ones have nothing special.
    let (mut passport, snils, inn) = questions(people.last().unwrap());
    let gateways = &stand.gateways;
    let answer = gateways.passport(&passport, "p").await.unwrap();
    assert_eq!(answer.outcome, Outcome::Match);
    assert_eq!(answer.state.as_deref(), Some("valid"));
    let answer = gateways.snils(&snils, "s").await.unwrap();
    assert_eq!(answer.outcome, Outcome::Match);
    let inn = inn.unwrap();
    let answer = gateways.inn(&inn, "i").await.unwrap();
    assert_eq!(answer.outcome, Outcome::Match);
    let standing = answer.taxpayer.unwrap();
    let told = &people.last().unwrap()["registries"]["fns"]["details"];
    assert_eq!(told["cabinet"].as_bool(), Some(standing.cabinet));
    assert!(standing.registered);
    let answer = gateways.find_inn(&passport, "f").await.unwrap();
    assert_eq!(answer.inn.as_deref(), Some(inn.inn.as_str()));
    assert_eq!(answer.taxpayer, Some(standing));

    let mut address: Address =
        serde_json::from_value(people.last().unwrap()["address"].clone()).unwrap();
    let answer = gateways.address(&(&address).into(), "a").await.unwrap();
    assert_eq!(answer.outcome, Outcome::Match);
    let house = answer.house.unwrap();
    assert_eq!(
        house.postcode.unwrap().as_str(),
        address.postcode.clone().unwrap()
    );
    assert_eq!(house.object_id.len(), 36);
    address.street = Some("ул. Незнакомая".to_owned());
    let answer = gateways.address(&(&address).into(), "a2").await.unwrap();
    assert_eq!(answer.outcome, Outcome::NotFound);
    assert_eq!(answer.mismatches, ["street"]);
    assert_eq!(answer.house, None);

    passport.division_code = DivisionCode::parse("123-456").unwrap();
    let answer = gateways.passport(&passport, "p2").await.unwrap();
    assert_eq!(answer.outcome, Outcome::Mismatch);
    assert_eq!(answer.mismatches, ["division_code"]);
    // The key of the first question brings the first answer.
    let answer = gateways.passport(&passport, "p").await.unwrap();
    assert_eq!(answer.outcome, Outcome::Match);
}

#[tokio::test]
async fn faults_of_the_stand_are_told_apart() {
    let stand = Stand::start().await;
    let people = stand.get("/api/people").await;
    let (passport, ..) = questions(people.last().unwrap());
    let cases = [
        ("down", "unavailable"),
        ("error", "unavailable"),
        // After it: the late answer to one letter is not read as that to the next.
        ("slow", "unavailable"),
        ("refuse", "refused"),
        ("garbage", "malformed answer"),
    ];
    for (mode, word) in cases {
        stand.fault("*", mode).await;
        let errors = [
            stand.gateways.passport(&passport, mode).await.err(),
            stand.gateways.sms(&phone(), "Код", mode).await.err(),
            stand.gateways.mail(&letter(mode)).await.err(),
        ];
        for (at, error) in errors.into_iter().enumerate() {
            let text = error.map(|e| e.to_string()).unwrap_or_default();
            assert!(text.starts_with(word), "{mode} {at}: {text}");
        }
    }
    stand.fault("*", "ok").await;
    stand.gateways.sms(&phone(), "Код", "good").await.unwrap();
    stand.fault("mvd", "wrong").await;
    let answer = stand.gateways.passport(&passport, "w").await.unwrap();
    assert_ne!(answer.outcome, Outcome::Match);
}

#[tokio::test]
async fn repeats_reach_the_stand_once() {
    let stand = Stand::start().await;
    for _ in 0..3 {
        stand
            .gateways
            .sms(&phone(), "Код 482013", "code:1")
            .await
            .unwrap();
        stand.gateways.mail(&letter("one")).await.unwrap();
    }
    let messages = stand.get("/api/sms").await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["text"], "Код 482013");
    let letters = stand.get("/api/mail?to=amina@pochta.example").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0]["subject"], "Карта готова и ждёт вас");
}

#[tokio::test]
async fn sms_lost_on_the_way_back_is_sent_once() {
    let stand = Stand::start().await;
    stand.fault("sms", "slow").await;
    let error = stand.gateways.sms(&phone(), "Код", "slow:1").await;
    assert!(matches!(error, Err(GatewayError::Unavailable(_))));
    stand.fault("sms", "ok").await;
    stand.gateways.sms(&phone(), "Код", "slow:1").await.unwrap();
    assert_eq!(stand.get("/api/sms").await.len(), 1);
}

/// The person as every question names them, with what a query takes besides.
fn flat(person: &Value, more: Value) -> serde_json::Map<String, Value> {
    let mut question = more.as_object().unwrap().clone();
    for name in ["surname", "name", "patronymic", "birth_date"] {
        question.insert(name.to_owned(), person[name].clone());
    }
    question
}

#[tokio::test]
async fn services_get_what_registries_of_the_stand_hold() {
    let stand = Stand::start().await;
    let people = stand.get("/api/people").await;
    let safina = people.iter().find(|p| p["id"] == "safina").unwrap();
    let held = &safina["holdings"];
    let (year, total) = held["income"].as_object().unwrap().iter().next().unwrap();
    let year: i64 = year.parse().unwrap();
    let number = &held["objects"][0]["number"];
    let questions = [
        (
            "fns",
            "income",
            json!({ "inn": safina["inn"], "year": year }),
        ),
        ("egisz", "health", json!({ "snils": safina["snils"] })),
        ("rosreestr", "object", json!({ "cadastral_number": number })),
        (
            "mvd",
            "criminal-record",
            json!({ "passport_number": safina["passport_number"] }),
        ),
        ("gibdd", "vehicle", json!({ "vin": held["vehicle"]["vin"] })),
        ("egrul", "organisation", json!({ "inn": "6226005298" })),
    ];
    let mut found = Vec::new();
    for (system, query, more) in questions {
        let question = flat(safina, more.clone());
        let answer = stand
            .gateways
            .ask_registry(system, query, &question, query)
            .await;
        let Ok(Found::Yes(data)) = answer else {
            panic!("{system}/{query}: {answer:?}");
        };
        found.push(data);
        // Another person has no such record, or does not own it.
        let other = people.iter().find(|p| p["id"] == "semyonova").unwrap();
        let answer = stand
            .gateways
            .ask_registry(system, query, &flat(other, more), "other")
            .await;
        match answer.unwrap() {
            Found::No => assert!(!["object", "vehicle", "organisation"].contains(&query)),
            Found::Yes(data) => {
                let whose = data.get("owner").or(data.get("director"));
                assert_eq!(whose, Some(&json!(false)), "{query}");
            }
        }
    }
    assert_eq!(&found[0]["total"], total);
    assert_eq!(found[2]["owner"], true);
    let question = flat(safina, json!({ "inn": safina["inn"], "year": 1990 }));
    let answer = stand
        .gateways
        .ask_registry("fns", "income", &question, "long-ago");
    assert_eq!(answer.await, Ok(Found::No));
    // The key brings the first answer, though the registry lies by now.
    stand.fault("egisz", "wrong").await;
    let question = flat(safina, json!({ "snils": safina["snils"] }));
    for (key, yes) in [("health", true), ("new", false)] {
        let answer = stand
            .gateways
            .ask_registry("egisz", "health", &question, key);
        assert_eq!(matches!(answer.await, Ok(Found::Yes(_))), yes, "{key}");
    }
}
