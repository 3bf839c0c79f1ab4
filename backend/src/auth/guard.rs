//! Limits on guessing: wrong tries in the last minute, per address and, where few possibilities make it worth it,
//! overall. Right ones do not count.

use domain::{Problem, Timestamp, limits};
use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

const WINDOW_MS: i64 = 60_000;

/// Counts wrong tries.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    tries: Mutex<Tries>,
    /// Wrong tries a minute from all addresses together; none where a secret is too long to be guessed from many, and
    /// a limit would only let strangers lock everyone out.
    overall_max: Option<usize>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Tries {
    by_address: HashMap<IpAddr, VecDeque<Timestamp>>,
    all: VecDeque<Timestamp>,
}

impl Guard {
    /// A guard with a limit over all addresses too.
    pub(crate) fn with_ceiling() -> Self {
        Self { overall_max: Some(limits::WRONG_OVERALL_PER_MIN), ..Self::default() }
    }

    /// Waits until nobody else is between [`Guard::check`] and [`Guard::wrong`]: many tries sent at once would all be
    /// let in before the first of them is found to be wrong.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Whether an address may try now.
    ///
    /// # Errors
    /// Too many, with the seconds until the oldest wrong try is forgotten.
    pub(crate) fn check(&self, from: IpAddr, now: Timestamp) -> Result<(), Problem> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        forget(&mut tries.all, now);
        if self.overall_max.is_some_and(|max| tries.all.len() >= max) {
            return Err(wait_for(&tries.all, now));
        }
        let Some(wrong) = tries.by_address.get_mut(&network(from)) else { return Ok(()) };
        forget(wrong, now);
        if wrong.len() >= limits::WRONG_PER_ADDRESS_PER_MIN { Err(wait_for(wrong, now)) } else { Ok(()) }
    }

    /// Notes a wrong try.
    pub(crate) fn wrong(&self, from: IpAddr, now: Timestamp) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        forget(&mut tries.all, now);
        tries.all.push_back(now);
        tries.by_address.entry(network(from)).or_default().push_back(now);
        // Addresses without a recent try are dropped, so the map is no larger than a minute's wrong tries.
        tries.by_address.retain(|_, wrong| {
            forget(wrong, now);
            !wrong.is_empty()
        });
    }
}

/// The part of an address that one guesser cannot change at will: all of IPv4, the /64 of IPv6.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn forget(wrong: &mut VecDeque<Timestamp>, now: Timestamp) {
    while wrong.front().is_some_and(|at| now.since_ms(*at) >= WINDOW_MS) {
        wrong.pop_front();
    }
}

fn wait_for(wrong: &VecDeque<Timestamp>, now: Timestamp) -> Problem {
    let oldest = wrong.front().map_or(WINDOW_MS, |at| WINDOW_MS - now.since_ms(*at));
    Problem::too_many(oldest.max(1).cast_unsigned().div_ceil(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    #[test]
    fn ten_wrong_tries_a_minute_close_one_address_only() {
        let (guard, here, there) = (Guard::default(), IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for s in 0..10 {
            assert!(guard.check(here, at(s)).is_ok());
            guard.wrong(here, at(s));
        }
        assert_eq!(guard.check(here, at(10)).unwrap_err().retry_after_s, Some(50));
        assert!(guard.check(there, at(10)).is_ok());
        assert!(guard.check(here, at(60)).is_ok());
    }

    #[test]
    fn guessing_from_many_addresses_is_limited_too() {
        let (guard, unlimited) = (Guard::with_ceiling(), Guard::default());
        for n in 0..limits::WRONG_OVERALL_PER_MIN {
            let address = IpAddr::from(u32::try_from(n).unwrap().to_be_bytes());
            guard.wrong(address, at(0));
            unlimited.wrong(address, at(0));
        }
        assert!(guard.check(IpAddr::from([1, 2, 3, 4]), at(1)).is_err());
        assert!(unlimited.check(IpAddr::from([1, 2, 3, 4]), at(1)).is_ok());
        assert!(guard.check(IpAddr::from([1, 2, 3, 4]), at(60)).is_ok());
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one() {
        let (guard, one, other) = (Guard::default(), "fd00::1".parse().unwrap(), "fd00::2".parse().unwrap());
        for _ in 0..10 {
            guard.wrong(one, at(0));
        }
        assert!(guard.check(other, at(0)).is_err());
    }
}
