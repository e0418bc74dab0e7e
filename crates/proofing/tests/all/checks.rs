//! Checks of the profile in registries.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::Level;
use okno_requisites::{BirthDate, DivisionCode, Inn};

use crate::house::House;
use crate::on_both;

on_both!(good_person_becomes_standard_once, |house| async move {
    let (id, person) = house.settle("safina").await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Проверять пока нечего"]);
    assert_eq!(browser.get("/test/section").await.text, "");

    house.save(id, &person).await;
    let page = browser.get("/cabinet/checks").await;
    page.says(&[
        "Проверяем ваши данные",
        "Проверено 0 из 4",
        "от 5 до 15 минут",
        "Проверка паспорта",
        "реестр МВД",
        "Проверка СНИЛС",
        "Социальный фонд",
        "Проверка ИНН",
        "Налоговая служба",
        "Ждёт очереди",
        "http-equiv=\"refresh\"",
        "data-live",
        "Упрощённая",
        "После проверки учётная запись станет стандартной",
    ]);
    page.lacks(&[person.passport.as_ref().unwrap().number.as_str()]);
    browser
        .get("/test/section")
        .await
        .says(&["Проверено 0 из 4"]);
    assert_eq!(house.level(id).await.0, Level::Simplified);

    house.drain().await;
    assert_eq!(house.level(id).await, (Level::Standard, None));
    let page = browser.get("/cabinet/checks").await;
    page.says(&[
        "Проверено 4 из 4",
        "Совпадает",
        "Стандартная",
        "Подтвердить личность",
    ]);
    page.lacks(&[
        "http-equiv=\"refresh\"",
        "Проверяем",
        "data-live",
        "После проверки",
    ]);
    assert_eq!(browser.get("/test/section").await.text, "");

    let sms = house.sms(&person).await;
    assert_eq!(sms.len(), 1, "{sms:?}");
    assert!(sms[0].contains("стандартная"), "{sms:?}");
    let letters = house.letters(&person).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].0.contains("Поздравляем"), "{letters:?}");
    assert_eq!(house.calls().await, [1, 1, 1]);

    // Saved once more: nothing is asked, nobody is congratulated again.
    house.save(id, &person).await;
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 1]);
    assert_eq!(house.sms(&person).await.len(), 1);
    let acts = house.acts(id).await;
    let count = |act: &str| acts.iter().filter(|a| *a == act).count();
    assert_eq!(
        (
            count("checks.begun"),
            count("check.answered"),
            count("account.level")
        ),
        (1, 4, 1)
    );
});

on_both!(without_inn_the_tax_check_is_skipped, |house| async move {
    let (id, mut person) = house.settle("safina").await;
    let inn = person.inn.take();
    house.save(id, &person).await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Проверено 0 из 3"])
        .lacks(&["Налоговая"]);
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Standard);
    // The tax service is asked whether it knows the person.
    assert_eq!(house.calls().await, [1, 1, 1]);

    // Added later, it is checked by itself.
    person.inn = inn;
    house.save(id, &person).await;
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 2]);
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Проверено 4 из 4"]);
});

on_both!(
    taking_a_wrong_inn_away_lets_the_rest_count,
    |house| async move {
        let (id, mut person) = house.settle("tarasova").await;
        house.save(id, &person).await;
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Simplified);
        person.inn = None;
        house.save(id, &person).await;
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Standard);
        assert_eq!(house.calls().await, [1, 1, 2]);
    }
);

on_both!(only_what_was_mended_is_asked_again, |house| async move {
    let (id, person) = house.settle("safina").await;
    let mut typo = person.clone();
    if let Some(passport) = &mut typo.passport {
        passport.division = DivisionCode::parse("770-001").unwrap();
    }
    typo.inn = Some(Inn::parse("500100732259").unwrap());
    house.save(id, &typo).await;
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 1]);
    assert_eq!(house.level(id).await.0, Level::Simplified);
    let browser = house.citizen(id).await;
    let page = browser.get("/cabinet/checks").await;
    page.says(&[
        "Данные не совпали",
        "код подразделения",
        "/cabinet/profile/edit#division_code",
        "/cabinet/profile/edit#inn",
        "Исправить",
        "У меня всё верно",
        "Проверено 2 из 4",
    ]);
    browser
        .get("/test/section")
        .await
        .says(&["Данные не совпали с реестром"]);

    // One message names all.
    let sms = house.sms(&person).await;
    assert_eq!(sms.len(), 1, "{sms:?}");
    assert!(sms[0].contains("код подразделения, ИНН"), "{sms:?}");
    let letters = house.letters(&person).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    for part in ["МВД): код подразделения.", "служба): ИНН."] {
        assert!(letters[0].1.contains(part), "{letters:?}");
    }

    // The INN first: only ФНС is asked.
    typo.inn = person.inn.clone();
    house.save(id, &typo).await;
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 2]);
    assert_eq!(house.level(id).await.0, Level::Simplified);
    assert_eq!(house.sms(&person).await.len(), 1, "the code is told of");
    // Then the code: only МВД.
    house.save(id, &person).await;
    house.drain().await;
    assert_eq!(house.calls().await, [2, 1, 2]);
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(
    birth_date_that_differs_is_named_and_not_told,
    |house| async move {
        let (id, person) = house.settle("zueva").await;
        house.save(id, &person).await;
        house.drain().await;
        let page = house.citizen(id).await.get("/cabinet/checks").await;
        page.says(&[
            "Налоговая служба",
            "дата рождения",
            "/cabinet/profile/edit#birth_date",
        ]);
        // What ФНС holds is nobody's to read here.
        page.lacks(&["11.04.1979", "1979-04-11"]);
        let sms = house.sms(&person).await;
        assert!(sms.len() == 1 && sms[0].contains("не совпали"), "{sms:?}");
        let letters = house.letters(&person).await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].1.contains("дата рождения"), "{letters:?}");
        assert!(letters[0].1.contains("Исправьте"), "{letters:?}");
        assert_eq!(house.level(id).await.0, Level::Simplified);

        // A birth date is part of every check: all three are asked about a new one.
        let mut other = person.clone();
        other.birth_date = Some(BirthDate::parse("13.04.1979").unwrap());
        house.save(id, &other).await;
        house.drain().await;
        assert_eq!(house.calls().await, [2, 2, 2]);
    }
);

on_both!(who_is_right_asks_again, |house| async move {
    let (id, person) = house.settle("safina").await;
    house.fault("fns", "wrong").await;
    house.save(id, &person).await;
    house.drain().await;
    let browser = house.citizen(id).await;
    let page = browser.get("/cabinet/checks").await;
    page.says(&[
        "фамилия",
        "/cabinet/profile/edit#surname",
        "/cabinet/checks/again",
    ]);
    house.fault("fns", "ok").await;
    browser
        .post("/cabinet/checks/again", &[])
        .await
        .goes("/cabinet/checks");
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Проверено 3 из 4"]);
    // The second click of two finds nothing to ask.
    browser
        .post("/cabinet/checks/again", &[])
        .await
        .goes("/cabinet/checks");
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 2]);
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(asking_again_has_a_limit, |house| async move {
    let (id, person) = house.settle("zueva").await;
    house.save(id, &person).await;
    house.drain().await;
    let browser = house.citizen(id).await;
    for _ in 0..5 {
        browser
            .post("/cabinet/checks/again", &[])
            .await
            .goes("/cabinet/checks");
        house.drain().await;
    }
    let page = browser.post("/cabinet/checks/again", &[]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 6]);
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Данные не совпали"]);
});

on_both!(
    mismatches_are_gathered_into_one_message,
    |house| async move {
        let (id, person) = house.settle("gusev").await;
        // Three registries disagree, the last of them long after the others.
        house.fault_late("fns", "slow", 700).await;
        house.save(id, &person).await;
        let worker = house.worker.clone();
        let run = tokio::spawn(async move { worker.drain().await });
        while house
            .count("select count(*) as n from checks where state = 'mismatch'")
            .await
            < 2
        {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(house.sms(&person).await, Vec::<String>::new());
        run.await.unwrap().unwrap();
        house.drain().await;
        let sms = house.sms(&person).await;
        assert_eq!(sms.len(), 1, "{sms:?}");
        assert!(
            sms[0].contains("серия и номер паспорта, СНИЛС, ИНН"),
            "{sms:?}"
        );
        assert_eq!(house.letters(&person).await.len(), 1);
    }
);

on_both!(
    registry_that_is_down_holds_no_message_up,
    |house| async move {
        let (id, mut person) = house.settle("safina").await;
        let right = person.inn.clone();
        person.inn = Some(Inn::parse("500100732259").unwrap());
        house.fault("sfr", "down").await;
        house.save(id, &person).await;
        house.drain().await;
        let sms = house.sms(&person).await;
        assert!(sms.len() == 1 && sms[0].contains("ИНН"), "{sms:?}");
        // Told once, however often the other registry is asked.
        for _ in 0..3 {
            house.wait(SignedDuration::from_mins(11));
            house.drain().await;
        }
        assert_eq!(house.sms(&person).await.len(), 1);
        house.fault("sfr", "ok").await;
        house.wait(SignedDuration::from_mins(11));
        house.drain().await;
        assert_eq!(house.sms(&person).await.len(), 1);
        person.inn = right;
        house.save(id, &person).await;
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Standard);
    }
);

on_both!(
    mismatch_is_told_when_the_last_check_is_taken_away,
    |house| async move {
        let (id, person) = house.settle("gusev").await;
        house.fault_late("fns", "slow", 1500).await;
        house.save(id, &person).await;
        let worker = house.worker.clone();
        let run = tokio::spawn(async move { worker.drain().await });
        while house
            .count("select count(*) as n from checks where state = 'mismatch'")
            .await
            < 2
        {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let mut without = person.clone();
        without.inn = None;
        house.save(id, &without).await;
        run.await.unwrap().unwrap();
        house.drain().await;
        let sms = house.sms(&person).await;
        assert_eq!(sms.len(), 1, "{sms:?}");
        assert!(sms[0].contains("паспорта, СНИЛС."), "{sms:?}");
    }
);

async fn passport_says(house: &House, id: &str, words: &str) {
    let (account, person) = house.settle(id).await;
    house.save(account, &person).await;
    house.drain().await;
    let page = house.citizen(account).await.get("/cabinet/checks").await;
    page.says(&[words, "/cabinet/profile/edit#passport_number"]);
    assert_eq!(house.level(account).await.0, Level::Simplified, "{id}");
}

on_both!(passport_out_of_force_is_told_apart, |house| async move {
    passport_says(&house, "borisov", "Срок этого паспорта вышел").await;
    passport_says(&house, "fomin", "числится утерянным").await;
    passport_says(&house, "kadyrov", "недействительный").await;
});

on_both!(person_whom_no_registry_knows, |house| async move {
    let (id, person) = house.settle("gusev").await;
    house.save(id, &person).await;
    house.drain().await;
    let page = house.citizen(id).await.get("/cabinet/checks").await;
    page.says(&[
        "серия и номер паспорта",
        "#passport_number",
        "#snils",
        "#inn",
    ]);
    assert_eq!(house.level(id).await.0, Level::Simplified);
});

on_both!(answer_to_old_values_is_left_aside, |house| async move {
    let (id, person) = house.settle("safina").await;
    house.save(id, &person).await;
    // Mended before any registry was asked: the old question is not put.
    let mut other = person.clone();
    other.inn = Some(Inn::parse("500100732259").unwrap());
    house.save(id, &other).await;
    house.drain().await;
    assert_eq!(house.calls().await, [1, 1, 1]);
    assert_eq!(house.level(id).await.0, Level::Simplified);

    // Changed while the registry thinks: its good answer is about other values.
    house.save(id, &person).await;
    house.fault_late("fns", "slow", 700).await;
    let worker = house.worker.clone();
    let run = tokio::spawn(async move { worker.drain().await });
    while house
        .count("select count(*) as n from checks where state = 'running'")
        .await
        == 0
    {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    house.save(id, &other).await;
    run.await.unwrap().unwrap();
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Simplified);
    house
        .citizen(id)
        .await
        .get("/cabinet/checks")
        .await
        .says(&["Проверено 3 из 4", "ИНН"]);
});

on_both!(profile_with_a_gap_gets_no_level, |house| async move {
    let (id, person) = house.settle("safina").await;
    let mut gap = person.clone();
    gap.passport = None;
    house.save(id, &gap).await;
    assert_eq!(house.drain().await, 0, "a passport is needed");
    gap = person.clone();
    gap.snils = None;
    house.save(id, &gap).await;
    assert_eq!(house.drain().await, 0, "a СНИЛС is needed");
    gap = person.clone();
    gap.address = None;
    house.save(id, &gap).await;
    assert_eq!(house.drain().await, 0);
    // Asked about a whole profile; then a part of it is taken away.
    house.save(id, &person).await;
    house.save(id, &gap).await;
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Simplified);
    // What was answered meanwhile counts when the gap is filled.
    house.save(id, &person).await;
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Standard);
    assert_eq!(house.calls().await, [1, 1, 1]);
});

on_both!(checks_are_the_owners_alone, |house| async move {
    let (id, person) = house.settle("safina").await;
    let (other, _) = house.settle("laptev").await;
    house.save(id, &person).await;
    house.drain().await;
    let page = house.citizen(other).await.get("/cabinet/checks").await;
    page.says(&["Проверять пока нечего"]);
    for path in ["/cabinet/checks", "/cabinet/confirm"] {
        let page = house.stranger().get(path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(page.location.starts_with("/login"), "{}", page.location);
    }
    let page = house.stranger().post("/cabinet/checks/again", &[]).await;
    assert!(page.location.starts_with("/login"), "{}", page.location);
    house.wait(SignedDuration::from_hours(1));
});
