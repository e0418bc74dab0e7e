//! Certificates that a bank has made for its clients, their keys kept by the bank
//! (S1-091): the portal asks for one, for a signature with its key, and that it be taken
//! back. The bank does each only as far as its client has agreed.

use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::json;

use crate::{GatewayError, Gateways};

/// No name of a certificate is longer, characters.
const LONGEST: usize = 100;

/// What became of a wish for a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankCertificate {
    /// It was issued.
    Issued {
        /// The bank's name of it; says nothing.
        id: String,
        /// The certificate itself, as the bank sent it.
        certificate: Vec<u8>,
    },
    /// The client has not agreed, or no longer does.
    Withdrawn,
}

/// What became of a text to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankSignature {
    /// A detached signature, not looked at yet.
    Signed(Vec<u8>),
    /// The client no longer agrees that the bank signs for them.
    Withdrawn,
}

#[derive(Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum Answer {
    Issued { id: String, certificate: String },
    Signed { signature: String },
    Revoked,
    Withdrawn,
}

impl Gateways {
    /// Has a bank order a certificate from what it knows of its client, by the bank's own
    /// name of them. One certificate per key, however often it is asked.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn bank_certificate(
        &self,
        bank: &str,
        client: &str,
        key: &str,
    ) -> Result<BankCertificate, GatewayError> {
        let question = json!({ "client": client });
        match self.ask_bank(bank, "/certificates", &question, key).await? {
            Answer::Issued { id, certificate } => {
                // The name goes into an address.
                let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
                if !(1..=LONGEST).contains(&id.len()) || !id.bytes().all(plain) {
                    return Err(malformed(bank, "no name of the certificate"));
                }
                let certificate = decoded(bank, &certificate)?;
                Ok(BankCertificate::Issued { id, certificate })
            }
            Answer::Withdrawn => Ok(BankCertificate::Withdrawn),
            _ => Err(malformed(bank, "not the answer agreed on")),
        }
    }

    /// Has a bank sign a text with the key of a certificate.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn bank_signature(
        &self,
        bank: &str,
        id: &str,
        text: &str,
        key: &str,
    ) -> Result<BankSignature, GatewayError> {
        let path = format!("/certificates/{id}/sign");
        let question = json!({ "content": BASE64.encode(text.as_bytes()) });
        match self.ask_bank(bank, &path, &question, key).await? {
            Answer::Signed { signature } => Ok(BankSignature::Signed(decoded(bank, &signature)?)),
            Answer::Withdrawn => Ok(BankSignature::Withdrawn),
            _ => Err(malformed(bank, "not the answer agreed on")),
        }
    }

    /// Has a bank take a certificate back; once more changes nothing.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn bank_certificate_ends(
        &self,
        bank: &str,
        id: &str,
        key: &str,
    ) -> Result<(), GatewayError> {
        let path = format!("/certificates/{id}/revoke");
        match self.ask_bank(bank, &path, &json!({}), key).await? {
            Answer::Revoked => Ok(()),
            _ => Err(malformed(bank, "not the answer agreed on")),
        }
    }
}

fn malformed(bank: &str, what: &str) -> GatewayError {
    GatewayError::Malformed(format!("bank-{bank}: {what}"))
}

fn decoded(bank: &str, text: &str) -> Result<Vec<u8>, GatewayError> {
    let bytes = BASE64.decode(text.as_bytes());
    bytes.map_err(|_| malformed(bank, "not base64"))
}
