//! The registered address against ФИАС (S2-18, S4-06, C13).

use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use uuid::Uuid;

use crate::house::House;
use crate::on_both;

/// How often the address registry was asked.
async fn asked(house: &House) -> usize {
    let calls = house.ask("/api/calls?system=fias").await;
    calls.as_array().unwrap().len()
}

fn on_street(person: &Person, street: &str) -> Person {
    let mut other = person.clone();
    other.address.as_mut().unwrap().street = Some(street.to_owned());
    other
}

/// Somebody whose street the registry does not know, all asked.
async fn lost(house: &House) -> (Uuid, Person) {
    let (id, person) = house.settle("safina").await;
    house.save(id, &on_street(&person, "ул. Незнакомая")).await;
    house.drain().await;
    (id, person)
}

on_both!(
    a_known_address_is_checked_and_its_postcode_kept,
    |house| async move {
        let (id, person) = house.settle("safina").await;
        house.save(id, &person).await;
        house.drain().await;
        let page = house.citizen(id).await.get("/cabinet/checks").await;
        page.says(&[
            "Проверка адреса",
            "адресный реестр (ФИАС)",
            "Почтовый индекс этого дома: 391300",
            "Проверено 4 из 4",
        ]);
        // Where one lives is not said on a page of checks.
        page.lacks(&["Соборная"]);
        assert_eq!(asked(&house).await, 1);
        let kept = "select count(*) as n from checks where kind = 'address' and found is not null";
        assert_eq!(house.count(kept).await, 1);
    }
);

on_both!(
    an_unknown_street_is_named_and_alone_asked_about_again,
    |house| async move {
        let (id, person) = lost(&house).await;
        // The level does not wait for it.
        assert_eq!(house.level(id).await.0, Level::Standard);
        let browser = house.citizen(id).await;
        let page = browser.get("/cabinet/checks").await;
        page.says(&[
            "Проверьте адрес",
            "Такой улицы в этом городе реестр не знает",
            "/cabinet/profile/edit#street",
            "Оставить как есть",
            "Подтвердить личность",
            "Проверено 3 из 4",
        ]);
        page.lacks(&["Данные не совпали", "Незнакомая"]);
        let section = browser.get("/test/section").await;
        section
            .says(&["Адрес не найден в реестре"])
            .lacks(&["Данные не совпали"]);
        let sms = house.sms(&person).await;
        assert_eq!(sms.len(), 2, "{sms:?}");
        let told = sms.iter().any(|text| text.contains("(улица)"));
        assert!(told, "{sms:?}");
        let letters = house.letters(&person).await;
        let told = letters
            .iter()
            .find(|(subject, _)| subject.contains("адрес"));
        assert!(told.unwrap().1.contains("оставьте его как есть"));
        assert_eq!((asked(&house).await, house.calls().await), (1, [1, 1, 1]));
        // A letter may go there; whoever orders it is told.
        let letter = browser.get("/cabinet/confirm/letter").await;
        letter.says(&["Такого адреса нет в адресном реестре"]);

        house.save(id, &person).await;
        house.drain().await;
        let page = browser.get("/cabinet/checks").await;
        page.says(&["Проверено 4 из 4"]).lacks(&["Проверьте адрес"]);
        assert_eq!((asked(&house).await, house.calls().await), (2, [1, 1, 1]));
    }
);

on_both!(
    each_part_that_is_unknown_has_its_words,
    |house| async move {
        let (id, person) = house.settle("safina").await;
        let browser = house.citizen(id).await;
        type Change = fn(&mut okno_requisites::Address);
        let changes: [(Change, &str, &str); 4] = [
            (
                |a| a.region = "Рязаньская область".to_owned(),
                "#region",
                "нет такого региона",
            ),
            (
                |a| a.city = "Касимово".to_owned(),
                "#city",
                "нет такого города",
            ),
            (|a| a.house = "900".to_owned(), "#house", "такого дома"),
            (
                |a| a.postcode = Some("101000".to_owned()),
                "#postcode",
                "индекс у него другой",
            ),
        ];
        for (change, anchor, words) in changes {
            let mut other = person.clone();
            change(other.address.as_mut().unwrap());
            house.save(id, &other).await;
            house.drain().await;
            browser.get("/cabinet/checks").await.says(&[anchor, words]);
        }
    }
);

on_both!(an_address_may_be_left_as_it_is, |house| async move {
    let (id, person) = lost(&house).await;
    let browser = house.citizen(id).await;
    for _ in 0..2 {
        let answer = browser.post("/cabinet/checks/keep", &[]).await;
        answer.goes("/cabinet/checks");
    }
    let page = browser.get("/cabinet/checks").await;
    page.says(&[
        "Оставлен как есть",
        "Проверка закончена",
        "Проверено 4 из 4",
    ]);
    page.lacks(&["/cabinet/checks/keep", "Исправить"]);
    assert_eq!(browser.get("/test/section").await.text, "");
    let acts = house.acts(id).await;
    assert_eq!(acts.iter().filter(|act| *act == "check.kept").count(), 1);
    // It stays so while the address does, and another is asked about.
    let mut other = on_street(&person, "ул. Незнакомая");
    other.address.as_mut().unwrap().flat = Some("8".to_owned());
    house.save(id, &other).await;
    house.drain().await;
    assert_eq!(asked(&house).await, 1);
    house.save(id, &on_street(&person, "ул. Иная")).await;
    house.drain().await;
    browser
        .get("/cabinet/checks")
        .await
        .says(&["Оставить как есть"]);
    assert_eq!(asked(&house).await, 2);
});

on_both!(nobody_else_can_leave_it, |house| async move {
    let (id, _) = lost(&house).await;
    let (other, _) = house.settle("laptev").await;
    house
        .citizen(other)
        .await
        .post("/cabinet/checks/keep", &[])
        .await
        .goes("/cabinet/checks");
    let page = house.citizen(id).await.get("/cabinet/checks").await;
    page.says(&["Оставить как есть"]);
    let page = house.stranger().post("/cabinet/checks/keep", &[]).await;
    assert!(page.location.starts_with("/login"), "{}", page.location);
});

on_both!(
    an_address_registry_that_is_down_is_waited_for,
    |house| async move {
        let (id, person) = house.settle("safina").await;
        house.fault("fias", "down").await;
        house.save(id, &person).await;
        house.drain().await;
        // What the level needs has answered.
        assert_eq!(house.level(id).await.0, Level::Standard);
        let browser = house.citizen(id).await;
        browser.get("/cabinet/checks").await.says(&[
            "Ждём реестр",
            "Проверено 3 из 4",
            "Подтвердить личность",
        ]);
        house.fault("fias", "ok").await;
        house.wait(SignedDuration::from_mins(11));
        house.drain().await;
        let page = browser.get("/cabinet/checks").await;
        page.says(&["Проверено 4 из 4"]).lacks(&["Ждём"]);
        assert_eq!(house.sms(&person).await.len(), 1);
    }
);
