//! Access is recovered by its owner alone: support only sends the way to a proven contact.

use jiff::SignedDuration;
use okno_accounts::{Level, State, find};
use okno_store::testing::ENGINES;

use crate::house::{Caught, House, PASSWORD, code_in};
use crate::{amina, build, operator, passed};

const NEW: &str = "Тукан-4бегут*";

/// The path of the link in a message.
fn link_in(message: &Caught) -> String {
    let text = format!("{} {}", message.text, message.link);
    let from = text.find("/recover/link/").expect("no link");
    let path = text[from..].split_whitespace().next().unwrap();
    path.to_owned()
}

async fn put(house: &House, sql: &'static str) {
    let mut tx = house.store.db.begin().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn state(house: &House, id: uuid::Uuid) -> State {
    let found = find(&house.store.db, id).await.unwrap().unwrap();
    found.0.state
}

#[tokio::test]
async fn a_locked_account_is_opened_by_its_owner_with_the_link_that_support_sent() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (account, person) = amina(&house, Level::Standard).await;
        put(&house, "update accounts set state = 'locked'").await;
        let mut desk = operator(&house).await;
        let place = passed(&mut desk, &person).await;
        let page = desk.get(&place).await;
        page.has("Разблокировать")
            .has("Закрыта")
            .has("Ссылка по SMS");
        let link = format!("{place}/link");
        desk.post(&link, &[("to", "door")]).await.is(400);
        // Two clicks at once are one link.
        let (a, b) = {
            let mut second = house.browser();
            second.cookies = desk.cookies.clone();
            let to = [("to", "phone")];
            tokio::join!(desk.post(&link, &to), second.post(&link, &to))
        };
        a.is(303);
        b.is(303);
        let sms = house.sms().await;
        let links: Vec<&Caught> = sms.iter().filter(|m| m.text.contains("/link/")).collect();
        assert_eq!(links.len(), 1, "{sms:?}");
        assert_eq!(links[0].to, person.phone.as_str());
        let path = link_in(links[0]);
        let whole = format!("https://okno.example{path} ");
        let raw = links[0].raw.replace('\u{a0}', " ");
        assert!(
            raw.contains(&whole),
            "{raw}: an address has no hyphens of its own"
        );
        // Told on every contact, and the operator sees no link.
        assert_eq!(sms.len(), 2, "{sms:?}");
        let mail = house.mail().await;
        assert_eq!(mail.len(), 1, "{mail:?}");
        assert!(mail[0].subject.contains("Поддержка помогает вам войти"));
        assert!(!mail[0].text.contains("/link/"));
        let page = desk.get(&place).await;
        page.has("Отправлена в").lacks("/recover/link");
        // Nothing is open yet: not with the old password, not to who only looks.
        assert_eq!(state(&house, account.id).await, State::Locked);
        let mut owner = house.browser();
        let old = [("login", "amina1@pochta.example"), ("password", PASSWORD)];
        owner.post("/login", &old).await.is(422);
        for _ in 0..2 {
            owner.get(&path).await.is(200).has("Новый пароль");
        }
        owner.get("/recover/password").await.leads("/recover?over");

        owner.post(&path, &[]).await.leads("/recover/password");
        // Once: neither another browser nor this one opens it again.
        let mut other = house.browser();
        other.post(&path, &[]).await.leads("/recover?over");
        other.get(&path).await.leads("/recover?over");
        other.get("/recover/password").await.leads("/recover?over");
        let fields = [("password", NEW), ("repeat", NEW)];
        let page = owner.post("/recover/password", &fields).await;
        page.leads("/cabinet?renewed");
        assert_eq!(state(&house, account.id).await, State::Active);
        owner
            .get("/cabinet/history")
            .await
            .has("Поддержка отправила ссылку для нового пароля на ваш телефон")
            .has("Учётная запись снова открыта");
        let mut late = house.browser();
        late.post("/login", &old).await.is(422);
        let new = [("login", "amina1@pochta.example"), ("password", NEW)];
        late.post("/login", &new).await.leads("/cabinet");
    }
}

#[tokio::test]
async fn the_link_goes_by_mail_too_and_its_time_runs_out() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (_, person) = amina(&house, Level::Standard).await;
        let mut desk = operator(&house).await;
        let place = passed(&mut desk, &person).await;
        let link = format!("{place}/link");
        desk.post(&link, &[("to", "email")])
            .await
            .leads(&format!("{place}?sent"));
        let mail = house.mail().await;
        let letters: Vec<&Caught> = mail.iter().filter(|m| m.link.contains("/link/")).collect();
        assert_eq!(letters.len(), 1, "{mail:?}");
        let path = link_in(letters[0]);
        // What a browser gets that asks for a recovery is no link, and a link is no cookie.
        let mut thief = house.browser();
        thief
            .post("/recover", &[("login", person.phone.as_str())])
            .await
            .leads("/recover/code");
        let own = thief.cookies["__Secure-okno_recovery"].clone();
        let forged = format!("/recover/link/{own}");
        thief.get(&forged).await.leads("/recover?over");
        thief.post(&forged, &[]).await.leads("/recover?over");
        thief.get("/recover/password").await.leads("/recover/code");
        let token = path.rsplit('/').next().unwrap().to_owned();
        thief
            .cookies
            .insert("__Secure-okno_recovery".to_owned(), token);
        thief.get("/recover/password").await.leads("/recover?over");

        house.sms().await;
        house.later(SignedDuration::from_mins(15));
        // Past the quarter of an hour the operator sends nothing.
        desk.post(&link, &[("to", "phone")]).await.leads(&place);
        assert!(house.sms().await.is_empty());
        let mut owner = house.browser();
        owner.get(&path).await.is(200);
        house.later(SignedDuration::from_mins(15));
        owner.get(&path).await.leads("/recover?over");
        owner.post(&path, &[]).await.leads("/recover?over");
    }
}

#[tokio::test]
async fn links_for_one_account_are_limited_and_a_blocked_one_gets_none() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (_, person) = amina(&house, Level::Standard).await;
        let mut desk = operator(&house).await;
        for n in 0..6 {
            let place = passed(&mut desk, &person).await;
            let link = format!("{place}/link");
            let end = if n < 4 { "sent" } else { "wait" };
            let page = desk.post(&link, &[("to", "phone")]).await;
            page.leads(&format!("{place}?{end}"));
        }
        let sms = house.sms().await;
        let links = sms.iter().filter(|m| m.text.contains("/link/"));
        assert!(links.clone().all(|m| m.raw.contains(&link_in(m))));
        assert_eq!(links.count(), 4);
        house.later(SignedDuration::from_hours(24));
        put(&house, "update accounts set state = 'blocked'").await;
        let mut desk = crate::official(&house, "next", "support").await;
        let place = passed(&mut desk, &person).await;
        let page = desk.get(&place).await;
        page.has("Закрыта порталом").has("паролем не открыть");
        let link = format!("{place}/link");
        desk.post(&link, &[("to", "phone")]).await.leads(&place);
        assert!(house.sms().await.is_empty());
    }
}

#[tokio::test]
async fn a_code_that_is_waited_for_is_sent_again_to_its_owner() {
    for engine in ENGINES {
        let house = build(engine).await;
        let (account, person) = amina(&house, Level::Confirmed).await;
        let mut desk = operator(&house).await;
        let place = passed(&mut desk, &person).await;
        let code = format!("{place}/code");
        desk.get(&place).await.lacks("Отправить код ещё раз");
        desk.post(&code, &[]).await.leads(&format!("{place}?none"));
        let mut owner = house.browser();
        let fields = [("login", "amina1@pochta.example"), ("password", PASSWORD)];
        owner.post("/login", &fields).await.leads("/login/step/sms");
        let first = house.sms_code().await;
        desk.get(&place).await.has("Отправить код ещё раз");
        desk.post(&code, &[]).await.leads(&format!("{place}?wait"));
        house.later(SignedDuration::from_secs(61));
        desk.post(&code, &[]).await.leads(&format!("{place}?again"));
        let sms = house.sms().await;
        assert_eq!(sms.len(), 1, "{sms:?}");
        assert_eq!(sms[0].to, person.phone.as_str());
        let again = code_in(&sms[0]);
        desk.get(&place).await.lacks(&again);
        if first != again {
            let page = owner.post("/login/step/sms", &[("code", &first)]).await;
            page.is(422);
        }
        owner
            .post("/login/step/sms", &[("code", &again)])
            .await
            .leads("/cabinet");
        let acts = okno_store::journal::of_owner(&house.store.db, account.id, 50).await;
        let acts = acts.unwrap();
        assert!(acts.iter().any(|l| l.act == "account.code_by_support"));
    }
}
