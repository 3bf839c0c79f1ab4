//! The way back of what comes in by other ways than a tap: tags and sheets of paper.

use super::Back;
use crate::{
    error::Result,
    ledger::{HubEffect, Tx},
    services::{held, sheets, tags},
    store,
};
use domain::{Problem, audit::Subject, board::Topic};
use uuid::Uuid;

impl Back<'_> {
    /// A tag is worn again, or no longer. What was read before anybody wore it waits for its wearer again.
    pub(super) async fn tag(&self, tx: &mut Tx) -> Result<()> {
        let (left, found) = (self.left(), self.found());
        let tag = tags::of_state(left.as_ref().or(found.as_ref()));
        let tag = tag.ok_or_else(|| Problem::not_found("There is no such tag."))?;
        let (event, player, now) = (self.event.id, self.player()?, tx.now());
        let wearer = store::tags::wearer(&mut tx.conn(), event, &tag).await?;
        let expected = left.is_some().then_some(player);
        if wearer != expected {
            return Err(self.changed_since(tx, Subject::Tag, None).await?.into());
        }
        tx.tell(event, HubEffect::Topic(Topic::Players));
        if found.is_some() {
            self.require_there(tx, player).await?;
            store::tags::put(&mut tx.conn(), event, &tag, player, now).await?;
            return held::look_again(tx, self.who, event, held::Scope::Player(player)).await;
        }
        store::tags::remove(&mut tx.conn(), event, &tag).await?;
        held::keep_reads_again(tx, self.who, event, player, &tag).await
    }

    /// All laps of a sheet are taken back, or count again.
    pub(super) async fn sheet(&self, tx: &mut Tx) -> Result<()> {
        let id = Uuid::parse_str(&self.entry.target_id).unwrap_or_default();
        let row = store::sheets::find(&mut tx.conn(), id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such sheet."))?;
        if row.undone == self.left().is_some() {
            return Err(self.changed_since(tx, Subject::Sheet, None).await?.into());
        }
        sheets::set_standing(tx, self.who, self.event.id, &row, self.found().is_some()).await
    }
}
