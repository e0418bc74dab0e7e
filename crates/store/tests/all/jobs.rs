use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::SignedDuration;
use okno_store::jobs::{Policy, counts, dead, revive, sweep};
use okno_store::testing::TestDb;
use okno_store::{Db, DbError, JobError, NewJob, Worker, args};
use tokio_util::sync::CancellationToken;

use crate::{INSERT, count, people, raw};

pub const ALL: &str = "select count(*) as n from jobs";
const DONE: &str = "select count(*) as n from jobs where state = 'done'";
const RUNNING: &str = "select count(*) as n from jobs where state = 'running'";
const READY: &str = "select count(*) as n from jobs where state = 'ready'";

pub async fn enqueue(db: &Db, job: NewJob) -> bool {
    let mut tx = db.begin().await.unwrap();
    let fresh = tx.enqueue(job).await.unwrap();
    tx.commit().await.unwrap();
    fresh
}

/// A worker whose handler of `work` counts.
fn counting(db: &Db) -> (Worker, Arc<AtomicUsize>) {
    let ran = Arc::new(AtomicUsize::new(0));
    let mut worker = Worker::new(db.clone());
    let counter = ran.clone();
    worker.handle("work", Policy::default(), move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(()) }
    });
    (worker, ran)
}

fn failing(db: &Db) -> Worker {
    let mut worker = Worker::new(db.clone());
    worker.handle("work", Policy::default(), |_| async {
        Err(JobError::Again("registry is down".to_owned()))
    });
    worker
}

async fn run_at(t: &TestDb) -> SignedDuration {
    let at = count(&t.db, "select run_at as n from jobs").await;
    SignedDuration::from_millis(at - t.db.now().as_millisecond())
}

on_both!(one_key_is_one_job, |t| async move {
    let job = NewJob::new("work", "key-1", &1);
    assert!(enqueue(&t.db, job.clone()).await);
    assert!(!enqueue(&t.db, job.clone()).await);
    let (worker, ran) = counting(&t.db);
    assert_eq!(worker.drain().await.unwrap(), 1);
    assert!(!enqueue(&t.db, job).await, "not even when it is done");
    assert_eq!(worker.drain().await.unwrap(), 0);
    assert_eq!(ran.load(Ordering::SeqCst), 1);
    assert_eq!(count(&t.db, DONE).await, 1);
});

on_both!(a_rolled_back_request_enqueues_nothing, |t| async move {
    let mut tx = t.db.begin().await.unwrap();
    tx.enqueue(NewJob::new("work", "1", &1)).await.unwrap();
    drop(tx);
    assert_eq!(count(&t.db, ALL).await, 0);
});

on_both!(a_job_carries_what_it_was_given, |t| async move {
    let owner = t.db.new_id();
    let seen = Arc::new(Mutex::new(None));
    let slot = seen.clone();
    let mut worker = Worker::new(t.db.clone());
    worker.handle("work", Policy::default(), move |job| {
        *slot.lock().unwrap() = Some(job);
        async { Ok(()) }
    });
    enqueue(
        &t.db,
        NewJob::new("work", "k", &("ё", 7)).owner(owner).attempts(3),
    )
    .await;
    worker.drain().await.unwrap();
    let job = seen.lock().unwrap().take().unwrap();
    assert_eq!(job.payload::<(String, i32)>().unwrap(), ("ё".to_owned(), 7));
    assert!(matches!(job.payload::<bool>(), Err(JobError::Dead(_))));
    assert_eq!(
        (job.key.as_str(), job.kind.as_str(), job.owner),
        ("k", "work", Some(owner))
    );
    assert_eq!(
        (job.attempt, job.max_attempts, job.is_last()),
        (1, 3, false)
    );
    assert_eq!(job.created_at, t.db.now());
});

on_both!(not_before_its_time, |t| async move {
    let job = NewJob::new("work", "1", &1).after(SignedDuration::from_mins(5));
    enqueue(&t.db, job).await;
    let (worker, _) = counting(&t.db);
    assert_eq!(worker.drain().await.unwrap(), 0);
    t.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(worker.drain().await.unwrap(), 1);
});

on_both!(jobs_of_one_kind_run_in_order, |t| async move {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let slot = seen.clone();
    let mut worker = Worker::new(t.db.clone());
    worker.handle("work", Policy::default(), move |job| {
        slot.lock().unwrap().push(job.payload::<i32>().unwrap());
        async { Ok(()) }
    });
    for n in 0..30 {
        enqueue(&t.db, NewJob::new("work", n.to_string(), &n)).await;
    }
    worker.drain().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), (0..30).collect::<Vec<_>>());
});

on_both!(people_go_before_what_follows_the_answer, |t| async move {
    let began = Arc::new(Mutex::new(None));
    let mut worker = Worker::new(t.db.clone());
    let seen = began.clone();
    let own = t.db.clone();
    worker.handle("work", Policy::default(), move |_| {
        let (seen, own) = (seen.clone(), own.clone());
        async move {
            // What a job reads itself does not hold up the next one.
            own.ping().await?;
            *seen.lock().unwrap() = Some(std::time::Instant::now());
            Ok(())
        }
    });
    assert!(enqueue(&t.db, NewJob::new("work", "key", &1)).await);
    let mut people = Vec::new();
    for _ in 0..6 {
        people.push(t.db.begin().await.unwrap());
    }
    let answered = std::time::Instant::now();
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::new(worker).run(stop.clone()));
    while began.lock().unwrap().is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert!(answered.elapsed() < Duration::from_secs(10), "for ever");
    }
    let waited = began.lock().unwrap().unwrap() - answered;
    stop.cancel();
    running.await.unwrap();
    drop(people);
    assert!(waited > Duration::from_millis(100), "{waited:?}");
});

on_both!(a_commit_wakes_the_worker, |t| async move {
    let (worker, ran) = counting(&t.db);
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::new(worker).run(stop.clone()));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let begun = std::time::Instant::now();
    for n in 0..5 {
        enqueue(&t.db, NewJob::new("work", n.to_string(), &1)).await;
        while ran.load(Ordering::SeqCst) <= n {
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert!(begun.elapsed() < Duration::from_secs(10));
        }
    }
    // Asking every half second would take more than a second for five.
    assert!(
        begun.elapsed() < Duration::from_millis(1000),
        "{:?}",
        begun.elapsed()
    );
    stop.cancel();
    running.await.unwrap();
    assert_eq!(count(&t.db, DONE).await, 5);
});

on_both!(back_off_grows_and_is_capped, |t| async move {
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    let worker = failing(&t.db);
    for attempt in 1..=19u32 {
        assert_eq!(worker.drain().await.unwrap(), 1);
        let full = (5.0 * 2f64.powi(attempt as i32 - 1)).min(3600.0);
        let wait = run_at(&t).await.as_secs_f64();
        assert!(
            wait <= full && wait >= full * 0.74,
            "attempt {attempt}: {wait} of {full}"
        );
        assert_eq!(worker.drain().await.unwrap(), 0);
        t.clock.advance(SignedDuration::from_hours(1));
    }
    assert!(dead(&t.db).await.unwrap().is_empty());
    worker.drain().await.unwrap();
    assert_eq!(dead(&t.db).await.unwrap()[0].attempts, 20);
});

on_both!(dead_after_the_last_attempt_and_revived, |t| async move {
    enqueue(&t.db, NewJob::new("work", "1", &1).attempts(2)).await;
    let worker = failing(&t.db);
    worker.drain().await.unwrap();
    assert_eq!(
        counts(&t.db).await.unwrap(),
        [("work".to_owned(), "ready".to_owned(), 1)]
    );
    t.clock.advance(SignedDuration::from_hours(1));
    worker.drain().await.unwrap();
    t.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(worker.drain().await.unwrap(), 0);
    assert_eq!(
        counts(&t.db).await.unwrap(),
        [("work".to_owned(), "dead".to_owned(), 1)]
    );

    let list = dead(&t.db).await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].last_error, "registry is down");
    assert_eq!((list[0].attempts, list[0].key.as_str()), (2, "1"));
    assert!(list[0].died_at.is_some());

    let mut tx = t.db.begin().await.unwrap();
    assert!(revive(&mut tx, list[0].id).await.unwrap());
    assert!(!revive(&mut tx, list[0].id).await.unwrap());
    tx.commit().await.unwrap();
    assert!(dead(&t.db).await.unwrap().is_empty());
    let (worker, ran) = counting(&t.db);
    worker.drain().await.unwrap();
    assert_eq!(ran.load(Ordering::SeqCst), 1);
    assert_eq!(count(&t.db, DONE).await, 1);
});

on_both!(a_handler_may_give_up_or_name_the_time, |t| async move {
    let at = t.db.now() + SignedDuration::from_hours(3);
    let mut worker = Worker::new(t.db.clone());
    worker.handle("work", Policy::default(), move |job| async move {
        if job.key == "dead" {
            return Err(JobError::Dead("x".repeat(5000)));
        }
        Err(JobError::At(at, "closed at night".to_owned()))
    });
    enqueue(&t.db, NewJob::new("work", "at", &1)).await;
    worker.drain().await.unwrap();
    assert_eq!(run_at(&t).await, SignedDuration::from_hours(3));
    enqueue(&t.db, NewJob::new("work", "dead", &1)).await;
    worker.drain().await.unwrap();
    let dead = dead(&t.db).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].last_error.len(), 500);
});

on_both!(a_panic_is_a_failure, |t| async move {
    let mut worker = Worker::new(t.db.clone());
    worker.handle("later", Policy::default(), |_| async {
        panic!("broken in the future")
    });
    worker.handle("at_once", Policy::default(), |job| {
        assert!(job.key.is_empty(), "broken before the future");
        async { Ok(()) }
    });
    let (_, ran) = counting(&t.db);
    let counter = ran.clone();
    worker.handle("work", Policy::default(), move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(()) }
    });
    for kind in ["later", "at_once", "work"] {
        enqueue(&t.db, NewJob::new(kind, kind, &1).attempts(1)).await;
    }
    assert_eq!(worker.drain().await.unwrap(), 3);
    assert_eq!(ran.load(Ordering::SeqCst), 1);
    let dead = dead(&t.db).await.unwrap();
    assert_eq!(dead.len(), 2);
    assert!(dead.iter().all(|job| job.last_error == "the handler broke"));
});

on_both!(no_answer_within_the_deadline_is_a_failure, |t| async move {
    let mut worker = Worker::new(t.db.clone());
    let policy = Policy {
        deadline: Duration::from_millis(50),
        ..Policy::default()
    };
    let db = t.db.clone();
    worker.handle("work", policy, move |job| {
        let db = db.clone();
        async move {
            let mut tx = db.begin().await?;
            let id = tx.new_id();
            tx.exec(INSERT, args![id, "half"]).await?;
            job.done(&mut tx).await?;
            std::future::pending().await
        }
    });
    enqueue(&t.db, NewJob::new("work", "1", &1).attempts(1)).await;
    worker.drain().await.unwrap();
    let dead = dead(&t.db).await.unwrap();
    assert_eq!(dead[0].last_error, "no answer within the deadline");
    assert_eq!(people(&t.db).await, 0);
});

on_both!(an_unknown_kind_waits_for_its_program, |t| async move {
    enqueue(&t.db, NewJob::new("of-tomorrow", "1", &1)).await;
    let (worker, _) = counting(&t.db);
    assert_eq!(worker.drain().await.unwrap(), 1);
    assert_eq!(count(&t.db, READY).await, 1);
    assert!(run_at(&t).await > SignedDuration::from_secs(3));
    let mut newer = Worker::new(t.db.clone());
    newer.handle("of-tomorrow", Policy::default(), |_| async { Ok(()) });
    t.clock.advance(SignedDuration::from_mins(1));
    newer.drain().await.unwrap();
    assert_eq!(count(&t.db, DONE).await, 1);
});

on_both!(one_broken_payload_stops_no_other, |t| async move {
    for n in 0..6 {
        enqueue(&t.db, NewJob::new("work", n.to_string(), &1)).await;
    }
    let broken = raw(
        &t.db,
        "update jobs set payload = $1 where key = '2'",
        args![vec![1u8; 99]],
    );
    assert_eq!(broken.await, 1);
    let (worker, ran) = counting(&t.db);
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::new(worker).run(stop.clone()));
    for _ in 0..500 {
        if count(&t.db, DONE).await == 5 && count(&t.db, READY).await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stop.cancel();
    running.await.unwrap();
    assert_eq!(ran.load(Ordering::SeqCst), 5);
    assert_eq!(count(&t.db, READY).await, 1);
});

on_both!(cancelled_before_it_begins, |t| async move {
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    let mut tx = t.db.begin().await.unwrap();
    assert!(tx.cancel_job("1").await.unwrap());
    assert!(!tx.cancel_job("1").await.unwrap());
    tx.commit().await.unwrap();
    let (worker, _) = counting(&t.db);
    assert_eq!(worker.drain().await.unwrap(), 0);
});

on_both!(what_is_long_done_is_swept, |t| async move {
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    let (worker, _) = counting(&t.db);
    worker.drain().await.unwrap();
    t.clock.advance(SignedDuration::from_hours(24 * 29));
    assert_eq!(sweep(&t.db).await.unwrap(), 0);
    t.clock.advance(SignedDuration::from_hours(24 * 2));
    assert_eq!(sweep(&t.db).await.unwrap(), 1);
});

on_both!(a_result_commits_with_its_job, |t| async move {
    let mut worker = Worker::new(t.db.clone());
    let db = t.db.clone();
    let first = Arc::new(AtomicBool::new(true));
    worker.handle("work", Policy::default(), move |job| {
        let (db, first) = (db.clone(), first.clone());
        async move {
            let mut tx = db.begin().await?;
            let id = tx.new_id();
            tx.exec(INSERT, args![id, &job.key]).await?;
            job.done(&mut tx).await?;
            if first.swap(false, Ordering::SeqCst) {
                return Err(JobError::Again("thought better of it".to_owned()));
            }
            tx.commit().await?;
            Ok(())
        }
    });
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    worker.drain().await.unwrap();
    assert_eq!((people(&t.db).await, count(&t.db, READY).await), (0, 1));
    t.clock.advance(SignedDuration::from_mins(1));
    worker.drain().await.unwrap();
    assert_eq!((people(&t.db).await, count(&t.db, DONE).await), (1, 1));
});

/// A handler that waits for a sign before it writes its result.
fn slow(db: &Db, go: &Arc<tokio::sync::Notify>, begun: &Arc<tokio::sync::Notify>) -> Worker {
    let mut worker = Worker::new(db.clone());
    let (db, go, begun) = (db.clone(), go.clone(), begun.clone());
    worker.handle("work", Policy::default(), move |job| {
        let (db, go, begun) = (db.clone(), go.clone(), begun.clone());
        async move {
            begun.notify_one();
            go.notified().await;
            let mut tx = db.begin().await?;
            let id = tx.new_id();
            tx.exec(INSERT, args![id, format!("attempt {}", job.attempt)])
                .await?;
            job.done(&mut tx).await?;
            tx.commit().await?;
            Ok(())
        }
    });
    worker
}

on_both!(
    the_result_of_a_worker_that_lost_its_lease_is_thrown_away,
    |t| async move {
        enqueue(&t.db, NewJob::new("work", "1", &1)).await;
        let (go, begun) = (Arc::default(), Arc::default());
        let first = slow(&t.db, &go, &begun);
        let hanging = tokio::spawn(async move { first.drain().await });
        begun.notified().await;

        // The lease runs out; another node does the job.
        t.clock.advance(SignedDuration::from_secs(59));
        let other = t.node().await.unwrap();
        let (go2, begun2) = (Arc::new(tokio::sync::Notify::new()), Arc::default());
        let second = slow(&other, &go2, &begun2);
        assert_eq!(second.drain().await.unwrap(), 0, "the lease still holds");
        t.clock.advance(SignedDuration::from_secs(2));
        go2.notify_one();
        assert_eq!(second.drain().await.unwrap(), 1);
        assert_eq!(people(&t.db).await, 1);

        go.notify_one();
        hanging.await.unwrap().unwrap();
        assert_eq!(people(&t.db).await, 1, "one effect");
        let phone =
            t.db.row("select phone from people", vec![])
                .await
                .unwrap()
                .unwrap();
        assert_eq!(phone.get::<String>("phone").unwrap(), "attempt 2");
        assert_eq!(count(&t.db, DONE).await, 1);
    }
);

on_both!(
    a_worker_does_not_take_its_own_old_result_either,
    |t| async move {
        enqueue(&t.db, NewJob::new("work", "1", &1)).await;
        let (go, begun) = (Arc::default(), Arc::default());
        let worker = Arc::new(slow(&t.db, &go, &begun));
        let one = worker.clone();
        let hanging = tokio::spawn(async move { one.drain().await });
        begun.notified().await;
        t.clock.advance(SignedDuration::from_secs(61));
        let two = worker.clone();
        let again = tokio::spawn(async move { two.drain().await });
        begun.notified().await;
        // Waiters are woken in the order they came: the old attempt writes first.
        go.notify_one();
        hanging.await.unwrap().unwrap();
        assert_eq!(people(&t.db).await, 0);
        go.notify_one();
        again.await.unwrap().unwrap();
        assert_eq!(people(&t.db).await, 1);
        assert_eq!(count(&t.db, DONE).await, 1);
    }
);

on_both!(done_without_a_lease_is_refused, |t| async move {
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    let slot = Arc::new(Mutex::new(None));
    let keep = slot.clone();
    let mut worker = Worker::new(t.db.clone());
    worker.handle("work", Policy::default(), move |job| {
        *keep.lock().unwrap() = Some(job);
        async { Ok(()) }
    });
    worker.drain().await.unwrap();
    let job = slot.lock().unwrap().take().unwrap();
    let mut tx = t.db.begin().await.unwrap();
    job.done(&mut tx).await.unwrap();
    assert!(matches!(tx.commit().await, Err(DbError::Unmet(_))));
});

on_both!(what_a_crash_left_running_is_done, |t| async move {
    enqueue(&t.db, NewJob::new("work", "1", &1)).await;
    let (go, begun) = (Arc::default(), Arc::default());
    let crashing = slow(&t.db, &go, &begun);
    let hanging = tokio::spawn(async move { crashing.drain().await });
    begun.notified().await;
    hanging.abort();
    let _ = hanging.await;
    assert_eq!(count(&t.db, RUNNING).await, 1);

    let (worker, ran) = counting(&t.db);
    if t.db.engine() == okno_store::Engine::Postgres {
        // Another node might still be at it: not before the lease ends. Nothing
        // else is due then, and still it must be seen.
        t.clock.advance(SignedDuration::from_secs(61));
    }
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::new(worker).run(stop.clone()));
    for _ in 0..500 {
        if count(&t.db, DONE).await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stop.cancel();
    running.await.unwrap();
    assert_eq!(
        (ran.load(Ordering::SeqCst), count(&t.db, DONE).await),
        (1, 1)
    );
});

on_both!(
    a_job_that_takes_the_program_down_each_time_dies,
    |t| async move {
        enqueue(&t.db, NewJob::new("work", "1", &1).attempts(3)).await;
        for _ in 0..3 {
            let (go, begun) = (Arc::default(), Arc::default());
            let crashing = slow(&t.db, &go, &begun);
            let hanging = tokio::spawn(async move { crashing.drain().await });
            begun.notified().await;
            hanging.abort();
            let _ = hanging.await;
            t.clock.advance(SignedDuration::from_secs(61));
        }
        let (worker, ran) = counting(&t.db);
        worker.drain().await.unwrap();
        assert_eq!(ran.load(Ordering::SeqCst), 0);
        assert_eq!(dead(&t.db).await.unwrap().len(), 1);
    }
);
