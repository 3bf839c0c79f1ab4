//! What two tablets of a lane counted: whether it was one lap or two.

use super::{held, lane_book::LaneBook, laps::Laps, settle};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::EventRecord,
    store::{self, Conn, counters::QuestionRow},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    counters::{BothCounted, Settlement},
    held::HeldState,
    ids::{EventId, LaneId},
    limits, refusal,
};

impl Laps {
    /// What both tablets of a lane counted and nobody has said whether it was one lap or two, newest first.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn both_counted(&self, who: &Who, event: EventId) -> Result<Vec<BothCounted>> {
        self.core.allow(who, Action::SettleCounters, event)?;
        let mut lease = self.core.store.read().await?;
        questions(&mut lease.conn(), event, None, limits::LAPS_PER_REQUEST_MAX).await
    }

    /// Says of laps that only one tablet has, or both, whether each counts; all or none of them. Returns how many changed
    /// by it. Safe to repeat.
    ///
    /// # Errors
    /// If the role is too low, one is unknown, or there are none or too many. A lap that counts is taken back only by
    /// those who may count any.
    pub async fn settle_counters(&self, who: &Who, event: EventId, all: Vec<Settlement>) -> Result<usize> {
        let allowed = self.core.allow(who, Action::SettleCounters, event)?;
        if all.is_empty() || all.len() > limits::LAPS_PER_REQUEST_MAX {
            return Err(Problem::from(refusal::SettleLapsRange { max: limits::LAPS_PER_REQUEST_MAX }).into());
        }
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                let book = LaneBook::load(tx, event.id).await?;
                let mut settled = 0;
                for one in &all {
                    settled += usize::from(settle(tx, who, event.id, one, &book).await?);
                }
                Ok(settled)
            })
            .await
    }
}

async fn settle(tx: &mut Tx, who: &Who, event: EventId, one: &Settlement, book: &LaneBook) -> Result<bool> {
    let held = store::held::find(&mut tx.conn(), event, one.lap).await?;
    if let Some(row) = held.filter(|row| row.is(HeldState::Held)) {
        if !held::reason_of(&row).is_of_counters() {
            who.require(Action::SettleHeldLaps)?;
        }
        if one.counts {
            held::count(tx, who, event, &row, book, true).await?;
        } else {
            settle::dismiss(tx, who, event, &row).await?;
        }
        return Ok(true);
    }
    let lap = store::laps::find(&mut tx.conn(), event, one.lap).await?;
    match (lap, one.counts) {
        (Some(lap), true) if !lap.voided => settle::keep(tx, who, event, one.lap).await,
        (Some(lap), false) if !lap.voided => {
            who.require(Action::CountLaps)?;
            settle::void(tx, who, event, &lap).await?;
            Ok(true)
        }
        // Somebody else was quicker.
        (Some(_), _) => Ok(false),
        (None, _) if store::held::find(&mut tx.conn(), event, one.lap).await?.is_some() => Ok(false),
        (None, _) => Err(Problem::from(refusal::NoSuchLap).into()),
    }
}

/// Questions of a lane, or of all.
pub(crate) async fn questions(
    conn: &mut Conn<'_>,
    event: EventId,
    lane: Option<LaneId>,
    count: usize,
) -> Result<Vec<BothCounted>> {
    let rows = store::counters::questions(conn, event, lane, count).await?;
    let view = |row: QuestionRow| {
        Ok(BothCounted {
            lap: row.id,
            bib: Bib::new(row.bib)?,
            name: row.name,
            lane: row.lane,
            lane_id: row.lane_id.map(LaneId),
            at: Timestamp::from_ms(row.at),
            device: row.device,
            counted_at: Timestamp::from_ms(row.counted_at),
            counted_by: row.counted_by,
        })
    };
    rows.into_iter().map(view).collect()
}
