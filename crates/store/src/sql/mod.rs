//! The thin layer over sqlx: [`Db`], [`Tx`], [`Row`], [`Arg`].
//!
//! Statements are `&'static str` with `$1, $2, …` and mean the same on both
//! engines. What differs is written as a mark and replaced per engine:
//!
//! | mark | PostgreSQL | SQLite |
//! |---|---|---|
//! | `@id` | `UUID` | `BLOB` |
//! | `@bytes` | `BYTEA` | `BLOB` |
//! | `@skip_locked` | `FOR UPDATE SKIP LOCKED` | nothing |
//! | `@locked` | `FOR UPDATE` | nothing |
//!
//! Times are `BIGINT` milliseconds since the epoch, ids are UUIDv7 made by
//! the program, JSON is `TEXT`. No arrays, no sequences, no `now()`.

mod arg;
mod db;
mod error;
mod row;
mod tx;
mod writer;

pub use arg::Arg;
pub(crate) use db::AFTERWARDS;
pub use db::{Db, Opening};
pub use error::DbError;
pub use row::{FromColumn, Row};
pub use tx::Tx;

use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One file beside the program; one writer.
    Sqlite,
    /// A server shared by many nodes.
    Postgres,
}

static MARKED: LazyLock<RwLock<HashMap<(Engine, &'static str), &'static str>>> =
    LazyLock::new(RwLock::default);

/// Replaces the marks of a statement. Each text is worked out once; the
/// number of statements in a program is fixed, so what is kept is bounded.
pub(crate) fn for_engine(engine: Engine, sql: &'static str) -> &'static str {
    if !sql.contains('@') {
        return sql;
    }
    if let Ok(known) = MARKED.read()
        && let Some(text) = known.get(&(engine, sql))
    {
        return text;
    }
    let text: &'static str = Box::leak(replace_marks(engine, sql).into_boxed_str());
    if let Ok(mut known) = MARKED.write() {
        known.insert((engine, sql), text);
    }
    text
}

/// Statements that were put together: how many places for arguments each has, and
/// what stands before and after them.
type Joined = (Before, Vec<(&'static str, usize)>, bool);

/// What opens a turn at the writer of SQLite together with its first statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Before {
    /// The turn is open.
    Nothing,
    /// Others of the group were here before.
    Savepoint,
    /// The first of a group.
    Transaction,
}

static JOINED: LazyLock<RwLock<HashMap<Joined, &'static str>>> = LazyLock::new(RwLock::default);

/// Puts statements of SQLite into one text, so that they cost one walk to the
/// thread that owns the connection. The numbers of their arguments go on from one
/// to the next. `release` ends the turn.
///
/// Each text is worked out once. A program has so many paths and no more, and a
/// [`Tx`] puts few statements together at a time, so what is kept is bounded.
pub(crate) fn joined(
    before: Before,
    parts: &[(&'static str, usize)],
    release: bool,
) -> &'static str {
    if let ([(only, _)], Before::Nothing, false) = (parts, before, release) {
        return only;
    }
    let key = (before, parts.to_vec(), release);
    if let Ok(known) = JOINED.read()
        && let Some(text) = known.get(&key)
    {
        return text;
    }
    let mut text = String::from(match before {
        Before::Nothing => "",
        Before::Savepoint => "SAVEPOINT turn; ",
        Before::Transaction => "BEGIN IMMEDIATE; SAVEPOINT turn; ",
    });
    let mut offset = 0;
    for (sql, places) in parts {
        renumber(&mut text, sql, offset);
        text.push_str("; ");
        offset += places;
    }
    if release {
        text.push_str("RELEASE turn");
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    if let Ok(mut known) = JOINED.write() {
        known.insert(key, text);
    }
    text
}

/// `$1` becomes `$(1 + offset)`. A dollar in a literal is followed by no digit.
fn renumber(text: &mut String, sql: &str, offset: usize) {
    let mut rest = sql;
    while let Some((head, tail)) = rest.split_once('$') {
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        text.push_str(head);
        text.push('$');
        match tail[..digits].parse::<usize>() {
            Ok(number) => text.push_str(&(number + offset).to_string()),
            Err(_) => text.push_str(&tail[..digits]),
        }
        rest = &tail[digits..];
    }
    text.push_str(rest);
}

/// Replaces the marks in any text; for migrations.
pub(crate) fn replace_marks(engine: Engine, sql: &str) -> String {
    let [id, bytes, skip, locked] = match engine {
        Engine::Sqlite => ["BLOB", "BLOB", "", ""],
        Engine::Postgres => ["UUID", "BYTEA", "FOR UPDATE SKIP LOCKED", "FOR UPDATE"],
    };
    sql.replace("@skip_locked", skip)
        .replace("@locked", locked)
        .replace("@bytes", bytes)
        .replace("@id", id)
}

/// Builds the argument list of a statement: `args![id, name, now]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}

/// Declares named statements and the list of them that the tests prepare.
///
/// ```
/// okno_store::statements! {
///     /// Finds one.
///     FIND = "select id from jobs where id = $1";
/// }
/// assert_eq!(STATEMENTS.len(), 1);
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$meta])* const $name: &str = $sql;)*
        /// Every statement of this module.
        pub const STATEMENTS: &[&str] = &[$($name),*];
    };
}
