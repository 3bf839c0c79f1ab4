//! The calls that the first LapStream clients make. They act on the current event.

use crate::{
    auth::{Admin, Caller, PlacePlayers, ReadPlayers, RegisterPlayers, RemoteAddress},
    envelope::{Answer, Input, Path, bib_in_path, created, number_in_path, ok},
    state::AppState,
};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use chrono::Local;
use domain::{
    Bib, Problem, Role, Timestamp,
    device::{CodeInput, Credentials, DeviceView, IssuedCode},
    ids::{DeviceId, EventId},
    lane::{PaceGroupInput, Place, SlotChange},
    player::{PlayerInput, PlayerView},
};
use serde::{Deserialize, Serialize};

/// All of them.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/health", get(health))
        .route("/health/db", get(health_of_database))
        .route("/auth/admin/otp", post(issue_codes))
        .route("/auth/device", post(enrol))
        .route("/auth/refresh", post(refresh))
        .route("/player", get(players).post(register))
        .route("/player/{id}", get(player))
        .route("/lane/pace-groups", get(pace_groups))
        .route("/lane/{pace_group}/{position}/player", put(place).delete(release))
}

async fn health() -> Response {
    Json(serde_json::json!({ "status": "ok" })).into_response()
}

async fn health_of_database(State(state): State<AppState>) -> Response {
    match state.backend.health.database().await {
        Ok(()) => Json(serde_json::json!({ "status": "ok", "db": "up" })).into_response(),
        Err(error) => {
            let sentence = Problem::from(error).sentence;
            let body = serde_json::json!({ "status": "err", "db": "down", "err": sentence });
            (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
        }
    }
}

async fn issue_codes(
    State(state): State<AppState>,
    caller: Caller<Admin>,
    Input(wanted): Input<Vec<CodeInput>>,
) -> Answer<Vec<IssuedCode>> {
    Ok(ok(state.backend.devices.issue_codes(&caller.who, wanted).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Enrolment {
    otp: String,
}

/// A device that was enrolled, with what it needs to sign in.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrolledDevice {
    pub id: DeviceId,
    pub device_name: String,
    pub role: Role,
    pub registered_at: Timestamp,
    pub credentials: Credentials,
}

impl EnrolledDevice {
    fn new(device: DeviceView, credentials: Credentials) -> Self {
        Self {
            id: device.id,
            device_name: device.name,
            role: device.role,
            registered_at: device.registered_at,
            credentials,
        }
    }
}

async fn enrol(
    State(state): State<AppState>,
    RemoteAddress(address): RemoteAddress,
    Input(body): Input<Enrolment>,
) -> Answer<EnrolledDevice> {
    let (device, credentials) = state.backend.devices.enrol_program(&body.otp, address).await?;
    Ok(ok(EnrolledDevice::new(device, credentials)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refresh {
    refresh_token: String,
}

async fn refresh(
    State(state): State<AppState>,
    RemoteAddress(address): RemoteAddress,
    Input(body): Input<Refresh>,
) -> Answer<Credentials> {
    Ok(ok(state.backend.devices.refresh(&body.refresh_token, address).await?))
}

/// A player as these clients know one: the bib is the id.
#[derive(Serialize)]
struct Player {
    id: Bib,
    name: String,
    age: Option<u32>,
}

impl From<PlayerView> for Player {
    fn from(player: PlayerView) -> Self {
        Self { id: player.bib, name: player.name, age: player.age }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    name: String,
    #[serde(default)]
    age: Option<i64>,
    /// Why; needed past the lock of registration.
    #[serde(default)]
    reason: Option<String>,
}

async fn register(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Input(body): Input<Registration>,
) -> Answer<Player> {
    let Registration { name, age, reason } = body;
    let input = PlayerInput { name, age, reason, ..PlayerInput::default() };
    let players = state.backend.players.create(&caller.who, current(&state)?, vec![input]).await?;
    let player = players.into_iter().next().ok_or_else(|| Problem::not_found("The player was not registered."))?;
    Ok(created(player.into()))
}

async fn players(State(state): State<AppState>, caller: Caller<ReadPlayers>) -> Answer<Vec<Player>> {
    let list = state.backend.players.list(&caller.who, current(&state)?, midnight()).await?;
    let mut players: Vec<Player> = list.players.into_iter().map(Player::from).collect();
    players.sort_by_key(|player| player.id);
    Ok(ok(players))
}

async fn player(State(state): State<AppState>, caller: Caller<ReadPlayers>, Path(id): Path<String>) -> Answer<Player> {
    let player = state.backend.players.find(&caller.who, current(&state)?, bib_in_path(&id)?).await?;
    Ok(ok(player.into()))
}

async fn pace_groups(State(state): State<AppState>) -> Answer<Vec<PaceGroupInput>> {
    Ok(ok(state.backend.events.view(current(&state)?)?.pace_groups))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacementOfPlayer {
    player_id: Bib,
}

/// A slot after a change.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Taken {
    id: i64,
    pace_group: String,
    slot_index: u32,
    assigned_player: Option<Bib>,
}

impl From<SlotChange> for Taken {
    fn from(change: SlotChange) -> Self {
        Self {
            id: change.assignment,
            pace_group: change.pace_group,
            slot_index: change.position,
            assigned_player: change.bib,
        }
    }
}

async fn place(
    State(state): State<AppState>,
    caller: Caller<PlacePlayers>,
    Path((pace_group, position)): Path<(String, String)>,
    Input(body): Input<PlacementOfPlayer>,
) -> Answer<Taken> {
    let place = Place::Slot { pace_group, position: number_in_path("position", &position)? };
    let change = state.backend.lanes.place(&caller.who, current(&state)?, body.player_id, place).await?;
    Ok(ok(change.into()))
}

async fn release(
    State(state): State<AppState>,
    caller: Caller<PlacePlayers>,
    Path((pace_group, position)): Path<(String, String)>,
) -> Answer<Taken> {
    let position = number_in_path("position", &position)?;
    let change = state.backend.lanes.release_slot(&caller.who, current(&state)?, &pace_group, position).await?;
    Ok(ok(change.into()))
}

fn current(state: &AppState) -> Result<EventId, backend::Error> {
    state.backend.events.find("current")
}

/// The start of today where the server stands; the venue's desks mean that day by "today".
pub fn midnight() -> Timestamp {
    let now = Local::now();
    let start = now.date_naive().and_hms_opt(0, 0, 0).and_then(|start| start.and_local_timezone(Local).earliest());
    Timestamp::from_ms(start.unwrap_or(now).timestamp_millis())
}
