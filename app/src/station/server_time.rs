//! The server's time as a tablet knows it.

use domain::Timestamp;

/// Age after which a measurement is replaced by any newer one, in milliseconds: tablets' clocks drift, and are set.
const FRESH_MS: i64 = 10 * 60_000;

#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "units stand last")]
struct Sample {
    offset_ms: i64,
    round_trip_ms: i64,
    measured_at_ms: i64,
}

/// By how much a measurement may set a player's next lap before the last one, in milliseconds: that much is jitter of the
/// network. What is more was a clock that was set, and the earlier lap was the wrong one.
const JITTER_MS_MAX: i64 = 2_000;

/// How far the tablet's clock lies behind the server's. Until it is measured the tablet's own time is taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct ServerTime(Option<Sample>);

impl ServerTime {
    /// Takes over an answer: asked and received by the tablet's clock, in between the server's time. The answer with
    /// the shortest way is kept, because its middle is known best.
    pub fn measured(&mut self, asked_ms: i64, received_ms: i64, server: Timestamp) {
        let round_trip_ms = received_ms - asked_ms;
        if round_trip_ms < 0 {
            return; // the tablet's clock was set meanwhile
        }
        let sample = Sample {
            offset_ms: server.ms() - i64::midpoint(asked_ms, received_ms),
            round_trip_ms,
            measured_at_ms: received_ms,
        };
        let keeps = self.0.is_some_and(|old| {
            let age_ms = received_ms - old.measured_at_ms;
            (0..FRESH_MS).contains(&age_ms)
                && old.round_trip_ms <= round_trip_ms
                && (sample.offset_ms - old.offset_ms).abs() <= round_trip_ms
        });
        if !keeps {
            self.0 = Some(sample);
        }
    }

    /// Takes over what was measured before the page was opened. Any measurement is better.
    pub fn remember(&mut self, offset_ms: i64, local_ms: i64) {
        if self.0.is_none() {
            self.0 = Some(Sample { offset_ms, round_trip_ms: i64::MAX, measured_at_ms: local_ms });
        }
    }

    /// How long the answer took by which the time is known, in milliseconds; none where it is only remembered.
    pub fn round_trip_ms(&self) -> Option<u32> {
        self.0.and_then(|sample| u32::try_from(sample.round_trip_ms).ok())
    }

    /// How far the server's clock is ahead of the tablet's, in milliseconds.
    pub fn offset_ms(&self) -> i64 {
        self.0.map_or(0, |sample| sample.offset_ms)
    }

    /// The server's time at a moment of the tablet's clock.
    pub fn at(&self, local_ms: i64) -> Timestamp {
        Timestamp::from_ms(local_ms + self.offset_ms())
    }
}

/// When a player's lap is counted that is tapped now, after the last one: laps of one player keep their order.
pub fn in_order(now: Timestamp, last: Option<Timestamp>) -> Timestamp {
    match last {
        Some(last) if (0..=JITTER_MS_MAX).contains(&last.since_ms(now)) => last.plus_ms(1),
        _ => now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms)
    }

    #[test]
    fn the_middle_of_the_shortest_way_is_taken() {
        let mut time = ServerTime::default();
        assert_eq!((time.at(5), time.round_trip_ms()), (ms(5), None));
        time.measured(1_000, 1_400, ms(9_200));
        assert_eq!(time.at(2_000), ms(10_000));
        time.measured(2_000, 2_020, ms(10_060));
        assert_eq!(time.at(3_000), ms(11_050));
        time.measured(3_000, 3_900, ms(11_900));
        assert_eq!(time.at(3_000), ms(11_050), "a longer way tells less");
    }

    #[test]
    fn a_clock_that_was_set_is_noticed() {
        let mut time = ServerTime::default();
        time.measured(1_000, 1_010, ms(1_005));
        time.measured(61_000, 61_030, ms(2_000));
        assert_eq!(time.at(61_000), ms(1_985));
    }

    #[test]
    fn a_players_laps_keep_their_order_where_the_measurement_jumps() {
        assert_eq!(in_order(ms(10_000), None), ms(10_000));
        assert_eq!(in_order(ms(10_000), Some(ms(9_000))), ms(10_000));
        assert_eq!(in_order(ms(10_000), Some(ms(10_300))), ms(10_301));
        assert_eq!(in_order(ms(10_000), Some(ms(610_000))), ms(10_000), "a clock that was ten minutes ahead");
    }

    #[test]
    fn what_was_remembered_holds_until_it_is_measured() {
        let mut time = ServerTime::default();
        time.remember(600_000, 1_000);
        assert_eq!(time.at(2_000), ms(602_000));
        time.measured(3_000, 3_900, ms(3_500));
        time.remember(600_000, 4_000);
        assert_eq!(time.at(4_000), ms(4_050));
    }

    #[test]
    fn an_old_measurement_gives_way() {
        let mut time = ServerTime::default();
        time.measured(0, 10, ms(5));
        time.measured(700_000, 700_100, ms(700_060));
        assert_eq!(time.at(700_100), ms(700_110));
    }
}
