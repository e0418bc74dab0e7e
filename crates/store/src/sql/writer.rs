//! The one writer of SQLite, and commits in groups.
//!
//! A durable commit waits for the disk, and SQLite has one writer, so commits one
//! after another would set the pace of the whole portal. Transactions take turns
//! instead, inside one transaction of the file, each in a savepoint of its own.
//! The first to finish stands in line again and, when its turn comes, commits for
//! all that finished meanwhile: as many as were waiting, no more. Nobody is told
//! that a change happened before the disk has it, and nobody waits when alone.
//!
//! When the common commit fails, all of its transactions fail, and nothing of
//! them is there: those who had read what another of the group wrote fail with it.

use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::{Before, DbError};

/// A turn that does not come within this time: the store is busy.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Writer {
    state: Arc<Mutex<State>>,
}

struct State {
    options: SqliteConnectOptions,
    /// `None` after a fault: the next turn opens it again.
    connection: Option<SqliteConnection>,
    group: Option<Vec<oneshot::Sender<Result<(), DbError>>>>,
    closed: bool,
}

impl State {
    async fn run(&mut self, sql: &'static str) -> Result<(), DbError> {
        let connection = self.connection.as_mut().ok_or_else(gone)?;
        sqlx::query(sql).execute(connection).await?;
        Ok(())
    }

    async fn connect(&mut self) -> Result<(), DbError> {
        if self.closed {
            return Err(gone());
        }
        if self.connection.is_none() {
            self.connection = Some(self.options.connect().await?);
        }
        Ok(())
    }

    /// Commits what the group has finished and tells its members.
    async fn close_group(&mut self) {
        let Some(members) = self.group.take() else {
            return;
        };
        let result = self.run("COMMIT").await;
        if result.is_err() {
            // What the connection thinks of itself now is not worth finding out.
            self.connection = None;
        }
        for member in members {
            let own = match &result {
                Ok(()) => Ok(()),
                Err(error) => Err(told(error)),
            };
            let _ = member.send(own);
        }
    }

    /// The transaction of the file is gone: its members learn it.
    fn lose_group(&mut self) {
        for member in self.group.take().into_iter().flatten() {
            let _ = member.send(Err(DbError::Unreachable(
                "the common transaction was rolled back".to_owned(),
            )));
        }
    }

    /// Takes back one turn, also one that was broken off halfway through its begin.
    async fn undo_turn(&mut self) {
        let alone = self.group.as_ref().is_none_or(Vec::is_empty);
        if !alone && self.run("ROLLBACK TO turn").await.is_ok() {
            if self.run("RELEASE turn").await.is_ok() {
                return;
            }
        } else if !alone && self.run("BEGIN").await.is_err() && self.connection.is_some() {
            // No savepoint yet, and the transaction of the file still stands.
            return;
        }
        // SQLite rolls back by itself when the disk is full; then this fails, and a
        // connection that went through it is replaced.
        if self.run("ROLLBACK").await.is_err() {
            self.connection = None;
        }
        self.lose_group();
    }
}

fn gone() -> DbError {
    DbError::Unreachable("the store is closed".to_owned())
}

/// The same error for each member of a group.
fn told(error: &DbError) -> DbError {
    match error {
        DbError::Conflict => DbError::Conflict,
        DbError::Full => DbError::Full,
        other => DbError::Unreachable(other.to_string()),
    }
}

impl Writer {
    pub(crate) async fn open(options: SqliteConnectOptions) -> Result<Self, DbError> {
        let mut state = State {
            options,
            connection: None,
            group: None,
            closed: false,
        };
        state.connect().await?;
        Ok(Self {
            state: Arc::new(Mutex::new(state)),
        })
    }

    pub(crate) async fn turn(&self) -> Result<Turn, DbError> {
        let state = tokio::time::timeout(PATIENCE, self.state.clone().lock_owned())
            .await
            .map_err(|_| DbError::Unreachable("too many are waiting to write".to_owned()))?;
        let mut turn = Turn {
            state: Some(state),
            line: self.state.clone(),
            begun: false,
        };
        turn.state()?.connect().await?;
        Ok(turn)
    }

    /// Runs a script outside of any transaction.
    pub(crate) async fn script(&self, sql: String) -> Result<(), DbError> {
        let mut state = self.state.lock().await;
        state.close_group().await;
        state.connect().await?;
        let connection = state.connection.as_mut().ok_or_else(gone)?;
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(connection)
            .await?;
        Ok(())
    }

    pub(crate) async fn prepare(&self, sql: &'static str) -> Result<(), DbError> {
        use sqlx::{Executor, SqlSafeStr};
        let mut state = self.state.lock().await;
        state.connect().await?;
        let connection = state.connection.as_mut().ok_or_else(gone)?;
        connection.prepare(sql.into_sql_str()).await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        let mut state = self.state.lock().await;
        state.close_group().await;
        state.closed = true;
        if let Some(connection) = state.connection.take() {
            let _ = connection.close().await;
        }
    }
}

/// A transaction's turn at the writer. It is opened together with its first
/// statement: what does nothing costs nothing.
pub(crate) struct Turn {
    state: Option<OwnedMutexGuard<State>>,
    line: Arc<Mutex<State>>,
    begun: bool,
}

impl Turn {
    fn state(&mut self) -> Result<&mut State, DbError> {
        self.state.as_deref_mut().ok_or_else(gone)
    }

    /// What must stand before the next statement. From here on the turn counts as
    /// begun, and a drop takes it back.
    pub(crate) fn before(&mut self) -> Before {
        if std::mem::replace(&mut self.begun, true) {
            return Before::Nothing;
        }
        match self.state.as_deref_mut() {
            Some(state) if state.group.is_none() => {
                state.group = Some(Vec::new());
                Before::Transaction
            }
            _ => Before::Savepoint,
        }
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.begun
    }

    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.state
            .as_deref_mut()
            .and_then(|state| state.connection.as_mut())
            .ok_or(sqlx::Error::WorkerCrashed)
    }

    /// Waits for the common commit; the savepoint has been released.
    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        if !self.begun {
            return Ok(());
        }
        let Some(mut state) = self.state.take() else {
            return Err(gone());
        };
        let (tell, told) = oneshot::channel();
        let members = state.group.get_or_insert_default();
        members.push(tell);
        if members.len() == 1 {
            let line = self.line.clone();
            // A task, since whoever asked may have hung up: the others still wait.
            tokio::spawn(async move { line.lock_owned().await.close_group().await });
        }
        drop(state);
        told.await.unwrap_or_else(|_| Err(gone()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut state) = self.state.take() else {
            return;
        };
        if !self.begun {
            return;
        }
        // Without a runtime the program ends, and SQLite forgets what was open.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { state.undo_turn().await });
        }
    }
}
