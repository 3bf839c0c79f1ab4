//! What an event is, changed after it was made; called off, and let take place after all.

use super::events::Events;
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::{
        base::{event::refuse_cancelled, fields::differing},
        counting,
    },
    store,
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
use serde_json::json;

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
    let new = EventRecord {
        name: change.name.map_or_else(|| old.name.clone(), |name| name.as_str().to_owned()),
        sport: change.sport.unwrap_or(old.sport),
        lap_length: change.lap_length.unwrap_or(old.lap_length),
        laps_per_tap: change.laps_per_tap.unwrap_or(old.laps_per_tap),
        placement: change.placement.unwrap_or(old.placement),
        currency: change.currency.unwrap_or(old.currency),
        ..EventRecord::clone(&old)
    };
    if new.placement == Placement::Required && new.pace_groups.is_empty() {
        return Err(Problem::from(refusal::PlacementNeedsGroupFirst).into());
    }
    if new.currency != old.currency && store::payments::are_there(&mut tx.conn(), event).await? {
        return Err(Problem::from(refusal::CurrencyStays { currency: old.currency }).into());
    }
    let step = differing(&fields(&old), &fields(&new));
    if step.is.as_ref().is_none_or(Fields::is_empty) {
        return Ok(());
    }
    let updated = Change::EventUpdate(Act::between(event, step));
    tx.record(NewEntry::of(event, who.actor(), updated).because(change.reason));
    let looser = (old.placement, new.placement) == (Placement::Required, Placement::Optional);
    tx.set_event(new).await?;
    if looser {
        counting::look_again(tx, who, event, counting::Scope::All).await?;
    }
    Ok(())
}

/// What an entry says of an event, field by field.
pub(super) fn fields(event: &EventRecord) -> Fields {
    let pairs = [
        ("name", json!(event.name)),
        ("sport", json!(event.sport)),
        ("lap_length_m", json!(event.lap_length)),
        ("laps_per_tap", json!(event.laps_per_tap)),
        ("placement", json!(event.placement)),
        ("currency", json!(event.currency)),
    ];
    pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).collect()
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
