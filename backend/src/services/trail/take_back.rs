//! Laps, sheets and payments that are undone by their id, as the audit trail does with the entries by which they stand.

use super::undo::{Wish, name_of, undo};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::EventRecord,
    services::{
        counting::{self, Laps},
        money::{self, Payments},
    },
    store,
};
use domain::{
    Action, Problem, Timestamp,
    audit::UndoInput,
    change::SheetRef,
    ids::{EventId, PlayerId},
    lap::{LapOutcome, LapStatus},
    payment::PaymentView,
    refusal::{self, By},
    sheet::SheetView,
    text::parse_reason,
};
use uuid::Uuid;

impl Laps {
    /// Undoes the counting of a lap, as a station does within the first seconds; one that is held is dismissed. Safe to
    /// repeat. Unlike [`Laps::void`] the entry names the one that it undoes.
    ///
    /// # Errors
    /// If the role is too low or there is no such lap.
    pub async fn undo(&self, who: &Who, event: EventId, lap: Uuid) -> Result<LapOutcome> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                undo_count(tx, who, event, lap, None).await
            })
            .await
    }

    /// Undoes a sheet with all its laps, as the audit trail does with its entry.
    ///
    /// # Errors
    /// If the role is too low, there is no such sheet, or it was undone before.
    pub async fn undo_sheet(&self, who: &Who, event: EventId, sheet: Uuid, input: UndoInput) -> Result<SheetView> {
        let allowed = self.core.allow(who, Action::CountLaps, event)?;
        let wish = Wish { reason: parse_reason(&input.reason)?, together: input.together };
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                take_sheet_back(tx, who, event, sheet, wish).await
            })
            .await
    }
}

impl Payments {
    /// Undoes a payment, as the audit trail does with the entry by which it stands.
    ///
    /// # Errors
    /// If the role is too low, there is no such payment, it was undone before, or something of it was given back since.
    pub async fn undo(&self, who: &Who, event: EventId, payment: Uuid, input: UndoInput) -> Result<PaymentView> {
        let allowed = self.core.allow(who, Action::TakePayments, event)?;
        let wish = Wish { reason: parse_reason(&input.reason)?, together: input.together };
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                take_payment_back(tx, who, event, payment, wish).await
            })
            .await
    }
}

/// Undoes the entry by which the lap counts now.
pub(super) async fn undo_count(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    id: Uuid,
    reason: Option<String>,
) -> Result<LapOutcome> {
    let lap = counting::find_lap(&mut tx.conn(), event.id, id).await?;
    let Some(lap) = lap.filter(|lap| !lap.voided) else { return counting::void_by_id(tx, who, event.id, id).await };
    let player = PlayerId(lap.player_id);
    let newest = store::entries::newest_naming(&mut tx.conn(), event.id.0, &player, id).await?;
    let by_which = newest.filter(|entry| entry.new_state.is_some());
    match by_which {
        Some(entry) => {
            let wish = Wish { reason, together: false };
            undo(tx, who, event, entry.id, &wish).await?;
        }
        // Counted by the same group, whose entries are not written yet.
        None => counting::void(tx, who, event.id, &lap).await?,
    }
    Ok(counting::outcome(id, LapStatus::Rejected, Some(refusal::TakenBack.into())))
}

async fn take_sheet_back(tx: &mut Tx, who: &Who, event: &EventRecord, id: Uuid, wish: Wish) -> Result<SheetView> {
    let gone = || Problem::from(refusal::NoSuchSheet);
    let row = store::sheets::find(&mut tx.conn(), id).await?.filter(|row| row.event_id == event.id.0);
    let row = row.ok_or_else(gone)?;
    if row.is_undone() {
        return Err(Problem::from(refusal::SheetUndoneBefore).into());
    }
    let newest = store::entries::newest_naming(&mut tx.conn(), event.id.0, &SheetRef(id), id).await?;
    undo(tx, who, event, newest.ok_or_else(gone)?.id, &wish).await?;
    Ok(SheetView { undone: true, ..counting::sheet_view(&row) })
}

async fn take_payment_back(tx: &mut Tx, who: &Who, event: &EventRecord, id: Uuid, wish: Wish) -> Result<PaymentView> {
    let row = money::find(tx, event.id, id).await?;
    let target = money::whose(row.player_id.map(PlayerId), row.id);
    let newest = store::entries::newest_naming(&mut tx.conn(), event.id.0, &target, id).await?;
    // Entries of the same group are not written yet: then the newest is not the one by which it is as it is.
    match newest.filter(|entry| entry.new_state.is_none() == row.voided) {
        Some(entry) if row.voided => {
            let (by, at) = (By(name_of(&entry).to_owned()), Timestamp::from_ms(entry.at));
            return Err(Problem::from(refusal::UndoneBefore { by, at }).into());
        }
        None if row.voided => return Err(Problem::from(refusal::UndoneJustNow).into()),
        Some(entry) => drop(undo(tx, who, event, entry.id, &wish).await?),
        None => money::void(tx, who, event, &row, wish.reason).await?,
    }
    money::view(money::find(tx, event.id, id).await?, event.currency)
}
