//! The counter: everything between a browser and a department.
//!
//! A department gives a [`axum::Router`] whose handlers take a [`Visitor`]
//! (who asks, in which language, from where) and answer with a page
//! ([`Visitor::render`]), a redirect or a [`Fault`]. Words come from Fluent
//! ([`Words`]), fields from [`Form`], and the same rules check a field as it
//! is left and when the form arrives.

// Templates name these types by the path that other crates use.
extern crate self as okno_web;

pub mod assets;
pub mod fault;
pub mod form;
pub mod handout;
pub mod icons;
mod kept;
mod limits;
pub mod page;
pub mod portal;
pub mod server;
pub mod session;
mod technical;
pub mod upload;
pub mod visitor;
pub mod words;

pub use fault::Fault;
pub use form::{AND, Choice, Field, FileShown, Form, Input, Kind};
pub use page::{Notice, Page, Shell, View};
pub use portal::{People, Portal, Settings};
pub use session::{Session, Subject};
pub use visitor::{Met, Visitor, Who};
pub use words::{Lang, Words};

use okno_store::{Migration, SealedColumn};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "web-001",
        sql: include_str!("../migrations/web-001.sql"),
    },
    Migration {
        name: "web-002",
        sql: include_str!("../migrations/web-002.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "sessions",
        column: "data",
    },
    SealedColumn {
        table: "sessions",
        column: "origin",
    },
    upload::pieces::SEALED,
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[session::STATEMENTS, upload::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];
