//! Registries that do not answer, or answer nonsense.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::jobs;

use crate::on_both;

on_both!(
    registry_down_ten_minutes_is_waited_for,
    |house| async move {
        let (id, person) = house.settle("safina").await;
        house.fault("fns", "down").await;
        house.save(id, &person).await;
        for _ in 0..20 {
            house.drain().await;
            house.wait(SignedDuration::from_secs(30));
        }
        house.drain().await;
        let page = house.citizen(id).await.get("/cabinet/checks").await;
        page.says(&[
            "Проверено 3 из 4",
            "Ждём реестр",
            "Реестр пока не отвечает",
            "Спросим снова в 09:",
            "от вас ничего не нужно",
        ]);
        assert_eq!(house.level(id).await.0, Level::Simplified);
        assert_eq!(house.sms(&person).await, Vec::<String>::new());

        // The person has left; the registry comes back.
        house.fault("fns", "ok").await;
        house.wait(SignedDuration::from_mins(11));
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Standard);
        assert_eq!(house.sms(&person).await.len(), 1);
        // And comes back another day, with another session.
        house.wait(SignedDuration::from_hours(20));
        let page = house.citizen(id).await.get("/cabinet/checks").await;
        page.says(&["Проверено 4 из 4"]).lacks(&["Ждём"]);
    }
);

on_both!(down_for_a_day_is_still_waited_for, |house| async move {
    let (id, person) = house.settle("safina").await;
    house.fault("*", "down").await;
    house.save(id, &person).await;
    for _ in 0..150 {
        house.drain().await;
        house.wait(SignedDuration::from_mins(10));
    }
    assert!(jobs::dead(house.db()).await.unwrap().is_empty());
    house.fault("*", "ok").await;
    house.wait(SignedDuration::from_mins(11));
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(nonsense_is_no_answer, |house| async move {
    let (id, person) = house.settle("safina").await;
    house.fault("mvd", "garbage").await;
    house.fault("sfr", "error").await;
    house.save(id, &person).await;
    house.drain().await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Проверено 2 из 4", "Ждём реестр"]);
    assert_eq!(house.level(id).await.0, Level::Simplified);
    house.fault("*", "ok").await;
    house.wait(SignedDuration::from_mins(11));
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(
    answer_lost_on_the_way_is_asked_for_again,
    |house| async move {
        let (id, person) = house.settle("safina").await;
        house.fault("mvd", "lost").await;
        house.save(id, &person).await;
        house.drain().await;
        house.fault("mvd", "ok").await;
        house.wait(SignedDuration::from_mins(1));
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Standard);
        assert_eq!(house.sms(&person).await.len(), 1);
    }
);

on_both!(refusal_of_a_registry_is_told_honestly, |house| async move {
    let (id, person) = house.settle("safina").await;
    house.fault("sfr", "refuse").await;
    house.save(id, &person).await;
    house.drain().await;
    let browser = house.citizen(id).await;
    let page = browser.get("/cabinet/checks").await;
    page.says(&[
        "Реестр не смог обработать запрос",
        "/cabinet/checks/again",
        "Ждём реестр",
    ]);
    page.lacks(&["Спросим снова", "Всё совпало", "http-equiv=\"refresh\""]);
    let dead = jobs::dead(house.db()).await.unwrap();
    assert_eq!(dead.len(), 1, "the administrator sees it");
    house.fault("sfr", "ok").await;
    browser
        .post("/cabinet/checks/again", &[])
        .await
        .goes("/cabinet/checks");
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Standard);
});
