//! The public board and a player's course on it.

use super::{event, moment};
use crate::{
    envelope::{Answer, Path, Query, Refusal, bib_in_path, ok},
    openapi::Routes,
    state::AppState,
};
use axum::extract::State;
use backend::BoardFilter;
use domain::{Problem, Timestamp, board::Board, player::PublicPlayer, refusal};
use schemars::JsonSchema;
use serde::Deserialize;

pub fn routes() -> Routes {
    Routes::under("Boards")
        .get(
            "/{event}/board",
            "Gives the standings. They can be narrowed; ranks are then those among who is left.",
            board,
        )
        .get("/{event}/players/{bib}", "Gives a player's place and laps, as everybody may see them.", player)
}

/// What the query may narrow the board to.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Narrowing {
    /// Only this category.
    category: Option<String>,
    /// Only this team.
    team: Option<String>,
    /// Only who is in this pace group.
    pace_group: Option<String>,
    /// Only laps counted at or after this moment.
    #[schemars(with = "Timestamp")]
    from: Option<String>,
    /// Only laps counted before this moment.
    #[schemars(with = "Timestamp")]
    to: Option<String>,
}

impl Narrowing {
    /// The filter, if it narrows anything at all.
    fn filter(self) -> Result<Option<BoardFilter>, Refusal> {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let filter = BoardFilter {
            category: filled(self.category),
            team: filled(self.team),
            pace_group: filled(self.pace_group),
            from: moment(self.from)?,
            to: moment(self.to)?,
        };
        Ok((filter != BoardFilter::default()).then_some(filter))
    }
}

async fn board(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(narrowing): Query<Narrowing>,
) -> Answer<Board> {
    let id = event(&state, &slug)?;
    let board = if let Some(filter) = narrowing.filter()? {
        state.backend.live.filtered(id, &filter).await?
    } else {
        let hub = state.backend.live.hub(id).ok_or_else(|| Problem::from(refusal::NoSuchEvent))?;
        hub.current().await.board().clone()
    };
    Ok(ok(board))
}

async fn player(State(state): State<AppState>, Path((slug, bib)): Path<(String, String)>) -> Answer<PublicPlayer> {
    Ok(ok(state.backend.players.public(event(&state, &slug)?, bib_in_path(&bib)?).await?))
}
