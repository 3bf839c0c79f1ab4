//! How the message bus stands.

use crate::{
    auth::{Caller, ManageDevices},
    envelope::{Answer, ok},
    state::AppState,
};
use axum::{Router, extract::State, routing::get};
use domain::bus::BusState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/bus", get(state))
}

async fn state(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Option<BusState>> {
    Ok(ok(state.backend.bus.state(&caller.who).await?))
}
