//! Lanes, slots and who is in them.

use super::event;
use crate::{
    auth::{Caller, PlaceOnLane, ReadPlayers},
    envelope::{Answer, Input, Path, bib_in_path, number_in_path, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, post, put},
};
use domain::{
    Bib,
    ids::LaneId,
    lane::{LaneView, PaceGroupView, Place, SlotChange, StationView},
};
use serde::Deserialize;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/{event}/pace-groups", get(pace_groups))
        .route("/{event}/lanes", get(lanes))
        .route("/{event}/lanes/{lane}", get(station))
        .route("/{event}/placements", post(place))
        .route("/{event}/placements/{bib}", put(move_to).delete(release))
}

async fn pace_groups(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path(slug): Path<String>,
) -> Answer<Vec<PaceGroupView>> {
    Ok(ok(state.backend.lanes.groups(&caller.who, event(&state, &slug)?).await?))
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
    let lane = LaneId(number_in_path("lane's id", &lane)?);
    Ok(ok(state.backend.lanes.station(&caller.who, event(&state, &slug)?, lane).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placement {
    bib: Bib,
    place: Place,
}

async fn place(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path(slug): Path<String>,
    Input(body): Input<Placement>,
) -> Answer<SlotChange> {
    Ok(ok(state.backend.lanes.place(&caller.who, event(&state, &slug)?, body.bib, body.place).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    place: Place,
}

async fn move_to(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<Move>,
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
