//! Players as every subject asks for them.

use crate::{
    error::Result,
    ledger::Tx,
    store::{self, players::PlayerRow},
};
use domain::{
    Bib, Problem,
    ids::{EventId, PlayerId},
    player::Standing,
    refusal,
};

/// The player who has or had a bib, unless they were removed.
pub(crate) async fn find_player(tx: &mut Tx, event: EventId, bib: Bib) -> Result<PlayerRow> {
    let row = store::players::find(&mut tx.conn(), event, bib).await?;
    Ok(row.filter(|row| row.standing() != Standing::Deleted).ok_or_else(|| nobody(bib))?)
}

/// There is no such player any more.
pub(crate) fn gone() -> Problem {
    Problem::from(refusal::NoSuchPlayer)
}

pub(crate) fn nobody(bib: Bib) -> Problem {
    Problem::from(refusal::NobodyHasBib { bib })
}

/// Refuses what only makes sense for somebody who is registered.
pub(crate) async fn require_there(tx: &mut Tx, event: EventId, player: PlayerId) -> Result<PlayerRow> {
    let row = store::players::find_by_id(&mut tx.conn(), event, player).await?;
    let row = row.ok_or_else(gone)?;
    match row.standing() {
        Standing::Deleted => Err(Problem::from(refusal::PlayerRemoved).into()),
        _ => Ok(row),
    }
}

/// Refuses what only makes sense for somebody who is in the race.
pub(crate) async fn require_in_race(tx: &mut Tx, event: EventId, player: PlayerId) -> Result<()> {
    if require_there(tx, event, player).await?.standing().is_active() {
        return Ok(());
    }
    Err(Problem::from(refusal::PlayerOutOfRace).into())
}
