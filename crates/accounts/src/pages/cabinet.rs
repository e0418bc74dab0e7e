//! The cabinet: what is next, and the levels.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use okno_store::journal;
use okno_web::{Fault, Page, Visitor};

use super::common::tv;
use super::phone;
use crate::department::Accounts;
use crate::model::{Account, Level, Person};
use crate::store::holder;

/// What a person may do next to get further.
pub(crate) struct Next {
    icon: &'static str,
    title: String,
    text: String,
    url: &'static str,
    action: String,
}

/// «Упрощенная учетная запись».
pub(crate) fn level_name(visitor: &Visitor, level: Level) -> String {
    visitor.t(match level {
        Level::Simplified => "accounts-level-name-1",
        Level::Standard => "accounts-level-name-2",
        Level::Confirmed => "accounts-level-name-3",
    })
}

pub(crate) fn next(visitor: &Visitor, account: &Account, person: &Person) -> Next {
    let young = account.ward.is_child() && person.is_under_14(visitor.portal().today());
    let (icon, id, url) = match account.level {
        // There is nothing that a child without a passport could fill in.
        Level::Simplified if young => ("search", "young", "/services"),
        Level::Simplified if !person.is_whole() => ("pen", "profile", "/cabinet/profile/edit"),
        Level::Simplified => ("run", "checks", "/cabinet/checks"),
        Level::Standard => ("pin", "confirm", "/cabinet/confirm"),
        Level::Confirmed => ("search", "services", "/cabinet/services"),
    };
    Next {
        icon,
        title: visitor.t(&format!("accounts-next-{id}")),
        text: visitor.t(&format!("accounts-next-{id}-text")),
        url,
        action: visitor.t(&format!("accounts-next-{id}-action")),
    }
}

#[derive(Template)]
#[template(path = "cabinet.html")]
struct CabinetPage {
    page: Page,
    level: u8,
    level_name: String,
    number: String,
    next: Next,
    sections: Vec<String>,
    unread: i64,
    last: Option<String>,
    /// «Проверка работы учётной записи» is asked for.
    check_phone: bool,
}

pub(crate) async fn home(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let sections = accounts.sections(&visitor, account, person).await?;
    let unread = okno_notifications::unread_count(visitor.db(), account.id).await?;
    let title = tv(
        &visitor,
        "accounts-hello",
        &[("name", person.called_in(visitor.lang()))],
    );
    let mut page = visitor.page(title);
    let done = match query.as_deref() {
        Some("renewed") => Some(("accounts-renewed-done", "accounts-renewed-rest")),
        Some("phone") => Some(("accounts-works-done", "accounts-works-done-text")),
        _ => None,
    };
    if let Some((title, text)) = done {
        page = page.with_notice("ok", visitor.t(title), visitor.t(text));
    }
    let lines = journal::of_owner(visitor.db(), account.id, 50).await?;
    let mut signed_in = lines.iter().filter(|line| line.act == "account.signed_in");
    // The first is the present one.
    let present = signed_in.next().is_some();
    let last = signed_in.next();
    let check_phone = phone::is_due(&visitor, account, present).await?;
    let last = last.map(|line| page.date_time(&line.at));
    visitor.render(&CabinetPage {
        level: account.level.number(),
        level_name: level_name(&visitor, account.level),
        next: next(&visitor, account, person),
        number: account.number.clone(),
        sections,
        unread,
        last,
        check_phone,
        page,
    })
}

/// What the next level opens.
struct Ahead {
    name: String,
    opens: Vec<String>,
}

struct Rank {
    level: u8,
    name: String,
    /// `now`, `past`, `ahead`.
    state: &'static str,
    opens: Vec<String>,
    needs: Vec<String>,
}

#[derive(Template)]
#[template(path = "level.html")]
struct LevelPage {
    page: Page,
    level: u8,
    level_name: String,
    /// Nothing on the highest level.
    ahead: Option<Ahead>,
    ranks: Vec<Rank>,
    next: Next,
}

/// The three levels on one page: what each opens, what is missing (S2-13…020).
pub(crate) async fn levels(visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let ranks = [Level::Simplified, Level::Standard, Level::Confirmed].map(|level| {
        let n = level.number();
        let list = |part: &str| {
            let words = visitor.portal().words();
            (1..)
                .map(|i| format!("accounts-level-{n}-{part}-{i}"))
                .take_while(|id| words.has(visitor.lang(), id))
                .map(|id| visitor.t(&id))
                .collect()
        };
        Rank {
            level: n,
            name: visitor.t(&format!("web-level-{n}")),
            state: match level.cmp(&account.level) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "ahead",
            },
            opens: list("opens"),
            needs: list("needs"),
        }
    });
    let ahead = ranks.iter().find(|rank| rank.state == "ahead");
    let ahead = ahead.map(|rank| Ahead {
        name: rank.name.clone(),
        opens: rank.opens.clone(),
    });
    visitor.render(&LevelPage {
        ahead,
        page: visitor.page_t("accounts-levels-title"),
        level: account.level.number(),
        level_name: level_name(&visitor, account.level),
        ranks: ranks.into(),
        next: next(&visitor, account, person),
    })
}
