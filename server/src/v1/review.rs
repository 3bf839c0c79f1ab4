//! Laps that look wrong, and what is done about them. One that was none is taken back where any lap is.

use super::event;
use crate::{
    auth::{Caller, CountLaps, SettleHeldLaps},
    envelope::{Answer, Made, Path, Refusal, created, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{Problem, lap::Adjusted, plausible::LapReview, refusal};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

pub fn routes() -> Routes {
    Routes::under("Laps")
        .get("/{event}/review", "Lists the laps that look wrong, newest first.", list)
        .post("/{event}/review/{lap}/keep", "Keeps a lap that looks wrong: it is not raised again.", keep)
        .post("/{event}/review/{lap}/add", "Adds the laps that are missing before a lap, at the proposed times.", add)
}

async fn list(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path(slug): Path<String>,
) -> Answer<Vec<LapReview>> {
    Ok(ok(state.backend.laps.review(&caller.who, event(&state, &slug)?).await?))
}

/// The lap that is not raised again.
#[derive(Serialize, JsonSchema)]
struct Kept {
    kept: Uuid,
}

async fn keep(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path((slug, id)): Path<(String, String)>,
) -> Answer<Kept> {
    let kept = lap(&id)?;
    state.backend.laps.keep(&caller.who, event(&state, &slug)?, kept).await?;
    Ok(ok(Kept { kept }))
}

async fn add(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, id)): Path<(String, String)>,
) -> Made<Vec<Adjusted>> {
    Ok(created(state.backend.laps.add_missing(&caller.who, event(&state, &slug)?, lap(&id)?).await?))
}

fn lap(id: &str) -> Result<Uuid, Refusal> {
    Uuid::parse_str(id).map_err(|_| Refusal(Problem::from(refusal::LapIdForm)))
}
