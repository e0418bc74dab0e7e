//! The time of an answer does not say whether there is such an account.

use std::ops::Range;
use std::time::Instant;

use okno_accounts::Person;
use okno_accounts::secrets::Hashed;
use okno_requisites::{Email, Phone};
use okno_store::Engine;

use crate::browser::Browser;
use crate::house::{House, person};

/// Tries, half of them at accounts that are there.
const TRIES: u32 = 10_000;

/// How much better than by a coin an answer's time may tell them apart. At five tries an
/// account in a quarter of an hour that is of no use to anybody; a known account that was
/// not hashed for, or a statement that one of them alone runs, is far above it.
const MOST: f64 = 0.05;

/// The probability that a time out of `a` is longer than one out of `b` (Mann–Whitney): one
/// half where nothing differs. Ranks are not moved by what else the machine does now and
/// then.
fn longer(a: &[u128], b: &[u128]) -> f64 {
    let mut all: Vec<(u128, bool)> = a.iter().map(|time| (*time, true)).collect();
    all.extend(b.iter().map(|time| (*time, false)));
    all.sort_unstable();
    let (mut rank, mut sum) = (0.0, 0.0);
    for (_, of_a) in &all {
        rank += 1.0;
        if *of_a {
            sum += rank;
        }
    }
    let count = |times: &[u128]| f64::from(u32::try_from(times.len()).unwrap());
    let (n, m) = (count(a), count(b));
    (sum - n * (n + 1.0) / 2.0) / (n * m)
}

/// A stranger from a network of their own, and the mailbox that they try.
fn stranger(house: &House, n: u32) -> (Browser, String) {
    let mut stranger = house.browser();
    stranger.ip = format!("10.{}.{}.7", n / 200, n % 200);
    (stranger, format!("amina{n}@pochta.example"))
}

/// One try at an account of this number.
async fn tried(house: &House, n: u32) -> u128 {
    let (mut stranger, mail) = stranger(house, n);
    let fields = [("login", mail.as_str()), ("password", "Wrong-1!")];
    let begun = Instant::now();
    let page = stranger.post("/login", &fields).await;
    let took = begun.elapsed().as_nanos();
    page.is(422);
    took
}

/// Times of known and of unknown accounts, in turns.
async fn tries(house: &House, numbers: Range<u32>) -> (Vec<u128>, Vec<u128>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for n in numbers {
        let took = tried(house, n).await;
        match n % 2 {
            0 => known.push(took),
            _ => unknown.push(took),
        }
    }
    (known, unknown)
}

async fn half_of_them_have_accounts(house: &House, hashed: &Hashed, tries: u32) {
    let mut tx = house.store.db.begin().await.unwrap();
    for n in (0..tries).step_by(2) {
        let somebody = Person {
            phone: Phone::parse(&format!("+7901{n:07}")).unwrap(),
            email: Email::parse(&format!("amina{n}@pochta.example")).unwrap(),
            ..person(0)
        };
        okno_accounts::create(&mut tx, &somebody, hashed, okno_web::Lang::Ru)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_time_of_a_sign_in_does_not_tell_accounts_from_others() {
    let house = House::build(Engine::Sqlite).await;
    let chance = house.store.db.chance();
    let hasher = house.accounts.hasher();
    let hashed = hasher.hash("Слон-3гуляет!", chance).await.unwrap();
    half_of_them_have_accounts(&house, &hashed, TRIES).await;
    // Nobody is the first: what is read once is read.
    for n in TRIES..TRIES + 20 {
        tried(&house, n).await;
    }
    // Side by side, as many as hashes run at once.
    let half = TRIES / 2;
    let (first, second) = tokio::join!(tries(&house, 0..half), tries(&house, half..TRIES));
    let known = [first.0, second.0].concat();
    let unknown = [first.1, second.1].concat();
    let told = longer(&known, &unknown);
    assert!(
        (told - 0.5).abs() < MOST,
        "known accounts take longer with probability {told:.3}"
    );
}

/// Tries of a recovery. It hashes no password, so what one statement takes more would show
/// all the sooner.
const RECOVERIES: u32 = 4_000;

/// One recovery asked for.
async fn asked(house: &House, n: u32) -> u128 {
    let (mut stranger, mail) = stranger(house, n);
    let begun = Instant::now();
    let page = stranger.post("/recover", &[("login", mail.as_str())]).await;
    let took = begun.elapsed().as_nanos();
    page.leads("/recover/code");
    took
}

#[tokio::test]
async fn the_time_of_a_recovery_does_not_tell_accounts_from_others() {
    let house = House::build(Engine::Sqlite).await;
    half_of_them_have_accounts(&house, &Hashed::none(), RECOVERIES).await;
    for n in RECOVERIES..RECOVERIES + 20 {
        asked(&house, n).await;
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for n in 0..RECOVERIES {
        // Pairs in turns: whatever grows with the tables grows for both.
        let turned = n ^ (n / 2 % 2);
        let took = asked(&house, turned).await;
        match turned % 2 {
            0 => known.push(took),
            _ => unknown.push(took),
        }
    }
    let told = longer(&known, &unknown);
    assert!(
        (told - 0.5).abs() < MOST,
        "known accounts take longer with probability {told:.3}"
    );
}

#[test]
fn the_statistic_sees_a_difference() {
    let even: Vec<u128> = (0..1000).map(|n| 1000 + n * 7919 % 1000).collect();
    let late: Vec<u128> = even.iter().map(|time| time + 150).collect();
    assert!((longer(&even, &even) - 0.5).abs() < 0.01);
    assert!(longer(&late, &even) > 0.5 + MOST);
}
