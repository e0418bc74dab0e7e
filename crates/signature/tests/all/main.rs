//! Certificates, signatures and lists made by the command `openssl` at test time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod house;
mod noise;
mod refusals;
