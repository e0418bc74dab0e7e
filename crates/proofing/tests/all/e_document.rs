//! Confirmation by an electronic document: pictures of the passport, a signed request, an
//! operator who compares; and every refusal.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_requisites::PassportNumber;
use serde_json::json;
use uuid::Uuid;

use crate::house::{Browser, House, Page, plain};
use crate::on_both_signing as on_both;
use crate::remote::{confirm, next, other_picture, picture, pictures, take};
use crate::signature::{Card, card, card_of, refuses, sign};

const START: &str = "/cabinet/confirm/e-document";
const SEND: &str = "/cabinet/confirm/e-document/send";
const LINE: &str = "e_document";
const MARKS: [(&str, &str); 3] = [("passport", "yes"), ("numbers", "yes"), ("intact", "yes")];
const PDF: &[u8] = b"%PDF-1.4\n%%EOF";

/// Sends a picture of the main page; the request is there.
async fn begin(browser: &Browser) {
    let files: [(&str, &[u8]); 1] = [("document", &picture())];
    browser
        .post_files(SEND, &[("consent", "yes")], &files)
        .await
        .goes(START);
}

async fn request(browser: &Browser) -> Vec<u8> {
    browser.download(&format!("{START}/request")).await
}

async fn give(browser: &Browser, card: &Card, signature: &[u8]) -> Page {
    let files: [(&str, &[u8]); 2] = [("certificate", &card.certificate), ("signature", signature)];
    let path = format!("{START}/signed");
    browser.post_files(&path, &[], &files).await
}

async fn lend(browser: &Browser, card: &Card, password: &str) -> Page {
    let path = format!("{START}/key");
    let files: [(&str, &[u8]); 1] = [("pfx", &card.pfx)];
    browser
        .post_files(&path, &[("password", password)], &files)
        .await
}

/// Signs the request of the page and hands it in.
async fn hand_in(house: &House, browser: &Browser, card: &Card) {
    let signature = sign(house, card, &request(browser).await).await;
    give(browser, card, &signature).await.goes(START);
}

/// A standard account with a signed request in the line.
async fn waiting(house: &House, name: &str) -> (Uuid, Person, Browser, Card) {
    let (id, person) = house.standard(name).await;
    let browser = house.citizen(id).await;
    begin(&browser).await;
    let card = card_of(house, name).await;
    hand_in(house, &browser, &card).await;
    (id, person, browser, card)
}

/// What the page of a case sends along with the marks.
async fn marks_of(operator: &Browser, case: &str) -> Vec<(&'static str, String)> {
    let page = operator.get(case).await;
    let (_, rest) = page.text.split_once("name=\"edition\" value=\"").unwrap();
    let edition = rest.split('"').next().unwrap().to_owned();
    let mut form = vec![("edition", edition)];
    form.extend(MARKS.map(|(name, value)| (name, value.to_owned())));
    form
}

/// The operator looks at the case and confirms.
async fn approve(operator: &Browser, case: &str) -> Page {
    send_marks(operator, case, &marks_of(operator, case).await).await
}

async fn send_marks(operator: &Browser, case: &str, form: &[(&'static str, String)]) -> Page {
    let form: Vec<_> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    confirm(operator, case, &form).await
}

#[track_caller]
fn is_refused(page: &Page, words: &str) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(words), "«{words}»: {}", page.text);
}

async fn stays_standard(house: &House, id: Uuid) {
    assert_eq!(house.level(id).await, (Level::Standard, None));
}

fn hash(content: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&openssl::sha::sha256(content))
}

/// The address of a picture on the person's page.
fn own_pictures(page: &Page) -> Vec<String> {
    let parts = page.text.split("href=\"").skip(1);
    let urls = parts.map(|part| part.split('"').next().unwrap());
    urls.filter(|url| url.contains("/e-document/pictures/"))
        .map(ToOwned::to_owned)
        .collect()
}

on_both!(
    pictures_and_a_signed_request_are_compared_by_an_operator,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Электронный документ: паспорт и подпись", "1–2 дня"]);
        browser.get(START).await.says(&[
            "Разворот с фотографией",
            "Страница с адресом",
            "через 30 дней",
            "и аудитор",
        ]);
        let (yes, large) = (("consent", "yes"), vec![7; 5 * 1024 * 1024 + 1]);
        for (form, files, words) in [
            (vec![yes], vec![], "Выберите снимок разворота"),
            (vec![], vec![("document", picture())], "Без согласия"),
            (
                vec![yes],
                vec![("document", b"no picture".to_vec())],
                "другого вида",
            ),
            (vec![yes], vec![("document", large)], "больше 5 МБ"),
            (
                vec![yes],
                vec![("document", picture()), ("address", b"%PDF-1.4".to_vec())],
                "Файл не открывается",
            ),
        ] {
            let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (*n, c.as_slice())).collect();
            is_refused(&browser.post_files(SEND, &form, &files).await, words);
        }
        assert_eq!(house.count("select count(*) as n from proofings").await, 0);
        let files: [(&str, &[u8]); 2] = [("document", &picture()), ("address", PDF)];
        let form = [yes];
        let (a, b) = tokio::join!(
            browser.post_files(SEND, &form, &files),
            browser.post_files(SEND, &form, &files)
        );
        a.goes(START);
        b.goes(START);
        assert_eq!(pictures(&house).await, 2);

        // The request says who asks, about what, and which files are meant.
        let page = browser.get(START).await;
        page.says(&["2. Заявление", "3. Подпишите", "Отправить оператору"]);
        let file = request(&browser).await;
        let text = plain(&String::from_utf8(file.clone()).unwrap());
        let passport = person.passport.as_ref().unwrap();
        let urls = own_pictures(&page);
        assert_eq!(urls.len(), 2);
        let mut parts = vec![
            "Электронное заявление № ЭЗ-".to_owned(),
            "https://okno.example/".to_owned(),
            "Лаптев Георгий Сергеевич".to_owned(),
            plain(&passport.number.shown()),
            plain(&person.snils.as_ref().unwrap().shown()),
            "Адрес регистрации".to_owned(),
        ];
        for url in &urls {
            parts.push(hash(&browser.download(url).await));
        }
        for part in &parts {
            assert!(text.contains(part), "«{part}» is not in\n{text}");
            assert!(page.text.contains(part), "«{part}» is not on the page");
        }
        let (stranger, _) = house.standard("safina").await;
        let stranger = house.citizen(stranger).await;
        assert_eq!(stranger.get(&urls[0]).await.status, StatusCode::NOT_FOUND);
        let (_, operator) = house.operator("prudnikova").await;
        // Nobody looks before it is signed.
        assert_eq!(next(&operator, LINE).await, "/centre/remote");

        let card = card_of(&house, "laptev").await;
        let signature = sign(&house, &card, &file).await;
        let (a, b) = tokio::join!(
            give(&browser, &card, &signature),
            give(&browser, &card, &signature)
        );
        a.goes(START);
        b.goes(START);
        stays_standard(&house, id).await;
        browser
            .get(START)
            .await
            .says(&["Заявление у оператора", "Прислать другие снимки"])
            .lacks(&["3. Подпишите"]);
        browser.get(&format!("{START}/signed")).await.goes(START);
        // The other tab.
        give(&browser, &card, &signature).await.goes(START);

        operator
            .get("/centre/remote")
            .await
            .says(&["Подписанные заявления", "Ждёт 1 человек"]);
        let case = take(&operator, LINE).await;
        let page = operator.get(&case).await;
        page.says(&[
            "Лаптев",
            &plain(&passport.number.shown()),
            "Сверка с реестрами",
            "МВД",
            "Совпадает",
            "Ключ был у него",
            "Текст заявления",
            &parts[0],
            "Страница с адресом",
            ", PDF",
        ]);
        assert_eq!(page.text.matches("<img src=").count(), 1);
        let (_, rest) = page.text.split_once("<img src=\"").unwrap();
        let url = rest.split('"').next().unwrap();
        assert_eq!(operator.get(url).await.status, StatusCode::OK);
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(other.get(url).await.status, StatusCode::NOT_FOUND);

        let form = marks_of(&operator, &case).await;
        is_refused(
            &send_marks(&operator, &case, &form[..3]).await,
            "без трёх отметок",
        );
        stays_standard(&house, id).await;
        send_marks(&operator, &case, &form).await.goes(&case);
        assert_eq!(
            house.level(id).await,
            (Level::Confirmed, Some(LINE.to_owned()))
        );
        operator.get(&case).await.says(&["Личность подтверждена"]);
        browser.get(START).await.goes("/cabinet/confirm");
        house.drain().await;
        let letters = house.letters(&person).await;
        let told = letters
            .iter()
            .any(|(s, _)| s.contains("Личность подтверждена"));
        assert!(told, "{letters:?}");
        let lines = okno_store::journal::of_owner(house.db(), id, 100).await;
        let lines = lines.unwrap();
        let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
        let seen = ["application", "intact", "numbers", "passport", "signed"];
        assert_eq!(decided.detail["seen"], json!(seen));
        for act in [
            "proofing.picture.sent",
            "proofing.request.signed",
            "proofing.taken",
            "proofing.seen",
            "proofing.picture.seen",
        ] {
            assert!(lines.iter().any(|l| l.act == act), "{act}");
        }

        // Its time: an auditor still sees the pictures, then nobody does.
        let auditor = house.auditor("auditor").await;
        let list = auditor.get("/centre/papers").await;
        list.says(&["Снимки электронных документов"]);
        let (_, rest) = list.text.split_once("href=\"/centre/pictures/").unwrap();
        let look = format!("/centre/pictures/{}", rest.split('"').next().unwrap());
        assert_eq!(auditor.get(&look).await.status, StatusCode::OK);
        assert_eq!(operator.get(&look).await.status, StatusCode::FORBIDDEN);
        assert_ne!(browser.get(&look).await.status, StatusCode::OK);
        let seen = |acts: Vec<String>| {
            let looks = acts.iter().filter(|a| *a == "proofing.picture.seen");
            looks.count()
        };
        assert_eq!(seen(house.acts(id).await), 2);
        house.wait(SignedDuration::from_hours(24 * 30 - 1));
        house.drain().await;
        assert_eq!(pictures(&house).await, 2);
        house.wait(SignedDuration::from_hours(2));
        house.drain().await;
        assert_eq!(pictures(&house).await, 0);
        assert_eq!(house.count("select count(*) as n from files").await, 0);
        let auditor = house.auditor("auditor2").await;
        assert_eq!(auditor.get(&look).await.status, StatusCode::NOT_FOUND);
    }
);

on_both!(
    a_request_signed_wrongly_is_refused_and_named,
    |house| async move {
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        begin(&browser).await;
        let file = request(&browser).await;
        let own = card_of(&house, "laptev").await;
        refuses(
            &give(&browser, &own, b"").await,
            "signature",
            "Одного сертификата мало",
        );
        let wrong = sign(&house, &own, b"I agree to sell my flat").await;
        refuses(
            &give(&browser, &own, &wrong).await,
            "signature",
            "Подпись не подходит к файлу",
        );
        let other = card_of(&house, "safina").await;
        let signature = sign(&house, &other, &file).await;
        let page = give(&browser, &other, &signature).await;
        refuses(
            &page,
            "certificate",
            "на другого человека: не совпадает фамилия",
        );
        page.lacks(&["Сафин"]);
        let nameless = json!({ "person": "laptev", "algorithm": "ecdsa", "snils": "", "inn": "" });
        let nameless = card(&house, nameless).await;
        let signature = sign(&house, &nameless, &file).await;
        refuses(
            &give(&browser, &nameless, &signature).await,
            "certificate",
            "нет ни СНИЛС, ни ИНН",
        );
        for (kind, words) in [
            ("expired", "закончился 1 января 2021"),
            ("stranger", "нет в нашем списке"),
        ] {
            let order = json!({ "person": "laptev", "algorithm": "rsa", "kind": kind });
            let bad = card(&house, order).await;
            let signature = sign(&house, &bad, &file).await;
            refuses(
                &give(&browser, &bad, &signature).await,
                "certificate",
                words,
            );
        }
        // A revoked one, as soon as the list says so.
        house
            .tell(&format!("/api/signatures/{}/revoke", own.id), json!({}))
            .await;
        house.wait(SignedDuration::from_hours(24));
        house.proofing.tend().await.unwrap();
        house.drain().await;
        let browser = house.citizen(id).await;
        let signature = sign(&house, &own, &file).await;
        refuses(
            &give(&browser, &own, &signature).await,
            "certificate",
            "Сертификат отозван",
        );
        // The authority is down: later, and it does not count.
        let down = json!({ "down": true });
        house.tell("/api/signatures/lists", down).await;
        house.wait(SignedDuration::from_hours(25));
        house.proofing.tend().await.unwrap();
        house.drain().await;
        let browser = house.citizen(id).await;
        let good = card(&house, json!({ "person": "laptev", "algorithm": "rsa" })).await;
        let signature = sign(&house, &good, &file).await;
        refuses(
            &give(&browser, &good, &signature).await,
            "certificate",
            "Попробуйте позже",
        );
        house.tell("/api/signatures/lists", json!({})).await;
        house.wait(SignedDuration::from_mins(2));
        house.proofing.tend().await.unwrap();
        house.drain().await;
        assert_eq!(
            next(&house.operator("prudnikova").await.1, LINE).await,
            "/centre/remote"
        );
        stays_standard(&house, id).await;
        // A key is lent for one signature.
        let page = lend(&browser, &good, "wrong-Password-1").await;
        refuses(&page, "password", "Пароль не подошёл");
        page.lacks(&["wrong-Password-1"]);
        lend(&browser, &good, &good.password).await.goes(START);
        let (_, operator) = house.operator("hakimov").await;
        let case = take(&operator, LINE).await;
        operator
            .get(&case)
            .await
            .says(&["Ключ он доверил порталу на одну подпись"]);
        approve(&operator, &case).await.goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(tries_at_a_request_are_limited, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    begin(&browser).await;
    let own = card_of(&house, "laptev").await;
    let wrong = sign(&house, &own, b"another").await;
    for _ in 0..10 {
        let page = give(&browser, &own, &wrong).await;
        refuses(&page, "signature", "не подходит");
    }
    let good = sign(&house, &own, &request(&browser).await).await;
    is_refused(&give(&browser, &own, &good).await, "Попробуйте после 10:00");
    house.wait(SignedDuration::from_hours(1));
    let browser = house.citizen(id).await;
    give(&browser, &own, &good).await.goes(START);
    browser.get(START).await.says(&["Заявление у оператора"]);
});

on_both!(a_signature_serves_one_request, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    begin(&browser).await;
    let own = card_of(&house, "laptev").await;
    let signature = sign(&house, &own, &request(&browser).await).await;
    // Taken back, with the pictures; the same signature is of no use for the next one.
    browser
        .post(&format!("{START}/cancel"), &[])
        .await
        .goes("/cabinet/confirm");
    assert_eq!(pictures(&house).await, 0);
    give(&browser, &own, &signature)
        .await
        .goes("/cabinet/confirm");
    begin(&browser).await;
    refuses(
        &give(&browser, &own, &signature).await,
        "signature",
        "Подпись не подходит к файлу",
    );
    // Nor is one's own signature under the request of somebody else.
    let (other, _) = house.standard("safina").await;
    let other = house.citizen(other).await;
    begin(&other).await;
    let signature = sign(&house, &own, &request(&other).await).await;
    refuses(
        &give(&browser, &own, &signature).await,
        "signature",
        "Подпись не подходит к файлу",
    );
    stays_standard(&house, id).await;
});

on_both!(other_pictures_want_another_signature, |house| async move {
    let (id, _, browser, own) = waiting(&house, "laptev").await;
    let first = request(&browser).await;
    let old = sign(&house, &own, &first).await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = take(&operator, LINE).await;
    let form = marks_of(&operator, &case).await;
    is_refused(
        &browser.post_files(SEND, &[], &[]).await,
        "Выберите новый снимок",
    );
    // While the operator looks at it the person sends another picture.
    let files: [(&str, &[u8]); 1] = [("document", &other_picture())];
    browser.post_files(SEND, &[], &files).await.goes(START);
    assert_eq!(pictures(&house).await, 1);
    send_marks(&operator, &case, &form).await.goes(&case);
    operator.get(&case).await.goes("/centre/remote");
    stays_standard(&house, id).await;
    browser.get(START).await.says(&["3. Подпишите"]);
    let second = request(&browser).await;
    assert_ne!(first, second);
    let page = browser.get(START).await;
    let kept = browser.download(&own_pictures(&page)[0]).await;
    assert!(String::from_utf8(second).unwrap().contains(&hash(&kept)));
    refuses(
        &give(&browser, &own, &old).await,
        "signature",
        "Подпись не подходит к файлу",
    );
    hand_in(&house, &browser, &own).await;
    // The operator has it again; what was seen of the former one decides nothing.
    assert_eq!(take(&operator, LINE).await, case);
    is_refused(
        &send_marks(&operator, &case, &form).await,
        "Заявление изменилось",
    );
    stays_standard(&house, id).await;
    let acts = house.acts(id).await;
    assert!(
        acts.iter().any(|a| a == "proofing.request.void"),
        "{acts:?}"
    );
    // The page of the address may follow: what is not sent anew stays.
    let files: [(&str, &[u8]); 1] = [("address", PDF)];
    browser.post_files(SEND, &[], &files).await.goes(START);
    assert_eq!(pictures(&house).await, 2);
    hand_in(&house, &browser, &own).await;
    assert_eq!(take(&operator, LINE).await, case);
    approve(&operator, &case).await.goes(&case);
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(
    a_request_of_a_changed_profile_is_worth_nothing,
    |house| async move {
        let (id, person, browser, own) = waiting(&house, "laptev").await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = take(&operator, LINE).await;
        let form = marks_of(&operator, &case).await;
        let mut other = person.clone();
        let passport = other.passport.as_mut().unwrap();
        passport.number = PassportNumber::parse("6114 999999").unwrap();
        // МВД is down: it will not be asked before it is up again.
        house.fault("mvd", "down").await;
        house.save(id, &other).await;
        send_marks(&operator, &case, &form).await.goes(&case);
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(next(&operator, LINE).await, "/centre/remote");
        browser
            .get(START)
            .await
            .says(&["Данные профиля изменились", "Составить новое заявление"])
            .lacks(&["3. Подпишите"]);
        let stale = request(&browser).await;
        let signature = sign(&house, &own, &stale).await;
        give(&browser, &own, &signature).await.goes(START);
        assert_eq!(next(&operator, LINE).await, "/centre/remote");
        // A typo, mended at once; the registry is still silent.
        house.save(id, &person).await;
        house.drain().await;
        give(&browser, &own, &signature).await.goes(START);
        let again = format!("{START}/again");
        browser.post(&again, &[]).await.goes(START);
        browser.get(START).await.says(&["Заявление у оператора"]);
        let case = take(&operator, LINE).await;
        is_refused(
            &approve(&operator, &case).await,
            "Данные человека ещё не проверены",
        );
        stays_standard(&house, id).await;
        // It answers, and the operator decides.
        house.fault("mvd", "ok").await;
        house.wait(SignedDuration::from_hours(1));
        house.drain().await;
        let (_, operator) = house.operator("hakimov").await;
        let case = take(&operator, LINE).await;
        approve(&operator, &case).await.goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(
    a_new_request_follows_a_changed_profile,
    |house| async move {
        let (id, person, browser, own) = waiting(&house, "laptev").await;
        // Without the INN: the rest is checked already.
        let other = Person {
            inn: None,
            ..person
        };
        house.save(id, &other).await;
        house.drain().await;
        let (_, operator) = house.operator("prudnikova").await;
        assert_eq!(next(&operator, LINE).await, "/centre/remote");
        let before = request(&browser).await;
        let again = format!("{START}/again");
        browser.post(&again, &[]).await.goes(START);
        let after = request(&browser).await;
        assert_ne!(before, after);
        assert!(!String::from_utf8(after.clone()).unwrap().contains("ИНН"));
        // A second click changes nothing.
        browser.post(&again, &[]).await.goes(START);
        assert_eq!(request(&browser).await, after);
        hand_in(&house, &browser, &own).await;
        let case = take(&operator, LINE).await;
        approve(&operator, &case).await.goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(an_operator_refuses_a_request, |house| async move {
    let (id, person, browser, own) = waiting(&house, "safina").await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = take(&operator, LINE).await;
    let refuse = format!("{case}/refuse");
    for (form, words) in [
        (vec![], "Выберите, что не так"),
        (vec![("reason", "face")], "Выберите, что не так"),
        (
            vec![("reason", "other"), ("doubt", " ")],
            "Напишите, что не так",
        ),
    ] {
        is_refused(&operator.post(&refuse, &form).await, words);
    }
    let form = [("reason", "unreadable"), ("doubt", "Блик на номере")];
    operator.post(&refuse, &form).await.goes(&case);
    stays_standard(&house, id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["снимок не удалось прочитать"]);
    browser.get(START).await.says(&[
        "Причина: Снимок нечёткий: паспорт не прочитать. Блик на номере",
        "Что дальше: пришлите другой снимок",
    ]);
    house.drain().await;
    let letters = house.letters(&person).await;
    let told = letters
        .iter()
        .any(|(_, text)| text.contains("Блик на номере"));
    assert!(told, "{letters:?}");
    house.wait(SignedDuration::from_secs(1));

    // Nobody knows whether the certificate was revoked since it signed.
    begin(&browser).await;
    hand_in(&house, &browser, &own).await;
    house
        .tell("/api/signatures/lists", json!({ "down": true }))
        .await;
    house.wait(SignedDuration::from_hours(25));
    house.proofing.tend().await.unwrap();
    house.drain().await;
    let (_, operator) = house.operator("hakimov").await;
    let case = take(&operator, LINE).await;
    is_refused(
        &approve(&operator, &case).await,
        "свежий список ещё не пришёл",
    );
    // It was.
    house.tell("/api/signatures/lists", json!({})).await;
    house
        .tell(&format!("/api/signatures/{}/revoke", own.id), json!({}))
        .await;
    house.wait(SignedDuration::from_hours(1));
    house.proofing.tend().await.unwrap();
    house.drain().await;
    let (_, operator) = house.operator("sergeeva").await;
    let case = take(&operator, LINE).await;
    is_refused(
        &approve(&operator, &case).await,
        "Сертификат подписи больше не действует",
    );
    let form = [("reason", "certificate")];
    operator
        .post(&format!("{case}/refuse"), &form)
        .await
        .goes(&case);
    stays_standard(&house, id).await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["сертификат перестал действовать"]);
});

on_both!(
    what_ends_a_request_leaves_nothing_of_it,
    |house| async move {
        // Taken back while the operator looks at it.
        let (id, _, browser, own) = waiting(&house, "laptev").await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = take(&operator, LINE).await;
        let form = marks_of(&operator, &case).await;
        browser
            .post(&format!("{START}/cancel"), &[])
            .await
            .goes("/cabinet/confirm");
        assert_eq!(pictures(&house).await, 0);
        send_marks(&operator, &case, &form).await.goes(&case);
        operator.get(&case).await.goes("/centre/remote");
        stays_standard(&house, id).await;
        // Another way is faster.
        begin(&browser).await;
        hand_in(&house, &browser, &own).await;
        let code = crate::in_person::code_of(&browser).await;
        let found = operator.post("/centre/find", &[("code", &code)]).await;
        let marks = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];
        operator
            .post(&format!("{}/confirm", found.location), &marks)
            .await;
        assert_eq!(
            house.level(id).await,
            (Level::Confirmed, Some("in_person".to_owned()))
        );
        for left in [
            "select count(*) as n from remote_cases",
            "select count(*) as n from remote_pictures",
            "select count(*) as n from proofings where state = 'open'",
        ] {
            assert_eq!(house.count(left).await, 0, "{left}");
        }
        give(&browser, &own, b"x").await.goes("/cabinet/confirm");
        // Nobody signs in time.
        let (id, _) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        begin(&browser).await;
        house.wait(SignedDuration::from_hours(24 * 14 + 1));
        house.proofing.sweep().await.unwrap();
        assert_eq!(pictures(&house).await, 0);
        stays_standard(&house, id).await;
    }
);

on_both!(
    pages_of_a_request_speak_both_languages,
    |house| async move {
        let (_, _, mut browser, _) = waiting(&house, "laptev").await;
        let (other, _) = house.standard("safina").await;
        let mut other = house.citizen(other).await;
        let (third, _) = house.standard("semyonova").await;
        let mut third = house.citizen(third).await;
        begin(&third).await;
        let (_, mut operator) = house.operator("prudnikova").await;
        let mut auditor = house.auditor("auditor").await;
        let case = take(&operator, LINE).await;
        for lang in ["ru", "en"] {
            for one in [
                &mut browser,
                &mut other,
                &mut third,
                &mut operator,
                &mut auditor,
            ] {
                one.lang = lang;
            }
            let pages = [
                browser.get(START).await,
                other.get(START).await,
                third.get(START).await,
                operator.get("/centre/remote").await,
                operator.get(&case).await,
                confirm(&operator, &case, &[]).await,
                auditor.get("/centre/papers").await,
            ];
            for page in pages {
                assert!(page.text.contains(&format!("<html lang=\"{lang}\"")));
                assert_eq!(page.text.matches("<h1").count(), 1, "{}", page.text);
                let raw = page.text.find("proofing-");
                let raw = raw.map(|at| page.text[at..].chars().take(60).collect::<String>());
                assert_eq!(raw, None);
            }
        }
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_roots_no_request_is_offered() {
    let house = House::build(okno_store::testing::ENGINES[0]).await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .lacks(&["Электронный документ"]);
    browser.get(START).await.goes("/cabinet/confirm");
    let files: [(&str, &[u8]); 1] = [("document", &picture())];
    browser
        .post_files(SEND, &[("consent", "yes")], &files)
        .await
        .goes("/cabinet/confirm");
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
}
