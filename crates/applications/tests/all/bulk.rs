//! Several cases decided at once.

use crate::house::{AGENCY, Browser, at_desk, id_in};

fn boxes(all: &[&String]) -> Vec<String> {
    all.iter()
        .map(|base| format!("case-{}", id_in(base)))
        .collect()
}

async fn send(
    officer: &Browser<'_>,
    path: &str,
    names: &[String],
    more: &[(&str, &str)],
) -> crate::house::Answer {
    let mut pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "yes")).collect();
    pairs.extend(more);
    officer.post(path, &pairs).await
}

const APPROVE: (&str, &str) = ("act", "approve");
const REJECT: (&str, &str) = ("act", "reject");
const DO: &str = "/work/bulk/decide";

on_both!(
    several_cases_are_approved_each_by_itself,
    |house| async move {
        let all = house.sent(4).await;
        let one = house.officer("one", AGENCY, "officer").await;
        let two = house.officer("two", AGENCY, "officer").await;
        one.post(&format!("{}/claim", at_desk(&all[0])), &[])
            .await
            .to();
        let names = boxes(&[&all[0], &all[1], &all[2]]);
        // The page of confirmation decides nothing.
        let page = send(&one, "/work/bulk", &names, &[APPROVE]).await;
        page.is(200)
            .says("Пока ничего не решено")
            .says("Одобрить 3 заявления");
        let decided =
            "select count(*) as n from application_steps where step in ('approved', 'rejected')";
        assert_eq!(house.count(decided).await, 0);
        // Meanwhile a colleague takes one.
        two.post(&format!("{}/claim", at_desk(&all[2])), &[])
            .await
            .to();
        let page = send(&one, DO, &names, &[APPROVE]).await;
        let text = page.text();
        page.is(200).says("Ведёт коллега, не решено");
        assert_eq!(text.matches("Одобрено").count(), 2, "{text}");
        assert_eq!(house.count(decided).await, 2);
        assert_eq!(
            house.holder(&all[1]).await,
            Some(one.id),
            "claimed with its decision"
        );
        assert_eq!(house.holder(&all[2]).await, Some(two.id));
        // Another click repeats nothing.
        let page = send(&one, DO, &names, &[APPROVE]).await;
        page.is(200).says("Решено раньше");
        assert_eq!(house.count(decided).await, 2);
        for _ in 0..4 {
            house.run_jobs().await;
        }
        let told = house.mail_subjects();
        assert_eq!(told.iter().filter(|s| s.ends_with("одобрена")).count(), 2);
        let documents = "select count(*) as n from journal where act = 'application.issued'";
        assert_eq!(house.count(documents).await, 2);
    }
);

on_both!(
    two_officers_decide_the_same_cases_at_once,
    |house| async move {
        let all = house.sent(3).await;
        let one = house.officer("one", AGENCY, "officer").await;
        let two = house.officer("two", AGENCY, "officer").await;
        let names = boxes(&[&all[0], &all[1], &all[2]]);
        let ground = ("ground", "no-benefit");
        let (yes, no) = ([APPROVE], [REJECT, ground]);
        let both = tokio::join!(send(&one, DO, &names, &yes), send(&two, DO, &names, &no));
        both.0.is(200);
        both.1.is(200);
        let decided =
            "select count(*) as n from application_steps where step in ('approved', 'rejected')";
        assert_eq!(house.count(decided).await, 3, "each once");
    }
);

on_both!(
    several_cases_are_refused_with_one_ground,
    |house| async move {
        let all = house.sent(2).await;
        let one = house.officer("one", AGENCY, "officer").await;
        let names = boxes(&[&all[0], &all[1]]);
        let page = send(&one, "/work/bulk", &names, &[REJECT]).await;
        page.is(200)
            .says("Основание")
            .says("Отказать по 2 заявлениям");
        send(&one, DO, &names, &[REJECT, ("message", "Слова остаются")])
            .await
            .is(422)
            .says("Выберите основание отказа")
            .says("Слова остаются");
        let words = ("message", "Обновите справку.");
        let page = send(&one, DO, &names, &[REJECT, ("ground", "no-benefit"), words]).await;
        assert_eq!(page.text().matches("Отклонено").count(), 2);
        for base in &all {
            let found = okno_applications::find(house.db(), id_in(base)).await;
            let decision = found.unwrap().unwrap().decision.unwrap();
            assert_eq!(decision.ground.as_deref(), Some("no-benefit"));
            assert_eq!(decision.words, "Обновите справку.");
        }
    }
);

on_both!(
    what_cannot_be_decided_together_is_said,
    |house| async move {
        let all = house.sent(1).await;
        let one = house.officer("one", AGENCY, "officer").await;
        let stranger = house.officer("s", "tula-digital", "officer").await;
        let names = boxes(&[&all[0]]);
        send(&one, "/work/bulk", &[], &[APPROVE])
            .await
            .is(422)
            .says("Отметьте хотя бы одно заявление");
        let many: Vec<String> = (0..51_u128)
            .map(|n| format!("case-{}", uuid::Uuid::from_u128(n + 1)))
            .collect();
        send(&one, "/work/bulk", &many, &[APPROVE])
            .await
            .is(422)
            .says("не больше 50");
        send(&one, "/work/bulk", &names, &[]).await.is(400);
        // Of another agency: as if they were not there.
        send(&stranger, "/work/bulk", &names, &[APPROVE])
            .await
            .is(422);
        send(&stranger, DO, &names, &[APPROVE]).await.is(404);
        let two = house.officer("two", AGENCY, "officer").await;
        two.post(&format!("{}/claim", at_desk(&all[0])), &[])
            .await
            .to();
        send(&one, "/work/bulk", &names, &[APPROVE])
            .await
            .is(422)
            .says("их ведут коллеги");
        assert_eq!(one.get("/work/bulk").await.to(), "/work");
        // Of two services.
        let other = house
            .sent_more(&[("+79005558001", "x@pochta.example")])
            .await;
        let sql = "update applications set service = 'another' where id = $1";
        let mut tx = house.db().begin().await.unwrap();
        tx.exec(sql, okno_store::args![id_in(&other[0])])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let names = boxes(&[&all[0], &other[0]]);
        send(&two, "/work/bulk", &names, &[APPROVE])
            .await
            .is(422)
            .says("на разные услуги");
        send(&two, DO, &names, &[APPROVE]).await.is(400);
    }
);
