//! Events and their clock.

use super::event;
use crate::{
    auth::{Caller, LockRegistration, ManageEvents, SetClock},
    envelope::{Answer, Input, Path, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, post, put},
};
use domain::{
    clock::ClockInput,
    event::{CancelInput, EventEdit, EventInput, EventView},
    registration::RegistrationInput,
};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(list).post(create))
        .route("/{event}", get(find).patch(update))
        .route("/{event}/cancelled", put(cancel))
        .route("/{event}/registration", put(lock_registration))
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
    caller: Caller<ManageEvents>,
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

async fn update(
    State(state): State<AppState>,
    caller: Caller<ManageEvents>,
    Path(slug): Path<String>,
    Input(body): Input<EventEdit>,
) -> Answer<EventView> {
    Ok(ok(state.backend.events.update(&caller.who, event(&state, &slug)?, body).await?))
}

async fn cancel(
    State(state): State<AppState>,
    caller: Caller<ManageEvents>,
    Path(slug): Path<String>,
    Input(body): Input<CancelInput>,
) -> Answer<EventView> {
    Ok(ok(state.backend.events.cancel(&caller.who, event(&state, &slug)?, &body).await?))
}

async fn lock_registration(
    State(state): State<AppState>,
    caller: Caller<LockRegistration>,
    Path(slug): Path<String>,
    Input(body): Input<RegistrationInput>,
) -> Answer<EventView> {
    Ok(ok(state.backend.events.lock_registration(&caller.who, event(&state, &slug)?, body).await?))
}
