use okno_store::testing::ENGINES;

use crate::Town;

/// Every column of the tables of this crate, and the journal's facts, as text.
const RAW: [&str; 4] = [
    "select content as b from family_cards",
    "select content as b from family_children",
    "select contacts as b from family_contacts",
    "select snils_index as b from family_cards",
];

#[tokio::test]
async fn what_lies_in_the_store_names_no_child() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let to = format!("{card}/account");
        let fields = [("email", "artur@deti.example"), ("phone", "+79007770001")];
        browser.post(&to, &fields).await.is(303);
        let db = &town.house.store.db;
        let mut seen = 0;
        for sql in RAW {
            for row in db.rows(sql, vec![]).await.unwrap() {
                let bytes: Vec<u8> = row.get("b").unwrap();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                for secret in ["Артур", "Каримов", "20140912", "620912", "artur@", "777000"]
                {
                    assert!(!text.contains(secret), "{sql}: {secret}");
                }
                seen += 1;
            }
        }
        assert_eq!(seen, 4);
        for line in okno_store::journal::latest(db, 1000).await.unwrap() {
            let detail = line.detail.to_string();
            for secret in ["Артур", "Каримов", "201-409", "artur@", "mother"] {
                assert!(!detail.contains(secret), "{}: {detail}", line.act);
            }
        }
    }
}
