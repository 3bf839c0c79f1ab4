//! Lanes, slots and who is in them.

use super::event;
use crate::{
    auth::{ArrangeLanes, Caller, CountLaps, PlaceOnLane, ReadPlayers, ReadStaff},
    envelope::{Answer, Input, Made, Path, bib_in_path, created, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    Bib,
    call::{CallOutcome, LaneCall},
    fleet::{FleetAlarm, StationReport},
    ids::LaneId,
    lane::{
        LaneEdit, LaneInput, LaneView, PaceGroupEdit, PaceGroupInput, PaceGroupView, Place, SlotChange, StationView,
    },
    refusal::Field,
};
use schemars::JsonSchema;
use serde::Deserialize;

pub fn routes() -> Routes {
    Routes::under("Lanes")
        .get("/{event}/pace-groups", "Lists the pace groups with their slots and who is in them.", pace_groups)
        .post("/{event}/pace-groups", "Adds a pace group.", add_group)
        .patch("/{event}/pace-groups/{pace_group}", "Changes a pace group's name or colour.", edit_group)
        .delete("/{event}/pace-groups/{pace_group}", "Removes a pace group that nobody is in.", remove_group)
        .post("/{event}/pace-groups/{pace_group}/lanes", "Adds a lane to a pace group.", add_lane)
        .get("/{event}/lanes", "Lists the lanes.", lanes)
        .get("/{event}/lanes/{lane}", "Gives a lane with its players, as its station shows it.", station)
        .patch("/{event}/lanes/{lane}", "Changes a lane's name, capacity or lap length.", edit_lane)
        .delete("/{event}/lanes/{lane}", "Removes a lane that nobody is in.", remove_lane)
        .put("/{event}/lanes/{lane}/players/{bib}", "Takes a player onto a lane, from wherever they are.", bring)
        .delete("/{event}/lanes/{lane}/players/{bib}", "Lets a player go from a lane, if they are on it.", let_go)
        .post(
            "/{event}/lanes/{lane}/calls",
            "Says of a player that they are on a lane, off it, on a break or back, or a note. Safe to repeat.",
            say,
        )
        .put("/{event}/station", "Says how the station of the calling device is. Sent every 15 s.", report)
        .get("/{event}/alarms", "Lists the stations that cannot wait: silent, or without a disk.", alarms)
        .post("/{event}/placements", "Places a player in a slot.", place)
        .put("/{event}/placements/{bib}", "Moves a player to another slot.", move_to)
        .delete("/{event}/placements/{bib}", "Lets a player leave their slot.", release)
}

async fn report(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path(slug): Path<String>,
    Input(body): Input<StationReport>,
) -> Answer<()> {
    Ok(ok(state.backend.fleet.report(&caller.who, event(&state, &slug)?, body)?))
}

async fn say(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path((slug, lane)): Path<(String, String)>,
    Input(body): Input<LaneCall>,
) -> Answer<CallOutcome> {
    let (event, lane) = (event(&state, &slug)?, LaneId(number_in_path(Field::Lane, &lane)?));
    Ok(ok(state.backend.lanes.call(&caller.who, event, lane, body).await?))
}

async fn alarms(
    State(state): State<AppState>,
    caller: Caller<ReadStaff>,
    Path(slug): Path<String>,
) -> Answer<Vec<FleetAlarm>> {
    Ok(ok(state.backend.fleet.alarms(&caller.who, event(&state, &slug)?).await?))
}

async fn pace_groups(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path(slug): Path<String>,
) -> Answer<Vec<PaceGroupView>> {
    Ok(ok(state.backend.lanes.groups(&caller.who, event(&state, &slug)?).await?))
}

async fn add_group(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path(slug): Path<String>,
    Input(body): Input<PaceGroupInput>,
) -> Made<Vec<PaceGroupView>> {
    let event = event(&state, &slug)?;
    state.backend.lanes.add_group(&caller.who, event, &body).await?;
    Ok(created(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn edit_group(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path((slug, name)): Path<(String, String)>,
    Input(body): Input<PaceGroupEdit>,
) -> Answer<Vec<PaceGroupView>> {
    let event = event(&state, &slug)?;
    state.backend.lanes.edit_group(&caller.who, event, &name, &body).await?;
    Ok(ok(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn remove_group(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path((slug, name)): Path<(String, String)>,
) -> Answer<Vec<PaceGroupView>> {
    let event = event(&state, &slug)?;
    state.backend.lanes.remove_group(&caller.who, event, &name).await?;
    Ok(ok(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn add_lane(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path((slug, name)): Path<(String, String)>,
    Input(body): Input<LaneInput>,
) -> Made<Vec<PaceGroupView>> {
    let event = event(&state, &slug)?;
    state.backend.lanes.add_lane(&caller.who, event, &name, &body).await?;
    Ok(created(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn edit_lane(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path((slug, lane)): Path<(String, String)>,
    Input(body): Input<LaneEdit>,
) -> Answer<Vec<PaceGroupView>> {
    let (event, lane) = (event(&state, &slug)?, LaneId(number_in_path(Field::Lane, &lane)?));
    state.backend.lanes.edit_lane(&caller.who, event, lane, &body).await?;
    Ok(ok(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn remove_lane(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path((slug, lane)): Path<(String, String)>,
) -> Answer<Vec<PaceGroupView>> {
    let (event, lane) = (event(&state, &slug)?, LaneId(number_in_path(Field::Lane, &lane)?));
    state.backend.lanes.remove_lane(&caller.who, event, lane).await?;
    Ok(ok(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn lanes(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path(slug): Path<String>,
) -> Answer<Vec<LaneView>> {
    Ok(ok(state.backend.lanes.lanes(&caller.who, event(&state, &slug)?).await?))
}

async fn station(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path((slug, lane)): Path<(String, String)>,
) -> Answer<StationView> {
    let lane = LaneId(number_in_path(Field::LaneId, &lane)?);
    Ok(ok(state.backend.lanes.station(&caller.who, event(&state, &slug)?, lane).await?))
}

/// Takes a player onto a lane, from wherever the player is.
async fn bring(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path((slug, lane, bib)): Path<(String, String, String)>,
) -> Answer<SlotChange> {
    let place = Place::Lane { lane: LaneId(number_in_path(Field::Lane, &lane)?) };
    Ok(ok(state.backend.lanes.bring(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?, place).await?))
}

/// Lets a player go from a lane, if that is where the player is.
async fn let_go(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path((slug, lane, bib)): Path<(String, String, String)>,
) -> Answer<SlotChange> {
    let (event, lane) = (event(&state, &slug)?, LaneId(number_in_path(Field::Lane, &lane)?));
    Ok(ok(state.backend.lanes.release_from(&caller.who, event, lane, bib_in_path(&bib)?).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PlacementInput {
    bib: Bib,
    place: Place,
}

async fn place(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path(slug): Path<String>,
    Input(body): Input<PlacementInput>,
) -> Answer<SlotChange> {
    Ok(ok(state.backend.lanes.place(&caller.who, event(&state, &slug)?, body.bib, body.place).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MoveInput {
    place: Place,
}

async fn move_to(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<MoveInput>,
) -> Answer<SlotChange> {
    Ok(ok(state.backend.lanes.move_to(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?, body.place).await?))
}

async fn release(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path((slug, bib)): Path<(String, String)>,
) -> Answer<SlotChange> {
    Ok(ok(state.backend.lanes.release(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?).await?))
}
