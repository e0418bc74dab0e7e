//! The services that are worked on: those of the portal as they stand now, or those of a
//! folder that is being written. A folder with mistakes leaves the last good ones where they
//! are.

use std::sync::{Arc, PoisonError, RwLock};

use okno_catalogue::{Catalogue, Problem, Shelf};

/// What lies on the bench. All clones are one.
#[derive(Debug, Clone)]
pub struct Bench {
    shelf: Shelf,
    problems: Arc<RwLock<Arc<[Problem]>>>,
}

impl Bench {
    /// With the services of this shelf.
    #[must_use]
    pub fn new(shelf: Shelf) -> Self {
        Self {
            shelf,
            problems: Arc::new(RwLock::new(Arc::new([]))),
        }
    }

    /// Says what is wrong with the folder now; nothing, once it is mended.
    pub fn note(&self, problems: Vec<Problem>) {
        let mut noted = self
            .problems
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *noted = problems.into();
    }

    /// The last services without mistakes.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue {
        self.shelf.now()
    }

    /// What is wrong with the folder since then.
    #[must_use]
    pub fn problems(&self) -> Arc<[Problem]> {
        let noted = self.problems.read().unwrap_or_else(PoisonError::into_inner);
        noted.clone()
    }
}
