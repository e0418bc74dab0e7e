//! «История действий»: a person's own lines of the journal, in words.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use okno_store::journal::{self, Line};
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use crate::facts::is_legal;

/// Lines on a page.
const ON_PAGE: usize = 50;
/// No page is asked for beyond this one: what is older is in the copy of one's data.
const LAST_PAGE: usize = 40;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    p: String,
    #[serde(default)]
    legal: String,
}

struct Event {
    id: Uuid,
    what: String,
    who: String,
    when: String,
    datetime: String,
    legal: bool,
}

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    page: Page,
    events: Vec<Event>,
    /// Only those of legal weight.
    legal: bool,
    newer: Option<usize>,
    older: Option<usize>,
}

fn who(visitor: &Visitor, line: &Line) -> String {
    visitor.t(match line.actor_kind.as_str() {
        // Only those who look after a child do something in another's account.
        "citizen" if line.actor != line.owner => "accounts-who-guardian",
        "citizen" => "accounts-who-you",
        "staff" => "accounts-who-staff",
        "visitor" => "accounts-who-visitor",
        _ => "accounts-who-portal",
    })
}

fn what(visitor: &Visitor, line: &Line) -> String {
    let words = visitor.act("act", line);
    words.unwrap_or_else(|| visitor.t("accounts-act-other"))
}

fn event(visitor: &Visitor, page: &Page, line: &Line) -> Event {
    let local = visitor.portal().local(line.at);
    Event {
        id: line.id,
        what: what(visitor, line),
        who: who(visitor, line),
        when: page.date_time(&line.at),
        datetime: local.strftime("%Y-%m-%dT%H:%M%:z").to_string(),
        legal: is_legal(&line.act),
    }
}

pub(crate) async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let number = asked.p.parse().unwrap_or(1usize).clamp(1, LAST_PAGE);
    let legal = asked.legal == "1";
    // Which have legal weight is not for the store to know.
    let most = match legal {
        true => LAST_PAGE * ON_PAGE,
        false => number * ON_PAGE,
    };
    let most = u32::try_from(most + 1).unwrap_or(u32::MAX);
    let lines = journal::of_owner(visitor.db(), id, most).await?;
    let mut lines: Vec<&Line> = lines
        .iter()
        .filter(|line| !legal || is_legal(&line.act))
        .skip((number - 1) * ON_PAGE)
        .take(ON_PAGE + 1)
        .collect();
    let more = lines.len() > ON_PAGE;
    lines.truncate(ON_PAGE);
    let page = visitor.page_t("accounts-history-title");
    visitor.render(&HistoryPage {
        events: lines
            .into_iter()
            .map(|line| event(&visitor, &page, line))
            .collect(),
        legal,
        newer: (number > 1).then(|| number - 1),
        older: (more && number < LAST_PAGE).then(|| number + 1),
        page,
    })
}

#[derive(Template)]
#[template(path = "history_fact.html")]
struct FactPage {
    page: Page,
    when: String,
    who: String,
    act: String,
    id: Uuid,
    /// Number in the chain, and the fingerprint in two halves.
    link: Option<(i64, String, String)>,
    legal: bool,
}

/// One line: what makes it a fact that stands.
pub(crate) async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let owner = visitor.citizen()?;
    let id = Uuid::try_parse(&id).map_err(|_| Fault::NotFound)?;
    let line = journal::one_of_owner(visitor.db(), id, owner).await?;
    let line = line.ok_or(Fault::NotFound)?;
    let page = visitor.page(what(&visitor, &line));
    let local = visitor.portal().local(line.at);
    visitor.render(&FactPage {
        when: local.strftime("%d.%m.%Y, %H:%M:%S (UTC%:z)").to_string(),
        who: who(&visitor, &line),
        id: line.id,
        link: line.link().map(|(number, hash)| {
            let (left, right) = hash.split_at_checked(32).unwrap_or((&hash, ""));
            (number, left.to_owned(), right.to_owned())
        }),
        legal: is_legal(&line.act),
        act: line.act,
        page,
    })
}
