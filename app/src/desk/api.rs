//! What the desks ask the server. Each function calls one service, which checks the role itself.

use crate::PageError;
use domain::{
    Bib, Timestamp,
    held::HeldLapView,
    ids::EventId,
    lane::{PaceGroupView, Place, SlotChange},
    lap::{AdjustInput, Adjusted},
    player::{PlayerInput, PlayerList, PlayerView, Standing},
    start_list::StartListPreview,
};
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

/// All players, newest first. `midnight` is the browser's; without it the day is taken to begin where UTC's does.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "players/list", input = Json)]
pub async fn list_players(event: EventId, midnight: Option<Timestamp>) -> Result<PlayerList, PageError> {
    use crate::server;

    const DAY_MS: i64 = 24 * 3_600_000;
    let (backend, who) = server::asking().await?;
    let now = backend.live.now();
    let midnight = midnight.unwrap_or_else(|| now.plus_ms(-now.ms().rem_euclid(DAY_MS)));
    Ok(backend.players.list(&who, event, midnight).await?)
}

/// Registers a player.
///
/// # Errors
/// A sentence about the field that is wrong, or who has the bib.
#[server(prefix = "/fn", endpoint = "players/create", input = Json)]
pub async fn register_player(event: EventId, player: PlayerInput) -> Result<Vec<PlayerView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.create(&who, event, vec![player]).await?)
}

/// Changes a player in what differs from how the dialog was opened.
///
/// # Errors
/// As [`register_player`].
#[server(prefix = "/fn", endpoint = "players/update", input = Json)]
pub async fn update_player(
    event: EventId,
    bib: Bib,
    was: PlayerInput,
    player: PlayerInput,
) -> Result<PlayerView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.edit(&who, event, bib, was, player).await?)
}

/// Erases a player's personal data.
///
/// # Errors
/// Forbidden for all but admins, not found where nobody has the bib.
#[server(prefix = "/fn", endpoint = "players/erase", input = Json)]
pub async fn erase_player(event: EventId, bib: Bib) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.erase(&who, event, bib).await?)
}

/// Lets a player withdraw, disqualifies, removes, or lets one re-enter.
///
/// # Errors
/// A conflict where the player's standing forbids it, or laps would be lost.
#[server(prefix = "/fn", endpoint = "players/standing", input = Json)]
pub async fn set_standing(
    event: EventId,
    bib: Bib,
    standing: Standing,
    reason: String,
) -> Result<PlayerView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.set_standing(&who, event, bib, standing, &reason).await?)
}

/// Adds laps to a player or takes some off.
///
/// # Errors
/// Forbidden for those who count no laps, invalid without a reason, a conflict where no lap could be counted.
#[server(prefix = "/fn", endpoint = "laps/adjust", input = Json)]
pub async fn adjust_laps(event: EventId, bib: Bib, input: AdjustInput) -> Result<Adjusted, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.adjust(&who, event, bib, input).await?)
}

/// What would become of a start list.
///
/// # Errors
/// Where it cannot be read as a table at all.
#[server(prefix = "/fn", endpoint = "players/preview", input = Json)]
pub async fn preview_start_list(event: EventId, csv: String) -> Result<StartListPreview, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.preview(&who, event, &csv).await?)
}

/// Registers everybody in a start list, or nobody; past the lock of registration the reason is each of theirs.
///
/// # Errors
/// Where a row stands in the way.
#[server(prefix = "/fn", endpoint = "players/import", input = Json)]
pub async fn import_start_list(
    event: EventId,
    csv: String,
    reason: Option<String>,
) -> Result<Vec<PlayerView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.import(&who, event, &csv, reason).await?)
}

/// All pace groups with their slots.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "lanes/groups", input = Json)]
pub async fn list_groups(event: EventId) -> Result<Vec<PaceGroupView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.groups(&who, event).await?)
}

/// Brings a player to a place, from another slot or from none.
///
/// # Errors
/// A conflict that says who has the slot.
#[server(prefix = "/fn", endpoint = "lanes/bring", input = Json)]
pub async fn bring_player(event: EventId, bib: Bib, place: Place) -> Result<SlotChange, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.bring(&who, event, bib, place).await?)
}

/// Takes a player out of the slot.
///
/// # Errors
/// A conflict if the player is in none.
#[server(prefix = "/fn", endpoint = "lanes/release", input = Json)]
pub async fn release_player(event: EventId, bib: Bib) -> Result<SlotChange, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.release(&who, event, bib).await?)
}

/// Laps that cannot count as things stand.
///
/// # Errors
/// Where the role is too low or the database cannot be read.
#[server(prefix = "/fn", endpoint = "held/list", input = Json)]
pub async fn list_held(event: EventId) -> Result<Vec<HeldLapView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.held(&who, event).await?)
}

/// Counts held laps; returns how many were still held.
///
/// # Errors
/// A conflict where nobody has the bib.
#[server(prefix = "/fn", endpoint = "held/count", input = Json)]
pub async fn count_held(event: EventId, laps: Vec<Uuid>) -> Result<usize, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.count_held(&who, event, laps).await?)
}

/// Dismisses held laps; returns how many were still held.
///
/// # Errors
/// Where the role is too low or the database cannot be written.
#[server(prefix = "/fn", endpoint = "held/dismiss", input = Json)]
pub async fn dismiss_held(event: EventId, laps: Vec<Uuid>) -> Result<usize, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.laps.dismiss_held(&who, event, laps).await?)
}
