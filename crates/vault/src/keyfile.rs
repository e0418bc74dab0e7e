//! The key file: JSON, one line a key, rights for its owner only.

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use okno_requisites::{Chance, Clock};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Why the key file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Reading or writing failed.
    #[error("key file {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others than its owner may read it.
    #[error("key file {0} can be read by others: run `chmod 600 {0}` and ask who has read it")]
    Rights(PathBuf),
    /// Not a key file.
    #[error(
        "key file {0} is damaged: put back its backup, without it nothing sealed can be opened"
    )]
    Damaged(PathBuf),
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Written {
    about: String,
    index: String,
    generations: Vec<Generation>,
    /// Tells a damaged key from a right one before anything is sealed under it.
    check: String,
}

impl Written {
    fn sum(&self) -> String {
        let mut sum = Sha256::new();
        sum.update(self.index.as_bytes());
        for generation in &self.generations {
            sum.update(
                format!(
                    "/{}/{}/{}",
                    generation.id, generation.made, generation.secret
                )
                .as_bytes(),
            );
        }
        BASE64.encode(&sum.finalize()[..12])
    }
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Generation {
    id: u32,
    made: String,
    secret: String,
}

#[derive(Clone)]
struct Master {
    made: String,
    secret: [u8; 32],
}

#[derive(Clone)]
pub(crate) struct KeyFile {
    index: [u8; 32],
    masters: BTreeMap<u32, Master>,
    current: (u32, [u8; 32]),
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        self.index.zeroize();
        self.current.1.zeroize();
        for master in self.masters.values_mut() {
            master.secret.zeroize();
        }
    }
}

impl KeyFile {
    pub(crate) fn generate(clock: &dyn Clock, chance: &dyn Chance) -> Self {
        let mut index = [0u8; 32];
        chance.fill(&mut index);
        let mut file = Self {
            index,
            masters: BTreeMap::new(),
            current: (0, [0u8; 32]),
        };
        file.add(clock, chance);
        file
    }

    pub(crate) fn add(&mut self, clock: &dyn Clock, chance: &dyn Chance) -> u32 {
        let id = self.current.0 + 1;
        let mut secret = [0u8; 32];
        chance.fill(&mut secret);
        let made = clock.now().to_string();
        self.masters.insert(id, Master { made, secret });
        self.current = (id, secret);
        id
    }

    pub(crate) fn retire_before(&mut self, first: u32) -> usize {
        let before = self.masters.len();
        // The current one stays whatever is asked for.
        let first = first.min(self.current.0);
        self.masters.retain(|id, _| *id >= first);
        before - self.masters.len()
    }

    pub(crate) fn current(&self) -> (u32, &[u8; 32]) {
        (self.current.0, &self.current.1)
    }

    pub(crate) fn get(&self, id: u32) -> Option<&[u8; 32]> {
        self.masters.get(&id).map(|m| &m.secret)
    }

    pub(crate) fn index_key(&self) -> &[u8; 32] {
        &self.index
    }

    pub(crate) fn read(path: &Path) -> Result<Self, KeyFileError> {
        let io = |source| KeyFileError::Io {
            path: path.to_owned(),
            source,
        };
        let mode = std::fs::metadata(path).map_err(io)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Rights(path.to_owned()));
        }
        let text = Zeroizing::new(std::fs::read(path).map_err(io)?);
        Self::parse(&text).ok_or_else(|| KeyFileError::Damaged(path.to_owned()))
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(text).ok()?;
        if written.sum() != written.check {
            return None;
        }
        let mut masters = BTreeMap::new();
        for generation in &written.generations {
            let master = Master {
                made: generation.made.clone(),
                secret: secret(&generation.secret)?,
            };
            if masters.insert(generation.id, master).is_some() {
                return None;
            }
        }
        let (id, last) = masters.last_key_value()?;
        let current = (*id, last.secret);
        Some(Self {
            index: secret(&written.index)?,
            masters,
            current,
        })
    }

    /// Writes beside the old file and renames, so that a crash leaves one whole file.
    pub(crate) fn write(&self, path: &Path) -> Result<(), KeyFileError> {
        let io = |source| KeyFileError::Io {
            path: path.to_owned(),
            source,
        };
        let mut written = Written {
            check: String::new(),
            about: "Master keys of Okno. Keep a copy apart from the database; \
                    whoever has both reads everything."
                .to_owned(),
            index: BASE64.encode(&self.index),
            generations: self
                .masters
                .iter()
                .map(|(id, m)| Generation {
                    id: *id,
                    made: m.made.clone(),
                    secret: BASE64.encode(&m.secret),
                })
                .collect(),
        };
        written.check = written.sum();
        let text = serde_json::to_vec_pretty(&written).map_err(|e| io(std::io::Error::other(e)))?;
        let text = Zeroizing::new(text);
        // Through a link, so that the file stays on the volume it was put on.
        let target = std::fs::canonicalize(path);
        let path = target.as_deref().unwrap_or(path);
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir).map_err(io)?;
        }
        let beside = path.with_extension("new");
        // One left by a crash may have other rights: these count only when a file is made.
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)
            .map_err(io)?;
        file.write_all(&text).map_err(io)?;
        file.sync_all().map_err(io)?;
        std::fs::rename(&beside, path).map_err(io)?;
        if let Some(dir) = path.parent().filter(|d| !d.as_os_str().is_empty()) {
            std::fs::File::open(dir)
                .and_then(|d| d.sync_all())
                .map_err(io)?;
        }
        Ok(())
    }
}

/// Held while the file is made or changed, so that two processes do not write
/// over each other's keys: what the lost one sealed would open nowhere. It locks
/// the folder, since the file itself is replaced by another one.
pub(crate) struct Hold(#[expect(dead_code, reason = "closing it lets go")] Option<std::fs::File>);

impl Hold {
    pub(crate) fn of(path: &Path) -> Result<Self, KeyFileError> {
        let io = |source| KeyFileError::Io {
            path: path.to_owned(),
            source,
        };
        let dir = match path.parent() {
            Some(dir) if !dir.as_os_str().is_empty() => dir,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(dir).map_err(io)?;
        let dir = std::fs::File::open(dir).map_err(io)?;
        match dir.lock() {
            Ok(()) => Ok(Self(Some(dir))),
            // A file system without locks: one process at a time must do.
            Err(error) if error.kind() == std::io::ErrorKind::Unsupported => Ok(Self(None)),
            Err(error) => Err(io(error)),
        }
    }
}

fn secret(text: &str) -> Option<[u8; 32]> {
    BASE64.decode(text.as_bytes()).ok()?.try_into().ok()
}
