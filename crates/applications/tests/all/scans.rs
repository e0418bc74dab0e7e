//! Files and the scanner: who may open what, and when.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use jiff::SignedDuration;
use okno_gateways::{Gateways, Settings};
use okno_requisites::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::house::{AGENCY, Browser, File, House, PDF, at_desk, id_in, multipart};

/// The test string of EICAR, in parts: in one it would set off real scanners.
fn eicar() -> String {
    let parts = [
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-",
        "ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    parts.concat()
}

fn infected() -> Vec<u8> {
    let mut out = PDF[..9].to_vec();
    out.extend(format!("%{}\n", eicar()).bytes());
    out.extend(&PDF[9..]);
    out
}

/// Plays `clamd` on a real socket.
struct Clamd {
    address: String,
    away: Arc<AtomicBool>,
    heard: Arc<AtomicUsize>,
}

async fn talk(mut stream: TcpStream) -> std::io::Result<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut content = Vec::new();
    loop {
        let length = usize::try_from(stream.read_u32().await?).unwrap();
        if length == 0 {
            break;
        }
        let begin = content.len();
        content.resize(begin + length, 0);
        stream.read_exact(&mut content[begin..]).await?;
    }
    let known = eicar();
    let found = content
        .windows(known.len())
        .any(|part| part == known.as_bytes());
    let answer = if found {
        "stream: Win.Test.EICAR_HDB-1 FOUND\0"
    } else {
        "stream: OK\0"
    };
    stream.write_all(answer.as_bytes()).await
}

impl Clamd {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let (away, heard) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let clamd = Self {
            address,
            away: away.clone(),
            heard: Arc::clone(&heard),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                heard.fetch_add(1, Ordering::SeqCst);
                if !away.load(Ordering::SeqCst) {
                    let _ = talk(stream).await;
                }
            }
        });
        clamd
    }

    /// Has the house ask it.
    fn watches(&self, house: &mut House) {
        let settings = Settings {
            clamav: self.address.clone(),
            ..Settings::default()
        };
        let clock: Arc<dyn Clock> = Arc::new(house.store.clock.clone());
        let gateways = Gateways::new(settings, clock).unwrap();
        house.db().check_files();
        house.accounts.add_attachments(Arc::new(house.own.clone()));
        house.accounts.register_scans(&mut house.worker, gateways);
    }
}

async fn attach(browser: &Browser<'_>, base: &str, content: &[u8]) -> String {
    let file = File {
        field: "attachment",
        name: "полис.pdf",
        content,
    };
    let body = multipart(&[("purpose", "medical")], &[file]);
    browser.upload(&format!("{base}/card"), body).await.to()
}

async fn file_of(house: &House, base: &str) -> String {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    let content = found.unwrap().unwrap().content;
    format!("{base}/files/{}", content.files["attachment"][0].id)
}

const IN_STATE: &str = "select count(*) as n from files where checked = 'waiting'";

on_both!(
    officials_open_a_file_only_when_the_scanner_has_seen_it,
    |house| async move {
        let clamd = Clamd::open().await;
        clamd.away.store(true, Ordering::SeqCst);
        let mut house = house;
        clamd.watches(&mut house);
        let amina = house.amina().await;
        let base = amina.apply().await;
        let file = file_of(&house, &base).await;
        house.run_jobs().await;
        assert!(clamd.heard.load(Ordering::SeqCst) > 0);
        // The scanner is away: the application was sent all the same, and the owner has
        // their own file.
        assert_eq!(house.count(IN_STATE).await, 1);
        amina.get(&file).await.is(200);
        let officer = house.officer("h", AGENCY, "officer").await;
        let desk = at_desk(&base);
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        officer
            .get(&desk)
            .await
            .is(200)
            .says("Файл ещё проверяется");
        officer
            .get(&file)
            .await
            .is(409)
            .says("Файл ещё проверяется");
        let seen = "select count(*) as n from journal where act = 'application.file_seen'";
        assert_eq!(house.count(seen).await, 0, "nothing was seen");
        let (waiting, first) = house.db().files_waiting().await.unwrap();
        assert!(waiting == 1 && first.is_some(), "administrators see it");
        // It is back.
        clamd.away.store(false, Ordering::SeqCst);
        for _ in 0..3 {
            house.store.clock.advance(SignedDuration::from_mins(2));
            house.run_jobs().await;
        }
        assert_eq!(house.count(IN_STATE).await, 0);
        let officer = house.enter("staff", officer.id).await;
        officer
            .get(&desk)
            .await
            .is(200)
            .keeps_quiet_of("Файл ещё проверяется");
        assert_eq!(officer.get(&file).await.status, 200);
        assert_eq!(house.count(seen).await, 1);
    }
);

on_both!(
    what_is_malicious_is_destroyed_and_its_owner_is_told,
    |house| async move {
        let clamd = Clamd::open().await;
        let mut house = house;
        clamd.watches(&mut house);
        let amina = house.amina().await;
        let base = amina.begin().await;
        let contacts = format!("{base}/contacts");
        assert_eq!(attach(&amina, &base, &infected()).await, contacts);
        let file = file_of(&house, &base).await;
        let id = id_in(&file);
        house.run_jobs().await;
        // The answer is empty again, the content is gone.
        let found = okno_applications::find(house.db(), id_in(&base)).await;
        let found = found.unwrap().unwrap();
        assert!(found.content.files["attachment"].is_empty());
        assert_eq!(
            found.content.answers["purpose"], "medical",
            "the rest stays"
        );
        assert!(house.db().file_content(id).await.is_err());
        amina.get(&file).await.is(404);
        amina.get(&base).await.is(200).says("Начато");
        house.run_jobs().await;
        let told = house.mail.lock().unwrap().last().unwrap().to_string();
        let told = told.replace('\u{a0}', " ");
        assert!(told.contains("нашли вредоносную программу"), "{told}");
        assert!(told.contains("Сохраните документ заново"), "{told}");
        assert!(!told.contains("EICAR") && !told.contains("полис"), "{told}");
        let line = "select count(*) as n from journal where act = 'file.infected'";
        assert_eq!(house.count(line).await, 1);
        // Another takes its place, and is clean.
        assert_eq!(attach(&amina, &base, PDF).await, contacts);
        house.run_jobs().await;
        assert_eq!(house.count(IN_STATE).await, 0);
        amina.get(&file_of(&house, &base).await).await.is(200);
    }
);

on_both!(
    what_was_sent_before_the_answer_came_stays_shut_for_everybody,
    |house| async move {
        let clamd = Clamd::open().await;
        let mut house = house;
        clamd.watches(&mut house);
        clamd.away.store(true, Ordering::SeqCst);
        let amina = house.amina().await;
        let base = amina.begin().await;
        amina.fill(&base).await;
        attach(&amina, &base, &infected()).await;
        let code = amina.tick(&base).await;
        let answer = amina
            .post(&format!("{base}/send"), &[("code", &code)])
            .await;
        answer.to();
        let file = file_of(&house, &base).await;
        clamd.away.store(false, Ordering::SeqCst);
        for _ in 0..3 {
            house.store.clock.advance(SignedDuration::from_mins(2));
            house.run_jobs().await;
        }
        let officer = house.officer("h", AGENCY, "officer").await;
        let desk = at_desk(&base);
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        officer
            .get(&desk)
            .await
            .is(200)
            .says("нашли вредоносную программу, мы его удалили");
        officer.get(&file).await.is(410).says("Файл удалён");
        amina.get(&file).await.is(410);
        amina.get(&base).await.is(200).says("мы его удалили");
        assert!(house.db().file_content(id_in(&file)).await.is_err());
    }
);

on_both!(without_a_scanner_nothing_waits, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    attach(&amina, &base, &infected()).await;
    assert_eq!(house.count(IN_STATE).await, 0);
    let jobs = "select count(*) as n from jobs where kind = 'files.check'";
    assert_eq!(house.count(jobs).await, 0);
});
