use okno_store::migrate::migrate;
use okno_store::{MIGRATIONS, Migration};

use crate::{TABLES, count};

const GOOD: Migration = Migration {
    name: "test-002",
    sql: "create table pets (id @id primary key, tag @bytes);\ncreate index pets_tag on pets (tag);\n",
};

on_both!(each_is_applied_once, |t| async move {
    assert!(
        migrate(&t.db, &[MIGRATIONS, TABLES])
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        migrate(&t.db, &[TABLES, &[GOOD]]).await.unwrap(),
        ["test-002"]
    );
    assert!(
        migrate(&t.db, &[MIGRATIONS, TABLES, &[GOOD]])
            .await
            .unwrap()
            .is_empty()
    );
    let all = MIGRATIONS.len() + TABLES.len() + 1;
    let written = count(&t.db, "select count(*) as n from migrations").await;
    assert_eq!(usize::try_from(written).unwrap(), all);
});

on_both!(a_changed_text_is_refused, |t| async move {
    migrate(&t.db, &[&[GOOD]]).await.unwrap();
    let changed = Migration {
        name: "test-002",
        sql: "create table pets (id @id primary key);\n",
    };
    let later = Migration {
        name: "test-003",
        sql: "create table later (id @id primary key);\n",
    };
    let error = migrate(&t.db, &[&[changed, later]]).await.unwrap_err();
    assert!(error.to_string().contains("test-002"), "{error}");
    assert!(t.db.rows("select id from later", vec![]).await.is_err());
});

on_both!(a_failed_one_leaves_nothing, |t| async move {
    let bad = Migration {
        name: "test-002",
        sql: "create table half (id @id primary key);\ncreate table half (id @id primary key);\n",
    };
    assert!(migrate(&t.db, &[&[bad]]).await.is_err());
    assert!(t.db.rows("select id from half", vec![]).await.is_err());
    assert_eq!(migrate(&t.db, &[&[GOOD]]).await.unwrap(), ["test-002"]);
});

on_both!(two_nodes_may_start_at_once, |t| async move {
    let mut starts = Vec::new();
    for _ in 0..6 {
        let db = t.node().await.unwrap();
        starts.push(tokio::spawn(async move { migrate(&db, &[&[GOOD]]).await }));
    }
    let mut applied = 0;
    for start in starts {
        applied += start.await.unwrap().unwrap().len();
    }
    assert_eq!(applied, 1);
});
