//! The way back of what comes in by other ways than a tap: tags and sheets of paper.

use super::Back;
use crate::{
    error::Result,
    ledger::Tx,
    services::{sheets, tags},
    store,
};
use domain::{
    Problem,
    change::{Sheet, Step, Subject, Wearing},
    ids::PlayerId,
};
use uuid::Uuid;

impl Back<'_> {
    /// A tag is worn again, or no longer, and what was read of it follows.
    pub(super) async fn tag(&self, tx: &mut Tx, player: PlayerId, step: Step<&Wearing>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let wearing = left.or(found).ok_or_else(|| Problem::not_found("There is no such tag."))?;
        let (event, tag, worn) = (self.event.id, &wearing.tag, tags::worn_by(player, wearing));
        let now = store::tags::worn(&mut tx.conn(), event, tag).await?;
        let is_changed = match left {
            Some(_) => now != Some(worn),
            None => store::tags::is_worn_after(&mut tx.conn(), event, tag, worn).await?,
        };
        if is_changed {
            return Err(self.changed_since(tx, Subject::Tag, None).await?.into());
        }
        match (found.is_some(), wearing.until) {
            (true, _) => {
                self.require_there(tx, player).await?;
                store::tags::put(&mut tx.conn(), event, tag, worn).await?;
            }
            (false, Some(until)) => store::tags::end(&mut tx.conn(), worn.id, until).await?,
            (false, None) => store::tags::remove(&mut tx.conn(), worn.id).await?,
        }
        tags::follow(tx, self.who, event, tag).await
    }

    /// All laps of a sheet are taken back, or count again.
    pub(super) async fn sheet(&self, tx: &mut Tx, id: Uuid, step: Step<&Sheet>) -> Result<()> {
        let row = store::sheets::find(&mut tx.conn(), id).await?;
        let row = row.ok_or_else(|| Problem::not_found("There is no such sheet."))?;
        if row.is_undone() == step.is.is_some() {
            return Err(self.changed_since(tx, Subject::Sheet, None).await?.into());
        }
        sheets::set_standing(tx, self.who, self.event.id, &row, step.was.is_some()).await
    }
}
