//! Laps settled by people: counted, dismissed, taken back.

use super::{
    adjust,
    batch::outcome,
    held::{ask_again, count, count_due, let_stand_in, reason_of, record_taken_back},
    lane_book::LaneBook,
    laps::Laps,
    totals::refresh_totals,
};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    store::{self, held::HeldRow, laps::LapRow},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    change::{AboutLap, Act, Change, Kept, LapRef, Waiting},
    held::{HeldLapView, HeldReason, HeldState},
    ids::{EventId, LaneId, PlayerId},
    lap::{LapOutcome, LapStatus},
    limits, refusal,
    tag::Tag,
};
use uuid::Uuid;

impl Laps {
    /// Takes a lap back: one that counted is voided, one that is held is dismissed. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low or there is no such lap.
    pub async fn void(&self, who: &Who, event: EventId, lap: Uuid) -> Result<LapOutcome> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| void_by_id(tx, who, event.id, lap).await)
            .await
    }

    /// Laps that are held, newest first.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn held(&self, who: &Who, event: EventId) -> Result<Vec<HeldLapView>> {
        self.core.allow(who, Action::SettleHeldLaps, event)?;
        let mut lease = self.core.store.read().await?;
        let rows = store::held::list(&mut lease.conn(), event).await?;
        // What a tablet counted for itself is looked at beside what counts, and is no question here.
        let is_question = |row: &HeldRow| row.reason != HeldReason::OtherTally.as_str();
        rows.into_iter()
            .filter(is_question)
            .map(|row| {
                Ok(HeldLapView {
                    id: row.id,
                    bib: row.bib.map(Bib::new).transpose()?,
                    tag: row.tag.as_deref().map(Tag::parse).transpose()?,
                    reason: reason_of(&row),
                    name: row.name,
                    lane: row.lane_name,
                    lane_id: row.lane_id.map(LaneId),
                    counted_at: Timestamp::from_ms(row.counted_at),
                    received_at: Timestamp::from_ms(row.received_at),
                    count: u32::try_from(row.count).unwrap_or(1),
                    device: row.device,
                })
            })
            .collect()
    }

    /// Looks again at laps that were held because their time lay in the future, once it no longer does. The backend
    /// does it by itself every few seconds.
    ///
    /// # Errors
    /// If the database cannot be read or written.
    pub async fn count_due(&self) -> Result<()> {
        count_due(&self.core).await
    }

    /// Counts held laps by a person's decision, all or none; returns how many were still held.
    ///
    /// # Errors
    /// If the role is too low, one is unknown, or nobody has its bib.
    pub async fn count_held(&self, who: &Who, event: EventId, laps: Vec<Uuid>) -> Result<usize> {
        self.settle(who, event, laps, true).await
    }

    /// Dismisses held laps by a person's decision, all or none; returns how many were still held.
    ///
    /// # Errors
    /// If the role is too low or one is unknown.
    pub async fn dismiss_held(&self, who: &Who, event: EventId, laps: Vec<Uuid>) -> Result<usize> {
        self.settle(who, event, laps, false).await
    }

    async fn settle(&self, who: &Who, event: EventId, laps: Vec<Uuid>, count: bool) -> Result<usize> {
        let allowed = self.core.allow(who, Action::SettleHeldLaps, event)?;
        if laps.is_empty() || laps.len() > limits::LAPS_PER_REQUEST_MAX {
            return Err(Problem::from(refusal::ChooseLapsRange { max: limits::LAPS_PER_REQUEST_MAX }).into());
        }
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                if count {
                    count_all(tx, who, event.id, &laps).await
                } else {
                    dismiss_all(tx, who, event.id, &laps).await
                }
            })
            .await
    }
}

pub(crate) async fn void_by_id(tx: &mut Tx, who: &Who, event: EventId, id: Uuid) -> Result<LapOutcome> {
    let lap = store::laps::find(&mut tx.conn(), event, id).await?;
    let held = store::held::find(&mut tx.conn(), event, id).await?;
    match (lap, held) {
        (Some(lap), _) if !lap.voided => void(tx, who, event, &lap).await?,
        // A lap that was counted and then set aside by the clock waits here, and would count again with it.
        (_, Some(held)) if held.is(HeldState::Held) => dismiss(tx, who, event, &held).await?,
        (Some(_), _) => return Ok(outcome(id, LapStatus::Duplicate, Some(refusal::TakenBackBefore.into()))),
        (None, Some(_)) => {}
        (None, None) => return Err(Problem::from(refusal::NoSuchLap).into()),
    }
    Ok(outcome(id, LapStatus::Rejected, Some(refusal::TakenBack.into())))
}

/// Counts held laps by a person's decision; returns how many were.
pub(crate) async fn count_all(tx: &mut Tx, who: &Who, event: EventId, ids: &[Uuid]) -> Result<usize> {
    let book = LaneBook::load(tx, event).await?;
    let mut counted = 0;
    for id in ids {
        let row = open(tx, event, *id).await?;
        if let Some(row) = row {
            count(tx, who, event, &row, &book, true).await?;
            counted += 1;
        }
    }
    Ok(counted)
}

/// Dismisses held laps by a person's decision; returns how many were.
pub(crate) async fn dismiss_all(tx: &mut Tx, who: &Who, event: EventId, ids: &[Uuid]) -> Result<usize> {
    let mut dismissed = 0;
    for id in ids {
        if let Some(row) = open(tx, event, *id).await? {
            dismiss(tx, who, event, &row).await?;
            dismissed += 1;
        }
    }
    Ok(dismissed)
}

/// Dismisses one.
pub(crate) async fn dismiss(tx: &mut Tx, who: &Who, event: EventId, row: &HeldRow) -> Result<()> {
    let now = tx.now();
    store::held::settle(&mut tx.conn(), row.id, HeldState::Dismissed, true, now).await?;
    let act = Act::step(LapRef(row.id), row.waiting(), Waiting::DISMISSED).with(AboutLap {
        bib: row.bib,
        count: Some(row.count),
        counted_at: Timestamp::from_ms(row.counted_at),
        tag: row.tag.clone(),
    });
    tx.record(NewEntry::of(event, who.actor(), Change::LapDismiss(act)));
    Ok(())
}

/// A lap that is held now; none if it was settled before, which is what the caller wanted anyway.
async fn open(tx: &mut Tx, event: EventId, id: Uuid) -> Result<Option<HeldRow>> {
    let row = store::held::find(&mut tx.conn(), event, id).await?;
    let row = row.ok_or_else(|| Problem::from(refusal::NoSuchHeldLap))?;
    Ok(row.is(HeldState::Held).then_some(row))
}

/// Takes all laps of a player back.
pub(crate) async fn void_all(tx: &mut Tx, who: &Who, event: EventId, player: PlayerId) -> Result<()> {
    let now = tx.now();
    for lap in store::laps::standing_of_player(&mut tx.conn(), event, player).await? {
        store::laps::void(&mut tx.conn(), event, &lap, now).await?;
        record_taken_back(tx, who, event, &lap);
    }
    for row in store::adjustments::standing_of_player(&mut tx.conn(), event, player).await? {
        adjust::take_back(tx, who, event, &row).await?;
    }
    refresh_totals(tx, event, player).await
}

/// Takes a counted lap back.
pub(crate) async fn void(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow) -> Result<()> {
    set_counted(tx, who, event, lap, false).await?;
    record_taken_back(tx, who, event, lap);
    Ok(())
}

/// Lets a lap stand or takes it back, and tells the board.
pub(crate) async fn set_counted(tx: &mut Tx, who: &Who, event: EventId, lap: &LapRow, stands: bool) -> Result<()> {
    if stands {
        store::laps::unvoid(&mut tx.conn(), lap.id).await?;
        ask_again(tx, who, event, lap.id).await?;
    } else {
        let now = tx.now();
        store::laps::void(&mut tx.conn(), event, lap, now).await?;
        let_stand_in(tx, who, event, lap.id).await?;
    }
    refresh_totals(tx, event, PlayerId(lap.player_id)).await
}

/// Dismisses all that waits; returns how many laps.
pub(crate) async fn dismiss_waiting(tx: &mut Tx, who: &Who, event: EventId) -> Result<usize> {
    let rows = store::held::list(&mut tx.conn(), event).await?;
    dismiss_rows(tx, who, event, &rows).await
}

/// Dismisses what was read of a tag while nobody wore it; returns how many laps.
pub(crate) async fn dismiss_reads(tx: &mut Tx, who: &Who, event: EventId, tag: &Tag) -> Result<usize> {
    let mut rows = store::held::list_of_tag(&mut tx.conn(), event, tag).await?;
    rows.retain(|row| row.reason == HeldReason::UnknownTag.as_str());
    dismiss_rows(tx, who, event, &rows).await
}

async fn dismiss_rows(tx: &mut Tx, who: &Who, event: EventId, rows: &[HeldRow]) -> Result<usize> {
    for row in rows {
        dismiss(tx, who, event, row).await?;
    }
    Ok(rows.len())
}

/// Keeps a lap that counts; returns whether that is new.
pub(crate) async fn keep(tx: &mut Tx, who: &Who, event: EventId, id: Uuid) -> Result<bool> {
    let lap = store::laps::find(&mut tx.conn(), event, id).await?.filter(|lap| !lap.voided);
    let lap = lap.ok_or_else(|| Problem::from(refusal::NoLapCounts))?;
    let now = tx.now();
    if !store::review::keep(&mut tx.conn(), event, id, now).await? {
        return Ok(false);
    }
    let about = AboutLap {
        bib: Some(lap.bib),
        count: Some(lap.count),
        counted_at: Timestamp::from_ms(lap.counted_at),
        tag: None,
    };
    let act = Act::step(LapRef(id), Kept::of(false), Kept::of(true)).with(about);
    tx.record(NewEntry::of(event, who.actor(), Change::LapKeep(act)));
    Ok(true)
}
