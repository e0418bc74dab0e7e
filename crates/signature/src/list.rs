//! Revocation lists.

use jiff::{SignedDuration, Timestamp};
use openssl::x509::{CrlStatus, X509, X509Crl};

use crate::certificate::name_of;
use crate::der;
use crate::holder::timestamp;
use crate::{LARGEST_LIST, Refusal};

/// 2.5.29.27: only what changed since another list.
const DELTA: &[u8] = &[0x06, 0x03, 0x55, 0x1d, 0x1b];
/// 2.5.29.28: only some certificates, or those of others.
const PARTIAL: &[u8] = &[0x06, 0x03, 0x55, 0x1d, 0x1c];

/// How old a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// May be relied on.
    Fresh,
    /// Its own end is past, or it has not been asked for long.
    Old,
    /// It begins in the future.
    NotYet,
}

/// A revocation list and when it was fetched.
pub struct List {
    inner: X509Crl,
    /// When it was made.
    pub made_at: Timestamp,
    /// When the next one comes; a list without it is not taken.
    pub next_at: Timestamp,
    /// When it was fetched.
    pub fetched_at: Timestamp,
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("List")
            .field("made_at", &self.made_at)
            .field("next_at", &self.next_at)
            .finish_non_exhaustive()
    }
}

impl List {
    /// Reads DER, PEM or base64.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`], [`Refusal::NotAList`].
    pub fn read(file: &[u8], fetched_at: Timestamp) -> Result<Self, Refusal> {
        if file.len() > LARGEST_LIST {
            return Err(Refusal::TooLarge);
        }
        openssl::init();
        let der = der::unwrapped(file).ok_or(Refusal::NotAList)?;
        let inner = X509Crl::from_der(&der).map_err(|_| Refusal::NotAList)?;
        // What such a list does not name may be revoked all the same.
        let extensions = extensions(&der).ok_or(Refusal::NotAList)?;
        if der::names(extensions, DELTA) || der::names(extensions, PARTIAL) {
            return Err(Refusal::NotAList);
        }
        let made_at = timestamp(inner.last_update()).ok_or(Refusal::NotAList)?;
        let next_at = inner.next_update().and_then(timestamp);
        let next_at = next_at.ok_or(Refusal::NotAList)?;
        Ok(Self {
            inner,
            made_at,
            next_at,
            fetched_at,
        })
    }

    /// The name of who made it.
    #[must_use]
    pub fn issuer(&self) -> String {
        name_of(self.inner.issuer_name())
    }

    /// How old it is; `keeps` is how long one may go without asking again.
    #[must_use]
    pub fn freshness(&self, now: Timestamp, keeps: SignedDuration) -> Freshness {
        let asked = now.duration_since(self.fetched_at);
        if self.next_at <= now || asked > keeps {
            Freshness::Old
        } else if self.made_at
            > now
                .saturating_add(SignedDuration::from_mins(5))
                .unwrap_or(now)
        {
            Freshness::NotYet
        } else {
            Freshness::Fresh
        }
    }

    /// Was it made by this authority, and signed with its key?
    pub(crate) fn is_by(&self, issuer: &X509) -> bool {
        let same = issuer.subject_name().try_cmp(self.inner.issuer_name());
        same.is_ok_and(std::cmp::Ordering::is_eq)
            && crate::certificate::key_of(issuer)
                .is_ok_and(|key| self.inner.verify(&key).unwrap_or(false))
    }

    /// Since when the certificate is revoked, if it is.
    pub(crate) fn revoked(&self, certificate: &X509) -> Option<Timestamp> {
        match self.inner.get_by_cert(certificate) {
            CrlStatus::Revoked(entry) => {
                Some(timestamp(entry.revocation_date()).unwrap_or(self.made_at))
            }
            CrlStatus::NotRevoked | CrlStatus::RemoveFromCrl(_) => None,
        }
    }
}

/// The extensions of the list itself, not those of its entries; empty when none.
fn extensions(der: &[u8]) -> Option<&[u8]> {
    let (list, _) = der::first(der)?;
    let (inner, _) = der::first(list.body)?;
    let tagged = der::all(inner.body).find(|node| node.tag == 0xa0);
    Some(tagged.map_or(&[], |node| node.body))
}
