//! Tally sheets of paper: previewed, typed in, listed, undone.

use super::event;
use crate::{
    auth::{Caller, CountLaps},
    envelope::{Answer, Input, MadeOnce, Once, Path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    Problem,
    audit::UndoInput,
    refusal,
    sheet::{SheetInput, SheetPreview, SheetTaken, SheetView},
};
use uuid::Uuid;

pub fn routes() -> Routes {
    Routes::under("Tally sheets")
        .get("/{event}/sheets", "Lists the newest tally sheets that were typed in.", list)
        .post("/{event}/sheets/preview", "Says what would become of a tally sheet.", preview)
        .post(
            "/{event}/sheets",
            "Counts the laps of a tally sheet, spread evenly over its time. Sending it again under its id is harmless.",
            record,
        )
        .post("/{event}/sheets/{sheet}/undo", "Undoes a tally sheet with all its laps.", undo)
}

async fn list(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path(slug): Path<String>,
) -> Answer<Vec<SheetView>> {
    Ok(ok(state.backend.laps.sheets(&caller.who, event(&state, &slug)?).await?))
}

async fn preview(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path(slug): Path<String>,
    Input(body): Input<SheetInput>,
) -> Answer<SheetPreview> {
    Ok(ok(state.backend.laps.preview_sheet(&caller.who, event(&state, &slug)?, body).await?))
}

async fn record(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path(slug): Path<String>,
    Input(body): Input<SheetInput>,
) -> MadeOnce<SheetTaken> {
    let taken = state.backend.laps.record_sheet(&caller.who, event(&state, &slug)?, body).await?;
    Ok(if taken.duplicate { Once::MadeBefore(taken) } else { Once::Made(taken) })
}

async fn undo(
    State(state): State<AppState>,
    caller: Caller<CountLaps>,
    Path((slug, id)): Path<(String, String)>,
    Input(wish): Input<UndoInput>,
) -> Answer<SheetView> {
    let id = Uuid::parse_str(&id).map_err(|_| Problem::from(refusal::SheetIdForm))?;
    Ok(ok(state.backend.laps.undo_sheet(&caller.who, event(&state, &slug)?, id, wish).await?))
}
