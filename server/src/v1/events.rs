//! Events and their clock.

use super::event;
use crate::{
    auth::{Caller, LockRegistration, ManageEvents, SetClock},
    envelope::{Answer, Input, Path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    clock::ClockInput,
    event::{CancelInput, EventEdit, EventInput, EventView},
    registration::RegistrationInput,
};

pub fn routes() -> Routes {
    Routes::under("Events")
        .get("/", "Lists the events.", list)
        .post("/", "Makes an event.", create)
        .get("/{event}", "Finds an event.", find)
        .patch("/{event}", "Changes what an event is; what is left out stays.", update)
        .put("/{event}/cancelled", "Calls an event off, or lets it take place after all.", cancel)
        .put(
            "/{event}/registration",
            "Locks registration, now or from a moment on, or lifts the lock.",
            lock_registration,
        )
        .post("/{event}/clock", "Opens, starts, pauses, resumes or finishes an event, or moves its start.", set_clock)
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
