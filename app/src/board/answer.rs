//! What the server knows of a board when it renders the page.

use crate::PageError;
use domain::{Timestamp, board::Board};
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
    /// There is no event.
    NoEvent,
    /// There is no event of that name.
    Refused(PageError),
    /// The page was not rendered by the server, which alone can answer: the way back led here from a staff page.
    Unasked,
}
