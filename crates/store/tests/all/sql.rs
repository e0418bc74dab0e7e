use jiff::{SignedDuration, Timestamp};
use okno_store::{Arg, DbError, Engine, STATEMENTS, args};
use uuid::Uuid;

use crate::{INSERT, insert, people};

on_both!(every_statement_prepares, |t| async move {
    assert!(STATEMENTS.iter().all(|part| !part.is_empty()));
    for sql in STATEMENTS.iter().copied().flatten() {
        if let Err(error) = t.db.prepare(sql).await {
            panic!("{error}: {sql}");
        }
    }
    assert!(t.db.prepare("select nothing from nowhere").await.is_err());
    t.db.ping().await.unwrap();
});

on_both!(values_come_back_as_they_went, |t| async move {
    const WRITE: &str =
        "insert into people (id, phone, age, adult, photo) values ($1, $2, $3, $4, $5)";
    const READ: &str = "select id, phone, age, adult, photo from people where id = $1";
    let id = t.db.new_id();
    let now = t.db.now();
    let mut tx = t.db.begin().await.unwrap();
    let photo = vec![0u8, 255, 7];
    let wrote = tx.exec(
        WRITE,
        args![id, "ё 'x' \u{1f600}", now, true, photo.clone()],
    );
    assert_eq!(wrote.await.unwrap(), 1);
    let none = t.db.new_id();
    let empty = args![none, "", None::<i64>, None::<bool>, None::<Vec<u8>>];
    tx.exec(WRITE, empty).await.unwrap();
    let row = tx.row(READ, args![id]).await.unwrap().unwrap();
    assert_eq!(row.get::<Timestamp>("age").unwrap(), now);
    tx.commit().await.unwrap();

    let row = t.db.row(READ, args![id]).await.unwrap().unwrap();
    assert_eq!(row.get::<Uuid>("id").unwrap(), id);
    assert_eq!(row.get::<String>("phone").unwrap(), "ё 'x' \u{1f600}");
    assert_eq!(row.get::<i64>("age").unwrap(), now.as_millisecond());
    assert!(row.get::<bool>("adult").unwrap());
    assert_eq!(row.get::<Vec<u8>>("photo").unwrap(), photo);
    assert!(row.get::<i64>("no_such_column").is_err());
    let row = t.db.row(READ, args![none]).await.unwrap().unwrap();
    assert_eq!(row.get::<Option<Timestamp>>("age").unwrap(), None);
    assert_eq!(row.get::<Option<bool>>("adult").unwrap(), None);
    assert_eq!(row.get::<Option<Vec<u8>>>("photo").unwrap(), None);
    assert!(row.get::<i64>("age").is_err(), "a null is not a number");
    assert!(
        t.db.row(READ, args![t.db.new_id()])
            .await
            .unwrap()
            .is_none()
    );
});

on_both!(what_is_not_committed_leaves_nothing, |t| async move {
    for _ in 0..5 {
        let mut tx = t.db.begin().await.unwrap();
        let id = tx.new_id();
        tx.exec(INSERT, args![id, "1"]).await.unwrap();
        assert_eq!(
            tx.rows("select id from people", vec![])
                .await
                .unwrap()
                .len(),
            1
        );
        drop(tx);
    }
    assert_eq!(people(&t.db).await, 0);
    insert(&t.db, "1").await.unwrap();
    assert_eq!(people(&t.db).await, 1);
});

on_both!(a_broken_off_request_leaves_nothing, |t| async move {
    for n in 0..20u64 {
        let db = t.db.clone();
        let work = tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            for phone in 0..50 {
                let id = tx.new_id();
                tx.exec(INSERT, args![id, phone.to_string()]).await.unwrap();
            }
            std::future::pending::<()>().await;
        });
        tokio::time::sleep(std::time::Duration::from_micros(n * 300)).await;
        work.abort();
        let _ = work.await;
    }
    insert(&t.db, "after").await.unwrap();
    assert_eq!(people(&t.db).await, 1);
});

on_both!(a_taken_value_is_named_and_not_quoted, |t| async move {
    insert(&t.db, "+79005550101").await.unwrap();
    let error = insert(&t.db, "+79005550101").await.unwrap_err();
    let DbError::Taken(what) = &error else {
        panic!("{error}")
    };
    assert!(what.contains("people") && what.contains("phone"), "{what}");
    assert!(!format!("{error} {error:?}").contains("5550101"));
    assert!(!error.is_passing());
    assert_eq!(people(&t.db).await, 1);
});

on_both!(after_a_failed_statement_nothing_is_kept, |t| async move {
    insert(&t.db, "taken").await.unwrap();
    let mut news = t.db.listen();
    let mut tx = t.db.begin().await.unwrap();
    let id = tx.new_id();
    tx.exec(INSERT, args![id, "before"]).await.unwrap();
    tx.announce(id);
    let taken = tx.exec(INSERT, args![tx.new_id(), "taken"]).await;
    assert!(matches!(taken, Err(DbError::Taken(_))));
    assert!(tx.exec(INSERT, args![tx.new_id(), "after"]).await.is_err());
    assert!(tx.rows("select id from people", vec![]).await.is_err());
    assert!(tx.row("select id from people", vec![]).await.is_err());
    assert!(
        tx.commit().await.is_err(),
        "a commit that keeps nothing must say so"
    );
    assert_eq!(people(&t.db).await, 1);
    assert!(news.try_recv().is_err());
});

on_both!(references_hold, |t| async move {
    let mut tx = t.db.begin().await.unwrap();
    let sql = "insert into passports (id, person) values ($1, $2)";
    let result = tx.exec(sql, args![tx.new_id(), tx.new_id()]).await;
    assert!(matches!(result, Err(DbError::Other(_))), "{result:?}");
});

on_both!(news_come_after_the_commit, |t| async move {
    let mut news = t.db.listen();
    let topic = t.db.new_id();
    let mut tx = t.db.begin().await.unwrap();
    tx.announce(topic);
    assert!(news.try_recv().is_err());
    tx.commit().await.unwrap();
    assert_eq!(news.try_recv().unwrap(), topic);
});

on_both!(a_transaction_has_one_time, |t| async move {
    let tx = t.db.begin().await.unwrap();
    let before = tx.now();
    t.clock.advance(SignedDuration::from_secs(5));
    assert_eq!(tx.now(), before);
    assert_ne!(t.db.now(), before);
});

on_both!(writers_wait_for_each_other, |t| async move {
    let mut writers = Vec::new();
    for n in 0..40 {
        let db = t.db.clone();
        writers.push(tokio::spawn(
            async move { insert(&db, &n.to_string()).await },
        ));
    }
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    assert_eq!(people(&t.db).await, 40);
});

on_both!(readers_do_not_wait_for_a_writer, |t| async move {
    let mut tx = t.db.begin().await.unwrap();
    let id = tx.new_id();
    tx.exec(INSERT, args![id, "1"]).await.unwrap();
    assert_eq!(people(&t.db).await, 0, "and see what is committed");
    tx.commit().await.unwrap();
    assert_eq!(people(&t.db).await, 1);
});

on_both!(sealed_values_open_in_their_place, |t| async move {
    let id = t.db.new_id();
    let sealed = t.db.seal("people", "phone", id, &"+79005550101");
    let back: String = t.db.unseal("people", "phone", id, &sealed).unwrap();
    assert_eq!(back, "+79005550101");
    let moved =
        t.db.unseal::<String>("people", "phone", t.db.new_id(), &sealed);
    assert!(matches!(moved, Err(DbError::Vault(_))));
});

on_both!(a_closed_store_says_so, |t| async move {
    t.db.close().await;
    let error = t.db.ping().await.unwrap_err();
    assert!(matches!(error, DbError::Unreachable(_)), "{error}");
    assert!(error.is_passing());
});

#[tokio::test]
async fn a_pool_of_readers_cannot_write() {
    let t = crate::fresh(Engine::Sqlite).await;
    let args: Vec<Arg> = args![t.db.new_id(), "1"];
    assert!(t.db.rows(INSERT, args).await.is_err());
    assert_eq!(people(&t.db).await, 0);
}

#[tokio::test]
async fn a_connection_that_the_server_ended_is_replaced() {
    let t = crate::fresh(Engine::Postgres).await;
    let other = t.node().await.unwrap();
    let pid =
        t.db.row("select pg_backend_pid()::bigint as pid", vec![])
            .await;
    let pid: i64 = pid.unwrap().unwrap().get("pid").unwrap();
    other
        .rows("select pg_terminate_backend($1::int) as done", args![pid])
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    insert(&t.db, "2").await.unwrap();
}

on_both!(what_is_put_off_is_done_in_order, |t| async move {
    let mut tx = t.db.begin().await.unwrap();
    let id = tx.new_id();
    tx.exec_later(INSERT, args![id, "first"]).await.unwrap();
    let rename = "update people set phone = $2 where id = $1";
    tx.exec_later(rename, args![id, "second"]).await.unwrap();
    // A read sees what was put off before it.
    let read = "select phone from people where id = $1";
    let row = tx.row(read, args![id]).await.unwrap().unwrap();
    assert_eq!(row.get::<String>("phone").unwrap(), "second");
    for n in 0..20 {
        let id = tx.new_id();
        tx.exec_later(INSERT, args![id, n.to_string()])
            .await
            .unwrap();
    }
    // Counted alone, whatever went before it.
    assert_eq!(tx.exec(rename, args![id, "third"]).await.unwrap(), 1);
    assert_eq!(tx.exec(rename, args![t.db.new_id(), "x"]).await.unwrap(), 0);
    tx.exec_later(rename, args![id, "last"]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(people(&t.db).await, 21);
    let row = t.db.row(read, args![id]).await.unwrap().unwrap();
    assert_eq!(row.get::<String>("phone").unwrap(), "last");
});

on_both!(what_is_put_off_can_be_taken_back, |t| async move {
    let count = "select count(*) as n from people";
    for taken_back in [true, false] {
        let mut tx = t.db.begin().await.unwrap();
        for n in 0..30 {
            let id = tx.new_id();
            let phone = format!("{taken_back}-{n}");
            tx.exec_later(INSERT, args![id, phone]).await.unwrap();
        }
        // Goes before all of them, however many they are.
        let row = tx.row_first(count, vec![]).await.unwrap().unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 0);
        if taken_back {
            tx.forget_later();
        }
        tx.commit().await.unwrap();
        let there = if taken_back { 0 } else { 30 };
        assert_eq!(people(&t.db).await, there);
    }
});

#[tokio::test]
async fn a_transaction_that_has_run_nothing_holds_up_nobody() {
    let t = crate::fresh(Engine::Sqlite).await;
    let mut waiting = t.db.begin().await.unwrap();
    let id = waiting.new_id();
    waiting.exec_later(INSERT, args![id, "late"]).await.unwrap();
    insert(&t.db, "early").await.unwrap();
    waiting.commit().await.unwrap();
    assert_eq!(people(&t.db).await, 2);
}

on_both!(
    a_statement_put_off_that_fails_fails_the_commit,
    |t| async move {
        insert(&t.db, "taken").await.unwrap();
        let mut tx = t.db.begin().await.unwrap();
        let id = tx.new_id();
        tx.exec_later(INSERT, args![id, "new"]).await.unwrap();
        let id = tx.new_id();
        // Said at once or with the commit.
        let put_off = tx.exec_later(INSERT, args![id, "taken"]).await;
        let result = match put_off {
            Ok(()) => tx.commit().await,
            Err(error) => {
                assert!(tx.commit().await.is_err());
                Err(error)
            }
        };
        assert!(matches!(result, Err(DbError::Taken(_))), "{result:?}");
        assert_eq!(people(&t.db).await, 1);
        insert(&t.db, "new").await.unwrap();
    }
);

on_both!(
    the_first_statement_counts_only_its_own_rows,
    |t| async move {
        insert(&t.db, "somebody").await.unwrap();
        let mut tx = t.db.begin().await.unwrap();
        let nobody = "update people set age = 1 where phone = $1";
        assert_eq!(tx.exec(nobody, args!["nobody"]).await.unwrap(), 0);
        drop(tx);
        // A transaction that did nothing commits and drops for nothing.
        t.db.begin().await.unwrap().commit().await.unwrap();
        drop(t.db.begin().await.unwrap());
        insert(&t.db, "else").await.unwrap();
        assert_eq!(people(&t.db).await, 2);
    }
);
