//! The second step of signing in.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{House, PASSWORD, app_code, app_secret, code_in, person};

const LOGIN: [(&str, &str); 2] = [("login", "amina0@pochta.example"), ("password", PASSWORD)];
const SMS: &str = "/login/step/sms";
const APP: &str = "/login/step/app";
const BACKUP: &str = "/login/step/backup";
const NEW: &str = "Kasimov#7";

async fn leave(browser: &mut Browser) {
    browser.post("/logout", &[]).await.leads("/");
}

/// Signs in and sets an app up; gives its secret.
async fn with_app(house: &House, browser: &mut Browser) -> Vec<u8> {
    browser.post("/login", &LOGIN).await.leads("/cabinet");
    let begin = "/cabinet/security/app/begin";
    browser
        .post(begin, &[])
        .await
        .leads("/cabinet/security/app");
    let page = browser.get("/cabinet/security/app").await;
    let (_, secret) = app_secret(page.is(200).has("<svg").has("Подключите приложение"));
    let good = app_code(house, &secret);
    let path = "/cabinet/security/app";
    browser.post(path, &[("code", "12")]).await.is(422);
    let page = browser.post(path, &[("code", &good)]).await;
    page.leads("/cabinet/security?app");
    house.later(SignedDuration::from_secs(60));
    secret
}

#[tokio::test]
async fn confirmed_account_is_asked_for_a_code_and_a_browser_may_be_remembered() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Confirmed).await;
        let mut browser = house.browser();
        let asked = [LOGIN[0], LOGIN[1], ("next", "/applications")];
        browser.post("/login", &asked).await.leads(SMS);
        // The password alone opens nothing.
        let page = browser.get("/cabinet").await;
        page.leads("/login?next=/cabinet");
        let page = browser.get(SMS).await;
        page.is(200)
            .has("Подтвердите, что это вы")
            .lacks("555-01-47");
        let code = house.sms_code().await;
        let wrong = if code == "000000" { "111111" } else { "000000" };
        browser.post(SMS, &[("code", wrong)]).await.is(422);
        let fields = [("code", code.as_str()), ("remember", "yes")];
        browser.post(SMS, &fields).await.leads("/applications");
        // The very same request once more, from whoever has listened.
        let mut thief = house.browser();
        thief.cookies = browser.cookies.clone();
        thief.cookies.remove("__Host-okno");
        thief.cookies.remove("__Secure-okno_device");
        thief.post(SMS, &fields).await.leads("/login");

        // The phone has answered: the cabinet does not ask for it once more.
        let page = browser.get("/cabinet").await;
        page.is(200).lacks("Подтвердите телефон");
        leave(&mut browser).await;

        // Remembered here, and nowhere else.
        browser.post("/login", &LOGIN).await.leads("/cabinet");
        house.later(SignedDuration::from_mins(2));
        let mut other = house.browser();
        other.post("/login", &LOGIN).await.leads(SMS);
        let code = house.sms_code().await;
        other.post(SMS, &[("code", &code)]).await.leads("/cabinet");

        // The owner takes it back.
        let page = other.get("/cabinet/security").await;
        let mark = "name=\"device\" value=\"";
        let at = page.is(200).text.find(mark).unwrap() + mark.len();
        let device = page.text[at..at + 36].to_owned();
        let forget = [("device", device.as_str())];
        let page = other.post("/cabinet/security/forget", &forget).await;
        page.leads("/cabinet/security?forgotten");
        leave(&mut browser).await;
        house.later(SignedDuration::from_mins(2));
        browser.post("/login", &LOGIN).await.leads(SMS);
        assert_eq!(house.told("account.device_forgotten").await, 1);
    }
}

#[tokio::test]
async fn remembered_browser_is_forgotten_after_thirty_days() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Confirmed).await;
        let mut browser = house.browser();
        browser.post("/login", &LOGIN).await.leads(SMS);
        let code = house.sms_code().await;
        let fields = [("code", code.as_str()), ("remember", "yes")];
        browser.post(SMS, &fields).await.leads("/cabinet");
        house.later(SignedDuration::from_hours(30 * 24 - 1));
        browser.post("/login", &LOGIN).await.leads("/cabinet");
        house.later(SignedDuration::from_hours(2));
        browser.post("/login", &LOGIN).await.leads(SMS);
    }
}

#[tokio::test]
async fn token_planted_in_a_browser_opens_nothing() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Confirmed).await;
        house.account(&person(1), Level::Simplified).await;
        let mut thief = house.browser();
        let theirs = [("login", "amina1@pochta.example"), LOGIN[1]];
        thief.post("/login", &theirs).await.leads("/cabinet");
        let planted = thief.cookies["__Secure-okno_device"].clone();

        let mut browser = house.browser();
        browser
            .cookies
            .insert("__Secure-okno_device".to_owned(), planted);
        browser.post("/login", &LOGIN).await.leads(SMS);
        let code = house.sms_code().await;
        let fields = [("code", code.as_str()), ("remember", "yes")];
        browser.post(SMS, &fields).await.leads("/cabinet");
        house.later(SignedDuration::from_mins(2));
        leave(&mut thief).await;
        thief.post("/login", &LOGIN).await.leads(SMS);
    }
}

#[tokio::test]
async fn app_takes_the_place_of_sms_and_a_code_works_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = house.browser();
        let secret = with_app(&house, &mut browser).await;
        let told = house.sms().await;
        assert!(told.last().unwrap().text.contains("второй шаг"));
        house.mail().await;
        leave(&mut browser).await;

        browser.post("/login", &LOGIN).await.leads(APP);
        browser.get(SMS).await.leads("/login");
        assert!(house.sms().await.is_empty(), "no code nobody asked for");
        let good = app_code(&house, &secret);
        let wrong = if good == "000000" { "111111" } else { "000000" };
        let page = browser.post(APP, &[("code", wrong)]).await;
        page.is(422).has("Код не подошёл");
        // Two devices with the same code at once: one is in.
        let mut other = house.browser();
        other.post("/login", &LOGIN).await.leads(APP);
        let fields = [("code", good.as_str())];
        let (one, two) = tokio::join!(browser.post(APP, &fields), other.post(APP, &fields));
        let mut led = [one.to(), two.to()];
        led.sort_unstable();
        assert_eq!(led, ["/cabinet", "/login/step/app?used"]);
        let page = other.get("/login/step/app?used").await;
        assert!(page.text.contains("Этот код уже использован") || page.to() == "/login");
        assert_eq!(house.told("account.second_wrong").await, 1);
        let history = match one.to() {
            "/cabinet" => browser.get("/cabinet/history").await,
            _ => other.get("/cabinet/history").await,
        };
        history.is(200).has("Неверный код на втором шаге входа");
    }
}

#[tokio::test]
async fn backup_codes_are_shown_once_and_open_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut browser = house.browser();
        with_app(&house, &mut browser).await;
        let path = "/cabinet/security/backup";
        let page = browser.post(path, &[]).await;
        page.is(200).has("Сохраните их сейчас");
        let codes: Vec<String> = page
            .text
            .split("okno-num okno-nb\">")
            .skip(1)
            .map(|rest| rest[..11].to_owned())
            .collect();
        assert_eq!(codes.len(), 10);
        let page = browser.get(path).await;
        page.is(200).has("Осталось 10 кодов").lacks(&codes[0]);
        leave(&mut browser).await;

        browser.post("/login", &LOGIN).await.leads(APP);
        browser.get(APP).await.is(200).has("Ввести запасной код");
        let page = browser.post(BACKUP, &[("code", "Ы")]).await;
        page.is(422).has("В запасном коде 10 знаков");
        let typed = codes[3].to_lowercase().replace('-', " ");
        let page = browser.post(BACKUP, &[("code", &typed)]).await;
        page.leads("/cabinet");
        leave(&mut browser).await;
        browser.post("/login", &LOGIN).await.leads(APP);
        let page = browser.post(BACKUP, &[("code", &codes[3])]).await;
        page.is(422).has("или вы его уже вводили");
        // New ones put the old ones out of force.
        let page = browser.post(BACKUP, &[("code", &codes[4])]).await;
        page.leads("/cabinet");
        let page = browser.get(path).await;
        page.is(200).has("Осталось 8 кодов");
        browser.post(path, &[]).await.is(200);
        leave(&mut browser).await;
        browser.post("/login", &LOGIN).await.leads(APP);
        browser.post(BACKUP, &[("code", &codes[5])]).await.is(422);
    }
}

#[tokio::test]
async fn ten_wrong_codes_lock_the_account_and_its_owner_opens_it() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Standard).await;
        let mut owner = house.browser();
        let secret = with_app(&house, &mut owner).await;
        let mut thief = house.browser();
        thief.post("/login", &LOGIN).await.leads(APP);
        for n in 1..=10 {
            let good = app_code(&house, &secret);
            let wrong = if good == "000000" { "111111" } else { "000000" };
            let page = thief.post(APP, &[("code", wrong)]).await;
            match n {
                10 => page.is(403).has("Учётная запись закрыта"),
                _ => page.is(422),
            };
            if n == 5 {
                let page = thief.post(APP, &[("code", &good)]).await;
                page.is(429).has("Слишком много неверных кодов");
                house.later(SignedDuration::from_mins(16));
                thief.post("/login", &LOGIN).await.leads(APP);
            }
        }
        // Nobody is in any more; the password says why, to whoever knows it.
        let page = owner.get("/cabinet").await;
        page.leads("/login?next=/cabinet");
        let page = thief.post("/login", &LOGIN).await;
        page.is(422).has("Учётная запись закрыта");
        let good = app_code(&house, &secret);
        thief.post(APP, &[("code", &good)]).await.leads("/login");
        let sms = house.sms().await;
        assert!(sms.last().unwrap().text.contains("много неверных кодов"));
        assert_eq!(house.told("account.locked").await, 1);

        recover(&house, &mut owner, false).await.leads(APP);
        house.later(SignedDuration::from_secs(60));
        let good = app_code(&house, &secret);
        let page = owner.post(APP, &[("code", &good)]).await;
        page.leads("/cabinet?renewed");
        assert_eq!(house.told("account.unlocked").await, 1);
        let page = owner.get("/cabinet/history").await;
        page.is(200).has("Учётная запись снова открыта");
    }
}

/// Sets a new password by a code, to the phone or to the e-mail.
async fn recover(house: &House, browser: &mut Browser, by_mail: bool) -> crate::browser::Seen {
    let typed = if by_mail {
        LOGIN[0].1
    } else {
        "8 900 555 01 47"
    };
    house.sms().await;
    house.mail().await;
    let page = browser.post("/recover", &[("login", typed)]).await;
    page.leads("/recover/code");
    let code = match by_mail {
        true => house.mail_code().await,
        false => house.sms_code().await,
    };
    let page = browser.post("/recover/code", &[("code", &code)]).await;
    page.leads("/recover/password");
    let fields = [("password", NEW), ("repeat", NEW)];
    browser.post("/recover/password", &fields).await
}

#[tokio::test]
async fn recovery_shows_another_proof_and_settings_wait_three_days() {
    for engine in ENGINES {
        for by_mail in [false, true] {
            let house = House::build(engine).await;
            house.account(&person(0), Level::Confirmed).await;
            let mut browser = house.browser();
            // Remembered or not: after a recovery the second step is asked for.
            browser.post("/login", &LOGIN).await.leads(SMS);
            let code = house.sms_code().await;
            let fields = [("code", code.as_str()), ("remember", "yes")];
            browser.post(SMS, &fields).await.leads("/cabinet");
            leave(&mut browser).await;
            house.later(SignedDuration::from_mins(2));

            let next = match by_mail {
                true => SMS,
                false => "/login/step/mail",
            };
            recover(&house, &mut browser, by_mail).await.leads(next);
            let (sms, mail) = (house.sms().await, house.mail().await);
            let told = |text: &str| text.contains("72 часа");
            assert!(sms.iter().any(|one| told(&one.text)), "told by SMS");
            assert!(mail.iter().any(|one| told(&one.text)), "told by mail");
            let of_code = if by_mail { &sms } else { &mail };
            let code = of_code
                .iter()
                .find(|one| one.text.contains("Код для входа"));
            let code = code_in(code.unwrap());
            let page = browser.post(next, &[("code", &code)]).await;
            page.leads("/cabinet?renewed");

            let begin = "/cabinet/security/app/begin";
            let page = browser.post(begin, &[]).await;
            page.is(403).has("Настройки пока нельзя менять");
            let page = browser.get("/cabinet/security").await;
            page.is(200).has("Пароль восстанавливали");
            house.later(SignedDuration::from_hours(72));
            let login = [LOGIN[0], ("password", NEW)];
            browser.post("/login", &login).await.leads(SMS);
            let code = house.sms_code().await;
            browser
                .post(SMS, &[("code", &code)])
                .await
                .leads("/cabinet");
            let page = browser.post(begin, &[]).await;
            page.leads("/cabinet/security/app");
        }
    }
}

#[tokio::test]
async fn half_way_is_over_after_ten_minutes() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Confirmed).await;
        let mut browser = house.browser();
        browser.get(SMS).await.leads("/login");
        browser.post("/login", &LOGIN).await.leads(SMS);
        house.later(SignedDuration::from_mins(11));
        browser.get(SMS).await.leads("/login");
        let page = browser.post(SMS, &[("code", "123456")]).await;
        page.leads("/login");
        browser.get("/login/step/word").await.is(404);
    }
}
