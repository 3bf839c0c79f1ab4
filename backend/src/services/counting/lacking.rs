//! What a database lacks of that which stations know to have been answered: after a restore from an older backup they
//! send it again, by themselves.

use super::laps::Laps;
use crate::{
    auth::Who,
    error::Result,
    store::{self, Conn, entries::EntryRow},
};
use domain::{
    Action, Problem,
    change::{Change, Kind, TargetKind},
    ids::EventId,
    lap::Answered,
    limits, refusal,
};
use std::collections::HashSet;
use uuid::Uuid;

impl Laps {
    /// Says which of these laps and undos are not here. Changes nothing.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or there are none or too many.
    pub async fn lacking(&self, who: &Who, event: EventId, answered: Answered) -> Result<Answered> {
        self.core.allow(who, Action::CountLaps, event)?;
        let asked = answered.len();
        let Answered { mut laps, voids, mut words } = answered;
        if !(1..=limits::LAPS_PER_REQUEST_MAX).contains(&asked) {
            return Err(Problem::from(refusal::AskLapsRange { max: limits::LAPS_PER_REQUEST_MAX }).into());
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
    // The clock sets laps aside too, and counts them again by itself.
    let is_by_person = |change: &Change| change.kind() != Some(Kind::LapHold);
    let read = |entry: &EntryRow| entry.change().ok();
    if let Some(lap) = store::laps::find(conn, event, id).await? {
        let target = (TargetKind::Player.as_str(), lap.player_id.to_string());
        let about = store::entries::about_since(conn, event.0, (target.0, &target.1), 0).await?;
        return Ok(about
            .iter()
            .filter_map(read)
            .any(|change| is_by_person(&change) && change.lap_taken_back() == Some(id)));
    }
    let about = store::entries::about_since(conn, event.0, (TargetKind::Lap.as_str(), &id.to_string()), 0).await?;
    Ok(about.iter().filter_map(read).any(|change| is_by_person(&change)))
}
