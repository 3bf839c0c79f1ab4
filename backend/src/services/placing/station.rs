//! A lane as its station shows it.

use super::{
    calls,
    lanes::{Lanes, lane_view},
};
use crate::{
    auth::Who,
    error::Result,
    services::{
        counting::{self, recent_laps},
        doubts,
    },
    store::{
        self,
        lanes::{PlacedRow, positions_of},
    },
    venue,
};
use domain::{
    Action, Bib, Problem, Timestamp,
    event::RehearsalView,
    ids::{EventId, LaneId, PlayerId},
    lane::{StationPlayer, StationView, VenueMark},
    limits, refusal,
};
use std::collections::HashMap;

impl Lanes {
    /// Whose database this is.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn venue(&self, who: &Who) -> Result<VenueMark> {
        who.require(Action::ReadPlayers)?;
        venue::mark(&mut self.core.store.read().await?.conn()).await
    }

    /// A lane with its players and their laps.
    ///
    /// # Errors
    /// If the role is too low or there is no such lane.
    pub async fn station(&self, who: &Who, event: EventId, lane: LaneId) -> Result<StationView> {
        let record = self.core.allow(who, Action::ReadPlayers, event)?.event;
        let missing = || Problem::from(refusal::NoSuchLane);
        let board = self.core.live.hub(event).ok_or_else(missing)?.current().await;
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let groups = store::lanes::groups(conn, event).await?;
        let lanes = store::lanes::lanes(conn, event).await?;
        let placed = store::lanes::placed(conn, event).await?;
        let (group, from, to) = positions_of(&lanes, lane).ok_or_else(missing)?;
        let row = lanes.iter().find(|row| row.id == lane.0).ok_or_else(missing)?;
        let view = lane_view(row, &groups, record.lap_length_m).ok_or_else(missing)?;
        let here = |row: &&PlacedRow| row.pace_group_id == group.0 && (from..to).contains(&row.position);
        let laps: HashMap<i64, _> = board.board().rows.iter().map(|row| (i64::from(row.bib.get()), row)).collect();
        let pace_from = self.core.now().plus_ms(-limits::PACE_SPAN_MS);
        let said = store::calls::of_placed(conn, event).await?;
        let mut players = Vec::new();
        for row in placed.iter().filter(here) {
            let counted = laps.get(&row.bib);
            let (last_lap_at, since) = (counted.and_then(|row| row.last_lap_at), Timestamp::from_ms(row.started_at));
            let (break_since, note) = calls::said_of(&said, PlayerId(row.player_id), since, last_lap_at);
            players.push(StationPlayer {
                bib: Bib::new(row.bib)?,
                marker: row.bib.to_string(),
                name: row.name.clone(),
                laps: counted.map_or(0, |row| row.laps),
                last_lap_at,
                since,
                break_since,
                note,
                recent: recent_laps(conn, event, PlayerId(row.player_id), pace_from).await?,
            });
        }
        let is_own_tally = match who.device_id() {
            Some(device) => doubts::show_own(conn, &record, lane, device, &mut players).await?,
            None => false,
        };
        let questions = counting::questions(conn, event, Some(lane), limits::STATION_QUESTIONS_MAX).await?;
        Ok(StationView {
            event: record.slug.clone(),
            event_name: record.name.clone(),
            free: view.capacity.saturating_sub(u32::try_from(players.len()).unwrap_or(u32::MAX)),
            lane: view,
            laps_per_tap: record.laps_per_tap,
            clock: record.clock.view(self.core.now()),
            players,
            questions,
            is_own_tally,
            rehearsal: record.rehearsal.then(|| RehearsalView { seed: event.0.unsigned_abs(), sport: record.sport }),
            venue: venue::mark(conn).await?,
        })
    }
}
