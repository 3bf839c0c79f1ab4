//! What is asked and said about the water. Each function calls one service, which checks the role itself.

use crate::PageError;
use domain::{
    Bib,
    ids::EventId,
    night::{MinorAtNight, NightPermission},
    player::PlayerView,
    water::{Pool, RollCallInput, RollCallNews, Spoken, WaterNews, WordInput},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// Who is in the water, by lane.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "water/pool", input = Json)]
pub async fn view_pool(event: EventId) -> Result<Pool, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.water.pool(&who, event).await?)
}

/// What every desk has to hear at once.
///
/// # Errors
/// Forbidden for all but staff.
#[server(prefix = "/fn", endpoint = "water/news", input = Json)]
pub async fn hear_news(event: EventId) -> Result<WaterNews, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.water.news(&who, event).await?)
}

/// Says something of somebody in the water.
///
/// # Errors
/// Forbidden for those who place nobody, not found where nobody has the bib.
#[server(prefix = "/fn", endpoint = "water/say", input = Json)]
pub async fn say_in_water(event: EventId, word: WordInput) -> Result<Spoken, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.water.say(&who, event, word).await?)
}

/// Begins a roll-call or ends it.
///
/// # Errors
/// A conflict where one is under way, or none is.
#[server(prefix = "/fn", endpoint = "water/roll-call", input = Json)]
pub async fn set_roll_call(event: EventId, input: RollCallInput) -> Result<RollCallNews, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.water.set_roll_call(&who, event, input).await?)
}

/// Minors who are in a lane without a permission for the night.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "night/minors", input = Json)]
pub async fn list_minors(event: EventId) -> Result<Vec<MinorAtNight>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.minors(&who, event).await?)
}

/// Notes a permission for the night, or takes it back.
///
/// # Errors
/// Forbidden for those who register nobody, not found where nobody has the bib.
#[server(prefix = "/fn", endpoint = "night/permit", input = Json)]
pub async fn permit_night(event: EventId, bib: Bib, permission: NightPermission) -> Result<PlayerView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.permit_night(&who, event, bib, permission).await?)
}
