//! SQL of proofing.

mod attempts;
mod checks;
mod lists;

pub(crate) use attempts::*;
pub(crate) use checks::*;
pub(crate) use lists::*;

/// Every statement.
pub(crate) const STATEMENTS: &[&[&str]] =
    &[attempts::STATEMENTS, checks::STATEMENTS, lists::STATEMENTS];
