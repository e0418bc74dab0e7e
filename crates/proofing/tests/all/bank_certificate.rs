//! A certificate that a bank has made for its client, activated with one button (S1-091).

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_requisites::Inn;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{agrees_unheard_from, reason_of};
use crate::house::{Browser, House};
use crate::on_both_signing as on_both;
use crate::secrets::lies_sealed;

const PAGE: &str = "/cabinet/confirm/bank-certificate";
const BUTTON: &str = "/cabinet/confirm/bank-certificate/activate";
const LIST: &str = "/cabinet/signature";

/// Somebody of the standard level whose bank has been asked for a certificate.
async fn asks(house: &House) -> (Uuid, Person, Browser) {
    house.banks("none").await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    agrees_unheard_from(house, &browser, PAGE, "tinkoff", "laptev").await;
    (id, person, browser)
}

/// The same, and it has come.
async fn has(house: &House) -> (Uuid, Person, Browser) {
    let (id, person, browser) = asks(house).await;
    house.drain().await;
    browser.get(PAGE).await.says(&["Сертификат пришёл"]);
    (id, person, browser)
}

async fn presses(house: &House, browser: &Browser) {
    browser.post(BUTTON, &[]).await.goes(PAGE);
    house.drain().await;
}

/// The same, activated.
pub async fn signs(house: &House) -> (Uuid, Person, Browser) {
    let (id, person, browser) = has(house).await;
    presses(house, &browser).await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
    (id, person, browser)
}

/// What is wrong with certificates from now on.
async fn flaw(house: &House, flaw: &str) {
    house
        .tell("/api/banks", json!({ "certificate": flaw }))
        .await;
}

/// How often the bank was asked for this.
pub async fn asked(house: &House, operation: &str) -> usize {
    let calls = house.ask("/api/calls?system=bank").await;
    let calls = calls.as_array().unwrap().iter();
    calls
        .filter(|call| call["operation"] == operation && call["outcome"] == "accepted")
        .count()
}

/// Refused for this reason; the level stays, and the page says why and offers other ways.
async fn is_refused(house: &House, id: Uuid, browser: &Browser, reason: &str, words: &str) {
    let (state, why) = reason_of(house, id, "bank_certificate").await;
    assert_eq!((state.as_str(), why.as_deref()), ("refused", Some(reason)));
    assert_eq!(house.level(id).await, (Level::Standard, None));
    let page = match reason {
        // The registries come first: the list says so, and how the last one ended.
        "unsettled" => browser.get("/cabinet/confirm").await,
        _ => browser.get(PAGE).await,
    };
    page.says(&[words]);
    if reason != "unsettled" {
        page.says(&["Тинькофф: подтвердить не удалось", "Другие способы"]);
    }
    // The certificate does not live on at the bank.
    house.drain().await;
    assert_eq!(asked(house, "bank/revoke").await, 1, "{reason}");
    assert_eq!(certificates(house).await, 0);
}

async fn certificates(house: &House) -> i64 {
    house.count("select count(*) as n from certificates").await
}

/// The authority takes the first certificate back; the portal fetches its list. The
/// person signs in once more.
async fn revokes(house: &House, id: Uuid) -> Browser {
    house.tell("/api/signatures/p1/revoke", Value::Null).await;
    house.wait(SignedDuration::from_mins(40));
    house.proofing.tend().await.unwrap();
    house.drain().await;
    house.citizen(id).await
}

on_both!(
    one_button_activates_a_bank_certificate,
    |house| async move {
        house.banks("none").await;
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        browser.get("/cabinet/confirm").await.says(&[
            "Электронная подпись от банка",
            "/cabinet/confirm/bank-certificate",
        ]);
        browser
            .get(PAGE)
            .await
            .says(&["Ключ останется в банке", "Тинькофф", "прошу банк оформить"])
            .lacks(&["Сбербанк Онлайн", "ВТБ-Онлайн"]);
        browser.get(LIST).await.says(&["Подписи пока нет"]);
        agrees_unheard_from(&house, &browser, PAGE, "tinkoff", "laptev").await;
        house.drain().await;
        // It came by itself, and nothing is confirmed by its coming.
        assert_eq!(house.level(id).await, (Level::Standard, None));
        let sms = house.sms(&person).await;
        assert!(
            sms.iter()
                .any(|t| t.contains("сертификат подписи из банка пришёл")),
            "{sms:?}"
        );
        browser
            .get("/test/section")
            .await
            .says(&["Сертификат пришёл", "Активировать подпись"]);
        let holder = format!(
            "{} {} {}",
            person.surname.as_str(),
            person.given.as_str(),
            person.patronymic.as_ref().unwrap().as_str()
        );
        browser.get(PAGE).await.says(&[
            &holder,
            "Кто выдал",
            "01.01.2020 – 01.01.2050",
            "Номер",
            ">Активировать подпись</button>",
        ]);
        browser.post(BUTTON, &[]).await.goes(PAGE);
        browser.get(PAGE).await.says(&["Активируем подпись"]);
        house.drain().await;
        assert_eq!(
            house.level(id).await,
            (Level::Confirmed, Some("bank_certificate".to_owned()))
        );
        browser.get(PAGE).await.goes(LIST);
        browser
            .get(LIST)
            .await
            .says(&[&holder, "Действует</span>", "Тинькофф", "Активирована"]);
        browser
            .get("/test/section")
            .await
            .says(&["Подпись от банка"]);
        // The second click, the way back and the other tab end at the same place.
        browser.post(BUTTON, &[]).await.goes(PAGE);
        browser.get(BUTTON).await.goes(PAGE);
        house.drain().await;
        assert_eq!(certificates(&house).await, 1);
        assert_eq!(asked(&house, "bank/sign").await, 1);

        let letters = house.letters(&person).await;
        for subject in ["Сертификат подписи пришёл", "Личность подтверждена"]
        {
            assert!(
                letters.iter().any(|(s, _)| s.contains(subject)),
                "{subject}"
            );
        }
        let lines = okno_store::journal::of_owner(house.db(), id, 100)
            .await
            .unwrap();
        let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
        let seen = ["chain", "document", "name", "not_revoked", "possession"];
        assert_eq!(decided.detail["seen"], json!(seen));
        assert_eq!(decided.detail["variant"], "tinkoff");
        let acts = house.acts(id).await;
        for act in ["agreed", "arrived", "activated"] {
            let ends = |one: &String| one.starts_with("proofing.") && one.ends_with(act);
            assert_eq!(acts.iter().filter(|one| ends(one)).count(), 1, "{act}");
        }
        let consents = "select count(*) as n from consents where document = 'bank-certificate.ru'";
        assert_eq!(house.count(consents).await, 1);
        let secrets = [
            person.surname.as_str().to_owned(),
            "BEGIN CERTIFICATE".to_owned(),
            person.snils.as_ref().unwrap().as_str().to_owned(),
        ];
        lies_sealed(&house, &secrets).await;
    }
);

on_both!(
    a_bank_certificate_that_is_not_in_order_is_refused,
    |house| async move {
        let cases = [
            ("another", "another", "не совпало: фамилия"),
            ("expired", "expired", "Срок сертификата закончился"),
            ("stranger", "root", "не прошли проверку"),
            ("cipher", "use", "не прошли проверку"),
        ];
        for (kind, reason, words) in cases {
            let house = match kind {
                "another" => &house,
                _ => &House::signing(house.db().engine()).await,
            };
            flaw(house, kind).await;
            let (id, person, browser) = asks(house).await;
            house.drain().await;
            is_refused(house, id, &browser, reason, words).await;
            // Whoever has left the page is told, too.
            let letters = house.letters(&person).await;
            let told = |(subject, body): &(String, String)| {
                subject.contains("Подтвердить личность не удалось") && body.contains(words)
            };
            assert!(letters.iter().any(told), "{kind}: {letters:?}");
        }
    }
);

on_both!(
    a_bank_certificate_revoked_before_the_button_is_refused,
    |house| async move {
        let (id, ..) = has(&house).await;
        let browser = revokes(&house, id).await;
        presses(&house, &browser).await;
        is_refused(&house, id, &browser, "revoked", "Сертификат отозван").await;
    }
);

on_both!(
    a_bank_that_signs_another_text_is_refused,
    |house| async move {
        let (id, _, browser) = has(&house).await;
        flaw(&house, "forged").await;
        presses(&house, &browser).await;
        is_refused(&house, id, &browser, "wrong", "не прошли проверку").await;
    }
);

on_both!(
    a_client_who_takes_the_word_back_activates_nothing,
    |house| async move {
        let (id, _, browser) = has(&house).await;
        flaw(&house, "withdrawn").await;
        presses(&house, &browser).await;
        is_refused(&house, id, &browser, "withdrawn", "Вы не разрешили банку").await;
        // Whoever agrees at the bank to less than all gets no certificate either.
        house.banks("narrow").await;
        agrees_unheard_from(&house, &browser, PAGE, "tinkoff", "laptev").await;
        house.drain().await;
        let (_, why) = reason_of(&house, id, "bank_certificate").await;
        assert_eq!(why.as_deref(), Some("scope"));
        assert_eq!(asked(&house, "bank/certificate").await, 1);
    }
);

on_both!(a_changed_profile_activates_nothing, |house| async move {
    let (id, person, browser) = has(&house).await;
    let changed = Person {
        inn: Some(Inn::parse_person("500100732259").unwrap()),
        ..person
    };
    house.save(id, &changed).await;
    presses(&house, &browser).await;
    is_refused(
        &house,
        id,
        &browser,
        "unsettled",
        "В прошлый раз данные профиля изменились",
    )
    .await;
    // Nothing was signed for data that nobody compared.
    assert_eq!(asked(&house, "bank/sign").await, 0);
});

on_both!(a_bank_that_is_down_leaves_the_button, |house| async move {
    let (id, _, browser) = asks(&house).await;
    house.fault("bank", "down").await;
    for _ in 0..8 {
        house.drain().await;
        house.wait(SignedDuration::from_secs(70));
    }
    let (_, why) = reason_of(&house, id, "bank_certificate").await;
    assert_eq!(why.as_deref(), Some("down"));
    browser
        .get(PAGE)
        .await
        .says(&["Банк не отвечает", "Другие способы"]);

    // The second time it is down between the certificate and the button.
    house.fault("bank", "ok").await;
    house.banks("none").await;
    agrees_unheard_from(&house, &browser, PAGE, "tinkoff", "laptev").await;
    house.drain().await;
    house.fault("bank", "down").await;
    browser.post(BUTTON, &[]).await.goes(PAGE);
    for _ in 0..8 {
        house.drain().await;
        house.wait(SignedDuration::from_secs(70));
    }
    browser.get(PAGE).await.says(&[
        "Подпись пока не активирована",
        "Сертификат на месте",
        ">Активировать подпись</button>",
    ]);
    assert_eq!(house.level(id).await, (Level::Standard, None));
    house.fault("bank", "ok").await;
    presses(&house, &browser).await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(
    an_answer_that_is_lost_gives_one_certificate,
    |house| async move {
        let (_, _, browser) = asks(&house).await;
        flaw(&house, "unsaid").await;
        house.drain().await;
        house.wait(SignedDuration::from_secs(70));
        house.drain().await;
        browser.get(PAGE).await.says(&["Сертификат пришёл"]);
        // The authority issued one only: there is no second one to take back.
        house.tell("/api/signatures/p1/revoke", Value::Null).await;
        let url = house.stand_url("/signature/p2/certificate.cer");
        assert_eq!(reqwest::get(url).await.unwrap().status(), 404);
    }
);

on_both!(two_tabs_activate_once, |house| async move {
    let (id, _, browser) = has(&house).await;
    let press = || browser.post(BUTTON, &[]);
    let (a, b, c) = tokio::join!(press(), press(), press());
    for tab in [a, b, c] {
        tab.goes(PAGE);
    }
    house.drain().await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
    assert_eq!(asked(&house, "bank/sign").await, 1);
    assert_eq!(certificates(&house).await, 1);
});

on_both!(the_button_has_a_limit, |house| async move {
    let (id, ..) = has(&house).await;
    house
        .tell("/api/signatures/lists", json!({ "down": true }))
        .await;
    house.wait(SignedDuration::from_hours(25));
    let browser = house.citizen(id).await;
    for _ in 0..5 {
        presses(&house, &browser).await;
        browser
            .get(PAGE)
            .await
            .says(&["Подпись пока не активирована", "не отозван ли сертификат"]);
    }
    let page = browser.post(BUTTON, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Слишком много попыток"), "{}", page.text);
    assert_eq!(house.level(id).await, (Level::Standard, None));
    house.tell("/api/signatures/lists", json!({})).await;
    house.wait(SignedDuration::from_mins(16));
    house.proofing.tend().await.unwrap();
    house.drain().await;
    presses(&house, &browser).await;
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(a_refused_certificate_ends_at_the_bank, |house| async move {
    let (id, _, browser) = has(&house).await;
    browser
        .post(&format!("{PAGE}/cancel"), &[])
        .await
        .goes("/cabinet/confirm");
    house.drain().await;
    assert_eq!(asked(&house, "bank/revoke").await, 1);
    assert_eq!(house.level(id).await, (Level::Standard, None));
    browser.post(BUTTON, &[]).await.goes(PAGE);
    house.drain().await;
    assert_eq!(asked(&house, "bank/sign").await, 0);
});

on_both!(the_holder_revokes_a_signature, |house| async move {
    let (id, person, browser) = signs(&house).await;
    let page = browser.get(LIST).await;
    page.says(&["Отозвать подпись", "Личность останется подтверждённой"]);
    let (_, rest) = page
        .text
        .split_once("action=\"/cabinet/signature/")
        .unwrap();
    let end = format!("{LIST}/{}", rest.split('"').next().unwrap());
    // Somebody else's it is not.
    let (other, _) = house.standard("safina").await;
    let stranger = house.citizen(other).await;
    assert_eq!(stranger.post(&end, &[]).await.status, StatusCode::NOT_FOUND);
    stranger.get(LIST).await.lacks(&[person.surname.as_str()]);
    for _ in 0..2 {
        browser.post(&end, &[]).await.goes(LIST);
    }
    browser
        .get(LIST)
        .await
        .says(&["Отозвана вами"])
        .lacks(&["Отозвать подпись", "Действует</span>"]);
    house.drain().await;
    assert_eq!(asked(&house, "bank/revoke").await, 1);
    let acts = house.acts(id).await;
    let ended = acts.iter().filter(|a| *a == "proofing.certificate.ended");
    assert_eq!(ended.count(), 1);
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(s, _)| s.contains("Электронная подпись отозвана"))
    );
    // What it has proven stays proven.
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(
    a_signature_revoked_by_its_authority_says_so,
    |house| async move {
        let (id, ..) = signs(&house).await;
        let browser = revokes(&house, id).await;
        browser
            .get(LIST)
            .await
            .says(&["Отозвана удостоверяющим центром", "подписывать ею нельзя"])
            .lacks(&["Действует</span>", "Отозвать подпись"]);
    }
);
