//! Proofs of contact: a code by SMS or by a call, and a question that suspends.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};

use crate::house::{Browser, House, Page};
use crate::on_both;

const START: &str = "/cabinet/confirm/contact";

async fn begin(browser: &Browser, person: &Person, way: &str) -> Page {
    let number = person.snils.as_ref().unwrap().shown();
    let phone = person.phone.shown();
    let form = [("number", number.as_str()), ("phone", &phone), ("way", way)];
    browser.post(START, &form).await
}

/// The digits that were spoken or sent last.
async fn code(house: &House, person: &Person, way: &str) -> String {
    house.drain().await;
    let phone = person.phone.as_str().replace('+', "%2B");
    let all = house.ask(&format!("/api/{way}?phone={phone}")).await;
    let last = all.as_array().unwrap().last().expect("nothing came");
    let text = last["text"].as_str().unwrap();
    let (_, rest) = text.split_once(": ").expect(text);
    let digits: String = rest.chars().filter(char::is_ascii_digit).take(6).collect();
    assert_eq!(digits.len(), 6, "{text}");
    digits
}

/// From the account to the question.
async fn asked(house: &House, browser: &Browser, person: &Person, way: &str) -> Page {
    let path = format!("/cabinet/confirm/{way}");
    begin(browser, person, way).await.goes(&path);
    let code = code(house, person, way).await;
    browser
        .post(&format!("{path}/code"), &[("code", &code)])
        .await
        .goes(&path);
    browser.get(&path).await
}

/// The values of the options, right ones first.
fn options(page: &Page, right: &str) -> (String, Vec<String>) {
    let mut good = None;
    let mut wrong = Vec::new();
    for part in page.text.split("type=\"radio\" value=\"").skip(1) {
        let (value, rest) = part.split_once('"').unwrap();
        let (_, label) = rest.split_once("okno-radios").unwrap_or(("", rest));
        let (_, label) = label.split_once("<label").unwrap();
        let (_, label) = label.split_once('>').unwrap();
        let (label, _) = label.split_once("</label>").unwrap();
        if label == right {
            good = Some(value.to_owned());
        } else {
            wrong.push(value.to_owned());
        }
    }
    (
        good.unwrap_or_else(|| panic!("«{right}» is not in {}", page.text)),
        wrong,
    )
}

/// The street without its kind.
fn street(person: &Person) -> String {
    let street = person.address.as_ref().unwrap().street.clone().unwrap();
    let kinds = ["ул.", "улица", "пер.", "пр-т", "проспект", "пл."];
    let words = street.split_whitespace().filter(|w| !kinds.contains(w));
    words.collect::<Vec<_>>().join(" ")
}

fn issued(person: &Person) -> String {
    person.passport.as_ref().unwrap().issued_on.shown()
}

on_both!(
    phone_is_proved_by_a_code_and_an_answer_and_gives_no_level,
    |house| async move {
        for (who, way) in [("laptev", "sms"), ("safina", "voice")] {
            let (id, person) = house.standard(who).await;
            let browser = house.citizen(id).await;
            browser.get(&format!("{START}?way={way}")).await.says(&[
                "Регистрация с подтверждением личности",
                "СНИЛС или ИНН",
                "СМС-код",
                "Звонок",
            ]);
            let page = asked(&house, &browser, &person, way).await;
            page.says(&["На какой улице вы зарегистрированы?"]);
            let (right, wrong) = options(&page, &street(&person));
            assert_eq!(wrong.len(), 3, "{}", page.text);
            let path = format!("/cabinet/confirm/{way}");
            let answer = format!("{path}/answer");
            let page = browser.post(&answer, &[]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            browser
                .post(&answer, &[("answer", &right)])
                .await
                .goes(&path);
            browser.get(&path).await.goes("/cabinet/confirm");
            // A second factor and nothing more (C5).
            assert_eq!(house.level(id).await, (Level::Standard, None));
            let acts = house.acts(id).await;
            for act in ["proofing.contact.code", "proofing.decided"] {
                assert!(acts.iter().any(|a| a == act), "{act}: {acts:?}");
            }
            // Once more changes nothing.
            browser
                .post(&answer, &[("answer", &right)])
                .await
                .goes(&path);
            begin(&browser, &person, way).await;
            assert_eq!(house.level(id).await, (Level::Standard, None));
        }
        let done = "select count(*) as n from proofings where state = 'done'";
        assert_eq!(house.count(done).await, 2);
    }
);

on_both!(number_and_phone_must_be_ones_own, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let own = person.snils.as_ref().unwrap().shown();
    let phone = person.phone.shown();
    for (number, phone, way, words) in [
        ("", phone.as_str(), "sms", "Введите СНИЛС или ИНН"),
        ("112-233-445 95", &phone, "sms", "Это не тот СНИЛС"),
        ("112-233-445 96", &phone, "sms", "СНИЛС"),
        ("500100732259", &phone, "sms", "Это не тот ИНН"),
        (
            &own,
            "+7 900 111-22-33",
            "sms",
            "Это не телефон вашей учётной записи",
        ),
        (&own, "1", "sms", "error"),
        (&own, &phone, "", "Выберите, как получить код"),
        (&own, &phone, "bank", "Заполните это поле"),
    ] {
        let form = [("number", number), ("phone", phone), ("way", way)];
        let page = browser.post(START, &form).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{number} {way}"
        );
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
    let inn = person.inn.as_ref().unwrap().as_str().to_owned();
    let form = [("number", inn.as_str()), ("phone", &phone), ("way", "sms")];
    let (a, b) = tokio::join!(browser.post(START, &form), browser.post(START, &form));
    for page in [a, b] {
        assert!(page.status != StatusCode::OK, "{}", page.text);
    }
    assert_eq!(house.count("select count(*) as n from proofings").await, 1);
});

on_both!(
    wrong_answer_suspends_and_a_second_one_ends,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let page = asked(&house, &browser, &person, "sms").await;
        let (right, wrong) = options(&page, &street(&person));
        let path = "/cabinet/confirm/sms";
        let answer = format!("{path}/answer");
        browser
            .post(&answer, &[("answer", &wrong[0])])
            .await
            .goes(path);
        let page = browser.get(path).await;
        page.says(&[
            "Проверка приостановлена",
            "Приостановлено до",
            "Другие способы",
        ]);
        // Neither the right answer nor impatience helps now.
        browser
            .post(&answer, &[("answer", &right)])
            .await
            .goes(path);
        browser.post(&format!("{path}/go-on"), &[]).await.goes(path);
        browser.get(path).await.says(&["Приостановлено до"]);
        house.wait(SignedDuration::from_hours(24));
        let browser = house.citizen(id).await;
        browser.get(path).await.says(&["Продолжить"]);
        browser.post(&format!("{path}/go-on"), &[]).await.goes(path);
        let page = browser.get(path).await;
        // Another question; what was asked before is not asked again.
        page.says(&["Когда выдан ваш паспорт?"]);
        let (_, wrong) = options(&page, &issued(&person));
        browser
            .post(&answer, &[("answer", &wrong[1])])
            .await
            .goes(path);
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["ответы не совпали с данными профиля"]);
        assert_eq!(house.level(id).await, (Level::Standard, None));
        house.drain().await;
        let letters = house.letters(&person).await;
        let told = letters
            .iter()
            .any(|(subject, _)| subject.contains("Проверка телефона не пройдена"));
        assert!(told, "{letters:?}");
        let acts = house.acts(id).await;
        assert!(acts.iter().any(|a| a == "proofing.suspended"), "{acts:?}");
        // It may be begun anew; and a right answer after a wrong one is enough.
        house.wait(SignedDuration::from_mins(2));
        let page = asked(&house, &browser, &person, "sms").await;
        let (_, wrong) = options(&page, &street(&person));
        browser
            .post(&answer, &[("answer", &wrong[0])])
            .await
            .goes(path);
        house.wait(SignedDuration::from_hours(25));
        let browser = house.citizen(id).await;
        browser.post(&format!("{path}/go-on"), &[]).await.goes(path);
        let (right, _) = options(&browser.get(path).await, &issued(&person));
        browser
            .post(&answer, &[("answer", &right)])
            .await
            .goes(path);
        let done = "select count(*) as n from proofings where state = 'done'";
        assert_eq!(house.count(done).await, 1);
    }
);

on_both!(
    codes_of_contact_end_and_are_not_guessed,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let path = "/cabinet/confirm/sms";
        begin(&browser, &person, "sms").await.goes(path);
        let right = code(&house, &person, "sms").await;
        let other = if right == "123456" {
            "654321"
        } else {
            "123456"
        };
        let check = format!("{path}/code");
        for words in [
            "Введите 6 цифр",
            "Осталось 4",
            "Осталось 3",
            "Осталось 2",
            "Осталась 1",
        ] {
            let given = if words.starts_with("Введите") {
                ""
            } else {
                other
            };
            let page = browser.post(&check, &[("code", given)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        for given in [other, &right] {
            let page = browser.post(&check, &[("code", given)]).await;
            assert!(page.text.contains("слишком много раз"), "{}", page.text);
        }
        // No new one until the lock is over; then the old one is worth nothing.
        let page = browser.post(&format!("{path}/again"), &[]).await;
        assert!(
            page.text.contains("Кодов было слишком много"),
            "{}",
            page.text
        );
        house.wait(SignedDuration::from_mins(16));
        browser.post(&format!("{path}/again"), &[]).await.goes(path);
        let fresh = code(&house, &person, "sms").await;
        assert_ne!(fresh, right);
        house.wait(SignedDuration::from_mins(6));
        let page = browser.post(&check, &[("code", &fresh)]).await;
        assert!(page.text.contains("Срок кода вышел"), "{}", page.text);
        browser
            .post(&format!("{path}/cancel"), &[])
            .await
            .goes("/cabinet/confirm");
        browser.post(&check, &[("code", &fresh)]).await.goes(path);
        assert_eq!(house.level(id).await, (Level::Standard, None));
    }
);

on_both!(pages_of_contact_speak_both_languages, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let mut browser = house.citizen(id).await;
    for (lang, way) in [("ru", "sms"), ("en", "voice")] {
        browser.lang = lang;
        let path = format!("/cabinet/confirm/{way}");
        let mut pages = vec![browser.get(START).await];
        begin(&browser, &person, way).await.goes(&path);
        pages.push(browser.get(&path).await);
        let given = code(&house, &person, way).await;
        browser
            .post(&format!("{path}/code"), &[("code", &given)])
            .await;
        let page = browser.get(&path).await;
        let (_, wrong) = options(&page, &street(&person));
        pages.push(page);
        browser
            .post(&format!("{path}/answer"), &[("answer", &wrong[0])])
            .await;
        pages.push(browser.get(&path).await);
        for page in pages {
            page.says(&[&format!("<html lang=\"{lang}\"")]);
            assert_eq!(page.text.matches("<h1").count(), 1, "{}", page.text);
            let raw = page.text.find("proofing-");
            let raw = raw.map(|at| page.text[at..].chars().take(60).collect::<String>());
            assert_eq!(raw, None);
        }
    }
});
