//! SQL of the editions of services that cases stay with.

use okno_catalogue::Service;
use okno_store::{Db, DbError, Tx, args};

okno_store::statements! {
    KNOWN = "select edition from service_editions where edition > $1 order by edition limit $2";
    KEEP = "insert into service_editions (edition, service, version, kept_at, pack) values ($1, $2, $3, $4, $5) on conflict do nothing";
    PACK = "select pack from service_editions where edition = $1";
}

/// Editions that are kept, in their order, after this one.
pub(crate) async fn known(db: &Db, after: &str, most: u32) -> Result<Vec<String>, DbError> {
    let rows = db.rows(KNOWN, args![after, most]).await?;
    rows.iter().map(|row| row.get("edition")).collect()
}

/// Keeps an edition with its file.
pub(crate) async fn keep(tx: &mut Tx, service: &Service, pack: Vec<u8>) -> Result<(), DbError> {
    let now = tx.now();
    let row = args![&service.edition, &service.id, service.version, now, pack];
    tx.exec(KEEP, row).await.map(|_| ())
}

/// The file of an edition.
pub(crate) async fn pack(db: &Db, edition: &str) -> Result<Option<Vec<u8>>, DbError> {
    let row = db.row(PACK, args![edition]).await?;
    row.map(|row| row.get("pack")).transpose()
}

/// The same beside a transaction.
pub(crate) async fn pack_beside(tx: &mut Tx, edition: &str) -> Result<Option<Vec<u8>>, DbError> {
    let row = tx.row_beside(PACK, args![edition]).await?;
    row.map(|row| row.get("pack")).transpose()
}
