use std::path::Path;

use jiff::SignedDuration;
use okno_store::files::{Stored, sweep};
use okno_store::{Db, DbError};
use sha2::{Digest, Sha256};

use crate::count;

async fn keep(db: &Db, stored: &Stored, name: &str) {
    let mut tx = db.begin().await.unwrap();
    tx.keep_file(stored, None, name, "text/plain")
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

pub fn all_files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

on_both!(what_goes_in_comes_out, |t| async move {
    let owner = t.db.new_id();
    let big: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
    for content in [Vec::new(), b"one line".to_vec(), big] {
        let stored = t.db.store_file(&content).await.unwrap();
        assert!(
            t.db.file_facts(stored.id).await.unwrap().is_none(),
            "not before it is kept"
        );
        let mut tx = t.db.begin().await.unwrap();
        tx.keep_file(&stored, Some(owner), "Заявление «ё».pdf", "application/pdf")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let facts = t.db.file_facts(stored.id).await.unwrap().unwrap();
        assert_eq!(facts.name, "Заявление «ё».pdf");
        assert_eq!(facts.media_type, "application/pdf");
        assert_eq!(facts.owner, Some(owner));
        assert_eq!(facts.size, i64::try_from(content.len()).unwrap());
        assert_eq!(facts.sha256, Sha256::digest(&content).to_vec());
        assert_eq!(facts.created_at, t.db.now());
        assert_eq!(t.db.file_content(stored.id).await.unwrap(), content);
    }
});

on_both!(the_disk_holds_no_plain_bytes, |t| async move {
    let plain = b"The registered address of this person is known to nobody";
    let stored = t.db.store_file(plain).await.unwrap();
    keep(&t.db, &stored, "passport.txt").await;
    let files = all_files(&t.dir.join("files"));
    assert_eq!(files.len(), 1);
    let bytes = std::fs::read(&files[0]).unwrap();
    for piece in plain.chunks(8) {
        assert!(!bytes.windows(piece.len()).any(|w| w == piece));
    }
});

on_both!(changed_or_exchanged_content_does_not_open, |t| async move {
    let one = t.db.store_file(b"one").await.unwrap();
    let two = t.db.store_file(b"two").await.unwrap();
    let files = all_files(&t.dir.join("files"));
    let (a, b) = (
        std::fs::read(&files[0]).unwrap(),
        std::fs::read(&files[1]).unwrap(),
    );
    std::fs::write(&files[0], &b).unwrap();
    let mut broken = b;
    *broken.last_mut().unwrap() ^= 1;
    std::fs::write(&files[1], &broken).unwrap();
    for id in [one.id, two.id] {
        assert!(matches!(
            t.db.file_content(id).await,
            Err(DbError::Vault(_))
        ));
    }
    drop(a);
    std::fs::remove_file(&files[0]).unwrap();
    std::fs::remove_file(&files[1]).unwrap();
    assert!(matches!(
        t.db.file_content(one.id).await,
        Err(DbError::Missing(_))
    ));
});

on_both!(a_rolled_back_upload_leaves_no_row, |t| async move {
    let stored = t.db.store_file(b"1").await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    tx.keep_file(&stored, None, "a", "text/plain")
        .await
        .unwrap();
    drop(tx);
    assert!(t.db.file_facts(stored.id).await.unwrap().is_none());
    assert_eq!(count(&t.db, "select count(*) as n from files").await, 0);
});

on_both!(content_without_a_row_is_swept_a_day_later, |t| async move {
    let kept = t.db.store_file(b"kept").await.unwrap();
    keep(&t.db, &kept, "a").await;
    let forgotten = t.db.store_file(b"forgotten").await.unwrap();
    keep(&t.db, &forgotten, "b").await;
    let orphan = t.db.store_file(b"orphan").await.unwrap();
    std::fs::write(t.dir.join("files/README"), "not ours").unwrap();

    t.clock.advance(SignedDuration::from_hours(23));
    let young = t.db.store_file(b"young").await.unwrap();
    assert_eq!(sweep(&t.db).await.unwrap(), 0);
    let mut tx = t.db.begin().await.unwrap();
    tx.forget_file(forgotten.id).await.unwrap();
    tx.commit().await.unwrap();

    t.clock.advance(SignedDuration::from_hours(2));
    // A name that does not open any more is no reason to lose the content.
    crate::raw(
        &t.db,
        "update files set name = $1",
        okno_store::args![b"?".as_slice()],
    )
    .await;
    assert_eq!(sweep(&t.db).await.unwrap(), 2);
    assert_eq!(t.db.file_content(kept.id).await.unwrap(), b"kept");
    assert_eq!(t.db.file_content(young.id).await.unwrap(), b"young");
    assert!(t.db.file_content(orphan.id).await.is_err());
    assert!(t.db.file_content(forgotten.id).await.is_err());
    assert!(t.dir.join("files/README").exists());
    assert_eq!(sweep(&t.db).await.unwrap(), 0);
});
