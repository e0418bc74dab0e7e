//! An authenticator written from the specification (WebAuthn level 2, §6 and §7): ES256,
//! no attestation. It can be told to do everything wrong that a thief might.

use data_encoding::BASE64URL_NOPAD as BASE;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const ORIGIN: &str = "https://okno.example";
pub const NAME: &str = "okno.example";

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_MOVE: u8 = 0x08;
const HAS_DATA: u8 = 0x40;

/// A key on a device, and the browser before it.
#[derive(Clone)]
pub struct Device {
    pub id: Vec<u8>,
    pub owner: Option<Vec<u8>>,
    pub counter: u32,
    pub verifies: bool,
    pub moves: bool,
    pub origin: String,
    pub name: String,
    secret: SigningKey,
}

fn length(major: u8, n: usize) -> Vec<u8> {
    match u8::try_from(n).unwrap() {
        n @ 0..24 => vec![major << 5 | n],
        n => vec![major << 5 | 24, n],
    }
}

fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    [length(2, bytes.len()), bytes.to_vec()].concat()
}

fn cbor_text(text: &str) -> Vec<u8> {
    [length(3, text.len()), text.as_bytes().to_vec()].concat()
}

/// The public key as COSE has it (RFC 9052): kty EC2, alg ES256, crv P-256, x, y.
fn cose(secret: &SigningKey) -> Vec<u8> {
    let point = secret.verifying_key().to_encoded_point(false);
    let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01].to_vec();
    let (x, y) = (point.x().unwrap(), point.y().unwrap());
    let (x, y) = (cbor_bytes(x), cbor_bytes(y));
    [head, vec![0x21], x, vec![0x22], y].concat()
}

impl Device {
    /// The n-th one.
    pub fn new(n: u8) -> Self {
        Self {
            id: vec![n; 32],
            owner: None,
            counter: 0,
            verifies: true,
            moves: false,
            origin: ORIGIN.to_owned(),
            name: NAME.to_owned(),
            secret: SigningKey::from_slice(&[n; 32]).unwrap(),
        }
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let moves = if self.moves { MAY_MOVE } else { 0 };
        let flags = PRESENT | verified | moves | more;
        let hash = Sha256::digest(self.name.as_bytes()).to_vec();
        [hash, vec![flags], self.counter.to_be_bytes().to_vec()].concat()
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["publicKey"]["challenge"].as_str().unwrap();
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    /// Makes the key for these options; what the browser would send.
    pub fn make(&mut self, options: &Value) -> String {
        let user = options["publicKey"]["user"]["id"].as_str().unwrap();
        self.owner = Some(BASE.decode(user.as_bytes()).unwrap());
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = [
            self.data(HAS_DATA),
            vec![0; 16],
            length.to_vec(),
            self.id.clone(),
            cose(&self.secret),
        ]
        .concat();
        let object = [
            vec![0xa3],
            cbor_text("fmt"),
            cbor_text("none"),
            cbor_text("attStmt"),
            vec![0xa0],
            cbor_text("authData"),
            cbor_bytes(&data),
        ]
        .concat();
        let client = self.client("webauthn.create", options);
        json!({
            "id": BASE.encode(&self.id),
            "rawId": BASE.encode(&self.id),
            "type": "public-key",
            "response": {
                "attestationObject": BASE.encode(&object),
                "clientDataJSON": BASE.encode(&client),
                "transports": ["internal", "hybrid", "of-tomorrow"],
            },
            "extensions": {},
        })
        .to_string()
    }

    /// Shows the key for these options. The counter moves on by itself.
    pub fn show(&mut self, options: &Value) -> String {
        self.counter += 1;
        self.show_again(options).to_string()
    }

    /// The same without the counter moving; to be spoiled.
    pub fn show_again(&self, options: &Value) -> Value {
        let (data, client) = (self.data(0), self.client("webauthn.get", options));
        let signed = [data.clone(), Sha256::digest(&client).to_vec()].concat();
        let signature: Signature = self.secret.sign(&signed);
        json!({
            "id": BASE.encode(&self.id),
            "rawId": BASE.encode(&self.id),
            "type": "public-key",
            "response": {
                "authenticatorData": BASE.encode(&data),
                "clientDataJSON": BASE.encode(&client),
                "signature": BASE.encode(signature.to_der().as_bytes()),
                "userHandle": self.owner.as_ref().map(|owner| BASE.encode(owner)),
            },
            "extensions": {},
        })
    }
}
