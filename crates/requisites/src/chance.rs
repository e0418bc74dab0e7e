use std::sync::{Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::Uuid;

use crate::Clock;

/// Where chance comes from. Handed in, so that a test can repeat it.
pub trait Chance: Send + Sync + 'static {
    /// Fills `buf` with random bytes.
    fn fill(&self, buf: &mut [u8]);

    /// A number from `0..bound`, every one equally likely. `0` for an empty range.
    fn below(&self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // Draws from the incomplete last run of `bound` values are thrown away:
        // keeping them would make the low numbers likelier.
        let rest = (u64::MAX % bound + 1) % bound;
        loop {
            let mut raw = [0; 8];
            self.fill(&mut raw);
            let drawn = u64::from_le_bytes(raw);
            if drawn <= u64::MAX - rest {
                return drawn % bound;
            }
        }
    }

    /// `n` decimal digits, leading zeros included.
    fn digits(&self, n: usize) -> String {
        self.code("0123456789", n)
    }

    /// `n` characters drawn evenly from `alphabet`. Empty for an empty alphabet.
    fn code(&self, alphabet: &str, n: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..n)
            .filter_map(|_| {
                let at = usize::try_from(self.below(letters.len() as u64)).ok()?;
                letters.get(at).copied()
            })
            .collect()
    }

    /// A fresh identifier: UUID version 7 (RFC 9562) at the time of `clock`.
    fn id(&self, clock: &dyn Clock) -> Uuid {
        let mut tail = [0; 10];
        self.fill(&mut tail);
        let millis = u64::try_from(clock.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}

impl dyn Chance + '_ {
    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }
}

/// A fresh identifier, see [`Chance::id`].
pub fn id(clock: &dyn Clock, chance: &dyn Chance) -> Uuid {
    chance.id(clock)
}

/// Real chance: ChaCha12, seeded by the operating system for every thread and again
/// after each 64 KiB. Sealing alone draws dozens of times a request; a call of the
/// system for each would cost several percent of the portal.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsChance;

impl Chance for OsChance {
    /// # Panics
    /// When the system has no randomness to give: going on would hand out
    /// keys and codes that can be guessed.
    #[expect(clippy::disallowed_methods, reason = "the one door to real chance")]
    fn fill(&self, buf: &mut [u8]) {
        rand::rng().fill_bytes(buf);
    }
}

/// Repeatable chance for tests: the same seed gives the same run.
#[derive(Debug)]
pub struct SeededChance(Mutex<StdRng>);

impl SeededChance {
    /// Chance that follows from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Default for SeededChance {
    fn default() -> Self {
        Self::new(1)
    }
}

impl Chance for SeededChance {
    fn fill(&self, buf: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(buf);
    }
}
