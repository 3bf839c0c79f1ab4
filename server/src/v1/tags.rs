//! Tags of chip systems: who wears which. What is read of them comes in as laps do.

use super::event;
use crate::{
    auth::{Caller, RegisterPlayers, SettleHeldLaps},
    envelope::{Answer, Input, Made, Path, created, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use domain::{
    limits,
    tag::{Tag, TagInput, TagList, TagView},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn routes() -> Routes {
    Routes::under("Tags")
        .get("/{event}/tags", "Lists the tags that are worn, and those that were read and nobody wears.", list)
        .post(
            "/{event}/tags",
            "Gives tags to players, all or none. What was read of them before anybody wore them counts at its own time; one \
             that somebody else wears is moved, and leaves them what was read until now, unless they wore it by mistake \
             (`instead`).",
            assign,
        )
        .delete("/{event}/tags/{tag}", "Takes a tag off whoever wears it. Reads of it are held from then on.", remove)
        .delete(
            "/{event}/tags/{tag}/reads",
            "Dismisses what was read of a tag that nobody wears; says how many laps. Safe to repeat.",
            dismiss_reads,
        )
}

async fn list(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path(slug): Path<String>,
) -> Answer<TagList> {
    Ok(ok(state.backend.tags.list(&caller.who, event(&state, &slug)?).await?))
}

/// Tags with their wearers.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewTags {
    #[schemars(length(min = 1, max = limits::TAGS_PER_REQUEST_MAX))]
    tags: Vec<TagInput>,
}

async fn assign(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path(slug): Path<String>,
    Input(body): Input<NewTags>,
) -> Made<Vec<TagView>> {
    Ok(created(state.backend.tags.assign(&caller.who, event(&state, &slug)?, body.tags).await?))
}

async fn remove(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path((slug, tag)): Path<(String, String)>,
) -> Answer<TagView> {
    let tag = Tag::parse(&tag)?;
    Ok(ok(state.backend.tags.remove(&caller.who, event(&state, &slug)?, tag).await?))
}

/// What was dismissed.
#[derive(Serialize, JsonSchema)]
struct Dismissed {
    /// Laps that were held and no longer are.
    dismissed: u32,
}

async fn dismiss_reads(
    State(state): State<AppState>,
    caller: Caller<SettleHeldLaps>,
    Path((slug, tag)): Path<(String, String)>,
) -> Answer<Dismissed> {
    let tag = Tag::parse(&tag)?;
    let dismissed = state.backend.tags.dismiss_reads(&caller.who, event(&state, &slug)?, tag).await?;
    Ok(ok(Dismissed { dismissed }))
}
