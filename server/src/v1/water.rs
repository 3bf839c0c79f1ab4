//! Who is in the water, what is said of them, alarms about them, and roll-calls.

use super::event;
use crate::{
    auth::{Caller, ClearPool, PlaceOnLane, ReadPlayers, ReadStaff, RegisterPlayers},
    envelope::{Answer, Input, MadeOnce, Once, Path, bib_in_path, number_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    ids::LaneId,
    night::{MinorAtNight, NightPermission},
    player::PlayerView,
    refusal::Field,
    water::{LaneWater, Pool, RollCallInput, RollCallNews, Spoken, WaterNews, WordInput},
};

pub fn routes() -> Routes {
    Routes::under("Water")
        .get("/{event}/water", "Lists who is in the water, by lane.", pool)
        .get(
            "/{event}/water/news",
            "Gives what every desk has to hear: who needs help, who is overdue without an answer, the roll-call. It replaces \
             no lifeguard.",
            news,
        )
        .post(
            "/{event}/water/words",
            "Says that somebody was seen, is out, or needs help. Sending it again under its id is harmless.",
            say,
        )
        .get("/{event}/lanes/{lane}/water", "Gives what a station needs to watch its lane by itself.", lane)
        .put(
            "/{event}/roll-call",
            "Begins a roll-call, which stops the clock, or ends it. To end it takes the right to set the clock, which \
             stands until it is told to run on.",
            roll_call,
        )
        .get("/{event}/minors", "Lists minors in the lanes without a permission to swim at night.", minors)
        .put("/{event}/players/{bib}/night-permission", "Notes a permission to swim at night.", permit)
}

async fn pool(State(state): State<AppState>, caller: Caller<ReadPlayers>, Path(slug): Path<String>) -> Answer<Pool> {
    Ok(ok(state.backend.water.pool(&caller.who, event(&state, &slug)?).await?))
}

async fn news(State(state): State<AppState>, caller: Caller<ReadStaff>, Path(slug): Path<String>) -> Answer<WaterNews> {
    Ok(ok(state.backend.water.news(&caller.who, event(&state, &slug)?).await?))
}

async fn say(
    State(state): State<AppState>,
    caller: Caller<PlaceOnLane>,
    Path(slug): Path<String>,
    Input(body): Input<WordInput>,
) -> MadeOnce<Spoken> {
    let spoken = state.backend.water.say(&caller.who, event(&state, &slug)?, body).await?;
    Ok(if spoken.duplicate { Once::MadeBefore(spoken) } else { Once::Made(spoken) })
}

async fn lane(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path((slug, lane)): Path<(String, String)>,
) -> Answer<LaneWater> {
    let lane = LaneId(number_in_path(Field::LaneId, &lane)?);
    Ok(ok(state.backend.water.lane(&caller.who, event(&state, &slug)?, lane).await?))
}

async fn roll_call(
    State(state): State<AppState>,
    caller: Caller<ClearPool>,
    Path(slug): Path<String>,
    Input(body): Input<RollCallInput>,
) -> Answer<RollCallNews> {
    Ok(ok(state.backend.water.set_roll_call(&caller.who, event(&state, &slug)?, body).await?))
}

async fn minors(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path(slug): Path<String>,
) -> Answer<Vec<MinorAtNight>> {
    Ok(ok(state.backend.players.minors(&caller.who, event(&state, &slug)?).await?))
}

async fn permit(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<NightPermission>,
) -> Answer<PlayerView> {
    let (event, bib) = (event(&state, &slug)?, bib_in_path(&bib)?);
    Ok(ok(state.backend.players.permit_night(&caller.who, event, bib, body).await?))
}
