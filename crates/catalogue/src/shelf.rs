//! The catalogue as it stands now, and the former editions of services under which cases are
//! still under way.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::load::{self, Catalogue, Problem};
use crate::pack::{Pack, PackError};
use crate::service::Service;

/// So many former editions are held at once; one that is asked for again is read again.
const MOST_KEPT: usize = 256;

/// Why a former edition cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// Its file is damaged or has no room.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// It does not load in this version of the program.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Wrong(Vec<Problem>),
}

#[derive(Debug)]
struct Inner {
    now: RwLock<Catalogue>,
    kept: Mutex<HashMap<String, Arc<Service>>>,
    /// Where their templates lie.
    folder: Mutex<Option<tempfile::TempDir>>,
}

/// The catalogue, exchangeable while the portal runs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Shelf(Arc<Inner>);

impl Shelf {
    /// With this catalogue.
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Self {
        Self(Arc::new(Inner {
            now: RwLock::new(catalogue),
            kept: Mutex::default(),
            folder: Mutex::default(),
        }))
    }

    /// The catalogue as it stands now. Whoever works with it keeps what it was to the end.
    #[must_use]
    pub fn now(&self) -> Catalogue {
        let now = self.0.now.read();
        now.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Another catalogue stands from now on.
    pub fn put(&self, catalogue: Catalogue) {
        let mut now = self.0.now.write().unwrap_or_else(PoisonError::into_inner);
        *now = catalogue;
    }

    /// An edition that is at hand: as it stands now, or read before.
    #[must_use]
    pub fn edition(&self, service: &str, edition: &str) -> Option<Arc<Service>> {
        let now = self.now();
        if let Some(found) = now.get(service).filter(|one| one.edition == edition) {
            return Some(found.clone());
        }
        let kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(edition).cloned()
    }

    fn folder(&self, edition: &str) -> Result<PathBuf, PackError> {
        let mut folder = self.0.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let dir = match folder.take() {
            Some(dir) => dir,
            None => tempfile::Builder::new()
                .prefix("okno-editions")
                .tempdir()
                .map_err(|error| PackError::File {
                    path: std::env::temp_dir(),
                    error,
                })?,
        };
        let path = dir.path().join(edition);
        *folder = Some(dir);
        Ok(path)
    }

    /// Reads a former edition, from [`Pack::to_zip`]. Takes some milliseconds and the disk.
    ///
    /// # Errors
    /// See [`KeptError`].
    pub fn keep(&self, edition: &str, zip: &[u8]) -> Result<Arc<Service>, KeptError> {
        let pack = Pack::from_zip(zip)?;
        if pack.edition() != edition {
            return Err(PackError::Odd("it is another edition than it says".to_owned()).into());
        }
        let dir = self.folder(edition)?;
        pack.write_all(&dir)?;
        let service = Arc::new(load::kept(&dir, edition).map_err(KeptError::Wrong)?);
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(edition.to_owned(), service.clone());
        Ok(service)
    }
}
