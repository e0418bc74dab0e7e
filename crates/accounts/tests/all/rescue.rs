//! The reserve phone, the security questions, and a recovery by both.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::{Browser, Seen};
use crate::house::{House, code_in, person, whole_person};

const RESERVE: &str = "/cabinet/security/reserve";
const QUESTIONS: &str = "/cabinet/security/questions";
const PHONE: &str = "8 900 777-11-22";
const NEW: &str = "Kasimov#7";
const FIELDS: [(&str, &str); 2] = [("password", NEW), ("repeat", NEW)];
const ASKED: [(&str, &str); 7] = [
    ("question1", "1"),
    ("answer1", "Ёжик в тумане"),
    ("question2", "own"),
    ("own2", "Чем пахло у бабушки на чердаке?"),
    ("answer2", "Сушёные яблоки"),
    ("question3", "6"),
    ("answer3", "Зелёный велосипед"),
];
const ANSWERS: [(&str, &str); 2] = [("answer1", "ежик в тумане!"), ("answer2", "СУШЕНЫЕ ЯБЛОКИ")];

/// Somebody of this level signed in, with a reserve phone, with or without questions.
async fn helped(house: &House, level: Level, questions: bool) -> Browser {
    house.account(&whole_person(0), level).await;
    let mut browser = house.browser();
    house.sign_in(&mut browser, 0).await;
    with_reserve(house, &mut browser, PHONE).await;
    if questions {
        let page = browser.post(QUESTIONS, &ASKED).await;
        page.leads("/cabinet/security?questions");
    }
    house.sms().await;
    house.mail().await;
    browser
}

async fn with_reserve(house: &House, browser: &mut Browser, phone: &str) {
    let page = browser.post(RESERVE, &[("phone", phone)]).await;
    page.leads("/cabinet/security/reserve/code");
    let code = house.sms_code().await;
    let path = "/cabinet/security/reserve/code";
    let page = browser.post(path, &[("code", &code)]).await;
    page.leads("/cabinet/security?reserve");
}

async fn ask(browser: &mut Browser, login: &str, reserve: &str) -> Seen {
    let fields = [("login", login), ("reserve", reserve)];
    browser.post("/recover/reserve", &fields).await
}

/// As far as after the code of the reserve phone.
async fn by_reserve(house: &House) -> (Browser, Seen) {
    let mut browser = house.browser();
    let page = ask(&mut browser, "amina0@pochta.example", PHONE).await;
    page.leads("/recover/code");
    let sent = house.sms().await;
    assert_eq!(sent.last().unwrap().to, "+79007771122");
    let code = code_in(sent.last().unwrap());
    let page = browser.post("/recover/code", &[("code", &code)]).await;
    (browser, page)
}

#[tokio::test]
async fn reserve_phone_is_set_by_its_code_and_every_contact_is_told() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = house.browser();
        house.sign_in(&mut browser, 0).await;
        let page = browser.get("/cabinet/security").await;
        page.is(200).has("Резервный телефон").has(RESERVE);
        browser.get(RESERVE).await.is(200).lacks("Убрать");
        for (typed, said) in [
            ("", "телефон"),
            ("8 495 123-45-67", "мобильн"),
            ("8 900 555-01-47", "С этим номером вы входите"),
        ] {
            let page = browser.post(RESERVE, &[("phone", typed)]).await;
            page.is(422).has(said);
        }
        let code_page = "/cabinet/security/reserve/code";
        browser.get(code_page).await.leads(RESERVE);
        let page = browser.post(RESERVE, &[("phone", PHONE)]).await;
        page.leads(code_page);
        let sent = house.sms().await;
        assert_eq!(sent.last().unwrap().to, "+79007771122");
        let code = code_in(sent.last().unwrap());
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let page = browser.post(code_page, &[("code", wrong)]).await;
        page.is(422).has("4 попытки");
        let row = "select count(*) as n from reserve_phones";
        assert_eq!(house.count(row).await, 0, "not before its code");
        // Two clicks at once set it once.
        let mut tab = house.browser();
        tab.cookies = browser.cookies.clone();
        let fields = [("code", code.as_str())];
        let (one, two) = tokio::join!(
            browser.post(code_page, &fields),
            tab.post(code_page, &fields)
        );
        let done = "/cabinet/security?reserve";
        assert!(one.to() == done || two.to() == done);
        assert_eq!(house.told("account.reserve_set").await, 1);
        let page = browser.get("/cabinet/security?reserve").await;
        page.is(200)
            .has("Резервный телефон сохранён")
            .has("+7 (900) 777-11-22");
        let told = |text: &str| text.contains("Резервный телефон");
        assert!(
            house
                .sms()
                .await
                .iter()
                .any(|one| one.to == "+79005550147" && told(&one.text))
        );
        assert!(house.mail().await.iter().any(|one| told(&one.subject)));
        let page = browser.post(RESERVE, &[("phone", PHONE)]).await;
        page.is(422).has("уже резервный");
        // It cannot become the phone of the account, and nobody signs in with it.
        let contact = "/cabinet/security/contact/phone";
        let page = browser.post(contact, &[("contact", PHONE)]).await;
        page.is(422).has("Это ваш резервный телефон");
        let mut other = house.browser();
        let login = [("login", PHONE), ("password", crate::house::PASSWORD)];
        other.post("/login", &login).await.is(422);
        // Another one: the former is told as well.
        with_reserve(&house, &mut browser, "8 900 777-33-44").await;
        assert!(house.sms().await.iter().any(|one| one.to == "+79007771122"));
        let remove = "/cabinet/security/reserve/remove";
        browser.get(remove).await.is(200).has("777-33-44");
        browser
            .post(remove, &[])
            .await
            .leads("/cabinet/security?noreserve");
        assert_eq!(house.count(row).await, 0);
        assert!(house.sms().await.iter().any(|one| one.to == "+79007773344"));
        browser.get(remove).await.leads(RESERVE);
    }
}

#[tokio::test]
async fn one_reserve_phone_may_serve_a_family() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for n in [0, 1] {
            house.account(&person(n), Level::Standard).await;
            let mut browser = house.browser();
            house.sign_in(&mut browser, n).await;
            with_reserve(&house, &mut browser, PHONE).await;
        }
        let row = "select count(*) as n from reserve_phones";
        assert_eq!(house.count(row).await, 2);
    }
}

#[tokio::test]
async fn security_questions_are_checked_and_their_answers_kept_as_hashes() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&whole_person(0), Level::Standard).await;
        let mut browser = house.browser();
        house.sign_in(&mut browser, 0).await;
        browser.get(QUESTIONS).await.is(200).has("Вопрос 3");
        for (name, value, said) in [
            ("question1", "", "Выберите вопрос"),
            ("question1", "99", "Выберите вопрос"),
            ("question3", "1", "Такой вопрос уже есть"),
            ("own2", "Почему", "хотя бы 8 знаков"),
            ("answer1", "", "Напишите ответ"),
            ("answer1", "ах", "Слишком короткий"),
            ("answer1", "книга", "уже есть в самом вопросе"),
            ("answer1", "не помню", "попробуют первым"),
            ("answer2", "Сафина", "ваше имя"),
            ("answer2", "14 03 1987", "ваше имя"),
            ("answer3", "ежик, в тумане", "Такой ответ уже есть"),
        ] {
            let form = crate::house::with(&ASKED, &[(name, value)]);
            browser.post(QUESTIONS, &form).await.is(422).has(said);
        }
        let page = browser.post(QUESTIONS, &ASKED).await;
        page.leads("/cabinet/security?questions");
        assert_eq!(house.told("account.questions_set").await, 1);
        assert!(
            house
                .sms()
                .await
                .iter()
                .any(|one| one.text.contains("Контрольные вопросы"))
        );
        assert!(
            house
                .mail()
                .await
                .iter()
                .any(|one| one.subject.contains("Контрольные вопросы"))
        );
        let page = browser.get(QUESTIONS).await;
        page.is(200)
            .has("Вопросы заданы")
            .lacks("чердаке")
            .lacks("яблоки");
        let remove = "/cabinet/security/questions/remove";
        browser.get(remove).await.is(200);
        browser
            .post(remove, &[])
            .await
            .leads("/cabinet/security?noquestions");
        browser
            .post(remove, &[])
            .await
            .leads("/cabinet/security?noquestions");
        assert_eq!(house.told("account.questions_removed").await, 1);
        browser.get(remove).await.leads(QUESTIONS);
    }
}

#[tokio::test]
async fn help_for_a_recovery_asks_for_the_password_again() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = helped(&house, Level::Standard, true).await;
        house.later(SignedDuration::from_mins(16));
        for path in [RESERVE, QUESTIONS] {
            let again = format!("/cabinet/security/again?next={path}");
            browser.get(path).await.leads(&again);
            browser.post(path, &ASKED).await.leads(&again);
            let remove = format!("{path}/remove");
            let again = format!("/cabinet/security/again?next={remove}");
            browser.get(&remove).await.leads(&again);
            browser.post(&remove, &[]).await.leads(&again);
        }
        let rows = "select (select count(*) from reserve_phones) + (select count(*) from security_questions) as n";
        assert_eq!(house.count(rows).await, 2);
    }
}

#[tokio::test]
async fn reserve_phone_and_two_answers_bring_a_confirmed_account_back() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut elsewhere = helped(&house, Level::Confirmed, true).await;
        let (mut browser, page) = by_reserve(&house).await;
        page.leads("/recover/questions");
        // The phone alone sets nothing.
        browser
            .get("/recover/password")
            .await
            .leads("/recover/questions");
        let page = browser.post("/recover/password", &FIELDS).await;
        page.leads("/recover/questions");
        let page = browser.get("/recover/questions").await;
        page.is(200)
            .has("чердаке")
            .has("первую зарплату")
            .lacks("яблоки");
        let page = browser
            .post("/recover/questions", &[("answer1", "Ёжик")])
            .await;
        page.is(422).has("хотя бы на два");
        let one = [
            ANSWERS[0],
            ("answer2", "Сушёные груши"),
            ("answer3", "Зелёный"),
        ];
        let page = browser.post("/recover/questions", &one).await;
        page.is(422).has("Осталось 4 попытки").lacks("груши");
        let page = browser.post("/recover/questions", &ANSWERS).await;
        page.leads("/recover/password");
        house.sms().await;
        house.mail().await;
        let page = browser.post("/recover/password", &FIELDS).await;
        page.leads("/cabinet?renewed");
        assert_eq!(house.told("account.answers_wrong").await, 1);
        assert_eq!(house.told("account.recovered_by_reserve").await, 1);
        let sms = house.sms().await;
        for to in ["+79005550147", "+79007771122"] {
            assert!(
                sms.iter()
                    .any(|one| one.to == to && one.text.contains("72 часа")),
                "{to}"
            );
        }
        assert!(
            house
                .mail()
                .await
                .iter()
                .any(|one| one.text.contains("72 часа"))
        );
        elsewhere
            .get("/cabinet")
            .await
            .leads("/login?next=/cabinet");
        let contact = "/cabinet/security/contact/phone";
        browser.get(contact).await.is(403).has("пока нельзя менять");

        // Three days later the owner, whose phone is gone, is still in at this browser and
        // sets new contacts by the reserve phone.
        house.later(SignedDuration::from_hours(73));
        let login = [("login", "amina0@pochta.example"), ("password", NEW)];
        let mut stranger = house.browser();
        stranger
            .post("/login", &login)
            .await
            .leads("/login/step/sms");
        browser.post("/logout", &[]).await.leads("/");
        browser.post("/login", &login).await.leads("/cabinet");
        house.sms().await;
        let typed = [("contact", "8 900 777-55-66"), ("reserve", "yes")];
        let page = browser.post(contact, &typed).await;
        page.leads("/cabinet/security/contact/phone/present");
        let sent = house.sms().await;
        assert_eq!(sent.last().unwrap().to, "+79007771122");
        let code = code_in(sent.last().unwrap());
        let present = "/cabinet/security/contact/phone/present";
        let page = browser.post(present, &[("code", &code)]).await;
        page.leads("/cabinet/security/contact/phone/new");
        let code = house.sms_code().await;
        let new = "/cabinet/security/contact/phone/new";
        let page = browser.post(new, &[("code", &code)]).await;
        page.leads("/cabinet/security?contact");
    }
}

#[tokio::test]
async fn reserve_phone_alone_opens_a_simplified_account_only() {
    for engine in ENGINES {
        for (level, to) in [
            (Level::Simplified, "/recover/password"),
            (Level::Standard, "/recover/elsewhere"),
            (Level::Confirmed, "/recover/elsewhere"),
        ] {
            let house = House::build(engine).await;
            helped(&house, level, false).await;
            let (mut browser, page) = by_reserve(&house).await;
            page.leads(to);
            if to == "/recover/elsewhere" {
                browser.get(to).await.is(200).has("не хватит");
                browser.get("/recover/questions").await.leads(to);
                let page = browser.post("/recover/questions", &ANSWERS).await;
                page.leads(to);
                let page = browser.post("/recover/password", &FIELDS).await;
                page.leads(to);
            } else {
                let page = browser.post(to, &FIELDS).await;
                page.leads("/cabinet?renewed");
            }
        }
    }
}

#[tokio::test]
async fn five_wrong_answers_close_the_questions_for_a_day() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        helped(&house, Level::Standard, true).await;
        let (mut browser, page) = by_reserve(&house).await;
        page.leads("/recover/questions");
        let path = "/recover/questions";
        let wrong = [
            ("answer1", "груша"),
            ("answer2", "слива"),
            ("answer3", "вишня"),
        ];
        for _ in 0..4 {
            browser.post(path, &wrong).await.is(422);
        }
        // As many as one likes at once: five are looked at.
        let mut tab = house.browser();
        tab.cookies = browser.cookies.clone();
        let (one, two) = tokio::join!(browser.post(path, &wrong), tab.post(path, &wrong));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [422, 429]);
        // Right ones are not looked at any more, from no browser, for a day.
        browser
            .post(path, &ANSWERS)
            .await
            .is(429)
            .has("Слишком много");
        assert_eq!(house.told("account.answers_wrong").await, 5);
        let told = |text: &str| text.contains("Сутки");
        let sms = house.sms().await;
        for to in ["+79005550147", "+79007771122"] {
            assert!(
                sms.iter().any(|one| one.to == to && told(&one.text)),
                "{to}"
            );
        }
        assert!(house.mail().await.iter().any(|one| told(&one.text)));
        house.later(SignedDuration::from_hours(23));
        let (mut browser, _) = by_reserve(&house).await;
        browser.post(path, &ANSWERS).await.is(429);
        house.later(SignedDuration::from_hours(2));
        let (mut browser, _) = by_reserve(&house).await;
        browser
            .post(path, &ANSWERS)
            .await
            .leads("/recover/password");
    }
}

#[tokio::test]
async fn nobody_learns_of_an_account_by_asking_for_its_reserve_phone() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        helped(&house, Level::Standard, true).await;
        house.account(&person(1), Level::Standard).await;
        let mut pages = Vec::new();
        for (login, reserve) in [
            ("amina0@pochta.example", "+7 900 777-11-22"),
            ("amina0@pochta.example", "+7 900 777-11-23"),
            ("amina1@pochta.example", "+7 900 777-11-24"),
            ("nobody@pochta.example", "+7 900 777-11-25"),
            ("112-233-445 95", "+7 900 777-11-26"),
        ] {
            let mut browser = house.browser();
            let page = ask(&mut browser, login, reserve).await;
            page.leads("/recover/code");
            let first = browser.get("/recover/code").await.text;
            let wrong = browser.post("/recover/code", &[("code", "000000")]).await;
            let mut all = first + &wrong.text;
            for n in 22..27 {
                all = all.replace(&format!("777-11-{n}"), "777-11-00");
            }
            browser
                .get("/recover/questions")
                .await
                .leads("/recover/code");
            browser
                .get("/recover/elsewhere")
                .await
                .leads("/recover/code");
            pages.push(all);
        }
        let same = pages.iter().filter(|page| **page == pages[0]).count();
        assert_eq!(same, pages.len());
        let sms = house.sms().await;
        assert!(sms[0].text.contains("Код для нового пароля"), "{sms:?}");
        for one in &sms[1..] {
            assert!(one.text.contains("назвал ваш номер резервным"), "{one:?}");
        }
    }
}

#[tokio::test]
async fn a_recovery_ends_with_what_it_rests_on() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut owner = helped(&house, Level::Standard, true).await;
        // Somebody has got through as far as the password: the owner takes the reserve
        // phone away meanwhile.
        let (mut thief, _) = by_reserve(&house).await;
        thief
            .post("/recover/questions", &ANSWERS)
            .await
            .leads("/recover/password");
        let remove = "/cabinet/security/reserve/remove";
        owner
            .post(remove, &[])
            .await
            .leads("/cabinet/security?noreserve");
        let page = thief.post("/recover/password", &FIELDS).await;
        page.leads("/recover?over");
        assert_eq!(house.told("account.recovered_by_reserve").await, 0);
        // Or sets a new password by the e-mail.
        with_reserve(&house, &mut owner, PHONE).await;
        house.later(SignedDuration::from_mins(2));
        let (mut thief, _) = by_reserve(&house).await;
        thief
            .post("/recover/questions", &ANSWERS)
            .await
            .leads("/recover/password");
        let mut other = house.browser();
        let login = [("login", "amina0@pochta.example")];
        other.post("/recover", &login).await.leads("/recover/code");
        let code = house.mail_code().await;
        let page = other.post("/recover/code", &[("code", &code)]).await;
        page.leads("/recover/password");
        let (one, two) = tokio::join!(
            other.post("/recover/password", &FIELDS),
            thief.post("/recover/password", &FIELDS)
        );
        let done = |page: &Seen| usize::from(page.to() == "/cabinet?renewed");
        assert_eq!(done(&one) + done(&two), 1, "{} {}", one.to(), two.to());
        let rows = "select count(*) as n from recoveries";
        assert_eq!(house.count(rows).await, 0);
    }
}
