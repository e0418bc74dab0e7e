//! Codes that a bank sends to the phone tied to a card (S1-041, S1-085, S4-09). The bank
//! makes the code, sends it and says whether what came back is the one; the number of
//! a card is known to nobody here (C20).

use okno_requisites::Phone;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::http::Call;
use crate::{GatewayError, Gateways};

/// No name of a request is longer, characters.
const LONGEST: usize = 200;

/// Whose card is meant.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CardOf<'a> {
    /// Of whoever has this phone tied to a card.
    Phone(&'a Phone),
    /// Of this client, by the bank's own name of them (`sub` of its tokens).
    Client(&'a str),
}

/// What became of a wish for a code.
#[derive(Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CardCode {
    /// A code is on its way to the phone tied to the card.
    Sent {
        /// The bank's name of the request; says nothing.
        request: String,
        /// The last two digits of the phone.
        phone_end: String,
        /// How long the code is good, seconds.
        lives_s: i64,
    },
    /// No card of the bank is tied to this phone, or the client has none.
    NoCard,
}

/// What the bank says of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CardVerdict {
    /// It is the one that was sent; it serves once.
    Right,
    /// It is not.
    Wrong,
    /// It is too old, was used, or was tried too often.
    Over,
}

impl Gateways {
    /// Has a bank send a code to the phone tied to a card. One code per key, however
    /// often it is asked.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn card_code(
        &self,
        bank: &str,
        of: CardOf<'_>,
        key: &str,
    ) -> Result<CardCode, GatewayError> {
        let code = self.ask_bank(bank, "/cards/codes", &of, key).await?;
        match &code {
            CardCode::Sent { request, .. } if !(1..=LONGEST).contains(&request.len()) => Err(
                GatewayError::Malformed(format!("bank-{bank}: no name of the request")),
            ),
            _ => Ok(code),
        }
    }

    /// Asks a bank whether a code is the one that it sent. One try per key.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn card_check(
        &self,
        bank: &str,
        request: &str,
        code: &str,
        key: &str,
    ) -> Result<CardVerdict, GatewayError> {
        let question = json!({ "request": request, "code": code });
        self.ask_bank(bank, "/cards/check", &question, key).await
    }

    /// Asks a bank what is no part of OpenID Connect: below its issuer, the client's secret
    /// as the bearer.
    pub(crate) async fn ask_bank<T: DeserializeOwned>(
        &self,
        bank: &str,
        path: &str,
        question: &impl Serialize,
        key: &str,
    ) -> Result<T, GatewayError> {
        let office = self
            .office(bank)
            .ok_or_else(|| GatewayError::Refused(format!("no access to the bank {bank}")))?;
        let call = Call {
            client: &self.0.http,
            system: office.line.name(),
            base: &office.bank.issuer,
            path,
            bearer: office.bank.client_secret.as_deref().unwrap_or_default(),
            key,
            clock: self.0.clock.as_ref(),
        };
        let ask = async {
            let body = call.post(question).await?;
            serde_json::from_slice(&body).map_err(|_| call.malformed("not the JSON agreed on"))
        };
        office.line.call(ask).await
    }
}
