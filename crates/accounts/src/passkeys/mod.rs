//! Passkeys: WebAuthn level 2, by `webauthn-rs`. A key always verifies its owner (PIN,
//! finger, face), so it stands for the second step as well as for the whole sign-in
//! (C25: biometrics mean WebAuthn). Attestation is not asked for.

pub(crate) mod store;

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use okno_store::{DbError, Tx};
use okno_web::{Fault, Lang, Portal, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    Credential, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use self::store::Found;

/// A challenge is good for so long.
const LIVES: SignedDuration = SignedDuration::from_mins(5);
/// As many keys as one account may have.
pub(crate) const MOST: usize = 20;
/// What a device answers with is shorter than this, attestation and all.
const LONGEST: usize = 32 * 1024;
/// Under this key the session keeps the challenge.
pub(crate) const KEPT: &str = "passkey";

/// What a challenge is for. One for something else, or for somebody else, is no good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// A new key of this account.
    Add(Uuid),
    /// The second step of this account.
    Step(Uuid),
    /// Signing in by the key alone: whose it is, it says itself.
    SignIn,
    /// The key in place of the password before a sensitive act.
    Again(Uuid),
}

impl Purpose {
    fn owner(self) -> Option<Uuid> {
        match self {
            Self::Add(id) | Self::Step(id) | Self::Again(id) => Some(id),
            Self::SignIn => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
enum Task {
    Add(PasskeyRegistration),
    Show(DiscoverableAuthentication),
}

/// A challenge as the session keeps it, sealed with it.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: Uuid,
    /// Milliseconds since the epoch.
    until: i64,
    purpose: Purpose,
    task: Task,
}

/// Why a key opened nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Not {
    /// The challenge is over, used, or was for something else: once more.
    Over,
    /// No such key.
    Unknown,
    /// What was shown is not right; the owner of the key it named, if it is one of ours.
    Wrong(Option<Uuid>),
    /// The key's counter stands still or went back: there may be a copy of it.
    Copied(Uuid),
}

impl Not {
    /// A Fluent id.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Over => "accounts-passkey-over",
            Self::Unknown => "accounts-passkey-unknown",
            Self::Wrong(_) => "accounts-passkey-wrong",
            Self::Copied(_) => "accounts-passkey-copied",
        }
    }
}

/// A key that was shown and is right; counted and used up by [`Shown::use_up`].
pub(crate) struct Shown {
    pub(crate) owner: Uuid,
    challenge: Uuid,
    key: Uuid,
    version: i64,
    credential: Passkey,
}

impl Shown {
    /// False when the same answer, or another by this key, was faster.
    pub(crate) async fn use_up(&self, tx: &mut Tx) -> Result<bool, DbError> {
        Ok(store::answer(tx, self.challenge).await?
            && store::used(tx, self.key, self.version, &self.credential).await?)
    }
}

/// A new key, made and right; not kept yet.
pub(crate) struct Made {
    challenge: Uuid,
    credential: Passkey,
}

impl Made {
    /// Keeps it under a name. False when the answer was used or the key is there already.
    pub(crate) async fn keep(&self, tx: &mut Tx, owner: Uuid, name: &str) -> Result<bool, DbError> {
        Ok(store::answer(tx, self.challenge).await?
            && store::put(tx, owner, &self.credential, name).await?)
    }
}

/// Can the key be used elsewhere: is it kept by an account with Apple, Google or a
/// password manager? Otherwise it stays on its device.
pub(crate) fn moves(key: &Passkey) -> bool {
    Credential::from(key.clone()).backup_eligible
}

/// What the options say of keys that are there already.
fn described(keys: &[Passkey]) -> Value {
    let one = |key: &Passkey| {
        let credential = Credential::from(key.clone());
        json!({
            "type": "public-key",
            "id": BASE64URL_NOPAD.encode(key.cred_id().as_ref()),
            "transports": credential.transports.unwrap_or_default(),
        })
    };
    keys.iter().map(one).collect()
}

/// The portal's public address and its name, where browsers have passkeys: it must be a
/// name, and reached over TLS unless it is `localhost`.
fn address(portal: &Portal) -> Option<(Url, String)> {
    let url = Url::parse(&portal.settings().public_url).ok()?;
    let name = url.domain()?.to_owned();
    let local = name == "localhost" || name.ends_with(".localhost");
    (url.scheme() == "https" || local).then_some((url, name))
}

/// Do browsers have passkeys at the portal's address?
pub(crate) fn are_at(portal: &Portal) -> bool {
    address(portal).is_some()
}

/// Makes challenges and looks at what comes back, for one address of the portal.
pub(crate) struct Keys(Webauthn);

impl Keys {
    /// For the portal's public address; nothing where browsers have no passkeys.
    pub(crate) fn of(portal: &Portal) -> Option<Self> {
        let (url, name) = address(portal)?;
        let called = portal.words().t(Lang::Ru, "web-name");
        let lives = std::time::Duration::try_from(LIVES).ok()?;
        let built = WebauthnBuilder::new(&name, &url)
            .and_then(|builder| builder.rp_name(&called).timeout(lives).build());
        match built {
            Ok(webauthn) => Some(Self(webauthn)),
            Err(error) => {
                tracing::warn!(%error, "no passkeys");
                None
            }
        }
    }

    /// Options for a new key; `login` is what the owner reads beside it on the device.
    pub(crate) async fn ask_new(
        &self,
        visitor: &Visitor,
        owner: Uuid,
        login: (&str, &str),
        there: &[Passkey],
    ) -> Result<Response, Fault> {
        let begun = self
            .0
            .start_passkey_registration(owner, login.0, login.1, None);
        let (options, state) = begun.map_err(broken)?;
        let mut options = read(&options)?;
        let public = &mut options["publicKey"];
        public["excludeCredentials"] = described(there);
        // Without it the key could not be offered before a login is typed.
        public["authenticatorSelection"]["residentKey"] = json!("preferred");
        keep(visitor, Purpose::Add(owner), Task::Add(state), options).await
    }

    /// Options for showing a key: one of those given, or any when none are.
    pub(crate) async fn ask(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        there: &[Passkey],
    ) -> Result<Response, Fault> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(broken)?;
        let mut options = read(&options)?;
        options["publicKey"]["allowCredentials"] = described(there);
        keep(visitor, purpose, Task::Show(state), options).await
    }

    /// Looks at a new key.
    pub(crate) fn made(&self, visitor: &Visitor, owner: Uuid, typed: &str) -> Result<Made, Not> {
        let kept = kept(visitor, Purpose::Add(owner)).ok_or(Not::Over)?;
        let answer: RegisterPublicKeyCredential = parsed(typed)?;
        let Task::Add(state) = kept.task else {
            return Err(Not::Over);
        };
        let made = self.0.finish_passkey_registration(&answer, &state);
        let credential = made.map_err(|error| refused(&error, None))?;
        Ok(Made {
            challenge: kept.id,
            credential,
        })
    }

    /// Looks at a key that was shown.
    pub(crate) async fn shown(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        typed: &str,
    ) -> Result<Result<Shown, Not>, Fault> {
        let Some(kept) = kept(visitor, purpose) else {
            return Ok(Err(Not::Over));
        };
        let answer: PublicKeyCredential = match parsed(typed) {
            Ok(answer) => answer,
            Err(not) => return Ok(Err(not)),
        };
        let id = answer.get_credential_id();
        let found = store::by_credential(visitor.db(), id).await?;
        let whose = purpose.owner();
        // Somebody else's key is as good as none.
        let found = found.filter(|found| whose.is_none_or(|id| id == found.owner));
        let Some(found) = found else {
            return Ok(Err(Not::Unknown));
        };
        // After the key was read: an answer sent twice is no copy of the key.
        if store::is_answered(visitor.db(), kept.id).await? {
            return Ok(Err(Not::Over));
        }
        Ok(self.judged(kept, whose.is_none(), &answer, found))
    }

    fn judged(
        &self,
        kept: Kept,
        alone: bool,
        answer: &PublicKeyCredential,
        found: Found,
    ) -> Result<Shown, Not> {
        let Task::Show(state) = kept.task else {
            return Err(Not::Over);
        };
        // Whose the key is, the device says too; alone it must.
        let named = answer.get_user_unique_id();
        let fits = named.is_some_and(|named| named == found.owner.as_bytes());
        if !fits && (alone || named.is_some()) {
            return Err(Not::Wrong(Some(found.owner)));
        }
        let mut credential = found.credential;
        let known = [DiscoverableKey::from(&credential)];
        let result = self
            .0
            .finish_discoverable_authentication(answer, state, &known);
        let result = result.map_err(|error| refused(&error, Some(found.owner)))?;
        if !result.user_verified() {
            return Err(Not::Wrong(Some(found.owner)));
        }
        credential.update_credential(&result);
        Ok(Shown {
            owner: found.owner,
            challenge: kept.id,
            key: found.id,
            version: found.version,
            credential,
        })
    }
}

fn broken(error: WebauthnError) -> Fault {
    Fault::Internal(format!("passkey: {error}"))
}

fn read(options: &impl Serialize) -> Result<Value, Fault> {
    serde_json::to_value(options).map_err(|error| Fault::Internal(format!("passkey: {error}")))
}

/// The reason goes to the log of whoever runs the portal: it names nobody.
fn refused(error: &WebauthnError, owner: Option<Uuid>) -> Not {
    tracing::info!(%error, "a passkey was refused");
    match (error, owner) {
        (WebauthnError::CredentialPossibleCompromise, Some(owner)) => Not::Copied(owner),
        (WebauthnError::MismatchedChallenge, _) => Not::Over,
        (_, owner) => Not::Wrong(owner),
    }
}

fn parsed<'a, T: Deserialize<'a>>(typed: &'a str) -> Result<T, Not> {
    if typed.len() > LONGEST {
        return Err(Not::Wrong(None));
    }
    serde_json::from_str(typed).map_err(|_| Not::Wrong(None))
}

/// Keeps the challenge in the visitor's session, in place of an earlier one, and gives the
/// options to the script.
async fn keep(
    visitor: &Visitor,
    purpose: Purpose,
    task: Task,
    options: Value,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let until = db.now().checked_add(LIVES).unwrap_or(Timestamp::MAX);
    let kept = Kept {
        id: db.new_id(),
        until: until.as_millisecond(),
        purpose,
        task,
    };
    let kept = serde_json::to_string(&kept)
        .map_err(|error| Fault::Internal(format!("passkey: {error}")))?;
    let mut tx = db.begin().await?;
    let cookies = visitor.keep(&mut tx, &[(KEPT, Some(&kept))]).await?;
    tx.commit().await?;
    Ok(cookies.on(told(&json!({ "publicKey": options["publicKey"] }))))
}

/// An answer to the script.
pub(crate) fn told(value: &Value) -> Response {
    let mut response = Json(value).into_response();
    let store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, store);
    response
}

/// The challenge that waits for an answer, if it is for this purpose.
fn kept(visitor: &Visitor, purpose: Purpose) -> Option<Kept> {
    let kept: Kept = serde_json::from_str(visitor.kept(KEPT)?).ok()?;
    let fits = kept.purpose == purpose && visitor.db().now().as_millisecond() < kept.until;
    fits.then_some(kept)
}
