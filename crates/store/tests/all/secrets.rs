use std::net::IpAddr;

use okno_store::limits::Limit;
use okno_store::{Actor, Entry, NewJob, Row};
use serde_json::json;

use crate::files::all_files;

const PHONE: &str = "+79005550101";
const NAME: &str = "Афанасия Ёлкина-Дальняя";
const FROM: &str = "203.0.113.77";

fn occurs(bytes: &[u8]) -> Option<&'static str> {
    let found = |plain: &[u8]| bytes.windows(plain.len()).any(|w| w == plain);
    // Part of it is enough to be found by; also as JSON and hex would write it.
    let hex = data_encoding::HEXLOWER.encode(&PHONE.as_bytes()[1..]);
    let escaped = "\\u0410\\u0444\\u0430\\u043d";
    if found(&PHONE.as_bytes()[2..]) || found(hex.as_bytes()) {
        return Some("the phone");
    }
    if found("Афанасия".as_bytes()) || found("Дальняя".as_bytes()) || found(escaped.as_bytes())
    {
        return Some("the name");
    }
    found(FROM.as_bytes()).then_some("the address")
}

fn text(row: &Row) -> String {
    row.get("line").unwrap()
}

on_both!(no_personal_data_lies_plain, |t| async move {
    assert!(occurs(NAME.as_bytes()).is_some() && occurs(PHONE.as_bytes()).is_some());
    let content = format!("{NAME}\n{PHONE}\n").repeat(2000);
    let stored = t.db.store_file(content.as_bytes()).await.unwrap();
    let limit = Limit {
        name: "codes",
        max: 3,
        per: jiff::SignedDuration::from_mins(1),
    };
    t.db.hit(&limit, PHONE).await.unwrap();
    let from: IpAddr = FROM.parse().unwrap();
    for n in 0..50 {
        let mut tx = t.db.begin().await.unwrap();
        let payload = json!({ "to": PHONE, "text": NAME, "n": n });
        tx.enqueue(NewJob::new("sms.send", format!("sms/{n}"), &payload))
            .await
            .unwrap();
        tx.journal(Entry::new(Actor::Visitor, "a.b", "x", stored.id).from(Some(from)))
            .await
            .unwrap();
        if n == 0 {
            tx.keep_file(
                &stored,
                None,
                &format!("{NAME} {PHONE}.pdf"),
                "application/pdf",
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    // The whole folder: database, its log and shared memory, files.
    let all = all_files(&t.dir);
    let wal = all
        .iter()
        .any(|path| path.to_string_lossy().ends_with("-wal"));
    assert_eq!(wal, t.db.engine() == okno_store::Engine::Sqlite);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(occurs(&bytes), None, "{}", path.display());
    }
    if t.db.engine() == okno_store::Engine::Postgres {
        // Every column of every row as text, the way a dump writes it.
        for sql in [
            "select x::text as line from jobs x",
            "select x::text as line from journal x",
            "select x::text as line from files x",
            "select x::text as line from limits x",
        ] {
            let rows = t.db.rows(sql, vec![]).await.unwrap();
            assert!(!rows.is_empty());
            for row in &rows {
                assert_eq!(occurs(text(row).as_bytes()), None, "{sql}");
            }
        }
    }
});
