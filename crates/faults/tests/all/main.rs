//! Harm done to the real program, over HTTP and as a process.
//!
//! The programs must be built: `cargo build --workspace --bins`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod admin;
mod disk;
mod kill;
mod ledger;
mod pieces;
mod stop;
