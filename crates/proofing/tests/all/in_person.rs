//! Confirmation in person: the person's page and the operator's workplace.

use axum::http::StatusCode;
use jiff::SignedDuration;
use okno_accounts::Level;
use okno_requisites::Inn;

use crate::house::Browser;
use crate::on_both;

const MARKS: [(&str, &str); 3] = [("face", "yes"), ("numbers", "yes"), ("intact", "yes")];

/// Takes a code and reads it off the page.
pub async fn code_of(browser: &Browser) -> String {
    browser
        .post("/cabinet/confirm/in-person", &[])
        .await
        .goes("/cabinet/confirm/in-person");
    shown_code(browser).await
}

async fn shown_code(browser: &Browser) -> String {
    let page = browser.get("/cabinet/confirm/in-person").await;
    let (_, rest) = page
        .text
        .split_once("okno-showcode")
        .expect("no code on the page");
    let (_, rest) = rest.split_once("</span>").unwrap();
    let (code, _) = rest.split_once("</p>").unwrap();
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 8, "{code}");
    code
}

async fn found(operator: &Browser, code: &str) -> String {
    let page = operator.post("/centre/find", &[("code", code)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert!(
        page.location.starts_with("/centre/cases/"),
        "{}",
        page.location
    );
    page.location
}

async fn confirm(operator: &Browser, case: &str, form: &[(&str, &str)]) -> crate::house::Page {
    operator.post(&format!("{case}/confirm"), form).await
}

on_both!(whole_way_in_person, |house| async move {
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    browser.get("/cabinet/confirm").await.says(&[
        "Подтверждение личности",
        "Лично в центре обслуживания",
        "Бесплатно",
        ">Подтвердить<",
    ]);
    browser.get("/cabinet/confirm/in-person").await.says(&[
        ">Получить код</button>",
        "Касимов, ул. Соборная, д. 14",
        "пн–пт 8:00–20:00",
        "Паспорт, который указан в профиле",
        "СНИЛС",
    ]);
    let code = code_of(&browser).await;
    browser
        .get("/cabinet/confirm/in-person")
        .await
        .says(&["Ваш код для оператора", "23 декабря 2026"]);

    let (staff, operator) = house.operator("prudnikova").await;
    operator
        .get("/centre")
        .await
        .says(&["Код человека", "Пока никого"]);
    // Said aloud and typed with a space.
    let spoken = format!("{} {}", &code[..4], &code[4..]);
    let case = found(&operator, &spoken).await;
    let passport = person.passport.as_ref().unwrap();
    operator.get(&case).await.says(&[
        "Лаптев Георгий Сергеевич",
        "23.06.1958",
        "68 лет",
        &passport.number.shown(),
        "17.07.2008",
        &passport.issued_by,
        passport.division.as_str(),
        &person
            .snils
            .as_ref()
            .unwrap()
            .shown()
            .replace('\u{2011}', "-"),
        "Человек похож на фото в паспорте",
        "Номер и дата выдачи совпали с экраном",
        "Паспорт целый, без исправлений",
        "data-key=\"1\"",
        "Подтвердить личность",
        "Есть сомнения",
    ]);
    confirm(&operator, &case, &MARKS).await.goes(&case);
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("in_person".to_owned()))
    );
    // Nothing is left to compare, so nothing is shown in full.
    let page = operator.get(&case).await;
    page.says(&["Личность подтверждена", "Следующий человек"]);
    page.lacks(&[&passport.number.shown(), "23.06.1958", "/confirm\""]);
    operator
        .get("/centre")
        .await
        .says(&["Подтверждено"])
        .lacks(&["Пока никого"]);
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["открыты все услуги"])
        .lacks(&["Ваш код"]);

    house.drain().await;
    let sms = house.sms(&person).await;
    assert_eq!(sms.len(), 2, "{sms:?}");
    assert!(
        sms.iter().any(|text| text.contains("Открыты все услуги")),
        "{sms:?}"
    );
    let letters = house.letters(&person).await;
    assert!(
        letters
            .iter()
            .any(|(subject, _)| subject.contains("Личность подтверждена"))
    );
    // The person can read who looked and who vouched.
    let lines = okno_store::journal::of_owner(house.db(), id, 100)
        .await
        .unwrap();
    let by = |act: &str| {
        lines
            .iter()
            .filter(|l| l.act == act && l.actor == Some(staff))
            .count()
    };
    assert_eq!(
        (
            by("proofing.found"),
            by("proofing.seen"),
            by("proofing.decided")
        ),
        (1, 1, 1),
        "the case opened twice within a quarter of an hour is one look"
    );
    assert_eq!(house.looks(id).await, ["operator confirmation"]);
    let decided = lines.iter().find(|l| l.act == "proofing.decided").unwrap();
    assert_eq!(decided.detail["unit"], "kasimov-sobornaya");
    assert_eq!(
        decided.detail["seen"],
        serde_json::json!(["face", "intact", "numbers"])
    );
    assert_eq!(decided.detail["method"], "in_person");
    let evidence = "select count(*) as n from proofings where state = 'done' \
                    and evidence is not null and decided_by is not null and unit is not null";
    assert_eq!(house.count(evidence).await, 1);
});

on_both!(every_way_is_offered_and_free, |house| async move {
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let page = browser.get("/cabinet/confirm").await;
    page.says(&[
        "Лично в центре обслуживания",
        "Письмо с кодом по почте",
        "Через интернет-банк",
    ]);
    let cards = page.text.matches("okno-ways__top").count();
    assert!(cards > 3, "{cards}");
    assert_eq!(page.text.matches(">Бесплатно<").count(), cards);
    assert_eq!(page.text.matches(">Подтвердить<").count(), cards);
    assert!(house.proofing.table().iter().all(|method| method.fee == 0));
});

on_both!(registries_come_first, |house| async move {
    let (id, person) = house.settle("safina").await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Сначала заполните профиль"]);
    browser
        .post("/cabinet/confirm/in-person", &[])
        .await
        .goes("/cabinet/confirm");
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
    house.save(id, &person).await;
    house.drain().await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Лично в центре обслуживания"]);
});

on_both!(data_changed_since_is_checked_first, |house| async move {
    let (id, person) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let code = code_of(&browser).await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = found(&operator, &code).await;
    let mut other = person.clone();
    other.inn = Some(Inn::parse("500100732259").unwrap());
    house.save(id, &other).await;
    let page = confirm(&operator, &case, &MARKS).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("ещё не проверены"), "{}", page.text);
    house.drain().await;
    assert_eq!(
        confirm(&operator, &case, &MARKS).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(house.level(id).await.0, Level::Standard);
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Сначала закончим проверку"]);
    house.save(id, &person).await;
    house.drain().await;
    confirm(&operator, &case, &MARKS).await.goes(&case);
    assert_eq!(house.level(id).await.0, Level::Confirmed);
});

on_both!(
    nobody_is_vouched_for_without_three_marks,
    |house| async move {
        let (id, _) = house.standard("safina").await;
        let code = code_of(&house.citizen(id).await).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        for missing in 0..3 {
            let mut marks = MARKS.to_vec();
            marks.remove(missing);
            let page = confirm(&operator, &case, &marks).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains("Отметьте все три"), "{}", page.text);
            assert!(page.text.contains("href=\"#face\""), "{}", page.text);
            // What was marked stays marked.
            let kept = |key: &&str| page.text.contains(&format!("data-key=\"{key}\" checked"));
            assert_eq!(["1", "2", "3"].into_iter().filter(kept).count(), 2);
        }
        assert_eq!(house.level(id).await.0, Level::Standard);
    }
);

on_both!(
    wrong_codes_are_limited_and_written_down,
    |house| async move {
        let (id, _) = house.standard("safina").await;
        let code = code_of(&house.citizen(id).await).await;
        let (staff, operator) = house.operator("prudnikova").await;
        let page = operator.post("/centre/find", &[("code", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = if code == "00000000" {
            "11111111"
        } else {
            "00000000"
        };
        for _ in 0..20 {
            let page = operator.post("/centre/find", &[("code", wrong)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains("Открытого дела с таким кодом нет"));
        }
        // Past the limit the right one is not tried either.
        let page = operator.post("/centre/find", &[("code", &code)]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        let lines = okno_store::journal::of_object(house.db(), staff)
            .await
            .unwrap();
        assert_eq!(
            lines
                .iter()
                .filter(|l| l.act == "proofing.code.wrong")
                .count(),
            20
        );
        // Nobody else is held up, and the wait ends.
        let (_, other) = house.operator("hakimov").await;
        found(&other, &code).await;
        house.wait(SignedDuration::from_mins(15));
        found(&operator, &code).await;
    }
);

on_both!(two_operators_one_decides, |house| async move {
    let (id, person) = house.standard("safina").await;
    let code = code_of(&house.citizen(id).await).await;
    let (_, first) = house.operator("prudnikova").await;
    let (_, second) = house.operator("hakimov").await;
    let case = found(&first, &code).await;
    assert_eq!(found(&second, &code).await, case);
    // Both still see it.
    first.get(&case).await.says(&["Сверьте паспорт"]);
    let refusal = [("reason", "face"), ("doubt", "")];
    let refuse_path = format!("{case}/refuse");
    let (yes, no) = tokio::join!(
        confirm(&first, &case, &MARKS),
        second.post(&refuse_path, &refusal)
    );
    yes.goes(&case);
    no.goes(&case);
    let confirmed = house.level(id).await.0 == Level::Confirmed;
    let words = if confirmed {
        "Личность подтверждена"
    } else {
        "Записали сомнения"
    };
    for operator in [&first, &second] {
        operator.get(&case).await.says(&[words]);
    }
    let loser = if confirmed { &second } else { &first };
    loser
        .get(&case)
        .await
        .says(&["Решение уже принял другой сотрудник"]);
    house.drain().await;
    assert_eq!(
        house.sms(&person).await.len(),
        2,
        "one about the level, one about the outcome"
    );
    let decided = house
        .acts(id)
        .await
        .iter()
        .filter(|a| *a == "proofing.decided")
        .count();
    assert_eq!(decided, 1);
});

on_both!(second_click_changes_nothing, |house| async move {
    let (id, person) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let (a, b) = tokio::join!(
        browser.post("/cabinet/confirm/in-person", &[]),
        browser.post("/cabinet/confirm/in-person", &[])
    );
    a.goes("/cabinet/confirm/in-person");
    b.goes("/cabinet/confirm/in-person");
    assert_eq!(house.count("select count(*) as n from proofings").await, 1);
    let code = code_of(&browser).await;
    assert_eq!(code, shown_code(&browser).await);
    let (_, operator) = house.operator("prudnikova").await;
    let case = found(&operator, &code).await;
    let (a, b) = tokio::join!(
        confirm(&operator, &case, &MARKS),
        confirm(&operator, &case, &MARKS)
    );
    a.goes(&case);
    b.goes(&case);
    house.drain().await;
    assert_eq!(house.sms(&person).await.len(), 2);
    let acts = house.acts(id).await;
    let count = |act: &str| acts.iter().filter(|a| *a == act).count();
    assert_eq!(
        (count("proofing.opened"), count("proofing.decided")),
        (1, 1)
    );
    assert_eq!(count("account.level"), 2);
});

on_both!(
    refusal_tells_the_person_why_and_leaves_the_level,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        let code = code_of(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        let refuse = format!("{case}/refuse");
        for (form, words) in [
            (vec![], "Выберите, что не так"),
            (vec![("reason", "strange")], "Выберите, что не так"),
            (
                vec![("reason", "other"), ("doubt", " ")],
                "Напишите, что не так",
            ),
        ] {
            let page = operator.post(&refuse, &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains(words), "{}", page.text);
            assert!(
                page.text.contains("<details class=\"okno-qa\" open>"),
                "{}",
                page.text
            );
        }
        let form = [("reason", "damaged"), ("doubt", "Вырвана страница 5")];
        operator.post(&refuse, &form).await.goes(&case);
        operator.get(&case).await.says(&["Записали сомнения"]);
        assert_eq!(house.level(id).await.0, Level::Standard);
        house.drain().await;
        let letters = house.letters(&person).await;
        let letter = letters
            .iter()
            .find(|(subject, _)| subject.contains("не удалось"))
            .unwrap();
        for part in [
            "Паспорт повреждён или исправлен",
            "Вырвана страница 5",
            "с новым кодом",
        ] {
            assert!(letter.1.contains(part), "{letter:?}");
        }
        // With the reason gone they come again, with another code.
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["В прошлый раз подтвердить не удалось"]);
        // The page of the way has the reason, in whose words it was given.
        browser.get("/cabinet/confirm/in-person").await.says(&[
            "оператор не смог подтвердить личность",
            "Причина: Паспорт повреждён или исправлен. Вырвана страница 5",
            "Что дальше: получите новый код и придите ещё раз",
        ]);
        let next = code_of(&browser).await;
        assert_ne!(next, code);
        let case = found(&operator, &next).await;
        confirm(&operator, &case, &MARKS).await.goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(
    of_attempts_of_one_moment_the_last_is_the_last,
    |house| async move {
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let (_, operator) = house.operator("prudnikova").await;
        let page = "/cabinet/confirm/in-person";
        // The clock stands still all the while.
        for _ in 0..4 {
            let code = code_of(&browser).await;
            let case = found(&operator, &code).await;
            operator
                .post(&format!("{case}/refuse"), &[("reason", "damaged")])
                .await
                .goes(&case);
            browser.get(page).await.says(&["Паспорт повреждён"]);
            code_of(&browser).await;
            browser.post(&format!("{page}/cancel"), &[]).await;
            // Taken back since then: the refusal is not the last word.
            let after = browser.get(page).await;
            assert_eq!(after.location, "");
            after.says(&[">Получить код</button>"]);
            after.lacks(&["Паспорт повреждён"]);
        }
    }
);

on_both!(cancelled_and_old_codes_open_nothing, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let code = code_of(&browser).await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = found(&operator, &code).await;
    browser
        .post("/cabinet/confirm/in-person/cancel", &[])
        .await
        .goes("/cabinet/confirm");
    browser
        .post("/cabinet/confirm/in-person/cancel", &[])
        .await
        .goes("/cabinet/confirm");
    let page = operator.post("/centre/find", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    confirm(&operator, &case, &MARKS).await.goes(&case);
    operator
        .get(&case)
        .await
        .says(&["Дело закрыто"])
        .lacks(&["/confirm\""]);

    let code = code_of(&browser).await;
    let case = found(&operator, &code).await;
    house.wait(SignedDuration::from_hours(24 * 30));
    let staff = okno_accounts::all_staff(house.db()).await.unwrap()[0].id;
    let operator = house.browser(&format!("/test/staff/{staff}")).await;
    let page = operator.post("/centre/find", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    confirm(&operator, &case, &MARKS).await.goes(&case);
    operator.get(&case).await.says(&["Дело закрыто"]);
    assert_eq!(house.level(id).await.0, Level::Standard);
    // The person simply takes another one.
    let browser = house.citizen(id).await;
    browser.get("/cabinet/confirm").await.lacks(&["Ваш код"]);
    assert_ne!(code_of(&browser).await, code);
});

on_both!(
    workplace_is_for_operators_and_their_cases,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        let code = code_of(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        let officer = house.staff("sergeeva", "officer").await;
        let officer = house.browser(&format!("/test/staff/{officer}")).await;
        let (_, other) = house.operator("hakimov").await;
        for path in ["/centre", case.as_str()] {
            assert_eq!(officer.get(path).await.status, StatusCode::FORBIDDEN);
            let page = browser.get(path).await;
            page.lacks(&[person.passport.as_ref().unwrap().number.as_str()]);
            assert_ne!(page.status, StatusCode::OK);
            let page = house.stranger().get(path).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER);
            assert!(
                page.location.starts_with("/work/login"),
                "{}",
                page.location
            );
        }
        // The address of a case is worth nothing to whom the person has told no code.
        assert_eq!(other.get(&case).await.status, StatusCode::NOT_FOUND);
        for verb in ["confirm", "refuse"] {
            let path = format!("{case}/{verb}");
            assert_eq!(
                other.post(&path, &MARKS).await.status,
                StatusCode::NOT_FOUND
            );
            assert_eq!(
                officer.post(&path, &MARKS).await.status,
                StatusCode::FORBIDDEN
            );
            assert_ne!(browser.post(&path, &MARKS).await.status, StatusCode::OK);
        }
        assert_eq!(house.level(id).await.0, Level::Standard);
    }
);

on_both!(pages_speak_both_languages, |house| async move {
    let (id, _) = house.standard("safina").await;
    let mut browser = house.citizen(id).await;
    let (_, mut operator) = house.operator("prudnikova").await;
    for lang in ["ru", "en"] {
        browser.lang = lang;
        operator.lang = lang;
        let mut pages = vec![
            browser.get("/cabinet/checks").await,
            browser.get("/cabinet/confirm").await,
            operator.get("/centre").await,
        ];
        let code = code_of(&browser).await;
        let case = found(&operator, &code).await;
        pages.push(browser.get("/cabinet/confirm").await);
        pages.push(browser.get("/cabinet/confirm/in-person").await);
        pages.push(operator.get(&case).await);
        browser.post("/cabinet/confirm/in-person/cancel", &[]).await;
        pages.push(operator.get(&case).await);
        for page in pages {
            page.says(&[&format!("<html lang=\"{lang}\"")]);
            assert_eq!(page.text.matches("<h1").count(), 1, "{}", page.text);
            // An id instead of a text.
            let raw = page.text.find("proofing-");
            let raw = raw.map(|at| page.text[at..].chars().take(60).collect::<String>());
            assert_eq!(raw, None);
        }
    }
});

on_both!(what_was_left_open_ends_with_its_time, |house| async move {
    let (id, _) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    code_of(&browser).await;
    assert_eq!(house.proofing.sweep().await.unwrap(), 0);
    house.wait(SignedDuration::from_hours(24 * 30 + 1));
    assert_eq!(house.proofing.sweep().await.unwrap(), 1);
    assert_eq!(house.proofing.sweep().await.unwrap(), 0);
    assert!(
        house
            .acts(id)
            .await
            .contains(&"proofing.expired".to_owned())
    );
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Время прошлой попытки вышло"]);
    code_of(&browser).await;
});

on_both!(
    a_confirmation_that_is_taken_back_takes_the_level,
    |house| async move {
        let (id, person) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        let code = code_of(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        confirm(&operator, &case, &MARKS).await.goes(&case);
        house.drain().await;
        let attempt: uuid::Uuid = case.rsplit('/').next().unwrap().parse().unwrap();
        let actor = okno_store::Actor::Operator;
        for taken in [true, false] {
            let mut tx = house.db().begin().await.unwrap();
            let done = house.proofing.revoke(&mut tx, attempt, "mistake", actor);
            assert_eq!(done.await.unwrap(), taken);
            tx.commit().await.unwrap();
        }
        assert_eq!(house.level(id).await, (Level::Standard, None));
        house.drain().await;
        let sms = house.sms(&person).await;
        let told = sms.iter().filter(|text| text.contains("отозвано")).count();
        assert_eq!(told, 1, "{sms:?}");
        // The way is open again.
        assert_ne!(code_of(&browser).await, code);
    }
);

on_both!(
    the_one_that_holds_the_level_is_seen_behind_many_others,
    |house| async move {
        let (id, _) = house.standard("safina").await;
        let browser = house.citizen(id).await;
        let code = code_of(&browser).await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = found(&operator, &code).await;
        confirm(&operator, &case, &MARKS).await.goes(&case);
        let mut tx = house.db().begin().await.unwrap();
        let later = tx.now() + SignedDuration::from_mins(1);
        for _ in 0..60 {
            let attempt = tx.new_id();
            tx.exec(
                "insert into proofings (id, account, method, state, step, tries, created_at, ends_at) \
                 values ($1, $2, 'letter', 'cancelled', '', 0, $3, $3)",
                okno_store::args![attempt, id, later],
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Лично в центре обслуживания"]);
        // And another one that is taken back leaves it its level.
        let second = house.db().new_id();
        let mut tx = house.db().begin().await.unwrap();
        tx.exec(
            "insert into proofings (id, account, method, state, step, tries, created_at, ends_at) \
             values ($1, $2, 'letter', 'done', '', 0, $3, $3)",
            okno_store::args![second, id, later],
        )
        .await
        .unwrap();
        let actor = okno_store::Actor::Operator;
        let taken = house.proofing.revoke(&mut tx, second, "mistake", actor);
        assert!(taken.await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            house.level(id).await,
            (Level::Confirmed, Some("in_person".to_owned()))
        );
    }
);

on_both!(nobody_below_fourteen_is_confirmed, |house| async move {
    // However old the account says its passport is: the birth date decides.
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let born = |date: &str| okno_accounts::Person {
        birth_date: Some(okno_requisites::BirthDate::parse(date).unwrap()),
        ..person.clone()
    };
    let save = async |person: &okno_accounts::Person| {
        let mut tx = house.db().begin().await.unwrap();
        let (account, _) = okno_accounts::find_locked(&mut tx, id).await.unwrap();
        okno_accounts::save_person(&mut tx, &account, person)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    save(&born("24.11.2012")).await;
    let page = browser.get("/cabinet/confirm").await;
    page.says(&["Личность подтверждают с 14 лет", "Доступно с 14 лет"]);
    browser.post("/cabinet/confirm/in-person", &[]).await;
    let sql = "select count(*) as n from proofings";
    let row = house.db().row(sql, vec![]).await.unwrap().unwrap();
    assert_eq!(row.get::<i64>("n").unwrap(), 0);
    // Fourteen today.
    save(&born("23.11.2012")).await;
    let page = browser.get("/cabinet/confirm").await;
    page.lacks(&["Доступно с 14 лет"]);
    browser.post("/cabinet/confirm/in-person", &[]).await;
    let row = house.db().row(sql, vec![]).await.unwrap().unwrap();
    assert_eq!(row.get::<i64>("n").unwrap(), 1);
});
