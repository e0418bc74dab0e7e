//! Whether a contact has an account: neither answers nor their timing tell.

use std::time::{Duration, Instant};

use axum::http::header;
use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::Engine;

use crate::browser::{Browser, Seen};
use crate::house::{FORM, House, person, with};

const TRIES: u32 = 15;

/// First of the people with an account and of those without; their contacts are of one length.
const KNOWN: u32 = 10;
const UNKNOWN: u32 = 50;

/// A busy machine may spoil the medians of a round; what leaks spoils those of all.
const ROUNDS: u32 = 3;

/// All of an answer that a stranger could compare; the contact itself is no news to them.
fn outside(seen: &Seen, contact: &str) -> String {
    let mut lines: Vec<String> = seen
        .headers
        .iter()
        .map(|(name, value)| match *name {
            // A token is random, and of one length.
            header::SET_COOKIE => format!("{name} of {} bytes", value.len()),
            _ => format!("{name}: {}", value.to_str().unwrap()),
        })
        .collect();
    lines.sort();
    let text = seen.text.replace(contact, "CONTACT");
    format!("{} {lines:?}\n{text}", seen.status)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// Goes one step with contacts that have an account and with others, in turns. The step
/// prepares what it needs, then posts and says how long the answer took, and how the
/// contact is written on pages.
async fn tells_nothing(
    what: &str,
    page: &str,
    step: impl AsyncFn(&House, &mut Browser, u32) -> (Seen, Duration, String),
) {
    let house = House::build(Engine::Sqlite).await;
    for n in 0..TRIES {
        house.account(&person(KNOWN + n), Level::Simplified).await;
    }
    let mut seen = Vec::new();
    for _ in 0..ROUNDS {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for n in 0..TRIES {
            let mut answers = Vec::new();
            for (times, who) in [(&mut known, KNOWN + n), (&mut unknown, UNKNOWN + n)] {
                let mut browser = house.browser();
                browser.ip = format!("192.0.2.{n}");
                let (answer, took, contact) = step(&house, &mut browser, who).await;
                times.push(took);
                answer.leads(page);
                let next = browser.get(page).await;
                next.is(200).has(&contact);
                answers.push(outside(&answer, &contact) + &outside(&next, &contact));
            }
            assert_eq!(answers[0], answers[1], "{what}: an answer tells");
        }
        let (known, unknown) = (median(known), median(unknown));
        if (0.6..1.7).contains(&(known / unknown)) {
            return;
        }
        seen.push((known, unknown));
        house.later(SignedDuration::from_hours(2));
    }
    panic!("{what}: with an account and without, seconds: {seen:?}");
}

async fn timed(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> (Seen, Duration) {
    let began = Instant::now();
    let answer = browser.post(path, fields).await;
    (answer, began.elapsed())
}

#[tokio::test]
async fn registration_with_a_taken_phone_looks_and_takes_as_any() {
    let step = async |_: &House, browser: &mut Browser, n| {
        let phone = person(n).phone.shown();
        let form = with(&FORM, &[("phone", &phone)]);
        let (answer, took) = timed(browser, "/register/simple", &form).await;
        (answer, took, plain(&phone))
    };
    tells_nothing("phone", "/register/simple/phone", step).await;
}

#[tokio::test]
async fn registration_with_a_taken_mail_looks_and_takes_as_any() {
    let step = async |house: &House, browser: &mut Browser, n| {
        let mail = person(n).email.shown();
        let free = person(9000 - n).phone.shown();
        let form = with(&FORM, &[("phone", &free), ("email", &mail)]);
        browser
            .post("/register/simple", &form)
            .await
            .leads("/register/simple/phone");
        let code = house.sms_code().await;
        let path = "/register/simple/phone";
        let (answer, took) = timed(browser, path, &[("code", &code)]).await;
        (answer, took, mail)
    };
    tells_nothing("e-mail", "/register/simple/email", step).await;
}

#[tokio::test]
async fn recovery_without_an_account_looks_and_takes_as_with_one() {
    for by_mail in [false, true] {
        let step = async |_: &House, browser: &mut Browser, n| {
            let typed = match by_mail {
                true => person(n).email.shown(),
                false => person(n).phone.shown(),
            };
            let (answer, took) = timed(browser, "/recover", &[("login", &typed)]).await;
            (answer, took, plain(&typed))
        };
        tells_nothing("recovery", "/recover/code", step).await;
    }
}

/// As the browser of these tests shows it.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('\u{2011}', "-")
}
