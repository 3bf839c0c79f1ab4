//! Laps: counted, taken back, held and settled.

use super::event;
use crate::{
    auth::{Caller, CountLaps, SettleHeldLaps},
    envelope::{Answer, Input, Path, Refusal, bib_in_path, created, ok},
    state::AppState,
};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::{
    Problem,
    held::HeldLapView,
    lap::{AdjustInput, Adjusted, Answered, LapOutcome},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/{event}/laps", post(record))
        .route("/{event}/laps/lacking", post(lacking))
        .route("/{event}/laps/{id}/void", post(void))
        .route("/{event}/laps/{id}/undo", post(undo))
        .route("/{event}/players/{bib}/adjustments", post(adjust))
        .route("/{event}/held", get(held))
        .route("/{event}/held/count", post(count))
        .route("/{event}/held/dismiss", post(dismiss))
}

/// Laps as they come in. Each is read by itself, so that a bad one does not stop the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Laps {
    laps: Vec<Box<RawValue>>,
}

async fn record(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path(slug): Path<String>,
    Input(body): Input<Laps>,
) -> Answer<Vec<LapOutcome>> {
    Ok(ok(state.backend.laps.record(&caller.who, event(&state, &slug)?, body.laps).await?))
}

async fn lacking(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path(slug): Path<String>,
    Input(answered): Input<Answered>,
) -> Answer<Answered> {
    Ok(ok(state.backend.laps.lacking(&caller.who, event(&state, &slug)?, answered).await?))
}

async fn void(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer<LapOutcome> {
    Ok(ok(state.backend.laps.void(&caller.who, event(&state, &slug)?, lap(&id)?).await?))
}

async fn undo(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer<LapOutcome> {
    Ok(ok(state.backend.laps.undo(&caller.who, event(&state, &slug)?, lap(&id)?).await?))
}

async fn adjust(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<AdjustInput>,
) -> Answer<Adjusted> {
    let adjusted = state.backend.laps.adjust(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?, body).await?;
    Ok(if adjusted.duplicate { ok(adjusted) } else { created(adjusted) })
}

fn lap(id: &str) -> Result<Uuid, Refusal> {
    Uuid::parse_str(id).map_err(|_| Refusal(Problem::invalid("A lap's id is a UUID.")))
}

async fn held(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path(slug): Path<String>,
) -> Answer<Vec<HeldLapView>> {
    Ok(ok(state.backend.laps.held(&caller.who, event(&state, &slug)?).await?))
}

/// Held laps by their ids.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    ids: Vec<Uuid>,
}

/// How many held laps were settled.
#[derive(Serialize)]
struct Settled {
    settled: usize,
}

async fn count(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path(slug): Path<String>,
    Input(body): Input<Chosen>,
) -> Answer<Settled> {
    let settled = state.backend.laps.count_held(&caller.who, event(&state, &slug)?, body.ids).await?;
    Ok(ok(Settled { settled }))
}

async fn dismiss(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path(slug): Path<String>,
    Input(body): Input<Chosen>,
) -> Answer<Settled> {
    let settled = state.backend.laps.dismiss_held(&caller.who, event(&state, &slug)?, body.ids).await?;
    Ok(ok(Settled { settled }))
}
