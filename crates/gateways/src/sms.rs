//! The SMS gateway, which also calls and speaks.

use okno_requisites::Phone;
use serde_json::json;

use crate::http::Call;
use crate::line::Line;
use crate::{GatewayError, Gateways};

impl Gateways {
    /// Hands an SMS over. The gateway sends one message per key, however
    /// often it is asked.
    ///
    /// # Errors
    /// [`GatewayError::Refused`] when the gateway will never send this one
    /// (no such number, the text is not allowed); see there for the others.
    pub async fn sms(&self, to: &Phone, text: &str, key: &str) -> Result<(), GatewayError> {
        self.say(&self.0.sms, "/sms/send", to, text, key).await
    }

    /// Calls a phone and speaks a text. One call per key, as with [`Self::sms`].
    ///
    /// # Errors
    /// Those of [`Self::sms`].
    pub async fn call(&self, to: &Phone, text: &str, key: &str) -> Result<(), GatewayError> {
        self.say(&self.0.voice, "/voice/call", to, text, key).await
    }

    async fn say(
        &self,
        line: &Line,
        path: &'static str,
        to: &Phone,
        text: &str,
        key: &str,
    ) -> Result<(), GatewayError> {
        let inner = &self.0;
        let call = Call {
            client: &inner.http,
            system: line.name(),
            base: &inner.settings.sms_url,
            path,
            bearer: &inner.settings.sms_key,
            key,
            clock: inner.clock.as_ref(),
        };
        let question = json!({ "to": to.as_str(), "text": text });
        line.call(async {
            let body = call.post(&question).await?;
            // The answer names the message; what is not JSON is not from the gateway.
            match serde_json::from_slice::<serde_json::Value>(&body) {
                Ok(answer) if answer.is_object() => Ok(()),
                _ => Err(call.malformed("not the JSON agreed on")),
            }
        })
        .await
    }
}
