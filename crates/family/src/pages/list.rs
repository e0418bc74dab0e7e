//! The children of a parent, each with how its card stands.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use okno_accounts::{Level, State as AccountState, find_several, holder};
use okno_web::{Fault, Page, Visitor};

use super::{Tag, path, tag, ward};
use crate::Family;
use crate::model::Card;
use crate::store;

struct Shown {
    url: String,
    name: String,
    born: String,
    tag: Tag,
    /// How the child's account stands, in words.
    account: String,
    both: bool,
}

#[derive(Template)]
#[template(path = "family_list.html")]
struct ListPage {
    page: Page,
    /// The parent's own identity is confirmed.
    may_add: bool,
    cards: Vec<Shown>,
    under_way: bool,
}

pub(super) async fn show(
    State(family): State<Family>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if account.is_guarded() {
        return ward::show(&family, &visitor, (account, person)).await;
    }
    let db = visitor.db();
    let cards = store::cards(db, account.id).await?;
    let wards = find_several(db, cards.iter().filter_map(|card| card.ward)).await?;
    let mut page = visitor.page_t("family-title");
    let done = match query.as_deref() {
        Some("removed") => Some("family-removed"),
        _ => None,
    };
    if let Some(done) = done {
        let text = visitor.t(&format!("{done}-text"));
        page = page.with_notice("ok", visitor.t(done), text);
    }
    let under_way = cards.iter().any(Card::is_under_way);
    page.refresh = under_way.then_some(5);
    let shown = |card: &Card| {
        let ward = card.ward.and_then(|id| wards.get(&id));
        let state = match (card.child, ward) {
            (None, _) => "",
            (Some(_), None) => "family-list-none",
            (Some(_), Some((ward, _))) if ward.state == AccountState::Suspended => {
                "family-list-suspended"
            }
            (Some(_), Some(_)) => "family-list-account",
        };
        let child = &card.content.child;
        Shown {
            url: path(card.id),
            name: child.full_name(),
            born: page.ta("family-born", "date", child.birth_date.shown()),
            tag: tag(&page, card),
            account: match state {
                "" => String::new(),
                id => page.t(id),
            },
            both: card.guardians > 1,
        }
    };
    visitor.render(&ListPage {
        may_add: account.level == Level::Confirmed,
        cards: cards.iter().map(shown).collect(),
        under_way,
        page,
    })
}
