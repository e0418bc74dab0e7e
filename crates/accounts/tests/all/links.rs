//! The link in the letter of a registration (S2-15).

use jiff::SignedDuration;
use okno_store::testing::ENGINES;

use crate::browser::Browser;
use crate::house::{FORM, House, PASSWORD, code_in};

const START: &str = "/register/simple";
const PHONE: &str = "/register/simple/phone";
const EMAIL: &str = "/register/simple/email";
const PASS_PAGE: &str = "/register/simple/password";
const RESUME: &str = "/register/resume";
const PASS: [(&str, &str); 2] = [("password", PASSWORD), ("repeat", PASSWORD)];

/// As far as the page for the letter's code; the path of the letter's link and its code.
async fn to_letter(house: &House, browser: &mut Browser) -> (String, String) {
    browser.post(START, &FORM).await.leads(PHONE);
    let code = house.sms_code().await;
    browser.post(PHONE, &[("code", &code)]).await.leads(EMAIL);
    letter(house).await
}

async fn letter(house: &House) -> (String, String) {
    let letters = house.mail().await;
    let letter = letters.last().expect("no letter");
    assert!(letter.link.starts_with("/register/link/"), "{letter:?}");
    assert!(letter.text.contains("можно открыть ссылку"), "{letter:?}");
    (letter.link.clone(), code_in(letter))
}

#[tokio::test]
async fn the_link_in_the_letter_leads_to_the_next_step() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let (link, code) = to_letter(&house, &mut browser).await;
        // Programs that look at links first, without cookies, use nothing up.
        for _ in 0..3 {
            let page = house.browser().get(&link).await;
            page.is(200).has("Продолжить регистрацию").lacks("Сафина");
        }
        browser.get(EMAIL).await.is(200);
        let page = browser.get(&link).await;
        page.is(200).has("почта будет подтверждена");
        assert_eq!(house.told("registration.contact").await, 1);
        browser.post(&link, &[]).await.leads(PASS_PAGE);
        assert_eq!(house.told("registration.contact").await, 2);
        browser.get(&link).await.has("Почта уже подтверждена");
        // The second click, the way back and the code that is needed no more.
        browser.post(&link, &[]).await.leads(PASS_PAGE);
        browser.get(EMAIL).await.leads(PASS_PAGE);
        browser
            .post(EMAIL, &[("code", &code)])
            .await
            .leads(PASS_PAGE);
        let codes = "select count(*) as n from codes";
        assert_eq!(house.count(codes).await, 0);
        assert_eq!(house.told("registration.contact").await, 2);
        browser.post(PASS_PAGE, &PASS).await.leads("/register/done");
        browser.get(&link).await.leads("/cabinet");
        let page = house.browser().get(&link).await;
        page.is(410).has("Ссылка больше не действует");
        house.browser().post(&link, &[]).await.is(410);
        // Kept as a hash only.
        let token = link.rsplit('/').next().unwrap();
        assert_eq!(token.len(), 40);
        let sql = "select count(*) as n from registration_links where length(hash) = 32";
        assert_eq!(house.count(sql).await, 1);
    }
}

#[tokio::test]
async fn a_link_proves_the_mailbox_for_five_minutes_and_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let (old, _) = to_letter(&house, &mut browser).await;
        house.later(SignedDuration::from_mins(5));
        let page = browser.get(&old).await;
        page.is(200).has("Пять минут прошли");
        browser.post(&old, &[]).await.leads(EMAIL);
        assert_eq!(house.told("registration.contact").await, 1);
        browser
            .post(EMAIL, &[("again", "1")])
            .await
            .leads("/register/simple/email?again");
        let (fresh, _) = letter(&house).await;
        assert_ne!(fresh, old);
        // The older letter is worth nothing.
        browser.post(&old, &[]).await.is(410);
        let (one, two) = (
            browser.post(&fresh, &[]).await,
            browser.post(&fresh, &[]).await,
        );
        one.leads(PASS_PAGE);
        two.leads(PASS_PAGE);
        assert_eq!(house.told("registration.contact").await, 2);
        // A letter to somebody who has an account has no link.
        browser.post(PASS_PAGE, &PASS).await.leads("/register/done");
        house.mail().await;
        let mut other = house.browser();
        let mut form = FORM.to_vec();
        form[3].1 = "8 (900) 555-01-99";
        other.post(START, &form).await.leads(PHONE);
        let code = house.sms_code().await;
        other.post(PHONE, &[("code", &code)]).await.leads(EMAIL);
        let letters = house.mail().await;
        assert_eq!(letters.last().unwrap().link, "");
        assert!(letters.last().unwrap().subject.contains("уже есть"));
        house.later(SignedDuration::from_hours(25));
        house.accounts.sweep().await.unwrap();
        for sql in [
            "select count(*) as n from registration_links",
            "select count(*) as n from registration_seats",
        ] {
            assert_eq!(house.count(sql).await, 0);
        }
    }
}

#[tokio::test]
async fn a_registration_goes_on_elsewhere_after_hours() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let (link, code) = to_letter(&house, &mut browser).await;
        browser
            .post(EMAIL, &[("code", &code)])
            .await
            .leads(PASS_PAGE);
        house.later(SignedDuration::from_hours(9));
        let mut phone = house.browser();
        let page = phone.get(&link).await;
        page.is(200).has("пришлём код по SMS");
        phone.post(&link, &[]).await.leads(RESUME);
        // The second click of two sends no second code.
        phone.post(&link, &[]).await.leads(RESUME);
        let page = phone.get(RESUME).await;
        page.is(200).lacks("555-01-47").lacks("Сафина");
        // Nothing is shown and nothing done before the code.
        phone.get(START).await.is(200).lacks("Сафина");
        phone.get(PASS_PAGE).await.leads("/register/simple?over");
        phone.post(PASS_PAGE, &PASS).await.leads("/login?finished");
        let sms = house.sms().await;
        assert_eq!(sms.len(), 1, "{sms:?}");
        let code = code_in(&sms[0]);
        let wrong = if code == "123456" { "654321" } else { "123456" };
        let page = phone.post(RESUME, &[("code", wrong)]).await;
        page.is(422).has("Код не подошёл").lacks("555-01-47");
        phone
            .post(RESUME, &[("code", &code)])
            .await
            .leads(PASS_PAGE);
        assert_eq!(house.told("registration.resumed").await, 1);
        // Both devices see the same; what one has finished, the other one tells.
        phone.get(START).await.is(200).has("Сафина");
        browser.get(PASS_PAGE).await.is(200);
        phone.get(RESUME).await.leads(PASS_PAGE);
        phone.post(PASS_PAGE, &PASS).await.leads("/register/done");
        browser
            .post(PASS_PAGE, &PASS)
            .await
            .leads("/login?finished");
        assert_eq!(house.count("select count(*) as n from accounts").await, 1);
    }
}

#[tokio::test]
async fn a_letter_to_a_stranger_gives_them_nothing() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut browser = house.browser();
        let (link, _) = to_letter(&house, &mut browser).await;
        // The address was mistyped: somebody else opens the link within its minutes.
        let mut stranger = house.browser();
        stranger.post(&link, &[]).await.leads(RESUME);
        // The mailbox counts as proven only with the phone's code typed there.
        browser.get(PASS_PAGE).await.leads(EMAIL);
        for n in 0..5 {
            let guess = format!("00000{n}");
            stranger.post(RESUME, &[("code", &guess)]).await.is(422);
        }
        let page = stranger.post(RESUME, &[("code", "000009")]).await;
        page.is(422).has("ввели неверно 5 раз");
        browser.get(PASS_PAGE).await.leads(EMAIL);
        // The owner, with both, on another device: both are proven at once.
        browser.post(EMAIL, &[("again", "1")]).await.is(429);
        house.later(SignedDuration::from_mins(2));
        browser
            .post(EMAIL, &[("again", "1")])
            .await
            .leads("/register/simple/email?again");
        let (link, _) = letter(&house).await;
        house.sms().await;
        let mut phone = house.browser();
        phone.post(&link, &[]).await.leads(RESUME);
        let code = house.sms_code().await;
        phone
            .post(RESUME, &[("code", &code)])
            .await
            .leads(PASS_PAGE);
        browser.get(EMAIL).await.leads(PASS_PAGE);
        // A day later nothing of it is there.
        house.later(SignedDuration::from_hours(24));
        phone.post(&link, &[]).await.is(410);
        phone.get(RESUME).await.leads("/register/simple?over");
    }
}
