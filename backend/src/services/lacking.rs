//! What a database lacks of that which stations know to have been answered: after a restore from an older backup they
//! send it again, by themselves.

use super::{held::lap_of_state, laps::Laps};
use crate::{
    auth::Who,
    error::Result,
    ledger::action,
    store::{self, Conn, entries::EntryRow},
};
use domain::{Action, Problem, ids::EventId, lap::Answered, limits};
use std::collections::HashSet;
use uuid::Uuid;

impl Laps {
    /// Says which of these laps and undos are not here. Changes nothing.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or there are none or too many.
    pub async fn lacking(&self, who: &Who, event: EventId, answered: Answered) -> Result<Answered> {
        who.require(Action::CountLaps)?;
        self.core.live.directory().event(event)?;
        let asked = answered.len();
        let Answered { mut laps, voids, mut words } = answered;
        if !(1..=limits::LAPS_PER_REQUEST_MAX).contains(&asked) {
            return Err(Problem::invalid(format!("Ask for 1 to {} laps.", limits::LAPS_PER_REQUEST_MAX)).into());
        }
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let here: HashSet<Uuid> = store::laps::here(conn, &laps).await?.into_iter().collect();
        laps.retain(|id| !here.contains(id));
        let mut lacking = Vec::new();
        for id in store::laps::standing(conn, &voids).await? {
            if !was_taken_back(conn, event, id).await? {
                lacking.push(id);
            }
        }
        let here: HashSet<Uuid> = store::laps::words_here(conn, &words).await?.into_iter().collect();
        words.retain(|id| !here.contains(id));
        Ok(Answered { laps, voids: lacking, words })
    }
}

/// Whether somebody ever took a lap back that stands now.
async fn was_taken_back(conn: &mut Conn<'_>, event: EventId, id: Uuid) -> Result<bool> {
    let of_lap = |entry: &EntryRow| {
        let previous = entry.previous_state.as_deref().and_then(|state| serde_json::from_str(state).ok());
        // The clock sets laps aside too, and counts them again by itself.
        entry.action != action::LAP_HOLD && lap_of_state(previous.as_ref()) == Some(id)
    };
    if let Some(lap) = store::laps::find(conn, event, id).await? {
        let about = store::entries::about_since(conn, event.0, ("player", &lap.player_id.to_string()), 0).await?;
        return Ok(about.iter().any(of_lap));
    }
    let about = store::entries::about_since(conn, event.0, ("lap", &id.to_string()), 0).await?;
    Ok(about.iter().any(|entry| entry.action != action::LAP_HOLD))
}
