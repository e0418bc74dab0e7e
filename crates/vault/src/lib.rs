//! Sealing of personal data before it reaches a disk.
//!
//! Every value is sealed in an envelope of its own: a fresh 256-bit data key
//! encrypts the value, the current master key encrypts the data key
//! (AES-256-GCM-SIV, RFC 8452, both times). The place of the value (table,
//! column, row) is the associated data, so a sealed value moved to another
//! row does not open. Rotation wraps the small data key anew and leaves the
//! body alone, which keeps it cheap for large files.
//!
//! Look-ups go through [`Vault::index`]: a keyed HMAC-SHA-256 of the
//! canonical value. It answers «is this the same phone?» and nothing else.
//!
//! The keys live in one file with owner-only rights ([`Vault::open_or_create`]).
//! Who has the database or its backup but not this file has nothing.

mod keyfile;

pub use keyfile::KeyFileError;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hmac::{Hmac, Mac};
use okno_requisites::{Chance, Clock};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

use keyfile::{Hold, KeyFile};

/// Where a sealed value lives. Part of the seal: a value opens only in its own place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Table (or, for files, the name of the store).
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// Primary key of the row.
    pub row: Uuid,
}

impl Place {
    /// Names a place.
    #[must_use]
    pub const fn new(table: &'static str, column: &'static str, row: Uuid) -> Self {
        Self { table, column, row }
    }

    fn associated(&self, part: &str) -> Vec<u8> {
        format!("okno1/{part}/{}/{}/{}", self.table, self.column, self.row).into_bytes()
    }
}

/// Why a sealed value did not open.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum VaultError {
    /// The bytes are not an envelope of ours.
    #[error("not a sealed value")]
    Malformed,
    /// Sealed under a master key that the key file does not hold.
    #[error("sealed under master key {0}, which the key file does not hold")]
    UnknownKey(u32),
    /// Wrong key, wrong place or changed bytes.
    #[error("the seal is broken: wrong place, wrong key or changed bytes")]
    Broken,
    /// The opened bytes are not what the reader expects.
    #[error("the sealed value has another shape than expected")]
    Shape,
}

const VERSION: u8 = 1;
const WRAPPED: usize = 32 + 16;
const HEADER: usize = 1 + 4 + 12 + WRAPPED;

struct Inner {
    file: RwLock<Arc<KeyFile>>,
    /// Held while the keys change, so that no two changes read the same state.
    changing: Mutex<()>,
    path: Option<PathBuf>,
    chance: Arc<dyn Chance>,
}

/// The keys and what can be done with them. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl Vault {
    /// Opens the key file, or makes it on the first run with rights for its
    /// owner only (mode 0600). A file that others may read is refused.
    /// The second value says whether the file was made now.
    pub fn open_or_create(
        path: &Path,
        clock: &dyn Clock,
        chance: Arc<dyn Chance>,
    ) -> Result<(Self, bool), KeyFileError> {
        // Only a file that is surely not there is made. A link to a volume that is
        // not mounted or a folder that may not be entered is an error: new keys
        // in its place would open nothing.
        let missing = || {
            std::fs::symlink_metadata(path)
                .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        };
        let made = if missing() {
            let _hold = Hold::of(path)?;
            // Another process may have made it while this one waited.
            missing()
                .then(|| {
                    let file = KeyFile::generate(clock, chance.as_ref());
                    file.write(path).map(|()| file)
                })
                .transpose()?
        } else {
            None
        };
        let fresh = made.is_some();
        let file = match made {
            Some(file) => file,
            None => KeyFile::read(path)?,
        };
        let inner = Inner {
            file: RwLock::new(Arc::new(file)),
            changing: Mutex::new(()),
            path: Some(path.to_owned()),
            chance,
        };
        Ok((Self(Arc::new(inner)), fresh))
    }

    /// Keys that live only in memory; for tests.
    #[must_use]
    pub fn in_memory(clock: &dyn Clock, chance: Arc<dyn Chance>) -> Self {
        let file = KeyFile::generate(clock, chance.as_ref());
        Self(Arc::new(Inner {
            file: RwLock::new(Arc::new(file)),
            changing: Mutex::new(()),
            path: None,
            chance,
        }))
    }

    fn keys(&self) -> Arc<KeyFile> {
        let keys = self.0.file.read();
        keys.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace(&self, keys: KeyFile) {
        let slot = self.0.file.write();
        *slot.unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// The keys as they are on the disk: another process may have changed them.
    fn latest(&self) -> Result<KeyFile, KeyFileError> {
        match &self.0.path {
            Some(path) => KeyFile::read(path),
            None => Ok((*self.keys()).clone()),
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut KeyFile) -> T) -> Result<T, KeyFileError> {
        let _changing = self.0.changing.lock();
        let _hold = self.0.path.as_deref().map(Hold::of).transpose()?;
        let mut next = self.latest()?;
        let result = change(&mut next);
        if let Some(path) = &self.0.path {
            next.write(path)?;
        }
        self.replace(next);
        Ok(result)
    }

    /// Adds a new master key and makes it the current one. Older keys stay,
    /// so that what they sealed still opens until it is wrapped anew.
    pub fn add_generation(&self, clock: &dyn Clock) -> Result<u32, KeyFileError> {
        self.change(|keys| keys.add(clock, self.0.chance.as_ref()))
    }

    /// Drops every master key older than this one. Call it only when nothing
    /// is sealed under them any more, and every process that seals has
    /// [`Vault::reload`]ed since this one was added. Newer keys stay: another
    /// rotation may be at work with them.
    pub fn retire_before(&self, id: u32) -> Result<usize, KeyFileError> {
        self.change(|keys| keys.retire_before(id))
    }

    /// Reads the key file again, when another process has changed it. A value
    /// sealed under a newer key than this process knows does that by itself.
    /// Returns the number of the current master key.
    pub fn reload(&self) -> Result<u32, KeyFileError> {
        let _changing = self.0.changing.lock();
        let keys = self.latest()?;
        let id = keys.current().0;
        self.replace(keys);
        Ok(id)
    }

    /// Seals bytes for one place.
    #[must_use]
    pub fn seal(&self, place: &Place, plain: &[u8]) -> Vec<u8> {
        let keys = self.keys();
        let mut data_key = Zeroizing::new([0u8; 32]);
        self.0.chance.fill(data_key.as_mut());
        let mut out = self.wrap(&keys, place, &data_key);
        // The data key is used once, so a fixed nonce is unique under it.
        let body = cipher(&data_key).encrypt(
            &Nonce::default(),
            Payload {
                msg: plain,
                aad: &place.associated("body"),
            },
        );
        // Encryption fails only past 64 GiB, which no caller can hold in memory here.
        out.extend(body.unwrap_or_default());
        out
    }

    fn wrap(&self, keys: &KeyFile, place: &Place, data_key: &[u8; 32]) -> Vec<u8> {
        let mut nonce = [0u8; 12];
        self.0.chance.fill(&mut nonce);
        let (id, master) = keys.current();
        let wrapped = cipher(master)
            .encrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: data_key,
                    aad: &place.associated("key"),
                },
            )
            .unwrap_or_default();
        let mut out = Vec::with_capacity(HEADER);
        out.push(VERSION);
        out.extend(id.to_be_bytes());
        out.extend(nonce);
        out.extend(wrapped);
        out
    }

    fn unwrap_key(
        &self,
        keys: &KeyFile,
        place: &Place,
        sealed: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        if sealed.len() < HEADER + 16 || sealed[0] != VERSION {
            return Err(VaultError::Malformed);
        }
        let id = u32::from_be_bytes([sealed[1], sealed[2], sealed[3], sealed[4]]);
        let master = keys.get(id).ok_or(VaultError::UnknownKey(id))?;
        let mut nonce = [0u8; 12];
        nonce.copy_from_slice(&sealed[5..17]);
        let key = cipher(master)
            .decrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: &sealed[17..HEADER],
                    aad: &place.associated("key"),
                },
            )
            .map_err(|_| VaultError::Broken)?;
        let key = Zeroizing::new(key);
        let key: [u8; 32] = key.as_slice().try_into().map_err(|_| VaultError::Broken)?;
        Ok(Zeroizing::new(key))
    }

    /// The data key, and the keys that it was found with: those of the file,
    /// read again, when the value was sealed under a newer one.
    fn find_key(
        &self,
        place: &Place,
        sealed: &[u8],
    ) -> Result<(Arc<KeyFile>, Zeroizing<[u8; 32]>), VaultError> {
        let mut keys = self.keys();
        let mut key = self.unwrap_key(&keys, place, sealed);
        if let Err(VaultError::UnknownKey(id)) = key
            && id > keys.current().0
            && self.reload().is_ok()
        {
            keys = self.keys();
            key = self.unwrap_key(&keys, place, sealed);
        }
        Ok((keys, key?))
    }

    /// Opens what [`Vault::seal`] sealed for the same place.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (_, key) = self.find_key(place, sealed)?;
        cipher(&key)
            .decrypt(
                &Nonce::default(),
                Payload {
                    msg: &sealed[HEADER..],
                    aad: &place.associated("body"),
                },
            )
            .map_err(|_| VaultError::Broken)
    }

    /// Seals a value as JSON. A value that has no JSON (a map with keys that
    /// are not text) is a fault of the program; it opens as [`VaultError::Shape`].
    #[must_use]
    pub fn seal_json<T: Serialize>(&self, place: &Place, value: &T) -> Vec<u8> {
        let plain = serde_json::to_vec(value);
        debug_assert!(plain.is_ok(), "a value for {place:?} has no JSON");
        let plain = Zeroizing::new(plain.unwrap_or_default());
        self.seal(place, &plain)
    }

    /// Opens a value sealed as JSON.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        place: &Place,
        sealed: &[u8],
    ) -> Result<T, VaultError> {
        let plain = Zeroizing::new(self.open(place, sealed)?);
        serde_json::from_slice(&plain).map_err(|_| VaultError::Shape)
    }

    /// Wraps the data key under the current master key. `None` when it is
    /// already there.
    pub fn rewrap(&self, place: &Place, sealed: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        let (keys, key) = self.find_key(place, sealed)?;
        if sealed[1..5] == keys.current().0.to_be_bytes() {
            return Ok(None);
        }
        let mut out = self.wrap(&keys, place, &key);
        out.extend(&sealed[HEADER..]);
        Ok(Some(out))
    }

    /// Blind index of a canonical value: 32 bytes that are equal for equal
    /// values of one purpose and tell nothing without the key file.
    #[must_use]
    pub fn index(&self, purpose: &str, value: &str) -> Vec<u8> {
        let keys = self.keys();
        // HMAC takes a key of any length, so this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(keys.index_key()) else {
            return Vec::new();
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Compares a stored index with a presented value in constant time.
    #[must_use]
    pub fn index_matches(&self, purpose: &str, value: &str, stored: &[u8]) -> bool {
        self.index(purpose, value).ct_eq(stored).into()
    }
}

fn cipher(key: &[u8; 32]) -> Aes256GcmSiv {
    Aes256GcmSiv::new(key.into())
}
