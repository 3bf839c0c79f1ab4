//! Rehearsals: made like an event, filled with made-up swimmers, cleared with one call.

use super::event;
use crate::{
    auth::{ArrangeLanes, Caller, ManageEvents},
    envelope::{Answer, Input, Made, Path, created, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::event::{EventView, RehearsalInput};
use schemars::JsonSchema;
use serde::Serialize;

pub fn routes() -> Routes {
    Routes::under("Events")
        .post("/{event}/rehearsal", "Makes a rehearsal like an event, running and full of made-up swimmers.", begin)
        .post("/{event}/rehearsal/swimmers", "Puts made-up swimmers into the free places of a rehearsal.", fill)
        .delete("/{event}/rehearsal", "Clears a rehearsal of its laps, players and placements.", clear)
}

async fn begin(
    State(state): State<AppState>,
    caller: Caller<ManageEvents>,
    Path(slug): Path<String>,
    Input(body): Input<RehearsalInput>,
) -> Made<EventView> {
    Ok(created(state.backend.events.rehearse(&caller.who, event(&state, &slug)?, body.name).await?))
}

/// How many players came or went.
#[derive(Serialize, JsonSchema)]
struct Swimmers {
    players: usize,
}

async fn fill(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path(slug): Path<String>,
) -> Answer<Swimmers> {
    let players = state.backend.events.fill_rehearsal(&caller.who, event(&state, &slug)?).await?;
    Ok(ok(Swimmers { players }))
}

async fn clear(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path(slug): Path<String>,
) -> Answer<Swimmers> {
    let players = state.backend.events.clear_rehearsal(&caller.who, event(&state, &slug)?).await?;
    Ok(ok(Swimmers { players }))
}
