//! The calls that the first LapStream clients make. They act on the current event.

use crate::{
    auth::{Admin, Caller, PlacePlayers, ReadPlayers, RegisterPlayers, RemoteAddress, Trying},
    envelope::{Answer, Bare, Input, Made, Path, Refusal, bib_in_path, created, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::Local;
use domain::{
    Bib, Problem, Role, Timestamp,
    device::{CodeInput, Credentials, DeviceView, IssuedCode},
    ids::{DeviceId, EventId},
    lane::{PaceGroupInput, Place, SlotChange},
    player::{PlayerInput, PlayerView},
    refusal::{self, Code, Field, Params, Reason},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All of them.
pub fn routes() -> Routes {
    Routes::under("First clients")
        .get("/health", "Says that the server is there.", health)
        .get(
            "/health/db",
            "Says whether the database takes changes: one goes to the disk and leaves nothing behind.",
            health_of_database,
        )
        .post("/auth/admin/otp", "Issues codes by which devices enrol. A code lives five minutes.", issue_codes)
        .post("/auth/device", "Enrols a device by its code. A code works once; a wrong one is 400.", enrol)
        .post("/auth/refresh", "Takes new tokens for a refresh token. Using one twice ends the device's.", refresh)
        .get("/player", "Lists the players.", players)
        .post("/player", "Registers a player.", register)
        .get("/player/{bib}", "Finds a player.", player)
        .get("/lane/pace-groups", "Lists the pace groups.", pace_groups)
        .put("/lane/{pace_group}/{position}/player", "Places a player in a slot.", place)
        .delete("/lane/{pace_group}/{position}/player", "Frees a slot.", release)
}

/// The event that these calls act on.
pub struct Current(EventId);

impl FromRequestParts<AppState> for Current {
    type Rejection = Refusal;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        Ok(Self(state.backend.events.find("current")?))
    }
}

/// That all is well, as watchdogs ask for it.
#[derive(Serialize, JsonSchema)]
struct Health {
    status: &'static str,
}

async fn health() -> Bare<Health> {
    Bare(Health { status: "ok" })
}

/// That the database is there.
#[derive(Serialize, JsonSchema)]
struct DatabaseUp {
    status: &'static str,
    db: &'static str,
}

/// That the database is away.
#[derive(Serialize, JsonSchema)]
pub struct DatabaseDown {
    status: &'static str,
    db: &'static str,
    err: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Params::is_empty")]
    params: Params,
}

impl IntoResponse for DatabaseDown {
    fn into_response(self) -> Response {
        (StatusCode::SERVICE_UNAVAILABLE, Json(self)).into_response()
    }
}

async fn health_of_database(State(state): State<AppState>) -> Result<Bare<DatabaseUp>, DatabaseDown> {
    match state.backend.health.database().await {
        Ok(()) => Ok(Bare(DatabaseUp { status: "ok", db: "up" })),
        Err(error) => {
            let Reason { sentence: err, code, params } = Problem::from(error).into_reason();
            Err(DatabaseDown { status: "err", db: "down", err, code, params })
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

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Enrolment {
    otp: String,
}

/// A device that was enrolled, with what it needs to sign in.
#[derive(Serialize, Deserialize, JsonSchema)]
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
    Trying { who, address }: Trying,
    Input(body): Input<Enrolment>,
) -> Answer<EnrolledDevice> {
    let (device, credentials) = state.backend.devices.enrol_program(&body.otp, address, &who).await?;
    Ok(ok(EnrolledDevice::new(device, credentials)))
}

#[derive(Deserialize, JsonSchema)]
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
#[derive(Serialize, JsonSchema)]
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

#[derive(Deserialize, JsonSchema)]
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
    Current(event): Current,
    Input(body): Input<Registration>,
) -> Made<Player> {
    let Registration { name, age, reason } = body;
    let input = PlayerInput { name, age, reason, ..PlayerInput::default() };
    let players = state.backend.players.create(&caller.who, event, vec![input]).await?;
    let player = players.into_iter().next().ok_or_else(|| Problem::from(refusal::PlayerNotRegistered))?;
    Ok(created(player.into()))
}

async fn players(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Current(event): Current,
) -> Answer<Vec<Player>> {
    let list = state.backend.players.list(&caller.who, event, midnight()).await?;
    let mut players: Vec<Player> = list.players.into_iter().map(Player::from).collect();
    players.sort_by_key(|player| player.id);
    Ok(ok(players))
}

async fn player(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Current(event): Current,
    Path(bib): Path<String>,
) -> Answer<Player> {
    let player = state.backend.players.find(&caller.who, event, bib_in_path(&bib)?).await?;
    Ok(ok(player.into()))
}

async fn pace_groups(State(state): State<AppState>, Current(event): Current) -> Answer<Vec<PaceGroupInput>> {
    Ok(ok(state.backend.events.view(event)?.pace_groups))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PlacementOfPlayer {
    player_id: Bib,
}

/// A slot after a change.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "TakenSlot")]
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
    Current(event): Current,
    Path((pace_group, position)): Path<(String, String)>,
    Input(body): Input<PlacementOfPlayer>,
) -> Answer<Taken> {
    let place = Place::Slot { pace_group, position: number_in_path(Field::Position, &position)? };
    let change = state.backend.lanes.place(&caller.who, event, body.player_id, place).await?;
    Ok(ok(change.into()))
}

async fn release(
    State(state): State<AppState>,
    caller: Caller<PlacePlayers>,
    Current(event): Current,
    Path((pace_group, position)): Path<(String, String)>,
) -> Answer<Taken> {
    let position = number_in_path(Field::Position, &position)?;
    let change = state.backend.lanes.release_slot(&caller.who, event, &pace_group, position).await?;
    Ok(ok(change.into()))
}

/// The start of today where the server stands; the venue's desks mean that day by "today".
pub fn midnight() -> Timestamp {
    let now = Local::now();
    let start = now.date_naive().and_hms_opt(0, 0, 0).and_then(|start| start.and_local_timezone(Local).earliest());
    Timestamp::from_ms(start.unwrap_or(now).timestamp_millis())
}
