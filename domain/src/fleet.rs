//! The fleet: what stations say of themselves, and what of it should worry somebody.

use crate::{
    Timestamp,
    device::DeviceView,
    ids::{DeviceId, EventId, LaneId},
};
use serde::{Deserialize, Serialize};

/// How often a station says how it is, in milliseconds, while nothing about it changes.
pub const REPORT_EVERY_MS: i64 = 15_000;
/// How long a station with players in its lane may say nothing, in milliseconds: two of its words may be lost on a bad
/// Wi-Fi, the third one missing is silence.
pub const SILENT_MS: i64 = 3 * REPORT_EVERY_MS + 5_000;
/// How long taps may wait on a tablet, in milliseconds, before somebody should look at its network. Shorter waits are
/// what the queue is for.
pub const UNSENT_MS: i64 = 60_000;
/// From this charge down a tablet that is not charging should get a cable, in per cent: about an hour of a lit screen.
pub const BATTERY_LOW_PERCENT: u8 = 20;
/// From this difference on a tablet's clock is wrong, in milliseconds. Its taps are corrected by it, so it is no alarm.
pub const CLOCK_OFF_MS: i64 = 60_000;
/// Characters of a build's name, at most.
pub const BUILD_LEN_MAX: usize = 40;

/// How much a tablet has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Battery {
    /// Charge in per cent, 0 to 100.
    #[cfg_attr(feature = "schema", schemars(range(max = 100)))]
    pub percent: u8,
    /// Whether it is on a cable.
    pub charging: bool,
}

/// What a station says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StationReport {
    /// The lane that it counts; none before one is chosen, and after it was left.
    pub lane: Option<LaneId>,
    /// Taps that the server has not answered yet.
    pub unsent: u32,
    /// Since when the oldest of them waits, by the server's time.
    pub unsent_since: Option<Timestamp>,
    /// Taps that this server had lost, as after a restored backup, and that were sent again.
    pub sent_again: u32,
    /// The newest tap, by the server's time.
    pub last_tap_at: Option<Timestamp>,
    /// How far the server's clock is ahead of the tablet's, in milliseconds.
    pub clock_offset_ms: i64,
    /// How long the server takes to answer, there and back, in milliseconds; none before it was measured.
    pub round_trip_ms: Option<u32>,
    /// How much the tablet has left, where its browser tells.
    pub battery: Option<Battery>,
    /// Whether taps are on the tablet's disk before they are sent; else in memory only.
    pub on_disk: bool,
    /// Which build of the pages runs there, as its files are named; empty where nobody knows.
    pub build: String,
}

impl Default for StationReport {
    fn default() -> Self {
        Self {
            lane: None,
            unsent: 0,
            unsent_since: None,
            sent_again: 0,
            last_tap_at: None,
            clock_offset_ms: 0,
            round_trip_ms: None,
            battery: None,
            on_disk: true,
            build: String::new(),
        }
    }
}

/// A station as it was last heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StationState {
    /// The event that it counts for.
    pub event: EventId,
    /// What it said.
    pub report: StationReport,
    /// When it said it.
    pub reported_at: Timestamp,
    /// Who was on shift there.
    pub operator: Option<String>,
    /// The name of its lane.
    pub lane_name: Option<String>,
    /// The pace group of its lane.
    pub pace_group: Option<String>,
    /// Players who are in its lane now.
    pub players: u32,
}

/// A device with what it said of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FleetDevice {
    /// The device.
    #[serde(flatten)]
    pub device: DeviceView,
    /// How it stands as a lane station; none where it never was one.
    pub station: Option<StationState>,
}

/// A station that cannot wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FleetAlarm {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// What is the matter.
    pub worry: Worry,
    /// How it stands.
    pub station: StationState,
}

/// What somebody should see to, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Worry {
    /// It says nothing while players are in its lane and the clock runs.
    Silent,
    /// It keeps taps in memory only: a closed page loses them.
    NotOnDisk,
    /// Its battery ends soon.
    BatteryLow,
    /// Taps wait for the network.
    Unsent,
    /// Its clock is far off.
    ClockOff,
}

impl Worry {
    /// Whether it cannot wait: it is shown on every desk.
    pub const fn is_alarm(self) -> bool {
        matches!(self, Self::Silent | Self::NotOnDisk)
    }
}

impl StationState {
    /// What about it should worry somebody, the gravest first.
    pub fn worries(&self, now: Timestamp, is_running: bool) -> Vec<Worry> {
        let report = &self.report;
        if report.lane.is_none() {
            return Vec::new();
        }
        let is_silent = is_running && self.players > 0 && now.since_ms(self.reported_at) >= SILENT_MS;
        let is_low = report.battery.is_some_and(|it| !it.charging && it.percent <= BATTERY_LOW_PERCENT);
        let waits = report.unsent > 0 && report.unsent_since.is_some_and(|since| now.since_ms(since) >= UNSENT_MS);
        [
            (is_silent, Worry::Silent),
            (!report.on_disk, Worry::NotOnDisk),
            (is_low, Worry::BatteryLow),
            (waits, Worry::Unsent),
            (report.clock_offset_ms.saturating_abs() >= CLOCK_OFF_MS, Worry::ClockOff),
        ]
        .into_iter()
        .filter_map(|(is_so, worry)| is_so.then_some(worry))
        .collect()
    }
}

/// How good a station's network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// An answer comes before anybody waits.
    Good,
    /// Taps take a moment to arrive.
    Slow,
    /// The tablet should stand elsewhere.
    Bad,
}

impl Network {
    /// By how long an answer takes, in milliseconds. Up to 200 ms a person notices no wait; above a second requests of
    /// several kilobytes begin to fail where a Wi-Fi is as crowded as that.
    pub const fn of(round_trip_ms: u32) -> Self {
        match round_trip_ms {
            0..=200 => Self::Good,
            201..=1_000 => Self::Slow,
            _ => Self::Bad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms)
    }

    fn state() -> StationState {
        let report = StationReport { lane: Some(LaneId(3)), round_trip_ms: Some(20), ..StationReport::default() };
        StationState {
            event: EventId(1),
            report,
            reported_at: ms(100_000),
            operator: None,
            lane_name: Some("3".into()),
            pace_group: Some("red".into()),
            players: 4,
        }
    }

    #[test]
    fn a_station_is_silent_after_three_missed_words() {
        let state = state();
        assert_eq!(state.worries(ms(100_000 + SILENT_MS - 1), true), []);
        assert_eq!(state.worries(ms(100_000 + SILENT_MS), true), [Worry::Silent]);
    }

    #[test]
    fn silence_worries_nobody_where_nobody_swims() {
        let late = ms(10_000_000);
        assert_eq!(state().worries(late, false), [], "the clock stands");
        assert_eq!(StationState { players: 0, ..state() }.worries(late, true), [], "the lane is empty");
        let left = StationReport { lane: None, on_disk: false, ..state().report };
        assert_eq!(StationState { report: left, ..state() }.worries(late, true), [], "the lane was left");
    }

    #[test]
    fn the_gravest_stands_first() {
        let report = StationReport {
            unsent: 2,
            unsent_since: Some(ms(40_000)),
            clock_offset_ms: -CLOCK_OFF_MS,
            battery: Some(Battery { percent: BATTERY_LOW_PERCENT, charging: false }),
            on_disk: false,
            ..state().report
        };
        let all = [Worry::NotOnDisk, Worry::BatteryLow, Worry::Unsent, Worry::ClockOff];
        let bad = StationState { report, ..state() };
        assert_eq!(bad.worries(ms(100_001), true), all);
        assert!(all.is_sorted());
        let better = StationReport {
            unsent_since: Some(ms(90_000)),
            clock_offset_ms: CLOCK_OFF_MS - 1,
            battery: Some(Battery { percent: 5, charging: true }),
            on_disk: true,
            ..bad.report
        };
        assert_eq!(StationState { report: better, ..state() }.worries(ms(100_001), true), []);
    }

    #[test]
    fn a_report_may_say_little() {
        let report: StationReport = serde_json::from_str("{}").unwrap();
        assert!(report.on_disk && report.lane.is_none() && report.unsent == 0);
        assert!(serde_json::from_str::<StationReport>(r#"{"unsnet": 1}"#).is_err());
    }
}
