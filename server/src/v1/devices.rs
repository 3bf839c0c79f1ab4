//! Enrolment codes and devices.

use crate::{
    auth::{Caller, ManageDevices},
    envelope::{Answer, Input, Made, Path, created, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    device::{CodeInput, DeviceView, IssuedCode},
    fleet::FleetDevice,
    ids::DeviceId,
    refusal::Field,
};
use schemars::JsonSchema;
use serde::Deserialize;

pub fn routes() -> Routes {
    Routes::under("Devices")
        .post(
            "/codes",
            "Issues codes by which devices enrol. The floor issues them for roles below its own.",
            issue_codes,
        )
        .get("/devices", "Lists the devices.", list)
        .get("/fleet", "Lists the devices with what their stations say of themselves.", fleet)
        .post(
            "/devices/{device}/replacement",
            "Issues the code for a device that takes another one's place. That one is shut out once the code is spent.",
            replace,
        )
        .patch("/devices/{device}", "Gives a device another name.", rename)
        .delete("/devices/{device}", "Ends a device's rights.", revoke)
}

async fn issue_codes(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Input(wanted): Input<Vec<CodeInput>>,
) -> Made<Vec<IssuedCode>> {
    Ok(created(state.backend.devices.issue_codes(&caller.who, wanted).await?))
}

async fn list(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Vec<DeviceView>> {
    Ok(ok(state.backend.devices.list(&caller.who)?))
}

async fn fleet(State(state): State<AppState>, caller: Caller<ManageDevices>) -> Answer<Vec<FleetDevice>> {
    Ok(ok(state.backend.fleet.list(&caller.who).await?))
}

async fn replace(
    State(state): State<AppState>,
    caller: Caller<ManageDevices>,
    Path(id): Path<String>,
) -> Made<IssuedCode> {
    Ok(created(state.backend.devices.issue_replacement(&caller.who, device(&id)?).await?))
}

#[derive(Deserialize, JsonSchema)]
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
    number_in_path(Field::DeviceId, id).map(DeviceId)
}
