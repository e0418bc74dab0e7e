//! The gateways against an outside that fails in every way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod clamav;
mod outside;
mod queries;
mod stand;
mod tokens;
mod trust;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_gateways::{
    GatewayError, Gateways, InnQuestion, Mail, Outcome, PassportQuestion, Person, Settings,
    SnilsQuestion, State,
};
use okno_requisites::{
    Address, BirthDate, DivisionCode, DocDate, Email, Inn, NamePart, PassportNumber, Phone, Snils,
    TestClock,
};
use outside::{Mode, Outside, header};

const DEADLINE: Duration = Duration::from_millis(400);

struct Setup {
    outside: Outside,
    clock: TestClock,
    gateways: Gateways,
}

async fn setup() -> Setup {
    let outside = Outside::start().await;
    let clock = TestClock::default();
    let settings = Settings {
        registries_url: outside.http.clone(),
        registries_key: "registry-key".to_owned(),
        sms_url: format!("{}/", outside.http),
        sms_key: "sms-key".to_owned(),
        smtp_url: outside.smtp.clone(),
        mail_from: "Окно <no-reply@okno.example>".to_owned(),
        post_url: outside.http.clone(),
        post_key: "post-key".to_owned(),
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

fn phone() -> Phone {
    Phone::parse("+79005550147").unwrap()
}

fn person() -> Person {
    Person {
        surname: NamePart::parse("Савельева").unwrap(),
        name: NamePart::parse("Амина").unwrap(),
        patronymic: None,
        birth_date: BirthDate::parse("14.03.1987").unwrap(),
    }
}

fn passport() -> PassportQuestion {
    PassportQuestion {
        person: person(),
        passport_number: PassportNumber::parse("6114 123456").unwrap(),
        passport_issued_on: DocDate::parse("20.03.2007").unwrap(),
        division_code: DivisionCode::parse("620-012").unwrap(),
    }
}

fn letter(key: &str) -> Mail {
    Mail {
        to: Email::parse("amina@pochta.example").unwrap().into(),
        from: None,
        subject: "Карта готова и ждёт вас".to_owned(),
        text: "Заберите её.\n.\nТочка в начале строки.".to_owned().into(),
        html: "<p>Заберите её.</p>".to_owned().into(),
        message_id: format!("<{key}@okno.example>"),
        date: Timestamp::from_second(1_772_431_200).unwrap(),
        unsubscribe: None,
    }
}

fn state(gateways: &Gateways, system: &str) -> State {
    let found = gateways.states().into_iter().find(|(n, _)| *n == system);
    found.unwrap().1
}

#[tokio::test]
async fn registries_are_asked_as_agreed() {
    let s = setup().await;
    s.outside.set(Mode::Answer(
        r#"{"request_id":"k","outcome":"mismatch","state":"expired",
            "mismatches":[{"field":"birth_date","note":"x"},{"field":"division_code"}],"details":{}}"#,
    ));
    let answer = s
        .gateways
        .passport(&passport(), "case:1:mvd")
        .await
        .unwrap();
    assert_eq!(answer.outcome, Outcome::Mismatch);
    assert_eq!(answer.mismatches, ["birth_date", "division_code"]);
    assert_eq!(answer.state.as_deref(), Some("expired"));

    s.outside.set(Mode::Answer(r#"{"outcome":"not_found"}"#));
    let question = SnilsQuestion {
        person: person(),
        snils: Snils::with_control(112_233_445).unwrap(),
    };
    let answer = s.gateways.snils(&question, "case:1:sfr").await.unwrap();
    assert_eq!(answer.outcome, Outcome::NotFound);
    let inn = Inn::with_control("6226012345").unwrap();
    let question = InnQuestion {
        person: person(),
        inn: inn.clone(),
    };
    s.gateways.inn(&question, "case:1:fns").await.unwrap();

    let seen = s.outside.calls();
    let paths: Vec<_> = seen.iter().map(|c| c.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/registries/mvd/passport",
            "/registries/sfr/snils",
            "/registries/fns/inn"
        ]
    );
    assert_eq!(seen[0].key, "case:1:mvd");
    assert_eq!(seen[0].bearer, "Bearer registry-key");
    assert_eq!(
        seen[0].body,
        serde_json::json!({
            "request_id": "case:1:mvd", "surname": "Савельева", "name": "Амина", "patronymic": null,
            "birth_date": "1987-03-14", "passport_number": "6114123456",
            "passport_issued_on": "2007-03-20", "division_code": "620-012",
        })
    );
    assert_eq!(seen[1].body["snils"], question_snils());
    assert_eq!(seen[2].body["inn"], inn.as_str());
}

fn question_snils() -> String {
    Snils::with_control(112_233_445)
        .unwrap()
        .as_str()
        .to_owned()
}

#[tokio::test]
async fn taxpayer_number_is_found_and_checked() {
    let s = setup().await;
    let inn = Inn::with_control("6226012345").unwrap();
    for body in [
        format!(r#"{{"outcome":"match","inn":"{}"}}"#, inn.as_str()),
        format!(
            r#"{{"outcome":"match","details":{{"inn":"{}"}}}}"#,
            inn.as_str()
        ),
    ] {
        s.outside.set(Mode::Answer(body.leak()));
        let answer = s.gateways.find_inn(&passport(), "k").await.unwrap();
        assert_eq!(answer.inn.as_deref(), Some(inn.as_str()));
    }
    s.outside
        .set(Mode::Answer(r#"{"outcome":"match","inn":"622601234500"}"#));
    let error = s.gateways.find_inn(&passport(), "k").await.unwrap_err();
    assert!(matches!(error, GatewayError::Malformed(_)));
    assert_eq!(s.outside.calls()[0].path, "/registries/fns/find");
}

#[tokio::test]
async fn address_registry_hears_of_the_house_alone() {
    let s = setup().await;
    s.outside.set(Mode::Answer(
        r#"{"outcome":"match","details":{"object_id":"6f8e1c3a-0b52-4f0e-9d3c-1a2b3c4d5e6f","postcode":"391300"}}"#,
    ));
    let address = Address {
        region: "Рязанская область".to_owned(),
        city: "Касимов".to_owned(),
        house: "14".to_owned(),
        flat: Some("7".to_owned()),
        ..Address::default()
    };
    let answer = s.gateways.address(&(&address).into(), "a").await.unwrap();
    assert_eq!(answer.house.unwrap().postcode.unwrap().as_str(), "391300");
    assert_eq!(
        s.outside.calls()[0].body,
        serde_json::json!({
            "request_id": "a", "region": "Рязанская область", "district": null, "city": "Касимов",
            "street": null, "house": "14", "postcode": null,
        })
    );
    s.outside.set(Mode::Answer(
        r#"{"outcome":"match","details":{"object_id":"<b>"}}"#,
    ));
    let error = s.gateways.address(&(&address).into(), "b").await;
    assert!(matches!(error, Err(GatewayError::Malformed(_))));
}

#[tokio::test]
async fn every_fault_has_its_error() {
    let s = setup().await;
    let cases = [
        (Mode::Status(503), "unavailable: sms: HTTP 503"),
        (Mode::Status(401), "unavailable: sms: HTTP 401"),
        (Mode::Status(307), "unavailable: sms: HTTP 307"),
        (Mode::Broken, "unavailable: sms: the connection broke"),
        (Mode::Status(422), "refused: sms: HTTP 422"),
        (
            Mode::Answer("<html>no</html>"),
            "malformed answer: sms: not the JSON agreed on",
        ),
        (Mode::Endless, "malformed answer: sms: longer than agreed"),
        (
            Mode::Slow(DEADLINE * 3),
            "unavailable: sms: no answer within the deadline",
        ),
    ];
    for (mode, text) in cases {
        s.outside.set(mode);
        let error = s.gateways.sms(&phone(), "Код 482013", "k").await;
        assert_eq!(error.unwrap_err().to_string(), text);
    }
    assert_eq!(s.outside.calls().len(), 8, "a call is tried once");
}

#[tokio::test]
async fn nobody_there_is_unavailable() {
    let settings = Settings {
        registries_url: "http://127.0.0.1:1".to_owned(),
        sms_url: "http://127.0.0.1:1".to_owned(),
        smtp_url: "smtp://127.0.0.1:1".to_owned(),
        ..Settings::default()
    };
    let gateways = Gateways::new(settings, Arc::new(TestClock::default())).unwrap();
    let sms = gateways.sms(&phone(), "Код", "k").await.unwrap_err();
    assert_eq!(sms.to_string(), "unavailable: sms: no connection");
    let mail = gateways.mail(&letter("1")).await.unwrap_err();
    assert_eq!(mail.to_string(), "unavailable: smtp: no connection");
    let passport = gateways.passport(&passport(), "k").await.unwrap_err();
    assert_eq!(passport.to_string(), "unavailable: mvd: no connection");
}

#[tokio::test]
async fn who_asks_to_wait_is_waited_for() {
    let s = setup().await;
    s.outside.set(Mode::Later(90));
    let error = s.gateways.sms(&phone(), "Код", "k").await.unwrap_err();
    let until = okno_requisites::Clock::now(&s.clock) + SignedDuration::from_secs(90);
    assert_eq!(error, GatewayError::Overloaded { until });
    assert!(error.is_passing());
}

#[tokio::test]
async fn breaker_opens_after_five_failures_and_closes_after_a_good_probe() {
    let s = setup().await;
    let to = phone();
    let send = || s.gateways.sms(&to, "Код", "k");
    s.outside.set(Mode::Status(503));
    for _ in 0..4 {
        assert!(send().await.is_err());
    }
    // A good answer in between begins the count anew.
    s.outside.set(Mode::Answer("{}"));
    assert!(send().await.is_ok());
    s.outside.set(Mode::Status(503));
    for _ in 0..4 {
        assert!(send().await.is_err());
        assert_eq!(state(&s.gateways, "sms"), State::Closed);
    }
    assert!(send().await.is_err());
    let until = okno_requisites::Clock::now(&s.clock) + SignedDuration::from_secs(30);
    assert_eq!(state(&s.gateways, "sms"), State::Open { until });
    assert_eq!(
        state(&s.gateways, "smtp"),
        State::Closed,
        "each has its own"
    );

    let before = s.outside.calls().len();
    assert_eq!(send().await, Err(GatewayError::Overloaded { until }));
    assert_eq!(s.outside.calls().len(), before, "the system is left alone");

    // The probe fails: another pause.
    s.clock.advance(SignedDuration::from_secs(30));
    assert!(matches!(send().await, Err(GatewayError::Unavailable(_))));
    assert!(matches!(send().await, Err(GatewayError::Overloaded { .. })));
    assert_eq!(s.outside.calls().len(), before + 1);

    // The probe is good: all is well.
    s.clock.advance(SignedDuration::from_secs(30));
    s.outside.set(Mode::Answer("{}"));
    assert!(send().await.is_ok());
    assert_eq!(state(&s.gateways, "sms"), State::Closed);
    assert!(send().await.is_ok());
}

#[tokio::test]
async fn refusals_do_not_open_the_breaker() {
    let s = setup().await;
    s.outside.set(Mode::Status(422));
    for _ in 0..8 {
        let error = s.gateways.sms(&phone(), "Код", "k").await.unwrap_err();
        assert!(matches!(error, GatewayError::Refused(_)));
    }
    assert_eq!(state(&s.gateways, "sms"), State::Closed);
}

#[tokio::test]
async fn one_probe_at_a_time_and_a_dropped_one_makes_room() {
    let s = setup().await;
    s.outside.set(Mode::Status(503));
    for _ in 0..5 {
        assert!(s.gateways.sms(&phone(), "Код", "k").await.is_err());
    }
    s.clock.advance(SignedDuration::from_secs(30));
    s.outside.set(Mode::Slow(DEADLINE / 2));
    let own = s.gateways.clone();
    let probe = tokio::spawn(async move { own.sms(&phone(), "Код", "k").await });
    while state(&s.gateways, "sms") != State::Probing {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = s.gateways.sms(&phone(), "Код", "k").await;
    assert!(matches!(second, Err(GatewayError::Overloaded { .. })));
    // The job of the probe is stopped before there is an answer.
    probe.abort();
    assert!(probe.await.unwrap_err().is_cancelled());
    assert!(s.gateways.sms(&phone(), "Код", "k").await.is_ok());
    assert_eq!(state(&s.gateways, "sms"), State::Closed);
}

#[tokio::test]
async fn calls_at_once_are_bounded_and_too_many_are_turned_away() {
    let s = setup().await;
    s.outside.set(Mode::Slow(DEADLINE / 4));
    let calls = (0..200).map(|n| {
        let own = s.gateways.clone();
        tokio::spawn(async move { own.sms(&phone(), "Код", &format!("k{n}")).await })
    });
    let (mut sent, mut turned_away) = (0, 0);
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(()) => sent += 1,
            Err(GatewayError::Overloaded { .. }) => turned_away += 1,
            Err(error) => panic!("{error}"),
        }
    }
    // 16 run and 64 wait; of these some may wait in vain on a busy machine.
    assert!((16..=80).contains(&sent), "{sent}");
    assert_eq!(sent + turned_away, 200);
    assert!(s.outside.world().busiest <= 16);
    assert!(s.gateways.sms(&phone(), "Код", "last").await.is_ok());
}

#[tokio::test]
async fn sms_carries_its_key() {
    let s = setup().await;
    for _ in 0..2 {
        s.gateways
            .sms(&phone(), "Код 482013", "code:7")
            .await
            .unwrap();
    }
    let calls = s.outside.calls();
    assert_eq!(calls[0].path, "/sms/send");
    assert_eq!(calls[0].bearer, "Bearer sms-key");
    assert!(calls.iter().all(|c| c.key == "code:7"));
    assert_eq!(
        calls[0].body,
        serde_json::json!({"to": "+79005550147", "text": "Код 482013"})
    );
}

#[tokio::test]
async fn post_takes_a_letter_and_tells_where_it_is() {
    use okno_gateways::{PostEventKind, PostLetter};
    let s = setup().await;
    let letter = PostLetter {
        name: "Сафина Амина Рашидовна",
        address: "391300, Рязанская область, г. Касимов, ул. Советская, д. 12",
        postcode: "391300",
        pdf: b"%PDF-1.7",
    };
    s.outside.set(Mode::Answer(r#"{"track":"10100011000017"}"#));
    let track = s.gateways.post_letter(&letter, "letter:7").await.unwrap();
    assert_eq!(track.shown(), "101000 11 00001 7");
    let call = s.outside.calls().pop().unwrap();
    assert_eq!(
        (call.path.as_str(), call.key.as_str()),
        ("/post/letters", "letter:7")
    );
    assert_eq!(call.bearer, "Bearer post-key");
    assert_eq!(call.body["pdf"], "JVBERi0xLjc=");
    assert_eq!(call.body["hand_over"], "passport");

    // A number whose last digit is wrong is not one.
    s.outside.set(Mode::Answer(r#"{"track":"10100011000018"}"#));
    let error = s
        .gateways
        .post_letter(&letter, "letter:8")
        .await
        .unwrap_err();
    assert!(matches!(error, GatewayError::Malformed(_)), "{error:?}");
    assert!(!error.to_string().contains("Сафина"), "{error}");

    s.outside.set(Mode::Answer(
        r#"{"events":[
            {"kind":"handed_over","at":"2026-12-09T10:00:00Z","document":"passport"},
            {"kind":"sorted","at":"2026-12-01T10:00:00Z"},
            {"kind":"printed","at":"2026-11-23T10:00:00Z","document":null}]}"#,
    ));
    let events = s.gateways.post_events(&track).await.unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    // In order of time; what is not known is let through.
    assert_eq!(
        kinds,
        [
            PostEventKind::Printed,
            PostEventKind::Other,
            PostEventKind::HandedOver
        ]
    );
    assert!(events[2].is_in_person() && !events[0].is_in_person());
    let call = s.outside.calls().pop().unwrap();
    assert_eq!(call.path, "/post/letters/10100011000017/events");
}

#[tokio::test]
async fn letter_arrives_with_its_headers_and_once() {
    let s = setup().await;
    s.gateways.mail(&letter("a")).await.unwrap();
    s.gateways.mail(&letter("a")).await.unwrap();
    s.gateways.mail(&letter("b")).await.unwrap();
    let world = s.outside.world();
    assert_eq!(world.handed, 3);
    assert_eq!(world.letters.len(), 2, "a repeat has the same Message-ID");
    let raw = &world.letters[0];
    assert_eq!(header(raw, "Message-ID"), "<a@okno.example>");
    assert_eq!(header(raw, "Date"), "Mon, 02 Mar 2026 06:00:00 +0000");
    assert_eq!(header(raw, "Auto-Submitted"), "auto-generated");
    let parsed = mail_parser::MessageParser::default()
        .parse(raw.as_bytes())
        .unwrap();
    assert_eq!(parsed.subject(), Some("Карта готова и ждёт вас"));
    let from = parsed.from().and_then(|a| a.first()).unwrap();
    assert_eq!(from.name(), Some("Окно"));
    assert_eq!(from.address(), Some("no-reply@okno.example"));
    let to = parsed.to().and_then(|a| a.first()).unwrap();
    assert_eq!(to.address(), Some("amina@pochta.example"));
    let text = parsed.body_text(0).unwrap();
    assert!(text.contains("Точка в начале строки."), "{text}");
    assert!(parsed.body_html(0).unwrap().contains("<p>Заберите её.</p>"));
}

#[tokio::test]
async fn what_stands_in_a_letter_makes_no_header() {
    let s = setup().await;
    let evil = "Готово\r\nBcc: all@pochta.example\r\n\r\nНовый текст";
    for (n, subject) in [evil, "Ready\r\nBcc: all@pochta.example", "Ready\nX-A: b"]
        .into_iter()
        .enumerate()
    {
        let id = n.to_string();
        let text = ".\r\nMAIL FROM:<evil@example.org>\r\n".to_owned();
        let mail = Mail {
            subject: subject.to_owned(),
            text: text.into(),
            ..letter(&id)
        };
        s.gateways.mail(&mail).await.unwrap();
        let world = s.outside.world();
        assert_eq!(world.handed, n + 1, "{subject}");
        let raw = world.letters.last().unwrap();
        assert_eq!(header(raw, "Bcc"), "", "{raw}");
        assert_eq!(header(raw, "X-A"), "", "{raw}");
        let parsed = mail_parser::MessageParser::default()
            .parse(raw.as_bytes())
            .unwrap();
        assert_eq!(parsed.to().map(|to| to.iter().count()), Some(1));
    }
}

#[tokio::test]
async fn an_answer_that_leads_elsewhere_is_not_followed() {
    let s = setup().await;
    let elsewhere = Outside::start().await;
    s.outside
        .set(Mode::Elsewhere(format!("{}/inside", elsewhere.http)));
    let error = s.gateways.passport(&passport(), "k").await.unwrap_err();
    assert!(matches!(error, GatewayError::Unavailable(_)), "{error}");
    assert_eq!(s.outside.calls().len(), 1);
    assert_eq!(
        elsewhere.calls().len(),
        0,
        "neither the question nor the key"
    );
}

#[tokio::test]
async fn mail_server_refuses_or_asks_to_come_back() {
    let s = setup().await;
    s.outside
        .set(Mode::Smtp("550 no such user amina@pochta.example\r\n"));
    let error = s.gateways.mail(&letter("a")).await.unwrap_err();
    assert_eq!(error, GatewayError::Refused("smtp: 550".to_owned()));
    s.outside
        .set(Mode::Smtp("451 later amina@pochta.example\r\n"));
    let error = s.gateways.mail(&letter("a")).await.unwrap_err();
    assert_eq!(error, GatewayError::Unavailable("smtp: 451".to_owned()));
    s.outside.set(Mode::Slow(DEADLINE * 3));
    let error = s.gateways.mail(&letter("a")).await.unwrap_err();
    assert!(matches!(error, GatewayError::Unavailable(_)), "{error}");
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused() {
    let make = |smtp_url: &str| {
        let settings = Settings {
            smtp_url: smtp_url.to_owned(),
            ..Settings::default()
        };
        Gateways::new(settings, Arc::new(TestClock::default())).err()
    };
    for good in [
        "smtp://127.0.0.1:2525",
        "smtp://[::1]:2525",
        "smtps://user:p%40ss@host",
        "smtp://user:pass@host?tls=required",
    ] {
        assert_eq!(make(good), None, "{good}");
    }
    for bad in [
        "",
        "host:25",
        "http://host",
        "smtp://user:pass@host",
        "smtp://host?tls=maybe",
        "smtps://user:%zz@host",
    ] {
        assert!(make(bad).unwrap().starts_with("smtp_url: "), "{bad}");
    }
    for (registries_url, mail_from) in [("nowhere", "a@b.example"), ("http://a", "nobody")] {
        let settings = Settings {
            registries_url: registries_url.to_owned(),
            mail_from: mail_from.to_owned(),
            ..Settings::default()
        };
        assert!(Gateways::new(settings, Arc::new(TestClock::default())).is_err());
    }
}

#[tokio::test]
async fn keys_and_personal_data_stay_out_of_debug_and_errors() {
    let settings = Settings {
        registries_key: "secret-1".to_owned(),
        sms_key: "secret-2".to_owned(),
        smtp_url: "nonsense://user:secret-3@host".to_owned(),
        ..Settings::default()
    };
    assert!(!format!("{settings:?}").contains("secret"));
    let error = Gateways::new(settings, Arc::new(TestClock::default())).err();
    assert!(!error.unwrap().contains("secret"));
    assert!(!format!("{:?}", letter("a")).contains("amina"));
    assert!(!format!("{:?}", passport()).contains("6114"));
}
