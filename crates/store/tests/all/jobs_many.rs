use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use okno_store::jobs::Policy;
use okno_store::{Db, NewJob, Worker, args};
use tokio_util::sync::CancellationToken;

use crate::jobs::{ALL, enqueue};
use crate::{INSERT, count, people};

fn writer(db: &Db, calls: &Arc<AtomicUsize>) -> Arc<Worker> {
    let mut worker = Worker::new(db.clone());
    let (db, calls) = (db.clone(), calls.clone());
    worker.handle("work", Policy::default(), move |job| {
        let (db, calls) = (db.clone(), calls.clone());
        async move {
            calls.fetch_add(1, Ordering::SeqCst);
            let mut tx = db.begin().await?;
            let id = tx.new_id();
            tx.exec(INSERT, args![id, &job.key]).await?;
            job.done(&mut tx).await?;
            tx.commit().await?;
            Ok(())
        }
    });
    Arc::new(worker)
}

async fn until_done(db: &Db, done: i64) {
    let begun = Instant::now();
    while count(db, "select count(*) as n from jobs where state = 'done'").await < done {
        assert!(begun.elapsed() < Duration::from_secs(30), "too slow");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_run_two_hundred_jobs_once_each() {
    let t = crate::fresh(okno_store::Engine::Postgres).await;
    let other = t.node().await.unwrap();
    let calls = Arc::default();
    let stop = CancellationToken::new();
    let mut running = Vec::new();
    for db in [&t.db, &other] {
        running.push(tokio::spawn(writer(db, &calls).run(stop.clone())));
    }
    for n in 0..200 {
        let db = if n % 2 == 0 { &t.db } else { &other };
        assert!(enqueue(db, NewJob::new("work", n.to_string(), &n)).await);
    }
    until_done(&t.db, 200).await;
    stop.cancel();
    for one in running {
        one.await.unwrap();
    }
    assert_eq!(people(&t.db).await, 200);
    assert_eq!(calls.load(Ordering::SeqCst), 200);
    let again = "select count(*) as n from jobs where attempts <> 1";
    assert_eq!(count(&t.db, again).await, 0);
}

on_both!(a_backlog_is_not_worked_off_by_the_tick, |t| async move {
    for n in 0..200 {
        enqueue(&t.db, NewJob::new("work", n.to_string(), &n)).await;
    }
    let calls = Arc::default();
    let stop = CancellationToken::new();
    let begun = Instant::now();
    let running = tokio::spawn(writer(&t.db, &calls).run(stop.clone()));
    until_done(&t.db, 200).await;
    // Four at once and a look every half second would take 25 seconds.
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
    stop.cancel();
    running.await.unwrap();
    assert_eq!(count(&t.db, ALL).await, 200);
});

on_both!(a_kind_that_hangs_holds_up_no_other, |t| async move {
    let mut worker = Worker::new(t.db.clone());
    let (most, now) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (m, n) = (most.clone(), now.clone());
    let policy = Policy {
        at_once: 3,
        ..Policy::default()
    };
    worker.handle("registry", policy, move |_| {
        let (most, now) = (m.clone(), n.clone());
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::future::pending().await
        }
    });
    worker.handle("sms", Policy::default(), |_| async { Ok(()) });
    for n in 0..150 {
        enqueue(&t.db, NewJob::new("registry", format!("r{n}"), &n)).await;
    }
    for n in 0..10 {
        enqueue(&t.db, NewJob::new("sms", format!("s{n}"), &n)).await;
    }
    let running = tokio::spawn(Arc::new(worker).run(CancellationToken::new()));
    until_done(&t.db, 10).await;
    assert_eq!(most.load(Ordering::SeqCst), 3);
    // What has no place yet is not taken: its lease does not run out in a queue.
    let taken = "select count(*) as n from jobs where state = 'running'";
    assert_eq!(count(&t.db, taken).await, 3);
    running.abort();
});

on_both!(work_under_way_ends_before_the_worker_does, |t| async move {
    let mut worker = Worker::new(t.db.clone());
    let begun = Arc::new(tokio::sync::Notify::new());
    let sign = begun.clone();
    worker.handle("work", Policy::default(), move |_| {
        let sign = sign.clone();
        async move {
            sign.notify_one();
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok(())
        }
    });
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::new(worker).run(stop.clone()));
    begun.notified().await;
    stop.cancel();
    running.await.unwrap();
    let done = "select count(*) as n from jobs where state = 'done'";
    assert_eq!(count(&t.db, done).await, 1);
});
