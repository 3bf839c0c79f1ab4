//! Two tablets at one lane, as people see it: what both counted is one question, and two tallies are laid beside each
//! other.

pub mod both;
pub mod tallies;

use crate::PageError;
use domain::{
    counters::{BothCounted, CountersInput, Settlement},
    ids::{EventId, LaneId},
    tallies::LaneTallies,
};
use leptos::{prelude::*, server_fn::codec::Json};

/// What both tablets of a lane counted, newest first.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "counters/questions", input = Json)]
pub async fn list_both_counted(event: EventId) -> Result<Vec<BothCounted>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.both_counted(&who, event).await?)
}

/// The lanes whose tablets each count for themselves, and where they differ.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "counters/tallies", input = Json)]
pub async fn list_tallies(event: EventId) -> Result<Vec<LaneTallies>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.tallies(&who, event).await?)
}

/// Says of laps whether each counts; returns how many changed by it.
///
/// # Errors
/// Forbidden where a lap that counts is taken back by somebody who counts none.
#[server(prefix = "/fn", endpoint = "counters/settle", input = Json)]
pub async fn settle_counters(event: EventId, laps: Vec<Settlement>) -> Result<usize, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.settle_counters(&who, event, laps).await?)
}

/// Sets how the tablets of a lane share the counting.
///
/// # Errors
/// Not found where the event has no such lane, or there is no such device.
#[server(prefix = "/fn", endpoint = "counters/set", input = Json)]
pub async fn set_counters(event: EventId, lane: LaneId, input: CountersInput) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.set_counters(&who, event, lane, input).await?)
}
