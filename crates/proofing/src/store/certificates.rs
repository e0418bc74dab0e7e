//! SQL of the certificates that stay with an account.

use jiff::Timestamp;
use okno_store::{Db, DbError, Row, Tx, args};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

okno_store::statements! {
    ADD = "insert into certificates (id, account, proofing, bank, content, created_at) values ($1, $2, $3, $4, $5, $6)";
    OF = "select id, bank, content, created_at, ended_at from certificates where account = $1 \
          order by created_at desc, id desc limit 20";
    STANDING = "select (select count(*) from proofings where account = $1 and method = $2 and state = 'open' \
                and step = $3 and ends_at > $4) as waiting, \
                (select count(*) from certificates where account = $1) as kept";
    ONE = "select id, bank, content, created_at, ended_at from certificates where id = $1 and account = $2 @locked";
    END = "update certificates set ended_at = $2 where id = $1 and ended_at is null";
}

/// What is sealed of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CertificateContent {
    /// The certificate.
    pub(crate) pem: String,
    /// The bank's name of it.
    pub(crate) name: String,
}

/// A certificate, active until it ends by itself, by its holder or by its authority.
#[derive(Debug, Clone)]
pub(crate) struct KeptCertificate {
    pub(crate) id: Uuid,
    /// The bank that keeps the key.
    pub(crate) bank: String,
    pub(crate) content: CertificateContent,
    /// When it was activated.
    pub(crate) created_at: Timestamp,
    /// When its holder ended it.
    pub(crate) ended_at: Option<Timestamp>,
}

fn read(db: &Db, row: &Row) -> Result<KeptCertificate, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("content")?;
    Ok(KeptCertificate {
        id,
        bank: row.get("bank")?,
        content: db.unseal("certificates", "content", id, &sealed)?,
        created_at: row.get("created_at")?,
        ended_at: row.get("ended_at")?,
    })
}

/// Keeps a certificate with the account that an attempt has confirmed.
pub(crate) async fn add_certificate(
    tx: &mut Tx,
    account: Uuid,
    proofing: Uuid,
    bank: &str,
    content: &CertificateContent,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let sealed = tx.seal("certificates", "content", id, content);
    tx.exec(ADD, args![id, account, proofing, bank, sealed, now])
        .await
        .map(|_| ())
}

/// The certificates of an account, the newest first, 20 at most.
pub(crate) async fn certificates(db: &Db, account: Uuid) -> Result<Vec<KeptCertificate>, DbError> {
    let rows = db.rows(OF, args![account]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// Does an attempt of a method wait in a step, and has the account certificates?
pub(crate) async fn certificates_stand(
    db: &Db,
    account: Uuid,
    method: &str,
    step: &str,
) -> Result<(bool, bool), DbError> {
    let row = db
        .row(STANDING, args![account, method, step, db.now()])
        .await?;
    let Some(row) = row else {
        return Ok((false, false));
    };
    let (waiting, kept): (i64, i64) = (row.get("waiting")?, row.get("kept")?);
    Ok((waiting > 0, kept > 0))
}

/// One of an account, locked.
pub(crate) async fn certificate_locked(
    tx: &mut Tx,
    id: Uuid,
    account: Uuid,
) -> Result<Option<KeptCertificate>, DbError> {
    let row = tx.row(ONE, args![id, account]).await?;
    row.map(|row| read(tx.db(), &row)).transpose()
}

/// Ends a certificate. False when it has been ended already.
pub(crate) async fn end_certificate(tx: &mut Tx, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(END, args![id, now]).await? == 1)
}

/// The certificates of an account, as the transaction sees them.
pub(crate) async fn certificates_in(
    tx: &mut Tx,
    account: Uuid,
) -> Result<Vec<KeptCertificate>, DbError> {
    let rows = tx.rows(OF, args![account]).await?;
    rows.iter().map(|row| read(tx.db(), row)).collect()
}
