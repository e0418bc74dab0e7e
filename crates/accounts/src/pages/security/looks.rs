//! «Кто смотрел мои данные».

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;

use super::super::common::tv;
use crate::looks::{self, Seen};

/// Looks on a page.
const ON_PAGE: u32 = 20;
/// No page is asked for beyond this one.
const LAST_PAGE: u32 = 1000;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    p: String,
}

struct Line {
    what: String,
    who: String,
    why: String,
    when: String,
    datetime: String,
}

#[derive(Template)]
#[template(path = "security_looks.html")]
struct LooksPage {
    page: Page,
    lines: Vec<Line>,
    newer: Option<u32>,
    older: Option<u32>,
}

fn line(visitor: &Visitor, page: &Page, seen: &Seen) -> Line {
    let number = looks::work_number(seen.staff);
    let who = [
        ("role", visitor.t(&format!("accounts-role-{}", seen.role))),
        ("place", seen.place.clone()),
        ("number", number),
    ];
    let why = match (&seen.number, &seen.reason) {
        (_, Some(reason)) => {
            let reason = reason.reveal().clone();
            tv(visitor, "accounts-looks-reason", &[("reason", reason)])
        }
        (Some(number), None) => tv(
            visitor,
            "accounts-looks-number",
            &[("number", number.clone())],
        ),
        (None, None) => String::new(),
    };
    let local = visitor.portal().local(seen.at);
    Line {
        what: visitor.t(&format!("accounts-looks-what-{}", seen.what)),
        who: tv(visitor, "accounts-looks-who", &who),
        why,
        when: page.date_time(&seen.at),
        datetime: local.strftime("%Y-%m-%dT%H:%M%:z").to_string(),
    }
}

pub(super) async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let owner = visitor.citizen()?;
    let number = asked.p.parse().unwrap_or(1u32).clamp(1, LAST_PAGE);
    let offset = (number - 1) * ON_PAGE;
    let mut found = looks::of_owner(visitor.db(), owner, ON_PAGE + 1, offset).await?;
    let more = found.len() > ON_PAGE as usize;
    found.truncate(ON_PAGE as usize);
    if found.is_empty() && number > 1 {
        return Ok(visitor.go("/cabinet/security/looks"));
    }
    let page = visitor.page_t("accounts-looks-title");
    let lines = found.iter().map(|seen| line(&visitor, &page, seen));
    visitor.render(&LooksPage {
        lines: lines.collect(),
        newer: (number > 1).then(|| number - 1),
        older: (more && number < LAST_PAGE).then(|| number + 1),
        page,
    })
}
