//! One store for everything Okno remembers: SQL on SQLite or PostgreSQL,
//! jobs, the journal, files and shared limits.
//!
//! The same SQL text runs on both engines (see [`mod@sql`]). One request is one
//! [`Tx`]: the change, its journal lines and its jobs commit together or not
//! at all. Reads that need no transaction go through [`Db`].

pub mod files;
pub mod jobs;
pub mod journal;
pub mod limits;
pub mod migrate;
pub mod reseal;
pub mod sql;
pub mod testing;

pub use jobs::{Job, JobError, NewJob, Worker};
pub use journal::{Actor, Entry};
pub use limits::{Limit, Verdict};
pub use migrate::Migration;
pub use reseal::SealedColumn;
pub use sql::{Arg, Db, DbError, Engine, Opening, Row, Tx};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "store-001",
        sql: include_str!("../migrations/store-001.sql"),
    },
    Migration {
        name: "store-002",
        sql: include_str!("../migrations/store-002.sql"),
    },
];

/// Columns of this crate that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "jobs",
        column: "payload",
    },
    SealedColumn {
        table: "journal",
        column: "origin",
    },
    SealedColumn {
        table: "files",
        column: "name",
    },
];

/// Statements of this crate; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[
    jobs::STATEMENTS,
    journal::STATEMENTS,
    files::STATEMENTS,
    limits::STATEMENTS,
];
