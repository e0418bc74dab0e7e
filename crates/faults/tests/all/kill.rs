//! `kill -9` at twenty random moments of the journey under way for fifty people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use okno_faults::{
    Official, Pace, Person, Portal, Settings, Stage, Stand, StandProcess, code_in, seed,
};
use okno_requisites::{Chance, SeededChance};
use serde_json::Value;

use crate::ledger::Ledger;

const PEOPLE: usize = 50;
/// One in so many goes on to the centre, the card and its document.
const APPLICANT_IN: usize = 3;
const KILLS: usize = 20;
/// After so many kills the last of them has come.
const LAST_COME: usize = 12;
/// A person thinks so long at most before a step, milliseconds.
const THINK: u64 = 2_000;
/// For one person, kills and all.
const LONGEST: Duration = Duration::from_secs(200);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_done_twice_by_twenty_kills_under_fifty_people() {
    let chance = Arc::new(SeededChance::new(seed()));
    let dir = tempfile::tempdir().unwrap();
    let stand = StandProcess::start();
    let settings = Settings::new(&dir.path().join("data"), &stand);
    let url = settings.url();
    Official::add(&settings, "operator", "operator", "kasimov-sobornaya");
    Official::add(&settings, "officer", "officer", "ryazan-digital");
    let mut portal = Portal::start(settings).await;
    let operator = Arc::new(Official::sign_in(&url, "operator").await);
    let officer = Arc::new(Official::sign_in(&url, "officer").await);

    let humans = stand.api().plain_people().await;
    assert!(
        humans.len() >= PEOPLE,
        "the stand has {} plain people",
        humans.len()
    );
    let kills = Arc::new(AtomicUsize::new(0));
    let think: Arc<dyn Fn() -> Duration + Send + Sync> = {
        let chance = chance.clone();
        Arc::new(move || Duration::from_millis(chance.below(THINK)))
    };
    let mut tasks = tokio::task::JoinSet::new();
    for (n, human) in humans.into_iter().take(PEOPLE).enumerate() {
        let mut person = Person::new(human, stand.api(), &url, n);
        person.pace = Pace {
            think: Some(think.clone()),
            starts: kills.clone(),
        };
        let goal = if n % APPLICANT_IN == 0 {
            Stage::Completed
        } else {
            Stage::Standard
        };
        let (operator, officer) = (operator.clone(), officer.clone());
        let kills = kills.clone();
        tasks.spawn(async move {
            // Some come later, so that each kill falls upon people at every step.
            while kills.load(Ordering::Acquire) * PEOPLE < n * LAST_COME {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            person.live(goal, &operator, &officer, LONGEST).await;
            (person, goal)
        });
    }
    let mut slowest = Duration::ZERO;
    for kill in 1..=KILLS {
        // Any moment: an idle one, or in the middle of hashing, sending, printing.
        tokio::time::sleep(Duration::from_millis(100 + chance.below(1_900))).await;
        assert!(!tasks.is_empty(), "all were done before kill {kill}");
        let settings = portal.kill();
        tokio::time::sleep(Duration::from_millis(chance.below(300))).await;
        portal = Portal::start(settings).await;
        slowest = slowest.max(portal.started_in);
        kills.store(kill, Ordering::Release);
    }
    let mut people = Vec::new();
    while let Some(done) = tasks.join_next().await {
        people.push(done.unwrap_or_else(|error| panic!("{error}\n{}", portal.tail())));
    }
    let interrupted: u32 = people.iter().map(|(person, _)| person.interrupted).sum();
    let looked: u32 = people.iter().map(|(person, _)| person.looked_back).sum();
    println!(
        "interrupted {interrupted} times, looked back {looked} times; slowest start {slowest:?}"
    );
    assert!(interrupted >= 20, "the kills hit nobody: {interrupted}");

    let data = portal.settings.data.clone();
    let mut ledger = Ledger::open(&data).await;
    ledger.all_jobs_done().await;
    for (person, goal) in &mut people {
        assert_eq!(person.stage, *goal);
        person.look_back().await.unwrap();
    }
    check_ledger(&mut ledger, &people).await;
    check_outside(&stand.api(), &people).await;
    check_journal(portal).await;
}

/// The database has each account, application and document once.
async fn check_ledger(ledger: &mut Ledger, people: &[(Person, Stage)]) {
    let applicants = people.iter().filter(|(_, goal)| *goal == Stage::Completed);
    let acknowledged: BTreeSet<String> = applicants
        .map(|(person, _)| person.number.replace('\u{2011}', "-"))
        .collect();
    let of = i64::try_from(acknowledged.len()).unwrap();
    let all = i64::try_from(people.len()).unwrap();
    assert_eq!(ledger.count("select count(*) from accounts").await, all);
    assert_eq!(
        ledger
            .count("select count(distinct phone_index) from accounts")
            .await,
        all
    );
    let kept: BTreeSet<String> = ledger
        .texts("select number from applications")
        .await
        .into_iter()
        .collect();
    assert_eq!(kept, acknowledged, "the numbers that people were told");
    let each = "select count(*) from (select owner from applications group by owner)";
    assert_eq!(ledger.count(each).await, of);
    let completed = "select count(*) from applications where state = 'completed'";
    assert_eq!(ledger.count(completed).await, of);
    assert_eq!(ledger.count("select count(*) from documents").await, of);
    assert_eq!(
        ledger
            .count("select count(*) from documents where file is not null")
            .await,
        of
    );
    let twice = "select step from application_steps group by application, step having count(*) > 1";
    assert_eq!(
        ledger.texts(twice).await,
        Vec::<String>::new(),
        "steps of a case happen once"
    );
    let twice = "select act from journal where act in ('account.created', 'application.sent', \
                 'application.approved', 'application.issued', 'application.completed', \
                 'proofing.decided') group by act, object having count(*) > 1";
    assert_eq!(
        ledger.texts(twice).await,
        Vec::<String>::new(),
        "acts happen once"
    );
}

/// The outside has seen each message and each question once, and people who
/// came equally far were told equally much.
async fn check_outside(stand: &Stand, people: &[(Person, Stage)]) {
    let sms = stand.list("sms", &[]).await;
    let mail = stand.list("mail", &[]).await;
    assert!(
        sms.len() > PEOPLE * 3 && mail.len() > PEOPLE * 3,
        "{} {}",
        sms.len(),
        mail.len()
    );
    once("SMS", &sms, |m| format!("{} {}", m["to"], m["text"]));
    once("letter", &mail, |m| {
        format!("{} {} {}", m["to"], m["subject"], m["text"])
    });
    let mut told: BTreeMap<Stage, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (person, goal) in people {
        let notices = |all: &[Value], contact: &str| {
            let own = all.iter().filter(|m| m["to"].to_string().contains(contact));
            own.filter(|m| code_in(m["text"].as_str().unwrap_or_default()).is_none())
                .count()
        };
        let human = &person.human;
        let count = (
            notices(&sms, human.get("phone")),
            notices(&mail, human.get("email")),
        );
        told.entry(*goal).or_default().insert(count);
    }
    println!("notices by SMS and letter: {told:?}");
    assert!(told.values().all(|counts| counts.len() == 1), "{told:?}");
    assert!(
        told.values()
            .flatten()
            .all(|(sms, mail)| *sms >= 2 && *mail >= 2),
        "{told:?}"
    );
    let calls = stand.list("calls", &[]).await;
    let asked = calls.iter().filter(|call| call["key"].is_string());
    let asked: Vec<Value> = asked.cloned().collect();
    once("question", &asked, |c| {
        format!("{} {}", c["operation"], c["key"])
    });
    let repeats: u64 = calls
        .iter()
        .filter_map(|call| call["repeats"].as_u64())
        .sum();
    println!(
        "{} messages, {} letters, {repeats} harmless repeats",
        sms.len(),
        mail.len()
    );
}

fn once(what: &str, all: &[Value], of: impl Fn(&Value) -> String) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for item in all {
        *seen.entry(of(item)).or_default() += 1;
    }
    let twice: Vec<_> = seen.iter().filter(|(_, n)| **n > 1).collect();
    assert!(twice.is_empty(), "a {what} came twice: {twice:?}");
}

/// The chain of the journal is whole, beside the program and after it.
async fn check_journal(portal: Portal) {
    let settings = portal.settings.clone();
    let (status, text) = settings.run(&["journal", "verify"], "");
    assert!(status.success(), "{text}");
    let begun = Instant::now();
    portal.ask_to_end();
    assert!(portal.ended(Duration::from_secs(20)).await.success());
    println!("ended in {:?}", begun.elapsed());
    let (status, text) = settings.run(&["journal", "verify"], "");
    assert!(status.success(), "{text}");
    println!("{}", text.trim());
}
