//! Two tablets at one lane: how they share the counting, and what one of them has and the other has not.

use super::event;
use crate::{
    auth::{ArrangeLanes, Caller, SettleCounters},
    envelope::{Answer, Input, Path, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    counters::{BothCounted, CountersInput, Settlement},
    ids::LaneId,
    lane::PaceGroupView,
    limits,
    refusal::Field,
    tallies::LaneTallies,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn routes() -> Routes {
    Routes::under("Laps")
        .put("/{event}/lanes/{lane}/counters", "Sets how the tablets of a lane share the counting.", set)
        .get(
            "/{event}/counters/questions",
            "Lists what two tablets of a lane counted at once, one lap or two, newest first.",
            questions,
        )
        .get(
            "/{event}/counters/tallies",
            "Lists the lanes whose tablets each count for themselves, and where they differ.",
            tallies,
        )
        .post("/{event}/counters/settle", "Says of such laps whether each counts. Safe to repeat.", settle)
}

async fn set(
    State(state): State<AppState>,
    caller: Caller<ArrangeLanes>,
    Path((slug, lane)): Path<(String, String)>,
    Input(body): Input<CountersInput>,
) -> Answer<Vec<PaceGroupView>> {
    let (event, lane) = (event(&state, &slug)?, LaneId(number_in_path(Field::Lane, &lane)?));
    state.backend.lanes.set_counters(&caller.who, event, lane, body).await?;
    Ok(ok(state.backend.lanes.groups(&caller.who, event).await?))
}

async fn questions(
    State(state): State<AppState>,
    caller: Caller<SettleCounters>,
    Path(slug): Path<String>,
) -> Answer<Vec<BothCounted>> {
    Ok(ok(state.backend.laps.both_counted(&caller.who, event(&state, &slug)?).await?))
}

async fn tallies(
    State(state): State<AppState>,
    caller: Caller<SettleCounters>,
    Path(slug): Path<String>,
) -> Answer<Vec<LaneTallies>> {
    Ok(ok(state.backend.laps.tallies(&caller.who, event(&state, &slug)?).await?))
}

/// What somebody says of several laps.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settlements {
    #[schemars(length(min = 1, max = limits::LAPS_PER_REQUEST_MAX))]
    laps: Vec<Settlement>,
}

/// How many laps changed by it.
#[derive(Serialize, JsonSchema)]
struct CountersSettled {
    settled: usize,
}

async fn settle(
    State(state): State<AppState>,
    caller: Caller<SettleCounters>,
    Path(slug): Path<String>,
    Input(body): Input<Settlements>,
) -> Answer<CountersSettled> {
    let settled = state.backend.laps.settle_counters(&caller.who, event(&state, &slug)?, body.laps).await?;
    Ok(ok(CountersSettled { settled }))
}
