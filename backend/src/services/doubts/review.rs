//! Laps that stand and look wrong, for a person to look at: computed from the tables whenever they are asked for. Nothing
//! is changed until somebody answers.

use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::EventRecord,
    services::counting::{self, Laps, adjust, marks},
    store::{self, Conn},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    clock::{Clock, ClockState},
    ids::{EventId, LaneId, PlayerId},
    lap::{AdjustInput, Adjusted, SignedLaps},
    limits,
    plausible::{Doubt, LapReview, Mark, ReviewAnswer, Suspicion, review},
    refusal,
};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};
use uuid::Uuid;

/// Why laps were added, as the audit trail says it.
const MISSED: &str = "a missed lap, added at the proposed time";

impl Laps {
    /// Laps of the last hours that look wrong, newest first.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn review(&self, who: &Who, event: EventId) -> Result<Vec<LapReview>> {
        let record = self.core.allow(who, Action::SettleHeldLaps, event)?.event;
        let mut lease = self.core.store.read().await?;
        let mut conn = lease.conn();
        let mut found = suspicious(&mut conn, &record, None, self.core.now()).await?;
        found.sort_by_key(|lap| Reverse((lap.suspicion.at, lap.suspicion.lap)));
        found.truncate(limits::REVIEW_ROWS_MAX);
        let players: HashSet<i64> = found.iter().map(|lap| lap.player.0).collect();
        let players: Vec<i64> = players.into_iter().collect();
        let labels = store::players::labels(&mut conn, &players).await?;
        let mut reviews = Vec::with_capacity(found.len());
        for Suspicious { player, suspicion } in found {
            let Some((bib, name)) = labels.get(&player.0).cloned() else { continue };
            let lap = counting::find_lap(&mut conn, event, suspicion.lap).await?;
            let (lane, lane_id) = lap.map(|lap| (lap.lane_name, lap.lane_id.map(LaneId))).unwrap_or_default();
            reviews.push(LapReview { bib: Bib::new(bib)?, name, lane, lane_id, suspicion });
        }
        Ok(reviews)
    }

    /// Remembers that a lap was looked at and is right. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low or no such lap counts.
    pub async fn keep(&self, who: &Who, event: EventId, lap: Uuid) -> Result<()> {
        let allowed = self.core.allow(who, Action::SettleHeldLaps, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                counting::keep(tx, who, event.id, lap).await.map(drop)
            })
            .await
    }

    /// Adds the laps that seem to be missing before a lap, at the times that are proposed.
    ///
    /// # Errors
    /// If the role is too low, no such lap counts, or none is missing before it any more.
    pub async fn add_missing(&self, who: &Who, event: EventId, lap: Uuid) -> Result<Vec<Adjusted>> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| add_missing(tx, who, event, lap).await)
            .await
    }

    /// Does what a person answered about a lap.
    ///
    /// # Errors
    /// As [`Laps::keep`], [`Laps::undo`] and [`Laps::add_missing`].
    pub async fn answer(&self, who: &Who, event: EventId, lap: Uuid, answer: ReviewAnswer) -> Result<()> {
        match answer {
            ReviewAnswer::Keep => self.keep(who, event, lap).await,
            ReviewAnswer::TakeBack => self.undo(who, event, lap).await.map(drop),
            ReviewAnswer::AddMissing => self.add_missing(who, event, lap).await.map(drop),
        }
    }
}

/// What is suspicious about whom.
struct Suspicious {
    player: PlayerId,
    suspicion: Suspicion,
}

/// Looks at the laps of one player, or of all.
async fn suspicious(
    conn: &mut Conn<'_>,
    EventRecord { id: event, clock, .. }: &EventRecord,
    player: Option<PlayerId>,
    now: Timestamp,
) -> Result<Vec<Suspicious>> {
    let from = clock.finished_at.map_or(now, |end| end.min(now)).plus_ms(-limits::REVIEW_SPAN_MS);
    let laps = marks::laps(conn, *event, player, from).await?;
    let mut marks: HashMap<i64, Vec<(Timestamp, Mark)>> = HashMap::new();
    for lap in laps {
        let mark = Mark::Lap { id: lap.id, laps: u32::try_from(lap.laps).unwrap_or(1), kept: lap.kept };
        marks.entry(lap.player_id).or_default().push((Timestamp::from_ms(lap.at), mark));
    }
    for (player, at, laps) in marks::added(conn, *event, from).await? {
        if let Some(marks) = marks.get_mut(&player) {
            marks.push((Timestamp::from_ms(at), Mark::Added(u32::try_from(laps).unwrap_or(u32::MAX))));
        }
    }
    let mut away: HashSet<i64> = marks::gone(conn, *event).await?.into_iter().collect();
    let (mut inside, mut outside) = (HashSet::new(), HashSet::new());
    for (player, from, to) in marks::placements(conn, *event).await? {
        if to.is_none() {
            inside.insert(player)
        } else {
            outside.insert(player)
        };
        if let Some(marks) = marks.get_mut(&player) {
            marks.extend([Some(from), to].into_iter().flatten().map(|at| (Timestamp::from_ms(at), Mark::Break)));
        }
    }
    away.extend(outside.difference(&inside));
    let stops = stops(clock);
    let mut found = Vec::new();
    for (player, mut marks) in marks {
        marks.extend_from_slice(&stops);
        let over = clock.state == ClockState::Finished || away.contains(&player);
        let player = PlayerId(player);
        found.extend(review(marks, over).into_iter().map(|suspicion| Suspicious { player, suspicion }));
    }
    Ok(found)
}

/// The moments at which the clock was stopped or went on: everybody rests over a pause.
fn stops(clock: &Clock) -> Vec<(Timestamp, Mark)> {
    clock.spans.iter().flat_map(|span| [Some(span.from), span.to]).flatten().map(|at| (at, Mark::Break)).collect()
}

/// Judges the player's laps anew inside the change, so that two desks that answer at once add nothing twice.
async fn add_missing(tx: &mut Tx, who: &Who, event: &EventRecord, id: Uuid) -> Result<Vec<Adjusted>> {
    let lap = counting::find_lap(&mut tx.conn(), event.id, id).await?.filter(|lap| !lap.voided);
    let lap = lap.ok_or_else(|| Problem::from(refusal::NoLapCounts))?;
    let (player, now) = (PlayerId(lap.player_id), tx.now());
    let found = suspicious(&mut tx.conn(), event, Some(player), now).await?;
    let doubt = found.into_iter().find(|found| found.suspicion.lap == id).map(|found| found.suspicion.doubt);
    let Some(Doubt::Missed { at: moments, laps }) = doubt else {
        return Err(Problem::from(refusal::NothingMissing).into());
    };
    let labels = store::players::labels(&mut tx.conn(), &[player.0]).await?;
    let bib = Bib::new(labels.get(&player.0).map_or(lap.bib, |(bib, _)| *bib))?;
    let mut adjusted = Vec::with_capacity(moments.len());
    for at in moments {
        let laps = SignedLaps::new(i64::from(laps))?;
        let input = AdjustInput { id: Uuid::now_v7(), laps, extra_m: None, at: Some(at), reason: MISSED.to_owned() };
        adjusted.push(adjust(tx, who, event, bib, &input, MISSED.to_owned()).await?);
    }
    Ok(adjusted)
}
