//! Requests a second from one address, in this process: a first shield before
//! any work is done. What must hold over all nodes is counted in the store.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::page::View;
use crate::words::Lang;

/// After so many requests the addresses that have been quiet are forgotten.
const SWEEP_EVERY: u64 = 10_000;

/// What a page at the gate depends on: language, look, whether it may be
/// asked for again. A few dozen pages at most.
pub(crate) type Look = (Lang, View, bool);

/// Whom a limit counts: an IPv4 address, or the network that one IPv6 subscriber has to
/// themselves (RFC 6177): whoever has one has 2^64 addresses.
pub(crate) fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>;

pub(crate) struct Gate {
    limiter: Option<Limiter>,
    asked: AtomicU64,
    pages: Mutex<HashMap<Look, Bytes>>,
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
            pages: Mutex::default(),
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
        limiter.check_key(&network(ip)).is_ok()
    }

    /// The page for those who are not let in. It is drawn once: drawing it for
    /// each request of a flood is what the gate spares.
    pub(crate) fn page(&self, look: Look, draw: impl FnOnce() -> String) -> Bytes {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.entry(look).or_insert_with(|| draw().into()).clone()
    }
}
