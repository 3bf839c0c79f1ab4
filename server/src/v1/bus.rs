//! How the message bus stands.

use crate::{
    auth::{Caller, ManageDevices},
    envelope::{Answer, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::bus::BusState;

pub fn routes() -> Routes {
    Routes::under("Message bus").get("/bus", "Says how the message bus stands. Without one it is null.", state)
}

async fn state(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Option<BusState>> {
    Ok(ok(state.backend.bus.state(&caller.who).await?))
}
