//! Passwords: argon2id on a bounded pool of threads.
//!
//! Cost: 19 MiB, two passes, one lane (OWASP's first recommendation for
//! argon2id). At most so many hashes run at once as there are threads for them;
//! the queue before them is bounded too, and past it the visitor is told to wait,
//! so that a flood of sign-ins cannot take the memory or the other pages.
//!
//! The threads are the hasher's own, not borrowed ones: a thread goes from one hash to
//! the next without a way through the runtime, and keeps its 19 MiB meanwhile. Both cost
//! a tenth of a hash and more. A second without work, and the memory is given back. They
//! run at a lower priority than the rest of the program.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use okno_requisites::Chance;
use okno_web::Fault;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

/// A password hash in PHC form. Sealed in the store besides.
#[derive(Clone, Serialize, Deserialize)]
pub struct Hashed(String);

impl Hashed {
    /// No password opens it: for an account whose person has not chosen one yet.
    #[must_use]
    pub fn none() -> Self {
        Self(String::new())
    }

    /// Was it made at a lower cost than today's? Not where there is no password.
    pub(crate) fn is_cheap(&self) -> bool {
        let cost = || {
            let phc = PasswordHash::new(&self.0).ok()?;
            let params = Params::try_from(&phc).ok()?;
            let same = phc.algorithm == Algorithm::Argon2id.ident()
                && phc.version == Some(Version::V0x13.into());
            Some(same && params.m_cost() >= MEMORY_KIB && params.t_cost() >= PASSES)
        };
        !self.0.is_empty() && !cost().unwrap_or(true)
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

/// So long a thread without work keeps its memory.
const KEPT: Duration = Duration::from_secs(1);

/// Blocks of 1 KiB for which address space is taken. What is larger than 32 MiB the C
/// library gives back to the system at once when it is freed; anything smaller it comes
/// to keep for itself. Only what is written to takes memory.
const ROOM: usize = 33 * 1024;

type Job = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

/// Hashes passwords. Cheap to clone; its threads end with the last clone.
#[derive(Clone)]
pub struct Hasher {
    jobs: flume::Sender<Job>,
    decoy: Arc<Hashed>,
}

/// How far the threads stand back: whatever else has work to do goes first, so that a
/// flood of sign-ins slows sign-ins and no other page.
const NICE: i32 = 10;

/// The life of one thread.
fn serve(jobs: &flume::Receiver<Job>) {
    // On Linux it is of this thread alone. Without it hashes are as quick.
    if let Err(error) = rustix::process::nice(NICE) {
        tracing::debug!(%error, "the threads for passwords do not stand back");
    }
    while let Ok(first) = jobs.recv() {
        let mut blocks = Vec::new();
        let mut next = Some(first);
        while let Some(job) = next {
            // A job that panics costs its visitor an answer, not everyone a thread.
            let _ = catch_unwind(AssertUnwindSafe(|| job(&mut blocks)));
            next = jobs.recv_timeout(KEPT).ok();
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
        *blocks = Vec::with_capacity(count.max(ROOM));
        blocks.resize(count, Block::new());
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
        let (jobs, theirs) = flume::bounded(QUEUE);
        for _ in 0..places.max(1) {
            let theirs = theirs.clone();
            std::thread::Builder::new()
                .name("passwords".to_owned())
                .spawn(move || serve(&theirs))
                .map_err(|e| Fault::Internal(format!("a thread for passwords: {e}")))?;
        }
        Ok(Self {
            jobs,
            decoy: Arc::new(decoy),
        })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |blocks| {
            // Nobody hashes for a visitor who went away while they waited.
            if !reply.is_closed() {
                let _ = reply.send(work(blocks));
            }
        });
        self.jobs
            .try_send(job)
            .map_err(|_| Fault::Busy("too many sign-ins at once".to_owned()))?;
        answer
            .await
            .map_err(|_| Fault::Internal("a password was not hashed".to_owned()))
    }

    /// Does other work that a password asks for, within the same bounds.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        self.run(move |_| work()).await
    }

    /// Makes a hash of an earlier, lower cost anew, from the password that has just opened
    /// it. `None` when its cost is today's, or when somebody waits for a hash: there will
    /// be another sign-in.
    pub(crate) async fn renewed(
        &self,
        password: &str,
        hashed: &Hashed,
        chance: &dyn Chance,
    ) -> Option<Hashed> {
        if !hashed.is_cheap() || !self.jobs.is_empty() {
            return None;
        }
        self.hash(password, chance).await.ok()
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

    /// Of «password», by argon2-cffi 25.1: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).
    const CHEAP: &str = "$argon2id$v=19$m=8,t=1,p=1$IWWYQ9CEM3m5/GNyMeLyKg$UlXiIkmODZHyhPllm7Cesu8FtBKQbUYY5NtnSJnQ7yw";

    #[test]
    fn a_hash_opens_to_its_password_only_and_in_any_memory() {
        let mut blocks = Vec::new();
        let made = hash("Okno-2026!", &[7; 16], &mut blocks).unwrap();
        assert!(made.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("Okno-2026!", &made, &mut blocks));
        assert!(!verify("Okno-2026?", &made, &mut blocks));
        assert!(!made.is_cheap() && !Hashed::none().is_cheap());
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
        let theirs = Hashed(CHEAP.to_owned());
        let mut blocks = vec![Block::new(); 100];
        assert!(verify("password", &theirs, &mut blocks));
        assert!(!verify("Password", &theirs, &mut blocks));
        assert!(theirs.is_cheap());
    }

    #[tokio::test]
    async fn more_than_the_queue_holds_are_told_to_wait() {
        let hasher = Hasher::new(1, &OsChance).unwrap();
        let made = hasher.hash("Okno-2026!", &OsChance).await.unwrap();
        let (hold, held) = std::sync::mpsc::channel::<()>();
        hasher
            .jobs
            .send(Box::new(move |_| assert!(held.recv().is_err())))
            .unwrap();
        while !hasher.jobs.is_empty() {
            tokio::task::yield_now().await;
        }
        // Nobody waits for these any more when their turn comes: they cost nothing.
        for _ in 0..QUEUE - 1 {
            let gone = hasher.verify("another", Some(&made));
            let gone = tokio::time::timeout(Duration::ZERO, gone).await;
            assert!(gone.is_err());
        }
        let mut last = Box::pin(hasher.verify("Okno-2026!", Some(&made)));
        assert!(
            tokio::time::timeout(Duration::ZERO, &mut last)
                .await
                .is_err()
        );
        let refused = hasher.verify("Okno-2026!", Some(&made)).await;
        assert!(matches!(refused, Err(Fault::Busy(_))));
        let cheap = Hashed(CHEAP.to_owned());
        let renewed = hasher.renewed("password", &cheap, &OsChance).await;
        assert!(renewed.is_none(), "nobody waits for a dearer hash");
        drop(hold);
        let begun = std::time::Instant::now();
        assert!(last.await.unwrap());
        assert!(begun.elapsed() < Duration::from_secs(3));
        assert!(!hasher.verify("Okno-2026!", None).await.unwrap());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn memory_is_given_back_when_nobody_signs_in() {
        fn resident_mib() -> i64 {
            let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
            let pages: i64 = statm.split(' ').nth(1).unwrap().parse().unwrap();
            pages * 4 / 1024
        }
        let hasher = Hasher::new(2, &OsChance).unwrap();
        let before = resident_mib();
        for _ in 0..3 {
            let (one, two) = tokio::join!(
                hasher.hash("Okno-2026!", &OsChance),
                hasher.hash("Okno-2026?", &OsChance)
            );
            assert!(one.is_ok() && two.is_ok());
            assert!(
                resident_mib() >= before + 15,
                "one at least is kept a while"
            );
            let begun = std::time::Instant::now();
            while resident_mib() > before + 10 {
                assert!(begun.elapsed() < KEPT * 20, "the memory is kept");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
