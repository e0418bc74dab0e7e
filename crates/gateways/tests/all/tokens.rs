//! A bank whose tokens are not what they should be.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;
use okno_gateways::{Bank, BankRefusal, BankVisit, Gateways, Settings};
use okno_requisites::{Clock, TestClock};
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

const SECRET: &str = "the portal's own secret";

/// A change of the head of a token and of what signs it.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Forged {
    No,
    /// Says that nothing signs it.
    Unsigned,
    /// The same, and keeps a signature.
    UnsignedWithOne,
    /// Signed with the secret that the bank and the portal share.
    Shared,
    /// Signed with the public key as if it were a secret.
    PublicAsSecret,
    /// Brings the key along that it is signed with.
    OwnKey,
    /// Names where its key lies.
    KeyElsewhere,
    Expired,
    NotYet,
    OtherAudience,
    OtherNonce,
    OtherIssuer,
}

struct World {
    issuer: String,
    /// What discovery says of itself.
    called: String,
    forged: Forged,
    now: i64,
    key: EcKey<Private>,
    other: EcKey<Private>,
    asked: Vec<&'static str>,
}

type Shared = Arc<Mutex<World>>;

fn key() -> EcKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    EcKey::generate(&group).unwrap()
}

fn jwk(key: &EcKey<Private>) -> Value {
    let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
    let mut context = BigNumContext::new().unwrap();
    key.public_key()
        .affine_coordinates(key.group(), &mut x, &mut y, &mut context)
        .unwrap();
    let part = |n: &BigNum| BASE64URL_NOPAD.encode(&n.to_vec_padded(32).unwrap());
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "1", "x": part(&x), "y": part(&y) })
}

fn ecdsa(key: &EcKey<Private>, text: &str) -> Vec<u8> {
    let digest = openssl::hash::hash(MessageDigest::sha256(), text.as_bytes()).unwrap();
    let signature = EcdsaSig::sign(&digest, key).unwrap();
    let mut out = signature.r().to_vec_padded(32).unwrap();
    out.extend(signature.s().to_vec_padded(32).unwrap());
    out
}

fn hmac(secret: &[u8], text: &str) -> Vec<u8> {
    let key = PKey::hmac(secret).unwrap();
    let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
    signer.sign_oneshot_to_vec(text.as_bytes()).unwrap()
}

impl World {
    fn token(&self) -> String {
        let either = |when, one: &str, usual: &str| {
            Value::from(if self.forged == when { one } else { usual })
        };
        let moved = match self.forged {
            Forged::Expired => -7200,
            Forged::NotYet => 7200,
            _ => 0,
        };
        let claims = json!({
            "iss": either(Forged::OtherIssuer, "https://evil.example", &self.issuer),
            "aud": either(Forged::OtherAudience, "somebody-else", "okno"),
            "nonce": either(Forged::OtherNonce, "another", "nonce"),
            "sub": "client-7",
            "birthdate": "1987-03-14",
            "iat": self.now + moved,
            "exp": self.now + moved + 300,
        });
        let mut head = Map::new();
        let alg = match self.forged {
            Forged::Unsigned | Forged::UnsignedWithOne => "none",
            Forged::Shared | Forged::PublicAsSecret => "HS256",
            _ => "ES256",
        };
        head.insert("alg".to_owned(), alg.into());
        head.insert("kid".to_owned(), "1".into());
        match self.forged {
            Forged::OwnKey => head.insert("jwk".to_owned(), jwk(&self.other)),
            Forged::KeyElsewhere => {
                head.insert("jku".to_owned(), format!("{}/others", self.issuer).into())
            }
            _ => None,
        };
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let text = format!("{}.{}", part(&Value::Object(head)), part(&claims));
        let public = self.key.public_key_to_pem().unwrap();
        let signature = match self.forged {
            Forged::Unsigned => Vec::new(),
            Forged::Shared => hmac(SECRET.as_bytes(), &text),
            Forged::PublicAsSecret => hmac(&public, &text),
            Forged::OwnKey | Forged::KeyElsewhere => ecdsa(&self.other, &text),
            _ => ecdsa(&self.key, &text),
        };
        format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

async fn discovery(State(world): State<Shared>) -> Json<Value> {
    let world = world.lock().unwrap();
    let issuer = &world.issuer;
    Json(json!({
        "issuer": world.called,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // A bank that would take anything.
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    }))
}

async fn keys(State(world): State<Shared>) -> Json<Value> {
    let world = world.lock().unwrap();
    Json(json!({ "keys": [jwk(&world.key)] }))
}

async fn others(State(world): State<Shared>) -> Json<Value> {
    let mut world = world.lock().unwrap();
    world.asked.push("others");
    Json(json!({ "keys": [jwk(&world.other)] }))
}

async fn token(State(world): State<Shared>) -> Json<Value> {
    let world = world.lock().unwrap();
    Json(json!({
        "access_token": "access",
        "token_type": "Bearer",
        "expires_in": 60,
        "id_token": world.token(),
    }))
}

async fn bank() -> (Shared, Gateways) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let clock = TestClock::default();
    let world = Arc::new(Mutex::new(World {
        issuer: issuer.clone(),
        called: issuer.clone(),
        forged: Forged::No,
        now: clock.now().as_second(),
        key: key(),
        other: key(),
        asked: Vec::new(),
    }));
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/jwks", get(keys))
        .route("/others", get(others))
        .route("/token", post(token))
        .with_state(world.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let settings = Settings {
        banks: vec![Bank {
            id: "bank".to_owned(),
            issuer,
            client_id: "okno".to_owned(),
            client_secret: Some(SECRET.to_owned()),
            scopes: Vec::new(),
            scopes_new: Vec::new(),
            scopes_certificate: Vec::new(),
        }],
        ..Settings::default()
    };
    let gateways = Gateways::new(settings, Arc::new(clock)).unwrap();
    (world, gateways)
}

fn visit() -> BankVisit {
    BankVisit {
        bank: "bank".to_owned(),
        state: "state".to_owned(),
        nonce: "nonce".to_owned(),
        verifier: "v".repeat(43),
        redirect: "https://okno.example/back".to_owned(),
        newcomer: false,
        certificate: false,
    }
}

#[tokio::test]
async fn no_token_is_taken_that_the_banks_own_key_has_not_signed() {
    let (world, gateways) = bank().await;
    let good = gateways.bank_claims(&visit(), "code").await.unwrap();
    let word = good.unwrap();
    assert_eq!(word.claims.0["sub"], "client-7");
    for forged in [
        Forged::Unsigned,
        Forged::UnsignedWithOne,
        Forged::Shared,
        Forged::PublicAsSecret,
        Forged::OwnKey,
        Forged::KeyElsewhere,
        Forged::Expired,
        Forged::NotYet,
        Forged::OtherAudience,
        Forged::OtherNonce,
        Forged::OtherIssuer,
    ] {
        world.lock().unwrap().forged = forged;
        match gateways.bank_claims(&visit(), "code").await {
            Ok(Err(BankRefusal::Token(_))) | Err(_) => {}
            Ok(other) => panic!("{forged:?}: {other:?}"),
        }
    }
    assert!(
        world.lock().unwrap().asked.is_empty(),
        "a key that a token names is not fetched"
    );
    world.lock().unwrap().forged = Forged::No;
    assert!(
        gateways
            .bank_claims(&visit(), "code")
            .await
            .unwrap()
            .is_ok()
    );
}

#[tokio::test]
async fn discovery_of_another_issuer_is_not_believed() {
    let (world, gateways) = bank().await;
    for called in ["https://evil.example", ""] {
        called.clone_into(&mut world.lock().unwrap().called);
        let answer = gateways.bank_entrance(&visit()).await;
        assert!(answer.is_err(), "{called}: {answer:?}");
    }
    let own = world.lock().unwrap().issuer.clone();
    world.lock().unwrap().called.clone_from(&own);
    let entrance = gateways.bank_entrance(&visit()).await.unwrap();
    assert!(
        entrance.starts_with(&format!("{own}/authorize?")),
        "{entrance}"
    );
    assert!(
        entrance.contains("code_challenge_method=S256"),
        "{entrance}"
    );
}
