//! Access given back at the counter of a centre.

use axum::http::StatusCode;
use okno_accounts::{Level, Person};
use okno_store::args;
use uuid::Uuid;

use crate::house::{Browser, House, Page};
use crate::on_both;

const START: &str = "/centre/return";
const FIRST: &str = "/login/first";
const PASSWORD: &str = "/recover/password";
const NEW: [(&str, &str); 2] = [("password", "Тукан-4бегут*"), ("repeat", "Тукан-4бегут*")];

/// What the operator types from the documents.
fn documents(person: &Person) -> Vec<(&'static str, String)> {
    let patronymic = person.patronymic.as_ref();
    vec![
        ("snils", person.snils.as_ref().unwrap().shown()),
        ("surname", person.surname.shown()),
        ("name", person.given.shown()),
        (
            "patronymic",
            patronymic.map(|name| name.shown()).unwrap_or_default(),
        ),
        ("birth_date", person.birth_date.as_ref().unwrap().shown()),
        (
            "passport_number",
            person.passport.as_ref().unwrap().number.shown(),
        ),
        ("face", "yes".to_owned()),
        ("intact", "yes".to_owned()),
    ]
}

async fn compared(operator: &Browser, documents: &[(&str, String)], more: &[(&str, &str)]) -> Page {
    let known = documents
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    let known = known.filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    // A box that is not ticked is not sent.
    let more = more.iter().copied().filter(|(_, value)| !value.is_empty());
    let form: Vec<(&str, &str)> = known.chain(more).collect();
    operator.post(START, &form).await
}

#[track_caller]
fn refuses(page: &Page, said: &str) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(said), "{}", page.text);
}

fn digits(text: &str) -> String {
    let digits = text.chars().skip_while(|c| !c.is_ascii_digit());
    digits.take(6).collect()
}

fn click(page: &Page) -> String {
    let (_, rest) = page.text.split_once("name=\"click\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// Hands a code out on the page of the return.
async fn handed_out(operator: &Browser, at: &str) -> String {
    let click = click(&operator.get(at).await);
    let page = operator
        .post(&format!("{at}/code"), &[("click", &click)])
        .await;
    let again = operator
        .post(&format!("{at}/code"), &[("click", &click)])
        .await;
    let code = |page: &Page| {
        let (_, rest) = page.text.split_once("okno-showcode\">").unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(code(&page), code(&again), "the second click of two");
    code(&page)
}

/// The person at home, with the code from paper.
async fn types(house: &House, login: &str, code: &str) -> (Browser, Page) {
    let mut browser = house.stranger();
    let page = browser
        .fill(FIRST, &[("login", login), ("code", code)])
        .await;
    (browser, page)
}

async fn has(house: &House, account: Uuid, act: &str) -> bool {
    house.acts(account).await.iter().any(|one| one == act)
}

on_both!(
    centre_gives_access_back_with_new_contacts_and_tells_the_former,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let other = house.somebody("rimskaya").await;
        let (_, operator) = house.operator("prudnikova").await;
        operator
            .get("/centre")
            .await
            .says(&["Вернуть человеку доступ"]);
        operator.get(START).await.says(&["Вернуть доступ"]);
        let documents = documents(&person);
        let (phone, email) = (other.phone.shown(), other.email.shown());
        let more = [
            ("phone", phone.as_str()),
            ("email", email.as_str()),
            ("steps", "yes"),
        ];
        let page = compared(&operator, &documents, &more).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let at = page.location.clone();
        // Both codes first.
        let early = operator
            .post(&format!("{at}/code"), &[("click", "x")])
            .await;
        early.goes(&at);
        for (word, by_mail) in [("phone", false), ("email", true)] {
            house.drain().await;
            let code = match by_mail {
                false => digits(house.sms(&other).await.last().unwrap()),
                true => digits(&house.letters(&other).await.last().unwrap().1),
            };
            let wrong = if code == "000000" { "111111" } else { "000000" };
            let path = format!("{at}/{word}");
            let page = operator.post(&path, &[("code", wrong)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            operator.post(&path, &[("code", &code)]).await.goes(&at);
        }
        let (account, before) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
        assert_eq!(
            before.phone, person.phone,
            "not before the code is handed out"
        );
        assert_eq!(account.level, Level::Standard);
        let mut tx = house.db().begin().await.unwrap();
        let sql = "update accounts set steps = 'app' where id = $1";
        tx.exec(sql, args![id]).await.unwrap();
        tx.commit().await.unwrap();
        let elsewhere = house.citizen(id).await;
        let code = handed_out(&operator, &at).await;
        elsewhere.get("/cabinet").await.goes("/login?next=/cabinet");
        let (_, after) = okno_accounts::find(house.db(), id).await.unwrap().unwrap();
        assert_eq!(
            (&after.phone, after.email.key()),
            (&other.phone, other.email.key())
        );
        house.drain().await;
        for who in [&person, &other] {
            let told = house.sms(who).await;
            assert!(
                told.iter().any(|sms| sms.contains("выдали код")),
                "{told:?}"
            );
            let told = house.letters(who).await;
            assert!(
                told.iter()
                    .any(|(subject, _)| subject.contains("возвращают доступ"))
            );
        }
        // Nobody else opens it with the code, and it works once.
        let (_, page) = types(&house, other.phone.as_str(), "7KQ2M-X0R1T").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (mut browser, page) = types(&house, other.phone.as_str(), &code).await;
        page.goes(PASSWORD);
        let (mut second, page) = types(&house, other.phone.as_str(), &code).await;
        page.goes(PASSWORD);
        let (one, two) = tokio::join!(browser.fill(PASSWORD, &NEW), second.fill(PASSWORD, &NEW));
        let mut ways = [one.location.as_str(), two.location.as_str()];
        ways.sort_unstable();
        assert_eq!(
            ways[0], "/cabinet?renewed",
            "the lost app is not asked for: {ways:?}"
        );
        assert_ne!(ways[1], ways[0]);
        let (_, page) = types(&house, other.phone.as_str(), &code).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for act in [
            "proofing.return.begun",
            "account.access_code_again",
            "account.contact_by_official",
            "account.recovered_in_centre",
            "account.second_dropped",
        ] {
            assert!(has(&house, id, act).await, "{act}");
        }
        assert!(
            house
                .looks(id)
                .await
                .iter()
                .any(|look| look == "operator state")
        );
        let owner = match one.location == "/cabinet?renewed" {
            true => browser,
            false => second,
        };
        let page = owner.get("/cabinet/security/contact/phone").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        owner
            .get("/cabinet/security/looks")
            .await
            .says(&["Возвращали доступ"]);
    }
);

on_both!(
    centre_says_only_whether_the_documents_agree,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let other = house.somebody("rimskaya").await;
        let (_, operator) = house.operator("prudnikova").await;
        let right = documents(&person);
        let mut answers = Vec::new();
        let passport = other.passport.as_ref().unwrap().number.shown();
        let (born, snils) = (
            other.birth_date.as_ref().unwrap().shown(),
            other.snils.as_ref().unwrap().shown(),
        );
        for more in [
            [("snils", snils.as_str())],
            [("surname", "Посторонняя")],
            [("birth_date", born.as_str())],
            [("passport_number", passport.as_str())],
        ] {
            let page = compared(&operator, &right, &more).await;
            refuses(&page, "Данные не сошлись");
            page.lacks(&[person.phone.shown().as_str(), person.email.as_str()]);
            answers.push(page.text.matches("Данные не сошлись").count());
        }
        assert!(answers.iter().all(|one| *one == answers[0]));
        assert!(has(&house, id, "proofing.return.wrong").await);
        let unseen = [("face", "")];
        let page = compared(&operator, &right, &unseen).await;
        refuses(&page, "Сверьте лицо и паспорт");
        // Five a day of one account, at whatever counter: then right data are refused too.
        for _ in 0..2 {
            compared(&operator, &right, &[("surname", "Иная")]).await;
        }
        let (_, elsewhere) = house.operator("hakimov").await;
        let page = compared(&elsewhere, &right, &[]).await;
        refuses(&page, "Данные не сошлись");
        assert!(!has(&house, id, "proofing.return.begun").await);
        // An account whose data nobody has checked is given to nobody.
        let (bare, whole) = house.settle("laptev").await;
        let mut tx = house.db().begin().await.unwrap();
        let (account, _) = okno_accounts::find_locked(&mut tx, bare).await.unwrap();
        okno_accounts::save_person(&mut tx, &account, &whole)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = compared(&elsewhere, &documents(&whole), &[]).await;
        refuses(&page, "Данные не сошлись");
        // Nobody but an operator, and nobody but the one who began.
        let citizen = house.citizen(bare).await;
        let page = citizen.get(START).await;
        assert_ne!(page.status, StatusCode::OK);
    }
);

on_both!(
    access_given_back_shows_the_app_when_it_is_not_lost,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let (_, operator) = house.operator("prudnikova").await;
        let page = compared(&operator, &documents(&person), &[]).await;
        let at = page.location.clone();
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
        let code = handed_out(&operator, &at).await;
        let mut tx = house.db().begin().await.unwrap();
        let sql = "update accounts set steps = 'app' where id = $1";
        tx.exec(sql, args![id]).await.unwrap();
        tx.commit().await.unwrap();
        let snils = person.snils.as_ref().unwrap().shown();
        let (mut browser, page) = types(&house, &snils, &code).await;
        page.goes(PASSWORD);
        browser.fill(PASSWORD, &NEW).await.goes("/login/step/app");
        // An earlier password renewed by its owner makes the code worthless.
        let code = handed_out(&operator, &at).await;
        let (mut late, page) = types(&house, &snils, &code).await;
        page.goes(PASSWORD);
        let mut tx = house.db().begin().await.unwrap();
        let sql = "update access_codes set used_at = 1 where account = $1";
        tx.exec(sql, args![id]).await.unwrap();
        tx.commit().await.unwrap();
        late.fill(PASSWORD, &NEW).await.goes("/login?renewed");
        assert_eq!(
            house
                .acts(id)
                .await
                .iter()
                .filter(|act| *act == "account.recovered_in_centre")
                .count(),
            1
        );
    }
);
