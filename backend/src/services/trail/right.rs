//! Who may undo what.

use crate::{
    auth::Who,
    error::Result,
    services::counting,
    store::{Conn, entries::EntryRow},
};
use domain::{
    Action, Role,
    audit::ActorKind,
    change::{Change, Kind, Subject},
    ids::EventId,
};

/// Refuses whoever may not undo an entry: it takes the right to do what is undone.
///
/// # Errors
/// Unauthenticated or forbidden without that right, or if the database cannot be read.
pub(crate) async fn require_right(
    conn: &mut Conn<'_>,
    who: &Who,
    entry: &EntryRow,
    change: &Change,
    subject: Subject,
) -> Result<()> {
    // Whoever settles held laps counted it, and without the right to count any other.
    if subject == Subject::Lap && !who.may(subject.needs()) && who.may(Action::SettleHeldLaps) {
        let decided = match change.thing() {
            Some(id) => counting::is_counted_by_person(conn, EventId(entry.chain), id).await?,
            None => false,
        };
        if decided && change.kind() == Some(Kind::LapCount) {
            return Ok(());
        }
    }
    // Whoever said whether two tablets counted one lap or two may take that back at the same place.
    let is_own = is_by(entry, who);
    if matches!(subject, Subject::HeldLap | Subject::KeptLap) && is_own && who.may(Action::SettleCounters) {
        return Ok(());
    }
    let by = entry.actor_role.as_deref().and_then(Role::parse);
    who.require(subject.needs_after(by, is_own))?;
    Ok(())
}

/// Whether an entry is one's own, or of the device that one is at.
fn is_by(entry: &EntryRow, who: &Who) -> bool {
    let actor = who.actor();
    let own = entry.actor_id.is_some()
        && ActorKind::parse(&entry.actor_kind) == Some(actor.kind)
        && entry.actor_id == actor.id;
    own || (entry.device_id.is_some() && entry.device_id == who.device_id().map(|device| device.0))
}
