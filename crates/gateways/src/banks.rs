//! Banks that vouch for their clients: OpenID Connect with PKCE. The bank's address
//! book (discovery) and keys are kept for ten minutes; the ID token's signature,
//! issuer, audience, time and nonce are checked before a claim is read.

use std::pin::Pin;
use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use okno_requisites::Clock;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreGenderClaim, CoreIdToken,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AdditionalClaims, AsyncHttpClient, AuthorizationCode, ClaimsVerificationError,
    ClientId, ClientSecret, CsrfToken, DiscoveryError, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    Scope, SubjectIdentifier, TokenResponse, UserInfoClaims, UserInfoError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::http::{is_sealed, why};
use crate::line::{Line, State};
use crate::{GatewayError, Gateways};

/// How long discovery and keys are kept.
const KEPT: SignedDuration = SignedDuration::from_mins(10);
/// Clocks of two houses differ by so much at most, seconds.
const DRIFT: i64 = 60;
/// No answer of a bank is longer, bytes.
const LONGEST: usize = 256 * 1024;
/// How tokens may be signed: with the bank's private key, never with a shared word.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
];

/// Access to a bank.
#[derive(Clone)]
pub struct Bank {
    /// Short name: `sberbank`.
    pub id: String,
    /// Issuer, the address below which discovery is.
    pub issuer: String,
    /// The portal's name at the bank.
    pub client_id: String,
    /// Its secret, if the bank gave one.
    pub client_secret: Option<String>,
    /// Scopes to ask for besides `openid`.
    pub scopes: Vec<String>,
    /// Scopes to ask for besides these when the person has no account yet.
    pub scopes_new: Vec<String>,
    /// Scopes to ask for besides these when a certificate is wanted.
    pub scopes_certificate: Vec<String>,
}

impl std::fmt::Debug for Bank {
    // The secret stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bank")
            .field("id", &self.id)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// A visit to a bank: what only the portal and, of some of it, the bank know.
#[derive(Clone, Serialize, Deserialize)]
pub struct BankVisit {
    /// Which bank.
    pub bank: String,
    /// Comes back with the person; 256 random bits.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// PKCE: the bank gets its hash first and itself with the code. 43 to 128 characters.
    pub verifier: String,
    /// Where the bank sends the person back to.
    pub redirect: String,
    /// The person has no account yet, and the bank's words fill one in.
    #[serde(default)]
    pub newcomer: bool,
    /// The bank is to have a certificate made and to sign with its key.
    #[serde(default)]
    pub certificate: bool,
}

impl std::fmt::Debug for BankVisit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BankVisit(…)")
    }
}

/// What a bank says of its client, by the bank's own names of claims. `Debug` shows
/// nothing.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BankClaims(pub Map<String, Value>);

impl std::fmt::Debug for BankClaims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BankClaims(…)")
    }
}

impl AdditionalClaims for BankClaims {}

/// What a bank says of its client, and what the client has let it say.
#[derive(Debug, Clone)]
pub struct BankWord {
    /// What it says.
    pub claims: BankClaims,
    /// The scopes that the client has agreed to, `openid` left out.
    pub scopes: Vec<String>,
}

/// Why a bank's answer does not count. Asking again with the same code is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankRefusal {
    /// The code is too old, or was used already.
    Code,
    /// The token is not what was asked for: `signature`, `issuer`, `audience`,
    /// `expired`, `nonce`, `other`.
    Token(&'static str),
    /// The client has not agreed to all that was asked for (S1-081).
    Scope,
}

/// A bank, its line and what is known of it.
pub(crate) struct Office {
    pub(crate) bank: Bank,
    pub(crate) line: Line,
    known: tokio::sync::Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
}

/// Why a call broke. The text is ours: that of the library names the address.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Broken(&'static str);

impl Office {
    pub(crate) fn new(
        bank: Bank,
        clock: std::sync::Arc<dyn Clock>,
        deadline: Duration,
    ) -> Result<Self, String> {
        IssuerUrl::new(bank.issuer.clone())
            .map_err(|error| format!("issuer of the bank {}: {error}", bank.id))?;
        // One name a bank and a program: metrics want it for as long as that.
        let name: &'static str = Box::leak(format!("bank-{}", bank.id).into_boxed_str());
        Ok(Self {
            line: Line::new(name, clock, deadline),
            bank,
            known: tokio::sync::Mutex::default(),
        })
    }

    pub(crate) fn state(&self) -> (&'static str, State) {
        (self.line.name(), self.line.state())
    }

    fn malformed(&self, what: &str) -> GatewayError {
        GatewayError::Malformed(format!("{}: {what}", self.line.name()))
    }

    fn unavailable(&self, what: &str) -> GatewayError {
        GatewayError::Unavailable(format!("{}: {what}", self.line.name()))
    }

    /// Discovery and keys; `fresh` asks even when they are kept.
    async fn metadata(
        &self,
        gateways: &Gateways,
        fresh: bool,
    ) -> Result<CoreProviderMetadata, GatewayError> {
        let now = gateways.0.clock.now();
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = &*known
            && !fresh
            && now.duration_since(*at).abs() < KEPT
        {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(self.bank.issuer.clone())
            .map_err(|_| self.malformed("the issuer is no address"))?;
        let http = Http(gateways.0.http.clone());
        let metadata = CoreProviderMetadata::discover_async(issuer, &http)
            .await
            .map_err(|error| match error {
                DiscoveryError::Request(broken) => self.unavailable(broken.0),
                DiscoveryError::Response(status, ..) => {
                    self.unavailable(&format!("discovery: HTTP {}", status.as_u16()))
                }
                _ => self.malformed("discovery cannot be read"),
            })?;
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    fn redirect(&self, visit: &BankVisit) -> Result<RedirectUrl, GatewayError> {
        RedirectUrl::new(visit.redirect.clone())
            .map_err(|_| self.malformed("the address to come back to is none"))
    }

    fn secret(&self) -> Option<ClientSecret> {
        self.bank.client_secret.clone().map(ClientSecret::new)
    }

    /// What is asked for besides `openid`.
    fn scopes(&self, visit: &BankVisit) -> impl Iterator<Item = &String> {
        let bank = &self.bank;
        let more = bank.scopes_new.iter().filter(|_| visit.newcomer);
        let sign = bank.scopes_certificate.iter();
        let sign = sign.filter(|_| visit.certificate);
        bank.scopes.iter().chain(more).chain(sign)
    }

    /// What the client has agreed to; nothing when that is less than was asked for. A
    /// bank that does not say has given what was asked (RFC 6749, section 5.1).
    fn agreed(&self, visit: &BankVisit, given: Option<&Vec<Scope>>) -> Option<Vec<String>> {
        let asked: Vec<String> = self.scopes(visit).cloned().collect();
        let has = |scope: &String| {
            given.is_none_or(|given| given.iter().any(|one| one.as_str() == scope))
        };
        asked.iter().all(has).then_some(asked)
    }

    async fn entrance(
        &self,
        gateways: &Gateways,
        visit: &BankVisit,
    ) -> Result<String, GatewayError> {
        let metadata = self.metadata(gateways, false).await?;
        let client_id = ClientId::new(self.bank.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, client_id, self.secret())
            .set_redirect_uri(self.redirect(visit)?);
        let verifier = PkceCodeVerifier::new(visit.verifier.clone());
        let (state, nonce) = (visit.state.clone(), visit.nonce.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for scope in self.scopes(visit) {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let url = request.url().0;
        // Where the person is sent with what only they and the bank may know.
        if !is_sealed(&url) {
            return Err(self.malformed("the entrance is not over TLS"));
        }
        Ok(url.to_string())
    }

    async fn exchange(
        &self,
        gateways: &Gateways,
        visit: &BankVisit,
        code: &str,
    ) -> Result<Result<CoreTokenResponse, BankRefusal>, GatewayError> {
        let metadata = self.metadata(gateways, false).await?;
        let client_id = ClientId::new(self.bank.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, client_id, self.secret())
            .set_redirect_uri(self.redirect(visit)?);
        let http = Http(gateways.0.http.clone());
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| self.malformed("discovery names no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(visit.verifier.clone()))
            .request_async(&http)
            .await;
        match answer {
            Ok(token) => Ok(Ok(token)),
            Err(RequestTokenError::ServerResponse(no))
                if *no.error() == CoreErrorResponseType::InvalidGrant =>
            {
                Ok(Err(BankRefusal::Code))
            }
            // Our name or secret is not set right yet: not the person's fault.
            Err(RequestTokenError::ServerResponse(_)) => {
                Err(self.unavailable("the bank refuses the portal"))
            }
            Err(RequestTokenError::Request(broken)) => Err(self.unavailable(broken.0)),
            Err(_) => Err(self.malformed("the token cannot be read")),
        }
    }

    /// The claims of an ID token that is what was asked for.
    async fn verified(
        &self,
        gateways: &Gateways,
        visit: &BankVisit,
        token: &CoreIdToken,
    ) -> Result<Result<(Map<String, Value>, SubjectIdentifier), BankRefusal>, GatewayError> {
        let mut last = BankRefusal::Token("other");
        // A key that is not known may be a new one: looked up once more.
        for fresh in [false, true] {
            let metadata = self.metadata(gateways, fresh).await?;
            let client_id = ClientId::new(self.bank.client_id.clone());
            let client = CoreClient::from_provider_metadata(metadata, client_id, self.secret());
            let now = gateways.0.clock.now().as_second();
            let verifier = client
                .id_token_verifier()
                .set_allowed_algs(ALGORITHMS)
                .set_time_fn(move || {
                    chrono::DateTime::from_timestamp(now - DRIFT, 0).unwrap_or_default()
                })
                .set_issue_time_verifier_fn(move |at| {
                    let ago = now - at.timestamp();
                    if (-DRIFT..=600).contains(&ago) {
                        Ok(())
                    } else {
                        Err("not issued now".to_owned())
                    }
                });
            let nonce = Nonce::new(visit.nonce.clone());
            match token.claims(&verifier, &nonce) {
                Ok(claims) => {
                    let subject = claims.subject().clone();
                    return Ok(Ok((self.payload(token)?, subject)));
                }
                Err(error) => {
                    last = BankRefusal::Token(flaw(&error));
                    if !matches!(error, ClaimsVerificationError::SignatureVerification(_)) {
                        break;
                    }
                }
            }
        }
        Ok(Err(last))
    }

    /// All claims of a token that was verified, with the bank's own ones.
    fn payload(&self, token: &CoreIdToken) -> Result<Map<String, Value>, GatewayError> {
        let text = token.to_string();
        text.split('.')
            .nth(1)
            .and_then(|part| BASE64URL_NOPAD.decode(part.as_bytes()).ok())
            .and_then(|json| serde_json::from_slice(&json).ok())
            .ok_or_else(|| self.malformed("the token cannot be read"))
    }

    /// What the bank adds at `userinfo`, of the same client.
    async fn more(
        &self,
        gateways: &Gateways,
        access: AccessToken,
        subject: SubjectIdentifier,
    ) -> Result<Map<String, Value>, GatewayError> {
        let metadata = self.metadata(gateways, false).await?;
        let client_id = ClientId::new(self.bank.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, client_id, self.secret());
        let Ok(request) = client.user_info(access, Some(subject)) else {
            return Ok(Map::new());
        };
        let http = Http(gateways.0.http.clone());
        let claims: UserInfoClaims<BankClaims, CoreGenderClaim> = request
            .request_async(&http)
            .await
            .map_err(|error| match error {
                UserInfoError::Request(broken) => self.unavailable(broken.0),
                _ => self.malformed("userinfo cannot be read"),
            })?;
        match serde_json::to_value(&claims) {
            Ok(Value::Object(map)) => Ok(map),
            _ => Err(self.malformed("userinfo cannot be read")),
        }
    }
}

fn flaw(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "other",
    }
}

/// Our client in the library's terms.
struct Http(reqwest::Client);

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Broken;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Broken>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(fetch(&self.0, request))
    }
}

/// One call, its answer read with bounds. A bank that cannot now is not told apart
/// from one that does not answer.
async fn fetch(client: &reqwest::Client, request: HttpRequest) -> Result<HttpResponse, Broken> {
    let request = reqwest::Request::try_from(request).map_err(|_| Broken("no such address"))?;
    if !is_sealed(request.url()) {
        return Err(Broken("an address of it is not over TLS"));
    }
    let mut answer = client
        .execute(request)
        .await
        .map_err(|error| Broken(why(&error)))?;
    let status = answer.status();
    if status.is_server_error() || status == reqwest::StatusCode::TOO_MANY_REQUESTS {
        return Err(Broken("the bank cannot now"));
    }
    let mut response = HttpResponse::new(Vec::new());
    *response.status_mut() = status;
    *response.headers_mut() = answer.headers().clone();
    let body = response.body_mut();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|_| Broken("the connection broke"))?
    {
        if body.len() + chunk.len() > LONGEST {
            return Err(Broken("longer than agreed"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(response)
}

impl Gateways {
    /// Is there access to this bank?
    #[must_use]
    pub fn has_bank(&self, id: &str) -> bool {
        self.office(id).is_some()
    }

    /// The issuer of a bank, as set.
    #[must_use]
    pub fn bank_issuer(&self, id: &str) -> Option<&str> {
        self.office(id).map(|office| office.bank.issuer.as_str())
    }

    pub(crate) fn office(&self, id: &str) -> Option<&Office> {
        self.0.banks.iter().find(|office| office.bank.id == id)
    }

    fn its_office(&self, visit: &BankVisit) -> Result<&Office, GatewayError> {
        self.office(&visit.bank)
            .ok_or_else(|| GatewayError::Refused(format!("no access to the bank {}", visit.bank)))
    }

    /// The address at which the bank asks its client whether they agree.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn bank_entrance(&self, visit: &BankVisit) -> Result<String, GatewayError> {
        let office = self.its_office(visit)?;
        office.line.call(office.entrance(self, visit)).await
    }

    /// Exchanges the code that the person came back with for what the bank says of
    /// them. A code works once: a repeat after a lost answer ends in
    /// [`BankRefusal::Code`].
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn bank_claims(
        &self,
        visit: &BankVisit,
        code: &str,
    ) -> Result<Result<BankWord, BankRefusal>, GatewayError> {
        let office = self.its_office(visit)?;
        let asked = office.line.call(async {
            let token = match office.exchange(self, visit, code).await? {
                Ok(token) => token,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let Some(scopes) = office.agreed(visit, token.scopes()) else {
                return Ok(Err(BankRefusal::Scope));
            };
            let Some(id_token) = token.id_token() else {
                return Ok(Err(BankRefusal::Token("other")));
            };
            let (mut claims, subject) = match office.verified(self, visit, id_token).await? {
                Ok(verified) => verified,
                Err(refusal) => return Ok(Err(refusal)),
            };
            if claims.contains_key("birthdate") {
                let claims = BankClaims(claims);
                return Ok(Ok(BankWord { claims, scopes }));
            }
            // Many banks put into the token who signed in and nothing else.
            let access = token.access_token().clone();
            for (name, value) in office.more(self, access, subject).await? {
                // What is signed counts more than what is not.
                claims.entry(name).or_insert(value);
            }
            let claims = BankClaims(claims);
            Ok(Ok(BankWord { claims, scopes }))
        });
        asked.await
    }
}
