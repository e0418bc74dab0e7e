//! How the last attempt at a way ended, as the way's own page says it.

use askama::Template;
use okno_web::{Fault, Page, Visitor};

use crate::attempt::{Attempt, Stage};
use crate::pages::last_text;
use crate::store;

/// What an operator said, and what may be done next; drawn by every way that an operator
/// decides.
#[derive(Template)]
#[template(path = "last.html")]
struct Said {
    page: Page,
    title: String,
    reason: String,
    next: String,
}

/// Above the beginning of a way: why the last attempt was refused in the operator's own
/// words, or how else it ended badly.
pub(crate) async fn drawn(
    visitor: &Visitor,
    end: Option<&Attempt>,
) -> Result<Option<String>, Fault> {
    let Some(end) = end else { return Ok(None) };
    let page = visitor.page(String::new());
    let refused = end.stage == Stage::Refused && end.decided_by.is_some();
    let told = match refused {
        true => store::told(visitor.db(), end.id).await?,
        false => None,
    };
    let (title, next) = match (&told, end.decided_at) {
        (Some(_), Some(at)) => (
            page.ta("proofing-refused-on", "date", page.date_long(&at)),
            page.t(&format!("proofing-next-{}", end.method.replace('_', "-"))),
        ),
        _ => (String::new(), last_text(visitor, end)),
    };
    let said = Said {
        page,
        title,
        reason: told.unwrap_or_default(),
        next,
    };
    Ok(Some(said.render()?))
}
