use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use okno_store::jobs::Policy;
use okno_store::journal::{latest, seal, verify};
use okno_store::reseal::{Resealed, reseal};
use okno_store::{Actor, Db, Entry, NewJob, SEALED, Worker, args};

use crate::files::all_files;
use crate::raw;

const FROM: [u8; 4] = [203, 0, 113, 7];

async fn fill(db: &Db, count: usize) -> Vec<uuid::Uuid> {
    let mut files = Vec::new();
    for n in 0..count {
        let stored = db
            .store_file(format!("content {n}").as_bytes())
            .await
            .unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.keep_file(&stored, None, &format!("name {n}"), "text/plain")
            .await
            .unwrap();
        tx.enqueue(NewJob::new("work", n.to_string(), &n))
            .await
            .unwrap();
        let entry = Entry::new(Actor::Visitor, "a.b", "file", stored.id);
        tx.journal(entry.from(Some(IpAddr::from(FROM))))
            .await
            .unwrap();
        tx.journal(Entry::new(Actor::System, "a.c", "file", stored.id))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        files.push(stored.id);
    }
    while seal(db).await.unwrap() > 0 {}
    files
}

on_both!(after_a_rotation_everything_opens, |t| async move {
    let files = fill(&t.db, 7).await;
    let before = verify(&t.db).await.unwrap();
    let vault = t.db.vault();
    vault.add_generation(&t.clock).unwrap();
    let done = reseal(&t.db, &[SEALED]).await.unwrap();
    assert_eq!(
        done,
        Resealed {
            values: 21,
            files: 7,
            broken: vec![]
        }
    );
    let again = reseal(&t.db, &[SEALED]).await.unwrap();
    assert_eq!(again, Resealed::default(), "it may be started again");
    assert_eq!(vault.retire_before(2).unwrap(), 1);

    for (n, id) in files.iter().enumerate() {
        assert_eq!(
            t.db.file_content(*id).await.unwrap(),
            format!("content {n}").as_bytes()
        );
        assert_eq!(
            t.db.file_facts(*id).await.unwrap().unwrap().name,
            format!("name {n}")
        );
    }
    assert_eq!(
        verify(&t.db).await.unwrap(),
        before,
        "the chain is the same"
    );
    let lines = latest(&t.db, 100).await.unwrap();
    let known = lines
        .iter()
        .filter(|l| l.origin(&t.db).unwrap() == Some(IpAddr::from(FROM)));
    assert_eq!(known.count(), 7);

    let seen = Arc::new(Mutex::new(Vec::new()));
    let slot = seen.clone();
    let mut worker = Worker::new(t.db.clone());
    worker.handle("work", Policy::default(), move |job| {
        slot.lock().unwrap().push(job.payload::<usize>().unwrap());
        async { Ok(()) }
    });
    assert_eq!(worker.drain().await.unwrap(), 7);
    assert_eq!(*seen.lock().unwrap(), [0, 1, 2, 3, 4, 5, 6]);
});

on_both!(more_than_a_batch_is_wrapped, |t| async move {
    let mut tx = t.db.begin().await.unwrap();
    for n in 0..1100 {
        tx.enqueue(NewJob::new("work", n.to_string(), &n))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    t.db.vault().add_generation(&t.clock).unwrap();
    assert_eq!(reseal(&t.db, &[SEALED]).await.unwrap().values, 1100);
});

on_both!(what_is_broken_is_named_and_stops_nothing, |t| async move {
    fill(&t.db, 4).await;
    raw(&t.db, "update files set name = $1", args![b"?".as_slice()]).await;
    std::fs::write(&all_files(&t.dir.join("files"))[1], "?").unwrap();
    t.db.vault().add_generation(&t.clock).unwrap();
    let done = reseal(&t.db, &[SEALED]).await.unwrap();
    assert_eq!((done.values, done.files), (8, 3));
    assert_eq!(
        done.broken,
        [
            ("files.name".to_owned(), 4),
            ("files.content".to_owned(), 1)
        ]
    );
});
