//! The sheet with a code of access, shown once to be printed: of the first password, and of
//! another one.

use askama::Template;
use axum::response::Response;
use jiff::Timestamp;
use okno_accounts::paper_code;
use okno_web::{Fault, Page, Visitor};

#[derive(Template)]
#[template(path = "centre_code.html")]
struct CodePage {
    page: Page,
    back: String,
    name: String,
    code: String,
    until: String,
    url: String,
}

/// Shows the code of a person, good until a time; `back` is the page it was asked for on.
pub(super) fn show(
    visitor: &Visitor,
    back: String,
    name: String,
    (code, until): (&str, Timestamp),
) -> Result<Response, Fault> {
    let page = visitor.page_t("proofing-visit-code-title").work();
    let (date, time) = (page.date_long(&until), page.time(&until));
    visitor.render(&CodePage {
        until: page.tv(
            "proofing-visit-code-until",
            &[("date", date), ("time", time)],
        ),
        page,
        back,
        name,
        code: paper_code::shown(code),
        url: visitor.portal().url("/login/first"),
    })
}
