//! Why a certificate or a signature is not taken.

use jiff::Timestamp;

/// Why a certificate or a signature is not taken. No text holds personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Larger than any real one.
    #[error("the file is too large")]
    TooLarge,
    /// Not a certificate in DER or PEM.
    #[error("not a certificate")]
    NotACertificate,
    /// Not a signature in the form CMS (PKCS #7).
    #[error("not a signature")]
    NotASignature,
    /// Not a file PKCS #12, or without a key or its certificate.
    #[error("not a file with a key")]
    NotAKeyFile,
    /// Not a revocation list, or one of a kind that names only some certificates.
    #[error("not a whole revocation list")]
    NotAList,
    /// The password does not open the file.
    #[error("the password does not open the file")]
    WrongPassword,
    /// The file is locked in a way that is no longer safe, or works too long.
    #[error("the file is locked in a way that is not taken")]
    OldLock,
    /// GOST, and OpenSSL has no engine for it.
    #[error("GOST is not available here")]
    NoGost,
    /// An algorithm or a key that is not taken: RSA under 2048 bits, GOST of 2001, SHA-1 …
    #[error("the key or the algorithm is not taken")]
    Weak,
    /// The signature is not of this text by this certificate's key.
    #[error("the signature is not of this text by this key")]
    WrongSignature,
    /// Not valid yet.
    #[error("not valid before {from}")]
    NotYet {
        /// When it begins.
        from: Timestamp,
    },
    /// No longer valid.
    #[error("not valid after {until}")]
    Expired {
        /// When it ended.
        until: Timestamp,
    },
    /// The key is not for signatures, or it is an authority's own.
    #[error("the certificate is not for signatures of a person")]
    WrongUse,
    /// No chain to a trusted root.
    #[error("no chain to a trusted root")]
    UnknownRoot,
    /// Something between the certificate and the root is not in order.
    #[error("the chain is not in order")]
    BrokenChain,
    /// Taken back by who issued it.
    #[error("revoked at {since}")]
    Revoked {
        /// When.
        since: Timestamp,
    },
    /// Whether it was revoked is not known: no list of its issuer, or an old one.
    #[error("no fresh revocation list of the issuer")]
    NoFreshList,
}

impl Refusal {
    /// A word for the journal.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::TooLarge => "large",
            Self::NotACertificate => "not-certificate",
            Self::NotASignature => "not-signature",
            Self::NotAKeyFile => "not-key",
            Self::NotAList => "not-list",
            Self::WrongPassword => "password",
            Self::OldLock => "old-lock",
            Self::NoGost => "no-gost",
            Self::Weak => "weak",
            Self::WrongSignature => "wrong",
            Self::NotYet { .. } => "not-yet",
            Self::Expired { .. } => "expired",
            Self::WrongUse => "use",
            Self::UnknownRoot => "root",
            Self::BrokenChain => "chain",
            Self::Revoked { .. } => "revoked",
            Self::NoFreshList => "no-list",
        }
    }
}
