//! How players stand in an event: in the race, withdrawn, disqualified, removed, and in the race again.

use super::{
    held, lanes, payments,
    players::{Players, find_player, slot_refs_of, view},
};
use crate::{
    auth::Who,
    error::Result,
    ledger::{HubEffect, NewEntry, Target, Tx},
    live::EventRecord,
    store::{self, players::PlayerRow},
};
use domain::{
    Action, Bib, Problem, Timestamp,
    audit::parse_reason,
    board::Topic,
    ids::{EventId, PlayerId},
    player::{PlayerView, Standing},
};
use serde_json::{Value, json};

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
        who.require(Action::RegisterPlayers)?;
        let record = self.core.live.directory().event(event)?;
        let (who, reason) = (who.clone(), parse_reason(reason)?);
        self.core
            .ledger
            .commit(event, move |tx| Box::pin(async move { change(tx, &who, &record, bib, standing, reason).await }))
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
    let action = old.change_to(new)?;
    if new == Standing::Deleted {
        refuse_removal_of_laps(tx, event.id, &row).await?;
        payments::refuse_removal(tx, event, &row).await?;
    }
    if let Some(placed) = store::lanes::find_of_player(&mut tx.conn(), id).await? {
        lanes::let_go(tx, who, event.id, &placed, tx.now()).await?;
    }
    let left_at = new.left_at(row.left_at(), tx.now());
    write(tx, event, id, new, left_at).await?;
    let (was, is) = states((old, row.left_at()), (new, left_at));
    tx.record(NewEntry {
        previous: Some(was),
        new: Some(is),
        reason,
        ..NewEntry::of(event.id, who.actor(), action, Target::new("player", id))
    });
    held::follow_standing(tx, who, event.id, id, left_at).await?;
    let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?.ok_or_else(super::players::gone)?;
    let slot = slot_refs_of(tx, event.id, &row).await?;
    view(&row, event.reference_day, slot)
}

/// How a player stands, and since when out of the race.
pub(crate) type Stands = (Standing, Option<Timestamp>);

/// The change from one standing to another as entries say it.
fn states(was: Stands, is: Stands) -> (Value, Value) {
    if was.1 == is.1 {
        return (json!({"standing": was.0}), json!({"standing": is.0}));
    }
    let state = |(standing, left_at): Stands| json!({"standing": standing, "left_at": left_at});
    (state(was), state(is))
}

/// The standing that an entry's state speaks of; a player who was not there yet stood as one who was removed. A state that
/// does not say since when leaves it as it is.
pub(crate) fn of_state(state: Option<&Value>, left_at: Option<Timestamp>) -> Stands {
    let field = |name| state.and_then(|state| state.get(name));
    let standing = field("standing").and_then(Value::as_str).and_then(Standing::parse).unwrap_or(Standing::Deleted);
    let named = field("left_at").map(|at| at.as_str().and_then(|at| Timestamp::parse(at).ok()));
    (standing, named.unwrap_or(left_at))
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
        let row = store::players::find_by_id(&mut tx.conn(), event.id, id).await?.ok_or_else(super::players::gone)?;
        tx.tell(event.id, HubEffect::Face(id, row.face(event.reference_day)?));
        let totals = store::laps::totals_of_player(&mut tx.conn(), event.id, id).await?;
        tx.tell(event.id, HubEffect::Totals(id, totals));
    } else {
        tx.tell(event.id, HubEffect::Gone(id));
    }
    tx.tell(event.id, HubEffect::Topic(Topic::Players));
    tx.tell(event.id, HubEffect::Topic(Topic::Slots));
    Ok(())
}

async fn refuse_removal_of_laps(tx: &mut Tx, event: EventId, row: &PlayerRow) -> Result<()> {
    let laps = store::laps::totals_of_player(&mut tx.conn(), event, PlayerId(row.id)).await?.laps;
    if laps == 0 {
        return Ok(());
    }
    let sentence = format!(
        "{} · {} has {laps} laps, which would be lost. Withdraw or disqualify instead, or take the laps back first.",
        row.bib, row.name
    );
    Err(Problem::conflict(sentence).into())
}
