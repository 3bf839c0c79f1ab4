//! How what is around the program stands: the message bus, the disk.

use crate::{
    auth::{Caller, ManageDevices},
    envelope::{Answer, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{bus::BusState, disk::DiskState};

pub fn routes() -> Routes {
    Routes::under("Message bus").get("/bus", "Says how the message bus stands. Without one it is null.", state).get(
        "/disk",
        "Says what is left of the server's disk. Where the database is elsewhere it is null.",
        disk,
    )
}

async fn state(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Option<BusState>> {
    Ok(ok(state.backend.bus.state(&caller.who).await?))
}

async fn disk(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Option<DiskState>> {
    Ok(ok(state.backend.health.disk(&caller.who).await?))
}
