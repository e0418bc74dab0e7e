//! The catalogue of services.
//!
//! Every public service is a folder of text files, so that an agency adds one
//! without writing Rust. [`Catalogue::load`] reads the folders, checks them
//! whole (a mistake is shown to its author with file, line and column, never
//! to a citizen) and builds an immutable index; [`Catalogue::search`] then
//! answers in microseconds from memory. [`CataloguePages`] shows it; no SQL.

mod calendar;
mod check;
mod compile;
mod complaint;
mod examples;
mod load;
mod logic;
mod node;
mod options;
mod pack;
pub mod pages;
mod places;
mod prefill;
mod registries;
mod repeat;
mod results;
mod schema;
pub mod search;
mod service;
mod shelf;
pub mod trace;
mod workflow;
pub mod workshop;

pub use calendar::Calendar;
pub use check::{Report, is_name};
pub use compile::profile_names;
pub use complaint::Complaint;
pub use examples::{Example, Expected, Given, Plain};
pub use load::{Catalogue, Problem, check, read};
pub use logic::{
    Answers, Asked, Due, Logic, Met, Next, Nothing, Question as RegistryQuestion, Sheet, World,
};
pub use options::{LISTS, Options, QuestionOption};
pub use pack::{Pack, PackError};
pub use pages::CataloguePages;
pub use places::Places;
pub use registries::{Gives, GivesKind, Odd, Ordered, Query, Takes};
pub use repeat::{Repeat, Spot};
pub use results::{Further, Paper};
pub use schema::Described;
pub use search::Hit;
pub use service::{
    Agency, AnswerRule, Category, Channel, Check, Condition, Consent, Deadline, Desk, Faq, Fee,
    FileType, Files, Form, Item, Level, Needed, Prefill, ProfileField, Question, QuestionKind,
    RefusalGround, Section, Service, ServiceResult, Synonyms, Text,
};
pub use shelf::{KeptError, Shelf};
pub use workflow::{Action, Decide, Move, REVIEW, Stage, Then, Waits};

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];
