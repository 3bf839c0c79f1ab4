//! Events and their clock.

use super::event;
use crate::{
    auth::{Caller, CreateEvents, SetClock},
    envelope::{Answer, Input, Path, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::{
    clock::ClockInput,
    event::{EventInput, EventView},
};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(list).post(create))
        .route("/{event}", get(find))
        .route("/{event}/clock", post(set_clock))
}

async fn list(State(state): State<AppState>) -> Answer<Vec<EventView>> {
    Ok(ok(state.backend.events.list()))
}

async fn find(State(state): State<AppState>, Path(slug): Path<String>) -> Answer<EventView> {
    Ok(ok(state.backend.events.view(event(&state, &slug)?)?))
}

async fn create(
    State(state): State<AppState>,
    caller: Caller<CreateEvents>,
    Input(body): Input<EventInput>,
) -> Answer<EventView> {
    Ok(ok(state.backend.events.create(&caller.who, body).await?))
}

async fn set_clock(
    State(state): State<AppState>,
    caller: Caller<SetClock>,
    Path(slug): Path<String>,
    Input(body): Input<ClockInput>,
) -> Answer<EventView> {
    Ok(ok(state.backend.events.clock(&caller.who, event(&state, &slug)?, body).await?))
}
