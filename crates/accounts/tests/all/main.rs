//! Accounts over HTTP, on both engines, with SMS and letters caught on their way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attacks;
mod browser;
mod contacts;
mod documents;
mod glass;
mod grants;
mod history;
mod house;
mod links;
mod login;
mod looks;
mod notices;
mod officials;
mod passkeys;
mod passwords;
mod profile;
mod pumping;
mod raw;
mod recovery;
mod registration;
mod rescue;
mod second;
mod security;
mod silence;
mod staff;
mod terms;
mod timing;
mod ways;
