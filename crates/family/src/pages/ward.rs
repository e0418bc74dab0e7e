//! What a child reads of those who look after its account.

use askama::Template;
use axum::response::Response;
use okno_accounts::{Account, Person, find_several};
use okno_web::{Fault, Page, Visitor};

use crate::Family;
use crate::store;

#[derive(Template)]
#[template(path = "family_ward.html")]
struct WardPage {
    page: Page,
    /// Name, and how they are related.
    guardians: Vec<(String, String)>,
    until: String,
    /// The child has a passport by its age, and may confirm its identity.
    may_confirm: bool,
    lent: bool,
    closing: Option<String>,
}

pub(super) async fn show(
    family: &Family,
    visitor: &Visitor,
    (account, person): (&Account, &Person),
) -> Result<Response, Fault> {
    let db = visitor.db();
    let page = visitor.page_t("family-ward-title");
    let known = store::child_of(db, account.id).await?;
    let cards = match &known {
        Some(known) => store::guardians(db, known.id).await?,
        None => Vec::new(),
    };
    let people = find_several(db, cards.iter().map(|card| card.account)).await?;
    let guardians = cards.iter().filter_map(|card| {
        let (_, parent) = people.get(&card.account)?;
        let relation = format!("family-ward-{}", card.content.relation.word());
        Some((parent.full_name(), page.t(&relation)))
    });
    let until = known.map(|known| known.child.adult_on());
    let closing = family.rights().closes_at(account.id).await?;
    visitor.render(&WardPage {
        guardians: guardians.collect(),
        until: until.map_or(String::new(), |day| {
            visitor.portal().civil_long(visitor.lang(), day)
        }),
        may_confirm: !person.is_under_14(visitor.portal().today()),
        lent: account.ward.is_lent(),
        closing: closing.map(|at| page.date_long(&at)),
        page,
    })
}
