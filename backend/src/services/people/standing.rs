//! How players stand in an event: in the race, withdrawn, disqualified, removed, and in the race again.

use super::players::{Players, slot_refs_of, view};
use crate::{
    auth::Who,
    error::Result,
    ledger::Tx,
    records::{EventRecord, HubEffect, NewEntry},
    services::{
        base::player::{self, find_player},
        counting, money, placing,
    },
    store::{self, players::PlayerRow},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    change::{Act, Change, LeftAt, Stands, Step},
    ids::{EventId, PlayerId},
    player::{PlayerView, Standing},
    refusal,
    text::parse_reason,
};

impl Players {
    /// Lets a player withdraw, disqualifies, removes, or lets one re-enter. Whoever leaves the race leaves the slot too;
    /// laps counted until then stay, later ones are held until the player is back. A player with laps, or whose money was
    /// not given back, cannot be removed.
    ///
    /// # Errors
    /// If the role is too low, nobody has the bib, the reason is too long, or the player's standing forbids it.
    pub async fn set_standing(
        &self,
        who: &Who,
        event: EventId,
        bib: Bib,
        standing: Standing,
        reason: &str,
    ) -> Result<PlayerView> {
        let allowed = self.core.allow(who, Action::RegisterPlayers, event)?;
        let reason = parse_reason(reason)?;
        allowed
            .change(async move |tx: &mut Tx, who: &Who, event: &EventRecord| {
                change(tx, who, event, bib, standing, reason).await
            })
            .await
    }
}

async fn change(
    tx: &mut Tx,
    who: &Who,
    event: &EventRecord,
    bib: Bib,
    new: Standing,
    reason: Option<String>,
) -> Result<PlayerView> {
    let row = find_player(tx, event.id, bib).await?;
    let (id, old) = (PlayerId(row.id), row.standing());
    let changes = old.change_to(new)?;
    if new == Standing::Deleted {
        refuse_removal_of_laps(tx, event.id, &row).await?;
        money::refuse_removal(tx, event, &row).await?;
    }
    if let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), id).await? {
        placing::let_go(tx, who, event.id, &placed, tx.now()).await?;
    }
    let left_at = new.left_at(row.left_at(), tx.now());
    write(tx, event, id, new, left_at).await?;
    let change = changes(Act::between(id, step((old, row.left_at()), (new, left_at))));
    tx.record(NewEntry::of(event.id, who.actor(), change).because(reason));
    counting::follow_standing(tx, who, event.id, id, left_at).await?;
    let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?.ok_or_else(player::gone)?;
    let slot = slot_refs_of(tx, event.id, &row).await?;
    view(&row, event.reference_day.date(), slot)
}

/// How a player stands, and since when out of the race.
type Since = (Standing, Option<Timestamp>);

/// The change from one standing to another as entries say it: since when is left out where it stays as it was.
fn step(was: Since, is: Since) -> Step<Stands> {
    let stands = |(standing, left_at): Since| Stands {
        left_at: if was.1 == is.1 { LeftAt::AsBefore } else { LeftAt::Since(left_at) },
        standing,
    };
    Step::between(stands(was), stands(is))
}

/// The standing that an entry's state speaks of; a player who was not there yet stood as one who was removed. A state that
/// does not say since when leaves it as it is.
pub(crate) fn of_state(state: Option<&Stands>, left_at: Option<Timestamp>) -> (Standing, Option<Timestamp>) {
    state.map_or((Standing::Deleted, left_at), |stands| (stands.standing, stands.left_at.over(left_at)))
}

/// Writes the standing and tells the boards.
pub(crate) async fn write(
    tx: &mut Tx,
    event: &EventRecord,
    id: PlayerId,
    standing: Standing,
    left_at: Option<Timestamp>,
) -> Result<()> {
    store::players::set_standing(&mut tx.conn(), id, standing, left_at).await?;
    if standing.is_ranked() {
        let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?.ok_or_else(player::gone)?;
        tx.tell(event.id, HubEffect::Face(id, row.face(event.reference_day.date())?));
        let totals = counting::totals_of_player(&mut tx.conn(), event.id, id).await?;
        tx.tell(event.id, HubEffect::Totals(id, totals));
    } else {
        tx.tell(event.id, HubEffect::Gone(id));
    }
    Ok(())
}

/// Removes a player from a rehearsal, who has no laps and no slot any more.
pub(crate) async fn remove(tx: &mut Tx, who: &Who, event: &EventRecord, row: &PlayerRow) -> Result<()> {
    let (id, old) = (PlayerId(row.id), row.standing());
    let left_at = Standing::Deleted.left_at(row.left_at(), tx.now());
    write(tx, event, id, Standing::Deleted, left_at).await?;
    let act = Act::between(id, step((old, row.left_at()), (Standing::Deleted, left_at)));
    tx.record(NewEntry::of(event.id, who.actor(), Change::PlayerDelete(act)));
    Ok(())
}

async fn refuse_removal_of_laps(tx: &mut Tx, event: EventId, row: &PlayerRow) -> Result<()> {
    let laps = counting::totals_of_player(&mut tx.conn(), event, PlayerId(row.id)).await?.laps;
    if laps == 0 {
        return Ok(());
    }
    Err(Problem::from(refusal::PlayerHasLaps { bib: row.bib, name: row.name.clone(), laps }).into())
}
