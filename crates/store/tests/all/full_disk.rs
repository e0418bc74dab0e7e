use std::process::Command;

use okno_store::{DbError, Engine, NewJob, args};

use crate::{INSERT, count, fresh, people};

/// A file system of two megabytes, where the machine lets us make one.
struct Small(std::path::PathBuf);

impl Small {
    fn mount(at: std::path::PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&at).unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&at)
            .output()
            .is_ok_and(|out| out.status.success());
        done.then_some(Self(at))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

async fn limit(db: &okno_store::Db) {
    let mut tx = db.begin().await.unwrap();
    tx.row("pragma max_page_count = 80", vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Requests of one row and one job until no more goes in; then half a request.
async fn fill(db: &okno_store::Db) -> i64 {
    let mut whole = 0;
    for n in 0..20_000 {
        let step = async {
            let mut tx = db.begin().await?;
            let id = tx.new_id();
            tx.exec(INSERT, args![id, n.to_string()]).await?;
            tx.enqueue(NewJob::new("work", n.to_string(), &"x".repeat(3000)))
                .await?;
            tx.commit().await
        };
        match step.await {
            Ok(()) => whole += 1,
            Err(DbError::Full) => {
                assert!(DbError::Full.is_passing());
                return whole;
            }
            Err(error) => panic!("{error:?} after {whole}"),
        }
    }
    panic!("it never got full");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_half_written_when_the_database_may_not_grow() {
    let t = fresh(Engine::Sqlite).await;
    limit(&t.db).await;
    let whole = fill(&t.db).await;
    assert!(whole > 5, "{whole}");
    assert_eq!(people(&t.db).await, whole);
    assert_eq!(count(&t.db, "select count(*) as n from jobs").await, whole);

    // A transaction that ran into it is of no use any more, whatever its author does.
    limit(&t.db).await;
    let mut tx = t.db.begin().await.unwrap();
    let id = tx.new_id();
    tx.exec(INSERT, args![id, "small"]).await.unwrap();
    let big = NewJob::new("work", "big", &"x".repeat(600_000));
    assert!(matches!(tx.enqueue(big).await, Err(DbError::Full)));
    assert!(tx.exec(INSERT, args![tx.new_id(), "later"]).await.is_err());
    assert!(tx.commit().await.is_err());
    assert_eq!(people(&t.db).await, whole);

    // The store goes on by itself: the connection, and with it the limit, was replaced.
    crate::insert(&t.db, "there is room again").await.unwrap();
    assert_eq!(people(&t.db).await, whole + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_half_written_when_the_disk_is_full() {
    let t = fresh(Engine::Sqlite).await;
    let Some(small) = Small::mount(t.dir.join("small")) else {
        eprintln!("no file system may be mounted here; the test above does what it can");
        return;
    };
    let chance: std::sync::Arc<dyn okno_requisites::Chance> =
        std::sync::Arc::new(okno_requisites::OsChance);
    let opening = okno_store::Opening {
        url: format!("sqlite:{}", small.0.join("okno.db").display()),
        files: small.0.join("files"),
        connections: 2,
        durable: true,
        vault: t.db.vault().clone(),
        clock: std::sync::Arc::new(t.clock.clone()),
        chance,
    };
    let db = okno_store::Db::open(opening).await.unwrap();
    okno_store::migrate::migrate(&db, &[okno_store::MIGRATIONS, crate::TABLES])
        .await
        .unwrap();
    let kept = db.store_file(&[7; 1000]).await.unwrap();
    let ballast = small.0.join("ballast");
    std::fs::write(&ballast, vec![0; 300_000]).unwrap();

    let whole = fill(&db).await;
    assert!(whole > 5, "{whole}");
    assert_eq!(people(&db).await, whole);
    assert_eq!(count(&db, "select count(*) as n from jobs").await, whole);
    assert!(matches!(
        db.store_file(&[7; 1_000_000]).await,
        Err(DbError::Full)
    ));
    assert_eq!(db.file_content(kept.id).await.unwrap(), [7; 1000]);
    let left = crate::files::all_files(&small.0.join("files"));
    assert_eq!(left.len(), 1, "no half of a file is left");

    std::fs::remove_file(&ballast).unwrap();
    crate::insert(&db, "there is room again").await.unwrap();
    assert_eq!(people(&db).await, whole + 1);
    let sound = db
        .row("pragma integrity_check", vec![])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(sound.get::<String>("integrity_check").unwrap(), "ok");
    db.close().await;
}
