//! «Помощь»: the hot line, its topics, what a caller prepares (S1-166, S1-169, S2-41).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_web::{Fault, Page, Visitor};

use crate::{From, Support};

struct Number {
    shown: String,
    dial: String,
    from: String,
}

/// A trouble, what to do about it oneself, and where.
struct Topic {
    title: String,
    text: String,
    url: &'static str,
    action: String,
}

#[derive(Template)]
#[template(path = "support_help.html")]
struct HelpPage {
    page: Page,
    numbers: Vec<Number>,
    hours: String,
    email: String,
    topics: Vec<Topic>,
    prepare: Vec<String>,
}

/// The troubles of the seed, each with where it is mended.
const TOPICS: [(&str, &str); 4] = [
    ("identity", "/cabinet/checks"),
    ("data", "/cabinet/profile/edit"),
    ("papers", "/cabinet/confirm"),
    ("locked", "/recover"),
];

/// What a caller is asked for.
const PREPARE: [&str; 5] = ["name", "phone", "snils", "inn", "passport"];

pub(super) async fn show(
    State(support): State<Support>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let own = &support.settings;
    let numbers = own.lines.iter().map(|line| Number {
        shown: line.number.clone(),
        dial: line.number.chars().filter(char::is_ascii_digit).collect(),
        from: visitor.t(match line.from {
            From::Any => "support-from-any",
            From::Mobile => "support-from-mobile",
        }),
    });
    let topics = TOPICS.map(|(word, url)| Topic {
        title: visitor.t(&format!("support-topic-{word}")),
        text: visitor.t(&format!("support-topic-{word}-text")),
        url,
        action: visitor.t(&format!("support-topic-{word}-go")),
    });
    visitor.render(&HelpPage {
        page: visitor.page_t("support-title"),
        numbers: numbers.collect(),
        hours: match own.hours.is_empty() {
            true => visitor.t("support-hours"),
            false => own.hours.clone(),
        },
        email: own.email.clone(),
        topics: topics.into(),
        prepare: PREPARE
            .map(|word| visitor.t(&format!("support-prepare-{word}")))
            .into(),
    })
}
