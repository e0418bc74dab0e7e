//! «Мои документы» over HTTP, with the registries of the stand.

use jiff::SignedDuration;
use okno_accounts::Person;
use serde_json::Value;
use uuid::Uuid;

use crate::house::{Browser, House, Page};
use crate::on_both;
use crate::operator::png;

const HOME: &str = "/cabinet/documents";

/// A document of a person of the stand, as a form.
pub async fn held(house: &House, person: &str, kind: &str) -> Vec<(String, String)> {
    let person = house.ask(&format!("/api/people/{person}")).await;
    let fields = person["documents"][kind].as_object().expect(kind);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    fields
        .iter()
        .map(|(name, value)| (name.clone(), text(value)))
        .collect()
}

fn with(form: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut form = form.to_vec();
    let field = form.iter_mut().find(|field| field.0 == name);
    field.expect(name).1 = value.to_owned();
    form
}

async fn send(browser: &Browser, path: &str, form: &[(String, String)]) -> Page {
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(path, &form).await
}

/// Adds a document; the path of its page.
pub async fn add(browser: &Browser, kind: &str, form: &[(String, String)]) -> String {
    let page = send(browser, &format!("{HOME}/new/{kind}"), form).await;
    let path = page.location.strip_suffix("?added");
    path.unwrap_or_else(|| panic!("{kind}: {} {}", page.status, page.text))
        .to_owned()
}

async fn code(house: &House, person: &Person) -> String {
    house.drain().await;
    let sms = house.sms(person).await;
    let last = sms.iter().rfind(|sms| sms.contains("исправить документ"));
    let (_, rest) = last.expect("no code").split_once("Код ").unwrap();
    rest.chars().take(6).collect()
}

/// A standard citizen and their browser.
async fn citizen(house: &House, id: &str) -> (Uuid, Person, Browser) {
    let (account, person) = house.standard(id).await;
    let browser = house.citizen(account).await;
    (account, person, browser)
}

/// The fields of the form on a page as they stand, some typed otherwise.
fn form_of(page: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let form = page
        .split("action=\"/cabinet/profile/edit\"")
        .nth(1)
        .expect("a form");
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        if tag.contains("type=\"radio\"") && !tag.contains(" checked") {
            continue;
        }
        if let (Some(name), Some(value)) = (attribute(tag, "name"), attribute(tag, "value")) {
            fields.push((name, value));
        }
    }
    fields.push(("citizenship".to_owned(), "RUS".to_owned()));
    for (name, value) in typed {
        fields = with(&fields, name, value);
    }
    fields
}

on_both!(every_document_has_a_cell_with_a_plus, |house| async move {
    let (account, _) = house.settle("safina").await;
    let browser = house.citizen(account).await;
    let page = browser.get(HOME).await;
    page.says(&[
        "<h1>Мои документы</h1>",
        "Паспорт гражданина РФ",
        "Заграничный паспорт",
        "Водительское удостоверение",
        "СНИЛС",
        "ИНН",
        "Полис ОМС",
        "Свидетельство о рождении ребёнка",
        "Свидетельство о браке",
        "Свидетельство о регистрации ТС",
        "Военный билет",
        "href=\"/cabinet/profile/edit\"",
        "href=\"/cabinet/documents/new/foreign-passport\"",
    ]);
    let plus = page.text.matches("okno-cell__plus").count();
    assert_eq!(plus, 10, "every cell is empty and has its «+»");
    // Whatever the stage, any of them may be filled in (S2-29): nothing else is there yet.
    let form = held(&house, "safina", "oms-policy").await;
    let path = add(&browser, "oms-policy", &form).await;
    let page = browser.get(&path).await;
    page.says(&["7", "Документ ещё не проверен", "Добавлен"]);
    page.lacks(&["Проверить в реестре</button>"]);
    let page = browser.get(HOME).await;
    assert_eq!(page.text.matches("okno-cell__plus").count(), 9);
    browser
        .get(&format!("{HOME}/new/oms-policy"))
        .await
        .goes(&path);
    for unknown in ["new/passport", "new/other", "other", "new/snils"] {
        assert_eq!(
            browser.get(&format!("{HOME}/{unknown}")).await.status,
            404,
            "{unknown}"
        );
    }
    let guest = house.stranger();
    assert_eq!(guest.get(HOME).await.status, 303, "sign in first");
});

on_both!(
    a_document_is_added_and_its_registry_agrees,
    |house| async move {
        let (account, _, browser) = citizen(&house, "safina").await;
        let form = held(&house, "safina", "foreign-passport").await;
        let path = add(&browser, "foreign-passport", &form).await;
        browser.get(&path).await.says(&["Проверяем", "data-live"]);
        house.drain().await;
        let value = |name: &str| form.iter().find(|f| f.0 == name).unwrap().1.as_str();
        let page = browser.get(&path).await;
        page.says(&[
            "Проверен",
            value("number"),
            value("issued_on"),
            value("until"),
        ]);
        page.says(&["МВД 62001", "Проверен в реестре"])
            .lacks(&["data-live"]);
        let list = browser.get(HOME).await;
        list.lacks(&[value("number")]);
        list.says(&[
            "75 ••••",
            &format!("Выдан {}", value("issued_on")),
            "МВД 62001",
        ]);
        browser
            .get(&format!("{HOME}?numbers"))
            .await
            .says(&[value("number")]);
        let acts = house.acts(account).await;
        assert!(acts.contains(&"paper.added".to_owned()), "{acts:?}");
        assert!(acts.contains(&"paper.answered".to_owned()), "{acts:?}");
        browser
            .get("/cabinet/profile")
            .await
            .says(&["href=\"/cabinet/documents\""]);
        browser
            .get("/cabinet")
            .await
            .says(&["href=\"/cabinet/documents\""]);
        let mut english = browser.clone();
        english.lang = "en";
        english.get(HOME).await.says(&[
            "<h1>My documents</h1>",
            "Checked",
            "Health insurance policy",
        ]);
        english
            .get(&path)
            .await
            .says(&["Valid until", "Replace with a new one"]);
    }
);

on_both!(
    what_differs_is_named_and_corrected_by_a_code,
    |house| async move {
        let (account, person, browser) = citizen(&house, "safina").await;
        let right = held(&house, "safina", "foreign-passport").await;
        let wrong = with(&right, "issued_on", "01.02.2019");
        let path = add(&browser, "foreign-passport", &wrong).await;
        house.drain().await;
        let page = browser.get(&path).await;
        page.says(&["Не сошлось: Дата выдачи.", "Проверить в реестре"]);
        // Forms elsewhere are filled in with what nobody has found wrong.
        let known = okno_papers::known(house.db(), account).await.unwrap();
        let number = right.iter().find(|f| f.0 == "number").unwrap();
        let (text, place) = known.value("foreign-passport", "number").unwrap();
        assert_eq!((text, &place), (number.1.as_str(), &path));
        assert!(known.value("foreign-passport", "issued_on").is_none());
        let letters = house.letters(&person).await;
        assert!(
            letters
                .iter()
                .any(|(s, _)| s == "Данные документа не сошлись с реестром")
        );
        // A correction waits for its code (S0-08).
        let edit = format!("{path}/edit");
        browser.get(&edit).await.says(&["01.02.2019"]);
        let confirm = format!("{HOME}/confirm");
        send(&browser, &edit, &right).await.goes(&confirm);
        browser.get(&path).await.says(&["01.02.2019"]);
        let code = code(&house, &person).await;
        let bad = if code == "111111" { "222222" } else { "111111" };
        let refused = browser.post(&confirm, &[("code", bad)]).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        let saved = format!("{path}?saved");
        browser
            .post(&confirm, &[("code", &code)])
            .await
            .goes(&saved);
        house.drain().await;
        browser
            .get(&path)
            .await
            .says(&["Проверен в реестре"])
            .lacks(&["01.02.2019"]);
        // A code that was used is no code, and what is confirmed waits no more.
        browser.post(&confirm, &[("code", &code)]).await.goes(HOME);
        let acts = house.acts(account).await;
        assert!(acts.contains(&"paper.corrected".to_owned()), "{acts:?}");
        // Nothing is corrected by what is the same.
        send(&browser, &edit, &right).await.goes(&path);
    }
);

on_both!(
    a_registry_of_documents_that_is_down_is_waited_for,
    |house| async move {
        let (_, _, browser) = citizen(&house, "laptev").await;
        house.fault("foms", "down").await;
        let form = held(&house, "laptev", "oms-policy").await;
        let path = add(&browser, "oms-policy", &form).await;
        house.drain().await;
        browser
            .get(&path)
            .await
            .says(&["Ждём реестр", "Ничего делать не нужно"]);
        house.fault("foms", "ok").await;
        house.wait(SignedDuration::from_mins(15));
        house.drain().await;
        browser.get(&path).await.says(&["Проверен в реестре"]);
    }
);

on_both!(
    a_document_of_another_is_told_without_a_name,
    |house| async move {
        let (account, _, browser) = citizen(&house, "safina").await;
        let theirs = held(&house, "laptev", "driving-licence").await;
        let path = add(&browser, "driving-licence", &theirs).await;
        house.drain().await;
        let page = browser.get(&path).await;
        page.says(&["записан другой человек"])
            .lacks(&["Лаптев", "Георгий"]);
        let known = okno_papers::known(house.db(), account).await.unwrap();
        assert!(known.value("driving-licence", "number").is_none());
        let unknown = with(
            &held(&house, "safina", "birth-certificate").await,
            "number",
            "X-АБ 000001",
        );
        let path = add(&browser, "birth-certificate", &unknown).await;
        house.drain().await;
        browser
            .get(&path)
            .await
            .says(&["Не сошлось: Серия и номер."]);
    }
);

on_both!(
    a_replaced_document_stays_in_the_list_below,
    |house| async move {
        let (account, person, browser) = citizen(&house, "safina").await;
        let now = held(&house, "safina", "foreign-passport").await;
        let old = with(&now, "number", "71 7654321");
        let path = add(&browser, "foreign-passport", &old).await;
        house.drain().await;
        let replace = format!("{path}/replace");
        browser
            .get(&replace)
            .await
            .says(&["Прежний останется в списке"])
            .lacks(&["7654321"]);
        send(&browser, &replace, &now)
            .await
            .goes("/cabinet/documents/confirm");
        let code = code(&house, &person).await;
        let done = browser
            .post(&format!("{HOME}/confirm"), &[("code", &code)])
            .await;
        let path = done.location.strip_suffix("?saved").unwrap().to_owned();
        house.drain().await;
        let page = browser.get(&path).await;
        page.says(&["Проверен в реестре", "Прежние документы", "71 7654321"]);
        browser.get(HOME).await.lacks(&["71 ••••321"]);
        let acts = house.acts(account).await;
        assert!(acts.contains(&"paper.replaced".to_owned()), "{acts:?}");
    }
);

on_both!(the_end_of_a_document_is_told_ahead, |house| async move {
    let (_, person, browser) = citizen(&house, "safina").await;
    let today = house.db().now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let until = today.checked_add(jiff::ToSpan::days(100)).unwrap();
    let until = until.strftime("%d.%m.%Y").to_string();
    let form = held(&house, "safina", "driving-licence").await;
    let form = with(&form, "until", &until);
    add(&browser, "driving-licence", &form).await;
    house.drain().await;
    let mark = "Новый лучше заказать";
    let told = |sms: &[String]| sms.iter().filter(|s| s.contains(mark)).count();
    house.wait(SignedDuration::from_hours(24 * 38));
    house.drain().await;
    let before = house.sms(&person).await;
    assert_eq!(told(&before), 0, "not before the sixtieth day");
    house.wait(SignedDuration::from_hours(24 * 3));
    house.drain().await;
    let sms = house.sms(&person).await;
    assert_eq!(told(&sms), 1, "{sms:?}");
    let number = &form.iter().find(|f| f.0 == "number").unwrap().1;
    assert!(!sms.iter().any(|s| s.contains(number)), "no number in it");
});

on_both!(a_document_that_is_over_says_so, |house| async move {
    let (_, _, browser) = citizen(&house, "laptev").await;
    let form = held(&house, "laptev", "driving-licence").await;
    let path = add(&browser, "driving-licence", &form).await;
    house.drain().await;
    browser
        .get(&path)
        .await
        .says(&["Срок документа истёк", "Заменить на новый"]);
    browser.get(HOME).await.says(&["Срок истёк"]);
});

on_both!(a_replaced_document_is_not_told_of, |house| async move {
    let (_, person, browser) = citizen(&house, "safina").await;
    let form = held(&house, "safina", "driving-licence").await;
    let today = house.db().now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let until = today.checked_add(jiff::ToSpan::days(90)).unwrap();
    let until = until.strftime("%d.%m.%Y").to_string();
    let soon = with(&form, "until", &until);
    let path = add(&browser, "driving-licence", &soon).await;
    house.drain().await;
    send(&browser, &format!("{path}/replace"), &form).await;
    let code = code(&house, &person).await;
    browser
        .post(&format!("{HOME}/confirm"), &[("code", &code)])
        .await;
    house.wait(SignedDuration::from_hours(24 * 40));
    house.drain().await;
    let sms = house.sms(&person).await;
    assert!(
        !sms.iter().any(|s| s.contains("Новый лучше заказать")),
        "{sms:?}"
    );
});

on_both!(what_does_not_fit_is_told_at_its_field, |house| async move {
    let (_, _, browser) = citizen(&house, "safina").await;
    let right = held(&house, "safina", "foreign-passport").await;
    let new = format!("{HOME}/new/foreign-passport");
    let cases = [
        ("number", "75 12345", "В номере не хватает цифр"),
        ("number", "", "Укажите номер, например 12 3456789"),
        ("issued_on", "31.02.2020", "id=\"issued_on-error\""),
        ("until", "01.01.2001", "Срок не может закончиться раньше"),
        ("issued_by", "", "id=\"issued_by-error\""),
    ];
    for (name, value, told) in cases {
        let page = send(&browser, &new, &with(&right, name, value)).await;
        assert_eq!(page.status, 422, "{name}");
        assert!(page.text.contains(told), "«{told}» is not in {}", page.text);
        assert!(
            page.text.contains("МВД 62001") || name == "issued_by",
            "typed stays"
        );
    }
    let policy = [("number".to_owned(), "7757000000000017".to_owned())];
    let page = send(&browser, &format!("{HOME}/new/oms-policy"), &policy).await;
    assert!(
        page.text.contains("В номере полиса опечатка"),
        "{}",
        page.text
    );
    let child = held(&house, "safina", "birth-certificate").await;
    let child = with(&child, "issued_on", "01.01.2000");
    let page = send(&browser, &format!("{HOME}/new/birth-certificate"), &child).await;
    assert!(page.text.contains("не могли выдать раньше дня рождения"));
    assert_eq!(house.count("select count(*) as n from papers").await, 0);
});

on_both!(
    several_cars_and_children_have_a_cell_each,
    |house| async move {
        let (_, _, browser) = citizen(&house, "laptev").await;
        let one = held(&house, "laptev", "vehicle").await;
        let first = add(&browser, "vehicle", &one).await;
        let other = with(&with(&one, "number", "99 77 123456"), "plate", "В777ОР77");
        let second = add(&browser, "vehicle", &other).await;
        assert_ne!(first, second);
        assert_eq!(
            add(&browser, "vehicle", &one).await,
            first,
            "one paper, one cell"
        );
        let page = browser.get(HOME).await;
        page.says(&["В777ОР77", "/cabinet/documents/new/vehicle"]);
        house.drain().await;
        browser.get(&first).await.says(&["Проверен в реестре"]);
    }
);

on_both!(
    two_clicks_add_one_document_and_correct_it_once,
    |house| async move {
        let (account, person, browser) = citizen(&house, "safina").await;
        let form = held(&house, "safina", "driving-licence").await;
        let new = format!("{HOME}/new/driving-licence");
        let (one, two) = tokio::join!(send(&browser, &new, &form), send(&browser, &new, &form));
        assert_eq!(one.location, two.location);
        let path = one.location.strip_suffix("?added").unwrap().to_owned();
        house.drain().await;
        let fixed = with(&form, "categories", "B");
        send(&browser, &format!("{path}/edit"), &fixed).await;
        let code = code(&house, &person).await;
        let confirm = format!("{HOME}/confirm");
        let typed = [("code", code.as_str())];
        let (one, two) = tokio::join!(
            browser.post(&confirm, &typed),
            browser.post(&confirm, &typed)
        );
        for page in [&one, &two] {
            assert!(page.status == 303 || page.status == 422, "{}", page.text);
        }
        assert!(one.status == 303 || two.status == 303);
        let acts = house.acts(account).await;
        let corrected = acts.iter().filter(|act| *act == "paper.corrected").count();
        assert_eq!(corrected, 1, "{acts:?}");
    }
);

on_both!(
    a_document_that_changed_meanwhile_is_not_overwritten,
    |house| async move {
        let (_, person, browser) = citizen(&house, "safina").await;
        let form = held(&house, "safina", "driving-licence").await;
        let path = add(&browser, "driving-licence", &form).await;
        house.drain().await;
        send(
            &browser,
            &format!("{path}/edit"),
            &with(&form, "categories", "B"),
        )
        .await;
        let code = code(&house, &person).await;
        // Another tab has a registry asked: what was kept is of an earlier version.
        browser
            .post(&format!("{path}/check"), &[])
            .await
            .goes(&format!("{path}?asked"));
        let done = browser
            .post(&format!("{HOME}/confirm"), &[("code", &code)])
            .await;
        done.goes(&format!("{path}?stale"));
        browser
            .get(&format!("{path}?stale"))
            .await
            .says(&["B, C", "в другой вкладке"]);
    }
);

on_both!(a_registry_is_asked_ten_times_an_hour, |house| async move {
    let (_, _, browser) = citizen(&house, "safina").await;
    let form = held(&house, "safina", "oms-policy").await;
    let path = add(&browser, "oms-policy", &form).await;
    house.drain().await;
    for _ in 0..10 {
        let asked = browser.post(&format!("{path}/check"), &[]).await;
        asked.goes(&format!("{path}?asked"));
        house.drain().await;
    }
    let asked = browser.post(&format!("{path}/check"), &[]).await;
    asked.goes(&format!("{path}?limit"));
    browser.get(&asked.location).await.says(&["через час"]);
});

on_both!(
    another_name_in_the_profile_makes_a_check_none,
    |house| async move {
        let (account, person, browser) = citizen(&house, "safina").await;
        let form = held(&house, "safina", "oms-policy").await;
        let path = add(&browser, "oms-policy", &form).await;
        house.drain().await;
        browser.get(&path).await.says(&["Проверен в реестре"]);
        let other = house.somebody("semyonova").await;
        let renamed = Person {
            surname: other.surname.clone(),
            ..person
        };
        house.save(account, &renamed).await;
        let browser = house.citizen(account).await;
        browser
            .get(&path)
            .await
            .says(&["Документ ещё не проверен", "Проверить в реестре"]);
    }
);

on_both!(
    pictures_of_the_passport_are_kept_up_to_five_megabytes,
    |house| async move {
        let (account, _, browser) = citizen(&house, "safina").await;
        let page = browser.get(&format!("{HOME}/passport")).await;
        page.says(&[
            "Первый разворот",
            "Страница с регистрацией",
            "до 5 МБ",
            "Проверено в реестре",
        ]);
        let pictures = format!("{HOME}/pictures");
        let main = [("what", "passport"), ("part", "main")];
        let residence = [("what", "passport"), ("part", "residence")];
        let (picture, pdf) = (png(), b"%PDF-1.4\n%%EOF\n".to_vec());
        let back = format!("{HOME}/passport?picture");
        let sent = browser
            .post_files(&pictures, &main, &[("picture-main", &picture)])
            .await;
        sent.goes(&back);
        let sent = browser
            .post_files(&pictures, &residence, &[("picture-residence", &pdf)])
            .await;
        sent.goes(&back);
        browser.get(HOME).await.says(&["2 снимка"]);
        // Judged by content and size, said at its place.
        let mut big = pdf.clone();
        big.resize(5 * 1024 * 1024 - 6, b' ');
        big.extend(b"%%EOF\n");
        assert_eq!(big.len(), 5 * 1024 * 1024);
        let sent = browser
            .post_files(&pictures, &main, &[("picture-main", &big)])
            .await;
        sent.goes(&back);
        big.push(b'\n');
        for (content, told) in [
            (big.as_slice(), "5 МБ"),
            (b"plain words".as_slice(), "PDF"),
            (b"".as_slice(), "Выберите файл"),
        ] {
            let page = browser
                .post_files(&pictures, &main, &[("picture-main", content)])
                .await;
            assert_eq!(page.status, 422);
            let error = page
                .text
                .split("picture-main-error")
                .nth(1)
                .expect("an error");
            assert!(error[..400].contains(told), "{told}");
        }
        // One a place: the file before is forgotten.
        let mut count = house
            .count("select count(*) as n from paper_pictures")
            .await;
        assert_eq!(count, 2);
        count = house.count("select count(*) as n from files").await;
        assert_eq!(count, 2);
        let page = browser.get(&format!("{HOME}/passport")).await;
        let look = page
            .text
            .split("href=\"/cabinet/documents/pictures/")
            .nth(1)
            .unwrap();
        let look = format!("{pictures}/{}", &look[..36]);
        assert_eq!(browser.download(&look).await.len(), 5 * 1024 * 1024);
        let (other, _) = house.settle("laptev").await;
        let other = house.citizen(other).await;
        assert_eq!(other.get(&look).await.status, 404);
        assert_eq!(other.post(&format!("{look}/remove"), &[]).await.status, 404);
        browser
            .post(&format!("{look}/remove"), &[])
            .await
            .goes(&format!("{HOME}/passport?no-picture"));
        assert_eq!(browser.get(&look).await.status, 404);
        let acts = house.acts(account).await;
        assert!(acts.contains(&"paper.picture.kept".to_owned()), "{acts:?}");
        let part = [("what", "passport"), ("part", "other")];
        let sent = browser
            .post_files(&pictures, &part, &[("picture-other", &picture)])
            .await;
        assert_eq!(sent.status, 404);
    }
);

on_both!(
    a_removed_document_takes_its_pictures_along,
    |house| async move {
        let (account, _, browser) = citizen(&house, "safina").await;
        let form = held(&house, "safina", "driving-licence").await;
        let path = add(&browser, "driving-licence", &form).await;
        let what = path.rsplit('/').next().unwrap();
        let fields = [("what", what), ("part", "main")];
        let sent = browser
            .post_files(
                &format!("{HOME}/pictures"),
                &fields,
                &[("picture-main", &png())],
            )
            .await;
        sent.goes(&format!("{path}?picture"));
        // Nobody else opens, corrects or removes it.
        let (other, _) = house.settle("laptev").await;
        let other = house.citizen(other).await;
        for page in ["", "/edit", "/replace", "/remove"] {
            assert_eq!(
                other.get(&format!("{path}{page}")).await.status,
                404,
                "{page}"
            );
        }
        other.post(&format!("{path}/remove"), &[]).await.goes(HOME);
        let sent = other
            .post_files(
                &format!("{HOME}/pictures"),
                &fields,
                &[("picture-main", &png())],
            )
            .await;
        assert_eq!(sent.status, 404);
        browser
            .get(&path)
            .await
            .says(&["Водительское удостоверение"]);
        let remove = format!("{path}/remove");
        browser.get(&remove).await.says(&["Удалить документ?"]);
        browser
            .post(&remove, &[])
            .await
            .goes(&format!("{HOME}?removed"));
        // The second click.
        browser.post(&remove, &[]).await.goes(HOME);
        assert_eq!(browser.get(&path).await.status, 404);
        assert_eq!(house.count("select count(*) as n from papers").await, 0);
        assert_eq!(
            house
                .count("select count(*) as n from paper_pictures")
                .await,
            0
        );
        assert_eq!(house.count("select count(*) as n from files").await, 0);
        house.drain().await;
        let acts = house.acts(account).await;
        assert!(acts.contains(&"paper.removed".to_owned()), "{acts:?}");
    }
);

on_both!(
    a_checked_snils_is_fixed_in_the_profile,
    |house| async move {
        let (account, person, browser) = citizen(&house, "safina").await;
        let snils = person.snils.as_ref().unwrap();
        let page = browser.get(&format!("{HOME}/snils")).await;
        page.says(&[
            &snils.shown(),
            "Проверено в реестре",
            "закреплены в профиле",
        ]);
        browser.get(HOME).await.says(&[&snils.masked(), "Проверен"]);
        // It changes by a code from the phone only.
        let other = house.somebody("laptev").await;
        let other = other.snils.unwrap();
        let page = browser.get("/cabinet/profile/edit").await;
        let form = form_of(&page.text, &[("snils", other.as_str())]);
        send(&browser, "/cabinet/profile/edit", &form)
            .await
            .goes("/cabinet/profile/confirm");
        let (_, kept) = okno_accounts::find(house.db(), account)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            kept.snils.as_ref().map(okno_requisites::Snils::as_str),
            Some(snils.as_str())
        );
    }
);
