//! Revocation lists of certification authorities.

use crate::http::Call;
use crate::{GatewayError, Gateways};

/// Largest list, bytes.
const LONGEST: usize = 16 * 1024 * 1024;

impl Gateways {
    /// Fetches the revocation list at an address of the configuration.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn revocation_list(&self, address: &str) -> Result<Vec<u8>, GatewayError> {
        let inner = &self.0;
        let call = Call {
            client: &inner.http,
            system: "crl",
            base: address,
            path: "",
            bearer: "",
            key: "",
            clock: inner.clock.as_ref(),
        };
        inner.lists.call(call.fetch(LONGEST)).await
    }
}
