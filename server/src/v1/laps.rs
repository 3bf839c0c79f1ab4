//! Laps: counted, taken back, held and settled.

use super::event;
use crate::{
    auth::{Caller, CountLaps, SettleHeldLaps},
    envelope::{Answer, Input, MadeOnce, Once, Path, Refusal, bib_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    Problem,
    held::HeldLapView,
    lap::{AdjustInput, Adjusted, Answered, LapInput, LapItem, LapOutcome},
    limits, refusal,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

/// What the call that counts laps does.
const COUNTS: &str = "Counts laps. The answers are in their order; sending a lap again is harmless. A chip system sends \
                      `source` `transponder` and the `tag` that it read: one that nobody wears is held until somebody \
                      does, and further reads of one passing are duplicates. `lane_id` says the lane by its id, `lane` by the \
                      name that it bore then; where both are given the id holds, and one that the event never had \
                      is rejected.";

pub fn routes() -> Routes {
    Routes::under("Laps")
        .post("/{event}/laps", COUNTS, record)
        .post("/{event}/laps/lacking", "Says which laps and undos that were once answered are not here.", lacking)
        .post("/{event}/laps/{lap}/void", "Takes a lap back, or dismisses it if it is held. Safe to repeat.", void)
        .post(
            "/{event}/laps/{lap}/undo",
            "Undoes the counting of a lap. Safe to repeat; the entry names the one that it undoes.",
            undo,
        )
        .post(
            "/{event}/laps/{lap}/instead",
            "Counts a lap instead of this one, which was for somebody else and is taken back. Safe to repeat.",
            instead,
        )
        .post("/{event}/players/{bib}/adjustments", "Adds laps to a player, or takes some off.", adjust)
        .get("/{event}/held", "Lists the laps that cannot count as things stand.", held)
        .post("/{event}/held/count", "Counts held laps.", count)
        .post("/{event}/held/dismiss", "Dismisses held laps.", dismiss)
}

/// Laps as they come in. Each is read by itself, so that a bad one does not stop the others.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Laps {
    #[schemars(with = "Vec<LapItem>", length(min = 1, max = limits::LAPS_PER_REQUEST_MAX))]
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

async fn instead(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, wrong)): Path<(String, String)>,
    Input(right): Input<LapInput>,
) -> Answer<LapOutcome> {
    Ok(ok(state.backend.laps.count_instead(&caller.who, event(&state, &slug)?, lap(&wrong)?, right).await?))
}

async fn adjust(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<AdjustInput>,
) -> MadeOnce<Adjusted> {
    let adjusted = state.backend.laps.adjust(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?, body).await?;
    Ok(if adjusted.duplicate { Once::MadeBefore(adjusted) } else { Once::Made(adjusted) })
}

fn lap(id: &str) -> Result<Uuid, Refusal> {
    Uuid::parse_str(id).map_err(|_| Refusal(Problem::from(refusal::LapIdForm)))
}

async fn held(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path(slug): Path<String>,
) -> Answer<Vec<HeldLapView>> {
    Ok(ok(state.backend.laps.held(&caller.who, event(&state, &slug)?).await?))
}

/// Held laps by their ids.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Chosen {
    ids: Vec<Uuid>,
}

/// How many held laps were settled.
#[derive(Serialize, JsonSchema)]
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
