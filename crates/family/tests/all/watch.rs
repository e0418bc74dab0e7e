use okno_accounts::{Level, State};
use okno_store::testing::ENGINES;

use crate::house::PASSWORD;
use crate::{HOME, Town, days};

#[tokio::test]
async fn a_guardian_sees_how_the_account_stands_and_the_child_knows() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let mut child = town.open("artur@deti.example").await;
        let page = browser.get(&card).await;
        page.has("Упрощённая").has("Открыта").has("Где открыт вход");
        page.has("ребёнок").has("Что остаётся ребёнку");
        // Opened again within a quarter of an hour it is the same look.
        browser.get(&card).await.is(200);
        let seen = |acts: &[String]| acts.iter().filter(|a| *a == "family.seen").count();
        assert_eq!(seen(&town.acts(ward).await), 1);
        let page = child.get("/cabinet/history").await;
        page.has("смотрел сведения об учётной записи")
            .has("законный представитель");
        town.house.later(jiff::SignedDuration::from_mins(20));
        browser.get(&card).await.is(200);
        assert_eq!(seen(&town.acts(ward).await), 2);
        // The child's letters are not for the parent.
        for other in [
            "/cabinet/messages",
            "/cabinet/documents",
            "/cabinet/profile",
        ] {
            browser.get(other).await.lacks("Артур");
        }
    }
}

#[tokio::test]
async fn what_a_guardian_does_is_told_to_everybody() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let mut child = town.open("artur@deti.example").await;
        let (father, _, mut other) = town.parent("karimov").await;
        let his = town.checked(&mut other, "artur", "father").await;
        town.house.mail().await;
        town.house.sms().await;
        let act = format!("{card}/act");

        browser
            .post(&act, &[("act", "sessions")])
            .await
            .leads(&format!("{card}?sessions"));
        child.get("/cabinet").await.is(303);
        town.enter(&mut child, "artur@deti.example").await;

        browser
            .post(&act, &[("act", "suspend")])
            .await
            .leads(&format!("{card}?suspend"));
        child.get("/cabinet").await.is(303);
        assert_eq!(town.find(ward).await.0.state, State::Suspended);
        let fields = [("login", "artur@deti.example"), ("password", PASSWORD)];
        let mut door = town.house.browser();
        door.post("/login", &fields)
            .await
            .is(422)
            .has("Вход приостановили ваши родители");
        browser
            .get(&card)
            .await
            .has("Вход приостановлен")
            .has("Разрешить вход");
        // While it is shut, no letter opens it.
        browser.post(&act, &[("act", "access")]).await.is(303);
        let before = town.house.mail().await;
        assert!(
            !before
                .iter()
                .any(|letter| letter.link.contains("/recover/"))
        );
        // The other one opens it again.
        let his_act = format!("{his}/act");
        other
            .post(&his_act, &[("act", "resume")])
            .await
            .leads(&format!("{his}?resume"));
        town.enter(&mut child, "artur@deti.example").await;

        browser
            .post(&act, &[("act", "access")])
            .await
            .leads(&format!("{card}?access"));
        let mail = town.house.mail().await;
        let link = mail
            .iter()
            .find(|letter| letter.link.starts_with("/recover/link/"));
        assert_eq!(link.unwrap().to, "artur@deti.example");

        for owner in [mother.id, father.id, ward] {
            let acts = town.acts(owner).await;
            for act in [
                "family.sessions_ended",
                "family.suspended",
                "family.resumed",
                "family.access_sent",
            ] {
                assert!(acts.contains(&act.to_owned()), "{act}: {acts:?}");
            }
        }
        let told = |to: &str, text: &str| {
            let all = before.iter().chain(&mail);
            all.into_iter().any(|m| m.to == to && m.text.contains(text))
        };
        assert!(told("artur@deti.example", "завершили все ваши сеансы"));
        assert!(told("karimov@pochta.example", "приостановил ребёнку вход"));
        assert!(told("safina@pochta.example", "снова открыл ребёнку вход"));
        assert!(!told("safina@pochta.example", "приостановил ребёнку вход"));
        // Nothing of it goes to the parent's phone in the child's name.
        assert_eq!(town.house.sms().await.len(), 0);
        // What nobody knows is refused.
        browser.post(&act, &[("act", "enter")]).await.is(400);
        browser.post(&act, &[("act", "close")]).await.is(400);
    }
}

#[tokio::test]
async fn letters_for_a_password_are_four_a_day() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        town.account(&mut browser, &card, "artur@deti.example")
            .await;
        let act = format!("{card}/act");
        for _ in 0..4 {
            let page = browser.post(&act, &[("act", "access")]).await;
            page.leads(&format!("{card}?access"));
        }
        let page = browser.post(&act, &[("act", "access")]).await;
        page.leads(&format!("{card}?links"));
        // The last code is the good one.
        town.open("artur@deti.example").await;
    }
}

#[tokio::test]
async fn closing_takes_a_tick_and_two_weeks() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let mut child = town.open("artur@deti.example").await;
        let close = format!("{card}/close");
        browser
            .get(&close)
            .await
            .has("Через 14 дней")
            .has("name=\"sure\"");
        browser
            .post(&close, &[])
            .await
            .is(422)
            .has("Поставьте отметку");
        browser
            .post(&close, &[("sure", "yes")])
            .await
            .leads(&format!("{card}?close"));
        browser
            .get(&card)
            .await
            .has("Учётная запись закроется")
            .has("Не закрывать");
        child.get("/cabinet").await.has("Так решили родители");
        // The child cannot call it off.
        child.post("/cabinet/data/close/keep", &[]).await.is(303);
        let rows = "select count(*) as n from closings";
        assert_eq!(town.house.count(rows).await, 1);
        let act = format!("{card}/act");
        browser
            .post(&act, &[("act", "keep")])
            .await
            .leads(&format!("{card}?keep"));
        assert_eq!(town.house.count(rows).await, 0);
        browser.post(&close, &[("sure", "yes")]).await.is(303);
        town.house.later(days(15));
        town.house.work().await;
        let (account, nobody) = town.find(ward).await;
        assert_eq!(account.state, State::Closed);
        assert!(nobody.snils.is_none() && nobody.birth_date.is_none());
        // The card stays with the parent, and an account can be made again.
        town.enter(&mut browser, "safina@pochta.example").await;
        let page = browser.get(&card).await;
        page.has("Завести учётную запись").has("201-409-121");
        let acts = town.acts(mother.id).await;
        assert!(acts.contains(&"family.closing_asked".to_owned()));
        town.account(&mut browser, &card, "artur@deti.example")
            .await;
    }
}

#[tokio::test]
async fn a_confirmed_child_is_its_own_master() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        let ward = town.account(&mut browser, &card, "liya@deti.example").await;
        browser
            .get(&card)
            .await
            .has("подтвердит личность своим паспортом");
        let mut child = town.open("liya@deti.example").await;
        let db = &town.house.store.db;
        let mut tx = db.begin().await.unwrap();
        let by = okno_store::Actor::System;
        okno_accounts::set_level(&mut tx, ward, Level::Confirmed, Some("in_person"), by)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = browser.get(&card).await;
        page.has("управляет учётной записью сам")
            .lacks("Приостановить вход");
        page.lacks("Где открыт вход").has("201-205-162");
        for act in ["suspend", "sessions", "access"] {
            let page = browser.post(&format!("{card}/act"), &[("act", act)]).await;
            page.leads(&format!("{card}?not"));
        }
        let page = browser
            .post(&format!("{card}/close"), &[("sure", "yes")])
            .await;
        page.leads(&format!("{card}?not"));
        assert_eq!(town.find(ward).await.0.state, State::Active);
        child
            .get("/cabinet")
            .await
            .is(200)
            .lacks("смотрят родители");
        child.get("/cabinet/data/close").await.has("name=\"sure\"");
        child.get(HOME).await.has("Детей пока нет");
    }
}
