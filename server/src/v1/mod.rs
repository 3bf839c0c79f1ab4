//! API v1: whatever a page can do, a program can do here.

mod board;
mod devices;
mod events;
mod lanes;
mod laps;
mod players;
mod signin;

use crate::state::AppState;
use axum::Router;
use domain::ids::EventId;

/// All of it, below `/api/v1`.
pub fn routes() -> Router<AppState> {
    Router::new().merge(signin::routes()).merge(devices::routes()).nest(
        "/events",
        events::routes().merge(board::routes()).merge(players::routes()).merge(lanes::routes()).merge(laps::routes()),
    )
}

/// The event of that slug, or the current one.
fn event(state: &AppState, slug: &str) -> Result<EventId, backend::Error> {
    state.backend.events.find(slug)
}
