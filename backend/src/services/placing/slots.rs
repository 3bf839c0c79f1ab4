//! Slots as entries say them, and the way back into them.

use super::{arranging::any_group, lanes};
use crate::{
    auth::Who,
    error::{Result, on_unique},
    ledger::Tx,
    records::EventRecord,
    services::base::player,
    store::{self, lanes::GroupRow},
};
use domain::{
    Problem,
    change::{Placed, SlotAt},
    ids::{EventId, PaceGroupId, PlayerId},
    refusal,
};

/// A place in a pace group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) group: PaceGroupId,
    pub(crate) position: i64,
}

/// A slot as entries say it. The name of the pace group is for people: it may have another one when the entry is undone,
/// and another pace group may bear this one then.
pub(crate) fn placed_in(group: &GroupRow, position: i64) -> Placed {
    Placed { slot: Some(SlotAt { pace_group: group.name.clone(), pace_group_id: Some(group.id), position }) }
}

/// No slot, as entries say it.
pub(crate) const NO_SLOT: Placed = Placed { slot: None };

/// The slot that an entry's state speaks of, if it is one. Entries of earlier versions name the pace group alone.
///
/// # Errors
/// If the database cannot be read.
pub(crate) async fn of_state(tx: &mut Tx, event: EventId, state: Option<&Placed>) -> Result<Option<Slot>> {
    let Some(SlotAt { pace_group, pace_group_id, position }) = state.and_then(|state| state.slot.as_ref()) else {
        return Ok(None);
    };
    let group = match *pace_group_id {
        Some(id) => id,
        // No pace group has this id if none has the name any more.
        None => store::lanes::find_group(&mut tx.conn(), event, pace_group).await?.map_or(0, |group| group.id),
    };
    Ok(Some(Slot { group: PaceGroupId(group), position: *position }))
}

/// Puts a player who is in no slot where they were, as if they had never left it if they went nowhere else since.
///
/// # Errors
/// A conflict if the pace group was removed or somebody else is there; not found if there is no such slot any more.
pub(crate) async fn put_back(tx: &mut Tx, who: &Who, event: &EventRecord, player: PlayerId, slot: Slot) -> Result<()> {
    let (group, removed) = any_group(tx, event.id, slot.group).await?;
    if removed {
        return Err(Problem::from(refusal::PaceGroupRemoved { group: group.name }).into());
    }
    lanes::require_free(tx, &group, slot.position).await?;
    let taken = || Problem::from(refusal::SlotJustTaken { position: slot.position, group: group.name.clone() });
    let reopened = store::lanes::reopen_assignment(&mut tx.conn(), player, slot.group, slot.position)
        .await
        .map_err(|error| on_unique(error, taken))?;
    if !reopened {
        let row = store::players::find_by_id(&mut tx.conn(), event.id, player).await?;
        let row = row.ok_or_else(player::gone)?;
        lanes::open(tx, who, event.id, &row, &group, slot.position, tx.now()).await?;
    }
    Ok(())
}
