//! A lane as a station last knew it, for when the station is opened while the network is away. Pure.

use super::record::{Ending, Kept, Place, prefix};
use domain::{Timestamp, held::HeldReason, lane::StationView, lap::LapStatus};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use uuid::Uuid;

/// What is kept of a lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The lane, with its players' laps as the board had them, and the clock.
    pub view: StationView,
    /// How far the server's clock was ahead of the tablet's, in milliseconds: what is tapped now is counted by it.
    pub offset_ms: i64,
}

/// Under which name the lane that was counted last is noted. The service worker knows how it begins, and forgets it when the
/// tablet is no station any more.
pub fn note(place: &Place) -> String {
    format!("lane/{}", prefix(place))
}

impl Snapshot {
    /// Since when the server may have counted what is not in here; none for ever.
    pub fn complete_until(&self) -> Option<Timestamp> {
        self.view.players.iter().map(|player| player.last_lap_at).min().flatten()
    }

    /// Adds what this tablet was told to be counted after it was written: a helper who sees a lap less than before would
    /// tap it once more.
    pub fn catch_up(&mut self, answered: &[Kept]) {
        let own = self.view.is_own_tally;
        let in_own = |ending: &Ending| own && ending.waits_for() == Some(HeldReason::OtherTally);
        let taken_back: HashSet<Uuid> =
            answered.iter().filter_map(|kept| kept.record.takes_back()).map(|tap| tap.lap.id).collect();
        for player in &mut self.view.players {
            let known = player.last_lap_at;
            for Kept { record, ending } in answered {
                let Some(tap) = record.counts() else { continue };
                let counted = matches!(ending.status, LapStatus::Counted | LapStatus::Duplicate) && !ending.held;
                let counts = counted || in_own(ending);
                let is_new = Some(tap.lap.counted_at) > known;
                if record.bib() == player.bib && counts && is_new && !taken_back.contains(&tap.lap.id) {
                    player.laps += u64::from(tap.laps());
                    player.last_lap_at = player.last_lap_at.max(Some(tap.lap.counted_at));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::station::record::{Job, Record, Tap};
    use domain::{
        Bib, Metres,
        clock::{ClockState, ClockView},
        counters::Counters,
        ids::LaneId,
        lane::{LaneView, StationPlayer, VenueMark},
        lap::{LapCount, LapInput},
    };

    fn ms(ms: i64) -> Timestamp {
        Timestamp::from_ms(ms)
    }

    fn player(bib: i64, laps: u64, last: Option<i64>) -> StationPlayer {
        let bib = Bib::new(bib).unwrap();
        let (marker, name, last_lap_at) = (bib.to_string(), String::new(), last.map(ms));
        StationPlayer {
            bib,
            marker,
            name,
            laps,
            last_lap_at,
            since: ms(0),
            recent: Vec::new(),
            break_since: None,
            note: None,
        }
    }

    fn snapshot(players: Vec<StationPlayer>) -> Snapshot {
        let lane = LaneView {
            id: LaneId(1),
            name: "1".into(),
            pace_group: "red".into(),
            color: "red".into(),
            capacity: 4,
            lap_length_m: Metres::from_mm(50_000),
            counters: Counters::default(),
        };
        let clock = ClockView { state: ClockState::Running, started_at: None, race_ms: 0, at: ms(0) };
        let view = StationView {
            event: "swim".into(),
            event_name: "Swim".into(),
            lane,
            laps_per_tap: 2,
            clock,
            players,
            free: 0,
            questions: Vec::new(),
            is_own_tally: false,
            rehearsal: None,
            venue: VenueMark::default(),
        };
        Snapshot { view, offset_ms: 0 }
    }

    fn kept(bib: i64, at_ms: i64, job: fn(Tap) -> Job, status: LapStatus) -> Kept {
        let lap = LapInput {
            id: Uuid::from_u128(at_ms.unsigned_abs().into()),
            bib: Bib::new(bib).unwrap(),
            counted_at: ms(at_ms),
            count: LapCount::new(2).ok(),
            lane: None,
            lane_id: None,
        };
        let place = Place { venue: Uuid::nil(), event: "swim".into() };
        let record = Record { place, job: job(Tap { lap, local_ms: at_ms, offset_ms: 0 }) };
        Kept { record, ending: Ending::plain(status) }
    }

    #[test]
    fn what_was_counted_since_is_added_once() {
        let mut snapshot = snapshot(vec![player(7, 4, Some(100)), player(8, 0, None)]);
        snapshot.catch_up(&[
            kept(7, 90, Job::Lap, LapStatus::Counted),
            kept(7, 100, Job::Lap, LapStatus::Counted),
            kept(7, 110, Job::Lap, LapStatus::Counted),
            kept(7, 120, Job::Lap, LapStatus::Duplicate),
            kept(7, 130, Job::Lap, LapStatus::Held),
            kept(7, 140, Job::Lap, LapStatus::Rejected),
            kept(7, 150, Job::Lap, LapStatus::Counted),
            kept(7, 150, Job::Void, LapStatus::Rejected),
            kept(8, 5, Job::Lap, LapStatus::Counted),
        ]);
        assert_eq!(snapshot.view.players, [player(7, 8, Some(120)), player(8, 2, Some(5))]);
    }

    #[test]
    fn whoever_has_no_lap_may_have_any() {
        assert_eq!(snapshot(vec![player(7, 4, Some(100)), player(8, 3, Some(50))]).complete_until(), Some(ms(50)));
        assert_eq!(snapshot(vec![player(7, 4, Some(100)), player(8, 0, None)]).complete_until(), None);
    }
}
