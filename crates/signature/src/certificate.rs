//! Certificates, and whether a signature is of a text by a certificate's key.

use jiff::Timestamp;
use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Public};
use openssl::stack::Stack;
use openssl::x509::{X509, X509Ref};

use crate::der::{self, OBJECT, SEQUENCE, SET};
use crate::holder::{Holder, timestamp};
use crate::{LARGEST, Refusal};

/// Certificates in one file, most.
const MOST: usize = 16;
/// `id-GostR3410-2012-256` and `-512` of OpenSSL.
const GOST: [i32; 2] = [979, 980];
/// 1.2.643.7.1.1.1: keys of GOST R 34.10-2012, the begin of its DER.
const GOST_KEY: &[u8] = &[0x06, 0x08, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x01];

/// A person's certificate, and those above it that came along.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub(crate) own: X509,
    pub(crate) above: Vec<X509>,
}

impl Certificate {
    /// Reads DER, PEM or base64; the first of several is the person's.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`], [`Refusal::NotACertificate`].
    pub fn read(file: &[u8]) -> Result<Self, Refusal> {
        if file.len() > LARGEST {
            return Err(Refusal::TooLarge);
        }
        openssl::init();
        let found = read_all(file);
        let mut all = found.into_iter();
        let own = all.next().ok_or(Refusal::NotACertificate)?;
        Ok(Self {
            own,
            above: all.take(MOST).collect(),
        })
    }

    /// The same as PEM, with those above it: to be checked once more later.
    #[must_use]
    pub fn pem(&self) -> String {
        let all = std::iter::once(&self.own).chain(&self.above);
        let texts = all.filter_map(|one| String::from_utf8(one.to_pem().ok()?).ok());
        texts.collect()
    }

    /// Whose it is.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::of(&self.own)
    }

    /// Its number in capital hexadecimal digits.
    #[must_use]
    pub fn serial(&self) -> String {
        let number = self.own.serial_number().to_bn();
        let text = number.and_then(|n| n.to_hex_str().map(|s| s.to_string()));
        text.unwrap_or_default()
    }

    /// The name of its issuer: `CN`, or the organisation.
    #[must_use]
    pub fn issuer(&self) -> String {
        name_of(self.own.issuer_name())
    }

    /// SHA-256 of the whole, hexadecimal.
    #[must_use]
    pub fn print(&self) -> String {
        let digest = self.own.digest(MessageDigest::sha256());
        digest
            .map(|bytes| data_encoding::HEXLOWER.encode(&bytes))
            .unwrap_or_default()
    }

    /// Since when it is valid.
    #[must_use]
    pub fn begins_at(&self) -> Option<Timestamp> {
        timestamp(self.own.not_before())
    }

    /// Until when it is valid.
    #[must_use]
    pub fn ends_at(&self) -> Option<Timestamp> {
        timestamp(self.own.not_after())
    }
}

pub(crate) fn name_of(name: &openssl::x509::X509NameRef) -> String {
    [Nid::COMMONNAME, Nid::ORGANIZATIONNAME]
        .into_iter()
        .filter_map(|nid| name.entries_by_nid(nid).next())
        .find_map(|entry| entry.data().to_string().ok())
        .unwrap_or_default()
}

/// Every certificate of a file.
pub(crate) fn read_all(file: &[u8]) -> Vec<X509> {
    let is_pem = file
        .windows(27)
        .any(|part| part == b"-----BEGIN CERTIFICATE-----");
    if is_pem {
        return X509::stack_from_pem(file).unwrap_or_default();
    }
    der::unwrapped(file)
        .and_then(|der| X509::from_der(&der).ok())
        .into_iter()
        .collect()
}

/// The key, when it is of a kind and length that is taken.
pub(crate) fn key_of(certificate: &X509Ref) -> Result<PKey<Public>, Refusal> {
    let is_gost = || {
        let der = certificate.to_der().unwrap_or_default();
        der::names(&der, GOST_KEY)
    };
    let Ok(key) = certificate.public_key() else {
        return Err(match is_gost() && !crate::has_gost() {
            true => Refusal::NoGost,
            false => Refusal::Weak,
        });
    };
    let fits = match key.id() {
        Id::RSA => (2048..=8192).contains(&key.bits()),
        // A curve of one's own making has no name.
        Id::EC => key
            .ec_key()
            .is_ok_and(|key| key.group().curve_name().is_some() && key.group().degree() >= 256),
        id => GOST.contains(&id.as_raw()),
    };
    if fits { Ok(key) } else { Err(Refusal::Weak) }
}

/// Is the signature over the certificate itself of a kind that is taken?
pub(crate) fn is_signed_well(certificate: &X509Ref) -> bool {
    let algorithm = certificate.signature_algorithm().object().nid();
    [
        Nid::SHA256WITHRSAENCRYPTION,
        Nid::SHA384WITHRSAENCRYPTION,
        Nid::SHA512WITHRSAENCRYPTION,
        Nid::ECDSA_WITH_SHA256,
        Nid::ECDSA_WITH_SHA384,
        Nid::ECDSA_WITH_SHA512,
        // id-tc26-signwithdigest-gost3410-2012-256 and -512
        Nid::from_raw(985),
        Nid::from_raw(986),
    ]
    .contains(&algorithm)
}

/// Checks a detached signature (CMS in DER, PEM or base64) of a text by the key of a
/// certificate. Whether the certificate itself is in order says [`crate::Trust`].
///
/// # Errors
/// [`Refusal::NotASignature`], [`Refusal::WrongSignature`], [`Refusal::Weak`],
/// [`Refusal::NoGost`], [`Refusal::TooLarge`].
pub fn verify(text: &[u8], certificate: &Certificate, signature: &[u8]) -> Result<(), Refusal> {
    if signature.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    key_of(&certificate.own)?;
    let der = der::unwrapped(signature).ok_or(Refusal::NotASignature)?;
    let mut cms = CmsContentInfo::from_der(&der).map_err(|_| Refusal::NotASignature)?;
    match digests_fit(&der) {
        None => return Err(Refusal::NotASignature),
        Some(false) => return Err(Refusal::Weak),
        Some(true) => {}
    }
    let wrong = |_| Refusal::WrongSignature;
    let mut signers = Stack::new().map_err(wrong)?;
    signers.push(certificate.own.clone()).map_err(wrong)?;
    // Only the certificate that is looked at may be the signer, whatever is inside.
    let flags = CMSOptions::BINARY
        | CMSOptions::DETACHED
        | CMSOptions::NOINTERN
        | CMSOptions::NO_SIGNER_CERT_VERIFY;
    cms.verify(Some(&signers), None, Some(text), None, flags)
        .map_err(wrong)
}

/// Are the digests that a signature names strong? `None` when it is no `SignedData`.
/// OpenSSL refuses a signer whose digest is not among them.
fn digests_fit(der: &[u8]) -> Option<bool> {
    /// SHA-256, 384, 512; GOST R 34.11-2012 256, 512.
    const STRONG: [&[u8]; 5] = [
        &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
        &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02],
        &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03],
        &[0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x02, 0x02],
        &[0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x02, 0x03],
    ];
    let (content, _) = der::first(der)?;
    let wrapped = der::all(content.body).find(|node| node.tag == 0xa0)?;
    let (signed, _) = der::first(wrapped.body)?;
    let digests = der::all(signed.body).find(|node| node.tag == SET)?;
    let mut seen = 0;
    for algorithm in der::all(digests.body) {
        if algorithm.tag != SEQUENCE {
            return None;
        }
        let (object, _) = der::first(algorithm.body)?;
        if object.tag != OBJECT {
            return None;
        }
        if !STRONG.contains(&object.body) {
            return Some(false);
        }
        seen += 1;
    }
    (seen > 0).then_some(true)
}
