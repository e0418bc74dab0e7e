//! A code that a bank sends to the phone tied to a card: as a proof of contact, which
//! gives no level, and as the last step of a confirmation by a bank that wants it.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_requisites::{Inn, Phone};
use uuid::Uuid;

use crate::house::{Browser, House, Page};
use crate::on_both;
use crate::secrets::lies_sealed;
use crate::{bank, newcomers};

const CARD: &str = "/cabinet/confirm/card";
const BANK: &str = "/cabinet/confirm/bank";

/// As far as the choice of a bank.
async fn begin(browser: &Browser, person: &Person) {
    let number = person.snils.as_ref().unwrap().shown();
    let phone = person.phone.shown();
    let form = [
        ("number", number.as_str()),
        ("phone", &phone),
        ("way", "card"),
    ];
    let start = "/cabinet/confirm/contact";
    browser.post(start, &form).await.goes(CARD);
}

/// Chooses a bank, which is asked for a code.
async fn asks(house: &House, browser: &Browser, bank: &str) -> Page {
    let form = [("bank", bank), ("consent", "yes")];
    browser.post(CARD, &form).await.goes(CARD);
    house.drain().await;
    browser.get(CARD).await
}

/// The code of the newest SMS of a bank.
pub async fn code(house: &House, person: &Person) -> String {
    let sms = house.sms(person).await;
    let last = sms.iter().rfind(|sms| sms.contains(": код "));
    let (_, rest) = last.expect("no SMS of a bank").split_once("код ").unwrap();
    rest.chars().take(6).collect()
}

async fn codes(house: &House, person: &Person) -> usize {
    let sms = house.sms(person).await;
    sms.iter().filter(|sms| sms.contains(": код ")).count()
}

fn other(code: &str) -> &'static str {
    if code == "123456" { "654321" } else { "123456" }
}

/// Types a code, which the bank is asked about.
pub async fn typed(house: &House, browser: &Browser, page: &str, code: &str) -> Page {
    let form = [("code", code)];
    browser
        .post(&format!("{page}/code"), &form)
        .await
        .goes(page);
    house.drain().await;
    browser.get(page).await
}

async fn how(house: &House, id: Uuid) -> (String, Option<String>) {
    let sql = "select state, reason from proofings where account = $1 \
               order by created_at desc, id desc limit 1";
    let args = okno_store::args![id];
    let row = house.db().row(sql, args).await.unwrap().unwrap();
    (row.get("state").unwrap(), row.get("reason").unwrap())
}

fn refused(reason: &str) -> (String, Option<String>) {
    ("refused".to_owned(), Some(reason.to_owned()))
}

on_both!(
    a_card_proves_contact_and_gives_no_level,
    |house| async move {
        house.banks("none").await;
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        // Without an attempt there is nothing here; it begins where all proofs of contact do.
        browser
            .get(CARD)
            .await
            .goes("/cabinet/confirm/contact?way=card");
        browser
            .get("/cabinet/confirm/contact?way=card")
            .await
            .says(&["СМС-код", "Звонок", "Банковская карта"]);
        begin(&browser, &person).await;
        browser.get(CARD).await.says(&[
            "Банк вашей карты",
            "Номер карты мы не спрашиваем",
            "Сбербанк Онлайн",
        ]);
        for (form, field) in [
            (vec![("consent", "yes")], "bank"),
            (vec![("bank", "vtb")], "consent"),
            (vec![("bank", "nobodys"), ("consent", "yes")], "bank"),
        ] {
            let page = browser.post(CARD, &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains(&format!("href=\"#{field}")), "{field}");
        }
        assert_eq!(codes(&house, &person).await, 0);
        let form = [("bank", "vtb"), ("consent", "yes")];
        // The second click of two asks for nothing.
        let (one, two) = tokio::join!(browser.post(CARD, &form), browser.post(CARD, &form));
        one.goes(CARD);
        two.goes(CARD);
        browser
            .get(CARD)
            .await
            .says(&["ВТБ-Онлайн: просим прислать код"]);
        house.drain().await;
        browser.get(CARD).await.says(&[
            "ВТБ-Онлайн отправил код на телефон, к которому привязана карта",
            "Код действует до",
        ]);
        assert_eq!(codes(&house, &person).await, 1);
        let right = code(&house, &person).await;
        // Letters and two digits are no try.
        for given in ["", "12", "код"] {
            let page = browser
                .post(&format!("{CARD}/code"), &[("code", given)])
                .await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        typed(&house, &browser, CARD, other(&right))
            .await
            .says(&["Код не подошёл. Осталось 4 попытки"]);
        // Two tabs send the code at once: the bank is asked about one try.
        let path = format!("{CARD}/code");
        let form = [("code", right.as_str())];
        let (one, two) = tokio::join!(browser.post(&path, &form), browser.post(&path, &form));
        one.goes(CARD);
        two.goes(CARD);
        browser.get(CARD).await.says(&["проверяем код"]);
        lies_sealed(&house, std::slice::from_ref(&right)).await;
        house.drain().await;
        browser.get(CARD).await.goes("/cabinet/confirm");
        assert_eq!(how(&house, id).await, ("done".to_owned(), None));
        // A second factor and nothing more (C5).
        assert_eq!(house.level(id).await, (Level::Standard, None));
        let acts = house.acts(id).await;
        for act in [
            "proofing.card.sent",
            "proofing.card.code",
            "proofing.decided",
        ] {
            let times = acts.iter().filter(|a| *a == act).count();
            assert_eq!(times, 1, "{act}: {acts:?}");
        }
        let asked = house.ask("/api/calls?system=bank").await;
        let checks = asked.as_array().unwrap().iter();
        let checks = checks.filter(|call| call["operation"] == "bank/card-check");
        assert_eq!(checks.count(), 2);
        // Replayed, it does nothing.
        browser.post(&path, &form).await.goes(CARD);
        assert_eq!(house.count("select count(*) as n from proofings").await, 1);
        let kept = "select count(*) as n from consents where document = 'card-transfer.ru' \
                    and version = '1' and text_hash <> ''";
        assert_eq!(house.count(kept).await, 1);
    }
);

on_both!(codes_of_a_card_are_not_guessed, |house| async move {
    house.banks("none").await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    begin(&browser, &person).await;
    asks(&house, &browser, "tinkoff").await;
    let right = code(&house, &person).await;
    for left in ["4 попытки", "3 попытки", "2 попытки", "1 попытка"] {
        typed(&house, &browser, CARD, other(&right))
            .await
            .says(&[left]);
    }
    typed(&house, &browser, CARD, other(&right))
        .await
        .goes("/cabinet/confirm/contact?way=card");
    assert_eq!(how(&house, id).await, refused("entries"));
    browser
        .get("/cabinet/confirm/contact?way=card")
        .await
        .says(&["код введён неверно слишком много раз"]);
    // The right one comes too late, whether for this attempt or for the next.
    let path = format!("{CARD}/code");
    browser.post(&path, &[("code", &right)]).await.goes(CARD);
    assert_eq!(how(&house, id).await, refused("entries"));
    house.wait(SignedDuration::from_secs(1));
    house.banks("none").await;
    begin(&browser, &person).await;
    asks(&house, &browser, "tinkoff").await;
    assert_ne!(code(&house, &person).await, right);
    typed(&house, &browser, CARD, &right)
        .await
        .says(&["Код не подошёл"]);
    assert_eq!(house.level(id).await, (Level::Standard, None));
});

on_both!(codes_of_a_card_end, |house| async move {
    house.banks("none").await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    begin(&browser, &person).await;
    asks(&house, &browser, "tinkoff").await;
    let old = code(&house, &person).await;
    // Not so fast.
    let again = format!("{CARD}/again");
    let page = browser.post(&again, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("Следующий можно получить"),
        "{}",
        page.text
    );
    house.wait(SignedDuration::from_mins(6));
    house.banks("none").await;
    let path = format!("{CARD}/code");
    let page = browser.post(&path, &[("code", &old)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Срок кода вышел"), "{}", page.text);
    // A second tab that still shows the old code and asks for another, too.
    let (one, two) = tokio::join!(browser.post(&again, &[]), browser.post(&again, &[]));
    one.goes(CARD);
    two.goes(CARD);
    house.drain().await;
    assert_eq!(codes(&house, &person).await, 2);
    typed(&house, &browser, CARD, &old)
        .await
        .says(&["Код не подошёл"]);
    // Too old by the bank's clock only: its word counts, and it is no wrong try.
    let at = house.db().now().as_millisecond() + 600_000;
    house
        .tell("/api/banks", serde_json::json!({ "at_ms": at }))
        .await;
    let fresh = code(&house, &person).await;
    typed(&house, &browser, CARD, &fresh)
        .await
        .says(&["Срок кода вышел"]);
    for _ in 0..3 {
        house.wait(SignedDuration::from_mins(2));
        house.banks("none").await;
        browser.post(&again, &[]).await.goes(CARD);
        house.drain().await;
    }
    house.wait(SignedDuration::from_mins(2));
    let page = browser.post(&again, &[]).await;
    assert!(
        page.text.contains("уже прислал пять кодов"),
        "{}",
        page.text
    );
    assert_eq!(codes(&house, &person).await, 5);
    let fresh = code(&house, &person).await;
    typed(&house, &browser, CARD, &fresh)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(how(&house, id).await, ("done".to_owned(), None));
});

on_both!(a_phone_without_a_card_is_told_so, |house| async move {
    house.banks("no-card").await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    begin(&browser, &person).await;
    let page = asks(&house, &browser, "tinkoff").await;
    page.says(&["Тинькофф: такой карты нет", "Другие способы"]);
    assert_eq!(codes(&house, &person).await, 0);
    // Another bank may have one.
    house.banks("none").await;
    asks(&house, &browser, "vtb").await.says(&["Код от банка"]);
    let right = code(&house, &person).await;
    // The phone of the account changes before the code is typed: it proves the old one.
    let mut moved = person.clone();
    moved.phone = Phone::parse("+7 900 111-22-33").unwrap();
    house.save(id, &moved).await;
    house.drain().await;
    typed(&house, &browser, CARD, &right)
        .await
        .goes("/cabinet/confirm/contact?way=card");
    assert_eq!(how(&house, id).await, refused("unsettled"));
    // And the new one is tied to no card.
    house.wait(SignedDuration::from_secs(1));
    begin(&browser, &moved).await;
    asks(&house, &browser, "vtb")
        .await
        .says(&["ВТБ-Онлайн: такой карты нет"]);
});

on_both!(a_bank_without_an_answer_is_no_end, |house| async move {
    house.banks("none").await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    begin(&browser, &person).await;
    // The answer is lost, the code is not: it is asked again under the same key.
    house.fault("bank", "lost").await;
    asks(&house, &browser, "tinkoff")
        .await
        .says(&["просим прислать код"]);
    house.fault("bank", "ok").await;
    house.wait(SignedDuration::from_secs(5));
    house.drain().await;
    assert_eq!(codes(&house, &person).await, 1);
    let right = code(&house, &person).await;
    house.fault("bank", "lost").await;
    typed(&house, &browser, CARD, &right)
        .await
        .says(&["проверяем код"]);
    // Down for good: said honestly, and another bank is free at once.
    house.fault("bank", "error").await;
    for _ in 0..8 {
        house.wait(SignedDuration::from_secs(70));
        house.drain().await;
    }
    browser
        .get(CARD)
        .await
        .says(&["Тинькофф не отвечает", "Другие способы", "Банк вашей карты"]);
    house.fault("bank", "ok").await;
    house.banks("none").await;
    asks(&house, &browser, "vtb").await.says(&["Код от банка"]);
    let fresh = code(&house, &person).await;
    typed(&house, &browser, CARD, &fresh)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(how(&house, id).await, ("done".to_owned(), None));
});

on_both!(a_code_of_the_bank_ends_the_proof, |house| async move {
    house.banks("none").await;
    let (id, person) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    bank::agrees(&house, &browser, "sberbank", "safina").await;
    // The data agree, and that is not all.
    browser.get(BANK).await.says(&[
        "Данные совпали, остался последний шаг",
        "Сбербанк Онлайн отправил код",
    ]);
    assert_eq!(house.level(id).await, (Level::Standard, None));
    let right = code(&house, &person).await;
    typed(&house, &browser, BANK, other(&right))
        .await
        .says(&["Осталось 4 попытки"]);
    assert_eq!(house.level(id).await, (Level::Standard, None));
    // The way back to the bank's answer and a second tab change nothing.
    let form = [("bank", "vtb"), ("consent", "yes")];
    browser.post(BANK, &form).await.goes(BANK);
    browser.get(BANK).await.says(&["Код от банка"]);
    typed(&house, &browser, BANK, &right)
        .await
        .says(&["Личность подтверждена"]);
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("bank".to_owned()))
    );
    let lines = okno_store::journal::of_owner(house.db(), id, 100).await;
    let lines = lines.unwrap();
    let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
    assert_eq!(
        decided.detail["seen"],
        serde_json::json!(["birth_date", "code", "document", "name", "token"])
    );
    // Replayed, it changes nothing.
    typed(&house, &browser, BANK, &right)
        .await
        .says(&["Личность подтверждена"]);
});

on_both!(
    a_newcomer_of_such_a_bank_is_asked_for_the_code,
    |house| async move {
        house.banks("none").await;
        let mut browser = house.stranger();
        newcomers::registers_by_bank(&house, &mut browser, "sberbank", "safina").await;
        let id = newcomers::only_account(&house).await;
        house.drain().await;
        // The registries and the bank agree; nobody may be looking at the phone now.
        assert_eq!(house.level(id).await, (Level::Standard, None));
        let person = house.person("safina").await;
        assert_eq!(codes(&house, &person).await, 0);
        let sms = house.sms(&person).await;
        assert!(sms.iter().any(|sms| sms.contains("остался код")), "{sms:?}");
        browser
            .get(BANK)
            .await
            .says(&["Сбербанк Онлайн: данные совпали", "Получить код"]);
        let again = format!("{BANK}/again");
        browser.post(&again, &[]).await.goes(BANK);
        house.drain().await;
        let right = code(&house, &person).await;
        typed(&house, &browser, BANK, &right)
            .await
            .says(&["Личность подтверждена"]);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(
    without_the_code_of_the_bank_nobody_is_confirmed,
    |house| async move {
        house.banks("none").await;
        let (id, person) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        bank::agrees(&house, &browser, "sberbank", "safina").await;
        let right = code(&house, &person).await;
        for _ in 0..5 {
            typed(&house, &browser, BANK, other(&right)).await;
        }
        assert_eq!(how(&house, id).await, refused("entries"));
        browser
            .get(BANK)
            .await
            .says(&["Код от банка введён неверно пять раз", "В каком банке"]);
        let path = format!("{BANK}/code");
        browser.post(&path, &[("code", &right)]).await.goes(BANK);
        assert_eq!(house.level(id).await, (Level::Standard, None));
        // The bank is gone before the code comes.
        bank::agrees_unheard(&house, &browser, "sberbank", "safina").await;
        house.fault("bank", "error").await;
        for _ in 0..8 {
            house.drain().await;
            house.wait(SignedDuration::from_secs(70));
        }
        assert_eq!(how(&house, id).await, refused("down"));
        house.fault("bank", "ok").await;
        // Nowhere to send it.
        house.banks("no-card").await;
        bank::agrees(&house, &browser, "sberbank", "safina").await;
        assert_eq!(how(&house, id).await, refused("card"));
        browser.get(BANK).await.says(&["код послать некуда"]);
        // Other data than those compared: the code vouches for them no more.
        house.banks("none").await;
        bank::agrees(&house, &browser, "sberbank", "safina").await;
        let right = code(&house, &person).await;
        let mut none = person.clone();
        none.inn = None;
        house.save(id, &none).await;
        let mut changed = person.clone();
        changed.inn = Some(Inn::parse("500100732259").unwrap());
        house.save(id, &changed).await;
        house.save(id, &none).await;
        house.drain().await;
        typed(&house, &browser, BANK, &right).await;
        assert_eq!(how(&house, id).await, refused("unsettled"));
        assert_eq!(house.level(id).await, (Level::Standard, None));
    }
);

on_both!(pages_of_a_card_speak_both_languages, |house| async move {
    house.banks("none").await;
    let (id, person) = house.standard("laptev").await;
    let mut browser = house.citizen(id).await;
    for lang in ["ru", "en"] {
        browser.lang = lang;
        begin(&browser, &person).await;
        let mut pages = vec![browser.get(CARD).await];
        let form = [("bank", "tinkoff"), ("consent", "yes")];
        browser.post(CARD, &form).await.goes(CARD);
        pages.push(browser.get(CARD).await);
        house.drain().await;
        pages.push(browser.get(CARD).await);
        browser
            .post(&format!("{CARD}/cancel"), &[])
            .await
            .goes("/cabinet/confirm");
        house.wait(SignedDuration::from_secs(1));
        for page in pages {
            page.says(&[&format!("<html lang=\"{lang}\"")]);
            assert_eq!(page.text.matches("<h1").count(), 1, "{}", page.text);
            let raw = page.text.find("proofing-");
            let raw = raw.map(|at| page.text[at..].chars().take(60).collect::<String>());
            assert_eq!(raw, None);
        }
    }
});
