//! Pages: the list of letters and one letter.

use axum::Router;

pub(crate) fn router() -> Router {
    Router::new()
}
