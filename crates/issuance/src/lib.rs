//! Documents that people take away.
//!
//! [`Press`] turns a Typst template of a service folder and data into a PDF
//! that lasts (PDF/A-3b, ISO 19005-3) and that a screen reader can read
//! (PDF/UA-1, ISO 14289-1). The same input gives the same bytes. Work runs on
//! a bounded pool: under overload the press says so at once instead of piling
//! up. [`qr_svg`] draws QR codes for documents and pages (S0-27).
//!
//! The register of issued documents gives each its number ([`issue`]), and
//! anybody may check a number ([`DocumentPages`]). What is issued and to whom
//! is decided elsewhere.

pub mod model;
pub mod pages;
mod press;
mod qr;
pub mod store;
mod world;

pub use model::{
    Document, DocumentNumber, Holder, NewDocument, Revocation, RevocationReason, Standing,
};
pub use pages::DocumentPages;
pub use press::{Fault, Press, PressError, WAITING_PER_WORKER};
pub use qr::{QrError, qr_svg};
pub use store::{
    attach_file, blank, by_case, by_number, issue, of_case, of_owner, revoke, revoke_case,
};

use okno_store::{Migration, SealedColumn};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "issuance-001",
        sql: include_str!("../migrations/issuance-001.sql"),
    },
    Migration {
        name: "issuance-parts",
        sql: include_str!("../migrations/issuance-parts.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[SealedColumn {
    table: "documents",
    column: "holder",
}];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];
