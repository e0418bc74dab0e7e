//! Confirmation through an internet bank: the stand plays three of them.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::Level;
use okno_requisites::Inn;
use serde_json::json;
use uuid::Uuid;

use crate::card;
use crate::house::{Browser, House};
use crate::in_person;
use crate::on_both;
use crate::secrets::lies_sealed;

const PAGE: &str = "/cabinet/confirm/bank";

/// Chooses a bank and agrees; the address at the bank.
pub async fn goes(house: &House, browser: &Browser, bank: &str) -> String {
    goes_from(house, browser, PAGE, bank).await
}

/// The same from the page of another method.
pub async fn goes_from(house: &House, browser: &Browser, from: &str, bank: &str) -> String {
    // Of two attempts in one moment none is the newer.
    house.wait(SignedDuration::from_secs(1));
    browser
        .post(from, &[("bank", bank), ("consent", "yes")])
        .await
        .goes(from);
    house.drain().await;
    let page = browser.get(from).await;
    page.says(&["Осталось подтвердить"]);
    let (_, rest) = page.text.split_once("href=\"http://127").unwrap();
    let (url, _) = rest.split_once('"').unwrap();
    format!("http://127{}", url.replace("&#38;", "&"))
}

/// At the bank this person agrees and comes back; the portal has asked nothing yet.
pub async fn agrees_unheard(house: &House, browser: &Browser, bank: &str, person: &str) {
    agrees_unheard_from(house, browser, PAGE, bank, person).await;
}

/// The same from the page of another method.
pub async fn agrees_unheard_from(
    house: &House,
    browser: &Browser,
    from: &str,
    bank: &str,
    person: &str,
) {
    let url = goes_from(house, browser, from, bank).await;
    let back = house.at_bank(&url, person, "agree").await;
    browser.get(&back).await.goes(from);
    browser.get(from).await.says(&["Сверяем данные"]);
}

/// The same, and the portal compares.
pub async fn agrees(house: &House, browser: &Browser, bank: &str, person: &str) {
    agrees_unheard(house, browser, bank, person).await;
    house.drain().await;
}

/// The whole way, with the code of the bank where it wants one.
async fn confirms(house: &House, browser: &Browser, bank: &str, person: &str) {
    agrees(house, browser, bank, person).await;
    enters(house, browser, person).await;
}

/// Enters the code of the bank, if it has sent one.
async fn enters(house: &House, browser: &Browser, person: &str) {
    if browser.get(PAGE).await.text.contains("Код от банка") {
        let code = card::code(house, &house.person(person).await).await;
        card::typed(house, browser, PAGE, &code).await;
    }
}

pub async fn reason(house: &House, id: Uuid) -> (String, Option<String>) {
    reason_of(house, id, "bank").await
}

/// How the newest attempt of a method stands, and why.
pub async fn reason_of(house: &House, id: Uuid, method: &str) -> (String, Option<String>) {
    let sql = "select state, reason from proofings where account = $1 and method = $2 \
               order by created_at desc, id desc limit 1";
    let row = house
        .db()
        .row(sql, okno_store::args![id, method])
        .await
        .unwrap()
        .unwrap();
    (row.get("state").unwrap(), row.get("reason").unwrap())
}

on_both!(whole_way_through_each_bank, |house| async move {
    house.banks("none").await;
    let people = [
        ("sberbank", "Сбербанк Онлайн", "laptev"),
        ("tinkoff", "Тинькофф", "safina"),
        ("vtb", "ВТБ-Онлайн", "rimskaya"),
    ];
    for (bank, name, person) in people {
        let (id, whole) = house.standard(person).await;
        let browser = house.citizen(id).await;
        browser.get("/cabinet/confirm").await.says(&[
            "Через интернет-банк",
            "5–10 минут",
            "Бесплатно",
        ]);
        browser.get(PAGE).await.says(&[
            "Что банк нам скажет",
            "СНИЛС, ИНН и паспорт",
            "Согласие на передачу данных",
            "Сбербанк Онлайн",
            "Тинькофф",
            "ВТБ-Онлайн",
        ]);
        let url = goes(&house, &browser, bank).await;
        for part in [
            "code_challenge_method=S256",
            "code_challenge=",
            "state=",
            "nonce=",
            "response_type=code",
            "scope=openid",
        ] {
            assert!(url.contains(part), "{part} is not in {url}");
        }
        browser.get(PAGE).await.says(&[name]);
        let back = house.at_bank(&url, person, "agree").await;
        browser.get(&back).await.goes(PAGE);
        browser.get(PAGE).await.says(&["Сверяем данные"]);
        house.drain().await;
        enters(&house, &browser, person).await;
        browser.get(PAGE).await.says(&["Личность подтверждена"]);
        assert_eq!(
            house.level(id).await,
            (Level::Confirmed, Some("bank".to_owned()))
        );
        let sms = house.sms(&whole).await;
        assert!(
            sms.iter().any(|text| text.contains("Открыты все услуги")),
            "{sms:?}"
        );
        let lines = okno_store::journal::of_owner(house.db(), id, 100)
            .await
            .unwrap();
        let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
        assert_eq!(decided.detail["variant"], bank);
        assert_eq!(
            decided.detail["seen"],
            match bank {
                "sberbank" => json!(["birth_date", "code", "document", "name", "token"]),
                _ => json!(["birth_date", "document", "name", "token"]),
            }
        );
        // Coming back a second time changes nothing and says where things stand.
        browser.get(&back).await.goes(PAGE);
        browser.get(PAGE).await.says(&["Личность подтверждена"]);
        assert_eq!(
            house
                .acts(id)
                .await
                .iter()
                .filter(|act| *act == "proofing.decided")
                .count(),
            1
        );
    }
    // Each consent is kept with its version and the hash of its text.
    let kept = "select count(*) as n from consents where document = 'bank-transfer.ru' \
                and version = '1' and text_hash <> ''";
    assert_eq!(house.count(kept).await, 3);
});

on_both!(nobody_goes_without_consent_and_a_bank, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    for (form, words) in [
        (vec![("bank", "sberbank")], "Без согласия банк не может"),
        (vec![("consent", "yes")], "Выберите банк"),
        (vec![("consent", "yes"), ("bank", "nobodys")], "bank"),
    ] {
        let page = browser.post(PAGE, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(words), "{}", page.text);
    }
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
    assert_eq!(house.count("select count(*) as n from consents").await, 0);
});

on_both!(spelling_is_tolerated_and_noted, |house| async move {
    house.banks("spelling").await;
    // «Семёнова Алёна», «Римская-Корсакова Анна-Мария».
    for person in ["semyonova", "rimskaya"] {
        let (id, _) = house.standard(person).await;
        let browser = house.citizen(id).await;
        confirms(&house, &browser, "sberbank", person).await;
        assert_eq!(house.level(id).await.0, Level::Confirmed, "{person}");
        let sql = "select id, evidence from proofings where account = $1";
        let row = house
            .db()
            .row(sql, okno_store::args![id])
            .await
            .unwrap()
            .unwrap();
        let (attempt, sealed): (Uuid, Vec<u8>) =
            (row.get("id").unwrap(), row.get("evidence").unwrap());
        let evidence: serde_json::Value = house
            .db()
            .unseal("proofings", "evidence", attempt, &sealed)
            .unwrap();
        assert_eq!(
            evidence["tolerated"],
            serde_json::json!(["surname", "name", "patronymic"])
        );
        assert_eq!(evidence["document"], "snils");
    }
});

on_both!(
    what_differs_is_named_and_not_its_value,
    |house| async move {
        let (id, whole) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        for (twist, fields) in [
            ("birth-date", "Не совпало: дата рождения."),
            ("surname", "Не совпало: фамилия."),
            ("inn", "Не совпало: ИНН."),
        ] {
            house.banks(twist).await;
            confirms(&house, &browser, "sberbank", "safina").await;
            let page = browser.get(PAGE).await;
            page.says(&[fields, "исправьте его", "подтвердить не удалось"]);
            page.lacks(&["Посторонняя", "13.08.1987", "500100732259"]);
            assert_eq!(house.level(id).await.0, Level::Standard, "{twist}");
            assert_eq!(
                reason(&house, id).await,
                ("refused".to_owned(), Some("mismatch".to_owned()))
            );
        }
        // Somebody else at the bank.
        house.banks("none").await;
        confirms(&house, &browser, "tinkoff", "laptev").await;
        browser
            .get(PAGE)
            .await
            .says(&["Не совпало: фамилия, имя, отчество, дата рождения, ИНН, СНИЛС."]);
        house.banks("no-documents").await;
        confirms(&house, &browser, "vtb", "safina").await;
        browser
            .get(PAGE)
            .await
            // Five in six hours were enough.
            .goes("/cabinet/confirm");
        assert_eq!(
            reason(&house, id).await,
            ("refused".to_owned(), Some("document".to_owned()))
        );
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Попыток было слишком много"]);
        browser
            .post(PAGE, &[("bank", "vtb"), ("consent", "yes")])
            .await
            .goes("/cabinet/confirm");
        let letters = house.letters(&whole).await;
        let told = letters
            .iter()
            .filter(|(subject, _)| subject.contains("через банк"))
            .count();
        assert_eq!(told, 5);
        assert_eq!(house.level(id).await.0, Level::Standard);
        house.wait(SignedDuration::from_hours(6));
        house.banks("none").await;
        let browser = house.citizen(id).await;
        confirms(&house, &browser, "vtb", "safina").await;
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(another_snils_is_refused, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    house.banks("documents").await;
    confirms(&house, &browser, "sberbank", "laptev").await;
    browser.get(PAGE).await.says(&["Не совпало: СНИЛС."]);
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(a_token_that_is_not_ours_is_not_taken, |house| async move {
    let (id, _) = house.standard("safina").await;
    for twist in ["signature", "issuer", "audience", "nonce", "stale"] {
        house.wait(SignedDuration::from_hours(2));
        let browser = house.citizen(id).await;
        house.banks(twist).await;
        confirms(&house, &browser, "sberbank", "safina").await;
        browser
            .get(PAGE)
            .await
            .says(&["не прошёл проверку подлинности"]);
        assert_eq!(
            reason(&house, id).await,
            ("refused".to_owned(), Some("token".to_owned())),
            "{twist}"
        );
        assert_eq!(house.level(id).await.0, Level::Standard, "{twist}");
    }
});

on_both!(refusal_and_error_at_the_bank, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    house.banks("none").await;
    let url = goes(&house, &browser, "sberbank").await;
    let back = house.at_bank(&url, "safina", "refuse").await;
    assert!(back.contains("error=access_denied"), "{back}");
    browser.get(&back).await.goes(PAGE);
    browser
        .get(PAGE)
        .await
        .says(&["Вы отказались передать данные", "В каком банке"]);
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["В прошлый раз вы отказались"]);
    house.banks("sick").await;
    let url = goes(&house, &browser, "tinkoff").await;
    let back = house.at_bank(&url, "safina", "agree").await;
    browser.get(&back).await.goes(PAGE);
    browser.get(PAGE).await.says(&["Банк вернул вас с ошибкой"]);
    // Another bank is free to take at once.
    house.banks("none").await;
    confirms(&house, &browser, "vtb", "safina").await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(a_stale_or_replayed_code_is_refused, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    house.banks("none").await;
    let url = goes(&house, &browser, "sberbank").await;
    let back = house.at_bank(&url, "safina", "agree").await;
    // The code is a minute old at most.
    house.wait(SignedDuration::from_secs(90));
    house.banks("none").await;
    browser.get(&back).await.goes(PAGE);
    house.drain().await;
    browser
        .get(PAGE)
        .await
        .says(&["устарел или уже был использован"]);
    // The same code under the state of a new attempt: it is bound to the old verifier.
    let old = goes(&house, &browser, "sberbank").await;
    let stolen = house.at_bank(&old, "safina", "agree").await;
    browser.post(&format!("{PAGE}/other"), &[]).await.goes(PAGE);
    let url = goes(&house, &browser, "sberbank").await;
    let mine = house.at_bank(&url, "safina", "agree").await;
    let part = |url: &str, name: &str| {
        let url = reqwest::Url::parse(&format!("http://x{url}")).unwrap();
        let found = url.query_pairs().find(|(n, _)| n == name);
        found.unwrap().1.into_owned()
    };
    let mixed = format!(
        "{PAGE}/back/sberbank?code={}&state={}",
        part(&stolen, "code"),
        part(&mine, "state")
    );
    browser.get(&mixed).await.goes(PAGE);
    house.drain().await;
    browser
        .get(PAGE)
        .await
        .says(&["устарел или уже был использован"]);
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(a_state_of_somebody_else_is_unknown, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let (other, _) = house.standard("laptev").await;
    let stranger = house.citizen(other).await;
    house.banks("none").await;
    let url = goes(&house, &browser, "sberbank").await;
    let back = house.at_bank(&url, "safina", "agree").await;
    for (who, path) in [
        (&stranger, back.clone()),
        (&browser, format!("{PAGE}/back/sberbank?code=x&state=y")),
        (&browser, format!("{PAGE}/back/sberbank?code=x")),
        // The right state at the door of another bank.
        (&browser, back.replace("back/sberbank", "back/vtb")),
    ] {
        let page = who.get(&path).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(page.text.contains("Начните подтверждение заново"));
    }
    // From another issuer with the right state: refused, whatever the code.
    let mixed = back.replace("sberbank&", "vtb&");
    assert_ne!(mixed, back);
    browser.get(&mixed).await.goes(PAGE);
    assert_eq!(
        reason(&house, id).await,
        ("refused".to_owned(), Some("token".to_owned()))
    );
    assert_eq!(house.level(id).await.0, Level::Standard);
    assert_eq!(house.level(other).await.0, Level::Standard);
});

on_both!(a_bank_that_is_down_is_asked_again, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    house.banks("none").await;
    house.fault("bank", "down").await;
    browser
        .post(PAGE, &[("bank", "sberbank"), ("consent", "yes")])
        .await
        .goes(PAGE);
    house.drain().await;
    let page = browser.get(PAGE).await;
    page.says(&["готовим переход", "http-equiv=\"refresh\""]);
    house.fault("bank", "ok").await;
    house.wait(SignedDuration::from_secs(3));
    house.drain().await;
    browser.get(PAGE).await.says(&["Осталось подтвердить"]);
    browser.post(&format!("{PAGE}/other"), &[]).await.goes(PAGE);
    // Down for good: the attempt ends and another way is free.
    house.fault("bank", "error").await;
    browser
        .post(PAGE, &[("bank", "vtb"), ("consent", "yes")])
        .await
        .goes(PAGE);
    for _ in 0..8 {
        house.drain().await;
        house.wait(SignedDuration::from_secs(70));
    }
    browser.get(PAGE).await.says(&["Банк не отвечает"]);
    assert_eq!(
        reason(&house, id).await,
        ("refused".to_owned(), Some("down".to_owned()))
    );
});

on_both!(an_answer_may_be_lost_or_late, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    house.banks("none").await;
    let url = goes(&house, &browser, "tinkoff").await;
    let back = house.at_bank(&url, "safina", "agree").await;
    house.fault("bank", "garbage").await;
    browser.get(&back).await.goes(PAGE);
    house.drain().await;
    browser.get(PAGE).await.says(&["Сверяем данные"]);
    house.fault("bank", "ok").await;
    house.fault_late("bank", "slow", 300).await;
    house.wait(SignedDuration::from_secs(3));
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(
    double_click_and_second_tab_are_harmless,
    |house| async move {
        let (id, _) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        house.banks("none").await;
        let form = [("bank", "tinkoff"), ("consent", "yes")];
        let (one, two) = tokio::join!(browser.post(PAGE, &form), browser.post(PAGE, &form));
        one.goes(PAGE);
        two.goes(PAGE);
        assert_eq!(house.count("select count(*) as n from proofings").await, 1);
        assert_eq!(house.count("select count(*) as n from consents").await, 1);
        browser.post(PAGE, &form).await.goes(PAGE);
        let url = goes(&house, &browser, "tinkoff").await;
        let back = house.at_bank(&url, "safina", "agree").await;
        let (one, two) = tokio::join!(browser.get(&back), browser.get(&back));
        one.goes(PAGE);
        two.goes(PAGE);
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Confirmed);
        let asked = house.ask("/api/calls?system=bank").await;
        let tokens = asked.as_array().unwrap().iter();
        assert_eq!(
            tokens
                .filter(|call| call["operation"] == "bank/token")
                .count(),
            1
        );
    }
);

on_both!(the_faster_of_two_ways_wins, |house| async move {
    house.banks("none").await;
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    in_person::code_of(&browser).await;
    confirms(&house, &browser, "tinkoff", "safina").await;
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("bank".to_owned()))
    );
    assert!(
        house
            .acts(id)
            .await
            .contains(&"proofing.overtaken".to_owned())
    );
    assert_eq!(
        house
            .count("select count(*) as n from proofings where state = 'open'")
            .await,
        0
    );
});

on_both!(
    data_changed_meanwhile_is_checked_first,
    |house| async move {
        house.banks("none").await;
        let (id, person) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        let url = goes(&house, &browser, "tinkoff").await;
        let back = house.at_bank(&url, "safina", "agree").await;
        let mut other = person.clone();
        other.inn = Some(Inn::parse("500100732259").unwrap());
        house.fault("fns", "down").await;
        house.save(id, &other).await;
        browser.get(&back).await.goes(PAGE);
        house.drain().await;
        assert_eq!(house.level(id).await.0, Level::Standard);
        let (state, _) = reason(&house, id).await;
        assert_eq!(state, "refused");
        // The same data, and only their check is not over.
        house.fault("fns", "ok").await;
        house.wait(SignedDuration::from_hours(1));
        house.save(id, &person).await;
        house.drain().await;
        house.banks("none").await;
        let browser = house.citizen(id).await;
        let url = goes(&house, &browser, "tinkoff").await;
        let back = house.at_bank(&url, "safina", "agree").await;
        let mut none = person.clone();
        none.inn = None;
        house.save(id, &none).await;
        house.fault("fns", "down").await;
        house.save(id, &person).await;
        browser.get(&back).await.goes(PAGE);
        house.drain().await;
        assert_eq!(
            reason(&house, id).await,
            ("refused".to_owned(), Some("unsettled".to_owned()))
        );
        assert_eq!(house.level(id).await.0, Level::Standard);
    }
);

on_both!(an_attempt_is_open_for_a_day, |house| async move {
    house.banks("none").await;
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let url = goes(&house, &browser, "tinkoff").await;
    house.wait(SignedDuration::from_hours(24));
    house.banks("none").await;
    let back = house.at_bank(&url, "safina", "agree").await;
    let browser = house.citizen(id).await;
    browser.get(&back).await.goes(PAGE);
    house.drain().await;
    browser.get(PAGE).await.says(&["В каком банке"]);
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(the_service_in_the_bank_leads_here, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let issuer = house.stand_url("/banks/vtb");
    let path = format!("/bank?iss={issuer}");
    browser
        .get(&path)
        .await
        .goes("/cabinet/confirm/bank?bank=vtb");
    let page = browser.get("/cabinet/confirm/bank?bank=vtb").await;
    let (_, rest) = page.text.split_once("value=\"vtb\"").unwrap();
    assert!(rest.starts_with(" checked"), "{}", page.text);
    let page = browser.get("/bank?iss=https://evil.example").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
});

on_both!(nothing_of_the_bank_lies_open, |house| async move {
    house.banks("none").await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let url = goes(&house, &browser, "tinkoff").await;
    let back = house.at_bank(&url, "laptev", "agree").await;
    browser.get(&back).await.goes(PAGE);
    let part = |name: &str| {
        let url = reqwest::Url::parse(&format!("http://x{back}")).unwrap();
        let found = url.query_pairs().find(|(n, _)| n == name);
        found.unwrap().1.into_owned()
    };
    let mut secrets = vec![part("code"), part("state")];
    secrets.push(person.snils.unwrap().as_str().to_owned());
    lies_sealed(&house, &secrets).await;
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
    lies_sealed(&house, &secrets).await;
});
