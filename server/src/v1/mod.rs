//! API v1: whatever a page can do, a program can do here.

mod audit;
mod board;
mod bus;
mod counters;
mod devices;
mod events;
mod guessing;
mod lanes;
mod laps;
mod operators;
mod payments;
mod players;
mod rehearsal;
mod review;
mod sheets;
mod signin;
mod tags;
mod water;

use crate::{envelope::Refusal, openapi::Routes, state::AppState};
use domain::{Timestamp, ids::EventId};

/// All of it, below `/api/v1`.
pub fn routes() -> Routes {
    signin::routes()
        .merge(operators::routes())
        .merge(devices::routes())
        .merge(audit::routes())
        .merge(bus::routes())
        .merge(guessing::routes())
        .nest(
            "/events",
            events::routes()
                .merge(rehearsal::routes())
                .merge(board::routes())
                .merge(players::routes())
                .merge(lanes::routes())
                .merge(laps::routes())
                .merge(review::routes())
                .merge(counters::routes())
                .merge(water::routes())
                .merge(tags::routes())
                .merge(sheets::routes())
                .merge(payments::routes()),
        )
}

/// The event of that slug, or the current one.
fn event(state: &AppState, slug: &str) -> Result<EventId, backend::Error> {
    state.backend.events.find(slug)
}

/// A moment in a query.
fn moment(text: Option<String>) -> Result<Option<Timestamp>, Refusal> {
    // An empty one is malformed too: whoever forgot the value would be shown everything. A `+` that was not escaped arrives as a blank.
    let parse = |text: String| Timestamp::parse(&text.replace(' ', "+")).map_err(Refusal::from);
    text.map(parse).transpose()
}
