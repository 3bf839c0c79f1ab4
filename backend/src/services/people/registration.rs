//! Whether anybody may still be registered, and who registers past the lock.

use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, NewEntry},
    services::base::event::refuse_cancelled,
};
use domain::{
    Action,
    change::{Act, Change, PastLock},
    ids::EventId,
    registration::{is_locked, pass_lock},
};
use std::sync::Arc;

/// Refuses to register where the event was called off or registration is locked; past the lock those may who may lock
/// it, with a reason for each player, and an entry says so.
pub(super) async fn require_open(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    reasons: &[Option<String>],
) -> Result<Arc<EventRecord>> {
    let record = tx.event(event).await?;
    refuse_cancelled(&record)?;
    if is_locked(record.registration_locked_from, tx.now()) {
        pass_lock(who.may(Action::LockRegistration), reasons.iter().map(Option::is_some))?;
        let past = PastLock { locked_from: record.registration_locked_from, players: reasons.len() };
        let change = Change::RegistrationOverride(Act::on(event).with(past));
        tx.record(NewEntry::of(event, who.actor(), change));
    }
    Ok(record)
}
