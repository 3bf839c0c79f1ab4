//! Personal data is erased: of one player, or of all people of an event that is over.
//!
//! What remains are results: bibs, categories, teams, laps. The ledger keeps its entries, which name players by id; their
//! personal parts, reasons included, are gone, and only the salted digests stay, without which the chain would not hold.
//! SQLite overwrites what it deletes (`secure_delete`), so that no page of the file or of a backup holds it, and the ledger
//! has its log emptied after the commit, which keeps older pages. PostgreSQL keeps them for longer: see `store::log`.

use super::players::Players;
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{Erased, EventRecord, HubEffect, NewEntry},
    services::base::player::nobody,
    store::{self, players::PlayerRow},
};
use domain::{
    Action, Bib, Problem,
    change::{Act, Change, ErasedPlayer, ErasedPlayers},
    clock::ClockState,
    ids::{EventId, PlayerId},
    refusal,
};

impl Players {
    /// Erases one player's personal data: name, birth, gender, and what entries, reasons and notes say of them.
    ///
    /// # Errors
    /// If the role is too low, or nobody has the bib.
    pub async fn erase(&self, who: &Who, event: EventId, bib: Bib) -> Result<()> {
        let allowed = self.core.allow(who, Action::ErasePeople, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                // Also of somebody who was removed: the data is still there.
                let row = store::players::find(&mut tx.conn(), event.id, bib).await?.ok_or_else(|| nobody(bib))?;
                erase(tx, event, &row).await?;
                let act = Act::made(PlayerId(row.id), ErasedPlayer { erased: true });
                tx.record(NewEntry::of(event.id, who.actor(), Change::PlayerErase(act)));
                Ok(())
            })
            .await
    }

    /// Erases the personal data of all players of an event, also of those who were removed; returns how many they were.
    ///
    /// # Errors
    /// If the role is too low, there is no such event, or it is not finished.
    pub async fn erase_all(&self, who: &Who, event: EventId) -> Result<usize> {
        let allowed = self.core.allow(who, Action::ErasePeople, event)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                if event.clock.state != ClockState::Finished {
                    return Err(Problem::from(refusal::NamesNeeded).into());
                }
                let rows = store::players::list_with_removed(&mut tx.conn(), event.id).await?;
                for row in &rows {
                    erase(tx, event, row).await?;
                }
                store::payments::erase_all_notes(&mut tx.conn(), event.id).await?;
                tx.erase(Erased::Event(event.id)).await?;
                let act = Act::made(event.id, ErasedPlayers { erased: rows.len() });
                tx.record(NewEntry::of(event.id, who.actor(), Change::EventErase(act)));
                Ok(rows.len())
            })
            .await
    }
}

async fn erase(tx: &mut Tx, event: &EventRecord, row: &PlayerRow) -> Result<()> {
    let (id, now) = (PlayerId(row.id), tx.now());
    store::players::erase(&mut tx.conn(), id, &erased_name(row.bib), now).await?;
    tx.erase(Erased::Player(id)).await?;
    store::payments::erase_notes(&mut tx.conn(), id).await?;
    store::calls::erase(&mut tx.conn(), id).await?;
    let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?;
    if let Some(row) = row.filter(|row| row.standing().is_ranked()) {
        tx.tell(event.id, HubEffect::Face(id, row.face(event.reference_day.date())?));
    }
    Ok(())
}

/// What stands in place of a name.
fn erased_name(bib: i64) -> String {
    format!("№ {bib}")
}
