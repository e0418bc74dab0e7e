//! `kill -9` in the middle of a file in pieces: what was acknowledged is there.

use std::time::Duration;

use okno_faults::{Browser, Official, Portal, Settings, StandProcess, Trouble, seed};
use okno_requisites::{Chance, SeededChance};

use crate::ledger::Ledger;

const PIECE: usize = 256 * 1024;
const SIZE: usize = 20 * PIECE - 77;
const KILLS: usize = 8;

async fn append(
    browser: Browser,
    at: String,
    content: Vec<u8>,
    from: usize,
) -> Result<usize, Trouble> {
    let end = SIZE.min(from + PIECE);
    let offset = from.to_string();
    let headers = [
        ("content-type", "application/partial-upload"),
        ("upload-offset", offset.as_str()),
        ("upload-complete", if end == SIZE { "?1" } else { "?0" }),
    ];
    let piece = content[from..end].to_vec();
    let (status, offset, _) = browser.piece("PATCH", &at, &headers, piece).await?;
    assert_eq!(status, 204);
    Ok(offset)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_costs_an_upload_no_more_than_the_piece_under_way() {
    let chance = SeededChance::new(seed());
    let dir = tempfile::tempdir().unwrap();
    let stand = StandProcess::start();
    let settings = Settings::new(&dir.path().join("data"), &stand);
    let url = settings.url();
    Official::add(&settings, "operator", "operator", "kasimov-sobornaya");
    let mut portal = Portal::start(settings).await;
    let operator = Official::sign_in(&url, "operator").await;
    let browser = operator.browser();

    let content: Vec<u8> = (0..SIZE).map(|n| n.to_le_bytes()[0] ^ 0x5a).collect();
    let length = SIZE.to_string();
    let headers = [
        (
            "content-disposition",
            "attachment; filename*=UTF-8''scan.pdf",
        ),
        ("okno-upload-for", "/centre/cases/1/papers scan"),
        ("upload-length", length.as_str()),
        ("upload-complete", "?0"),
    ];
    let first = content[..4096].to_vec();
    let begun = browser
        .piece("POST", "/-/uploads", &headers, first.clone())
        .await;
    let (status, mut known, at) = begun.unwrap();
    assert_eq!((status, known), (201, 4096));

    let (mut kills, mut broken, mut lost) = (0, 0, 0);
    while known < SIZE {
        let sent = append(browser.clone(), at.clone(), content.clone(), known);
        let sent = tokio::spawn(sent);
        if kills < KILLS {
            tokio::time::sleep(Duration::from_micros(chance.below(12_000))).await;
            let settings = portal.kill();
            kills += 1;
            portal = Portal::start(settings).await;
        }
        let acknowledged = match sent.await.unwrap() {
            Ok(offset) => offset,
            Err(_) => {
                broken += 1;
                known
            }
        };
        let (status, there, _) = browser.piece("HEAD", &at, &[], Vec::new()).await.unwrap();
        assert_eq!(status, 204, "the upload itself is gone");
        assert!(
            there >= acknowledged,
            "{acknowledged} were acknowledged, {there} are there"
        );
        assert!(there <= known + PIECE);
        lost += usize::from(there == known);
        known = there;
    }
    println!("{kills} kills: {broken} answers lost, {lost} pieces sent again");
    assert!(kills == KILLS && broken > 0, "the kills hit nothing");
    // The same file is found again whole, and its pieces lie one behind another.
    let (status, there, again) = browser
        .piece("POST", "/-/uploads", &headers, first)
        .await
        .unwrap();
    assert_eq!((status, there, again), (200, SIZE, at));
    let mut ledger = Ledger::open(&portal.settings.data).await;
    let gaps = "select count(*) from upload_pieces p where at > 0 and not exists \
                (select 1 from upload_pieces q where q.upload = p.upload and q.at < p.at \
                and p.at - q.at <= 262144)";
    assert_eq!(ledger.count(gaps).await, 0);
    drop(portal);
}
