//! Enrolment codes and devices.

use crate::{
    auth::{Caller, ManageDevices},
    envelope::{Answer, Input, Path, created, number_in_path, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, patch, post},
};
use domain::{
    device::{CodeInput, DeviceView, IssuedCode},
    ids::DeviceId,
};
use serde::Deserialize;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/codes", post(issue_codes))
        .route("/devices", get(list))
        .route("/devices/{id}", patch(rename).delete(revoke))
}

async fn issue_codes(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Input(wanted): Input<Vec<CodeInput>>,
) -> Answer<Vec<IssuedCode>> {
    Ok(created(state.backend.devices.issue_codes(&caller.who, wanted).await?))
}

async fn list(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Vec<DeviceView>> {
    Ok(ok(state.backend.devices.list(&caller.who)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewName {
    name: String,
}

async fn rename(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Path(id): Path<String>,
    Input(body): Input<NewName>,
) -> Answer<DeviceView> {
    Ok(ok(state.backend.devices.rename(&caller.who, device(&id)?, &body.name).await?))
}

async fn revoke(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Path(id): Path<String>,
) -> Answer<DeviceView> {
    Ok(ok(state.backend.devices.revoke(&caller.who, device(&id)?).await?))
}

fn device(id: &str) -> Result<DeviceId, crate::envelope::Refusal> {
    number_in_path("device's id", id).map(DeviceId)
}
