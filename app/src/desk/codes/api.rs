//! What the page asks the server.

use crate::PageError;
use domain::{Bib, ids::EventId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// A player's code, drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnCode {
    /// The bib.
    pub bib: Bib,
    /// The full name.
    pub name: String,
    /// The team.
    pub team: Option<String>,
    /// The code as a picture.
    pub svg: String,
}

/// Draws the codes of the players whose bibs lie in a range, both ends included.
///
/// # Errors
/// Where the role is too low, or the range holds more players than a request may.
#[server(prefix = "/fn", endpoint = "codes/draw", input = Json)]
pub async fn draw_codes(event: EventId, from: Bib, to: Bib) -> Result<Vec<DrawnCode>, PageError> {
    use crate::{qr, server};
    use domain::{Action, limits, refusal, scan};

    let (backend, who) = server::asking().await?;
    who.require(Action::RegisterPlayers)?;
    let mut players = backend.players.list(&who, event, backend.live.now()).await?.players;
    players.retain(|player| (from..=to).contains(&player.bib));
    if players.len() > limits::PLAYERS_PER_REQUEST_MAX {
        let max = limits::PLAYERS_PER_REQUEST_MAX;
        return Err(server::refuse(refusal::TooManyCapCodes { max }.into()));
    }
    players.sort_unstable_by_key(|player| player.bib);
    let drawn = players.into_iter().map(|player| DrawnCode {
        bib: player.bib,
        svg: qr::svg(&scan::code_of(event, player.bib)).unwrap_or_default(),
        name: player.name,
        team: player.team,
    });
    Ok(drawn.collect())
}
