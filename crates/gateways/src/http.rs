//! One question over HTTP, its answer read with bounds.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::Clock;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Client, StatusCode};
use serde::Serialize;

use crate::GatewayError;

/// No answer of these systems is longer, bytes.
const LONGEST: usize = 256 * 1024;

/// Why there is no answer. The text is ours: that of the library names the address asked.
pub(crate) fn why(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer within the deadline"
    } else if error.is_connect() && is_tls(error) {
        // Somebody else may be answering in the place of the system.
        UNTRUSTED
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    }
}

/// Said where the handshake failed.
pub(crate) const UNTRUSTED: &str = "TLS: no connection that can be trusted";

/// Did the handshake fail? The libraries tell it from a closed door by their texts only.
pub(crate) fn is_tls(error: &dyn std::error::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string().to_lowercase();
        if ["certificate", "ssl", "tls"]
            .iter()
            .any(|word| text.contains(word))
        {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Over TLS, or inside of this machine. What a bank names in its address book is asked for
/// as it stands there, so it is looked at.
pub(crate) fn is_sealed(url: &reqwest::Url) -> bool {
    let local = || match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback()),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && local())
}

/// Where to, and as whom.
pub(crate) struct Call<'a> {
    pub(crate) client: &'a Client,
    pub(crate) system: &'static str,
    pub(crate) base: &'a str,
    pub(crate) path: &'a str,
    pub(crate) bearer: &'a str,
    pub(crate) key: &'a str,
    pub(crate) clock: &'a dyn Clock,
}

impl Call<'_> {
    /// Posts the question; returns the body of a good answer.
    pub(crate) async fn post(&self, question: &impl Serialize) -> Result<Vec<u8>, GatewayError> {
        let url = format!("{}{}", self.base.trim_end_matches('/'), self.path);
        let answer = self
            .client
            .post(url)
            .bearer_auth(self.bearer)
            .header("idempotency-key", self.key)
            .json(question)
            .send()
            .await;
        self.read(answer).await
    }

    /// Asks without telling anything.
    pub(crate) async fn get(&self) -> Result<Vec<u8>, GatewayError> {
        let url = format!("{}{}", self.base.trim_end_matches('/'), self.path);
        let answer = self.client.get(url).bearer_auth(self.bearer).send().await;
        self.read(answer).await
    }

    async fn read(
        &self,
        answer: Result<reqwest::Response, reqwest::Error>,
    ) -> Result<Vec<u8>, GatewayError> {
        let answer = answer.map_err(|error| self.broken(&error))?;
        let status = answer.status();
        if !status.is_success() {
            return Err(self.no(status, answer.headers()));
        }
        self.body(answer, LONGEST).await
    }

    /// Fetches what lies at the base address, so many bytes at most.
    pub(crate) async fn fetch(&self, longest: usize) -> Result<Vec<u8>, GatewayError> {
        let answer = self.client.get(self.base).send().await;
        let answer = answer.map_err(|error| self.broken(&error))?;
        let status = answer.status();
        if !status.is_success() {
            return Err(self.no(status, answer.headers()));
        }
        self.body(answer, longest).await
    }

    async fn body(
        &self,
        mut answer: reqwest::Response,
        longest: usize,
    ) -> Result<Vec<u8>, GatewayError> {
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.broken(&error))? {
            if body.len() + chunk.len() > longest {
                return Err(self.malformed("longer than agreed"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    pub(crate) fn malformed(&self, what: &str) -> GatewayError {
        GatewayError::Malformed(format!("{}: {what}", self.system))
    }

    fn broken(&self, error: &reqwest::Error) -> GatewayError {
        GatewayError::Unavailable(format!("{}: {}", self.system, why(error)))
    }

    /// 4xx is a refusal, except where the fault is not in the question: our
    /// key or the address is not set right yet, the system is slow or asks to wait.
    fn no(&self, status: StatusCode, headers: &HeaderMap) -> GatewayError {
        let text = format!("{}: HTTP {}", self.system, status.as_u16());
        match status {
            StatusCode::TOO_MANY_REQUESTS => GatewayError::Overloaded {
                until: self.retry_after(headers),
            },
            StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND | StatusCode::REQUEST_TIMEOUT => {
                GatewayError::Unavailable(text)
            }
            status if status.is_client_error() => GatewayError::Refused(text),
            _ => GatewayError::Unavailable(text),
        }
    }

    /// Seconds of `Retry-After`, ten minutes at most; half a minute unless told.
    fn retry_after(&self, headers: &HeaderMap) -> Timestamp {
        let seconds = headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.trim().parse::<i64>().ok())
            .unwrap_or(30)
            .clamp(1, 600);
        self.clock
            .now()
            .checked_add(SignedDuration::from_secs(seconds))
            .unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::is_sealed;

    #[test]
    fn nothing_is_asked_in_clear_but_of_this_machine() {
        for (url, good) in [
            ("https://bank.example/token", true),
            ("http://bank.example/token", false),
            ("http://127.0.0.1.bank.example/", false),
            ("http://localhost:8081/token", true),
            ("http://127.0.0.2/", true),
            ("http://[::1]:9/", true),
            ("http://10.0.0.1/", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(is_sealed(&url.parse().unwrap()), good, "{url}");
        }
    }
}
