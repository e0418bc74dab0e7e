//! A graceful stop and the next start.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use okno_faults::{Person, Portal, Settings, Stage, StandProcess};

async fn portal_with_stand(dir: &std::path::Path) -> (Portal, StandProcess) {
    let stand = StandProcess::start();
    (
        Portal::start(Settings::new(&dir.join("data"), &stand)).await,
        stand,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_lets_the_request_under_way_end() {
    let dir = tempfile::tempdir().unwrap();
    let (portal, _stand) = portal_with_stand(dir.path()).await;
    let address = format!("127.0.0.1:{}", portal.settings.port);
    let body = "number=zzz";
    let mut slow = TcpStream::connect(&address).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    write!(
        slow,
        "POST /check HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{}",
        body.len(),
        &body[..3]
    )
    .unwrap();
    slow.flush().unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;

    portal.ask_to_end();
    tokio::time::sleep(Duration::from_millis(700)).await;
    let late = TcpStream::connect(&address);
    assert!(late.is_err(), "nobody new is let in");

    slow.write_all(&body.as_bytes()[3..]).unwrap();
    slow.flush().unwrap();
    let mut answer = String::new();
    let _ = slow.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    assert!(answer.contains("</html>"), "the whole page came");
    let status = portal.ended(Duration::from_secs(15)).await;
    assert!(status.success(), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_start_takes_less_than_two_seconds() {
    let dir = tempfile::tempdir().unwrap();
    let (portal, stand) = portal_with_stand(dir.path()).await;
    let url = portal.settings.url();
    let human = stand.api().plain_people().await.remove(0);
    let mut person = Person::new(human, stand.api(), &url, 0);
    person.until(Stage::Standard, Duration::from_secs(60)).await;
    let settings = portal.settings.clone();
    portal.ask_to_end();
    assert!(portal.ended(Duration::from_secs(20)).await.success());

    // The best of three: others may be at work on this machine.
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let begun = Instant::now();
        let portal = Portal::start(settings.clone()).await;
        best = best.min(portal.started_in.min(begun.elapsed()));
        person.look_back().await.unwrap();
        portal.kill();
    }
    println!("second start: {best:?}");
    assert!(best <= Duration::from_secs(2), "{best:?}");
}
