//! Notifications: SMS, e-mail and the inbox («Сообщения») of a person.
//!
//! A department hands a message over in the transaction of its change
//! ([`send`]); the letter in the inbox, the jobs and the rows that follow the
//! delivery are written there or not at all. The key of a message makes it
//! one: handed over twice, it is sent once. Each has a [`Topic`], and the
//! [`Choices`] that come with the recipient say which channels it takes.

mod choices;
mod forget;
mod jobs;
mod model;
mod pages;
mod store;

pub use choices::{Channel, Choices, Quiet, Topic};
pub use forget::forget;
pub use model::{Delivery, Letter, Message, Recipient};
pub use store::{
    Filter, delivery, inbox, inbox_from, letter, mark_all_read, mark_read, send, send_mail,
    send_news, send_sms, send_voice, unread_count,
};

use axum::Router;
use okno_gateways::Gateways;
use okno_store::{Migration, SealedColumn, Worker};
use okno_web::Portal;

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "notifications-001",
        sql: include_str!("../migrations/notifications-001.sql"),
    },
    Migration {
        name: "notifications-topics",
        sql: include_str!("../migrations/notifications-topics.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[SealedColumn {
    table: "letters",
    column: "content",
}];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[store::STATEMENTS, forget::STATEMENTS];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// The department: its pages and its jobs.
#[derive(Clone)]
pub struct Notifications {
    portal: Portal,
    gateways: Gateways,
}

impl Notifications {
    /// Puts it together.
    #[must_use]
    pub fn new(portal: Portal, gateways: Gateways) -> Self {
        Self { portal, gateways }
    }

    /// `/cabinet/messages`, its letters and «Прочитать все».
    pub fn router(&self) -> Router {
        pages::router()
    }

    /// Adds the handlers of `notify.sms`, `notify.voice` and `notify.mail`.
    pub fn register_jobs(&self, worker: &mut Worker) {
        jobs::register(self, worker);
    }
}
