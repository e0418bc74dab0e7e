//! Requests a second from one address, in this process: a first shield before
//! any work is done. What must hold over all nodes is counted in the store.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

/// After so many requests the addresses that have been quiet are forgotten.
const SWEEP_EVERY: u64 = 10_000;

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>;

pub(crate) struct Gate {
    limiter: Option<Limiter>,
    asked: AtomicU64,
}

impl Gate {
    pub(crate) fn new(per_second: u32) -> Self {
        let limiter = NonZeroU32::new(per_second).map(|rate| {
            let burst = NonZeroU32::new(per_second.saturating_mul(6)).unwrap_or(rate);
            RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst))
        });
        Self {
            limiter,
            asked: AtomicU64::new(0),
        }
    }

    pub(crate) fn lets_in(&self, ip: IpAddr) -> bool {
        let Some(limiter) = &self.limiter else {
            return true;
        };
        // So that memory stays bounded; not at every refusal, or refusing a
        // flood would cost more than answering it.
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            limiter.retain_recent();
        }
        limiter.check_key(&ip).is_ok()
    }
}
