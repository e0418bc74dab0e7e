//! SQL of proofing.

mod attempts;
mod certificates;
mod checks;
mod counter;
mod introductions;
mod lists;
mod papers;
mod remote;
mod returns;

pub(crate) use attempts::*;
pub(crate) use certificates::*;
pub(crate) use checks::*;
pub(crate) use counter::*;
pub(crate) use introductions::{
    Introduction, drop_introduction, introduce, introduction, introduction_locked, introduction_of,
    link_introduction, move_introduction, sweep_introductions,
};
pub(crate) use lists::*;
pub(crate) use papers::*;
pub(crate) use remote::*;
pub(crate) use returns::*;

/// Every statement.
pub(crate) const STATEMENTS: &[&[&str]] = &[
    attempts::STATEMENTS,
    certificates::STATEMENTS,
    checks::STATEMENTS,
    counter::STATEMENTS,
    introductions::STATEMENTS,
    lists::STATEMENTS,
    papers::STATEMENTS,
    remote::STATEMENTS,
    returns::STATEMENTS,
];
