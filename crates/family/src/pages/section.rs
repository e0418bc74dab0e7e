//! What the cabinet shows first: to a child that parents look after its account, to a parent
//! that a card waits for them.

use askama::Template;
use futures::future::BoxFuture;
use okno_accounts::{Account, Level, Person, Section};
use okno_web::{Fault, Page, Visitor};

use crate::model::{Card, Standing};
use crate::store;

#[derive(Template)]
#[template(path = "family_section.html")]
struct SectionPart {
    page: Page,
    /// Of a child's own cabinet.
    ward: bool,
    /// The card that waits, and the child's name.
    card: Option<(String, String)>,
}

/// Draws it.
pub(crate) struct Part;

impl Section for Part {
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async move {
            let ward = account.is_guarded();
            let mut waits: Option<Card> = None;
            if !ward && account.level == Level::Confirmed {
                let cards = store::cards(visitor.db(), account.id).await?;
                let asks =
                    |card: &Card| matches!(card.standing(), Standing::Differs | Standing::Stuck);
                waits = cards.into_iter().find(asks);
            }
            if !ward && waits.is_none() {
                return Ok(None);
            }
            let part = SectionPart {
                page: visitor.page(String::new()),
                ward,
                card: waits.map(|card| (super::path(card.id), card.content.child.given.shown())),
            };
            Ok(Some(part.render()?))
        })
    }
}
