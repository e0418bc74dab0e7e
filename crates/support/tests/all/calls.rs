//! The check of the caller, and what it opens.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_requisites::Phone;
use okno_store::args;
use okno_store::testing::ENGINES;

use crate::{amina, build, called, form, looks, official, operator, passed, said};

#[tokio::test]
async fn who_says_enough_opens_the_state_for_a_quarter_of_an_hour() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (account, person) = amina(&house, Level::Standard).await;
        let mut desk = operator(&house).await;
        // By whatever the caller names.
        for who in [
            "8 (900) 555-01-48",
            "AMINA1@pochta.example",
            &account.number,
            &person.snils.as_ref().unwrap().shown(),
        ] {
            called(&mut desk, who).await;
        }
        let place = called(&mut desk, &account.number.replace('-', " ")).await;
        // Nothing of the person is on the page before they have said it.
        let secrets = [
            "Сафина",
            "Рашидовна",
            "555-01-48",
            "amina1",
            "123456",
            &person.snils.as_ref().unwrap().shown(),
            crate::INN,
        ];
        let page = desk.get(&place).await;
        page.is(200).has("Кто звонит").has("Осталось 3 попытки");
        for secret in secrets {
            page.lacks(secret);
        }
        assert!(looks(&house, &account).await.is_empty());
        // Too little is not compared at all: no field can be guessed by itself.
        let little = [("name", "Сафина Амина Рашидовна"), ("phone", "9005550148")];
        let page = desk.post(&format!("{place}/check"), &little).await;
        page.is(422).has("Этого мало").has("Осталось 3 попытки");
        page.lacks("Совпало").lacks("Не совпало");
        // Nor is what cannot be such a number.
        let mut odd = said(&person);
        odd[2].1 = "123".to_owned();
        let page = desk.post(&format!("{place}/check"), &form(&odd)).await;
        page.is(422).has("Осталось 3 попытки").lacks("Не совпало");
        // A mistake: which field, and nothing of what it should be.
        let mut wrong = said(&person);
        wrong[4].1 = "6114 654321".to_owned();
        let page = desk.post(&format!("{place}/check"), &form(&wrong)).await;
        page.is(422)
            .has("Не совпало. Переспросите")
            .has("Совпало")
            .has("Осталось 2 попытки")
            .lacks("123456");
        assert!(looks(&house, &account).await.is_empty());

        let right = said(&person);
        let page = desk.post(&format!("{place}/check"), &form(&right)).await;
        page.leads(&place);
        let page = desk.get(&place).await;
        page.is(200)
            .has("Сафина Амина Рашидовна")
            .has("Открыта")
            .has("подтверждён кодом")
            .has("Подтвердить личность любым способом")
            .has("Дата выдачи не совпала")
            .has("Не удаётся проверить личность")
            .has("ещё не было")
            .lacks("Резервный телефон")
            .lacks("Контрольные вопросы");
        let db = &house.store.db;
        let mut tx = db.begin().await.unwrap();
        let reserve = Phone::parse("+7 912 345-67-89").unwrap();
        let sealed = tx.seal("reserve_phones", "phone", account.id, &reserve);
        let put = "insert into reserve_phones (id, phone, since) values ($1, $2, 0)";
        tx.exec(put, args![account.id, sealed]).await.unwrap();
        let put = "insert into security_questions (id, asked, since) values ($1, $2, 0)";
        tx.exec(put, args![account.id, vec![1u8]]).await.unwrap();
        tx.commit().await.unwrap();
        let page = desk.get(&place).await;
        page.has("Резервный телефон")
            .has("Контрольные вопросы")
            .lacks(reserve.as_str())
            .lacks("345-67-89");
        // Contacts are masked, papers are not there at all.
        for secret in &secrets[2..] {
            page.lacks(secret);
        }
        let seen = looks(&house, &account).await;
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert_eq!(
            (seen[0].0.as_str(), seen[0].1.as_str()),
            ("support", "state")
        );
        // Its owner reads all of it.
        let mut browser = house.browser();
        house.sign_in(&mut browser, 1).await;
        browser
            .get("/cabinet/history")
            .await
            .has("Кто-то позвонил в поддержку")
            .has("ошибся в ваших данных: ничего не открыто")
            .has("Поддержка узнала вас по телефону")
            .has("открыл состояние учётной записи");
        let page = browser.get("/cabinet/security/looks").await;
        page.has("Оператор поддержки").lacks("Хакимов");

        // Another operator has no part in it, and neither has this one later.
        let mut other = official(&house, "other", "support").await;
        other.get(&place).await.is(404);
        for act in ["check", "link", "code", "note"] {
            let page = other.post(&format!("{place}/{act}"), &form(&right)).await;
            page.is(404);
        }
        house.later(SignedDuration::from_mins(15));
        let page = desk.get(&place).await;
        page.is(200).has("Время вышло").lacks("Сафина");
        desk.post(&format!("{place}/note"), &[("note", "поздно")])
            .await
            .leads(&place);
        desk.get("/support/desk").await.is(200).has("Закончен");
        assert_eq!(house.told("support.noted").await, 0);
    }
}

#[tokio::test]
async fn an_account_without_papers_asks_for_the_mail() {
    for engine in ENGINES {
        let house = build(engine).await;
        house
            .account(&crate::house::person(3), Level::Simplified)
            .await;
        let mut desk = operator(&house).await;
        let place = called(&mut desk, "amina3@pochta.example").await;
        let page = desk.get(&place).await;
        page.has("name=\"email\"").lacks("name=\"passport\"");
        page.lacks("name=\"snils\"").lacks("name=\"inn\"");
        let check = format!("{place}/check");
        let mut right = vec![
            ("name", "Сафина Амина Рашидовна"),
            ("phone", "8 900 555-01-50"),
        ];
        desk.post(&check, &right).await.is(422).has("Этого мало");
        right.push(("email", "amina3@pochta.example"));
        desk.post(&check, &right).await.leads(&place);
        desk.get(&place).await.has("Заполнить профиль");
    }
}

#[tokio::test]
async fn mistakes_are_limited_in_a_call_an_account_and_an_operator() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (account, person) = amina(&house, Level::Standard).await;
        let mut desk = operator(&house).await;
        let mut wrong = said(&person);
        wrong[1].1 = "8 900 555-01-99".to_owned();
        let right = said(&person);
        let place = called(&mut desk, &account.number).await;
        let check = format!("{place}/check");
        // Two of the three at once: both are counted.
        let (a, b) = {
            let mut second = house.browser();
            second.cookies = desk.cookies.clone();
            let fields = form(&wrong);
            tokio::join!(desk.post(&check, &fields), second.post(&check, &fields))
        };
        a.is(422);
        b.is(422);
        desk.post(&check, &form(&wrong)).await.leads(&place);
        let page = desk.get(&place).await;
        page.is(200)
            .has("Звонящего не удалось узнать")
            .lacks("Сафина");
        // The right answer comes too late.
        desk.post(&check, &form(&right)).await.leads(&place);
        desk.get(&place).await.has("Звонящего не удалось узнать");
        assert_eq!(house.told("support.wrong").await, 3);
        // The account's own limit holds with another operator and another call.
        let mut other = official(&house, "other", "support").await;
        let place = called(&mut other, &account.number).await;
        let check = format!("{place}/check");
        for _ in 0..2 {
            other.post(&check, &form(&wrong)).await.is(422);
        }
        other.post(&check, &form(&wrong)).await.leads(&place);
        let place = called(&mut other, &account.number).await;
        let page = other.post(&format!("{place}/check"), &form(&right)).await;
        page.is(429);
        assert!(looks(&house, &account).await.is_empty());
        house.later(SignedDuration::from_hours(24));
        let mut desk = official(&house, "next", "support").await;
        passed(&mut desk, &person).await;
    }
}

#[tokio::test]
async fn searching_for_whom_there_is_not_is_limited() {
    for engine in ENGINES {
        let house = build(engine).await;
        amina(&house, Level::Standard).await;
        let mut desk = operator(&house).await;
        desk.post("/support/desk", &[("who", "")]).await.is(422);
        for n in 0..20 {
            let who = format!("8 900 777-00-{n:02}");
            let page = desk.post("/support/desk", &[("who", &who)]).await;
            page.is(422).has("Такой учётной записи нет");
        }
        let who = [("who", "8 900 555-01-48")];
        desk.post("/support/desk", &who).await.is(429);
        assert_eq!(house.told("support.missed").await, 20);
        assert_eq!(house.told("support.begun").await, 0);
    }
}

#[tokio::test]
async fn the_note_of_a_talk_is_kept_sealed() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (account, person) = amina(&house, Level::Standard).await;
        let mut desk = operator(&house).await;
        let place = passed(&mut desk, &person).await;
        let note = format!("{place}/note");
        desk.post(&note, &[("note", " ")]).await.is(422);
        let text = "Посоветовала сверить дату выдачи";
        desk.post(&note, &[("note", text)])
            .await
            .leads(&format!("{place}?noted"));
        desk.get(&place).await.has(text);
        let row = house
            .store
            .db
            .row("select note from support_calls", vec![])
            .await;
        let sealed: Vec<u8> = row.unwrap().unwrap().get("note").unwrap();
        let plain = "дату выдачи".as_bytes();
        assert!(!sealed.windows(plain.len()).any(|part| part == plain));
        let lines = okno_store::journal::of_owner(&house.store.db, account.id, 50).await;
        let lines = lines.unwrap();
        let noted = lines.iter().find(|line| line.act == "support.noted");
        assert!(!noted.unwrap().detail.to_string().contains("дату"));
    }
}
