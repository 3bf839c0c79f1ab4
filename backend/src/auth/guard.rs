//! Limits on guessing: wrong tries in the last minute, of each source and, where few possibilities make it worth it, of all
//! under one ceiling. Right ones do not count.

use super::Source;
use domain::{Problem, Timestamp, limits};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

const WINDOW_MS: i64 = 60_000;
/// Fewer sources are not worth a sweep.
const SWEPT_MIN: usize = 64;

/// Counts wrong tries.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    tries: Mutex<Tries>,
    /// Whether ceilings hold. They do not where a secret is too long to be guessed from many addresses.
    has_ceilings: bool,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Tries {
    by_source: HashMap<String, VecDeque<Timestamp>>,
    /// At how many sources those without a recent try are dropped.
    sweep_at: usize,
    /// By the name of the ceiling.
    by_ceiling: HashMap<String, VecDeque<Timestamp>>,
}

impl Guard {
    /// A guard that keeps ceilings too.
    pub(crate) fn with_ceilings() -> Self {
        Self { has_ceilings: true, ..Self::default() }
    }

    /// Waits until nobody else is between [`Guard::check`] and [`Guard::wrong`]: many tries sent at once would all be
    /// let in before the first of them is found to be wrong.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Whether a source may try now.
    ///
    /// # Errors
    /// Too many, with the seconds until the oldest wrong try is forgotten.
    pub(crate) fn check(&self, source: &Source, now: Timestamp) -> Result<(), Problem> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wrong) = tries.by_source.get_mut(&source.name) {
            forget(wrong, now);
            if wrong.len() >= limits::WRONG_PER_ADDRESS_PER_MIN {
                return Err(wait_for(wrong, now));
            }
        }
        let ceiling = source.ceiling.as_ref().filter(|_| self.has_ceilings);
        let Some(wrong) = ceiling.and_then(|name| tries.by_ceiling.get_mut(name)) else { return Ok(()) };
        forget(wrong, now);
        if wrong.len() >= limits::WRONG_OVERALL_PER_MIN {
            return Err(wait_for(wrong, now));
        }
        Ok(())
    }

    /// Notes a wrong try.
    pub(crate) fn wrong(&self, source: &Source, now: Timestamp) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ceiling) = source.ceiling.as_ref().filter(|_| self.has_ceilings) {
            let wrong = tries.by_ceiling.entry(ceiling.clone()).or_default();
            forget(wrong, now);
            wrong.push_back(now);
        }
        tries.by_source.entry(source.name.clone()).or_default().push_back(now);
        // Sources without a recent try are dropped, so the map is about as large as a minute's wrong tries; only as often as
        // it has doubled, for it is walked whole.
        if tries.by_source.len() >= tries.sweep_at {
            tries.by_source.retain(|_, wrong| {
                forget(wrong, now);
                !wrong.is_empty()
            });
            tries.sweep_at = (2 * tries.by_source.len()).max(SWEPT_MIN);
        }
    }

    /// Notes a wrong try of a secret that cannot be guessed: it is judged first, so that a right one always gets through.
    ///
    /// # Errors
    /// Too many, where the source had its share of wrong ones before.
    pub(crate) fn refuse(&self, source: &Source, now: Timestamp) -> Result<(), Problem> {
        self.check(source, now)?;
        self.wrong(source, now);
        Ok(())
    }
}

fn forget(wrong: &mut VecDeque<Timestamp>, now: Timestamp) {
    while wrong.front().is_some_and(|at| now.since_ms(*at) >= WINDOW_MS) {
        wrong.pop_front();
    }
}

fn wait_for(wrong: &VecDeque<Timestamp>, now: Timestamp) -> Problem {
    let left = wrong.front().map_or(WINDOW_MS, |at| WINDOW_MS - now.since_ms(*at));
    Problem::too_many(left.max(1).cast_unsigned().div_ceil(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Networks;
    use std::net::IpAddr;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    fn source(address: impl Into<IpAddr>) -> Source {
        let networks = Networks::default();
        networks.set(vec![("wlan0".into(), "192.168.0.0/16".parse().unwrap())]);
        Source::at(address.into(), &networks)
    }

    #[test]
    fn ten_wrong_tries_a_minute_close_one_address_only() {
        let (guard, here, there) = (Guard::default(), source([10, 0, 0, 1]), source([10, 0, 0, 2]));
        for s in 0..10 {
            assert!(guard.check(&here, at(s)).is_ok());
            guard.wrong(&here, at(s));
        }
        assert_eq!(guard.check(&here, at(10)).unwrap_err().retry_after_s, Some(50));
        assert!(guard.check(&there, at(10)).is_ok());
        assert!(guard.check(&here, at(60)).is_ok());
    }

    #[test]
    fn each_ceiling_stops_its_own_and_nobody_who_is_known() {
        let (guard, unlimited) = (Guard::with_ceilings(), Guard::default());
        for n in 0..limits::WRONG_OVERALL_PER_MIN {
            let stranger = source(u32::try_from(n).unwrap().to_be_bytes());
            guard.wrong(&stranger, at(0));
            unlimited.wrong(&stranger, at(0));
        }
        let stranger = source([1, 2, 3, 4]);
        assert!(guard.check(&stranger, at(1)).is_err());
        assert!(guard.check(&stranger.clone().known(true), at(1)).is_ok());
        assert!(guard.check(&source([192, 168, 0, 9]), at(1)).is_ok(), "a neighbour is under another ceiling");
        assert!(unlimited.check(&stranger, at(1)).is_ok());
        assert!(guard.check(&stranger, at(60)).is_ok());

        for n in 0..limits::WRONG_OVERALL_PER_MIN {
            let [.., a, b] = u32::try_from(n).unwrap().to_be_bytes();
            guard.wrong(&source([192, 168, a, b]), at(100));
        }
        assert!(guard.check(&source([192, 168, 9, 9]), at(101)).is_err());
        assert!(guard.check(&stranger, at(101)).is_ok());
    }

    #[test]
    fn wrong_secrets_beyond_the_limit_do_not_make_the_wait_longer() {
        let (guard, here) = (Guard::default(), source([10, 0, 0, 1]));
        let refused = (0..30).filter(|s| guard.refuse(&here, at(*s)).is_err()).count();
        assert_eq!((refused, guard.refuse(&here, at(60))), (20, Ok(())));
    }
}
