//! Documents that people take away.
//!
//! [`Press`] turns a Typst template of a service folder and data into a PDF
//! that lasts (PDF/A-3b, ISO 19005-3) and that a screen reader can read
//! (PDF/UA-1, ISO 14289-1). The same input gives the same bytes. Work runs on
//! a bounded pool: under overload the press says so at once instead of piling
//! up. [`qr_svg`] draws QR codes for documents and pages (S0-27).
//!
//! No SQL, no HTTP: what is issued and to whom is decided elsewhere.

mod press;
mod qr;
mod world;

pub use press::{Fault, Press, PressError, WAITING_PER_WORKER};
pub use qr::{QrError, qr_svg};
