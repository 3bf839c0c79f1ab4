//! The way back of what comes in by other ways than a tap: tags and sheets of paper.

use super::Back;
use crate::{
    error::Result,
    ledger::{HubEffect, Tx},
    services::{
        sheets,
        tags::{self, Assigned},
    },
    store,
};
use domain::{Problem, audit::Subject, board::Topic};
use uuid::Uuid;

impl Back<'_> {
    /// A tag is worn again, or no longer, and what was read of it follows.
    pub(super) async fn tag(&self, tx: &mut Tx) -> Result<()> {
        let (left, found) = (self.left(), self.found());
        let assigned = Assigned::of_state(left.as_ref().or(found.as_ref()));
        let assigned = assigned.ok_or_else(|| Problem::not_found("There is no such tag."))?;
        let (event, player, tag) = (self.event.id, self.player()?, &assigned.tag);
        let worn = assigned.of(player);
        let now = store::tags::worn(&mut tx.conn(), event, tag).await?;
        let is_changed = match left {
            Some(_) => now != Some(worn),
            None => store::tags::is_worn_after(&mut tx.conn(), event, tag, worn).await?,
        };
        if is_changed {
            return Err(self.changed_since(tx, Subject::Tag, None).await?.into());
        }
        match (found.is_some(), assigned.until) {
            (true, _) => {
                self.require_there(tx, player).await?;
                store::tags::put(&mut tx.conn(), event, tag, worn).await?;
            }
            (false, Some(until)) => store::tags::end(&mut tx.conn(), worn.id, until).await?,
            (false, None) => store::tags::remove(&mut tx.conn(), worn.id).await?,
        }
        tx.tell(event, HubEffect::Topic(Topic::Players));
        tags::follow(tx, self.who, event, tag).await
    }

    /// All laps of a sheet are taken back, or count again.
    pub(super) async fn sheet(&self, tx: &mut Tx) -> Result<()> {
        let id = Uuid::parse_str(&self.entry.target_id).unwrap_or_default();
        let row = store::sheets::find(&mut tx.conn(), id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such sheet."))?;
        if row.is_undone() == self.left().is_some() {
            return Err(self.changed_since(tx, Subject::Sheet, None).await?.into());
        }
        sheets::set_standing(tx, self.who, self.event.id, &row, self.found().is_some()).await
    }
}
