//! What may happen to a letter on its way, and beside it.

use super::*;

on_both!(a_lost_letter_is_ordered_again, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let (track, old) = ordered(&house, &me, &person).await;
    tells(&house, &track, "dispatched").await;
    house.wait(DAY);
    tells(&house, &track, "lost").await;
    house.drain().await;
    let sms = house.sms(&person).await;
    assert!(
        sms.iter()
            .any(|text| text.contains("почта потеряла письмо")),
        "{sms:?}"
    );
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(_, text)| text.contains("Код из него больше не работает"))
    );
    me.get(PAGE).await.says(&[
        "Прошлое письмо не дошло",
        "Почта его потеряла",
        ">Заказать снова</button>",
        &format!("value=\"{}\"", person.address.clone().unwrap().city),
    ]);
    // Who finds it gains nothing.
    me.post(CODE, &[("code", &old)]).await.goes(PAGE);
    assert_eq!(house.level(id).await.0, Level::Standard);
    let (track, code) = ordered(&house, &me, &person).await;
    assert_ne!(old, code);
    carried(&house, &track).await;
    refused(&me.post(CODE, &[("code", &old)]).await, "Код не подошёл");
    me.post(CODE, &[("code", &code)]).await.goes(PAGE);
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(a_returned_letter_ends_the_attempt, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let (track, _) = ordered(&house, &me, &person).await;
    house.wait(DAY);
    for step in ["dispatched", "arrived", "returned"] {
        tells(&house, &track, step).await;
    }
    me.get(PAGE)
        .await
        .says(&["почта вернула его", ">Заказать снова</button>"]);
    me.get("/cabinet/confirm")
        .await
        .says(&["В прошлый раз подтвердить не удалось"]);
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(
    a_letter_that_takes_too_long_is_ordered_again,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        let (first, old) = ordered(&house, &me, &person).await;
        tells(&house, &first, "dispatched").await;
        me.get(PAGE).await.lacks(&["Заказать снова"]);
        // Too early: nothing happens.
        me.post("/cabinet/confirm/letter/again", &[])
            .await
            .goes(PAGE);
        house.drain().await;
        assert_eq!(house.parcels().await.len(), 1);
        house.wait(SignedDuration::from_hours(24 * 30));
        me.get(PAGE)
            .await
            .says(&["Письма всё нет?", ">Заказать снова</button>"]);
        me.post("/cabinet/confirm/letter/again", &[])
            .await
            .goes(PAGE);
        me.post("/cabinet/confirm/letter/again", &[])
            .await
            .goes(PAGE);
        house.drain().await;
        assert_eq!(house.parcels().await.len(), 2);
        let (second, code) = newest(&house).await;
        // The first one comes after all: its code is dead.
        carried(&house, &second).await;
        refused(&me.post(CODE, &[("code", &old)]).await, "Код не подошёл");
        me.post(CODE, &[("code", &code)]).await.goes(PAGE);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(letters_are_limited, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let cancel = "/cabinet/confirm/letter/cancel";
    for sent in 1..=4usize {
        ordered(&house, &me, &person).await;
        assert_eq!(house.parcels().await.len(), sent);
        me.post(cancel, &[]).await.goes("/cabinet/confirm");
        if sent == 1 {
            // At least a day between two.
            house.wait(DAY - HOUR);
            me.get("/cabinet/confirm")
                .await
                .says(&["вы начали недавно. Снова можно"])
                .lacks(&["слишком много"]);
            send(&me, &address(&person)).await.goes("/cabinet/confirm");
            house.wait(HOUR);
        } else {
            house.wait(DAY);
        }
    }
    // Four in thirty days.
    me.get("/cabinet/confirm")
        .await
        .says(&["Попыток было слишком много"]);
    me.get(PAGE).await.goes("/cabinet/confirm");
    send(&me, &address(&person)).await.goes("/cabinet/confirm");
    house.drain().await;
    assert_eq!(house.parcels().await.len(), 4);
    house.wait(SignedDuration::from_hours(24 * 30));
    ordered(&house, &me, &person).await;
    assert_eq!(house.parcels().await.len(), 5);
});

on_both!(
    a_post_that_is_down_prints_one_letter_later,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        // The letter was taken in, and the answer lost on the way.
        house.fault("post", "lost").await;
        send(&me, &address(&person)).await.goes(PAGE);
        house.drain().await;
        me.get(PAGE).await.says(&["Заказано"]);
        house.fault("post", "ok").await;
        house.wait(HOUR);
        house.drain().await;
        assert_eq!(house.parcels().await.len(), 1);
        let (track, code) = newest(&house).await;
        house.fault("post", "down").await;
        house.post_tells(&track, "dispatched", None).await;
        house.wait(HOUR);
        house.drain().await;
        me.get(PAGE).await.says(&["Напечатано"]);
        house.fault("post", "ok").await;
        house.wait(HOUR);
        house.drain().await;
        tells(&house, &track, "arrived").await;
        tells(&house, &track, "handed_over").await;
        me.post(CODE, &[("code", &code)]).await.goes(PAGE);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(an_address_that_the_post_refuses, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    house.fault("post", "refuse").await;
    send(&me, &address(&person)).await.goes(PAGE);
    house.drain().await;
    house.drain().await;
    let sms = house.sms(&person).await;
    assert!(
        sms.iter()
            .any(|text| text.contains("отправить письмо с кодом не удалось")),
        "{sms:?}"
    );
    house.fault("post", "ok").await;
    // No day to wait: no letter was sent.
    me.get(PAGE)
        .await
        .says(&["Почта не смогла принять его", ">Заказать снова</button>"]);
    ordered(&house, &me, &person).await;
    assert_eq!(house.parcels().await.len(), 1);
});

on_both!(the_faster_of_two_methods_wins, |house| async move {
    let (id, person) = house.standard("safina").await;
    let me = Me::new(&house, id);
    let (track, code) = ordered(&house, &me, &person).await;
    tells(&house, &track, "dispatched").await;
    vouched(&house, &me).await;
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("in_person".to_owned()))
    );
    // The letter comes later and gives nothing; nothing hangs.
    house.post_tells(&track, "arrived", None).await;
    house.wait(HOUR);
    house.drain().await;
    me.post(CODE, &[("code", &code)]).await.goes(PAGE);
    me.get(PAGE).await.goes("/cabinet/confirm");
    assert_eq!(house.level(id).await.1.as_deref(), Some("in_person"));
    assert!(
        house
            .acts(id)
            .await
            .iter()
            .any(|a| a == "proofing.overtaken")
    );
    let open = "select count(*) as n from proofings where state = 'open'";
    assert_eq!(house.count(open).await, 0);
    let jobs = "select count(*) as n from jobs where state = 'ready'";
    house.wait(HOUR);
    house.drain().await;
    assert_eq!(house.count(jobs).await, 0);
});

on_both!(
    the_other_way_stays_of_use_after_a_letter,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        let (track, code) = ordered(&house, &me, &person).await;
        carried(&house, &track).await;
        let open = code_of(&me.browser().await).await;
        me.post(CODE, &[("code", &code)]).await.goes(PAGE);
        assert_eq!(house.level(id).await.1.as_deref(), Some("letter"));
        // The code for the centre still opens: a full confirmation is worth more.
        assert!(!open.is_empty());
        vouched(&house, &me).await;
        assert_eq!(house.level(id).await.1.as_deref(), Some("in_person"));
    }
);

on_both!(
    a_letter_taken_back_before_it_is_printed_is_not_sent,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        send(&me, &address(&person)).await.goes(PAGE);
        let cancel = "/cabinet/confirm/letter/cancel";
        me.post(cancel, &[]).await.goes("/cabinet/confirm");
        house.drain().await;
        assert_eq!(house.parcels().await.len(), 0);
    }
);

on_both!(
    data_that_is_being_checked_holds_the_letter_up,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let me = Me::new(&house, id);
        let (track, code) = ordered(&house, &me, &person).await;
        carried(&house, &track).await;
        // Another INN: the registry disagrees for now.
        let mut other = person.clone();
        other.inn = Some(okno_requisites::Inn::parse("500100732259").unwrap());
        house.save(id, &other).await;
        me.post(CODE, &[("code", &code)]).await.goes(PAGE);
        me.get(PAGE)
            .await
            .says(&["Код верный", "когда реестры проверят"]);
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Standard);
        house.save(id, &person).await;
        house.drain().await;
        house.wait(HOUR);
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);
