//! Reads of tags. A read becomes a lap like any other: it is counted, or held with its reason. It is of whoever wore the tag
//! at its moment, however late it arrives; what was read before anybody did is the first wearer's. Whenever that is changed,
//! be it by an assignment, its correction or an undo, what was read [follows](follow).

use super::{
    held::{Scope, hold_counted, hold_read, look_again, look_at},
    totals::refresh_totals,
};
use crate::{auth::Who, error::Result, ledger::Tx, services::base::ids, store};
use domain::{
    Bib, Timestamp,
    held::HeldReason,
    ids::{EventId, PlayerId},
    lap::LapItem,
    tag::{Passing, Tag},
};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// What is known of the tags in a group of laps: who wore them, and which reads are of a passing that is known.
#[derive(Default)]
pub(super) struct Passings {
    bibs: HashMap<Uuid, Bib>,
    repeated: HashSet<Uuid>,
}

impl Passings {
    /// Looks up what laps of tags need, and takes note of their passings; laps of bibs cost nothing.
    pub(super) async fn look_up(tx: &mut Tx, event: EventId, laps: impl Iterator<Item = &LapItem>) -> Result<Self> {
        let mut passings = Self::default();
        for lap in laps {
            let Some(tag) = &lap.tag else { continue };
            let at = lap.counted_at;
            if let Some(bib) = store::tags::bib_at(&mut tx.conn(), event, tag, at).await? {
                passings.bibs.insert(lap.id, Bib::new(bib)?);
            }
            let known = store::tags::passing(&mut tx.conn(), event, tag, at).await?;
            let grown = known.and_then(|(id, passing)| Some((id, passing.with(at)?)));
            let (id, passing) = grown.unwrap_or((lap.id, Passing::at(at)));
            if id != lap.id {
                passings.repeated.insert(lap.id);
            }
            store::tags::put_passing(&mut tx.conn(), event, tag, id, passing).await?;
        }
        Ok(passings)
    }

    /// The tag that a lap is of, if by anything: one that names a bib as well is of that bib where nobody wore the tag.
    pub(super) fn tag_of<'l>(&self, lap: &'l LapItem) -> Option<&'l Tag> {
        lap.tag.as_ref().filter(|_| lap.bib.is_none() || self.bibs.contains_key(&lap.id))
    }

    /// Whose lap it is, by the tag if somebody wore it.
    pub(super) fn bib_of(&self, lap: &LapItem) -> Option<Bib> {
        self.bibs.get(&lap.id).copied().or(lap.bib)
    }

    /// Whether a lap is one more read of a passing that is known by another one.
    pub(super) fn is_repeated(&self, lap: &LapItem) -> bool {
        self.repeated.contains(&lap.id)
    }
}

/// Has what was read of a tag be of whoever wore it then, after that was changed: laps that count for somebody else wait
/// again, and what waits counts where it can. What a person took back or dismissed stays so.
pub(crate) async fn follow(tx: &mut Tx, who: &Who, event: EventId, tag: &Tag) -> Result<()> {
    let misplaced = store::tags::misplaced(&mut tx.conn(), event, tag).await?;
    let reads = if misplaced.is_empty() { vec![] } else { store::tags::reads(&mut tx.conn(), event, tag).await? };
    let mut players = BTreeSet::new();
    for id in misplaced {
        let Some(lap) = store::laps::find(&mut tx.conn(), event, id).await? else { continue };
        let player = PlayerId(lap.player_id);
        let read = reads.iter().copied().find(|read| ids::of_lap_for(*read, player) == id).unwrap_or(id);
        hold_read(tx, who, event, &lap, read).await?;
        players.insert(player);
    }
    for player in players {
        refresh_totals(tx, event, player).await?;
    }
    let waiting = store::held::list_of_tag(&mut tx.conn(), event, tag).await?;
    look_at(tx, who, event, &waiting).await
}

/// Judges a player's laps anew, after the player left the race at that moment or came back: holds those that were counted
/// later, and looks again at those that are held.
pub(crate) async fn follow_standing(
    tx: &mut Tx,
    who: &Who,
    event: EventId,
    player: PlayerId,
    left_at: Option<Timestamp>,
) -> Result<()> {
    if let Some(left_at) = left_at {
        let later = store::laps::standing_of_player_after(&mut tx.conn(), event, player, left_at).await?;
        for lap in &later {
            hold_counted(tx, who, event, lap, (HeldReason::LeftRace, None)).await?;
        }
        if !later.is_empty() {
            refresh_totals(tx, event, player).await?;
        }
    }
    look_again(tx, who, event, Scope::Player(player)).await?;
    // What is read of the tag of somebody who is not there is of whoever wears it next.
    for tag in store::tags::of_player(&mut tx.conn(), event, player).await? {
        follow(tx, who, event, &Tag::parse(&tag)?).await?;
    }
    Ok(())
}
