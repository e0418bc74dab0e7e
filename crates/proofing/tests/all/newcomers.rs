//! Registration of somebody whom a bank or a certificate introduces.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_store::testing::ENGINES;
use uuid::Uuid;

use crate::house::{Browser, House, Page};
use crate::on_both;
use crate::secrets::lies_sealed;
use crate::signature::{Card, card_of, refuses, sign};

const BANK: &str = "/register/bank";
const SIGN: &str = "/register/signature";
const ON: &str = "/register/simple?introduced";
const START: &str = "/register/simple";
const PAPERS: &str = "/register/simple/papers";
const PASSWORD: &str = "/register/simple/password";
const PASS: [(&str, &str); 2] = [("password", "Слон-3гуляет!"), ("repeat", "Слон-3гуляет!")];

/// As far as the bank's page; its address.
async fn to_bank(house: &House, browser: &mut Browser) -> String {
    to_this_bank(house, browser, "tinkoff").await
}

async fn to_this_bank(house: &House, browser: &mut Browser, bank: &str) -> String {
    let form = [("bank", bank), ("consent", "yes")];
    browser.fill(BANK, &form).await.goes(BANK);
    browser.get(BANK).await.says(&["готовим переход"]);
    house.drain().await;
    let page = browser.get(BANK).await;
    page.says(&["Осталось подтвердить"]);
    let (_, rest) = page.text.split_once("href=\"http://127").unwrap();
    let (url, _) = rest.split_once('"').unwrap();
    format!("http://127{}", url.replace("&#38;", "&"))
}

/// The person agrees at the bank and comes back.
pub async fn meet(house: &House, browser: &mut Browser, person: &str) {
    let url = to_bank(house, browser).await;
    let back = house.at_bank(&url, person, "agree").await;
    browser.get(&back).await.goes(BANK);
    house.drain().await;
}

/// Signs the file of a registration.
async fn introduce_by(house: &House, browser: &mut Browser, card: &Card) -> Page {
    browser.fill(SIGN, &[]).await.goes(SIGN);
    let file = browser.download(&format!("{SIGN}/file")).await;
    let signature = sign(house, card, &file).await;
    give(browser, &card.certificate, &signature).await
}

async fn give(browser: &Browser, certificate: &[u8], signature: &[u8]) -> Page {
    let files = [("certificate", certificate), ("signature", signature)];
    browser
        .post_files(&format!("{SIGN}/signed"), &[], &files)
        .await
}

/// What a field of a page holds.
#[track_caller]
fn value(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let (before, after) = page.text.split_once(&mark).expect(name);
    let tag = before.rsplit_once('<').unwrap().1.to_owned() + after.split_once('>').unwrap().0;
    let found = tag.split_once("value=\"").map(|(_, rest)| rest);
    let found = found.and_then(|rest| rest.split_once('"'));
    found.map_or(String::new(), |(value, _)| value.to_owned())
}

/// The first form with the person's contacts.
fn contacts<'a>(page: &'a Page, person: &'a Person) -> Vec<(&'static str, String)> {
    vec![
        ("surname", value(page, "surname")),
        ("name", value(page, "name")),
        ("patronymic", value(page, "patronymic")),
        ("phone", person.phone.as_str().to_owned()),
        ("email", person.email.as_str().to_owned()),
        ("consent", "yes".to_owned()),
        ("agreement", "yes".to_owned()),
        ("introduced", value(page, "introduced")),
    ]
}

fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

fn digits(text: &str) -> String {
    let digits = text.chars().skip_while(|c| !c.is_ascii_digit());
    digits.take(6).collect()
}

/// Sends the form with contacts and both codes.
async fn prove(house: &House, browser: &mut Browser, form: &[(&str, &str)], person: &Person) {
    browser
        .fill(START, form)
        .await
        .goes("/register/simple/phone");
    house.drain().await;
    let code = digits(house.sms(person).await.last().unwrap());
    browser
        .fill("/register/simple/phone", &[("code", &code)])
        .await
        .goes("/register/simple/email");
    house.drain().await;
    let code = digits(&house.letters(person).await.last().unwrap().1);
    browser
        .fill("/register/simple/email", &[("code", &code)])
        .await;
}

/// What the person types of their papers.
fn papers(person: &Person) -> Vec<(&'static str, String)> {
    let passport = person.passport.as_ref().unwrap();
    let address = person.address.as_ref().unwrap();
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    vec![
        ("sex", person.sex.unwrap().as_str().to_owned()),
        ("birth_date", person.birth_date.as_ref().unwrap().shown()),
        ("birth_place", person.birth_place.clone().unwrap()),
        (
            "citizenship",
            person.citizenship.unwrap().as_str().to_owned(),
        ),
        ("passport_number", passport.number.shown()),
        ("passport_issued_by", passport.issued_by.clone()),
        ("passport_issued_on", passport.issued_on.shown()),
        ("division_code", passport.division.shown()),
        ("region", address.region.clone()),
        ("district", part(&address.district)),
        ("city", address.city.clone()),
        ("street", part(&address.street)),
        ("house", address.house.clone()),
        ("flat", part(&address.flat)),
        ("postcode", part(&address.postcode)),
        ("terms", "yes".to_owned()),
    ]
}

pub async fn only_account(house: &House) -> Uuid {
    let row = house.db().row("select id from accounts", vec![]).await;
    row.unwrap().unwrap().get("id").unwrap()
}

async fn accounts(house: &House) -> i64 {
    house.count("select count(*) as n from accounts").await
}

async fn introductions(house: &House) -> i64 {
    house.count("select count(*) as n from introductions").await
}

on_both!(a_bank_introduces_and_confirms, |house| async move {
    house.banks("none").await;
    let person = house.person("safina").await;
    let mut browser = house.stranger();
    browser
        .get("/register")
        .await
        .says(&["Через интернет-банк", "Банк заполнит анкету"])
        .lacks(&["Регистрация с ЭП"]);
    browser.get(BANK).await.says(&[
        "Телефон, почту и адрес",
        "Пароль вы придумаете здесь, банк его не увидит",
        "Если я не закончу регистрацию за сутки",
    ]);
    meet(&house, &mut browser, "safina").await;
    // SNILS and name were compared with the register before any code went out (S1-082).
    assert_eq!(house.calls().await, [0, 1, 0]);
    assert!(house.sms(&person).await.is_empty());
    browser.get(BANK).await.goes(ON);
    let page = browser.walk(ON).await;
    page.says(&[
        "Тинькофф: данные получены",
        "Шаг 1 из 5",
        "Заполнить всё самому",
    ]);
    assert_eq!(value(&page, "surname"), person.surname.shown());
    assert_eq!(value(&page, "phone"), person.phone.shown());
    assert_eq!(value(&page, "email"), person.email.shown());
    let form = contacts(&page, &person);
    prove(&house, &mut browser, &pairs(&form), &person).await;
    // Nothing of the person lies open meanwhile.
    let snils = person.snils.as_ref().unwrap();
    lies_sealed(&house, &[snils.as_str().to_owned(), person.surname.shown()]).await;
    // The password waits until the papers have been looked through.
    browser.get(PASSWORD).await.goes(PAPERS);
    let page = browser.get(PAPERS).await;
    page.says(&[
        "Шаг 4 из 5",
        "Источник: Тинькофф",
        &person.full_name(),
        &snils.masked(),
    ])
    .lacks(&["name=\"snils\"", "name=\"inn\""]);
    let passport = person.passport.as_ref().unwrap();
    assert_eq!(value(&page, "passport_number"), passport.number.shown());
    assert_eq!(value(&page, "city"), person.address.as_ref().unwrap().city);
    let flawed = [("sex", "female"), ("birth_date", "31.02.1980")];
    let page = browser.post(PAPERS, &flawed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("31.02.1980"), "{}", page.text);
    let typed = papers(&person);
    browser.post(PAPERS, &pairs(&typed)).await.goes(PASSWORD);
    // The way back shows what was looked through.
    browser.get(PAPERS).await.says(&[&passport.issued_by]);
    browser
        .get(PASSWORD)
        .await
        .says(&["Шаг 5 из 5", ">Зарегистрировать</button>"]);
    browser.fill(PASSWORD, &PASS).await.goes("/register/done");
    browser.get("/register/done").await.says(&[
        "Проверяем документы в реестрах",
        "личность подтвердится сама",
    ]);
    let id = only_account(&house).await;
    assert_eq!(house.level(id).await, (Level::Simplified, None));
    // The way back and the second click lead to no second account.
    browser.post(PASSWORD, &PASS).await.goes("/cabinet");
    browser.get(ON).await.goes("/cabinet");
    house.drain().await;
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("bank".to_owned()))
    );
    assert_eq!(
        (accounts(&house).await, introductions(&house).await),
        (1, 0)
    );
    let (_, kept) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
    assert_eq!(kept, person);
    let sms = house.sms(&person).await;
    assert!(sms.iter().any(|text| text.contains("Открыты все услуги")));
    assert!(sms.iter().any(|text| text.contains("Проверяем документы")));
    let acts = house.acts(id).await;
    for act in [
        "account.created",
        "account.profile_saved",
        "proofing.decided",
    ] {
        assert!(acts.iter().any(|own| own == act), "{act}: {acts:?}");
    }
    for document in [
        "bank-introduction.ru",
        "personal-data.ru",
        "user-agreement.ru",
    ] {
        let sql = "select count(*) as n from consents where document = $1 and text_hash <> ''";
        let row = house.db().row(sql, okno_store::args![document]).await;
        assert_eq!(
            row.unwrap().unwrap().get::<i64>("n").unwrap(),
            1,
            "{document}"
        );
    }
});

on_both!(
    a_snils_that_the_register_does_not_know_ends_it,
    |house| async move {
        let mut browser = house.stranger();
        // The bank gives another SNILS; another birth date.
        for twist in ["documents", "birth-date"] {
            house.banks(twist).await;
            meet(&house, &mut browser, "laptev").await;
            browser
                .get(BANK)
                .await
                .says(&["Социальный фонд не нашёл человека", "В каком банке"]);
            browser.get(ON).await.lacks(&["данные получены"]);
        }
        house.banks("none").await;
        house.fault("sfr", "down").await;
        let url = to_bank(&house, &mut browser).await;
        let back = house.at_bank(&url, "laptev", "agree").await;
        browser.get(&back).await.goes(BANK);
        for _ in 0..8 {
            house.drain().await;
            house.wait(SignedDuration::from_secs(70));
        }
        browser
            .get(BANK)
            .await
            .says(&["Социальный фонд не отвечает", "зарегистрируйтесь без банка"]);
        assert_eq!(accounts(&house).await, 0);
    }
);

on_both!(
    what_the_bank_says_wrongly_confirms_nothing,
    |house| async move {
        house.banks("inn").await;
        let person = house.person("safina").await;
        let mut browser = house.stranger();
        meet(&house, &mut browser, "safina").await;
        let page = browser.get(ON).await;
        let form = contacts(&page, &person);
        prove(&house, &mut browser, &pairs(&form), &person).await;
        let typed = papers(&person);
        browser.post(PAPERS, &pairs(&typed)).await.goes(PASSWORD);
        browser.fill(PASSWORD, &PASS).await.goes("/register/done");
        house.drain().await;
        let id = only_account(&house).await;
        assert_eq!(house.level(id).await, (Level::Simplified, None));
        // The person puts their ИНН right; the bank still says another.
        house.save(id, &person).await;
        house.drain().await;
        assert_eq!(house.level(id).await, (Level::Standard, None));
        let letters = house.letters(&person).await;
        let told = letters
            .iter()
            .any(|(s, _)| s.contains("через банк не удалось"));
        assert!(told, "{letters:?}");
        assert_eq!(introductions(&house).await, 0);
    }
);

on_both!(
    whoever_has_an_account_is_led_to_sign_in,
    |house| async move {
        house.banks("none").await;
        house.standard("safina").await;
        let mut browser = house.stranger();
        meet(&house, &mut browser, "safina").await;
        let page = browser.get(ON).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("У вас уже есть учётная запись"));
        assert!(page.text.contains("href=\"/login\""));
        // Somebody else at the bank learns nothing of it, whatever they type.
        let mut stranger = house.stranger();
        meet(&house, &mut stranger, "laptev").await;
        let page = stranger.get(ON).await;
        let safina = house.person("safina").await;
        let form = contacts(&page, &safina);
        let page = stranger.fill(START, &pairs(&form)).await;
        page.goes("/register/simple/phone");
        house.drain().await;
        let sms = house.sms(&safina).await;
        assert!(
            sms.last()
                .unwrap()
                .contains("У вас уже есть учётная запись")
        );
        assert_eq!(accounts(&house).await, 1);
    }
);

on_both!(of_another_name_nobody_is_introduced, |house| async move {
    house.banks("none").await;
    let person = house.person("safina").await;
    let mut browser = house.stranger();
    meet(&house, &mut browser, "safina").await;
    let page = browser.get(ON).await;
    let mut form = contacts(&page, &person);
    form[0].1 = "Посторонняя".to_owned();
    let page = browser.post(START, &pairs(&form)).await;
    refuses(&page, "surname", "называет другого человека");
    // Another spelling of the same is no other person.
    form[0].1 = person.surname.as_str().to_uppercase();
    browser
        .fill(START, &pairs(&form))
        .await
        .goes("/register/simple/phone");
    // An introduction of another session is none.
    let stranger = house.stranger();
    let page = stranger.post(START, &pairs(&form)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("мы уже удалили"), "{}", page.text);
    // «Заполнить всё самому»: four steps, no papers, nothing confirmed.
    let page = browser.get("/register/simple?alone").await;
    page.says(&["Шаг 1 из 4"]);
    assert_eq!(value(&page, "introduced"), "");
    house.wait(SignedDuration::from_mins(2));
    let other = house.person("laptev").await;
    let form = contacts(&page, &other);
    prove(&house, &mut browser, &pairs(&form), &other).await;
    browser.get(PAPERS).await.goes(PASSWORD);
    browser.get(PASSWORD).await.says(&["Завершить регистрацию"]);
    browser.fill(PASSWORD, &PASS).await.goes("/register/done");
    house.drain().await;
    let id = only_account(&house).await;
    assert_eq!(house.level(id).await, (Level::Simplified, None));
});

on_both!(
    a_code_of_the_bank_serves_its_own_browser,
    |house| async move {
        house.banks("none").await;
        let mut browser = house.stranger();
        let url = to_bank(&house, &mut browser).await;
        let back = house.at_bank(&url, "safina", "agree").await;
        // The state is of another browser; there is none; of another bank.
        let mut other = house.stranger();
        let theirs = to_bank(&house, &mut other).await;
        for (who, path) in [
            (&house.stranger(), back.clone()),
            (&other, back.clone()),
            (&browser, back.replace("back/tinkoff", "back/vtb")),
            (&browser, format!("{BANK}/back/tinkoff?code=x&state=y")),
        ] {
            let page = who.get(&path).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        }
        // The code under the state of the other browser is bound to the first one's verifier.
        let mine = house.at_bank(&theirs, "safina", "agree").await;
        let part = |url: &str, name: &str| {
            let url = reqwest::Url::parse(&format!("http://x{url}")).unwrap();
            let found = url.query_pairs().find(|(n, _)| n == name);
            found.unwrap().1.into_owned()
        };
        let mixed = format!(
            "{BANK}/back/tinkoff?code={}&state={}",
            part(&back, "code"),
            part(&mine, "state")
        );
        other.get(&mixed).await.goes(BANK);
        house.drain().await;
        other
            .get(BANK)
            .await
            .says(&["устарел или уже был использован"]);
        // The Back button: the same answer twice, and after all is known.
        let url = {
            browser.fill(&format!("{BANK}/other"), &[]).await.goes(BANK);
            to_bank(&house, &mut browser).await
        };
        let back = house.at_bank(&url, "safina", "agree").await;
        let (one, two) = tokio::join!(browser.get(&back), browser.get(&back));
        one.goes(BANK);
        two.goes(BANK);
        house.drain().await;
        browser.get(&back).await.goes(BANK);
        browser.get(BANK).await.goes(ON);
        browser.get(ON).await.says(&["данные получены"]);
        // Kept for a day and no longer.
        house.wait(SignedDuration::from_hours(25));
        house.proofing.sweep().await.unwrap();
        assert_eq!(introductions(&house).await, 0);
    }
);

on_both!(refusal_at_the_bank_is_no_end, |house| async move {
    house.banks("none").await;
    let mut browser = house.stranger();
    let form = [("bank", "tinkoff")];
    let page = browser.post(BANK, &form).await;
    refuses(&page, "consent", "Без согласия банк не может");
    let url = to_bank(&house, &mut browser).await;
    let back = house.at_bank(&url, "safina", "refuse").await;
    browser.get(&back).await.goes(BANK);
    browser
        .get(BANK)
        .await
        .says(&["данные не получены", "Вы отказались передать данные"]);
    meet(&house, &mut browser, "safina").await;
    browser.get(BANK).await.goes(ON);
});

/// A signed-up newcomer, as far as the account.
async fn registers_by_signature(house: &House, browser: &mut Browser, card: &Card, id: &str) {
    introduce_by(house, browser, card).await.goes(ON);
    finishes(house, browser, id).await;
}

/// A newcomer whom this bank introduces, as far as the account.
pub async fn registers_by_bank(house: &House, browser: &mut Browser, bank: &str, id: &str) {
    let url = to_this_bank(house, browser, bank).await;
    let back = house.at_bank(&url, id, "agree").await;
    browser.get(&back).await.goes(BANK);
    house.drain().await;
    finishes(house, browser, id).await;
}

/// Who is introduced looks through what is filled in and sets a password.
async fn finishes(house: &House, browser: &mut Browser, id: &str) {
    let person = house.person(id).await;
    let page = browser.get(ON).await;
    let form = contacts(&page, &person);
    prove(house, browser, &pairs(&form), &person).await;
    let typed = papers(&person);
    browser.post(PAPERS, &pairs(&typed)).await.goes(PASSWORD);
    browser.fill(PASSWORD, &PASS).await.goes("/register/done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_introduces_and_confirms() {
    for engine in ENGINES {
        let house = House::signing(engine).await;
        let person = house.person("laptev").await;
        let mut browser = house.stranger();
        browser.get("/register").await.says(&[
            "Регистрация с ЭП",
            "Имя, СНИЛС и ИНН возьмём из сертификата",
        ]);
        browser
            .get(SIGN)
            .await
            .says(&["Личность подтвердится сама", ">Начать</button>"]);
        let card = card_of(&house, "laptev").await;
        let page = introduce_by(&house, &mut browser, &card).await;
        page.goes(ON);
        // The second click and the way back.
        browser.post(SIGN, &[]).await.goes(SIGN);
        browser.get(SIGN).await.goes(ON);
        browser.get(&format!("{SIGN}/signed")).await.goes(ON);
        let page = browser.get(ON).await;
        page.says(&["Сертификат электронной подписи: данные получены"]);
        assert_eq!(value(&page, "surname"), person.surname.shown());
        assert_eq!(value(&page, "name"), person.given.shown());
        let patronymic = person.patronymic.as_ref().unwrap();
        assert_eq!(value(&page, "patronymic"), patronymic.shown());
        let form = contacts(&page, &person);
        prove(&house, &mut browser, &pairs(&form), &person).await;
        let snils = person.snils.as_ref().unwrap();
        let inn = person.inn.as_ref().unwrap();
        browser
            .get(PAPERS)
            .await
            .says(&[
                "Источник: Сертификат электронной подписи",
                &snils.masked(),
                &inn.masked(),
                "name=\"passport_number\"",
            ])
            .lacks(&["name=\"snils\"", "name=\"inn\""]);
        lies_sealed(&house, &[snils.as_str().to_owned(), person.surname.shown()]).await;
        let typed = papers(&person);
        browser.post(PAPERS, &pairs(&typed)).await.goes(PASSWORD);
        browser
            .get(PASSWORD)
            .await
            .says(&[">Зарегистрировать</button>"]);
        browser.fill(PASSWORD, &PASS).await.goes("/register/done");
        let id = only_account(&house).await;
        house.drain().await;
        // No code was typed for it and nothing done: the signature of before proves.
        assert_eq!(
            house.level(id).await,
            (Level::Confirmed, Some("signature".to_owned()))
        );
        let (_, kept) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
        assert_eq!(kept, person);
        assert_eq!(introductions(&house).await, 0);
        let letters = house.letters(&person).await;
        for words in ["Вы зарегистрированы", "Личность подтверждена"]
        {
            assert!(letters.iter().any(|(s, _)| s.contains(words)), "{words}");
        }
        let lines = okno_store::journal::of_owner(house.db(), id, 100)
            .await
            .unwrap();
        let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
        let seen = ["chain", "document", "name", "not_revoked", "possession"];
        assert_eq!(decided.detail["seen"], serde_json::json!(seen));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lent_key_introduces_too() {
    for engine in ENGINES {
        let house = House::signing(engine).await;
        let person = house.person("safina").await;
        let mut browser = house.stranger();
        browser.fill(SIGN, &[]).await.goes(SIGN);
        let card = card_of(&house, "safina").await;
        let key = format!("{SIGN}/key");
        let pfx = [("pfx", card.pfx.as_slice())];
        let page = browser
            .post_files(&key, &[("password", "wrong-one")], &pfx)
            .await;
        refuses(&page, "password", "Пароль не подошёл");
        let page = browser
            .post_files(&key, &[("password", &card.password)], &pfx)
            .await;
        page.goes(ON);
        assert_eq!(
            value(&browser.get(ON).await, "surname"),
            person.surname.shown()
        );
        let sql = "select count(*) as n from journal where act = 'proofing.signature.refused'";
        assert_eq!(house.count(sql).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_does_not_count_introduces_nobody() {
    for engine in ENGINES {
        let house = House::signing(engine).await;
        // A replayed signature: that of another browser's file, and of one's own old file.
        let mut first = house.stranger();
        first.fill(SIGN, &[]).await.goes(SIGN);
        let file = first.download(&format!("{SIGN}/file")).await;
        let card = card_of(&house, "laptev").await;
        let signature = sign(&house, &card, &file).await;
        let mut thief = house.stranger();
        thief.fill(SIGN, &[]).await.goes(SIGN);
        let page = give(&thief, &card.certificate, &signature).await;
        refuses(&page, "signature", "Подпись не подходит к файлу");
        give(&first, &card.certificate, &signature).await.goes(ON);
        first
            .fill(&format!("{SIGN}/cancel"), &[])
            .await
            .goes("/register");
        first.fill(SIGN, &[]).await.goes(SIGN);
        let page = give(&first, &card.certificate, &signature).await;
        refuses(&page, "signature", "Подпись не подходит к файлу");
        // A certificate alone, and one that was taken back.
        let page = give(&first, &card.certificate, b"").await;
        refuses(&page, "signature", "Одного сертификата мало");
        let revoke = format!("/api/signatures/{}/revoke", card.id);
        house.tell(&revoke, serde_json::json!({})).await;
        house.wait(SignedDuration::from_mins(31));
        house.proofing.tend().await.unwrap();
        house.drain().await;
        let mut late = house.stranger();
        let page = introduce_by(&house, &mut late, &card).await;
        refuses(&page, "certificate", "Сертификат отозван");
        late.get(ON).await.lacks(&["данные получены"]);
        assert_eq!(accounts(&house).await, 0);
        // Of somebody who has an account already.
        house.standard("safina").await;
        let card = card_of(&house, "safina").await;
        let mut owner = house.stranger();
        introduce_by(&house, &mut owner, &card).await.goes(ON);
        let page = owner.get(ON).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("У вас уже есть учётная запись"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_revoked_before_the_registries_answer_confirms_nothing() {
    for engine in ENGINES {
        let house = House::signing(engine).await;
        let card = card_of(&house, "laptev").await;
        let mut browser = house.stranger();
        house.fault("mvd", "down").await;
        registers_by_signature(&house, &mut browser, &card, "laptev").await;
        house.drain().await;
        let id = only_account(&house).await;
        assert_eq!(house.level(id).await, (Level::Simplified, None));
        let revoke = format!("/api/signatures/{}/revoke", card.id);
        house.tell(&revoke, serde_json::json!({})).await;
        house.wait(SignedDuration::from_mins(31));
        house.proofing.tend().await.unwrap();
        house.fault("mvd", "ok").await;
        house.drain().await;
        assert_eq!(house.level(id).await, (Level::Standard, None));
        let person = house.person("laptev").await;
        let letters = house.letters(&person).await;
        let told = letters
            .iter()
            .any(|(_, text)| text.contains("больше не действует"));
        assert!(told, "{letters:?}");
        assert_eq!(introductions(&house).await, 0);
    }
}
