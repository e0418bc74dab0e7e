//! Rules: what they mean, what is refused, what can never hold, and that the browser reads
//! them alike.
#![allow(clippy::unwrap_used, clippy::panic)]

mod browser;
mod meaning;
mod mistakes;
mod never;
mod worlds;
