//! Whom we believe: roots, and whether a certificate is in order.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use openssl::asn1::Asn1Time;
use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::X509VerifyParam;
use openssl::x509::{X509, X509KeyUsage, X509Ref, X509StoreContext};

use crate::certificate::{is_signed_well, key_of, read_all};
use crate::holder::timestamp;
use crate::{Certificate, Freshness, List, Refusal};

/// Longest chain between a person and a root.
const DEPTH: i32 = 4;

/// Roots that are trusted, and authorities below them that are known.
#[derive(Debug, Clone, Default)]
pub struct Trust(Vec<X509>);

impl Trust {
    /// Reads every `.pem`, `.cer`, `.crt` and `.der` file of a folder. The error names
    /// the file.
    ///
    /// # Errors
    /// A folder or a file that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let told = |e: std::io::Error| format!("{}: {e}", folder.display());
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(told)? {
            paths.push(entry.map_err(told)?.path());
        }
        paths.sort();
        let mut all = Vec::new();
        for path in paths {
            let ending = path.extension().and_then(|e| e.to_str());
            if !matches!(ending, Some("pem" | "cer" | "crt" | "der")) {
                continue;
            }
            let file = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let found = Self::parse(&file);
            if found.0.is_empty() {
                return Err(format!("{}: no certificate in it", path.display()));
            }
            all.extend(found.0);
        }
        Ok(Self(all))
    }

    /// From the text of one file, DER or PEM.
    #[must_use]
    pub fn parse(file: &[u8]) -> Self {
        openssl::init();
        Self(read_all(file))
    }

    /// Is nobody trusted?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Was this list made by one of ours?
    #[must_use]
    pub fn knows(&self, list: &List) -> bool {
        self.0.iter().any(|authority| list.is_by(authority))
    }

    /// Is the certificate valid now, for signatures, and issued under a trusted root?
    /// And is none of its chain revoked, by lists not older than `keeps`?
    ///
    /// # Errors
    /// What is not in order; see [`Refusal`].
    pub fn check(
        &self,
        certificate: &Certificate,
        lists: &[List],
        keeps: SignedDuration,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        is_in_time(&certificate.own, now)?;
        key_of(&certificate.own)?;
        is_for_signatures(&certificate.own)?;
        let chain = self.chain(certificate, now)?;
        for pair in chain.windows(2) {
            if let [below, above] = pair {
                key_of(below)?;
                if !is_signed_well(below) {
                    return Err(Refusal::Weak);
                }
                is_not_revoked(below, above, lists, keeps, now)?;
            }
        }
        Ok(())
    }

    /// From the person's certificate to the root.
    fn chain(&self, certificate: &Certificate, now: Timestamp) -> Result<Vec<X509>, Refusal> {
        let broken = |_| Refusal::BrokenChain;
        let store = self.store(now)?;
        let mut above = Stack::new().map_err(broken)?;
        for authority in &certificate.above {
            above.push(authority.clone()).map_err(broken)?;
        }
        let mut context = X509StoreContext::new().map_err(broken)?;
        let found = context.init(&store, &certificate.own, &above, |context| {
            let good = context.verify_cert()?;
            let chain: Vec<X509> = context
                .chain()
                .map(|chain| chain.iter().map(ToOwned::to_owned).collect())
                .unwrap_or_default();
            Ok((good, context.error().as_raw(), chain))
        });
        match found.map_err(broken)? {
            (true, _, chain) if chain.len() >= 2 => Ok(chain),
            // X509_V_ERR_…: no issuer (2, 20, 21), signed by itself (18, 19).
            (false, 2 | 18..=21, _) | (true, ..) => Err(Refusal::UnknownRoot),
            _ => Err(Refusal::BrokenChain),
        }
    }

    fn store(&self, now: Timestamp) -> Result<X509Store, Refusal> {
        let broken = |_| Refusal::BrokenChain;
        let mut store = X509StoreBuilder::new().map_err(broken)?;
        for authority in &self.0 {
            store.add_cert(authority.clone()).map_err(broken)?;
        }
        let mut param = X509VerifyParam::new().map_err(broken)?;
        param.set_time(now.as_second());
        param.set_depth(DEPTH);
        store.set_param(&param).map_err(broken)?;
        Ok(store.build())
    }
}

fn is_in_time(certificate: &X509Ref, now: Timestamp) -> Result<(), Refusal> {
    let present = Asn1Time::from_unix(now.as_second()).map_err(|_| Refusal::BrokenChain)?;
    let (from, until) = (certificate.not_before(), certificate.not_after());
    if *from > present {
        let from = timestamp(from).unwrap_or(Timestamp::MAX);
        return Err(Refusal::NotYet { from });
    }
    if *until < present {
        let until = timestamp(until).unwrap_or(Timestamp::MIN);
        return Err(Refusal::Expired { until });
    }
    Ok(())
}

fn is_for_signatures(certificate: &X509Ref) -> Result<(), Refusal> {
    let good = X509KeyUsage::DIGITAL_SIGNATURE | X509KeyUsage::NON_REPUDIATION;
    let authority = X509KeyUsage::KEY_CERT_SIGN | X509KeyUsage::CRL_SIGN;
    match certificate.key_usage() {
        Some(usage) if usage.intersects(good) && !usage.intersects(authority) => Ok(()),
        // A certificate that does not say what its key is for is not a qualified one.
        _ => Err(Refusal::WrongUse),
    }
}

fn is_not_revoked(
    below: &X509,
    above: &X509,
    lists: &[List],
    keeps: SignedDuration,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mut fresh = false;
    for list in lists.iter().filter(|list| list.is_by(above)) {
        // An old list does not say who is good, but who was bad stays bad.
        if let Some(since) = list.revoked(below) {
            return Err(Refusal::Revoked { since });
        }
        fresh |= list.freshness(now, keeps) == Freshness::Fresh;
    }
    if fresh {
        Ok(())
    } else {
        Err(Refusal::NoFreshList)
    }
}
