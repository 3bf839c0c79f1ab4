//! The public board and a player's course on it.

use super::{event, moment};
use crate::{
    envelope::{Answer, Path, Query, Refusal, bib_in_path, ok},
    state::AppState,
};
use axum::{Router, extract::State, routing::get};
use backend::BoardFilter;
use domain::{Problem, board::Board, player::PublicPlayer};
use serde::Deserialize;

pub fn routes() -> Router<AppState> {
    Router::new().route("/{event}/board", get(board)).route("/{event}/players/{bib}", get(player))
}

/// What the query may narrow the board to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Narrowing {
    category: Option<String>,
    team: Option<String>,
    pace_group: Option<String>,
    from: Option<String>,
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
            from: moment(filled(self.from))?,
            to: moment(filled(self.to))?,
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
        let hub = state.backend.live.hub(id).ok_or_else(|| Problem::not_found("There is no such event."))?;
        hub.current().await.board().clone()
    };
    Ok(ok(board))
}

async fn player(State(state): State<AppState>, Path((slug, bib)): Path<(String, String)>) -> Answer<PublicPlayer> {
    Ok(ok(state.backend.players.public(event(&state, &slug)?, bib_in_path(&bib)?).await?))
}
