//! The operator's workplace: registries beside the case, scans, people registered at the
//! counter, the code of access, the certificate.

use axum::http::StatusCode;
use data_encoding::BASE64;
use jiff::SignedDuration;
use okno_accounts::{Level, Person};
use okno_requisites::DocDate;

use crate::house::{Browser, House, Page};
use crate::in_person::code_of;
use crate::on_both;

const MARKS: [(&str, &str); 3] = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];

/// The smallest picture.
pub fn png() -> Vec<u8> {
    let text = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    BASE64.decode(text).unwrap()
}

async fn found(operator: &Browser, code: &str) -> String {
    let page = operator.post("/centre/find", &[("code", code)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location
}

/// What an operator types from the documents.
pub fn form_of(person: &Person) -> Vec<(&'static str, String)> {
    let passport = person.passport.as_ref().unwrap();
    let address = person.address.as_ref().unwrap();
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let patronymic = person.patronymic.as_ref();
    vec![
        ("surname", person.surname.as_str().to_owned()),
        ("name", person.given.as_str().to_owned()),
        (
            "patronymic",
            patronymic
                .map(|p| p.as_str().to_owned())
                .unwrap_or_default(),
        ),
        ("sex", person.sex.unwrap().as_str().to_owned()),
        ("birth_date", person.birth_date.as_ref().unwrap().shown()),
        ("birth_place", part(&person.birth_place)),
        (
            "citizenship",
            person.citizenship.unwrap().as_str().to_owned(),
        ),
        ("passport_number", passport.number.as_str().to_owned()),
        ("passport_issued_by", passport.issued_by.clone()),
        ("passport_issued_on", passport.issued_on.shown()),
        ("division_code", passport.division.as_str().to_owned()),
        ("snils", person.snils.as_ref().unwrap().as_str().to_owned()),
        (
            "inn",
            person
                .inn
                .as_ref()
                .map(|inn| inn.as_str().to_owned())
                .unwrap_or_default(),
        ),
        ("region", address.region.clone()),
        ("district", part(&address.district)),
        ("city", address.city.clone()),
        ("street", part(&address.street)),
        ("house", address.house.clone()),
        ("flat", part(&address.flat)),
        ("postcode", part(&address.postcode)),
        ("phone", person.phone.as_str().to_owned()),
        ("email", person.email.as_str().to_owned()),
    ]
}

fn changed(
    mut form: Vec<(&'static str, String)>,
    name: &str,
    value: &str,
) -> Vec<(&'static str, String)> {
    for (field, old) in &mut form {
        if *field == name {
            value.clone_into(old);
        }
    }
    form
}

pub async fn send(browser: &Browser, path: &str, form: &[(&str, String)]) -> Page {
    let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post(path, &pairs).await
}

fn six_digits(text: &str) -> String {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let mut codes = digits.filter(|run| run.len() == 6);
    codes
        .next()
        .unwrap_or_else(|| panic!("no code in {text}"))
        .to_owned()
}

async fn sms_code(house: &House, person: &Person) -> String {
    house.drain().await;
    six_digits(house.sms(person).await.last().unwrap())
}

async fn mail_code(house: &House, person: &Person) -> String {
    house.drain().await;
    six_digits(&house.letters(person).await.last().unwrap().1)
}

/// The registration begins: data typed, codes on their way.
async fn begun(operator: &Browser, form: &[(&str, String)]) -> String {
    let page = send(operator, "/centre/register", form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert!(
        page.location.starts_with("/centre/counter/"),
        "{}",
        page.location
    );
    page.location
}

/// As far as the papers.
async fn contacts(house: &House, operator: &Browser, visit: &str, person: &Person) {
    let code = sms_code(house, person).await;
    let path = format!("{visit}/phone");
    operator.post(&path, &[("code", &code)]).await.goes(visit);
    let code = mail_code(house, person).await;
    let path = format!("{visit}/email");
    operator.post(&path, &[("code", &code)]).await.goes(visit);
}

async fn scan(operator: &Browser, case: &str, kind: &str, content: &[u8]) -> Page {
    let path = format!("{case}/papers");
    operator
        .post_files(&path, &[("paper", kind)], &[("scan", content)])
        .await
}

/// The account is made.
pub async fn made(house: &House, operator: &Browser, person: &Person) -> String {
    let visit = begun(operator, &form_of(person)).await;
    contacts(house, operator, &visit, person).await;
    scan(operator, &visit, "consent", &png()).await.goes(&visit);
    let path = format!("{visit}/finish");
    operator.post(&path, &MARKS).await.goes(&visit);
    visit
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    rest.split_once(to).unwrap().0
}

/// The code on the sheet that the operator hands out.
async fn handed_out(operator: &Browser, visit: &str) -> String {
    let page = operator.get(visit).await;
    let click = between(&page.text, "name=\"click\" value=\"", "\"").to_owned();
    let path = format!("{visit}/code");
    let page = operator.post(&path, &[("click", &click)]).await;
    page.says(&["Временный код доступа", "/login/first"]);
    let code = between(&page.text, "okno-showcode\">", "<").to_owned();
    // The second click of two gives the same one.
    let again = operator.post(&path, &[("click", &click)]).await;
    assert_eq!(between(&again.text, "okno-showcode\">", "<"), code);
    code
}

pub async fn account_of(house: &House, person: &Person) -> uuid::Uuid {
    let snils = person.snils.as_ref().unwrap().as_str();
    let found = okno_accounts::find_by(house.db(), "snils", snils).await;
    found.unwrap().expect("no account")
}

async fn first_sign_in(house: &House, login: &str, code: &str) -> (Browser, Page) {
    let browser = house.stranger();
    let page = browser
        .post("/login/first", &[("login", login), ("code", code)])
        .await;
    (browser, page)
}

const OWN: [(&str, &str); 2] = [("password", "Тукан-4бегут*"), ("repeat", "Тукан-4бегут*")];

on_both!(whole_registration_at_the_counter, |house| async move {
    let person = house.somebody("rimskaya").await;
    let (staff, operator) = house.operator("prudnikova").await;
    operator.get("/centre").await.says(&["/centre/register"]);
    operator.get("/centre/register").await.says(&[
        "Регистрация в центре",
        "Паспорт и СНИЛС",
        "Материнский капитал",
    ]);
    // Typed wrongly: every field says so, nothing is begun.
    let flawed = changed(form_of(&person), "snils", "112-233-445 96");
    let page = send(&operator, "/centre/register", &flawed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        house
            .count("select count(*) as n from counter_visits")
            .await,
        0
    );

    let mut form = form_of(&person);
    form.push(("fund_pension", "yes".to_owned()));
    let visit = begun(&operator, &form).await;
    operator
        .get(&visit)
        .await
        .says(&["Код из SMS", "Шаг 2 из 4", &person.phone.shown()]);
    let wrong = operator
        .post(&format!("{visit}/phone"), &[("code", "000000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Not before the codes.
    scan(&operator, &visit, "consent", &png())
        .await
        .goes(&visit);
    operator
        .post(&format!("{visit}/finish"), &MARKS)
        .await
        .goes(&visit);
    assert_eq!(house.count("select count(*) as n from accounts").await, 0);
    contacts(&house, &operator, &visit, &person).await;

    operator
        .get(&visit)
        .await
        .says(&["Согласие на бумаге", "Скана нет", "Трудовая книжка"]);
    let pdf = operator.download(&format!("{visit}/consent")).await;
    assert!(pdf.starts_with(b"%PDF"));
    // Without the signed consent there is no account, nor without the marks.
    let finish = format!("{visit}/finish");
    let page = operator.post(&finish, &MARKS).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("скан подписанного согласия"),
        "{}",
        page.text
    );
    for kind in [
        "consent",
        "passport",
        "photo",
        "signature",
        "work_book",
        "income",
    ] {
        scan(&operator, &visit, kind, &png()).await.goes(&visit);
    }
    let page = operator.post(&finish, &MARKS[..2]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Отметьте все три"), "{}", page.text);
    assert_eq!(house.count("select count(*) as n from accounts").await, 0);
    // Two clicks make one account.
    let (a, b) = tokio::join!(
        operator.post(&finish, &MARKS),
        operator.post(&finish, &MARKS)
    );
    a.goes(&visit);
    b.goes(&visit);
    assert_eq!(house.count("select count(*) as n from accounts").await, 1);
    let account = account_of(&house, &person).await;
    assert_eq!(house.level(account).await, (Level::Simplified, None));
    operator
        .get(&visit)
        .await
        .says(&["Учётная запись создана", "Ждёт очереди", "реестр МВД"]);
    let consents =
        "select count(*) as n from consents where version = '2' and document like '%.paper'";
    assert_eq!(house.count(consents).await, 2);

    // Once the registries agree, what the operator saw confirms.
    house.drain().await;
    let in_person = (Level::Confirmed, Some("in_person".to_owned()));
    assert_eq!(house.level(account).await, in_person);
    operator.get(&visit).await.says(&[
        "Регистрация завершена",
        ">Пенсия<",
        "Напечатать уведомление",
    ]);
    let lines = okno_store::journal::of_owner(house.db(), account, 100)
        .await
        .unwrap();
    let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
    assert_eq!(decided.actor, Some(staff));
    assert_eq!(decided.detail["unit"], "kasimov-sobornaya");
    let sms = house.sms(&person).await;
    assert!(
        sms.iter()
            .any(|text| text.contains("вам создали учётную запись")),
        "{sms:?}"
    );

    // The code from the sheet, then a password of one's own before anything else.
    let code = handed_out(&operator, &visit).await;
    let snils = person.snils.as_ref().unwrap().shown();
    let (mut browser, page) = first_sign_in(&house, &snils, &code.to_lowercase()).await;
    page.goes("/login/first/password");
    browser.get("/cabinet").await.goes("/login?next=/cabinet");
    browser
        .get("/login/first/password")
        .await
        .goes("/login/first?over");
    browser.keep(&page);
    browser
        .get("/login/first/password")
        .await
        .says(&["Придумайте пароль"]);
    let weak = [("password", "12345678"), ("repeat", "12345678")];
    let page = browser.post("/login/first/password", &weak).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post("/login/first/password", &OWN).await;
    page.goes("/cabinet");
    browser.keep(&page);
    browser.get("/cabinet").await.says(&["Подтверждённая"]);
    // Once, and the operator hands out no more.
    let (_, page) = first_sign_in(&house, &snils, &code).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    operator
        .get(&visit)
        .await
        .says(&["Человек уже вошёл"])
        .lacks(&["name=\"click\""]);
    let login = house.stranger();
    let signed = [("login", person.phone.as_str()), OWN[0]];
    // The account is confirmed now, so the password alone opens nothing.
    let page = login.post("/login", &signed).await;
    page.goes("/login/step/sms");

    // The certificate, for both.
    browser
        .get("/cabinet/certificate")
        .await
        .says(&["Номер документа", "Открыть PDF"]);
    let own = browser.download("/cabinet/certificate/file").await;
    assert!(own.starts_with(b"%PDF"));
    let page = operator.get(&visit).await;
    let path = between(&page.text, "href=\"/centre/certificates/", "\"").to_owned();
    let printed = operator
        .download(&format!("/centre/certificates/{path}"))
        .await;
    assert_eq!(printed, own);
    let (_, other) = house.operator("hakimov").await;
    let page = other.get(&format!("/centre/certificates/{path}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&visit).await.status, StatusCode::NOT_FOUND);
    let looks = house.looks(account).await;
    for look in ["operator certificate", "operator visit"] {
        assert!(looks.iter().any(|l| l == look), "{look}: {looks:?}");
    }
    let acts = house.acts(account).await;
    for act in [
        "account.access_code",
        "account.first_password",
        "proofing.certificate.printed",
    ] {
        assert!(acts.iter().any(|a| a == act), "{act}: {acts:?}");
    }
});

on_both!(codes_of_access_are_limited, |house| async move {
    let person = house.somebody("rimskaya").await;
    let (_, operator) = house.operator("prudnikova").await;
    let visit = made(&house, &operator, &person).await;
    let code = handed_out(&operator, &visit).await;
    let phone = person.phone.as_str();
    // Nothing of it lies in the store.
    let kept = "select count(*) as n from access_codes where length(hash) = 32";
    assert_eq!(house.count(kept).await, 1);
    let (_, page) = first_sign_in(&house, phone, "7KQ2M").await;
    assert!(
        page.text.contains("В коде 10 знаков, а здесь 5"),
        "{}",
        page.text
    );
    // A stranger's login is answered alike.
    for login in [phone, "+79005559999"] {
        for _ in 0..5 {
            let (_, page) = first_sign_in(&house, login, "00000-00000").await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains("Код не подошёл"), "{}", page.text);
        }
        let (_, page) = first_sign_in(&house, login, &code).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}", page.text);
    }
    // Five tries are five: the code is dead after the wait too.
    house.wait(SignedDuration::from_mins(16));
    let (_, page) = first_sign_in(&house, phone, &code).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A new one is good; the old one is not.
    let (_, operator) = (0, house.browser(&again(&house).await).await);
    let fresh = handed_out(&operator, &visit).await;
    assert_ne!(fresh, code);
    let (_, page) = first_sign_in(&house, phone, &code).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Three days.
    house.wait(SignedDuration::from_hours(72));
    let (_, page) = first_sign_in(&house, phone, &fresh).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let operator = house.browser(&again(&house).await).await;
    let last = handed_out(&operator, &visit).await;
    let (_, page) = first_sign_in(&house, phone, &last).await;
    page.goes("/login/first/password");
});

/// The door of the operator, whose session has ended meanwhile.
pub async fn again(house: &House) -> String {
    let row = house
        .db()
        .row("select id from staff", vec![])
        .await
        .unwrap()
        .unwrap();
    let id: uuid::Uuid = row.get("id").unwrap();
    format!("/test/staff/{id}")
}

on_both!(two_operators_register_one_person, |house| async move {
    let person = house.somebody("rimskaya").await;
    let (_, first) = house.operator("prudnikova").await;
    let (_, second) = house.operator("hakimov").await;
    let mut visits = Vec::new();
    for operator in [&first, &second] {
        let visit = begun(operator, &form_of(&person)).await;
        contacts(&house, operator, &visit, &person).await;
        scan(operator, &visit, "consent", &png()).await.goes(&visit);
        visits.push(visit);
        // A minute lies between two codes.
        house.wait(SignedDuration::from_mins(2));
    }
    let paths: Vec<String> = visits
        .iter()
        .map(|visit| format!("{visit}/finish"))
        .collect();
    let (a, b) = tokio::join!(
        first.post(&paths[0], &MARKS),
        second.post(&paths[1], &MARKS)
    );
    a.goes(&visits[0]);
    b.goes(&visits[1]);
    assert_eq!(house.count("select count(*) as n from accounts").await, 1);
    let open =
        "select count(*) as n from counter_visits where state = 'open' and account is not null";
    assert_eq!(house.count(open).await, 1);
    let mut led = 0;
    for (operator, visit) in [(&first, &visits[0]), (&second, &visits[1])] {
        let page = operator.get(visit).await;
        if page.text.contains("Учётная запись уже есть") {
            page.lacks(&[&person.full_name()]);
            led += 1;
        }
    }
    assert_eq!(led, 1);
    house.drain().await;
    let account = account_of(&house, &person).await;
    assert_eq!(house.level(account).await.0, Level::Confirmed);
});

on_both!(who_has_an_account_is_led_to_it, |house| async move {
    // Standard: to the usual case.
    let (id, person) = house.standard("laptev").await;
    let (_, operator) = house.operator("prudnikova").await;
    // Other contacts are typed; those of the account count.
    let form = changed(form_of(&person), "phone", "+79005550001");
    let form = changed(form, "email", "other@pochta.example");
    let visit = begun(&operator, &form).await;
    let page = operator.get(&visit).await;
    page.says(&[
        "Учётная запись уже есть",
        &person.phone.masked(),
        "Стандартная",
    ]);
    page.lacks(&[
        &person.full_name(),
        person.phone.shown().as_str(),
        person.email.as_str(),
    ]);
    operator
        .get("/centre/register")
        .await
        .lacks(&[&person.full_name()]);
    let code = sms_code(&house, &person).await;
    let page = operator
        .post(&format!("{visit}/phone"), &[("code", &code)])
        .await;
    assert!(
        page.location.starts_with("/centre/cases/"),
        "{}",
        page.location
    );
    operator
        .post(&format!("{}/confirm", page.location), &MARKS)
        .await
        .goes(&page.location);
    assert_eq!(house.level(id).await.0, Level::Confirmed);
    assert_eq!(
        house
            .count("select count(*) as n from counter_visits")
            .await,
        0
    );
    // The holder can read of it.
    assert!(
        house
            .acts(id)
            .await
            .iter()
            .any(|act| act == "proofing.visit.begun")
    );

    // Confirmed: there is nothing to do.
    house.wait(SignedDuration::from_mins(2));
    let visit = begun(&operator, &form_of(&person)).await;
    let code = sms_code(&house, &person).await;
    operator
        .post(&format!("{visit}/phone"), &[("code", &code)])
        .await
        .goes(&visit);
    operator
        .get(&visit)
        .await
        .says(&["Учётная запись уже подтверждённая"])
        .lacks(&["/finish"]);

    // Simplified: filled in here, whatever stage it was in (S2-21).
    let (bare, person) = house.settle("rimskaya").await;
    let visit = begun(&operator, &form_of(&person)).await;
    let code = sms_code(&house, &person).await;
    operator
        .post(&format!("{visit}/phone"), &[("code", &code)])
        .await
        .goes(&visit);
    scan(&operator, &visit, "consent", &png())
        .await
        .goes(&visit);
    operator
        .post(&format!("{visit}/finish"), &MARKS)
        .await
        .goes(&visit);
    house.drain().await;
    assert_eq!(
        house.level(bare).await,
        (Level::Confirmed, Some("in_person".to_owned()))
    );
    operator
        .get(&visit)
        .await
        .says(&["У человека есть свой пароль"])
        .lacks(&["name=\"click\""]);

    // A contact of somebody else's is refused at its field.
    let third = house.somebody("karimov").await;
    let form = changed(form_of(&third), "phone", person.phone.as_str());
    let page = send(&operator, "/centre/register", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text
            .contains("указан в учётной записи другого человека"),
        "{}",
        page.text
    );
});

on_both!(what_was_typed_wrongly_is_put_right, |house| async move {
    let person = house.somebody("rimskaya").await;
    let (_, operator) = house.operator("prudnikova").await;
    let mut wrong = person.clone();
    wrong.passport.as_mut().unwrap().issued_on = DocDate::parse("21.04.2019").unwrap();
    let visit = made(&house, &operator, &wrong).await;
    house.drain().await;
    let account = account_of(&house, &person).await;
    assert_eq!(house.level(account).await, (Level::Simplified, None));
    operator
        .get(&visit)
        .await
        .says(&["Не совпало", "дата выдачи паспорта", "Исправить данные"]);
    let edit = format!("{visit}/edit");
    operator.get(&edit).await.says(&["21.04.2019"]);
    let form = form_of(&person);
    send(&operator, &edit, &form).await.goes(&visit);
    house.drain().await;
    assert_eq!(house.level(account).await.0, Level::Confirmed);
    // Confirmed data is not the operator's to change.
    operator.get(&edit).await.goes(&visit);

    // Changed by the person, it is not what the operator saw.
    let second = house.somebody("karimov").await;
    let mut wrong = second.clone();
    wrong.passport.as_mut().unwrap().issued_on = DocDate::parse("21.04.2019").unwrap();
    let visit = made(&house, &operator, &wrong).await;
    house.drain().await;
    let account = account_of(&house, &second).await;
    house.save(account, &second).await;
    house.drain().await;
    assert_eq!(house.level(account).await, (Level::Standard, None));
    operator
        .get(&visit)
        .await
        .says(&["Подтвердить не получилось"]);
});

on_both!(who_goes_away_leaves_nothing, |house| async move {
    let person = house.somebody("rimskaya").await;
    let (_, operator) = house.operator("prudnikova").await;
    let visit = begun(&operator, &form_of(&person)).await;
    contacts(&house, &operator, &visit, &person).await;
    scan(&operator, &visit, "consent", &png())
        .await
        .goes(&visit);
    operator
        .post(&format!("{visit}/drop"), &[])
        .await
        .goes("/centre/register");
    let left = "select count(*) as n from counter_visits";
    let files = "select count(*) as n from files";
    assert_eq!((house.count(left).await, house.count(files).await), (0, 0));
    // Nor does one that nobody finished in a day.
    house.wait(SignedDuration::from_mins(2));
    let visit = begun(&operator, &form_of(&person)).await;
    contacts(&house, &operator, &visit, &person).await;
    scan(&operator, &visit, "consent", &png())
        .await
        .goes(&visit);
    house.wait(SignedDuration::from_hours(25));
    house.proofing.sweep().await.unwrap();
    assert_eq!((house.count(left).await, house.count(files).await), (0, 0));
});

on_both!(
    registries_answer_beside_what_was_typed,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let code = code_of(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        operator.get(&case).await.says(&[
            "Сверка с реестрами",
            &person.passport.as_ref().unwrap().number.shown(),
            "реестр МВД",
            "Налоговая служба",
            "Ответ получен",
            "Сверить сейчас",
        ]);
        let before = house.calls().await;
        let compare = format!("{case}/compare");
        let (a, b) = tokio::join!(operator.post(&compare, &[]), operator.post(&compare, &[]));
        a.goes(&case);
        b.goes(&case);
        operator.get(&case).await.says(&["Спрашиваем ещё раз"]);
        house.drain().await;
        let after = house.calls().await;
        assert_eq!(after, before.map(|calls| calls + 1));
        operator.get(&case).await.lacks(&["Спрашиваем ещё раз"]);
        assert!(house.acts(id).await.iter().any(|act| act == "checks.begun"));

        // A registry that is down spoils nothing: the earlier answer stands.
        house.fault("mvd", "down").await;
        operator.post(&compare, &[]).await.goes(&case);
        house.drain().await;
        operator
            .get(&case)
            .await
            .says(&["Спрашиваем ещё раз", "Совпадает"]);
        // One that disagrees now holds the operator back.
        house.fault("mvd", "ok").await;
        house.fault("fns", "wrong").await;
        house.wait(SignedDuration::from_hours(2));
        house.drain().await;
        let operator = house.browser(&again(&house).await).await;
        operator.post(&compare, &[]).await.goes(&case);
        house.drain().await;
        operator.get(&case).await.says(&["Не совпало"]);
        let page = operator.post(&format!("{case}/confirm"), &MARKS).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.level(id).await.0, Level::Standard);
        // When it agrees again, he may.
        house.fault("fns", "ok").await;
        operator.post(&compare, &[]).await.goes(&case);
        house.drain().await;
        operator
            .post(&format!("{case}/confirm"), &MARKS)
            .await
            .goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
        // The certificate is made on demand and once.
        let page = operator.get(&case).await;
        let path = between(&page.text, "action=\"/centre/certificates/", "\"").to_owned();
        let path = format!("/centre/certificates/{path}");
        operator.post(&path, &[]).await.goes(&case);
        operator.post(&path, &[]).await.goes(&case);
        house.drain().await;
        assert!(operator.download(&path).await.starts_with(b"%PDF"));
        assert_eq!(house.count("select count(*) as n from documents").await, 1);
    }
);

on_both!(
    scans_are_seen_by_few_and_every_look_is_written_down,
    |house| async move {
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let code = code_of(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        // What is no document or picture is refused by its content.
        let page = scan(&operator, &case, "photo", b"MZ not a picture").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = scan(&operator, &case, "photo", b"").await;
        assert!(page.text.contains("Выберите файл"), "{}", page.text);
        let page = scan(&operator, &case, "diary", &png()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        // What rides behind the picture is thrown away.
        let mut tricky = png();
        tricky.extend(b"<script>");
        for kind in ["passport", "photo", "signature", "other"] {
            scan(&operator, &case, kind, &tricky).await.goes(&case);
        }
        let page = operator.get(&case).await;
        page.says(&["Паспорт", "Фото человека", "Подпись", "Другой документ"]);
        let paths: Vec<String> = page
            .text
            .split("href=\"/centre/papers/")
            .skip(1)
            .map(|rest| format!("/centre/papers/{}", rest.split('"').next().unwrap()))
            .collect();
        assert_eq!(paths.len(), 4);
        let path = &paths[0];
        let content = operator.download(path).await;
        assert!(content.starts_with(b"\x89PNG"));
        assert!(!content.windows(8).any(|part| part == b"<script>"));
        // Nobody else: another operator, an officer, the person; an auditor does.
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND);
        assert_ne!(browser.get(path).await.status, StatusCode::OK);
        let auditor = house.auditor("belova").await;
        let list = auditor.get("/centre/papers").await;
        list.says(&["Фото человека", "Другой документ", path]);
        list.lacks(&["Лаптев"]);
        let refused = other.get("/centre/papers").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(auditor.download(path).await, content);
        let looks = |acts: &[String]| acts.iter().filter(|a| *a == "proofing.paper.seen").count();
        assert_eq!(looks(&house.acts(id).await), 2);
        assert_eq!(
            house.looks(id).await,
            ["auditor paper", "operator confirmation", "operator paper"]
        );
        // Sealed: the picture does not lie in the store as it is.
        let row = "select count(*) as n from files where name is not null";
        assert_eq!(house.count(row).await, 4);
        let remove = format!("{path}/remove");
        assert_eq!(other.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
        operator.post(&remove, &[]).await.goes(&case);
        assert_eq!(operator.get(path).await.status, StatusCode::NOT_FOUND);
        // Nothing changes after the decision.
        operator
            .post(&format!("{case}/confirm"), &MARKS)
            .await
            .goes(&case);
        scan(&operator, &case, "photo", &png()).await.goes(&case);
        operator
            .post(&format!("{}/remove", paths[1]), &[])
            .await
            .goes(&case);
        let rows = "select count(*) as n from proofing_papers";
        assert_eq!(house.count(rows).await, 3);
    }
);
