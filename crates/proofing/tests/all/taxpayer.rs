//! How a person stands with the tax service, and the INN that it finds (S1-019, S1-020).

use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_requisites::Inn;
use uuid::Uuid;

use crate::house::House;
use crate::on_both;

/// Has the person of the stand a cabinet at the tax service?
async fn has_cabinet(house: &House, id: &str) -> bool {
    let person = house.ask(&format!("/api/people/{id}")).await;
    let told = &person["registries"]["fns"]["details"]["cabinet"];
    told.as_bool().unwrap()
}

/// Somebody with a profile in which there is no INN, all asked.
async fn without_inn(house: &House, id: &str) -> (Uuid, Person, Inn) {
    let (account, mut person) = house.settle(id).await;
    let inn = person.inn.take().unwrap();
    house.save(account, &person).await;
    house.drain().await;
    (account, person, inn)
}

on_both!(
    an_entered_inn_tells_of_the_tax_service,
    |house| async move {
        let mut seen = Vec::new();
        for who in ["safina", "laptev", "semyonova", "rimskaya", "karimov"] {
            let (id, person) = house.settle(who).await;
            let browser = house.citizen(id).await;
            let page = browser.get("/cabinet/profile").await;
            page.lacks(&["Налоговый учёт"]);
            house.save(id, &person).await;
            house.drain().await;
            let has = has_cabinet(&house, who).await;
            let page = browser.get("/cabinet/profile").await;
            let (cabinet, other) = match has {
                true => ("Есть и действует", "Пока нет"),
                false => ("Пока нет", "Есть и действует"),
            };
            page.says(&["Налоговый учёт", "Вы состоите на учёте", cabinet]);
            page.lacks(&[other, "Привязать ИНН"]);
            let text = match has {
                true => "есть личный кабинет, он действует",
                false => "Личного кабинета в налоговой службе у вас пока нет",
            };
            browser.get("/cabinet/checks").await.says(&[text]);
            seen.push(has);
        }
        assert!(seen.contains(&true) && seen.contains(&false), "{seen:?}");
    }
);

on_both!(a_found_inn_is_linked_with_one_click, |house| async move {
    let (id, _, inn) = without_inn(&house, "safina").await;
    let browser = house.citizen(id).await;
    for path in ["/cabinet/checks", "/cabinet/profile", "/test/section"] {
        let page = browser.get(path).await;
        page.says(&["Привязать ИНН", &inn.masked()]);
        page.lacks(&[inn.as_str()]);
    }
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Проверено 3 из 3"]);
    let before = house.calls().await;
    let answer = browser.post("/cabinet/inn", &[]).await;
    answer.goes("/cabinet/profile?saved");
    // The second click of two.
    browser
        .post("/cabinet/inn", &[])
        .await
        .goes("/cabinet/profile");
    house.drain().await;
    assert_eq!(house.calls().await, before, "nothing is asked");
    let (_, person) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
    assert_eq!(person.inn, Some(inn));
    assert_eq!(house.level(id).await.0, Level::Standard);
    let page = browser.get("/cabinet/checks").await;
    page.says(&["Проверено 4 из 4"]).lacks(&["Привязать ИНН"]);
    let page = browser.get("/cabinet/profile").await;
    page.says(&["Налоговый учёт"]).lacks(&["Привязать ИНН"]);
    let acts = house.acts(id).await;
    let count = |act: &str| acts.iter().filter(|a| *a == act).count();
    assert_eq!((count("inn.found"), count("inn.linked")), (1, 1));
});

on_both!(who_has_no_inn_is_offered_nothing, |house| async move {
    let (id, person) = house.settle("ishimbaeva").await;
    house.save(id, &person).await;
    house.drain().await;
    let browser = house.citizen(id).await;
    for path in ["/cabinet/checks", "/cabinet/profile", "/test/section"] {
        browser
            .get(path)
            .await
            .lacks(&["Привязать", "Налоговый учёт"]);
    }
    assert_eq!(house.level(id).await.0, Level::Standard);
    let answer = browser.post("/cabinet/inn", &[]).await;
    answer.goes("/cabinet/profile");
    assert_eq!(house.sms(&person).await.len(), 1, "nothing is amiss");
});

on_both!(
    a_found_inn_is_of_the_passport_that_was_asked,
    |house| async move {
        let (id, person, inn) = without_inn(&house, "safina").await;
        // Another birth date: what was found before is not theirs any more.
        let mut other = person.clone();
        other.birth_date = Some(okno_requisites::BirthDate::parse("01.02.1980").unwrap());
        house.save(id, &other).await;
        let browser = house.citizen(id).await;
        browser
            .post("/cabinet/inn", &[])
            .await
            .goes("/cabinet/profile");
        house.drain().await;
        let page = browser.get("/cabinet/profile").await;
        page.lacks(&["Привязать ИНН", &inn.masked()]);
        let (_, now) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
        assert_eq!(now.inn, None);
        let page = house.stranger().post("/cabinet/inn", &[]).await;
        assert!(page.location.starts_with("/login"), "{}", page.location);
    }
);

on_both!(a_search_holds_nothing_up, |house| async move {
    house.fault("fns", "down").await;
    let (id, _, inn) = without_inn(&house, "safina").await;
    assert_eq!(house.level(id).await.0, Level::Standard);
    let browser = house.citizen(id).await;
    let page = browser.get("/cabinet/checks").await;
    page.says(&["Проверено 3 из 3", "Подтвердить личность"]);
    page.lacks(&["Ждём реестр", "Привязать"]);
    house.fault("fns", "ok").await;
    house.wait(SignedDuration::from_mins(11));
    house.drain().await;
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Привязать ИНН", &inn.masked()]);
});
