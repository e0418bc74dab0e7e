//! Integration tests of okno-requisites.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chance;
mod locales;
mod people;
mod properties;
mod texts;
mod vectors;
