use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;
use sha2::{Digest, Sha256};

use crate::{HOME, NEW, Town, days, send, with};

#[tokio::test]
async fn only_whose_identity_is_confirmed_adds_a_child() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.citizen("safina", Level::Standard).await;
        let page = browser.get(HOME).await;
        page.is(200).has("Сначала подтвердите свою личность");
        page.has("href=\"/cabinet/confirm\"").lacks(NEW);
        browser.get(NEW).await.leads(HOME);
        let form = town.child("artur", "mother").await;
        send(&mut browser, NEW, &form).await.leads(HOME);
        let rows = "select count(*) as n from family_cards";
        assert_eq!(town.house.count(rows).await, 0);
        browser.get("/cabinet").await.has("Семья и дети");
    }
}

#[tokio::test]
async fn a_child_is_added_and_both_registries_agree() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, person, mut browser) = town.parent("safina").await;
        browser.get(HOME).await.has("Детей пока нет");
        browser
            .get(NEW)
            .await
            .has("Место записи")
            .has("Согласие законного представителя");
        // The consent is a box of its own that nobody has ticked.
        let form = town.child("artur", "mother").await;
        let bare: Vec<_> = form.iter().filter(|f| f.0 != "consent").cloned().collect();
        let page = send(&mut browser, NEW, &bare).await;
        page.is(422).has("отметьте согласие").has("Артур");
        let path = town.add(&mut browser, "artur", "mother").await;
        let page = browser.get(&path).await;
        page.has("Спрашиваем").has("data-live").has("201-409-121");
        // The second click of two.
        send(&mut browser, NEW, &form).await.leads(&path);
        town.house.work().await;
        let page = browser.get(&path).await;
        page.has("Проверено").has("закреплены").lacks("data-live");
        page.has("II-ОЯ 620912").has("Завести учётную запись");
        let list = browser.get(HOME).await;
        list.has("Каримов Артур Тимурович").lacks("201-409-121");
        let mail = town.house.mail().await;
        let told = mail
            .iter()
            .find(|letter| letter.to == person.email.as_str());
        assert!(told.unwrap().subject.contains("проверена"));
        // What both have agreed to is not typed otherwise.
        browser.get(&format!("{path}/edit")).await.leads(&path);
        let page = send(&mut browser, &format!("{path}/edit"), &form).await;
        page.leads(&path);
        // The consent is kept with its text.
        let mut kept = browser.get("/cabinet/data/consents").await;
        kept.has("Согласие законного представителя на обработку данных ребёнка");
        let link = kept.text.split("/cabinet/data/consents/").nth(1).unwrap();
        let id: String = link.chars().take(36).collect();
        kept = browser.get(&format!("/cabinet/data/consents/{id}")).await;
        kept.has("чтобы сверить эти данные с СФР и ЗАГС");
        assert!(
            town.acts(account.id)
                .await
                .contains(&"family.checked".to_owned())
        );
    }
}

#[tokio::test]
async fn nobody_elses_card_is_seen() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let path = town.checked(&mut browser, "artur", "mother").await;
        let (_, _, mut other) = town.parent("tarasova").await;
        for page in ["", "/edit", "/remove", "/account", "/close"] {
            other.get(&format!("{path}{page}")).await.is(404);
        }
        for page in ["/act", "/remove", "/account", "/again"] {
            let to = format!("{path}{page}");
            other.post(&to, &[("act", "suspend")]).await.is(404);
        }
        let mut guest = town.house.browser();
        guest.get(&path).await.is(303);
    }
}

#[tokio::test]
async fn what_differs_is_named_and_mended() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, person, mut browser) = town.parent("safina").await;
        let form = town.child("artur", "mother").await;
        let wrong = with(&form, "number", "II-ОЯ 000001");
        let page = send(&mut browser, NEW, &wrong).await;
        let path = page.to().strip_suffix("?added").unwrap().to_owned();
        town.house.work().await;
        let page = browser.get(&path).await;
        page.has("Не сошлось").has("Не совпало: серия и номер");
        // What the registry holds is told nowhere.
        page.lacks("620912");
        browser.get("/cabinet").await.has("Карточка ребёнка: Артур");
        let page = browser.get(&format!("{path}/edit")).await;
        page.has("ЗАГС ответил, что здесь другое значение");
        let mail = town.house.mail().await;
        let to = person.email.as_str();
        assert!(
            mail.iter()
                .any(|m| m.to == to && m.subject.contains("не сошлись"))
        );
        let page = send(&mut browser, &format!("{path}/edit"), &form).await;
        page.leads(&format!("{path}?asked"));
        town.house.work().await;
        browser
            .get(&path)
            .await
            .has("Проверено")
            .lacks("Не сошлось");
    }
}

#[tokio::test]
async fn a_card_that_was_mended_wants_no_answer_to_what_stood_there() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let path = town.add(&mut browser, "artur", "mother").await;
        // Mended before anybody was asked: the first questions are asked of nobody.
        let form = with(&town.child("artur", "mother").await, "name", "Пётр");
        let page = send(&mut browser, &format!("{path}/edit"), &form).await;
        page.leads(&format!("{path}?asked"));
        town.house.work().await;
        assert_eq!((town.calls("sfr").await, town.calls("zags").await), (1, 1));
        let page = browser.get(&path).await;
        page.has("Не сошлось").has("Не совпало: имя");
        page.lacks("Завести учётную запись");
    }
}

#[tokio::test]
async fn anothers_child_is_nobodys_to_guess() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (account, _, mut browser) = town.parent("tarasova").await;
        let path = town.add(&mut browser, "artur", "mother").await;
        town.house.work().await;
        let page = browser.get(&path).await;
        page.has("В записи о рождении указаны не вы");
        // Neither who the parents are, nor that the rest is right.
        page.lacks("Сафин").lacks("Завести учётную запись");
        let rows = "select count(*) as n from family_children";
        assert_eq!(town.house.count(rows).await, 0);
        // The father is not the mother.
        let (_, _, mut father) = town.parent("karimov").await;
        let own = town.add(&mut father, "artur", "mother").await;
        town.house.work().await;
        father.get(&own).await.has("указаны не вы");
        // Six questions a day, whatever becomes of them.
        for _ in 0..5 {
            let page = browser.post(&format!("{path}/again"), &[]).await;
            page.leads(&format!("{path}?asked"));
            town.house.work().await;
        }
        let page = browser.post(&format!("{path}/again"), &[]).await;
        page.leads(&format!("{path}?often"));
        let form = town.child("egor", "mother").await;
        let page = send(&mut browser, NEW, &form).await;
        page.is(429).has("слишком часто").has("Егор");
        let edit = format!("{path}/edit");
        send(&mut browser, &edit, &form).await.is(429);
        town.house.later(days(1));
        town.enter(&mut browser, "tarasova@pochta.example").await;
        send(&mut browser, NEW, &form).await.is(303);
        // And ten about one child, whoever asks.
        let asked = town.acts(account.id).await;
        assert!(asked.contains(&"family.answered".to_owned()));
    }
}

#[tokio::test]
async fn a_child_is_asked_about_ten_times_a_day_whoever_asks() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let form = town.child("artur", "mother").await;
        let mut taken = 0;
        for id in ["tarasova", "zueva", "petrova"] {
            let (_, _, mut browser) = town.parent(id).await;
            let page = send(&mut browser, NEW, &form).await;
            if page.status.as_u16() == 429 {
                continue;
            }
            taken += 1;
            let path = page.to().strip_suffix("?added").unwrap().to_owned();
            for _ in 0..5 {
                town.house.work().await;
                let page = browser.post(&format!("{path}/again"), &[]).await;
                if page.to().ends_with("?asked") {
                    taken += 1;
                }
            }
        }
        assert_eq!(taken, 10);
    }
}

#[tokio::test]
async fn a_registry_that_is_down_is_asked_again() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        town.fault("zags", "down").await;
        let path = town.add(&mut browser, "liya", "mother").await;
        town.house.work().await;
        let page = browser.get(&path).await;
        page.has("Ждём реестр").has("Спросим его снова в");
        page.has("data-live");
        town.fault("zags", "ok").await;
        town.house.later(SignedDuration::from_mins(15));
        town.house.work().await;
        browser.get(&path).await.has("Завести учётную запись");
        // One that refuses is asked again by hand.
        town.fault("sfr", "refuse").await;
        let path = town.add(&mut browser, "artur", "mother").await;
        town.house.work().await;
        let page = browser.get(&path).await;
        page.has("Нет ответа").has("Спросить реестры ещё раз");
        town.fault("sfr", "ok").await;
        let page = browser.post(&format!("{path}/again"), &[]).await;
        page.leads(&format!("{path}?asked"));
        town.house.work().await;
        browser.get(&path).await.has("Завести учётную запись");
        // A wrong answer can be asked about once more, too.
        town.fault("sfr", "wrong").await;
    }
}

#[tokio::test]
async fn only_a_child_is_added_and_flaws_are_told_at_their_fields() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let form = town.child("marat", "mother").await;
        let page = send(&mut browser, NEW, &form).await;
        page.is(422).has("ещё нет 18 лет").has("I-ОЯ 620402");
        let form = town.child("artur", "mother").await;
        let early = with(&form, "issued_on", "01.09.2017");
        let page = send(&mut browser, NEW, &early).await;
        page.is(422).has("раньше дня рождения");
        for (name, value, told) in [
            ("snils", "201-409-121 00", "СНИЛС"),
            ("number", "12", "class=\"govuk-error"),
            ("place", "", "отдел ЗАГС из свидетельства"),
            ("relation", "", "кем вы приходитесь"),
            ("sex", "", "Выберите пол"),
        ] {
            let page = send(&mut browser, NEW, &with(&form, name, value)).await;
            page.is(422).has(told);
        }
    }
}

#[tokio::test]
async fn the_other_parent_adds_the_same_child() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, _, mut browser) = town.parent("safina").await;
        let path = town.checked(&mut browser, "artur", "mother").await;
        town.house.mail().await;
        let (_, _, mut other) = town.parent("karimov").await;
        let own = town.checked(&mut other, "artur", "father").await;
        assert_ne!(path, own);
        browser.get(&path).await.has("Два родителя");
        other.get(&own).await.has("Два родителя");
        let rows = "select count(*) as n from family_children";
        assert_eq!(town.house.count(rows).await, 1);
        assert!(
            town.acts(mother.id)
                .await
                .contains(&"family.joined".to_owned())
        );
        let mail = town.house.mail().await;
        let to = "safina@pochta.example";
        assert!(
            mail.iter()
                .any(|m| m.to == to && m.subject.contains("второй родитель"))
        );
        // Neither reads the other's name on a card.
        browser.get(&path).await.lacks("Каримов Тимур");
    }
}

#[tokio::test]
async fn the_text_of_the_consent_changes_with_its_version() {
    let town = Town::build(ENGINES[0]).await;
    let portal = &town.house.portal;
    let hashes = [okno_web::Lang::Ru, okno_web::Lang::En].map(|lang| {
        let text = okno_family::consent_text(portal, lang).join("\n\n");
        assert!(text.chars().count() > 400);
        data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
    });
    let known = [("1", CONSENT_1)];
    let (version, expected) = known.last().unwrap();
    assert_eq!(*version, okno_family::CONSENT_VERSION);
    assert_eq!(
        hashes, *expected,
        "the text has changed: raise CONSENT_VERSION and add its hashes here"
    );
}

const CONSENT_1: [&str; 2] = [
    "78c455492e1392110724ac1c8a827addfdf1872c54a104c4ee31930d21ecee10",
    "b5224988aeee9c700ca601302ec58e1d2edbcbe80ea2293620f60c63a48304e8",
];
