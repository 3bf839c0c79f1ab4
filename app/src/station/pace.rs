//! A player's pace, from the laps that this tablet has seen.

use domain::Timestamp;

/// Laps remembered: the median of this many intervals follows a change of pace, and one missed tap does not turn it.
const MOMENTS_KEPT: usize = 8;
/// How far beyond the expected time a player is overdue, as a factor: pace varies by a fifth from lap to lap.
const OVERDUE_FACTOR: f64 = 1.3;

/// When a player's laps were seen, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pace {
    moments: Vec<Timestamp>,
}

impl Pace {
    /// Takes over when the last lap was counted; an earlier moment than before means that later ones were taken back.
    pub fn follow(&mut self, last: Option<Timestamp>) {
        let Some(last) = last else {
            self.moments.clear();
            return;
        };
        self.moments.retain(|moment| *moment < last);
        self.moments.push(last);
        let surplus = self.moments.len().saturating_sub(MOMENTS_KEPT);
        self.moments.drain(..surplus);
    }

    /// When the last lap was counted.
    pub fn last(&self) -> Option<Timestamp> {
        self.moments.last().copied()
    }

    /// Milliseconds since the last lap.
    pub fn since_ms(&self, now: Timestamp) -> Option<i64> {
        self.last().map(|last| now.since_ms(last).max(0))
    }

    /// How long a lap takes, in milliseconds: the median of the intervals seen, once there are two.
    pub fn expected_ms(&self) -> Option<i64> {
        let mut intervals: Vec<i64> = self.moments.windows(2).map(|pair| pair[1].since_ms(pair[0])).collect();
        intervals.sort_unstable();
        let middle = intervals.len() / 2;
        match intervals.len() {
            0 | 1 => None,
            even if even % 2 == 0 => Some(i64::midpoint(intervals[middle - 1], intervals[middle])),
            _ => Some(intervals[middle]),
        }
    }

    /// How much of the expected time has passed: 0 just after a lap, 1 when the next one is due.
    #[expect(clippy::cast_precision_loss, reason = "spans of minutes, in milliseconds")]
    pub fn progress(&self, now: Timestamp) -> Option<f64> {
        let (since, expected) = (self.since_ms(now)?, self.expected_ms()?);
        Some(since as f64 / expected.max(1) as f64)
    }

    /// Whether the next lap should have been here for a while.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.progress(now).is_some_and(|progress| progress >= OVERDUE_FACTOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    fn seen(seconds: &[i64]) -> Pace {
        let mut pace = Pace::default();
        for s in seconds {
            pace.follow(Some(at(*s)));
        }
        pace
    }

    #[test]
    fn one_missed_tap_does_not_turn_the_median() {
        assert_eq!(seen(&[0, 50, 101, 200, 250]).expected_ms(), Some(50_500));
        assert_eq!(seen(&[0, 50]).expected_ms(), None);
        assert_eq!(seen(&[0, 40, 100]).expected_ms(), Some(50_000));
    }

    #[test]
    fn a_lap_taken_back_is_forgotten() {
        let mut pace = seen(&[0, 50, 100]);
        pace.follow(Some(at(50)));
        assert_eq!(pace, seen(&[0, 50]));
        pace.follow(None);
        assert_eq!(pace.last(), None);
    }

    #[test]
    fn the_same_moment_twice_is_one_lap() {
        assert_eq!(seen(&[0, 50, 50, 50]), seen(&[0, 50]));
    }

    #[test]
    fn overdue_is_well_after_due() {
        let pace = seen(&[0, 50, 100]);
        assert!(!pace.is_overdue(at(155)));
        assert!(pace.is_overdue(at(166)));
        assert_eq!(pace.progress(at(125)), Some(0.5));
    }
}
