//! Accounts: registration, sign-in, the profile, the cabinet, officials.

pub mod address;
pub mod assist;
mod closed;
pub mod codes;
pub mod consents;
mod department;
pub mod documents;
pub mod facts;
pub mod first;
mod first_steps;
pub mod glass;
pub mod grants;
mod guessing;
pub mod holdings;
pub mod looks;
pub mod model;
pub mod news;
mod notices;
pub mod officials;
mod own;
mod pages;
pub mod paper_code;
mod passkeys;
pub mod person_form;
pub mod returns;
mod scans;
pub mod secrets;
pub mod security;
mod store;
mod totp;
mod waiting;
pub mod wards;

pub use closed::close;
pub use consents::keep_consent;
pub use department::{
    Accounts, Introduced, Introduces, ProfileSaved, RolesEnded, Section, Standing, Stands, Unit,
    UnitKind,
};
pub use model::{Account, Level, Passport, Person, Staff, StaffPerson, StaffState, State, Ward};
pub use pages::by_code::{ByCode, Chance};
pub use pages::code::Place;
pub use pages::recover::by_bank as recover_by_bank;
pub use pages::security::not_yet;
pub use scans::Attachments;
pub use security::agent::shown as browser_name;
pub use store::{
    all_staff, count, create, create_staff, find, find_by, find_locked, find_several, holder,
    recipient, save_person, set_level, staff, staff_called, staff_of,
};

use okno_store::{Migration, SealedColumn};

/// Tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "accounts-001",
        sql: include_str!("../migrations/accounts-001.sql"),
    },
    Migration {
        name: "accounts-links",
        sql: include_str!("../migrations/accounts-links.sql"),
    },
    Migration {
        name: "accounts-first",
        sql: include_str!("../migrations/accounts-first.sql"),
    },
    Migration {
        name: "accounts-first-steps",
        sql: include_str!("../migrations/accounts-first-steps.sql"),
    },
    Migration {
        name: "accounts-security",
        sql: include_str!("../migrations/accounts-security.sql"),
    },
    Migration {
        name: "accounts-contacts",
        sql: include_str!("../migrations/accounts-contacts.sql"),
    },
    Migration {
        name: "accounts-passkeys",
        sql: include_str!("../migrations/accounts-passkeys.sql"),
    },
    Migration {
        name: "accounts-looks",
        sql: include_str!("../migrations/accounts-looks.sql"),
    },
    Migration {
        name: "accounts-grants",
        sql: include_str!("../migrations/accounts-grants.sql"),
    },
    Migration {
        name: "accounts-reserve",
        sql: include_str!("../migrations/accounts-reserve.sql"),
    },
    Migration {
        name: "accounts-news",
        sql: include_str!("../migrations/accounts-news.sql"),
    },
    Migration {
        name: "accounts-glass",
        sql: include_str!("../migrations/accounts-glass.sql"),
    },
    Migration {
        name: "accounts-consents",
        sql: include_str!("../migrations/accounts-consents.sql"),
    },
    Migration {
        name: "accounts-again",
        sql: include_str!("../migrations/accounts-again.sql"),
    },
    Migration {
        name: "accounts-officials",
        sql: include_str!("../migrations/accounts-officials.sql"),
    },
    Migration {
        name: "accounts-wards",
        sql: include_str!("../migrations/accounts-wards.sql"),
    },
];

/// Columns that hold sealed values.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "accounts",
        column: "person",
    },
    SealedColumn {
        table: "accounts",
        column: "password",
    },
    SealedColumn {
        table: "registrations",
        column: "form",
    },
    SealedColumn {
        table: "recoveries",
        column: "form",
    },
    SealedColumn {
        table: "profile_changes",
        column: "person",
    },
    SealedColumn {
        table: "first_steps",
        column: "passport",
    },
    SealedColumn {
        table: "consents",
        column: "origin",
    },
    SealedColumn {
        table: "authenticators",
        column: "secret",
    },
    SealedColumn {
        table: "contact_changes",
        column: "contact",
    },
    SealedColumn {
        table: "reserve_phones",
        column: "phone",
    },
    SealedColumn {
        table: "reserve_changes",
        column: "phone",
    },
    SealedColumn {
        table: "security_questions",
        column: "asked",
    },
    SealedColumn {
        table: "passkeys",
        column: "credential",
    },
    SealedColumn {
        table: "passkeys",
        column: "name",
    },
    SealedColumn {
        table: "devices",
        column: "agent",
    },
    SealedColumn {
        table: "break_glass",
        column: "reason",
    },
    SealedColumn {
        table: "looks",
        column: "reason",
    },
    SealedColumn {
        table: "staff",
        column: "person",
    },
    SealedColumn {
        table: "staff",
        column: "password",
    },
    SealedColumn {
        table: "staff",
        column: "totp",
    },
];

/// Statements; a test prepares each on both engines.
pub const STATEMENTS: &[&[&str]] = &[
    store::STATEMENTS,
    assist::STATEMENTS,
    closed::STATEMENTS,
    codes::STATEMENTS,
    consents::STATEMENTS,
    first::STATEMENTS,
    waiting::STATEMENTS,
    wards::STATEMENTS,
    first_steps::STATEMENTS,
    glass::STATEMENTS,
    grants::STATEMENTS,
    officials::STATEMENTS,
    looks::STATEMENTS,
    news::STATEMENTS,
    security::store::STATEMENTS,
    security::contacts::STATEMENTS,
    security::reserve::STATEMENTS,
    security::questions::STATEMENTS,
    passkeys::store::STATEMENTS,
];

/// Words of this crate.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];
