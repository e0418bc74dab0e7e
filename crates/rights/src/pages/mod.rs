//! Pages of `/cabinet/data`.

pub(crate) mod close;
mod consents;
mod copy;

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use okno_accounts::holder;
use okno_web::{Fault, Page, Visitor};

use crate::{Rights, store};

pub(crate) const HOME: &str = "/cabinet/data";
const CONSENTS: &str = "/cabinet/data/consents";
const COPY: &str = "/cabinet/data/export";
const CLOSE: &str = "/cabinet/data/close";

pub(crate) fn router() -> Router<Rights> {
    Router::new()
        .route(HOME, get(home))
        .route(CONSENTS, get(consents::list))
        .route("/cabinet/data/consents/{id}", get(consents::show))
        .route(
            "/cabinet/data/consents/{id}/withdraw",
            post(consents::withdraw).get(consents::back),
        )
        .route(COPY, get(copy::show).post(copy::ask))
        .route("/cabinet/data/export/{id}/{kind}", get(copy::fetch))
        .route(CLOSE, get(close::show).post(close::ask))
        .route(
            "/cabinet/data/close/code",
            get(close::code).post(close::check),
        )
        .route("/cabinet/data/close/keep", post(close::keep))
}

#[derive(Template)]
#[template(path = "rights_home.html")]
struct HomePage {
    page: Page,
    /// The day on which the account is closed.
    closing: Option<String>,
}

async fn home(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let closing = store::closing(visitor.db(), account.id).await?;
    let page = visitor.page_t("rights-title");
    visitor.render(&HomePage {
        closing: closing.map(|closing| page.date_long(&closing.ends_at)),
        page,
    })
}
