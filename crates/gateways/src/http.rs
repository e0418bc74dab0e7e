//! One question over HTTP, its answer read with bounds.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::Clock;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Client, StatusCode};
use serde::Serialize;

use crate::GatewayError;

/// No answer of these systems is longer, bytes.
const LONGEST: usize = 256 * 1024;

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

    /// The text is ours: that of the library names the address asked.
    fn broken(&self, error: &reqwest::Error) -> GatewayError {
        let what = if error.is_timeout() {
            "no answer within the deadline"
        } else if error.is_connect() {
            "no connection"
        } else {
            "the connection broke"
        };
        GatewayError::Unavailable(format!("{}: {what}", self.system))
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
