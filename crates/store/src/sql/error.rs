use okno_vault::VaultError;

/// What can go wrong between the program and its store.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique value is taken. The text names the constraint or column.
    #[error("already taken: {0}")]
    Taken(String),
    /// A statement that nobody looks at found its condition unmet ([`Tx::exec_later`](crate::Tx::exec_later)):
    /// it wrote null where none may stand. The text names the column.
    #[error("a condition was not met: {0}")]
    Unmet(String),
    /// Another transaction was faster; the whole request may be tried again.
    #[error("another change was faster")]
    Conflict,
    /// The store is busy or out of reach; nothing was changed.
    #[error("the store does not answer: {0}")]
    Unreachable(String),
    /// No room on the disk; nothing was changed.
    #[error("no room on the disk")]
    Full,
    /// A row that must exist does not.
    #[error("no such row: {0}")]
    Missing(&'static str),
    /// A sealed value did not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Files in the object store.
    #[error("file store: {0}")]
    Files(String),
    /// The lease of a job passed to another worker; its result is thrown away.
    #[error("the lease of this job has passed to another worker")]
    LeaseLost,
    /// Anything else: a fault of the program.
    #[error("store: {0}")]
    Other(String),
}

impl DbError {
    /// Is it worth trying the same request again?
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Conflict | Self::Unreachable(_) | Self::Full)
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) => {
                let code = inner.code().unwrap_or_default();
                if inner.is_unique_violation() {
                    // PostgreSQL's text would quote the value; the name of the
                    // constraint is enough and holds no personal data.
                    return Self::Taken(match inner.constraint() {
                        Some(name) => name.to_owned(),
                        None => inner.message().to_owned(),
                    });
                }
                match &*code {
                    // Null in a column that takes none.
                    "23502" | "1299" => {
                        let column = inner.try_downcast_ref::<sqlx::postgres::PgDatabaseError>();
                        let column = column.and_then(|error| error.column());
                        Self::Unmet(column.unwrap_or(inner.message()).to_owned())
                    }
                    // Serialization, deadlock, lock not to be had; SQLITE_BUSY and
                    // SQLITE_LOCKED with their kinds.
                    "40001" | "40P01" | "55P03" | "5" | "6" | "261" | "262" | "517" | "773" => {
                        Self::Conflict
                    }
                    // SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE.
                    "53100" | "13" | "778" | "4874" => Self::Full,
                    // Shutting down, starting, too many connections, a replica
                    // that only reads, a connection that broke.
                    "57P01" | "57P02" | "57P03" | "53300" | "25006" | "08000" | "08001"
                    | "08003" | "08004" | "08006" => Self::Unreachable(inner.message().to_owned()),
                    _ => Self::Other(format!("{code}: {}", inner.message())),
                }
            }
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}
