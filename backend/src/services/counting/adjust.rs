//! Laps added to players or taken off by a person's word: from a sheet of paper, after a recount.

use super::{lane_book::LaneBook, laps::Laps, totals::refresh_totals};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::base::player::find_player,
    store::{self, adjustments::AdjustmentRow},
};
use domain::{
    Action, Bib, Metres, Problem, Timestamp,
    change::{Act, Adjustment, Change},
    ids::{EventId, PlayerId},
    lap::{AdjustInput, Adjusted},
    refusal,
    text::parse_reason,
};
use uuid::Uuid;

impl Laps {
    /// Adds laps to a player or takes some off, from a moment of the race on. Safe to repeat: an id counts once.
    ///
    /// # Errors
    /// If the role is too low, nobody has the bib, there is no reason, the moment is none of the race, or the player
    /// would come to less than nothing.
    pub async fn adjust(&self, who: &Who, event: EventId, bib: Bib, input: AdjustInput) -> Result<Adjusted> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        let reason = parse_reason(&input.reason)?;
        let reason = reason.ok_or_else(|| Problem::from(refusal::ReasonMissing))?;
        if input.id.is_nil() {
            return Err(Problem::from(refusal::IdIsNil).into());
        }
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                adjust(tx, who, event, bib, &input, reason).await
            })
            .await
    }
}

/// Adds laps or takes some off, and records why.
pub(crate) async fn adjust(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    bib: Bib,
    input: &AdjustInput,
    reason: String,
) -> Result<Adjusted> {
    let row = find_player(tx, event.id, bib).await?;
    let player = PlayerId(row.id);
    if let Some(known) = store::adjustments::find(&mut tx.conn(), event.id, input.id).await? {
        if known.player_id != row.id || known.laps != input.laps.get() {
            return Err(Problem::from(refusal::IdOfAdjustment).into());
        }
        return adjusted(tx, event.id, bib, player, input.id, true).await;
    }
    if !store::laps::here(&mut tx.conn(), &[input.id]).await?.is_empty() {
        return Err(Problem::from(refusal::IdOfLap).into());
    }
    if store::adjustments::is_known(&mut tx.conn(), input.id).await? {
        return Err(Problem::from(refusal::IdOfAdjustmentElsewhere).into());
    }
    let now = tx.now();
    let clock = &event.clock;
    let at = input.at.unwrap_or_else(|| clock.latest(now));
    if at > now {
        return Err(Problem::from(refusal::AdjustInFuture).into());
    }
    if let Err(reason) = clock.judge(at) {
        return Err(Problem::from(refusal::NoLapThen { reason }).into());
    }
    let laps = input.laps.get();
    require_enough(tx, event.id, player, laps).await?;
    let book = LaneBook::load(tx, event.id).await?;
    let metres = book.signed(laps) + remainder(input, book.longest())?;
    store::adjustments::create(&mut tx.conn(), event.id, player, input.id, (laps, metres), at, now).await?;
    let adjustment = Adjustment { adjustment: input.id, at, distance_m: metres, laps };
    let change = Change::LapAdjust(Act::made(player, adjustment));
    tx.record(NewEntry::of(event.id, who.actor(), change).because(Some(reason)));
    refresh_totals(tx, event.id, player).await?;
    adjusted(tx, event.id, bib, player, input.id, false).await
}

/// The metres beyond whole laps.
fn remainder(input: &AdjustInput, lap: Metres) -> Result<Metres> {
    let Some(extra) = input.extra_m else {
        let nothing = Problem::from(refusal::NothingToAdjust);
        return if input.laps.is_none() { Err(nothing.into()) } else { Ok(Metres::default()) };
    };
    if extra <= Metres::default() || extra >= lap {
        return Err(Problem::from(refusal::MetresBeyond { lap }).into());
    }
    Ok(extra)
}

async fn adjusted(
    tx: &mut Tx,
    event: EventId,
    bib: Bib,
    player: PlayerId,
    id: Uuid,
    duplicate: bool,
) -> Result<Adjusted> {
    let laps = store::laps::totals_of_player(&mut tx.conn(), event, player).await?.laps;
    Ok(Adjusted { id, bib, laps, duplicate })
}

/// Takes an adjustment back with an entry of its own, as part of taking back all that a player has.
pub(crate) async fn take_back(tx: &mut Tx, who: &Who, event: EventId, row: &AdjustmentRow) -> Result<()> {
    let now = tx.now();
    store::adjustments::void(&mut tx.conn(), event, row, now).await?;
    let adjustment = Adjustment {
        adjustment: row.id,
        at: Timestamp::from_ms(row.at),
        distance_m: Metres::from_mm(row.metres_mm),
        laps: row.laps,
    };
    let change = Change::LapAdjust(Act::ended(PlayerId(row.player_id), adjustment));
    tx.record(NewEntry::of(event, who.actor(), change));
    Ok(())
}

/// Refuses what would leave a player with less than nothing: what was counted cannot be below what was taken off.
async fn require_enough(tx: &mut Tx, event: EventId, player: PlayerId, laps: i64) -> Result<()> {
    let has = store::laps::totals_of_player(&mut tx.conn(), event, player).await?.laps;
    if has.checked_add_signed(laps).is_some() {
        return Ok(());
    }
    Err(Problem::from(refusal::TooFewLaps { laps: has }).into())
}

/// Lets an adjustment stand or takes it back, and tells the board.
pub(crate) async fn set_standing(tx: &mut Tx, event: EventId, row: &AdjustmentRow, stands: bool) -> Result<()> {
    let player = PlayerId(row.player_id);
    require_enough(tx, event, player, if stands { row.laps } else { -row.laps }).await?;
    if stands {
        store::laps::unvoid(&mut tx.conn(), row.id).await?;
    } else {
        let now = tx.now();
        store::adjustments::void(&mut tx.conn(), event, row, now).await?;
    }
    refresh_totals(tx, event, player).await
}
