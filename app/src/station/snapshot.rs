//! A lane as a station last knew it, for when the station is opened while the network is away. Pure.

use super::record::{Place, prefix};
use domain::lane::StationView;
use serde::{Deserialize, Serialize};

/// What is kept of a lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The lane, with its players' laps as the board had them, and the clock.
    pub view: StationView,
    /// How far the server's clock was ahead of the tablet's, in milliseconds: what is tapped now is counted by it.
    pub offset_ms: i64,
}

/// Under which name the lane that was counted last is noted.
pub fn note(place: &Place) -> String {
    format!("lane/{}", prefix(place))
}
