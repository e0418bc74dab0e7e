//! The code on paper.

use super::*;

on_both!(a_right_code_waits_for_the_post, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let (track, code) = ordered(&house, &me, &person).await;
    tells(&house, &track, "dispatched").await;
    tells(&house, &track, "arrived").await;
    // The person is quicker than the post's report.
    me.post(CODE, &[("code", &code)]).await.goes(PAGE);
    house.drain().await;
    me.get(PAGE)
        .await
        .says(&["Код верный", "когда почта сообщит"])
        .lacks(&["Проверить</button>"]);
    assert_eq!(house.level(id).await.0, Level::Standard);
    // Handed over, but not against a passport: somebody else may have it.
    house.post_tells(&track, "handed_over", None).await;
    house.wait(HOUR);
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(
    the_post_is_asked_at_once_after_a_right_code,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        let (track, code) = ordered(&house, &me, &person).await;
        tells(&house, &track, "dispatched").await;
        tells(&house, &track, "arrived").await;
        house
            .post_tells(&track, "handed_over", Some("passport"))
            .await;
        // No hour has passed: the job out of turn finds it.
        me.post(CODE, &[("code", &code)]).await.goes(PAGE);
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Confirmed);
        me.get(PAGE).await.goes("/cabinet/confirm");
    }
);

on_both!(wrong_codes_make_one_wait, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let (track, code) = ordered(&house, &me, &person).await;
    carried(&house, &track).await;
    for (typed, text) in [
        ("", "Введите код из письма"),
        ("7KQ2M", "вы ввели 5 знаков"),
        ("7KQ2M-X9R4Ж", "Знака «Ж» в коде не бывает"),
    ] {
        let page = me.post(CODE, &[("code", typed)]).await;
        refused(&page, text);
        // What was typed is kept.
        assert!(page.text.contains(&format!("value=\"{typed}\"")) || typed.is_empty());
    }
    let wrong = if code.starts_with('0') {
        "11111-11111"
    } else {
        "00000-00000"
    };
    for left in [
        "осталось 4 попытки",
        "осталось 3 попытки",
        "осталось 2 попытки",
        "осталась 1 попытка",
    ] {
        refused(&me.post(CODE, &[("code", wrong)]).await, left);
    }
    refused(
        &me.post(CODE, &[("code", wrong)]).await,
        "Снова ввести его можно в",
    );
    // Not even the right one.
    refused(
        &me.post(CODE, &[("code", &code)]).await,
        "Снова ввести его можно в",
    );
    assert_eq!(house.level(id).await.0, Level::Standard);
    let acts = house.acts(id).await;
    assert_eq!(
        acts.iter().filter(|a| *a == "proofing.code.wrong").count(),
        5
    );
    // The letter is as good as before.
    house.wait(SignedDuration::from_mins(10));
    me.post(CODE, &[("code", &code)]).await.goes(PAGE);
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(
    a_code_lives_ninety_days_from_the_dispatch,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        let (track, code) = ordered(&house, &me, &person).await;
        house.wait(SignedDuration::from_hours(24 * 20));
        carried(&house, &track).await;
        house.wait(SignedDuration::from_hours(24 * 90));
        refused(&me.post(CODE, &[("code", &code)]).await, "прошло 90 дней");
        house.drain().await;
        me.get(PAGE)
            .await
            .says(&["Время прошлого письма вышло", ">Заказать снова</button>"]);
        assert_eq!(house.level(id).await.0, Level::Standard);
    }
);

on_both!(the_code_is_kept_nowhere, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let (_, code) = ordered(&house, &me, &person).await;
    let bare = code.replace('-', "");
    // Only a keyed hash, and the job that had it has forgotten it.
    let rows = house
        .db()
        .rows("select code, code_index from proofings", vec![])
        .await
        .unwrap();
    let kept: Option<Vec<u8>> = rows[0].get("code").unwrap();
    let hash: Vec<u8> = rows[0].get("code_index").unwrap();
    assert_eq!((rows.len(), kept), (1, None));
    assert!(!hash.is_empty());
    let jobs = "select id, payload from jobs where kind = 'proofing.letter.print'";
    for row in house.db().rows(jobs, vec![]).await.unwrap() {
        let job: Uuid = row.get("id").unwrap();
        let sealed: Vec<u8> = row.get("payload").unwrap();
        let payload: Value = house.db().unseal("jobs", "payload", job, &sealed).unwrap();
        assert_eq!(payload, Value::Null);
    }
    let page = me.get(PAGE).await;
    page.lacks(&[&code, &bare]);
    let lines = okno_store::journal::of_owner(house.db(), id, 100)
        .await
        .unwrap();
    for line in lines {
        let told = line.detail.to_string();
        assert!(!told.contains(&bare) && !told.contains("Касимов"), "{told}");
    }
});
