//! The console's server functions.

use crate::PageError;
use domain::{
    Role,
    bus::BusState,
    clock::ClockInput,
    device::{DeviceView, IssuedCode},
    disk::DiskState,
    event::{CancelInput, EventEdit, EventView},
    fleet::FleetDevice,
    guessing::{Guessing, ShutOut, ShutOutInput},
    ids::{DeviceId, EventId, LaneId, OperatorId, ShutOutId},
    lane::{LaneEdit, LaneInput, PaceGroupEdit, PaceGroupInput},
    operator::{OperatorEdit, OperatorInput, OperatorView},
    registration::RegistrationInput,
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// A code with the address at which it is spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// The code.
    pub code: IssuedCode,
    /// Where a tablet opens it.
    pub address: String,
    /// The address with the code, as a QR code.
    pub qr: String,
}

/// Sets the clock.
///
/// # Errors
/// A conflict where the state of the clock forbids it.
#[server(prefix = "/fn", endpoint = "clock/set", input = Json)]
pub async fn set_clock(event: EventId, input: ClockInput) -> Result<EventView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.clock(&who, event, input).await?)
}

/// Changes what an event is.
///
/// # Errors
/// Forbidden for all but admins, invalid where a field breaks a rule, a conflict where it cannot be.
#[server(prefix = "/fn", endpoint = "event/update", input = Json)]
pub async fn update_event(event: EventId, edit: EventEdit) -> Result<EventView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.update(&who, event, edit).await?)
}

/// Calls an event off, or lets it take place after all.
///
/// # Errors
/// Forbidden for all but admins, a conflict once the race has started.
#[server(prefix = "/fn", endpoint = "event/cancel", input = Json)]
pub async fn cancel_event(event: EventId, input: CancelInput) -> Result<EventView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.cancel(&who, event, &input).await?)
}

/// Locks registration, or lifts the lock.
///
/// # Errors
/// Forbidden below the floor, a conflict for an event that was called off.
#[server(prefix = "/fn", endpoint = "event/registration", input = Json)]
pub async fn lock_registration(event: EventId, input: RegistrationInput) -> Result<EventView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.events.lock_registration(&who, event, input).await?)
}

/// Issues an enrolment code.
///
/// # Errors
/// Forbidden for all but admins, invalid for a name that is none.
#[server(prefix = "/fn", endpoint = "devices/issue", input = Json)]
pub async fn issue_code(role: Role, name: String) -> Result<Door, PageError> {
    use crate::server;

    let (backend, who) = server::asking().await?;
    let codes = backend.devices.issue_codes(&who, vec![domain::device::CodeInput { role, name }]).await?;
    Ok(door(codes.into_iter().next().ok_or_else(|| server::internal("no code was issued"))?))
}

/// Where a code is spent.
#[cfg(feature = "ssr")]
fn door(code: IssuedCode) -> Door {
    let address = format!("{}/enrol", crate::server::origin());
    let qr = crate::qr::svg(&format!("{address}?code={}", code.otp)).unwrap_or_default();
    Door { code, address, qr }
}

/// Issues the code for a tablet that takes another one's place.
///
/// # Errors
/// Forbidden below the floor, a conflict where the device was revoked.
#[server(prefix = "/fn", endpoint = "devices/replace", input = Json)]
pub async fn replace_device(id: DeviceId) -> Result<Door, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(door(backend.devices.issue_replacement(&who, id).await?))
}

/// All devices, with what their stations say of themselves.
///
/// # Errors
/// Forbidden below the floor.
#[server(prefix = "/fn", endpoint = "fleet/list", input = Json)]
pub async fn list_fleet() -> Result<Vec<FleetDevice>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.fleet.list(&who).await?)
}

/// Gives a device another name.
///
/// # Errors
/// Forbidden for all but admins, invalid for a name that is none.
#[server(prefix = "/fn", endpoint = "devices/rename", input = Json)]
pub async fn rename_device(id: DeviceId, name: String) -> Result<DeviceView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.devices.rename(&who, id, &name).await?)
}

/// Shuts a device out.
///
/// # Errors
/// Forbidden for all but admins.
#[server(prefix = "/fn", endpoint = "devices/revoke", input = Json)]
pub async fn revoke_device(id: DeviceId) -> Result<DeviceView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.devices.revoke(&who, id).await?)
}

/// All operators.
///
/// # Errors
/// Forbidden for all but admins.
#[server(prefix = "/fn", endpoint = "operators/list", input = Json)]
pub async fn list_operators() -> Result<Vec<OperatorView>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.operators.list(&who)?)
}

/// Makes an operator.
///
/// # Errors
/// Forbidden for all but admins, invalid for a name or a PIN that is none or a PIN that is in use.
#[server(prefix = "/fn", endpoint = "operators/create", input = Json)]
pub async fn create_operator(input: OperatorInput) -> Result<OperatorView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.operators.create(&who, &input).await?)
}

/// Changes an operator.
///
/// # Errors
/// As [`create_operator`], and a conflict if they were retired.
#[server(prefix = "/fn", endpoint = "operators/edit", input = Json)]
pub async fn edit_operator(id: OperatorId, edit: OperatorEdit) -> Result<OperatorView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.operators.edit(&who, id, &edit).await?)
}

/// Ends an operator's rights.
///
/// # Errors
/// Forbidden for all but admins, a conflict if they were retired before.
#[server(prefix = "/fn", endpoint = "operators/retire", input = Json)]
pub async fn retire_operator(id: OperatorId) -> Result<OperatorView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.operators.retire(&who, id).await?)
}

/// Signs an operator out everywhere.
///
/// # Errors
/// Forbidden for all but admins, a conflict if they were retired.
#[server(prefix = "/fn", endpoint = "operators/end-sessions", input = Json)]
pub async fn end_operator_sessions(id: OperatorId) -> Result<OperatorView, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.operators.end_sessions(&who, id).await?)
}

/// Erases the personal data of all people of an event; returns how many they were.
///
/// # Errors
/// Forbidden for all but admins, a conflict until the event is finished.
#[server(prefix = "/fn", endpoint = "people/erase", input = Json)]
pub async fn erase_people(event: EventId) -> Result<usize, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.players.erase_all(&who, event).await?)
}

/// Adds a pace group.
///
/// # Errors
/// Forbidden below the floor, a conflict where the name is taken.
#[server(prefix = "/fn", endpoint = "groups/add", input = Json)]
pub async fn add_group(event: EventId, input: PaceGroupInput) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.add_group(&who, event, &input).await?)
}

/// Changes a pace group.
///
/// # Errors
/// As [`add_group`].
#[server(prefix = "/fn", endpoint = "groups/edit", input = Json)]
pub async fn edit_group(event: EventId, name: String, edit: PaceGroupEdit) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.edit_group(&who, event, &name, &edit).await?)
}

/// Removes a pace group with its lanes.
///
/// # Errors
/// Forbidden below the floor, a conflict where somebody stands in it.
#[server(prefix = "/fn", endpoint = "groups/remove", input = Json)]
pub async fn remove_group(event: EventId, name: String) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.remove_group(&who, event, &name).await?)
}

/// Adds a lane to a pace group.
///
/// # Errors
/// Forbidden below the floor, invalid for a name or a number that is none.
#[server(prefix = "/fn", endpoint = "groups/add-lane", input = Json)]
pub async fn add_lane(event: EventId, group: String, input: LaneInput) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.add_lane(&who, event, &group, &input).await?)
}

/// Changes a lane.
///
/// # Errors
/// As [`add_lane`], and a conflict where somebody would be moved or put out by it.
#[server(prefix = "/fn", endpoint = "groups/edit-lane", input = Json)]
pub async fn edit_lane(event: EventId, lane: LaneId, edit: LaneEdit) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.edit_lane(&who, event, lane, &edit).await?)
}

/// Removes a lane.
///
/// # Errors
/// Forbidden below the floor, a conflict where somebody would be moved or put out by it.
#[server(prefix = "/fn", endpoint = "groups/remove-lane", input = Json)]
pub async fn remove_lane(event: EventId, lane: LaneId) -> Result<(), PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.lanes.remove_lane(&who, event, lane).await?)
}

/// How the message bus stands; none where there is no bus.
///
/// # Errors
/// Forbidden below the floor.
#[server(prefix = "/fn", endpoint = "bus/state", input = Json)]
pub async fn find_bus() -> Result<Option<BusState>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.bus.state(&who).await?)
}

/// What is left of the server's disk; none where the database is elsewhere.
///
/// # Errors
/// Forbidden below the floor.
#[server(prefix = "/fn", endpoint = "disk/state", input = Json)]
pub async fn find_disk() -> Result<Option<DiskState>, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.health.disk(&who).await?)
}

/// Who was wrong lately with codes, PINs and tokens, and who is shut out.
///
/// # Errors
/// Forbidden below the floor.
#[server(prefix = "/fn", endpoint = "guessing/list", input = Json)]
pub async fn list_guessing() -> Result<Guessing, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.guessing.list(&who)?)
}

/// Shuts an address out.
///
/// # Errors
/// Forbidden below the floor, invalid for what is no address, a conflict where it is shut out.
#[server(prefix = "/fn", endpoint = "guessing/shut-out", input = Json)]
pub async fn shut_out_address(input: ShutOutInput) -> Result<ShutOut, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.guessing.shut_out(&who, &input).await?)
}

/// Lets an address in again.
///
/// # Errors
/// Forbidden below the floor, not found where it is not shut out.
#[server(prefix = "/fn", endpoint = "guessing/let-in", input = Json)]
pub async fn let_in_address(id: ShutOutId) -> Result<ShutOut, PageError> {
    let (backend, who) = crate::server::asking().await?;
    Ok(backend.guessing.let_in(&who, id).await?)
}
