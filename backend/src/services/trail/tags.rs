//! The way back of tags.

use super::undo::Back;
use crate::{
    error::Result,
    ledger::Tx,
    services::{base::player::require_there, counting, people},
    store,
};
use domain::{
    Problem,
    change::{Step, Subject, Wearing},
    ids::PlayerId,
    refusal,
};

impl Back<'_> {
    /// A tag is worn again, or no longer, and what was read of it follows.
    pub(super) async fn tag(&self, tx: &mut Tx, player: PlayerId, step: Step<&Wearing>) -> Result<()> {
        let Step { was: found, is: left } = step;
        let wearing = left.or(found).ok_or_else(|| Problem::from(refusal::NoSuchTag))?;
        let (event, tag, worn) = (self.event.id, &wearing.tag, people::worn_by(player, wearing));
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
                require_there(tx, event, player).await?;
                store::tags::put(&mut tx.conn(), event, tag, worn).await?;
            }
            (false, Some(until)) => store::tags::end(&mut tx.conn(), worn.id, until).await?,
            (false, None) => store::tags::remove(&mut tx.conn(), worn.id).await?,
        }
        counting::follow(tx, self.who, event, tag).await
    }
}
