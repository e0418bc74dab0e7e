//! A line to one system: the queue, the deadline, the breaker, the counters.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okno_requisites::Clock;
use tokio::sync::Semaphore;

use crate::GatewayError;

/// Calls to one system at once.
pub(crate) const AT_ONCE: usize = 16;
/// Calls that may wait for a place; one more is turned away.
const WAITING: usize = 64;
/// Failures in a row that open the breaker.
const FAILURES: u32 = 5;
/// How long the breaker stays open.
const OPEN: SignedDuration = SignedDuration::from_secs(30);

/// The state of a line's circuit breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Calls go through.
    Closed,
    /// The system failed five times in a row: no calls before this time.
    Open {
        /// When one call may try.
        until: Timestamp,
    },
    /// One call tries whether the system answers again.
    Probing,
}

struct Breaker {
    state: State,
    failures: u32,
}

pub(crate) struct Line {
    name: &'static str,
    clock: Arc<dyn Clock>,
    deadline: Duration,
    places: Semaphore,
    waiting: AtomicUsize,
    breaker: Mutex<Breaker>,
}

/// Counts one that waits, as long as it waits.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A call let through the breaker. Dropped without a verdict (its job was
/// stopped), a probe makes room for the next.
struct Passage<'a> {
    line: &'a Line,
    probe: bool,
    settled: bool,
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        if self.probe && !self.settled {
            let now = self.line.clock.now();
            self.line.lock().state = State::Open { until: now };
        }
    }
}

impl Line {
    pub(crate) fn new(name: &'static str, clock: Arc<dyn Clock>, deadline: Duration) -> Self {
        Self {
            name,
            clock,
            deadline,
            places: Semaphore::new(AT_ONCE),
            waiting: AtomicUsize::new(0),
            breaker: Mutex::new(Breaker {
                state: State::Closed,
                failures: 0,
            }),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn state(&self) -> State {
        self.lock().state
    }

    fn lock(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn later(&self, by: Duration) -> Timestamp {
        self.clock
            .now()
            .checked_add(SignedDuration::try_from(by).unwrap_or(OPEN))
            .unwrap_or(Timestamp::MAX)
    }

    /// Makes a call. The deadline covers the whole of it.
    pub(crate) async fn call<T, F>(&self, run: F) -> Result<T, GatewayError>
    where
        F: Future<Output = Result<T, GatewayError>>,
    {
        // Allowed here: measuring, not telling the time.
        let started = std::time::Instant::now();
        let result = self.guarded(run).await;
        let word = match &result {
            Ok(_) => "ok",
            Err(GatewayError::Unavailable(_)) => "unavailable",
            Err(GatewayError::Overloaded { .. }) => "overloaded",
            Err(GatewayError::Refused(_)) => "refused",
            Err(GatewayError::Malformed(_)) => "malformed",
        };
        metrics::counter!("okno_gateway_calls_total", "system" => self.name, "result" => word)
            .increment(1);
        metrics::histogram!("okno_gateway_seconds", "system" => self.name)
            .record(started.elapsed().as_secs_f64());
        result
    }

    async fn guarded<T, F>(&self, run: F) -> Result<T, GatewayError>
    where
        F: Future<Output = Result<T, GatewayError>>,
    {
        // First a look at the breaker: who is turned away takes no place in the queue.
        self.looks_open()?;
        let _place = self.place().await?;
        let mut passage = self.pass()?;
        let result = match tokio::time::timeout(self.deadline, run).await {
            Ok(result) => result,
            Err(_) => Err(GatewayError::Unavailable(format!(
                "{}: no answer within the deadline",
                self.name
            ))),
        };
        passage.settled = true;
        self.settle(&result);
        result
    }

    fn looks_open(&self) -> Result<(), GatewayError> {
        match self.lock().state {
            State::Open { until } if self.clock.now() < until => {
                Err(GatewayError::Overloaded { until })
            }
            _ => Ok(()),
        }
    }

    async fn place(&self) -> Result<tokio::sync::SemaphorePermit<'_>, GatewayError> {
        if let Ok(place) = self.places.try_acquire() {
            return Ok(place);
        }
        let busy = || GatewayError::Overloaded {
            until: self.later(self.deadline),
        };
        let before = self.waiting.fetch_add(1, Ordering::AcqRel);
        let _waiting = Waiting(&self.waiting);
        if before >= WAITING {
            return Err(busy());
        }
        match tokio::time::timeout(self.deadline, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(busy()),
        }
    }

    /// Asks the breaker; the first call after the pause becomes the probe.
    fn pass(&self) -> Result<Passage<'_>, GatewayError> {
        let mut breaker = self.lock();
        let probe = match breaker.state {
            State::Closed => false,
            State::Open { until } if self.clock.now() < until => {
                return Err(GatewayError::Overloaded { until });
            }
            State::Open { .. } => {
                breaker.state = State::Probing;
                true
            }
            State::Probing => {
                return Err(GatewayError::Overloaded {
                    until: self.later(self.deadline),
                });
            }
        };
        Ok(Passage {
            line: self,
            probe,
            settled: false,
        })
    }

    fn settle<T>(&self, result: &Result<T, GatewayError>) {
        let failed = matches!(
            result,
            Err(GatewayError::Unavailable(_) | GatewayError::Malformed(_))
        );
        let mut breaker = self.lock();
        if !failed {
            if breaker.state != State::Closed {
                tracing::info!(system = self.name, "the system answers again");
            }
            breaker.failures = 0;
            breaker.state = State::Closed;
        } else {
            breaker.failures = breaker.failures.saturating_add(1);
            if breaker.state == State::Probing || breaker.failures >= FAILURES {
                let now = self.clock.now();
                let until = now.checked_add(OPEN).unwrap_or(Timestamp::MAX);
                if breaker.state == State::Closed {
                    tracing::warn!(system = self.name, "failed five times in a row; pausing");
                }
                breaker.state = State::Open { until };
            }
        }
        let open = f64::from(u8::from(breaker.state != State::Closed));
        metrics::gauge!("okno_gateway_open", "system" => self.name).set(open);
    }
}
