//! Where signatures are computed: a few threads, a short queue.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Works that may wait behind those under way.
const QUEUE: usize = 32;

/// No place and no room to wait, or the work broke down. Worth trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many signatures are being checked at once")]
pub struct Busy;

/// Runs works on threads of their own, so many at once. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bench {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Bench {
    /// With so many works at once, at least one.
    #[must_use]
    pub fn new(places: usize) -> Self {
        let places = places.max(1);
        Self {
            places: Arc::new(Semaphore::new(places)),
            queue: Arc::new(Semaphore::new(places + QUEUE)),
        }
    }

    /// Does the work.
    ///
    /// # Errors
    /// [`Busy`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let queued = self.queue.clone().try_acquire_owned().map_err(|_| Busy)?;
        let place = self.places.clone().acquire_owned().await;
        let place = place.map_err(|_| Busy)?;
        // Whoever asked may go away; the place is taken as long as the work runs.
        tokio::task::spawn_blocking(move || {
            let _held = (queued, place);
            work()
        })
        .await
        .map_err(|_| Busy)
    }
}
