use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::DbError;

/// A row of either engine.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// The value of a column, by its name.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, DbError> {
        T::from_column(self, column)
    }
}

/// A type that a column can be read as.
pub trait FromColumn: Sized {
    /// Reads it.
    fn from_column(row: &Row, column: &str) -> Result<Self, DbError>;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, column: &str) -> Result<Self, DbError> {
                // Through an option: SQLite would hand out 0 or an empty text for a null.
                let value: Option<Self> = row.get(column)?;
                value.ok_or_else(|| DbError::Other(format!("{column} is null")))
            }
        }
        impl FromColumn for Option<$type> {
            fn from_column(row: &Row, column: &str) -> Result<Self, DbError> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(column)?,
                    Row::Postgres(row) => row.try_get(column)?,
                })
            }
        }
    )*};
}

plain!(String, i64, bool, Vec<u8>, Uuid);

impl FromColumn for Timestamp {
    fn from_column(row: &Row, column: &str) -> Result<Self, DbError> {
        let millis: i64 = row.get(column)?;
        Self::from_millisecond(millis).map_err(|_| DbError::Other(format!("{column} is no time")))
    }
}

impl FromColumn for Option<Timestamp> {
    fn from_column(row: &Row, column: &str) -> Result<Self, DbError> {
        let millis: Option<i64> = row.get(column)?;
        millis
            .map(Timestamp::from_millisecond)
            .transpose()
            .map_err(|_| DbError::Other(format!("{column} is no time")))
    }
}
