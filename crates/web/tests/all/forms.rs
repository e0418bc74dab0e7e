//! A form of every kind of field: what is refused, what is put back, what is not.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use okno_web::{Field, Form};

use super::{Answer, Browser, House};

const GOOD: [(&str, &str); 13] = [
    ("step", "two"),
    ("surname", "саидова"),
    ("about", "О себе"),
    ("phone", "89005550147"),
    ("email", "amina@pochta.example"),
    ("password", "Passw0rd!-one"),
    ("fresh", "Passw0rd!-two"),
    ("code", "482913"),
    ("born", "7.3.1990"),
    ("way", "south"),
    ("town", "ryazan"),
    ("agree", "yes"),
    ("query", "карта"),
];

/// The good answers with some changed.
async fn send(browser: &mut Browser, changes: &[(&str, &str)]) -> Answer {
    let pairs: Vec<_> = GOOD
        .iter()
        .map(|(name, value)| {
            let change = changes.iter().find(|(n, _)| n == name);
            (*name, change.map_or(*value, |(_, v)| *v))
        })
        .collect();
    browser.post("/form", &pairs).await
}

/// Links of the summary: id and text.
fn summary(page: &str) -> Vec<(String, String)> {
    let Some((_, rest)) = page.split_once("id=\"error-summary\"") else {
        return Vec::new();
    };
    let list = rest.split("</ul>").next().unwrap();
    list.split("href=\"#")
        .skip(1)
        .map(|link| {
            let (id, rest) = link.split_once("\">").unwrap();
            (id.to_owned(), rest.split("</a>").next().unwrap().to_owned())
        })
        .collect()
}

/// The tag of the control with this name.
fn control(page: &str, name: &str) -> String {
    let (before, after) = page.split_once(&format!(" name=\"{name}\"")).unwrap();
    let begin = before.rfind('<').unwrap();
    format!("{}{}", &before[begin..], after.split('>').next().unwrap())
}

fn ids(page: &str) -> Vec<String> {
    let all = page.split(" id=\"").skip(1);
    all.map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn good_answers_pass_and_are_shown_in_their_canonical_form() {
    let house = House::plain().await;
    let answer = send(&mut house.browser(), &[]).await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "{:?}",
        summary(&answer.text())
    );
    let page = answer.text();
    assert!(!page.contains("error-summary"));
    let phone = control(&page, "phone");
    assert!(phone.contains("+7 (900) 555-01-47"), "{phone}");
    assert!(control(&page, "born").contains("value=\"07.03.1990\""));
    assert!(
        control(&page, "surname").contains("value=\"Саидова\""),
        "{}",
        control(&page, "surname")
    );
}

#[tokio::test]
async fn what_is_required_is_asked_for_and_each_error_names_its_field() {
    let house = House::plain().await;
    for (lang, title) in [("ru", "Ошибка: "), ("en", "Error: ")] {
        let mut browser = house.browser();
        browser.lang = lang;
        let answer = browser.post("/form", &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        let links = summary(&page);
        let led: Vec<&str> = links.iter().map(|(id, _)| id.as_str()).collect();
        let asked = [
            "surname", "phone", "email", "password", "fresh", "code", "born", "way-1", "town",
            "agree",
        ];
        assert_eq!(led, asked);
        assert!(answer.inside("<title", "</title>").starts_with(title));
        let own = links.iter().find(|(id, _)| id == "agree").unwrap();
        assert_eq!(own.1, "Без согласия нельзя");
        for (id, text) in &links {
            let name = id.trim_end_matches("-1");
            let error = format!("id=\"{name}-error\"");
            assert_eq!(page.matches(&error).count(), 1, "{name}");
            // Of an empty field the list says which one it is.
            let names_field = text.contains("«Поле ") || text.contains("“Поле ");
            assert!(
                names_field || page.matches(text.as_str()).count() >= 2,
                "at the field too: {text}"
            );
            assert!(!text.contains('⟦'), "{text}");
        }
        assert!(control(&page, "surname").contains("aria-invalid=\"true\""));
        let described = control(&page, "email");
        assert!(
            described.contains("aria-describedby=\"email-hint email-error\""),
            "{described}"
        );
    }
}

#[tokio::test]
async fn links_of_the_summary_lead_to_what_is_on_the_page() {
    let house = House::plain().await;
    let mut browser = house.browser();
    for step in ["two", "hidden", "whole"] {
        let pages = [
            browser.post("/form", &[("step", step)]).await,
            send(&mut browser, &[("step", step), ("way", "west")]).await,
        ];
        for answer in pages {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
            let page = answer.text();
            let ids = ids(&page);
            let set: BTreeSet<&String> = ids.iter().collect();
            assert_eq!(ids.len(), set.len(), "an id stands twice: {ids:?}");
            let links = summary(&page);
            assert!(!links.is_empty());
            for (id, text) in links {
                assert!(set.contains(&id), "{step}: #{id} ({text}) leads nowhere");
            }
            for label in page.split(" for=\"").skip(1) {
                let to = label.split('"').next().unwrap().to_owned();
                assert!(set.contains(&to), "a label without its field: {to}");
            }
        }
    }
    let answer = send(&mut browser, &[("step", "whole")]).await;
    assert!(
        answer.text().contains("okno-note--error"),
        "the general error stands in the form"
    );
}

#[tokio::test]
async fn what_was_typed_is_kept_and_secrets_are_not_sent_back() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let changes = [
        ("surname", "<b>\"Ив4н'&"),
        ("email", "amina@"),
        ("about", "Своё"),
    ];
    let answer = send(&mut browser, &changes).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(!page.contains("<b>\"Ив"), "escaped");
    assert!(control(&page, "surname").contains("Ив4н"));
    assert!(control(&page, "email").contains("value=\"amina@\""));
    assert!(control(&page, "step").contains("value=\"two\""));
    assert!(control(&page, "query").contains("value=\"карта\""));
    assert!(page.contains(">Своё</textarea>"));
    assert!(page.contains("value=\"south\" checked"), "the radio");
    assert!(!page.contains("value=\"north\" checked"));
    assert!(page.contains("value=\"ryazan\" selected"), "the list");
    assert!(control(&page, "agree").contains("checked"));
    // Neither after an error nor after all went well.
    let whole = send(&mut browser, &[]).await.text();
    for page in [page, whole] {
        for secret in ["Passw0rd!-one", "Passw0rd!-two", "482913"] {
            assert!(!page.contains(secret), "{secret} is sent back");
        }
    }
}

#[tokio::test]
async fn several_choices_are_put_back_and_those_not_offered_are_left_out() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let mut pairs = GOOD.to_vec();
    pairs.retain(|(name, _)| *name != "agree");
    pairs.extend([("days", "friday"), ("days", "sunday"), ("days", "monday")]);
    let page = browser.post("/form", &pairs).await.text();
    assert!(page.contains("<fieldset"));
    for (day, ticked) in [("monday", true), ("tuesday", false), ("friday", true)] {
        let box_ = format!("type=\"checkbox\" value=\"{day}\"");
        assert!(page.contains(&box_), "{day}");
        assert_eq!(page.contains(&format!("{box_} checked")), ticked, "{day}");
    }
    assert!(!page.contains("sunday"));
}

#[tokio::test]
async fn choices_that_were_not_offered_are_refused() {
    let house = House::plain().await;
    let mut browser = house.browser();
    for (name, value, id) in [("way", "west", "way-1"), ("town", "moscow", "town")] {
        let answer = send(&mut browser, &[(name, value)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert_eq!(summary(&page)[0].0, id);
        assert!(!page.contains(&format!("value=\"{value}\"")));
    }
}

#[tokio::test]
async fn what_is_too_long_is_refused_in_words() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let answer = send(&mut browser, &[("about", "ёжикёжикёжик")]).await;
    assert_eq!(answer.status, StatusCode::OK, "twelve letters fit");
    // A browser counts a line break as one character and sends two.
    let answer = send(&mut browser, &[("about", "ёжик\r\nёжик\r\nёж")]).await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "twelve as the browser counts"
    );
    let long = "ёжикёжикёжикё";
    let answer = send(&mut browser, &[("about", long)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    let (id, text) = summary(&page).remove(0);
    assert_eq!(id, "about");
    assert!(text.contains("12") && text.contains("13"), "{text}");
    assert!(page.contains(long), "it is kept, to be shortened");
}

#[tokio::test]
async fn fields_are_drawn_so_that_browsers_help() {
    let house = House::plain().await;
    let page = house.browser().get("/form").await.text();
    let password = control(&page, "password");
    for part in [
        "type=\"password\"",
        "current-password",
        "data-show-password",
    ] {
        assert!(password.contains(part), "{part}: {password}");
    }
    assert!(control(&page, "fresh").contains("data-show-password"));
    assert!(control(&page, "fresh").contains("new-password"));
    assert!(page.contains("data-show=\"показать пароль\""));
    assert!(control(&page, "code").contains("autocomplete=\"one-time-code\""));
    assert!(control(&page, "phone").contains("type=\"tel\""));
    for (name, rule) in [
        ("surname", "surname"),
        ("phone", "phone"),
        ("born", "birth-date"),
    ] {
        let rule = format!("data-check=\"{rule}\"");
        assert!(
            control(&page, name).contains(&rule),
            "checked as it is left: {name}"
        );
    }
    assert!(control(&page, "scan").contains("accept=\".pdf,.jpg,.jpeg,.png\""));
    assert!(page.contains("enctype=\"multipart/form-data\" data-upload"));
    assert!(
        page.contains("data-broken=\"Файл не дошёл"),
        "words for a broken connection"
    );
    // Optional fields say so, the others do not.
    let optional = page.matches("class=\"okno-optional\"").count();
    assert_eq!(optional, 4, "about, days, scan, query");
    assert!(!control(&page, "about").contains(" required"));
    assert!(control(&page, "surname").contains(" required"));
}

#[tokio::test]
async fn a_name_sent_twice_has_one_value_whoever_asks() {
    let house = House::plain().await;
    let mut browser = house.browser();
    let twice: Vec<(&str, &str)> = GOOD
        .iter()
        .copied()
        .chain([("surname", "Вторая"), ("step", "hidden"), ("level", "3")])
        .collect();
    // What stands in the address is no answer of the form.
    let answer = browser
        .post("/form?surname=Третья&step=whole", &twice)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let page = answer.text();
    assert!(page.contains("value=\"Саидова\""), "{page}");
    assert!(
        !page.contains("Вторая") && !page.contains("Третья\""),
        "{page}"
    );
}

#[test]
fn faults_stand_in_the_order_of_the_page() {
    let field = |name: &str| Field::text(name, name.to_owned());
    let fields = vec![field("one"), field("two"), field("three")];
    let mut form = Form::new("/", String::new(), fields);
    for (name, text) in [("three", "c"), ("one", "a"), ("two", "b"), ("one", "again")] {
        form.fail(name, text.to_owned());
    }
    let said: Vec<&str> = form
        .error_list
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(said, ["a", "b", "c"]);
}
