//! The only place that reads the clock of this machine.

use domain::Timestamp;
use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// How far the machine's clock is behind before it is said: smaller steps are a time server's everyday work.
const SAID_FROM_MS: i64 = 1_000;

/// Where the services take the time from; tests pass one that they move by hand.
pub trait TimeSource: Send + Sync + 'static {
    /// The moment it is.
    fn now(&self) -> Timestamp;
}

/// The clock of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemTime;

impl TimeSource for SystemTime {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(chrono::Utc::now().timestamp_millis())
    }
}

/// The clock of this machine, which goes on as before where that is set back.
///
/// A laptop that finds a network in the middle of a race is set right by it, some by hours. Race time, the order of laps
/// and the wait after wrong PINs are differences of moments, and stay right where no moment comes twice. A clock that is
/// set forward is followed: so it is too when a laptop has slept.
#[derive(Debug)]
pub struct SteadyTime(Mutex<Steady>);

#[derive(Debug)]
struct Steady {
    /// The machine's clock when it was last followed.
    at: Timestamp,
    /// The same by the clock that nobody sets.
    since: Instant,
    /// Whether it was said that the machine's clock is behind.
    said: bool,
}

impl Default for SteadyTime {
    fn default() -> Self {
        Self(Mutex::new(Steady { at: SystemTime.now(), since: Instant::now(), said: false }))
    }
}

impl TimeSource for SteadyTime {
    fn now(&self) -> Timestamp {
        let mut steady = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (machine, instant) = (SystemTime.now(), Instant::now());
        steady.follow(machine, instant)
    }
}

impl Steady {
    fn follow(&mut self, machine: Timestamp, instant: Instant) -> Timestamp {
        let passed = instant.saturating_duration_since(self.since).as_millis();
        let own = self.at.plus_ms(i64::try_from(passed).unwrap_or(i64::MAX));
        if machine >= own {
            *self = Self { at: machine, since: instant, said: false };
            return machine;
        }
        let behind_ms = own.since_ms(machine);
        if behind_ms > SAID_FROM_MS && !self.said {
            self.said = true;
            tracing::warn!(
                behind_ms,
                "this machine's clock was set back; times go on as before, and follow it from the next start on"
            );
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn time_goes_on_where_the_machines_clock_is_set_back() {
        let at = |s: i64| Timestamp::from_ms(1_800_000_000_000 + s * 1_000);
        let began = Instant::now();
        let mut steady = Steady { at: at(0), since: began, said: false };
        let mut follow = |machine, passed| steady.follow(at(machine), began + Duration::from_secs(passed));
        assert_eq!(follow(10, 10), at(10));
        assert_eq!(follow(-7_190, 11), at(11), "two hours back");
        assert_eq!(follow(-7_140, 61), at(61));
        assert_eq!(follow(700, 62), at(700), "forward, or after a sleep");
        assert_eq!(follow(701, 63), at(701));
    }
}
