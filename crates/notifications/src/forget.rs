//! What is left of messages when an account is closed: nothing.

use okno_store::{DbError, Tx, args};
use uuid::Uuid;

okno_store::statements! {
    DROP_LETTERS = "delete from letters where account = $1";
    DROP_DELIVERIES = "delete from deliveries where owner = $1";
}

/// Forgets the letters of an account and what became of its messages.
///
/// # Errors
/// Those of the store.
pub async fn forget(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(DROP_LETTERS, args![account]).await?;
    tx.exec(DROP_DELIVERIES, args![account]).await.map(|_| ())
}
