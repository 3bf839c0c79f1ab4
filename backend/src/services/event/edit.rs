//! What an event is, changed after it was made; called off, and let take place after all.

use super::events::Events;
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, HubEffect, NewEntry},
    services::{
        base::{event::refuse_cancelled, fields::differing},
        counting,
    },
    store, zones,
};
use domain::{
    Action, Problem,
    change::{Act, CancelledAt, Change, Fields},
    clock::ClockState,
    event::{CancelInput, EventChange, EventEdit, EventView, Placement},
    ids::EventId,
    refusal,
    text::parse_reason,
};

impl Events {
    /// Changes what an event is. Laps that were counted stay as they are; a new length and a new number of laps a tap
    /// hold from now on, and laps that are held for want of a slot are looked at again.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, it was called off, a field breaks a rule of form, slots would be
    /// required where there are none, or another currency is asked for after the first payment.
    pub async fn update(&self, who: &Who, event: EventId, edit: EventEdit) -> Result<EventView> {
        let allowed = self.core.allow(who, Action::ManageEvents, event)?;
        let change = edit.parse()?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| update(tx, who, event.id, change).await)
            .await?;
        self.view(event)
    }

    /// Calls an event off that has not started, or lets it take place after all. One that was called off is current
    /// only while there is no other, registers nobody, and its clock stands.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, the race has started, it is so already, or the reason is too long.
    pub async fn cancel(&self, who: &Who, event: EventId, input: &CancelInput) -> Result<EventView> {
        let allowed = self.core.allow(who, Action::ManageEvents, event)?;
        let (reason, cancelled) = (parse_reason(&input.reason)?, input.cancelled);
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                cancel(tx, who, event.id, cancelled, reason).await
            })
            .await?;
        self.view(event)
    }
}

async fn update(tx: &mut Tx, who: &Who, event: EventId, change: EventChange) -> Result<()> {
    let old = tx.event(event).await?;
    refuse_cancelled(&old)?;
    let reason = change.reason.clone();
    let new = EventRecord { facts: old.facts.changed(change), ..EventRecord::clone(&old) };
    new.facts.check()?;
    if new.time_zone != old.time_zone {
        zones::find(&new.time_zone)?;
    }
    if new.placement == Placement::Required && new.pace_groups.is_empty() {
        return Err(Problem::from(refusal::PlacementNeedsGroupFirst).into());
    }
    if new.currency != old.currency && store::payments::are_there(&mut tx.conn(), event).await? {
        return Err(Problem::from(refusal::CurrencyStays { currency: old.currency }).into());
    }
    let step = differing(&old.facts.fields(), &new.facts.fields());
    if step.is.as_ref().is_none_or(Fields::is_empty) {
        return Ok(());
    }
    let updated = Change::EventUpdate(Act::between(event, step));
    tx.record(NewEntry::of(event, who.actor(), updated).because(reason));
    let looser = (old.placement, new.placement) == (Placement::Required, Placement::Optional);
    let day = (new.reference_day != old.reference_day).then_some(new.reference_day);
    tx.set_event(new).await?;
    if let Some(day) = day {
        // Ages are others, and with them who is shown by which name.
        for (player, face) in store::players::faces(&mut tx.conn(), event, day.date()).await? {
            tx.tell(event, HubEffect::Face(player, face));
        }
    }
    if looser {
        counting::look_again(tx, who, event, counting::Scope::All).await?;
    }
    Ok(())
}

async fn cancel(tx: &mut Tx, who: &Who, event: EventId, cancelled: bool, reason: Option<String>) -> Result<()> {
    let mut record = EventRecord::clone(&*tx.event(event).await?);
    let old = record.cancelled_at;
    match (cancelled, old) {
        (true, Some(_)) => return Err(Problem::from(refusal::EventCalledOffBefore).into()),
        (false, None) => return Err(Problem::from(refusal::EventNotCalledOff).into()),
        (true, None) if !matches!(record.clock.state, ClockState::Draft | ClockState::Open) => {
            return Err(Problem::from(refusal::TooLateToCallOff).into());
        }
        _ => {}
    }
    record.cancelled_at = cancelled.then(|| tx.now());
    let [was, is] = [old, record.cancelled_at].map(|cancelled_at| CancelledAt { cancelled_at });
    let act = Act::step(event, was, is);
    let change = if cancelled { Change::EventCancel(act) } else { Change::EventReinstate(act) };
    tx.record(NewEntry::of(event, who.actor(), change).because(reason));
    tx.set_event(record).await
}
