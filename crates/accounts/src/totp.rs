//! Codes of an authenticator app: RFC 6238 codes, 30 seconds, six digits,
//! one step of tolerance to each side.

use jiff::Timestamp;
use okno_requisites::Chance;
use okno_web::Visitor;
use totp_rs::{Builder, Totp};

/// Bytes of a secret: the length of a SHA-1 hash, as RFC 4226 advises.
pub(crate) const SECRET: usize = 20;

fn totp(secret: &[u8]) -> Option<Totp> {
    let secret: [u8; SECRET] = secret.try_into().ok()?;
    Builder::new().with_secret(secret).with_skew(1).build().ok()
}

/// The time step that a code belongs to, if it is good now.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    if code.len() != 6 {
        return None;
    }
    let seconds = u64::try_from(now.as_second()).ok()?;
    totp(secret)?
        .check(&code, seconds)
        .and_then(|step| i64::try_from(step).ok())
}

/// A new secret as a session keeps it.
pub(crate) fn new_secret(chance: &dyn Chance) -> String {
    data_encoding::BASE32_NOPAD.encode(&chance.bytes::<SECRET>())
}

/// The secret that the session keeps under a key while it is being set up.
pub(crate) fn kept_secret(visitor: &Visitor, key: &str) -> Option<Vec<u8>> {
    data_encoding::BASE32_NOPAD
        .decode(visitor.kept(key)?.as_bytes())
        .ok()
}

/// The secret as people type it: base32 in groups of four.
pub(crate) fn shown(secret: &[u8]) -> String {
    let text = data_encoding::BASE32_NOPAD.encode(secret);
    text.as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The address that an authenticator reads from the QR code.
pub(crate) fn address(secret: &[u8], login: &str) -> String {
    let secret = data_encoding::BASE32_NOPAD.encode(secret);
    let login: String = login
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    format!("otpauth://totp/Okno:{login}?secret={secret}&issuer=Okno&digits=6&period=30")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn totp_vector_of_rfc_6238() {
        // RFC 6238 appendix B: at 59 s the 8 digits end in 287082.
        let at = |s| Timestamp::from_second(s).unwrap();
        let secret = b"12345678901234567890";
        assert_eq!(step_of(secret, "287082", at(59)), Some(1));
        assert_eq!(step_of(secret, "287 082", at(89)), Some(1), "one step late");
        assert_eq!(step_of(secret, "287082", at(125)), None, "too late");
        assert_eq!(step_of(secret, "28708", at(59)), None);
    }

    /// Another implementation, by other people, from the same RFC: both ways, over the
    /// century and over secrets of every kind.
    #[test]
    fn codes_are_those_of_an_independent_library() {
        use sha2::{Digest, Sha256};
        use totp_lite::{Sha1, totp_custom};
        for n in 0..5_000_u64 {
            let secret = &Sha256::digest(n.to_be_bytes())[..SECRET];
            let seconds = 978_307_200 + n * 631_153;
            let theirs = totp_custom::<Sha1>(30, 6, secret, seconds);
            let ours = totp(secret).unwrap().generate(seconds).to_string();
            assert_eq!(ours, theirs, "at {seconds}");
            let now = Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap();
            let step = i64::try_from(seconds / 30).unwrap();
            assert_eq!(step_of(secret, &theirs, now), Some(step));
            for late in [30, 60] {
                let found = step_of(secret, &theirs, now + jiff::SignedDuration::from_secs(late));
                assert_eq!(found, (late == 30).then_some(step), "{late} s late");
            }
        }
    }

    #[test]
    fn otpauth_address_is_escaped() {
        let address = address(b"12345678901234567890", "иван o'k");
        assert!(address.starts_with("otpauth://totp/Okno:%D0%B8"));
        assert!(!address.contains(' ') && address.contains("secret=GEZDGNBVGY3TQOJQ"));
    }
}
