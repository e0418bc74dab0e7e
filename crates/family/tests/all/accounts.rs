use okno_accounts::{Level, State, Ward};
use okno_requisites::Phone;
use okno_store::testing::ENGINES;

use crate::house::{PASSWORD, whole_person};
use crate::{HOME, Town, days};

#[tokio::test]
async fn a_child_chooses_its_password_and_signs_in() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, parent, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let (account, person) = town.find(ward).await;
        assert_eq!(
            (account.level, account.ward),
            (Level::Simplified, Ward::Lent)
        );
        assert_eq!(person.full_name(), "Каримов Артур Тимурович");
        // No password opens it until the child has chosen one.
        let mut nobody = town.house.browser();
        let fields = [("login", "artur@deti.example"), ("password", PASSWORD)];
        nobody.post("/login", &fields).await.is(422);
        browser.get(&card).await.has("ещё не придумал пароль");
        let mut child = town.open("artur@deti.example").await;
        let page = child.get("/cabinet").await;
        page.has("Артур")
            .has("За вашей учётной записью смотрят родители");
        let page = child.get(HOME).await;
        page.has("Сафина Амина Рашидовна")
            .has("Мама")
            .has("12 сентября 2035");
        page.has("Чего они не видят")
            .has("Коды по SMS приходят на телефон родителя");
        // Again, as anybody; the parent's phone opens the parent's account only.
        let mut again = town.house.browser();
        town.enter(&mut again, "artur@deti.example").await;
        again.get("/cabinet").await.has("Здравствуйте, Артур");
        let fields = [("login", parent.phone.as_str()), ("password", PASSWORD)];
        let mut other = town.house.browser();
        other.post("/login", &fields).await.leads("/login/step/sms");
        // Messages to the child are no SMS of the parent.
        let told = town.acts(ward).await;
        assert!(told.contains(&"account.created_by_guardian".to_owned()));
        assert!(
            town.acts(mother.id)
                .await
                .contains(&"family.account_made".to_owned())
        );
        browser.get(&card).await.lacks("ещё не придумал пароль");
    }
}

#[tokio::test]
async fn a_phone_of_the_childs_own_is_proven_too() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        town.house.mail().await;
        let to = format!("{card}/account");
        // Not the parent's own contacts.
        let fields = [
            ("email", "safina@pochta.example"),
            ("phone", "+79005550147"),
        ];
        let page = browser.post(&to, &fields).await;
        page.is(422).has("Это ваша почта").has("Это ваш телефон");
        let fields = [("email", "liya@deti.example"), ("phone", "8 900 777-51-62")];
        let page = browser.post(&to, &fields).await;
        page.leads(&format!("{to}/email"));
        // In order: the phone's turn comes second.
        browser
            .get(&format!("{to}/phone"))
            .await
            .leads(&format!("{to}/email"));
        let code = town.house.mail_code().await;
        let page = browser
            .post(&format!("{to}/email"), &[("code", &code)])
            .await;
        page.leads(&format!("{to}/phone"));
        let page = browser.get(&format!("{to}/phone")).await;
        page.has("Шаг 2 из 2");
        let rows = "select count(*) as n from accounts";
        assert_eq!(town.house.count(rows).await, 1);
        let code = town.house.sms_code().await;
        let wrong = if code == "123456" { "654321" } else { "123456" };
        browser
            .post(&format!("{to}/phone"), &[("code", wrong)])
            .await
            .is(422);
        let page = browser
            .post(&format!("{to}/phone"), &[("code", &code)])
            .await;
        page.leads(&format!("{card}?made"));
        let phone = okno_accounts::find_by(&town.house.store.db, "phone", "+79007775162").await;
        let (account, _) = town.find(phone.unwrap().unwrap()).await;
        assert_eq!(account.ward, Ward::Own);
        // Once.
        browser.get(&to).await.leads(&format!("{card}?there"));
    }
}

#[tokio::test]
async fn a_contact_of_somebody_else_looks_like_any() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        town.house.account(&whole_person(5), Level::Standard).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let to = format!("{card}/account");
        town.house.mail().await;
        let pages = [
            ("free@deti.example", "завести учётную запись"),
            ("amina5@pochta.example", "уже записана у вас"),
        ];
        let mut seen = Vec::new();
        for (email, told) in pages {
            town.house.later(days(1));
            town.enter(&mut browser, "safina@pochta.example").await;
            let page = browser.post(&to, &[("email", email), ("phone", "")]).await;
            page.leads(&format!("{to}/email"));
            let page = browser.get(&format!("{to}/email")).await;
            let mail = town.house.mail().await;
            let letter = mail.iter().rfind(|letter| letter.to == email).unwrap();
            assert!(letter.text.contains(told), "{letter:?}");
            assert_eq!(letter.subject, "Код для детской учётной записи");
            let main = page.main().replace(email, "");
            let main: String = main.chars().filter(|c| !c.is_ascii_digit()).collect();
            seen.push(main);
            // Nothing that is typed there is good for the taken one.
            if told.contains("уже") {
                let page = browser
                    .post(&format!("{to}/email"), &[("code", "123456")])
                    .await;
                page.is(422).has("Код не подошёл");
            }
        }
        assert_eq!(seen[0], seen[1]);
    }
}

#[tokio::test]
async fn a_snils_that_has_an_account_makes_no_second_one() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        let mut own = whole_person(6);
        let form = town.child("liya", "mother").await;
        let snils = &form.iter().find(|f| f.0 == "snils").unwrap().1;
        own.snils = Some(okno_requisites::Snils::parse(snils).unwrap());
        town.house.account(&own, Level::Standard).await;
        town.house.mail().await;
        let to = format!("{card}/account");
        browser
            .post(&to, &[("email", "liya@deti.example"), ("phone", "")])
            .await;
        let code = town.house.mail_code().await;
        let page = browser
            .post(&format!("{to}/email"), &[("code", &code)])
            .await;
        page.is(409).has("уже записаны в другой учётной записи");
    }
}

#[tokio::test]
async fn both_parents_at_once_make_one_account() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut mother) = town.parent("safina").await;
        let (_, _, mut father) = town.parent("karimov").await;
        let hers = town.checked(&mut mother, "artur", "mother").await;
        let his = town.checked(&mut father, "artur", "father").await;
        town.house.mail().await;
        let (to, his_to) = (format!("{hers}/account"), format!("{his}/account"));
        mother
            .post(&to, &[("email", "artur@deti.example"), ("phone", "")])
            .await
            .is(303);
        let code = town.house.mail_code().await;
        father
            .post(&his_to, &[("email", "tyoma@deti.example"), ("phone", "")])
            .await
            .is(303);
        let his_code = town.house.mail_code().await;
        let (to, his_to) = (format!("{to}/email"), format!("{his_to}/email"));
        let (fields, his_fields) = ([("code", code.as_str())], [("code", his_code.as_str())]);
        let (one, other) =
            tokio::join!(mother.post(&to, &fields), father.post(&his_to, &his_fields));
        let mut ends: Vec<String> = [one.to(), other.to()]
            .iter()
            .map(|to| to.split('?').nth(1).unwrap_or_default().to_owned())
            .collect();
        ends.sort();
        assert_eq!(ends, ["made", "there"]);
        let rows = "select count(*) as n from accounts where ward > 0";
        assert_eq!(town.house.count(rows).await, 1);
        // Both look after it.
        mother.get(&hers).await.has("Учётная запись ребёнка");
        father.get(&his).await.has("Учётная запись ребёнка");
    }
}

#[tokio::test]
async fn what_stands_on_the_card_the_child_does_not_type() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        let ward = town.account(&mut browser, &card, "liya@deti.example").await;
        let mut child = town.open("liya@deti.example").await;
        // Fourteen: the profile may be filled in, but for what the card says.
        let page = child.get("/cabinet/profile/edit").await;
        page.is(200)
            .lacks("name=\"surname\"")
            .lacks("name=\"birth_date\"");
        page.lacks("name=\"snils\"")
            .lacks("name=\"sex\"")
            .has("name=\"passport_number\"");
        let fields = [
            ("surname", "Иванова"),
            ("birth_date", "16.05.2000"),
            ("snils", "112-233-446 00"),
            ("sex", "male"),
            ("birth_place", "г. Касимов"),
            ("citizenship", "RUS"),
            ("passport_number", "6126 123456"),
            ("passport_issued_by", "УМВД России по Рязанской области"),
            ("passport_issued_on", "20.06.2026"),
            ("division_code", "620-012"),
            ("region", "Рязанская область"),
            ("city", "Касимов"),
            ("house", "12"),
            ("terms", "yes"),
        ];
        let (account, _) = town.find(ward).await;
        let version = account.version.to_string();
        let mut all = fields.to_vec();
        all.push(("version", &version));
        child.post("/cabinet/profile/edit", &all).await.is(303);
        let (_, person) = town.find(ward).await;
        assert_eq!(person.full_name(), "Каримова Лия Тимуровна");
        assert_eq!(person.birth_date.unwrap().shown(), "16.05.2012");
        assert!(person.passport.is_some());
        // Closing is the parents' affair.
        let page = child.get("/cabinet/data/close").await;
        page.has("учётную запись закрывают родители")
            .lacks("name=\"sure\"");
        child
            .post("/cabinet/data/close", &[("sure", "yes")])
            .await
            .leads("/cabinet/data/close");
        let rows = "select count(*) as n from closings";
        assert_eq!(town.house.count(rows).await, 0);
        // Nor does a child add children.
        child.get("/cabinet/family/new").await.leads(HOME);
    }
}

#[tokio::test]
async fn before_fourteen_there_is_no_passport_to_type() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (_, _, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "artur", "mother").await;
        let ward = town
            .account(&mut browser, &card, "artur@deti.example")
            .await;
        let mut child = town.open("artur@deti.example").await;
        let page = child.get("/cabinet/profile/edit").await;
        page.has("Профиль заполняют с 14 лет")
            .lacks("name=\"passport_number\"");
        let fields = [("passport_number", "6126 123456")];
        child.post("/cabinet/profile/edit", &fields).await.is(422);
        assert!(town.find(ward).await.1.passport.is_none());
        child.get("/cabinet").await.lacks("/cabinet/profile/edit");
    }
}

#[tokio::test]
async fn codes_follow_the_parents_phone_until_the_child_has_its_own() {
    for engine in ENGINES {
        let town = Town::build(engine).await;
        let (mother, person, mut browser) = town.parent("safina").await;
        let card = town.checked(&mut browser, "liya", "mother").await;
        let ward = town.account(&mut browser, &card, "liya@deti.example").await;
        assert_eq!(town.find(ward).await.1.phone, person.phone);
        let mut child = town.open("liya@deti.example").await;
        // The parent takes another number.
        let contact = "/cabinet/security/contact/phone";
        browser
            .post(contact, &[("contact", "+7 900 777-00-01")])
            .await
            .is(303);
        let code = town.house.sms_code().await;
        browser
            .post(&format!("{contact}/present"), &[("code", &code)])
            .await
            .is(303);
        let code = town.house.sms_code().await;
        browser
            .post(&format!("{contact}/new"), &[("code", &code)])
            .await
            .is(303);
        let new = Phone::parse("+79007770001").unwrap();
        assert_eq!(town.find(mother.id).await.1.phone, new);
        assert_eq!(town.find(ward).await.1.phone, new);
        // The child gets one of its own; the parent's phone shows that a parent knows.
        child
            .post(contact, &[("contact", "+7 900 777-51-62")])
            .await
            .is(303);
        let sms = town.house.sms().await;
        assert_eq!(sms.last().unwrap().to, "+79007770001");
        let code = crate::house::code_in(sms.last().unwrap());
        child
            .post(&format!("{contact}/present"), &[("code", &code)])
            .await
            .is(303);
        let code = town.house.sms_code().await;
        child
            .post(&format!("{contact}/new"), &[("code", &code)])
            .await
            .is(303);
        let (account, person) = town.find(ward).await;
        assert_eq!(
            (account.ward, person.phone.as_str()),
            (Ward::Own, "+79007775162")
        );
        assert_eq!(account.state, State::Active);
        let found = okno_accounts::find_by(&town.house.store.db, "phone", "+79007775162").await;
        assert_eq!(found.unwrap(), Some(ward));
    }
}
