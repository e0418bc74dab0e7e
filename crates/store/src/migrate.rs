//! Migrations: each crate lists its own, in order; applied once, in one transaction each.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::args;
use crate::sql::{Db, DbError, Engine, Tx, replace_marks};

/// One step of the schema. Never changed once released: its hash is checked.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `crate-NNN`.
    pub name: &'static str,
    /// SQL with the marks of [`mod@crate::sql`].
    pub sql: &'static str,
}

const KNOWN: &str = "select name, hash from migrations";
const FIND: &str = "select hash from migrations where name = $1";
const APPLIED: &str = "insert into migrations (name, hash, applied_at) values ($1, $2, $3)";

/// Applies what is missing. Returns the names of what was applied now.
pub async fn migrate(db: &Db, steps: &[&[Migration]]) -> Result<Vec<&'static str>, DbError> {
    let mut tx = begin(db).await?;
    tx.exec_text(
        "create table if not exists migrations \
         (name text primary key, hash text not null, applied_at bigint not null)"
            .to_owned(),
    )
    .await?;
    tx.commit().await?;
    let mut known = HashMap::new();
    for row in db.rows(KNOWN, vec![]).await? {
        known.insert(row.get::<String>("name")?, row.get::<String>("hash")?);
    }
    let mut applied = Vec::new();
    // Collected, so that the future may be spawned: the lifetimes of the lists end here.
    let steps: Vec<Migration> = steps.iter().copied().flatten().copied().collect();
    for step in &steps {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(step.sql.as_bytes()));
        if let Some(old) = known.get(step.name) {
            same(step, old, &hash)?;
            continue;
        }
        let mut tx = begin(db).await?;
        if let Some(row) = tx.row(FIND, args![step.name]).await? {
            same(step, &row.get::<String>("hash")?, &hash)?;
            continue;
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

/// Two nodes may start at once: the second waits here and finds it done. SQLite
/// has one writer anyway; on PostgreSQL even `if not exists` may collide.
async fn begin(db: &Db) -> Result<Tx, DbError> {
    let mut tx = db.begin().await?;
    if db.engine() == Engine::Postgres {
        tx.exec("select pg_advisory_xact_lock(70751)", vec![])
            .await?;
    }
    Ok(tx)
}

fn same(step: &Migration, old: &str, new: &str) -> Result<(), DbError> {
    if old == new {
        return Ok(());
    }
    Err(DbError::Other(format!(
        "migration {} differs from the one this store was made with",
        step.name
    )))
}
