//! The paper package: the person's page, the intake desk, the result.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::Level;
use okno_requisites::DocDate;
use serde_json::json;

use crate::house::{Browser, House, Page};
use crate::on_both;
use crate::operator::{form_of, png, send};

const PAGE: &str = "/cabinet/confirm/paper";
const WHOLE: [(&str, &str); 6] = [
    ("application", "yes"),
    ("inventory", "yes"),
    ("passport", "yes"),
    ("inn", "yes"),
    ("address", "yes"),
    ("certified", "yes"),
];

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Prepares a package; its number.
async fn prepared(browser: &Browser) -> String {
    browser.post(PAGE, &[]).await.goes(PAGE);
    let page = browser.get(PAGE).await;
    let (_, rest) = page.text.split_once("Номер пакета</dt><dd").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let number = digits(rest.split_once('<').unwrap().0);
    assert_eq!(number.len(), 8, "{number}");
    number
}

/// The post takes a package in; its number there.
async fn posted(house: &House) -> String {
    let order = json!({ "name": "Портал", "address": "Касимов" });
    let told = house.tell("/api/parcels", order).await;
    told["track"].as_str().unwrap().to_owned()
}

async fn entered(browser: &Browser, track: &str, receipt: &[u8]) -> Page {
    browser
        .post_files(
            &format!("{PAGE}/sent"),
            &[("track", track)],
            &[("receipt", receipt)],
        )
        .await
}

async fn case_of(operator: &Browser, number: &str) -> String {
    let page = operator
        .post("/centre/packages/find", &[("number", number)])
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location
}

async fn check(
    operator: &Browser,
    case: &str,
    ticks: &[(&str, &str)],
    how: &str,
    note: &str,
) -> Page {
    let mut form = ticks.to_vec();
    form.extend([("do", how), ("note", note)]);
    operator.post(&format!("{case}/check"), &form).await
}

on_both!(whole_way_of_a_paper_package, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["заказным письмом", "14"]);
    browser.get(PAGE).await.says(&[
        "Что нужно отправить",
        "Заявление с подписью",
        "Опись вложения",
        "Копия паспорта",
        "свидетельства ИНН",
        "выписка из домовой книги",
        "приём документов",
        "391300",
    ]);
    let number = prepared(&browser).await;
    assert_eq!(prepared(&browser).await, number);
    assert!(
        browser
            .download(&format!("{PAGE}/form"))
            .await
            .starts_with(b"%PDF")
    );
    // A number with a wrong check digit, an empty one, a file that is no receipt.
    let track = posted(&house).await;
    let last = track.chars().last().unwrap();
    let wrong = format!("{}{}", &track[..13], if last == '0' { '1' } else { '0' });
    for (given, file) in [(wrong.as_str(), &png()[..]), ("", &png()), (&track, b"MZ")] {
        let page = entered(&browser, given, file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{given}");
    }
    entered(&browser, &track, &png()).await.goes(PAGE);
    let page = browser.get(PAGE).await;
    page.says(&["Отправлен", "Посмотреть чек"]);
    assert!(
        browser
            .download(&format!("{PAGE}/receipt"))
            .await
            .starts_with(b"\x89PNG")
    );
    house.drain().await;
    browser.get(PAGE).await.says(&["Отправлен"]);
    // The post brings it.
    house.post_tells(&track, "arrived", None).await;
    house.wait(SignedDuration::from_hours(2));
    house.drain().await;
    let browser = house.citizen(id).await;
    browser
        .get(PAGE)
        .await
        .says(&["Почта доставила"])
        .lacks(&["Уже отправили"]);

    // The desk: the queue, the number, the envelope.
    let (_, operator) = house.operator("prudnikova").await;
    operator
        .get("/centre/packages")
        .await
        .says(&["Пакеты по почте", "Почта доставила"]);
    let page = operator
        .post("/centre/packages/find", &[("number", "00000000")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let link = format!("/centre/packages?number={number}");
    operator
        .get(&link)
        .await
        .says(&[&format!("value=\"{number}\"")]);
    let case = case_of(&operator, &number).await;
    operator
        .get(&case)
        .await
        .says(&["Пакет у меня", &person.full_name(), "Лаптев"]);
    let early = check(&operator, &case, &WHOLE, "complete", "").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let receive = format!("{case}/receive");
    let (a, b) = tokio::join!(operator.post(&receive, &[]), operator.post(&receive, &[]));
    a.goes(&case);
    b.goes(&case);
    assert!(
        operator
            .download(&format!("{case}/receipt"))
            .await
            .starts_with(b"\x89PNG")
    );
    // Not whole, not certified, nothing asked.
    for (ticks, how, text) in [
        (&WHOLE[1..], "complete", "В пакете не всё"),
        (&WHOLE[..5], "complete", "когда копии заверены"),
        (&WHOLE[..], "ask", "Напишите, что исправить"),
    ] {
        let page = check(&operator, &case, ticks, how, "").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(text), "{}", page.text);
    }
    assert_eq!(house.level(id).await.0, Level::Standard);
    // Something is missing: the person is told what, by SMS and mail.
    let some: Vec<(&str, &str)> = WHOLE
        .into_iter()
        .filter(|(name, _)| *name != "address")
        .collect();
    check(&operator, &case, &some, "ask", "Нужна квитанция за октябрь")
        .await
        .goes(&case);
    house.drain().await;
    let letters = house.letters(&person).await;
    let asked = letters
        .iter()
        .find(|(subject, _)| subject.contains("нужно исправить"))
        .unwrap();
    assert!(
        asked.1.contains("квитанция за коммунальные услуги"),
        "{}",
        asked.1
    );
    assert!(
        asked.1.contains("Нужна квитанция за октябрь"),
        "{}",
        asked.1
    );
    let sms = house.sms(&person).await;
    assert!(
        sms.iter()
            .any(|text| text.contains("нужно кое-что исправить")),
        "{sms:?}"
    );
    browser.get(PAGE).await.says(&[
        "Нужно исправить",
        "Нужна квитанция за октябрь",
        "выписка из домовой книги",
    ]);
    // It is settled by phone, which is written down.
    let talk = format!("{case}/talk");
    let page = operator.post(&talk, &[("said", "Прислал скан")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    operator
        .post(&talk, &[("how", "phone"), ("said", "Прислал оригинал")])
        .await
        .goes(&case);
    operator
        .get(&case)
        .await
        .says(&["Прислал оригинал", "По телефону", "Попросили исправить"]);
    check(&operator, &case, &WHOLE, "complete", "")
        .await
        .goes(&case);
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("paper".to_owned()))
    );
    operator
        .get(&case)
        .await
        .says(&["Личность подтверждена"])
        .lacks(&["23.06.1958"]);
    house.drain().await;
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(subject, _)| subject.contains("Личность подтверждена"))
    );
    let acts = house.acts(id).await;
    for act in [
        "proofing.package.moved",
        "proofing.package.talk",
        "proofing.seen",
        "proofing.decided",
    ] {
        assert!(acts.iter().any(|a| a == act), "{act}: {acts:?}");
    }
});

on_both!(the_desk_enters_the_data, |house| async move {
    // Simplified: no document in the account yet.
    let (id, person) = house.settle("rimskaya").await;
    let browser = house.citizen(id).await;
    let number = prepared(&browser).await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = case_of(&operator, &number).await;
    let data = format!("{case}/data");
    operator.get(&data).await.goes(&case);
    operator
        .post(&format!("{case}/receive"), &[])
        .await
        .goes(&case);
    // The set is whole before the data is there: it waits.
    check(&operator, &case, &WHOLE, "complete", "")
        .await
        .goes(&case);
    assert_eq!(house.level(id).await, (Level::Simplified, None));
    operator
        .get(&case)
        .await
        .says(&["Данные ещё не внесены", "Внести данные"]);
    let page = send(&operator, &data, &[("snils", "1".to_owned())]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.looks(id).await, ["operator confirmation"]);
    house.wait(SignedDuration::from_mins(15));
    let before = house.acts(id).await;
    operator.get(&data).await.says(&["Паспорт"]);
    let after = house.acts(id).await;
    let looks = |acts: &[String]| acts.iter().filter(|a| *a == "proofing.seen").count();
    assert_eq!(looks(&after), looks(&before) + 1, "the form shows data too");
    let form = form_of(&person);
    house.fault("mvd", "down").await;
    send(&operator, &data, &form).await.goes(&case);
    house.drain().await;
    operator.get(&case).await.says(&["реестр МВД"]);
    assert_eq!(house.level(id).await.0, Level::Simplified);
    // The registries agree: confirmed by itself.
    house.fault("mvd", "ok").await;
    house.wait(SignedDuration::from_hours(1));
    house.drain().await;
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("paper".to_owned()))
    );
    let operator = house.browser(&crate::operator::again(&house).await).await;
    operator.get(&data).await.goes(&case);
});

on_both!(
    what_is_changed_after_the_desk_is_compared_again,
    |house| async move {
        let (id, person) = house.settle("rimskaya").await;
        let browser = house.citizen(id).await;
        let number = prepared(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = case_of(&operator, &number).await;
        operator
            .post(&format!("{case}/receive"), &[])
            .await
            .goes(&case);
        let mut wrong = person.clone();
        wrong.passport.as_mut().unwrap().issued_on = DocDate::parse("21.04.2019").unwrap();
        send(&operator, &format!("{case}/data"), &form_of(&wrong))
            .await
            .goes(&case);
        check(&operator, &case, &WHOLE, "complete", "")
            .await
            .goes(&case);
        house.drain().await;
        assert_eq!(house.level(id).await, (Level::Simplified, None));
        // The person puts it right: the desk has not compared that.
        house.save(id, &person).await;
        house.drain().await;
        assert_eq!(house.level(id).await, (Level::Standard, None));
        check(&operator, &case, &WHOLE, "complete", "")
            .await
            .goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(a_package_is_refused_or_overtaken, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let number = prepared(&browser).await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = case_of(&operator, &number).await;
    operator
        .post(&format!("{case}/receive"), &[])
        .await
        .goes(&case);
    let refuse = format!("{case}/refuse");
    for form in [&[][..], &[("reason", "other")]] {
        let page = operator.post(&refuse, form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    operator
        .post(&refuse, &[("reason", "copies")])
        .await
        .goes(&case);
    operator.get(&case).await.says(&["Отказано"]);
    house.drain().await;
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(_, text)| text.contains("Копии не заверены")),
        "{letters:?}"
    );
    assert_eq!(house.level(id).await.0, Level::Standard);
    browser.get(PAGE).await.says(&[
        "Причина: Копии не заверены, оригиналов нет",
        "Что дальше: исправьте то, что названо",
        "Подготовить пакет",
    ]);

    // Two at once: the faster wins, the package ends cleanly with its receipt.
    let number = prepared(&browser).await;
    let track = posted(&house).await;
    entered(&browser, &track, &png()).await.goes(PAGE);
    let code = crate::in_person::code_of(&browser).await;
    let page = operator.post("/centre/find", &[("code", &code)]).await;
    let marks = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];
    operator
        .post(&format!("{}/confirm", page.location), &marks)
        .await;
    assert_eq!(house.level(id).await.1.as_deref(), Some("in_person"));
    let open = "select count(*) as n from proofings where state = 'open'";
    assert_eq!(house.count(open).await, 0);
    assert_eq!(house.count("select count(*) as n from files").await, 0);
    let page = operator
        .post("/centre/packages/find", &[("number", &number)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.drain().await;
});

on_both!(packages_are_for_their_desk_alone, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let number = prepared(&browser).await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = case_of(&operator, &number).await;
    let elsewhere = house.operator_at("hakimov", "ryazan-lenina").await;
    for path in ["/centre/packages", case.as_str()] {
        assert_eq!(elsewhere.get(path).await.status, StatusCode::FORBIDDEN);
        assert_ne!(browser.get(path).await.status, StatusCode::OK);
    }
    elsewhere.get("/centre").await.lacks(&["/centre/packages"]);
    operator.get("/centre").await.says(&["/centre/packages"]);
    // Taken back by the person: closed for the desk.
    browser
        .post(&format!("{PAGE}/cancel"), &[])
        .await
        .goes("/cabinet/confirm");
    operator.get(&case).await.says(&["Пакет закрыт"]);
    operator
        .post(&format!("{case}/receive"), &[])
        .await
        .goes(&case);
    operator.get(&case).await.lacks(&["Пакет у меня"]);
    // Nobody sends one in ninety days: closed by itself.
    house.wait(SignedDuration::from_mins(1));
    prepared(&browser).await;
    house.wait(SignedDuration::from_hours(91 * 24));
    house.proofing.sweep().await.unwrap();
    let browser = house.citizen(id).await;
    browser.get(PAGE).await.says(&["пришёл вовремя"]);
});
