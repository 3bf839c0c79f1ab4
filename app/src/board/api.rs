//! The board's server function.

use crate::PageError;
use domain::{Timestamp, board::Board};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// What there is to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoardAnswer {
    /// A board.
    Board {
        /// Everything that was acknowledged is in it.
        board: Board,
        /// The server's time of this answer.
        now: Timestamp,
    },
    /// There is an event, not open yet.
    Preparing,
    /// There is no event.
    NoEvent,
}

/// The board of the event with this slug, or of the current one.
///
/// # Errors
/// Not found for an unknown slug.
#[server(prefix = "/fn", endpoint = "board/get", input = Json)]
#[allow(clippy::unused_async, reason = "asynchronous in the browser; the server has the board in memory")]
pub async fn get_board(slug: Option<String>) -> Result<BoardAnswer, PageError> {
    use crate::server;

    let backend = server::backend()?;
    let event = match slug {
        Some(slug) => Some(backend.events.find(&slug)?),
        None => backend.events.current(),
    };
    let board = event.and_then(|event| backend.live.hub(event)).map(|hub| hub.board().board().clone());
    Ok(match board {
        Some(board) => BoardAnswer::Board { board, now: server::now() },
        None if backend.events.list().is_empty() => BoardAnswer::NoEvent,
        None => BoardAnswer::Preparing,
    })
}
