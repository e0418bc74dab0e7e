//! Migrations: each crate lists its own, in order; applied once, in one transaction each.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::args;
use crate::sql::{Db, DbError, Engine, replace_marks};

/// One step of the schema. Never changed once released: its hash is checked.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `crate-NNN`.
    pub name: &'static str,
    /// SQL with the marks of [`mod@crate::sql`].
    pub sql: &'static str,
}

const KNOWN: &str = "select name, hash from migrations";
const APPLIED: &str = "insert into migrations (name, hash, applied_at) values ($1, $2, $3)";

/// Applies what is missing. Returns the names of what was applied now.
pub async fn migrate(db: &Db, steps: &[&[Migration]]) -> Result<Vec<&'static str>, DbError> {
    db.script(
        "create table if not exists migrations \
         (name text primary key, hash text not null, applied_at bigint not null)"
            .to_owned(),
    )
    .await?;
    let mut known = HashMap::new();
    for row in db.rows(KNOWN, vec![]).await? {
        known.insert(row.get::<String>("name")?, row.get::<String>("hash")?);
    }
    let mut applied = Vec::new();
    for step in steps.iter().copied().flatten() {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(step.sql.as_bytes()));
        match known.get(step.name) {
            Some(old) if *old == hash => continue,
            Some(_) => {
                return Err(DbError::Other(format!(
                    "migration {} differs from the one this store was made with",
                    step.name
                )));
            }
            None => {}
        }
        let mut tx = db.begin().await?;
        if db.engine() == Engine::Postgres {
            // Two nodes may start at once; the second waits and finds it done.
            tx.exec("select pg_advisory_xact_lock(70751)", vec![])
                .await?;
            let row = tx
                .row(
                    "select name from migrations where name = $1",
                    args![step.name],
                )
                .await?;
            if row.is_some() {
                continue;
            }
        }
        for statement in replace_marks(db.engine(), step.sql).split(";\n") {
            if !statement.trim().is_empty() {
                tx.exec_text(statement.to_owned()).await?;
            }
        }
        let now = tx.now();
        tx.exec(APPLIED, args![step.name, hash, now]).await?;
        tx.commit().await?;
        applied.push(step.name);
    }
    Ok(applied)
}
