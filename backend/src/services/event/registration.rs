//! The soft lock on registration.

use super::events::Events;
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::base::event::refuse_cancelled,
};
use domain::{
    Action,
    change::{Act, LockedFrom},
    event::EventView,
    ids::EventId,
    registration::{RegistrationInput, is_locked},
};

impl Events {
    /// Locks registration, now or from a moment on, or lifts the lock. To set what is set already changes nothing.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, it was called off, or a moment stands beside an unlocking.
    pub async fn lock_registration(&self, who: &Who, event: EventId, input: RegistrationInput) -> Result<EventView> {
        let allowed = self.core.allow(who, Action::LockRegistration, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| set_lock(tx, who, event.id, input).await)
            .await?;
        self.view(event)
    }
}

async fn set_lock(tx: &mut Tx, who: &Who, event: EventId, input: RegistrationInput) -> Result<()> {
    let mut record = EventRecord::clone(&*tx.event(event).await?);
    refuse_cancelled(&record)?;
    let (now, old) = (tx.now(), record.registration_locked_from);
    let new = input.locked_from(now)?;
    // Who presses twice, or after somebody else did, does not move the moment.
    if new == old || (input.at.is_none() && new.is_some() && is_locked(old, now)) {
        return Ok(());
    }
    record.registration_locked_from = new;
    let [was, is] = [old, new].map(|locked_from| LockedFrom { locked_from });
    tx.record(NewEntry::of(event, who.actor(), input.action.change()(Act::step(event, was, is))));
    tx.set_event(record).await
}
