//! The way back of what was counted.

use super::{adjust, held::look_at, lane_counters, reads::follow, settle::set_counted, sheets};
use crate::{auth::Who, error::Result, ledger::Tx, services::base::player::require_there, store};
use domain::{
    Problem, Timestamp,
    change::{Adjustment, Edited, Kept, Lap, LapRef, Sheet, Step, Waiting},
    held::HeldState,
    ids::{EventId, LaneId, PlayerId},
    lap::judge_leaving,
    refusal,
    tag::Tag,
};
use uuid::Uuid;

/// What became of a way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WayBack {
    /// It is as it was before.
    Gone,
    /// Something changed it since. The id is that of the lap or adjustment, where a player has many.
    Barred(Option<Uuid>),
}

/// Lets a lap count again that an entry took back, or takes back one that it counted.
pub(crate) async fn lap(tx: &mut Tx, who: &Who, event: EventId, step: Step<&Lap>) -> Result<WayBack> {
    let Step { was: found, is: left } = step;
    let lap = match left.or(found) {
        Some(lap) => store::laps::find(&mut tx.conn(), event, lap.lap).await?,
        None => None,
    };
    let lap = lap.ok_or_else(|| Problem::from(refusal::NoSuchLap))?;
    if lap.voided == left.is_some() {
        return Ok(WayBack::Barred(Some(lap.id)));
    }
    let player = require_there(tx, event, PlayerId(lap.player_id)).await?;
    // What a person decided stays, also when it is brought back.
    if found.is_some() && !store::held::is_counted_by_person(&mut tx.conn(), event, lap.id).await? {
        let clock = &tx.event(event).await?.clock;
        let counted_at = Timestamp::from_ms(lap.counted_at);
        if let Err(reason) = judge_leaving(player.left_at(), counted_at).and_then(|()| clock.judge(counted_at)) {
            return Err(Problem::from(refusal::LapCannotCount { reason }).into());
        }
    }
    set_counted(tx, who, event, &lap, found.is_some()).await?;
    // Who wore the tag may have been corrected meanwhile.
    if let Some(tag) = lap.tag.as_deref() {
        follow(tx, who, event, &Tag::parse(tag)?).await?;
    }
    Ok(WayBack::Gone)
}

/// Takes back laps that were added to a player or taken off, or lets them stand again.
pub(crate) async fn adjustment(tx: &mut Tx, event: EventId, step: Step<&Adjustment>) -> Result<WayBack> {
    let Step { was: found, is: left } = step;
    let row = match left.or(found) {
        Some(one) => store::adjustments::find(&mut tx.conn(), event, one.adjustment).await?,
        None => None,
    };
    let row = row.ok_or_else(|| Problem::from(refusal::NoSuchAdjustment))?;
    if row.voided == left.is_some() {
        return Ok(WayBack::Barred(Some(row.id)));
    }
    require_there(tx, event, PlayerId(row.player_id)).await?;
    adjust::set_standing(tx, event, &row, found.is_some()).await?;
    Ok(WayBack::Gone)
}

/// Holds a lap again that was dismissed, or dismisses one that was held again.
pub(crate) async fn held_lap(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    LapRef(id): LapRef,
    step: Step<&Waiting>,
) -> Result<WayBack> {
    let row = store::held::find(&mut tx.conn(), event, id).await?;
    let row = row.ok_or_else(|| Problem::from(refusal::NoSuchHeldLap))?;
    if !step.is.is_some_and(|left| row.is(left.state)) {
        return Ok(WayBack::Barred(None));
    }
    if step.was.is_some_and(|found| found.state == HeldState::Held) {
        store::held::reopen(&mut tx.conn(), id).await?;
        let row = store::held::find(&mut tx.conn(), event, id).await?;
        look_at(tx, who, event, row.as_slice()).await?;
    } else {
        let now = tx.now();
        store::held::settle(&mut tx.conn(), id, HeldState::Dismissed, true, now).await?;
    }
    Ok(WayBack::Gone)
}

/// Asks again about a lap of which somebody said that it is right, or no longer.
pub(crate) async fn kept_lap(tx: &mut Tx, event: EventId, LapRef(id): LapRef, step: Step<&Kept>) -> Result<WayBack> {
    let kept = store::review::is_kept(&mut tx.conn(), id).await?;
    if step.is != Some(&Kept::of(kept)) {
        return Ok(WayBack::Barred(None));
    }
    if kept {
        store::review::keep_no_longer(&mut tx.conn(), id).await?;
    } else {
        let now = tx.now();
        store::review::keep(&mut tx.conn(), event, id, now).await?;
    }
    Ok(WayBack::Gone)
}

/// Sets back how the tablets of a lane share the counting.
pub(crate) async fn counters(tx: &mut Tx, event: EventId, lane: LaneId, step: Step<&Edited>) -> Result<WayBack> {
    let nothing = Edited::new();
    let (left, found) = (step.is.unwrap_or(&nothing), step.was.unwrap_or(&nothing));
    let is_gone = lane_counters::set_back(tx, event, lane, left, found).await?;
    Ok(if is_gone { WayBack::Gone } else { WayBack::Barred(None) })
}

/// Takes all laps of a sheet back, or lets them count again.
pub(crate) async fn sheet(tx: &mut Tx, who: &Who, event: EventId, id: Uuid, step: Step<&Sheet>) -> Result<WayBack> {
    let row = store::sheets::find(&mut tx.conn(), id).await?;
    let row = row.ok_or_else(|| Problem::from(refusal::NoSuchSheet))?;
    if row.is_undone() == step.is.is_some() {
        return Ok(WayBack::Barred(None));
    }
    sheets::set_standing(tx, who, event, &row, step.was.is_some()).await?;
    Ok(WayBack::Gone)
}
