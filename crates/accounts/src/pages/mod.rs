//! Pages of accounts.

use axum::Router;

use crate::department::Accounts;

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
}
