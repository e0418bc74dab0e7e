//! SQL of proofing.

mod attempts;
mod checks;

pub(crate) use attempts::*;
pub(crate) use checks::*;

/// Every statement.
pub(crate) const STATEMENTS: &[&[&str]] = &[attempts::STATEMENTS, checks::STATEMENTS];
