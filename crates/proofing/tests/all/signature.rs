//! Confirmation by electronic signature: the way through, and every refusal.

use axum::http::StatusCode;
use data_encoding::BASE64;
use jiff::SignedDuration;
use okno_accounts::Level;
use serde_json::{Value, json};

use crate::house::{Browser, House, Page, plain};
use crate::on_both_signing as on_both;

const START: &str = "/cabinet/confirm/signature";
const SIGNED: &str = "/cabinet/confirm/signature/signed";
const KEY: &str = "/cabinet/confirm/signature/key";

/// A certificate of the stand with its key.
pub struct Card {
    pub id: String,
    pub certificate: Vec<u8>,
    pub pfx: Vec<u8>,
    pub password: String,
}

fn bytes(value: &Value) -> Vec<u8> {
    BASE64.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

pub async fn card(house: &House, order: Value) -> Card {
    let told = house.tell("/api/signatures", order).await;
    Card {
        id: told["id"].as_str().unwrap().to_owned(),
        certificate: bytes(&told["certificate"]),
        pfx: bytes(&told["pfx"]),
        password: told["password"].as_str().unwrap().to_owned(),
    }
}

pub async fn card_of(house: &House, person: &str) -> Card {
    card(house, json!({ "person": person, "algorithm": "ecdsa" })).await
}

pub async fn sign(house: &House, card: &Card, content: &[u8]) -> Vec<u8> {
    let path = format!("/api/signatures/{}/sign", card.id);
    let told = house
        .tell(&path, json!({ "content": BASE64.encode(content) }))
        .await;
    bytes(&told["signature"])
}

/// Takes the file to sign.
async fn challenge(browser: &Browser) -> Vec<u8> {
    browser.post(START, &[]).await.goes(START);
    browser.download(&format!("{START}/file")).await
}

async fn send(browser: &Browser, certificate: &[u8], signature: &[u8]) -> Page {
    let files = [("certificate", certificate), ("signature", signature)];
    browser.post_files(SIGNED, &[], &files).await
}

async fn lend(browser: &Browser, pfx: &[u8], password: &str) -> Page {
    browser
        .post_files(KEY, &[("password", password)], &[("pfx", pfx)])
        .await
}

#[track_caller]
pub fn refuses(page: &Page, field: &str, words: &str) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.text
    );
    assert!(
        page.text.contains(words),
        "«{words}» is not in\n{}",
        page.text
    );
    let place = format!("href=\"#{field}\"");
    assert!(
        page.text.contains(&place),
        "{place} is not in\n{}",
        page.text
    );
}

async fn stays_standard(house: &House, id: uuid::Uuid) {
    assert_eq!(house.level(id).await, (Level::Standard, None));
}

on_both!(a_signed_file_confirms, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Электронной подписи или УЭК", "Около 5 минут"]);
    browser.get(START).await.says(&[
        "Подтверждение личности",
        "Универсальная электронная карта",
        "Носитель ключа подключите к компьютеру",
        "не сертифицирована",
        ">Начать</button>",
    ]);
    let file = challenge(&browser).await;
    let text = plain(&String::from_utf8(file.clone()).unwrap());
    for part in [
        "подтверждение личности",
        "https://okno.example/",
        "Код: ",
        "09:15 MSK",
    ] {
        assert!(text.contains(part), "{text}");
    }
    browser.get(START).await.says(&[
        "Скачать файл",
        "Файл можно подписать до 09:15",
        "Если ключ в файле .pfx",
    ]);
    // A second click gives the same file.
    assert_eq!(challenge(&browser).await, file);
    let card = card_of(&house, "laptev").await;
    let signature = sign(&house, &card, &file).await;
    send(&browser, &card.certificate, &signature)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("signature".to_owned()))
    );
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["открыты все услуги"]);
    // The second click, the way back and the other tab end at the same place.
    send(&browser, &card.certificate, &signature)
        .await
        .goes("/cabinet/confirm");
    browser.get(SIGNED).await.goes("/cabinet/confirm");
    browser.post(START, &[]).await.goes("/cabinet/confirm");

    house.drain().await;
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(s, _)| s.contains("Личность подтверждена"))
    );
    let lines = okno_store::journal::of_owner(house.db(), id, 100)
        .await
        .unwrap();
    let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
    assert_eq!(decided.detail["method"], "signature");
    let seen = ["chain", "document", "name", "not_revoked", "possession"];
    assert_eq!(decided.detail["seen"], json!(seen));
    // What was seen is sealed; the journal holds no number of the certificate.
    let evidence =
        "select count(*) as n from proofings where state = 'done' and evidence is not null";
    assert_eq!(house.count(evidence).await, 1);
    assert!(
        lines
            .iter()
            .all(|l| !l.detail.to_string().contains("serial"))
    );
});

on_both!(a_lent_key_signs_once, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    challenge(&browser).await;
    let card = card(&house, json!({ "person": "laptev", "algorithm": "rsa" })).await;
    refuses(
        &lend(&browser, b"", "x").await,
        "pfx",
        "Выберите файл с ключом",
    );
    let page = lend(&browser, &card.pfx, "wrong-Password-1").await;
    refuses(&page, "password", "Пароль не подошёл");
    page.lacks(&["wrong-Password-1"]);
    refuses(
        &lend(&browser, b"%PDF-1.7", "x").await,
        "pfx",
        "нет ключа с сертификатом",
    );
    refuses(
        &lend(&browser, &card.certificate, "x").await,
        "pfx",
        "нет ключа с сертификатом",
    );
    stays_standard(&house, id).await;
    lend(&browser, &card.pfx, &card.password)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("signature".to_owned()))
    );
    // Neither key nor password is kept anywhere.
    let acts = house.acts(id).await;
    assert_eq!(
        acts.iter()
            .filter(|a| *a == "proofing.signature.refused")
            .count(),
        3
    );
});

on_both!(gost_confirms_where_the_engine_is, |house| async move {
    if !okno_signature::has_gost() {
        return;
    }
    for (person, algorithm) in [("laptev", "gost256"), ("safina", "gost512")] {
        let (id, _) = house.standard(person).await;
        let browser = house.citizen(id).await;
        let file = challenge(&browser).await;
        let card = card(&house, json!({ "person": person, "algorithm": algorithm })).await;
        if algorithm == "gost256" {
            let signature = sign(&house, &card, &file).await;
            send(&browser, &card.certificate, &signature)
                .await
                .goes("/cabinet/confirm");
        } else {
            lend(&browser, &card.pfx, &card.password)
                .await
                .goes("/cabinet/confirm");
        }
        assert_eq!(house.level(id).await.0, Level::Confirmed, "{algorithm}");
    }
});

on_both!(a_certificate_alone_proves_nothing, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let page = send(&browser, &card.certificate, b"").await;
    refuses(&page, "signature", "Одного сертификата мало");
    let page = send(&browser, b"", b"").await;
    refuses(&page, "certificate", "Выберите файл сертификата");
    refuses(&page, "signature", "Выберите файл подписи");
    stays_standard(&house, id).await;
});

on_both!(files_of_another_kind_are_named, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let signature = sign(&house, &card, &file).await;
    let page = send(&browser, b"%PDF-1.7", &signature).await;
    refuses(&page, "certificate", "Это не сертификат");
    let page = send(&browser, &card.certificate, &card.certificate).await;
    refuses(&page, "signature", "Это не файл подписи");
    let page = send(&browser, &vec![b'0'; 5 * 1024 * 1024 + 1], &signature).await;
    refuses(&page, "certificate", "слишком большой");
    let page = send(&browser, &vec![b'0'; 200 * 1024], &signature).await;
    refuses(&page, "certificate", "не больше 128 КБ");
    stays_standard(&house, id).await;
});

on_both!(a_signature_of_another_text_is_refused, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let other = sign(&house, &card, b"I agree to sell my flat").await;
    let page = send(&browser, &card.certificate, &other).await;
    refuses(&page, "signature", "Подпись не подходит к файлу");
    // Signed with another key than the certificate's.
    let another = card_of(&house, "laptev").await;
    let signature = sign(&house, &another, &file).await;
    let page = send(&browser, &card.certificate, &signature).await;
    refuses(&page, "signature", "Подпись не подходит к файлу");
    // The file of somebody else's attempt.
    let (other_id, _) = house.standard("safina").await;
    let other_browser = house.citizen(other_id).await;
    let foreign = challenge(&other_browser).await;
    assert_ne!(foreign, file);
    let signature = sign(&house, &card, &foreign).await;
    let page = send(&browser, &card.certificate, &signature).await;
    refuses(&page, "signature", "Подпись не подходит к файлу");
    stays_standard(&house, id).await;
});

on_both!(
    a_file_lives_fifteen_minutes_and_serves_once,
    |house| async move {
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let first = challenge(&browser).await;
        let card = card_of(&house, "laptev").await;
        let signature = sign(&house, &card, &first).await;
        house.wait(SignedDuration::from_mins(15));
        let page = send(&browser, &card.certificate, &signature).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Время файла вышло"), "{}", page.text);
        browser
            .get(START)
            .await
            .says(&["Время файла вышло", "Получить новый файл"])
            .lacks(&["Скачать файл"]);
        browser.get(&format!("{START}/file")).await.goes(START);
        browser
            .post(&format!("{START}/again"), &[])
            .await
            .goes(START);
        let second = browser.download(&format!("{START}/file")).await;
        assert_ne!(second, first);
        // A second click does not spoil the file that was just downloaded.
        browser
            .post(&format!("{START}/again"), &[])
            .await
            .goes(START);
        assert_eq!(browser.download(&format!("{START}/file")).await, second);
        // The old signature is of no use any more.
        let page = send(&browser, &card.certificate, &signature).await;
        refuses(&page, "signature", "Подпись не подходит к файлу");
        stays_standard(&house, id).await;
    }
);

on_both!(
    another_persons_certificate_is_refused_and_named,
    |house| async move {
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let file = challenge(&browser).await;
        let other = card_of(&house, "safina").await;
        let signature = sign(&house, &other, &file).await;
        let page = send(&browser, &other.certificate, &signature).await;
        refuses(
            &page,
            "certificate",
            "не совпадает фамилия, имя или отчество, СНИЛС, ИНН",
        );
        // Nothing of the other person is shown.
        page.lacks(&["Сафин"]);
        // That file is used up; a new one is there at once.
        let page = send(&browser, &other.certificate, &signature).await;
        refuses(&page, "signature", "Подпись не подходит к файлу");
        // The same name with another number, and without any.
        for (order, words) in [
            (
                json!({ "person": "laptev", "algorithm": "ecdsa", "snils": "11223344595" }),
                "не совпадает СНИЛС",
            ),
            (
                json!({ "person": "laptev", "algorithm": "ecdsa", "snils": "", "inn": "" }),
                "нет ни СНИЛС, ни ИНН",
            ),
        ] {
            let card = card(&house, order).await;
            let file = browser.download(&format!("{START}/file")).await;
            let signature = sign(&house, &card, &file).await;
            refuses(
                &send(&browser, &card.certificate, &signature).await,
                "certificate",
                words,
            );
        }
        refuses(
            &lend(&browser, &other.pfx, &other.password).await,
            "pfx",
            "другого человека",
        );
        stays_standard(&house, id).await;
        let lines = okno_store::journal::of_owner(house.db(), id, 100)
            .await
            .unwrap();
        let refused = lines
            .iter()
            .rfind(|l| l.act == "proofing.signature.refused")
            .unwrap();
        assert_eq!(refused.detail["reason"], "another");
    }
);

on_both!(
    what_is_not_in_order_is_refused_with_the_reason,
    |house| async move {
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let file = challenge(&browser).await;
        for (kind, words) in [
            ("expired", "закончился 1 января 2021"),
            ("early", "начнёт действовать 1 января 2048"),
            ("stranger", "нет в нашем списке"),
            ("cipher", "не для подписи человека"),
            ("weak", "слишком слабый"),
        ] {
            let order = json!({ "person": "laptev", "algorithm": "rsa", "kind": kind });
            let card = card(&house, order).await;
            let signature = sign(&house, &card, &file).await;
            let page = send(&browser, &card.certificate, &signature).await;
            refuses(&page, "certificate", words);
        }
        stays_standard(&house, id).await;
    }
);

on_both!(a_revoked_certificate_is_refused, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    house
        .tell(&format!("/api/signatures/{}/revoke", card.id), json!({}))
        .await;
    // The list says so from its next coming on.
    house.wait(SignedDuration::from_hours(24));
    house.proofing.tend().await.unwrap();
    house.drain().await;
    let browser = house.citizen(id).await;
    browser.post(START, &[]).await.goes(START);
    let file_now = browser.download(&format!("{START}/file")).await;
    assert_ne!(file, file_now);
    let signature = sign(&house, &card, &file_now).await;
    let page = send(&browser, &card.certificate, &signature).await;
    refuses(&page, "certificate", "Сертификат отозван");
    stays_standard(&house, id).await;
});

on_both!(
    an_old_list_means_later_and_the_administrator_sees_it,
    |house| async move {
        let states = house.proofing.revocation_lists().await.unwrap();
        assert!(
            states.iter().all(|s| s.fresh && s.failure.is_none()),
            "{states:?}"
        );
        house
            .tell("/api/signatures/lists", json!({ "old": true }))
            .await;
        house.wait(SignedDuration::from_hours(25));
        house.proofing.tend().await.unwrap();
        house.drain().await;
        let states = house.proofing.revocation_lists().await.unwrap();
        assert!(states.iter().all(|s| !s.fresh), "{states:?}");

        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let file = challenge(&browser).await;
        let card = card_of(&house, "laptev").await;
        let signature = sign(&house, &card, &file).await;
        house.wait(SignedDuration::from_mins(1));
        let page = send(&browser, &card.certificate, &signature).await;
        refuses(
            &page,
            "certificate",
            "Попробуйте позже, мы уже запросили список",
        );
        stays_standard(&house, id).await;
        // The list was asked for at once; with a fresh one the same signature is good.
        house
            .tell("/api/signatures/lists", json!({ "old": false }))
            .await;
        assert!(house.drain().await > 0);
        send(&browser, &card.certificate, &signature)
            .await
            .goes("/cabinet/confirm");
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(
    a_list_that_does_not_come_keeps_the_last_good_one,
    |house| async move {
        let down = json!({ "down": true });
        house.tell("/api/signatures/lists", down).await;
        house.wait(SignedDuration::from_mins(40));
        house.proofing.tend().await.unwrap();
        // Of two askers within a minute one is heard.
        house.proofing.tend().await.unwrap();
        let lists = house.proofing.revocation_lists().await.unwrap().len();
        assert_eq!(house.drain().await, lists);
        let states = house.proofing.revocation_lists().await.unwrap();
        let failed = |s: &okno_proofing::ListState| {
            s.failure.as_deref().is_some_and(|f| f.contains("HTTP 503"))
        };
        assert!(states.iter().all(|s| s.fresh && failed(s)), "{states:?}");
        house.wait(SignedDuration::from_hours(24));
        let states = house.proofing.revocation_lists().await.unwrap();
        assert!(states.iter().all(|s| !s.fresh && failed(s)), "{states:?}");
        house.tell("/api/signatures/lists", json!({})).await;
        house.proofing.tend().await.unwrap();
        house.drain().await;
        let states = house.proofing.revocation_lists().await.unwrap();
        assert!(
            states.iter().all(|s| s.fresh && s.failure.is_none()),
            "{states:?}"
        );
    }
);

on_both!(tries_are_limited_and_the_wait_is_told, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let good = sign(&house, &card, &file).await;
    let wrong = sign(&house, &card, b"another").await;
    for _ in 0..10 {
        let page = send(&browser, &card.certificate, &wrong).await;
        refuses(&page, "signature", "не подходит");
    }
    let page = send(&browser, &card.certificate, &good).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("Попробуйте после 10:00"),
        "{}",
        page.text
    );
    stays_standard(&house, id).await;
    house.wait(SignedDuration::from_hours(1));
    let browser = house.citizen(id).await;
    browser
        .post(&format!("{START}/again"), &[])
        .await
        .goes(START);
    let file = browser.download(&format!("{START}/file")).await;
    let good = sign(&house, &card, &file).await;
    send(&browser, &card.certificate, &good)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(the_faster_of_two_methods_wins, |house| async move {
    // The signature is faster: the code for the operator is overtaken.
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let code = crate::in_person::code_of(&browser).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let signature = sign(&house, &card, &file).await;
    let (a, b) = tokio::join!(
        send(&browser, &card.certificate, &signature),
        send(&browser, &card.certificate, &signature)
    );
    a.goes("/cabinet/confirm");
    b.goes("/cabinet/confirm");
    let acts = house.acts(id).await;
    let count = |act: &str| acts.iter().filter(|a| *a == act).count();
    assert_eq!(
        (count("proofing.decided"), count("proofing.overtaken")),
        (1, 1)
    );
    let (_, operator) = house.operator("prudnikova").await;
    let page = operator.post("/centre/find", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);

    // And the other way round: the operator is faster.
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "safina").await;
    let signature = sign(&house, &card, &file).await;
    let code = crate::in_person::code_of(&browser).await;
    let found = operator.post("/centre/find", &[("code", &code)]).await;
    let marks = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];
    operator
        .post(&format!("{}/confirm", found.location), &marks)
        .await;
    send(&browser, &card.certificate, &signature)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("in_person".to_owned()))
    );
});

on_both!(taken_back_by_the_person_it_is_over, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let file = challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let signature = sign(&house, &card, &file).await;
    browser
        .post(&format!("{START}/cancel"), &[])
        .await
        .goes("/cabinet/confirm");
    send(&browser, &card.certificate, &signature)
        .await
        .goes("/cabinet/confirm");
    stays_standard(&house, id).await;
    browser.get(START).await.says(&[">Начать</button>"]);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_roots_it_is_not_offered() {
    let house = House::build(okno_store::testing::ENGINES[0]).await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    browser.get("/cabinet/confirm").await.lacks(&["УЭК"]);
    browser.get(START).await.goes("/cabinet/confirm");
    browser.post(START, &[]).await.goes("/cabinet/confirm");
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
}

on_both!(the_page_speaks_english_too, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let mut browser = house.citizen(id).await;
    browser.lang = "en";
    browser
        .get(START)
        .await
        .says(&["Electronic signature or UEC", ">Begin</button>"]);
    challenge(&browser).await;
    let card = card_of(&house, "laptev").await;
    let page = send(&browser, &card.certificate, b"").await;
    refuses(&page, "signature", "A certificate alone is not enough");
});
