//! Electronic signatures: reads certificates, checks that a signed challenge, the
//! chain to trusted roots, the validity, the key usage and the revocation lists are
//! in order, and says who holds the certificate (S1-093, S1-094, S3-31, C21).
//!
//! RSA, ECDSA and GOST R 34.10-2012 (256 and 512) by the system's OpenSSL. GOST needs
//! the engine `gost` (Debian: `libengine-gost-openssl`), loaded by the file that
//! `OPENSSL_CONF` names; without it a GOST certificate is refused with
//! [`Refusal::NoGost`]. **None of this is certified cryptography**: it checks the same
//! mathematics, but no authority has attested it.
//!
//! Everything here computes and blocks; [`Bench`] is the bounded place for it.

mod bench;
mod certificate;
mod der;
mod holder;
mod list;
mod pfx;
mod refusal;
mod trust;

pub use bench::{Bench, Busy};
pub use certificate::{Certificate, verify};
pub use holder::{Claimed, Field, Holder};
pub use list::{Freshness, List};
pub use pfx::sign;
pub use refusal::Refusal;
pub use trust::Trust;

/// Largest certificate with those above it, or detached signature, bytes.
pub const LARGEST: usize = 128 * 1024;
/// Largest revocation list, bytes.
pub const LARGEST_LIST: usize = 16 * 1024 * 1024;

/// Is GOST R 34.10-2012 here: has OpenSSL loaded the engine?
#[must_use]
pub fn has_gost() -> bool {
    openssl::init();
    openssl::hash::MessageDigest::from_name("md_gost12_256").is_some()
}
