//! Passwords: argon2id on a bounded pool of threads.
//!
//! Cost: 19 MiB, two passes, one lane (OWASP's first recommendation for
//! argon2id). At most so many hashes run at once as there are places; the
//! queue behind them is bounded too, and past it the visitor is told to wait,
//! so that a flood of sign-ins cannot take the memory or the other pages.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use okno_requisites::Chance;
use okno_web::Fault;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

/// A password hash in PHC form. Sealed in the store besides.
#[derive(Clone, Serialize, Deserialize)]
pub struct Hashed(String);

impl Hashed {
    /// No password opens it: for an account whose person has not chosen one yet.
    #[must_use]
    pub fn none() -> Self {
        Self(String::new())
    }
}

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hashed(…)")
    }
}

/// Memory of one hash, KiB.
pub const MEMORY_KIB: u32 = 19 * 1024;
/// Passes.
pub const PASSES: u32 = 2;

const QUEUE: usize = 256;

/// Hashes passwords. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    decoy: Arc<Hashed>,
}

fn argon() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None)
        .map_err(|e| Fault::Internal(format!("argon2: {e}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str, salt: &[u8; 16]) -> Result<Hashed, Fault> {
    let phc: PasswordHash = argon()?
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|e| Fault::Internal(format!("argon2: {e}")))?;
    Ok(Hashed(phc.to_string()))
}

fn verify(password: &str, hashed: &Hashed) -> bool {
    let Ok(parsed) = PasswordHash::new(&hashed.0) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok()
}

impl Hasher {
    /// With so many hashes at once.
    pub fn new(places: usize, chance: &dyn Chance) -> Result<Self, Fault> {
        // Checked in place of the hash of an account that does not exist, so
        // that the answer takes the same time.
        let decoy = hash(&chance.code("abcdefghijklmnop", 20), &chance.bytes::<16>())?;
        Ok(Self {
            places: Arc::new(Semaphore::new(places.max(1))),
            queue: Arc::new(Semaphore::new(QUEUE)),
            decoy: Arc::new(decoy),
        })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let _queued = self
            .queue
            .try_acquire()
            .map_err(|_| Fault::Busy("too many sign-ins at once".to_owned()))?;
        let place = self.places.clone().acquire_owned().await;
        let place = place.map_err(|e| Fault::Busy(e.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        })
        .await
        .map_err(|e| Fault::Internal(e.to_string()))
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: &str, chance: &dyn Chance) -> Result<Hashed, Fault> {
        let salt = chance.bytes::<16>();
        let password = okno_requisites::password::normal(password);
        self.run(move || hash(&password, &salt)).await?
    }

    /// Checks a password; without a hash it does the same work and says no.
    pub async fn verify(&self, password: &str, hashed: Option<&Hashed>) -> Result<bool, Fault> {
        let exists = hashed.is_some_and(|hashed| !hashed.0.is_empty());
        let chosen = hashed.filter(|hashed| !hashed.0.is_empty());
        let hashed = chosen.unwrap_or(&self.decoy).clone();
        let password = okno_requisites::password::normal(password);
        let matches = self.run(move || verify(&password, &hashed)).await?;
        Ok(matches && exists)
    }
}
