//! A forgotten password.

use jiff::SignedDuration;
use okno_accounts::Level;
use okno_store::testing::ENGINES;

use crate::house::{House, PASSWORD, person};

const NEW: &str = "Kasimov#7";
const MAIL: &str = "amina0@pochta.example";

fn login(password: &str) -> [(&str, &str); 2] {
    [("login", MAIL), ("password", password)]
}

#[tokio::test]
async fn a_new_password_by_code_ends_every_other_session() {
    for engine in ENGINES {
        for by_mail in [false, true] {
            let house = House::build(engine).await;
            house.account(&person(0), Level::Simplified).await;
            let mut elsewhere = house.browser();
            elsewhere
                .post("/login", &login(PASSWORD))
                .await
                .leads("/cabinet");
            let mut browser = house.browser();
            for _ in 0..5 {
                browser.post("/login", &login("no")).await.is(422);
            }
            browser
                .get("/recover")
                .await
                .is(200)
                .has("Телефон или электронная почта");
            let typed = if by_mail { MAIL } else { "8 900 555 01 47" };
            browser
                .post("/recover", &[("login", typed)])
                .await
                .leads("/recover/code");
            browser
                .get("/recover/password")
                .await
                .leads("/recover/code");
            browser
                .post("/recover/password", &[("password", NEW), ("repeat", NEW)])
                .await
                .leads("/recover/code");
            let code = if by_mail {
                house.mail_code().await
            } else {
                house.sms_code().await
            };
            browser
                .get("/recover/code")
                .await
                .is(200)
                .has("Отправить снова");
            let page = browser.post("/recover/code", &[("code", &code)]).await;
            page.leads("/recover/password");
            let page = browser
                .post("/recover/password", &[("password", "short")])
                .await;
            page.is(422);
            let fields = [("password", NEW), ("repeat", NEW)];
            browser
                .post("/recover/password", &fields)
                .await
                .leads("/cabinet?renewed");
            browser
                .get("/cabinet?renewed")
                .await
                .is(200)
                .has("Пароль изменён");
            elsewhere
                .get("/cabinet")
                .await
                .leads("/login?next=/cabinet");
            elsewhere.post("/login", &login(PASSWORD)).await.is(422);
            elsewhere
                .post("/login", &login(NEW))
                .await
                .leads("/cabinet");
            assert!(
                house
                    .sms()
                    .await
                    .iter()
                    .any(|sms| sms.text.contains("изменён"))
            );
            assert!(
                house
                    .mail()
                    .await
                    .iter()
                    .any(|mail| mail.subject.contains("изменён"))
            );
            assert_eq!(house.told("account.password_renewed").await, 1);
        }
    }
}

#[tokio::test]
async fn recovery_does_not_tell_whether_there_is_an_account() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mut pages = Vec::new();
        for typed in ["+7 900 555-01-47", "+7 900 555-01-99"] {
            let mut browser = house.browser();
            browser
                .post("/recover", &[("login", typed)])
                .await
                .leads("/recover/code");
            let first = browser.get("/recover/code").await.text;
            let second = browser
                .post("/recover/code", &[("code", "000000")])
                .await
                .text;
            pages.push((first + &second).replace("555-01-99", "555-01-47"));
        }
        assert_eq!(pages[0], pages[1]);
        let sms = house.sms().await;
        assert!(sms[0].text.contains("Код для нового пароля"), "{sms:?}");
        assert!(sms[1].text.contains("учётной записи с ним нет"), "{sms:?}");
    }
}

#[tokio::test]
async fn recovery_runs_out_and_is_used_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        house.account(&person(0), Level::Simplified).await;
        let mut browser = house.browser();
        browser
            .post("/recover", &[("login", "что-то")])
            .await
            .is(422)
            .has("Не похоже");
        browser
            .post("/recover", &[("login", MAIL)])
            .await
            .leads("/recover/code");
        let code = house.mail_code().await;
        browser
            .post("/recover/code", &[("code", &code)])
            .await
            .leads("/recover/password");
        let mut twice = house.browser();
        twice.cookies = browser.cookies.clone();
        let fields = [("password", NEW), ("repeat", NEW)];
        let (a, b) = tokio::join!(
            browser.post("/recover/password", &fields),
            twice.post("/recover/password", &fields)
        );
        let mut ways = [a.to().to_owned(), b.to().to_owned()];
        ways.sort();
        assert_eq!(ways, ["/cabinet?renewed", "/login?renewed"]);
        let mut late = house.browser();
        house.later(SignedDuration::from_mins(2));
        late.post("/recover", &[("login", MAIL)])
            .await
            .leads("/recover/code");
        house.later(SignedDuration::from_mins(31));
        late.get("/recover/code").await.leads("/recover?over");
        late.get("/recover?over")
            .await
            .is(200)
            .has("это время вышло");
    }
}
