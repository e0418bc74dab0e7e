use std::net::IpAddr;

use okno_store::journal::{Verified, latest, of_object, of_owner, seal, verify};
use okno_store::{Actor, Db, Entry, args};
use serde_json::json;
use uuid::Uuid;

use crate::raw;

async fn write(db: &Db, count: usize, owner: Uuid) {
    for n in 0..count {
        let mut tx = db.begin().await.unwrap();
        let entry = Entry::new(Actor::Citizen(owner), "account.changed", "account", owner)
            .owner(owner)
            .detail(json!({ "n": n }))
            .from(Some(IpAddr::from([203, 0, 113, 7])));
        tx.journal(entry).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn sealed(db: &Db, count: usize) -> Verified {
    write(db, count, db.new_id()).await;
    while seal(db).await.unwrap() > 0 {}
    let good = verify(db).await.unwrap();
    assert_eq!(good.broken, None);
    assert_eq!(good.lines, i64::try_from(count).unwrap());
    good
}

async fn broken(db: &Db) -> i64 {
    verify(db)
        .await
        .unwrap()
        .broken
        .expect("it must be found")
        .0
}

on_both!(the_chain_holds, |t| async move {
    let empty = verify(&t.db).await.unwrap();
    assert_eq!((empty.lines, empty.waiting, empty.broken), (0, 0, None));
    assert_eq!(seal(&t.db).await.unwrap(), 0);

    let first = sealed(&t.db, 5).await;
    assert_eq!(first.head.len(), 64);
    write(&t.db, 3, t.db.new_id()).await;
    let waiting = verify(&t.db).await.unwrap();
    assert_eq!((waiting.lines, waiting.waiting), (5, 3));
    assert_eq!(waiting.head, first.head);
    assert_eq!(seal(&t.db).await.unwrap(), 3);
    let after = verify(&t.db).await.unwrap();
    assert_eq!((after.lines, after.waiting, after.broken), (8, 0, None));
    assert_ne!(after.head, first.head);
});

on_both!(more_than_a_page_is_checked, |t| async move {
    let mut tx = t.db.begin().await.unwrap();
    let thing = tx.new_id();
    for _ in 0..1203 {
        let entry = Entry::new(Actor::System, "job.ran", "job", thing);
        tx.journal(entry).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(seal(&t.db).await.unwrap(), 500);
    while seal(&t.db).await.unwrap() > 0 {}
    assert_eq!(verify(&t.db).await.unwrap().lines, 1203);
    raw(
        &t.db,
        "update journal set act = 'x' where seq = 1100",
        vec![],
    )
    .await;
    assert_eq!(broken(&t.db).await, 1100);
});

macro_rules! each_column {
    ($($name:ident: $sql:expr;)*) => {$(
        on_both!($name, |t| async move {
            sealed(&t.db, 6).await;
            assert_eq!(raw(&t.db, $sql, vec![]).await, 1);
            assert_eq!(broken(&t.db).await, 4);
        });
    )*};
}

each_column! {
    a_changed_time_is_found: "update journal set at = at + 1 where seq = 4";
    a_changed_kind_is_found: "update journal set actor_kind = 'staff' where seq = 4";
    a_changed_actor_is_found: "update journal set actor = null where seq = 4";
    a_changed_act_is_found: "update journal set act = 'account.created' where seq = 4";
    a_changed_object_kind_is_found: "update journal set object_kind = 'x' where seq = 4";
    a_changed_object_is_found: "update journal set object = null where seq = 4";
    a_changed_owner_is_found: "update journal set owner = null where seq = 4";
    a_changed_detail_is_found: "update journal set detail = '{ \"n\":3}' where seq = 4";
    a_removed_origin_is_found: "update journal set origin = null where seq = 4";
    another_origin_is_found: "update journal set origin = (select j.origin from journal j where j.seq = 5) where seq = 4";
    a_changed_hash_is_found: "update journal set hash = (select j.hash from journal j where j.seq = 5) where seq = 4";
    a_missing_hash_is_found: "update journal set hash = null where seq = 4";
    a_changed_id_is_found: "update journal set id = (select actor from journal where seq = 1) where seq = 4";
    a_removed_line_is_found: "delete from journal where seq = 4";
    a_line_taken_out_of_the_chain_is_found: "update journal set seq = null where seq = 4";
}

on_both!(exchanged_lines_are_found, |t| async move {
    sealed(&t.db, 6).await;
    for sql in [
        "update journal set seq = 100 where seq = 3",
        "update journal set seq = 3 where seq = 5",
        "update journal set seq = 5 where seq = 100",
    ] {
        raw(&t.db, sql, vec![]).await;
    }
    assert_eq!(broken(&t.db).await, 3);
});

const SLIP_IN: &str = "insert into journal (id, at, actor_kind, act, object_kind, detail, seq, hash) \
                       values ($1, 1, 'system', 'x', 'x', 'null', $2, $3)";

on_both!(lines_slipped_in_are_found, |t| async move {
    sealed(&t.db, 6).await;
    // At the end, with a made-up hash.
    let id = t.db.new_id();
    raw(&t.db, SLIP_IN, args![id, 7, vec![7u8; 32]]).await;
    assert_eq!(broken(&t.db).await, 7);
    raw(&t.db, "delete from journal where seq = 7", vec![]).await;
    // Before the first.
    for seq in [0, -3] {
        raw(&t.db, SLIP_IN, args![t.db.new_id(), seq, vec![7u8; 32]]).await;
        assert_eq!(broken(&t.db).await, i64::from(seq));
    }
    raw(&t.db, "delete from journal where seq <= 0", vec![]).await;
    // In the middle, the rest moved along.
    raw(
        &t.db,
        "update journal set seq = seq + 1000 where seq >= 3",
        vec![],
    )
    .await;
    raw(
        &t.db,
        "update journal set seq = seq - 999 where seq >= 3",
        vec![],
    )
    .await;
    raw(&t.db, SLIP_IN, args![t.db.new_id(), 3, vec![7u8; 32]]).await;
    assert_eq!(broken(&t.db).await, 3);
});

on_both!(a_cut_off_end_shows_in_the_head, |t| async move {
    let before = sealed(&t.db, 6).await;
    raw(&t.db, "delete from journal where seq = 6", vec![]).await;
    let after = verify(&t.db).await.unwrap();
    assert_eq!(after.lines, 5);
    assert_ne!(after.head, before.head);
});

on_both!(many_writers_and_sealers_make_one_chain, |t| async move {
    let other = t.node().await.unwrap();
    let mut work = Vec::new();
    for n in 0..6 {
        let db = if n % 2 == 0 {
            t.db.clone()
        } else {
            other.clone()
        };
        work.push(tokio::spawn(
            async move { write(&db, 10, db.new_id()).await },
        ));
    }
    for n in 0..2 {
        let db = if n == 0 { t.db.clone() } else { other.clone() };
        work.push(tokio::spawn(async move {
            for _ in 0..20 {
                seal(&db).await.unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
        }));
    }
    for one in work {
        one.await.unwrap();
    }
    while seal(&t.db).await.unwrap() > 0 {}
    let found = verify(&t.db).await.unwrap();
    assert_eq!((found.lines, found.waiting, found.broken), (60, 0, None));
});

on_both!(a_line_goes_with_its_change, |t| async move {
    let id = t.db.new_id();
    let mut tx = t.db.begin().await.unwrap();
    tx.journal(Entry::new(Actor::Operator, "x.y", "x", id))
        .await
        .unwrap();
    drop(tx);
    assert_eq!(verify(&t.db).await.unwrap().waiting, 0);
});

on_both!(
    lines_are_read_in_the_order_they_were_written,
    |t| async move {
        let (owner, thing) = (t.db.new_id(), t.db.new_id());
        let mut tx = t.db.begin().await.unwrap();
        for n in 0..40 {
            let entry = Entry::new(
                Actor::Staff(owner),
                "application.moved",
                "application",
                thing,
            )
            .owner(owner)
            .detail(json!(n));
            tx.journal(entry).await.unwrap();
        }
        tx.commit().await.unwrap();
        write(&t.db, 2, t.db.new_id()).await;
        seal(&t.db).await.unwrap();
        let numbers = |lines: Vec<okno_store::journal::Line>| {
            lines
                .iter()
                .map(|l| l.detail.as_i64().unwrap())
                .collect::<Vec<i64>>()
        };
        assert_eq!(
            numbers(of_object(&t.db, thing).await.unwrap()),
            (0..40).collect::<Vec<_>>()
        );
        let newest = of_owner(&t.db, owner, 3).await.unwrap();
        assert_eq!(newest[0].actor, Some(owner));
        assert_eq!(newest[0].actor_kind, "staff");
        assert_eq!(newest[0].origin(&t.db).unwrap(), None);
        assert_eq!(numbers(newest), [39, 38, 37]);
        let all = latest(&t.db, 2).await.unwrap();
        assert_eq!(all[0].act, "account.changed");
        assert_eq!(
            all[0].origin(&t.db).unwrap(),
            Some(IpAddr::from([203, 0, 113, 7]))
        );
    }
);
