//! `okno keys rotate`: wraps everything sealed under the newest master key.
//!
//! Works in batches beside a running portal: each row is read and written
//! under its own lock, and a value changed in between is left for the next
//! round. It may be broken off and started again.

use okno_vault::Place;
use uuid::Uuid;

use crate::args;
use crate::sql::{Db, DbError};

/// A column that holds sealed values; the primary key of its table is `id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
}

/// What a rotation did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Values wrapped anew.
    pub values: usize,
    /// Files wrapped anew.
    pub files: usize,
    /// Values that did not open: `table.column` and how many.
    pub broken: Vec<(String, usize)>,
}

/// Wraps all values of these columns and all files under the current key.
pub async fn reseal(db: &Db, columns: &[&[SealedColumn]]) -> Result<Resealed, DbError> {
    let mut done = Resealed::default();
    let columns: Vec<SealedColumn> = columns.iter().copied().flatten().copied().collect();
    for column in columns {
        let broken = reseal_column(db, column, &mut done.values).await?;
        if broken > 0 {
            done.broken
                .push((format!("{}.{}", column.table, column.column), broken));
        }
    }
    let (files, broken) = crate::files::rewrap_all(db).await?;
    done.files = files;
    if broken > 0 {
        done.broken.push(("files.content".to_owned(), broken));
    }
    Ok(done)
}

async fn reseal_column(
    db: &Db,
    column: SealedColumn,
    changed: &mut usize,
) -> Result<usize, DbError> {
    let SealedColumn { table, column } = column;
    // Names come from constants of this program, never from input; each pair
    // is leaked once a run of a command that then ends.
    let read: &'static str = Box::leak(
        format!(
            "select id, {column} as sealed from {table} \
             where id > $1 and {column} is not null order by id limit 500 @locked"
        )
        .into_boxed_str(),
    );
    let write: &'static str =
        Box::leak(format!("update {table} set {column} = $2 where id = $1").into_boxed_str());
    let mut after = Uuid::nil();
    let mut broken = 0;
    loop {
        let mut tx = db.begin().await?;
        let rows = tx.rows(read, args![after]).await?;
        if rows.is_empty() {
            return Ok(broken);
        }
        for row in rows {
            let id: Uuid = row.get("id")?;
            let sealed: Vec<u8> = row.get("sealed")?;
            after = id;
            match db.vault().rewrap(&Place::new(table, column, id), &sealed) {
                Ok(Some(fresh)) => {
                    tx.exec(write, args![id, fresh]).await?;
                    *changed += 1;
                }
                Ok(None) => {}
                Err(_) => broken += 1,
            }
        }
        tx.commit().await?;
    }
}
