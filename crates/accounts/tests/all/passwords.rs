//! Passwords that are not taken, and hashes that become dearer.

use okno_accounts::Level;
use okno_accounts::secrets::Hashed;
use okno_store::Engine;
use okno_store::testing::ENGINES;
use okno_store::{args, statements};
use uuid::Uuid;

use crate::house::{FORM, House, PASSWORD, person, whole_person};

/// Of «password», by argon2-cffi: 8 KiB, one pass.
pub const CHEAP: &str =
    "$argon2id$v=19$m=8,t=1,p=1$IWWYQ9CEM3m5/GNyMeLyKg$UlXiIkmODZHyhPllm7Cesu8FtBKQbUYY5NtnSJnQ7yw";

statements! {
    CITIZEN = "select password from accounts where id = $1";
    OFFICIAL = "select password from staff where id = $1";
}

pub fn cheap() -> Hashed {
    serde_json::from_value(serde_json::json!(CHEAP)).unwrap()
}

#[tokio::test]
async fn a_password_that_is_guessed_first_is_refused_with_its_reason() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut newcomer = house.browser();
        house.confirm_contacts(&mut newcomer, &FORM).await;
        house.account(&whole_person(1), Level::Standard).await;
        let mut holder = house.browser();
        house.sign_in(&mut holder, 1).await;
        let common = [
            ("Солнышко-2026!", "одно известное слово"),
            ("Gfhjkm-2026!", "на другой раскладке"),
            ("Parol-2026!", "латинскими буквами"),
            ("Йцукен-123!", "ряд соседних клавиш"),
            ("P@ssw0rd1!", "в списках украденных"),
            ("Okno-2026!", "название портала"),
            ("Амина*гуляет7", "есть ваше имя"),
            ("Fvbyf*gulyaeT7", "есть ваше имя"),
            ("Rashidovna*7v", "есть ваше отчество"),
            ("Ваза-Сафина7*", "есть ваша фамилия"),
        ];
        for (password, said) in common {
            let fields = [("password", password), ("repeat", password)];
            let page = newcomer.post("/register/simple/password", &fields).await;
            page.is(422).has(said).has("Возьмите").lacks(password);
        }
        // What the portal knows of a person by now.
        let known = [
            ("Ваза-14.03.1987*Т", "рождения"),
            ("Ваза*5550148тук", "вашего телефона"),
            ("Ваза*112-233-446", "вашего СНИЛС"),
            ("Ваза*123456тук", "паспорта или ИНН"),
        ];
        for (password, said) in common[6..].iter().chain(&known) {
            let fields = [
                ("login", PASSWORD),
                ("password", password),
                ("repeat", password),
            ];
            let page = holder.post("/cabinet/security/password", &fields).await;
            page.is(422).has(said).has("Возьмите").lacks(password);
        }
        // Nobody else's name is in the way.
        let fields = [("password", "Касим*тукан7в"), ("repeat", "Касим*тукан7в")];
        let page = newcomer.post("/register/simple/password", &fields).await;
        page.leads("/register/done");
    }
}

#[tokio::test]
async fn the_longest_password_is_a_setting_that_pages_and_refusals_name() {
    // Sixty-four characters, as ASVS asks that somebody may use.
    let whole = format!("Слон-3гуляет!{}", "тукан верблюд ".repeat(4));
    let long: String = whole.chars().take(64).collect();
    let house = House::build_for_passwords(Engine::Sqlite, 64).await;
    let mut browser = house.browser();
    house.confirm_contacts(&mut browser, &FORM).await;
    let path = "/register/simple/password";
    let page = browser.get(path).await;
    page.is(200).has("От 8 до 64 знаков");
    page.has("data-max=\"64\"");
    let longer = format!("{long}а");
    let fields = [("password", longer.as_str()), ("repeat", longer.as_str())];
    let page = browser.post(path, &fields).await;
    page.is(422).has("От 8 до 64 знаков").lacks(&longer);
    let fields = [("password", long.as_str()), ("repeat", long.as_str())];
    let page = browser.post(path, &fields).await;
    assert!(page.status.is_redirection(), "{}", page.text);
    // All of it counts.
    let mut other = house.browser();
    let mail = FORM.iter().find(|(name, _)| *name == "email").unwrap().1;
    let short: String = long.chars().take(63).collect();
    let login = [("login", mail), ("password", short.as_str())];
    other.post("/login", &login).await.is(422);
    let login = [("login", mail), ("password", long.as_str())];
    other.post("/login", &login).await.leads("/cabinet");
    // Unless it is set, twenty: the rule that people know.
    let house = House::build(Engine::Sqlite).await;
    let mut browser = house.browser();
    house.confirm_contacts(&mut browser, &FORM).await;
    let fields = [("password", long.as_str()), ("repeat", long.as_str())];
    let page = browser.post(path, &fields).await;
    page.is(422).has("От 8 до 20 знаков");
}

#[tokio::test]
async fn the_cost_of_a_hash_is_raised_at_sign_in() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.store.db;
        let official = okno_accounts::StaffPerson {
            login: "hakimov".to_owned(),
            name: "Хакимов Ильдар Маратович".to_owned(),
            place: "Центр на Соборной".to_owned(),
            email: None,
        };
        let mut tx = db.begin().await.unwrap();
        let account = okno_accounts::create(&mut tx, &person(0), &cheap(), okno_web::Lang::Ru)
            .await
            .unwrap();
        let staff =
            okno_accounts::create_staff(&mut tx, &official, &cheap(), None, "centre-1", &["admin"])
                .await
                .unwrap();
        tx.commit().await.unwrap();
        let kept = async |table: &'static str, id: Uuid| {
            let sql = if table == "staff" { OFFICIAL } else { CITIZEN };
            let row = db.row(sql, args![id]).await.unwrap().unwrap();
            let sealed: Vec<u8> = row.get("password").unwrap();
            let text: String = db.unseal(table, "password", id, &sealed).unwrap();
            text
        };
        for (table, id, path, login, to) in [
            (
                "accounts",
                account.id,
                "/login",
                "amina0@pochta.example",
                "/cabinet",
            ),
            (
                "staff",
                staff,
                "/work/login",
                "hakimov",
                "/work/login/setup",
            ),
        ] {
            let (right, wrong) = (("password", "password"), ("password", "Password"));
            let mut browser = house.browser();
            browser.post(path, &[("login", login), wrong]).await.is(422);
            assert_eq!(kept(table, id).await, CHEAP, "a wrong one changes nothing");
            let fields = [("login", login), right];
            browser.post(path, &fields).await.leads(to);
            let dearer = kept(table, id).await;
            assert!(dearer.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
            // The same password opens it, and it is not hashed again and again.
            house.browser().post(path, &fields).await.leads(to);
            assert_eq!(kept(table, id).await, dearer);
        }
    }
}
