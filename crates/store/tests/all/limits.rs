use jiff::SignedDuration;
use okno_store::limits::sweep;
use okno_store::{Limit, Verdict};

use crate::count;

const CODES: Limit = Limit {
    name: "codes",
    max: 3,
    per: SignedDuration::from_mins(10),
};
const ROWS: &str = "select count(*) as n from limits";

on_both!(it_counts_and_begins_anew, |t| async move {
    for left in [2, 1, 0] {
        assert_eq!(
            t.db.hit(&CODES, "a").await.unwrap(),
            Verdict::Allowed { left }
        );
        t.clock.advance(SignedDuration::from_mins(4));
    }
    t.clock.advance(SignedDuration::from_mins(5));
    let Verdict::Wait { until } = t.db.hit(&CODES, "a").await.unwrap() else {
        panic!("it must wait")
    };
    let wait = until.duration_since(t.db.now());
    // The whole time after the last one that was allowed, however long ago the first.
    assert_eq!(wait, SignedDuration::from_mins(1));
    let peeked = t.db.peek(&CODES, "a").await.unwrap();
    assert_eq!(peeked, Verdict::Wait { until });
    t.clock.set(until - SignedDuration::from_millis(1));
    assert!(!t.db.hit(&CODES, "a").await.unwrap().is_allowed());
    t.clock.set(until);
    assert_eq!(
        t.db.hit(&CODES, "a").await.unwrap(),
        Verdict::Allowed { left: 2 }
    );
});

on_both!(subjects_and_names_are_apart, |t| async move {
    let other = Limit {
        name: "letters",
        ..CODES
    };
    for _ in 0..4 {
        t.db.hit(&CODES, "a").await.unwrap();
    }
    assert!(t.db.hit(&CODES, "b").await.unwrap().is_allowed());
    assert!(t.db.hit(&other, "a").await.unwrap().is_allowed());
    t.db.forget(&CODES, "a").await.unwrap();
    assert_eq!(
        t.db.hit(&CODES, "a").await.unwrap(),
        Verdict::Allowed { left: 2 }
    );
});

on_both!(a_peek_counts_nothing, |t| async move {
    for _ in 0..5 {
        assert_eq!(
            t.db.peek(&CODES, "a").await.unwrap(),
            Verdict::Allowed { left: 3 }
        );
    }
    for _ in 0..3 {
        t.db.hit(&CODES, "a").await.unwrap();
    }
    assert!(!t.db.peek(&CODES, "a").await.unwrap().is_allowed());
});

on_both!(
    nothing_is_allowed_when_the_limit_is_nought,
    |t| async move {
        let never = Limit { max: 0, ..CODES };
        assert!(!t.db.hit(&never, "a").await.unwrap().is_allowed());
        assert!(!t.db.hit(&never, "a").await.unwrap().is_allowed());
    }
);

on_both!(many_at_once_are_counted_exactly, |t| async move {
    let limit = Limit { max: 25, ..CODES };
    let mut hits = Vec::new();
    for _ in 0..60 {
        let db = t.db.clone();
        hits.push(tokio::spawn(async move { db.hit(&limit, "a").await }));
    }
    let mut left = Vec::new();
    for hit in hits {
        if let Verdict::Allowed { left: n } = hit.await.unwrap().unwrap() {
            left.push(n);
        }
    }
    left.sort_unstable();
    assert_eq!(left, (0..25).collect::<Vec<i64>>());
});

on_both!(a_hit_outlives_the_request_and_the_program, |t| async move {
    let other = t.node().await.unwrap();
    for _ in 0..3 {
        t.db.hit(&CODES, "a").await.unwrap();
    }
    assert!(!other.hit(&CODES, "a").await.unwrap().is_allowed());
});

on_both!(the_past_is_swept, |t| async move {
    t.db.hit(&CODES, "a").await.unwrap();
    t.db.hit(&CODES, "b").await.unwrap();
    assert_eq!(sweep(&t.db).await.unwrap(), 0);
    t.clock.advance(SignedDuration::from_mins(11));
    // Begins anew in the same row.
    t.db.hit(&CODES, "b").await.unwrap();
    assert_eq!(sweep(&t.db).await.unwrap(), 1);
    assert_eq!(count(&t.db, ROWS).await, 1);
});

on_both!(several_are_peeked_at_together, |t| async move {
    let other = Limit {
        name: "letters",
        max: 1,
        ..CODES
    };
    let mut asked: Vec<(Limit, String)> = (0..20).map(|n| (CODES, n.to_string())).collect();
    asked.push((other, "0".to_owned()));
    for n in 0..20i64 {
        for _ in 0..n.min(4) {
            t.db.hit(&CODES, &n.to_string()).await.unwrap();
        }
    }
    t.db.hit(&other, "0").await.unwrap();
    let together = t.db.peek_all(&asked).await.unwrap();
    assert_eq!(together.len(), asked.len());
    for ((limit, subject), verdict) in asked.iter().zip(&together) {
        assert_eq!(*verdict, t.db.peek(limit, subject).await.unwrap());
    }
    assert_eq!(together[0], Verdict::Allowed { left: 3 });
    assert_eq!(together[2], Verdict::Allowed { left: 1 });
    assert!(!together[19].is_allowed());
    assert!(!together[20].is_allowed());
    t.clock.advance(SignedDuration::from_mins(11));
    let later = t.db.peek_all(&asked).await.unwrap();
    assert!(later.into_iter().all(Verdict::is_allowed));
});
