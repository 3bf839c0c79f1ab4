//! What stands in the way of an undo: the entry that changed the same thing since.

use super::undo::{Back, name_of};
use crate::{
    error::Result,
    ledger::Tx,
    store::{self, entries::EntryRow},
};
use domain::{
    Problem, Timestamp,
    change::Subject,
    refusal::{self, By},
};
use uuid::Uuid;

impl Back<'_> {
    /// Says what changed it since; `thing` is the lap, adjustment or payment that it is about, where a player has many.
    pub(super) async fn changed_since(&self, tx: &mut Tx, subject: Subject, thing: Option<Uuid>) -> Result<Problem> {
        let target = (self.entry.target_type.as_str(), self.entry.target_id.as_str());
        let since = store::entries::about_since(&mut tx.conn(), self.entry.chain, target, self.entry.seq).await?;
        let about_it = |entry: &&EntryRow| {
            entry.change().is_ok_and(|change| {
                let its = change.kind().and_then(|kind| kind.facts().undo);
                its == Some(subject) && (thing.is_none() || change.thing() == thing)
            })
        };
        let blocking = since.iter().find(about_it);
        Ok(match blocking {
            Some(entry) => refusal::ChangedSinceBy {
                action: entry.action.clone(),
                by: By(name_of(entry).to_owned()),
                at: Timestamp::from_ms(entry.at),
                entry: entry.seq,
            }
            .into(),
            None => refusal::ChangedSince.into(),
        })
    }
}
