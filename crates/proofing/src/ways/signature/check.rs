//! From files to a verdict.

use jiff::Timestamp;
use okno_accounts::Person;
use okno_signature::{Busy, Certificate, Claimed, Field, List, Refusal, sign, verify};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::Signing;
use crate::{Proofing, store};
use okno_store::DbError;

/// What came.
pub(in crate::ways) enum Came {
    /// A certificate and a detached signature of the challenge.
    Signed {
        certificate: Vec<u8>,
        signature: Vec<u8>,
    },
    /// A key under its password, for one signature.
    Lent {
        file: Zeroizing<Vec<u8>>,
        password: Zeroizing<String>,
    },
}

/// Where the trouble is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ways) enum Of {
    /// The certificate, or the file with the key.
    Certificate,
    /// The signature.
    Signature,
    /// The password.
    Password,
}

/// Why it is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ways) enum No {
    /// The file or the certificate is not in order.
    Refused(Of, Refusal),
    /// The certificate is in order and names somebody else. The challenge is used up.
    Another(Vec<Field>),
}

/// A certificate that is in order, and how its key was used.
pub(in crate::ways) struct Good {
    pub(in crate::ways) certificate: Certificate,
    pub(in crate::ways) lent: bool,
    /// The detached signature (CMS, DER or as it came); empty where a certificate is only
    /// looked at once more.
    pub(in crate::ways) signature: Vec<u8>,
}

impl Good {
    /// What differs between its holder and a person.
    pub(in crate::ways) fn differences(&self, person: &Person) -> Vec<Field> {
        self.certificate.holder().differences(Claimed {
            surname: person.surname.as_str(),
            given: person.given.as_str(),
            patronymic: person.patronymic.as_ref().map(|p| p.as_str()),
            snils: person.snils.as_ref(),
            inn: person.inn.as_ref(),
        })
    }

    /// What is kept of it as evidence.
    pub(in crate::ways) fn evidence(&self) -> Value {
        let certificate = &self.certificate;
        json!({
            "serial": certificate.serial(),
            "issuer": certificate.issuer(),
            "print": certificate.print(),
            "valid_until": certificate.ends_at().map(|at| at.to_string()),
            "key_lent": self.lent,
        })
    }
}

/// Checks possession, chain, revocation, and whether the holder is the person.
pub(in crate::ways) async fn check(
    proofing: &Proofing,
    person: &Person,
    text: String,
    came: Came,
    now: Timestamp,
) -> Result<Result<Result<Good, No>, Busy>, DbError> {
    let checked = check_any(proofing, text, came, now).await?;
    Ok(checked.map(|verdict| {
        let good = verdict?;
        match good.differences(person) {
            none if none.is_empty() => Ok(good),
            differences => Err(No::Another(differences)),
        }
    }))
}

/// Checks possession, chain and revocation, whoever the holder is.
pub(in crate::ways) async fn check_any(
    proofing: &Proofing,
    text: String,
    came: Came,
    now: Timestamp,
) -> Result<Result<Result<Good, No>, Busy>, DbError> {
    let bodies = store::list_bodies(proofing.portal.db()).await?;
    let signing = proofing.signing.clone();
    let bench = match came {
        Came::Signed { .. } => signing.bench.clone(),
        Came::Lent { .. } => signing.keys.clone(),
    };
    let done = bench.run(move || {
        let lent = matches!(came, Came::Lent { .. });
        let (certificate, signature) = possessed(text.as_bytes(), came)?;
        in_order(&signing, &certificate, &bodies, now)
            .map_err(|e| No::Refused(Of::Certificate, e))?;
        Ok(Good {
            certificate,
            lent,
            signature,
        })
    });
    Ok(done.await)
}

/// Is a certificate of some time ago still in order?
pub(in crate::ways) async fn check_again(
    proofing: &Proofing,
    pem: String,
    lent: bool,
    now: Timestamp,
) -> Result<Result<Result<Good, Refusal>, Busy>, DbError> {
    let bodies = store::list_bodies(proofing.portal.db()).await?;
    let signing = proofing.signing.clone();
    let bench = signing.bench.clone();
    let done = bench.run(move || {
        let certificate = Certificate::read(pem.as_bytes())?;
        in_order(&signing, &certificate, &bodies, now)?;
        Ok(Good {
            certificate,
            lent,
            signature: Vec::new(),
        })
    });
    Ok(done.await)
}

fn in_order(
    signing: &Signing,
    certificate: &Certificate,
    bodies: &[(Vec<u8>, Timestamp)],
    now: Timestamp,
) -> Result<(), Refusal> {
    let lists: Vec<List> = bodies
        .iter()
        .filter_map(|(body, at)| List::read(body, *at).ok())
        .collect();
    signing.trust.check(certificate, &lists, signing.keeps, now)
}

/// The certificate whose key signed the text, and the signature.
fn possessed(text: &[u8], came: Came) -> Result<(Certificate, Vec<u8>), No> {
    match came {
        Came::Signed {
            certificate,
            signature,
        } => {
            let of = |of| move |e| No::Refused(of, e);
            let certificate = Certificate::read(&certificate).map_err(of(Of::Certificate))?;
            verify(text, &certificate, &signature).map_err(|e| {
                let whose = match e {
                    Refusal::Weak | Refusal::NoGost => Of::Certificate,
                    _ => Of::Signature,
                };
                No::Refused(whose, e)
            })?;
            Ok((certificate, signature))
        }
        Came::Lent { file, password } => {
            let (certificate, signature) = sign(&file, &password, text).map_err(|e| {
                let whose = match e {
                    Refusal::WrongPassword => Of::Password,
                    _ => Of::Certificate,
                };
                No::Refused(whose, e)
            })?;
            drop((file, password));
            verify(text, &certificate, &signature).map_err(|e| No::Refused(Of::Certificate, e))?;
            Ok((certificate, signature))
        }
    }
}
