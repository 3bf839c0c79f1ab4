//! What a station asks the server, beside the taps.

use crate::PageError;
use domain::{
    Bib,
    fleet::StationReport,
    ids::{EventId, LaneId},
    lane::{LaneView, StationView, VenueMark},
    player::PlayerView,
    water::LaneWater,
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// What a station starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The event's lanes, in order.
    pub lanes: Vec<LaneView>,
    /// Whose database it is.
    pub venue: VenueMark,
    /// The lane that this device counted last, or takes over from the one before it.
    pub last: Option<LaneId>,
}

/// What a station starts from.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "station/lanes", input = Json)]
pub async fn start_station(event: EventId) -> Result<Start, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(Start {
        lanes: backend.lanes.lanes(&who, event).await?,
        venue: backend.lanes.venue(&who).await?,
        last: backend.fleet.lane_of(&who, event)?,
    })
}

/// Says how this station is.
///
/// # Errors
/// Forbidden for whoever counts no laps.
#[server(prefix = "/fn", endpoint = "station/report", input = Json)]
pub async fn report_station(event: EventId, report: StationReport) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.fleet.report(&who, event, report)?)
}

/// A lane with who is in it.
///
/// # Errors
/// Not found where the event has no such lane.
#[server(prefix = "/fn", endpoint = "station/lane", input = Json)]
pub async fn open_lane(event: EventId, lane: LaneId) -> Result<StationView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.station(&who, event, lane).await?)
}

/// What is needed to watch a lane by oneself.
///
/// # Errors
/// Not found where the event has no such lane.
#[server(prefix = "/fn", endpoint = "station/water", input = Json)]
pub async fn watch_lane(event: EventId, lane: LaneId) -> Result<LaneWater, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.water.lane(&who, event, lane).await?)
}

/// Who has or had a bib, and where they are.
///
/// # Errors
/// Not found where nobody has it.
#[server(prefix = "/fn", endpoint = "station/find", input = Json)]
pub async fn find_player(event: EventId, bib: Bib) -> Result<PlayerView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.find(&who, event, bib).await?)
}
