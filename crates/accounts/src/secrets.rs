//! Passwords: argon2id on a bounded pool of threads.
//!
//! Cost: 19 MiB, two passes, one lane (OWASP's first recommendation for
//! argon2id). At most so many hashes run at once as there are places; the
//! queue behind them is bounded too, and past it the visitor is told to wait,
//! so that a flood of sign-ins cannot take the memory or the other pages.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use okno_requisites::Chance;
use okno_web::Fault;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

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
    spare: Arc<Spare>,
    decoy: Arc<Hashed>,
}

/// Memory in which a hash is made. Taking 19 MiB from the system and giving them back
/// costs a fifth of a hash, so that what one no longer needs the next one in the queue
/// gets. With nobody waiting it is given back: a portal at rest holds none of it.
#[derive(Default)]
struct Spare(Mutex<Vec<Vec<Block>>>);

impl Spare {
    fn take(&self) -> Vec<Block> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_default()
    }

    fn give(&self, blocks: Vec<Block>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(blocks);
    }

    fn clear(&self) {
        let kept = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        drop(kept);
    }
}

/// A place in the queue. Whoever leaves it last, served or not, gives the memory back.
struct Queued {
    permit: Option<OwnedSemaphorePermit>,
    queue: Arc<Semaphore>,
    spare: Arc<Spare>,
}

impl Drop for Queued {
    fn drop(&mut self) {
        self.permit = None;
        if self.queue.available_permits() == QUEUE {
            self.spare.clear();
        }
    }
}

/// Hashes in the given memory.
fn output(
    algorithm: Algorithm,
    version: Version,
    params: Params,
    (password, salt): (&str, &[u8]),
    blocks: &mut Vec<Block>,
) -> Result<Output, argon2::Error> {
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    let count = params.block_count();
    if blocks.len() < count {
        *blocks = vec![Block::new(); count];
    }
    let argon = Argon2::new(algorithm, version, params);
    argon.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, blocks)?;
    Output::new(&out).map_err(|_| argon2::Error::OutputTooLong)
}

fn hash(password: &str, salt: &[u8; 16], blocks: &mut Vec<Block>) -> Result<Hashed, Fault> {
    let fault = |e: &dyn std::fmt::Display| Fault::Internal(format!("argon2: {e}"));
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|e| fault(&e))?;
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let made = output(algorithm, version, params.clone(), (password, salt), blocks);
    let phc = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: (&params).try_into().map_err(|e| fault(&e))?,
        salt: Some(Salt::new(salt).map_err(|e| fault(&e))?),
        hash: Some(made.map_err(|e| fault(&e))?),
    };
    Ok(Hashed(phc.to_string()))
}

/// The cost is the one that the hash was made with. `Output` compares in constant time.
fn verify(password: &str, hashed: &Hashed, blocks: &mut Vec<Block>) -> bool {
    let mut read = || {
        let phc = PasswordHash::new(&hashed.0).ok()?;
        let algorithm = Algorithm::try_from(phc.algorithm.as_str()).ok()?;
        let version = Version::try_from(phc.version?).ok()?;
        let params = Params::try_from(&phc).ok()?;
        let made = output(algorithm, version, params, (password, &phc.salt?), blocks);
        Some(made.ok()? == phc.hash?)
    };
    read().unwrap_or(false)
}

impl Hasher {
    /// With so many hashes at once.
    pub fn new(places: usize, chance: &dyn Chance) -> Result<Self, Fault> {
        // Checked in place of the hash of an account that does not exist, so
        // that the answer takes the same time.
        let decoy = hash(
            &chance.code("abcdefghijklmnop", 20),
            &chance.bytes::<16>(),
            &mut Vec::new(),
        )?;
        Ok(Self {
            places: Arc::new(Semaphore::new(places.max(1))),
            queue: Arc::new(Semaphore::new(QUEUE)),
            spare: Arc::default(),
            decoy: Arc::new(decoy),
        })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let permit = self.queue.clone().try_acquire_owned();
        let permit = permit.map_err(|_| Fault::Busy("too many sign-ins at once".to_owned()))?;
        let queued = Queued {
            permit: Some(permit),
            queue: self.queue.clone(),
            spare: self.spare.clone(),
        };
        let place = self.places.clone().acquire_owned().await;
        let place = place.map_err(|e| Fault::Busy(e.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let mut blocks = queued.spare.take();
            let done = work(&mut blocks);
            queued.spare.give(blocks);
            drop(place);
            done
        })
        .await
        .map_err(|e| Fault::Internal(e.to_string()))
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: &str, chance: &dyn Chance) -> Result<Hashed, Fault> {
        let salt = chance.bytes::<16>();
        let password = okno_requisites::password::normal(password);
        self.run(move |blocks| hash(&password, &salt, blocks))
            .await?
    }

    /// Checks a password; without a hash it does the same work and says no.
    pub async fn verify(&self, password: &str, hashed: Option<&Hashed>) -> Result<bool, Fault> {
        let exists = hashed.is_some_and(|hashed| !hashed.0.is_empty());
        let chosen = hashed.filter(|hashed| !hashed.0.is_empty());
        let hashed = chosen.unwrap_or(&self.decoy).clone();
        let password = okno_requisites::password::normal(password);
        let matches = self
            .run(move |blocks| verify(&password, &hashed, blocks))
            .await?;
        Ok(matches && exists)
    }
}

#[cfg(test)]
mod tests {
    use okno_requisites::OsChance;

    use super::*;

    #[test]
    fn a_hash_opens_to_its_password_only_and_in_any_memory() {
        let mut blocks = Vec::new();
        let made = hash("Okno-2026!", &[7; 16], &mut blocks).unwrap();
        assert!(made.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("Okno-2026!", &made, &mut blocks));
        assert!(!verify("Okno-2026?", &made, &mut blocks));
        assert!(verify("Okno-2026!", &made, &mut Vec::new()));
        // Memory of another size, as after a change of the cost.
        assert!(verify("Okno-2026!", &made, &mut vec![Block::new(); 3]));
        for spoilt in ["", "$argon2id$v=19$m=19456,t=2,p=1$", "$md5$x", "word"] {
            assert!(!verify(
                "Okno-2026!",
                &Hashed(spoilt.to_owned()),
                &mut blocks
            ));
        }
    }

    #[test]
    fn a_hash_of_another_program_is_read() {
        // Made by argon2-cffi 25.1: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).
        let theirs = Hashed("$argon2id$v=19$m=8,t=1,p=1$IWWYQ9CEM3m5/GNyMeLyKg$UlXiIkmODZHyhPllm7Cesu8FtBKQbUYY5NtnSJnQ7yw".to_owned());
        let mut blocks = vec![Block::new(); 100];
        assert!(verify("password", &theirs, &mut blocks));
        assert!(!verify("Password", &theirs, &mut blocks));
    }

    #[tokio::test]
    async fn memory_is_given_back_when_nobody_waits() {
        let hasher = Hasher::new(1, &OsChance).unwrap();
        let kept = || hasher.spare.0.lock().unwrap().len();
        let made = hasher.hash("Okno-2026!", &OsChance).await.unwrap();
        assert_eq!(kept(), 0);
        let (first, second) = tokio::join!(
            hasher.verify("Okno-2026!", Some(&made)),
            hasher.verify("another", Some(&made)),
        );
        assert!(first.unwrap() && !second.unwrap());
        assert_eq!(kept(), 0);
        // One that goes away while it waits leaves nothing behind.
        let long = hasher.verify("Okno-2026!", Some(&made));
        let gone = tokio::time::timeout(
            std::time::Duration::from_millis(1),
            hasher.verify("another", None),
        );
        let (long, gone) = tokio::join!(long, gone);
        assert!(long.unwrap() && gone.is_err());
        assert_eq!(kept(), 0);
        assert_eq!(hasher.queue.available_permits(), QUEUE);
    }
}
