//! A key in a file under a password (PKCS #12): one signature, then forgotten.

use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::error::ErrorStack;
use openssl::pkcs12::Pkcs12;
use zeroize::Zeroizing;

use crate::certificate::{Certificate, key_of};
use crate::der;
use crate::{LARGEST, Refusal};

/// More repeats of the lock's function than this are not computed; OpenSSL and other
/// programs write some thousands.
const REPEATS: u64 = 2_000_000;
/// 1.2.840.113549.1.12.1: locks of PKCS #12 itself, RC4 and RC2 among them.
const OLD: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

/// 1.2.643.7.1: what GOST's committee has named.
const GOST: &[u8] = &[0x2a, 0x85, 0x03, 0x07, 0x01];

/// Opens the file in memory, signs the text once and forgets key and password. The
/// signature is a detached CMS in DER.
///
/// # Errors
/// [`Refusal::NotAKeyFile`], [`Refusal::WrongPassword`], [`Refusal::OldLock`],
/// [`Refusal::NoGost`], [`Refusal::Weak`], [`Refusal::TooLarge`].
pub fn sign(
    file: &Zeroizing<Vec<u8>>,
    password: &Zeroizing<String>,
    text: &[u8],
) -> Result<(Certificate, Vec<u8>), Refusal> {
    if file.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    if password.contains('\0') {
        return Err(Refusal::WrongPassword);
    }
    openssl::init();
    let locked = Pkcs12::from_der(file).map_err(|_| Refusal::NotAKeyFile)?;
    if der::repeats(file) > REPEATS {
        return Err(Refusal::OldLock);
    }
    let opened = locked.parse2(password).map_err(|e| why(file, &e))?;
    let (Some(key), Some(own)) = (opened.pkey, opened.cert) else {
        return Err(Refusal::NotAKeyFile);
    };
    let above = opened.ca.into_iter().flatten().collect();
    key_of(&own)?;
    let failed = |_| Refusal::NotAKeyFile;
    let flags = CMSOptions::BINARY | CMSOptions::DETACHED | CMSOptions::NOSMIMECAP;
    let signed = CmsContentInfo::sign(Some(&own), Some(&key), None, Some(text), flags);
    let signature = signed.and_then(|cms| cms.to_der()).map_err(failed)?;
    Ok((Certificate { own, above }, signature))
}

fn why(file: &[u8], errors: &ErrorStack) -> Refusal {
    let says = |part: &str| {
        let mut reasons = errors.errors().iter().filter_map(|e| e.reason());
        reasons.any(|reason| reason.contains(part))
    };
    if der::names(file, GOST) && !crate::has_gost() {
        // The lock itself is GOST's: OpenSSL takes any password for a wrong one.
        Refusal::NoGost
    } else if says("mac verify") || says("bad decrypt") || says("cipherfinal") {
        Refusal::WrongPassword
    } else if says("unsupported") || says("unknown") {
        match der::names(file, OLD) || crate::has_gost() {
            true => Refusal::OldLock,
            false => Refusal::NoGost,
        }
    } else {
        Refusal::NotAKeyFile
    }
}
