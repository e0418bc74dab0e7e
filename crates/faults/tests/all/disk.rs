//! A full disk: nothing acknowledged is lost, and with room again all goes on.

use std::io::Write;
use std::time::Duration;

use okno_faults::{Browser, Person, Portal, Settings, Stage, StandProcess, Trouble, namespace};

use crate::ledger::Ledger;

/// Fills what is left of the file system.
fn fill(portal: &Portal) {
    let path = portal.inside("ballast");
    let mut ballast = std::fs::File::options()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    for size in [65_536, 4_096, 512, 1] {
        while ballast.write_all(&vec![0; size]).is_ok() {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_and_says_busy() {
    if namespace().is_none() {
        let skip = std::env::var("OKNO_NO_MOUNT").is_ok_and(|value| value == "1");
        assert!(
            skip,
            "this test mounts a small file system, which needs root or user namespaces \
             (unshare --user --mount). Set OKNO_NO_MOUNT=1 to go without it."
        );
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let stand = StandProcess::start();
    let mut settings = Settings::new(&dir.path().join("data"), &stand);
    settings.small_disk = Some(24);
    let portal = Portal::start(settings).await;
    let url = portal.settings.url();
    let mut humans = stand.api().plain_people().await;
    let mut people = Vec::new();
    for (n, human) in humans.drain(..6).enumerate() {
        let mut person = Person::new(human, stand.api(), &url, n);
        // Each is at another step when the disk is full.
        let goal = [
            Stage::Form,
            Stage::Phone,
            Stage::Mail,
            Stage::Account,
            Stage::Profile,
        ];
        person.until(goal[n.min(4)], Duration::from_secs(60)).await;
        people.push(person);
    }

    fill(&portal);
    // What the engine had set aside is used up first; what it takes is acknowledged.
    let mut busy = 0;
    for (n, human) in humans.into_iter().cycle().take(400).enumerate() {
        let mut person = Person::new(human, stand.api(), &url, 100 + n);
        match person.step(None).await {
            Ok(_) => people.push(person),
            Err(Trouble::Broken(what)) => {
                assert_eq!(what, "503", "the portal says that it is busy");
                busy += 1;
                if busy == 5 {
                    break;
                }
            }
            Err(Trouble::Wrong(what)) => panic!("{what}\n{}", portal.tail()),
        }
    }
    assert_eq!(busy, 5, "the disk never got full");
    let reader = Browser::new(&url, "10.9.9.9");
    for page in ["/", "/services", "/register/simple", "/login", "/healthz"] {
        assert_eq!(
            reader.get(page).await.unwrap().status,
            200,
            "{page} only reads"
        );
    }
    for person in &mut people {
        person.look_back().await.unwrap();
    }

    std::fs::remove_file(portal.inside("ballast")).unwrap();
    for person in &mut people {
        person.look_back().await.unwrap();
    }
    for person in people.iter_mut().take(6) {
        person
            .until(Stage::Standard, Duration::from_secs(120))
            .await;
    }
    // The file system lives as long as the process: its copy is looked at.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let copy = dir.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for file in ["keys.json", "okno.db-wal", "okno.db"] {
        std::fs::copy(portal.inside(file), copy.join(file)).unwrap();
    }
    let mut ledger = Ledger::open(&copy).await;
    assert_eq!(ledger.texts("pragma integrity_check").await, ["ok"]);
    assert_eq!(ledger.count("select count(*) from accounts").await, 6);
    let mut settings = portal.settings.clone();
    settings.data = copy;
    let (status, text) = settings.run(&["journal", "verify"], "");
    assert!(status.success(), "{text}");
}
