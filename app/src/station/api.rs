//! What a station asks the server, beside the taps.

use crate::PageError;
use domain::{
    Bib,
    ids::LaneId,
    lane::{LaneView, SlotChange, StationView},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// The event's lanes, in order.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "station/lanes", input = Json)]
pub async fn list_lanes() -> Result<Vec<LaneView>, PageError> {
    let (backend, who, event) = crate::server::desk().await?;
    Ok(backend.lanes.lanes(&who, event).await?)
}

/// A lane with who is in it.
///
/// # Errors
/// Not found where the event has no such lane.
#[server(prefix = "/fn", endpoint = "station/lane", input = Json)]
pub async fn open_lane(lane: LaneId) -> Result<StationView, PageError> {
    let (backend, who, event) = crate::server::desk().await?;
    Ok(backend.lanes.station(&who, event, lane).await?)
}

/// Takes a player onto a lane, wherever the player was; the system picks the slot.
///
/// # Errors
/// Not found for an unknown bib, a conflict where the lane is full.
#[server(prefix = "/fn", endpoint = "station/take", input = Json)]
pub async fn take_player(lane: LaneId, bib: Bib) -> Result<SlotChange, PageError> {
    use domain::{Action, lane::Place};

    let (backend, who, event) = crate::server::desk().await?;
    who.require(Action::PlaceOnLane)?;
    let place = Place::Lane { lane };
    Ok(match backend.players.find(&who, event, bib).await?.slot {
        Some(_) => backend.lanes.move_to(&who, event, bib, place).await?,
        None => backend.lanes.place(&who, event, bib, place).await?,
    })
}

/// Lets a player go.
///
/// # Errors
/// A conflict where the player is in no slot.
#[server(prefix = "/fn", endpoint = "station/let-go", input = Json)]
pub async fn let_player_go(bib: Bib) -> Result<SlotChange, PageError> {
    let (backend, who, event) = crate::server::desk().await?;
    Ok(backend.lanes.release(&who, event, bib).await?)
}
